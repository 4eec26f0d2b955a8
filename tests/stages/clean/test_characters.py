from __future__ import annotations

import pytest

from kgbuild.model import Document
from kgbuild.stages.clean import clean
from kgbuild.stages.clean.characters import entity_tails, fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Ruiz’s ‘men’”, „so“ «said» she", '"Ruiz\'s \'men\'", "so" "said" she'),
        ("Kataʼib, Qaʿid, Ja´far", "Kata'ib, Qa'id, Ja'far"),
        ("82nd\xa0Airborne\u2009Division\tnow", "82nd Airborne Division now"),
        ("non‑breaking −5", "non-breaking -5"),
        ("５０ｔｈ　Ｄｉｖｉｓｉｏｎ", "50th Division"),
        ("a\x00b\x1fc\x7fd", "a b c d"),
        ("2012–2014 — and … stay", "2012–2014 — and … stay"),
        ("Núñez, Łódź, Ōnishi, كتائب, 軍", "Núñez, Łódź, Ōnishi, كتائب, 軍"),
        ("e\u0301 stays two characters", "e\u0301 stays two characters"),
    ],
)
def test_characters_take_their_plain_form_one_for_one(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize("hidden", ["\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200c\u200c"])
def test_an_invisible_character_does_not_cut_a_word(hidden: str) -> None:
    assert fold(f"Kata{hidden}ib") == f"Kata{hidden}ib"
    assert fold(f"سد{hidden}الث") == f"سد{hidden}الث"


@pytest.mark.parametrize("hidden", ["\xad", "\u200b", "\u200e", "\u202a", "\u2069", "\ufeff", "\ufe0f"])
def test_an_invisible_character_at_the_edge_of_a_word_is_a_space(hidden: str) -> None:
    assert fold(f"{hidden}Kataib{hidden} Hezbollah{hidden}.{hidden}") == "\n Kataib  Hezbollah . "[1:]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Research &amp; Development", "Research &     Development"),
        ("82nd&nbsp;Division", "82nd      Division"),
        ("&quot;Yes&#34;", '"     Yes"    '),
        ("Ruiz&#8217;s", "Ruiz'      s"),
        ("&#x201C;Yes", '"       Yes'),
        ("AT&T; R&D; &; &nosuch; &#0; &#99999999;", "AT&T; R&D; &; &nosuch; \ufffd    &#99999999;"),
    ],
)
def test_an_html_entity_becomes_its_character_and_blanks(text: str, reading: str) -> None:
    assert clean(Document("r", text)).reading == reading


def test_the_rest_of_an_entity_is_ignored() -> None:
    assert [(span.start, span.end, span.reason) for span in entity_tails("a &amp; b")] == [(3, 7, "HTML entity")]
