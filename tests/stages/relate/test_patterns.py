"""Words that state a relation whatever the names are."""

from __future__ import annotations

import pytest

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.schema import default_schema, extend_schema, use_schema
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.relate.patterns import denies, find_patterns, states_command


@pytest.mark.parametrize(
    ("text", "left", "right", "found"),
    [
        (
            "the Zambia-backed Red Spear left",
            ("Zambia", "Place"),
            ("Red Spear", "Unit"),
            ("BACKED_BY", 1, 0, "asserted"),
        ),
        (
            "the Zambia-led Red Spear left",
            ("Zambia", "Place"),
            ("Red Spear", "Unit"),
            ("OPERATES_UNDER", 1, 0, "asserted"),
        ),
        (
            "Red Spear, which operates under the command of 9 Brigade",
            ("Red Spear", "Unit"),
            ("9 Brigade", "Unit"),
            ("OPERATES_UNDER", 0, 1, "asserted"),
        ),
        (
            "Chipo Banda, who chairs the Defence Council",
            ("Chipo Banda", "Person"),
            ("Defence Council", "Organisation"),
            ("COMMANDS", 0, 1, "asserted"),
        ),
        (
            "Chipo Banda, who led men of the Defence Council",
            ("Chipo Banda", "Person"),
            ("Defence Council", "Organisation"),
            None,
        ),
        ("Red Spear left 9 Brigade", ("Red Spear", "Unit"), ("9 Brigade", "Unit"), None),
        ("the Zambia-backed plan of Red Spear", ("Red Spear", "Unit"), ("Zambia", "Place"), None),
        ("Lusaka of the 9 Brigade", ("Lusaka", "Place"), ("9 Brigade", "Unit"), None),
    ],
)
def test_pattern(text, left, right, found):
    doc = make_language().make_doc(text)
    split_sentences(doc)
    words = Words(doc)
    mentions = []
    for name, label in sorted((left, right), key=lambda pair: text.index(pair[0])):
        span = doc.char_span(text.index(name), text.index(name) + len(name))
        mentions.append(DocMention(Span(span.start, span.end, 0, label, "name"), name))
    assert list(find_patterns(words, mentions)) == ([found] if found else [])


@pytest.mark.parametrize(
    ("between", "denied"),
    [
        (" is separate from ", True),
        (", which is not part of the ", True),
        (" has no links to ", True),
        (" fights beside ", False),
        (" has a separate wing in ", False),
    ],
)
def test_denial(between, denied):
    assert denies(between) is denied


@pytest.mark.parametrize(
    ("between", "stated"),
    [
        (" acts under the operational command of ", True),
        (", which reports directly to the ", True),
        (" operates under the umbrella of the ", True),
        (" is a part of ", False),
        (" reported the attack to ", False),
    ],
)
def test_command(between, stated):
    assert states_command(between) is stated


SUPPLIED = {
    "subject": ["Unit"],
    "object": ["Place", "Organisation"],
    "description": "gets arms from",
    "patterns": [
        "{subject} is supplied by {object}",
        "{object}, * supplier of {subject}",
        "arms for {subject} from {object} arrived",
    ],
}


@pytest.fixture
def own_relation():
    use_schema(extend_schema({"relations": {"SUPPLIED_BY": SUPPLIED}}, names={}, where="here"))
    yield
    use_schema(default_schema())


@pytest.mark.usefixtures("own_relation")
@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Red Spear is supplied by the Lusaka office", (0, 1)),
        ("Red Spear IS SUPPLIED  BY Lusaka", (0, 1)),
        ("Lusaka, for years the only supplier of the Red Spear", (1, 0)),
        ("Lusaka, supplier of Red Spear", None),
        ("Now arms for Red Spear from Lusaka arrived.", (0, 1)),
        ("Now arms for Red Spear from Lusaka arrivedly", None),
        ("Now alarms for Red Spear from Lusaka arrived", None),
        ("Lusaka is supplied by Red Spear", None),
        ("Red Spear is resupplied by Lusaka", None),
        ("Red Spear left. It is supplied by Lusaka", None),
    ],
)
def test_a_users_pattern(text, sides):
    doc = make_language().make_doc(text)
    split_sentences(doc)
    words, mentions = Words(doc), []
    for name, label in (("Red Spear", "Unit"), ("Lusaka", "Place")):
        span = doc.char_span(text.index(name), text.index(name) + len(name))
        numbers = words.number_of[span.start], words.number_of[span.end - 1] + 1
        mentions.append(DocMention(Span(*numbers, words.sentences[numbers[0]], label, "name"), name))
    mentions.sort(key=lambda mention: mention.span)
    found = [one for one in find_patterns(words, mentions) if one[0] == "SUPPLIED_BY"]
    assert found == ([("SUPPLIED_BY", *sides, "asserted")] if sides else [])
