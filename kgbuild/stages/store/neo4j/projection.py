"""The projection of a graph into Neo4j: its nodes, its relationships, and the mark each of them carries."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgbuild.errors import ConfigError
from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.schema import Schema

__all__ = ["MARK", "NODE_LABELS", "Key", "Node", "Relationship", "check", "nodes", "relationships"]

MARK = "kgbuild"
NODE_LABELS = ("Entity", "Claim", "Document")
RELATIONSHIP_TYPES = ("SUBJECT", "OBJECT", "SAID_BY", "STATED_IN", "MENTIONED_IN")

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node that Neo4j should hold; `kind` is the schema's label of an entity, empty for other nodes.

    A property that is None is absent. `attributes` names the properties that not every entity has.
    """

    label: str
    kind: str
    properties: dict[str, Any]
    attributes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What identifies the node among ours."""
        return (self.label, self.properties["id"])

    @property
    def mark(self) -> str:
        """A hash of the content, followed by the names of its attributes.

        The names let a later sync take back an attribute that the entity has lost, and leave alone a property
        that a user has added.
        """
        return " ".join((_digest([self.kind, self.properties]), *self.attributes))


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship that Neo4j should hold, between the nodes with the keys `origin` and `target`."""

    type: str
    origin: Key
    target: Key
    properties: dict[str, Any]

    @property
    def key(self) -> Key:
        """What identifies the relationship among ours; the offsets tell two pieces of evidence apart."""
        offsets = (self.properties.get("start"), self.properties.get("end"))
        return (self.type, self.origin[1], self.target[1], *offsets)

    @property
    def mark(self) -> str:
        """A hash of the content."""
        return _digest(self.properties)


def check(graph: Graph, *, schema: Schema) -> None:
    """Make sure that the schema has every label and type of the graph, and that its words can stand in Cypher.

    Raises:
        ConfigError: it lacks one, or has a word that is not plain or that the projection needs for itself.
    """
    labels, types = set(schema.labels), set(schema.relations)
    # Cypher cannot take labels and types as parameters, so this is what keeps them plain words.
    for word in sorted(one for one in labels | types if not (one.isascii() and one.isidentifier())):
        raise ConfigError(f"schema: {word!r} is not a plain word", hint="use letters, digits and _")
    for word in sorted(labels.intersection(NODE_LABELS) | types.intersection(RELATIONSHIP_TYPES)):
        raise ConfigError(f"schema: kgbuild needs the word {word} for itself in Neo4j", hint="rename it")
    lacking = {one.label for one in graph.entities} - labels, {one.type for one in graph.edges} - types
    for word in sorted(lacking[0] | lacking[1]):
        raise ConfigError(
            f"the graph uses {word!r}, which the schema does not have",
            hint="use the schema that the workspace was built with",
        )


def nodes(graph: Graph) -> Iterator[Node]:
    """Yield every node of the projection once."""
    yield from map(_document_node, graph.documents)
    yield from map(_entity_node, graph.entities)
    for stored in _claims(graph):
        yield _claim_node(stored)


def relationships(graph: Graph) -> Iterator[Relationship]:
    """Yield every relationship of the projection once; its two nodes are among `nodes`."""
    for entity in graph.entities:
        for document, count in sorted(entity.documents.items()):
            yield Relationship("MENTIONED_IN", ("Entity", entity.id), ("Document", document), {"count": count})
    yield from map(_edge, graph.edges)
    for stored in _claims(graph):
        yield from _sides(stored)
        yield from _evidence(stored)


def _claims(graph: Graph) -> Iterator[StoredClaim]:
    for edge in graph.edges:
        yield from edge.claims


def _document_node(document: Document) -> Node:
    properties = {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "published": document.published,
    }
    return Node("Document", "", properties)


def _entity_node(entity: Entity) -> Node:
    attributes = {_word(name): value for name, value in sorted(entity.attributes.items())}
    properties = {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": entity.mentions,
    }
    return Node("Entity", entity.label, {**attributes, **properties}, tuple(attributes))


def _word(name: str) -> str:
    # A mark lists attribute names between spaces, and Neo4j takes neither an empty name nor one with a NUL.
    return re.sub(r"\W+", "_", name) or "_"


def _claim_node(stored: StoredClaim) -> Node:
    claim = stored.claim
    properties = {
        "id": stored.id,
        "type": claim.type,
        "modality": claim.modality,
        "confidence": claim.confidence,
        "role": claim.role,
        "rank": claim.rank,
        "count": claim.count,
        "date": claim.date,
        "date_from": claim.date_from,
        "date_to": claim.date_to,
    }
    return Node("Claim", "", properties)


def _edge(edge: Edge) -> Relationship:
    quotes = (evidence.quote for stored in edge.claims for evidence in stored.claim.evidence)
    properties = {
        "claims": len(edge.claims),
        "documents": len(edge.documents),
        "confidence": edge.confidence,
        "modality": edge.modality,
        "first_cited": edge.first_cited,
        "last_cited": edge.last_cited,
        "quotes": list(dict.fromkeys(quotes)),
    }
    return Relationship(edge.type, ("Entity", edge.subject), ("Entity", edge.object), properties)


def _sides(stored: StoredClaim) -> Iterator[Relationship]:
    sides = {"SUBJECT": stored.subject, "OBJECT": stored.object, "SAID_BY": stored.by}
    for type, entity in sides.items():
        if entity is not None:
            yield Relationship(type, ("Claim", stored.id), ("Entity", entity), {})


def _evidence(stored: StoredClaim) -> Iterator[Relationship]:
    for evidence in sorted(set(stored.claim.evidence)):
        properties = {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}
        yield Relationship("STATED_IN", ("Claim", stored.id), ("Document", stored.document), properties)


def _digest(content: object) -> str:
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=8).hexdigest()
