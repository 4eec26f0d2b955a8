"""The graph as JSON Lines: documents, entities with their mentions, edges, and claims with their evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

from kgbuild.model import Document, Edge, Entity, Graph, Mention, StoredClaim

__all__ = ["graph_lines"]

Place = tuple[str, str, Mention]  # entity, document, and what stands there


def graph_lines(graph: Graph, mentions: Iterable[Place]) -> Iterator[str]:
    """Yield the graph as lines of JSON, without the lines' ends; the same graph gives the same lines.

    Each line is one object, whose `record` tells what it is: first the documents, then the entities, the edges
    and the claims, each kind sorted. What is not known is null.

    Args:
        graph: as the workspace holds it.
        mentions: (entity, document, mention), sorted by entity, then as they shall stand; they are read while
            the entities are written, and those of entities that the graph lacks are passed over.
    """
    stored = (one for edge in graph.edges for one in edge.claims)
    records = chain(
        map(_document, sorted(graph.documents, key=attrgetter("id"))),
        _entities(graph.entities, mentions),
        map(_edge, sorted(graph.edges, key=attrgetter("type", "subject", "object"))),
        map(_claim, sorted(stored, key=attrgetter("id"))),
    )
    return (json.dumps(record, ensure_ascii=False) for record in records)


def _document(document: Document) -> dict[str, Any]:
    return {
        "record": "document",
        "id": document.id,
        "title": document.title,
        "date": document.published,
        "source": document.source,
    }


def _entities(entities: Iterable[Entity], mentions: Iterable[Place]) -> Iterator[dict[str, Any]]:
    """Join entities and mentions, both in the order of the entities' ids, holding those of one entity only."""
    places = iter(mentions)
    place = next(places, None)
    for entity in sorted(entities, key=attrgetter("id")):
        own = []
        while place is not None and place[0] <= entity.id:
            if place[0] == entity.id:
                own.append(_mention(place[1], place[2]))
            place = next(places, None)
        yield {
            "record": "entity",
            "id": entity.id,
            "label": entity.label,
            "name": entity.name,
            "aliases": list(entity.aliases),
            "attributes": dict(sorted(entity.attributes.items())),
            "mentions": own,
        }


def _mention(document: str, mention: Mention) -> dict[str, Any]:
    return {"doc": document, "start": mention.start, "end": mention.end, "kind": mention.kind}


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "record": "edge",
        "type": edge.type,
        "subject": edge.subject,
        "object": edge.object,
        "modality": edge.modality,
        "confidence": edge.confidence,
        "first_cited": edge.first_cited,
        "last_cited": edge.last_cited,
        "start_known": any(stored.claim.date_from for stored in edge.claims),
        "end_known": any(stored.claim.date_to for stored in edge.claims),
        "claims": sorted(stored.id for stored in edge.claims),
        "documents": list(edge.documents),
        "publications": edge.publications,
    }


def _claim(stored: StoredClaim) -> dict[str, Any]:
    claim = stored.claim
    return {
        "record": "claim",
        "id": stored.id,
        "type": claim.type,
        "subject": stored.subject,
        "object": stored.object,
        "by": stored.by,
        "doc": stored.document,
        "modality": claim.modality,
        "confidence": claim.confidence,
        "role": claim.role,
        "rank": claim.rank,
        "count": claim.count,
        "date": claim.date,
        "date_from": claim.date_from,
        "date_to": claim.date_to,
        "status": stored.status,
        "evidence": [
            {"start": one.start, "end": one.end, "quote": one.quote} for one in sorted(set(claim.evidence))
        ],
    }
