"""Fit confidences to how often answers are right, by isotonic regression (Zadrozny and Elkan 2002)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["fit_scale"]

_FEWEST = 20  # answers behind each point


def fit_scale(judged: Iterable[tuple[float, bool]]) -> NDArray[np.float32]:
    """The points of a `confidence.Scale`: level along each block of 20 answers or more, and rising between them.

    Args:
        judged: the scorer's probability of each answer, and whether the answer was right.

    Returns:
        (2, points): probabilities, and shares of right answers; two points for each block, at its ends.

    Raises:
        ValueError: there are no answers.
    """
    ordered = sorted(judged)
    if not ordered:
        raise ValueError("nothing to fit confidences to")
    blocks: list[tuple[float, float, float, float]] = []  # lowest and highest probability, answers, right ones
    for chunk in np.array_split(np.array(ordered), max(1, len(ordered) // _FEWEST)):
        low, high, count, right = chunk[0, 0], chunk[-1, 0], float(len(chunk)), chunk[:, 1].sum()
        while blocks and blocks[-1][3] * count >= right * blocks[-1][2]:
            before = blocks.pop()
            low, count, right = before[0], before[2] + count, before[3] + right
        blocks.append((low, high, count, right))
    low, high, count, right = np.array(blocks, dtype=np.float64).T
    # One answer more on either side (Laplace's rule) keeps a point from promising certainty.
    share = np.repeat((right + 1) / (count + 2), 2)
    return np.array([np.stack([low, high], axis=1).ravel(), np.maximum.accumulate(share)], dtype=np.float32)
