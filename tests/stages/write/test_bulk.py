from __future__ import annotations

import csv
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, OutputError
from kgbuild.model import Graph
from kgbuild.projection import Whole
from kgbuild.schema import Schema, default_schema
from kgbuild.stages.write import bulk, write_bulk
from tests.factories import make_claim, make_document, make_entity, make_graph

GRAPH = make_graph(
    [
        make_entity(
            "e1", 'The "9th" Brigade, Coast', aliases=("9 Bde", "Ninth\nBrigade"), attributes={"number": "9"}
        ),
        make_entity("e2", "Port Ember", label="Place", attributes={"lat": "1.5", "geonames": "42"}),
    ],
    [make_claim("DEPLOYED_TO", "e1", "e2", quote="It went; so they say.", role="", by="e2")],
    documents=[make_document(title="A move")],
)
SEP = "\x1f"


def written(graph: Graph, folder: Path, *, schema: Schema | None = None) -> dict[str, list[list[str]]]:
    """The cells of each file."""
    write_bulk(Whole(graph), folder, schema=schema or default_schema(), workspace="w1", file="kgbuild.db")
    return {path.stem: read(path) for path in folder.glob("*.csv")}


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_each_kind_has_a_file_with_a_typed_header(tmp_path: Path):
    files = written(GRAPH, tmp_path)

    assert {name: len(rows) - 1 for name, rows in files.items()} == {
        "meta": 2,
        "documents": 1,
        "entities": 2,
        "claims": 1,
        "mentions": 2,
        "edges": 1,
        "evidence": 1,
        "sides": 3,
    }
    assert files["entities"][0] == [
        "id:ID(Entity)",
        ":LABEL",
        "geonames:string",
        "lat:double",
        "number:string",
        "name:string",
        "aliases:string[]",
        "mentions:long",
        "merged_ids:string[]",
        "workspace:string",
        "kgbuild:string",
    ]
    assert files["entities"][1][:8] == [
        "e1",
        f"Entity{SEP}Unit",
        "",
        "",
        "9",
        'The "9th" Brigade, Coast',
        f"9 Bde{SEP}Ninth\nBrigade",
        "1",
    ]
    assert files["edges"][1][:3] == ["e1", "e2", "DEPLOYED_TO"]
    assert [row[:3] for row in files["sides"][1:]] == [
        ["c1", "e1", "SUBJECT"],
        ["c1", "e2", "OBJECT"],
        ["c1", "e2", "SAID_BY"],
    ]


def test_empty_text_is_quoted_and_what_is_absent_is_not(tmp_path: Path):
    written(GRAPH, tmp_path)

    header, line = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()
    cells = dict(zip(header.split(","), line.split(","), strict=True))
    assert cells['"role:string"'] == '""'
    assert cells['"rank:string"'] == ""


def test_lists_are_divided_by_what_stands_in_no_text(tmp_path: Path):
    graph = make_graph([make_entity("e1", f"A{SEP}B", aliases=("x", "y"))])

    command = write_bulk(Whole(graph), tmp_path, schema=default_schema(), workspace="w1", file="")

    assert "--array-delimiter=U+001E" in shlex.split(command)
    assert read(tmp_path / "entities.csv")[1][3] == "x\x1ey"


def test_long_texts_ask_for_a_larger_buffer(tmp_path: Path):
    graph = make_graph([make_entity("e1", "A" * (3 << 20))])

    command = write_bulk(Whole(graph), tmp_path, schema=default_schema(), workspace="w1", file="")

    assert "--read-buffer-size=13m" in shlex.split(command)


def test_command_stands_in_the_folder_and_names_every_file(tmp_path: Path):
    command = write_bulk(Whole(GRAPH), tmp_path, schema=default_schema(), workspace="w1", file="")

    assert (tmp_path / "import.txt").read_text(encoding="utf-8").splitlines()[-1] == command
    named = {word.partition("=")[2] for word in shlex.split(command) if word.endswith(".csv")}
    assert named == {path.name for path in tmp_path.glob("*.csv")}


def test_same_graph_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        written(GRAPH, tmp_path / name)

    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_broken_off_it_leaves_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written(GRAPH, tmp_path)
    monkeypatch.setattr(bulk, "_relationship_lines", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        written(GRAPH, tmp_path)

    assert not (tmp_path / "import.txt").exists()


def test_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(OutputError, match="cannot write to"):
        written(GRAPH, tmp_path / "file")


def test_words_that_the_schema_lacks_are_refused(tmp_path: Path):
    small = replace(default_schema(), relations={})

    with pytest.raises(ConfigError, match="'DEPLOYED_TO', which the schema does not have"):
        written(GRAPH, tmp_path / "new", schema=small)

    assert not (tmp_path / "new").exists()
