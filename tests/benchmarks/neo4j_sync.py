"""How fast `sync` loads a graph, against a bare loop of UNWIND and MERGE; and what memory it takes.

    python -m tests.benchmarks.neo4j_sync [--entities N] [--repeat N] [--memory] [--writers N]

Both load the same rows, in batches of the same size, under the same constraints and indexes, into the same
server, by turns, each time into an empty database. The loop has its rows in memory and writes them whatever is
there; `sync` reads them from a workspace and compares. Needs the real server (tests/servers). Only ratios of one
run mean anything; on a busy machine those of the processor time mean more than those of the time that passed: of
client and server together where they share one core, of the server alone where each has its own.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase, ManagedTransaction

from kgbuild.config import Neo4jSettings
from kgbuild.model import Claim, Document, Evidence, Extraction, Mention, Resolution
from kgbuild.projection import MARK, WORKSPACE, Node, rows
from kgbuild.schema import default_schema
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.workspace import Workspace
from tests.servers.neo4j_server import Server, running

CLAIMS_IN_A_DOCUMENT = 25
NAMES_IN_A_DOCUMENT = 30
LABELS = ("Person", "Organisation", "Unit", "Place")
Work = list[tuple[str, list[dict[str, Any]]]]


def make_workspace(path: Path, *, entities: int, seed: int = 6) -> None:
    """A workspace of invented documents: `entities` entities, 2.5 times as many claims, nearly as many edges."""
    chance = random.Random(seed)
    schema = default_schema()
    ids = [f"e{number:012x}" for number in range(entities)]
    label_of = {id: LABELS[number % len(LABELS)] for number, id in enumerate(ids)}
    allowed = [
        (name, left, right)
        for name in schema.relations
        for left in LABELS
        for right in LABELS
        if schema.allows(name, left, right)
    ]
    by_label = {label: [id for id in ids if label_of[id] == label] for label in LABELS}
    entity_of = {}
    with Workspace.open(path) as workspace:
        documents = entities * 5 // 2 // CLAIMS_IN_A_DOCUMENT
        unseen = iter(ids)
        for number in range(documents):
            claims, mentions, local = [], [], {}
            names = list(islice(unseen, entities // documents + 1))
            triples = []
            for _ in range(CLAIMS_IN_A_DOCUMENT):
                type, left, right = chance.choice(allowed)
                triples.append((type, chance.choice(by_label[left]), chance.choice(by_label[right])))
            names = list(dict.fromkeys([*names, *(id for triple in triples for id in triple[1:])]))
            for place, id in enumerate(names):
                local[id] = f"l{place}"
                entity_of[f"d{number:06}", local[id]] = id
                at, name = place * 20, f"Name {id[-6:]}"
                mentions.append(Mention(at, at + 11, "name", label_of[id], name, local[id]))
            for type, subject, object in triples:
                start = chance.randrange(5000)
                quote = f"In the {number}th report {subject} and {object} were seen " + "at the river again " * 4
                evidence = (Evidence(start, start + len(quote), quote),)
                claims.append(Claim(type, local[subject], local[object], evidence, confidence=chance.random()))
            document = Document(f"d{number:06}", "text", title=f"Report {number}", published="2024-05-01")
            workspace.put(Extraction(document, tuple(mentions), tuple(claims)), fingerprint="f")
        seen = set(entity_of.values())
        named = {id: (label_of[id], f"Name {id[-6:]}", (f"N {id[-6:]}",)) for id in ids if id in seen}
        workspace.assign(Resolution(dict(sorted(entity_of.items())), named))


def bare_work(path: Path, *, create: bool) -> Work:
    """What the loop sends: each statement with a batch of its rows."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    nodes: Work = []
    relationships: Work = []
    verb = "CREATE" if create else "MERGE"
    with Workspace.open(path) as workspace, workspace.streamed() as stream:
        for one in rows(stream):
            properties = {name: value for name, value in one.properties.items() if value is not None}
            properties |= {MARK: one.mark}
            if isinstance(one, Node):
                kind = f":{one.kind}" if one.kind else ""
                statement = (
                    f"UNWIND $rows AS row {verb} (n:{one.label} {{workspace: row.workspace, id: row.id}}) "
                    f"SET n{kind or f':{one.label}'}, n += row"
                )
                row, work = {**properties, WORKSPACE: "bare"}, nodes
            else:
                what = " {start: row.p.start, end: row.p.end}" if one.type == "STATED_IN" else ""
                statement = (
                    f"UNWIND $rows AS row MATCH (a:{one.origin[0]} {{workspace: 'bare', id: row.a}}) "
                    f"MATCH (b:{one.target[0]} {{workspace: 'bare', id: row.b}}) "
                    f"{verb} (a)-[r:{one.type}{what}]->(b) SET r += row.p"
                )
                row, work = {"a": one.origin[1], "b": one.target[1], "p": properties}, relationships
            waiting.setdefault(statement, []).append(row)
            if len(waiting[statement]) == neo4j._BATCH:
                work.append((statement, waiting.pop(statement)))
    for statement, left in waiting.items():
        (nodes if " MATCH " not in statement else relationships).append((statement, left))
    return nodes + relationships


def run_bare(driver: Driver, work: Work) -> None:
    """The loop."""

    def write(transaction: ManagedTransaction, statement: str, batch: list[dict[str, Any]]) -> None:
        transaction.run(statement, rows=batch).consume()

    with driver.session() as session:
        for statement, batch in work:
            session.execute_write(write, statement, batch)


def run_parallel(driver: Driver, work: Work, *, writers: int) -> None:
    """The loop in several sessions at once: first all nodes, then all relationships."""
    for of_nodes in (True, False):
        part = [one for one in work if (" MATCH " not in one[0]) == of_nodes]
        with ThreadPoolExecutor(writers) as pool:
            shares = [part[place::writers] for place in range(writers)]
            list(pool.map(lambda share: run_bare(driver, share), shares))


def empty(driver: Driver) -> None:
    """Take everything out of the database; what is defined stays."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 500 ROWS").consume()
    driver.execute_query("CALL db.clearQueryCaches()")


def timed(run: Callable[[], Any], server: Server) -> tuple[float, float, float]:
    """The seconds that passed, those of the processors for us and the server, and those for the server alone."""
    began = time.perf_counter(), time.process_time(), processor_time(server)
    run()
    of_server = processor_time(server) - began[2]
    return time.perf_counter() - began[0], time.process_time() - began[1] + of_server, of_server


def processor_time(server: Server) -> float:
    """The processor time that the server has used so far, in seconds; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(path: Path, server: Server) -> neo4j.SyncReport:
    """`sync` from the workspace."""
    settings = Neo4jSettings(server.uri, server.username, server.password)
    with Workspace.open(path) as workspace, workspace.streamed() as stream:
        return neo4j.sync(stream, settings=settings, schema=default_schema(), workspace="bare")


def compare(path: Path, server: Server, *, repeat: int, writers: int) -> None:
    """Print how the two compare."""
    ways = {"merge": bare_work(path, create=False), "create": bare_work(path, create=True)}
    count = sum(len(batch) for _, batch in ways["merge"])
    spent: dict[str, list[tuple[float, float, float]]] = {}
    auth = (server.username, server.password)
    with GraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        load(path, server)  # defines all, and warms the server up
        for turn in range(repeat):
            runs: dict[str, Callable[[], Any]] = {
                "sync": lambda: load(path, server),
                "merge": lambda: run_bare(driver, ways["merge"]),
                "create": lambda: run_bare(driver, ways["create"]),
            }
            if writers > 1:
                runs[f"merge, {writers} writers"] = lambda: run_parallel(driver, ways["merge"], writers=writers)
            for name, run in sorted(runs.items(), reverse=bool(turn % 2)):
                empty(driver)
                spent.setdefault(name, []).append(timed(run, server))
                passed, of_processors, _ = spent[name][-1]
                print(f"turn {turn + 1}: {name} {passed:.1f} s, {of_processors:.1f} s of processors")
                if name == "sync":
                    again = timed(lambda: load(path, server), server)
                    spent.setdefault("sync, nothing to do", []).append(again)
    print(f"{count} rows; rows a second, and the share of the MERGE loop's rate; median of {repeat}")
    for name, times in sorted(spent.items()):
        for number, of_what in enumerate(("passed", "of processors", "of the server")):
            middle, of_merge = (statistics.median(one[number] for one in of) for of in (times, spent["merge"]))
            print(f"{name:24} {of_what:14} {count / middle:8.0f} {of_merge / middle:6.2f}")


def memory(path: Path, server: Server) -> None:
    """Print the peak of a fresh process that loads the workspace."""
    code = (
        "import resource, sys; from pathlib import Path; from tests.benchmarks.neo4j_sync import load;"
        "from tests.servers.neo4j_server import Server; import neo4j;"
        "base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        f"report = load(Path({str(path)!r}), {server!r});"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(f'{report.nodes.created} nodes, {report.relationships.created} relationships created, '"
        "      f'{report.nodes.unchanged} and {report.relationships.unchanged} unchanged: '"
        "      f'{base / 1024:.0f} MB before, {peak / 1024:.0f} MB at the peak')"
    )
    for _ in range(2):  # into an empty database, then with all to be compared
        subprocess.run([sys.executable, "-c", code], check=True)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "neo4j") as server:
        sizes: Iterator[int] = iter([given.entities, given.entities * 4] if given.memory else [given.entities])
        for entities in sizes:
            path = Path(folder) / f"{entities}.db"
            make_workspace(path, entities=entities)
            if given.memory:
                with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
                    empty(driver)
                memory(path, server)
            else:
                compare(path, server, repeat=given.repeat, writers=given.writers)


if __name__ == "__main__":
    main()
