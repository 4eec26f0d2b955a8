"""Fit confidences to how often answers are right, by isotonic regression (Zadrozny and Elkan 2002)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["fit_scale"]

_FEWEST = 20  # answers behind each point


def fit_scale(judged: Iterable[tuple[float, bool]]) -> NDArray[np.float32]:
    """The points of a `confidence.Scale`: a rising line, each point the mean of at least 20 answers.

    Args:
        judged: the scorer's probability of each answer, and whether the answer was right.

    Returns:
        (2, points): probabilities, and shares of right answers.

    Raises:
        ValueError: there are no answers.
    """
    ordered = sorted(judged)
    if not ordered:
        raise ValueError("nothing to fit confidences to")
    blocks: list[list[float]] = []  # answers, sum of their probabilities, number of right ones
    chunks = max(1, len(ordered) // _FEWEST)
    for chunk in np.array_split(np.array(ordered), chunks):
        blocks.append([len(chunk), chunk[:, 0].sum(), chunk[:, 1].sum()])
        while len(blocks) > 1 and blocks[-2][2] * blocks[-1][0] >= blocks[-1][2] * blocks[-2][0]:
            later = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], later, strict=True)]
    count, raw, right = np.array(blocks, dtype=np.float64).T
    # One answer more on either side (Laplace's rule) keeps a point from promising certainty.
    return np.array([raw / count, (right + 1) / (count + 2)], dtype=np.float32)
