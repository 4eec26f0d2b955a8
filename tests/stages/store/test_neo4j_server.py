from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from neo4j import Driver
from neo4j import Session as DriverSession
from neo4j.exceptions import Neo4jError

from kgbuild.config import Neo4jSettings
from kgbuild.errors import ConfigError, StoreUnavailable
from kgbuild.model import Edge, Entity, Graph
from kgbuild.projection import VERSION, Source, Whole
from kgbuild.schema import Label, RelationType, Schema, default_schema, extend_schema
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.neo4j import Change, Changes, SyncReport, layout
from tests.factories import make_claim, make_document, make_edge, make_entity, make_graph
from tests.servers.neo4j_server import Server
from tests.stages.store.conftest import drop_all
from tests.stages.store.worlds import dump, element_ids, small_graph

pytestmark = pytest.mark.neo4j


def sync(graph: Graph | Source, settings: Neo4jSettings, **options: Any) -> SyncReport:
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
    edge = make_edge(claim, first_cited="2021-03-01", last_cited="2021-03-01", publications=1)
    edge = replace(edge, claims=(replace(edge.claims[0], status="work_needed"),))

    sync(Graph((report,), (brigade, town), (edge,)), neo4j_empty)

    held = dump(neo4j_driver)
    assert {one["properties"].pop("workspace") for one in held["nodes"]} == {"kgbuild"}
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
                "status": "work_needed",
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
            "properties": {"id": "e2", "name": "Port Ember", "mentions": 2},
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
            "publications": 1,
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


def test_constraints_and_indexes_are_defined(neo4j_bare: Neo4jSettings, neo4j_driver: Driver):
    report = sync(small_graph(), neo4j_bare)

    query = "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties WHERE type = 'UNIQUENESS'"
    constraints = neo4j_driver.execute_query(query).records
    unique = {tuple(row["labelsOrTypes"] + row["properties"]) for row in constraints}
    assert unique == {
        ("Entity", "workspace", "id"),
        ("Claim", "workspace", "id"),
        ("Document", "workspace", "id"),
        ("KgbuildMeta", "id"),
    }
    assert set(report.schema) == {row["name"] for row in indexes(neo4j_driver)}
    assert sync(small_graph(), neo4j_bare).schema == ()
    assert value(neo4j_driver, "MATCH (m:KgbuildMeta {id: 'schema'}) RETURN m.version") == VERSION


def indexes(driver: Driver) -> list[Any]:
    """All but the two that Neo4j itself makes."""
    return driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records


@pytest.mark.parametrize(
    ("index", "words", "found"),
    [
        ("names", "coast", ["Marland Coast Army"]),
        ("names", "mca", ["Marland Coast Army"]),
        ("titles", "brigade", ["A brigade moves"]),
    ],
)
def test_names_and_titles_are_found_by_their_words(
    index: str, words: str, found: list[str], neo4j_empty: Neo4jSettings, neo4j_driver: Driver
):
    sync(small_graph(), neo4j_empty)

    query = (
        "CALL db.index.fulltext.queryNodes($index, $words) YIELD node "
        "RETURN collect(coalesce(node.name, node.title))"
    )
    assert value(neo4j_driver, query, index=f"kgbuild_{index}", words=words) == found


def test_quotes_are_found_by_their_words(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)

    query = (
        "CALL db.index.fulltext.queryRelationships('kgbuild_quotes', 'sent') YIELD relationship "
        "RETURN collect(relationship.quote)"
    )
    assert value(neo4j_driver, query) == ["It was sent to Port Ember."]


def test_merged_entity_is_found_by_its_old_id(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(Whole(small_graph(), (("e4", "e99"),)), neo4j_empty)

    assert value(neo4j_driver, "MATCH (n:Entity) WHERE 'e99' IN n.merged_ids RETURN n.id") == "e4"


# A graph that the version before this one wrote: an id was unique in the whole database, and nodes did not say
# whose they were.

LAYOUT_1 = (
    *(
        f"CREATE CONSTRAINT kgbuild_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in ("Entity", "Claim", "Document")
    ),
    """
    CREATE (e4:Entity:Unit {id: 'e4', name: '9th Brigade', aliases: ['9 Bde'], mentions: 4, kgbuild: 'a1'}),
           (e3:Entity:Unit {id: 'e3', name: 'Coast Army', aliases: [], mentions: 1, branch: 'army',
                            kgbuild: 'a2 branch'}),
           (old:Entity:Unit {id: 'e0', name: 'Gone', aliases: [], mentions: 1, kgbuild: 'a3'}),
           (c:Claim {id: 'c04', type: 'PART_OF', modality: 'asserted', confidence: 0.9, kgbuild: 'b1'}),
           (d:Document {id: 'monday', title: 'A brigade moves', kgbuild: 'd1'}),
           (e4)-[:PART_OF {claims: 1, quotes: ['x'], kgbuild: 'r1'}]->(e3),
           (c)-[:SUBJECT {kgbuild: 'r2'}]->(e4), (c)-[:OBJECT {kgbuild: 'r2'}]->(e3),
           (c)-[:STATED_IN {start: 0, end: 31, quote: 'x', kgbuild: 'r3'}]->(d),
           (old)-[:MENTIONED_IN {count: 1, kgbuild: 'r4'}]->(d),
           (e4)<-[:ABOUT]-(:Note {text: 'ask Tom'}),
           (:Entity {name: 'Mine'})
    """,
)


def test_graph_of_an_older_kgbuild_becomes_one_of_this(neo4j_bare: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_bare)
    fresh = dump(neo4j_driver, workspace="kgbuild")
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    drop_all(neo4j_driver)
    for statement in LAYOUT_1:
        neo4j_driver.execute_query(statement)
    note = value(neo4j_driver, "MATCH (n:Entity {id: 'e4'}) RETURN elementId(n)")

    tried = sync(small_graph(), neo4j_bare, dry_run=True)
    assert (tried.nodes.updated, tried.nodes.removed) == (4, 1)
    assert value(neo4j_driver, "MATCH (n) WHERE n.workspace IS NOT NULL RETURN count(n)") == 0
    report = sync(small_graph(), neo4j_bare)

    assert report == tried
    assert report.schema[0] == "layout 1 becomes 2"
    assert dump(neo4j_driver, workspace="kgbuild") == fresh
    assert value(neo4j_driver, "MATCH (:Note)-[:ABOUT]->(n) RETURN elementId(n)") == note
    assert value(neo4j_driver, "MATCH (n:Entity {name: 'Mine'}) RETURN properties(n)") == {"name": "Mine"}
    names = {row["name"] for row in indexes(neo4j_driver)}
    assert not {"kgbuild_entity_id", "kgbuild_claim_id", "kgbuild_document_id"} & names
    assert sync(small_graph(), neo4j_bare).schema == ()


def test_migration_that_broke_off_goes_on(
    neo4j_bare: Neo4jSettings, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    for statement in LAYOUT_1:
        neo4j_driver.execute_query(statement)
    monkeypatch.setitem(layout.DEFINITIONS, "kgbuild_quotes", "CREATE FULLTEXT NONSENSE")
    with pytest.raises(StoreUnavailable):
        sync(small_graph(), neo4j_bare)
    monkeypatch.undo()

    assert sync(small_graph(), neo4j_bare).schema[0] == "layout 1 becomes 2"
    assert sync(small_graph(), neo4j_bare).nodes == Changes(created=0, updated=0, removed=0, unchanged=22)


def test_graph_of_a_newer_kgbuild_is_left_alone(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)
    neo4j_driver.execute_query("MATCH (m:KgbuildMeta {id: 'schema'}) SET m.version = 99")
    before = dump(neo4j_driver)

    with pytest.raises(StoreUnavailable, match="a newer kgbuild wrote the graph") as caught:
        sync(Graph((), (), ()), neo4j_empty)

    assert "upgrade kgbuild" in caught.value.hint
    assert dump(neo4j_driver) == before


# The difference


def test_second_sync_writes_nothing(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    last_transaction = "SHOW DATABASE neo4j YIELD lastCommittedTxn RETURN lastCommittedTxn"
    first = sync(small_graph(), neo4j_empty)
    ids, transaction = element_ids(neo4j_driver), value(neo4j_driver, last_transaction)

    second = sync(small_graph(), neo4j_empty)

    assert first.nodes == Changes(created=22, updated=0, removed=0, unchanged=0)
    assert second.nodes == Changes(created=0, updated=0, removed=0, unchanged=22)
    assert second.relationships == Changes(created=0, updated=0, removed=0, unchanged=first.relationships.created)
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
    monkeypatch.setattr(neo4j, "_BATCH", 7)
    steps: list[tuple[str, int, int]] = []

    sync(small_graph(), neo4j_empty, progress=lambda *step: steps.append(step))
    sync(Graph((), (), ()), neo4j_empty, progress=lambda *step: steps.append(step))

    assert {step[0] for step in steps} == {"load", "remove"}
    for name in ("load", "remove"):
        done = [step[1:] for step in steps if step[0] == name]
        assert len(done) > 10
        assert done == sorted(done) and done[-1][0] == done[-1][1] > 0


@pytest.mark.parametrize("before", [None, "monday", "tuesday"])
def test_dry_run_tells_what_a_sync_does_and_writes_nothing(
    before: str | None, neo4j_bare: Neo4jSettings, neo4j_driver: Driver
):
    last_transaction = "SHOW DATABASE neo4j YIELD lastCommittedTxn RETURN lastCommittedTxn"
    if before is not None:
        sync(small_graph(without_document=before), neo4j_bare)
    there, transaction = dump(neo4j_driver), value(neo4j_driver, last_transaction)
    changes: list[Change] = []

    told = sync(small_graph(), neo4j_bare, dry_run=True, tell=changes.append)

    assert dump(neo4j_driver) == there
    assert value(neo4j_driver, last_transaction) == transaction
    assert told == sync(small_graph(), neo4j_bare)
    counts = Counter(change.action for change in changes)
    for action, name in (("create", "created"), ("update", "updated"), ("remove", "removed")):
        assert counts[action] == getattr(told.nodes, name) + getattr(told.relationships, name)


def test_dry_run_knows_which_nodes_a_user_keeps(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty)
    neo4j_driver.execute_query("MATCH (n:Entity {id: 'e3'}) CREATE (n)<-[:ABOUT]-(:Note)")

    changes: list[Change] = []

    told = sync(Graph((), (), ()), neo4j_empty, dry_run=True, tell=changes.append)

    assert told == sync(Graph((), (), ()), neo4j_empty)
    assert told.nodes == Changes(created=0, updated=0, removed=21, unchanged=0, kept=1)
    kept = [change for change in changes if change.action == "keep"]
    assert kept == [Change("keep", "Unit", ("e3",), "Marland Coast Army")]
    removed = [change for change in changes if change.action == "remove"]
    assert Change("remove", "Place", ("e2",), "Port Ember") in removed
    assert Change("remove", "Document", ("monday",), "A brigade moves") in removed
    assert Change("remove", "Claim", ("c01",)) in removed
    assert Counter(change.action for change in changes)["remove"] == 21 + told.relationships.removed


# Interrupted


def interrupt_after(transactions: int) -> Callable[[str, int, int], None]:
    calls = iter(range(1, transactions))

    def progress(step: str, done: int, total: int) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("transactions", [1, 2, 5])
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
    unfinished = "MATCH (m:KgbuildMeta {id: 'kgbuild'}) RETURN m.sync IS NOT NULL"
    assert value(neo4j_driver, unfinished)
    sync(small_graph(), neo4j_empty)

    assert dump(neo4j_driver) == undisturbed
    assert not value(neo4j_driver, unfinished)


def test_second_sync_takes_over_from_one_that_goes_on(
    neo4j_empty: Neo4jSettings, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(neo4j, "_BATCH", 10)
    second: list[SyncReport] = []

    def meanwhile(step: str, done: int, total: int) -> None:
        if not second:
            second.append(sync(small_graph(), neo4j_empty))

    with pytest.raises(StoreUnavailable, match="another sync of this workspace has begun"):
        sync(small_graph(), neo4j_empty, progress=meanwhile)

    once = dump(neo4j_driver)
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    sync(small_graph(), neo4j_empty)
    assert dump(neo4j_driver) == once


def test_sync_that_has_read_what_another_then_changed_stops(
    neo4j_empty: Neo4jSettings, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    sync(small_graph(without_document="monday"), neo4j_empty)
    original = neo4j._find

    def find_and_wait(*args: Any, **options: Any) -> None:
        original(*args, **options)
        monkeypatch.undo()
        sync(small_graph(), neo4j_empty)

    monkeypatch.setattr(neo4j, "_find", find_and_wait)
    with pytest.raises(StoreUnavailable, match="another sync of this workspace has begun"):
        sync(small_graph(), neo4j_empty)

    assert sync(small_graph(), neo4j_empty).nodes.unchanged == 22


# Two workspaces


def test_graphs_of_two_workspaces_lie_side_by_side(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    """They have the same ids, and nothing in common."""
    first, second = {"workspace": "w1", "file": "a.db"}, {"workspace": "w2", "file": "b.db"}
    sync(small_graph(), neo4j_empty, **first)
    alone = dump(neo4j_driver, workspace="w1")

    report = sync(changed(small_graph(), "e4", name="Another"), neo4j_empty, **second)

    assert report.nodes.created == 22
    assert report.others == {"w1": "a.db"}
    assert dump(neo4j_driver, workspace="w1") == alone
    assert value(neo4j_driver, "MATCH (n:Entity {id: 'e4'}) RETURN collect(n.workspace)") == ["w1", "w2"]
    assert value(neo4j_driver, "MATCH (a)-->(b) WHERE a.workspace <> b.workspace RETURN count(*)") == 0
    sync(Graph((), (), ()), neo4j_empty, **second)
    assert dump(neo4j_driver) == alone
    assert sync(small_graph(), neo4j_empty, **first).others == {}


def test_new_name_of_a_workspace_is_noted(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    sync(small_graph(), neo4j_empty, file="old.db")
    sync(small_graph(), neo4j_empty, file="new.db")

    assert value(neo4j_driver, "MATCH (m:KgbuildMeta {id: 'kgbuild'}) RETURN m.file") == "new.db"


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
    assert "merged_into" not in loaded

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
def test_node_of_a_user_with_our_id_is_another_one(label: str, neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    id = {"Claim": "c01", "Document": "monday"}.get(label, "e4")
    neo4j_driver.execute_query(f"CREATE (:{label} {{id: $id, name: 'mine'}})", id=id)

    sync(small_graph(), neo4j_empty)

    mine = "MATCH (n {name: 'mine'}) RETURN [properties(n), COUNT { (n)--() }]"
    assert value(neo4j_driver, mine) == [{"id": id, "name": "mine"}, 0]
    assert len(dump(neo4j_driver, workspace="kgbuild")["nodes"]) == 22


def test_node_that_a_user_has_joined_tells_what_it_was_merged_into(
    neo4j_empty: Neo4jSettings, neo4j_driver: Driver
):
    sync(small_graph(), neo4j_empty)
    neo4j_driver.execute_query("MATCH (n:Entity {id: 'e5'}) CREATE (n)<-[:ABOUT]-(:Note)")
    entities = tuple(one for one in small_graph().entities if one.id != "e5")
    edges = tuple(one for one in small_graph().edges if "e5" not in (one.subject, one.object))
    merged = Whole(Graph(small_graph().documents, entities, edges), (("e4", "e5"),))

    first, second = sync(merged, neo4j_empty), sync(merged, neo4j_empty)

    assert (first.nodes.kept, second.nodes.kept) == (1, 1)
    assert node(neo4j_driver, "e5")["merged_into"] == "e4"
    assert node(neo4j_driver, "e4")["merged_ids"] == ["e5"]
    sync(small_graph(), neo4j_empty)
    assert "merged_into" not in node(neo4j_driver, "e5")


def test_data_of_a_user_that_breaks_our_constraint_is_one_clear_line(
    neo4j_bare: Neo4jSettings, neo4j_driver: Driver
):
    neo4j_driver.execute_query("UNWIND [1, 1] AS id CREATE (:Document {id: id, workspace: 'kgbuild'})")

    with pytest.raises(StoreUnavailable, match="share an id") as caught:
        sync(small_graph(), neo4j_bare)

    assert caught.value.hint
    assert len(dump(neo4j_driver)["nodes"]) == 2


def test_constraint_of_a_user_that_our_data_breaks_is_one_clear_line(
    neo4j_bare: Neo4jSettings, neo4j_driver: Driver
):
    neo4j_driver.execute_query("CREATE CONSTRAINT mine FOR (n:Claim) REQUIRE n.modality IS UNIQUE")

    with pytest.raises(StoreUnavailable, match=r"other data in the database at .* is in the way") as caught:
        sync(small_graph(), neo4j_bare)

    assert "database of its own" in caught.value.hint
    assert "\n" not in str(caught.value)


def test_index_of_a_user_in_the_place_of_ours_is_one_clear_line(neo4j_bare: Neo4jSettings, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE INDEX mine FOR (n:Claim) ON (n.workspace, n.id)")

    with pytest.raises(StoreUnavailable, match="has an index of its own"):
        sync(small_graph(), neo4j_bare)


@pytest.mark.parametrize(
    "mine",
    [
        "CREATE INDEX mine FOR (n:Entity) ON (n.id)",
        "CREATE CONSTRAINT mine FOR (n:Entity) REQUIRE n.id IS UNIQUE",
        "CREATE FULLTEXT INDEX mine FOR (n:Entity) ON EACH [n.name, n.aliases]",
    ],
)
def test_index_of_a_user_that_does_what_ours_does_serves(
    mine: str, neo4j_bare: Neo4jSettings, neo4j_driver: Driver
):
    neo4j_driver.execute_query(mine)

    sync(small_graph(), neo4j_bare)

    assert sync(small_graph(), neo4j_bare).nodes.unchanged == 22
    assert "mine" in {row["name"] for row in indexes(neo4j_driver)}


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


@pytest.mark.parametrize("kind", ["labels", "relations"])
@pytest.mark.parametrize(
    "word", ["X`) DETACH DELETE n //", "A:B", "a b", "X{id: 1}", "", "Entity", "SUBJECT", "KgbuildMeta"]
)
def test_words_of_a_users_schema_that_are_no_words_never_reach_the_server(
    kind: str, word: str, neo4j_empty: Neo4jSettings, neo4j_driver: Driver
):
    """kgbuild.toml refuses them; so does `sync`, if a schema has come about in another way."""
    row = {"labels": {"colour": "#000000", "description": ""}}.get(
        kind, {"subject": ["Unit"], "object": ["Unit"], "description": ""}
    )
    shipped = default_schema()
    units = frozenset({"Unit"})
    if kind == "labels":
        hostile = replace(shipped, labels={**shipped.labels, word: Label(word, "#000000", "")})
    else:
        types = {**shipped.relations, word: RelationType(word, units, units, True, "")}
        hostile = replace(shipped, relations=types)
    neo4j_driver.execute_query("CREATE (:Bystander)")

    if word != "KgbuildMeta":
        with pytest.raises(ConfigError):
            extend_schema({kind: {word: row}}, names={}, where="kgbuild.toml")
    if (kind, word) in ALLOWED_HERE:
        return
    with pytest.raises(ConfigError):
        neo4j.sync(small_graph(), settings=neo4j_empty, schema=hostile)
    assert value(neo4j_driver, "MATCH (n) RETURN labels(n)") == ["Bystander"]


# A label may be called like a relationship type of ours as far as Neo4j is concerned, and the other way round.
ALLOWED_HERE = {("labels", "SUBJECT"), ("relations", "Entity"), ("relations", "KgbuildMeta")}


def test_words_of_a_users_schema_are_labels_and_types(neo4j_empty: Neo4jSettings, neo4j_driver: Driver):
    tables = {
        "labels": {"Delete_Operation": {"colour": "#000000", "description": ""}},
        "relations": {"REMOVE": {"subject": ["Unit"], "object": ["Delete_Operation"], "description": ""}},
    }
    schema = extend_schema(tables, names={}, where="kgbuild.toml")
    entities = [make_entity("a", "A"), make_entity("b", "B", label="Delete_Operation")]

    neo4j.sync(make_graph(entities, [make_claim("REMOVE", "a", "b")]), settings=neo4j_empty, schema=schema)

    assert value(neo4j_driver, "MATCH (:Unit)-[r:REMOVE]->(:Delete_Operation) RETURN count(r)") == 1


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

    with pytest.raises(StoreUnavailable, match=r"no Neo4j server answers|no encrypted connection"):
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


@pytest.mark.parametrize(
    "code",
    [
        "Neo.ClientError.Security.Forbidden",
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.ClientError.Cluster.NotALeader",
    ],
)
def test_user_who_may_only_read_is_one_clear_line(
    code: str, neo4j_empty: Neo4jSettings, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    """The Community edition has no such users, so the driver's error stands in for one."""
    sync(small_graph(), neo4j_empty)
    refusal = Neo4jError._hydrate_neo4j(code=code, message="Write operations are not allowed")

    def refuse(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr("neo4j.Session.execute_write", refuse)
    with pytest.raises(StoreUnavailable, match=r"read-only for us|does not allow 'neo4j' to do this") as caught:
        sync(small_graph(without_document="monday"), neo4j_empty)

    assert "a user who may write" in caught.value.hint
    # What needs no writing does not ask for it.
    assert sync(small_graph(), neo4j_empty).nodes.unchanged == 22
    assert sync(Graph((), (), ()), neo4j_empty, dry_run=True).nodes.removed == 22


def test_reading_goes_to_readers_and_writing_to_the_leader(
    neo4j_empty: Neo4jSettings, monkeypatch: pytest.MonkeyPatch
):
    """A reader waits for what was written before: the session's bookmarks say so."""
    seen: list[tuple[str, int]] = []
    for name in ("execute_read", "execute_write"):
        original = getattr(DriverSession, name)

        def noted(session: Any, *args: Any, name: str = name, original: Any = original, **more: Any) -> Any:
            seen.append((name, len(session.last_bookmarks().raw_values)))
            return original(session, *args, **more)

        monkeypatch.setattr(DriverSession, name, noted)
    uri = (neo4j_empty.uri or "").replace("bolt", "neo4j")

    sync(small_graph(), replace(neo4j_empty, uri=uri))
    written = [name for name, _ in seen].count("execute_write")
    sync(small_graph(), replace(neo4j_empty, uri=uri))

    assert seen[0] == ("execute_read", 1)
    assert all(bookmarks == 1 for _, bookmarks in seen)
    assert [name for name, _ in seen].count("execute_write") == written > 0
