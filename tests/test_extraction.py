"""The shipped model, end to end, on sentences that nobody trained on: few checks, of what must hold."""

from __future__ import annotations

import pytest

from kgbuild import pipeline
from kgbuild.errors import ModelError
from kgbuild.stages.parse import encoder
from tests.factories import make_document

REPORT = (
    "Colonel Ada Moyo, commander of 9 Brigade, arrived in Beira on Monday. She met Thomas Banda there.\n\n"
    "The Zambia-backed militia Red Spear left. 9 Brigade “will stay” in Mozambique."
)


@pytest.fixture(scope="module")
def extraction():
    (found,) = pipeline.extract([make_document("report", REPORT)])
    return found


def names_of(extraction, label):
    return {one.text for one in extraction.mentions if one.kind == "name" and one.label == label}


def test_names(extraction):
    assert names_of(extraction, "Person") == {"Ada Moyo", "Thomas Banda"}
    assert "9 Brigade" in names_of(extraction, "Unit")
    assert {"Beira", "Mozambique"} <= names_of(extraction, "Place")


def test_every_mention_and_quote_stands_where_it_says(extraction):
    text = extraction.document.text
    assert all(text[one.start : one.end] == one.text for one in extraction.mentions)
    quotes = [evidence for claim in extraction.claims for evidence in claim.evidence]
    assert quotes and all(text[one.start : one.end] == one.quote for one in quotes)


def test_a_claim_with_its_rank_and_role(extraction):
    entity_of = {one.text: one.entity for one in extraction.mentions}
    (claim,) = [one for one in extraction.claims if one.type == "COMMANDS"]
    assert (claim.subject, claim.object) == (entity_of["Ada Moyo"], entity_of["9 Brigade"])
    assert (claim.rank, claim.role, claim.modality) == ("Colonel", "commander", "asserted")


def test_a_pronoun_stands_for_the_person_before_it(extraction):
    entity_of = {one.text: one.entity for one in extraction.mentions}
    assert entity_of["She"] == entity_of["Ada Moyo"]


def test_the_company_of_other_documents_changes_nothing(extraction):
    others = [make_document(f"other-{n}", f"{n} Brigade left Tete. " * n) for n in (1, 30)]
    together = list(pipeline.extract([others[1], make_document("report", REPORT), others[0]]))
    assert together[1] == extraction


@pytest.mark.parametrize(
    "text", ["?", "\n\n", "=" * 20_000, "(" * 20_000, "word " * 3000, "١٢٣ ٤٥٦ \u200e", "A" * 20_000]
)
def test_odd_texts_are_read_without_complaint(text):
    (found,) = pipeline.extract([make_document("odd", text)])
    assert found.document.text == text


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="model"):
        encoder.Encoder(tmp_path)
