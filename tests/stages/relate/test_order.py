"""What the order of echelons makes of readings of a text, whoever read them."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.chains import Chains
from kgbuild.stages.relate.readings import Reading
from kgbuild.stages.relate.relater import _in_order
from tests.stages.relate.reading import read

TEXT = "[U 2 Battalion], [U 5 Brigade], [U 7 Division]; [U Zambian Army]"


@pytest.mark.parametrize(
    ("type", "sides", "expected"),
    [
        ("PART_OF", (0, 1), (0, 1)),
        ("PART_OF", (1, 0), (0, 1)),  # turned round
        ("PART_OF", (2, 0), (0, 2)),
        ("PART_OF", (0, 2), None),  # the chain says so already
        ("PART_OF", (0, 3), (0, 3)),
        ("PART_OF", (3, 0), (3, 0)),  # a service may be part of a smaller command of several nations
        ("OPERATES_UNDER", (1, 0), (1, 0)),
    ],
)
def test_no_unit_is_part_of_a_smaller_one(type, sides, expected):
    words, mentions = read(TEXT)
    reading = Reading(type, *sides, 0.5, "asserted", scored=True)
    found = [(one.subject, one.object) for one in _in_order([reading], Chains(words, mentions))]
    assert found == ([expected] if expected else [])
