"""Names of places that are a town's and a state's: which is meant where a report lists them.

"Lagos and Ogun States" are two states, and so are the Kano and the Kaduna of "Kano, Kaduna, Kebbi and Zamfara",
for there is no town of Kebbi. Where nothing tells, the town is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kgbuild.gazetteer import fold, read_list

__all__ = ["areas_meant", "is_region", "known_region", "may_be_area"]

_KINDS = ("state", "province", "governorate", "oblast", "region")
_COMMONEST = "state"
_KIND = re.compile(rf"(?<=\w )(?:{'|'.join(_KINDS)})(s?)$", re.IGNORECASE)
_KINDS_AFTER = re.compile(rf"\s(?:{'|'.join(_KINDS)})s\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b|\bas well as\b|,\s*(?:and|or|as well as))\s*|\s")
_FEW = 2
_NEAR = 20  # characters


def may_be_area(name: str) -> bool:
    """Whether a town and a state, or another region of the first order, go by this name."""
    return _regions().get(fold(name)) is True


def is_region(name: str) -> bool:
    """Whether a state, or another region of the first order, goes by this name, or the name says it is one."""
    return bool(_KIND.search(name)) or fold(name) in _regions()


@lru_cache(maxsize=1 << 15)
def known_region(name: str) -> str:
    """The folded name, without "State", of a region of the first order that is called so; nothing if none is."""
    folded = fold(_KIND.sub("", name).strip())
    return folded if folded in _regions() else ""


def areas_meant(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """For each place, the kind of area ("state") that its name means where it stands, or nothing.

    Args:
        text: the document's.
        places: (start, end) of the names of places, in the order of the text.
    """
    meant = [""] * len(places)
    names = [text[start:end] for start, end in places]
    if not any(map(may_be_area, names)):
        return meant
    usual = Counter(match[0].lower() for name in names if (match := _KIND.search(name)) and not match[1])
    kind = max(_KINDS, key=lambda one: usual[one]) if usual else _COMMONEST
    lists = [(names[first : last + 1], first, last) for first, last in _lists(text, places)]
    for listed, first, last in lists:
        after = text[places[last][1] :][:_NEAR]
        told = _kind_of_all(listed, after) or (kind if _are_regions(listed) else "")
        for at in range(first, last + 1) if told else ():
            meant[at] = told if may_be_area(names[at]) else ""
    known = {name: told for name, told in zip(names, meant, strict=True) if told}
    for listed, first, last in lists:
        if known.keys() & set(listed) and all(map(is_region, listed)):
            for at in range(first, last + 1):
                meant[at] = meant[at] or known.get(names[at], "")
    return meant


def _lists(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of places that stand in a row, two at least."""
    first = 0
    for at in range(1, len(places) + 1):
        joined = at < len(places) and _BETWEEN.fullmatch(text[places[at - 1][1] : places[at][0]])
        if not joined:
            if at - first >= _FEW:
                yield first, at - 1
            first = at


def _kind_of_all(names: Sequence[str], after: str) -> str:
    """The kind of area that the plural at the end of a list gives to all its names: "Lagos and Ogun States"."""
    end = _KIND.search(names[-1])
    plural = end[0].lower().removesuffix("s") if end and end[1] else ""
    if not plural and (match := _KINDS_AFTER.match(after)):
        plural = match[0].strip().lower().removesuffix("s")
    return plural if all(map(is_region, names)) else ""


def _are_regions(names: Sequence[str]) -> bool:
    """Whether names listed together are those of regions, at least one being that of no town.

    "Kaduna, Borno" may be a town and where it lies, not so "Borno, Kaduna".
    """
    if not all(map(is_region, names)):
        return False
    alone = [bool(_KIND.search(name)) or not may_be_area(name) for name in names]
    return any(alone) if len(names) > _FEW else alone[0]


@cache
def _regions() -> dict[str, bool]:
    """By folded name, whether a town of the same country is called so too."""
    return {fold(name): bool(town) for name, *town in read_list("regions.txt")}
