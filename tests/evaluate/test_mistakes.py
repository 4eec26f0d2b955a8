from __future__ import annotations

from typing import Any

import pytest

from kgbuild.evaluate import find_mistakes, score, tell
from kgbuild.evaluate.mistakes import GROUPS, Mistake
from tests.factories import make_record

FIRST = "Ann Roe leads\nthe Tarn Brigade near Lund."
SECOND = "It fights beside the Isar Corps for Sarland."
TEXT = f"{FIRST} {SECOND}"
HERE, THERE = [0, len(FIRST)], [len(FIRST) + 1, len(TEXT)]
ENTITIES = {
    "e1": ("Person", ["Ann Roe"]),
    "e2": ("Unit", ["Brigade"]),
    "e3": ("Unit", ["Isar Corps"]),
    "e4": ("Place", ["Lund"]),
}


def relation(type: str, head: str, tail: str, **fields: Any) -> dict[str, Any]:
    return {"type": type, "head": head, "tail": tail, "evidence": [HERE], **fields}


def record(*relations: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return make_record(TEXT, ENTITIES, relations, sentences=[HERE, THERE], **fields)


def mistakes(gold: dict[str, Any], predicted: dict[str, Any]) -> list[Mistake]:
    return find_mistakes([gold], [predicted])


def told(gold: dict[str, Any], predicted: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.group, tell(one)) for one in mistakes(gold, predicted)]


def test_what_is_right_is_no_mistake() -> None:
    gold = record(relation("COMMANDS", "e1", "e2", role="chief"))
    assert mistakes(gold, gold) == []


def test_a_missed_and_a_wrong_relation_name_both_sides_and_quote_the_sentence() -> None:
    gold = record(relation("COMMANDS", "e1", "e2"))
    predicted = record(relation("ALLIED_WITH", "e2", "e3", evidence=[THERE]))
    missed, wrong = mistakes(gold, predicted)
    assert (missed.group, tell(missed)) == ("missed", "Ann Roe –COMMANDS→ Brigade")
    assert missed.sentence == "Ann Roe leads the Tarn Brigade near Lund."
    assert missed.document == "report"
    assert (wrong.group, tell(wrong)) == ("wrong", "Brigade –ALLIED_WITH– Isar Corps")
    assert wrong.sentence == SECOND


def test_a_wrong_type_is_one_mistake() -> None:
    gold, predicted = record(relation("COMMANDS", "e1", "e2")), record(relation("MEMBER_OF", "e1", "e2"))
    assert told(gold, predicted) == [
        ("wrong type", "Ann Roe –MEMBER_OF→ Brigade, should be Ann Roe –COMMANDS→ Brigade")
    ]


def test_a_wrong_direction_comes_before_a_wrong_type() -> None:
    gold = record(relation("BACKED_BY", "e2", "e3"))
    predicted = record(relation("ATTACKED", "e2", "e3"), relation("BACKED_BY", "e3", "e2"))
    assert told(gold, predicted) == [
        ("wrong", "Brigade –ATTACKED→ Isar Corps"),
        ("wrong direction", "Isar Corps –BACKED_BY→ Brigade, should be Brigade –BACKED_BY→ Isar Corps"),
    ]


def test_a_right_relation_can_have_the_wrong_modality_role_and_source() -> None:
    gold = record(relation("COMMANDS", "e1", "e2", modality="past", role="chief", by="e3"))
    predicted = record(relation("COMMANDS", "e1", "e2", role="Chief Clerk", by="e4"))
    assert told(gold, predicted) == [
        ("wrong modality", "Ann Roe –COMMANDS→ Brigade: asserted, should be past"),
        ("wrong role", "Ann Roe –COMMANDS→ Brigade: Chief Clerk, should be chief"),
        ("wrong by", "Ann Roe –COMMANDS→ Brigade: Lund, should be Isar Corps"),
    ]


def test_a_role_that_should_not_be_there_should_be_nothing() -> None:
    gold, predicted = record(relation("COMMANDS", "e1", "e2")), record(relation("COMMANDS", "e1", "e2", role="it"))
    assert told(gold, predicted) == [("wrong role", "Ann Roe –COMMANDS→ Brigade: it, should be nothing")]
    assert told(predicted, gold) == [("wrong role", "Ann Roe –COMMANDS→ Brigade: nothing, should be it")]


def test_all_evidence_is_quoted_but_no_sentence_twice() -> None:
    gold = record(relation("COMMANDS", "e1", "e2", evidence=[HERE]))
    predicted = record(relation("MEMBER_OF", "e1", "e2", evidence=[THERE, [3, len(FIRST)]]))
    (mistake,) = mistakes(gold, predicted)
    assert mistake.sentence == f"Ann Roe leads the Tarn Brigade near Lund. … {SECOND}"
    assert mistake.start == 0


def test_names_are_missed_made_up_mislabelled_or_cut_wrong() -> None:
    gold = make_record(
        TEXT,
        {"a": ("Person", ["Ann Roe"]), "b": ("Unit", ["Tarn Brigade"]), "c": ("Unit", ["Isar Corps"])},
        sentences=[HERE, THERE],
    )
    predicted = make_record(
        TEXT, {"a": ("Unit", ["Ann Roe"]), "b": ("Unit", ["Brigade"]), "c": ("Place", ["Sarland"])}
    )
    assert told(gold, predicted) == [
        ("missed name", "Unit “Isar Corps”"),
        ("wrong name", "Place “Sarland”"),
        ("wrong label", "Unit “Ann Roe”, should be Person “Ann Roe”"),
        ("wrong bounds", "Unit “Brigade”, should be Unit “Tarn Brigade”"),
    ]
    assert mistakes(gold, predicted)[0].sentence == SECOND


def test_without_sentences_a_name_is_quoted_with_its_line() -> None:
    gold = make_record(TEXT, {"a": ("Place", ["Lund"])})
    assert mistakes(gold, make_record(TEXT, {}))[0].sentence == f"the Tarn Brigade near Lund. {SECOND}"
    predicted = make_record(TEXT, {}, sentences=[HERE, THERE])
    assert mistakes(gold, predicted)[0].sentence == "Ann Roe leads the Tarn Brigade near Lund."


def test_what_gold_leaves_open_is_no_mistake() -> None:
    gold = record(relation("COMMANDS", "e1", "e2", optional=True))
    assert mistakes(gold, record()) == []
    unannotated = make_record(TEXT, ENTITIES, None)
    assert mistakes(unannotated, record(relation("COMMANDS", "e1", "e2"))) == []


def test_mistakes_stand_in_the_order_of_groups_documents_and_text() -> None:
    gold = [
        record(relation("ALLIED_WITH", "e2", "e3", evidence=[THERE]), relation("COMMANDS", "e1", "e2"), id=id)
        for id in ("b", "a")
    ]
    predicted = [record(relation("KILLED", "e4", "e1"), id=id) for id in ("a", "b")]
    found = find_mistakes(gold, predicted)
    assert [(one.group, one.document, one.start) for one in found] == [
        ("missed", "b", 0),
        ("missed", "b", THERE[0]),
        ("missed", "a", 0),
        ("missed", "a", THERE[0]),
        ("wrong", "b", 0),
        ("wrong", "a", 0),
    ]
    assert {one.group for one in found} <= set(GROUPS)


def test_the_mistakes_are_as_many_as_the_figures_say() -> None:
    gold = record(
        relation("COMMANDS", "e1", "e2"), relation("BACKED_BY", "e2", "e3"), relation("PART_OF", "e2", "e3")
    )
    predicted = record(
        relation("MEMBER_OF", "e1", "e2"), relation("BACKED_BY", "e3", "e2"), relation("OPERATES_IN", "e3", "e4")
    )
    counts = score([gold], [predicted]).relations.exact
    groups = [one.group for one in mistakes(gold, predicted)]
    both = groups.count("wrong type") + groups.count("wrong direction")
    assert counts.missed == groups.count("missed") + both
    assert counts.wrong == groups.count("wrong") + both


@pytest.mark.parametrize("text", ["a", "b"])
def test_a_document_that_was_not_predicted_is_missed_whole(text: str) -> None:
    gold = record(relation("COMMANDS", "e1", "e2"), id=text)
    assert [one.group for one in find_mistakes([gold], [])] == ["missed name"] * 4 + ["missed"]
