"""Words that state a relation whatever the names are."""

from __future__ import annotations

import pytest

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.schema import default_schema, extend_schema, use_schema
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.relate.patterns import (
    denies,
    denies_deed,
    find_patterns,
    hands_over,
    is_over,
    states_command,
    tells_survival,
)
from tests.stages.relate.reading import read


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[U 9 Brigade], based at [L Awan], [L Zambia], reports to [U 15 Corps].", [("9 Brigade", "15 Corps")]),
        ("[U 9 Brigade] comes under [U Blue Force].", [("9 Brigade", "Blue Force")]),
        ("The [U Red Spear] takes its orders from the [U Army].", [("Red Spear", "Army")]),
        ("[U Bravo Company] was attached to [U Task Force Kudu].", [("Bravo Company", "Task Force Kudu")]),
        ("[U Red Fleet], a 26-nation partnership led by the [U Zambian Navy]", [("Red Fleet", "Zambian Navy")]),
        ("[U 5 Coy] of [U 9 Brigade] reports to [U 3 Division].", [("5 Coy", "3 Division")]),
        ("[U 5 Coy] of [U 9 Brigade], which reports to [U 3 Division]", []),
        ("[U 9 Brigade] reports that [U 3 Division] left.", []),
        ("[U 9 Brigade] left orders for [U 3 Division].", []),
        ("[U 9 Brigade] was not under [U 3 Division].", []),
        ("[U 5 Coy], part of [U 9 Brigade], came under [U 3 Division].", [("5 Coy", "3 Division")]),
        (
            "[U 5 Coy], the rear element of [U 9 Brigade], which came under [U 3 Division]",
            [("9 Brigade", "3 Division")],
        ),
        ("[U Red Spear], a volunteer unit attached to the [U Army]", [("Red Spear", "Army")]),
        (
            "[U Red Spear]: a border force answerable to the [O Defence Council]",
            [("Red Spear", "Defence Council")],
        ),
        ("[U Red Spear], a group not subordinate to the [U Army]", []),
        ("[U Red Spear], a friend of men attached to the [U Army]", []),
        ("[U 9 Brigade] reports to [O SADC]'s [U Joint Command].", [("9 Brigade", "Joint Command")]),
        ("[U Red Spear] takes its orders from [L Zambia]'s [U Kudu Force].", [("Red Spear", "Kudu Force")]),
        ("[U Red Spear] takes its orders from [L Zambia]'s president [P Ada Obi].", []),
        ("[U Red Spear], under the command of [U 9 Corps], left.", [("Red Spear", "9 Corps")]),
        ("A force stood with [U Red Spear], under the command of [U 9 Corps].", []),
    ],
)
def test_who_acts_under_whom(text, told):
    words, mentions = read(text)
    found = [found for found in find_patterns(words, mentions) if found[0] == "OPERATES_UNDER"]
    assert [(mentions[a].entity, mentions[b].entity) for _, a, b, _ in found] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[U Red Spear], which is trained and armed by [L Chad], left.", [("Red Spear", "Chad")]),
        ("[U Red Spear] ([U RS]) was heavily funded by the [U Army].", [("RS", "Army")]),
        ("The [U Red Spear] gets most of its money and weapons from [L Chad].", [("Red Spear", "Chad")]),
        ("The [U Red Spear] received training from the [U Army].", [("Red Spear", "Army")]),
        ("[U Red Spear] is not backed by [L Chad].", []),
        ("[U Red Spear] receives no weapons from [L Chad].", []),
        ("[U Red Spear] received a delegation from [L Chad].", []),
        ("The army fought [U Red Spear], backed by [L Chad].", []),
        ("[U Red Spear] is opposed by [L Chad].", []),
    ],
)
def test_who_backs_whom(text, told):
    words, mentions = read(text)
    found = [found for found in find_patterns(words, mentions) if found[0] == "BACKED_BY"]
    assert [(mentions[a].entity, mentions[b].entity) for _, a, b, _ in found] == told


@pytest.mark.parametrize(
    ("between", "over"),
    [
        (" no longer reports to ", True),
        (", which ceased to be part of ", True),
        (" has long been part of ", False),
        (" ceased fire in ", False),
    ],
)
def test_a_tie_that_has_ended(between, over):
    assert is_over(between) is over


@pytest.mark.parametrize(
    ("between", "denied"),
    [
        (" denied any part in ", True),
        (" denies killing ", True),
        (" rejected responsibility for the death of ", True),
        (" denied the visit of ", False),
        (" never denied killing ", False),
        (" denied killing the driver but killed ", False),
        (" killed ", False),
    ],
)
def test_denied_deeds(between, denied):
    assert denies_deed(between) is denied


@pytest.mark.parametrize(
    ("between", "over"),
    [
        (" handed over command of the ", True),
        (" handed command of ", True),
        (" relinquished command of the ", True),
        (" stepped down as commander of ", True),
        (" took command of the ", False),
        (" was handed command of ", False),
        (" refused to hand over command of ", False),
        (" has not handed over command of ", False),
        (" handed weapons to the ", False),
    ],
)
def test_command_that_is_handed_over(between, over):
    assert hands_over(between) is over


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[U 5 Brigade] reported to the [U 9 Corps] that the bridge was lost.", None),
        ("[U 5 Brigade] came under [U 9 Corps] fire.", None),
        ("[U 5 Brigade] came under the [U 9 Corps]'s artillery.", None),
        ("[U 5 Brigade] came under the [U 9 Corps]'s operational command.", "asserted"),
        ("A spy in [U 5 Brigade] reports to [U 9 Corps].", None),
        ("Two guns of the [U 5 Brigade] were attached to [U 9 Corps].", None),
        ("[U 5 Brigade], a group once led by [U 9 Corps], left.", None),
        ("[U 5 Brigade], an offensive led by [U 9 Corps], failed.", None),
        ("[U 5 Brigade], an alliance of three groups led by [U 9 Corps], left.", "asserted"),
        ("Is [U 5 Brigade] under the command of [U 9 Corps]?", None),
        ("If [U 5 Brigade] reports to [U 9 Corps], all is well.", "possible"),
        ("[U 5 Brigade], which reported to [U 9 Corps] until 2009, left.", "past"),
    ],
)
def test_what_is_no_reporting_line_or_not_for_certain(text, modality):
    found = [claim for claim in find_patterns(*read(text)) if claim[0] == "OPERATES_UNDER"]
    assert [claim[3] for claim in found] == ([modality] if modality else [])


@pytest.mark.parametrize(
    ("between", "survived"),
    [
        (" was almost killed by the ", True),
        (" narrowly escaped being murdered by ", True),
        (" failed to kill ", True),
        (" failed to kill the driver but killed ", False),
        (", nearly a year later, killed ", False),
    ],
)
def test_survival(between, survived):
    assert tells_survival(between) is survived
