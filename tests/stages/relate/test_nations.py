"""What an adjective says of a country that the document names."""

from __future__ import annotations

import pytest

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.relate.nations import find_nations

NAMES = {
    "Ann Roe": "Person",
    "Red Spear": "Unit",
    "coalition": "Unit",
    "Works Party": "Organisation",
    "Zambia": "Place",
    "US": "Place",
    "Saudi Arabia": "Place",
    "Tazara": "Place",
    "Lusaka": "Place",
    "Kitwe": "Place",
    "Zambian Army": "Unit",
}


def readings(text: str, *, kinds: dict[str, str] | None = None) -> list[tuple[str, str, str, str, str]]:
    """(type, subject, object, modality, where the object is read) of `text`, whose mentions are NAMES."""
    doc = make_language().make_doc(text)
    split_sentences(doc)
    words, mentions = Words(doc), []
    for name, label in NAMES.items():
        at = text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name))
            if span is not None:
                start, end = words.number_of[span.start], words.number_of[span.end - 1] + 1
                kind = (kinds or {}).get(name, "name")
                mentions.append(DocMention(Span(start, end, words.sentences[start], label, kind), name))
            at = text.find(name, at + 1)
    mentions.sort(key=lambda mention: mention.span)
    return [
        (
            one.type,
            mentions[one.subject].entity,
            mentions[one.object].entity,
            one.modality,
            words.text(one.at.start, one.at.end),
        )
        for one in find_nations(words, mentions)
    ]


@pytest.mark.parametrize(
    ("text", "type", "modality"),
    [
        ("Zambian President Ann Roe left.", "COMMANDS", "asserted"),
        ("The Zambian prime minister, Ann Roe, left.", "COMMANDS", "asserted"),
        ("The former Zambian prime minister Ann Roe left.", "COMMANDS", "past"),
        ("Zambian King Ann Roe left.", "COMMANDS", "asserted"),
        ("Ann Roe, the Zambian president, left.", "COMMANDS", "asserted"),
        ("Zambian Foreign Minister Ann Roe left.", "MEMBER_OF", "asserted"),
        ("the Zambian ambassador Ann Roe left.", "MEMBER_OF", "asserted"),
        ("Zambian government spokesman Ann Roe left.", "MEMBER_OF", "asserted"),
        ("Zambian Deputy Prime Minister Ann Roe left.", "MEMBER_OF", "asserted"),
        ("Ann Roe, Zambian envoy, left.", "MEMBER_OF", "asserted"),
        ("Zambian opposition leader Ann Roe left.", None, ""),
        ("Zambian General Ann Roe left.", None, ""),
        ("Zambian rebel commander Ann Roe left.", None, ""),
        ("the Zambian president's driver Ann Roe left.", None, ""),
        ("The Zambian president met Ann Roe.", None, ""),
        ("Zambian Army spokesman Ann Roe left.", None, ""),
        ("The Zambian president left. Ann Roe stayed.", None, ""),
    ],
)
def test_offices(text, type, modality):
    expected = [(type, "Ann Roe", "Zambia", modality, "Zambian")] if type else []
    assert readings(f"{text} Zambia denied it.") == expected


@pytest.mark.parametrize(
    ("text", "type", "subject"),
    [
        ("The Zambian-backed Red Spear left.", "BACKED_BY", "Red Spear"),
        ("The Zambian backed militia Red Spear left.", "BACKED_BY", "Red Spear"),
        ("Red Spear, a Zambian-trained militia, left.", "BACKED_BY", "Red Spear"),
        ("Red Spear, which is a Zambian-funded militia, left.", "BACKED_BY", "Red Spear"),
        ("The Works Party is a Zambian-funded movement.", "BACKED_BY", "Works Party"),
        ("The Zambian-led coalition left.", "OPERATES_UNDER", "coalition"),
        ("The Zambian-led Works Party left.", None, ""),
        ("The Zambian-backed plan of Red Spear failed.", None, ""),
        ("Men of Red Spear and a Zambian-backed force left.", None, ""),
        ("Zambian men left the Red Spear.", None, ""),
    ],
)
def test_ties(text, type, subject):
    expected = [(type, subject, "Zambia", "asserted", "Zambian")] if type else []
    assert readings(f"{text} Zambia denied it.") == expected


def test_a_nominal_after_the_countrys_own_name():
    found = readings("The US-led coalition left.", kinds={"coalition": "nominal"})
    assert found == [("OPERATES_UNDER", "coalition", "US", "asserted", "US")]


def test_an_adjective_of_two_words():
    found = readings("Saudi Arabian King Ann Roe left Saudi Arabia.")
    assert found == [("COMMANDS", "Ann Roe", "Saudi Arabia", "asserted", "Saudi Arabian")]


def test_places():
    assert readings("in the Zambian town of Tazara, in Zambia") == [
        ("LOCATED_IN", "Tazara", "Zambia", "asserted", "Zambian")
    ]
    found = readings("the Zambian cities of Tazara, Lusaka and Kitwe. Zambia said so.")
    assert [subject for _, subject, *_ in found] == ["Tazara", "Lusaka", "Kitwe"]
    assert readings("the Zambian town near Tazara. Zambia said so.") == []


def test_a_country_without_a_name_in_the_document_is_in_no_relation():
    assert readings("Zambian President Ann Roe left.") == []


def test_the_nearest_name_of_the_country_stands_for_it():
    doc_end = readings("Zambia slept. Zambian President Ann Roe left Zambia.")
    assert doc_end == [("COMMANDS", "Ann Roe", "Zambia", "asserted", "Zambian")]
