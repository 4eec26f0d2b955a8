from __future__ import annotations

import json
from pathlib import Path

from kgbuild.model import Resolution
from kgbuild.stages.store.workspace import Workspace
from kgbuild.stages.write import graph_lines
from tests.factories import make_extraction


def test_mentions_come_sorted_by_entity_document_and_place(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "kgbuild.db") as workspace:
        workspace.put(
            make_extraction({"e1": ["9th Brigade", "Brigade"], "e2": ["Lanterns"]}, id="b"), fingerprint="1"
        )
        workspace.put(make_extraction({"e1": ["Red Lanterns"], "e2": ["9 Bde"]}, id="a"), fingerprint="1")
        entity_of = {("b", "e1"): "x2", ("b", "e2"): "x1", ("a", "e1"): "x1", ("a", "e2"): "x2"}
        names = {"x1": ("Unit", "Red Lanterns", ()), "x2": ("Unit", "9th Brigade", ())}
        workspace.assign(Resolution(entity_of, names))

        found = list(workspace.mentions())
        lines = [json.loads(line) for line in graph_lines(workspace.graph(), workspace.mentions())]

    assert [(entity, document, mention.text) for entity, document, mention in found] == [
        ("x1", "a", "Red Lanterns"),
        ("x1", "b", "Lanterns"),
        ("x2", "a", "9 Bde"),
        ("x2", "b", "9th Brigade"),
        ("x2", "b", "Brigade"),
    ]
    assert [len(line["mentions"]) for line in lines if line["record"] == "entity"] == [2, 3]
