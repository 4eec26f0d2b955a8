from __future__ import annotations

import pytest

from kgbuild.model import Document
from kgbuild.stages.clean import clean


def reading(text: str) -> str:
    return clean(Document("r", text, path="r.md")).reading


# In the expected reading "·" stands for a blank that takes the place of a mark.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# The 4th Brigade", "··The 4th Brigade"),
        ("### The 4th Brigade ###", "····The 4th Brigade····"),
        ("The 4th Brigade\n===\n", "The 4th Brigade\n···\n"),
        ("One.\n\n---\n\n* * *\nTwo.", "One.\n\n···\n\n·····\nTwo."),
        ("> The 4th Brigade\n> > left.", "··The 4th Brigade\n····left."),
        ("The **4th Brigade** *left*.", "The ··4th Brigade·· ·left·."),
        ("The __4th Brigade__ _left_.", "The ··4th Brigade·· ·left·."),
        ("The ***4th*** ~~Brigade~~.", "The ···4th··· ··Brigade··."),
        ("The [4th Brigade](a.md) left.", "The ·4th Brigade······· left."),
        ("The [4th Brigade][1] left.\n\n[1]: a.md", "The ·4th Brigade···· left.\n\n·········"),
        ("Left.[^2] ![The camp](a.png)", "Left.···· ··················"),
        ("The `4th` ``Brigade``.", "The ·4th· ··Brigade··."),
        ("```text\nThe 4th Brigade\n```", "·······\nThe 4th Brigade\n···"),
        ("5 \\* 3 \\[sic\\]", "5 ·* 3 ·[sic·]"),
        ("| Rank | Name |\n|------|:----:|\n| Col | Ruiz |", "| Rank | Name |\n···············\n| Col | Ruiz |"),
        ("The <b>4th</b> Brigade<br/>", "The ···4th···· Brigade·····"),
        ('<a href="x">Left</a>.<!-- a remark -->', "············Left····.·················"),
    ],
)
def test_marks_become_blanks_and_words_stay_in_place(text: str, expected: str) -> None:
    assert reading(text) == expected.replace("·", " ")


@pytest.mark.parametrize(
    "text",
    [
        "- The 4th Brigade\n* The 5th Brigade\n+ The 6th\n1. The 7th",
        "4 * 5 * 6 and 4*5",
        "snake_case_name and liwa_al_furat",
        "#4 Brigade, the #1 unit",
        "Strength < 400 and > 200 [sic] (about)",
        "If x <y and z> w",
        "a - b -- c --- d",
        "~400 men, `one",
        "2 ** 3",
        "C:\\Users\\ruiz",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert reading(text) == text
