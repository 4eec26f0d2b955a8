"""What a person is asked about, in which order, and with which evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kgbuild.config import Config
from kgbuild.decide.desk import at_desk
from kgbuild.decide.queue import Question, Side, questions, quotes
from kgbuild.model import Extraction, Mention
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_document, make_extraction


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(db=tmp_path / "graph.db", html=tmp_path / "graph.html")


def store(config: Config, names: Mapping[str, Mapping[str, Sequence[str]]], **fields: str) -> None:
    """Documents by their ids, each with the names of its entities."""
    with Workspace.open(config.db) as workspace:
        for id, of_document in names.items():
            workspace.put(make_extraction(of_document, id=id, **fields), fingerprint="f")


def asked(config: Config) -> list[Question]:
    with at_desk(config=config, who="Ida") as desk:
        return questions(desk)


def pairs(config: Config, kind: str) -> list[set[str]]:
    return [{one.left.names[0], one.right.names[0]} for one in asked(config) if one.kind == kind]


def test_near_names_are_asked_about_and_others_are_not(config: Config) -> None:
    store(
        config,
        {
            "a": {"e1": ["Marland Coast Army"], "e2": ["Red Lanterns"]},
            "b": {"e1": ["Coast Army of Marland"], "e2": ["Sons of Reed"]},
        },
    )
    assert pairs(config, "merge") == [{"Marland Coast Army", "Coast Army of Marland"}]


def test_what_two_things_speak_against_is_not_asked(config: Config) -> None:
    store(config, {"a": {"e1": ["7th Marland Brigade"]}, "b": {"e1": ["8th Marland Battalion"]}})
    assert pairs(config, "merge") == []


def test_what_one_thing_speaks_against_comes_later(config: Config) -> None:
    store(
        config,
        {
            "a": {"e1": ["Marland Coast Army"], "e2": ["3rd Reed Port Guard Rifle Brigade"]},
            "b": {"e1": ["Coast Army of Marland"], "e2": ["4th Reed Port Guard Rifle Brigade"]},
        },
    )
    assert pairs(config, "merge") == [
        {"Marland Coast Army", "Coast Army of Marland"},
        {"3rd Reed Port Guard Rifle Brigade", "4th Reed Port Guard Rifle Brigade"},
    ]
    assert "numbers" in asked(config)[1].reason


def test_labels_are_not_mixed(config: Config) -> None:
    store(config, {"a": {"e1": ["Coast Army of Reed"]}})
    store(config, {"b": {"e1": ["Reed Coast Army"]}}, label="Place")
    assert asked(config) == []


def test_an_entity_whose_names_differ_may_be_two(config: Config) -> None:
    linked = {"e1": ["Night Watch", "Sons of Port"]}
    store(config, {"a": linked, "b": linked, "c": {"e1": ["Night Watch"]}, "d": {"e1": ["Sons of Port"]}})
    with at_desk(config=config, who="Ida") as desk:
        # Whatever names alone make of it, a person has made it one, but not of the very two that are asked about.
        at = {document: desk.workspace.anchor_at(document, "e1") for document in "abcd"}
        desk.write([desk.sign("same", when=desk.time(), left=at["a"], right=at["b"])])
        desk.apply()
        (entity,) = desk.graph.entities
        (question,) = questions(desk)
        assert (question.kind, question.left.entity, question.right.entity) == ("split", entity.id, entity.id)
        assert sorted(question.left.members + question.right.members) == [(document, "e1") for document in "abcd"]
        anchors = {"left": question.left.anchor, "right": question.right.anchor}
        desk.write([desk.sign("same", when=desk.time(), **anchors)])
        desk.apply()
        assert questions(desk) == []


def test_what_is_decided_is_not_asked_again(config: Config) -> None:
    store(config, {"a": {"e1": ["Marland Coast Army"]}, "b": {"e1": ["Coast Army of Marland"]}})
    with at_desk(config=config, who="Ida") as desk:
        (question,) = questions(desk)
        anchors = {"left": question.left.anchor, "right": question.right.anchor}
        desk.write([desk.sign("different", when=desk.time(), **anchors)])
        desk.apply()
        assert questions(desk) == []


def test_the_sentence_around_a_name_is_quoted(config: Config) -> None:
    name = "Tarn Brigade"
    text = (
        f"It rained.\n\nOn Monday Gen. Ida Brook of the U.S. Army met the\n{name} “there.” Then they left. "
        f"Far {'away ' * 60}was the {name} too."
    )
    with Workspace.open(config.db) as workspace:
        for id, start in (("near", text.index(name)), ("far", text.rindex(name))):
            mention = Mention(start, start + len(name), "name", "Unit", name, "e1")
            workspace.put(Extraction(make_document(id, text), (mention,)), fingerprint="f")
        for id in ("x", "y"):
            workspace.put(make_extraction({"e1": [name]}, id=id), fingerprint="f")
    with at_desk(config=config, who="Ida") as desk:
        (entity,) = desk.graph.entities
        members = tuple(desk.members_of(entity.id))
        side = Side(entity.id, "Unit", (name,), members, desk.workspace.anchor_of(entity.id))
        (far, last), (near, first), *more = quotes(side, desk)
    assert (far, near, len(more)) == ("far", "near", 1)
    assert first == f"On Monday Gen. Ida Brook of the U.S. Army met the {name} “there.”"
    assert last.startswith("… away away") and last.endswith(f"was the {name} too.") and len(last) < 220
