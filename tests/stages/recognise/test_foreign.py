"""Names from another spaCy pipeline, in our labels and with our edges."""

from __future__ import annotations

import pytest
import spacy

from kgbuild.annotations import Words
from kgbuild.errors import ConfigError
from kgbuild.schema import default_schema, extend_schema
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.stages.recognise import foreign
from kgbuild.stages.recognise.foreign import ForeignNames, version_of

PATTERNS = {
    "PERSON": ["General Ann Moyo", "Ann Moyo's"],
    "ORG": [
        "the Dune Militia",
        "Army of Zambia",
        "the Ministry of Works",
        "ISIS",
        "Task Force Dune",
        "Red-Blue Bank",
    ],
    "GPE": ["Zambia", "the Zambian"],
    "NORP": ["Zambians"],
    "DATE": ["Monday"],
}


@pytest.fixture
def pipeline(tmp_path):
    """The folder of a small pipeline."""
    return make_pipeline(tmp_path / "small")


def make_pipeline(folder, patterns=PATTERNS):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": one} for label, of in patterns.items() for one in of])
    nlp.to_disk(folder)
    return str(folder)


def names_of(text, name, schema=None):
    doc = make_language().make_doc(text)
    split_sentences(doc)
    words = Words(doc)
    found = ForeignNames(name, schema or default_schema())(words)
    return [(words.text(one.start, one.end), one.tag) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then General Ann Moyo left.", [("Ann Moyo", "Person")]),
        ("It was Ann Moyo's plan.", [("Ann Moyo", "Person")]),
        ("Men of the Dune Militia left.", [("Dune Militia", "Unit")]),
        ("The Army of Zambia left.", [("Army of Zambia", "Unit")]),
        ("Task Force Dune left.", [("Task Force Dune", "Unit")]),
        ("ISIS left.", [("ISIS", "Unit")]),
        ("It is the Ministry of Works.", [("Ministry of Works", "Organisation")]),
        ("The Red-Blue Bank in Zambia", [("Red-Blue Bank", "Organisation"), ("Zambia", "Place")]),
        ("The Zambians and the Zambian left on Monday.", []),
        ("\n \n", []),
    ],
)
def test_labels_and_edges(text, expected, pipeline):
    assert names_of(text, pipeline) == expected


def test_a_users_mapping_is_above_ours(pipeline):
    schema = extend_schema({"recogniser_labels": {"NORP": "Organisation"}}, names={}, where="here")
    assert names_of("Red-Blue Bank", pipeline, schema) == [("Red-Blue Bank", "Organisation")]
    schema = extend_schema({"recogniser_labels": {"ORG": "Place"}}, names={}, where="here")
    assert names_of("Red-Blue Bank", pipeline, schema) == [("Red-Blue Bank", "Place")]


def test_a_label_that_is_one_of_ours_stays(tmp_path):
    folder = make_pipeline(tmp_path / "ours", {"Unit": ["Grey Herons"], "Weapon": ["PKM"]})
    assert names_of("Grey Herons with a PKM", folder) == [("Grey Herons", "Unit")]


def test_a_long_text_is_read_in_pieces_of_whole_sentences(pipeline, monkeypatch):
    monkeypatch.setattr(foreign, "_PIECE", 60)
    text = "Nobody knows why General Ann Moyo left. " * 20
    assert names_of(text, pipeline) == [("Ann Moyo", "Person")] * 20


def test_a_pipeline_that_is_not_there_is_named():
    with pytest.raises(ConfigError, match="no spaCy pipeline 'en_nowhere_sm'") as caught:
        ForeignNames("en_nowhere_sm", default_schema())
    assert "spacy download" in caught.value.hint


def test_a_pipeline_that_cannot_be_loaded_is_named(pipeline, tmp_path):
    (tmp_path / "small" / "config.cfg").write_text("[nlp]\nlang = 3\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot load the spaCy pipeline"):
        ForeignNames(pipeline, default_schema())


def test_another_content_is_another_version(pipeline, tmp_path):
    before = version_of(pipeline)
    assert version_of(pipeline) == before
    make_pipeline(tmp_path / "small", {**PATTERNS, "ORG": ["the Dune Militzia"]})
    assert version_of(pipeline) != before
