"""The claims of a graph, with what their ids stand for."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.model import Edge, Entity, Graph, StoredClaim

__all__ = ["Ledger", "quote_of"]

_BREAK = " … "


class Ledger:
    """Looks up the claims, entities and dates of a graph; claims that a person has rejected are not among them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._published = {document.id: document.published for document in graph.documents}
        self.entities: dict[str, Entity] = {entity.id: entity for entity in graph.entities}

    def claims(self, *types: str) -> Iterator[StoredClaim]:
        """Yield the claims of these types, or of all if none is given."""
        for edge in self._graph.edges:
            if not types or edge.type in types:
                yield from _standing(edge)

    def edges(self) -> Iterator[tuple[Edge, list[StoredClaim]]]:
        """Yield each edge with its claims."""
        for edge in self._graph.edges:
            yield edge, _standing(edge)

    def name(self, entity: str | None) -> str | None:
        """The name of an entity; None for none, or for one that the graph lacks."""
        found = self.entities.get(entity or "")
        return found.name if found else None

    def published(self, stored: StoredClaim) -> str | None:
        """The day on which the claim's document was published, as an ISO date."""
        published = self._published.get(stored.document)
        return published[:10] if published else None


def _standing(edge: Edge) -> list[StoredClaim]:
    return [stored for stored in edge.claims if stored.status != "rejected"]


def quote_of(stored: StoredClaim) -> str:
    """The sentences that state a claim, in the order of the document."""
    return _BREAK.join(evidence.quote for evidence in sorted(set(stored.claim.evidence)))
