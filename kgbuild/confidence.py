"""From a scorer's own probability to how often such an answer is right."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["Scale"]


class Scale:
    """A rising line through points that were fitted on annotated documents (`train.calibrate`).

    Args:
        points: (2, n): the scorer's probabilities in rising order, and the share of right answers at each; none
            means that a probability stands for itself.
    """

    def __init__(self, points: Any | None = None) -> None:
        self._points = None if points is None else np.asarray(points, dtype=np.float64)

    def __call__(self, probability: float) -> float:
        """The share of answers given with this probability that are right."""
        if self._points is None:
            return probability
        raw, right = self._points
        return float(np.interp(probability, raw, right))
