"""Which earlier mentions an anaphor may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.pairs import Span

__all__ = ["antecedent_candidates"]

_MOST_CANDIDATES = 24
_MOST_SENTENCES = 8


def antecedent_candidates(spans: Sequence[Span], anaphor: int) -> list[int]:
    """Indices of the mentions that the anaphor may stand for, in the order of the text.

    They are the nearest mentions before it, and the first name after it in its own sentence ("In his speech,
    General Amadi …").

    Args:
        spans: all mentions, in the order of the text.
        anaphor: index of the pronoun or nominal.
    """
    here = spans[anaphor]
    before = [
        i
        for i in range(max(0, anaphor - _MOST_CANDIDATES), anaphor)
        if here.sentence - spans[i].sentence <= _MOST_SENTENCES
    ]
    after = [
        i
        for i in range(anaphor + 1, min(anaphor + 4, len(spans)))
        if spans[i].kind == "name" and spans[i].sentence == here.sentence
    ]
    return before + after[:1]
