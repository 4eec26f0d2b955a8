"""Units named by number and echelon, whatever the model says of them."""

from __future__ import annotations

import pytest

from kgbuild.stages.recognise.units import with_units
from tests.stages.recognise.reading import names_after


def units_of(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """The names of `text` afterwards, where the model has found `names`."""
    return names_after(with_units, text, *((*name, 0.8) for name in names))


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        (
            "men of the 3rd Battalion 60th Infantry Regiment",
            "3rd Battalion 60th Infantry Regiment",
            ["3rd Battalion", "60th Infantry Regiment"],
        ),
        (
            "of B Company, 2nd Battalion, 9th Marines",
            "B Company, 2nd Battalion, 9th Marines",
            ["B Company", "2nd Battalion", "9th Marines"],
        ),
        ("le 2ème bataillon du 3e RIMa", "2ème bataillon du 3e RIMa", ["2ème bataillon", "3e RIMa"]),
        (
            "das 1. Bataillon/Panzergrenadierregiment 12",
            "Bataillon/Panzergrenadierregiment",
            ["1. Bataillon", "Panzergrenadierregiment 12"],
        ),
        (
            "the 4 Battalion of the 12 Brigade",
            "4 Battalion of the 12 Brigade",
            ["4 Battalion", "12 Brigade"],
        ),
        ("the 7 Division, 8 Division", "7 Division, 8 Division", ["7 Division, 8 Division"]),
        ("the 5 Brigade 2 Battalion", "5 Brigade 2 Battalion", ["5 Brigade 2 Battalion"]),
        ("the Red Spear Company", "Red Spear Company", ["Red Spear Company"]),
    ],
)
def test_a_name_that_holds_a_unit_and_the_one_it_is_part_of(text, name, parts):
    assert units_of(text, (name, "Unit")) == [(part, "Unit") for part in parts]


def test_an_overlooked_unit_is_added():
    assert units_of("Ada Obi led No. 4 Platoon.", ("Ada Obi", "Person")) == [
        ("Ada Obi", "Person"),
        ("No. 4 Platoon", "Unit"),
    ]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("near Panzerbrigade 21 today", ("Panzerbrigade", "Organisation"), "Panzerbrigade 21"),
        ("the 59th Inf. Bde today", ("59th Inf", "Unit"), "59th Inf. Bde"),
        (
            "El Batallón de Infantería No. 10 ha",
            ("El Batallón de Infantería", "Unit"),
            "Batallón de Infantería No. 10",
        ),
        (
            "the 2nd Zambian Rifle Brigade Band",
            ("2nd Zambian Rifle Brigade Band", "Unit"),
            "2nd Zambian Rifle Brigade Band",
        ),
    ],
)
def test_the_edges_of_a_unit(text, found, name):
    assert units_of(text, found) == [(name, "Unit")]


def test_an_article_alone_is_no_name():
    assert units_of("El II Batallón", ("El", "Unit")) == [("II Batallón", "Unit")]


def test_no_unit_runs_over_the_end_of_a_sentence():
    assert units_of("They fought in 1948. Battalion staff left. He has 4. Brigade HQ left.") == []
