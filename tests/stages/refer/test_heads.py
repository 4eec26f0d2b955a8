"""What a pronoun or a head noun tells of its entity."""

from __future__ import annotations

import pytest

from kgbuild.stages.refer.heads import Candidate, fitting

CANDIDATES = [
    Candidate(0, "Place", ("French Embassy",)),
    Candidate(1, "Place", ("Horn of Africa",)),
    Candidate(2, "Place", ("Kenya",)),
    Candidate(3, "Unit", ("9 Brigade",)),
    Candidate(4, "Unit", ("2nd Battalion",)),
    Candidate(5, "Person", ("Chipo Banda", "Banda")),
    Candidate(6, "Unit", ("Red Spear",)),
]


@pytest.mark.parametrize(
    ("head", "numbers"),
    [
        ("embassy", [0]),
        ("region", [1]),
        ("country", [2]),
        ("brigade", [3]),
        ("division", [6]),
        ("group", [0, 1, 2, 3, 4, 5, 6]),
        ("she", [5]),
        ("it", [0, 1, 2, 3, 4, 6]),
        ("they", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_fitting(head, numbers):
    assert fitting(head, CANDIDATES) == numbers


def test_a_country_may_be_unlisted():
    assert fitting("country", [CANDIDATES[1]]) == [1]


def test_an_earlier_nominal_counts_by_its_own_head():
    assert fitting("militia", [*CANDIDATES, Candidate(7, "Unit", ("Red Spear", "the militia"))]) == [7]
