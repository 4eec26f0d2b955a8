"""Lines broken at a margin go on in the next; entries of lists and tables, headings and paragraphs do not."""

from __future__ import annotations

from textwrap import wrap

import pytest

from kgbuild.wrapping import continued

PROSE = (
    "The commander of the Northern Division, General Pablo Soto, said that the 4th Brigade had been sent to "
    "Tumbes on Monday, after a march of six days through the desert, and that it would stay there until the "
    "election was over. Colonel Ana Ruiz commands the 4th Brigade; her deputy, Major Luis Paz of the 2nd "
    "Battalion, was sent to Zarumilla."
)


@pytest.mark.parametrize("width", [50, 72, 100])
def test_each_line_of_a_wrapped_paragraph_goes_on_but_the_last(width: int) -> None:
    lines = wrap(PROSE, width)
    assert continued(lines) == [True] * (len(lines) - 1) + [False]


def test_blank_lines_part_paragraphs_and_spaces_around_lines_do_not_matter() -> None:
    lines = [f"  {line} \r" for line in wrap(PROSE, 60)]
    assert continued([*lines, "", " ", *lines]) == [*continued(lines), False, False, *continued(lines)]


def test_a_short_line_ends_a_paragraph_without_a_blank_one() -> None:
    lines = [*wrap(PROSE, 60), *wrap(f"Later that day. {PROSE}", 60)]
    last = len(wrap(PROSE, 60)) - 1
    assert len(lines[last]) < 50
    assert [i for i, goes_on in enumerate(continued(lines)) if not goes_on] == [last, len(lines) - 1]


def test_a_heading_and_a_list_among_wrapped_lines_stay_apart() -> None:
    lines = [
        "Brigade in Tumbes",
        *wrap(PROSE, 60),
        "These are the units of the Northern Division in the north:",
        "1. The 4th Brigade, whose headquarters are in Tumbes town",
        "2. The 5th Brigade, whose headquarters are in Piura town,",
        "(b) which the general inspected",
        "- The 6th Brigade, whose headquarters are in Sullana city",
        "| 7th Brigade | Talara |",
    ]
    prose = len(wrap(PROSE, 60))
    assert continued(lines) == [False, *continued(wrap(PROSE, 60)), *[False] * 6]
    assert sum(continued(lines)) == prose - 1


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["One line of text, alone, and long enough to be at a margin."],
        ["Colonel Ana Ruiz, commander of the 4th Brigade, Tumbes"] * 9,  # a list of names
        ["rifles", "mortars", "machine guns", "lorries"],  # short entries
        [PROSE, "the next line begins small", PROSE, "and so does this one"],  # lines without a margin
    ],
)
def test_nothing_goes_on_where_there_is_no_margin(lines: list[str]) -> None:
    assert continued(lines) == [False] * len(lines)


def test_other_alphabets_have_small_letters_too() -> None:
    lines = wrap("Командир бригады сообщил, что батальон вернулся в город в среду вечером, " * 3, 60)
    assert continued(lines) == [True] * (len(lines) - 1) + [False]
