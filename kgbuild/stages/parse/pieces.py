"""Word pieces and word shapes: what the encoder is given for each word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from curated_tokenizers import WordPieceProcessor  # type: ignore[attr-defined]

__all__ = ["CLS", "N_PIECES", "PAD", "SEP", "SHAPES", "Pieces", "shape_of"]

PAD, UNK, CLS, SEP = 0, 100, 101, 102  # as in BERT's uncased vocabulary
N_PIECES = 30522  # in that vocabulary
SHAPES = ("none", "lower", "title", "upper", "mixed", "digit", "alphanumeric", "other")

_PART = re.compile(r"\w+|[^\w\s]")
_UNSEEN = {"Mn", "Cf"}  # accents, once taken off their letters; joiners, marks of direction
_LONGEST_PART = 100  # letters, as in BERT; the search for pieces is not linear in them
_MOST_PIECES = 12  # a longer "word" is a web address or a table's rule, not language


def shape_of(word: str) -> int:
    """The class of a word's shape, an index into SHAPES; it gives the uncased encoder back the word's case."""
    if word.isdigit():
        return 5
    if not any(character.isalpha() for character in word):
        return 7
    if any(character.isdigit() for character in word):
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() and word[1:].islower() else 4


class Pieces:
    """Splits words into BERT word pieces (Devlin et al. 2019), lower-cased and without accents.

    Args:
        vocabulary: a file with one piece a line, in the order of their ids.

    Raises:
        ValueError: it is not whole, so that words would be taken for others.
    """

    def __init__(self, vocabulary: Path) -> None:
        pieces = vocabulary.read_text(encoding="utf-8").splitlines()
        if len(pieces) != N_PIECES:
            raise ValueError(f"{vocabulary.name} has {len(pieces)} pieces, not {N_PIECES}")
        self._processor = WordPieceProcessor(pieces)
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        plain = "".join(
            c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in _UNSEEN
        )
        ids: list[int] = []
        for part in _PART.findall(plain):
            found = self._processor.encode(part)[0] if len(part) <= _LONGEST_PART else [UNK]
            ids.extend(UNK if i is None or i < 0 else i for i in found)
        return tuple(ids[:_MOST_PIECES]) or (UNK,)

    def of_words(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Ids of the pieces of each word, at least one a word."""
        return [self.of(word) for word in words]
