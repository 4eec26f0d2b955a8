"""What a graph is in Neo4j: its nodes, its relationships, and the mark that each of them carries.

`sync` and the bulk files both write this projection, so that a graph comes out the same on either way. A source
hands out its rows one after the other; nothing here holds more than one entity or edge of it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from kgbuild.errors import ConfigError
from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.schema import Schema

__all__ = [
    "MARK",
    "META",
    "NODE_LABELS",
    "VERSION",
    "WORKSPACE",
    "Key",
    "Node",
    "Relationship",
    "Source",
    "Whole",
    "best_first",
    "check",
    "meta_nodes",
    "nodes",
    "quotes",
    "relationships",
    "rows",
]

VERSION = 2  # of this layout; 1 had neither workspaces nor full-text indexes, and did not say so
MARK = "kgbuild"  # the property with which we mark what is ours
WORKSPACE = "workspace"  # the property that says which workspace's graph a node belongs to
META = "KgbuildMeta"  # the label of our book-keeping
NODE_LABELS = ("Entity", "Claim", "Document")
RELATIONSHIP_TYPES = ("SUBJECT", "OBJECT", "SAID_BY", "STATED_IN", "MENTIONED_IN")

_NUMBERS = ("lat", "lon")  # attributes that are numbers in Neo4j

Key = tuple[Any, ...]


class Source(Protocol):
    """A graph whose parts are handed out one after the other, as often as asked, each kind sorted by id."""

    @property
    def documents(self) -> Iterable[Document]:
        """All documents; their texts are not needed."""
        ...

    @property
    def entities(self) -> Iterable[Entity]:
        """All entities that are mentioned."""
        ...

    @property
    def edges(self) -> Iterable[Edge]:
        """All edges, each with its claims."""
        ...

    @property
    def redirects(self) -> Iterable[tuple[str, str]]:
        """(entity, id that was merged into it), sorted."""
        ...

    @property
    def size(self) -> int:
        """About how many documents, entities and claims there are; for telling how far a load has come."""
        ...

    @property
    def words(self) -> tuple[set[str], set[str]]:
        """The labels of the entities, and the types of the edges."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A graph in memory, as a source."""

    graph: Graph
    redirects: tuple[tuple[str, str], ...] = ()
    documents: tuple[Document, ...] = field(init=False)
    entities: tuple[Entity, ...] = field(init=False)
    edges: tuple[Edge, ...] = field(init=False)

    def __post_init__(self) -> None:
        for part in ("documents", "entities", "edges"):
            object.__setattr__(self, part, getattr(self.graph, part))

    @property
    def size(self) -> int:
        """How many documents, entities and claims there are."""
        return len(self.documents) + len(self.entities) + sum(len(edge.claims) for edge in self.edges)

    @property
    def words(self) -> tuple[set[str], set[str]]:
        """The labels of the entities, and the types of the edges."""
        return {one.label for one in self.entities}, {one.type for one in self.edges}


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
        """What identifies the node in its workspace's graph."""
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
        """What identifies the relationship in its workspace's graph; the offsets tell pieces of evidence apart."""
        offsets = (self.properties.get("start"), self.properties.get("end"))
        return (self.type, self.origin[1], self.target[1], *offsets)

    @property
    def mark(self) -> str:
        """A hash of the content."""
        return _digest(self.properties) if self.properties else _BARE


def check(source: Source, *, schema: Schema) -> None:
    """Make sure that the schema has every label and type of the graph, and that its words can stand in Cypher.

    Raises:
        ConfigError: it lacks one, or has a word that is not plain or that the projection needs for itself.
    """
    labels, types = set(schema.labels), set(schema.relations)
    # Cypher cannot take labels and types as parameters, so this is what keeps them plain words.
    for word in sorted(one for one in labels | types if not (one.isascii() and one.isidentifier())):
        raise ConfigError(f"schema: {word!r} is not a plain word", hint="use letters, digits and _")
    for word in sorted(labels.intersection((*NODE_LABELS, META)) | types.intersection(RELATIONSHIP_TYPES)):
        raise ConfigError(f"schema: kgbuild needs the word {word} for itself in Neo4j", hint="rename it")
    used_labels, used_types = source.words
    for word in sorted((used_labels - labels) | (used_types - types)):
        raise ConfigError(
            f"the graph uses {word!r}, which the schema does not have",
            hint="use the schema that the workspace was built with",
        )


def rows(source: Source) -> Iterator[Node | Relationship]:
    """Yield every node and relationship of the projection once; a relationship comes after its two nodes."""
    yield from map(_document_node, source.documents)
    redirects = _Redirects(source.redirects)
    for entity in source.entities:
        yield _entity_node(entity, redirects.to(entity.id))
        for document, count in sorted(entity.documents.items()):
            yield Relationship("MENTIONED_IN", ("Entity", entity.id), ("Document", document), {"count": count})
    for edge in source.edges:
        yield _edge(edge)
        for stored in edge.claims:
            yield _claim_node(stored)
            yield from _sides(stored)
            yield from _evidence(stored)


def nodes(source: Source) -> Iterator[Node]:
    """Yield every node of the projection once."""
    return (one for one in rows(source) if isinstance(one, Node))


def relationships(source: Source) -> Iterator[Relationship]:
    """Yield every relationship of the projection once."""
    return (one for one in rows(source) if isinstance(one, Relationship))


def meta_nodes(workspace: str, *, file: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The properties of our book-keeping: the version of the layout, and whose graph there is.

    Args:
        workspace: its id.
        file: what a person calls it.
    """
    return {"id": "schema", "version": VERSION}, {"id": workspace, "file": file}


def best_first(edge: Edge) -> list[StoredClaim]:
    """The claims of an edge: those that say what it says (its modality) first, of these the surest first."""
    modality = edge.modality
    return sorted(edge.claims, key=lambda one: (one.claim.modality != modality, -one.claim.confidence, one.id))


def quotes(edge: Edge) -> list[str]:
    """The sentences that state an edge, each once, those of the best claim first."""
    found = (one.quote for stored in best_first(edge) for one in sorted(stored.claim.evidence))
    return list(filter(None, dict.fromkeys(found)))


class _Redirects:
    """Hands out what was merged into each entity, while both are read in the order of the entities' ids."""

    def __init__(self, redirects: Iterable[tuple[str, str]]) -> None:
        self._rest = iter(redirects)
        self._next = next(self._rest, None)

    def to(self, entity: str) -> list[str]:
        merged = []
        while self._next is not None and self._next[0] <= entity:
            if self._next[0] == entity:
                merged.append(self._next[1])
            self._next = next(self._rest, None)
        return merged


def _document_node(document: Document) -> Node:
    properties = {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "published": document.published,
    }
    return Node("Document", "", properties)


def _entity_node(entity: Entity, merged: list[str]) -> Node:
    attributes = {_word(name): _value(name, value) for name, value in sorted(entity.attributes.items())}
    properties = {
        "id": entity.id,
        "name": entity.name,
        "aliases": _list(entity.aliases),
        "mentions": entity.mentions,
        "merged_ids": _list(merged),
    }
    return Node("Entity", entity.label, {**attributes, **properties}, tuple(attributes))


def _word(name: str) -> str:
    # A mark lists attribute names between spaces, and Neo4j takes neither an empty name nor one with a NUL.
    word = re.sub(r"\W+", "_", name) or "_"
    return f"{word}_" if word in (MARK, WORKSPACE) else word


def _value(name: str, text: str) -> str | float | None:
    if name not in _NUMBERS:
        return text
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _list(texts: Iterable[str]) -> list[str] | None:
    # An empty list is absent: neo4j-admin cannot import one, and both ways must give the same graph.
    return list(filter(None, texts)) or None


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
        "status": stored.status,
    }
    return Node("Claim", "", properties)


def _edge(edge: Edge) -> Relationship:
    properties = {
        "claims": len(edge.claims),
        "documents": len(edge.documents),
        "publications": edge.publications,
        "confidence": edge.confidence,
        "modality": edge.modality,
        "first_cited": edge.first_cited,
        "last_cited": edge.last_cited,
        "quotes": _list(quotes(edge)),
    }
    return Relationship(edge.type, ("Entity", edge.subject), ("Entity", edge.object), properties)


def _sides(stored: StoredClaim) -> Iterator[Relationship]:
    sides = (("SUBJECT", stored.subject), ("OBJECT", stored.object), ("SAID_BY", stored.by))
    for type, entity in sides:
        if entity is not None:
            yield Relationship(type, ("Claim", stored.id), ("Entity", entity), {})


def _evidence(stored: StoredClaim) -> Iterator[Relationship]:
    for evidence in sorted(set(stored.claim.evidence)):
        properties = {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}
        yield Relationship("STATED_IN", ("Claim", stored.id), ("Document", stored.document), properties)


def _digest(content: object) -> str:
    return hashlib.blake2b(_encode(content).encode(), digest_size=8).hexdigest()


_encode = json.JSONEncoder(sort_keys=True).encode  # made once, since making it takes as long as using it
_BARE = _digest({})
