"""Names come from the words' vectors, by a linear layer."""

from __future__ import annotations

import numpy as np
import pytest

from kgbuild.annotations import Words, get_mentions
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.recognise.recogniser import NAME_TAGS, Recogniser, TrainedNames


@pytest.fixture
def recogniser(tmp_path):
    """One whose vectors are the scores of the tags themselves."""
    size = len(NAME_TAGS)
    np.savez(tmp_path / "names.npz", weight=8 * np.eye(size), bias=np.zeros(size))
    return Recogniser(TrainedNames(tmp_path / "names.npz"))


def tagged(text: str, *tags: str):
    """A Doc of `text` whose words' vectors say these tags."""
    doc = make_language().make_doc(text)
    split_sentences(doc)
    words = Words(doc)
    doc.tensor = np.zeros((len(doc), len(NAME_TAGS)), dtype=np.float32)
    doc.tensor[words.tokens, [NAME_TAGS.index(tag) for tag in tags]] = 1
    return doc


def test_names_become_entities_and_mentions(recogniser):
    doc = recogniser(tagged("Chipo Banda left  Beira", "B-Person", "I-Person", "O", "B-Place"))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Chipo Banda", "Person"), ("Beira", "Place")]
    mentions = get_mentions(Words(doc))
    assert [mention.span.kind for mention in mentions] == ["name", "name"]
    assert all(mention.confidence > 0.9 for mention in mentions)


def test_no_name_runs_from_one_sentence_into_the_next(recogniser):
    doc = recogniser(tagged("Banda\n\nBeira fell", "B-Place", "I-Place", "O"))
    assert all("\n" not in ent.text for ent in doc.ents)


def test_an_empty_document_has_no_names(recogniser):
    doc = recogniser(tagged("  \n "))
    assert not doc.ents


def test_annotations_survive_bytes(recogniser):
    doc = recogniser(tagged("Chipo Banda left", "B-Person", "I-Person", "O"))
    again = type(doc)(doc.vocab).from_bytes(doc.to_bytes())
    assert get_mentions(Words(again)) == get_mentions(Words(doc))
