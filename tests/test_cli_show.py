"""What a person at the command line sees of `show`, and of `query` without a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild.cli import main
from tests.factories import make_record

Captured = pytest.CaptureFixture[str]
TEXT = "Col. Ada Stone commands the 9th Brigade."
ENTITIES = {"e1": ("Person", ["Ada Stone"]), "e2": ("Unit", ["9th Brigade"])}
RELATION = {"type": "COMMANDS", "head": "e1", "tail": "e2", "evidence": [[0, len(TEXT)]], "rank": "Col."}


@pytest.fixture
def stored(tmp_path: Path, capsys: Captured) -> None:
    """A workspace with one claim."""
    record = make_record(TEXT, ENTITIES, [RELATION], date="2020-06-15")
    (tmp_path / "gold.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert main(["ingest", "--annotated", "gold.jsonl", "--quiet"]) == 0
    capsys.readouterr()


@pytest.mark.usefixtures("stored")
def test_an_entity_its_claim_and_its_document(capsys: Captured) -> None:
    assert main(["show", "9th brigade", "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("9th Brigade (Unit, e")
    assert "  Ada Stone commands 9th Brigade: 1 claim in 1 publication, 2020-06-15, confidence 1.00" in lines
    assert main(["show", "9th brigade", "--format", "json", "--quiet"]) == 0
    entity = json.loads(capsys.readouterr().out)
    (edge,) = entity["edges"]
    assert (entity["kind"], edge["quote"]) == ("entity", TEXT)
    assert main(["show", edge["claim"], "--quiet"]) == 0
    assert f"  0–{len(TEXT)}: {TEXT}" in capsys.readouterr().out.splitlines()
    assert main(["show", "report", "--quiet"]) == 0
    assert "  9th Brigade (Unit, " in capsys.readouterr().out


@pytest.mark.usefixtures("stored")
def test_what_is_not_there(capsys: Captured) -> None:
    assert main(["show", "10th Brigade", "--quiet"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == "error: the graph has no entity called '10th Brigade'"


def test_without_a_name_all_questions_are_listed(capsys: Captured) -> None:
    assert main(["query"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (commanders,) = (line for line in lines if line.startswith("commanders "))
    assert commanders.split()[:4] == ["commanders", "unit", "date", "[limit]"]
    assert "Who commanded a unit on a day" in commanders
    assert len(lines) > 25


@pytest.mark.parametrize("command", [["show", "u1"], ["query", "gaps"]])
def test_a_graph_is_chosen_only_where_neo4j_is_asked(command: list[str], capsys: Captured) -> None:
    assert main([*command, "--workspace", "w1"]) == 2
    assert "hint: add --neo4j URI" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["show", "u1"], ["query", "gaps"]])
def test_neo4j_is_asked_without_a_workspace(
    command: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "a-password")
    assert main([*command, "--neo4j", "bolt://127.0.0.1:1"]) == 4
    assert capsys.readouterr().err.startswith("error: no Neo4j server answers at bolt://127.0.0.1:1")
