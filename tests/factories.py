"""Short ways to make documents, mentions, claims and graphs for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kgbuild.model import (
    Claim,
    Document,
    Edge,
    Entity,
    Evidence,
    Extraction,
    Graph,
    LocalEntity,
    Mention,
    StoredClaim,
)

__all__ = [
    "make_claim",
    "make_document",
    "make_edge",
    "make_entity",
    "make_extraction",
    "make_graph",
    "make_local_entity",
    "make_record",
    "make_stored_claim",
]


def make_document(id: str = "report", text: str = "The 9th Brigade left.", **fields: Any) -> Document:
    return Document(id, text, **fields)


def make_entity(id: str, name: str, *, label: str = "Unit", **fields: Any) -> Entity:
    return Entity(id, label, name, **{"documents": {"report": 1}, **fields})


def make_claim(
    type: str, subject: str, object: str, *, quote: str = "It says so.", start: int = 0, **fields: Any
) -> Claim:
    return Claim(type, subject, object, (Evidence(start, start + len(quote), quote),), **fields)


def make_stored_claim(claim: Claim, *, id: str = "c1", document: str = "report") -> StoredClaim:
    return StoredClaim(id, document, claim.subject, claim.object, claim.by, claim)


def make_edge(*claims: Claim, first: int = 1, **fields: Any) -> Edge:
    """The edge that `claims` sum up to; their ids count up from `first`."""
    stored = tuple(make_stored_claim(claim, id=f"c{number}") for number, claim in enumerate(claims, first))
    return Edge(claims[0].type, claims[0].subject, claims[0].object, stored, **fields)


def make_graph(
    entities: Sequence[Entity], claims: Sequence[Claim] = (), *, documents: Sequence[Document] | None = None
) -> Graph:
    """A graph with the edges that `claims` sum up to."""
    by_edge: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        by_edge.setdefault((claim.type, claim.subject, claim.object), []).append(claim)
    edges, first = [], 1
    for _, of_edge in sorted(by_edge.items()):
        edges.append(make_edge(*of_edge, first=first))
        first += len(of_edge)
    return Graph(
        tuple([make_document()] if documents is None else documents),
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(edges),
    )


def make_local_entity(
    names: str | Sequence[str], *, label: str = "Unit", document: str = "report", entity: str = "e1"
) -> LocalEntity:
    return LocalEntity(document, entity, label, (names,) if isinstance(names, str) else tuple(names))


def make_extraction(
    names: Mapping[str, Sequence[str]],
    claims: Sequence[Claim] = (),
    *,
    id: str = "report",
    label: str = "Unit",
    labels: Mapping[str, str] | None = None,
    **fields: Any,
) -> Extraction:
    """An extraction whose text is its names, one after the other.

    Args:
        names: the names of each local entity.
        label: the label of the entities that `labels` does not list.
        fields: more of the document's fields.
    """
    mentions, text = [], ""
    for entity, of_entity in names.items():
        for name in of_entity:
            of_label = (labels or {}).get(entity, label)
            mentions.append(Mention(len(text), len(text) + len(name), "name", of_label, name, entity))
            text += f"{name}. "
    return Extraction(make_document(id, text, **fields), tuple(mentions), tuple(claims))


def make_record(
    text: str,
    entities: Mapping[str, tuple[str, Sequence[str]]],
    relations: Sequence[Mapping[str, Any]] | None = (),
    *,
    id: str = "report",
    **fields: Any,
) -> dict[str, Any]:
    """An annotated document of the exchange format.

    Args:
        entities: the label and the mentions of each entity; a mention is found where `text` has it first, and
            one in lower case, or a pronoun, is no name ("it", "the brigade").
        relations: as the format has them; None where nobody annotated them.
    """
    return {
        "id": id,
        "text": text,
        "entities": [
            {
                "id": entity,
                "label": label,
                "name": mentions[0],
                "mentions": [_place(one, text) for one in mentions],
            }
            for entity, (label, mentions) in entities.items()
        ],
        "relations": relations if relations is None else [dict(relation) for relation in relations],
        **fields,
    }


def _place(mention: str, text: str) -> dict[str, Any]:
    start = text.index(mention)
    is_pronoun = mention.lower() in ("it", "he", "she", "they")
    kind = "pronoun" if is_pronoun else "nominal" if mention.islower() else "name"
    return {"start": start, "end": start + len(mention), "kind": kind}
