"""What holds of names whatever the model says: their edges, adjectives, ships, and one label for one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kgbuild.annotations import Words
from kgbuild.gazetteer import SHIP_PREFIXES, is_demonym
from kgbuild.tags import TaggedSpan

__all__ = ["tidy"]

_NEVER_LAST = frozenset("of the and in for to at a an on by with 's ’s - , ( & / | * – —".split())
# Who fights for a body is no part of its name: "Red Spear fighters".
_MEN = frozenset(
    "terrorists militants fighters insurgents troops soldiers gunmen rebels militiamen members officers".split()
)
_NUMBERED = frozenset(
    "division div brigade bde battalion bn regiment regt squadron sqn company coy corps wing fleet".split()
)
_SERVICES = frozenset("army navy police marines force forces guard".split())
_MILITIAS = frozenset(("militia", "militias"))
_FIGHTING = frozenset("army navy battalion brigade regiment squadron platoon marines".split())
_KINDS = _MILITIAS | frozenset("group movement faction network organisation organization".split())
_BODIES = frozenset({"Unit", "Organisation"})
_QUOTES = frozenset('"“”«»„')
_CLOSING = frozenset('"”»')
_SURE = 0.93
_MOST_INITIALS = 4
_NEVER_FIRST = frozenset("the a an of and 's ’s - – — , ) & | *".split())
_DASHES = frozenset("-–—")
# What in brackets belongs to the name before: "101st Airborne Division (Air Assault)".
_QUALIFIERS = re.compile(
    r"(?:Air Assault|Air Mobile|Airmobile|Airborne|Light|Heavy|Mechani[sz]ed|Motori[sz]ed|Armou?red|Maoist|"
    r"Marxist|Leninist|Marxist[-–]Leninist|Provisional|Independent|Reserve|Volunteers?|Territorial|Commando|Special)"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|er)")
_LETTERS = re.compile(r"[A-Z]{2,5}")


def tidy(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """The names without words that begin or end no name, without adjectives, each name with one label.

    A report calls two things by one name so seldom (never, in the training documents) that mentions written
    alike all take the label that the model is surest of.
    """
    parts = [part for name in _with_initials(names, words) for part in _parts(name, words)]
    trimmed = [span for part in parts if (span := _trim(part, words)) and not _is_adjective(span, words)]
    trimmed = _with_ships(_without_kinds(_with_qualifiers(trimmed, words), words), words)
    trimmed = [replace(one, tag="Unit") if _is_force(one, words) else one for one in trimmed]
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in trimmed:
        votes[words.text(span.start, span.end)][span.tag] += span.confidence
    label = {text: min(by, key=lambda tag: (-by[tag], tag)) for text, by in votes.items()}
    return [replace(span, tag=label[words.text(span.start, span.end)]) for span in trimmed]


def _with_initials(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """A person's initials and the surname right after them ("MS Okoro") are one name."""
    joined: list[TaggedSpan] = []
    for name in names:
        before = joined[-1] if joined else None
        if before and before.tag == name.tag == "Person" and before.end == name.start:
            initials = words.text(before.start, before.end)
            if len(initials) <= _MOST_INITIALS and initials.isalpha() and initials.isupper():
                joined[-1] = replace(before, end=name.end, confidence=min(before.confidence, name.confidence))
                continue
        joined.append(name)
    return joined


def _parts(name: TaggedSpan, words: Words) -> list[TaggedSpan]:
    """The names that stand in one: "5 Division Zambian Army" is a unit and the army that it belongs to.

    A closing bracket that was not opened ends a name; "security" before "forces" does not.
    """
    texts = words.texts[name.start : name.end]
    if ")" in texts and "(" not in texts:
        return [replace(name, end=name.start + texts.index(")"))]
    following = words.texts[name.end] if name.end < len(words) else ""
    cut = next(
        (i for i, text in enumerate(texts) if i and text in _DASHES and _spaced(words, name.start + i)), None
    )
    if cut is not None and name.tag in _BODIES and texts[cut + 1 : cut + 2] == ["the"]:
        return [replace(name, end=name.start + cut), replace(name, start=name.start + cut)]
    if name.tag in _BODIES and following and words.sentences[name.end] == words.sentences[name.start]:
        if following in _CLOSING and sum(text in _QUOTES for text in texts) == 1:
            return [replace(name, end=name.end + 1)]  # 93rd Brigade "Kholodnyi Yar"
        if len(texts) == 1 and _ORDINAL.fullmatch(texts[0]) and _LETTERS.fullmatch(following):
            return [replace(name, end=name.end + 1)]  # 37th AS
    if name.tag == "Unit" and texts[-1].lower() in ("security", "armed") and following.lower() == "forces":
        return [replace(name, end=name.end + 1)]
    ends = [i for i, text in enumerate(texts[:-2], 1) if text.lower() in _NUMBERED and texts[0][0].isdigit()]
    if name.tag == "Unit" and ends and texts[-1].lower() in _SERVICES:
        cut = name.start + ends[-1]
        return [replace(name, end=cut), replace(name, start=cut)]
    return [name]


def _is_force(name: TaggedSpan, words: Words) -> bool:
    """Whether a body that was taken for an organisation is a force by its last word: "Royal Nepalese Army"."""
    texts = [text.lower() for text in words.texts[name.start : name.end]]
    # A "Department of the Navy" and a "Friends of the Royal Marines" do not fight, nor does the Salvation Army.
    other = "of" in texts or texts[0] == "salvation"
    return name.tag == "Organisation" and len(texts) > 1 and texts[-1] in _FIGHTING and not other


def _spaced(words: Words, i: int) -> bool:
    """Whether white space stands on both sides of word `i`."""
    start, end = words.characters(i, i + 1)
    return words.whole[start - 1 : start].isspace() and words.whole[end : end + 1].isspace()


def _with_qualifiers(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """Bodies with what in brackets belongs to their names, even where it was taken for a name of its own."""
    found: list[TaggedSpan] = []
    reach = 0
    for name in names:
        if name.start < reach:
            continue
        if name.tag in _BODIES and name.end < len(words) and words.texts[name.end] == "(":
            close = next(
                (i for i in range(name.end + 2, min(len(words), name.end + 5)) if words.texts[i] == ")"), 0
            )
            if close and _QUALIFIERS.fullmatch(words.text(name.end + 1, close)):
                name = replace(name, end=close + 1)
        reach = name.end
        found.append(name)
    return found


def _with_ships(names: list[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """A ship is a unit, named with its "USS" and, once it was, also without."""
    taken = {i for name in names for i in range(name.start, name.end)}
    found, bare = [], set()
    for name in names:
        start = name.start
        if start and start - 1 not in taken and words.texts[start - 1] in SHIP_PREFIXES:
            start -= 1
        if words.texts[start] in SHIP_PREFIXES and start + 1 < name.end:
            bare.add(words.text(start + 1, name.end))
            name = replace(name, start=start, tag="Unit")
        found.append(name)
    return [replace(name, tag="Unit") if words.text(name.start, name.end) in bare else name for name in found]


def _without_kinds(names: list[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """ "Red Spear militia" without its last word; without "movement" if the document also writes "Red Spear"."""
    written = {words.text(name.start, name.end) for name in names}

    def is_kind(name: TaggedSpan) -> bool:
        *before, last = words.texts[name.start : name.end]
        if last in _MILITIAS and len(before) > 1 and all(word[0].isupper() for word in before):
            return True
        return last in _KINDS and bool(before) and words.text(name.start, name.end - 1) in written

    return [replace(name, end=name.end - 1) if is_kind(name) else name for name in names]


def _trim(name: TaggedSpan, words: Words) -> TaggedSpan | None:
    start, end = name.start, name.end
    while start < end and words.texts[start].lower() in _NEVER_FIRST:
        start += 1
    while start < end and (words.texts[end - 1].lower() in _NEVER_LAST or words.texts[end - 1] in _MEN):
        end -= 1
    lettered = any(map(str.isalnum, words.text(start, end))) if start < end else False
    return replace(name, start=start, end=end) if lettered else None


def _is_adjective(name: TaggedSpan, words: Words) -> bool:
    """Whether a place is none, but "French", unless the model is sure that it stands for the country."""
    return name.tag == "Place" and name.confidence < _SURE and is_demonym(words.text(name.start, name.end))
