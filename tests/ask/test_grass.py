"""The style sheet for the Neo4j Browser, made from the schema."""

from __future__ import annotations

import json
from dataclasses import replace

from kgbuild.ask import style_sheet
from kgbuild.ask.grass import make_style_sheet
from kgbuild.projection import META, NODE_LABELS
from kgbuild.schema import Label, default_schema


def test_the_shipped_sheet_is_that_of_the_schema() -> None:
    assert style_sheet() == make_style_sheet(default_schema())


def test_labels_have_the_colours_of_the_schema_and_captions() -> None:
    sheet = json.loads(style_sheet())
    for label in default_schema().labels.values():
        assert sheet[f"node.{label.name}"]["color"] == label.colour
        assert sheet[f"node.{label.name}"]["caption"] == "{name}"
    for type in default_schema().relations:
        assert sheet[f"relationship.{type}"]["caption"] == "<type>"


def test_a_label_of_ones_own_has_its_colour_too() -> None:
    own = {**default_schema().labels, "Operation": Label("Operation", "#b07aa1", "a named campaign")}
    sheet = json.loads(make_style_sheet(replace(default_schema(), labels=own)))
    assert sheet["node.Operation"]["color"] == "#b07aa1"
    # The Browser takes the last rule that fits, and all our entities are Entity too.
    assert list(sheet).index("node.Operation") > list(sheet).index("node.Entity")


def test_every_label_that_a_database_may_show_has_a_rule() -> None:
    sheet = json.loads(style_sheet())
    assert [one for one in (*NODE_LABELS, META) if f"node.{one}" not in sheet] == []
