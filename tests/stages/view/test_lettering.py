from __future__ import annotations

import pytest

from kgbuild.stages.view import lettering


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Moss", ["Moss"]),
        ("  4th \n Fern\tBattalion ", ["4th Fern Battalion"]),
        ("Joint Harbour and River Command", ["Joint Harbour and", "River Command"]),
        ("Office of the Keeper of Northern Lights", ["Office of the Keeper", "of Northern Lights"]),
        ("", [""]),
    ],
)
def test_name_is_broken_between_words(name: str, lines: list[str]) -> None:
    assert lettering.lines(name) == lines


def test_long_name_ends_in_an_ellipsis() -> None:
    broken = lettering.lines("word " * 40)
    assert len(broken) == 3
    assert broken[-1].endswith("…")


@pytest.mark.parametrize("name", ["x" * 10_000, "長" * 10_000, "word " * 2_000, "e\u0301" * 500])
def test_no_line_is_wider_than_twenty_cells(name: str) -> None:
    assert max(map(lettering.cells, lettering.lines(name))) <= 20


def test_cells_count_wide_characters_twice_and_marks_not_at_all() -> None:
    assert [lettering.cells(text) for text in ("ab", "長長", "e\u0301", "\u202eab")] == [2, 4, 1, 2]


def test_cut_keeps_a_letter_with_its_accent() -> None:
    assert lettering.shortened("e\u0301" * 10, most=4) == "e\u0301" * 3 + "…"


def test_text_that_just_fits_is_not_cut() -> None:
    assert lettering.shortened("abcd", most=4) == "abcd"
    assert lettering.shortened("abcde", most=4) == "abc…"
