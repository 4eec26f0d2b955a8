"""What reports say about names that decide nothing by themselves; `a|b` are two names in one document."""

from __future__ import annotations

import pytest

from kgbuild.model import LocalEntity
from kgbuild.stages.resolve import resolve
from tests.factories import make_local_entity


def entity(label: str, names: str, document: str, *, number: int = 1) -> LocalEntity:
    return make_local_entity(names.split("|"), label=label, document=document, entity=f"e{number}")


def count(label: str, *names: str) -> int:
    entities = [entity(label, text, f"d{place}") for place, text in enumerate(names)]
    return len(resolve(entities, known={}).entities)


def report(document: str, *names: tuple[str, str]) -> list[LocalEntity]:
    return [entity(label, text, document, number=number) for number, (label, text) in enumerate(names, 1)]


def test_the_army_is_that_of_the_nation_whose_bodies_the_report_names():
    nigerian = report("a", ("Unit", "Army"), ("Unit", "Nigerian Navy"), ("Organisation", "Nigerian Senate"))
    nigerian += report("b", ("Unit", "Nigerian Army"))
    american = report("c", ("Unit", "Army"), ("Organisation", "Defense Department"), ("Place", "Syria"))
    american += report("d", ("Unit", "US Army"), ("Unit", "Nigerian Army"))
    of = resolve([*nigerian, *american], known={}).entity_of
    assert of["c", "e1"] == of["d", "e1"]
    assert of["b", "e1"] == of["d", "e2"] != of["c", "e1"]


def test_a_coalition_is_the_one_against_whom_the_report_speaks_of():
    entities = report("a", ("Unit", "Coalition"), ("Unit", "Daesh")) + report("b", ("Unit", "Coalition"))
    entities += report("c", ("Unit", "Global Coalition against ISIL"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] == of["c", "e1"] != of["b", "e1"]


def test_bearers_of_a_very_common_name_are_one_in_reports_that_have_telling_names_in_common():
    entities = report("a", ("Person", "Mohammed Ibrahim"), ("Unit", "21 Brigade"))
    entities += report("b", ("Person", "Mohammed Ibrahim"), ("Unit", "21st Brigade"))
    entities += report("c", ("Person", "Mohammed Ibrahim"), ("Unit", "22 Brigade"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] == of["b", "e1"] != of["c", "e1"]


def test_a_famous_surname_means_its_famous_bearer_and_no_other():
    entities = report("a", ("Person", "Bashar al-Assad")) + report("b", ("Person", "Bassel al-Assad"))
    entities += report("c", ("Person", "Assad"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] == of["c", "e1"]
    assert count("Person", "Bassel al-Assad", "Assad") == 2


def test_the_fullest_name_speaks_for_an_entity_whatever_comes_first():
    assert count("Unit", "army|Chadian Army", "Chadian Army") == 1
    assert count("Place", "Reed|Reed State", "Reed State") == 1


@pytest.mark.parametrize(
    ("label", "name", "attributes"),
    [
        ("Unit", "3rd Armoured Division", {"number": "3", "echelon": "division", "branch": "armored"}),
        ("Unit", "Three Division", {"number": "3", "echelon": "division"}),
        ("Unit", "Chadian Air Force", {"branch": "air", "country": "td"}),
        ("Unit", "Nigerian Army", {"echelon": "army", "branch": "army", "country": "ng"}),
        ("Unit", "Reed Foxes", None),
        ("Person", "Ana Ruiz", None),
    ],
)
def test_attributes_are_read_from_the_name(label: str, name: str, attributes: dict[str, str] | None):
    found = resolve([entity(label, name, "a")], known={}).attributes
    assert list(found.values()) == ([attributes] if attributes else [])


def test_a_command_of_a_town_that_the_report_names_is_not_another_command():
    units = ("Unit", "Joint Operations Command"), ("Unit", "Quito Operations Command")
    entities = report("a", *units, ("Place", "Quito"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] != of["a", "e2"]
