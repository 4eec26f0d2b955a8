"""The bulk files, imported with Neo4j's own tool, give the graph that `sync` gives."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kgbuild.config import Neo4jSettings
from kgbuild.model import Graph
from kgbuild.projection import VERSION, Whole
from kgbuild.schema import default_schema
from kgbuild.stages.store.neo4j import Changes, sync
from kgbuild.stages.write import write_bulk
from tests.servers.neo4j_server import Server, import_files, running
from tests.stages.store.worlds import dump, small_graph

pytestmark = pytest.mark.neo4j

AWKWARD = 'a "quoted", text;\nof two lines\ttab \\ ,"" \N{SNOWMAN} \U0001f600 \x1f \N{RIGHT-TO-LEFT OVERRIDE} '


def awkward_graph() -> Graph:
    """The small graph with texts that a file of commas and quotation marks could break."""
    graph = small_graph()
    entities = tuple(
        replace(
            one,
            name=f"{AWKWARD}{one.name}",
            aliases=(AWKWARD, "", *one.aliases),
            attributes={**one.attributes, "lat": "-0.25", "number": AWKWARD, "branch": ""},
        )
        for one in graph.entities
    )
    documents = tuple(replace(one, title=AWKWARD) for one in graph.documents)
    edges = tuple(
        replace(
            edge,
            claims=tuple(
                replace(
                    stored,
                    status="accepted",
                    claim=replace(
                        stored.claim,
                        role=AWKWARD,
                        rank="",
                        confidence=1 / 3,
                        evidence=tuple(replace(one, quote=AWKWARD + one.quote) for one in stored.claim.evidence),
                    ),
                )
                for stored in edge.claims
            ),
        )
        for edge in graph.edges
    )
    return Graph(documents, entities, edges)


def in_both(driver: Driver) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """What two workspaces have in the database, apart from their ids."""
    dumps = dump(driver, workspace="imported"), dump(driver, workspace="synced")
    for held in dumps:
        for one in held["nodes"]:
            del one["properties"]["workspace"]
    return dumps


def test_imported_graph_is_the_synced_one(tmp_path: Path, neo4j_server: Server):
    source = Whole(awkward_graph(), (("e4", "e99"),))
    load = partial(sync, source, schema=default_schema(), file="kgbuild.db")
    options = {"schema": default_schema(), "workspace": "imported", "file": "kgbuild.db"}
    import_files(tmp_path / "home", tmp_path / "bulk", write_bulk(source, tmp_path / "bulk", **options))

    with running(tmp_path / "home") as server:
        settings = Neo4jSettings(server.uri, server.username, server.password)
        found = load(settings=settings, workspace="imported")
        made = load(settings=settings, workspace="synced")
        with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
            imported, synced = in_both(driver)
            query = "MATCH (m:KgbuildMeta) RETURN m {.id, .file, .version} AS m ORDER BY m.id"
            meta = [dict(row["m"]) for row in driver.execute_query(query).records]

    assert imported == synced
    assert (len(synced["nodes"]), len(synced["relationships"])) == (22, made.relationships.created)
    # There was nothing to load but constraints and indexes.
    assert found.nodes == Changes(created=0, updated=0, removed=0, unchanged=22)
    assert found.relationships.unchanged == made.relationships.created
    assert found.schema and not made.schema
    assert meta == [
        {"id": "imported", "file": "kgbuild.db", "version": None},
        {"id": "schema", "file": None, "version": VERSION},
        {"id": "synced", "file": "kgbuild.db", "version": None},
    ]
