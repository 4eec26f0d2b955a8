"""Asking by name: parameters, and the files of queries/."""

from __future__ import annotations

import pytest

from kgbuild import pipeline
from kgbuild.ask import QUESTIONS, asking, query
from kgbuild.ask.cypher import cypher_names, read_cypher
from kgbuild.config import Config, Neo4jSettings
from kgbuild.errors import ConfigError
from kgbuild.model import Graph
from tests.ask.worlds import make_world
from tests.factories import make_claim

UNIT = {"unit": "9th Brigade", "date": "2020-06-15"}


@pytest.fixture(autouse=True)
def graph(monkeypatch: pytest.MonkeyPatch) -> Graph:
    """The workspace's graph, without a workspace."""
    graph = make_world(
        {"p": "Person Ada Stone", "u": "Unit 9th Brigade"}, ("2020-06-15", make_claim("COMMANDS", "p", "u"))
    )
    monkeypatch.setattr(pipeline, "read_graph", lambda **_: graph)
    monkeypatch.setattr(pipeline, "read_redirects", lambda **_: {"u-old": "u"})
    return graph


def test_an_answer_names_the_entities_it_is_about() -> None:
    answer = query("commanders", UNIT, config=Config())
    assert [row["person"] for row in answer.rows] == ["Ada Stone"]
    assert answer.entities == (("u", "Unit"),)
    assert query("commanders", {**UNIT, "limit": "0"}, config=Config()).rows == []


def test_an_id_from_before_a_merge_leads_to_the_entity_it_went_to() -> None:
    assert query("commanders", {**UNIT, "unit": "u-old"}, config=Config()) == query(
        "commanders", UNIT, config=Config()
    )


@pytest.mark.parametrize(
    ("name", "parameters", "message", "hint"),
    [
        ("commander", {}, "no question 'commander'", "commanders, postings, whereabouts"),
        ("weak-claims", {}, "only Neo4j can be asked 'weak-claims'", "--neo4j URI"),
        ("commanders", {"unit": "u"}, "commanders needs date", "--param date="),
        ("whereabouts", {"entity": "u", "to": ""}, "whereabouts needs from and to", "--param from=… --param to=…"),
        ("postings", {"person": "p", "date": "2020"}, "postings has no parameter 'date'", "known: person, limit"),
        ("postings", {"person": "p", "limit": "all"}, "limit is 'all'", "for example 100"),
        ("postings", {"person": "p", "limit": "-1"}, "limit is '-1'", "for example 100"),
        ("commanders", {**UNIT, "date": "May"}, "'May' is not a date", "2014-03"),
        ("whereabouts", {"entity": "u", "from": "2020", "to": "2019"}, "2019 is before 2020", "earlier"),
        ("commanders", {**UNIT, "unit": "9th"}, "no entity called '9th'", "'9th Brigade'"),
    ],
)
def test_what_cannot_be_asked(name: str, parameters: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        query(name, parameters, config=Config())
    assert hint in caught.value.hint


def test_every_question_has_its_cypher_with_the_same_parameters() -> None:
    for name, question in QUESTIONS.items():
        cypher = read_cypher(name)
        assert list(cypher.parameters) == [question.entity, *question.dates, "limit"]
        needed = [parameter for parameter, value in cypher.parameters.items() if value is None]
        assert needed == [question.entity, *question.dates]


def test_numbers_and_empty_texts_of_a_file_stand_where_nothing_is_given() -> None:
    weak = read_cypher("weak-claims")
    assert weak.parameters == {"below": 0.5, "limit": 50}
    assert weak.values({"below": "1", "limit": "3"}) == {"below": 1.0, "limit": 3}
    assert read_cypher("who-attacked-whom").values({}) == {"name": "", "limit": 50}
    assert read_cypher("everything-about").parameters["name"] is None
    with pytest.raises(ConfigError, match="below is 'much', which is not a number"):
        weak.values({"below": "much"})


def test_a_question_that_has_no_file() -> None:
    assert {"commanders", "shortest-path"} <= set(cypher_names())
    with pytest.raises(ConfigError, match="there is no question"):
        read_cypher("../README")


def test_neo4j_is_asked_with_the_files_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def ask(cypher: str, parameters: dict[str, object], *, settings: Neo4jSettings) -> list[dict[str, object]]:
        asked.append((cypher, parameters))
        return [{"id": "u", "label": "Unit"}] if "name" in parameters and len(parameters) == 1 else []

    monkeypatch.setattr(asking, "ask_neo4j", ask)
    assert query("commanders", UNIT, config=Config(), neo4j=True).entities == (("u", "Unit"),)
    assert asked[1] == (read_cypher("commanders").text, {**UNIT, "limit": 100})
    assert query("who-attacked-whom", {}, config=Config(), neo4j=True).entities == ()


def test_an_entity_that_neo4j_lacks_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask_neo4j", lambda *_, **__: [])
    with pytest.raises(ConfigError, match="no entity called '9th Brigade'"):
        query("commanders", UNIT, config=Config(), neo4j=True)
