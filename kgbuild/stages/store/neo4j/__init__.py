"""Synchronise a Neo4j database with the graph: write the difference between the two, and nothing else.

All that kgbuild writes carries the property `kgbuild`, a hash of its content. What lacks it belongs to
somebody else: it is neither changed nor deleted, also where it hangs on our nodes, and properties that a user
adds to our nodes stay there. A node that the graph no longer has, but that a user has drawn relationships to,
is kept for the user's sake (its mark becomes "kept") until they are gone or the graph has it again.

One database holds one graph: a sync from another workspace replaces what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kgbuild.config import Neo4jSettings
from kgbuild.model import Graph
from kgbuild.plugins import Progress
from kgbuild.schema import Schema
from kgbuild.stages.store.neo4j import cypher, projection
from kgbuild.stages.store.neo4j.address import check_settings
from kgbuild.stages.store.neo4j.difference import Difference, Owned, compare
from kgbuild.stages.store.neo4j.projection import MARK, Node, Relationship

if TYPE_CHECKING:
    from kgbuild.stages.store.neo4j.server import Database

__all__ = ["Changes", "SyncReport", "ask", "check_settings", "sync"]

_BATCH = 2000  # rows in one transaction
_KEPT = "kept"

Row = dict[str, Any]
Work = Iterable[tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many nodes, or relationships, a sync wrote and found as they should be.

    `kept` counts nodes that the graph no longer has, but that a user's relationships hang on.
    """

    created: int
    updated: int
    removed: int
    unchanged: int
    kept: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did to the nodes and the relationships of the database."""

    nodes: Changes
    relationships: Changes


def sync(graph: Graph, *, settings: Neo4jSettings, schema: Schema, progress: Progress | None = None) -> SyncReport:
    """Make the database hold the graph, by writing only what differs.

    Interrupted anywhere, it leaves whole transactions behind, and the next sync finishes the work.

    Args:
        schema: must have every label and relation type of the graph.
        progress: is told after each transaction how many of the differences are written.

    Raises:
        ConfigError: the address is malformed, the password missing, or the schema does not fit the graph.
        StoreUnavailable: the server cannot be reached, refuses us, or broke off.
    """
    # Here and not above: the driver takes longer to import than most commands take to run.
    from kgbuild.stages.store.neo4j.server import connect

    projection.check(graph, schema=schema)
    with connect(settings) as database:
        database.define(cypher.CONSTRAINTS)
        nodes = _difference(database, cypher.OWNED_NODES, projection.nodes(graph))
        relationships = _difference(database, cypher.OWNED_RELATIONSHIPS, projection.relationships(graph))
        writer = _Writer(database, total=len(nodes) + len(relationships), progress=progress)
        # What joins nodes goes before them and comes after them.
        cut = writer.write(_removals(relationships.remove, statement=cypher.REMOVE_RELATIONSHIPS))
        removed = writer.write(_removals(nodes.remove, statement=cypher.REMOVE_NODES))
        writer.retire(nodes.remove)
        writer.write(_node_work(graph, nodes, schema=schema), exactly=True)
        writer.write(_relationship_work(graph, relationships), exactly=True)
    return SyncReport(
        nodes=_changes(nodes, removed=removed, kept=len(nodes.remove) - removed),
        relationships=_changes(relationships, removed=cut),
    )


def ask(query: str, parameters: Mapping[str, Any], *, settings: Neo4jSettings) -> list[Row]:
    """The rows of a Cypher query that changes nothing, by column; columns of nodes and paths are left out.

    Raises:
        ConfigError: the address is malformed, or there is no password.
        StoreUnavailable: the server cannot be reached, refuses us or the query, or broke off.
    """
    from kgbuild.stages.store.neo4j.server import connect

    with connect(settings) as database:
        return database.ask(query, parameters)


class _Writer:
    """Writes differences in batches and tells `progress` how many of all are done."""

    def __init__(self, database: Database, *, total: int, progress: Progress | None) -> None:
        self._database = database
        self._total = total
        self._progress = progress
        self._done = 0

    def write(self, work: Work, *, exactly: bool = False) -> int:
        """Write the rows, one transaction for each batch, and return how many were served."""
        served = 0
        for statement, rows in _batches(work):
            served += self._database.write(statement, rows, exactly=exactly)
            self._done += len(rows)
            if self._progress is not None:
                self._progress("load", self._done, self._total)
        return served

    def retire(self, nodes: Iterable[Owned]) -> None:
        """Mark as kept those nodes that are still there though they were to be removed."""
        rows = ({"at": one.at, "mark": one.mark, "retired": _retired(one)} for one in nodes if not _is_kept(one))
        for statement, batch in _batches((cypher.RETIRE_NODES, row) for row in rows):
            self._database.write(statement, batch)


def _difference(database: Database, queries: Iterable[str], things: Iterable[Node | Relationship]) -> Difference:
    wanted = {one.key: one.mark for one in things}
    return database.read(queries, partial(compare, wanted))


def _changes(difference: Difference, *, removed: int, kept: int = 0) -> Changes:
    return Changes(len(difference.create), len(difference.update), removed, difference.unchanged, kept)


def _removals(gone: Iterable[Owned], *, statement: str) -> Work:
    return ((statement, {"at": one.at, "mark": one.mark}) for one in gone)


def _node_work(graph: Graph, difference: Difference, *, schema: Schema) -> Work:
    for node in projection.nodes(graph):
        properties = {**node.properties, MARK: node.mark}
        if node.key in difference.create:
            yield cypher.create_node(node), {"properties": properties}
        elif (old := difference.update.get(node.key)) is not None:
            lost = dict.fromkeys(_attributes(old.mark))
            row = {"at": old.at, "mark": old.mark, "properties": {**lost, **properties}}
            yield cypher.update_node(node, kinds=schema.labels), row


def _relationship_work(graph: Graph, difference: Difference) -> Work:
    for one in projection.relationships(graph):
        properties = {**one.properties, MARK: one.mark}
        if one.key in difference.create:
            row = {"origin": one.origin[1], "target": one.target[1], "properties": properties}
            yield cypher.create_relationship(one), row
        elif (old := difference.update.get(one.key)) is not None:
            row = {"at": old.at, "mark": old.mark, "properties": properties}
            yield cypher.UPDATE_RELATIONSHIPS, row


def _attributes(mark: str) -> list[str]:
    return mark.split(" ")[1:]


def _is_kept(one: Owned) -> bool:
    return one.mark.split(" ")[0] == _KEPT


def _retired(one: Owned) -> Row:
    # The attribute names stay in the mark, for the day when the graph has the entity again.
    properties: Row = {MARK: " ".join((_KEPT, *_attributes(one.mark)))}
    return {**properties, "mentions": 0} if one.key[0] == "Entity" else properties


def _batches(work: Work) -> Iterator[tuple[str, list[Row]]]:
    """Gather the rows of each statement, and yield them as soon as they fill a batch; the rest at the end."""
    waiting: dict[str, list[Row]] = {}
    for statement, row in work:
        rows = waiting.setdefault(statement, [])
        rows.append(row)
        if len(rows) == _BATCH:
            yield statement, waiting.pop(statement)
    yield from waiting.items()
