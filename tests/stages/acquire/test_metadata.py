from __future__ import annotations

import pytest

from kgbuild.stages.acquire.metadata import Metadata, read_metadata

BODY = "Soldiers of the 4th Brigade reached Tumbes on Monday, the governor said.\n"


def test_a_headline_is_a_first_line_that_stands_alone() -> None:
    assert read_metadata(f"Fourth Brigade reaches Tumbes\n\n{BODY}").title == "Fourth Brigade reaches Tumbes"


def test_a_heading_of_markdown_is_a_headline_without_its_marks() -> None:
    assert read_metadata(f"# Fourth Brigade reaches Tumbes #\n\n{BODY}").title == "Fourth Brigade reaches Tumbes"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"The brigade has reached Tumbes.\n\n{BODY}",
        f"Ana Ruiz\n\n{BODY}",
        f"Fourth Brigade reaches Tumbes\n{BODY}",
        "Fourth Brigade reaches Tumbes",
        f"The governor said on Monday:\n\n{BODY}",
        f"{'long ' * 25}headline\n\n{BODY}",
        "",
        "\n\n",
    ],
)
def test_other_first_lines_are_no_headline(text: str) -> None:
    assert read_metadata(text).title is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "block",
    [
        "Title: Brigade in Tumbes\nDate: 2020-01-03\nSource: Tumbes Post\n\n",
        "\nHEADLINE: Brigade in Tumbes\nPublished:\t2020-01-03T10:00:00Z\nURL: Tumbes Post\nAuthor: A. Ruiz\n\n",
        "---\ntitle: \"Brigade in Tumbes\"\ndate: 2020-01-03\nsource: 'Tumbes Post'\ntags:\n  - peru\n---\n",
    ],
)
def test_what_a_file_states_about_itself_is_kept(block: str, end: str) -> None:
    text = (block + BODY).replace("\n", end)
    assert read_metadata(text) == Metadata("Brigade in Tumbes", "Tumbes Post", "2020-01-03")


@pytest.mark.parametrize(
    "date", ["3 January 2020", "Jan. 3, 2020", "Friday 3/1/2020", "2020-01-03 10:00:00.5+00:00"]
)
@pytest.mark.parametrize("key", ["Date", "published"])
def test_a_date_may_be_stated_in_words(key: str, date: str) -> None:
    assert read_metadata(f"{key}: {date}\n\n{BODY}").published == "2020-01-03"


def test_the_name_of_the_file_dates_a_text_that_does_not_say() -> None:
    assert read_metadata(BODY, name="tumbes-20200103").published == "2020-01-03"


@pytest.mark.parametrize("date", ["2020-13-45", "2020-01-03/04", "01/03/2020", "2020", "soon", ""])
def test_a_date_that_says_no_one_day_is_left_alone(date: str) -> None:
    assert read_metadata(f"Date: {date}\n\n{BODY}").published is None


def test_a_date_in_the_prose_is_no_date_of_publication() -> None:
    assert read_metadata(f"2020-01-03 was a Friday.\n\n{BODY}").published is None


@pytest.mark.parametrize(
    "text",
    [
        f"Source: Tumbes Post\n{BODY}",
        f"{BODY}\nSource: Tumbes Post\n\n",
        f"---\n{BODY}---\n",
        f"---\nsource: Tumbes Post\n{BODY}",
    ],
)
def test_lines_that_are_no_block_of_their_own_state_nothing(text: str) -> None:
    assert read_metadata(text).source is None
