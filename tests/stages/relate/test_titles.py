"""What a title says of its holder and a body."""

from __future__ import annotations

import pytest

from kgbuild.annotations import Words
from kgbuild.pairs import Span
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.relate.titles import relation_of_role, titled_pair


@pytest.fixture(scope="module")
def nlp():
    return make_language()


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
