"""All that is known of one entity, claim or document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kgbuild import pipeline
from kgbuild.ask.answers.rows import how_dated_in, start_of
from kgbuild.ask.entities import find_entities, nobody
from kgbuild.ask.ledger import Ledger, quote_of
from kgbuild.ask.neo4j import Loaded
from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.plugins import Progress
from kgbuild.projection import best_first

__all__ = ["Shown", "show", "show_of"]

_POSTS = ("COMMANDS", "DEPLOYED_TO", "MEMBER_OF")

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a thing, as plain values; `kind` is entity, claim or document, `note` a remark."""

    kind: str
    content: Plain
    note: str | None = None

    def to_plain(self) -> Plain:
        """The thing as JSON has it."""
        return {"kind": self.kind, "note": self.note, **self.content}


def show(
    reference: str,
    *,
    config: Config,
    neo4j: bool = False,
    workspace: str | None = None,
    progress: Progress | None = None,
) -> Shown:
    """All that the workspace, or Neo4j, knows of an entity, a claim or a document.

    Neo4j has neither paths and lengths of documents nor claims that make no relation, such as rejected ones.

    Args:
        reference: an id, also of an entity that was merged away, or the name or an alias of an entity.
        neo4j: whether Neo4j is asked, and not the workspace.
        workspace: whose graph in Neo4j is asked, by its id; see `Loaded`.

    Raises:
        ConfigError: there is no such thing or graph, or several entities have the name; the message lists them.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    if neo4j:
        loaded = Loaded(config, workspace)
        graph, claims, redirects = loaded.around(reference)
        if not (graph.entities or graph.documents):
            raise nobody(" ".join(reference.split()), loaded.names_like(reference))
        shown = show_of(reference, graph, claims=claims, redirects=redirects)
        return replace(shown, note="; ".join(filter(None, (shown.note, loaded.note))) or None)
    with pipeline.open_workspace(config) as opened:
        resolved = pipeline.resolve_all(opened, config=config, progress=progress)
        claims = list(opened.claims(resolved.rulings.statuses))
        redirects = opened.redirects()
    return show_of(reference, resolved.graph, claims=claims, redirects=redirects)


def show_of(reference: str, graph: Graph, *, claims: Iterable[StoredClaim], redirects: dict[str, str]) -> Shown:
    """All that a graph knows of an entity, a claim or a document.

    Args:
        reference: as `show` takes it.
        claims: all claims, also those that make no edge.
        redirects: where ids of entities went that have been merged away.

    Raises:
        ConfigError: as `show`.
    """
    ledger, text = Ledger(graph, redirects), " ".join(reference.split())
    id = redirects.get(text, text)
    if id in ledger.entities:
        note = f"{text} was merged into {id}" if id != text else None
        return Shown("entity", _entity(ledger.entities[id], ledger), note)
    of_claims = [stored for stored in claims if text in (stored.id, stored.document)]
    for stored in of_claims:
        if stored.id == text:
            return Shown("claim", _claim(stored, ledger))
    if reference in ledger.documents:
        return Shown("document", _document(ledger.documents[reference], of_claims, ledger))
    return Shown("entity", _entity(_named(text, ledger), ledger))


def _named(text: str, ledger: Ledger) -> Entity:
    found = find_entities(ledger, text)
    if len(found) > 1:
        listed = "; ".join(
            f"{one.id} {one.name} ({one.label}, {_count(len(one.documents), 'document')})" for one in found
        )
        raise ConfigError(
            f"{len(found)} entities are called {text!r}: {listed}", hint="give the id of one of them"
        )
    return found[0]


def _entity(entity: Entity, ledger: Ledger) -> Plain:
    edges = ledger.near.get(entity.id, [])
    posts = [stored for edge in edges if edge.type in _POSTS for stored in edge.claims]
    return {
        "id": entity.id,
        "label": entity.label,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "attributes": dict(sorted(entity.attributes.items())),
        "merged": sorted(old for old, new in ledger.redirects.items() if new == entity.id),
        "mentions": entity.mentions,
        "documents": [
            {**_about(ledger.documents[id]), "mentions": count} for id, count in sorted(entity.documents.items())
        ],
        "posts": [
            _claim(stored, ledger) for stored in sorted(posts, key=lambda one: (start_of(one, ledger), one.id))
        ],
        "edges": [_edge(edge, ledger) for edge in sorted(edges, key=lambda one: _place(one, entity, ledger))],
    }


def _place(edge: Edge, entity: Entity, ledger: Ledger) -> tuple[Any, ...]:
    """Where an edge stands in the list: what the entity does, then what is done to it, the best cited first."""
    names = (ledger.name(edge.subject), ledger.name(edge.object))
    return edge.object == entity.id, edge.type, -edge.publications, names, edge.subject, edge.object


def _edge(edge: Edge, ledger: Ledger) -> Plain:
    best = best_first(edge)[0]
    return {
        "subject": _who(edge.subject, ledger),
        "type": edge.type,
        "object": _who(edge.object, ledger),
        "modality": edge.modality,
        "confidence": edge.confidence,
        "claims": len(edge.claims),
        "documents": len(edge.documents),
        "publications": edge.publications,
        "first_cited": edge.first_cited,
        "last_cited": edge.last_cited,
        "quote": quote_of(best),
        "document": best.document,
        "claim": best.id,
    }


def _claim(stored: StoredClaim, ledger: Ledger) -> Plain:
    claim = stored.claim
    return {
        "id": stored.id,
        "subject": _who(stored.subject, ledger),
        "type": claim.type,
        "object": _who(stored.object, ledger),
        "modality": claim.modality,
        "role": claim.role,
        "rank": claim.rank,
        "count": claim.count,
        "date": claim.date,
        "date_from": claim.date_from,
        "date_to": claim.date_to,
        "dates": how_dated_in(stored, ledger),
        "said_by": None if stored.by is None else _who(stored.by, ledger),
        "confidence": claim.confidence,
        "status": stored.status,
        "document": _about(ledger.documents[stored.document]),
        "evidence": [
            {"quote": one.quote, "start": one.start, "end": one.end} for one in sorted(set(claim.evidence))
        ],
    }


def _document(document: Document, claims: Iterable[StoredClaim], ledger: Ledger) -> Plain:
    mentioned = [
        (one.documents[document.id], one) for one in ledger.graph.entities if document.id in one.documents
    ]
    mentioned.sort(key=lambda one: (-one[0], one[1].name, one[1].id))
    return {
        **_about(document),
        "path": document.path,
        "characters": len(document.text) or None,  # Neo4j has no texts
        "entities": [{**_who(one.id, ledger), "mentions": count} for count, one in mentioned],
        "claims": [
            _claim(stored, ledger)
            for stored in sorted(claims, key=lambda one: (min(one.claim.evidence), one.claim.type, one.id))
        ],
    }


def _about(document: Document) -> Plain:
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "published": document.published,
    }


def _who(entity: str, ledger: Ledger) -> Plain:
    return {"id": entity, "name": ledger.name(entity), "label": ledger.label(entity)}


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
