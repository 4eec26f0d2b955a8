"""Synchronise a Neo4j database with the graph: write the difference between the two, and nothing else.

Each node of ours says whose it is (`workspace`) and carries the property `kgbuild`, a hash of its content; each
relationship of ours carries such a hash and lies between two nodes of one workspace. What lacks them belongs to
somebody else: it is neither changed nor deleted, also where it hangs on our nodes, and properties that a user adds
to our nodes stay there. A node that the graph no longer has, but that a user has drawn relationships to, is kept
for the user's sake (its mark becomes "kept") until they are gone or the graph has it again.

Graphs of several workspaces lie in one database side by side and share nothing: an id is unique in its workspace's
graph, so what two workspaces both have, a document or a person, is there twice, once for each.
"""

from __future__ import annotations

import secrets
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from kgbuild import projection
from kgbuild.config import Neo4jSettings
from kgbuild.errors import ConfigError
from kgbuild.model import Graph
from kgbuild.plugins import Progress
from kgbuild.projection import MARK, WORKSPACE, Node, Relationship, Source, Whole
from kgbuild.schema import Schema
from kgbuild.stages.store.neo4j import cypher
from kgbuild.stages.store.neo4j.address import check_settings
from kgbuild.stages.store.neo4j.difference import NODE, RELATIONSHIP, Found, Owned
from kgbuild.stages.store.neo4j.layout import Layout, bring_up_to_date, inspect

if TYPE_CHECKING:
    from kgbuild.stages.store.neo4j.server import Database

__all__ = ["Change", "Changes", "SyncReport", "ask", "check_settings", "sync"]

_BATCH = 5000  # nodes and relationships in one transaction
_HEAVY = 4_000_000  # characters in one transaction, so that long quotes make it no longer
_AHEAD = 2  # transactions that wait while one is written
_KEPT = "kept"

Row = dict[str, Any]
Work = dict[str, list[Row]]  # by statement
Tell = Callable[["Change"], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What a sync does to a node or a relationship.

    `action` is create, update, remove or keep (see `Changes`); `kind` its label or type; `ids` its own id or those
    of its two nodes; `name` what a person calls it, empty for what has no name.
    """

    action: str
    kind: str
    ids: tuple[str, ...]
    name: str = ""


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
    """What a sync did to the nodes and the relationships of the database, or would do in a dry run.

    `schema` names the constraints and indexes that were missing, and tells what became of an older layout.
    `others` are the graphs of other workspaces in the database, by their ids: what people call them.
    """

    nodes: Changes
    relationships: Changes
    schema: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)


def sync(
    graph: Graph | Source,
    *,
    settings: Neo4jSettings,
    schema: Schema,
    workspace: str = "kgbuild",
    file: str = "",
    progress: Progress | None = None,
    dry_run: bool = False,
    tell: Tell | None = None,
) -> SyncReport:
    """Make the database hold the graph of a workspace, by writing only what differs.

    Interrupted anywhere, it leaves whole transactions behind, and the next sync finishes the work. What it holds
    in memory does not grow with the graph.

    Args:
        schema: must have every label and relation type of the graph.
        workspace: the id of the workspace; what others have in the database is left alone.
        file: what a person calls the workspace; written down beside its id.
        progress: is told how many documents, entities and claims are through, and then how many removals.
        dry_run: whether to write nothing, and only find out what would be written.
        tell: is told each change of a dry run.

    Raises:
        ConfigError: the address is malformed, the password missing, or the schema does not fit the graph.
        StoreUnavailable: the server cannot be reached, is too old, refuses us, or broke off.
    """
    # Here and not above: the driver takes longer to import than most commands take to run.
    from kgbuild.stages.store.neo4j.server import connect

    source = Whole(graph) if isinstance(graph, Graph) else graph
    projection.check(source, schema=schema)
    with connect(settings, to_write=True) as database, Found() as found:
        layout = inspect(database)
        adopted = not layout.is_older
        if not dry_run:
            bring_up_to_date(database, layout, workspace=workspace)
            adopted = True
        if dry_run:
            writer: _Writer = _Pretender(database, kinds=schema.labels)
        else:
            writer = _Loader(database, workspace=workspace, file=file, layout=layout)
        tally = _Tally(tell if dry_run else None)
        with writer:
            _find(database, found, workspace=workspace, adopted=adopted)
            _put(source, found, writer, tally, schema=schema, workspace=workspace, progress=progress)
            _remove(found, writer, tally, source=source, progress=progress)
            writer.finish(is_empty=not tally.nodes)
    others = {id: name for id, name in layout.graphs.items() if id != workspace}
    return tally.report(schema=tuple(layout.steps()), others=others)


def ask(query: str, parameters: Mapping[str, Any], *, settings: Neo4jSettings) -> list[Row]:
    """The rows of a Cypher query that changes nothing, by column; columns of nodes and paths are left out.

    Raises:
        ConfigError: the address is malformed, there is no password, or a parameter is not text.
        StoreUnavailable: the server cannot be reached, refuses us or the query, or broke off.
    """
    from kgbuild.stages.store.neo4j.server import connect

    with connect(settings) as database:
        try:
            return database.ask(query, parameters)
        except UnicodeEncodeError as error:
            raise ConfigError(f"{error.object!r} is not text", hint="write it in UTF-8") from error


# The difference


def _find(database: Database, found: Found, *, workspace: str, adopted: bool) -> None:
    queries = {NODE: cypher.owned_nodes, RELATIONSHIP: cypher.owned_relationships}
    for sort, owned in queries.items():
        fill = _Fill(found, sort)
        database.read(owned(adopted=adopted), fill, workspace=workspace)


@dataclass(frozen=True, slots=True)
class _Fill:
    found: Found
    sort: int

    def __call__(self, rows: Iterator[Any]) -> None:
        self.found.fill(self.sort, rows)


def _put(
    source: Source,
    found: Found,
    writer: _Writer,
    tally: _Tally,
    *,
    schema: Schema,
    workspace: str,
    progress: Progress | None,
) -> None:
    """Create and update what differs; each transaction has the nodes before the relationships that need them."""
    total = source.size
    batch = _Batch()
    for one in projection.rows(source):
        is_node = isinstance(one, Node)
        old = found.take(NODE if is_node else RELATIONSHIP, one.key)
        mark = one.mark
        if old is not None and old.mark == mark:
            tally.unchanged(one)
        elif isinstance(one, Node):
            tally.put(one, old)
            batch.add(*_node_row(one, mark, old, kinds=schema.labels, workspace=workspace), first=True)
        else:
            tally.put(one, old)
            batch.add(*_relationship_row(one, mark, old))
        if batch.is_full:
            writer.write(batch.take(), exactly=True)
            _report(progress, "load", tally.nodes, total)
    if batch:
        writer.write(batch.take(), exactly=True)
    writer.wait()
    _report(progress, "load", total, total)


def _node_row(
    node: Node, mark: str, old: Owned | None, *, kinds: Iterable[str], workspace: str
) -> tuple[str, Row]:
    if old is None:
        return cypher.create_node(node), {**_present(node.properties), WORKSPACE: workspace, MARK: mark}
    lost = _attributes(old.mark)
    if old.mark.startswith(_KEPT):
        lost.append("merged_into")
    properties = {**dict.fromkeys(lost), **node.properties, WORKSPACE: workspace, MARK: mark}
    return cypher.update_node(node, kinds=kinds), {"at": old.at, "mark": old.mark, "properties": properties}


def _relationship_row(one: Relationship, mark: str, old: Owned | None) -> tuple[str, Row]:
    if old is None:
        properties = {**_present(one.properties), MARK: mark}
        row = {"origin": one.origin[1], "target": one.target[1], "properties": properties}
        return cypher.create_relationship(one), row
    return cypher.UPDATE_RELATIONSHIPS, {
        "at": old.at,
        "mark": old.mark,
        "properties": {**one.properties, MARK: mark},
    }


def _present(properties: Row) -> Row:
    return {name: value for name, value in properties.items() if value is not None}


def _remove(found: Found, writer: _Writer, tally: _Tally, *, source: Source, progress: Progress | None) -> None:
    """Remove what is too much: relationships, then the nodes that nobody hangs on."""
    total = found.count(RELATIONSHIP) + found.count(NODE)
    done = 0
    for sort, statement in ((RELATIONSHIP, cypher.REMOVE_RELATIONSHIPS), (NODE, cypher.REMOVE_NODES)):
        rest = found.rest(sort)
        while batch := list(islice(rest, _BATCH)):
            called = writer.called(batch) if sort == NODE else {}
            tally.remove(sort, batch, kept=writer.remove(statement, batch, source), called=called)
            done += len(batch)
            _report(progress, "remove", done, total)


def _attributes(mark: str) -> list[str]:
    return mark.split(" ")[1:]


def _retired(one: Owned, merged_into: str | None) -> Row:
    """What a node becomes that is kept for a user's sake; the entity it was merged into is told, if it was."""
    # The attribute names stay in the mark, for the day when the graph has the entity again.
    first = _KEPT if merged_into is None else f"{_KEPT}:{merged_into}"
    properties: Row = {MARK: " ".join((first, *_attributes(one.mark)))}
    if one.key[0] == "Entity":
        properties |= {"mentions": 0, "merged_into": merged_into}
    return properties


def _merged(source: Source, gone: Iterable[Owned]) -> dict[str, str]:
    """Where those of the entities went that were merged into another."""
    ids = {one.key[1] for one in gone if one.key[0] == "Entity"}
    return {id: entity for entity, id in source.redirects if id in ids}


def _report(progress: Progress | None, step: str, done: int, total: int) -> None:
    if progress is not None and total:
        progress(step, min(done, total), total)


class _Batch:
    """Rows gathered by statement: those for nodes first, then those for relationships."""

    def __init__(self) -> None:
        self._work: tuple[Work, Work] = ({}, {})
        self._size = 0
        self._weight = 0

    def __bool__(self) -> bool:
        return self._size > 0

    @property
    def is_full(self) -> bool:
        return self._size >= _BATCH or self._weight >= _HEAVY

    def add(self, statement: str, row: Row, *, first: bool = False) -> None:
        self._work[0 if first else 1].setdefault(statement, []).append(row)
        self._size += 1
        self._weight += _weight(row.get("properties", row))

    def take(self) -> Work:
        nodes, relationships = self._work
        self._work, self._size, self._weight = ({}, {}), 0, 0
        return {**nodes, **relationships}


def _weight(properties: Row) -> int:
    weight = 0
    for value in properties.values():
        if isinstance(value, str):
            weight += len(value)
        elif isinstance(value, list):
            weight += sum(map(len, value))
    return weight


class _Tally:
    """Counts what a sync does, and tells it to whoever wants to know."""

    def __init__(self, tell: Tell | None) -> None:
        self._tell = tell
        self._counts = (Counter[str](), Counter[str]())  # of nodes, of relationships
        self.nodes = 0

    def unchanged(self, one: Node | Relationship) -> None:
        self._count(one, "unchanged")

    def put(self, one: Node | Relationship, old: Owned | None) -> None:
        self._count(one, "created" if old is None else "updated")
        if self._tell is not None:
            action = "create" if old is None else "update"
            if isinstance(one, Node):
                name = one.properties.get("name") or one.properties.get("title") or ""
                self._tell(Change(action, one.kind or one.label, (one.properties["id"],), name))
            else:
                self._tell(Change(action, one.type, (one.origin[1], one.target[1])))

    def remove(
        self, sort: int, gone: Iterable[Owned], *, kept: frozenset[str], called: Mapping[str, tuple[str, str]]
    ) -> None:
        for one in gone:
            self._counts[sort]["kept" if one.at in kept else "removed"] += 1
            if self._tell is not None:
                ends = one.key[1:2] if sort == NODE else one.key[1:3]
                action = "keep" if one.at in kept else "remove"
                kind, name = called.get(one.at, (str(one.key[0]), ""))
                self._tell(Change(action, kind, tuple(map(str, ends)), name))

    def report(self, *, schema: tuple[str, ...], others: Mapping[str, str]) -> SyncReport:
        nodes, relationships = map(_changes, self._counts)
        return SyncReport(nodes, relationships, schema, others)

    def _count(self, one: Node | Relationship, what: str) -> None:
        is_node = isinstance(one, Node)
        self.nodes += is_node
        self._counts[NODE if is_node else RELATIONSHIP][what] += 1


def _changes(counts: Counter[str]) -> Changes:
    return Changes(*(counts[name] for name in ("created", "updated", "removed", "unchanged", "kept")))


# Writing


class _Writer:
    """Takes what is to be written; see `_Loader`."""

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Let go of what was held."""

    def write(self, work: Work, *, exactly: bool = False) -> None:
        """Write rows, all in one transaction."""

    def wait(self) -> None:
        """Come back when all is written."""

    def remove(self, statement: str, gone: list[Owned], source: Source) -> frozenset[str]:
        """Remove things but for nodes that others hang on, and return where those are that stay."""
        raise NotImplementedError

    def called(self, gone: list[Owned]) -> Mapping[str, tuple[str, str]]:
        """The label and name of nodes, by where they are, if a person is to be told."""
        return {}

    def finish(self, *, is_empty: bool) -> None:
        """Note that the whole graph is there."""


class _Pretender(_Writer):
    """Writes nothing."""

    def __init__(self, database: Database, *, kinds: Iterable[str]) -> None:
        self._database = database
        self._kinds = frozenset(kinds)

    def remove(self, statement: str, gone: list[Owned], source: Source) -> frozenset[str]:
        """Where those are that would stay."""
        return _kept(self._database, gone) if statement == cypher.REMOVE_NODES else frozenset()

    def called(self, gone: list[Owned]) -> Mapping[str, tuple[str, str]]:
        """The label and name of nodes, by where they are."""
        rows = self._database.ask(cypher.CALLED_NODES, {"rows": [_place(one) for one in gone]})
        labels = {one.at: str(one.key[0]) for one in gone}
        return {
            row["at"]: (next(filter(self._kinds.__contains__, row["labels"]), labels[row["at"]]), row["name"])
            for row in rows
        }


class _Loader(_Writer):
    """Writes in a thread, so that the next rows are made while the server works.

    More threads write no faster: they wait for each other's locks on the nodes that relationships meet in, and
    deadlock now and then (see tests/benchmarks/neo4j_sync.py).
    """

    def __init__(self, database: Database, *, workspace: str, file: str, layout: Layout) -> None:
        self._database = database
        self._workspace = workspace
        self._file = file
        self._token = secrets.token_hex(8)
        self._layout = layout
        self._has_begun = False
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[int]] = deque()

    def __enter__(self) -> _Loader:
        # A load that broke off, or goes on, is taken over before anything is read, so that all of it is seen.
        if self._workspace in self._layout.unfinished:
            self._begin(takes_over=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def write(self, work: Work, *, exactly: bool = False) -> None:
        """Write rows, all in one transaction, some time before `wait` returns."""
        self._begin()
        self._waiting.append(self._submit(work, exactly=exactly))
        while len(self._waiting) > _AHEAD:
            self._waiting.popleft().result()

    def wait(self) -> None:
        """Come back when all is written."""
        while self._waiting:
            self._waiting.popleft().result()

    def remove(self, statement: str, gone: list[Owned], source: Source) -> frozenset[str]:
        """Remove things, mark the nodes that others hang on as kept, and return where those are."""
        if statement == cypher.REMOVE_NODES and self._stay_as_they_are(gone, source):
            return frozenset(one.at for one in gone)
        self._begin()
        removed = self._submit({statement: [_place(one) for one in gone]}).result()
        if removed == len(gone):
            return frozenset()
        kept = _kept(self._database, gone)  # now, since their marks are about to change
        if retire := self._to_retire(gone, source):
            self._submit({cypher.RETIRE_NODES: retire}).result()
        return kept

    def _stay_as_they_are(self, gone: list[Owned], source: Source) -> bool:
        """Whether all are kept already, and still have to be, so that there is nothing to write."""
        if any(not one.mark.startswith(_KEPT) for one in gone) or self._to_retire(gone, source):
            return False
        return len(_kept(self._database, gone)) == len(gone)

    def _to_retire(self, gone: list[Owned], source: Source) -> list[Row]:
        merged = _merged(source, gone)
        rows = [{**_place(one), "properties": _retired(one, merged.get(one.key[1]))} for one in gone]
        return [row for row in rows if row["properties"][MARK] != row["mark"]]

    def finish(self, *, is_empty: bool) -> None:
        """Take the token off; what has no graph any more is not noted down either."""
        # What is right already is not written: not even that there was a run.
        noted = self._layout.graphs.get(self._workspace)
        if not self._has_begun and noted == (None if is_empty else self._file):
            return
        self._begin()
        statement = cypher.FORGET if is_empty else cypher.FINISH
        self._database.change(statement, workspace=self._workspace, token=self._token)

    def _begin(self, *, takes_over: bool = False) -> None:
        if not self._has_begun:
            self._database.begin(
                workspace=self._workspace,
                file=self._file,
                token=self._token,
                runs=self._layout.runs.get(self._workspace, 0),
                takes_over=takes_over,
            )
            self._has_begun = True

    def _submit(self, work: Work, *, exactly: bool = False) -> Future[int]:
        return self._thread.submit(
            self._database.write, work, workspace=self._workspace, token=self._token, exactly=exactly
        )


def _kept(database: Database, gone: list[Owned]) -> frozenset[str]:
    """Where those of the nodes are that a user's relationships hang on."""
    (row,) = database.ask(cypher.KEPT_NODES, {"rows": [_place(one) for one in gone]})
    return frozenset(row["kept"])


def _place(one: Owned) -> Row:
    return {"at": one.at, "mark": one.mark}
