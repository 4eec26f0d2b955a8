"""Asking a question by its name, of the workspace or of Neo4j."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kgbuild import pipeline
from kgbuild.ask.cypher import CypherQuestion, Value, read_cypher
from kgbuild.ask.entities import find_entities, nobody
from kgbuild.ask.ledger import Ledger
from kgbuild.ask.periods import to_period
from kgbuild.ask.questions import Row, answer
from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.plugins import Progress
from kgbuild.stages.store.neo4j import ask as ask_neo4j

__all__ = ["Answer", "query"]

_WHO = """MATCH (one:Entity)
WHERE $name IN [one.id] + coalesce(one.merged_ids, [])
  OR toLower($name) IN [alias IN [one.name] + coalesce(one.aliases, []) | toLower(alias)]
RETURN one.id AS id, [label IN labels(one) WHERE label <> 'Entity'][0] AS label ORDER BY id"""

_DRAWN = ("path", "paths", "node", "nodes")  # columns that the Browser draws

Namesakes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, all with the same columns.

    `entities` are those that each parameter means, as (id, label): more than one where several have the name.
    """

    rows: list[Row]
    entities: Mapping[str, Namesakes] = field(default_factory=dict)


def query(
    name: str,
    parameters: Mapping[str, str],
    *,
    config: Config,
    neo4j: bool = False,
    progress: Progress | None = None,
) -> Answer:
    """Answer a question.

    Args:
        name: any file of queries/ without its suffix.
        parameters: by name; an entity is meant by its id, its name or an alias, a date is an ISO date.
        config: names the workspace, and Neo4j.
        neo4j: whether Neo4j is asked, and not the workspace.

    Raises:
        ConfigError: there is no such question, parameter or entity, or a value is not what it should be.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    question = read_cypher(name)
    values = _values(question, parameters)
    asked = [one.name for one in question.parameters if one.type == "entity" and values[one.name]]
    if neo4j:
        meant = {one: _in_neo4j(str(values[one]), config=config) for one in asked}
        rows = ask_neo4j(question.text, values, settings=config.neo4j)
        return Answer([{name: row[name] for name in row if name not in _DRAWN} for row in rows], meant)
    graph = pipeline.read_graph(config=config, progress=progress)
    # A person may have noted an id before its entity was merged into another.
    ledger = Ledger(graph, pipeline.read_redirects(config=config))
    meant = {
        one: tuple((entity.id, entity.label) for entity in find_entities(ledger, str(values[one])))
        for one in asked
    }
    return Answer(answer(name, values, ledger), meant)


def _in_neo4j(name: str, *, config: Config) -> Namesakes:
    meant = ask_neo4j(_WHO, {"name": name}, settings=config.neo4j)
    if not meant:
        raise nobody(name)
    return tuple((one["id"], one["label"]) for one in meant)


def _values(question: CypherQuestion, parameters: Mapping[str, str]) -> dict[str, Value]:
    """The values to ask with, checked as far as that can be done without the graph."""
    known = [one.name for one in question.parameters]
    for name in parameters:
        if name not in known:
            raise ConfigError(f"{question.name} has no parameter {name!r}", hint=f"known: {', '.join(known)}")
    needed = [one.name for one in question.parameters if one.default is None]
    if missing := [name for name in needed if not parameters.get(name)]:
        given = " ".join(f"--param {name}=…" for name in missing)
        raise ConfigError(f"{question.name} needs {' and '.join(missing)}", hint=f"add {given}")
    values = {one.name: one.read(parameters.get(one.name)) for one in question.parameters}
    dates = [str(values[one.name]) for one in question.parameters if one.type == "date" and values[one.name]]
    for date in dates:
        to_period(date)
    for first, last in pairwise(dates):  # the earlier is always asked first
        to_period(first, last)
    return values
