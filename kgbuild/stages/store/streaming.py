"""The graph of a workspace, read row by row: for what must not hold it whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby

from kgbuild.model import Claim, Document, Edge, Entity, Evidence, StoredClaim
from kgbuild.schema import current_schema
from kgbuild.stages.store.graph import RESOLVED_CLAIMS, make_edge, read_entities
from kgbuild.stages.store.rows import CLAIM_COLUMNS

__all__ = ["GraphStream"]

_EdgeKey = tuple[str, str, str]
_Cited = tuple[StoredClaim, str | None, int | str]


class GraphStream:
    """What `read_graph` gives, without the documents' texts, in the same order; it holds one entity or edge.

    A `kgbuild.projection.Source`. What it reads is of one moment if a transaction is open meanwhile.
    """

    def __init__(self, connection: sqlite3.Connection, *, statuses: Mapping[str, str]) -> None:
        self._connection = connection
        self._statuses = statuses

    @property
    def documents(self) -> Iterator[Document]:
        """Every document, its text left out."""
        query = "SELECT id, title, source, published FROM documents ORDER BY id"
        for id, title, source, published in self._connection.execute(query):
            yield Document(id, "", title, source, published)

    @property
    def entities(self) -> Iterator[Entity]:
        """Every entity that is mentioned."""
        return read_entities(self._connection)

    @property
    def edges(self) -> Iterator[Edge]:
        """Every edge; rejected claims make none."""
        for key, of_edge in groupby(self._cited(), key=lambda one: one[0]):
            yield make_edge(key, [cited for _, cited in of_edge])

    @property
    def redirects(self) -> Iterator[tuple[str, str]]:
        """(entity, id that was merged into it)."""
        return self._connection.execute("SELECT entity, id FROM redirects ORDER BY entity, id")

    @property
    def size(self) -> int:
        """How many documents, entities and claims are stored."""
        query = """SELECT (SELECT COUNT(*) FROM documents) + (SELECT COUNT(*) FROM entities)
                          + (SELECT COUNT(*) FROM claims)"""
        (size,) = self._connection.execute(query).fetchone()
        return int(size)

    @property
    def words(self) -> tuple[set[str], set[str]]:
        """The labels of the entities, and the types of the claims."""
        labels = self._connection.execute("SELECT DISTINCT label FROM entities")
        types = self._connection.execute("SELECT DISTINCT type FROM claims")
        return {label for (label,) in labels}, {type for (type,) in types}

    def _cited(self) -> Iterator[tuple[_EdgeKey, _Cited]]:
        """Each claim with its edge, the day and the publication of its document, sorted by edge.

        SQLite sorts, on disk where it must.
        """
        undirected = [one.name for one in current_schema().relations.values() if not one.directed]
        has_none = f"claims.type IN ({', '.join('?' * len(undirected))})"
        columns = ", ".join(f'claims."{column}"' for column in CLAIM_COLUMNS)
        query = f"""SELECT CASE WHEN {has_none} THEN MIN(of_subject.entity, of_object.entity)
                                ELSE of_subject.entity END AS origin,
                           CASE WHEN {has_none} THEN MAX(of_subject.entity, of_object.entity)
                                ELSE of_object.entity END AS target,
                           published, "group", claims.number, claims.id, documents.id,
                           of_subject.entity, of_object.entity, of_by.entity, {columns}
                    FROM {RESOLVED_CLAIMS}
                    LEFT JOIN publications ON publications.document = documents.number
                    WHERE of_subject.entity <> of_object.entity
                    ORDER BY claims.type, origin, target, documents.id, claims.number"""
        rows = self._connection.execute(query, undirected * 2)
        for origin, target, published, group, number, id, document, subject, object, by, *fields in rows:
            status = self._statuses.get(id)
            if status != "rejected":
                claim = Claim(**dict(zip(CLAIM_COLUMNS, fields, strict=True)), evidence=self._evidence(number))
                stored = StoredClaim(id, document, subject, object, by, claim, status)
                publication = document if group is None else group
                yield (claim.type, origin, target), (stored, published, publication)

    def _evidence(self, claim: int) -> tuple[Evidence, ...]:
        query = 'SELECT start, "end", quote FROM evidence WHERE claim = ? ORDER BY number'
        return tuple(Evidence(*row) for row in self._connection.execute(query, (claim,)))
