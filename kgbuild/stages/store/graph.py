"""The projection of the workspace's rows into one Graph."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from kgbuild.model import Claim, Document, Edge, Entity, Evidence, Graph, Ignored, StoredClaim
from kgbuild.schema import current_schema
from kgbuild.stages.store.rows import CLAIM_COLUMNS

__all__ = ["RESOLVED_CLAIMS", "make_edge", "read_claims", "read_entities", "read_graph"]


# Claims whose two sides are resolved, and who says so if that is.
RESOLVED_CLAIMS = """claims
    JOIN documents ON documents.number = claims.document
    JOIN identities of_subject ON (of_subject.document, of_subject.local) = (documents.number, subject)
    JOIN identities of_object ON (of_object.document, of_object.local) = (documents.number, object)
    LEFT JOIN identities of_by ON (of_by.document, of_by.local) = (documents.number, "by")"""


def read_graph(connection: sqlite3.Connection, *, statuses: Mapping[str, str]) -> Graph:
    """Sum up claims to edges and mentions to entities, as last resolved; all sorted.

    Args:
        statuses: what a person said of claims, by their ids; rejected ones make no edge.
    """
    documents = tuple(_documents(connection))
    claims = read_claims(connection, statuses=statuses)
    edges = _edges(claims, documents=documents, publication_of=_publication_of(connection))
    return Graph(documents, tuple(read_entities(connection)), tuple(edges))


def _documents(connection: sqlite3.Connection) -> Iterator[Document]:
    query = "SELECT id, text, title, source, published, path, ignored, reading FROM documents ORDER BY id"
    for id, text, title, source, published, path, ignored, reading in connection.execute(query):
        stretches = tuple(Ignored(*one) for one in json.loads(ignored))
        yield Document(id, text, title, source, published, path, stretches, reading or "")


def read_entities(connection: sqlite3.Connection) -> Iterator[Entity]:
    """Yield the entities that are mentioned, sorted by id, each with its mentions by document."""
    query = """SELECT entities.id, entities.label, name, aliases, attributes, documents.id, COUNT(*)
               FROM mentions
               JOIN identities ON identities.document = mentions.document AND local = mentions.entity
               JOIN entities ON entities.id = identities.entity
               JOIN documents ON documents.number = mentions.document
               GROUP BY entities.id, documents.id ORDER BY entities.id, documents.id"""
    for entity, rows in groupby(connection.execute(query), key=itemgetter(0, 1, 2, 3, 4)):
        id, label, name, aliases, attributes = entity
        counts = {document: count for *_, document, count in rows}
        yield Entity(id, label, name, tuple(json.loads(aliases)), counts, json.loads(attributes))


def _publication_of(connection: sqlite3.Connection) -> dict[str, int]:
    query = 'SELECT id, "group" FROM publications JOIN documents ON number = document'
    return dict(connection.execute(query))


def _edges(
    claims: Iterator[StoredClaim], *, documents: Iterable[Document], publication_of: Mapping[str, int]
) -> Iterator[Edge]:
    published = {document.id: document.published for document in documents}
    by_edge: dict[tuple[str, str, str], list[StoredClaim]] = {}
    for stored in claims:
        # An entity's relation to itself is an artefact of the resolution; the claim stays in the ledger.
        if stored.subject != stored.object and stored.status != "rejected":
            by_edge.setdefault(_edge_of(stored), []).append(stored)
    for key, of_edge in sorted(by_edge.items()):
        # A document that has not been compared yet is a publication of its own.
        yield make_edge(
            key,
            [(one, published[one.document], publication_of.get(one.document, one.document)) for one in of_edge],
        )


def make_edge(key: tuple[str, str, str], cited: Sequence[tuple[StoredClaim, str | None, int | str]]) -> Edge:
    """The edge that claims sum up to.

    Args:
        key: its type, subject and object.
        cited: each claim with the day its document was published, and what names the publication.
    """
    dates = sorted(date for _, date, _ in cited if date)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    publications = {publication for _, _, publication in cited}
    return Edge(*key, tuple(stored for stored, _, _ in cited), first, last, len(publications))


def _edge_of(stored: StoredClaim) -> tuple[str, str, str]:
    """Which edge a claim belongs to; A–B and B–A are one where the relation has no direction."""
    relation = current_schema().relations.get(stored.claim.type)
    sides = (stored.subject, stored.object)
    if relation is not None and not relation.directed:
        sides = (min(sides), max(sides))
    return (stored.claim.type, *sides)


def read_claims(connection: sqlite3.Connection, *, statuses: Mapping[str, str]) -> Iterator[StoredClaim]:
    """Yield the claims whose two sides are resolved, rejected ones too, by document and place in it."""
    evidence = _evidence(connection)
    columns = ", ".join(f'claims."{column}"' for column in CLAIM_COLUMNS)
    query = f"""SELECT claims.number, claims.id, documents.id,
                       of_subject.entity, of_object.entity, of_by.entity, {columns}
                FROM {RESOLVED_CLAIMS}
                ORDER BY documents.id, claims.number"""
    for number, id, document, subject, object, by, *fields in connection.execute(query):
        claim = Claim(**dict(zip(CLAIM_COLUMNS, fields, strict=True)), evidence=evidence[number])
        yield StoredClaim(id, document, subject, object, by, claim, statuses.get(id))


def _evidence(connection: sqlite3.Connection) -> dict[int, tuple[Evidence, ...]]:
    query = 'SELECT claim, start, "end", quote FROM evidence ORDER BY claim, number'
    return {
        claim: tuple(Evidence(start, end, quote) for _, start, end, quote in rows)
        for claim, rows in groupby(connection.execute(query), key=itemgetter(0))
    }
