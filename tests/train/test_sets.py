"""Which documents are trained on, and that those shipped keep the exchange format."""

from __future__ import annotations

from collections import Counter

import pytest

from kgbuild.errors import ConfigError
from kgbuild.evaluate import read_annotated
from kgbuild.schema import MODALITIES, default_schema
from kgbuild.train.sets import WRITTEN, find_sets, hold_out


@pytest.fixture(scope="module")
def written():
    return read_annotated(WRITTEN)


def test_without_data_the_shipped_documents_and_the_users_own_are_trained_on(tmp_path):
    own = tmp_path / "own.jsonl"
    own.touch()
    sets = find_sets(None, [own])
    assert (sets.names, sets.reports, sets.written, sets.held_out) == ((), (own,), (WRITTEN,), ())


def test_what_is_measured_on_is_never_trained_on(tmp_path):
    for name in ("train", "dev", "seeds", "redocred_dev", "redocred_test", "crossner_politics_test"):
        (tmp_path / f"{name}.jsonl").touch()
    sets = find_sets(tmp_path)
    assert [file.stem for file in sets.held_out] == ["dev", "seeds", "crossner_politics_test", "redocred_test"]
    assert not {*sets.names, *sets.reports, *sets.written} & set(sets.held_out)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ConfigError, match="gone"):
        find_sets(None, [tmp_path / "gone.jsonl"])


def test_a_folder_without_any_of_the_sets_is_no_data(tmp_path):
    (tmp_path / "mine.jsonl").touch()
    with pytest.raises(ConfigError, match=r"holds none of .*train\.jsonl") as caught:
        find_sets(tmp_path)
    assert "--own" in caught.value.hint


def test_there_are_enough_written_documents_each_with_its_own_text(written):
    assert len(written) >= 600
    assert len({one["text"] for one in written}) == len({one["id"] for one in written}) == len(written)


def test_written_documents_are_of_the_length_of_a_short_report(written):
    lengths = sorted(len(one["text"].split()) for one in written)
    assert lengths[0] >= 40
    assert lengths[-1] <= 320


def test_all_types_and_modalities_are_taught(written):
    relations = [relation for one in written for relation in one["relations"]]
    types = Counter(relation["type"] for relation in relations)
    modalities = Counter(relation.get("modality", "asserted") for relation in relations)
    assert min(types[type] for type in default_schema().relations) >= 300
    assert min(modalities[modality] for modality in MODALITIES) >= 300


def test_every_entity_has_a_name(written):
    nameless = [
        (one["id"], entity["name"])
        for one in written
        for entity in one["entities"]
        if not any(mention["kind"] == "name" for mention in entity["mentions"])
    ]
    assert not nameless


def test_relations_join_what_the_schema_lets_them(written):
    joined = [
        default_schema().allows(relation["type"], *(labels[relation[side]] for side in ("head", "tail")))
        for one in written
        for labels in [{entity["id"]: entity["label"] for entity in one["entities"]}]
        for relation in one["relations"]
    ]
    assert sum(joined) > 0.99 * len(joined)  # a few state what the schema's table of labels leaves out


def test_every_tenth_written_document_is_held_out_where_nothing_else_is(tmp_path, written):
    sets = hold_out(find_sets(None), tmp_path)
    kept, held = (read_annotated(files[0]) for files in (sets.written, sets.held_out))
    assert len(held) == -(-len(written) // 10)
    assert sorted(one["id"] for one in (*kept, *held)) == sorted(one["id"] for one in written)
