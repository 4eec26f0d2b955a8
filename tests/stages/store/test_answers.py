"""The questions of `kgbuild query`, asked of the real server: the same answers as the workspace gives."""

from __future__ import annotations

import random

import pytest
from neo4j import Driver

from kgbuild import pipeline
from kgbuild.ask import Answer, query
from kgbuild.config import Config, Neo4jSettings
from kgbuild.errors import ConfigError
from kgbuild.model import Claim, Evidence, Graph
from kgbuild.schema import MODALITIES, default_schema
from kgbuild.stages.store.neo4j import sync
from tests.ask.worlds import make_world
from tests.factories import make_entity
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
ENTITIES = {
    **{f"p{number}": f"Person Person {number}" for number in range(4)},
    "u1": make_entity("u1", "9th Brigade", aliases=("9 Bde", "Émeute")),
    "u2": "Unit 9th Brigade",
    "g1": "Place Port Ember",
    "g2": "Place Hollow Hill",
}


@pytest.fixture(scope="module")
def world() -> Graph:
    """Claims with dates, modalities and documents of all sorts."""
    draw = random.Random(7)
    told = []
    for start in range(250):
        type = draw.choice(("COMMANDS", "MEMBER_OF", "DEPLOYED_TO", "OPERATES_IN", "LOCATED_IN", "ATTACKED"))
        people = type in ("COMMANDS", "MEMBER_OF")
        evidence = [Evidence(at, at + 5, f"{draw.choice('abc')} {at}.") for at in {start, draw.randrange(50)}]
        draw.shuffle(evidence)
        claim = Claim(
            type,
            f"p{draw.randrange(4)}" if people or draw.random() < 0.3 else draw.choice(("u1", "u2")),
            draw.choice(("u1", "u2") if people else ("g1", "g2")),
            tuple(evidence),
            draw.choice((*MODALITIES, "asserted", "asserted")),
            draw.choice((0.5, 0.75, 1.0)),
            draw.choice((None, "commander")),
            draw.choice((None, "Col.")),
            date_from=draw.choice(DATES),
            date_to=draw.choice(DATES),
            by=draw.choice((None, "p1")),
        )
        told.append((draw.choice(list(PUBLISHED)), claim))
    return make_world(ENTITIES, *told, published=PUBLISHED)


@pytest.fixture(scope="module")
def config(neo4j_server: Server, neo4j_driver: Driver, world: Graph) -> Config:
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    settings = Neo4jSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    sync(world, settings=settings, schema=default_schema())
    return Config(neo4j=settings)


@pytest.fixture(autouse=True)
def _workspace(monkeypatch: pytest.MonkeyPatch, world: Graph) -> None:
    monkeypatch.setattr(pipeline, "read_graph", lambda **_: world)
    monkeypatch.setattr(pipeline, "read_redirects", lambda **_: {})


def both(name: str, config: Config, **parameters: str) -> Answer:
    here = query(name, parameters, config=config)
    there = query(name, parameters, config=config, neo4j=True)
    assert there == here
    assert [list(row) for row in there.rows] == [list(row) for row in here.rows]
    return here


def test_commanders(config: Config) -> None:
    answers = [
        both("commanders", config, unit=unit, date=date)
        for unit in ("u2", "9TH BRIGADE", "émeute")
        for date in DAYS
    ]
    sure = {row["dates"] for answer in answers for row in answer.rows}
    assert sure == {"stated", "published", "imprecise", "open"}


@pytest.mark.parametrize("entity", ["u2", "9 bde", "Person 1"])
def test_whereabouts(entity: str, config: Config) -> None:
    for first, last in [
        ("2018", "2020"),
        ("2018-12-31", "2019-02"),
        ("2019-02-28", "2019-02-28"),
        ("2020-02", "2021"),
    ]:
        assert both("whereabouts", config, entity=entity, **{"from": first, "to": last}).rows


def test_postings(config: Config) -> None:
    for person in ("p0", "person 1", "Person 2", "Person 3"):
        rows = both("postings", config, person=person).rows
        assert {"stated", "open"} <= {row["dates"] for row in rows}
    assert len(both("postings", config, person="p0", limit="3").rows) == 3


def test_several_entities_of_one_name_are_told(config: Config) -> None:
    assert both("commanders", config, unit="9th brigade", date="2019").entities == (("u1", "Unit"), ("u2", "Unit"))


def test_any_file_of_queries_can_be_asked(config: Config) -> None:
    rows = query("who-commands-what", {"name": "p0"}, config=config, neo4j=True).rows
    assert rows == []
    rows = query("who-commands-what", {"limit": "2"}, config=config, neo4j=True).rows
    assert [row["body"] for row in rows] == ["9th Brigade", "9th Brigade"]
    assert "path" not in rows[0]


def test_a_name_is_a_value_and_never_cypher(config: Config) -> None:
    with pytest.raises(ConfigError, match="no entity called"):
        query("postings", {"person": "p0' OR 1=1 //"}, config=config, neo4j=True)
