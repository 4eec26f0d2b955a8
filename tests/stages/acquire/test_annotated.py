from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgbuild.model import Claim, Document, Evidence, Extraction, Ignored, Mention, Skipped
from kgbuild.stages.acquire import Annotated, find_annotated, read_annotated
from kgbuild.stages.write import to_line
from tests.factories import make_record

TEXT = "PHOTO\nAnn Roe led the Tarn Brigade. She was its chief."
ENTITIES = {"e1": ("Person", ["Ann Roe", "She"]), "e2": ("Unit", ["Tarn Brigade"])}
RELATION = {"type": "COMMANDS", "head": "e1", "tail": "e2", "evidence": [[6, 35]]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


def read(file: Path, *records: object) -> list[Annotated | Skipped]:
    lines = (one if isinstance(one, str) else json.dumps(one) for one in records)
    file.write_text("\n".join(lines), encoding="utf-8")
    return list(read_annotated(file))


def taken(file: Path, record: object) -> Extraction:
    (one,) = read(file, record)
    assert isinstance(one, Annotated), one
    return one.extraction


def test_a_document_is_taken_as_it_is(file: Path) -> None:
    record = make_record(TEXT, ENTITIES, [RELATION], date="2020-06-01", title="", ignored=[[0, 5, "a photo"]])
    extraction = taken(file, record)
    assert extraction.document == Document(
        "report",
        TEXT,
        published="2020-06-01",
        path=f"{file.as_posix()}#report",
        ignored=(Ignored(0, 5, "a photo"),),
    )
    assert extraction.mentions == (
        Mention(6, 13, "name", "Person", "Ann Roe", "e1"),
        Mention(22, 34, "name", "Unit", "Tarn Brigade", "e2"),
        Mention(36, 39, "pronoun", "Person", "She", "e1"),
    )
    assert extraction.claims == (
        Claim("COMMANDS", "e1", "e2", (Evidence(6, 35, "Ann Roe led the Tarn Brigade."),)),
    )


def test_what_extract_prints_is_read_back_the_same(file: Path) -> None:
    written = Extraction(
        Document("a/b", TEXT, "T", "S", "2020-01-02", f"{file.as_posix()}#a/b", (Ignored(0, 5, "a photo"),)),
        (
            Mention(6, 13, "name", "Person", "Ann Roe", "e7", 0.5),
            Mention(18, 34, "nominal", "Unit", "the Tarn Brigade", "e2", 0.25),
        ),
        (
            Claim(
                "COMMANDS", "e7", "e2", (Evidence(6, 35, TEXT[6:35]), Evidence(36, 54, TEXT[36:54])), "past", 0.75,
                "chief", "Gen.", "one", "in May", "2019-05", "2019-06-01", "e7",
            ),
        ),
        ((6, 35), (36, 54)),
    )  # fmt: skip
    assert taken(file, to_line(written)) == written


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2020", "2020"),
        ("2020-06", "2020-06"),
        ("2020-06-01T10:00:00Z", "2020-06-01"),
        ("1 June 2020", "2020-06-01"),
        ("Not known", None),
        ("2020-13", None),
        ("", None),
    ],
)
def test_what_is_no_date_is_none(file: Path, date: str, published: str | None) -> None:
    assert taken(file, make_record(TEXT, ENTITIES, [], date=date)).document.published == published


def test_relations_that_nobody_annotated_are_none(file: Path) -> None:
    assert taken(file, make_record(TEXT, ENTITIES, None)).claims == ()


def test_another_line_has_another_digest(file: Path) -> None:
    records = [make_record(TEXT, ENTITIES, relations) for relations in ([], [RELATION])]
    digests = {one.digest for record in records for one in read(file, record) if isinstance(one, Annotated)}
    assert len(digests) == 2


def changed(**fields: Any) -> dict[str, Any]:
    return {**make_record(TEXT, ENTITIES, [RELATION]), **fields}


def relation(**fields: Any) -> dict[str, Any]:
    return changed(relations=[{**RELATION, **fields}])


def entity(**fields: Any) -> dict[str, Any]:
    return changed(
        entities=[{"id": "e1", "label": "Unit", "mentions": [{"start": 0, "end": 3}], **fields}], relations=[]
    )


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ([1], "not a JSON object"),
        (changed(id=3), "'id' is 3, not a text"),
        (changed(id=""), "empty id"),
        (changed(text=None), "'text' is missing"),
        (changed(text=" \n"), "empty text"),
        (changed(ignored=[[0, 5]]), "'ignored' has [0, 5]"),
        (changed(sentences=[[0, 999]]), "[0, 999] is not [start, end] within the text"),
        (changed(entities={}), "'entities' is {}, not a list"),
        (changed(entities=["e1"]), "'entities' has 'e1', which is not a JSON object"),
        (entity(label="Vehicle"), "'Vehicle', which the schema does not have"),
        (entity(mentions=[]), "entity 'e1' has no mentions"),
        (entity(mentions=[{"start": 5, "end": 5}]), "[5, 5] is not [start, end]"),
        (entity(mentions=[{"start": "a", "end": 5}]), "['a', 5] is not [start, end]"),
        (entity(mentions=[{"start": 0, "end": 5, "kind": "verb"}]), "unknown kind 'verb'"),
        (entity(mentions=[{"start": 0, "end": 5, "confidence": 2}]), "the confidence 2 is not"),
        (changed(entities=[entity()["entities"][0]] * 2), "'entities' has the id 'e1' twice"),
        (relation(type="LIKES"), "'LIKES', which the schema does not have"),
        (relation(tail="e9"), "names 'e9', but no entity has that id"),
        (relation(by="e9"), "names 'e9', but no entity has that id"),
        (relation(evidence=[]), "e1 COMMANDS e2 has no evidence"),
        (relation(modality="maybe"), "modality 'maybe'"),
        (relation(role=["chief"]), "'role' is ['chief'], not a text"),
        (changed(id="a\ud800b"), r"'\ud800' is half a character"),
        (relation(role="chief \udfff"), r"'\udfff' is half a character"),
    ],
)  # fmt: skip
def test_a_broken_line_is_skipped_with_a_reason_and_the_rest_goes_on(
    file: Path, record: object, reason: str
) -> None:
    skipped, good = read(file, record, changed(id="good"))
    assert isinstance(skipped, Skipped) and isinstance(good, Annotated)
    assert skipped.path == f"{file.as_posix()}, line 1"
    assert reason in skipped.reason and "\n" not in skipped.reason


def test_whole_pairs_of_surrogates_are_one_character(file: Path) -> None:
    assert taken(file, changed(title="Tarn 😀")).document.title == "Tarn 😀"  # json.dumps writes it as a pair


@pytest.mark.parametrize(("records", "how"), [(changed(), "jq -c ."), ([changed(), changed()], "jq -c '.[]'")])
def test_one_json_text_over_many_lines_is_told_once(file: Path, records: object, how: str) -> None:
    (skipped,) = read(file, json.dumps(records, indent=2))
    assert isinstance(skipped, Skipped) and skipped.path == file.as_posix()
    assert skipped.reason.startswith("one JSON text over many lines; put each document on a line")
    assert how in skipped.reason


def test_two_documents_of_one_id(file: Path) -> None:
    first, second = read(file, changed(), changed())
    assert isinstance(first, Annotated)
    assert second == Skipped(f"{file.as_posix()}, line 2", "line 1 holds a document of the same id")


def test_files_that_hold_nothing(file: Path, tmp_path: Path) -> None:
    assert [one.reason for one in read(file, "", " ") if isinstance(one, Skipped)] == [
        "no annotated document in this file; give a file of JSON Lines"
    ]
    (broken,) = read(file, "{")  # and not that it holds nothing, too
    assert isinstance(broken, Skipped) and broken.reason.startswith("not JSON")
    file.write_bytes(b"\xff\xfe\x00")
    (bad,) = read_annotated(file)
    (missing,) = read_annotated(tmp_path / "nowhere.jsonl")
    assert isinstance(bad, Skipped) and bad.reason.startswith("not UTF-8 text")
    assert isinstance(missing, Skipped) and missing.reason.startswith("cannot be read: No such file")


def test_folders_are_searched_for_files_of_lines(file: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for name in ("gold.jsonl", "more/other.jsonl", "more/report.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert find_annotated([tmp_path, file]) == [file, tmp_path / "more" / "other.jsonl"]
