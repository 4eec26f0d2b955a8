"""Word pieces and word shapes."""

from __future__ import annotations

import pytest

from kgbuild.stages.parse.pieces import N_PIECES, SHAPES, UNK, Pieces, shape_of


@pytest.fixture
def pieces(tmp_path):
    vocabulary = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "bri", "##gade", "'", "cafe"]
    vocabulary += (f"[unused{i}]" for i in range(len(vocabulary), N_PIECES))
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    return Pieces(tmp_path / "vocab.txt")


def test_a_word_is_split_without_case_and_accents(pieces):
    assert pieces.of("BRIgade") == (101, 102)
    assert pieces.of("Café") == (104,)
    assert pieces.of("bri\u200cgade") == (101, 102)


def test_a_vocabulary_of_which_a_part_is_lost_is_refused(tmp_path):
    (tmp_path / "vocab.txt").write_text("[PAD]\nbri\n##gade\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"has 3 pieces, not {N_PIECES}"):
        Pieces(tmp_path / "vocab.txt")


def test_an_unknown_word_still_has_a_piece(pieces):
    assert pieces.of("ж") == (UNK,)
    assert pieces.of("\u200e") == (UNK,)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("moved", "lower"),
        ("Moyo", "title"),
        ("M", "title"),
        ("NATO", "upper"),
        ("McKay", "mixed"),
        ("1994", "digit"),
        ("82nd", "alphanumeric"),
        ("—", "other"),
    ],
)
def test_shapes(word, shape):
    assert SHAPES[shape_of(word)] == shape
