"""The seam to Neo4j: connecting, running statements, and translating what the driver raises.

Imported only when a server is used, since the driver is slow to import.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Record, Session
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError, UnsupportedServerProduct
from neo4j.graph import Node, Path, Relationship

from kgbuild.config import Neo4jSettings
from kgbuild.errors import StoreUnavailable
from kgbuild.stages.store.neo4j.address import bad_address, check_settings
from kgbuild.stages.store.neo4j.advice import START, explain

__all__ = ["Database", "connect", "translated"]

_CONNECT_WITHIN = 5.0  # seconds, for one address
_ANSWER_WITHIN = 8.0  # seconds, for all addresses of a name, and the greeting
_RETRY_FOR = 15.0  # seconds, of a transaction that the server could not finish

Row = dict[str, Any]
Result = TypeVar("Result")

# Whoever wants the driver's log adds a handler; without one Python would print it beside our own message.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Database:
    """An open session of a Neo4j database that has answered a query."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def define(self, constraints: Iterable[str]) -> None:
        """Create the constraints that do not exist yet."""
        for constraint in constraints:
            self._session.execute_write(_define, constraint)

    def read(self, queries: Iterable[str], consume: Callable[[Iterator[Sequence[Any]]], Result]) -> Result:
        """Pass the rows of all queries, one after the other, to `consume` and return what it makes of them.

        Args:
            consume: begins afresh at each call, since a transaction may be tried more than once.
        """

        def work(transaction: ManagedTransaction) -> Result:
            return consume(row.values() for query in queries for row in transaction.run(query))

        return self._session.execute_read(work)

    def write(self, statement: str, rows: Sequence[Row], *, exactly: bool = False) -> int:
        """Run a statement over the rows in one transaction and return how many rows it served.

        Args:
            exactly: whether every row has to be served.

        Raises:
            StoreUnavailable: one was not, though it has to be; nothing is written.
        """
        return self._session.execute_write(_serve, statement, rows, exactly)

    def ask(self, query: str, parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of a query that changes nothing, by column; columns of nodes and paths are left out."""

        def work(transaction: ManagedTransaction) -> list[Row]:
            return [_plain(row) for row in transaction.run(query, dict(parameters))]

        return self._session.execute_read(work)


@contextmanager
def connect(settings: Neo4jSettings) -> Iterator[Database]:
    """Open the database and run a query there, since only a query shows that an expired password is refused.

    Raises:
        ConfigError: the address is malformed, or there is no password.
        StoreUnavailable: the server cannot be reached, refuses us, or breaks off while the database is open.
    """
    with (
        translated(settings),
        _open(settings) as driver,
        driver.session(database=settings.database) as session,
    ):
        try:
            session.run("RETURN 1").consume()
        except ValueError as error:
            # Before its version 6 this is what the driver raises when it cannot find the host.
            raise StoreUnavailable(f"the host of {settings.uri} is not found", hint=START) from error
        yield Database(session)


@contextmanager
def translated(settings: Neo4jSettings) -> Iterator[None]:
    """Turn whatever the driver raises into StoreUnavailable with what to do about it."""
    try:
        yield
    except (DriverError, Neo4jError, UnsupportedServerProduct) as error:
        message, hint = explain(error, settings=settings)
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


def _plain(row: Record) -> Row:
    return {name: value for name, value in dict(row).items() if not isinstance(value, Path | Node | Relationship)}


def _define(transaction: ManagedTransaction, constraint: str) -> None:
    transaction.run(constraint).consume()


def _serve(transaction: ManagedTransaction, statement: str, rows: Sequence[Row], exactly: bool) -> int:
    served: int = transaction.run(statement, rows=rows).single(strict=True)["served"]
    if exactly and served != len(rows):
        raise StoreUnavailable(
            f"{len(rows) - served} of {len(rows)} rows could not be written to Neo4j: "
            "nodes that are not kgbuild's have the same ids, or somebody else is changing the graph just now",
            hint="keep kgbuild's graph in a database of its own, and run one sync at a time",
        )
    return served
