from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild.config import Config
from kgbuild.evaluate import (
    KIND_COLUMNS,
    Counts,
    evaluate,
    examine,
    kind_cells,
    plain_examination,
    row_cells,
    rows,
    score,
    to_plain,
    unknown_words,
)
from kgbuild.schema import default_schema, extend_schema, use_schema
from tests.factories import make_record

TEXT = "Tarn Brigade obeys Isar Corps."
GOLD = make_record(
    TEXT,
    {"a": ("Unit", ["Tarn Brigade"]), "b": ("Unit", ["Isar Corps"])},
    [{"type": "OPERATES_UNDER", "head": "a", "tail": "b", "evidence": [[0, len(TEXT)]], "confidence": 0.9}],
)


def write(path: Path, record: object) -> Path:
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


@pytest.mark.usefixtures("fake_extractor")
def test_gold_texts_are_extracted_and_compared(tmp_path: Path) -> None:
    scores = evaluate(write(tmp_path / "gold.jsonl", GOLD))
    assert scores.names.exact == Counts(2, 0, 0)
    assert scores.relations.exact == Counts(1, 0, 0)


def test_a_predicted_file_is_compared_instead(tmp_path: Path) -> None:
    predicted = make_record(TEXT, {"x": ("Unit", ["Isar Corps"])})
    gold = write(tmp_path / "gold.jsonl", GOLD)
    scores = evaluate(gold, predicted=write(tmp_path / "predicted.jsonl", predicted))
    assert scores.names.exact == Counts(1, 0, 1)


def test_where_neither_side_has_anything_no_share_is_shown() -> None:
    names_only = {**GOLD, "relations": None}
    scores = score([names_only], [GOLD])
    cells = {row.name: row_cells(row) for row in rows(scores)}
    assert cells["names"] == ("1.000", "1.000", "1.000", "2", "0", "0")
    assert cells["relations"] == ("–", "–", "–", "0", "0", "0")
    by_kind = dict(zip(KIND_COLUMNS, kind_cells(scores), strict=True))
    assert (by_kind["names"], by_kind["relations"]) == ("1.000", "–")
    nothing = make_record("", {})
    assert {row_cells(row)[:3] for row in rows(score([nothing], [nothing]))} == {("–", "–", "–")}


def test_what_was_only_missed_or_only_wrong_is_nought() -> None:
    nothing = {**GOLD, "entities": [], "relations": []}
    for scores in (score([GOLD], [nothing]), score([nothing], [GOLD])):
        cells = {row.name: row_cells(row)[:3] for row in rows(scores)}
        assert cells["names"] == cells["relations"] == cells["coreference, B-cubed"] == ("0.000",) * 3


@pytest.fixture
def shipped_schema_after():
    yield
    use_schema(default_schema())


@pytest.mark.usefixtures("shipped_schema_after")
def test_a_predicted_file_is_compared_by_the_users_schema(tmp_path: Path) -> None:
    """A type of the user's without direction holds both ways round, and is known."""
    met = {"subject": ["Unit"], "object": ["Unit"], "directed": False, "description": "met"}
    schema = extend_schema({"relations": {"MET": met}}, names={}, where="kgbuild.toml")
    entities = {"a": ("Unit", ["Tarn Brigade"]), "b": ("Unit", ["Isar Corps"])}
    forth, back = (
        make_record(TEXT, entities, [{"type": "MET", "head": head, "tail": tail}])
        for head, tail in (("a", "b"), ("b", "a"))
    )
    files = [write(tmp_path / "gold.jsonl", forth), write(tmp_path / "predicted.jsonl", back)]
    examination = examine(files[0], predicted=files[1], config=Config(schema=schema))
    assert examination.scores.relations.exact == Counts(1, 0, 0)
    assert not examination.mistakes and not unknown_words(examination.scores)
    examination = examine(files[0], predicted=files[1])
    assert examination.scores.relations.exact == Counts(0, 1, 1)
    assert unknown_words(examination.scores) == ["MET"]


def test_labels_and_types_that_the_schema_lacks_are_told() -> None:
    """A label written otherwise than ours is never found, however often both sides have it."""
    gold = make_record(TEXT, {"a": ("Organization", ["Tarn Brigade"]), "b": ("Unit", ["Isar Corps"])})
    assert unknown_words(score([gold], [GOLD])) == ["Organization"]
    assert unknown_words(score([GOLD], [GOLD])) == []


def test_rows_follow_the_order_of_reading() -> None:
    names = [row.name for row in rows(score([GOLD], [GOLD]))]
    assert names == [
        "names",
        "Unit",
        "names, overlapping spans",
        "Unit",
        "coreference, B-cubed",
        "coreference, LEA",
        "relations",
        "OPERATES_UNDER",
        "pairs, any type",
        "modality agrees",
        "date agrees",
        "where one is given",
        "count agrees",
        "where one is given",
        "by agrees",
        "where one is given",
        "calibration error (ECE), relations",
        "Brier score",
    ]


def test_modality_has_no_row_where_no_relation_is_right() -> None:
    assert "modality agrees" not in [row.name for row in rows(score([GOLD], []))]


def test_plain_figures_survive_json() -> None:
    plain = to_plain(score([GOLD], []))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["missing"] == ["report"]
    assert plain["names"]["labels"]["Unit"]["missed"] == 2
    assert plain["coreference"]["lea"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert plain["relations"]["types"]["OPERATES_UNDER"]["recall"] == 0.0
    assert plain["modality"] is None


def test_plain_figures_have_attributes_confusion_and_calibration() -> None:
    plain = to_plain(score([GOLD], [GOLD]))
    assert plain["names"]["overlapping"]["labels"]["Unit"]["f1"] == 1.0
    assert plain["relations"]["confusion"] == [
        {"gold": "OPERATES_UNDER", "predicted": "OPERATES_UNDER", "count": 1}
    ]
    assert plain["attributes"]["date"]["agreement"] == 1.0
    calibration = plain["relations"]["calibration"]
    assert (calibration["judged"], len(calibration["bins"])) == (1, 10)
    assert calibration["error"] == pytest.approx(0.1)
    assert calibration["bins"][8]["accuracy"] == 1.0
    assert plain["names"]["calibration"]["error"] is None


def test_a_kind_has_a_cell_for_every_column() -> None:
    cells = kind_cells(score([GOLD], [GOLD]))
    assert dict(zip(KIND_COLUMNS, cells, strict=True)) == {
        "documents": "1",
        "names": "1.000",
        "overlapping": "1.000",
        "B-cubed": "1.000",
        "LEA": "1.000",
        "relations": "1.000",
        "modality": "1.000",
        "role": "–",
        "ECE, names": "–",
        "ECE, relations": "0.100",
    }


def test_an_examination_has_kinds_and_on_demand_mistakes(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {**GOLD, "kind": "order of battle"})
    examination = examine(gold, predicted=write(tmp_path / "predicted.jsonl", make_record(TEXT, {})))
    assert list(examination.kinds) == ["order of battle"]
    assert len(examination.mistakes) == 3
    assert "mistakes" not in plain_examination(examination, errors=False)
    plain = plain_examination(examination, errors=True)
    assert json.loads(json.dumps(plain)) == plain
    assert plain["mistakes"][2] == {
        "group": "missed",
        "document": "report",
        "start": 0,
        "about": "Tarn Brigade –OPERATES_UNDER→ Isar Corps",
        "expected": "Tarn Brigade –OPERATES_UNDER→ Isar Corps",
        "found": None,
        "sentence": TEXT,
    }
    assert plain["kinds"]["order of battle"]["names"]["missed"] == 2
