"""Where the names of a claim stand in its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kgbuild.model import Entity, Evidence, Graph, Mention, StoredClaim

__all__ = ["Mark", "Places", "find_marks", "gather"]

Places = dict[tuple[str, str], list[tuple[int, int]]]  # (document, entity) → where it is mentioned


class Mark(NamedTuple):
    """Characters `start` to `end` of a quote name a `side` of its claim (0 subject, 1 object, 2 who says so)."""

    start: int
    end: int
    side: int


def gather(graph: Graph, mentions: Iterable[tuple[str, str, Mention]]) -> Places:
    """Where the entities of edges are mentioned in the documents that state those edges.

    Args:
        graph: whose claims will be marked.
        mentions: (entity, document, mention), as the workspace yields them.
    """
    wanted = {
        (stored.document, one)
        for edge in graph.edges
        for stored in edge.claims
        for one in (stored.subject, stored.object, stored.by)
        if one is not None
    }
    places: Places = defaultdict(list)
    for entity, document, mention in mentions:
        if (document, entity) in wanted:
            places[document, entity].append((mention.start, mention.end))
    return dict(places)


def find_marks(
    stored: StoredClaim, evidence: Evidence, *, places: Places, entities: Mapping[str, Entity]
) -> list[Mark]:
    """The marks of a quote, in order, none within another.

    Where the mentions are not known, the names and aliases of the entities are looked for in the quote.

    Returns:
        Marks that count UTF-16 code units, as browsers do.
    """
    found: list[Mark] = []
    for side, entity in enumerate((stored.subject, stored.object, stored.by)):
        if entity is None:
            continue
        inside = [
            (start - evidence.start, end - evidence.start)
            for start, end in places.get((stored.document, entity), ())
            if evidence.start <= start and end <= evidence.end
        ]
        found += [Mark(*place, side) for place in inside or _by_name(entities.get(entity), evidence.quote)]
    return _in_utf16(_apart(found), evidence.quote)


def _by_name(entity: Entity | None, quote: str) -> list[tuple[int, int]]:
    if entity is None:
        return []
    for name in sorted({entity.name, *entity.aliases}, key=lambda one: (-len(one), one)):
        if name and (places := list(_whole(name, quote))):
            return places
    return []


def _whole(name: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a quote, not as a part of a longer word."""
    start = quote.find(name)
    while start >= 0:
        end = start + len(name)
        if not (quote[start - 1 : start].isalnum() or quote[end : end + 1].isalnum()):
            yield start, end
        start = quote.find(name, end)


def _apart(marks: list[Mark]) -> list[Mark]:
    """The longest marks that do not overlap, by place."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start - one.end, one)):
        if all(mark.end <= one.start or one.end <= mark.start for one in kept):
            kept.append(mark)
    return sorted(kept)


def _in_utf16(marks: list[Mark], quote: str) -> list[Mark]:
    if quote.isascii() or max(quote) <= "\uffff":
        return marks
    return [Mark(_units(quote[: one.start]), _units(quote[: one.end]), one.side) for one in marks]


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
