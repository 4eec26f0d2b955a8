"""Whom the words around a killing clear."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.culprits import Culprits, acquits
from kgbuild.stages.relate.readings import Reading
from tests.stages.relate.reading import read


def is_cleared(text: str, killer: str, victim: str) -> bool:
    """Whether the first mention of one entity is cleared of the death of the last mention of another."""
    words, mentions = read(text)
    entities = [mention.entity for mention in mentions]
    dead = len(entities) - 1 - entities[::-1].index(victim)
    reading = Reading("KILLED", entities.index(killer), dead, 0.8, "asserted", scored=True)
    return Culprits(words, mentions).clears(reading)


@pytest.mark.parametrize(
    "text",
    [
        # Nothing tells of a death.
        "[U Red Spear] met the trader [P Ada Obi] in [L Gao].",
        "[U Red Spear] captured [P Ada Obi]. She was taken to [L Gao].",
        # Another fights, accuses, judges, mourns or speaks.
        "Soldiers fighting [U Red Spear] had killed [P Ada Obi].",
        "[P Ada Obi] was shot dead by troops battling the [U Red Spear].",
        "[U Red Spear] accused [U 9 Brigade] of killing [P Ada Obi].",
        "[U Red Spear] has blamed the [U 9 Brigade] for the murder of [P Ada Obi].",
        "[P Ada Obi] was killed by a mine for which [U Red Spear] blamed [U 9 Brigade].",
        "[U 9 Brigade] was accused by the [O Red Spear] of killing [P Ada Obi].",
        "[U 9 Brigade], which is funded by [L Red Spear], killed [P Ada Obi].",
        "The [O Red Spear] condemned the assassination of [P Ada Obi].",
        "[L Red Spear], together with [L Chad] and [L Togo], denounced the killing of [P Ada Obi].",
        "After the killing of [P Ada Obi], [U Red Spear] vowed revenge.",
        "The [O Red Spear] in [L Gao] said that Col. [P Ada Obi] had been killed.",
        "[P Ada Obi] was killed, according to the [O Red Spear].",
        "[P Ada Obi] was killed in an assault on [U Red Spear].",
        "[P Ada Obi] was killed by pro-[P Red Spear] forces.",
        "[P Ada Obi] was killed by a mine. Troops of [U Red Spear] shot dead [P Bo Ade].",
        "Bandits killed the farmer [P Ada Obi], while [U Red Spear] fighters gunned down [P Bo Ade].",
    ],
)
def test_a_bystander_is_cleared(text):
    assert is_cleared(text, "Red Spear", "Ada Obi")


@pytest.mark.parametrize(
    "text",
    [
        "[U Red Spear] killed [P Ada Obi].",
        "[P Ada Obi] was killed in a clash with [U Red Spear].",
        "[P Ada Obi] died fighting [U Red Spear].",
        "[P Ada Obi] was hit by a shell of the [U Red Spear] and died.",
        "[U Red Spear] was accused of killing [P Ada Obi].",
        "[U Red Spear], accused of many crimes, murdered [P Ada Obi].",
        "[U Red Spear] condemned [P Ada Obi] to death and shot her.",
        "[U Red Spear] accused [P Ada Obi] of spying and shot dead the trader.",
        "[U Red Spear] accused [P Ada Obi] of spying before executing her.",
        "Accused by [U Red Spear] of spying, [P Ada Obi] was beheaded.",
        "[U Red Spear] said that [P Ada Obi] had been executed for spying.",
        "[U Red Spear] said it had killed [P Ada Obi].",
        "[U Red Spear] claimed the murder of [P Ada Obi].",
        "[P Ada Obi] was shot dead in [L Gao], and [U Red Spear] claimed the deed.",
        "Men of [U Red Spear] killed nine people. Among the dead was [P Ada Obi].",
        "[P Ada Obi] was found dead. [U Red Spear] killed her, it is said.",
        "[U Red Spear] killed [P Ada Obi], who was backed by [L Chad].",
        "[P Ada Obi] was among those whom [U Red Spear] killed.",
        "[U Red Spear] and [L Chad] killed [P Ada Obi].",
    ],
)
def test_a_killer_is_not_cleared(text):
    assert not is_cleared(text, "Red Spear", "Ada Obi")


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        ("[U Red Spear] killed [P Ada Obi]'s brother.", True),
        ("[U Red Spear] killed [p his=Ada Obi] brother.", True),
        ("[U Red Spear] killed [p her=Ada Obi] elder sister.", True),
        ("[P Bo Ade] was killed in [L Gao] by Sergeant [P Ada Obi]. [U Red Spear] left.", True),
        ("[U Red Spear] killed ten. Among the survivors of the raid were [P Bo Ade] and [P Ada Obi].", True),
        ("[U Red Spear] killed ten men. His brother [P Ada Obi] survived.", True),
        ("[U Red Spear] killed the guard. His driver, [P Ada Obi], escaped with a broken arm.", True),
        ("[U Red Spear] killed ten men; [P Ada Obi] was slightly wounded.", True),
        ("[U Red Spear] ordered [P Ada Obi]'s assassination.", False),
        ("[U Red Spear] told of [p his=Ada Obi] death.", False),
        ("[U Red Spear] shot [p her=Ada Obi] in [L Gao].", False),
        ("[U Red Spear] fired at once; [P Ada Obi] was badly wounded and died on Monday.", False),
        ("[U Red Spear] killed ten. Among the dead were [P Bo Ade] and [P Ada Obi].", False),
    ],
)
def test_the_dead_are_told_from_kin_killers_and_survivors(text, spared):
    assert is_cleared(text, "Red Spear", "Ada Obi") is spared


@pytest.mark.parametrize(
    ("before", "between", "cleared"),
    [
        ("The court acquitted Sergeant ", "of killing the trader", True),
        ("It cleared ", ", who was accused of murdering the trader", True),
        ("", ", whom the judges cleared of the murder of", True),
        ("The court acquitted two others but convicted ", "of killing", False),
        ("The court convicted ", "of killing", False),
        ("", "was acquitted of theft but convicted of the murder of", False),
        ("The army cleared the village, where ", "had killed", False),
        ("The army cleared a hill held by ", ", who killed", False),
        ("The army cleared ", "positions near which it had killed", False),
    ],
)
def test_who_is_acquitted_did_not_kill(before, between, cleared):
    assert acquits(before, between) is cleared


def test_the_words_of_a_long_sentence_are_read_in_part():
    text = f"[U Red Spear] killed{' and killed' * 5000} [P Ada Obi]."
    assert not is_cleared(text, "Red Spear", "Ada Obi")
