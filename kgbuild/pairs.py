"""Pairs of mentions as the trained heads see them: their features, and the scorer's arithmetic in numpy.

`refer` (an anaphor and its antecedent) and `relate` (two mentions and their relation) score pairs with the same
small network; training computes the same features from here and the same arithmetic in torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgbuild.assets import how_to_mend
from kgbuild.errors import ModelError
from kgbuild.schema import KINDS

__all__ = ["N_FEATURES", "PAIR_LABELS", "PairScorer", "Span", "load_weights", "pair_features", "range_max"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

PAIR_LABELS = ("Person", "Organisation", "Unit", "Place", "")  # the last: not known yet
_GAPS = np.array([1, 2, 3, 4, 6, 9, 16, 31])  # upper bounds of the buckets of words between two spans
_BETWEEN = 4  # buckets of the number of mentions that stand between two
_SENTENCES = 4  # buckets of the number of sentences between two
_LIKE = 4  # buckets of the number of mentions between two that have the label of one of them

_SIZES = (
    len(PAIR_LABELS),  # label of the left mention
    len(PAIR_LABELS),  # label of the right mention
    len(PAIR_LABELS) ** 2,  # both labels
    len(KINDS),  # kind of the left mention
    len(KINDS),  # kind of the right mention
    2 * (len(_GAPS) + 1),  # words between, and which comes first
    _SENTENCES,
    _BETWEEN,
    2,  # is the left mention the first of its sentence
    2,  # is the right one
    _LIKE,  # as the left mention
    _LIKE,  # as the right one
)
_AT_ONCE = 1024  # pairs, so that what they need stays in the processor's cache
_OFFSETS = np.cumsum([0, *_SIZES[:-1]])
N_FEATURES = sum(_SIZES)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A mention in words: first word, word after the last, its sentence, its label and kind."""

    start: int
    end: int
    sentence: int
    label: str
    kind: str

    @property
    def masked(self) -> Span:
        """The span as the scorer of antecedents sees it: a pronoun's or nominal's label is not known yet."""
        return self if self.kind == "name" else replace(self, label="")


def pair_features(spans: Sequence[Span], pairs: Sequence[tuple[int, int]]) -> Ints:
    """The features that hold of each pair.

    Args:
        spans: all mentions, in the order of the text.
        pairs: (left, right), indices into `spans`.

    Returns:
        (pairs, 12), each below N_FEATURES.
    """
    if not pairs:
        return np.zeros((0, len(_SIZES)), dtype=np.int64)
    start, end, sentence, label, kind = np.array(
        [(s.start, s.end, s.sentence, PAIR_LABELS.index(s.label), KINDS.index(s.kind)) for s in spans]
    ).T
    first = np.diff(sentence, prepend=-1) > 0
    of_label = np.eye(len(PAIR_LABELS), dtype=np.int64)[label]
    so_far = np.cumsum(of_label, axis=0) - of_label  # mentions of each label before each mention
    a, b = np.array(pairs).T
    lower, upper = np.minimum(a, b) + 1, np.maximum(a, b)
    gap = np.maximum(start[a], start[b]) - np.minimum(end[a], end[b])
    order = (a > b) * (len(_GAPS) + 1)
    columns = np.stack(
        [
            label[a],
            label[b],
            label[a] * len(PAIR_LABELS) + label[b],
            kind[a],
            kind[b],
            np.searchsorted(_GAPS, gap, side="right") + order,
            np.minimum(np.abs(sentence[a] - sentence[b]), _SENTENCES - 1),
            np.minimum(np.abs(a - b) - 1, _BETWEEN - 1),
            first[a],
            first[b],
            np.minimum(so_far[upper, label[a]] - so_far[lower, label[a]], _LIKE - 1),
            np.minimum(so_far[upper, label[b]] - so_far[lower, label[b]], _LIKE - 1),
        ],
        axis=1,
    )
    return np.asarray(columns + _OFFSETS, dtype=np.int64)


def range_max(vectors: Floats, start: Ints, end: Ints) -> Floats:
    """Element-wise maximum of rows start to end - 1 for each pair; zeros where the range is empty.

    A sparse table (Bender and Farach-Colton 2000) makes each range the maximum of two precomputed rows.
    """
    length = np.maximum(end - start, 0)
    level = np.frexp(np.maximum(length, 1))[1] - 1
    result = np.zeros((len(start), vectors.shape[1]), dtype=vectors.dtype)
    table = vectors
    for k in range(int(level.max()) + 1 if len(level) else 0):
        if k:
            half = 2 ** (k - 1)
            table = np.maximum(table[:-half], table[half:])
        here = np.nonzero((level == k) & (length > 0))[0]
        result[here] = np.maximum(table[start[here]], table[end[here] - 2**k])
    return result


def load_weights(file: Path) -> dict[str, Floats]:
    """Read a head's arrays.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        # Opened here, since numpy leaves a damaged archive open.
        with file.open("rb") as content, np.load(content, allow_pickle=False) as arrays:
            return {name: arrays[name].astype(np.float32) for name in arrays.files}
    except Exception as error:  # numpy and zipfile raise classes that share no base
        raise ModelError(f"cannot read the model file {file.name}", hint=how_to_mend(file.parent)) from error


class PairScorer:
    """The trained scorer of pairs (its twin in training is `train.network.PairScorer`).

    Args:
        weights: arrays named as the twin's parameters.
    """

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = weights

    def __call__(self, words: Floats, spans: Sequence[Span], pairs: Sequence[tuple[int, int]]) -> Floats:
        """Logits (pairs, outputs) for `pairs` of `spans`, given the vectors of all words (words, width)."""
        w = self._weights
        if not pairs:
            return np.zeros((0, len(w["output.bias"])), dtype=np.float32)
        start = np.array([span.start for span in spans])
        end = np.array([span.end for span in spans])
        around = np.concatenate(
            [
                range_max(words, start, end),
                range_max(words, np.maximum(start - 3, 0), start),
                range_max(words, end, np.minimum(end + 3, len(words))),
            ],
            axis=1,
        )
        left = around @ w["left.weight"].T + w["left.bias"]
        right = around @ w["right.weight"].T
        a, b = np.array(pairs).T
        gap = range_max(words, np.minimum(end[a], end[b]), np.maximum(start[a], start[b]))
        features = pair_features(spans, pairs)
        scores = [
            self._score(left[a[i:j]], right[b[i:j]], gap[i:j], features[i:j])
            for i, j in ((i, i + _AT_ONCE) for i in range(0, len(pairs), _AT_ONCE))
        ]
        return np.concatenate(scores)

    def _score(self, left: Floats, right: Floats, gap: Floats, features: Ints) -> Floats:
        w = self._weights
        hidden = gap @ w["between.weight"].T
        hidden += left
        hidden += right
        for column in features.T:
            hidden += w["features.weight"][column]
        return np.asarray(_gelu(hidden) @ w["output.weight"].T + w["output.bias"])


def _gelu(x: Floats) -> Floats:
    """GELU by its tanh approximation (Hendrycks and Gimpel 2016), as in training."""
    cubed = x * x * x
    cubed *= 0.044715
    cubed += x
    cubed *= 0.7978845608
    np.tanh(cubed, out=cubed)
    cubed += 1
    cubed *= x
    cubed *= 0.5
    return cubed
