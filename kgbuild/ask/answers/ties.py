"""Who attacks, backs and is joined to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from kgbuild.ask.answers.rows import Found, Row, dated, holds, in_order, told_between
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, other_side
from kgbuild.model import Edge

__all__ = [
    "common_foes",
    "everything_about",
    "incidents",
    "supporters",
    "who_attacked_whom",
    "who_backs_whom",
]

_BLOWS = ("ATTACKED", "KILLED")
_STEPS = 6  # the most that `supporters` goes


def everything_about(ledger: Ledger, asked: Asked) -> list[Row]:
    """All relations of an entity in both directions, each with a sentence."""
    entities = asked.entities("name")
    found: list[Found] = []
    for edge, _ in ledger.edges():
        if not entities.isdisjoint((edge.subject, edge.object)):
            row = {
                "subject": ledger.name(edge.subject),
                "type": edge.type,
                "object": ledger.name(edge.object),
                "modality": edge.modality,
                "confidence": edge.confidence,
                "documents": len(edge.documents),
                "first_cited": edge.first_cited,
                "last_cited": edge.last_cited,
                "quote": first_quote(edge),
            }
            found.append(((edge.type, row["subject"], row["object"], edge.subject, edge.object), row))
    return in_order(found)


def who_attacked_whom(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who attacked or killed whom; the best documented first."""
    found: list[Found] = []
    for edge, claims in ledger.edges(*_BLOWS):
        if holds(edge) and asked.concerns("name", edge.subject, edge.object):
            row = {
                "attacker": ledger.name(edge.subject),
                "relation": edge.type,
                "target": ledger.name(edge.object),
                "modality": edge.modality,
                "claims": len(claims),
                "documents": len(edge.documents),
                "first_cited": edge.first_cited,
                "last_cited": edge.last_cited,
                "quote": first_quote(edge),
            }
            names = (row["attacker"], edge.type, row["target"])
            found.append(((-len(edge.documents), -len(claims), *names, edge.subject, edge.object), row))
    return in_order(found)


def incidents(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which attacks and killings fall between two dates; the earliest first, those only open last."""
    found: list[Found] = []
    for stored, sure, key in told_between(ledger, asked, *_BLOWS, first="from", last="to"):
        if asked.concerns("name", stored.subject, stored.object):
            row = {
                "attacker": ledger.name(stored.subject),
                "relation": stored.claim.type,
                "target": ledger.name(stored.object),
                **dated(stored, ledger, dates=sure),
            }
            found.append(((sure == "open", *key, row["attacker"], row["target"], stored.id), row))
    return in_order(found)


def common_foes(ledger: Ledger, asked: Asked) -> list[Row]:
    """Whom two bodies have both attacked or been attacked by; those with most claims first."""
    found: list[Found] = []
    pairs = product(asked.entities("first"), asked.entities("second"))
    for first, second in (pair for pair in pairs if pair[0] != pair[1]):
        left, right = _foes(ledger, first), _foes(ledger, second)
        for foe in left.keys() & right.keys():
            claims = [sum(len(edge.claims) for edge in edges[foe]) for edges in (left, right)]
            row = {
                "foe": ledger.name(foe),
                "label": ledger.label(foe),
                "first": ledger.name(first),
                "first_claims": claims[0],
                "first_quote": first_quote(left[foe][0]),
                "second": ledger.name(second),
                "second_claims": claims[1],
                "second_quote": first_quote(right[foe][0]),
            }
            found.append(((-sum(claims), row["foe"], foe, first, second), row))
    return in_order(found)


def who_backs_whom(ledger: Ledger, asked: Asked) -> list[Row]:
    """Whom a body backs, and who backs it."""
    found: list[Found] = []
    for edge, _ in ledger.edges("BACKED_BY"):
        if holds(edge) and asked.concerns("name", edge.subject, edge.object):
            row = {
                "backer": ledger.name(edge.object),
                "backed": ledger.name(edge.subject),
                "modality": edge.modality,
                "documents": len(edge.documents),
                "confidence": edge.confidence,
                "quote": first_quote(edge),
            }
            found.append(((row["backer"], row["backed"], edge.object, edge.subject), row))
    return in_order(found)


def supporters(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who supports a group, directly or through others; the nearest first."""
    steps = min(int(asked.number("steps")), _STEPS)
    found: list[Found] = []
    for group in asked.entities("group"):
        for ids, path in _backers(ledger, [group], [], steps):
            chain = [ledger.name(one) for one in ids]
            row = {
                "steps": len(path),
                "supporter": chain[-1],
                "chain": chain,
                "documents": [len(edge.documents) for edge in path],
                "confidence": min(edge.confidence for edge in path),
                "quotes": [first_quote(edge) for edge in path],
            }
            found.append(((len(path), chain, ids), row))
    return in_order(found)


def _foes(ledger: Ledger, entity: str) -> dict[str, list[Edge]]:
    """Whom an entity fights, and the edges that say so, the surest first."""
    foes: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(ledger.near.get(entity, ()), key=lambda one: (-one.confidence, one.type, one.subject)):
        if edge.type in _BLOWS and holds(edge):
            foes[other_side(edge, entity)].append(edge)
    return dict(foes)


def _backers(
    ledger: Ledger, ids: list[str], path: list[Edge], steps: int
) -> Iterator[tuple[list[str], list[Edge]]]:
    """Yield the ways to those who back the last of `ids`, through no entity twice."""
    for edge in ledger.edges_from(ids[-1], "BACKED_BY") if len(path) < steps else ():
        if holds(edge) and edge.object not in ids:
            yield [*ids, edge.object], [*path, edge]
            yield from _backers(ledger, [*ids, edge.object], [*path, edge], steps)
