"""Asking a question by its name, of the workspace or of Neo4j."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kgbuild import pipeline
from kgbuild.ask.cypher import CypherQuestion, Parameter, Value, read_cypher
from kgbuild.ask.entities import find_entities, no_document, nobody
from kgbuild.ask.ledger import Ledger
from kgbuild.ask.neo4j import Loaded
from kgbuild.ask.periods import to_period
from kgbuild.ask.questions import Row, answer
from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.plugins import Progress
from kgbuild.schema import CLAIM_STATUSES, Schema

__all__ = ["Answer", "query"]

_DRAWN = ("path", "paths", "node", "nodes")  # columns that the Browser draws

# Rejected claims are in no answer.
_STATUSES = tuple(status for status in CLAIM_STATUSES if status != "rejected")

Namesakes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, all with the same columns.

    `entities` are those that each parameter means, as (id, label): more than one where several have the name.
    `notes` are what a person should know of the answer: that there are more rows, say.
    """

    rows: list[Row]
    entities: Mapping[str, Namesakes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def query(
    name: str,
    parameters: Mapping[str, str],
    *,
    config: Config,
    neo4j: bool = False,
    workspace: str | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Answer a question.

    Args:
        name: any file of queries/ without its suffix.
        parameters: by name; an entity is meant by its id, its name or an alias, a date is an ISO date.
        config: names the workspace, and Neo4j.
        neo4j: whether Neo4j is asked, and not the workspace.
        workspace: whose graph in Neo4j is asked, by its id; see `Loaded`.

    Raises:
        ConfigError: there is no such question, parameter, entity, document or graph, or a value is not what it
            should be.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    question = read_cypher(name)
    values = _values(question, parameters, schema=config.schema)
    asked = [one.name for one in question.parameters if one.type == "entity" and values[one.name]]
    limit = int(values["limit"])
    values["limit"] = limit + 1  # to know whether there are more
    notes: list[str] = []
    if neo4j:
        loaded = Loaded(config, workspace)
        meant = {one: _in_neo4j(str(values[one]), loaded) for one in asked}
        for one in question.parameters:
            if one.type == "document" and not loaded.has_document(str(values[one.name])):
                raise no_document(str(values[one.name]))
        notes += filter(None, [loaded.note])
        found = loaded.ask(question.text, values)
        rows = [{name: row[name] for name in row if name not in _DRAWN} for row in found]
    else:
        graph = pipeline.read_graph(config=config, progress=progress)
        # A person may have noted an id before its entity was merged into another.
        ledger = Ledger(graph, pipeline.read_redirects(config=config))
        meant = {
            one: tuple((entity.id, entity.label) for entity in find_entities(ledger, str(values[one])))
            for one in asked
        }
        rows = answer(name, values, ledger)
    if not rows and any(one.type == "date" and one.default is None for one in question.parameters):
        notes.append("what neither its text nor its document dates is not counted")
    if len(rows) > limit:
        notes.append(f"there are more rows; a `limit` above {limit} gives them")
    return Answer(rows[:limit], meant, tuple(notes))


def _in_neo4j(name: str, loaded: Loaded) -> Namesakes:
    meant = loaded.called(name)
    if not meant:
        raise nobody(name, loaded.names_like(name))
    return meant


def _values(question: CypherQuestion, parameters: Mapping[str, str], *, schema: Schema) -> dict[str, Value]:
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
    for one in question.parameters:
        _check_word(one, str(values[one.name]), schema)
    dates = [str(values[one.name]) for one in question.parameters if one.type == "date" and values[one.name]]
    for date in dates:
        to_period(date)
    for first, last in pairwise(dates):  # the earlier is always asked first
        to_period(first, last)
    return values


def _check_word(parameter: Parameter, word: str, schema: Schema) -> None:
    known = {"label": schema.labels, "relation": schema.relations, "status": _STATUSES}.get(parameter.type)
    if known is not None and word and word not in known:
        raise ConfigError(f"there is no {parameter.type} {word!r}", hint=f"known: {', '.join(known)}")
