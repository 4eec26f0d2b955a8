"""Words end where names end; sentences end where a reader would say so."""

from __future__ import annotations

import pytest

from kgbuild.stages.parse import make_doc, make_language
from kgbuild.stages.parse.words import split_sentences
from tests.factories import make_document


@pytest.fixture(scope="module")
def nlp():
    return make_language()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Kenyan-led mission left.", "Kenyan"),
        ("A U.S.-backed force arrived.", "U.S."),
        ("Kisumu/Nakuru road", "Nakuru"),
        ("near Goma—the town", "Goma"),
        ("in Mopti.[12] Later", "Mopti"),
        ("the Corporation.(ABC) said", "Corporation"),
        ("-Lindiwe Khumalo", "Lindiwe Khumalo"),
        ("Moyo's brigade", "Moyo"),
        ("*14 Brigade* moved", "14 Brigade"),
    ],
)
def test_names_begin_and_end_with_a_word(nlp, text, name):
    doc = nlp.make_doc(text)
    start = text.index(name)
    assert doc.char_span(start, start + len(name)) is not None


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Moyo left. He went to Beira.", ["Gen. Moyo left.", "He went to Beira."]),
        ("The U.S. Army stayed. It was cold.", ["The U.S. Army stayed.", "It was cold."]),
        ('"We left." Moyo said so.', ['"We left."', "Moyo said so."]),
        ("Order of battle\n\n1 Brigade moved.", ["Order of battle", "1 Brigade moved."]),
        ("1. Moyo leads.\n2. Banda follows.", ["1. Moyo leads.", "2. Banda follows."]),
        ("It fell by 3.5 per cent in Beira.", ["It fell by 3.5 per cent in Beira."]),
        ("a line that is\nwrapped in the middle", ["a line that is\nwrapped in the middle"]),
        ("Who left? Nobody!", ["Who left?", "Nobody!"]),
    ],
)
def test_sentences(nlp, text, sentences):
    doc = nlp.make_doc(text)
    split_sentences(doc)
    assert [sentence.text.strip() for sentence in doc.sents] == sentences


def test_doc_keeps_every_character_of_the_reading(nlp):
    document = make_document(text="Moyo  left\n\n\tBeira.\u200e Then — nothing… أحمد")
    assert make_doc(nlp, document).text == document.reading
