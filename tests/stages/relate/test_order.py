"""What the order of echelons makes of readings of a text, whoever read them."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.chains import Chains
from kgbuild.stages.relate.readings import Reading
from kgbuild.stages.relate.relater import PATTERN_CONFIDENCE, _in_order, _without_rivals
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


@pytest.mark.parametrize("type", ["PART_OF", "OPERATES_UNDER"])
def test_nothing_puts_a_unit_under_the_source_of_the_sentence(type):
    chains = Chains(*read("Rebels fought the [U 5 Brigade], the [O Defence Council] said."))
    assert not list(_in_order([Reading(type, 0, 1, 0.9, "asserted", scored=True)], chains))


@pytest.mark.parametrize(
    ("scored", "stated", "modality"),
    [("asserted", "asserted", "asserted"), ("planned", "asserted", "planned"), ("asserted", "past", "past")],
)
def test_what_fixed_words_state_as_well_is_as_sure_as_they_are(scored, stated, modality):
    guess = Reading("OPERATES_UNDER", 0, 1, 0.97, scored, scored=True)
    told = Reading("OPERATES_UNDER", 0, 1, PATTERN_CONFIDENCE, stated)
    (kept,) = _without_rivals([guess, told], lambda one: 0.7 if one.scored else one.confidence)
    assert (kept.scored, kept.confidence, kept.modality) == (False, PATTERN_CONFIDENCE, modality)
    (kept,) = _without_rivals([guess, told], lambda one: one.confidence)
    assert kept == guess
