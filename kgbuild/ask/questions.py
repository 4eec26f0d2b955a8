"""The questions that can be asked of the workspace: pure functions of the graph.

Each has a namesake in queries/ that asks Neo4j the same, and gives the same columns and rows in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild.ask.entities import find_entities
from kgbuild.ask.ledger import Ledger, quote_of
from kgbuild.ask.periods import first_day, to_period
from kgbuild.ask.sureness import SURENESS, how_dated, how_sure, stated_dates
from kgbuild.model import Graph, StoredClaim

__all__ = ["LIMIT", "QUESTIONS", "Question", "Row", "commanders", "postings", "whereabouts"]

LIMIT = 100  # rows
_DOUBT = {"possible": 1, "planned": 2}  # what is so comes before what may be so
_NEVER = "9999"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its parameters, which are the same in Cypher, and by the function that gives its rows.

    `entity` is the parameter that names an entity, `dates` are those that name dates, the earlier first.
    """

    entity: str
    dates: tuple[str, ...]
    answer: Callable[[Graph, Mapping[str, str], int], list[Row]]


def commanders(graph: Graph, *, unit: str, date: str, limit: int = LIMIT) -> list[Row]:
    """Who commanded a unit, or headed a body, on a day or at some time in a month or year.

    Args:
        unit: an id, a name or an alias.
        date: an ISO date of any precision.
        limit: the most rows.

    Returns:
        One row for each claim, the surest first; `dates` says how sure (see `sureness.SURENESS`).

    Raises:
        ConfigError: the graph has no such entity, or the date is none.
    """
    period, ledger = to_period(date), Ledger(graph)
    units = {entity.id for entity in find_entities(graph, unit)}
    found: list[tuple[str, Row]] = []
    for stored in ledger.claims("COMMANDS"):
        if stored.object in units and stored.claim.modality != "negated":
            sure = how_sure(stored.claim, ledger.published(stored), period)
            if sure is not None:
                sides = {
                    "person": ledger.name(stored.subject),
                    "unit": ledger.name(stored.object),
                    "role": stored.claim.role,
                    "rank": stored.claim.rank,
                }
                begin = first_day(stated_dates(stored.claim, ledger.published(stored))[0])
                found.append((begin or "", {**sides, **_dated(stored, ledger, dates=sure)}))
    found.sort(key=lambda one: (-one[1]["confidence"], one[1]["person"], one[1]["claim"]))
    found.sort(key=lambda one: one[0], reverse=True)
    found.sort(key=lambda one: (SURENESS.index(one[1]["dates"]), _DOUBT.get(one[1]["modality"], 0)))
    return [row for _, row in found[:limit]]


def whereabouts(graph: Graph, *, entity: str, first: str, last: str, limit: int = LIMIT) -> list[Row]:
    """Where a unit, a person or a body was between two dates: deployed, in action, or based.

    Args:
        entity: an id, a name or an alias.
        first, last: ISO dates of any precision; both are part of the period.
        limit: the most rows.

    Returns:
        One row for each claim, the earliest first; `dates` says how sure (see `sureness.SURENESS`).

    Raises:
        ConfigError: the graph has no such entity, or a date is none.
    """
    period, ledger = to_period(first, last), Ledger(graph)
    entities = {one.id for one in find_entities(graph, entity)}
    found: list[tuple[str, Row]] = []
    for stored in ledger.claims("DEPLOYED_TO", "LOCATED_IN", "OPERATES_IN"):
        if stored.subject in entities and stored.claim.modality != "negated":
            sure = how_sure(stored.claim, ledger.published(stored), period)
            if sure is not None:
                sides = {
                    "entity": ledger.name(stored.subject),
                    "relation": stored.claim.type,
                    "place": ledger.name(stored.object),
                }
                found.append((_start(stored, ledger), {**sides, **_dated(stored, ledger, dates=sure)}))
    found.sort(key=lambda one: (one[0], SURENESS.index(one[1]["dates"]), one[1]["place"], one[1]["claim"]))
    return [row for _, row in found[:limit]]


def postings(graph: Graph, *, person: str, limit: int = LIMIT) -> list[Row]:
    """What a person commanded, belonged to and was sent to.

    Args:
        person: an id, a name or an alias.
        limit: the most rows.

    Returns:
        One row for each claim, the earliest first; `dates` says what is known of them (see
        `sureness.how_dated`).

    Raises:
        ConfigError: the graph has no such entity.
    """
    ledger = Ledger(graph)
    people = {entity.id for entity in find_entities(graph, person)}
    found: list[tuple[str, Row]] = []
    for stored in ledger.claims("COMMANDS", "DEPLOYED_TO", "MEMBER_OF"):
        if stored.subject in people and stored.claim.modality != "negated":
            sides = {
                "person": ledger.name(stored.subject),
                "relation": stored.claim.type,
                "body": ledger.name(stored.object),
                "role": stored.claim.role,
                "rank": stored.claim.rank,
            }
            dates = how_dated(stored.claim, ledger.published(stored))
            found.append((_start(stored, ledger), {**sides, **_dated(stored, ledger, dates=dates)}))
    found.sort(key=lambda one: (one[0], one[1]["relation"], one[1]["body"], one[1]["claim"]))
    return [row for _, row in found[:limit]]


QUESTIONS: dict[str, Question] = {
    "commanders": Question(
        "unit",
        ("date",),
        lambda graph, given, limit: commanders(graph, unit=given["unit"], date=given["date"], limit=limit),
    ),
    "postings": Question(
        "person", (), lambda graph, given, limit: postings(graph, person=given["person"], limit=limit)
    ),
    "whereabouts": Question(
        "entity",
        ("from", "to"),
        lambda graph, given, limit: whereabouts(
            graph, entity=given["entity"], first=given["from"], last=given["to"], limit=limit
        ),
    ),
}


def _dated(stored: StoredClaim, ledger: Ledger, *, dates: str) -> Row:
    """The columns that every question has: what is claimed, when, how sure that is, and where it stands."""
    return {
        "modality": stored.claim.modality,
        "date_from": stored.claim.date_from,
        "date_to": stored.claim.date_to,
        "dates": dates,
        "quote": quote_of(stored),
        "document": stored.document,
        "published": ledger.published(stored),
        "said_by": ledger.name(stored.by),
        "confidence": stored.claim.confidence,
        "claim": stored.id,
    }


def _start(stored: StoredClaim, ledger: Ledger) -> str:
    """The first day that a claim's dates, or else its document's, may mean; what has none comes last."""
    published = ledger.published(stored)
    days = map(first_day, (*stated_dates(stored.claim, published), published))
    return next((day for day in days if day), _NEVER)
