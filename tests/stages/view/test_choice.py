from __future__ import annotations

from typing import Any

import pytest

from kgbuild.errors import ConfigError
from kgbuild.model import Graph
from kgbuild.schema import default_schema
from kgbuild.stages.view.choice import Choice, choose, foremost, importance
from tests.factories import make_claim, make_document, make_entity, make_graph
from tests.stages.view.worlds import chain_graph, patrol_graph

SCHEMA = default_schema()


def names(graph: Graph, **options: Any) -> list[str]:
    return [one.name for one in choose(graph, Choice(**options), schema=SCHEMA).entities]


def dated_graph() -> Graph:
    entities = [make_entity("n1", "Moss"), make_entity("n2", "Fern"), make_entity("n3", "Reed")]
    claims = [
        make_claim("ATTACKED", "n1", "n2", date_from="2014", date_to="2014", confidence=0.9),
        make_claim("ATTACKED", "n1", "n2", date_from="2018-05-03", confidence=0.4),
        make_claim("ALLIED_WITH", "n2", "n3", confidence=0.6),
    ]
    return make_graph(entities, claims, documents=[make_document(published="2016-07-01")])


def test_everything_is_chosen_by_default() -> None:
    assert choose(patrol_graph(), Choice(), schema=SCHEMA) == patrol_graph()


@pytest.mark.parametrize("focus", ["n0003", "3th Company", "3TH  COMPANY"], ids=["id", "name", "other case"])
def test_focus_keeps_what_is_within_its_depth(focus: str) -> None:
    assert names(chain_graph(9), focus=focus, depth=2) == [f"{at}th Company" for at in range(1, 6)]


def test_focus_may_be_an_alias() -> None:
    assert names(patrol_graph(), focus="Falcon Brigade", depth=1) == [
        "9th Lake Brigade",
        "لواء الصقر",
        "Речная стража",
    ]


def test_label_of_the_others_does_not_drop_the_focus() -> None:
    kept = names(patrol_graph(), focus="9th Lake Brigade", depth=1, labels=frozenset({"Person"}))
    assert kept == ["9th Lake Brigade", "Ada Nwosu"]


def test_types_keep_their_edges_and_the_ends_of_those() -> None:
    assert names(patrol_graph(), types=frozenset({"MEMBER_OF"})) == ["Zoë Müller 🛶", "Ministry of Tides"]


def test_confidence_drops_claims_and_edges_that_lose_all() -> None:
    graph = choose(dated_graph(), Choice(confidence=0.5), schema=SCHEMA)
    assert [(edge.type, len(edge.claims)) for edge in graph.edges] == [("ALLIED_WITH", 1), ("ATTACKED", 1)]
    assert [edge.type for edge in choose(dated_graph(), Choice(confidence=0.7), schema=SCHEMA).edges] == [
        "ATTACKED"
    ]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2014-06", None, {"ATTACKED": 2, "ALLIED_WITH": 1}),
        ("2015", None, {"ATTACKED": 1, "ALLIED_WITH": 1}),
        ("2016-08", None, {"ATTACKED": 1}),
        (None, "2014", {"ATTACKED": 1}),
        (None, "2013-12-31", {}),
        ("2016", "2016", {"ALLIED_WITH": 1}),
        ("2018-05-03", "2018-05-03", {"ATTACKED": 1}),
    ],
)
def test_dates_keep_what_was_going_on_then(since: str | None, until: str | None, expected: dict[str, int]) -> None:
    graph = choose(dated_graph(), Choice(since=since, until=until), schema=SCHEMA)
    assert {edge.type: len(edge.claims) for edge in graph.edges} == expected


@pytest.mark.parametrize("date", ["yesterday", "2014-13", "14", "2014-1-1", "2014-02-40", ""])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ConfigError, match="is no date"):
        Choice(since=date)


def test_dates_the_wrong_way_round_are_refused() -> None:
    Choice(since="2014-03", until="2014")
    with pytest.raises(ConfigError, match="until 2013 is before since 2014-03"):
        Choice(since="2014-03", until="2013")


def test_unknown_focus_type_and_label_are_refused_with_a_hint() -> None:
    for options, hint in (
        ({"focus": "Ada Nwoso"}, "'Ada Nwosu'"),
        ({"types": frozenset({"COMANDS"})}, "COMMANDS"),
        ({"labels": frozenset({"Ship"})}, "Person"),
    ):
        with pytest.raises(ConfigError) as caught:
            names(patrol_graph(), **options)
        assert hint in caught.value.hint


def test_name_of_several_entities_is_refused_with_their_ids() -> None:
    graph = make_graph([make_entity("n1", "Moss"), make_entity("n2", "Fern", aliases=("moss",))])
    with pytest.raises(ConfigError, match=r"n1 Moss.*n2 Fern"):
        names(graph, focus="Moss")


def test_importance_counts_mentions_and_documents_of_relations() -> None:
    weights = dict(zip([one.name for one in patrol_graph().entities], importance(patrol_graph()), strict=True))
    assert weights["9th Lake Brigade"] == 7 + 2 + 1 + 1
    assert weights["Port Sable"] == 1 + 1


def test_foremost_are_the_most_important_and_those_tied_to_them() -> None:
    leaves = [make_entity(f"n{at}", f"Leaf {at}", documents={"report": 2}) for at in range(2, 9)]
    graph = make_graph(
        [make_entity("n0", "Hub", documents={"report": 99}), make_entity("n1", "Tied"), *leaves],
        [make_claim("ALLIED_WITH", "n0", "n1")],
    )
    assert foremost(graph, importance(graph), most=2) == [0, 1]
    assert foremost(graph, importance(graph), most=9) == list(range(9))
