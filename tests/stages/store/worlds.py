"""A small invented graph for the tests of Neo4j, and a canonical picture of what a database holds."""

from __future__ import annotations

from typing import Any

from neo4j import Driver, Record

from kgbuild.model import Claim, Document, Edge, Graph, StoredClaim
from tests.factories import make_claim, make_document, make_entity

__all__ = ["dump", "element_ids", "small_graph"]

_ENTITIES = (
    make_entity("e1", "Marland", label="Place", documents={"monday": 2, "tuesday": 1}),
    make_entity("e2", "Port Ember", label="Place", documents={"tuesday": 2}),
    make_entity(
        "e3",
        "Marland Coast Army",
        aliases=("MCA", "the Coast Army"),
        documents={"monday": 1, "tuesday": 1},
        attributes={"branch": "army", "country": "Marland"},
    ),
    make_entity("e4", "9th Brigade", aliases=("9 Bde",), documents={"monday": 3, "tuesday": 1}),
    make_entity("e5", "2nd Rifle Battalion", documents={"tuesday": 2}),
    make_entity("e6", "Ida Brook", label="Person", documents={"monday": 1, "tuesday": 1}),
    make_entity("e7", "Tom Vale", label="Person", documents={"tuesday": 1}),
    make_entity("e8", "Council of Orsia", label="Organisation", documents={"monday": 1, "tuesday": 4}),
    make_entity("e9", "Red Lanterns", documents={"monday": 1, "tuesday": 2}),
)

_DOCUMENTS = (
    make_document("monday", title="A brigade moves", source="Ember Post", published="2021-03-01"),
    make_document("tuesday", published="2021-03-02"),
)

# Per document: what it says. Ids of claims count up in this order.
_CLAIMS: tuple[tuple[str, Claim], ...] = (
    ("monday", make_claim("COMMANDS", "e6", "e4", quote="Col. Ida Brook, its chief.", role="chief", rank="Col.")),
    ("tuesday", make_claim("COMMANDS", "e6", "e4", quote="Brook, commander.", start=7, role="commander")),
    ("tuesday", make_claim("COMMANDS", "e7", "e3", quote="Vale led it until May.", modality="past")),
    ("monday", make_claim("PART_OF", "e4", "e3", quote="The brigade is part of the MCA.", confidence=0.9)),
    ("tuesday", make_claim("OPERATES_UNDER", "e5", "e4", quote="The battalion is under it.", confidence=0.75)),
    ("tuesday", make_claim("OPERATES_UNDER", "e9", "e3", quote="They are not under it.", modality="negated")),
    ("tuesday", make_claim("DEPLOYED_TO", "e5", "e2", quote="It was sent to Port Ember.", date="on Tuesday")),
    ("tuesday", make_claim("LOCATED_IN", "e2", "e1", quote="Port Ember, Marland")),
    ("tuesday", make_claim("BACKED_BY", "e9", "e8", quote="Orsia arms them.", by="e7", confidence=0.5)),
    ("monday", make_claim("ATTACKED", "e9", "e4", quote="The Lanterns fired at it.", confidence=0.25)),
    ("monday", make_claim("ALLIED_WITH", "e3", "e8", quote="It trains with Orsia.")),
)


def small_graph(*, without_document: str = "") -> Graph:
    """Nine entities that two documents mention and join by eleven claims; all of one document can be left out."""
    stored = [
        StoredClaim(f"c{number:02}", document, claim.subject, claim.object, claim.by, claim)
        for number, (document, claim) in enumerate(_CLAIMS, 1)
        if document != without_document
    ]
    documents = tuple(one for one in _DOCUMENTS if one.id != without_document)
    entities = (
        make_entity(
            one.id,
            one.name,
            label=one.label,
            aliases=one.aliases,
            attributes=one.attributes,
            documents={id: count for id, count in one.documents.items() if id != without_document},
        )
        for one in _ENTITIES
    )
    return Graph(documents, tuple(one for one in entities if one.documents), _edges(stored, documents))


def _edges(stored: list[StoredClaim], documents: tuple[Document, ...]) -> tuple[Edge, ...]:
    published = {one.id: one.published for one in documents}
    by_edge: dict[tuple[str, str, str], list[StoredClaim]] = {}
    for one in stored:
        by_edge.setdefault((one.claim.type, one.subject, one.object), []).append(one)
    dates = {key: sorted(published[one.document] or "" for one in claims) for key, claims in by_edge.items()}
    return tuple(
        Edge(*key, tuple(claims), first_cited=dates[key][0], last_cited=dates[key][-1])
        for key, claims in sorted(by_edge.items())
    )


def dump(driver: Driver, *, workspace: str | None = None) -> dict[str, list[Any]]:
    """All nodes and relationships of the database, without their element ids, in an order of their own.

    kgbuild's book-keeping is left out; so is, where a workspace is named, what does not belong to it.
    """
    nodes = driver.execute_query(
        "MATCH (n) WHERE NOT n:KgbuildMeta AND ($workspace IS NULL OR n.workspace = $workspace) "
        "RETURN COLLECT { UNWIND labels(n) AS label RETURN label ORDER BY label } AS labels, "
        "properties(n) AS properties",
        workspace=workspace,
    ).records
    relationships = driver.execute_query(
        "MATCH (a)-[r]->(b) WHERE $workspace IS NULL OR (a.workspace = $workspace AND b.workspace = $workspace) "
        "RETURN type(r) AS type, a.id AS origin, b.id AS target, properties(r) AS properties",
        workspace=workspace,
    ).records
    return {"nodes": _in_order(nodes), "relationships": _in_order(relationships)}


def element_ids(driver: Driver) -> list[str]:
    """The element ids of all nodes and relationships, sorted: a thing deleted and made again has another."""
    query = (
        "MATCH (n) WHERE NOT n:KgbuildMeta RETURN elementId(n) AS id "
        "UNION ALL MATCH ()-[r]->() RETURN elementId(r) AS id"
    )
    return sorted(record["id"] for record in driver.execute_query(query).records)


def _in_order(records: list[Record]) -> list[dict[str, Any]]:
    rows = (dict(record) for record in records)
    return sorted(({**row, "properties": dict(sorted(row["properties"].items()))} for row in rows), key=repr)
