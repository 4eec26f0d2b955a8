"""Which part of the graph a page is about, and how much each of its entities matters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from kgbuild.errors import ConfigError
from kgbuild.model import Document, Edge, Entity, Graph, StoredClaim
from kgbuild.schema import Schema

__all__ = ["Choice", "choose", "find", "foremost", "importance"]

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a page shall show; the default is everything.

    `focus` is an entity's id, or its name or alias; `depth` the greatest number of edges between it and another
    entity. `types` and `labels` are the relation types and entity labels to keep, empty for all. `since` and
    `until` are ISO dates as long as they are precise, and `confidence` is the least that a claim needs.
    """

    focus: str | None = None
    depth: int = 2
    types: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0

    def __post_init__(self) -> None:
        for name, date in (("since", self.since), ("until", self.until)):
            if date is not None and not _DATE.fullmatch(date):
                raise ConfigError(f"{name}: {date!r} is no date", hint="write it as 2014, 2014-03 or 2014-03-05")
        if self.since and self.until and f"{self.until}~" < self.since:
            raise ConfigError(f"until {self.until} is before since {self.since}", hint="name the earlier as since")


def choose(graph: Graph, choice: Choice, *, schema: Schema) -> Graph:
    """The part of a graph that the choice asks for; an edge keeps only the claims that fit.

    A claim without dates of its own counts for the day on which its document was published; one without either
    fits no dates. Where anything but labels is asked for, entities that keep no edge are left out.

    Raises:
        ConfigError: the focus is no entity of the graph, or the name of several; there is no such type or label.
    """
    _check("type", choice.types, {*schema.relations, *(edge.type for edge in graph.edges)})
    _check("label", choice.labels, {*schema.labels, *(entity.label for entity in graph.entities)})
    focus = None if choice.focus is None else find(graph, choice.focus).id
    entities = {
        one.id: one for one in graph.entities if not choice.labels or one.label in choice.labels or one.id == focus
    }
    published = {document.id: document for document in graph.documents}
    kept = [_with_fitting_claims(edge, choice, published) for edge in graph.edges]
    edges = [edge for edge in kept if edge is not None and edge.subject in entities and edge.object in entities]
    if focus is not None:
        near = _within(focus, edges, depth=choice.depth)
    elif choice.types or choice.since or choice.until or choice.confidence:
        near = {end for edge in edges for end in (edge.subject, edge.object)}
    else:
        near = set(entities)
    return replace(
        graph,
        entities=tuple(one for one in entities.values() if one.id in near),
        edges=tuple(edge for edge in edges if edge.subject in near and edge.object in near),
    )


def importance(graph: Graph) -> list[int]:
    """How much each entity matters: its mentions, and the documents that relate it to others."""
    stated: Counter[str] = Counter()
    for edge in graph.edges:
        for end in {edge.subject, edge.object}:
            stated[end] += len(edge.documents)
    return [entity.mentions + stated[entity.id] for entity in graph.entities]


def foremost(graph: Graph, weights: Sequence[int], *, most: int) -> list[int]:
    """The part of a graph to look at first: the most important entities, and those most closely tied to them.

    Args:
        graph: the graph.
        weights: how much each entity matters.
        most: so many entities; the first half of them are the most important of all, the others are those that the
            most documents relate to that half.

    Returns:
        Places in the graph's entities, in order.
    """
    ids = [entity.id for entity in graph.entities]
    order = sorted(range(len(ids)), key=lambda at: (-weights[at], ids[at]))
    first = {ids[at] for at in order[: (most + 1) // 2]}
    ties: Counter[str] = Counter()
    for edge in graph.edges:
        if (edge.subject in first) != (edge.object in first):
            ties[edge.object if edge.subject in first else edge.subject] += len(edge.documents)
    others = sorted(order[len(first) :], key=lambda at: -ties[ids[at]])
    return sorted([*order[: len(first)], *others[: most - len(first)]])


def find(graph: Graph, wanted: str) -> Entity:
    """The entity with this id, or the only one with this name or alias, in whatever case.

    Raises:
        ConfigError: there is none, or several have the name; the message lists them.
    """
    name = " ".join(wanted.split())
    folded = name.casefold()
    found = [one for one in graph.entities if one.id == name] or [
        one for one in graph.entities if folded in map(str.casefold, (one.name, *one.aliases))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(f"{one.id} {one.name} ({one.label})" for one in found)
        raise ConfigError(
            f"{len(found)} entities are called {name!r}: {listed}", hint="give the id of one of them"
        )
    close = get_close_matches(name, (one.name for one in graph.entities), n=3)
    hint = f"is it {' or '.join(map(repr, close))}?" if close else "give an id, a name or an alias, whole"
    raise ConfigError(f"the graph has no entity called {name!r}", hint=hint)


def _check(kind: str, wanted: frozenset[str], known: set[str]) -> None:
    for name in sorted(wanted - known):
        close = get_close_matches(name, sorted(known), n=1)
        hint = f"is it {close[0]}?" if close else f"known: {', '.join(sorted(known))}"
        raise ConfigError(f"there is no {kind} {name!r}", hint=hint)


def _with_fitting_claims(edge: Edge, choice: Choice, published: dict[str, Document]) -> Edge | None:
    if choice.types and edge.type not in choice.types:
        return None
    claims = tuple(one for one in edge.claims if _fits(one, choice, published))
    if claims == edge.claims:
        return edge
    if not claims:
        return None
    dates = sorted(day for one in claims if (day := published[one.document].published))
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    stating = len({one.document for one in claims})
    return replace(
        edge,
        claims=claims,
        first_cited=first,
        last_cited=last,
        publications=min(edge.publications, stating),
    )


def _fits(stored: StoredClaim, choice: Choice, published: dict[str, Document]) -> bool:
    claim = stored.claim
    if claim.confidence < choice.confidence:
        return False
    if choice.since is None and choice.until is None:
        return True
    begin, end = claim.date_from, claim.date_to
    if begin is None and end is None:
        document = published.get(stored.document)
        begin = end = document.published if document else None
        if begin is None:
            return False
    # ISO dates sort as text; a date that is less precise reaches to the end of what it names.
    too_old = choice.since is not None and end is not None and f"{end}~" < choice.since
    too_new = choice.until is not None and begin is not None and begin > f"{choice.until}~"
    return not (too_old or too_new)


def _within(focus: str, edges: Iterable[Edge], *, depth: int) -> set[str]:
    neighbours = defaultdict(set)
    for edge in edges:
        neighbours[edge.subject].add(edge.object)
        neighbours[edge.object].add(edge.subject)
    near = frontier = {focus}
    for _ in range(depth):
        frontier = {other for one in frontier for other in neighbours[one]} - near
        near = near | frontier
    return near
