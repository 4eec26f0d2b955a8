"""An invented graph with all that the panels show: dates, places on the globe, documents, a person's check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kgbuild.model import Edge, Graph, StoredClaim
from tests.factories import make_claim, make_document, make_entity

__all__ = ["campaign_graph"]

_DOCUMENTS = (
    make_document(
        "bulletin", title="Bulletin of the coast", published="2020-02-10", source=r"C:\reports\bulletin.txt"
    ),
    make_document("gazette", title="Gazette 7", published="2019-06-01", source="https://example.org/gazette/7"),
    make_document("hearing", title="Hearing on the raid", published="2021-09-15", source="javascript:alert(1)"),
)

_ENTITIES = (
    make_entity("l-dune", "Dune Pass", label="Place", attributes={"country": "ne", "lat": "13.5", "lon": "2.1"}),
    make_entity("l-far", "Far Shore", label="Place"),
    make_entity("l-reed", "Reed Harbour", label="Place", attributes={"lat": "4.9", "lon": "-1.8"}),
    make_entity("l-sable", "Port Sable", label="Place", attributes={"lat": "6.1", "lon": "1.2"}),
    make_entity("o-ministry", "Ministry of Tides", label="Organisation"),
    make_entity(
        "p-ada", "Ada Nwosu", label="Person", aliases=("A. Nwosu",), documents={"gazette": 2, "bulletin": 1}
    ),
    make_entity("p-idris", "إدريس منصور", label="Person", aliases=("Idris Mansour",), documents={"bulletin": 1}),
    make_entity("u-army", "Norland Army", documents={"gazette": 1}),
    make_entity(
        "u-lake",
        "9th Lake Brigade",
        aliases=("9 Bde", "Brigade of the Lake"),
        documents={"gazette": 5, "bulletin": 4, "hearing": 2},
        attributes={"echelon": "brigade", "number": "9"},
    ),
    make_entity("u-river", "River Guard", documents={"hearing": 3}),
)


# For each edge its claims: document, type, subject, object, sentence, and what else is known.
_CLAIMS: tuple[tuple[tuple[str, str, str, str, str, dict[str, Any]], ...], ...] = (
    (
        (
            "gazette",
            "COMMANDS",
            "p-ada",
            "u-lake",
            "Colonel Ada Nwosu has commanded the 9th Lake Brigade since 2017, the Ministry of Tides said.",
            {"date": "since 2017", "date_from": "2017", "rank": "Colonel", "role": "commander", "by": "o-ministry"}
            | {"confidence": 0.95},
        ),
        (
            "bulletin",
            "COMMANDS",
            "p-ada",
            "u-lake",
            "A. Nwosu led 9 Bde until December 2019.",
            {"modality": "past", "date": "until December 2019", "date_to": "2019-12", "confidence": 0.9},
        ),
    ),
    (
        (
            "bulletin",
            "COMMANDS",
            "p-idris",
            "u-lake",
            "Idris Mansour took over 9 Bde in January 2020.",
            {"date": "in January 2020", "date_from": "2020-01", "status": "accepted", "confidence": 0.85},
        ),
    ),
    (("gazette", "MEMBER_OF", "p-ada", "o-ministry", "Ada Nwosu now works at the Ministry of Tides.", {}),),
    (("gazette", "OPERATES_UNDER", "u-lake", "u-army", "The brigade answers to the Norland Army.", {}),),
    (
        (
            "hearing",
            "PART_OF",
            "u-river",
            "u-army",
            "The River Guard was never part of the Norland Army.",
            {"modality": "negated", "confidence": 0.8},
        ),
    ),
    (("gazette", "LOCATED_IN", "u-lake", "l-sable", "The 9th Lake Brigade is based at Port Sable.", {}),),
    (
        (
            "gazette",
            "DEPLOYED_TO",
            "u-lake",
            "l-dune",
            "The brigade held Dune Pass from March to November 2018.",
            {"date": "from March to November 2018", "date_from": "2018-03", "date_to": "2018-11", "count": "400"},
        ),
    ),
    (
        (
            "bulletin",
            "DEPLOYED_TO",
            "u-lake",
            "l-reed",
            "It is to move to Reed Harbour.",
            {"modality": "planned", "confidence": 0.6},
        ),
    ),
    (("hearing", "OPERATES_IN", "u-river", "l-reed", "The River Guard works in Reed Harbour.", {}),),
    (("hearing", "OPERATES_IN", "u-river", "l-far", "It has been seen on the Far Shore.", {}),),
    (
        (
            "hearing",
            "ATTACKED",
            "u-river",
            "u-lake",
            "The River Guard may have fired on the 9th Lake Brigade in May 2018.",
            {"modality": "possible", "date": "in May 2018", "date_from": "2018-05", "date_to": "2018-05"}
            | {"confidence": 0.4},
        ),
    ),
    (("hearing", "ALLIED_WITH", "u-army", "o-ministry", "Army and ministry act together.", {}),),
)


def campaign_graph() -> Graph:
    """Ten entities and twelve edges: who commanded a brigade, where it was sent, who attacked it."""
    edges = [_edge([_stated(*claim) for claim in claims]) for claims in _CLAIMS]
    return Graph(_DOCUMENTS, _ENTITIES, tuple(sorted(edges, key=lambda one: (one.type, one.subject, one.object))))


def _stated(
    document: str, type: str, subject: str, object: str, quote: str, known: Mapping[str, Any]
) -> StoredClaim:
    fields = {name: value for name, value in known.items() if name != "status"}
    claim = make_claim(type, subject, object, quote=quote, **fields)
    id = f"{document} {type} {subject} {object}"
    return StoredClaim(id, document, subject, object, claim.by, claim, known.get("status"))


def _edge(stored: Sequence[StoredClaim]) -> Edge:
    published = {document.id: document.published for document in _DOCUMENTS}
    days = sorted(published[one.document] or "" for one in stored)
    first = stored[0]
    return Edge(
        first.claim.type,
        first.subject,
        first.object,
        tuple(stored),
        first_cited=days[0],
        last_cited=days[-1],
        publications=len({one.document for one in stored}),
    )
