"""The questions that can be asked by name: of the workspace, and with the Cypher of queries/ of Neo4j.

`commanders`, `whereabouts` and `postings` are also functions of the graph, for use from Python.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.ask.answers import ANSWERS, Row
from kgbuild.ask.asked import Asked
from kgbuild.ask.cypher import CypherQuestion, Value, cypher_names, read_cypher
from kgbuild.ask.ledger import Ledger
from kgbuild.model import Graph

__all__ = ["LIMIT", "Row", "answer", "commanders", "postings", "questions", "whereabouts"]

LIMIT = 100  # rows


def questions() -> list[CypherQuestion]:
    """All questions, sorted by name; every one can be asked of the workspace and of Neo4j."""
    return [read_cypher(name) for name in cypher_names()]


def answer(name: str, values: Mapping[str, Value], ledger: Ledger) -> list[Row]:
    """The rows of a question that is asked of a graph.

    Args:
        name: one of `questions()`.
        values: one for each of its parameters.

    Raises:
        ConfigError: the graph has no entity that is meant, or a date is none.
    """
    return ANSWERS[name](ledger, Asked(values, ledger))[: int(values["limit"])]


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
    return answer("commanders", {"unit": unit, "date": date, "limit": limit}, Ledger(graph))


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
    return answer("whereabouts", {"entity": entity, "from": first, "to": last, "limit": limit}, Ledger(graph))


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
    return answer("postings", {"person": person, "limit": limit}, Ledger(graph))
