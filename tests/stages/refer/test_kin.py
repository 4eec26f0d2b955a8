"""People who stand in a report only as somebody's kin."""

from __future__ import annotations

import pytest

from kgbuild.stages.refer.kin import is_kin, is_kin_of_the_named
from kgbuild.stages.refer.names import group_names
from tests.stages.refer.test_names import names_of

P = "Person"


@pytest.mark.parametrize(
    "before",
    [
        "He was the eldest son of ",
        "the son of the late Colonel ",
        "his wife ",
        "Okello's brother-in-law, Captain ",
        "her father, then Senator ",
        "a nephew of Ugandan General ",
    ],
)
def test_one_is_brought_in_as_kin(before: str):
    assert is_kin(before)


@pytest.mark.parametrize(
    "before", ["said Father ", "the father said that ", "the sons met Colonel ", "Brother ", ""]
)
def test_one_is_not(before: str):
    assert not is_kin(before)


def test_kin_of_one_who_bears_the_name_needs_somebody_whose():
    assert is_kin_of_the_named("a friend of Okello's father, then Congressman ")
    assert is_kin_of_the_named("and his brother ")
    assert not is_kin_of_the_named("a son of ")


def test_a_last_name_is_the_subject_s_and_not_his_father_s():
    text = "Tomas Petit was a soldier. He was the eldest son of Genevan Jonas Petit. Petit served in the islands."
    names = names_of(text, ("Tomas Petit", P), ("Jonas Petit", P), ("Petit", P))
    assert group_names(names) == [0, 1, 0]


def test_a_father_named_again_is_one_of_two():
    text = "Tomas Petit came. His father, Jonas Petit, was there too. Jonas Petit spoke. Petit was loud."
    names = names_of(text, ("Tomas Petit", P), ("Jonas Petit", P), ("Jonas Petit", P), ("Petit", P))
    assert group_names(names) == [0, 1, 1, 1]


def test_a_relative_called_by_the_last_name_is_another_person():
    text = "Ana Rai ran. Friends of Ms. Rai's father, then Senator Rai, paid. That helped Rai."
    names = names_of(text, ("Ana Rai", P), ("Rai", P), ("Rai", P), ("Rai", P))
    assert group_names(names) == [0, 0, 1, 0]


def test_the_relative_is_the_one_who_is_named_in_full():
    text = "Ana Rai ran. Her father, Dev Rai, paid. Rai's father, Senator Rai, was rich."
    names = names_of(text, ("Ana Rai", P), ("Dev Rai", P), ("Rai", P), ("Rai", P))
    assert group_names(names) == [0, 1, 0, 1]
