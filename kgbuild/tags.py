"""From a score for each tag of each word to spans (BIO, Ramshaw and Marcus 1995)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kgbuild.pairs import Floats

__all__ = ["TaggedSpan", "decode", "softmax"]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Words `start` to `end` - 1, tagged `tag` (without its B- or I-), and how sure that is."""

    start: int
    end: int
    tag: str
    confidence: float


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def decode(probabilities: Floats, tags: Sequence[str], *, breaks: Sequence[int] = ()) -> list[TaggedSpan]:
    """The likeliest well-formed tagging (Viterbi), as spans.

    Args:
        probabilities: (words, tags).
        tags: "O", "B-X" and "I-X"; an I-X may only follow a B-X or I-X.
        breaks: words that no span may run across from the word before (starts of sentences).

    Returns:
        Spans in order; `confidence` is the mean probability of the span's tags.
    """
    if not len(probabilities):
        return []
    path = _best_path(probabilities, _transitions(tags), breaks)
    spans: list[TaggedSpan] = []
    start = 0
    for i in range(len(path) + 1):
        ends = i == len(path) or not tags[path[i]].startswith("I-")
        if ends and i > start and tags[path[start]] != "O":
            sure = float(np.mean([probabilities[j, path[j]] for j in range(start, i)]))
            spans.append(TaggedSpan(start, i, tags[path[start]][2:], sure))
        if ends:
            start = i
    return spans


def _transitions(tags: Sequence[str]) -> Floats:
    """(tags, tags): 0 where the second may follow the first, else minus infinity."""
    allowed = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            allowed[[i for i, before in enumerate(tags) if before not in (f"B-{tag[2:]}", tag)], j] = -np.inf
    return allowed


def _best_path(probabilities: Floats, transitions: Floats, breaks: Sequence[int]) -> list[int]:
    """The best path through each stretch between breaks; where each word's best tag will do, that is it."""
    path = probabilities.argmax(axis=1)
    edges = sorted({0, len(path), *(i for i in breaks if 0 < i < len(path))})
    for start, end in pairwise(edges):
        before = np.concatenate([[0], path[start : end - 1]])  # what may follow "O" may begin a sentence
        if np.isinf(transitions[before, path[start:end]]).any():
            path[start:end] = _viterbi(np.log(probabilities[start:end] + 1e-9), transitions)
    return [int(tag) for tag in path]


def _viterbi(scores: Floats, transitions: Floats) -> list[int]:
    best, back = scores[0] + transitions[0], []
    for i in range(1, len(scores)):
        step = best[:, None] + transitions
        back.append(step.argmax(axis=0))
        best = step.max(axis=0) + scores[i]
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
