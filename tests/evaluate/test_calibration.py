"""Calibration computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.evaluate import Bin, Calibration, calibrate, judge, score
from kgbuild.evaluate.calibration import EDGES
from tests.factories import make_record

TEXT = "Ann Roe leads the Tarn Brigade near Lund. It fights beside the Isar Corps for Sarland."
ENTITIES = {"e1": ("Person", ["Ann Roe"]), "e2": ("Unit", ["Tarn Brigade"]), "e3": ("Place", ["Lund"])}


def relation(type: str, head: str, tail: str, **fields: Any) -> dict[str, Any]:
    return {"type": type, "head": head, "tail": tail, "evidence": [], **fields}


def test_the_error_weighs_each_bin_by_its_count() -> None:
    # Two bins: three of 0.95 of which two are right, and one of 0.55 which is not.
    calibration = calibrate([(0.95, True), (0.95, True), (0.95, False), (0.55, False)])
    assert calibration.error == pytest.approx(3 / 4 * abs(2 / 3 - 0.95) + 1 / 4 * 0.55)
    assert calibration.brier == pytest.approx((2 * 0.05**2 + 0.95**2 + 0.55**2) / 4)
    assert calibration.count == 4


def test_what_is_too_sure_and_what_is_not_sure_enough_do_not_make_up_for_each_other() -> None:
    assert calibrate([(0.95, False), (0.05, True)]).error == pytest.approx(0.95)


def test_within_a_bin_they_do() -> None:
    assert calibrate([(0.5, True), (0.5, False)]).error == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("confidence", "at"),
    [(0.0, 0), (0.05, 0), (0.1, 0), (0.1001, 1), (0.3, 2), (0.7, 6), (0.9, 8), (0.9001, 9), (1.0, 9)],
)
def test_a_bin_has_its_upper_edge(confidence: float, at: int) -> None:
    bins = calibrate([(confidence, True)]).bins
    assert len(bins) == len(EDGES) - 1 == 10
    assert [number for number, one in enumerate(bins) if one.count] == [at]


def test_a_bin_tells_its_mean_confidence_and_accuracy() -> None:
    one = calibrate([(0.62, True), (0.66, False)]).bins[6]
    assert (one.count, one.right) == (2, 1)
    assert one.mean_confidence == pytest.approx(0.64)
    assert one.accuracy == pytest.approx(0.5)
    assert (Bin().mean_confidence, Bin().accuracy) == (None, None)


def test_parts_add_up_to_the_whole() -> None:
    judged = [(0.2, False), (0.25, True), (0.8, True), (0.97, True)]
    whole, sum_of_parts = calibrate(judged), calibrate(judged[:2]) + calibrate(judged[2:])
    assert sum_of_parts.error == pytest.approx(whole.error)
    assert sum_of_parts.brier == pytest.approx(whole.brier)


def test_nothing_judged_has_no_figures() -> None:
    assert (Calibration().error, Calibration().brier, Calibration().count) == (None, None, 0)


def test_a_name_is_right_with_exact_span_and_label() -> None:
    gold = make_record(TEXT, ENTITIES)
    predicted = make_record(
        TEXT, {"a": ("Person", ["Ann Roe"]), "b": ("Unit", ["Brigade"]), "c": ("Person", ["Lund"])}
    )
    for entity, confidence in zip(predicted["entities"], (0.9, 0.8, 0.7), strict=True):
        entity["mentions"][0]["confidence"] = confidence
    assert judge([gold], [predicted]).names == ((0.9, True), (0.8, False), (0.7, False))


def test_a_mention_without_confidence_has_that_of_its_entity_or_is_passed_over() -> None:
    gold = make_record(TEXT, ENTITIES)
    predicted = make_record(TEXT, {"a": ("Person", ["Ann Roe"]), "b": ("Unit", ["Tarn Brigade"])})
    predicted["entities"][0]["confidence"] = 0.6
    assert judge([gold], [predicted]).names == ((0.6, True),)
    predicted["entities"][0]["mentions"][0]["confidence"] = 0.0
    assert judge([gold], [predicted]).names == ((0.0, True),)


def test_nominals_and_pronouns_are_not_judged() -> None:
    gold = make_record(TEXT, {"e2": ("Unit", ["Tarn Brigade", "It"])})
    gold["entities"][0]["confidence"] = 0.5
    assert judge([gold], [gold]).names == ((0.5, True),)


def test_a_claim_is_right_if_gold_has_its_relation() -> None:
    gold = make_record(TEXT, ENTITIES, [relation("COMMANDS", "e1", "e2")])
    predicted = make_record(
        TEXT,
        ENTITIES,
        [
            relation("COMMANDS", "e1", "e2", confidence=0.9),
            relation("COMMANDS", "e1", "e2", confidence=0.4, modality="past"),
            relation("MEMBER_OF", "e1", "e2", confidence=0.3),
            relation("OPERATES_IN", "e2", "e3"),
        ],
    )
    assert judge([gold], [predicted]).claims == ((0.9, True), (0.4, True), (0.3, False))


def test_another_type_or_label_that_gold_accepts_is_right() -> None:
    gold = make_record(TEXT, ENTITIES, [relation("COMMANDS", "e1", "e2", type_alt=["MEMBER_OF"])])
    gold["entities"][1]["label_alt"] = ["Organisation"]
    predicted = make_record(
        TEXT,
        {**ENTITIES, "e2": ("Organisation", ["Tarn Brigade"])},
        [relation("MEMBER_OF", "e1", "e2", confidence=0.3)],
    )
    predicted["entities"][1]["confidence"] = 0.7
    judgements = judge([gold], [predicted])
    assert judgements.claims == ((0.3, True),)
    assert judgements.names == ((0.7, True),)


@pytest.mark.parametrize(
    "relations", [None, [relation("COMMANDS", "e1", "e2", optional=True)]], ids=["none", "open"]
)
def test_what_gold_leaves_open_is_not_judged(relations: list[dict[str, Any]] | None) -> None:
    gold = make_record(TEXT, ENTITIES, relations, ignored=[[0, len(TEXT), "all"]])
    predicted = make_record(TEXT, ENTITIES, [relation("COMMANDS", "e1", "e2", confidence=0.9)])
    for entity in predicted["entities"]:
        entity["confidence"] = 0.9
    judgements = judge([gold], [predicted])
    assert (judgements.names, judgements.claims) == ((), ())


def test_scores_are_calibrated_on_what_is_judged() -> None:
    gold = make_record(TEXT, ENTITIES, [relation("COMMANDS", "e1", "e2", confidence=0.8)])
    gold["entities"][0]["confidence"] = 0.3
    scores, judgements = score([gold], [gold]), judge([gold], [gold])
    assert scores.names.calibration == calibrate(judgements.names)
    assert scores.relations.calibration.error == pytest.approx(0.2)
