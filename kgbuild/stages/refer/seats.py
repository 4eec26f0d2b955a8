"""Bodies of which there are many, told apart by the towns that stand right after them: "JTF, Jos", "JTF, Uyo"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kgbuild.areas import is_region, may_be_area

__all__ = ["divide_by_seat"]

# Words of bodies that each state or large town has; what else may stand in the name of such a body.
_MANY = frozenset("task house headquarters station barracks garrison hospital court".split())
_PLAIN = frozenset(
    "joint special mobile force forces government state police high central general command".split()
)
_UP_TO_THE_SEAT = re.compile(r"['’\"”)]*(?:,| \(| -| –)? ?$")


def divide_by_seat(
    groups: Sequence[int], names: Sequence[tuple[str, str]], gaps: Sequence[str], fullest: Sequence[Sequence[str]]
) -> list[int]:
    """Give the mentions of one group that have another town right after them a group of their own.

    A mention without a town is of the one that was named last before it.

    Args:
        groups: the number of each name's entity.
        names: the text and the label of each.
        gaps: what stands between each name and the next.
        fullest: for each name, the words of the fullest name of its group, folded.

    Returns:
        The numbers, those of new groups after all others.
    """
    divided = list(groups)
    seats = _seats(groups, names, gaps)
    mentions: defaultdict[int, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        if _MANY & set(fullest[i]) and (_MANY | _PLAIN).issuperset(fullest[i]):
            mentions[group].append(i)
    following = max(groups, default=-1) + 1
    for at in mentions.values():
        numbers: dict[str, int] = {}
        now = divided[at[0]]
        for i in at:
            if seat := seats[i]:
                if seat not in numbers:
                    numbers[seat] = following if numbers else now
                    following += bool(len(numbers) > 1)
                now = numbers[seat]
            divided[i] = now
    return divided


def _seats(groups: Sequence[int], names: Sequence[tuple[str, str]], gaps: Sequence[str]) -> list[str]:
    """The town that stands right after each name, be it after its acronym: "Special Task Force (STF), Jos"."""
    seats = [""] * len(names)
    for i in range(len(names) - 2, -1, -1):
        if not _UP_TO_THE_SEAT.fullmatch(gaps[i]):
            continue
        text, label = names[i + 1]
        if groups[i + 1] == groups[i]:
            seats[i] = seats[i + 1]
        elif label == "Place" and (may_be_area(text) or not is_region(text)):
            seats[i] = text
    return seats
