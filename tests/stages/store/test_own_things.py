"""What a user has in Neo4j beside the graph of one workspace is in no answer."""

from __future__ import annotations

import pytest
from neo4j import Driver

from kgbuild.ask import query, show
from kgbuild.config import Config, Neo4jSettings
from kgbuild.errors import ConfigError
from kgbuild.model import Graph
from kgbuild.projection import Whole
from kgbuild.schema import default_schema
from kgbuild.stages.store.neo4j import sync
from tests.ask.worlds import make_world
from tests.factories import make_claim

pytestmark = pytest.mark.neo4j

QUESTIONS = ("gaps", "most-cited", "namesakes", "key-nodes")
WORLD = make_world(
    {"p": "Person Ada Stone", "u": "Unit 9th Brigade", "v": "Unit 9th Brigade", "w": "Unit 9th brigade"},
    ("2020-06-15", make_claim("COMMANDS", "p", "u")),
)


@pytest.fixture
def config(neo4j_empty: Neo4jSettings) -> Config:
    """Settings of a database that has the graph of one workspace."""
    sync(WORLD, settings=neo4j_empty, schema=default_schema(), workspace="w-ours")
    return Config(neo4j=neo4j_empty)


def test_nodes_of_a_user_are_in_no_answer(config: Config, neo4j_driver: Driver) -> None:
    before = [query(name, {}, config=config, neo4j=True) for name in QUESTIONS]
    neo4j_driver.execute_query(
        "CREATE (:Entity:Unit {id: 'mine', name: '9th Brigade', mentions: 7})-[:KNOWS]->(:Entity {id: 'other'})"
    )
    assert [query(name, {}, config=config, neo4j=True) for name in QUESTIONS] == before
    assert [row["entities"] for row in before[2].rows] == [3]


def test_nodes_that_are_kept_for_a_user_are_in_no_answer(config: Config, neo4j_driver: Driver) -> None:
    neo4j_driver.execute_query("MATCH (n:Entity {id: 'w'}) CREATE (:Note)-[:ABOUT]->(n)")
    merged = Whole(
        Graph(WORLD.documents, tuple(one for one in WORLD.entities if one.id != "w"), WORLD.edges), (("v", "w"),)
    )
    sync(merged, settings=config.neo4j, schema=default_schema(), workspace="w-ours")

    (row,) = query("namesakes", {}, config=config, neo4j=True).rows
    assert row["ids"] == ["u", "v"]


def test_what_is_not_text_cannot_be_asked(config: Config) -> None:
    with pytest.raises(ConfigError, match="is not text"):
        query("postings", {"person": "\udcff"}, config=config, neo4j=True)
    with pytest.raises(ConfigError, match="is not text"):
        show("\udcff", config=config, neo4j=True)
