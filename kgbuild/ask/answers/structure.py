"""What is part of, or under, what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgbuild.ask.answers.rows import Found, Row, cited, holding, holds, in_order, reach
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, other_side, quote_of, surest
from kgbuild.ask.sureness import stated_dates
from kgbuild.model import Edge, StoredClaim

__all__ = ["chain_of_command_down", "chain_of_command_up", "gaps", "order_of_battle", "several_parents"]

_ABOVE = ("OPERATES_UNDER", "PART_OF")
_CHAIN = 8  # steps
_LEVELS = 6


def chain_of_command_up(ledger: Ledger, asked: Asked) -> list[Row]:
    """What is above a body, step by step to the top, and who commands there."""
    return _chains(ledger, asked, "above", up=True)


def chain_of_command_down(ledger: Ledger, asked: Asked) -> list[Row]:
    """What is under a body, step by step to the bottom, and who commands there."""
    return _chains(ledger, asked, "below", up=False)


def order_of_battle(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which units are under a body as of a date, level by level, with their commanders."""
    date = asked.text("date")
    levels: dict[tuple[str, str, str], int] = {}
    for body in asked.entities("body"):
        for level, edge in _below(ledger, body, date):
            key = (edge.object, edge.subject, edge.type)
            levels[key] = min(level, levels.get(key, level))
    found: list[Found] = []
    for (above, unit, relation), level in levels.items():
        claims = surest(one for one in ledger.by_sides[relation, unit, above] if holding(one, date))
        heads = {
            ledger.name(edge.subject) or ""
            for edge in ledger.edges_to(unit, "COMMANDS")
            if any(_heads_on(stored, date, ledger) for stored in edge.claims)
        }
        row = {
            "level": level,
            "unit": ledger.name(unit),
            "echelon": ledger.entities[unit].attributes.get("echelon"),
            "under": ledger.name(above),
            "relation": relation,
            "commanders": sorted(heads),
            "date_from": claims[0].claim.date_from,
            "date_to": claims[0].claim.date_to,
            "claims": len(claims),
            "quote": quote_of(claims[0]),
            "claim": claims[0].id,
        }
        found.append(((level, row["under"], row["unit"], relation, above, unit), row))
    return in_order(found)


def several_parents(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which units are said to be part of, or under, several bodies, none above another; those with most first."""
    parents: dict[str, dict[str, Edge]] = defaultdict(dict)
    for edge, _ in sorted(ledger.edges(*_ABOVE), key=lambda one: one[0].type):
        if _is_asserted(edge) and ledger.label(edge.subject) == "Unit":
            parents[edge.subject].setdefault(edge.object, edge)
    found: list[Found] = []
    for unit, bodies in parents.items():
        lowest = [
            tie
            for body, tie in bodies.items()
            if len(bodies) > 1
            and not (reach(ledger, [body], *_ABOVE, steps=4, counts=_is_asserted) - {body}) & bodies.keys()
        ]
        if len(lowest) > 1:
            ties = sorted(lowest, key=lambda one: (ledger.name(one.object), one.object))
            row = {
                "unit": ledger.name(unit),
                "parents": len(ties),
                "names": [ledger.name(one.object) for one in ties],
                **cited(ties),
            }
            found.append(((-len(ties), row["unit"], unit), row))
    return in_order(found)


def gaps(ledger: Ledger, asked: Asked) -> list[Row]:
    """Of which units no parent, no commander or no place is known; the most mentioned first."""
    found: list[Found] = []
    for unit in ledger.graph.entities:
        known = {
            "parent": ledger.edges_from(unit.id, *_ABOVE),
            "commander": ledger.edges_to(unit.id, "COMMANDS"),
            "place": ledger.edges_from(unit.id, "DEPLOYED_TO", "LOCATED_IN", "OPERATES_IN"),
        }
        missing = [name for name, edges in known.items() if not any(map(holds, edges))]
        if unit.label == "Unit" and missing and unit.mentions:
            row = {
                "unit": unit.name,
                "missing": missing,
                "mentions": unit.mentions,
                "documents": len(unit.documents),
            }
            found.append(((-unit.mentions, -len(unit.documents), unit.name, unit.id), row))
    return in_order(found)


def _is_asserted(edge: Edge) -> bool:
    return edge.modality == "asserted"


def _chains(ledger: Ledger, asked: Asked, column: str, *, up: bool) -> list[Row]:
    found: list[Found] = []
    for body in asked.entities("name"):
        for path in _paths(ledger, [body], [], up=up):
            ids = [body]
            for edge in path:
                ids.append(other_side(edge, ids[-1]))
            heads = {
                ledger.name(post.subject) or ""
                for post in ledger.edges_to(ids[-1], "COMMANDS")
                if post.modality not in ("negated", "past")
            }
            row = {
                "steps": len(path),
                column: ledger.name(ids[-1]),
                "commanders": sorted(heads),
                "chain": [ledger.name(one) for one in ids],
                "relations": [edge.type for edge in path],
                "quotes": [first_quote(edge) for edge in path],
            }
            found.append(((len(path), row["chain"], row["relations"], ids), row))
    return in_order(found)


def _paths(ledger: Ledger, ids: list[str], path: list[Edge], *, up: bool) -> Iterator[list[Edge]]:
    """Yield the ways on from the last of `ids`, through no entity twice."""
    if len(path) == _CHAIN:
        return
    edges = ledger.edges_from(ids[-1], *_ABOVE) if up else ledger.edges_to(ids[-1], *_ABOVE)
    for edge in edges:
        end = other_side(edge, ids[-1])
        if holds(edge) and end not in ids:
            yield [*path, edge]
            yield from _paths(ledger, [*ids, end], [*path, edge], up=up)


def _below(ledger: Ledger, body: str, date: str) -> Iterator[tuple[int, Edge]]:
    """Yield the ties under a body as of a date, each with the lowest level at which it is."""
    seen, rim = {body}, [body]
    for level in range(1, _LEVELS + 1):
        ties = [
            edge
            for above in rim
            for edge in ledger.edges_to(above, *_ABOVE)
            if edge.subject != body and any(holding(stored, date) for stored in edge.claims)
        ]
        yield from ((level, edge) for edge in ties)
        rim = sorted({edge.subject for edge in ties} - seen)
        seen.update(rim)


def _heads_on(stored: StoredClaim, date: str, ledger: Ledger) -> bool:
    """Whether a claim says that one heads a body as of a date; without dates, it speaks of its document's day."""
    published = ledger.published_date(stored)
    if not date or any(stated_dates(stored.claim, published)):
        return holding(stored, date)
    if published is None or stored.claim.modality != "asserted":
        return False
    return published.startswith(date) or date.startswith(published)
