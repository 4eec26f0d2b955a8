from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild.evaluate import Counts, evaluate, rows, score, to_plain
from tests.factories import make_record

TEXT = "Tarn Brigade obeys Isar Corps."
GOLD = make_record(
    TEXT,
    {"a": ("Unit", ["Tarn Brigade"]), "b": ("Unit", ["Isar Corps"])},
    [{"type": "OPERATES_UNDER", "head": "a", "tail": "b", "evidence": [[0, len(TEXT)]]}],
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


def test_rows_follow_the_order_of_reading() -> None:
    names = [row.name for row in rows(score([GOLD], [GOLD]))]
    assert names == [
        "names",
        "Unit",
        "overlapping",
        "coreference, B-cubed",
        "coreference, LEA",
        "relations",
        "OPERATES_UNDER",
        "pairs, any type",
        "modality agrees",
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
