"""Where the entities' names stand in documents, and which entity stands at such a place."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

from kgbuild.model import Anchor

__all__ = ["anchor_at", "anchor_of", "local_at"]


def local_at(connection: sqlite3.Connection, anchor: Anchor) -> str | None:
    """The local id of the mention that overlaps the anchor most, names before others; None if there is none.

    In a document whose text has changed it is looked for where the anchor's name stands now, nearest to its place.
    """
    document = connection.execute("SELECT number, text FROM documents WHERE id = ?", (anchor.document,)).fetchone()
    if document is None:
        return None
    number, text = document
    start, end = _place_of(anchor, text)
    query = """SELECT entity FROM mentions WHERE document = ? AND start < ? AND "end" > ?
               ORDER BY kind = 'name' DESC, MIN("end", ?) - MAX(start, ?) DESC, number LIMIT 1"""
    row = connection.execute(query, (number, end, start, end, start)).fetchone()
    return None if row is None else row[0]


def anchor_at(connection: sqlite3.Connection, document: str, local: str) -> Anchor:
    """The anchor of a document's entity: its fullest name, where it first stands.

    Raises:
        KeyError: it has no mention there.
    """
    query = f"{_MENTIONS} WHERE documents.id = ? AND mentions.entity = ?"
    return _best(connection.execute(query, (document, local)), of=local)


def anchor_of(connection: sqlite3.Connection, entity: str) -> Anchor:
    """The anchor of an entity: its own name, else its fullest, where the first document first has it.

    Raises:
        KeyError: there is no such entity.
    """
    query = f"""{_MENTIONS}
                JOIN identities ON (identities.document, local) = (mentions.document, mentions.entity)
                WHERE identities.entity = ?"""
    row = connection.execute("SELECT name FROM entities WHERE id = ?", (entity,)).fetchone()
    return _best(connection.execute(query, (entity,)), of=entity, name=row[0] if row else "")


_MENTIONS = """SELECT documents.id, start, "end", kind, mentions.text
               FROM mentions JOIN documents ON documents.number = mentions.document"""
_Row = tuple[str, int, int, str, str]


def _best(rows: Iterable[_Row], *, of: str, name: str = "") -> Anchor:
    def rank(row: _Row) -> tuple[object, ...]:
        document, start, _, kind, text = row
        plain = " ".join(text.split())
        return kind != "name", plain != name, -len(plain.split()), -len(plain), plain, document, start

    best = min(rows, key=rank, default=None)
    if best is None:
        raise KeyError(of)
    document, start, end, _, text = best
    return Anchor(document, start, end, " ".join(text.split()))


def _place_of(anchor: Anchor, text: str) -> tuple[int, int]:
    """Where the anchor's name stands in the text: its place, or the nearest one; (0, 0) if it is gone."""
    if " ".join(text[anchor.start : anchor.end].split()) == anchor.name:
        return anchor.start, anchor.end
    return min(_places(anchor.name, text), key=lambda place: abs(place[0] - anchor.start), default=(0, 0))


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    pattern = r"\s+".join(map(re.escape, name.split()))
    return (found.span() for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text))
