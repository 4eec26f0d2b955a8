"""Files of annotated documents, one JSON object per line, taken as what was read and extracted.

The exchange format, as `kgbuild extract` prints it and gold data have it. It calls a relation's two sides `head`
and `tail`; this is where they become `subject` and `object`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from reprlib import repr
from typing import Any, TypeVar

from kgbuild.model import Claim, Document, Evidence, Extraction, Ignored, Mention, Skipped
from kgbuild.schema import current_schema
from kgbuild.stages.acquire.identity import printable
from kgbuild.stages.acquire.published import find_published

__all__ = ["Annotated", "find_annotated", "read_annotated"]

_T = TypeVar("_T")
_ONE_TEXT = {"{": ".", "[": "'.[]'"}  # how a JSON text over many lines begins; what makes lines of it
_A_LINE_EACH = "put each document on a line of its own, for example with"
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")  # a year or a month


@dataclass(frozen=True, slots=True)
class Annotated:
    """What a line of such a file holds, and a hash of that line."""

    extraction: Extraction
    digest: str


def find_annotated(paths: Iterable[Path]) -> list[Path]:
    """The files that `paths` name, and the .jsonl files in the folders that they name, sorted, each once."""
    found = {file: None for path in paths for file in (path.rglob("*.jsonl") if path.is_dir() else [path])}
    return sorted(found)


def read_annotated(path: Path) -> Iterator[Annotated | Skipped]:
    """Yield each document of a file, or why its line was skipped, in the order of the file.

    The document's entities, mentions, sentences and relations are taken as they are; nothing is read anew. Its
    path is that of the file with the document's id after it.

    Args:
        path: a file of JSON Lines; empty lines are passed over.
    """
    shown = printable(path.as_posix())
    seen: dict[str, int] = {}
    empty = True
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                if empty and (how := _ONE_TEXT.get(line.strip())) and _is_json(path):
                    yield Skipped(
                        shown, f"one JSON text over many lines; {_A_LINE_EACH}: jq -c {how} old > new.jsonl"
                    )
                    return
                empty = False
                try:
                    extraction = _extraction(_parsed(line), file=shown)
                    if (first := seen.setdefault(extraction.document.id, number)) != number:
                        raise _Broken(f"line {first} holds a document of the same id")
                except (_Broken, ValueError) as error:
                    yield Skipped(f"{shown}, line {number}", str(error))
                    continue
                yield Annotated(extraction, hashlib.sha256(line.encode()).hexdigest()[:16])
    except UnicodeDecodeError:
        yield Skipped(shown, "not UTF-8 text; give a file of JSON Lines")
    except OSError as error:
        yield Skipped(shown, f"cannot be read: {error.strerror}; give a file of JSON Lines")
    else:
        if empty:
            yield Skipped(shown, "no annotated document in this file; give a file of JSON Lines")


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


class _Broken(Exception):
    """A line breaks the format."""


def _parsed(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Broken(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise _Broken("not a JSON object")
    if "\\ud" in line or "\\uD" in line:
        _refuse_half_characters(record)
    return record


def _refuse_half_characters(record: object) -> None:
    # JSON can write half of a pair of surrogates, which UTF-8, and so no file and no database, can hold.
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _Broken(f"{error.object[error.start : error.end]!r} is half a character") from error


def _extraction(record: Mapping[str, Any], *, file: str) -> Extraction:
    document = _document(record, file=file)
    mentions = [one for entity in _objects(record, "entities") for one in _mentions(entity, document.text)]
    known = {mention.entity for mention in mentions}
    claims = [_claim(relation, document.text, known=known) for relation in _objects(record, "relations")]
    sentences = [_span(one, document.text) for one in _list(record, "sentences")]
    return Extraction(document, tuple(sorted(mentions)), tuple(claims), tuple(sorted(sentences)))


def _document(record: Mapping[str, Any], *, file: str) -> Document:
    id, text = _need(record, "id", str), _need(record, "text", str)
    if not id or not text.strip():
        raise _Broken("the document has an empty id or an empty text")
    ignored = []
    for one in _list(record, "ignored"):
        if not (isinstance(one, list) and len(one) == 3 and isinstance(one[2], str)):
            raise _Broken(f"'ignored' has {repr(one)}, which is not [start, end, reason]")
        ignored.append(Ignored(*_span(one[:2], text), one[2]))
    title, stated, source = (_get(record, name, str) or None for name in ("title", "date", "source"))
    # "Not known" is no date.
    published = stated if stated and _ISO.fullmatch(stated) else find_published("", stated=stated)
    return Document(id, text, title, source, published, f"{file}#{printable(id)}", tuple(ignored))


def _mentions(entity: Mapping[str, Any], text: str) -> Iterator[Mention]:
    id, label = _need(entity, "id", str), _need(entity, "label", str)
    if label not in current_schema().labels:
        raise _Broken(f"entity {id!r} has the label {label!r}, which the schema does not have")
    places = list(_objects(entity, "mentions"))
    if not places:
        raise _Broken(f"entity {id!r} has no mentions")
    for place in places:
        start, end = _span([place.get("start"), place.get("end")], text)
        kind = _get(place, "kind", str) or "name"
        yield Mention(start, end, kind, label, text[start:end], id, _confidence(place))


def _claim(relation: Mapping[str, Any], text: str, *, known: set[str]) -> Claim:
    type = _need(relation, "type", str)
    if type not in current_schema().relations:
        raise _Broken(f"a relation is of the type {type!r}, which the schema does not have")
    subject, object = _need(relation, "head", str), _need(relation, "tail", str)
    by = _get(relation, "by", str)
    for side in (subject, object, by):
        if side is not None and side not in known:
            raise _Broken(f"a relation names {side!r}, but no entity has that id")
    spans = [_span(one, text) for one in _list(relation, "evidence")]
    if not spans:
        raise _Broken(f"the relation {subject} {type} {object} has no evidence")
    count = relation.get("count")
    return Claim(
        type,
        subject,
        object,
        tuple(Evidence(start, end, text[start:end]) for start, end in spans),
        _get(relation, "modality", str) or "asserted",
        _confidence(relation),
        count=None if count is None else str(count),
        by=by,
        **{name: _get(relation, name, str) for name in ("role", "rank", "date", "date_from", "date_to")},
    )


def _confidence(record: Mapping[str, Any]) -> float:
    value = record.get("confidence")
    if value is None:
        return 1.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _Broken(f"the confidence {repr(value)} is not a number between 0 and 1")
    return float(value)


def _span(span: object, text: str) -> tuple[int, int]:
    match span:
        case [int(start), int(end)] if 0 <= start < end <= len(text):
            return start, end
    raise _Broken(f"{repr(span)} is not [start, end] within the text")


def _objects(record: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    ids: set[str] = set()
    for one in _list(record, name):
        if not isinstance(one, dict):
            raise _Broken(f"{name!r} has {repr(one)}, which is not a JSON object")
        if (id := _get(one, "id", str)) is not None:
            if id in ids:
                raise _Broken(f"{name!r} has the id {id!r} twice")
            ids.add(id)
        yield one


def _list(record: Mapping[str, Any], name: str) -> Sequence[Any]:
    return _get(record, name, list) or []


def _need(record: Mapping[str, Any], name: str, kind: type[_T]) -> _T:
    value = _get(record, name, kind)
    if value is None:
        raise _Broken(f"{name!r} is missing")
    return value


def _get(record: Mapping[str, Any], name: str, kind: type[_T]) -> _T | None:
    """The value of a field; None where it is null or absent."""
    value = record.get(name)
    if value is not None and not isinstance(value, kind):
        raise _Broken(f"{name!r} is {repr(value)}, not {_WORDS[kind]}")
    return value


_WORDS: dict[type, str] = {str: "a text", list: "a list"}
