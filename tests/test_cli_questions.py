"""What a person at the command line sees of `write`, `query`, `check` and `ingest --annotated`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from kgbuild.cli import main
from tests.factories import make_record

Captured = pytest.CaptureFixture[str]
TEXT = "Col. Ada Stone commands the 9th Brigade. Ben Reed heads the 9th Brigade.\nIt is in [red] Port Ember."
ENTITIES = {
    "e1": ("Person", ["Ada Stone"]),
    "e2": ("Person", ["Ben Reed"]),
    "e3": ("Unit", ["9th Brigade", "It"]),
    "e4": ("Place", ["Port Ember"]),
}


def claim(type: str, head: str, tail: str, quote: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"type": type, "head": head, "tail": tail, "evidence": [[start, start + len(quote)]], **fields}


RELATIONS = (
    claim("COMMANDS", "e1", "e3", "Col. Ada Stone commands the 9th Brigade.", rank="Col."),
    claim("COMMANDS", "e2", "e3", "Ben Reed heads the 9th Brigade.", role="head"),
    claim("LOCATED_IN", "e3", "e4", "It is in [red] Port Ember."),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(make_record(TEXT, ENTITIES, RELATIONS, date="2020-06-15")), encoding="utf-8")
    return file


@pytest.fixture
def stored(gold: Path, capsys: Captured) -> None:
    """A workspace with what `gold` states."""
    assert main(["ingest", "--annotated", "gold.jsonl", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def complaints(capsys: Captured) -> list[str]:
    lines = capsys.readouterr().err.splitlines()
    return [line for line in lines if line.split(":")[0] in ("error", "hint", "note")]


# ingest --annotated


def test_annotated_documents_are_ingested_once(gold: Path, capsys: Captured) -> None:
    for read, unchanged in ((1, 0), (0, 1)):
        assert main(["ingest", "--annotated", "gold.jsonl"]) == 0
        words = capsys.readouterr().out.split()
        assert words[:5] == ["documents", "read", str(read), "unchanged", str(unchanged)]
        assert "COMMANDS" in words
    changed = json.loads(gold.read_text(encoding="utf-8"))
    changed["relations"].pop()
    gold.write_text(json.dumps(changed), encoding="utf-8")
    assert main(["ingest", "--annotated", "gold.jsonl"]) == 0
    output = capsys.readouterr().out
    assert output.split()[2] == "1" and "LOCATED_IN" not in output


def test_a_broken_line_is_skipped(gold: Path, capsys: Captured) -> None:
    gold.write_text(gold.read_text(encoding="utf-8") + "\n{}\n", encoding="utf-8")
    assert main(["ingest", "--annotated", "gold.jsonl"]) == 1
    output, errors = capsys.readouterr()
    assert "skipped gold.jsonl, line 2: 'id' is missing" in errors
    assert output.split()[:3] == ["documents", "read", "1"]


def test_no_annotated_files_at_all(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["ingest", "--annotated", "empty"]) == 2
    assert complaints(capsys) == ["error: nothing to read in empty", "hint: give .jsonl files"]


# write


@pytest.mark.usefixtures("stored")
def test_the_graph_is_written_the_same_each_time(capsys: Captured) -> None:
    for file in ("one.jsonl", "two.jsonl"):
        assert main(["write", "jsonl", file]) == 0
        assert capsys.readouterr().out.split() == ["outputs", "jsonl", file]
    written = Path("one.jsonl").read_text(encoding="utf-8")
    assert Path("two.jsonl").read_text(encoding="utf-8") == written
    assert main(["write", "jsonl", "-"]) == 0
    assert capsys.readouterr().out == written
    kinds = [json.loads(line)["record"] for line in written.splitlines()]
    assert kinds == ["document", *["entity"] * 4, *["edge"] * 3, *["claim"] * 3]


@pytest.mark.parametrize(("arguments", "code"), [(["xml", "graph.xml"], 2), (["jsonl", "no/graph.jsonl"], 5)])
@pytest.mark.usefixtures("stored")
def test_what_cannot_be_written(arguments: list[str], code: int) -> None:
    assert main(["write", *arguments]) == code


@pytest.mark.parametrize(
    "command", [["write", "jsonl", "-"], ["check"], ["query", "postings", "--param", "person=x"]]
)
def test_without_a_workspace_there_is_nothing_to_ask(command: list[str], capsys: Captured) -> None:
    assert main(command) == 3
    assert complaints(capsys)[0] == "error: there is no workspace at kgbuild.db"
    assert not Path("kgbuild.db").exists()


# query

ASK = ["query", "commanders", "--param", "unit=9th brigade", "--param", "date=2020-06-15"]


@pytest.mark.usefixtures("stored")
def test_an_answer_as_a_table(capsys: Captured) -> None:
    assert main([*ASK, "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["person", "unit", "role", "rank"]
    assert lines[1].startswith("Ada Stone") and "Col. Ada Stone commands the 9th Brigade." in lines[1]
    assert "published" in lines[1] and "report" in lines[1]
    assert len(lines) == 3


@pytest.mark.usefixtures("stored")
def test_an_answer_as_csv_and_as_json(capsys: Captured) -> None:
    assert main([*ASK, "--format", "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main([*ASK, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert table == [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    assert [row["person"] for row in rows] == ["Ada Stone", "Ben Reed"]


def test_a_cell_of_csv_is_no_formula(gold: Path, capsys: Captured) -> None:
    text = "=1+1 commands the 9th Brigade."
    relation = {"type": "COMMANDS", "head": "e1", "tail": "e2", "evidence": [[0, len(text)]], "confidence": 0.5}
    record = make_record(text, {"e1": ("Person", ["=1+1"]), "e2": ("Unit", ["9th Brigade"])}, [relation])
    gold.write_text(json.dumps(record), encoding="utf-8")
    assert main(["ingest", "--annotated", "gold.jsonl", "--quiet"]) == 0
    assert main(["query", "who-commands-what", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["person"] == "'=1+1"


@pytest.mark.usefixtures("stored")
def test_a_quote_is_no_markup(capsys: Captured) -> None:
    asked = ["entity=9th Brigade", "from=2020", "to=2021"]
    assert main(["query", "whereabouts", *(part for one in asked for part in ("--param", one))]) == 0
    assert "It is in [red] Port Ember." in capsys.readouterr().out


@pytest.mark.usefixtures("stored")
def test_no_answer_says_so(capsys: Captured) -> None:
    assert main(["query", "commanders", "--param", "unit=9th Brigade", "--param", "date=1999"]) == 0
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.splitlines()[-1].startswith("nothing found")
    assert (
        main(["query", "commanders", "--param", "unit=9th Brigade", "--param", "date=1999", "--format", "json"])
        == 0
    )
    assert capsys.readouterr().out == "[]\n"


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["commander"], "error: there is no question 'commander'"),
        (["commanders"], "error: commanders needs unit and date"),
        (["postings", "--param", "person"], "error: --param person has no value"),
        (["postings", "--param", "person=a", "--param", "person=b"], "error: --param person is given twice"),
        (["postings", "--param", "person=nobody"], "error: the graph has no entity called 'nobody'"),
    ],
)
def test_a_question_that_cannot_be_asked(arguments: list[str], error: str, capsys: Captured) -> None:
    assert main(["query", *arguments]) == 2
    said = complaints(capsys)
    assert said[0] == error
    assert said[1].startswith("hint: ")


@pytest.mark.usefixtures("stored")
def test_neo4j_without_a_password_is_an_error(capsys: Captured) -> None:
    assert main([*ASK, "--neo4j", "bolt://localhost:7687"]) == 2
    assert complaints(capsys)[0] == "error: no password for Neo4j is given"


def test_the_style_sheet_has_the_labels_of_the_settings(capsys: Captured) -> None:
    Path("kgbuild.toml").write_text(
        '[labels.Operation]\ncolour = "#b07aa1"\ndescription = "a named campaign"\n', encoding="utf-8"
    )
    assert main(["query", "--style"]) == 0
    assert json.loads(capsys.readouterr().out)["node.Operation"]["color"] == "#b07aa1"


@pytest.mark.usefixtures("stored")
def test_who_was_asked_about_in_vain_is_told(capsys: Captured) -> None:
    assert main(["query", "postings", "--param", "person=Port Ember"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[-2].startswith("note: person is e") and said[-2].endswith(" (Place)")
    assert said[-1] == "nothing found"


@pytest.mark.usefixtures("stored")
def test_more_rows_than_the_limit_are_told(capsys: Captured) -> None:
    assert main(["query", "most-cited", "--param", "limit=1"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "note: there are more rows; a `limit` above 1 gives them"
    assert main(["query", "most-cited", "--param", "limit=1", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


# check


@pytest.mark.usefixtures("stored")
def test_contradictions_are_listed_with_both_quotes(capsys: Captured) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "contradictions: 1"
    assert lines[2] == "two commanders: Ada Stone and Ben Reed both head 9th Brigade, 2020-06-15"
    assert lines[3].endswith("Ada Stone COMMANDS 9th Brigade (report, 2020-06-15, asserted, Col.)")
    assert lines[4] == "    Col. Ada Stone commands the 9th Brigade."
    assert lines[6] == "    Ben Reed heads the 9th Brigade."


@pytest.mark.usefixtures("stored")
def test_contradictions_as_json(capsys: Captured) -> None:
    assert main(["check", "--format", "json"]) == 0
    (conflict,) = json.loads(capsys.readouterr().out)
    assert conflict["rule"] == "two commanders"
    assert [side["subject"] for side in conflict["claims"]] == ["Ada Stone", "Ben Reed"]
