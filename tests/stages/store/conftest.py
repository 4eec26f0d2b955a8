"""The real Neo4j server, started once for all tests that ask for it, and an empty database in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from neo4j import Driver, GraphDatabase

from kgbuild.config import Neo4jSettings
from tests.servers.neo4j_server import Missing, Server, running


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server; a machine that lacks it skips, unless KGBUILD_TEST_REQUIRE=1 makes that a failure."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running(tmp_path_factory.mktemp("neo4j")))
        except Missing as error:
            if os.environ.get("KGBUILD_TEST_REQUIRE") == "1":
                pytest.fail(f"the tests need the Neo4j server: {error}", pytrace=False)
            pytest.skip(f"no Neo4j server: {error}")
        yield server


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_server: Server) -> Iterator[Driver]:
    """A driver of the tests' own, to see and to change the database beside kgbuild."""
    auth = (neo4j_server.username, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        yield driver


@pytest.fixture
def neo4j_empty(neo4j_server: Server, neo4j_driver: Driver) -> Neo4jSettings:
    """Settings of a database without nodes; constraints stay, since the server plans all queries anew without."""
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    return Neo4jSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password)


@pytest.fixture
def neo4j_bare(neo4j_empty: Neo4jSettings, neo4j_driver: Driver) -> Iterator[Neo4jSettings]:
    """Settings of a database that has neither nodes nor constraints nor indexes, before and after the test."""
    drop_all(neo4j_driver)
    yield neo4j_empty
    drop_all(neo4j_driver)


def drop_all(driver: Driver) -> None:
    """Drop every constraint and index that is not Neo4j's own."""
    of_kind = (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "RANGE INDEXES"), ("INDEX", "FULLTEXT INDEXES"))
    for kind, listing in of_kind:
        for record in driver.execute_query(f"SHOW {listing} YIELD name").records:
            driver.execute_query(f"DROP {kind} $name IF EXISTS", name=record["name"])
