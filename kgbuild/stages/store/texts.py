"""Which stored documents are one publication: a new text is compared only with what may be like it."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Collection, Iterable

from kgbuild.stages.store.publications import Print, groups, print_of

__all__ = ["compare_texts", "forget_text"]


def compare_texts(connection: sqlite3.Connection) -> None:
    """Find out which documents are one publication, as far as they have come or gone since the last time."""
    _mend(connection)
    query = "SELECT number FROM documents WHERE number NOT IN (SELECT document FROM signatures) ORDER BY number"
    for (number,) in connection.execute(query).fetchall():
        _add(connection, number)


def forget_text(connection: sqlite3.Connection, document: int) -> None:
    """Take out what a document is found by, before it is deleted; what it held together is looked at later."""
    row = connection.execute("SELECT bands FROM signatures WHERE document = ?", (document,)).fetchone()
    if row is not None:
        bands = [(band, document) for band in _unpacked(row[0])]
        connection.executemany("DELETE FROM bands WHERE band = ? AND document = ?", bands)
    connection.execute(
        'INSERT OR IGNORE INTO broken_groups SELECT "group" FROM publications WHERE document = ?', (document,)
    )


def _mend(connection: sqlite3.Connection) -> None:
    """Group the others anew of publications that have lost a text."""
    for (group,) in connection.execute('SELECT "group" FROM broken_groups').fetchall():
        query = """SELECT number, text FROM publications JOIN documents ON number = document
                   WHERE "group" = ? ORDER BY number"""
        texts = [(str(number), text) for number, text in connection.execute(query, (group,))]
        found: dict[int, list[int]] = {}
        for number, part in groups(texts).items():
            found.setdefault(part, []).append(int(number))
        # Parts are called by their first documents; by which nothing else is called, for all were of one group.
        for members in found.values():
            _regroup(connection, members, group=min(members))
    connection.execute("DELETE FROM broken_groups")


def _add(connection: sqlite3.Connection, document: int) -> None:
    (text,) = connection.execute("SELECT text FROM documents WHERE number = ?", (document,)).fetchone()
    own = print_of(text)
    like = _like(connection, own)
    connection.execute("INSERT INTO signatures VALUES (?, ?, ?)", (document, own.digest, _packed(own.bands)))
    connection.executemany("INSERT INTO bands VALUES (?, ?)", sorted((band, document) for band in set(own.bands)))
    joined = {document, *_members(connection, like)}
    _regroup(connection, joined, group=min(joined))


def _like(connection: sqlite3.Connection, own: Print) -> set[int]:
    """Documents of the publications that a text belongs to, one at least of each."""
    query = "SELECT document FROM signatures WHERE digest = ? LIMIT 1"
    same = {document for (document,) in connection.execute(query, (own.digest,))}
    if same:
        return same  # it has been compared with all others
    marks = ", ".join("?" * len(own.bands))
    # One document of each text.
    query = f"""SELECT MIN(document), text FROM bands JOIN signatures USING (document)
                JOIN documents ON number = document WHERE band IN ({marks}) GROUP BY digest"""
    return {document for document, text in connection.execute(query, own.bands) if own.is_like(print_of(text))}


def _members(connection: sqlite3.Connection, documents: Iterable[int]) -> set[int]:
    """All documents of the groups of some."""
    query = """SELECT document FROM publications
               WHERE "group" = (SELECT "group" FROM publications WHERE document = ?)"""
    return {one for document in documents for (one,) in connection.execute(query, (document,))}


def _regroup(connection: sqlite3.Connection, documents: Collection[int], *, group: int) -> None:
    connection.executemany(
        """INSERT INTO publications VALUES (?, ?)
           ON CONFLICT (document) DO UPDATE SET "group" = excluded."group"
           WHERE "group" != excluded."group" """,
        [(document, group) for document in sorted(documents)],
    )


def _packed(bands: Collection[int]) -> bytes:
    return struct.pack(f"<{len(bands)}q", *bands)


def _unpacked(bands: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(bands) // 8}q", bands)
