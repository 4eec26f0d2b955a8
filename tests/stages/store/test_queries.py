"""Every file of queries/ is run on the real server, over a small graph whose answers are plain to see."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver
from neo4j.graph import Path as GraphPath

from kgbuild.ask.answers import ANSWERS
from kgbuild.ask.cypher import TYPES, read_cypher
from kgbuild.config import Neo4jSettings
from kgbuild.schema import default_schema
from kgbuild.stages.store.neo4j import sync
from tests.servers.neo4j_server import Server
from tests.stages.store.worlds import small_graph

QUERIES = sorted((Path(__file__).parents[3] / "queries").glob("*.cypher"))
PARAMS = re.compile(r"// :params (\{.+\})")


def header(query: Path) -> list[str]:
    lines = query.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("//")]


# Without a server


def test_there_are_questions():
    assert len(QUERIES) >= 25


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_header_says_what_is_asked_and_every_parameter(query: Path):
    question = read_cypher(query.stem)
    first, *declared, pasted = header(query)

    assert re.match(r"// [A-Z].*\?", first)
    assert len(declared) == len(question.parameters) + 1
    assert declared[-2] == "// workspace: text = ''"
    assert {one.type for one in question.parameters} <= set(TYPES)
    names = [one.name for one in question.parameters]
    names.insert(-1, "workspace")
    assert re.findall(r"(\w+): ", re.sub(r"'.*?'", "''", PARAMS.fullmatch(pasted)[1])) == names
    assert set(re.findall(r"\$(\w+)", query.read_text(encoding="utf-8"))) == set(names)
    assert names[-1] == "limit"
    assert {one.name: one.default for one in question.parameters}["limit"] == 100


def test_every_question_can_be_asked_of_the_workspace():
    assert sorted(ANSWERS) == [query.stem for query in QUERIES]


# With the server


@pytest.fixture(scope="module")
def loaded(neo4j_server: Server, neo4j_driver: Driver) -> Driver:
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    settings = Neo4jSettings(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    sync(small_graph(), settings=settings, schema=default_schema())
    return neo4j_driver


def ask(driver: Driver, question: str, /, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a question, with a path shown as its names and without whole nodes."""
    query = next(one for one in QUERIES if one.stem == question).read_text(encoding="utf-8")
    defaults = {one.name: one.default for one in read_cypher(question).parameters} | {"workspace": ""}
    rows = driver.execute_query(query, {**defaults, **parameters}).records
    return [{column: shown(cell) for column, cell in row.items() if column != "node"} for row in rows]


def shown(cell: Any) -> Any:
    return [node["name"] for node in cell.nodes] if isinstance(cell, GraphPath) else cell


def columns(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


@pytest.mark.neo4j
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_parameters_of_the_header_can_be_pasted(query: Path, loaded: Driver):
    pasted = PARAMS.search("\n".join(header(query)))[1]
    parameters = loaded.execute_query(f"RETURN {pasted} AS parameters").records[0]["parameters"]
    # The Browser takes whole numbers for others.
    numbers = {name: float(value) for name, value in parameters.items() if isinstance(value, int)}

    result = loaded.execute_query(query.read_text(encoding="utf-8"), parameters | numbers)

    assert result.summary.counters.contains_updates is False
    assert len(result.records) <= parameters["limit"]


@pytest.mark.neo4j
def test_who_commands_what(loaded: Driver):
    assert ask(loaded, "who-commands-what", name="9 BDE") == [
        {
            "person": "Ida Brook",
            "roles": ["chief", "commander"],
            "body": "9th Brigade",
            "modality": "asserted",
            "documents": 2,
            "first_cited": "2021-03-01",
            "last_cited": "2021-03-02",
            "quote": "Col. Ida Brook, its chief.",
            "path": ["Ida Brook", "9th Brigade"],
        }
    ]
    everyone = ask(loaded, "who-commands-what", name="")
    assert columns(everyone, "person", "body", "modality") == [
        ("Ida Brook", "9th Brigade", "asserted"),
        ("Tom Vale", "Marland Coast Army", "past"),
    ]
    assert ask(loaded, "who-commands-what", name="", limit=1) == everyone[:1]


@pytest.mark.neo4j
def test_chain_of_command_up(loaded: Driver):
    rows = ask(loaded, "chain-of-command-up", name="2nd rifle battalion")

    assert columns(rows, "steps", "above", "commanders", "relations") == [
        (1, "9th Brigade", ["Ida Brook"], ["OPERATES_UNDER"]),
        (2, "Marland Coast Army", [], ["OPERATES_UNDER", "PART_OF"]),
    ]
    assert rows[1]["path"] == ["2nd Rifle Battalion", "9th Brigade", "Marland Coast Army"] == rows[1]["chain"]
    assert ask(loaded, "chain-of-command-up", name="Red Lanterns") == []


@pytest.mark.neo4j
def test_chain_of_command_down(loaded: Driver):
    rows = ask(loaded, "chain-of-command-down", name="mca")

    assert columns(rows, "steps", "below", "commanders", "relations") == [
        (1, "9th Brigade", ["Ida Brook"], ["PART_OF"]),
        (2, "2nd Rifle Battalion", [], ["PART_OF", "OPERATES_UNDER"]),
    ]
    assert rows[1]["path"] == ["Marland Coast Army", "9th Brigade", "2nd Rifle Battalion"]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["2nd Rifle Battalion", "9 bde", "Marland Coast Army"])
def test_where_deployed_includes_the_units_below(name: str, loaded: Driver):
    assert ask(loaded, "where-deployed", name=name) == [
        {
            "unit": "2nd Rifle Battalion",
            "relation": "DEPLOYED_TO",
            "place": "Port Ember",
            "modality": "asserted",
            "documents": 1,
            "first_cited": "2021-03-02",
            "last_cited": "2021-03-02",
            "quote": "It was sent to Port Ember.",
            "path": ["2nd Rifle Battalion", "Port Ember"],
        }
    ]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["Council of Orsia", "RED LANTERNS", ""])
def test_who_backs_whom_from_either_side(name: str, loaded: Driver):
    assert ask(loaded, "who-backs-whom", name=name) == [
        {
            "backer": "Council of Orsia",
            "backed": "Red Lanterns",
            "modality": "asserted",
            "documents": 1,
            "confidence": 0.5,
            "quote": "Orsia arms them.",
            "path": ["Red Lanterns", "Council of Orsia"],
        }
    ]
    assert ask(loaded, "who-backs-whom", name="Marland") == []


@pytest.mark.neo4j
def test_evidence_for_edge(loaded: Driver):
    assert ask(loaded, "evidence-for-edge", subject="red lanterns", object="Council of Orsia", type="") == [
        {
            "type": "BACKED_BY",
            "modality": "asserted",
            "confidence": 0.5,
            "role": None,
            "said_by": "Tom Vale",
            "quote": "Orsia arms them.",
            "document": "tuesday",
            "title": None,
            "source": None,
            "published": "2021-03-02",
            "start": 0,
            "end": 16,
            "claim": "c09",
        }
    ]
    chief = {"subject": "Ida Brook", "object": "9 Bde"}
    assert columns(ask(loaded, "evidence-for-edge", **chief, type="COMMANDS"), "document", "title", "quote") == [
        ("monday", "A brigade moves", "Col. Ida Brook, its chief."),
        ("tuesday", None, "Brook, commander."),
    ]
    assert ask(loaded, "evidence-for-edge", **chief, type="KILLED") == []


@pytest.mark.neo4j
def test_evidence_for_edge_has_a_direction_unless_it_is_an_alliance(loaded: Driver):
    army, council, brigade = "Marland Coast Army", "Council of Orsia", "9th Brigade"

    both = [
        ask(loaded, "evidence-for-edge", subject=one, object=other, type="ALLIED_WITH")
        for one, other in ((army, council), (council, army))
    ]

    assert columns(both[0], "quote") == [("It trains with Orsia.",)]
    assert both[1] == both[0]
    assert ask(loaded, "evidence-for-edge", subject=army, object=brigade, type="") == []


@pytest.mark.neo4j
def test_most_cited(loaded: Driver):
    rows = ask(loaded, "most-cited", label="Unit")

    assert columns(rows, "name", "mentions", "documents", "claims") == [
        ("9th Brigade", 4, 2, 5),
        ("Red Lanterns", 3, 2, 3),
        ("Marland Coast Army", 2, 2, 4),
        ("2nd Rifle Battalion", 2, 1, 2),
    ]
    assert rows[2]["aliases"] == ["MCA", "the Coast Army"]
    assert columns(ask(loaded, "most-cited", label="", limit=2), "name", "label") == [
        ("Council of Orsia", "Organisation"),
        ("9th Brigade", "Unit"),
    ]


@pytest.mark.neo4j
def test_shortest_path(loaded: Driver):
    rows = ask(loaded, "shortest-path", **{"from": "ida brook", "to": "MCA"})

    assert columns(rows, "steps", "names", "relations", "quotes") == [
        (
            2,
            ["Ida Brook", "9th Brigade", "Marland Coast Army"],
            ["COMMANDS", "PART_OF"],
            ["Col. Ida Brook, its chief.", "The brigade is part of the MCA."],
        )
    ]
    # By way of the Council of Orsia, not by the claim that the one is not under the other.
    around = ask(loaded, "shortest-path", **{"from": "Red Lanterns", "to": "Marland Coast Army"})
    assert columns(around, "steps", "names") == [
        (2, ["Red Lanterns", "9th Brigade", "Marland Coast Army"]),
        (2, ["Red Lanterns", "Council of Orsia", "Marland Coast Army"]),
    ]
    assert ask(loaded, "shortest-path", **{"from": "MCA", "to": "the coast army"}) == []


@pytest.mark.neo4j
def test_weak_claims(loaded: Driver):
    rows = ask(loaded, "weak-claims", below=0.75)

    assert columns(rows, "confidence", "subject", "type", "object", "document") == [
        (0.25, "Red Lanterns", "ATTACKED", "9th Brigade", "monday"),
        (0.5, "Red Lanterns", "BACKED_BY", "Council of Orsia", "tuesday"),
    ]
    assert columns(rows, "quote", "modality", "claim")[0] == ("The Lanterns fired at it.", "asserted", "c10")


@pytest.mark.neo4j
def test_everything_about(loaded: Driver):
    rows = ask(loaded, "everything-about", name="mca")

    assert columns(rows, "subject", "type", "object", "modality") == [
        ("Marland Coast Army", "ALLIED_WITH", "Council of Orsia", "asserted"),
        ("Tom Vale", "COMMANDS", "Marland Coast Army", "past"),
        ("Red Lanterns", "OPERATES_UNDER", "Marland Coast Army", "negated"),
        ("9th Brigade", "PART_OF", "Marland Coast Army", "asserted"),
    ]
    assert rows[3]["quote"] == "The brigade is part of the MCA."


@pytest.mark.neo4j
def test_who_serves_in_includes_the_bodies_below(loaded: Driver):
    rows = ask(loaded, "who-serves-in", name="Marland Coast Army")

    assert columns(rows, "body", "relation", "person", "roles", "ranks", "modality") == [
        ("9th Brigade", "COMMANDS", "Ida Brook", ["chief", "commander"], ["Col."], "asserted"),
        ("Marland Coast Army", "COMMANDS", "Tom Vale", [], [], "past"),
    ]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["9 Bde", "red lanterns", ""])
def test_who_attacked_whom_from_either_side(name: str, loaded: Driver):
    rows = ask(loaded, "who-attacked-whom", name=name)

    assert columns(rows, "attacker", "relation", "target", "quote") == [
        ("Red Lanterns", "ATTACKED", "9th Brigade", "The Lanterns fired at it.")
    ]
    assert ask(loaded, "who-attacked-whom", name="Marland") == []


@pytest.mark.neo4j
def test_order_of_battle(loaded: Driver):
    rows = ask(loaded, "order-of-battle", body="mca")

    assert columns(rows, "level", "unit", "under", "relation", "commanders") == [
        (1, "9th Brigade", "Marland Coast Army", "PART_OF", ["Ida Brook"]),
        (2, "2nd Rifle Battalion", "9th Brigade", "OPERATES_UNDER", []),
    ]
    assert rows[1]["path"] == ["Marland Coast Army", "9th Brigade", "2nd Rifle Battalion"]


@pytest.mark.neo4j
def test_supporters_and_what_someone_says(loaded: Driver):
    assert columns(ask(loaded, "supporters", group="red lanterns"), "steps", "supporter") == [
        (1, "Council of Orsia")
    ]
    assert ask(loaded, "supporters", group="red lanterns", steps=0) == []
    assert columns(ask(loaded, "said-by", name="Tom Vale"), "subject", "type", "object") == [
        ("Red Lanterns", "BACKED_BY", "Council of Orsia")
    ]


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "name", ["chain-of-command-up", "chain-of-command-down", "everything-about", "where-deployed", "who-serves-in"]
)
def test_a_name_is_a_value_and_never_cypher(name: str, loaded: Driver):
    assert ask(loaded, name, name="MCA'] DETACH DELETE n //") == []
