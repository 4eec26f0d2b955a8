"""Entity labels and relation types, and which labels each type may join, read from schema.toml."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from kgbuild.errors import ConfigError

__all__ = ["KINDS", "MODALITIES", "Label", "RelationType", "Schema", "default_schema", "read_schema"]

KINDS = ("name", "nominal", "pronoun")
MODALITIES = ("asserted", "planned", "possible", "negated", "past")


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of entity: its name, the colour it is drawn in, and what it means."""

    name: str
    colour: str
    description: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation: the labels that its subject and object may have, and whether it has a direction."""

    name: str
    subjects: frozenset[str]
    objects: frozenset[str]
    directed: bool
    description: str


@dataclass(frozen=True, slots=True)
class Schema:
    """All labels and relation types of one graph, in the order of the schema file."""

    labels: Mapping[str, Label]
    relations: Mapping[str, RelationType]

    def allows(self, relation: str, subject: str, object: str) -> bool:
        """Whether `relation` may join an entity labelled `subject` to one labelled `object`."""
        kind = self.relations.get(relation)
        return kind is not None and subject in kind.subjects and object in kind.objects


def read_schema(path: Path) -> Schema:
    """Read a schema file.

    Args:
        path: a TOML file with `[labels.NAME]` and `[relations.TYPE]` tables.

    Raises:
        ConfigError: the file cannot be read, a name is not a plain word, or a relation joins labels that do
            not exist.
    """
    try:
        return _make_schema(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot read the schema {path}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"the schema {path} lacks {error}",
            hint="each label has a colour and a description, each relation a subject, an object and a description",
        ) from error


def _make_schema(table: dict[str, Any]) -> Schema:
    labels = {name: Label(name, row["colour"], row["description"]) for name, row in table["labels"].items()}
    relations = {
        name: RelationType(
            name,
            frozenset(row["subject"]),
            frozenset(row["object"]),
            row.get("directed", True),
            row["description"],
        )
        for name, row in table["relations"].items()
    }
    for name in (*labels, *relations):
        # Labels and types become Neo4j labels and relationship types, so they must be plain words.
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise ConfigError(f"schema: {name!r} is not a plain word", hint="use letters, digits and _")
    for relation in relations.values():
        unknown = sorted((relation.subjects | relation.objects) - labels.keys())
        if unknown:
            raise ConfigError(f"schema: {relation.name} joins unknown labels: {', '.join(unknown)}")
    return Schema(labels, relations)


@cache
def default_schema() -> Schema:
    """The schema that kgbuild ships."""
    return read_schema(Path(__file__).with_name("schema.toml"))
