"""Attributes of right relations, compared by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.evaluate import AttributeScores, Counts, normalise, score
from tests.factories import make_record

FIRST = "Ann Roe leads the Tarn Brigade near Lund."
SECOND = "She has led it since May, the Isar Corps said."
TEXT = f"{FIRST} {SECOND}"
HERE, THERE = [[0, len(FIRST)]], [[len(FIRST) + 1, len(TEXT)]]
ENTITIES = {
    "e1": ("Person", ["Ann Roe"]),
    "e2": ("Unit", ["Tarn Brigade"]),
    "e3": ("Unit", ["Isar Corps"]),
    "e4": ("Place", ["Lund"]),
}
OTHER_IDS = {id.replace("e", "x"): entity for id, entity in ENTITIES.items()}


def claim(type: str = "COMMANDS", head: str = "1", tail: str = "2", **fields: Any) -> dict[str, Any]:
    return {"type": type, "head": head, "tail": tail, "evidence": HERE, **fields}


def compare(attribute: str, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> AttributeScores:
    """Compare claims whose entities are numbers, which stand for "e1" in gold and for "x1" in the prediction."""
    right = make_record(TEXT, ENTITIES, [_named(one, "e") for one in gold])
    given = make_record(TEXT, OTHER_IDS, [_named(one, "x") for one in predicted])
    return score([right], [given]).relations.attributes[attribute]


def _named(claim: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {
        name: f"{prefix}{value}" if name in ("head", "tail", "by") and value else value
        for name, value in claim.items()
    }


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The  Divisional\nCommander,", "divisional commander"),
        ("“an officer”", "officer"),
        ("Chief of the Army Staff", "chief of the army staff"),
        ("Theatre commander", "theatre commander"),
        ("The 'Emir'", "emir"),
        ("Maj.-Gen.", "maj.-gen"),
        ("...", None),
        ("", None),
        (None, None),
    ],
)
def test_case_leading_article_and_outer_punctuation_do_not_count(text: str | None, bare: str | None) -> None:
    assert normalise(text) == bare


def test_the_same_role_agrees() -> None:
    scores = compare("role", [claim(role="the Commander")], [claim(role="commander.")])
    assert scores == AttributeScores(1, 1, Counts(1, 0, 0))
    assert scores.agreement == 1.0


def test_another_role_is_wrong_and_gold_s_is_missed() -> None:
    scores = compare("role", [claim(role="commander")], [claim(role="deputy commander")])
    assert scores == AttributeScores(0, 1, Counts(0, 1, 1))


def test_saying_nothing_agrees_with_nothing_but_is_no_value() -> None:
    scores = compare("role", [claim()], [claim(role=None)])
    assert scores == AttributeScores(1, 1, Counts(0, 0, 0))
    assert (scores.agreement, scores.values.f1) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("gold", "predicted", "counts"),
    [("chief", None, Counts(0, 0, 1)), (None, "chief", Counts(0, 1, 0))],
    ids=["missed", "made up"],
)
def test_a_role_on_one_side_only_disagrees(gold: str | None, predicted: str | None, counts: Counts) -> None:
    assert compare("role", [claim(role=gold)], [claim(role=predicted)]) == AttributeScores(0, 1, counts)


def test_agreeing_with_one_of_several_gold_claims_is_enough() -> None:
    gold = [claim(role="chief"), claim(role="commander"), claim()]
    for role in ("chief", "commander", None):
        assert compare("role", gold, [claim(role=role)]).agreement == 1.0
    # Gold also says nothing, so nothing of it is missed.
    assert compare("role", gold, [claim(role="clerk")]) == AttributeScores(0, 1, Counts(0, 1, 0))


def test_only_gold_claims_with_overlapping_evidence_are_compared() -> None:
    gold = [claim(role="chief"), claim(role="commander", evidence=THERE)]
    assert compare("role", gold, [claim(role="commander")]).agreement == 0.0
    both = [claim(role="commander", evidence=[*HERE, *THERE])]
    assert compare("role", gold, both).agreement == 1.0
    assert compare("role", gold[:1], [claim(role="chief", evidence=THERE)]).compared == 0


def test_every_predicted_claim_is_compared() -> None:
    gold = [claim(role="chief"), claim(evidence=THERE)]
    predicted = [claim(role="chief"), claim(role="boss"), claim(evidence=THERE)]
    assert compare("role", gold, predicted) == AttributeScores(2, 3, Counts(1, 1, 1))


def test_evidence_that_is_not_given_is_anywhere() -> None:
    assert compare("role", [claim(evidence=[])], [claim()]).compared == 1


@pytest.mark.parametrize(
    "predicted",
    [claim("MEMBER_OF"), claim(tail="3"), claim(head="2", tail="1")],
    ids=["type", "entity", "direction"],
)
def test_claims_that_are_not_right_are_not_compared(predicted: dict[str, Any]) -> None:
    scores = compare("role", [claim(role="chief")], [{**predicted, "role": "chief"}])
    assert scores.agreement is None


def test_an_optional_claim_is_not_compared() -> None:
    assert compare("role", [claim(role="chief", optional=True)], [claim(role="chief")]).compared == 0


def test_roles_and_ranks_belong_to_posts_and_dates_to_every_relation() -> None:
    gold = [claim("OPERATES_IN", "2", "4", role="guard", rank="Gen.", date="May")]
    assert compare("role", gold, gold).compared == 0
    assert compare("rank", gold, gold).compared == 0
    assert compare("date", gold, gold) == AttributeScores(1, 1, Counts(1, 0, 0))


def test_a_count_may_be_a_number() -> None:
    assert compare("count", [claim(count=40)], [claim(count="40")]).agreement == 1.0


@pytest.mark.parametrize(
    ("gold", "predicted", "agrees"),
    [("3", "3", 1), ("3", "2", 0), (None, None, 1), (None, "3", 0), ("3", None, 0)],
)
def test_who_says_so_is_compared_by_entity(gold: str | None, predicted: str | None, agrees: int) -> None:
    assert compare("by", [claim(by=gold)], [claim(by=predicted)]).agreed == agrees


def test_a_source_that_gold_does_not_know_disagrees() -> None:
    right = make_record(TEXT, {"e1": ENTITIES["e1"], "e2": ENTITIES["e2"]}, [_named(claim(), "e")])
    given = make_record(TEXT, OTHER_IDS, [_named(claim(by="3"), "x")])
    assert score([right], [given]).relations.attributes["by"] == AttributeScores(0, 1, Counts(0, 1, 0))


def test_documents_add_up() -> None:
    gold = make_record(TEXT, ENTITIES, [_named(claim(role="chief"), "e")])
    other = {**gold, "id": "other"}
    empty = make_record(TEXT, ENTITIES, [_named(claim(), "e")], id="other")
    role = score([gold, other], [gold, empty]).relations.attributes["role"]
    assert role == AttributeScores(1, 2, Counts(1, 0, 1))
