"""Who commanded what when, who was where, and how sure the dates make that."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.ask import commanders, postings, whereabouts
from kgbuild.ask.cypher import Value, read_cypher
from kgbuild.ask.ledger import Ledger
from kgbuild.ask.periods import to_period
from kgbuild.ask.questions import answer
from kgbuild.ask.sureness import how_dated, how_sure
from kgbuild.errors import ConfigError
from kgbuild.model import Entity, Graph
from tests.ask.worlds import make_world
from tests.factories import make_claim, make_entity

REPORT = "2020-06-15"


@pytest.mark.parametrize(
    ("first", "last", "asked", "sure"),
    [
        # Both ends are known to the day.
        ("2020-03-01", "2020-09-30", "2020-02-29", None),
        ("2020-03-01", "2020-09-30", "2020-03-01", "stated"),
        ("2020-03-01", "2020-09-30", "2020-09-30", "stated"),
        ("2020-03-01", "2020-09-30", "2020-10-01", None),
        # Both are known to the year or month.
        ("2018", "2020-03", "2017-12-31", None),
        ("2018", "2020-03", "2018-05-05", "imprecise"),
        ("2018", "2020-03", "2019-05-05", "stated"),
        ("2018", "2020-03", "2020-03-20", "imprecise"),
        ("2018", "2020-03", "2020-04-01", None),
        ("2018", "2020-03", "2018", "stated"),
        ("2018", "2018", "2018-05-05", "imprecise"),
        ("2018", "2018", "2018", "stated"),
        ("2018", "2018", "2017-06", None),
        # Only the start.
        ("2020-03-01", None, "2020-02-29", None),
        ("2020-03-01", None, "2020-03-01", "stated"),
        ("2020-03-01", None, "2020-06-15", "stated"),
        ("2020-03-01", None, "2020-06-16", "open"),
        ("2020-03", None, "2020-05", "stated"),
        ("2020-03", None, "2020-03-11", "imprecise"),
        ("2020-03", None, "2020", "stated"),
        # Only the end.
        (None, "2020-03-01", "2020-03-02", None),
        (None, "2020-03-01", "2020-03-01", "stated"),
        (None, "2020-03-01", "2001-01-01", "open"),
        (None, "2020-09-01", "2020-06-15", "stated"),
        (None, "2020-09-01", "2020-06-14", "open"),
        (None, "2020-03", "2020-03-02", "imprecise"),
        # Neither: the day of the document counts.
        (None, None, "2020-06-14", None),
        (None, None, "2020-06-15", "published"),
        (None, None, "2020-06", "published"),
        (None, None, "2020-06-16", None),
        # What is no date is not known.
        ("spring", None, "2020-06-15", "published"),
    ],
)
def test_how_sure_the_dates_are(first: str | None, last: str | None, asked: str, sure: str | None) -> None:
    claim = make_claim("COMMANDS", "a", "b", date_from=first, date_to=last)
    assert how_sure(claim, REPORT, to_period(asked)) == sure


@pytest.mark.parametrize(
    ("modality", "asked", "sure"),
    [
        ("past", "2020-06-14", "open"),
        ("past", "2020-06-15", None),
        ("past", "2021", None),
        ("planned", "2020-06-14", None),
        ("planned", "2020-06-15", None),
        ("planned", "2020-06-16", "open"),
        ("possible", "2020-06-15", "published"),
    ],
)
def test_without_dates_the_past_ends_before_the_report_and_plans_begin_after_it(
    modality: str, asked: str, sure: str | None
) -> None:
    claim = make_claim("COMMANDS", "a", "b", modality=modality)
    assert how_sure(claim, REPORT, to_period(asked)) == sure


def test_the_past_that_began_on_a_day_ended_before_the_report() -> None:
    claim = make_claim("COMMANDS", "a", "b", modality="past", date_from="2019-01-01")
    assert how_sure(claim, REPORT, to_period("2020-01-01")) == "open"
    assert how_sure(claim, REPORT, to_period("2020-07-01")) is None
    assert how_sure(claim, None, to_period("2020-07-01")) == "open"


@pytest.mark.parametrize("asked", ["2020-06-14", "2020-06-15", "2020-06-16", "2020-06", "2019", "2021"])
def test_the_day_of_the_report_is_no_date_of_the_text(asked: str) -> None:
    # What dates claims puts the report's day where the past ends and plans begin.
    for dated, undated in (
        ({"modality": "past", "date_to": REPORT}, {"modality": "past"}),
        ({"modality": "planned", "date_from": REPORT}, {"modality": "planned"}),
    ):
        with_day, without = make_claim("COMMANDS", "a", "b", **dated), make_claim("COMMANDS", "a", "b", **undated)
        assert how_sure(with_day, REPORT, to_period(asked)) == how_sure(without, REPORT, to_period(asked))
        assert how_dated(with_day, REPORT) == "published"


def test_a_claim_with_no_date_at_all_counts_for_no_day() -> None:
    claim = make_claim("COMMANDS", "a", "b")
    assert how_sure(claim, None, to_period("2020")) is None
    assert how_sure(claim, "lately", to_period("2020")) is None
    assert how_dated(claim, None) == "none"


@pytest.fixture
def graph() -> Graph:
    return make_world(
        {
            "p1": "Person Ada Stone",
            "p2": "Person Ben Reed",
            "p3": "Person Cy Marsh",
            "u1": make_entity("u1", "9th Brigade", aliases=("9 Bde",)),
            "u2": "Unit 10th Brigade",
            "g1": "Place Port Ember",
            "g2": "Place Hollow Hill",
        },
        (
            "2020-06-15",
            make_claim(
                "COMMANDS",
                "p1",
                "u1",
                quote="Stone led it in 2018-2019.",
                date_from="2018",
                date_to="2019",
                role="commander",
            ),
        ),
        (
            "2020-06-15",
            make_claim("COMMANDS", "p2", "u1", quote="Col. Reed, its head.", rank="Col.", by="p3", confidence=0.9),
        ),
        ("2020-06-15", make_claim("COMMANDS", "p3", "u1", quote="Marsh will lead it.", modality="planned")),
        ("2020-06-15", make_claim("COMMANDS", "p3", "u1", quote="Marsh does not lead it.", modality="negated")),
        ("2020-06-15", make_claim("COMMANDS", "p3", "u2", quote="Marsh leads the 10th.")),
        (
            "2020-06-20",
            make_claim("DEPLOYED_TO", "u1", "g1", quote="It went to Port Ember.", date_from="2020-06-18"),
        ),
        ("2020-06-15", make_claim("OPERATES_IN", "u1", "g2", quote="It fights at Hollow Hill.")),
        ("2020-06-15", make_claim("ATTACKED", "u1", "g2", quote="It shelled Hollow Hill.")),
        (
            "2020-06-20",
            make_claim(
                "MEMBER_OF", "p1", "u2", quote="Stone served in the 10th.", date_from="2001", date_to="2003"
            ),
        ),
        ("2020-06-20", make_claim("DEPLOYED_TO", "p1", "g1", quote="Stone is at Port Ember.")),
        statuses={"c7": "accepted"},
    )


def shown(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_commanders_of_a_day(graph: Graph) -> None:
    rows = commanders(graph, unit="9th Brigade", date="2020-06-15")
    assert rows == [
        {
            "person": "Ben Reed",
            "unit": "9th Brigade",
            "role": None,
            "rank": "Col.",
            "modality": "asserted",
            "date_from": None,
            "date_to": None,
            "dates": "published",
            "quote": "Col. Reed, its head.",
            "document": "2020-06-15",
            "published": "2020-06-15",
            "said_by": "Cy Marsh",
            "confidence": 0.9,
            "claim": "c2",
        }
    ]


def test_commanders_are_found_by_id_and_alias_in_any_case(graph: Graph) -> None:
    for unit in ("u1", "9 bde", "9TH BRIGADE"):
        rows = commanders(graph, unit=unit, date="2018-12-31")
        assert shown(rows, "person", "dates") == [("Ada Stone", "stated")]


def test_the_surest_commanders_come_first(graph: Graph) -> None:
    rows = commanders(graph, unit="u1", date="2018-01-01")
    assert shown(rows, "person", "dates") == [("Ada Stone", "imprecise")]
    rows = whereabouts(graph, entity="u1", first="2018", last="2020")
    assert shown(rows, "place") == [("Hollow Hill",), ("Port Ember",)]
    later = commanders(graph, unit="u1", date="2020")
    assert shown(later, "person", "modality", "dates") == [
        ("Ben Reed", "asserted", "published"),
        ("Cy Marsh", "planned", "open"),
    ]


def test_whereabouts_between_two_days(graph: Graph) -> None:
    rows = whereabouts(graph, entity="9 Bde", first="2020-06-10", last="2020-06-30")
    assert shown(rows, "relation", "place", "dates", "claim") == [
        ("OPERATES_IN", "Hollow Hill", "published", "c7"),
        ("DEPLOYED_TO", "Port Ember", "stated", "c6"),
    ]
    assert shown(whereabouts(graph, entity="u1", first="2021", last="2022"), "place", "dates") == [
        ("Port Ember", "open")
    ]
    assert whereabouts(graph, entity="u1", first="2020-06-16", last="2020-06-17") == []


def test_postings_of_a_person_in_the_order_of_time(graph: Graph) -> None:
    assert shown(postings(graph, person="ada stone"), "relation", "body", "dates") == [
        ("MEMBER_OF", "10th Brigade", "stated"),
        ("COMMANDS", "9th Brigade", "stated"),
        ("DEPLOYED_TO", "Port Ember", "published"),
    ]
    assert len(postings(graph, person="ada stone", limit=2)) == 2


def test_a_document_without_a_date_is_neither_recent_nor_of_one_day_with_another() -> None:
    graph = make_world(
        {"p": "Person Ada Stone", "q": "Person Tom Vale", "u": "Unit 9th Brigade"},
        ("a", make_claim("COMMANDS", "p", "u")),
        ("b", make_claim("COMMANDS", "q", "u")),
        ("c", make_claim("MEMBER_OF", "p", "u")),
        published={"a": "Not known", "b": "Not known", "c": "2020-06-15T08:00"},
    )
    ledger = Ledger(graph)
    any_name: dict[str, Value] = {"name": "", "limit": 100}
    recent = answer("recent", {**any_name, "since": "2020"}, ledger)
    assert [(row["published"], row["document"]) for row in recent] == [("2020-06-15", "c")]
    assert answer("two-commanders", any_name, ledger) == []
    spans = {(row["first"], row["last"]) for row in answer("sources", any_name, ledger)}
    assert spans == {("2020-06-15", "2020-06-15")}


def rows_of(name: str, graph: Graph, /, **asked: Value) -> list[dict[str, Any]]:
    values = {one.name: one.default for one in read_cypher(name).parameters} | asked
    return answer(name, values, Ledger(graph))


PLACES = {"g1": "Place Port Ember", "g2": "Place Marland", "g3": "Place Hollow Hill", "g4": "Place Dune Pass"}


def moves_of(*stays: tuple[str, str, str], mover: str | Entity = "Unit 9th Brigade") -> list[tuple[Any, ...]]:
    """The moves of one that is told, on a day each, to be in a place; Port Ember is in Marland."""
    told = [(day, make_claim("OPERATES_IN", "u", place, modality=modality)) for day, place, modality in stays]
    graph = make_world({"u": mover, **PLACES}, *told, ("2019", make_claim("LOCATED_IN", "g1", "g2")))
    return shown(rows_of("moves", graph), "from_place", "from_day", "to_place", "to_day")


def test_a_town_and_the_state_that_it_lies_in_are_no_move() -> None:
    assert moves_of(("2020-01-01", "g1", "asserted"), ("2020-02-01", "g2", "asserted")) == []
    assert moves_of(("2020-01-01", "g2", "asserted"), ("2020-02-01", "g1", "asserted")) == []
    assert moves_of(("2020-01-01", "g1", "asserted"), ("2020-02-01", "g3", "asserted")) == [
        ("Port Ember", "2020-01-01", "Hollow Hill", "2020-02-01")
    ]


def test_a_day_in_several_places_tells_of_no_move() -> None:
    there = ("2020-01-01", "g1", "asserted")
    several = [("2020-02-01", "g3", "asserted"), ("2020-02-01", "g4", "asserted")]
    assert moves_of(there, *several) == []
    assert moves_of(there, *several, ("2020-03-01", "g4", "asserted")) == [
        ("Port Ember", "2020-01-01", "Dune Pass", "2020-03-01")
    ]


def test_what_is_later_must_be_later_for_sure() -> None:
    assert moves_of(("2020", "g1", "asserted"), ("2020-02-01", "g3", "asserted")) == []
    # "It was once at Hollow Hill": before the day of the report, not on it.
    assert moves_of(("2020-01-01", "g1", "asserted"), ("2020-02-01", "g3", "past")) == []


def test_a_whole_army_moves_only_where_it_is_asked_about() -> None:
    army = make_entity("u", "Coast Army", attributes={"echelon": "army"})
    stays = (("2020-01-01", "g1", "asserted"), ("2020-02-01", "g3", "asserted"))
    assert moves_of(*stays, mover=army) == []
    graph = make_world(
        {"u": army, **PLACES}, *((day, make_claim("OPERATES_IN", "u", place)) for day, place, _ in stays)
    )
    assert len(rows_of("moves", graph, name="coast army")) == 1


@pytest.mark.parametrize(
    ("date", "heads"),
    [
        ("", ["Ada Stone", "Ben Reed", "Cy Marsh"]),
        ("2014", ["Ada Stone", "Cy Marsh"]),
        ("2014-05-05", ["Ada Stone", "Cy Marsh"]),
        ("2014-05-06", ["Cy Marsh"]),
        ("2019", ["Ben Reed", "Cy Marsh"]),
    ],
)
def test_a_commander_without_dates_is_one_on_the_day_of_the_report(date: str, heads: list[str]) -> None:
    graph = make_world(
        {
            "p1": "Person Ada Stone",
            "p2": "Person Ben Reed",
            "p3": "Person Cy Marsh",
            "u": "Unit 9th Brigade",
            "a": "Unit Army",
        },
        ("2014-05-05", make_claim("COMMANDS", "p1", "u")),
        ("2019-01-02", make_claim("COMMANDS", "p2", "u")),
        ("2019-01-02", make_claim("COMMANDS", "p3", "u", date_from="2013")),
        ("2019-01-02", make_claim("PART_OF", "u", "a")),
    )
    assert [row["commanders"] for row in rows_of("order-of-battle", graph, body="a", date=date)] == [heads]


def test_a_post_that_begins_after_its_report_is_held_on_its_first_day_only() -> None:
    graph = make_world(
        {"p": "Person Ada Stone", "q": "Person Tom Vale", "u": "Unit 9th Brigade"},
        ("2020-06-15", make_claim("COMMANDS", "p", "u", date_from="2020-07-01")),
        ("2020-06-20", make_claim("COMMANDS", "q", "u")),
        ("2020-07-01", make_claim("COMMANDS", "q", "u")),
    )
    columns = ("date_from", "date_to", "rival_from", "rival_to", "pairs_of_claims")
    assert shown(rows_of("two-commanders", graph), *columns) == [
        ("2020-07-01", "2020-07-01", "2020-07-01", "2020-07-01", 1)
    ]


def test_a_parent_that_is_only_denied_is_not_known() -> None:
    graph = make_world(
        {"u": "Unit 9th Brigade", "a": "Unit Coast Army"},
        ("2020-06-15", make_claim("PART_OF", "u", "a", modality="negated")),
    )
    missing = {row["unit"]: row["missing"] for row in rows_of("gaps", graph)}
    assert missing["9th Brigade"] == ["parent", "commander", "place"]


def test_attacks_that_may_have_gone_on_come_last() -> None:
    graph = make_world(
        {"a": "Unit Red Lanterns", "b": "Unit 9th Brigade"},
        ("2004-01-01", make_claim("ATTACKED", "a", "b", date_from="2003")),
        ("2014-05-05", make_claim("ATTACKED", "a", "b")),
    )
    rows = rows_of("incidents", graph, **{"from": "2014", "to": "2015"})
    assert shown(rows, "claim", "dates") == [("c2", "published"), ("c1", "open")]


def test_who_heads_several_bodies_is_told_with_days_and_sentences() -> None:
    graph = make_world(
        {"p": "Person Ada Stone", "u": "Unit 9th Brigade", "v": "Unit 1st Division"},
        ("2014-05-05", make_claim("COMMANDS", "p", "u", quote="Stone leads the 9th.")),
        ("2019-01-02", make_claim("COMMANDS", "p", "v", quote="Stone leads the division.")),
    )
    assert shown(rows_of("several-commands", graph), "bodies", "quotes") == [
        (["1st Division", "9th Brigade"], ["Stone leads the division.", "Stone leads the 9th."])
    ]


def test_a_parent_above_another_is_not_one_of_several() -> None:
    chain = [
        ("2020-06-15", make_claim(type, subject, object))
        for type, subject, object in (
            ("PART_OF", "u", "d"),
            ("PART_OF", "u", "a"),
            ("OPERATES_UNDER", "d", "c"),
            ("PART_OF", "c", "a"),
        )
    ]
    world = {"u": "Unit 9th Brigade", "d": "Unit 1st Division", "c": "Unit Coast Command", "a": "Unit Coast Army"}
    assert rows_of("several-parents", make_world(world, *chain)) == []
    told = [
        ("2020-07-01", make_claim("OPERATES_UNDER", "u", "f", quote="The 9th is under the Task Force.")),
        ("2020-07-01", make_claim("PART_OF", "f", "d", modality="planned")),
    ]
    graph = make_world({**world, "f": "Unit Task Force"}, *chain, *told)
    assert shown(rows_of("several-parents", graph), "unit", "names") == [
        ("9th Brigade", ["1st Division", "Task Force"])
    ]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Ada Stonne", "'Ada Stone'"),
        ("stonne", "'Ada Stone'"),
        ("9-brigade", "'9th Brigade'"),
        ("Hillow Hell", "'Hollow Hill'"),
    ],
)
def test_a_name_that_is_misspelt_is_told(asked: str, meant: str, graph: Graph) -> None:
    with pytest.raises(ConfigError) as caught:
        postings(graph, person=asked)
    assert caught.value.hint == f"is it {meant}?"


def test_rejected_claims_are_left_out() -> None:
    told = ("2020-06-15", make_claim("COMMANDS", "p", "u"))
    world = {"p": "Person Ada Stone", "u": "Unit 9th Brigade"}
    assert commanders(make_world(world, told), unit="u", date=REPORT)
    assert commanders(make_world(world, told, statuses={"c1": "rejected"}), unit="u", date=REPORT) == []


def test_a_quote_of_several_sentences_stands_in_the_order_of_the_text() -> None:
    claim = make_claim("COMMANDS", "p", "u", quote="It is Stone's.", start=40)
    both = make_claim("COMMANDS", "p", "u", quote="The brigade marched.", start=5)
    claim = make_claim("COMMANDS", "p", "u").__class__("COMMANDS", "p", "u", (*claim.evidence, *both.evidence))
    graph = make_world({"p": "Person Ada Stone", "u": "Unit 9th Brigade"}, (REPORT, claim))
    assert commanders(graph, unit="u", date=REPORT)[0]["quote"] == "The brigade marched. … It is Stone's."


def test_one_name_may_mean_several_entities() -> None:
    graph = make_world(
        {"p": "Person Ada Stone", "u1": "Unit 9th Brigade", "u2": "Unit 9th Brigade"},
        (REPORT, make_claim("COMMANDS", "p", "u1")),
        (REPORT, make_claim("COMMANDS", "p", "u2")),
    )
    assert shown(commanders(graph, unit="9th brigade", date=REPORT), "claim") == [("c1",), ("c2",)]
    assert shown(commanders(graph, unit="u2", date=REPORT), "claim") == [("c2",)]


def test_a_name_that_nobody_has_is_an_error_with_those_like_it(graph: Graph) -> None:
    with pytest.raises(ConfigError, match="no entity called '9th Brigad'") as caught:
        commanders(graph, unit="9th Brigad", date=REPORT)
    assert "'9th Brigade'" in caught.value.hint
    with pytest.raises(ConfigError) as caught:
        postings(graph, person="Zebulon")
    assert caught.value.hint == "give an id, a name or an alias, whole"
