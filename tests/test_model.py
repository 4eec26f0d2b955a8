from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import pytest

from kgbuild import model
from kgbuild.model import Claim, Document, Evidence, Mention
from tests.factories import make_claim, make_edge, make_entity, make_stored_claim


@pytest.mark.parametrize("name", [name for name in model.__all__ if name != "Member"])  # a mere pair
def test_every_word_of_the_model_is_frozen(name: str) -> None:
    word = getattr(model, name)
    assert is_dataclass(word)
    one = word.__new__(word)
    with pytest.raises(FrozenInstanceError):
        setattr(one, fields(word)[0].name, "changed")


def test_a_document_is_read_as_it_stands_unless_told_otherwise() -> None:
    assert Document("report", "Ann left.").reading == "Ann left."
    assert Document("report", "Ann left.", reading="Ann     .").reading == "Ann     ."


def test_a_reading_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="report: reading and text differ"):
        Document("report", "Ann left.", reading="Ann")


def test_the_digest_depends_on_text_and_metadata_only() -> None:
    document = Document("report", "Ann left.", title="News")
    for change in (
        {"text": "Ann stays.", "reading": ""},
        {"title": None},
        {"source": "x"},
        {"published": "2020-01-01"},
    ):
        assert replace(document, **change).digest != document.digest
    assert replace(document, id="other", path="elsewhere").digest == document.digest


def test_the_digest_tells_apart_which_field_a_word_stands_in() -> None:
    assert Document("report", "t", title="x").digest != Document("report", "t", source="x").digest


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_a_mention_without_characters_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="bad offsets"):
        Mention(start, end, "name", "Person", "Ann", "e1")


def test_a_mention_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind 'verb'"):
        Mention(0, 3, "verb", "Person", "Ann", "e1")


def test_mentions_sort_in_the_order_of_the_text() -> None:
    late, early = (Mention(at, at + 3, "name", "Person", "Ann", "e1") for at in (9, 0))
    assert sorted([late, early]) == [early, late]


def test_a_claim_without_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="e1 -PART_OF-> e2 has no evidence"):
        Claim("PART_OF", "e1", "e2", ())


def test_a_claim_of_an_unknown_modality_is_refused() -> None:
    with pytest.raises(ValueError, match="modality 'maybe'"):
        Claim("PART_OF", "e1", "e2", (Evidence(0, 3, "Ann"),), modality="maybe")


def test_an_entity_counts_its_mentions_in_all_documents() -> None:
    assert make_entity("u1", "Tarn Brigade", documents={"a": 2, "b": 3}).mentions == 5


def test_an_edge_is_as_sure_as_its_best_claim() -> None:
    claims = [make_claim("PART_OF", "u1", "u2", confidence=sure) for sure in (0.2, 0.9, 0.5)]
    assert make_edge(*claims).confidence == 0.9


@pytest.mark.parametrize(
    ("modalities", "expected"),
    [
        (["past", "past", "asserted"], "past"),
        (["past", "asserted"], "asserted"),
        (["negated", "planned"], "planned"),
    ],
    ids=["commonest", "asserted wins a tie", "a tie without asserted"],
)
def test_an_edge_has_the_commonest_modality(modalities: list[str], expected: str) -> None:
    claims = [make_claim("PART_OF", "u1", "u2", modality=modality) for modality in modalities]
    assert make_edge(*claims).modality == expected


def test_an_edge_names_each_document_once_in_order() -> None:
    claim = make_claim("PART_OF", "u1", "u2")
    stored = tuple(make_stored_claim(claim, id=id, document=id[0]) for id in ("b1", "a1", "b2"))
    assert replace(make_edge(claim), claims=stored).documents == ("a", "b")
