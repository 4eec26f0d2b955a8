"""Words and sentences: spaCy's English tokenizer, split finer where names touch other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["make_language", "split_sentences"]

# Names end inside what spaCy takes for one word: "U.S.-led", "Kurdish/Arab", "ISIL—which", "Diyala:Iraq".
_INFIXES = (
    r"(?<=[\w.'])[-‐‑–—/](?=\w)",
    r"(?<=\w)[,;:()\[\]\"“”|](?=\w)",
    r"(?<=\w)[.,]*[\[(](?=\w)",
    r"(?<=[a-z]{3})\.(?=[A-Z][a-z])",
    r"(?<=[A-Za-z])(?=\d{1,3}(?:st|nd|rd|th)\b)",
)
_EDGES = (r"[-‐‑–—/|*#~_•·]",)

# Words with a full stop of their own that do not end a sentence when a capital follows.
_ABBREVIATIONS = frozenset(
    "adm. amb. brig. capt. cdr. cmdr. cmdre. col. comdr. cpl. det. dr. fr. ft. gen. gov. hon. insp. jr. lt. ltc. "
    "maj. mr. mrs. ms. no. nos. pfc. pres. prof. pte. pvt. rep. rev. sen. sgt. sr. ssgt. st. supt. vs. wg. "
    "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. e.g. i.e. etc. approx. bn. bde. div. regt. coy. "
    "armd. arty. cav. engr. inf. mech. sq. mt. col.-gen. viz. cf. al. inc. ltd. co. corp.".split()
)
# "12. Panzerbataillon": the number of a German unit does not end a sentence.
_GERMAN_UNIT = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:kompanie|bataillon|korps|geschwader|regiment)|Bataillon|Kompanie")
_OPENERS = frozenset("\"'([“‘«-•*")
_CLOSERS = frozenset("\"')]”’»")
_ENDS = frozenset(".!?…")


def make_language() -> Language:
    """Return an empty English pipeline whose tokenizer keeps every name's edges at a word's edge."""
    nlp = spacy.blank("en")
    defaults = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer
    tokenizer.prefix_search = compile_prefix_regex([*(defaults.prefixes or ()), *_EDGES]).search
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or ()), *_EDGES]).search
    return nlp


def split_sentences(doc: Doc) -> None:
    """Mark the first word of each sentence of `doc`.

    A sentence ends at a full stop, question or exclamation mark (with the quotes that close after it) when the
    next word could begin one, and at every empty line or line break before a capital, digit or list sign.
    """
    if not len(doc):
        return
    reading = _Reading(doc)
    ended = True
    for i, text in enumerate(reading.texts):
        reading.starts[i] = ended and (i == 0 or not reading.is_space[i])
        if reading.is_space[i]:
            following = reading.texts[i + 1] if i + 1 < len(doc) else ""
            ended = ended or _breaks_line(text, following)
        else:
            ended = _ends_sentence(reading, i)
    # Set at once: a token's own setter looks through the whole Doc.
    starts: Any = np.where(reading.starts, 1, -1).astype(np.uint64)
    doc.from_array(["SENT_START"], starts)


class _Reading:
    """A Doc as plain lists, which are read much faster than its tokens."""

    def __init__(self, doc: Doc) -> None:
        self.texts = [token.text for token in doc]
        self.is_space = [text.isspace() for text in self.texts]
        self.spaced = [bool(token.whitespace_) for token in doc]
        self.starts = [False] * len(doc)  # of sentences
        self.following: list[str | None] = [None] * len(doc)  # the next word after each token
        word: str | None = None
        for i in range(len(doc) - 1, -1, -1):
            self.following[i] = word
            if not self.is_space[i]:
                word = self.texts[i]


def _breaks_line(space: str, following: str) -> bool:
    lines = space.count("\n")
    return lines > 1 or (lines == 1 and not following[:1].islower())


def _ends_sentence(reading: _Reading, i: int) -> bool:
    text, following = reading.texts[i], reading.following[i]
    before = reading.texts[i - 1] if i else ""
    if following is None:
        return False
    if text in _CLOSERS and before[-1:] in _ENDS and before and reading.spaced[i]:
        return following[0].isupper() or following[0] in _OPENERS or following[0].isdigit()
    if text[-1] not in _ENDS or (following in _CLOSERS and not reading.spaced[i]):
        return False
    if text == "." and before and not reading.spaced[i - 1]:
        if reading.starts[i - 1] and before.isdigit():
            return False  # the number of a list entry
        if f"{before.lower()}." in _ABBREVIATIONS:
            return False
    if before.isdigit() and text == "." and _GERMAN_UNIT.fullmatch(following):
        return False
    if text in _ENDS or text == "...":
        return not following[0].islower()
    return text.lower() not in _ABBREVIATIONS and not re.fullmatch(r"(?:\w\.)+", text) and following[0].isupper()
