"""What holds of names whatever the model says: their edges, adjectives, ships, and one label for one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kgbuild.annotations import Words
from kgbuild.gazetteer import SHIP_PREFIXES, is_demonym
from kgbuild.tags import TaggedSpan

__all__ = ["tidy"]

_NEVER_LAST = frozenset("of the and in for to at a an on by with 's ’s - , ( & /".split())
# Who fights for a body is no part of its name: "Red Spear fighters".
_MEN = frozenset(
    "terrorists militants fighters insurgents troops soldiers gunmen rebels militiamen members officers".split()
)
_NUMBERED = frozenset(
    "division div brigade bde battalion bn regiment regt squadron sqn company coy corps wing fleet".split()
)
_SERVICES = frozenset("army navy police marines force forces guard".split())
_MILITIAS = frozenset(("militia", "militias"))
_KINDS = _MILITIAS | frozenset("group movement faction network organisation organization".split())
_SURE = 0.93
_MOST_INITIALS = 4
_NEVER_FIRST = frozenset("the a an of and 's ’s - , ) &".split())


def tidy(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """The names without words that begin or end no name, without adjectives, each name with one label.

    A report calls two things by one name so seldom (never, in the training documents) that mentions written
    alike all take the label that the model is surest of.
    """
    parts = [part for name in _with_initials(names, words) for part in _parts(name, words)]
    trimmed = [span for part in parts if (span := _trim(part, words)) and not _is_adjective(span, words)]
    trimmed = _with_ships(_without_kinds(trimmed, words), words)
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
    if name.tag == "Unit" and texts[-1].lower() in ("security", "armed") and following.lower() == "forces":
        return [replace(name, end=name.end + 1)]
    ends = [i for i, text in enumerate(texts[:-2], 1) if text.lower() in _NUMBERED and texts[0][0].isdigit()]
    if name.tag == "Unit" and ends and texts[-1].lower() in _SERVICES:
        cut = name.start + ends[-1]
        return [replace(name, end=cut), replace(name, start=cut)]
    return [name]


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
    return replace(name, start=start, end=end) if start < end else None


def _is_adjective(name: TaggedSpan, words: Words) -> bool:
    """Whether a place is none, but "French", unless the model is sure that it stands for the country."""
    return name.tag == "Place" and name.confidence < _SURE and is_demonym(words.text(name.start, name.end))
