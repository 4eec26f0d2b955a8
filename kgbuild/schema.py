"""Entity labels and relation types, and which labels each type may join, read from schema.toml.

A run's schema is the shipped one with what the user's kgbuild.toml adds: own labels, own types, lists of names,
and patterns. `use_schema` makes it that of the process, and `current_schema` is what the stages read.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from kgbuild.errors import ConfigError

__all__ = [
    "CLAIM_STATUSES",
    "KINDS",
    "MODALITIES",
    "RESERVED",
    "Label",
    "RelationType",
    "Schema",
    "current_schema",
    "default_schema",
    "extend_schema",
    "read_schema",
    "use_schema",
]

KINDS = ("name", "nominal", "pronoun")
MODALITIES = ("asserted", "planned", "possible", "negated", "past")
CLAIM_STATUSES = ("accepted", "rejected", "conflict", "work_needed")  # what a person can say of a claim
# Labels and relationship types that kgbuild has in Neo4j for itself.
RESERVED = (
    *("Entity", "Claim", "Document", "KgbuildMeta"),
    *("SUBJECT", "OBJECT", "SAID_BY", "STATED_IN", "MENTIONED_IN"),
)

_NEEDS = (
    "each label has a colour and a description; "
    "each relation a subject and an object (lists of labels) and a description"
)
_PATTERN = 'write it as "{subject} is supplied by {object}"'


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of entity: its name, the colour it is drawn in, and what it means.

    `names` are always recognised with this label: each entry has all names of one entity, the usual one first.
    So are `patterns`: phrases, or lists of tables as spaCy's Matcher takes them.
    """

    name: str
    colour: str
    description: str
    names: tuple[tuple[str, ...], ...] = ()
    patterns: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation: the labels that its subject and object may have, and whether it has a direction.

    `patterns` are sentences that state it: "{subject} is supplied by {object}".
    """

    name: str
    subjects: frozenset[str]
    objects: frozenset[str]
    directed: bool
    description: str
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """All labels and relation types of one graph, in the order of the schema file.

    `recogniser_labels` gives the label for each of another recogniser's labels; `digest` names the whole content.
    """

    labels: Mapping[str, Label]
    relations: Mapping[str, RelationType]
    recogniser_labels: Mapping[str, str] = field(default_factory=dict)
    digest: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        content = [
            [[one.name, one.colour, one.description, one.names, one.patterns] for one in self.labels.values()],
            [
                [one.name, sorted(one.subjects), sorted(one.objects), one.directed, one.description, one.patterns]
                for one in self.relations.values()
            ],
            dict(self.recogniser_labels),
        ]
        text = json.dumps(content, default=str)
        object.__setattr__(self, "digest", hashlib.sha256(text.encode()).hexdigest()[:12])

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
    return _make_schema(_read(path), where=f"the schema {path}")


def extend_schema(
    tables: Mapping[str, Any], *, names: Mapping[str, tuple[tuple[str, ...], ...]], where: str
) -> Schema:
    """The shipped schema with a user's labels, relation types, patterns and names.

    Args:
        tables: `labels`, `relations` and `recogniser_labels` as kgbuild.toml has them; a label or type that is
            shipped takes the settings given, and keeps the others.
        names: by label, the names that are always recognised with it.
        where: what to call the source in a complaint.

    Raises:
        ConfigError: a table holds what it should not, or a name in it does not exist.
    """
    table = _shipped()
    for kind in ("labels", "relations"):
        for name, row in _table(tables.get(kind, {}), f"{where} [{kind}]").items():
            given = _table(row, f"{where} [{kind}.{name}]")
            table[kind][name] = {**table[kind].get(name, {}), **given}
    table["recogniser_labels"] |= _table(tables.get("recogniser_labels", {}), f"{where} [recogniser_labels]")
    if unknown := sorted(names.keys() - table["labels"].keys()):
        raise ConfigError(
            f"{where} [gazetteers]: no label is called {unknown[0]!r}",
            hint=f"known: {', '.join(table['labels'])}; others need a [labels.{unknown[0]}] table",
        )
    return _make_schema(table, where=where, names=names)


@cache
def default_schema() -> Schema:
    """The schema that kgbuild ships."""
    return _make_schema(_shipped(), where="the schema")


def current_schema() -> Schema:
    """The schema of this process: the one last given to `use_schema`, at first the shipped one."""
    return _current[-1] if _current else default_schema()


def use_schema(schema: Schema) -> None:
    """Make `schema` the one that every stage of this process reads."""
    _current[:] = [schema]


_current: list[Schema] = []


def _shipped() -> dict[str, Any]:
    return _read(Path(__file__).with_name("schema.toml"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot read the schema {path}: {error}") from error


def _make_schema(
    table: Mapping[str, Any], *, where: str, names: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
) -> Schema:
    for kind in ("labels", "relations"):
        if kind not in table:
            raise ConfigError(f"{where} lacks [{kind}]", hint=_NEEDS)
    labels = {
        name: _make_label(name, row, (names or {}).get(name, ()), f"{where} [labels.{name}]")
        for name, row in table["labels"].items()
    }
    relations = {
        name: _make_relation(name, row, f"{where} [relations.{name}]") for name, row in table["relations"].items()
    }
    _check_words(labels, where)
    _check_words(relations, where)
    known = f"known: {', '.join(labels)}"
    for relation in relations.values():
        unknown = sorted((relation.subjects | relation.objects) - labels.keys())
        if unknown:
            raise ConfigError(f"{where}: {relation.name} joins unknown labels: {', '.join(unknown)}", hint=known)
    others = table.get("recogniser_labels", {})
    if wrong := [name for name, label in others.items() if not isinstance(label, str) or label not in labels]:
        complaint = f"{where} [recogniser_labels]: {wrong[0]} means {others[wrong[0]]!r}, which is no label"
        raise ConfigError(complaint, hint=known)
    return Schema(labels, relations, others)


def _check_words(names: Iterable[str], where: str) -> None:
    """Labels and types become Neo4j labels and relationship types, so they must be plain words, each once."""
    taken: dict[str, str] = {}
    for name in names:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise ConfigError(f"{where}: {name!r} is not a plain word", hint="use letters, digits and _")
        if name in RESERVED:
            raise ConfigError(f"{where}: kgbuild needs the word {name} for itself in Neo4j", hint="rename it")
        other = taken.setdefault(name.casefold(), name)
        if other != name:
            # Nobody could tell them apart in the graph, and who writes "unit" mostly means Unit.
            raise ConfigError(f"{where}: {name} is {other} in other letters", hint=f"write {other}, or rename it")


def _make_label(name: str, row: Any, names: tuple[tuple[str, ...], ...], where: str) -> Label:
    _check_names(row, {"colour", "description", "patterns"}, where)
    colour = _text(row, "colour", where)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ConfigError(f"{where}: {colour!r} is not a colour", hint='write it as "#1f6f54"')
    patterns = _list(row, "patterns", where)
    for pattern in patterns:
        phrase = isinstance(pattern, str) and pattern.strip()
        tokens = isinstance(pattern, list) and pattern and all(isinstance(one, dict) for one in pattern)
        if not phrase and not tokens:
            hint = 'give a phrase, or a list such as [{LOWER = "operation"}, {IS_TITLE = true}]'
            raise ConfigError(f"{where}: {pattern!r} is not a pattern", hint=hint)
    return Label(name, colour, _text(row, "description", where), names, tuple(patterns))


def _make_relation(name: str, row: Any, where: str) -> RelationType:
    _check_names(row, {"subject", "object", "directed", "description", "patterns"}, where)
    directed = row.get("directed", True)
    if not isinstance(directed, bool):
        raise ConfigError(f"{where}: directed is neither true nor false")
    patterns = _list(row, "patterns", where)
    for pattern in patterns:
        if not isinstance(pattern, str) or sorted(re.findall(r"\{.*?\}", pattern)) != ["{object}", "{subject}"]:
            raise ConfigError(f"{where}: {pattern!r} does not have {{subject}} and {{object}} once", hint=_PATTERN)
        if not re.search(r"\}.*\w.*\{", pattern):
            raise ConfigError(f"{where}: {pattern!r} has no word between its two sides", hint=_PATTERN)
    sides = [frozenset(map(str, _list(row, side, where))) for side in ("subject", "object")]
    if not all(sides):
        raise ConfigError(f"{where} lacks its sides", hint=_NEEDS)
    return RelationType(name, sides[0], sides[1], directed, _text(row, "description", where), tuple(patterns))


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} must be a table")
    return value


def _check_names(row: Any, known: set[str], where: str) -> None:
    for name in _table(row, where):
        if name not in known:
            raise ConfigError(f"{where}: no setting is called {name!r}", hint=f"known: {', '.join(sorted(known))}")


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise ConfigError(f"{where} lacks {name!r}, a text", hint=_NEEDS)
    return value


def _list(row: Mapping[str, Any], name: str, where: str) -> list[Any]:
    """A list, which may be left out; a single text counts as a list of one."""
    value = row.get(name, [])
    if not isinstance(value, str | list):
        raise ConfigError(f"{where}: {name} must be a list")
    return [value] if isinstance(value, str) else value
