"""From a score for each tag of each word to spans (BIO, Ramshaw and Marcus 1995)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    path = _viterbi(np.log(probabilities + 1e-9), _transitions(tags), frozenset(breaks))
    spans: list[TaggedSpan] = []
    start = 0
    for i in range(len(path) + 1):
        ends = i == len(path) or not tags[path[i]].startswith("I-")
        if ends and i > start and path[start] and tags[path[start]] != "O":
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


def _viterbi(scores: Floats, transitions: Floats, breaks: frozenset[int]) -> list[int]:
    starts = np.array([transitions[0]])  # what may follow "O" may begin a text, or a sentence
    best, back = scores[0] + starts[0], []
    for i in range(1, len(scores)):
        step = best[:, None] + (starts if i in breaks else transitions)
        back.append(step.argmax(axis=0))
        best = step.max(axis=0) + scores[i]
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
