"""Precision, recall and F1: of things that are right or wrong, and of links that are partly right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

__all__ = [
    "NONE",
    "Confusion",
    "Counts",
    "Shares",
    "compare",
    "compare_by_kind",
    "count",
    "merge",
    "merge_confusion",
]

Confusion = Mapping[tuple[str, str], int]  # how often gold has the first where the prediction has the second
NONE = "none"  # in a confusion: there is nothing on that side

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many predictions were right, how many wrong, and how much of gold was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def empty(self) -> bool:
        """Whether there was nothing to find and nothing was found, so that no share means anything."""
        return self == Counts()

    @property
    def precision(self) -> float:
        """The share of the predictions that is right; 0 without predictions."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 without gold."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _harmonic(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the gold mentions' links was recovered, and how much of the predicted ones' is right.

    `recovered` and `correct` are sums of shares over mentions; `gold` and `predicted` count the mentions.
    """

    recovered: float = 0.0
    gold: int = 0
    correct: float = 0.0
    predicted: int = 0

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.recovered + other.recovered,
            self.gold + other.gold,
            self.correct + other.correct,
            self.predicted + other.predicted,
        )

    @property
    def empty(self) -> bool:
        """Whether neither side has a mention."""
        return self == Shares()

    @property
    def precision(self) -> float:
        """The mean share over the predicted mentions."""
        return _share(self.correct, self.predicted)

    @property
    def recall(self) -> float:
        """The mean share over the gold mentions."""
        return _share(self.recovered, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _harmonic(self.precision, self.recall)


def compare(right: Set[Thing], given: Set[Thing]) -> Counts:
    """Count what is in both sets, only in `given`, and only in `right`."""
    return Counts(len(right & given), len(given - right), len(right - given))


def compare_by_kind(right: Set[Thing], given: Set[Thing], *, kind: Callable[[Thing], str]) -> dict[str, Counts]:
    """The same for each kind of thing apart, sorted by kind."""
    return {
        name: compare(
            {one for one in right if kind(one) == name},
            {one for one in given if kind(one) == name},
        )
        for name in sorted({kind(one) for one in right | given})
    }


def merge(some: Mapping[str, Counts], more: Mapping[str, Counts]) -> dict[str, Counts]:
    """Add counts by kind, sorted by kind."""
    kinds = sorted(some.keys() | more.keys())
    return {kind: some.get(kind, Counts()) + more.get(kind, Counts()) for kind in kinds}


def count(pairs: Iterable[tuple[str, str]]) -> Confusion:
    """Count what gold has against what the prediction has, sorted."""
    return dict(sorted(Counter(pairs).items()))


def merge_confusion(some: Confusion, more: Confusion) -> Confusion:
    """Add what was counted against each other, sorted."""
    return dict(sorted((Counter(some) + Counter(more)).items()))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _harmonic(precision: float, recall: float) -> float:
    return _share(2 * precision * recall, precision + recall)
