"""A workspace of an earlier version opens as if it had always been of this one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kgbuild.errors import WorkspaceError
from kgbuild.model import Resolution
from kgbuild.stages.store import connection as opening
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_claim, make_extraction

# As version 1 was, but for its comments and its word about itself.
VERSION_1 = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta VALUES ('about', 'a kgbuild workspace');

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    text TEXT NOT NULL,
    title TEXT,
    source TEXT,
    published TEXT,
    path TEXT,
    ignored TEXT NOT NULL,
    reading TEXT
) STRICT;

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    entity TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT NOT NULL,
    modality TEXT NOT NULL,
    confidence REAL NOT NULL,
    role TEXT,
    rank TEXT,
    count TEXT,
    date TEXT,
    date_from TEXT,
    date_to TEXT,
    "by" TEXT
) STRICT;

CREATE INDEX claims_of_document ON claims (document);

CREATE TABLE evidence (
    claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identities (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    local TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entities (id),
    PRIMARY KEY (document, local)
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_of_entity ON identities (entity);
"""
ROWS = """
INSERT INTO documents VALUES
    (7, 'monday', 'f1', 'Tarn Brigade. Isar Corps. ', NULL, NULL, '2021-03-01', NULL, '[]', NULL);
INSERT INTO mentions VALUES (7, 0, 0, 12, 'name', 'Unit', 'Tarn Brigade', 'e1', 1.0);
INSERT INTO mentions VALUES (7, 1, 14, 24, 'name', 'Unit', 'Isar Corps', 'e2', 1.0);
INSERT INTO claims VALUES
    (1, 'c1', 7, 'PART_OF', 'e1', 'e2', 'asserted', 0.5, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO evidence VALUES (1, 0, 0, 24, 'Tarn Brigade. Isar Corps');
INSERT INTO entities VALUES ('a', 'Unit', 'Tarn Brigade', '["the Tarn"]'), ('b', 'Unit', 'Isar Corps', '[]');
INSERT INTO identities VALUES (7, 'e1', 'a'), (7, 'e2', 'b');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace as kgbuild 0.2 left it."""
    path = tmp_path / "kgbuild.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1 + ROWS)
        connection.execute(f"PRAGMA application_id = {int.from_bytes(b'kgbd', 'big')}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    return path


def shape_of(path: Path) -> dict[str, object]:
    """The tables' columns, keys and indexes, whatever the words that made them."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        pragmas = ("table_info", "foreign_key_list", "index_list")
        shape: dict[str, object] = {
            name: [sorted(connection.execute(f"PRAGMA {pragma}({name})")) for pragma in pragmas] for name in names
        }
        shape["strict"] = sorted(connection.execute("SELECT name, wr, strict FROM pragma_table_list"))
        shape["meta"] = sorted(key for (key,) in connection.execute("SELECT key FROM meta"))
        shape["version"] = connection.execute("PRAGMA user_version").fetchone()
        return shape


def test_it_has_the_tables_of_a_new_one(path: Path, tmp_path: Path) -> None:
    Workspace.open(path).close()
    Workspace.open(tmp_path / "new.db").close()
    assert shape_of(path) == shape_of(tmp_path / "new.db")


def test_it_keeps_all_it_held(path: Path) -> None:
    with Workspace.open(path) as workspace:
        graph = workspace.graph()
        assert [(one.id, one.name, one.aliases, one.attributes) for one in graph.entities] == [
            ("a", "Tarn Brigade", ("the Tarn",), {}),
            ("b", "Isar Corps", (), {}),
        ]
        (edge,) = graph.edges
        assert (edge.type, edge.subject, edge.object, edge.publications) == ("PART_OF", "a", "b", 1)
        assert workspace.identities() == {("monday", "e1"): "a", ("monday", "e2"): "b"}
        assert workspace.fingerprint("monday") == "f1"


def test_what_it_held_is_older_than_what_is_new(path: Path) -> None:
    with Workspace.open(path) as workspace:
        claim = make_claim("PART_OF", "e1", "e2")
        workspace.put(make_extraction({"e1": ["Loire Brigade"], "e2": ["Isar Corps"]}, [claim]), fingerprint="f")
        identities = {**workspace.identities(), ("report", "e1"): "z", ("report", "e2"): "b"}
        workspace.assign(Resolution(identities, {id: ("Unit", id, ()) for id in "abz"}))
        ages = workspace.ages()
    assert ages["a"] == ages["b"] < ages["z"]


def test_opening_it_twice_is_opening_it_once(path: Path) -> None:
    Workspace.open(path).close()
    with Workspace.open(path) as workspace:
        graph = workspace.graph()
    with Workspace.open(path) as workspace:
        assert workspace.graph() == graph


def test_a_migration_that_fails_leaves_it_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shape_of(path)

    def statements(script: str) -> Iterator[str]:
        yield from split(script)
        raise sqlite3.OperationalError("the power went")

    split = opening._statements
    monkeypatch.setattr(opening, "_statements", statements)
    with pytest.raises(WorkspaceError):
        Workspace.open(path)
    assert shape_of(path) == before
    monkeypatch.undo()
    with Workspace.open(path) as workspace:
        assert len(workspace.graph().entities) == 2
