"""Files for `neo4j-admin database import full`, which gives an empty database what `sync` would give it.

Text is in quotation marks and what is absent is not, so that the importer can tell an empty text from none. Lists
are divided by a character that stands in no text of the graph. Forms and options are those of the operations
manual of Neo4j 5 (Import, Full import).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import OutputError
from kgbuild.files import write_lines
from kgbuild.projection import MARK, META, WORKSPACE, Node, Relationship, Source, check, meta_nodes, rows
from kgbuild.schema import Schema

__all__ = ["write_bulk"]

COMMAND = "import.txt"
_BUFFER = 4 << 20  # bytes: the importer's own; no field may be longer
# To divide lists by; the first that stands in no text is taken. All but the last are control characters.
_DIVIDERS = [*map(chr, (0x1F, 0x1E, 0x1D, 0x1C, 0x02, 0x03)), *map(chr, range(0xE000, 0xF8FF))]

_TYPES = {"mentions": "long", "lat": "double", "lon": "double", "aliases": "string[]", "merged_ids": "string[]"}
_CLAIM = "type modality confidence role rank count date date_from date_to status".split()
_EDGE = {
    "claims": "long",
    "documents": "long",
    "publications": "long",
    "confidence": "double",
    "modality": "string",
    "first_cited": "string",
    "last_cited": "string",
    "quotes": "string[]",
}


@dataclass(frozen=True, slots=True)
class _Table:
    """A file: its name, its first columns, and the properties in the others with their types."""

    name: str
    first: tuple[str, ...]
    properties: dict[str, str]

    @property
    def header(self) -> str:
        columns = [*self.first, *(f"{name}:{type}" for name, type in self.properties.items())]
        return ",".join(map(_quoted, columns))


@dataclass(frozen=True, slots=True)
class _Survey:
    """What has to be known of all rows before the first is written."""

    attributes: tuple[str, ...]
    divider: str
    longest: int  # bytes of a row, at most


def write_bulk(source: Source, folder: Path, *, schema: Schema, workspace: str, file: str) -> str:
    """Write the files and the command that imports them, and return the command; the same graph, the same bytes.

    The graph is read once for each file, and never held. A file with the command is there only when all others are
    whole.

    Args:
        folder: made if it is not there; files of these names in it are replaced.
        schema: must have every label and relation type of the graph.
        workspace: the id of the workspace.
        file: what a person calls it.

    Raises:
        ConfigError: the schema does not fit the graph.
        OutputError: a file cannot be written.
    """
    check(source, schema=schema)
    survey = _survey(source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / COMMAND).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error.strerror}", hint="choose another folder") from error
    nodes, relationships = _tables(survey)
    write_lines(_meta(nodes["meta"], workspace=workspace, file=file), folder / nodes["meta"].name)
    for label, table in nodes.items():
        if label != "meta":
            write_lines(_node_lines(source, table, label, survey, workspace), folder / table.name)
    for kind, table in relationships.items():
        write_lines(_relationship_lines(source, table, kind, survey), folder / table.name)
    command = _command([*nodes.values()], [*relationships.values()], survey)
    write_lines(_instructions(command), folder / COMMAND)
    return command


def _survey(source: Source) -> _Survey:
    attributes: set[str] = set()
    used: set[str] = set()
    longest = 0
    for one in rows(source):
        if isinstance(one, Node):
            attributes.update(one.attributes)
        length = 0
        for value in one.properties.values():
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    used.update(text)
                    length += 2 * len(text.encode("utf-8", "surrogatepass")) + 4
        longest = max(longest, length)
    divider = next(one for one in _DIVIDERS if one not in used)
    return _Survey(tuple(sorted(attributes)), divider, longest)


def _tables(survey: _Survey) -> tuple[dict[str, _Table], dict[str, _Table]]:
    """The files of nodes by label, and those of relationships by what their rows are."""
    names = dict.fromkeys([*survey.attributes, "name", "aliases", "mentions", "merged_ids"])
    names.pop("id", None)
    entity = {name: _TYPES.get(name, "string") for name in names}
    claim = {name: "double" if name == "confidence" else "string" for name in _CLAIM}
    document = dict.fromkeys(("title", "source", "published"), "string")
    ours = {WORKSPACE: "string", MARK: "string"}
    nodes = {
        "meta": _Table("meta.csv", ("id:ID(Meta)", ":LABEL"), {"version": "long", "file": "string"}),
        "Document": _Table("documents.csv", ("id:ID(Document)", ":LABEL"), {**document, **ours}),
        "Entity": _Table("entities.csv", ("id:ID(Entity)", ":LABEL"), {**entity, **ours}),
        "Claim": _Table("claims.csv", ("id:ID(Claim)", ":LABEL"), {**claim, **ours}),
    }
    mark = {MARK: "string"}
    evidence = {"start": "long", "end": "long", "quote": "string"}
    relationships = {
        "MENTIONED_IN": _Table("mentions.csv", _ends("Entity", "Document"), {"count": "long", **mark}),
        "": _Table("edges.csv", _ends("Entity", "Entity"), {**_EDGE, **mark}),
        "STATED_IN": _Table("evidence.csv", _ends("Claim", "Document"), {**evidence, **mark}),
        "SIDES": _Table("sides.csv", _ends("Claim", "Entity"), mark),
    }
    return nodes, relationships


def _ends(origin: str, target: str) -> tuple[str, str, str]:
    return (f":START_ID({origin})", f":END_ID({target})", ":TYPE")


def _meta(table: _Table, *, workspace: str, file: str) -> Iterator[str]:
    yield table.header
    for properties in meta_nodes(workspace, file=file):
        yield _line([properties["id"], META], properties, table, divider="")


def _node_lines(source: Source, table: _Table, label: str, survey: _Survey, workspace: str) -> Iterator[str]:
    yield table.header
    for one in rows(source):
        if isinstance(one, Node) and one.label == label:
            # Labels are divided as lists are.
            labels = survey.divider.join(filter(None, (one.label, one.kind)))
            properties = {**one.properties, WORKSPACE: workspace, MARK: one.mark}
            yield _line([one.properties["id"], labels], properties, table, divider=survey.divider)


def _relationship_lines(source: Source, table: _Table, kind: str, survey: _Survey) -> Iterator[str]:
    yield table.header
    for one in rows(source):
        if isinstance(one, Relationship) and _kind(one) == kind:
            first = [one.origin[1], one.target[1], one.type]
            yield _line(first, {**one.properties, MARK: one.mark}, table, divider=survey.divider)


def _kind(one: Relationship) -> str:
    """Which file a relationship belongs to; all between two entities are in one."""
    if one.type in ("MENTIONED_IN", "STATED_IN"):
        return one.type
    return "SIDES" if one.origin[0] == "Claim" else ""


def _line(first: Iterable[str], properties: dict[str, Any], table: _Table, *, divider: str) -> str:
    cells = [_quoted(text) for text in first]
    cells += [_cell(properties.get(name), divider) for name in table.properties]
    return ",".join(cells)


def _cell(value: Any, divider: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _quoted(divider.join(value))
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _command(nodes: Sequence[_Table], relationships: Sequence[_Table], survey: _Survey) -> str:
    words = ["neo4j-admin", "database", "import", "full", "neo4j"]
    words += [f"--nodes={table.name}" for table in nodes]
    words += [f"--relationships={table.name}" for table in relationships]
    words += [
        f"--array-delimiter=U+{ord(survey.divider):04X}",
        "--multiline-fields=true",
        "--id-type=string",
        "--strict=true",
        "--bad-tolerance=0",
        "--overwrite-destination=true",
    ]
    if survey.longest >= _BUFFER // 2:
        words.append(f"--read-buffer-size={2 * survey.longest // (1 << 20) + 1}m")
    return shlex.join(words)


def _instructions(command: str) -> Iterator[str]:
    yield "# With Neo4j stopped, run the line below in this folder. It replaces all that database neo4j holds."
    yield "# Then start Neo4j and run `kgbuild sync`: it defines constraints and indexes; all else is there."
    yield command
