"""Asking by name: parameters, and the files of queries/."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kgbuild import pipeline
from kgbuild.ask import neo4j, query, questions, show
from kgbuild.ask.cypher import Parameter, cypher_names, read_cypher
from kgbuild.config import Config, Neo4jSettings
from kgbuild.errors import ConfigError
from kgbuild.model import Graph
from kgbuild.stages.store.workspace import Workspace
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
    assert answer.entities == {"unit": (("u", "Unit"),)}
    assert query("commanders", {**UNIT, "limit": "0"}, config=Config()).rows == []


def test_an_answer_tells_what_it_leaves_out() -> None:
    everyone = query("most-cited", {"limit": "1"}, config=Config())
    assert len(everyone.rows) == 1
    assert everyone.notes == ("there are more rows; a `limit` above 1 gives them",)
    assert query("most-cited", {"limit": "2"}, config=Config()).notes == ()
    nobody = query("commanders", {**UNIT, "date": "1999"}, config=Config())
    assert nobody.notes == ("what neither its text nor its document dates is not counted",)
    assert query("denied", {}, config=Config()).notes == ()


def test_an_id_from_before_a_merge_leads_to_the_entity_it_went_to() -> None:
    assert query("commanders", {**UNIT, "unit": "u-old"}, config=Config()) == query(
        "commanders", UNIT, config=Config()
    )


@pytest.mark.parametrize(
    ("name", "parameters", "message", "hint"),
    [
        ("commander", {}, "no question 'commander'", "`kgbuild query` lists them"),
        (
            "weak-claims",
            {"below": "much"},
            "'much', which is not a number from 0 to 1",
            "for example 0.5",
        ),
        ("recent", {"since": "2020-13"}, "'2020-13' is not a date", "2014-03"),
        ("commanders", {"unit": "u"}, "commanders needs date", "--param date="),
        ("whereabouts", {"entity": "u", "to": ""}, "whereabouts needs from and to", "--param from=… --param to=…"),
        ("postings", {"person": "p", "date": "2020"}, "postings has no parameter 'date'", "known: person, limit"),
        ("postings", {"person": "p", "limit": "all"}, "limit is 'all'", "for example 100"),
        ("postings", {"person": "p", "limit": "-1"}, "limit is '-1'", "for example 100"),
        ("commanders", {**UNIT, "date": "May"}, "'May' is not a date", "2014-03"),
        ("whereabouts", {"entity": "u", "from": "2020", "to": "2019"}, "2019 is before 2020", "earlier"),
        ("commanders", {**UNIT, "unit": "9th"}, "no entity called '9th'", "'9th Brigade'"),
        ("postings", {"person": "p", "limit": "9" * 19}, "which is not a whole number", "for example 100"),
        ("postings", {"person": "p", "limit": "9" * 5000}, "which is not a whole number", "for example 100"),
        ("weak-claims", {"below": "nan"}, "'nan', which is not a number from 0 to 1", "for example 0.5"),
        ("weak-claims", {"below": "7"}, "'7', which is not a number from 0 to 1", "for example 0.5"),
        ("weak-claims", {"below": "inf"}, "'inf', which is not a number from 0 to 1", "for example 0.5"),
        ("most-cited", {"label": "unit"}, "there is no label 'unit'", "Person, Organisation, Unit, Place"),
        ("sole-source", {"type": "LEADS"}, "there is no relation 'LEADS'", "COMMANDS"),
        ("marked-claims", {"status": "rejected"}, "no status 'rejected'", "accepted, conflict, work_needed"),
        ("abroad", {"country": "Nigeria"}, "country is 'Nigeria', which is not the ISO code", "for example ng"),
        ("in-document", {"document": "monday"}, "no document called 'monday'", "its title, whole"),
    ],
)
def test_what_cannot_be_asked(name: str, parameters: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        query(name, parameters, config=Config())
    assert hint in caught.value.hint


def test_the_head_of_a_file_declares_its_parameters() -> None:
    assert read_cypher("weak-claims").parameters == (
        Parameter("below", "share", 0.5),
        Parameter("limit", "integer", 100),
    )
    assert read_cypher("order-of-battle").parameters == (
        Parameter("body", "entity", None),
        Parameter("date", "date", ""),
        Parameter("limit", "integer", 100),
    )
    assert read_cypher("commanders").answers.startswith("Who commanded a unit on a day")


def test_all_questions_are_listed() -> None:
    assert [question.name for question in questions()] == cypher_names()


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (Parameter("below", "share", 0.5), "1", 1.0),
        (Parameter("limit", "integer", 100), "3", 3),
        (Parameter("name", "entity", ""), None, ""),
        (Parameter("name", "entity", None), "7", "7"),
        (Parameter("name", "entity", None), "9th  Brigade", "9th Brigade"),
        (Parameter("country", "country", ""), "NG", "NG"),
        (Parameter("country", "country", ""), "", ""),
        (Parameter("below", "share", 0.5), ".25", 0.25),
    ],
)
def test_a_value_is_read_by_its_type(parameter: Parameter, text: str | None, value: object) -> None:
    assert parameter.read(text) == value


def test_a_question_that_has_no_file() -> None:
    assert {"commanders", "shortest-path"} <= set(cypher_names())
    with pytest.raises(ConfigError, match="there is no question"):
        read_cypher("../README")


class Server:
    """Stands for Neo4j: keeps what it is asked, and answers with graphs, or with rows if it is not asked for them.

    Args:
        graphs: the ids of the workspaces whose graphs it has.
        rows: the entities it has, as they are asked for.
    """

    def __init__(self, *graphs: str, rows: Sequence[dict[str, object]] = ()) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []
        self._graphs = graphs
        self._rows = list(rows)

    def ask(
        self, cypher: str, parameters: dict[str, object], *, settings: Neo4jSettings
    ) -> list[dict[str, object]]:
        if "KgbuildMeta" in cypher:
            return [{"id": id, "file": f"{id}.db", "unfinished": False} for id in self._graphs]
        self.asked.append((cypher, parameters))
        return self._rows if "text" in parameters else []


def test_neo4j_is_asked_with_the_files_text(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server("w1", rows=[{"id": "u", "labels": ["Marked", "Unit"]}])
    monkeypatch.setattr(neo4j, "ask", server.ask)
    assert query("commanders", UNIT, config=Config(), neo4j=True).entities == {"unit": (("u", "Unit"),)}
    assert server.asked[1] == (read_cypher("commanders").text, {**UNIT, "workspace": "w1", "limit": 101})
    assert query("who-attacked-whom", {}, config=Config(), neo4j=True).entities == {}


def test_an_entity_that_neo4j_lacks_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j, "ask", Server("w1").ask)
    with pytest.raises(ConfigError, match="no entity called '9th Brigade'"):
        query("commanders", UNIT, config=Config(), neo4j=True)


@pytest.mark.parametrize("ask", [query, show])
def test_a_database_without_a_graph_is_an_error(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j, "ask", Server().ask)
    config = Config(neo4j=Neo4jSettings("bolt://localhost:7687"))
    asked = ("9th Brigade",) if ask is show else ("gaps", {})
    with pytest.raises(
        ConfigError, match="no graph of kgbuild in the database at bolt://localhost:7687"
    ) as caught:
        ask(*asked, config=config, neo4j=True)
    assert "kgbuild sync" in caught.value.hint


def test_the_graph_of_another_workspace_is_not_taken_for_ones_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = Server("w1")
    monkeypatch.setattr(neo4j, "ask", server.ask)
    config = Config(db=tmp_path / "mine.db")
    query("gaps", {}, config=config, neo4j=True)  # there is no workspace that could be meant
    with Workspace.open(config.db) as workspace:
        id = workspace.identity()
    with pytest.raises(ConfigError, match=r"the graph of .*mine.db, but that of another workspace: w1 \(w1.db\)"):
        query("gaps", {}, config=config, neo4j=True)
    query("gaps", {}, config=config, neo4j=True, workspace="w1")
    monkeypatch.setattr(neo4j, "ask", Server("w1", id).ask)
    query("gaps", {}, config=config, neo4j=True)


def test_a_document_that_neo4j_lacks_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j, "ask", Server("w1").ask)
    with pytest.raises(ConfigError, match="no document called 'monday'"):
        query("in-document", {"document": "monday"}, config=Config(), neo4j=True)


def test_of_several_graphs_in_neo4j_the_chosen_one_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = Server("w1", "w2")
    monkeypatch.setattr(neo4j, "ask", server.ask)
    config = Config(db=tmp_path / "none.db")
    query("gaps", {}, config=config, neo4j=True, workspace="w2")
    assert server.asked[0][1]["workspace"] == "w2"
    with pytest.raises(ConfigError, match=r"2 workspaces: w1 \(w1.db\), w2 \(w2.db\)"):
        query("gaps", {}, config=config, neo4j=True)
