"""What contradicts what, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.ask import find_conflicts
from kgbuild.model import Claim, Entity, Graph
from tests.ask.worlds import make_world
from tests.factories import make_claim, make_entity

MONDAY, TUESDAY, LATER = "2020-06-15", "2020-06-16", "2022-02-01"
WORLD: dict[str, str | Entity] = {
    "ada": "Person Ada Stone",
    "ben": "Person Ben Reed",
    "stone": "Person Stone",
    "bn": "Unit 2nd Rifle Battalion",
    "co": "Unit C Company",
    "regt": "Unit 14th Regiment",
    "bde9": "Unit 9th Brigade",
    "bde10": "Unit 10 Bde",
    "div": "Unit 3rd Division",
    "div4": "Unit 4th Armoured Division",
    "corps": "Unit II Corps",
    "marines": "Unit Marine Corps",
    "army": "Unit Marland Army",
    "navy": "Unit Marland Navy",
    "jtf": "Unit Joint Task Force Ember",
    "group": "Unit Red Lanterns",
    "police": "Unit Ember Police Division",
    "qassam": "Unit Red Brigades",
    "sqn": "Unit 7th Squadron",
    "brigada": "Unit Brigada 17",
    "guards": "Unit Brigade of Guards",
    "guards7": "Unit 7 Guards Battalion (Brigade of Guards, Marland Army)",
    "ministry": "Organisation Ministry of Defence",
    "land": "Place Iraq",
    "turkey": "Place Turkey",
    "port": "Place Port Ember",
    "hill": "Place Hollow Hill",
    "province": "Place Ember Province",
    "camp": make_entity("camp", "Camp Oak", label="Place", attributes={"lat": "33.30", "lon": "44.40"}),
    "town": make_entity("town", "Oakham", label="Place", attributes={"lat": "33.35", "lon": "44.45"}),
    "far": make_entity("far", "Dunwall", label="Place", attributes={"lat": "36.30", "lon": "43.10"}),
}


def said(document: str, type: str, subject: str, object: str, **fields: Any) -> tuple[str, Claim]:
    """A claim whose quote is its own, so that no two share a sentence by accident."""
    start = fields.pop("start", sum(map(ord, f"{type}{subject}{object}{fields}")))
    return document, make_claim(type, subject, object, start=start, **{"quote": f"{subject} {object}.", **fields})


def rules(*told: tuple[str, Claim], **of_world: Any) -> list[str]:
    return [conflict.rule for conflict in find_conflicts(world(*told, **of_world))]


def world(*told: tuple[str, Claim], **of_world: Any) -> Graph:
    return make_world(WORLD, *told, **of_world)


def leads(who: str, what: str = "bde9", day: str = MONDAY, **fields: Any) -> tuple[str, Claim]:
    return said(day, "COMMANDS", who, what, **fields)


# Two commanders


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([leads("ada"), leads("ben")], id="in reports of one day"),
        pytest.param(
            [leads("ada", role="GOC"), leads("ben", role="General Officer Commanding")], id="by two words"
        ),
        pytest.param([leads("ada", role="chief"), leads("ben")], id="with one title"),
        pytest.param(
            [leads("ada", date_from="2019-05-01", date_to="2020-05-01"), leads("ben", date_from="2020-02-01")],
            id="overlapping",
        ),
        pytest.param(
            [leads("ada", date_from="2012", date_to="2022"), leads("ben")], id="a report within the years"
        ),
        pytest.param([leads("ada", date_from="2019-05-01"), leads("ben")], id="since then, up to the report"),
        pytest.param(
            [leads("ada", "ministry", role="Minister"), leads("ben", "ministry", role="minister")], id="one office"
        ),
        pytest.param(
            [leads("ada", "land", role="President"), leads("ben", "land", role="president")], id="of a state"
        ),
        pytest.param(
            [leads("ada", "army", role="COAS"), leads("ben", "army", role="Chief of Army Staff")],
            id="chiefs of staff",
        ),
    ],
)
def test_two_commanders_at_once(told: list[tuple[str, Claim]]) -> None:
    assert rules(*told) == ["two commanders"]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([leads("ada"), leads("ben", day=TUESDAY)], id="one after the other"),
        pytest.param([leads("ada"), leads("ben", "bde10")], id="of two units"),
        pytest.param([leads("ada"), leads("ada", role="chief")], id="one person"),
        pytest.param([leads("ada"), leads("stone")], id="one person by a part of the name"),
        *(
            pytest.param([leads("ada", role="commander"), leads("ben", role=role)], id=role)
            for role in (
                "Deputy Commander",
                "acting commander",
                "former commander",
                "ex-commander",
                "out-going Commander",
                "spokesman",
                "commander-designate",
                "chief of staff",
                "company commander",
                "field commander",
                "co-leader",
                "Commander-in-Chief",
            )
        ),
        *(
            pytest.param([leads("ada"), leads("ben", modality=modality)], id=modality)
            for modality in ("past", "planned", "possible")
        ),
        pytest.param(
            [leads("ada", "land", role="President"), leads("ben", "land", role="Prime Minister")], id="two offices"
        ),
        pytest.param([leads("ada", "land"), leads("ben", "land")], id="a state without titles"),
        pytest.param([leads("ada", date_to="2020-05-01"), leads("ben", date_from="2020-05-01")], id="handed over"),
        pytest.param(
            [leads("ada", date_from="2018", date_to="2020-05-01"), leads("ben", day="2020-05-01")],
            id="handed over on the day of the report",
        ),
        pytest.param(
            [leads("ada", date_from="2018", date_to="2020"), leads("ben", date_from="2020", date_to="2021")],
            id="handed over within a year",
        ),
        pytest.param(
            [leads("ada", date_from="2020", date_to="2020"), leads("ben", date_from="2020", date_to="2020")],
            id="some time in one year",
        ),
        pytest.param(
            [leads("ada", start=9, quote="Both."), leads("ben", start=9, quote="Both.")], id="one sentence"
        ),
    ],
)
def test_no_two_commanders_at_once(told: list[tuple[str, Claim]]) -> None:
    assert rules(*told) == []


def test_reports_without_a_date_contradict_themselves_but_not_each_other() -> None:
    undated = {"one": None, "two": None}
    assert rules(leads("ada", day="one"), leads("ben", day="one"), published=undated) == ["two commanders"]
    assert rules(leads("ada", day="one"), leads("ben", day="two"), published=undated) == []


def test_two_persons_are_listed_once_by_their_surest_claims() -> None:
    graph = world(
        leads("ada", confidence=0.5), leads("ada", confidence=0.9, role="chief"), leads("ben", confidence=0.8)
    )
    (conflict,) = find_conflicts(graph)
    assert [side.claim for side in conflict.sides] == ["c2", "c3"]


# Two parents


def below(type: str, low: str, high: str, day: str = MONDAY, **fields: Any) -> tuple[str, Claim]:
    return said(day, type, low, high, **fields)


@pytest.mark.parametrize(
    "told",
    [
        [below("PART_OF", "bn", "bde9"), below("PART_OF", "bn", "bde10")],
        [below("OPERATES_UNDER", "bn", "div"), below("OPERATES_UNDER", "bn", "div4")],
        [
            below("PART_OF", "bn", "army"),
            below("PART_OF", "bn", "army"),
            below("PART_OF", "bn", "div"),
            below("PART_OF", "bn", "div4"),
        ],
    ],
    ids=["brigades", "commands", "divisions under one army"],
)
def test_two_parents_at_once(told: list[tuple[str, Claim]]) -> None:
    assert rules(*told) == ["two parents"]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([below("PART_OF", "bn", "bde9"), below("PART_OF", "bn", "bde10", LATER)], id="later"),
        pytest.param([below("PART_OF", "bn", "bde9"), below("PART_OF", "bn", "div")], id="of two echelons"),
        pytest.param(
            [below("PART_OF", "bn", "bde9"), below("OPERATES_UNDER", "bn", "bde10")], id="lent to another"
        ),
        pytest.param([below("PART_OF", "bn", "bde9"), below("PART_OF", "bn", "jtf")], id="in a task force"),
        pytest.param([below("PART_OF", "bn", "land"), below("PART_OF", "bn", "turkey")], id="countries"),
        pytest.param(
            [below("PART_OF", "bn", "bde9"), below("PART_OF", "bn", "bde10", modality="past")], id="formerly"
        ),
        pytest.param(
            [
                below("PART_OF", "group", "navy"),
                below("PART_OF", "group", "marines"),
                below("PART_OF", "marines", "navy", LATER),
            ],
            id="one of them is above the other",
        ),
    ],
)
def test_no_two_parents_at_once(told: list[tuple[str, Claim]]) -> None:
    assert rules(*told) == []


# Two places


@pytest.mark.parametrize(
    "told",
    [
        [said(MONDAY, "DEPLOYED_TO", "bn", "port"), said(MONDAY, "DEPLOYED_TO", "bn", "hill")],
        [said(MONDAY, "LOCATED_IN", "div", "port"), said(MONDAY, "LOCATED_IN", "div", "hill")],
        [said(MONDAY, "DEPLOYED_TO", "bn", "land"), said(MONDAY, "DEPLOYED_TO", "bn", "turkey")],
        [said(MONDAY, "DEPLOYED_TO", "bn", "camp"), said(MONDAY, "DEPLOYED_TO", "bn", "far")],
    ],
    ids=["deployed", "based", "countries", "far apart"],
)
def test_two_places_at_once(told: list[tuple[str, Claim]]) -> None:
    assert rules(*told) == ["two places"]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([("DEPLOYED_TO", "bn", "port", MONDAY), ("DEPLOYED_TO", "bn", "hill", TUESDAY)], id="moved"),
        pytest.param([("LOCATED_IN", "bn", "port", MONDAY), ("DEPLOYED_TO", "bn", "hill", MONDAY)], id="away"),
        pytest.param(
            [("OPERATES_IN", "bn", "port", MONDAY), ("OPERATES_IN", "bn", "hill", MONDAY)], id="in action"
        ),
        pytest.param([("DEPLOYED_TO", "div", "port", MONDAY), ("DEPLOYED_TO", "div", "hill", MONDAY)], id="large"),
        pytest.param(
            [("LOCATED_IN", "group", "port", MONDAY), ("LOCATED_IN", "group", "hill", MONDAY)], id="armed group"
        ),
        pytest.param(
            [("DEPLOYED_TO", "ada", "port", MONDAY), ("DEPLOYED_TO", "ada", "hill", MONDAY)], id="person"
        ),
        pytest.param(
            [("DEPLOYED_TO", "bn", "port", MONDAY), ("DEPLOYED_TO", "bn", "land", MONDAY)], id="country unknown"
        ),
        pytest.param(
            [("DEPLOYED_TO", "bn", "port", MONDAY), ("DEPLOYED_TO", "bn", "province", MONDAY)], id="province"
        ),
        pytest.param([("DEPLOYED_TO", "bn", "camp", MONDAY), ("DEPLOYED_TO", "bn", "town", MONDAY)], id="near"),
        pytest.param(
            [
                ("DEPLOYED_TO", "bn", "port", MONDAY),
                ("DEPLOYED_TO", "bn", "hill", MONDAY),
                ("LOCATED_IN", "port", "hill", LATER),
            ],
            id="one within the other",
        ),
    ],
)
def test_no_two_places_at_once(told: list[tuple[str, str, str, str]]) -> None:
    assert rules(*(said(day, type, subject, object) for type, subject, object, day in told)) == []


# Asserted and denied


@pytest.mark.parametrize(
    ("type", "sides", "days"),
    [
        ("ATTACKED", ("group", "port"), (MONDAY, LATER)),
        ("BACKED_BY", ("group", "ministry"), (MONDAY, TUESDAY)),
        ("COMMANDS", ("ada", "bde9"), (MONDAY, MONDAY)),
    ],
)
def test_what_is_said_and_denied(type: str, sides: tuple[str, str], days: tuple[str, str]) -> None:
    told = said(days[0], type, *sides), said(days[1], type, *sides, modality="negated", quote="No.")
    (conflict,) = find_conflicts(world(*told))
    assert conflict.rule == "asserted and denied"
    assert [side.modality for side in conflict.sides] == ["asserted", "negated"]


def test_an_alliance_is_denied_from_either_side() -> None:
    told = (
        said(MONDAY, "ALLIED_WITH", "army", "navy"),
        said(MONDAY, "ALLIED_WITH", "navy", "army", modality="negated"),
    )
    assert rules(*told) == ["asserted and denied"]


@pytest.mark.parametrize(
    ("asserted", "denied"),
    [
        pytest.param({"day": MONDAY}, {"day": LATER}, id="a tie, much later"),
        pytest.param({"day": MONDAY}, {"day": TUESDAY, "quote": "It no longer backs them."}, id="an end"),
        pytest.param(
            {"day": MONDAY, "date_from": "2014", "date_to": "2015"},
            {"day": MONDAY, "date_from": "2018-01-01", "date_to": "2019"},
            id="of other years",
        ),
        pytest.param({"day": MONDAY, "modality": "planned"}, {"day": MONDAY}, id="a plan"),
        pytest.param({"day": MONDAY, "modality": "past"}, {"day": MONDAY}, id="the past"),
    ],
)
def test_what_is_no_denial(asserted: dict[str, Any], denied: dict[str, Any]) -> None:
    one = said(asserted.pop("day"), "BACKED_BY", "group", "ministry", **asserted)
    other = said(denied.pop("day"), "BACKED_BY", "group", "ministry", modality="negated", **denied)
    assert rules(one, other) == []


# Ranks and echelons


@pytest.mark.parametrize(
    ("rank", "unit"),
    [
        ("Captain", "div"),
        ("Lt.", "bn"),
        ("Maj. Gen.", "co"),
        ("General", "bn"),
        ("Brigadier-General", "sqn"),
        ("Sgt", "bde9"),
        ("Major", "corps"),
        ("staff sergeant", "regt"),
        ("Captain", "brigada"),
    ],
)
def test_a_rank_out_of_place(rank: str, unit: str) -> None:
    assert rules(leads("ada", unit, rank=rank)) == ["rank out of place"]


@pytest.mark.parametrize(
    ("rank", "unit"),
    [
        ("Maj. Gen.", "div"),
        ("Colonel", "div"),  # in Russia
        ("Brig Gen", "bde9"),
        ("Lt. Col.", "bn"),
        ("Lieutenant-Colonel", "bde9"),
        ("Gen.", "div"),
        ("Captain", "co"),
        ("Captain", "sqn"),  # of a navy
        ("Group Captain", "sqn"),
        ("Lt Gen", "corps"),
        ("Captain", "group"),
        ("Captain", "police"),
        ("Captain", "qassam"),
        ("Colonel", "marines"),
        ("Alhaji", "div"),
        (None, "div"),
    ],
)
def test_a_rank_in_its_place_or_of_no_known_place(rank: str | None, unit: str) -> None:
    assert rules(leads("ada", unit, rank=rank)) == []


@pytest.mark.parametrize(("role", "modality"), [("deputy commander", "asserted"), (None, "planned")])
def test_a_rank_matters_only_of_who_commands(role: str | None, modality: str) -> None:
    assert rules(leads("ada", "div", rank="Captain", role=role, modality=modality)) == []


@pytest.mark.parametrize(("low", "high"), [("div", "bn"), ("bde9", "co"), ("corps", "div"), ("army", "bde10")])
def test_an_order_upside_down(low: str, high: str) -> None:
    (conflict,) = find_conflicts(world(below("OPERATES_UNDER", low, high)))
    assert conflict.rule == "order upside down"
    assert len(conflict.sides) == 1


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("bn", "div"),
        ("bn", "regt"),
        ("regt", "bn"),
        ("sqn", "bn"),
        ("bde9", "bde10"),
        ("div", "group"),
        ("div", "qassam"),
        ("div", "police"),
        ("marines", "div"),
        ("guards7", "guards"),
    ],
)
def test_an_order_that_may_be(low: str, high: str) -> None:
    assert rules(below("PART_OF", low, high)) == []


def test_a_denied_order_is_none() -> None:
    assert rules(below("PART_OF", "div", "bn", modality="negated")) == []


# What a person has said


def test_rejected_claims_are_left_out() -> None:
    told = leads("ada"), leads("ben")
    assert rules(*told, statuses={"c2": "rejected"}) == []
    assert rules(*told, statuses={"c2": "accepted"}) == ["two commanders"]


def test_what_a_person_marked_comes_first_even_if_no_rule_finds_it() -> None:
    told = leads("ada"), leads("ben"), leads("ada", "div", rank="Captain"), said(MONDAY, "KILLED", "ada", "ben")
    assert rules(*told) == ["two commanders", "rank out of place"]
    conflicts = find_conflicts(world(*told, statuses={"c3": "conflict", "c4": "conflict"}))
    assert [(one.rule, one.is_marked) for one in conflicts] == [
        ("rank out of place", True),
        ("marked", True),
        ("two commanders", False),
    ]


def test_a_conflict_tells_both_sides_with_their_evidence() -> None:
    first = leads("ada", role="commander", rank="Col.", by="ben", quote="Stone has it.", date_from="2019-05-01")
    (conflict,) = find_conflicts(world(first, leads("ben", quote="Reed has it.", confidence=0.5)))
    assert conflict.reason == "Ada Stone and Ben Reed both head 9th Brigade"
    assert conflict.when == "2020-06-15"
    assert conflict.to_plain() == {
        "rule": "two commanders",
        "reason": conflict.reason,
        "when": "2020-06-15",
        "marked": False,
        "claims": [
            {
                "claim": "c1",
                "subject": "Ada Stone",
                "type": "COMMANDS",
                "object": "9th Brigade",
                "modality": "asserted",
                "role": "commander",
                "rank": "Col.",
                "date_from": "2019-05-01",
                "date_to": None,
                "quote": "Stone has it.",
                "document": MONDAY,
                "published": MONDAY,
                "said_by": "Ben Reed",
                "confidence": 1.0,
                "status": None,
            },
            {
                **{name: None for name in ("role", "rank", "date_from", "date_to", "said_by", "status")},
                "claim": "c2",
                "subject": "Ben Reed",
                "type": "COMMANDS",
                "object": "9th Brigade",
                "modality": "asserted",
                "quote": "Reed has it.",
                "document": MONDAY,
                "published": MONDAY,
                "confidence": 0.5,
            },
        ],
    }


def test_the_order_of_the_claims_does_not_matter() -> None:
    told = [leads("ada"), leads("ben"), leads("ada", "div", rank="Captain"), below("PART_OF", "div", "bn")]
    listed = [(one.rule, one.reason, one.when) for one in find_conflicts(world(*told))]
    assert [(one.rule, one.reason, one.when) for one in find_conflicts(world(*reversed(told)))] == listed
    assert len(listed) == 3
