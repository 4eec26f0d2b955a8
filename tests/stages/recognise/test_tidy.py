"""What holds of names whatever the model says."""

from __future__ import annotations

import pytest

from kgbuild.stages.recognise.tidy import tidy
from tests.stages.recognise.reading import names_after


def tidied(text: str, *names: tuple[str, str, float]) -> list[tuple[str, str]]:
    """The tidied names of `text`."""
    return names_after(tidy, text, *names)


@pytest.mark.parametrize(
    ("found", "name"),
    [("Red Spear of", "Red Spear"), ("the Red Spear", "Red Spear"), ("of the", None), ("‘", None), ("’ …", None)],
)
def test_edges(found, name):
    assert tidied("men of the Red Spear of ‘Mali’ …", (found, "Unit", 0.9)) == ([(name, "Unit")] if name else [])


def test_an_adjective_is_no_place_but_may_begin_a_name():
    found = tidied("Zambian men of the Zambian Army", ("Zambian", "Place", 0.9), ("Zambian Army", "Unit", 0.9))
    assert found == [("Zambian Army", "Unit")]


def test_an_adjective_stays_where_the_model_is_sure():
    assert tidied("The Zambian left.", ("Zambian", "Place", 0.99)) == [("Zambian", "Place")]


def test_one_name_has_one_label():
    names = [("Tazara", "Place", 0.6), ("Tazara", "Organisation", 0.9), ("Tazara", "Place", 0.2)]
    assert tidied("Tazara, Tazara and Tazara", *names) == [("Tazara", "Organisation")] * 3


def test_a_unit_and_its_army_in_one_name_are_two():
    found = tidied("of 5 Division Zambian Army today", ("5 Division Zambian Army", "Unit", 0.9))
    assert found == [("5 Division", "Unit"), ("Zambian Army", "Unit")]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("many Red Spear fighters fled", "Red Spear fighters", "Red Spear"),
        ("the Red Spear militia fled", "Red Spear militia", "Red Spear"),
        ("the Spear militia fled", "Spear militia", "Spear militia"),
        ("the Red Spear movement fled", "Red Spear movement", "Red Spear movement"),
        ("the staff (RSHQ) Red Spear", "RSHQ) Red Spear", "RSHQ"),
        ("the Zambian security forces", "Zambian security", "Zambian security forces"),
        ("the 5th Division Band", "5th Division Band", "5th Division Band"),
    ],
)
def test_where_a_name_ends(text, found, name):
    assert tidied(text, (found, "Unit", 0.9)) == [(name, "Unit")]


def test_a_ship_is_a_unit_with_its_prefix_and_without():
    text = "HMS Ada Obi left; Ada Obi met Ben Okello"
    found = tidied(text, ("Ada Obi", "Person", 0.9), ("Ada Obi", "Person", 0.9), ("Ben Okello", "Person", 0.9))
    assert found == [("HMS Ada Obi", "Unit"), ("Ada Obi", "Unit"), ("Ben Okello", "Person")]


def test_a_kind_that_the_document_elsewhere_leaves_out_is_no_part_of_the_name():
    text = "the Red Spear movement, or Red Spear"
    found = tidied(text, ("Red Spear movement", "Unit", 0.9), ("Red Spear", "Unit", 0.9))
    assert found == [("Red Spear", "Unit")] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [("Gen. MS Okoro", ["MS Okoro"]), ("Mercy Okoro", ["Mercy", "Okoro"]), ("MS, Okoro", ["MS", "Okoro"])],
)
def test_initials_and_the_surname_after_them_are_one_name(text, found):
    first, last = text.removeprefix("Gen. ").replace(",", "").split()
    names = tidied(text, (first, "Person", 0.9), (last, "Person", 0.8))
    assert [name for name, _ in names] == found


@pytest.mark.parametrize(
    ("text", "found", "names"),
    [
        ("| Maj Ko Lin | Gao |", "Ko Lin |", ["Ko Lin"]),
        ('the 9th Brigade "Tall Ravine", left', '9th Brigade "Tall Ravine', ['9th Brigade "Tall Ravine"']),
        ("the Bureau of Inquiry - the BOI - left", "Bureau of Inquiry - the BOI", ["Bureau of Inquiry", "BOI"]),
        (
            "the 11th Airborne Division (Air Assault) left",
            "11th Airborne Division",
            ["11th Airborne Division (Air Assault)"],
        ),
        ("the Workers Front (Maoist) left", "Workers Front", ["Workers Front (Maoist)"]),
        ("the Workers Front (WF) left", "Workers Front", ["Workers Front"]),
        ("the Workers Front (Gao) left", "Workers Front", ["Workers Front"]),
        ("the 37th AS commander", "37th", ["37th AS"]),
        ("the 37th left", "37th", ["37th"]),
        ("the 37th. AS it was", "37th", ["37th"]),
    ],
)
def test_edges_of_bodies(text, found, names):
    assert [name for name, _ in tidied(text, (found, "Unit" if "Ko" not in found else "Person", 0.9))] == names


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Royal Zambian Army", "Unit"),
        ("Zambian Navy", "Unit"),
        ("Army", "Organisation"),
        ("Zambian Peace Corps", "Organisation"),
        ("Army Council", "Organisation"),
        ("Department of the Navy", "Organisation"),
        ("Salvation Army", "Organisation"),
    ],
)
def test_a_force_is_a_unit_by_its_last_word(name, label):
    assert tidied(f"The {name} left.", (name, "Organisation", 0.9)) == [(name, label)]
