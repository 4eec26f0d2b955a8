"""Commands that a list states."""

from __future__ import annotations

from kgbuild.stages.relate.lists import find_lists
from tests.stages.relate.reading import read


def found(text: str) -> list[tuple[str, str, str]]:
    """(person, body, modality) of each command that the lists of a text state."""
    words, mentions = read(text)
    return [
        (mentions[a].entity, mentions[b].entity, modality) for _, a, b, modality in find_lists(words, mentions)
    ]


def test_those_under_a_heading_command_its_body():
    items = "* Col [P A OBI] 1970-1972\n* Col [P E UDE]\n* Brig [P C EKE] 1975 - date\n"
    text = "Past commanders of [U 5 Brigade]\n\n" + items
    assert found(text) == [
        ("A OBI", "5 Brigade", "past"),
        ("E UDE", "5 Brigade", "past"),
        ("C EKE", "5 Brigade", "asserted"),
    ]


def test_a_heading_without_a_body_speaks_of_the_documents_first_line():
    items = "Col [P A OBI]\nCol [P E UDE]\nCol [P C EKE]\n"
    text = "[U 5 Brigade]\n\nIt was raised in 1960.\n\nCommanding officers:\n\n" + items
    assert [body for _, body, _ in found(text)] == ["5 Brigade"] * 3


def test_a_table_read_cell_by_cell():
    rows = "".join(
        f"{i}\\.\n\nCol\n\n[P {name}]\n\npsc\n\n0{i} Jan 70-0{i} Jan 71\n\n" for i, name in enumerate("ABC", 1)
    )
    assert [person for person, _, _ in found("[U 5 BRIGADE] CHRONICLE OF COMMAND\n\n" + rows)] == ["A", "B", "C"]


def test_rows_of_a_table_with_a_header():
    text = "Unit | Commander | Place\n[U 5 Bn] | Col [P A OBI] | Gao\n[U 6 Bn] | Col [P E UDE] | Kidal\n"
    assert found(text) == [("A OBI", "5 Bn", "asserted"), ("E UDE", "6 Bn", "asserted")]


def test_a_list_ends_where_prose_begins():
    text = (
        "Commanders of [U 5 Brigade]\n\nCol [P A OBI]\nCol [P E UDE]\nCol [P C EKE]\n\n"
        "The brigade was visited by [P D ANI] and left.\n"
    )
    assert len(found(text)) == 3


def test_prose_is_no_list():
    text = (
        "The commanders of [U 5 Brigade] met.\n\nCol [P A OBI] was glad that they came.\n"
        "Col [P E UDE] said it was late.\nCol [P C EKE] had left.\n"
    )
    assert found(text) == []


def test_two_names_are_no_list():
    assert found("Commanders of [U 5 Brigade]\n\nCol [P A OBI]\nCol [P E UDE]\n") == []


def test_a_heading_with_two_bodies_is_not_read():
    assert found("Commanders of [U 5 Brigade] and [U 6 Brigade]\n\n[P A]\n[P B]\n[P C]\n") == []
