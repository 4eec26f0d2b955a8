"""The claims of a graph, with what their ids stand for, and what lies next to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kgbuild.ask.periods import first_day
from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.projection import quotes

__all__ = ["Ledger", "first_quote", "other_side", "quote_of", "standing", "surest"]

_BREAK = " … "


class Ledger:
    """Looks up the claims, entities and dates of a graph; claims that a person has rejected are not among them.

    Args:
        graph: what is asked about.
        redirects: where ids of entities went that have been merged away.
    """

    def __init__(self, graph: Graph, redirects: dict[str, str] | None = None) -> None:
        self.graph = graph
        self.redirects = redirects or {}
        self.documents: dict[str, Document] = {document.id: document for document in graph.documents}
        self.entities: dict[str, Entity] = {entity.id: entity for entity in graph.entities}

    def claims(self, *types: str) -> Iterator[StoredClaim]:
        """Yield the claims of these types, or of all if none is given."""
        for edge in self.graph.edges:
            if not types or edge.type in types:
                yield from standing(edge)

    def edges(self, *types: str) -> Iterator[tuple[Edge, list[StoredClaim]]]:
        """Yield each edge of these types, or of all if none is given, with its claims."""
        for edge in self.graph.edges:
            if not types or edge.type in types:
                yield edge, standing(edge)

    def called(self, text: str) -> tuple[Entity, ...]:
        """The entities that have this id, name or alias, in whatever case, sorted by id."""
        ids = {self.redirects.get(text, text), *self.by_name.get(text.lower(), ())}
        return tuple(self.entities[id] for id in sorted(ids) if id in self.entities)

    @cached_property
    def by_name(self) -> dict[str, set[str]]:
        """The entities that have each name or alias, in small letters."""
        by_name: dict[str, set[str]] = defaultdict(set)
        for entity in self.graph.entities:
            for name in (entity.name, *entity.aliases):
                by_name[name.lower()].add(entity.id)
        return dict(by_name)

    @cached_property
    def near(self) -> dict[str, list[Edge]]:
        """The edges of each entity that has any, in either direction."""
        near: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.graph.edges:
            near[edge.subject].append(edge)
            near[edge.object].append(edge)
        return dict(near)

    @cached_property
    def by_sides(self) -> dict[tuple[str, str, str], list[StoredClaim]]:
        """The claims of each (type, subject, object), as the claims themselves have their sides."""
        by_sides: dict[tuple[str, str, str], list[StoredClaim]] = defaultdict(list)
        for stored in self.claims():
            by_sides[stored.claim.type, stored.subject, stored.object].append(stored)
        return dict(by_sides)

    def edges_from(self, entity: str, *types: str) -> list[Edge]:
        """The edges of these types of which the entity is the subject."""
        return [one for one in self.near.get(entity, ()) if one.subject == entity and one.type in types]

    def edges_to(self, entity: str, *types: str) -> list[Edge]:
        """The edges of these types of which the entity is the object."""
        return [one for one in self.near.get(entity, ()) if one.object == entity and one.type in types]

    def neighbours(self, entity: str) -> set[str]:
        """The entities that an edge joins this one to."""
        return {other_side(edge, entity) for edge in self.near.get(entity, ())}

    def name(self, entity: str | None) -> str | None:
        """The name of an entity; None for none, or for one that the graph lacks."""
        found = self.entities.get(entity or "")
        return found.name if found else None

    def label(self, entity: str) -> str | None:
        """The label of an entity; None for one that the graph lacks."""
        found = self.entities.get(entity)
        return found.label if found else None

    def names(self, entities: Iterable[str]) -> list[str]:
        """The names of entities, sorted; two of one name count as two."""
        return [name for name, _ in sorted((self.entities[one].name, one) for one in entities)]

    def published(self, stored: StoredClaim) -> str | None:
        """When the claim's document was published, in its own words: a day, mostly, without its hour."""
        document = self.documents.get(stored.document)
        return document.published[:10] if document and document.published else None

    def published_date(self, stored: StoredClaim) -> str | None:
        """When the claim's document was published, as an ISO date of any precision; None where it tells none."""
        published = self.published(stored)
        return published if first_day(published) else None


def standing(edge: Edge) -> list[StoredClaim]:
    """The claims of an edge that no person has rejected."""
    return [stored for stored in edge.claims if stored.status != "rejected"]


def other_side(edge: Edge, entity: str) -> str:
    """The side of an edge that is not this entity."""
    return edge.object if edge.subject == entity else edge.subject


def first_quote(edge: Edge) -> str | None:
    """The sentence that states an edge best."""
    return next(iter(quotes(edge)), None)


def quote_of(stored: StoredClaim) -> str:
    """The sentences that state a claim, in the order of the document."""
    return _BREAK.join(evidence.quote for evidence in sorted(set(stored.claim.evidence)))


def surest(claims: Iterable[StoredClaim]) -> Sequence[StoredClaim]:
    """Claims by their confidence, the surest first."""
    return sorted(claims, key=lambda stored: (-stored.claim.confidence, stored.id))
