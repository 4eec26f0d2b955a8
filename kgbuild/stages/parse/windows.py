"""Windows: runs of whole sentences that the encoder reads at once."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["MOST_PIECES", "MOST_WORDS", "make_windows"]

MOST_WORDS = 100
MOST_PIECES = 320


def make_windows(
    sentences: Sequence[tuple[int, int]], widths: Sequence[int], *, most_words: int = MOST_WORDS
) -> list[tuple[int, int]]:
    """Group consecutive sentences into windows of at most `most_words` words and MOST_PIECES pieces.

    Args:
        sentences: (first word, word after the last) of each sentence, in order, without gaps.
        widths: the number of pieces of each word.

    Returns:
        (first word, word after the last) of each window; a sentence too long for one is cut.
    """
    windows: list[tuple[int, int]] = []
    start = end = pieces = 0
    for first, after in sentences:
        for a, b, width in _cut(first, after, widths, most_words):
            if end > start and (b - start > most_words or pieces + width > MOST_PIECES):
                windows.append((start, end))
                start, pieces = a, 0
            end, pieces = b, pieces + width
    if end > start:
        windows.append((start, end))
    return windows


def _cut(first: int, after: int, widths: Sequence[int], most_words: int) -> list[tuple[int, int, int]]:
    """A sentence as stretches that each fit a window, with the number of pieces of each."""
    stretches = []
    start, pieces = first, 0
    for i in range(first, after):
        if i > start and (i - start >= most_words or pieces + widths[i] > MOST_PIECES):
            stretches.append((start, i, pieces))
            start, pieces = i, 0
        pieces += widths[i]
    return [*stretches, (start, after, pieces)]
