"""What the workspace tells `resolve` of a document's entities beyond their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.model import Claim, Extraction, LocalEntity, Mention
from kgbuild.stages.store.workspace import Workspace
from tests.factories import make_claim, make_document, make_extraction

NAMES = {"e1": ["1st Battalion"], "e2": ["8th Marines"], "e3": ["Ana Ruiz"], "e4": ["Quito"], "e5": ["Ecuador"]}
LABELS = {"e3": "Person", "e4": "Place", "e5": "Place"}


def parents(tmp_path: Path, *claims: Claim) -> dict[str, tuple[str, ...]]:
    with Workspace.open(tmp_path / "graph.db") as workspace:
        workspace.put(make_extraction(NAMES, claims, labels=LABELS), fingerprint="1")
        return {local.entity: local.parents for local in workspace.local_entities() if local.parents}


def test_units_have_what_they_are_part_of_before_what_they_operate_under(tmp_path: Path):
    claims = make_claim("OPERATES_UNDER", "e1", "e4"), make_claim("PART_OF", "e1", "e2")
    assert parents(tmp_path, *claims) == {"e1": ("e2", "e4")}


def test_persons_have_the_bodies_of_their_posts_past_ones_too(tmp_path: Path):
    claims = make_claim("MEMBER_OF", "e3", "e1", modality="past"), make_claim("COMMANDS", "e3", "e2")
    assert parents(tmp_path, *claims) == {"e3": ("e2", "e1")}


def test_places_have_the_places_that_they_lie_in_each_once(tmp_path: Path):
    claims = make_claim("LOCATED_IN", "e4", "e5"), make_claim("LOCATED_IN", "e4", "e5", quote="Again.")
    assert parents(tmp_path, *claims) == {"e4": ("e5",)}


@pytest.mark.parametrize("modality", ["negated", "planned", "possible", "past"])
def test_what_is_not_asserted_is_above_nothing(tmp_path: Path, modality: str):
    assert parents(tmp_path, make_claim("PART_OF", "e1", "e2", modality=modality)) == {}


@pytest.mark.parametrize(("type", "subject", "object"), [("ATTACKED", "e1", "e2"), ("PART_OF", "e5", "e1")])
def test_other_claims_say_nothing_of_it(tmp_path: Path, type: str, subject: str, object: str):
    assert parents(tmp_path, make_claim(type, subject, object)) == {}


def test_a_place_has_the_kind_of_area_that_a_list_means_by_it(tmp_path: Path):
    text = "They hold Kano and Yobe States. Zaria is quiet."
    mentions = tuple(
        Mention(text.index(name), text.index(name) + len(name), "name", "Place", name, entity)
        for entity, name in (("e1", "Kano"), ("e2", "Yobe States"), ("e3", "Zaria"))
    )
    with Workspace.open(tmp_path / "graph.db") as workspace:
        workspace.put(Extraction(make_document("report", text), mentions), fingerprint="1")
        assert list(workspace.local_entities()) == [
            LocalEntity("report", "e1", "Place", ("Kano",), area="state"),
            LocalEntity("report", "e2", "Place", ("Yobe States",)),
            LocalEntity("report", "e3", "Place", ("Zaria",)),
        ]
