"""A server that is killed in the middle of a load: the next sync brings the graph of an undisturbed one."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from kgbuild.config import Neo4jSettings
from kgbuild.errors import StoreUnavailable
from kgbuild.model import Graph
from kgbuild.schema import default_schema
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.neo4j import server as seam
from tests.servers.neo4j_server import Server, running
from tests.stages.store.worlds import dump, small_graph

pytestmark = pytest.mark.neo4j

# How often the server is killed; each time costs its start, some ten seconds. Nightly runs and people set 20.
KILLS = int(os.environ.get("KGBUILD_TEST_KILLS", "3"))
EMPTY = Graph((), (), ())


def sync(graph: Graph, server: Server, **options: Any) -> None:
    settings = Neo4jSettings(server.uri, server.username, server.password)
    neo4j.sync(graph, settings=settings, schema=default_schema(), **options)


def canonical(server: Server) -> bytes:
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        return json.dumps(dump(driver), sort_keys=True).encode()


class Kill:
    """Kills the server some milliseconds after so many transactions of a sync."""

    def __init__(self, server: Server, *, after: int, delay: float) -> None:
        self._left = after
        self._timer = threading.Timer(delay, os.kill, (server.pid, signal.SIGKILL))

    def __call__(self, step: str, done: int, total: int) -> None:
        self._left -= 1
        if self._left == 0:
            self._timer.start()

    def join(self) -> None:
        """Come back when it is killed."""
        if self._left <= 0:
            self._timer.join()


def test_graph_is_whole_after_any_kill(tmp_path: Path, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neo4j, "_BATCH", 6)
    monkeypatch.setattr(seam, "_RETRY_FOR", 0.5)
    choose = random.Random(6)
    with running(tmp_path) as server:
        sync(small_graph(), server)
        undisturbed = canonical(server)
        sync(EMPTY, server)
        kill = _killed(server, choose, EMPTY)
    for number in range(KILLS):
        with running(tmp_path) as server:
            sync(small_graph(), server)
            assert canonical(server) == undisturbed, kill
            # Now and then it has to change and to remove as well, not only to create.
            before = choose.choice([EMPTY, small_graph(without_document=choose.choice(["monday", "tuesday"]))])
            sync(before, server)
            if number < KILLS - 1:
                kill = _killed(server, choose, before)


def _killed(server: Server, choose: random.Random, before: Graph) -> str:
    """Load what comes after `before`, and kill the server meanwhile; returns when, for the report."""
    after = choose.randint(1, 12 if before is EMPTY else 4)
    delay = choose.uniform(0, 0.03)
    kill = Kill(server, after=after, delay=delay)
    try:
        sync(small_graph(), server, progress=kill)
    except StoreUnavailable as error:
        assert "kgbuild sync" in error.hint
    kill.join()
    return f"killed {delay:.3f} s after transaction {after}"
