"""Readings of one sentence that cannot all be meant."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.conflicts import without_conflicts
from kgbuild.stages.relate.readings import Reading
from tests.stages.relate.reading import read

Told = tuple[str, str, str, float]


def kept(text: str, *told: Told) -> list[tuple[str, str, str]]:
    """Which readings (type, subject, object, confidence) of a marked text stay."""
    words, mentions = read(text)

    def at(entity: str) -> int:
        return next(n for n, mention in enumerate(mentions) if mention.entity == entity)

    readings = [Reading(type, at(a), at(b), sure, "asserted", scored=True) for type, a, b, sure in told]
    stay = without_conflicts(words, mentions, readings, lambda reading: reading.confidence)
    return [(r.type, mentions[r.subject].entity, mentions[r.object].entity) for r in stay]


@pytest.mark.parametrize(
    ("first", "second"),
    [("PART_OF", "PART_OF"), ("PART_OF", "OPERATES_UNDER"), ("KILLED", "KILLED"), ("LOCATED_IN", "LOCATED_IN")],
)
def test_of_both_directions_the_surer_stays(first, second):
    text = "[U 5 Brigade] and [U 9 Corps] met." if first in ("PART_OF",) else "[P Ada Obi] met [P Bo Ade]."
    a, b = ("5 Brigade", "9 Corps") if first == "PART_OF" else ("Ada Obi", "Bo Ade")
    assert kept(text, (first, a, b, 0.6), (second, b, a, 0.8)) == [(second, b, a)]
    assert kept(text, (first, a, b, 0.9), (second, b, a, 0.8)) == [(first, a, b)]


def test_attacks_may_be_mutual():
    told = [("ATTACKED", "Red Spear", "9 Corps", 0.6), ("ATTACKED", "9 Corps", "Red Spear", 0.8)]
    assert len(kept("[U Red Spear] fought [U 9 Corps].", *told)) == 2


def test_both_directions_in_two_sentences_stay():
    text = "The [U Red Spear] was in the [U Army]. Later the [U Corps=Army] was in the [U Spear=Red Spear]."
    words, mentions = read(text)
    readings = [Reading("PART_OF", 0, 1, 0.9, "asserted"), Reading("PART_OF", 2, 3, 0.8, "asserted")]
    assert len(without_conflicts(words, mentions, readings, lambda reading: reading.confidence)) == 2


def test_the_attacked_did_not_kill_whom_the_attackers_killed():
    text = "[U Red Spear] ambushed the [U Army], killing Capt. [P Ada Obi]."
    attack = ("ATTACKED", "Red Spear", "Army", 0.9)
    kills = [("KILLED", "Red Spear", "Ada Obi", 0.5), ("KILLED", "Army", "Ada Obi", 0.7)]
    assert kept(text, attack, *kills) == [("ATTACKED", "Red Spear", "Army"), ("KILLED", "Red Spear", "Ada Obi")]
    assert len(kept(text, attack, kills[1])) == 2  # nobody else did


@pytest.mark.parametrize(("tie", "kill", "left"), [(0.9, 0.6, "MEMBER_OF"), (0.6, 0.9, "KILLED")])
def test_nobody_is_a_member_of_his_killers(tie, kill, left):
    told = [("MEMBER_OF", "Ada Obi", "Red Spear", tie), ("KILLED", "Red Spear", "Ada Obi", kill)]
    assert [type for type, *_ in kept("[P Ada Obi] of [U Red Spear] died.", *told)] == [left]


def test_who_is_under_a_body_is_not_said_of_the_next():
    text = "[U 5 Coy] belongs to [U 9 Brigade], which is subordinate to [U 3 Division]."
    near, far = ("PART_OF", "5 Coy", "9 Brigade", 0.9), ("OPERATES_UNDER", "5 Coy", "3 Division", 0.8)
    further = ("OPERATES_UNDER", "9 Brigade", "3 Division", 0.9)
    assert ("OPERATES_UNDER", "5 Coy", "3 Division") not in kept(text, near, far, further)
    assert len(kept("[U 5 Coy], [U 9 Brigade] and [U 3 Division]", near, far, further)) == 3


def test_rows_of_a_table_are_apart():
    text = "| Unit | Base |\n|---|---|\n| [U 5 Brigade] | [L Gao] |\n| [U 6 Brigade] | [L Kano] |\n"
    told = [("LOCATED_IN", "5 Brigade", "Gao", 0.9), ("LOCATED_IN", "6 Brigade", "Gao", 0.6)]
    assert kept(text, *told) == [("LOCATED_IN", "5 Brigade", "Gao")]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Does [U 5 Brigade] answer to the [U Navy]?", False),
        ("Q: Is [U 5 Brigade] under the [U Navy]?", False),
        ("[U 5 Brigade] is under the [U Navy].", True),
        ("Why is [U 5 Brigade] under the [U Navy]?", True),
    ],
)
def test_what_is_asked_is_not_told(text, stays):
    assert bool(kept(text, ("OPERATES_UNDER", "5 Brigade", "Navy", 0.9))) is stays


def test_the_head_of_a_states_force_does_not_head_the_state():
    text = "[P Ada Obi], commander of [L Mali]'s [U Blue Force], died."
    told = [("COMMANDS", "Ada Obi", "Blue Force", 0.9), ("COMMANDS", "Ada Obi", "Mali", 0.9)]
    assert kept(text, *told) == [("COMMANDS", "Ada Obi", "Blue Force")]
    assert kept(text, told[1]) == [("COMMANDS", "Ada Obi", "Mali")]


def test_what_is_denied_or_over_contradicts_nothing():
    words, mentions = read("[U Red Spear], not part of the [U Army], now includes the [U Corps=Army].")
    readings = [Reading("PART_OF", 0, 1, 0.9, "negated"), Reading("PART_OF", 2, 0, 0.8, "asserted")]
    assert without_conflicts(words, mentions, readings, lambda reading: reading.confidence) == readings


def test_a_deed_that_is_asked_about_is_not_told_even_where_a_pattern_finds_it():
    words, mentions = read("Was [P Ada Obi], head of the [U Army], killed by [U Red Spear]?")
    readings = [Reading("COMMANDS", 0, 1, 0.9, "asserted"), Reading("KILLED", 2, 0, 0.9, "asserted")]
    stay = without_conflicts(words, mentions, readings, lambda reading: reading.confidence)
    assert [reading.type for reading in stay] == ["COMMANDS"]


@pytest.mark.parametrize(
    ("text", "killers"),
    [
        ("[P Ada Obi] was shot dead by [U Red Spear]. Men of the [U Army] left.", ["Red Spear"]),
        ("[U Red Spear] killed [P Ada Obi], and the [U Army] buried her.", ["Red Spear"]),
        ("[P Ada Obi] was killed by men of [U Red Spear] and soldiers of the [U Army].", ["Red Spear", "Army"]),
    ],
)
def test_who_killed_is_told_by_fixed_words(text, killers):
    words, mentions = read(text)
    at = {mention.entity: n for n, mention in enumerate(mentions)}
    told = Reading("KILLED", at["Red Spear"], at["Ada Obi"], 0.9, "asserted")
    guess = Reading("KILLED", at["Army"], at["Ada Obi"], 0.95, "asserted", scored=True)
    kept = without_conflicts(words, mentions, [told, guess], lambda reading: reading.confidence)
    assert [mentions[one.subject].entity for one in kept] == killers
    assert without_conflicts(words, mentions, [guess], lambda reading: reading.confidence) == [guess]


def test_fixed_words_tell_who_backs_whom():
    words, mentions = read("[U Red Spear] is backed by [L Chad].")
    told, guess = (
        Reading("BACKED_BY", 0, 1, 0.9, "asserted"),
        Reading("BACKED_BY", 1, 0, 0.7, "asserted", scored=True),
    )
    assert without_conflicts(words, mentions, [guess, told], lambda reading: reading.confidence) == [told]
    mutual = [guess, Reading("BACKED_BY", 0, 1, 0.9, "asserted", scored=True)]
    assert without_conflicts(words, mentions, mutual, lambda reading: reading.confidence) == mutual
