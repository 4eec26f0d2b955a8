"""Small invented graphs: what dated reports say of people, units and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgbuild.model import Claim, Edge, Entity, Graph, StoredClaim
from tests.factories import make_document, make_entity

__all__ = ["make_world"]


def make_world(
    entities: Mapping[str, str | Entity],
    *told: tuple[str, Claim],
    published: Mapping[str, str | None] | None = None,
    statuses: Mapping[str, str] | None = None,
) -> Graph:
    """A graph of what documents tell; the claims are called c1, c2, … in their order.

    Args:
        entities: by id: the label and the name ("Unit 9th Brigade"), or the entity.
        told: (document, claim) each.
        published: the dates of the documents, which are otherwise called by their date.
        statuses: what a person said of claims.
    """
    dates = published or {}
    stored = [
        StoredClaim(
            f"c{number}",
            document,
            claim.subject,
            claim.object,
            claim.by,
            claim,
            (statuses or {}).get(f"c{number}"),
        )
        for number, (document, claim) in enumerate(told, 1)
    ]
    documents = sorted({document for document, _ in told})
    by_edge: dict[tuple[str, str, str], list[StoredClaim]] = {}
    for one in stored:
        sides = (one.subject, one.object)
        subject, object = sorted(sides) if one.claim.type == "ALLIED_WITH" else sides
        by_edge.setdefault((one.claim.type, subject, object), []).append(one)
    return Graph(
        tuple(make_document(one, published=dates.get(one, one)) for one in documents),
        tuple(sorted((_entity(id, one, documents) for id, one in entities.items()), key=lambda one: one.id)),
        tuple(Edge(*key, tuple(claims)) for key, claims in sorted(by_edge.items())),
    )


def _entity(id: str, told: str | Entity, documents: Sequence[str]) -> Entity:
    mentions = dict.fromkeys(documents, 1)
    if isinstance(told, Entity):
        return replace(told, documents=mentions)
    label, _, name = told.partition(" ")
    return make_entity(id, name, label=label, documents=mentions)
