"""Which mentions an anaphor may stand for."""

from __future__ import annotations

from kgbuild.pairs import Span
from kgbuild.stages.refer.candidates import antecedent_candidates


def test_mentions_before_and_the_first_name_after_in_the_sentence():
    spans = [
        Span(0, 1, 0, "Person", "name"),
        Span(5, 6, 1, "", "pronoun"),
        Span(8, 9, 1, "Person", "name"),
        Span(9, 10, 1, "Person", "name"),
        Span(20, 21, 2, "Person", "name"),
    ]
    assert antecedent_candidates(spans, 1) == [0, 2]


def test_mentions_too_far_back_are_left_out():
    spans = [Span(0, 1, 0, "Unit", "name"), Span(90, 91, 9, "Unit", "name"), Span(95, 96, 10, "", "pronoun")]
    assert antecedent_candidates(spans, 2) == [1]
