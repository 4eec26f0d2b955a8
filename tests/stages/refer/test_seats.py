"""Bodies of which there are many, told apart by the towns behind their names."""

from __future__ import annotations

from kgbuild.stages.refer.names import group_names
from tests.stages.refer.test_names import names_of

U, B, L = "Unit", "Organisation", "Place"


def test_two_towns_make_two_bodies():
    text = "the former Commander, JTF, Uyo, met the head of the Joint Task Force, JTF, Wukari, and the JTF agreed."
    names = names_of(text, ("JTF", U), ("Uyo", L), ("Joint Task Force", U), ("JTF", U), ("Wukari", L), ("JTF", U))
    assert group_names(names) == [0, 1, 2, 2, 3, 2]


def test_an_acronym_in_brackets_may_stand_before_the_town():
    text = "the Special Task Force (STF), Uyo, and the Special Task Force (STF), Wukari."
    names = names_of(
        text,
        ("Special Task Force", U),
        ("STF", U),
        ("Uyo", L),
        ("Special Task Force", U),
        ("STF", U),
        ("Wukari", L),
    )
    assert group_names(names) == [0, 0, 1, 2, 2, 3]


def test_one_town_and_mentions_without_make_one():
    text = "In Government House, Uyo, the governor spoke. Government House was full."
    names = names_of(text, ("Government House", B), ("Uyo", L), ("Government House", B))
    assert group_names(names) == [0, 1, 0]


def test_a_body_with_a_name_of_its_own_stays_one_in_two_towns():
    text = "the Zambian Army, Ndola, and the Zambian Army, Kitwe."
    names = names_of(text, ("Zambian Army", U), ("Ndola", L), ("Zambian Army", U), ("Kitwe", L))
    assert group_names(names) == [0, 1, 0, 2]


def test_the_town_and_its_region_are_no_two_seats():
    text = "the Joint Task Force, Maiduguri, and the Joint Task Force, Borno."
    names = names_of(text, ("Joint Task Force", U), ("Maiduguri", L), ("Joint Task Force", U), ("Borno", L))
    assert group_names(names) == [0, 1, 0, 2]
