"""A user's lists and patterns always have their label."""

from __future__ import annotations

import pytest

from kgbuild.annotations import Words
from kgbuild.errors import ConfigError
from kgbuild.schema import default_schema, extend_schema
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.recognise.lists import OwnNames
from kgbuild.tags import TaggedSpan

NLP = make_language()
OPERATION = {
    "colour": "#123456",
    "description": "a campaign",
    "patterns": ["Exercise Dune", [{"LOWER": "operation"}, {"IS_TITLE": True, "OP": "+"}]],
}
SCHEMA = extend_schema(
    {"labels": {"Operation": OPERATION}},
    names={"Unit": (("Grey Herons", "GH-7"), ("Grey Herons of Lund",)), "Place": (("Old Mill",),)},
    where="here",
)


def found(text: str, *names: tuple[str, str], schema=SCHEMA) -> list[tuple[str, str]]:
    doc = NLP.make_doc(text)
    split_sentences(doc)
    words, spans = Words(doc), []
    for name, label in names:
        span = doc.char_span(text.index(name), text.index(name) + len(name))
        spans.append(TaggedSpan(span.start, span.end, label, 0.9))
    own = OwnNames(NLP, schema)
    return [(" ".join(words.texts[s.start : s.end]), s.tag) for s in own(spans, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Grey Herons left", [("Grey Herons", "Unit")]),
        ("GREY HERONS LEAVE", [("GREY HERONS", "Unit")]),
        ("the Grey  Herons left", [("Grey Herons", "Unit")]),
        ("men of GH-7.", [("GH - 7", "Unit")]),
        ("the Grey Herons of Lund left", [("Grey Herons of Lund", "Unit")]),
        ("grey herons flew over the old mill", []),
        ("in Operation Silent Dune they met", [("Operation Silent Dune", "Operation")]),
        ("in Exercise Dune they met", [("Exercise Dune", "Operation")]),
    ],
)
def test_what_is_listed_is_found(text, expected):
    assert found(text) == expected


def test_it_takes_the_place_of_what_the_model_found():
    assert found("at the Old Mill tower", ("Old Mill", "Organisation")) == [("Old Mill", "Place")]
    assert found("at the Old Mill tower", ("Mill tower", "Organisation")) == [("Old Mill", "Place")]


def test_a_longer_name_with_the_same_label_stays():
    assert found("the Grey Herons Brigade", ("Grey Herons Brigade", "Unit")) == [("Grey Herons Brigade", "Unit")]


def test_without_lists_nothing_changes():
    assert not OwnNames(NLP, default_schema())
    assert found("the Old Mill", ("Old Mill", "Organisation"), schema=default_schema()) == [
        ("Old Mill", "Organisation")
    ]


def test_a_pattern_that_spacy_does_not_take_is_named():
    wrong = {"labels": {"Operation": {**OPERATION, "patterns": [[{"LOWR": "operation"}]]}}}
    with pytest.raises(ConfigError, match=r"\[labels.Operation\].*LOWR"):
        OwnNames(NLP, extend_schema(wrong, names={}, where="here"))
