"""Calibration: whether of what is said with confidence 0.9, nine in ten is right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["EDGES", "Bin", "Calibration", "Judged", "calibrate"]

Judged = tuple[float, bool]  # the confidence of a prediction, and whether it is right

EDGES = tuple(edge / 10 for edge in range(11))  # of ten bins, each without its lower edge; the first has it


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions whose confidence falls between two edges: how many, the sum of it, how many are right."""

    count: int = 0
    confidence: float = 0.0
    right: int = 0

    def __add__(self, other: Bin) -> Bin:
        return Bin(self.count + other.count, self.confidence + other.confidence, self.right + other.right)

    @property
    def mean_confidence(self) -> float | None:
        """The mean confidence; None for an empty bin."""
        return self.confidence / self.count if self.count else None

    @property
    def accuracy(self) -> float | None:
        """The share that is right; None for an empty bin."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Judged predictions in ten bins of equal width; `squares` sums (confidence - right)²."""

    bins: tuple[Bin, ...] = (Bin(),) * (len(EDGES) - 1)
    squares: float = 0.0

    def __add__(self, other: Calibration) -> Calibration:
        bins = tuple(one + two for one, two in zip(self.bins, other.bins, strict=True))
        return Calibration(bins, self.squares + other.squares)

    @property
    def count(self) -> int:
        """How many predictions were judged."""
        return sum(one.count for one in self.bins)

    @property
    def error(self) -> float | None:
        """The expected calibration error (Guo et al. 2017, On Calibration of Modern Neural Networks).

        It is the mean, over the predictions, of how far their bin's accuracy is from its mean confidence; None
        where nothing was judged.
        """
        return sum(abs(one.right - one.confidence) for one in self.bins) / self.count if self.count else None

    @property
    def brier(self) -> float | None:
        """The mean squared distance of confidence from the truth (Brier 1950); None where nothing was judged."""
        return self.squares / self.count if self.count else None


def calibrate(judged: Iterable[Judged]) -> Calibration:
    """Sort judged predictions into bins.

    Args:
        judged: confidences between 0 and 1, each with whether the prediction is right.
    """
    bins = [Bin()] * (len(EDGES) - 1)
    squares = 0.0
    for confidence, right in judged:
        at = bisect_left(EDGES, confidence, 1, len(EDGES) - 1) - 1
        bins[at] += Bin(1, confidence, int(right))
        squares += (confidence - right) ** 2
    return Calibration(tuple(bins), squares)
