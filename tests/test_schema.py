from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.projection import META, NODE_LABELS, RELATIONSHIP_TYPES
from kgbuild.schema import KINDS, MODALITIES, RESERVED, default_schema, extend_schema, read_schema

SMALL = """
[labels.Person]
colour = "#111111"
description = "somebody"
[labels.Place]
colour = "#222222"
description = "somewhere"
[relations.LIVES_IN]
subject = ["Person"]
object = ["Place"]
description = "has a home there"
[relations.KNOWS]
subject = ["Person"]
object = ["Person"]
description = "knows"
directed = false
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_schema_has_the_labels_and_types_of_the_guidelines() -> None:
    schema = default_schema()
    assert sorted(schema.labels) == ["Organisation", "Person", "Place", "Unit"]
    assert sorted(schema.relations) == [
        "ALLIED_WITH",
        "ATTACKED",
        "BACKED_BY",
        "COMMANDS",
        "DEPLOYED_TO",
        "KILLED",
        "LOCATED_IN",
        "MEMBER_OF",
        "OPERATES_IN",
        "OPERATES_UNDER",
        "PART_OF",
    ]


def test_only_an_alliance_has_no_direction() -> None:
    undirected = [one.name for one in default_schema().relations.values() if not one.directed]
    assert undirected == ["ALLIED_WITH"]


def test_each_label_has_a_colour_of_its_own() -> None:
    colours = [label.colour for label in default_schema().labels.values()]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize(
    ("subject", "object", "allowed"),
    [
        ("Person", "Unit", True),
        ("Person", "Organisation", True),
        ("Unit", "Person", False),
        ("Person", "?", False),
    ],
)
def test_a_relation_joins_only_the_labels_it_lists(subject: str, object: str, allowed: bool) -> None:
    assert default_schema().allows("COMMANDS", subject, object) is allowed


def test_a_type_that_does_not_exist_joins_nothing() -> None:
    assert not default_schema().allows("ADMIRES", "Person", "Person")


def test_a_users_schema_is_read_in_the_order_of_its_file(tmp_path: Path) -> None:
    schema = read_schema(write(tmp_path / "schema.toml", SMALL))
    assert list(schema.labels) == ["Person", "Place"]
    assert list(schema.relations) == ["LIVES_IN", "KNOWS"]
    assert schema.relations["LIVES_IN"].directed
    assert not schema.relations["KNOWS"].directed


@pytest.mark.parametrize("name", ["LIVES-IN", "1ST", "A B", "X`) DETACH DELETE (n"])
def test_a_name_that_is_not_a_plain_word_is_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "schema.toml", SMALL.replace("relations.LIVES_IN", f'relations."{name}"'))
    with pytest.raises(ConfigError, match="is not a plain word"):
        read_schema(path)


def test_a_relation_between_labels_that_do_not_exist_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "schema.toml", SMALL.replace('["Place"]', '["Plaice"]'))
    with pytest.raises(ConfigError, match="LIVES_IN joins unknown labels: Plaice"):
        read_schema(path)


def test_kinds_and_modalities_are_those_of_the_guidelines() -> None:
    assert KINDS == ("name", "nominal", "pronoun")
    assert MODALITIES == ("asserted", "planned", "possible", "negated", "past")


OPERATION = {"colour": "#b07aa1", "description": "a campaign"}
SUPPLIED = {"subject": "Unit", "object": ["Place"], "description": "gets arms from"}


def extended(**tables: object):
    return extend_schema(tables, names={}, where="kgbuild.toml")


def test_a_users_labels_and_types_join_the_shipped_ones() -> None:
    schema = extended(labels={"Operation": OPERATION}, relations={"SUPPLIED_BY": SUPPLIED})
    assert list(schema.labels) == [*default_schema().labels, "Operation"]
    assert list(schema.relations) == [*default_schema().relations, "SUPPLIED_BY"]
    assert schema.allows("SUPPLIED_BY", "Unit", "Place") and schema.allows("COMMANDS", "Person", "Unit")
    assert schema.recogniser_labels["PERSON"] == "Person"


def test_a_shipped_label_keeps_what_is_not_given_anew() -> None:
    schema = extended(labels={"Unit": {"colour": "#000000", "patterns": ["Grey Herons"]}})
    assert schema.labels["Unit"].colour == "#000000"
    assert schema.labels["Unit"].patterns == ("Grey Herons",)
    assert schema.labels["Unit"].description == default_schema().labels["Unit"].description
    assert default_schema().labels["Unit"].patterns == ()


def test_equal_schemas_have_equal_digests_and_others_others() -> None:
    assert extended().digest == default_schema().digest
    assert extended(labels={"Operation": OPERATION}).digest == extended(labels={"Operation": OPERATION}).digest
    names = {"Unit": (("Grey Herons",),)}
    digests = {
        default_schema().digest,
        extended(labels={"Operation": OPERATION}).digest,
        extended(relations={"SUPPLIED_BY": SUPPLIED}).digest,
        extended(relations={"SUPPLIED_BY": {**SUPPLIED, "patterns": ["{subject} is armed by {object}"]}}).digest,
        extended(recogniser_labels={"NORP": "Place"}).digest,
        extend_schema({}, names=names, where="").digest,
    }
    assert len(digests) == 6


@pytest.mark.parametrize(
    ("tables", "complaint"),
    [
        ({"labels": 3}, r"\[labels\] must be a table"),
        ({"labels": {"Operation": "x"}}, r"\[labels.Operation\] must be a table"),
        ({"labels": {"Operation": {"colour": "#b07aa1"}}}, "lacks 'description'"),
        ({"labels": {"Operation": {**OPERATION, "colour": "red"}}}, "'red' is not a colour"),
        ({"labels": {"Operation": {**OPERATION, "color": "#b07aa1"}}}, "no setting is called 'color'"),
        ({"labels": {"Operation": {**OPERATION, "patterns": [3]}}}, "3 is not a pattern"),
        ({"labels": {"Operation": {**OPERATION, "patterns": [[]]}}}, "is not a pattern"),
        ({"labels": {"My label": OPERATION}}, "'My label' is not a plain word"),
        ({"labels": {"Entity": OPERATION}}, "needs the word Entity for itself"),
        ({"labels": {"KgbuildMeta": OPERATION}}, "needs the word KgbuildMeta for itself"),
        ({"labels": {"unit": OPERATION}}, "unit is Unit in other letters"),
        ({"labels": {"Ship": OPERATION, "SHIP": OPERATION}}, "SHIP is Ship in other letters"),
        ({"relations": {"Commands": SUPPLIED}}, "Commands is COMMANDS in other letters"),
        ({"relations": {"SAID_BY": SUPPLIED}}, "needs the word SAID_BY for itself"),
        ({"relations": {"SUPPLIED_BY": {"object": ["Place"]}}}, "lacks its sides"),
        ({"relations": {"SUPPLIED_BY": {**SUPPLIED, "object": ["Plaice"]}}}, "joins unknown labels: Plaice"),
        ({"relations": {"SUPPLIED_BY": {**SUPPLIED, "object": 3}}}, "object must be a list"),
        ({"relations": {"SUPPLIED_BY": {**SUPPLIED, "directed": "no"}}}, "neither true nor false"),
        ({"relations": {"SUPPLIED_BY": {**SUPPLIED, "patterns": ["armed by {object}"]}}}, "does not have"),
        ({"relations": {"SUPPLIED_BY": {**SUPPLIED, "patterns": ["{subject} {object}"]}}}, "no word between"),
        ({"recogniser_labels": {"NORP": "Folk"}}, "NORP means 'Folk', which is no label"),
        ({"recogniser_labels": {"NORP": ["Place"]}}, r"NORP means \['Place'\], which is no label"),
    ],
)
def test_a_wrong_table_is_named(tables: dict[str, object], complaint: str) -> None:
    with pytest.raises(ConfigError, match=rf"kgbuild\.toml.*{complaint}"):
        extended(**tables)


def test_what_names_no_label_is_told_which_there_are():
    for tables in (
        {"relations": {"SUPPLIED_BY": {**SUPPLIED, "object": ["Plaice"]}}},
        {"recogniser_labels": {"NORP": "Folk"}},
    ):
        with pytest.raises(ConfigError) as caught:
            extended(**tables)
        assert caught.value.hint == "known: Person, Organisation, Unit, Place"


def test_a_list_of_names_for_a_label_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"\[gazetteers\]: no label is called 'Ship'"):
        extend_schema({}, names={"Ship": (("Heron",),)}, where="kgbuild.toml")


def test_the_reserved_words_are_those_of_the_projection() -> None:
    assert set(RESERVED) == {*NODE_LABELS, META, *RELATIONSHIP_TYPES}
