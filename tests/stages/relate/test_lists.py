"""What lists and tables state."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.lists import find_lists
from tests.stages.relate.reading import read


def found(text: str) -> list[tuple[str, str, str]]:
    """(person, body, modality) of each command that the lists of a text state."""
    words, mentions = read(text)
    return [
        (mentions[a].entity, mentions[b].entity, modality) for _, a, b, modality in find_lists(words, mentions)
    ]


def claims(text: str) -> set[tuple[str, str, str, str]]:
    """(type, subject, object, modality) of all that the lists of a text state."""
    words, mentions = read(text)
    return {
        (type, mentions[a].entity, mentions[b].entity, modality)
        for type, a, b, modality in find_lists(words, mentions)
    }


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


def test_a_line_with_two_names_does_not_end_a_list():
    text = "Commanders of [U 5 Brigade]\n\nCol [P A OBI]\nCol [P E UDE]\n[P X] [P Y]\nCol [P C EKE]\n"
    assert [person for person, _, _ in found(text)] == ["A OBI", "E UDE", "C EKE"]


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


@pytest.mark.parametrize(
    "text",
    [
        "- Col [P Ada Obi], Commander, [U 5 Brigade]",
        "1. Col [P Ada Obi] – Commander, [U 5 Brigade]",
        "a) Col [P Ada Obi] (Commander [U 5 Brigade])",
        "Col [P Ada Obi], [U 5 Brigade] (Commander)",
        "Commander, [U 5 Brigade]: Col [P Ada Obi]",
        "Commander: Col [P Ada Obi], [U 5 Brigade]",
        "[U 5 Brigade] (Commander: Col [P Ada Obi])",
        "[U 5 Brigade] – Col [P Ada Obi] (Commander)",
        "[U 5 Brigade]: Col [P Ada Obi]",
        "[U 5 Brigade] (Col [P Ada Obi])",
        "Those posted are Maj [P Bo Ude], Adjutant, [U 7 Battalion]; Col [P Ada Obi], Commander, [U 5 Brigade]",
    ],
)
def test_a_post_that_heads_the_unit_is_a_command(text):
    assert ("COMMANDS", "Ada Obi", "5 Brigade", "asserted") in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Maj [P Ada Obi], Deputy Commander, [U 5 Brigade]",
        "Maj [P Ada Obi] – company commander, [U 5 Brigade]",
        "Maj [P Ada Obi], Director of Training, [U 5 Brigade]",
        "Maj [P Ada Obi], a commander in the [U 5 Brigade]",
        "Maj [P Ada Obi], [U 5 Brigade]",
        "Maj [P Ada Obi] ([U 5 Brigade])",
    ],
)
def test_any_other_post_is_membership(text):
    assert claims(text) == {("MEMBER_OF", "Ada Obi", "5 Brigade", "asserted")}


def test_a_name_without_a_rank_beside_a_unit_is_no_post():
    assert claims("[U 5 Brigade]: [P Ada Obi]") == set()


def test_a_title_that_the_first_of_a_row_has_holds_for_those_after_it():
    text = "Col [P Ada Obi], GOC, [U 5 Division]; Col [P Bo Ude], [U 6 Division]"
    assert ("COMMANDS", "Bo Ude", "6 Division", "asserted") in claims(text)


def test_a_post_before_a_colon_is_that_of_all_after_it():
    text = "Commanders of [U 5 Brigade]: Col [P Ada Obi] (1961–64); Col [P Bo Ude] (1964–71)"
    assert claims(text) == {
        ("COMMANDS", "Ada Obi", "5 Brigade", "past"),
        ("COMMANDS", "Bo Ude", "5 Brigade", "past"),
    }


def test_a_move_is_past_where_it_is_from():
    text = "Col [P Ada Obi] from [U 5 Brigade] to [U 6 Brigade], [L Gao] as Commander"
    assert claims(text) == {
        ("MEMBER_OF", "Ada Obi", "5 Brigade", "past"),
        ("COMMANDS", "Ada Obi", "6 Brigade", "asserted"),
        ("LOCATED_IN", "6 Brigade", "Gao", "asserted"),
    }


def test_a_table_of_moves():
    text = "Name | From | To\nCol [P Ada Obi] | [U 5 Brigade], Adjutant | [U 6 Brigade], Commander\n"
    assert claims(text) == {
        ("MEMBER_OF", "Ada Obi", "5 Brigade", "past"),
        ("COMMANDS", "Ada Obi", "6 Brigade", "asserted"),
    }


def test_a_posting_states_where_the_unit_is_and_what_it_is_part_of():
    found = claims(
        "Col [P Ada Obi], Commander, [U 5 Brigade], [U 2 Division]\nMaj [P Bo Ude], CO, [U 7 Bn], [L Gao]"
    )
    assert ("PART_OF", "5 Brigade", "2 Division", "asserted") in found
    assert ("LOCATED_IN", "7 Bn", "Gao", "asserted") in found


@pytest.mark.parametrize(
    "text",
    [
        "Units of [U 7 Division]:\n[U 1 Brigade]\n[U 2 Brigade]\n",
        "Units of [U 7 Division]: [U 1 Brigade]; [U 2 Brigade]\n",
        "The [U 7 Division] comprises:\n\n- [U 1 Brigade]\n- [U 2 Brigade]\n",
        "[U 7 Division]\n\nIt is new.\n\nOrder of battle:\n- [U 1 Brigade]\n- [U 2 Brigade]\n",
        "[U 7 Division]\n    [U 1 Brigade]\n    [U 2 Brigade]\n",
        "[U 7 Division]\n- Infantry:\n    - [U 1 Brigade]\n    - [U 2 Brigade]\n",
    ],
)
def test_bodies_under_the_one_they_are_part_of(text):
    assert claims(text) == {
        ("PART_OF", "1 Brigade", "7 Division", "asserted"),
        ("PART_OF", "2 Brigade", "7 Division", "asserted"),
    }


def test_sub_units_of_sub_units():
    text = "[U 7 Division]\n- [U 1 Brigade], [L Gao]\n  - [U 3 Bn]\n  - [U 4 Bn] (attached)\n- [U 2 Brigade]\n"
    assert claims(text) == {
        ("PART_OF", "1 Brigade", "7 Division", "asserted"),
        ("LOCATED_IN", "1 Brigade", "Gao", "asserted"),
        ("PART_OF", "3 Bn", "1 Brigade", "asserted"),
        ("OPERATES_UNDER", "4 Bn", "1 Brigade", "asserted"),
        ("PART_OF", "2 Brigade", "7 Division", "asserted"),
    }


def test_a_heading_that_says_command():
    text = "Units under command of [U 7 Division]:\n- [U 1 Brigade]\n- [U 2 Brigade]\n"
    assert {claim[0] for claim in claims(text)} == {"OPERATES_UNDER"}


def test_a_heading_that_announces_the_body_above():
    text = "Parent unit of [U 1 Brigade]:\n[U 7 Division]\n"
    assert claims(text) == {("PART_OF", "1 Brigade", "7 Division", "asserted")}


def test_the_posts_under_a_body_are_its_own():
    text = "[U 7 Division]\n- Commander: Gen [P Ada Obi]\n- Col [P Bo Ude] – Adjutant\n"
    assert claims(text) == {
        ("COMMANDS", "Ada Obi", "7 Division", "asserted"),
        ("MEMBER_OF", "Bo Ude", "7 Division", "asserted"),
    }


def test_lines_after_prose_or_an_empty_line_are_not_under_the_heading():
    units = "Units of [U 7 Division]:\n[U 1 Brigade]\n[U 2 Brigade]\n\n"
    text = units + "[U 8 Division]\nAll was well.\n- [U 9 Division]\n"
    assert {subject for _, subject, _, _ in claims(text)} == {"1 Brigade", "2 Brigade"}


def test_a_line_that_denies_it_is_no_part():
    text = "Units of [U 7 Division]:\n- [U 1 Brigade]\n- [U 2 Brigade] (not yet raised)\n"
    assert {subject for _, subject, _, _ in claims(text)} == {"1 Brigade"}


@pytest.mark.parametrize(
    ("years", "modality"),
    [
        ("1994-1997", "past"),
        ("1986/87", "past"),
        ("15 Dec 73 – 31 Jul 75", "past"),
        ("Jan 1994-97", "past"),
        ("Feb 02 - Aug 03", "past"),
        ("'98–'99", "past"),
        ("12/05/80 – 15/06/81", "past"),
        ("15 Dec 73 – date", "asserted"),
        ("since 1994", "asserted"),
        ("Jan 1994 – present", "asserted"),
    ],
)
def test_a_post_whose_end_is_told_is_over(years, modality):
    assert claims(f"Col [P A OBI], Commander, [U 5 Brigade], {years}\n") == {
        ("COMMANDS", "A OBI", "5 Brigade", modality)
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Order of battle: [U 9 Corps]\n\n1. [U 5 Brigade]\n   - Backed by: [L Mali]\n   - HQ: [L Gao]\n",
            {("BACKED_BY", "5 Brigade", "Mali"), ("LOCATED_IN", "5 Brigade", "Gao")},
        ),
        (
            "Order of battle: [U 9 Corps]\n\n1. [U 5 Brigade]\n   - Area: [L Gao]\n",
            {("OPERATES_IN", "5 Brigade", "Gao")},
        ),
        ("1. [U 5 Brigade]\n   - Visited by: [L Mali]\n", set()),
        (
            "[U 5 Brigade]\n\nCommand\n\n- Commander: Col. [P Ada Obi]\n- Deputy commander: [P Bo Ade]\n",
            {("COMMANDS", "Ada Obi", "5 Brigade"), ("MEMBER_OF", "Bo Ade", "5 Brigade")},
        ),
        (
            "| Unit | Headquarters |\n|---|---|\n| [U 5 Brigade] | [L Gao] |\n| [U 6 Brigade] | [L Kano] |\n",
            {("LOCATED_IN", "5 Brigade", "Gao"), ("LOCATED_IN", "6 Brigade", "Kano")},
        ),
        ("| Unit | Country |\n|---|---|\n| [U 5 Brigade] | [L Mali] |\n", set()),
    ],
)
def test_labelled_lines_and_columns(text, told):
    words, mentions = read(text)
    found = {(kind, mentions[a].entity, mentions[b].entity) for kind, a, b, _ in find_lists(words, mentions)}
    assert {one for one in found if one[0] != "PART_OF"} == told
