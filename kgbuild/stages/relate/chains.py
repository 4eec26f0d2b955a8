"""Chains of units, each part of the next: "B Company, 1st Battalion, 8th Marines"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from kgbuild.annotations import DocMention, Words
from kgbuild.echelons import SERVICE, echelon_of, is_below

__all__ = ["Chains"]

_BODIES = frozenset({"Unit", "Organisation"})
# What may stand between two neighbouring units: words that say of which the first is part, signs that may as well
# part the entries of a list, words that join two of one kind, and words that say that the first has the second.
_JOINTS = {
    "of": re.compile(r"\.?,? (?:of (?:the )?|du |des |del |de la |de l['’]|der )", re.IGNORECASE),
    "comma": re.compile(r"\.?(?:, ?(?:the )?| ?/ ?| \(| )", re.IGNORECASE),
    "and": re.compile(r"\.?,? (?:and|&|y|et|und) (?:the )?", re.IGNORECASE),
    "owns": re.compile(r"['’]s? ", re.IGNORECASE),
}
# After the second of two units, these make it the source of what the sentence tells: "…, the Zambian Army said."
_SAYS = re.compile(
    r" (?:has |have |had |also |later )?(?:said|says|announced|reported|reports|added|confirmed|stated|claimed|"
    r"claims|acknowledged|tweeted|wrote|disclosed)"
    r"(?: (?:on|in|late|early|yesterday|today|earlier|this)\b[^.,;:]{0,60})?"
    r"(?=[.,;\n]|\Z)"
)
_Pair = tuple[int, int]
_LONGEST = 12  # units of a chain, as there are no more rungs


class Chains:
    """The chains of a document's units, by the words between them and the order of their echelons.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text.
    """

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._spans = [mention.span for mention in mentions]
        self._names = [n for n, span in enumerate(self._spans) if span.kind == "name" and span.label in _BODIES]
        self._joints = [self._joint(a, b) for a, b in pairwise(self._names)]

    @cached_property
    def links(self) -> list[_Pair]:
        """(part, whole) for neighbouring units, as indices of mentions.

        "7 Division, 8 Division and 3 Brigade" is a list and gives none; no unit is part of a smaller one.
        """
        found: set[_Pair] = set()
        for at, joint in enumerate(self._joints):
            left, right = self._names[at : at + 2]
            if joint == "of" and self._below(left, right) is not False:
                found |= {(left, right), *((one, right) for one in self._beside(at, -1))}
            elif joint == "comma" and self._may_name_whole(at) and not self._is_list(at):
                found.add((left, right))
            elif joint in ("owns", "comma") and self._owns(at) and self._below(right, left):
                found |= {(right, left), *((one, left) for one in self._beside(at, 1))}
        return sorted(found)

    @cached_property
    def skipped(self) -> frozenset[_Pair]:
        """(part, whole) for units of one chain that others stand between: no text says that twice."""
        above = dict(self.links)
        found = set()
        for part, whole in self.links:
            for _ in range(_LONGEST):
                if whole not in above:
                    break
                whole = above[whole]
                found.add((part, whole))
        return frozenset(found)

    @cached_property
    def sources(self) -> frozenset[_Pair]:
        """(unit, source) where the second only tells what the sentence says: it is no whole of the first."""
        return frozenset(
            (left, right)
            for at, joint in enumerate(self._joints)
            if joint == "comma"
            for left, right in [tuple(self._names[at : at + 2])]
            if _SAYS.match(self._words.whole, self._words.characters(*self._ends(right))[1])
        )

    def turned(self, part: int, whole: int) -> bool:
        """Whether the echelons forbid that one mention is part of another, and would have it the other way round.

        A whole service may well be part of a smaller command of several nations.
        """
        echelon = echelon_of(self._name(part))
        return echelon is not None and echelon.high < SERVICE and self._below(whole, part) is True

    def _joint(self, a: int, b: int) -> str | None:
        left, right = self._spans[a], self._spans[b]
        if left.sentence != right.sentence or right.start < left.end:
            return None
        text = self._words.whole
        start, end = (
            self._words.characters(left.start, left.end)[1],
            self._words.characters(right.start, right.end)[0],
        )
        return next((kind for kind, joint in _JOINTS.items() if joint.fullmatch(text, start, end)), None)

    def _ends(self, n: int) -> _Pair:
        return self._spans[n].start, self._spans[n].end

    def _name(self, n: int) -> str:
        return self._words.text(self._spans[n].start, self._spans[n].end)

    def _below(self, part: int, whole: int) -> bool | None:
        if "Unit" not in (self._spans[part].label, self._spans[whole].label):
            return None
        return is_below(self._name(part), self._name(whole))

    def _may_name_whole(self, at: int) -> bool:
        """Whether the second of two neighbours is larger, or in capitals after a unit: "4 Squadron, SAAF"."""
        left, right = self._names[at : at + 2]
        if (left, right) in self.sources:
            return False
        below = self._below(left, right)
        if below is not None or self._words.texts[self._spans[right].start - 1] == "(":
            return below is True
        last = self._joints[at + 1 : at + 2] not in (["comma"], ["and"])
        acronym = (
            self._name(right).isalpha() and self._name(right).isupper() and self._spans[right].label == "Unit"
        )
        echelon = echelon_of(self._name(left))
        return last and acronym and echelon is not None and echelon.high < SERVICE

    def _owns(self, at: int) -> bool:
        """Whether the first of two neighbours has the second: "the Zambian Army's 5 Brigade", "UPDF 5 Brigade"."""
        left, right = self._spans[self._names[at]], self._spans[self._names[at + 1]]
        return self._joints[at] == "owns" or left.end == right.start

    def _is_list(self, at: int) -> bool:
        """Whether a comma parts the entries of a list: others of it part units of one size, or "and" ends it."""
        first, last = self._runs[at]
        if (first, last) in self._of_alike:
            return True
        if last != at or self._joints[last + 1 : last + 2] != ["and"]:
            return False
        # "3 Battalion, 5 Brigade and 7 Division", but not "3 Battalion, 5 Brigade and 4 Battalion, 6 Brigade"
        final, before = self._names[last + 2], self._names[last + 1]
        return self._are_alike(before, final) or self._below(before, final) is True

    @cached_property
    def _runs(self) -> dict[int, _Pair]:
        """The first and last of the commas in a row that each comma is one of."""
        runs: dict[int, _Pair] = {}
        for is_comma, run in groupby(range(len(self._joints)), key=lambda at: self._joints[at] == "comma"):
            row = list(run)
            runs |= dict.fromkeys(row, (row[0], row[-1])) if is_comma else {}
        return runs

    @cached_property
    def _of_alike(self) -> frozenset[_Pair]:
        """The rows of commas that part units of one size."""
        names = self._names
        return frozenset(run for at, run in self._runs.items() if self._are_alike(names[at], names[at + 1]))

    def _are_alike(self, one: int, other: int) -> bool:
        echelon = echelon_of(self._name(one))
        return echelon is not None and echelon == echelon_of(self._name(other))

    def _beside(self, at: int, way: int) -> Iterator[int]:
        """Yield the units that "and" joins to the part of a joint: "5 Brigade and 6 Brigade of the Army"."""
        one = self._names[at if way < 0 else at + 1]
        joint, other = (at - 1, at - 1) if way < 0 else (at + 1, at + 2)
        joined = 0 <= joint < len(self._joints) and self._joints[joint] == "and"
        if joined and self._are_alike(one, self._names[other]):
            yield self._names[other]
