from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kgbuild.config import Neo4jSettings
from kgbuild.errors import StoreUnavailable
from kgbuild.model import Edge, Entity, Graph
from kgbuild.schema import RelationType, Schema, default_schema
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.neo4j import Changes, SyncReport
from tests.factories import make_claim, make_document, make_edge, make_entity, make_graph
from tests.servers.neo4j_server import Server, running
from tests.stages.store.worlds import dump, element_ids, small_graph

pytestmark = pytest.mark.neo4j


def sync(graph: Graph, settings: Neo4jSettings, **options: Any) -> SyncReport:
    return neo4j.sync(graph, settings=settings, schema=default_schema(), **options)


def changed(graph: Graph, entity: str, **fields: Any) -> Graph:
    """The graph with some fields of one entity changed."""
    entities = (replace(one, **fields) if one.id == entity else one for one in graph.entities)
    return replace(graph, entities=tuple(entities))


def node(driver: Driver, id: str) -> dict[str, Any]:
    """The properties of an entity's node, with its labels."""
    records = driver.execute_query("MATCH (n:Entity {id: $id}) RETURN n", id=id).records
    return {**records[0]["n"], "labels": sorted(records[0]["n"].labels)} if records else {}


def value(driver: Driver, query: str, **parameters: Any) -> Any:
    return driver.execute_query(query, parameters).records[0][0]


# The projection


def test_sync_loads_what_the_architecture_promises(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    report = make_document("report", title="A move", source="Ember Post", published="2021-03-01")
    brigade = make_entity("e1", "9th Brigade", aliases=("9 Bde",), attributes={"branch": "army"})
    town = make_entity("e2", "Port Ember", label="Place", documents={"report": 2})
    claim = make_claim(
        "DEPLOYED_TO", "e1", "e2", quote="It went.", start=4, date="May", date_from="2021-05-01", by="e2"
    )
    edge = make_edge(claim, first_cited="2021-03-01", last_cited="2021-03-01")

    sync(Graph((report,), (brigade, town), (edge,)), neo4j_empty)

    held = dump(neo4j_driver)
    assert all(
        len(thing["properties"].pop("kgbuild").split(" ")[0]) == 16 for one in held.values() for thing in one
    )
    assert held["nodes"] == [
        {
            "labels": ["Claim"],
            "properties": {
                "id": "c1",
                "type": "DEPLOYED_TO",
                "modality": "asserted",
                "confidence": 1.0,
                "date": "May",
                "date_from": "2021-05-01",
            },
        },
        {
            "labels": ["Document"],
            "properties": {
                "id": "report",
                "title": "A move",
                "source": "Ember Post",
                "published": "2021-03-01",
            },
        },
        {
            "labels": ["Entity", "Place"],
            "properties": {"id": "e2", "name": "Port Ember", "aliases": [], "mentions": 2},
        },
        {
            "labels": ["Entity", "Unit"],
            "properties": {
                "id": "e1",
                "name": "9th Brigade",
                "aliases": ["9 Bde"],
                "mentions": 1,
                "branch": "army",
            },
        },
    ]
    assert [(one["type"], one["origin"], one["target"]) for one in held["relationships"]] == [
        ("DEPLOYED_TO", "e1", "e2"),
        ("MENTIONED_IN", "e1", "report"),
        ("MENTIONED_IN", "e2", "report"),
        ("OBJECT", "c1", "e2"),
        ("SAID_BY", "c1", "e2"),
        ("STATED_IN", "c1", "report"),
        ("SUBJECT", "c1", "e1"),
    ]
    assert [one["properties"] for one in held["relationships"] if one["properties"]] == [
        {
            "claims": 1,
            "documents": 1,
            "confidence": 1.0,
            "modality": "asserted",
            "first_cited": "2021-03-01",
            "last_cited": "2021-03-01",
            "quotes": ["It went."],
        },
        {"count": 1},
        {"count": 2},
        {"start": 4, "end": 12, "quote": "It went."},
    ]


def test_ids_are_unique(neo4j_bare: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_bare)

    rows = neo4j_driver.execute_query("SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties").records

    unique = {tuple(row["labelsOrTypes"] + row["properties"]) for row in rows if row["type"] == "UNIQUENESS"}
    assert unique == {("Entity", "id"), ("Claim", "id"), ("Document", "id")}


# The difference


def test_second_sync_writes_nothing(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    last_transaction = "SHOW DATABASE neo4j YIELD lastCommittedTxn RETURN lastCommittedTxn"
    first = sync(small_graph(), neo4j_empty)
    ids, transaction = element_ids(neo4j_driver), value(neo4j_driver, last_transaction)

    second = sync(small_graph(), neo4j_empty)

    assert first.nodes == Changes(created=22, updated=0, removed=0, unchanged=0)
    assert second == SyncReport(
        nodes=Changes(created=0, updated=0, removed=0, unchanged=22),
        relationships=Changes(created=0, updated=0, removed=0, unchanged=first.relationships.created),
    )
    assert element_ids(neo4j_driver) == ids
    assert value(neo4j_driver, last_transaction) == transaction


def test_only_what_changed_is_written(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)
    ids = element_ids(neo4j_driver)

    report = sync(
        changed(small_graph(), "e4", name="9th Motor Brigade", attributes={"echelon": "brigade"}), neo4j_empty
    )

    assert report.nodes == Changes(created=0, updated=1, removed=0, unchanged=21)
    assert report.relationships.unchanged == sum(":" in id for id in ids) - 22
    assert element_ids(neo4j_driver) == ids
    assert node(neo4j_driver, "e4")["name"] == "9th Motor Brigade"
    assert node(neo4j_driver, "e4")["echelon"] == "brigade"


def test_attribute_that_is_lost_goes(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)

    sync(changed(small_graph(), "e3", attributes={"country": "Orsia"}), neo4j_empty)

    assert node(neo4j_driver, "e3")["country"] == "Orsia"
    assert "branch" not in node(neo4j_driver, "e3")


def test_label_that_changes_takes_the_place_of_the_old(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)

    report = sync(changed(small_graph(), "e8", label="Unit"), neo4j_empty)

    assert report.nodes.updated == 1
    assert node(neo4j_driver, "e8")["labels"] == ["Entity", "Unit"]


@pytest.mark.parametrize("document", ["monday", "tuesday"])
def test_document_taken_out_leaves_the_graph_of_the_others(
    document: str, neo4j_empty: Neo4jSettings, neo4j_driver: Driver
):
    rest = small_graph(without_document=document)
    sync(rest, neo4j_empty)
    alone = dump(neo4j_driver)
    sync(small_graph(), neo4j_empty)
    assert dump(neo4j_driver) != alone

    report = sync(rest, neo4j_empty)

    assert report.nodes.removed > 0
    assert report.relationships.removed > 0
    assert dump(neo4j_driver) == alone


def test_empty_graph_takes_all_of_ours_away(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)

    report = sync(Graph((), (), ()), neo4j_empty)

    assert report.nodes == Changes(created=0, updated=0, removed=22, unchanged=0)
    assert dump(neo4j_driver) == {"nodes": [], "relationships": []}


def test_what_somebody_deleted_or_doubled_is_put_right(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)
    loaded = dump(neo4j_driver)
    neo4j_driver.execute_query("MATCH (n:Entity {id: 'e4'}) DETACH DELETE n")
    neo4j_driver.execute_query(
        "MATCH (a)-[r:LOCATED_IN]->(b) CREATE (a)-[copy:LOCATED_IN]->(b) SET copy = properties(r)"
    )

    report = sync(small_graph(), neo4j_empty)

    assert (report.nodes.created, report.relationships.removed) == (1, 1)
    assert dump(neo4j_driver) == loaded


def test_type_that_left_the_schema_leaves_the_database(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    shipped = default_schema()
    units = frozenset({"Unit"})
    relieves = RelationType("RELIEVES", units, units, True, "takes the place of")
    wider = Schema(shipped.labels, {**shipped.relations, "RELIEVES": relieves})
    entities = [make_entity("a", "A"), make_entity("b", "B")]
    neo4j.sync(make_graph(entities, [make_claim("RELIEVES", "a", "b")]), settings=neo4j_empty, schema=wider)

    sync(make_graph(entities), neo4j_empty)

    types = {one["type"] for one in dump(neo4j_driver)["relationships"]}
    assert types == {"MENTIONED_IN"}


def test_more_rows_than_a_batch_holds(neo4j_empty: Neo4jSettings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neo4j, "_BATCH", 3)
    steps: list[tuple[str, int, int]] = []

    report = sync(small_graph(), neo4j_empty, progress=lambda *step: steps.append(step))

    total = report.nodes.created + report.relationships.created
    assert steps[-1] == ("load", total, total)
    assert all(1 <= after[1] - before[1] <= 3 for before, after in pairwise(steps))


# Interrupted


def interrupt_after(transactions: int) -> Callable[[str, int, int], None]:
    calls = iter(range(1, transactions))

    def progress(step: str, done: int, total: int) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("transactions", [1, 2, 5, 9, 14, 20])
def test_interrupted_sync_is_finished_by_the_next(
    transactions: int, neo4j_empty: Neo4jSettings, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(neo4j, "_BATCH", 5)
    sync(small_graph(), neo4j_empty)
    undisturbed = dump(neo4j_driver)
    sync(small_graph(without_document="tuesday"), neo4j_empty)

    for graph in (small_graph(without_document="monday"), small_graph()):
        with pytest.raises(KeyboardInterrupt):
            sync(graph, neo4j_empty, progress=interrupt_after(transactions))
    sync(small_graph(), neo4j_empty)

    assert dump(neo4j_driver) == undisturbed


def test_server_killed_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, neo4j_server: Server):
    monkeypatch.setattr(neo4j, "_BATCH", 5)
    with running(tmp_path) as server:
        settings = Neo4jSettings(server.uri, server.username, server.password)

        def kill(step: str, done: int, total: int) -> None:
            if done > total // 2:
                os.kill(server.pid, signal.SIGKILL)

        with pytest.raises(StoreUnavailable) as caught:
            sync(small_graph(), settings, progress=kill)
    assert "kgbuild sync" in caught.value.hint

    with running(tmp_path) as server:
        settings = Neo4jSettings(server.uri, server.username, server.password)
        report = sync(small_graph(), settings)
        assert report.nodes.unchanged + report.relationships.unchanged > 0
        assert sync(small_graph(), settings).nodes.unchanged == 22
        with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
            interrupted = dump(driver)
            sync(Graph((), (), ()), settings)
            sync(small_graph(), settings)
            assert dump(driver) == interrupted


# A user's own data


USERS_OWN = """
CREATE (:Entity:Unit {id: 'mine', name: 'Mine', mentions: 99})-[:PART_OF {claims: 7}]->(:Place {name: 'Here'}),
       (:Claim {id: 'mine', type: 'PART_OF'})-[:SUBJECT]->(:Document {title: 'no id'}),
       (:Document {title: 'no id'}),
       (:Entity {name: 'no id', kgbuild: 7})-[:COMMANDS {kgbuild: 8}]->(:Note {kgbuild: 'mine'})
"""


def test_data_of_a_user_stays_as_it_is(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query(USERS_OWN)
    before, ids = dump(neo4j_driver), element_ids(neo4j_driver)

    for graph in (small_graph(), small_graph(without_document="monday"), Graph((), (), ())):
        report = sync(graph, neo4j_empty)
        assert set(ids) <= set(element_ids(neo4j_driver))

    assert report.nodes.removed > 0
    assert dump(neo4j_driver) == before


def test_relationships_of_a_user_between_our_nodes_stay(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(without_document="tuesday"), neo4j_empty)
    neo4j_driver.execute_query(
        "MATCH (a:Entity {id: 'e6'}), (b:Entity {id: 'e4'}), (c:Entity {id: 'e3'}) "
        "CREATE (a)-[:COMMANDS {note: 'seen it'}]->(b), (b)-[:PART_OF]->(c), (b)-[:RESEMBLES]->(c)"
    )

    sync(small_graph(), neo4j_empty)
    sync(small_graph(without_document="tuesday"), neo4j_empty)

    drawn = "MATCH ()-[r]->() WHERE r.kgbuild IS NULL RETURN collect(type(r)) AS types, collect(r.note) AS notes"
    assert sorted(value(neo4j_driver, drawn)) == ["COMMANDS", "PART_OF", "RESEMBLES"]
    ours = "MATCH (:Entity {id: 'e6'})-[r:COMMANDS]->() WHERE r.kgbuild IS NOT NULL RETURN collect(r.claims)"
    assert value(neo4j_driver, ours) == [1]


def test_properties_and_labels_of_a_user_on_our_node_stay(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)
    neo4j_driver.execute_query("MATCH (n:Entity {id: 'e3'}) SET n:Watched, n.note = 'ask Tom'")

    sync(changed(small_graph(), "e3", label="Organisation", attributes={}), neo4j_empty)

    held = node(neo4j_driver, "e3")
    assert held["note"] == "ask Tom"
    assert held["labels"] == ["Entity", "Organisation", "Watched"]


def test_node_that_a_user_has_joined_to_something_is_kept(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    """It is kept while the user's relationship is there, takes its place again, and goes in the end."""
    rest = small_graph(without_document="monday")
    sync(small_graph(), neo4j_empty)
    loaded = node(neo4j_driver, "e3")
    neo4j_driver.execute_query("MATCH (n:Entity {id: 'e3'}) CREATE (n)<-[:ABOUT]-(:Note {text: 'ask Tom'})")

    first, second = sync(Graph((), (), ()), neo4j_empty), sync(Graph((), (), ()), neo4j_empty)

    assert first.nodes == Changes(created=0, updated=0, removed=21, unchanged=0, kept=1)
    assert second.nodes == Changes(created=0, updated=0, removed=0, unchanged=0, kept=1)
    assert value(neo4j_driver, "MATCH (:Note)-[r:ABOUT]->(n:Entity) RETURN count(r)") == 1
    assert node(neo4j_driver, "e3") == {**loaded, "mentions": 0, "kgbuild": "kept branch country"}

    assert sync(changed(small_graph(), "e3", attributes={"country": "Orsia"}), neo4j_empty).nodes.updated == 1
    assert "branch" not in node(neo4j_driver, "e3")
    sync(small_graph(), neo4j_empty)
    assert node(neo4j_driver, "e3") == loaded

    sync(Graph((), (), ()), neo4j_empty)
    neo4j_driver.execute_query("MATCH (note:Note) DETACH DELETE note")
    assert sync(rest, neo4j_empty).nodes.kept == 0
    assert sync(Graph((), (), ()), neo4j_empty).nodes.removed > 0
    assert dump(neo4j_driver) == {"nodes": [], "relationships": []}


@pytest.mark.parametrize("label", ["Entity:Unit", "Claim", "Document"])
def test_node_of_a_user_with_our_id_is_not_taken_over(
    label: str, neo4j_empty: Neo4jSettings, neo4j_driver: Driver
):
    id = {"Claim": "c01", "Document": "monday"}.get(label, "e4")
    neo4j_driver.execute_query(f"CREATE (:{label} {{id: $id, name: 'mine'}})", id=id)

    with pytest.raises(StoreUnavailable, match="not kgbuild's have the same ids") as caught:
        sync(small_graph(), neo4j_empty)

    assert "database of its own" in caught.value.hint
    mine = "MATCH (n {name: 'mine'}) RETURN properties(n)"
    assert value(neo4j_driver, mine) == {"id": id, "name": "mine"}


def test_ids_of_a_user_that_are_not_unique_are_one_clear_line(neo4j_bare: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE (:Document {id: 1}), (:Document {id: 1})")

    with pytest.raises(StoreUnavailable, match="share an id") as caught:
        sync(small_graph(), neo4j_bare)

    assert caught.value.hint
    assert len(dump(neo4j_driver)["nodes"]) == 2


def test_index_of_a_user_in_the_place_of_ours_is_one_clear_line(neo4j_bare: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE INDEX mine FOR (n:Claim) ON (n.id)")

    with pytest.raises(StoreUnavailable, match="has an index of its own"):
        sync(small_graph(), neo4j_bare)


# Text that looks like Cypher


HOSTILE = "x'}) DETACH DELETE n // `) \" \\u0060 \\ {} $rows ${n} :param\n\0 </script> \N{RIGHT-TO-LEFT OVERRIDE}"


def test_text_stays_text_wherever_it_stands(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE (:Bystander)")
    claim = make_claim(
        "PART_OF",
        "a" + HOSTILE,
        "b" + HOSTILE,
        quote=HOSTILE,
        role=HOSTILE,
        rank=HOSTILE,
        count=HOSTILE,
        date=HOSTILE,
    )
    document = make_document(HOSTILE, title=HOSTILE, source=HOSTILE)
    edge = make_edge(claim)
    edge = Edge(
        edge.type,
        edge.subject,
        edge.object,
        tuple(replace(one, id=HOSTILE, document=HOSTILE) for one in edge.claims),
    )
    entities = tuple(
        Entity(
            f"{letter}{HOSTILE}", "Unit", HOSTILE, (HOSTILE,), {HOSTILE: 1}, {HOSTILE: HOSTILE, "branch": HOSTILE}
        )
        for letter in "ab"
    )
    graph = Graph((document,), entities, (edge,))

    first, second = sync(graph, neo4j_empty), sync(graph, neo4j_empty)

    assert (first.nodes.created, second.nodes.unchanged) == (4, 4)
    assert (first.relationships.created, second.relationships.unchanged) == (6, 6)
    unit = node(neo4j_driver, "a" + HOSTILE)
    assert (unit["name"], unit["aliases"], unit["branch"]) == (HOSTILE, [HOSTILE], HOSTILE)
    assert value(neo4j_driver, "MATCH (c:Claim) RETURN [c.id, c.role, c.rank, c.count, c.date]") == [HOSTILE] * 5
    assert value(neo4j_driver, "MATCH ()-[r:STATED_IN]->() RETURN r.quote") == HOSTILE
    assert value(neo4j_driver, "MATCH (n:Bystander) RETURN count(n)") == 1
    assert sync(Graph((), (), ()), neo4j_empty).nodes.removed == 4


# Refused


def test_wrong_password_is_one_clear_line(neo4j_empty: Neo4jSettings):
    with pytest.raises(StoreUnavailable, match="refuses the user name 'neo4j' or its password") as caught:
        sync(small_graph(), replace(neo4j_empty, password="not the password"))

    assert "NEO4J_PASSWORD" in caught.value.hint
    assert "not the password" not in str(caught.value) + caught.value.hint


def test_expired_password_shows_before_any_work(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE OR REPLACE USER ida SET PASSWORD 'first-password' CHANGE REQUIRED")

    with pytest.raises(StoreUnavailable, match=r"the password of 'ida' at .* has expired") as caught:
        sync(small_graph(), replace(neo4j_empty, username="ida", password="first-password"))

    assert "set a new one" in caught.value.hint
    assert "first-password" not in str(caught.value) + caught.value.hint


def test_too_many_wrong_passwords_are_one_clear_line(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE OR REPLACE USER tom SET PASSWORD 'first-password' CHANGE NOT REQUIRED")
    messages = []
    for _ in range(5):
        with pytest.raises(StoreUnavailable) as caught:
            sync(small_graph(), replace(neo4j_empty, username="tom", password="guess-password"))
        messages.append(str(caught.value))

    assert "refuses the user name 'tom'" in messages[0]
    assert "too many wrong passwords" in messages[-1]


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_database_that_does_not_exist_is_one_clear_line(scheme: str, neo4j_empty: Neo4jSettings):
    uri = (neo4j_empty.uri or "").replace("bolt", scheme)

    with pytest.raises(StoreUnavailable, match="has no database called 'elsewhere'") as caught:
        sync(small_graph(), replace(neo4j_empty, uri=uri, database="elsewhere"))

    assert "NEO4J_DATABASE" in caught.value.hint


def test_encrypted_address_of_a_plain_server_is_one_clear_line(neo4j_empty: Neo4jSettings):
    uri = (neo4j_empty.uri or "").replace("bolt", "bolt+ssc")

    with pytest.raises(StoreUnavailable, match="no Neo4j server answers"):
        sync(small_graph(), replace(neo4j_empty, uri=uri))


def test_port_of_the_browser_is_one_clear_line(neo4j_server: Server, neo4j_empty: Neo4jSettings):
    port = neo4j_server.browser.split("/")[2]
    began = time.monotonic()

    with pytest.raises(StoreUnavailable, match=f"answers at bolt://{port}"):
        sync(small_graph(), replace(neo4j_empty, uri=f"bolt://{port}"))

    assert time.monotonic() - began < 10


def test_routing_address_and_named_database_work(neo4j_empty: Neo4jSettings):
    uri = (neo4j_empty.uri or "").replace("bolt", "neo4j")

    assert sync(small_graph(), replace(neo4j_empty, uri=uri, database="neo4j")).nodes.created == 22
