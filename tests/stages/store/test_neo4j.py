from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from inspect import isclass
from pathlib import Path

import pytest
from neo4j import exceptions

from kgbuild import projection
from kgbuild.config import Neo4jSettings
from kgbuild.errors import ConfigError, StoreUnavailable
from kgbuild.model import Claim, Entity, Evidence
from kgbuild.projection import Relationship, Whole
from kgbuild.schema import Label, RelationType, Schema, default_schema
from kgbuild.stages.store import neo4j
from kgbuild.stages.store.neo4j import cypher, sync
from kgbuild.stages.store.neo4j.difference import NODE, RELATIONSHIP, Found, Owned
from kgbuild.stages.store.neo4j.layout import Layout
from kgbuild.stages.store.neo4j.server import _check_version, translated
from tests.factories import make_claim, make_entity, make_graph

PASSWORD = "a secret of mine"
SETTINGS = Neo4jSettings("bolt://127.0.0.1:7687", password=PASSWORD)


def sync_empty(settings: Neo4jSettings) -> None:
    sync(make_graph([]), settings=settings, schema=default_schema())


def make_schema(*, label: str = "Unit", relation: str = "PART_OF") -> Schema:
    joins = frozenset({label})
    return Schema({label: Label(label, "#000000", "")}, {relation: RelationType(relation, joins, joins, True, "")})


PART_OF_AS_LABEL = {name: Label(name, "#000000", "") for name in ("Unit", "PART_OF")}


# The projection


def relationships_of(*claims: Claim) -> dict[str, dict[str, object]]:
    graph = make_graph([make_entity("a", "A"), make_entity("b", "B")], claims)
    return {one.type: one.properties for one in projection.relationships(Whole(graph))}


def test_edge_sums_up_its_claims():
    claims = [
        make_claim("PART_OF", "a", "b", quote="A is in B.", confidence=0.5, modality="past"),
        make_claim("PART_OF", "a", "b", quote="A, part of B.", confidence=0.75, modality="past"),
        make_claim("PART_OF", "a", "b", quote="A is in B.", confidence=0.25),
    ]

    assert relationships_of(*claims)["PART_OF"] == {
        "claims": 3,
        "documents": 1,
        "publications": 0,
        "confidence": 0.75,
        "modality": "past",
        "first_cited": None,
        "last_cited": None,
        "quotes": ["A, part of B.", "A is in B."],
    }


def test_the_best_sentence_of_an_edge_comes_first():
    claims = [
        make_claim("PART_OF", "a", "b", quote="A is in B, perhaps.", confidence=0.5),
        make_claim("PART_OF", "a", "b", quote="A is not in B.", confidence=1.0, modality="negated"),
        make_claim("PART_OF", "a", "b", quote="A is in B.", confidence=0.75),
    ]

    # What says what the edge says comes before what denies it.
    assert relationships_of(*claims)["PART_OF"]["quotes"] == [
        "A is in B.",
        "A is in B, perhaps.",
        "A is not in B.",
    ]


def test_each_piece_of_evidence_is_a_relationship_of_its_own():
    evidence = (Evidence(30, 40, "It left B."), Evidence(0, 10, "A is in B."), Evidence(0, 10, "A is in B."))
    claim = replace(make_claim("PART_OF", "a", "b"), evidence=evidence)
    graph = make_graph([make_entity("a", "A"), make_entity("b", "B")], [claim])

    keys = [one.key for one in projection.relationships(Whole(graph)) if one.type == "STATED_IN"]

    assert keys == [("STATED_IN", "c1", "report", 0, 10), ("STATED_IN", "c1", "report", 30, 40)]


def test_said_by_is_there_only_for_an_attributed_claim():
    assert "SAID_BY" not in relationships_of(make_claim("PART_OF", "a", "b"))
    assert "SAID_BY" in relationships_of(make_claim("PART_OF", "a", "b", by="b"))


def test_attribute_never_hides_a_property_of_ours():
    entity = make_entity("a", "A", attributes={"name": "other", "branch": "army", "full strength": "90"})
    document, node = projection.nodes(Whole(make_graph([entity])))

    assert document.label == "Document"
    assert node.properties["name"] == "A"
    assert node.mark.split(" ")[1:] == ["branch", "full_strength", "name"]


ENTITY = make_entity("a", "A", aliases=("The A",), attributes={"branch": "army"})


def mark_of(entity: Entity) -> str:
    return [node.mark for node in projection.nodes(Whole(make_graph([entity])))][-1]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "B"},
        {"label": "Organisation"},
        {"aliases": ("The A", "Old A")},
        {"documents": {"report": 2}},
        {"attributes": {"branch": "navy"}},
        {"attributes": {}},
    ],
    ids=str,
)
def test_mark_differs_when_content_differs(changed: dict[str, object]):
    assert mark_of(ENTITY) == mark_of(replace(ENTITY))
    assert mark_of(replace(ENTITY, **changed)) != mark_of(ENTITY)


def test_words_that_the_schema_lacks_are_refused():
    units = make_graph([make_entity("a", "A")], [make_claim("PART_OF", "a", "a")])

    units = Whole(units)
    with pytest.raises(ConfigError, match="'Unit', which the schema does not have"):
        projection.check(units, schema=make_schema(label="Ship"))
    with pytest.raises(ConfigError, match="'PART_OF', which the schema does not have"):
        projection.check(units, schema=make_schema(relation="JOINS"))
    with pytest.raises(ConfigError, match="'PART_OF', which the schema does not have"):
        projection.check(units, schema=replace(make_schema(relation="JOINS"), labels=PART_OF_AS_LABEL))
    projection.check(units, schema=make_schema())


@pytest.mark.parametrize(
    "label", ["Unit`) DETACH DELETE n //", "Unit:Claim", "Ünit", "", "Entity", "Claim", "Document"]
)
def test_labels_that_must_not_reach_cypher_are_refused(label: str):
    with pytest.raises(ConfigError, match="schema: "):
        projection.check(Whole(make_graph([])), schema=make_schema(label=label))


@pytest.mark.parametrize("relation", ["X]->(b) DETACH DELETE a //", "PART OF", "STATED_IN", "SUBJECT"])
def test_types_that_must_not_reach_cypher_are_refused(relation: str):
    with pytest.raises(ConfigError, match="schema: "):
        projection.check(Whole(make_graph([])), schema=make_schema(relation=relation))


# The difference


def test_what_is_taken_is_no_longer_found():
    with Found() as found:
        found.fill(NODE, [["Entity", "changed", "0", "at1"], ["Entity", "gone", "4", "at2"]])
        found.fill(RELATIONSHIP, [["PART_OF", "a", "b", None, None, "1", "at3"]])

        assert found.take(NODE, ("Entity", "new")) is None
        assert found.take(NODE, ("Entity", "changed")) == Owned(("Entity", "changed"), "0", "at1")
        assert found.take(NODE, ("Entity", "changed")) is None
        assert list(found.rest(NODE)) == [Owned(("Entity", "gone"), "4", "at2")]
        assert (found.count(NODE), found.count(RELATIONSHIP)) == (1, 1)


def test_of_two_copies_one_is_taken():
    rows = [["PART_OF", "a", "b", None, None, "1", "at1"], ["PART_OF", "a", "b", None, None, "1", "at2"]]
    with Found() as found:
        found.fill(RELATIONSHIP, rows)

        assert found.take(RELATIONSHIP, ("PART_OF", "a", "b", None, None)) is not None
        assert [one.at for one in found.rest(RELATIONSHIP)] == ["at2"]


def test_reading_again_after_a_failure_counts_nothing_twice():
    with Found() as found:
        found.fill(NODE, [["Entity", "a", "1", "at1"]])
        found.fill(NODE, [["Entity", "a", "1", "at1"]])

        assert found.count(NODE) == 1


def test_relationships_come_after_their_nodes():
    claims = [make_claim("PART_OF", "a", "b", by="b"), make_claim("OPERATES_UNDER", "b", "a")]
    graph = make_graph([make_entity("a", "A"), make_entity("b", "B")], claims)
    seen = set()

    for one in projection.rows(Whole(graph)):
        if isinstance(one, Relationship):
            assert {one.origin, one.target} <= seen
        else:
            seen.add(one.key)


def test_merged_ids_stand_with_the_entity_that_they_went_to():
    graph = make_graph([make_entity("a", "A"), make_entity("c", "C")])
    redirects = (("a", "e1"), ("a", "e2"), ("b", "e3"), ("c", "e4"))

    entities = {one.properties["id"]: one for one in projection.nodes(Whole(graph, redirects))}

    assert entities["a"].properties["merged_ids"] == ["e1", "e2"]
    assert entities["c"].properties["merged_ids"] == ["e4"]


@pytest.mark.parametrize(("text", "value"), [("-12.5", -12.5), ("north", None), ("nan", None), ("inf", None)])
def test_coordinates_are_numbers_or_absent(text: str, value: float | None):
    place = make_entity("a", "A", label="Place", attributes={"lat": text, "geonames": "42"})
    node = list(projection.nodes(Whole(make_graph([place]))))[-1]

    assert node.properties["lat"] == value
    assert node.properties["geonames"] == "42"


def test_an_attribute_cannot_pass_for_a_mark_of_ours():
    entity = make_entity("a", "A", attributes={"kgbuild": "x", "workspace": "y"})
    node = list(projection.nodes(Whole(make_graph([entity]))))[-1]

    assert not {"kgbuild", "workspace"} & node.properties.keys()


def test_batches_are_full_or_last_and_have_nodes_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neo4j, "_BATCH", 3)
    batch = neo4j._Batch()
    batch.add("relate", {"properties": {}})
    batch.add("create", {"id": "a"}, first=True)
    assert batch and not batch.is_full
    batch.add("relate", {"properties": {}})

    assert batch.is_full
    assert list(batch.take().items()) == [
        ("create", [{"id": "a"}]),
        ("relate", [{"properties": {}}, {"properties": {}}]),
    ]
    assert not batch


def test_both_ends_of_a_new_relationship_are_found_by_the_index_of_their_constraint():
    statement = cypher.create_relationship(Relationship("SUBJECT", ("Claim", "c1"), ("Entity", "e1"), {}))

    assert "USING INDEX SEEK a:Claim(workspace, id)" in statement
    assert "USING INDEX SEEK b:Entity(workspace, id)" in statement


def test_long_texts_fill_a_batch(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neo4j, "_HEAVY", 100)
    batch = neo4j._Batch()

    batch.add("relate", {"properties": {"quotes": ["x" * 60, "y" * 60], "claims": 2}})

    assert batch.is_full


@pytest.mark.parametrize("agent", ["Neo4j/4.4.38", "Neo4j/5.25.1", "Memgraph/2.1", ""])
def test_server_that_is_too_old_or_another_product_is_one_clear_line(agent: str):
    with pytest.raises(StoreUnavailable, match=r"kgbuild needs Neo4j 5\.26 or newer") as caught:
        _check_version(agent, SETTINGS)

    assert agent in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/5.27-aura", "Neo4j/2025.10.1"])
def test_newer_servers_are_taken(agent: str):
    _check_version(agent, SETTINGS)


def test_a_layout_tells_what_is_missing():
    nothing = Layout(0, frozenset(), {}, frozenset())
    older = Layout(1, frozenset({"kgbuild_entity_id"}), {}, frozenset())

    assert len(list(nothing.steps())) == 11
    assert next(iter(older.steps())) == "layout 1 becomes 2"


# What the driver raises


RAISED_BY_THE_DRIVER = [
    one
    for _, one in sorted(vars(exceptions).items())
    if isclass(one)
    and issubclass(one, Exception)
    and one.__module__ == exceptions.__name__
    # The root of the tree, which nothing raises.
    and one.__name__ != "GqlError"
]


@pytest.mark.parametrize("kind", RAISED_BY_THE_DRIVER)
def test_every_exception_of_the_driver_is_translated(kind: type[Exception]):
    with pytest.raises(StoreUnavailable) as caught, translated(SETTINGS, to_write=True):
        raise kind("from within")

    assert "\n" not in str(caught.value)
    assert "{" not in str(caught.value)
    assert "127.0.0.1:7687" in str(caught.value)
    assert caught.value.hint
    assert isinstance(caught.value.__cause__, kind)


@pytest.mark.parametrize("kind", RAISED_BY_THE_DRIVER)
def test_who_asks_is_never_told_to_load(kind: type[Exception]):
    with pytest.raises(StoreUnavailable) as caught, translated(SETTINGS, to_write=False):
        raise kind("from within")

    assert "{" not in caught.value.hint
    assert "kgbuild sync" not in caught.value.hint
    assert "write" not in caught.value.hint


def test_our_own_errors_pass_through():
    with pytest.raises(ZeroDivisionError), translated(SETTINGS, to_write=True):
        _ = 1 / 0


# Addresses and passwords


@pytest.mark.parametrize(
    "uri",
    [
        "localhost:7687",
        "localhost",
        "http://localhost:7474",
        "bolt://",
        "bolt://:7687",
        "bolt://localhost:0",
        "bolt://localhost:port",
        "bolt://localhost:99999",
        "bolt://[::1",
        "bolt://localhost:7687?policy=x",
    ],
)
def test_malformed_address_is_a_config_error(uri: str):
    with pytest.raises(ConfigError, match="is not the address of a Neo4j server") as caught:
        sync_empty(replace(SETTINGS, uri=uri))

    assert "bolt://localhost:7687" in caught.value.hint


@pytest.mark.parametrize("uri", [None, ""])
def test_missing_address_is_a_config_error(uri: str | None):
    with pytest.raises(ConfigError, match="no Neo4j address"):
        sync_empty(replace(SETTINGS, uri=uri))


def test_settings_can_be_checked_before_any_work():
    neo4j.check_settings(SETTINGS)
    with pytest.raises(ConfigError):
        neo4j.check_settings(replace(SETTINGS, password=None))


@pytest.mark.parametrize("password", [None, ""])
def test_missing_password_is_a_config_error(password: str | None):
    with pytest.raises(ConfigError, match="no password") as caught:
        sync_empty(replace(SETTINGS, password=password))

    assert "NEO4J_PASSWORD" in caught.value.hint


@pytest.mark.parametrize("address", ["{}@localhost:7687", "neo4j:{}@localhost:bad", "[{}@localhost"])
def test_password_in_the_address_is_refused_and_not_repeated(address: str):
    with pytest.raises(ConfigError) as caught:
        sync_empty(replace(SETTINGS, uri="neo4j://" + address.format("hunter2")))

    assert "hunter2" not in str(caught.value) + caught.value.hint


# Servers that are not there


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_server_that_is_down_is_one_clear_line(
    scheme: str, listener: socket.socket, capfd: pytest.CaptureFixture[str]
):
    port = listener.getsockname()[1]
    listener.close()
    began = time.monotonic()

    with pytest.raises(StoreUnavailable, match="no Neo4j server answers at") as caught:
        sync_empty(replace(SETTINGS, uri=f"{scheme}://127.0.0.1:{port}"))

    assert time.monotonic() - began < 10
    assert f"{scheme}://127.0.0.1:{port}" in str(caught.value)
    assert "kgbuild sync" in caught.value.hint
    assert PASSWORD not in str(caught.value) + caught.value.hint
    assert capfd.readouterr() == ("", "")


def test_an_address_with_encryption_may_be_that_of_a_plain_server():
    with (
        pytest.raises(StoreUnavailable, match="or none that encrypts") as caught,
        translated(replace(SETTINGS, uri="neo4j+s://127.0.0.1:7687"), to_write=False),
    ):
        raise exceptions.ServiceUnavailable("Unable to retrieve routing information")

    assert "without +s" in caught.value.hint and "+ssc" in caught.value.hint


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nowhere.invalid"])
def test_who_asks_a_server_that_is_down_is_told_to_ask_again(host: str):
    with pytest.raises(StoreUnavailable) as caught:
        neo4j.ask("RETURN 1", {}, settings=replace(SETTINGS, uri=f"bolt://{host}"))

    assert caught.value.hint == "start it (docker compose up -d) or check the address, then ask again"


def test_server_that_says_nothing_is_given_up_soon(listener: socket.socket):
    began = time.monotonic()

    with pytest.raises(StoreUnavailable, match="no Neo4j server answers"):
        sync_empty(replace(SETTINGS, uri=f"bolt://127.0.0.1:{listener.getsockname()[1]}"))

    assert time.monotonic() - began < 10


@pytest.mark.parametrize("host", ["nowhere.invalid", "xn--\N{SNOWMAN}.example"])
def test_host_that_does_not_exist_is_one_clear_line(host: str):
    with pytest.raises(StoreUnavailable, match=f"at bolt://{host}|the host of bolt://{host} is not found"):
        sync_empty(replace(SETTINGS, uri=f"bolt://{host}"))


def test_importing_the_store_does_not_import_the_driver():
    code = "import sys, kgbuild.stages.store.neo4j; sys.exit('neo4j' in sys.modules)"
    repository = Path(__file__).parents[3]

    assert subprocess.run([sys.executable, "-c", code], cwd=repository).returncode == 0
