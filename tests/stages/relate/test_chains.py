"""Chains of units, each part of the next, and lists, which are none; "A<B" is "A is part of B"."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.chains import Chains
from tests.stages.relate.reading import read


def links_of(text: str) -> list[str]:
    words, mentions = read(text)
    names = [words.text(mention.span.start, mention.span.end) for mention in mentions]
    return [f"{names[part]}<{names[whole]}" for part, whole in Chains(words, mentions).links]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "the [U 2nd Battalion], [U 31st Parachute Infantry Regiment], [U 6th Airborne Division], left",
            [
                "2nd Battalion<31st Parachute Infantry Regiment",
                "31st Parachute Infantry Regiment<6th Airborne Division",
            ],
        ),
        (
            "[U 3rd Platoon] of [U A Troop], [U 3-69 Armor], left",
            ["3rd Platoon<A Troop", "A Troop<3-69 Armor"],
        ),
        ("the [U 1st Bn]., [U 5th Cav. Regt]. left", ["1st Bn<5th Cav. Regt"]),
        ("le [U 2ème bataillon] du [U 3e RIMa] part", ["2ème bataillon<3e RIMa"]),
        ("el [U Batallón de Montaña No. 8], [U Brigada 17], llega", ["Batallón de Montaña No. 8<Brigada 17"]),
        ("das [U 1. Bataillon]/[U Jägerregiment 1] kam", ["1. Bataillon<Jägerregiment 1"]),
        (
            "the [U 4th Company] ([U 1st Battalion], [U 9 Brigade])",
            ["4th Company<1st Battalion", "1st Battalion<9 Brigade"],
        ),
        ("the [U 40th Army]'s [U 108th Motor Rifle Division]", ["108th Motor Rifle Division<40th Army"]),
        ("[U Zambian Army] [U 5 Brigade] left", ["5 Brigade<Zambian Army"]),
        ("[U 4 Squadron], [U SAAF] left", ["4 Squadron<SAAF"]),
        (
            "the [U Zambian Army]'s [U 5 Brigade] and [U 6 Brigade]",
            ["5 Brigade<Zambian Army", "6 Brigade<Zambian Army"],
        ),
        (
            "[U 5 Brigade] and [U 6 Brigade] of the [U Zambian Army]",
            ["5 Brigade<Zambian Army", "6 Brigade<Zambian Army"],
        ),
        (
            "[U A Company], [U 1st Battalion] and [U B Company], [U 2nd Battalion]",
            ["A Company<1st Battalion", "B Company<2nd Battalion"],
        ),
        ("[U 2 Battalion], [U 5 Brigade] and [U 4 Battalion] left", ["2 Battalion<5 Brigade"]),
        ("the [U Rapid Group] of the [U Red Spear] left", ["Rapid Group<Red Spear"]),
    ],
)
def test_a_chain_links_each_unit_to_the_next(text, links):
    assert links_of(text) == links


@pytest.mark.parametrize(
    "text",
    [
        "[U 7 Division], [U 8 Division] and [U 3 Brigade] left",
        "[U 21 Brigade], [U 22 Brigade], [U 81 Division] left",
        "[U 3 Battalion], [U 5 Brigade] and [U 7 Division] left",
        "[U 3 Battalion], [U 5 Brigade] and [U 6 Brigade] left",
        "[U 7 Division], [U 3 Battalion] left",
        "[U 7 Division] of the [U 3 Battalion] left",
        "[U 7 Division Garrison], [U 112 Battalion] left",
        "[U 3 Battalion] met [U 5 Brigade]",
        "[U 3 Battalion] left. [U 5 Brigade] stayed",
        "the [U Rapid Intervention Group] ([U RIG]) left",
        "[P Ada Obi], [U 5 Brigade], left",
    ],
)
def test_a_list_is_no_chain_and_no_unit_is_part_of_a_smaller_one(text):
    assert links_of(text) == []


def test_what_a_chain_says_of_neighbours_is_not_said_of_those_further_on():
    words, mentions = read("[U 2 Battalion], [U 5 Brigade], [U 7 Division], [U Zambian Army]")
    assert Chains(words, mentions).skipped == {(0, 2), (0, 3), (1, 3)}


def test_the_echelons_tell_which_claims_are_turned_round():
    words, mentions = read("[U 7 Division] [U 3 Battalion] [U Zambian Army] [U Red Spear]")
    chains = Chains(words, mentions)
    assert chains.turned(0, 1)
    assert not chains.turned(1, 0)
    assert not chains.turned(2, 0)  # an army may be part of a smaller command of several nations
    assert not chains.turned(0, 3)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Rebels fought the [U 12th Battalion], the [U Zambian Army] said.", []),
        ("It met [U 33 Battalion], [U 5 Brigade] said on Monday. It left.", []),
        ("Two men of the [U 12th Battalion], the [U Zambian Army] reported, were hurt.", []),
        ("A spokesman of [U 33 Battalion], [U 5 Brigade] said that it left.", ["33 Battalion<5 Brigade"]),
        ("Col. Roe of [U 33 Battalion], [U 5 Brigade], said so.", ["33 Battalion<5 Brigade"]),
    ],
)
def test_the_source_of_a_sentence_is_no_whole(text, links):
    assert links_of(text) == links
    words, mentions = read(text)
    assert Chains(words, mentions).sources == (frozenset() if links else {(0, 1)})
