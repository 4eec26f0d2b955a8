"""The style sheet for the Neo4j Browser, made from the schema."""

from __future__ import annotations

import json

from kgbuild.ask import style_sheet
from kgbuild.ask.grass import make_style_sheet
from kgbuild.schema import default_schema


def test_the_shipped_sheet_is_that_of_the_schema() -> None:
    assert style_sheet() == make_style_sheet(default_schema())


def test_labels_have_the_colours_of_the_schema_and_captions() -> None:
    sheet = json.loads(style_sheet())
    for label in default_schema().labels.values():
        assert sheet[f"node.{label.name}"]["color"] == label.colour
        assert sheet[f"node.{label.name}"]["caption"] == "{name}"
    for type in default_schema().relations:
        assert sheet[f"relationship.{type}"]["caption"] == "<type>"
