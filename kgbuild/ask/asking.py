"""Asking a question by its name, of the workspace or of Neo4j."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild import pipeline
from kgbuild.ask.cypher import cypher_names, read_cypher
from kgbuild.ask.entities import find_entities, nobody
from kgbuild.ask.periods import to_period
from kgbuild.ask.questions import LIMIT, QUESTIONS, Question, Row
from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.plugins import Progress
from kgbuild.stages.store.neo4j import ask as ask_neo4j

__all__ = ["Answer", "query"]

_WHO = """MATCH (one:Entity)
WHERE one.id = $name OR toLower($name) IN [alias IN [one.name] + coalesce(one.aliases, []) | toLower(alias)]
RETURN one.id AS id, [label IN labels(one) WHERE label <> 'Entity'][0] AS label ORDER BY id"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, all with the same columns; `entities` are those that the question is about, as
    (id, label): more than one where several have the name.
    """

    rows: list[Row]
    entities: tuple[tuple[str, str], ...] = ()


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
        name: `commanders`, `postings` or `whereabouts`; of Neo4j, any file of queries/ without its suffix.
        parameters: by name; an entity is meant by its id, its name or an alias, a date is an ISO date.
        config: names the workspace, and Neo4j.
        neo4j: whether Neo4j is asked, and not the workspace.

    Raises:
        ConfigError: there is no such question, parameter or entity, or a value is not what it should be.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    question = QUESTIONS.get(name)
    if question is not None:
        _check(question, parameters, name=name)
    if neo4j:
        return _of_neo4j(name, question, parameters, config=config)
    if question is None:
        known = ", ".join(QUESTIONS)
        if name in cypher_names():
            raise ConfigError(f"only Neo4j can be asked {name!r}", hint=f"add --neo4j URI, or ask one of: {known}")
        raise ConfigError(
            f"there is no question {name!r}", hint=f"known: {known}; with --neo4j, also all of queries/"
        )
    return _of_workspace(question, parameters, config=config, progress=progress)


def _of_workspace(
    question: Question, parameters: Mapping[str, str], *, config: Config, progress: Progress | None
) -> Answer:
    graph = pipeline.read_graph(config=config, progress=progress)
    # A person may have noted an id before its entity was merged into another.
    asked = parameters[question.entity]
    asked = pipeline.read_redirects(config=config).get(asked, asked)
    rows = question.answer(graph, {**parameters, question.entity: asked}, _limit(parameters))
    return Answer(rows, tuple((entity.id, entity.label) for entity in find_entities(graph, asked)))


def _of_neo4j(name: str, question: Question | None, parameters: Mapping[str, str], *, config: Config) -> Answer:
    cypher = read_cypher(name)
    _check_names(parameters, name=name, known=list(cypher.parameters))
    _check_given(parameters, name=name, needed=[one for one, value in cypher.parameters.items() if value is None])
    values = cypher.values(parameters)
    if question is None:
        return Answer(ask_neo4j(cypher.text, values, settings=config.neo4j))
    meant = ask_neo4j(_WHO, {"name": parameters[question.entity]}, settings=config.neo4j)
    if not meant:
        raise nobody(parameters[question.entity])
    rows = ask_neo4j(cypher.text, values, settings=config.neo4j)
    return Answer(rows, tuple((one["id"], one["label"]) for one in meant))


def _check(question: Question, parameters: Mapping[str, str], *, name: str) -> None:
    needed = [question.entity, *question.dates]
    _check_names(parameters, name=name, known=[*needed, "limit"])
    _check_given(parameters, name=name, needed=needed)
    _limit(parameters)
    if question.dates:
        to_period(*(parameters[date] for date in question.dates))


def _check_names(parameters: Mapping[str, str], *, name: str, known: list[str]) -> None:
    for parameter in parameters:
        if parameter not in known:
            raise ConfigError(f"{name} has no parameter {parameter!r}", hint=f"known: {', '.join(known)}")


def _check_given(parameters: Mapping[str, str], *, name: str, needed: list[str]) -> None:
    missing = [parameter for parameter in needed if not parameters.get(parameter)]
    if missing:
        given = " ".join(f"--param {parameter}=…" for parameter in missing)
        raise ConfigError(f"{name} needs {' and '.join(missing)}", hint=f"add {given}")


def _limit(parameters: Mapping[str, str]) -> int:
    text = parameters.get("limit", str(LIMIT))
    if not text.isdecimal():
        raise ConfigError(f"limit is {text!r}, which is not a whole number", hint=f"for example {LIMIT}")
    return int(text)
