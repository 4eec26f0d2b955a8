from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.schema import KINDS, MODALITIES, default_schema, read_schema

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
