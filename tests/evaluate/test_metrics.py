"""Figures computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.errors import GoldError
from kgbuild.evaluate import Counts, kind_of, score, score_by_kind
from tests.factories import make_record

TEXT = "Ann Roe leads the Tarn Brigade near Lund. It fights beside the Isar Corps for Sarland."
ANN = ("Person", ["Ann Roe"])
TARN = ("Unit", ["Tarn Brigade"])
ISAR = ("Unit", ["Isar Corps"])
LUND = ("Place", ["Lund"])


def relation(type: str, head: str, tail: str, **fields: Any) -> dict[str, Any]:
    return {"type": type, "head": head, "tail": tail, "evidence": [], **fields}


def names_of(gold: dict[str, Any], predicted: dict[str, Any]) -> Counts:
    return score([gold], [predicted]).names.exact


def relations_of(gold: dict[str, Any], predicted: dict[str, Any]) -> Counts:
    return score([gold], [predicted]).relations.exact


def test_a_perfect_prediction_gets_one_everywhere() -> None:
    gold = make_record(
        TEXT, {"e1": ANN, "e2": ("Unit", ["Tarn Brigade", "It"])}, [relation("COMMANDS", "e1", "e2")]
    )
    scores = score([gold], [gold])
    assert scores.names.exact == Counts(2, 0, 0)
    assert scores.relations.exact == Counts(1, 0, 0)
    assert [scores.b_cubed.f1, scores.lea.f1, scores.relations.modality] == [1.0, 1.0, 1.0]


def test_a_name_of_the_wrong_label_is_wrong_and_missed() -> None:
    gold = make_record(TEXT, {"e1": ANN, "e2": TARN, "e3": LUND})
    predicted = make_record(TEXT, {"e1": ANN, "e2": ("Person", ["Tarn Brigade"]), "e3": ("Place", ["Sarland"])})
    scores = score([gold], [predicted])
    assert scores.names.exact == Counts(right=1, wrong=2, missed=2)
    assert scores.names.exact.f1 == pytest.approx(1 / 3)
    assert scores.names.labels == {
        "Person": Counts(1, 1, 0),
        "Place": Counts(0, 1, 1),
        "Unit": Counts(0, 0, 1),
    }


def test_a_name_with_the_wrong_bounds_only_overlaps() -> None:
    gold = make_record(TEXT, {"e1": TARN})
    predicted = make_record(TEXT, {"e1": ("Unit", ["Brigade"])})
    scores = score([gold], [predicted])
    assert scores.names.exact == Counts(0, 1, 1)
    assert scores.names.overlapping == Counts(1, 0, 0)


def test_a_gold_name_is_overlapped_only_once() -> None:
    gold = make_record(TEXT, {"e1": TARN})
    predicted = make_record(TEXT, {"e1": ("Unit", ["Tarn"]), "e2": ("Unit", ["Brigade"])})
    assert score([gold], [predicted]).names.overlapping == Counts(1, 1, 0)


def test_overlapping_names_are_counted_by_label() -> None:
    gold = make_record(TEXT, {"e1": TARN, "e2": LUND})
    predicted = make_record(TEXT, {"e1": ("Unit", ["Brigade"]), "e2": ("Person", ["Lund"])})
    assert score([gold], [predicted]).names.overlapping_labels == {
        "Person": Counts(0, 1, 0),
        "Place": Counts(0, 0, 1),
        "Unit": Counts(1, 0, 0),
    }


def test_labels_of_overlapping_names_are_set_against_each_other() -> None:
    gold = make_record(TEXT, {"e1": ANN, "e2": TARN, "e3": LUND})
    predicted = make_record(
        TEXT, {"x": ("Place", ["Ann"]), "y": ("Unit", ["Brigade"]), "z": ("Place", ["Sarland"])}
    )
    assert score([gold], [predicted]).names.confusion == {
        ("Person", "Place"): 1,
        ("Unit", "Unit"): 1,
        ("Place", "none"): 1,
        ("none", "Place"): 1,
    }


def test_the_same_span_is_set_against_itself_first() -> None:
    gold = make_record(TEXT, {"e1": TARN})
    predicted = make_record(TEXT, {"x": ("Unit", ["Tarn Brigade near"]), "y": ("Place", ["Tarn Brigade"])})
    assert score([gold], [predicted]).names.confusion == {("Unit", "Place"): 1, ("none", "Unit"): 1}


def test_nominals_and_pronouns_are_no_names() -> None:
    gold = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade", "It"])})
    predicted = make_record(TEXT, {"e1": TARN})
    assert names_of(gold, predicted) == Counts(1, 0, 0)


def test_another_label_that_gold_accepts_is_right() -> None:
    gold = make_record(TEXT, {"e1": TARN})
    gold["entities"][0]["label_alt"] = ["Organisation"]
    accepted, refused = (make_record(TEXT, {"e1": (label, TARN[1])}) for label in ("Organisation", "Place"))
    assert names_of(gold, accepted) == Counts(1, 0, 0)
    assert names_of(gold, refused) == Counts(0, 1, 1)


@pytest.mark.parametrize("found", [{"e1": ANN, "e2": TARN}, {"e1": ANN}], ids=["found", "not found"])
@pytest.mark.parametrize("openness", ["mention", "entity", "ignored"])
def test_what_gold_leaves_open_counts_neither_way(openness: str, found: dict[str, Any]) -> None:
    gold = make_record(TEXT, {"e1": ANN, "e2": TARN})
    tarn = gold["entities"][1]
    if openness == "mention":
        tarn["mentions"][0]["optional"] = True
    elif openness == "entity":
        tarn["optional"] = True
    else:
        gold["ignored"] = [[TEXT.index("Brigade"), TEXT.index("near"), "a caption"]]
    assert names_of(gold, make_record(TEXT, found)) == Counts(1, 0, 0)


def test_clusters_that_are_split_and_joined() -> None:
    # Gold: abc, d. Predicted: ab, cd.
    text = "Aa Bb Cc Dd"
    gold = make_record(text, {"e1": ("Unit", ["Aa", "Bb", "Cc"]), "e2": ("Unit", ["Dd"])})
    predicted = make_record(text, {"e1": ("Unit", ["Aa", "Bb"]), "e2": ("Unit", ["Cc", "Dd"])})
    scores = score([gold], [predicted])
    assert scores.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.b_cubed.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    # One of the three links of abc, and d is nowhere alone; both mentions of ab, and no link of cd.
    assert scores.lea.recall == pytest.approx((3 * 1 / 3 + 0) / 4)
    assert scores.lea.precision == pytest.approx((2 * 1 + 0) / 4)


def test_mentions_that_are_no_names_count_for_coreference() -> None:
    gold = make_record(TEXT, {"e1": ("Unit", ["Tarn Brigade", "It"])})
    scores = score([gold], [make_record(TEXT, {"e1": TARN})])
    assert scores.b_cubed.recall == pytest.approx(1 / 4)
    assert scores.b_cubed.precision == 1.0
    assert scores.lea.f1 == 0.0


def test_a_relation_is_counted_once_and_has_a_direction() -> None:
    entities = {"e1": TARN, "e2": ISAR}
    gold = make_record(TEXT, entities, [relation("PART_OF", "e1", "e2"), relation("PART_OF", "e1", "e2")])
    turned = make_record(TEXT, entities, [relation("PART_OF", "e2", "e1")])
    assert relations_of(gold, gold) == Counts(1, 0, 0)
    assert relations_of(gold, turned) == Counts(0, 1, 1)
    assert score([gold], [turned]).relations.pairs == Counts(1, 0, 0)


def test_a_relation_that_the_schema_gives_no_direction_has_none() -> None:
    entities = {"e1": TARN, "e2": ISAR}
    gold = make_record(TEXT, entities, [relation("ALLIED_WITH", "e2", "e1")])
    predicted = make_record(TEXT, entities, [relation("ALLIED_WITH", "e1", "e2")])
    assert relations_of(gold, predicted) == Counts(1, 0, 0)


def test_relations_of_the_wrong_type_count_as_pairs() -> None:
    entities = {"e1": ANN, "e2": TARN}
    gold = make_record(TEXT, entities, [relation("COMMANDS", "e1", "e2")])
    predicted = make_record(TEXT, entities, [relation("MEMBER_OF", "e1", "e2")])
    scores = score([gold], [predicted]).relations
    assert scores.types == {"COMMANDS": Counts(0, 0, 1), "MEMBER_OF": Counts(0, 1, 0)}
    assert scores.pairs == Counts(1, 0, 0)


def test_types_between_the_same_entities_are_set_against_each_other() -> None:
    entities = {"e1": ANN, "e2": TARN, "e3": ISAR, "e4": LUND}
    gold = make_record(
        TEXT,
        entities,
        [
            relation("COMMANDS", "e1", "e2"),
            relation("BACKED_BY", "e2", "e3"),
            relation("ALLIED_WITH", "e2", "e3"),
            relation("OPERATES_IN", "e2", "e4"),
            relation("OPERATES_IN", "e3", "e4"),
        ],
    )
    predicted = make_record(
        TEXT,
        entities,
        [
            relation("MEMBER_OF", "e1", "e2"),
            relation("BACKED_BY", "e3", "e2"),
            relation("ALLIED_WITH", "e3", "e2"),
            relation("LOCATED_IN", "e4", "e2"),
            relation("KILLED", "e3", "e1"),
        ],
    )
    assert score([gold], [predicted]).relations.confusion == {
        ("ALLIED_WITH", "ALLIED_WITH"): 1,
        ("BACKED_BY", "turned round"): 1,
        ("COMMANDS", "MEMBER_OF"): 1,
        ("OPERATES_IN", "LOCATED_IN"): 1,
        ("OPERATES_IN", "none"): 1,
        ("none", "KILLED"): 1,
    }


def test_entities_are_matched_by_the_characters_they_share_not_by_id() -> None:
    gold = make_record(TEXT, {"e1": ANN, "e2": TARN, "e3": ISAR}, [relation("COMMANDS", "e1", "e2")])
    predicted = make_record(
        TEXT,
        {"x": ("Person", ["Roe"]), "y": ("Unit", ["Tarn Brigade", "Isar"])},
        [relation("COMMANDS", "x", "y")],
    )
    assert relations_of(gold, predicted) == Counts(1, 0, 0)


def test_a_gold_entity_is_matched_once() -> None:
    gold = make_record(TEXT, {"e1": ANN, "e2": TARN}, [relation("COMMANDS", "e1", "e2")])
    predicted = make_record(
        TEXT,
        {"x": ANN, "y": ("Unit", ["Brigade"]), "z": ("Unit", ["Tarn"])},
        [relation("COMMANDS", "x", "y"), relation("COMMANDS", "x", "z")],
    )
    assert relations_of(gold, predicted) == Counts(1, 1, 0)


def test_another_type_that_gold_accepts_is_right() -> None:
    entities = {"e1": TARN, "e2": ISAR}
    gold = make_record(TEXT, entities, [relation("PART_OF", "e1", "e2", type_alt=["OPERATES_UNDER"])])
    predicted = make_record(TEXT, entities, [relation("OPERATES_UNDER", "e1", "e2")])
    assert score([gold], [predicted]).relations.types == {"PART_OF": Counts(1, 0, 0)}


@pytest.mark.parametrize("found", [[], [relation("PART_OF", "e1", "e2")]], ids=["not found", "found"])
def test_an_optional_relation_counts_neither_way(found: list[dict[str, Any]]) -> None:
    entities = {"e1": TARN, "e2": ISAR}
    gold = make_record(TEXT, entities, [relation("PART_OF", "e1", "e2", optional=True)])
    assert relations_of(gold, make_record(TEXT, entities, found)) == Counts(0, 0, 0)


def test_relations_that_nobody_annotated_are_not_compared() -> None:
    entities = {"e1": TARN, "e2": ISAR}
    gold = make_record(TEXT, entities, None)
    predicted = make_record(TEXT, entities, [relation("PART_OF", "e1", "e2")])
    assert relations_of(gold, predicted) == Counts(0, 0, 0)
    assert names_of(gold, predicted) == Counts(2, 0, 0)


def test_modality_is_compared_where_the_relation_is_right() -> None:
    entities = {"e1": TARN, "e2": ISAR, "e3": LUND}
    gold = make_record(
        TEXT,
        entities,
        [
            relation("PART_OF", "e1", "e2"),
            relation("OPERATES_IN", "e1", "e3", modality="planned"),
            relation("OPERATES_IN", "e2", "e3", modality="past"),
        ],
    )
    predicted = make_record(
        TEXT,
        entities,
        [
            relation("PART_OF", "e1", "e2", modality="asserted"),
            relation("OPERATES_IN", "e1", "e3", modality="past"),
        ],
    )
    scores = score([gold], [predicted]).relations
    assert scores.modality == pytest.approx(1 / 2)
    assert scores.modalities == {("asserted", "asserted"): 1, ("planned", "past"): 1}
    assert score([gold], [make_record(TEXT, entities)]).relations.modality is None


def test_a_document_that_was_not_predicted_is_missed_whole() -> None:
    gold = make_record(TEXT, {"e1": ANN, "e2": TARN}, [relation("COMMANDS", "e1", "e2")])
    scores = score([gold, {**gold, "id": "other"}], [{**gold, "id": "other"}])
    assert scores.missing == ("report",)
    assert scores.documents == 2
    assert scores.names.exact == Counts(2, 0, 2)
    assert scores.relations.exact == Counts(1, 0, 1)
    assert scores.b_cubed.recall == pytest.approx(1 / 2)


def test_a_document_is_of_the_kind_it_names_or_its_id_begins_with() -> None:
    assert kind_of(make_record(TEXT, {}, id="wire-2019-03")) == "wire"
    assert kind_of(make_record(TEXT, {}, id="report")) == "report"
    assert kind_of(make_record(TEXT, {}, id="wire-1", kind="court report")) == "court report"


def test_kinds_of_documents_add_up_to_all() -> None:
    gold = [make_record(TEXT, {"e1": ANN, "e2": TARN}, id=id) for id in ("wire-1", "bio-1", "wire-2")]
    predicted = [make_record(TEXT, {"e1": ANN}, id=id) for id in ("wire-1", "bio-1")]
    kinds = score_by_kind(gold, predicted)
    assert list(kinds) == ["bio", "wire"]
    assert kinds["bio"].names.exact == Counts(1, 0, 1)
    assert (kinds["wire"].documents, kinds["wire"].missing) == (2, ("wire-2",))
    assert kinds["bio"].names.exact + kinds["wire"].names.exact == score(gold, predicted).names.exact


def test_predicted_documents_that_gold_does_not_have_are_passed_over() -> None:
    gold = make_record(TEXT, {"e1": ANN})
    assert names_of(gold, gold) == score([gold], [gold, make_record(TEXT, {"e1": TARN}, id="other")]).names.exact


def test_a_predicted_text_that_differs_is_an_error() -> None:
    gold = make_record(TEXT, {"e1": ANN})
    with pytest.raises(GoldError, match="'report' differs"):
        score([gold], [make_record(f"{TEXT} ", {"e1": ANN})])


def test_nothing_compared_with_nothing_is_zero() -> None:
    scores = score([], [])
    assert [scores.names.exact.f1, scores.b_cubed.f1, scores.relations.exact.f1] == [0.0, 0.0, 0.0]
