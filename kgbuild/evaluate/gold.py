"""Annotated documents, read from files in the exchange format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kgbuild.errors import GoldError
from kgbuild.model import Document
from kgbuild.schema import KINDS

__all__ = ["Record", "read_annotated", "to_document"]

Record = Mapping[str, Any]


def read_annotated(path: Path) -> list[dict[str, Any]]:
    """Read annotated documents, one JSON object per line.

    Raises:
        GoldError: the file cannot be read, holds no documents, names one twice, or breaks the format; the
            message tells the line.
    """
    records: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            record = _checked(_parsed(line))
            if record["id"] in records:
                raise _Broken(f"a second document is called {record['id']!r}")
        except _Broken as error:
            raise GoldError(f"{path}, line {number}: {error}") from error
        records[record["id"]] = record
    if not records:
        raise GoldError(f"{path} holds no documents", hint="it should hold one JSON object per line")
    return list(records.values())


def to_document(record: Record) -> Document:
    """The record's document as if just read, without any of its annotations."""
    # Not even its ignored spans: finding those is part of what is evaluated.
    return Document(
        record["id"],
        record["text"],
        title=record.get("title") or None,
        source=record.get("source") or None,
        published=record.get("date") or None,
    )


class _Broken(Exception):
    """A record breaks the format."""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise GoldError(f"cannot read {path}: {error.strerror}", hint="give a file of JSON Lines") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not UTF-8 text", hint="give a file of JSON Lines") from error


def _parsed(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Broken(f"not JSON: {error}") from error
    except RecursionError as error:
        raise _Broken("not JSON that could be a document: nested too deeply") from error
    if not isinstance(record, dict):
        raise _Broken("not a JSON object")
    return record


def _checked(record: dict[str, Any]) -> dict[str, Any]:
    _need(record, "a document", id=str, text=str, entities=list)
    for entity in record["entities"]:
        _check_entity(entity, length=len(record["text"]))
    ids = {entity["id"] for entity in record["entities"]}
    if len(ids) < len(record["entities"]):
        raise _Broken("two entities have the same id")
    for relation in _list(record, "relations"):
        _need(relation, "a relation", type=str, head=str, tail=str)
        for side in (relation["head"], relation["tail"]):
            if side not in ids:
                raise _Broken(f"a relation joins {side!r}, but no entity has that id")
    for span in _list(record, "ignored"):
        if not isinstance(span, list) or not _is_span(span[:2], length=len(record["text"])):
            raise _Broken(f"the ignored span {span!r} is not [start, end, reason] within the text")
    return record


def _check_entity(entity: Any, *, length: int) -> None:
    _need(entity, "an entity", id=str, label=str, name=str, mentions=list)
    if not entity["mentions"]:
        raise _Broken(f"entity {entity['id']!r} has no mentions")
    for mention in entity["mentions"]:
        _need(mention, f"a mention of {entity['id']!r}", start=int, end=int)
        if not _is_span([mention["start"], mention["end"]], length=length):
            raise _Broken(f"a mention of {entity['id']!r} lies outside the text or is empty")
        if mention.get("kind", "name") not in KINDS:
            raise _Broken(f"a mention of {entity['id']!r} is of the unknown kind {mention['kind']!r}")


def _need(value: Any, what: str, **fields: type) -> None:
    if not isinstance(value, dict):
        raise _Broken(f"{what} is not a JSON object")
    for name, kind in fields.items():
        if not isinstance(value.get(name), kind):
            raise _Broken(f"{what} needs {name!r}, {_WORDS[kind]}")


_WORDS = {str: "a text", int: "a whole number", list: "a list"}


def _list(record: dict[str, Any], name: str) -> Iterator[Any]:
    values = record.get(name)
    if values is not None and not isinstance(values, list):
        raise _Broken(f"{name!r} is neither a list nor null")
    yield from values or ()


def _is_span(span: list[Any], *, length: int) -> bool:
    return len(span) == 2 and all(isinstance(one, int) for one in span) and 0 <= span[0] < span[1] <= length
