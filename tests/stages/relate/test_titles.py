"""The rank and role that a sentence gives a person."""

from __future__ import annotations

import pytest

from kgbuild.annotations import Words
from kgbuild.pairs import Span
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.relate.titles import rank_before, relation_of_role, role_of, titled_pair


@pytest.fixture(scope="module")
def nlp():
    return make_language()


def words_of(*spans: Span) -> set[int]:
    """Numbers of the words of all spans."""
    return {i for span in spans for i in range(span.start, span.end)}


def read(nlp, text: str, *names: str) -> tuple[Words, list[Span]]:
    """The words of `text`, and each name as a span of words."""
    doc = nlp.make_doc(text)
    split_sentences(doc)
    words = Words(doc)
    spans = []
    for name in names:
        found = doc.char_span(text.index(name), text.index(name) + len(name))
        start = words.number_of[found.start]
        spans.append(Span(start, start + len(found), words.sentences[start], "Person", "name"))
    return words, spans


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Maj. Gen. Chipo Banda spoke.", "Maj. Gen."),
        ("Rear Admiral Chipo Banda spoke.", "Rear Admiral"),
        ("Lieutenant-Colonel Chipo Banda spoke.", "Lieutenant-Colonel"),
        ("Yesterday Chipo Banda spoke.", None),
        ("First Chipo Banda spoke.", None),
        ("Chipo Banda spoke.", None),
    ],
)
def test_rank(nlp, text, rank):
    words, (person,) = read(nlp, text, "Chipo Banda")
    assert rank_before(words, person) == rank


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Chipo Banda, commander of 5 Brigade, spoke.", "commander"),
        ("The commander of 5 Brigade, Col. Chipo Banda, spoke.", "commander"),
        ("Chipo Banda is the General Officer Commanding 5 Brigade.", "General Officer Commanding"),
        ("5 Brigade spokesman Chipo Banda spoke.", "spokesman"),
        ("Defence Minister Chipo Banda visited 5 Brigade.", "Defence Minister"),
        ("Chipo Banda visited 5 Brigade.", None),
    ],
)
def test_role(nlp, text, role):
    words, (person, body) = read(nlp, text, "Chipo Banda", "5 Brigade")
    assert role_of(words, person, body, words_of(person, body)) == role


def test_a_role_in_another_sentence_is_not_taken(nlp):
    words, (person, body) = read(
        nlp, "Chipo Banda spoke. The commander left 5 Brigade.", "Chipo Banda", "5 Brigade"
    )
    assert role_of(words, person, body, words_of(person, body)) is None


@pytest.mark.parametrize(
    ("role", "label", "relation"),
    [
        ("commander", "Unit", "COMMANDS"),
        ("Prime Minister", "Place", "COMMANDS"),
        ("Defence Minister", "Organisation", "COMMANDS"),
        ("Defence Minister", "Place", "MEMBER_OF"),
        ("General Officer Commanding", "Unit", "COMMANDS"),
        ("deputy commander", "Unit", "MEMBER_OF"),
        ("press secretary", "Organisation", "MEMBER_OF"),
        ("ambassador", "Place", "MEMBER_OF"),
        ("farmer", "Place", None),
    ],
)
def test_what_a_title_says(role, label, relation):
    assert relation_of_role(role, label) == relation


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chipo Banda, commander of the 5 Brigade, spoke.", ("COMMANDS", "asserted")),
        ("Chipo Banda, former commander of 5 Brigade, spoke.", ("COMMANDS", "past")),
        ("5 Brigade spokesman Chipo Banda spoke.", ("MEMBER_OF", "asserted")),
        ("5 Brigade's commander, Col. Chipo Banda, spoke.", None),
        ("The commander of 5 Brigade, Col. Chipo Banda, spoke.", ("COMMANDS", "asserted")),
        ("The former commander of 5 Brigade, Chipo Banda, spoke.", ("COMMANDS", "past")),
        ("Chipo Banda, who met the commander of 5 Brigade, spoke.", None),
        ("Chipo Banda left 5 Brigade.", None),
    ],
)
def test_titled_pair(nlp, text, found):
    words, (person, body) = read(nlp, text, "Chipo Banda", "5 Brigade")
    body = Span(body.start, body.end, body.sentence, "Unit", "name")
    assert titled_pair(words, *sorted((person, body))) == found
