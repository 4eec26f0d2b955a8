"""The questions of `kgbuild query` and what `kgbuild show` tells, from the real server and from the workspace.

Both must agree, though another workspace's graph, with the same ids and names, lies in the same database.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import Driver

from kgbuild import pipeline
from kgbuild.ask import Answer, query, questions, show
from kgbuild.ask.show import show_of
from kgbuild.config import Config, Neo4jSettings
from kgbuild.errors import ConfigError
from kgbuild.model import Claim, Edge, Entity, Evidence, Graph
from kgbuild.projection import Whole
from kgbuild.schema import MODALITIES, default_schema
from kgbuild.stages.store.neo4j import sync
from kgbuild.stages.store.workspace import Workspace
from tests.ask.worlds import make_world
from tests.factories import make_claim, make_entity
from tests.servers.neo4j_server import Server

pytestmark = pytest.mark.neo4j

DATES = (
    *(None,) * 8,
    "2018",
    "2019",
    "2020",
    "2018-12",
    "2019-02",
    "2020-02",
    "2018-12-31",
    "2019-02-28",
    "2020-02-29",
)
DAYS = (
    "2018",
    "2019-02",
    "2020-02",
    "2018-06-30",
    "2018-12-31",
    "2019-01-01",
    "2019-02-28",
    "2020-02-29",
    "2021-01-01",
)
PUBLISHED = {"a": "2018-12-31", "b": "2020-02", "c": None, "d": "2019-02-28T10:00", "e": "lately", "f": "2020"}
SOURCES = {"a": "Ember Post", "b": "Ember Post", "c": None, "d": "Marland Radio", "e": None, "f": "Marland Radio"}
ENTITIES: dict[str, str | Entity] = {
    **{f"p{number}": f"Person Person {number}" for number in range(4)},
    "u1": make_entity("u1", "9th Brigade", aliases=("9 Bde", "Émeute"), attributes={"country": "ma"}),
    "u2": "Unit 9th Brigade",
    **{f"u{number}": f"Unit {number}th Battalion" for number in range(3, 9)},
    "u9": make_entity("u9", "Coast Army", attributes={"country": "or", "echelon": "army"}),
    "u10": "Unit Far Regiment",
    "u11": "Unit Lost Company",
    "o1": "Organisation Council of Orsia",
    "o2": "Organisation Red Fund",
    "g1": make_entity(
        "g1", "Port Ember", label="Place", attributes={"country": "ma", "lat": "31.5000", "lon": "-7.1234"}
    ),
    "g2": "Place Hollow Hill",
    "g3": make_entity("g3", "Marland", label="Place", attributes={"country": "ma"}),
    "g4": "Place Orsia Bay",
    "g5": "Place Dune Pass",
    "g6": "Place Cold Ford",
}
REDIRECTS = {"u-old": "u1"}
OURS = "w-ours"
PEOPLE, UNITS, BODIES = ("p0", "p1", "p2", "p3"), tuple(f"u{n}" for n in range(1, 10)), ("o1", "o2")
PLACES = ("g1", "g2", "g3")
# Few enough claims of each kind that answers are short, and enough that every branch of a question is met.
SIDES = {
    "COMMANDS": (60, PEOPLE, (*UNITS[:3], "o1")),
    "MEMBER_OF": (40, PEOPLE, (*UNITS[:3], "o1")),
    "DEPLOYED_TO": (50, (*PEOPLE, *UNITS[:2], "u9"), PLACES),
    "OPERATES_IN": (50, (*UNITS[:2], "u9", "o1"), PLACES),
    "LOCATED_IN": (40, (*UNITS[:2], "g1", "g2"), PLACES),
    "PART_OF": (12, UNITS, UNITS),
    "OPERATES_UNDER": (12, UNITS, UNITS),
    "BACKED_BY": (12, (*UNITS[4:], *BODIES), (*UNITS[5:], *BODIES, "g3")),
    "ALLIED_WITH": (8, UNITS[3:], (*UNITS[3:], "o2")),
    "ATTACKED": (14, UNITS[3:], (*UNITS[3:], "g2")),
    "KILLED": (4, UNITS[3:5], PEOPLE[2:]),
}

# To a place and into it, to several on one day, to a month that holds the day, and to another at last.
MOVES = (
    ("DEPLOYED_TO", "g4", "2018-12-31"),
    ("OPERATES_IN", "g5", "2019-02-01"),
    ("OPERATES_IN", "g6", "2019-02-28"),
    ("OPERATES_IN", "g4", "2019-02-28"),
    ("LOCATED_IN", "g6", "2019-03"),
    ("DEPLOYED_TO", "g5", "2019-03-07"),
)


def _claim(draw: random.Random, type: str, start: int) -> tuple[str, Claim]:
    _, subjects, objects = SIDES[type]
    subject = draw.choice(subjects)
    object = draw.choice([one for one in objects if one != subject])
    evidence = [Evidence(at, at + 5, f"{draw.choice('abc')} {at}.") for at in {start, draw.randrange(50)}]
    draw.shuffle(evidence)
    claim = Claim(
        type,
        subject,
        object,
        tuple(evidence),
        draw.choice((*MODALITIES, "asserted", "asserted")),
        draw.choice((0.5, 0.75, 1.0)),
        draw.choice((None, "commander", "chief")),
        draw.choice((None, "Col.")),
        date_from=draw.choice(DATES),
        date_to=draw.choice(DATES),
        by=draw.choice((None, None, "p1", "o1")),
    )
    return draw.choice(list(PUBLISHED)), claim


@pytest.fixture(scope="module")
def world() -> Graph:
    """Claims of all types with dates, modalities and documents of all sorts."""
    return _world(7)


def _world(seed: int) -> Graph:
    draw = random.Random(seed)
    types = [type for type, (count, _, _) in SIDES.items() for _ in range(count)]
    told = [_claim(draw, type, start) for start, type in enumerate(types)]
    told += [("a", make_claim("PART_OF", "u11", "u10")), ("d", make_claim("PART_OF", "u10", "u9"))]
    told += [("a", make_claim("LOCATED_IN", "g5", "g4"))]
    told += [("a", make_claim(type, "u10", place, date_from=day)) for type, place, day in MOVES]
    statuses = {f"c{number}": status for number, status in ((5, "accepted"), (60, "conflict"), (9, "accepted"))}
    graph = make_world(ENTITIES, *told, published=PUBLISHED, statuses=statuses)
    return Graph(
        tuple(
            replace(one, source=SOURCES[one.id], title="On Monday" if one.id == "b" else None)
            for one in graph.documents
        ),
        tuple(_seen(one, draw) for one in graph.entities),
        tuple(_cited(one, draw) for one in graph.edges),
    )


def _cited(edge: Edge, draw: random.Random) -> Edge:
    """The edge, with what only the workspace's comparison of texts knows."""
    dates = sorted(PUBLISHED[one] or "" for one in edge.documents)
    publications = draw.randint(1, len(edge.documents))
    return replace(edge, publications=publications, first_cited=dates[0] or None, last_cited=dates[-1] or None)


def _seen(entity: Entity, draw: random.Random) -> Entity:
    """The entity, mentioned in some of the documents."""
    documents = draw.sample(sorted(PUBLISHED), k=draw.randint(1, 4))
    return replace(entity, documents={one: draw.randint(1, 3) for one in sorted(documents)})


@pytest.fixture(scope="module")
def config(neo4j_server: Server, neo4j_driver: Driver, world: Graph) -> Config:
    """Settings of a database with two graphs, ours and another of other claims between the same entities."""
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    settings = Neo4jSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    ours = Whole(world, tuple((entity, old) for old, entity in REDIRECTS.items()))
    sync(ours, settings=settings, schema=default_schema(), workspace=OURS, file="ours.db")
    sync(_world(8), settings=settings, schema=default_schema(), workspace="w-theirs", file="theirs.db")
    return Config(neo4j=settings)


@pytest.fixture(autouse=True)
def _workspace(monkeypatch: pytest.MonkeyPatch, world: Graph) -> None:
    monkeypatch.setattr(pipeline, "read_graph", lambda **_: world)
    monkeypatch.setattr(pipeline, "read_redirects", lambda **_: REDIRECTS)


def both(name: str, config: Config, /, **parameters: str) -> Answer:
    here = query(name, parameters, config=config)
    there = query(name, parameters, config=config, neo4j=True, workspace=OURS)
    assert there == here
    assert [list(row) for row in there.rows] == [list(row) for row in here.rows]
    return here


ALL = {"limit": "1000"}
SPAN = {"from": "2018", "to": "2020"}
# What each question is asked with; all but those marked with "" must have rows.
ASKED: dict[str, list[dict[str, str]]] = {
    "abroad": [{}, {"country": "OR"}],
    "chain-of-command-down": [{"name": "9th brigade"}, {"name": "u9"}],
    "chain-of-command-up": [{"name": "u3"}, {"name": "lost company"}],
    "cited-together": [{"name": "9th Brigade"}, {"name": "g1", "limit": "3"}],
    "colleagues": [{"person": "Person 0"}],
    "command-history": [{"unit": "9th brigade"}, {"unit": "o1"}, {"unit": "u-old"}],
    "commanders": [{"unit": unit, "date": date} for unit in ("u2", "9TH BRIGADE", "émeute") for date in DAYS],
    "common-foes": [{"first": first, "second": second} for first, second in (("u5", "u6"), ("u4", "u7"))],
    "communities": [{}, {"smallest": "1"}],
    "denied": [{}],
    "everything-about": [{"name": "9th brigade"}, {"name": "o2"}],
    "evidence-for-edge": [
        {"subject": "Person 0", "object": "9th brigade"},
        {"subject": "u8", "object": "u7", "type": "ALLIED_WITH"},
        {"subject": "Person 1", "object": "u1", "type": "COMMANDS"},
    ],
    "gaps": [{}],
    "in-document": [{"document": "a"}, {"document": "on monday"}],
    "incidents": [SPAN, {**SPAN, "name": "u5"}],
    "key-nodes": [{}, {"label": "Person"}],
    "marked-claims": [{}, {"status": "accepted"}],
    "most-cited": [{}, {"label": "Unit"}],
    "moves": [{}, {"name": "9th brigade"}, {"name": "u9"}],
    "namesakes": [{}],
    "only-links": [{}],
    "order-of-battle": [
        {"body": body, "date": date} for body in ("u9", "9th brigade", "u6") for date in ("", "2019-02")
    ],
    "postings": [{"person": "p0"}, {"person": "person 1"}, {"person": "Person 2"}, {"person": "p0", "limit": "3"}],
    "present-in": [{"place": "marland", **SPAN}, {"place": "g1", "from": "2019-02", "to": "2019-02-28"}],
    "recent": [{"since": "2019-02"}, {"since": "2020", "name": "o1"}],
    "said-by": [{"name": "Person 1"}, {"name": "council of orsia"}],
    "several-commands": [{}],
    "several-parents": [{}],
    "shared-units": [{"first": "p0", "second": "Person 2"}, {"first": "p3", "second": "p1"}],
    "shortest-path": [
        {"from": "p0", "to": "o2"},
        {"from": "9th brigade", "to": "u8", "confidence": "0.75"},
        {"from": "u1", "to": "o2", "documents": "2"},
    ],
    "sole-source": [{}, {"type": "ALLIED_WITH"}],
    "sources": [{}, {"name": "u5"}],
    "supporters": [{"group": "u8"}, {"group": "o1", "steps": "6"}],
    "timeline": [{"name": "u9"}, {"name": "Person 3"}],
    "two-commanders": [{}, {"name": "p2"}],
    "weak-claims": [{"below": "0.6"}],
    "where-deployed": [{"name": "u9"}, {"name": "9th brigade"}],
    "whereabouts": [
        {"entity": entity, "from": first, "to": last}
        for entity in ("u2", "9 bde", "Person 1")
        for first, last in (
            ("2018", "2020"),
            ("2018-12-31", "2019-02"),
            ("2019-02-28", "2019-02-28"),
            ("2020-02", "2021"),
        )
    ],
    "who-attacked-whom": [{}, {"name": "u5"}],
    "who-backs-whom": [{}, {"name": "o1"}],
    "who-commands-what": [{}, {"name": "p1"}],
    "who-serves-in": [{"name": "u9"}, {"name": "9th brigade"}],
}


def test_every_question_is_compared() -> None:
    assert sorted(ASKED) == [question.name for question in questions()]


@pytest.mark.parametrize("name", ASKED)
def test_both_stores_give_the_same_answer(name: str, config: Config) -> None:
    answers = [both(name, config, **{**ALL, **asked}) for asked in ASKED[name]]
    assert any(answer.rows for answer in answers)


def test_every_degree_of_sureness_is_met(config: Config) -> None:
    answers = [query("commanders", asked, config=config) for asked in ASKED["commanders"]]
    sure = {row["dates"] for answer in answers for row in answer.rows}
    assert sure == {"stated", "published", "imprecise", "open"}


def test_several_entities_of_one_name_are_told(config: Config) -> None:
    answer = both("commanders", config, unit="9th brigade", date="2019")
    assert answer.entities == {"unit": (("u1", "Unit"), ("u2", "Unit"))}


def test_columns_of_nodes_and_paths_are_for_the_browser(config: Config) -> None:
    rows = query("who-commands-what", {"limit": "2"}, config=config, neo4j=True, workspace=OURS).rows
    assert len(rows) == 2
    assert "path" not in rows[0]


def test_a_name_is_a_value_and_never_cypher(config: Config) -> None:
    with pytest.raises(ConfigError, match="no entity called"):
        query("postings", {"person": "p0' OR 1=1 //"}, config=config, neo4j=True, workspace=OURS)


def test_what_neo4j_shows_is_what_the_workspace_shows(config: Config, world: Graph, neo4j_driver: Driver) -> None:
    neo4j_driver.execute_query(
        "MATCH (one:Entity {id: 'u1', workspace: $ours}), (other:Entity {id: 'p0', workspace: $ours}) "
        "SET one.colour = 'red' CREATE (one)-[:SEEN_WITH]->(other), (:Entity {id: 'own', name: 'Marland'})",
        ours=OURS,
    )
    claims = [stored for edge in world.edges for stored in edge.claims]
    names = ("u-old", "émeute", "coast  ARMY", "marland")
    references = ["u2", "u4", "p0", "o1", "g1", *names, "a", "c", "f", *(f"c{n}" for n in range(1, 300, 50))]
    for reference in references:
        here = show_of(reference, world, claims=claims, redirects=REDIRECTS).to_plain()
        there = show(reference, config=config, neo4j=True, workspace=OURS).to_plain()
        if here["kind"] == "document":
            here["characters"] = None
        assert there == here, reference


@pytest.mark.parametrize("reference", ["9th brigade", "9th Brigad", "Nobody"])
def test_what_is_not_one_thing_is_the_same_error(reference: str, config: Config, world: Graph) -> None:
    with pytest.raises(ConfigError) as here:
        show_of(reference, world, claims=(), redirects={})
    with pytest.raises(ConfigError) as there:
        show(reference, config=config, neo4j=True, workspace=OURS)
    assert (str(there.value), there.value.hint) == (str(here.value), here.value.hint)


# Which of several graphs


@pytest.mark.parametrize(
    "ask",
    [
        lambda config: query("gaps", {}, config=config, neo4j=True).notes[0],
        lambda config: show("u3", config=config, neo4j=True).note,
    ],
)
def test_a_load_that_broke_off_is_told(
    ask: Callable[[Config], str], config: Config, neo4j_driver: Driver, tmp_path: Path
) -> None:
    own = replace(config, db=tmp_path / "own.db")
    with Workspace.open(own.db) as workspace:
        id = workspace.identity()
    sync(_world(7), settings=own.neo4j, schema=default_schema(), workspace=id, file="own.db")
    neo4j_driver.execute_query("MATCH (n:KgbuildMeta {id: $id}) SET n.sync = 'broken'", id=id)
    try:
        assert ask(own).startswith("own.db: its load goes on or broke off")
    finally:
        neo4j_driver.execute_query("MATCH (n {workspace: $id}) DETACH DELETE n", id=id)
        neo4j_driver.execute_query("MATCH (n:KgbuildMeta {id: $id}) DELETE n", id=id)


def test_of_several_graphs_one_must_be_meant(config: Config, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"2 workspaces: w-ours \(ours.db\), w-theirs \(theirs.db\)") as caught:
        show("u1", config=replace(config, db=tmp_path / "none.db"), neo4j=True)
    assert caught.value.hint == "add --workspace ID"
    with pytest.raises(ConfigError, match="no graph of a workspace 'w-else'") as caught:
        query("gaps", {}, config=config, neo4j=True, workspace="w-else")
    assert "w-theirs" in caught.value.hint


def test_of_several_graphs_the_workspace_means_its_own(config: Config, tmp_path: Path) -> None:
    own = replace(config, db=tmp_path / "own.db")
    with Workspace.open(own.db) as workspace:
        id = workspace.identity()
    never_loaded = r"does not have the graph of .*own.db, but those of 2 workspaces: w-ours"
    with pytest.raises(ConfigError, match=never_loaded) as caught:
        query("gaps", {}, config=own, neo4j=True)
    assert caught.value.hint == "load yours with `kgbuild sync`, or add --workspace ID"
    graph = make_world({"u": "Unit 77th Battalion"}, ("a", make_claim("PART_OF", "u", "u")))
    sync(replace(graph, edges=()), settings=own.neo4j, schema=default_schema(), workspace=id)
    assert [row["unit"] for row in query("gaps", {}, config=own, neo4j=True).rows] == ["77th Battalion"]
