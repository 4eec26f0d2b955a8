from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import GoldError
from kgbuild.evaluate import read_annotated, to_document
from tests.factories import make_record

RECORD = make_record("Ann Roe left.", {"e1": ("Person", ["Ann Roe"])})
SETS = sorted((Path(__file__).parents[3] / "shared" / "data").glob("*.jsonl"))


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def entity(**fields: Any) -> dict[str, Any]:
    return {**RECORD["entities"][0], **fields}


def mention(**fields: Any) -> dict[str, Any]:
    return entity(mentions=[{"start": 0, "end": 7, "kind": "name", **fields}])


def claiming(**fields: Any) -> dict[str, Any]:
    return {**RECORD, "relations": [{"type": "KILLED", "head": "e1", "tail": "e1", **fields}]}


def test_what_is_not_known_may_be_null(tmp_path: Path) -> None:
    record = {**claiming(role=None, by=None, confidence=None, evidence=None), "sentences": None, "kind": None}
    assert read_annotated(write(tmp_path / "gold.jsonl", record)) == [record]


def test_two_entities_may_have_a_mention_in_one_place(tmp_path: Path) -> None:
    shared = {**RECORD, "entities": [entity(), entity(id="e2")]}  # Re-DocRED has such
    assert read_annotated(write(tmp_path / "gold.jsonl", shared)) == [shared]


@pytest.mark.skipif(not SETS, reason="no ../shared with annotated sets")
@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_every_annotated_set_is_read(file: Path) -> None:
    assert len(read_annotated(file)) == file.read_bytes().count(b"\n")


def test_records_are_read_in_order_and_blank_lines_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    second = {**RECORD, "id": "second"}
    path.write_text(f"\ufeff{json.dumps(second)}\n\n{json.dumps(RECORD)}\n", encoding="utf-8")
    assert read_annotated(path) == [second, RECORD]


def test_a_line_may_hold_every_character_but_a_line_feed(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    text = "Ann Roe left.\u2028Then\x85Bob."
    path.write_text(json.dumps({**RECORD, "text": text}, ensure_ascii=False), encoding="utf-8")
    assert read_annotated(path)[0]["text"] == text


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ([], "not a JSON object"),
        ({**RECORD, "id": None}, "a document needs 'id', a text"),
        ({**RECORD, "text": 3}, "a document needs 'text', a text"),
        ({**RECORD, "entities": None}, "a document needs 'entities', a list"),
        ({**RECORD, "entities": ["e1"]}, "an entity is not a JSON object"),
        ({**RECORD, "entities": [entity(name=None)]}, "an entity needs 'name', a text"),
        ({**RECORD, "entities": [entity(mentions=[])]}, "entity 'e1' has no mentions"),
        ({**RECORD, "entities": [entity(), entity()]}, "two entities have the same id"),
        ({**RECORD, "entities": [mention(start="0")]}, "a mention of 'e1' needs 'start', a whole number"),
        ({**RECORD, "entities": [mention(start=7)]}, "a mention of 'e1' lies outside the text or is empty"),
        ({**RECORD, "entities": [mention(end=99)]}, "a mention of 'e1' lies outside the text or is empty"),
        ({**RECORD, "entities": [mention(kind="verb")]}, "a mention of 'e1' is of the unknown kind 'verb'"),
        ({**RECORD, "relations": {}}, "'relations' is neither a list nor null"),
        ({**RECORD, "relations": [{"type": "KILLED"}]}, "a relation needs 'head', a text"),
        (
            {**RECORD, "relations": [{"type": "KILLED", "head": "e1", "tail": "e2"}]},
            "a relation joins 'e2', but no entity has that id",
        ),
        (
            {**RECORD, "ignored": [[3]]},
            r"the ignored span \[3\] is not \[start, end, reason\] within the text",
        ),
        ({**RECORD, "ignored": [[3, 99]]}, r"the ignored span \[3, 99\] is not"),
        ({**RECORD, "sentences": [[0, 99]]}, r"'sentences' has \[0, 99\], which is not \[start, end\] within the"),
        ({**RECORD, "kind": 3}, "a document needs 'kind', a text"),
        ({**RECORD, "text": "Ann Roe left.\ud800"}, "it holds half of a character"),
        ({**RECORD, "entities": [entity(name="Ann\udc80")]}, "it holds half of a character"),
        ({**RECORD, "entities": [entity(label_alt="Unit")]}, "'label_alt' is neither a list nor null"),
        ({**RECORD, "entities": [entity(label_alt=[3])]}, "'label_alt' is not a list of texts"),
        (claiming(type_alt=3), "'type_alt' is neither a list nor null"),
        (claiming(modality="maybe"), "a relation has the unknown modality 'maybe'"),
        (claiming(by="e9"), "a relation is said by 'e9', but no entity has that id"),
        ({**RECORD, "entities": [entity(confidence="high")]}, "the confidence of entity 'e1' is 'high', not a"),
        ({**RECORD, "entities": [mention(confidence=1.5)]}, "the confidence of a mention of 'e1' is 1.5, not a"),
        (claiming(confidence=-1), "the confidence of a relation is -1, not a number between 0 and 1"),
        (claiming(role=3), "a relation needs 'role', a text"),
        (claiming(evidence=[[0]]), r"'evidence' has \[0\], which is not"),
        (claiming(evidence=7), "'evidence' is neither a list nor null"),
        (RECORD, "a second document is called 'report'"),
    ],
)
def test_what_breaks_the_format_is_named_with_file_and_line(
    tmp_path: Path, broken: object, complaint: str
) -> None:
    path = write(tmp_path / "gold.jsonl", RECORD, broken)
    with pytest.raises(GoldError, match=f"gold.jsonl, line 2: {complaint}"):
        read_annotated(path)


@pytest.mark.parametrize("line", ["{", "[" * 100_000], ids=["cut off", "bottomless"])
def test_a_line_that_is_not_json_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl, line 1: not JSON"):
        read_annotated(path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"\n", "holds no documents"), (b"\xff\xfe\x00", "is not UTF-8 text")],
    ids=["empty", "not text"],
)
def test_a_file_that_cannot_hold_documents_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=rf"gold\.jsonl {complaint}"):
        read_annotated(path)


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"cannot read .*gold\.jsonl"):
        read_annotated(tmp_path / "gold.jsonl")


def test_a_document_keeps_nothing_of_its_annotations() -> None:
    record = {
        **RECORD,
        "title": "",
        "date": "2019-03-04",
        "source": "a paper",
        "ignored": [[0, 3, "caption"]],
    }
    document = to_document(record)
    assert (document.id, document.text, document.reading) == ("report", "Ann Roe left.", "Ann Roe left.")
    assert (document.title, document.published, document.source) == (None, "2019-03-04", "a paper")
    assert document.ignored == ()
