"""Whose the titles of a text are, and of what."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.roles import Roles
from tests.stages.relate.reading import number, read


def role(text: str, *, last: bool = False) -> str | None:
    """The role of the first or last person of a text in its first or last body."""
    words, mentions = read(text)
    body = "U" if any(mention.span.label == "Unit" for mention in mentions) else "L"
    return Roles(words, mentions).role_of(number(mentions, "P", last=last), number(mentions, body, last=last))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # after the name
        ("[P Ada Obi], commander of [U 5 Brigade], spoke.", "commander"),
        ("[P Ada Obi], the General Officer Commanding (GOC) [U 5 Division], spoke.", "General Officer Commanding"),
        ("Maj-Gen [P Ada Obi], until last March commander of [U 5 Brigade], spoke.", "commander"),
        ("[P Ada Obi], a former member and now chief of the [U Red Front], spoke.", "chief"),
        ("[P Ada Obi], an [U Red Front] operative in Lagos, spoke.", "operative"),
        ("[P Ada Obi], second-in-command at the [U 5 Brigade], spoke.", "second-in-command"),
        ("Lt.-Col. [P Ada Obi] the Deputy Director, [U Signals Corps] spoke.", "Deputy Director"),
        # before it
        ("Defence Minister [P Ada Obi] visited [U 5 Brigade].", "Defence Minister"),
        ("[U 5 Brigade] spokesman [P Ada Obi] spoke.", "spokesman"),
        ("[U 5 Brigade]'s new acting commander, Lt. Gen. [P Ada Obi], spoke.", "acting commander"),
        ("The commander of [U 5 Brigade], Col. [P Ada Obi], spoke.", "commander"),
        ("The Commander, [U Sector 1], Col. [P Ada Obi], spoke.", "Commander"),
        ("The GOC [U 5 Division], [L Kano], Maj-Gen. [P Ada Obi], spoke.", "GOC"),
        (
            "The Chief of Staff, Training and Plans, [U 5 Division], Col. [P Ada Obi] spoke.",
            "Chief of Staff, Training and Plans",
        ),
        ("the Chief of Army Staff, COAS, Lt-Gen. [P Ada Obi], told the [U Army]", "Chief of Army Staff"),
        ("Kenyan President [P Ada Obi] left [L Kenya].", "President"),
        ("its suspected kingpin, one [P Ada Obi], leads [U Red Front]", "kingpin"),
        # a verb gives it
        ("[P Ada Obi] is the General Officer Commanding [U 5 Division].", "General Officer Commanding"),
        ("[P Ada Obi] was appointed Commander [U 5 Brigade].", "Commander"),
        ("[P Ada Obi] moved to [U 5 Brigade] as Chief of Logistics.", "Chief of Logistics"),
        ("[p He=Ada Obi] was a pioneer and the first delegate to the [U Red Front].", "delegate"),
        ("Its first commander was Vice Admiral [P Ada Obi] of the [U Fleet].", "commander"),
        ("The new commander of [U 5 Brigade] is Col. [P Ada Obi].", "commander"),
        # the mention is the title
        ("The [p army chief=Ada Obi] visited the [U 5 Brigade].", "army chief"),
        # more than one
        ("[P Ada Obi] became Governor of [L Kano] and Commandant of the [U Academy].", "Commandant"),
        # none
        ("[P Ada Obi], who heads [U 5 Brigade], spoke.", None),
        ("[P Ada Obi] commands [U 5 Brigade].", None),
        ("Col. [P Ada Obi] of [U 5 Brigade] spoke.", None),
        ("[P Ada Obi] met the commander of [U 5 Brigade].", None),
    ],
)
def test_role(text, title):
    assert role(text) == title


def test_each_of_two_titles_has_its_holder_and_body():
    text = "[P Ada Obi], commander of [U 5 Brigade], met [P Eze Ude], spokesman for the [U Navy]."
    assert (role(text), role(text, last=True)) == ("commander", "spokesman")


def test_the_title_of_another_body_is_not_taken():
    words, mentions = read("[U Army] Lt. Gen. [P Ada Obi], commander of [U Task Force Red], spoke.")
    roles = Roles(words, mentions)
    assert (roles.role_of(1, 0), roles.role_of(1, 2)) == (None, "commander")


def test_a_plural_title_is_that_of_each():
    words, mentions = read("the Commanders of [U 1] and [U 2 Brigades], Colonels [P Ada Obi] and [P Eze Ude]")
    roles = Roles(words, mentions)
    assert [roles.role_of(2, 0), roles.role_of(3, 1)] == ["Commander", "Commander"]


def test_successor():
    text = "The commander of [U 5 Brigade], Col. [P Ada Obi], was succeeded by Col. [P Eze Ude]."
    words, mentions = read(text)
    assert Roles(words, mentions).role_of(2, 0) == "commander"


def test_a_role_in_another_sentence_is_not_taken():
    words, mentions = read("[P Ada Obi] spoke. The commander left [U 5 Brigade].")
    assert Roles(words, mentions).role_of(0, 1) is None


def test_the_title_of_a_heading_is_that_of_those_under_it():
    words, mentions = read("GENERAL OFFICERS COMMANDING [U 5 DIVISION]\n\nMaj Gen [P A OBI]\n")
    assert Roles(words, mentions).role_of(1, 0) == "GENERAL OFFICER COMMANDING"
