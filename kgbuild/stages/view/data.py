"""The graph as the page's script reads it: columns of numbers, and one list of all texts."""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgbuild.dating import Lasting, span
from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.schema import MODALITIES, Schema
from kgbuild.stages.view.looks import DASHES, TREE_TYPES, bends, inks, label_of, radius, type_of
from kgbuild.stages.view.marks import Places, find_marks

__all__ = ["Drawing", "columns", "pack"]

Point = tuple[int, int]
_HELD = ("asserted", "past")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the page draws at first: the entities by their place in the graph, and where each stands.

    `ranks` has every entity, 0 the most important; `force` and `tree` have places, in pixels, of those drawn;
    `trunk` has the places in the graph of the edges that hold the tree.
    """

    importance: Sequence[int]
    ranks: Sequence[int]
    drawn: Sequence[int]
    force: dict[int, Point]
    tree: dict[int, Point]
    trunk: Sequence[int]


@dataclass(slots=True)
class _Texts:
    """A list without repetition; the empty text, at 0, stands for what is not known."""

    listed: list[str] = field(default_factory=lambda: [""])
    known: dict[str | None, int] = field(default_factory=lambda: {"": 0})

    def number(self, text: str | None) -> int:
        """The place of a text in the list, which it joins if it is new."""
        if text in self.known:
            return self.known[text]
        # JSON may hold half a surrogate pair, which UTF-8 may not.
        key = (text or "").encode("utf-8", "replace").decode()
        at = self.known.setdefault(key, len(self.listed))
        if at == len(self.listed):
            self.listed.append(key)
        return at

    def numbers(self, texts: Iterable[str | None]) -> list[int]:
        """The places of some texts."""
        return [self.number(text) for text in texts]


def columns(graph: Graph, *, drawing: Drawing, schema: Schema, places: Places) -> dict[str, Any]:
    """All that the page's script knows of the graph.

    Args:
        graph: the whole of what the page is about, also what it does not draw at first.
        drawing: what it draws at first.
        schema: labels with their colours, and types with their directions.
        places: where entities are mentioned, so that names can be marked in sentences.
    """
    texts = _Texts()
    documents = _cited(graph)
    claims = [stored for edge in graph.edges for stored in edge.claims]
    return {
        "documents": _documents(documents, texts=texts),
        "entities": _entities(graph, documents, drawing=drawing, texts=texts),
        "edges": _edges(graph, documents, texts=texts) | {"trunk": list(drawing.trunk)},
        "claims": _claims(claims, graph, documents, texts=texts, places=places),
        "labels": _labels(graph.entities, schema=schema),
        "types": _types(graph.edges, schema=schema),
        "modalities": _modalities(claims),
        "texts": texts.listed,
    }


def pack(value: Any) -> str:
    """A value as JSON, deflated, in Base64: what the page's script unpacks."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(deflate.compress(text.encode()) + deflate.flush()).decode()


def _cited(graph: Graph) -> list[Document]:
    cited = {document for entity in graph.entities for document in entity.documents}
    cited |= {stored.document for edge in graph.edges for stored in edge.claims}
    return [document for document in graph.documents if document.id in cited]


def _documents(documents: Sequence[Document], *, texts: _Texts) -> dict[str, Any]:
    return {
        "id": texts.numbers(one.id for one in documents),
        "title": texts.numbers(one.title for one in documents),
        "source": texts.numbers(one.source for one in documents),
        "published": texts.numbers(one.published for one in documents),
    }


def _entities(graph: Graph, documents: Sequence[Document], *, drawing: Drawing, texts: _Texts) -> dict[str, Any]:
    place = {one.id: at for at, one in enumerate(documents)}
    entities = graph.entities
    most = max(drawing.importance, default=1)
    return {
        "id": texts.numbers(one.id for one in entities),
        "name": texts.numbers(one.name for one in entities),
        "label": texts.numbers(one.label for one in entities),
        "aliases": [texts.numbers(one.aliases) for one in entities],
        "attributes": [_flat(texts.numbers(pair) for pair in sorted(one.attributes.items())) for one in entities],
        "documents": [_mentions(one, place) for one in entities],
        "rank": list(drawing.ranks),
        "radius": [radius(one, most=most) for one in drawing.importance],
        "drawn": list(drawing.drawn),
        "force": _flat(drawing.force.get(at, ()) for at in drawing.drawn),
        "tree": _flat((at, *drawing.tree[at]) for at in drawing.drawn if at in drawing.tree),
    }


def _mentions(entity: Entity, place: dict[str, int]) -> list[int]:
    counted = sorted(entity.documents.items(), key=lambda one: (-one[1], one[0]))
    return _flat((place[id], count) for id, count in counted if id in place)


def _edges(graph: Graph, documents: Sequence[Document], *, texts: _Texts) -> dict[str, Any]:
    published = {one.id: one.published for one in documents}
    place = {one.id: at for at, one in enumerate(graph.entities)}
    edges = graph.edges
    lasting = [_lasting(edge, published) for edge in edges]
    return {
        "type": texts.numbers(one.type for one in edges),
        "subject": [place[one.subject] for one in edges],
        "object": [place[one.object] for one in edges],
        "modality": texts.numbers(one.modality for one in edges),
        "confidence": [_percent(one.confidence) for one in edges],
        "first": texts.numbers(one.first_cited for one in edges),
        "last": texts.numbers(one.last_cited for one in edges),
        "publications": [one.publications or len(one.documents) for one in edges],
        "claims": [len(one.claims) for one in edges],
        "bend": bends(edges),
        "from": texts.numbers(one.start for one in lasting),
        "to": texts.numbers(one.end for one in lasting),
        "known": [one.start_known + 2 * one.end_known for one in lasting],
    }


def _lasting(edge: Edge, published: Mapping[str, str | None]) -> Lasting:
    """From when to when an edge lasted; nothing of one that most of its claims do not say to have held."""
    if edge.modality not in _HELD:
        return Lasting()
    return span((stored.claim, published.get(stored.document)) for stored in edge.claims)


def _claims(
    claims: Sequence[StoredClaim],
    graph: Graph,
    documents: Sequence[Document],
    *,
    texts: _Texts,
    places: Places,
) -> dict[str, Any]:
    document = {one.id: at for at, one in enumerate(documents)}
    lasting = [span([(stored.claim, documents[document[stored.document]].published)]) for stored in claims]
    place = {one.id: at for at, one in enumerate(graph.entities)}
    entities = {one.id: one for one in graph.entities}
    quotes, marks = [], []
    for stored in claims:
        quotes.append(texts.numbers(one.quote for one in stored.claim.evidence))
        found = (find_marks(stored, one, places=places, entities=entities) for one in stored.claim.evidence)
        marks.append([_flat(of_quote) for of_quote in found])
    return {
        "id": texts.numbers(one.id for one in claims),
        "document": [document[one.document] for one in claims],
        "modality": texts.numbers(one.claim.modality for one in claims),
        "confidence": [_percent(one.claim.confidence) for one in claims],
        "status": texts.numbers(one.status for one in claims),
        "role": texts.numbers(one.claim.role for one in claims),
        "rank": texts.numbers(one.claim.rank for one in claims),
        "count": texts.numbers(one.claim.count for one in claims),
        "date": texts.numbers(one.claim.date for one in claims),
        "from": texts.numbers(one.claim.date_from for one in claims),
        "to": texts.numbers(one.claim.date_to for one in claims),
        "known": [one.start_known + 2 * one.end_known for one in lasting],
        "by": [place.get(one.by or "", -1) for one in claims],
        "quotes": quotes,
        "marks": marks,
    }


def _labels(entities: Sequence[Entity], *, schema: Schema) -> list[dict[str, Any]]:
    counts = Counter(entity.label for entity in entities)
    order = [*(name for name in schema.labels if counts[name]), *sorted(counts.keys() - schema.labels.keys())]
    labels = [label_of(name, schema=schema) for name in order]
    return [
        {
            "name": one.name,
            "colour": one.colour,
            "description": one.description,
            "count": counts[one.name],
        }
        for one in labels
    ]


def _types(edges: Sequence[Edge], *, schema: Schema) -> list[dict[str, Any]]:
    counts = Counter(edge.type for edge in edges)
    order = [
        *(name for name in schema.relations if counts[name]),
        *sorted(counts.keys() - schema.relations.keys()),
    ]
    ink = inks(order)
    return [
        {
            "name": name,
            "directed": type_of(name, schema=schema).directed,
            "description": type_of(name, schema=schema).description,
            "colour": ink[name].colour,
            "family": ink[name].family,
            "tree": name in TREE_TYPES,
            "count": counts[name],
        }
        for name in order
    ]


def _modalities(claims: Sequence[StoredClaim]) -> list[dict[str, Any]]:
    counts = Counter(stored.claim.modality for stored in claims)
    return [{"name": one, "dash": list(DASHES[one]), "count": counts[one]} for one in MODALITIES]


def _flat(rows: Iterable[Iterable[int]]) -> list[int]:
    return [number for row in rows for number in row]


def _percent(confidence: float) -> int:
    """In hundredths, rounded down, so that what is not certain is not told to be."""
    return math.floor(100 * confidence + 1e-9)
