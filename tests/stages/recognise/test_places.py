"""Every country is a Place, whatever the model says."""

from __future__ import annotations

import pytest

from kgbuild.stages.recognise.places import with_places
from tests.stages.recognise.reading import names_after


def placed(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """The names of `text` after the lists, given the model's."""
    return names_after(with_places, text, *((*name, 0.6) for name in names))


@pytest.mark.parametrize("label", ["Unit", "Organisation", "Person", "Place"])
def test_a_country_is_a_place_whatever_the_model_says(label):
    assert placed("Men left Côte d'Ivoire.", ("Côte d'Ivoire", label)) == [("Côte d'Ivoire", "Place")]


def test_the_rest_of_a_persons_name_stays_a_person():
    names = ("Mary Jordan", "Person"), ("Jordan", "Person")
    assert placed("Mary Jordan came. Later Jordan left.", *names) == list(names)
    assert placed("Later Jordan left.", ("Jordan", "Person")) == [("Jordan", "Place")]


def test_a_city_is_a_place_unless_a_body_or_person_bears_its_name():
    assert placed("It fell to Ouagadougou.", ("Ouagadougou", "Organisation")) == [("Ouagadougou", "Place")]
    ship = ("HMS Lancaster", "Unit"), ("Lancaster", "Unit")
    assert placed("HMS Lancaster sailed. Lancaster is old.", *ship) == list(ship)
    assert placed("Then Sydney spoke.", ("Sydney", "Person")) == [("Sydney", "Person")]
    assert placed("Then Phoenix fired.", ("Phoenix", "Unit")) == [("Phoenix", "Unit")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They left Zambia on foot.", ["Zambia"]),
        ("Zambia denied it.", ["Zambia"]),
        ("The US-led talks in the UK-France summit", ["US", "UK", "France"]),
        ("in the Democratic Republic of the Congo", ["Democratic Republic of the Congo"]),
        ("men from Guinea-Bissau", ["Guinea-Bissau"]),
        ("Zambia's men and the war in the Philippines.", ["Zambia", "Philippines"]),
    ],
)
def test_a_country_that_was_overlooked_is_found(text, found):
    assert placed(text) == [(name, "Place") for name in found]


@pytest.mark.parametrize(
    "text",
    [
        "Zambian men left",
        "the Bank of Zambia paid",
        "the Air Zambia desk",
        "Zambia Airways paid",
        "give us arms",
        "GIVE US ARMS NOW",
        "a turkey, a jordan",
        "Then Chad left, and Georgia too",  # nobody knows who they are
        "Zambiana",
    ],
)
def test_what_may_be_something_else_is_left_alone(text):
    assert placed(text) == []


def test_no_country_within_a_name():
    assert placed("men of the Bank of Iraq", ("Bank of Iraq", "Organisation")) == [
        ("Bank of Iraq", "Organisation")
    ]


def test_an_empty_document():
    assert placed(" \n ") == []
