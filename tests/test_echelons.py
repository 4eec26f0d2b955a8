"""The order of units by size, in the names of many armies."""

from __future__ import annotations

import pytest

from kgbuild.echelons import designations, echelon_of, is_below


@pytest.mark.parametrize(
    ("name", "rungs"),
    [
        ("1st Platoon", (2, 2)),
        ("D Company", (3, 3)),
        ("9 Troop", (2, 3)),
        ("No. 31 Squadron", (3, 5)),
        ("Grey Squadron", (3, 5)),
        ("4 Bn", (4, 4)),
        ("3rd Kandak", (4, 4)),
        ("11e bataillon", (4, 4)),
        ("Batallón de Montaña No. 8", (4, 4)),
        ("Panzerpionierbataillon 130", (4, 4)),
        ("2/504th", (4, 4)),
        ("3-69 Armor", (4, 4)),
        ("6 PARA", (4, 5)),
        ("9th Marines", (5, 5)),
        ("14th Cavalry", (5, 5)),
        ("8e RPIMa", (5, 5)),
        ("King's Own Fusiliers", (5, 5)),
        ("26th Regiment Royal Artillery", (5, 5)),
        ("1er régiment étranger de cavalerie", (5, 5)),
        ("3rd Brigade Combat Team", (6, 6)),
        ("Brigada 17", (6, 6)),
        ("Panzerlehrbrigade 9", (6, 6)),
        ("6th Infantry Division", (7, 7)),
        ("25th ID", (7, 7)),
        ("II Corps", (8, 8)),
        ("Corps of Signals", (8, 11)),
        ("8th Guards Army", (9, 9)),
        ("Fourth Army", (9, 9)),
        ("Leningrad Military District", (10, 10)),
        ("Zambian Army", (11, 11)),
        ("Royal Navy", (11, 11)),
        ("Uganda People's Defence Force", (12, 12)),
        ("Red Spear", None),
        ("7 Division Garrison", None),
        ("3 Brigade Headquarters", None),
        ("Task Force Oak", None),
        ("SAAF", None),
    ],
)
def test_the_echelon_in_a_name(name, rungs):
    found = echelon_of(name)
    assert (tuple(found) if found else None) == rungs


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("2nd Battalion", "9th Marines", True),
        ("3rd Platoon", "A Troop", True),
        ("1st Squadron", "4th Cavalry Regiment", True),
        ("8 Squadron", "2 Wing", True),
        ("81 Division", "Zambian Army", True),
        ("12 Corps", "Fifth Army", True),
        ("5 Brigade", "5 Battalion", False),
        ("Zambian Army", "81 Division", False),
        ("7 Division", "8 Division", False),
        ("C Squadron", "1st Battalion", None),
        ("2 Group", "3 Wing", None),
        ("Red Spear", "8 Division", None),
    ],
)
def test_which_unit_may_be_part_of_which(part, whole, expected):
    assert is_below(part, whole) is expected


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The 2nd Battalion, 31st Parachute Infantry Regiment left.", 2),
        ("B Company and Company C of the 1st Bn left.", 3),
        ("Troops of No. 4 Platoon and Bravo Company", 2),
        ("the 5th Cav. Regt. and 27th Inf", 2),
        ("3-69 Armor with 9th Marines", 2),
        ("le 2ème bataillon du 8e RPIMa", 2),
        ("la 7.ª Brigada Mixta", 1),
        ("Batallón de Infantería No. 10, Brigada 4", 2),
        ("1. Bataillon/Panzergrenadierregiment 12", 2),
        ("The Company said that 40 battalions left Section 18.", 0),
        ("2 Gp Capt A Obi", 0),
        ("In 1948. The Group left with a Division", 0),
    ],
)
def test_units_named_by_number_and_echelon(text, units):
    found = list(designations(text))
    assert len(found) == units
    assert all(text[start:end] == text[start:end].strip(" .,") for start, end in found)
