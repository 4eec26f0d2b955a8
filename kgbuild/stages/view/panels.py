"""What the page tells about each entity and edge when it is selected: plain values, in the graph's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.schema import MODALITIES, Schema
from kgbuild.stages.view.drawing import LINES, label_of, type_of

__all__ = ["panels"]


def panels(graph: Graph, *, shown: Graph, schema: Schema) -> dict[str, Any]:
    """All that the page's panels show.

    Args:
        graph: the whole graph, which has the names of all who say something and all edges of an entity.
        shown: the part of it that the page draws; entities and edges are named by their place in it.
        schema: labels with their colours, and types with their directions.
    """
    names = {entity.id: entity.name for entity in graph.entities}
    place = {entity.id: at for at, entity in enumerate(shown.entities)}
    degree = Counter(end for edge in graph.edges for end in {edge.subject, edge.object})
    cited = {document for entity in shown.entities for document in entity.documents}
    cited |= {document for edge in shown.edges for document in edge.documents}
    return {
        "documents": {one.id: _document(one) for one in graph.documents if one.id in cited},
        "entities": [_entity(one, edges=degree[one.id]) for one in shown.entities],
        "edges": [_edge(one, place=place, names=names) for one in shown.edges],
        "labels": _labels(shown.entities, schema=schema),
        "lines": _lines(shown.edges),
        "types": _types(shown.edges, schema=schema),
    }


def _present(**values: Any) -> dict[str, Any]:
    """The values that say something: most claims have no role, rank or date, and absence need not be sent."""
    return {name: value for name, value in values.items() if value not in (None, "", (), {})}


def _document(document: Document) -> dict[str, Any]:
    return _present(title=document.title, source=document.source, published=document.published)


def _entity(entity: Entity, *, edges: int) -> dict[str, Any]:
    return _present(
        id=entity.id,
        label=entity.label,
        name=entity.name,
        aliases=entity.aliases,
        attributes=dict(sorted(entity.attributes.items())),
        mentions=entity.mentions,
        documents=sorted(entity.documents.items(), key=lambda one: (-one[1], one[0])),
        edges=edges,
    )


def _edge(edge: Edge, *, place: Mapping[str, int], names: Mapping[str, str]) -> dict[str, Any]:
    return _present(
        type=edge.type,
        subject=place[edge.subject],
        object=place[edge.object],
        modality=edge.modality,
        confidence=round(edge.confidence, 3),
        first_cited=edge.first_cited,
        last_cited=edge.last_cited,
        claims=[_claim(stored, names=names) for stored in edge.claims],
    )


def _claim(stored: StoredClaim, *, names: Mapping[str, str]) -> dict[str, Any]:
    claim = stored.claim
    return _present(
        id=stored.id,
        document=stored.document,
        quotes=[evidence.quote for evidence in claim.evidence],
        modality=claim.modality,
        confidence=round(claim.confidence, 3),
        role=claim.role,
        rank=claim.rank,
        count=claim.count,
        date=claim.date,
        date_from=claim.date_from,
        date_to=claim.date_to,
        by=names.get(stored.by) if stored.by else None,
    )


def _labels(entities: Sequence[Entity], *, schema: Schema) -> list[dict[str, Any]]:
    counts = Counter(entity.label for entity in entities)
    known = {one.label: label_of(one, schema=schema) for one in entities}
    order = [
        *(name for name in schema.labels if name in counts),
        *sorted(counts.keys() - schema.labels.keys()),
    ]
    return [
        {
            "name": name,
            "colour": known[name].colour,
            "description": known[name].description,
            "count": counts[name],
        }
        for name in order
    ]


def _lines(edges: Sequence[Edge]) -> list[dict[str, Any]]:
    counts = Counter(edge.modality for edge in edges)
    return [
        {"modality": one, "colour": LINES[one].colour, "dashes": LINES[one].dashes, "count": counts[one]}
        for one in MODALITIES
        if counts[one]
    ]


def _types(edges: Sequence[Edge], *, schema: Schema) -> dict[str, Any]:
    types = {edge.type: type_of(edge, schema=schema) for edge in edges}
    return {
        name: {"directed": one.directed, "description": one.description} for name, one in sorted(types.items())
    }
