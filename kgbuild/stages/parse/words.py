"""Words and sentences: spaCy's English tokenizer, split finer where names touch other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

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
    "sq. mt. col.-gen. viz. cf. al. inc. ltd. co. corp.".split()
)
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
    ended = True
    for token in doc:
        token.is_sent_start = ended if not token.is_space or token.i == 0 else False
        if token.is_space:
            ended = ended or _breaks_line(token.text, doc[token.i + 1].text if token.i + 1 < len(doc) else "")
        else:
            ended = _ends_sentence(doc, token.i)


def _breaks_line(space: str, following: str) -> bool:
    lines = space.count("\n")
    return lines > 1 or (lines == 1 and not following[:1].islower())


def _ends_sentence(doc: Doc, i: int) -> bool:
    text = doc[i].text
    following = next((t for t in doc[i + 1 :] if not t.is_space), None) if i + 1 < len(doc) else None
    if following is None:
        return False
    if text in _CLOSERS and i > 0 and doc[i - 1].text[-1] in _ENDS and doc[i].whitespace_:
        return following.text[0].isupper() or following.text[0] in _OPENERS or following.text[0].isdigit()
    if text[-1] not in _ENDS or (following.text in _CLOSERS and not doc[i].whitespace_):
        return False
    if text == "." and i > 0 and not doc[i - 1].whitespace_:
        if doc[i - 1].is_sent_start and doc[i - 1].is_digit:
            return False  # the number of a list entry
        if f"{doc[i - 1].lower_}." in _ABBREVIATIONS:
            return False
    if text in _ENDS or text == "...":
        return not following.text[0].islower()
    return (
        text.lower() not in _ABBREVIATIONS and not re.fullmatch(r"(?:\w\.)+", text) and following.text[0].isupper()
    )
