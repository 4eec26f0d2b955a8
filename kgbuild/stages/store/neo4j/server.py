"""The seam to Neo4j: connecting, running statements, and translating what the driver raises.

Imported only when a server is used, since the driver is slow to import.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, Record, Session
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError, UnsupportedServerProduct
from neo4j.graph import Node, Path, Relationship

from kgbuild.config import Neo4jSettings
from kgbuild.errors import StoreUnavailable
from kgbuild.stages.store.neo4j import cypher
from kgbuild.stages.store.neo4j.address import bad_address, check_settings
from kgbuild.stages.store.neo4j.advice import explain, unknown_host

__all__ = ["OLDEST", "Database", "connect", "translated"]

OLDEST = (5, 26)  # the oldest Neo4j that the tests run against

_CONNECT_WITHIN = 5.0  # seconds, for one address
_ANSWER_WITHIN = 8.0  # seconds, for all addresses of a name, and the greeting
_RETRY_FOR = 30.0  # seconds, of a transaction that the server could not finish: a cluster changes its leader

_OVERTAKEN = "another sync of this workspace has begun, so this one has stopped"
_ONE_AT_A_TIME = "let that one end; if none is running, run `kgbuild sync` again"

Row = dict[str, Any]
Result = TypeVar("Result")

# Whoever wants the driver's log adds a handler; without one Python would print it beside our own message.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Database:
    """An open session of a Neo4j database that has answered a query.

    All goes through the driver's managed transactions, so what fails for a moment is tried again, and in a cluster
    reading goes to a reader and writing to the leader. The session's bookmarks make each see what was written
    before.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(
        self, queries: Iterable[str], consume: Callable[[Iterator[Sequence[Any]]], Result], **parameters: Any
    ) -> Result:
        """Pass the rows of all queries, one after the other, to `consume` and return what it makes of them.

        Args:
            consume: begins afresh at each call, since a transaction may be tried more than once.
        """

        def work(transaction: ManagedTransaction) -> Result:
            return consume(row.values() for query in queries for row in transaction.run(query, parameters))

        return self._session.execute_read(work)

    def ask(self, query: str, parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of a query that changes nothing, by column; columns of nodes and paths are left out."""

        def work(transaction: ManagedTransaction) -> list[Row]:
            return [_plain(row) for row in transaction.run(query, dict(parameters))]

        return self._session.execute_read(work)

    def change(self, statement: str, **parameters: Any) -> int:
        """Run a statement in a transaction of its own and return how many rows it served, if it says so."""

        def work(transaction: ManagedTransaction) -> int:
            row = transaction.run(statement, parameters).single()
            return int(row["served"]) if row is not None else 0

        return self._session.execute_write(work)

    def begin(self, **parameters: Any) -> None:
        """Note down that a run writes the graph of a workspace.

        Args:
            parameters: those of the statement.

        Raises:
            StoreUnavailable: another run has begun since this one looked at what is there.
        """
        if not self.change(cypher.BEGIN, **parameters):
            raise StoreUnavailable(_OVERTAKEN, hint=_ONE_AT_A_TIME)

    def write(
        self, work: Mapping[str, Sequence[Row]], *, workspace: str, token: str, exactly: bool = False
    ) -> int:
        """Run statements over their rows in one transaction, in order, and return how many rows they served.

        Args:
            workspace: whose graph is written.
            token: of the run that writes.
            exactly: whether every row has to be served.

        Raises:
            StoreUnavailable: one was not, though it has to be, or another run has taken over; nothing is written.
        """
        return self._session.execute_write(_serve, work, workspace, token, exactly)


@contextmanager
def connect(settings: Neo4jSettings, *, to_write: bool = False) -> Iterator[Database]:
    """Open the database and run a query there, since only a query shows that an expired password is refused.

    Args:
        to_write: whether the leader must answer; then readers wait until they know all that it knows by now.

    Raises:
        ConfigError: the address is malformed, or there is no password.
        StoreUnavailable: the server cannot be reached, is too old, refuses us, or breaks off while the database is
            open.
    """
    access = WRITE_ACCESS if to_write else READ_ACCESS
    with (
        translated(settings, to_write=to_write),
        _open(settings) as driver,
        driver.session(database=settings.database, default_access_mode=access) as session,
    ):
        try:
            # A transaction, so that its bookmark is the session's; not a managed one, so that a server that does
            # not answer is given up at once.
            with session.begin_transaction() as transaction:
                summary = transaction.run("RETURN 1").consume()
        except ValueError as error:
            # Before its version 6 this is what the driver raises when it cannot find the host.
            message, hint = unknown_host(settings, to_write=to_write)
            raise StoreUnavailable(message, hint=hint) from error
        _check_version(summary.server.agent, settings)
        yield Database(session)


@contextmanager
def translated(settings: Neo4jSettings, *, to_write: bool) -> Iterator[None]:
    """Turn whatever the driver raises into StoreUnavailable with what to do about it.

    Args:
        to_write: whether a graph is being loaded, and not asked.
    """
    try:
        yield
    except (DriverError, Neo4jError, UnsupportedServerProduct) as error:
        message, hint = explain(error, settings=settings, to_write=to_write)
        raise StoreUnavailable(message, hint=hint) from error


def _open(settings: Neo4jSettings) -> Driver:
    check_settings(settings)
    try:
        return GraphDatabase.driver(
            settings.uri or "",
            auth=(settings.username, settings.password or ""),
            connection_timeout=_CONNECT_WITHIN,
            connection_acquisition_timeout=_ANSWER_WITHIN,
            max_transaction_retry_time=_RETRY_FOR,
            notifications_min_severity="OFF",
            user_agent="kgbuild",
        )
    except (ValueError, ConfigurationError) as error:
        raise bad_address(settings, "the driver does not accept it") from error


def _check_version(agent: str, settings: Neo4jSettings) -> None:
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found is None or tuple(map(int, found.groups())) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise StoreUnavailable(
            f"the server at {settings.uri} is {agent}; kgbuild needs Neo4j {oldest} or newer",
            hint=f"upgrade it, or start one of ours: docker compose up -d (Neo4j {oldest})",
        )


def _plain(row: Record) -> Row:
    return {name: value for name, value in dict(row).items() if not isinstance(value, Path | Node | Relationship)}


def _serve(
    transaction: ManagedTransaction,
    work: Mapping[str, Sequence[Row]],
    workspace: str,
    token: str,
    exactly: bool,
) -> int:
    held = transaction.run(cypher.HOLD, workspace=workspace, token=token).single()
    if held is None or not held["held"]:
        raise StoreUnavailable(_OVERTAKEN, hint=_ONE_AT_A_TIME)
    served = 0
    for statement, rows in work.items():
        result = transaction.run(statement, rows=rows, workspace=workspace)
        served += int(result.single(strict=True)["served"])
    wanted = sum(map(len, work.values()))
    if exactly and served != wanted:
        raise StoreUnavailable(
            f"{wanted - served} of {wanted} rows could not be written to Neo4j: "
            "somebody else has changed kgbuild's nodes or relationships just now",
            hint="run `kgbuild sync` again: it looks anew at what is there",
        )
    return served
