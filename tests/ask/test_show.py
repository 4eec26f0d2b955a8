"""What is known of an entity, a claim and a document."""

from __future__ import annotations

import json

import pytest

from kgbuild.ask import Shown, tell
from kgbuild.ask.show import show_of
from kgbuild.errors import ConfigError
from kgbuild.model import Graph, StoredClaim
from tests.ask.worlds import make_world
from tests.factories import make_claim, make_entity

WRONG = make_claim("COMMANDS", "p", "u2", quote="Stone leads the 10th.")


@pytest.fixture
def graph() -> Graph:
    return make_world(
        {
            "p": "Person Ada Stone",
            "u1": make_entity(
                "u1", "9th Brigade", aliases=("9 Bde", "the Ninth"), attributes={"echelon": "brigade"}
            ),
            "u2": make_entity("u2", "10th Brigade", aliases=("the Ninth",)),
            "u3": "Unit Coast Army",
        },
        (
            "2020-06-15",
            make_claim("COMMANDS", "p", "u1", quote="Col. Stone\nleads it.", start=7, rank="Col.", by="u3"),
        ),
        ("2020-06-20", make_claim("COMMANDS", "p", "u1", quote="She led it.", modality="past", date_to="2019")),
        ("2020-06-15", make_claim("PART_OF", "u1", "u3", quote="It is part of it.", confidence=0.5)),
        ("2020-06-20", make_claim("PART_OF", "u1", "u3", quote="It belongs to the army.", confidence=0.9)),
        statuses={"c3": "conflict"},
    )


def shown(reference: str, graph: Graph) -> Shown:
    claims = [stored for edge in graph.edges for stored in edge.claims]
    rejected = StoredClaim("c9", "2020-06-20", "p", "u2", None, WRONG, "rejected")
    return show_of(reference, graph, claims=[*claims, rejected], redirects={"u-old": "u1"})


@pytest.mark.parametrize("reference", ["u1", "9th brigade", "9 BDE"])
def test_an_entity_by_its_id_name_or_alias(reference: str, graph: Graph) -> None:
    entity = shown(reference, graph)
    assert (entity.kind, entity.content["id"], entity.note) == ("entity", "u1", None)
    assert entity.content["merged"] == ["u-old"]
    assert [(one["id"], one["date_to"]) for one in entity.content["posts"]] == [("c2", "2019"), ("c1", None)]
    assert [(one["type"], one["claims"], one["quote"]) for one in entity.content["edges"]] == [
        ("PART_OF", 2, "It belongs to the army."),
        ("COMMANDS", 2, "Col. Stone\nleads it."),
    ]


@pytest.mark.parametrize("published", ["not known", None])
def test_what_neither_text_nor_document_dates_is_undated(published: str | None) -> None:
    graph = make_world(
        {"p": "Person Ada Stone", "u": "Unit 9th Brigade"},
        ("a", make_claim("COMMANDS", "p", "u")),
        published={"a": published},
    )
    assert "  undated  Ada Stone commands 9th Brigade  c1" in list(tell(shown("p", graph)))


def test_an_entity_in_words(graph: Graph) -> None:
    lines = list(tell(shown("u1", graph)))
    assert lines[:3] == ["9th Brigade (Unit, u1)", "also called: 9 Bde; the Ninth", "echelon: brigade"]
    assert "  ? to 2019  Ada Stone commands 9th Brigade (past)  c2" in lines
    assert "  reported 2020-06-15  Ada Stone commands 9th Brigade, Col.  c1" in lines
    assert "    It belongs to the army.  [2020-06-20, c4]" in lines
    assert lines[-1] == "  2020-06-20, 2020-06-20: 1 mention"


def test_an_id_that_was_merged_away_leads_on_with_a_note(graph: Graph) -> None:
    entity = shown("u-old", graph)
    assert entity.note == "u-old was merged into u1"
    assert next(tell(entity)) == "note: u-old was merged into u1"


def test_a_claim_with_its_sentences_and_where_they_stand(graph: Graph) -> None:
    claim = shown("c1", graph)
    assert claim.kind == "claim"
    assert claim.content["evidence"] == [{"quote": "Col. Stone\nleads it.", "start": 7, "end": 27}]
    assert claim.content["said_by"]["name"] == "Coast Army"
    lines = list(tell(claim))
    assert lines[0] == "Ada Stone commands 9th Brigade (c1)"
    assert lines[-1] == "  7–27: Col. Stone leads it."
    assert "  said by     Coast Army" in lines


def test_a_claim_that_a_person_has_rejected_is_shown_too(graph: Graph) -> None:
    assert shown("c9", graph).content["status"] == "rejected"
    assert "  status      rejected" in list(tell(shown("c9", graph)))
    assert shown("c3", graph).content["status"] == "conflict"


def test_a_document_with_its_entities_and_claims(graph: Graph) -> None:
    document = shown("2020-06-20", graph)
    assert document.kind == "document"
    assert [one["id"] for one in document.content["entities"]] == ["u2", "u1", "p", "u3"]
    assert [one["id"] for one in document.content["claims"]] == ["c2", "c9", "c4"]
    assert "  Ada Stone commands 10th Brigade [rejected]  c9" in list(tell(document))


def test_a_name_of_several_lists_them(graph: Graph) -> None:
    with pytest.raises(
        ConfigError, match=r"2 entities are called 'the ninth': u1 9th Brigade .*; u2 10th"
    ) as caught:
        shown("the ninth", graph)
    assert caught.value.hint == "give the id of one of them"


def test_what_is_nowhere_is_an_error_with_those_like_it(graph: Graph) -> None:
    with pytest.raises(ConfigError, match="no entity called '9th Brigad'") as caught:
        shown("9th Brigad", graph)
    assert "'9th Brigade'" in caught.value.hint


@pytest.mark.parametrize("reference", ["u1", "c1", "2020-06-20"])
def test_everything_can_be_json(reference: str, graph: Graph) -> None:
    plain = shown(reference, graph).to_plain()
    assert json.loads(json.dumps(plain)) == plain


def test_a_type_of_ones_own_is_told_by_its_name(graph: Graph) -> None:
    world = make_world(
        {"a": "Unit A", "b": "Unit B"}, ("d", make_claim("SUPPLIED_BY", "a", "b", modality="planned"))
    )
    assert "A supplied by B (planned) (c1)" in list(tell(shown("c1", world)))
