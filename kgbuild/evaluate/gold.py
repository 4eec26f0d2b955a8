"""Annotated documents, read from files in the exchange format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import GoldError
from kgbuild.model import Document
from kgbuild.schema import KINDS, MODALITIES

__all__ = ["Compared", "Record", "kind_of", "match_documents", "read_annotated", "to_document"]

Record = Mapping[str, Any]

_ONE_A_LINE = "it should hold one JSON object per line"
_SURROGATE = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compared:
    """A gold document and what was predicted for it: an empty document if it is `missing`."""

    gold: Record
    predicted: Record
    missing: bool


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
            raise GoldError(f"{path}, line {number}: {error}", hint=error.hint) from error
        records[record["id"]] = record
    if not records:
        raise GoldError(f"{path} holds no documents", hint=_ONE_A_LINE)
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


def kind_of(record: Record) -> str:
    """The kind of document: its `kind` if it has one, else its id up to the first hyphen."""
    return str(record.get("kind") or record["id"].partition("-")[0])


def match_documents(gold: Iterable[Record], predicted: Iterable[Record]) -> Iterator[Compared]:
    """Yield each gold document with its prediction; predictions for others are passed over.

    Raises:
        GoldError: a predicted document's text differs from the gold one's.
    """
    of = {record["id"]: record for record in predicted}
    for record in gold:
        found = of.get(record["id"])
        if found is None:
            yield Compared(record, {**record, "entities": [], "relations": []}, True)
            continue
        if found["text"] != record["text"]:
            raise GoldError(
                f"the predicted text of {record['id']!r} differs from the gold text, "
                "so offsets cannot be compared",
                hint="extract from exactly the text that the gold file holds",
            )
        yield Compared(record, found, False)


class _Broken(Exception):
    """A record breaks the format."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


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
        raise _Broken(f"not JSON: {error}", hint=_ONE_A_LINE) from error
    except RecursionError as error:
        raise _Broken("not JSON that could be a document: nested too deeply") from error
    if not isinstance(record, dict):
        raise _Broken("not a JSON object", hint=_ONE_A_LINE)
    if _SURROGATE.search(line):  # half a character, as a text cut in the middle has it; no file could hold it
        try:
            json.dumps(record, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise _Broken("it holds half of a character (a lone surrogate)") from error
    return record


def _checked(record: dict[str, Any]) -> dict[str, Any]:
    _need(record, "a document", id=str, text=str, entities=list)
    for entity in record["entities"]:
        _check_entity(entity, length=len(record["text"]))
    ids = {entity["id"] for entity in record["entities"]}
    if len(ids) < len(record["entities"]):
        raise _Broken("two entities have the same id")
    for relation in _list(record, "relations"):
        _check_relation(relation, ids=ids, length=len(record["text"]))
    for span in _list(record, "ignored"):
        if not isinstance(span, list) or not _is_span(span[:2], length=len(record["text"])):
            raise _Broken(f"the ignored span {span!r} is not [start, end, reason] within the text")
    _check_spans(record, "sentences", length=len(record["text"]))
    _allow(record, "a document", kind=str)
    return record


def _check_entity(entity: Any, *, length: int) -> None:
    _need(entity, "an entity", id=str, label=str, name=str, mentions=list)
    _check_confidence(entity, f"entity {entity['id']!r}")
    _check_words(entity, "label_alt")
    if not entity["mentions"]:
        raise _Broken(f"entity {entity['id']!r} has no mentions")
    for mention in entity["mentions"]:
        _need(mention, f"a mention of {entity['id']!r}", start=int, end=int)
        if not _is_span([mention["start"], mention["end"]], length=length):
            raise _Broken(f"a mention of {entity['id']!r} lies outside the text or is empty")
        if mention.get("kind", "name") not in KINDS:
            raise _Broken(f"a mention of {entity['id']!r} is of the unknown kind {mention['kind']!r}")
        _check_confidence(mention, f"a mention of {entity['id']!r}")


def _check_relation(relation: Any, *, ids: set[str], length: int) -> None:
    _need(relation, "a relation", type=str, head=str, tail=str)
    for side in (relation["head"], relation["tail"]):
        if side not in ids:
            raise _Broken(f"a relation joins {side!r}, but no entity has that id")
    _allow(relation, "a relation", modality=str, role=str, rank=str, date=str, by=str)
    if relation.get("modality") not in (None, *MODALITIES):
        raise _Broken(f"a relation has the unknown modality {relation['modality']!r}")
    if relation.get("by") is not None and relation["by"] not in ids:
        raise _Broken(f"a relation is said by {relation['by']!r}, but no entity has that id")
    _check_words(relation, "type_alt")
    _check_spans(relation, "evidence", length=length)
    _check_confidence(relation, "a relation")


def _check_words(record: Any, name: str) -> None:
    if not all(isinstance(word, str) for word in _list(record, name)):
        raise _Broken(f"{name!r} is not a list of texts")


def _check_spans(record: Any, name: str, *, length: int) -> None:
    for span in _list(record, name):
        if not isinstance(span, list) or not _is_span(span, length=length):
            raise _Broken(f"{name!r} has {span!r}, which is not [start, end] within the text")


def _check_confidence(record: Any, what: str) -> None:
    confidence = record.get("confidence")
    if confidence is not None and not (isinstance(confidence, int | float) and 0 <= confidence <= 1):
        raise _Broken(f"the confidence of {what} is {confidence!r}, not a number between 0 and 1")


def _allow(record: Any, what: str, **fields: type) -> None:
    """Check fields that may also be null or absent."""
    _need(record, what, **{name: kind for name, kind in fields.items() if record.get(name) is not None})


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
