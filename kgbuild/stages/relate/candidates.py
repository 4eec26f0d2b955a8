"""Which mentions may be the two sides of a claim."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.pairs import Span
from kgbuild.schema import default_schema

__all__ = ["relation_candidates"]

_MOST_WORDS = 60
_MOST_WORDS_ACROSS = 30  # words between two mentions in neighbouring sentences


def relation_candidates(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Ordered pairs of mentions near enough to be related, and of labels that some relation type may join.

    Args:
        spans: all mentions, in the order of the text.
    """
    allowed = {
        (subject, object)
        for relation in default_schema().relations.values()
        for subject in relation.subjects
        for object in relation.objects
    }
    pairs = []
    for a, left in enumerate(spans):
        for b in range(a + 1, len(spans)):
            right = spans[b]
            across = right.sentence - left.sentence
            if across > 1 or right.start - left.end > (_MOST_WORDS_ACROSS if across else _MOST_WORDS):
                break
            if (left.label, right.label) in allowed:
                pairs.append((a, b))
            if (right.label, left.label) in allowed:
                pairs.append((b, a))
    return sorted(pairs)
