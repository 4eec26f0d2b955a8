"""The file of decisions: one JSON object a line, sorted by id, made to be read by people and merged by git.

An id is a hash of what its line says, so two people's new lines seldom stand side by side. Decisions apply in the
order of their times, whatever the order of the lines. To undo a decision is to take its line out.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kgbuild.errors import ConfigError
from kgbuild.files import cannot_write, put
from kgbuild.model import Anchor, Decision
from kgbuild.schema import CLAIM_STATUSES

__all__ = ["KINDS", "append", "id_of", "merge", "next_time", "read", "read_by_id", "remove", "time_of"]

KINDS = ("same", "different", "rename", *CLAIM_STATUSES)

_PATIENCE = 10.0  # seconds, after which a write that has not ended counts as broken off


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it stands in the file, which is never written anew, and what it says."""

    id: str
    text: str
    decision: Decision


def read(path: Path) -> list[Decision]:
    """The decisions in the order in which they apply; none if there is no such file.

    Those of a kind that this kgbuild does not know are among them, with what it can read of them.

    Raises:
        ConfigError: a line is malformed, or the file cannot be read.
    """
    return list(read_by_id(path).values())


def read_by_id(path: Path) -> dict[str, Decision]:
    """The decisions as `read` gives them, by the ids of their lines.

    Raises:
        ConfigError: a line is malformed, or the file cannot be read.
    """
    return _in_order(_lines(path))


def append(path: Path, *decisions: Decision) -> None:
    """Add decisions to the file, and make it if there is none; all or none of them.

    Raises:
        ConfigError: a line of it is malformed.
        OutputError: it cannot be written; it is as it was.
    """
    if decisions:
        _rewrite(path, lambda lines: [*lines, *map(_line, decisions)])


def remove(path: Path, *decisions: Decision) -> bool:
    """Take decisions out of the file, and say whether any was there.

    Raises:
        ConfigError: a line of it is malformed.
        OutputError: it cannot be written; it is as it was.
    """
    unwanted = set(decisions)
    if unwanted.isdisjoint(read(path)):
        return False
    _rewrite(path, lambda lines: [line for line in lines if line.decision not in unwanted])
    return True


def merge(path: Path, other: Path) -> list[Decision]:
    """Add the decisions of another file that this one does not have, and return them in the order they apply.

    Raises:
        ConfigError: a line of either is malformed, or the other file cannot be read.
        OutputError: the file cannot be written; it is as it was.
    """
    if not other.exists():
        raise ConfigError(f"there is no file {other}", hint="name another analyst's kgbuild.decisions.jsonl")
    theirs = list(_lines(other))
    ours = {line.id for line in _lines(path)}
    new = [line for line in theirs if line.id not in ours]
    if new:
        _rewrite(path, lambda lines: [*lines, *new])
    return list(_in_order(new).values())


def id_of(decision: Decision) -> str:
    """The id of a decision's line: a hash of what it says."""
    return _hash(_fields(decision))


def time_of(decision: Decision) -> datetime:
    """When it was decided; a time without a zone is taken as UTC."""
    when = datetime.fromisoformat(decision.when.replace("Z", "+00:00"))
    return when if when.tzinfo else when.replace(tzinfo=timezone.utc)


def next_time(decisions: Iterable[Decision]) -> str:
    """Now, as ISO text; later than all decisions, even if another's clock was ahead, so that the new one holds."""
    last = max(map(time_of, decisions), default=datetime.min.replace(tzinfo=timezone.utc))
    when = max(datetime.now(timezone.utc), last + timedelta(microseconds=1))
    return when.astimezone(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


# Writing


def _line(decision: Decision) -> _Line:
    fields = _fields(decision)
    id = _hash(fields)
    return _Line(id, json.dumps({"id": id, **fields}, ensure_ascii=False), decision)


def _fields(decision: Decision) -> dict[str, Any]:
    return {name: value for name, value in asdict(decision).items() if value not in (None, "")}


def _hash(fields: Mapping[str, Any]) -> str:
    content = {name: value for name, value in fields.items() if name != "id"}
    return "d" + hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _rewrite(path: Path, change: Callable[[list[_Line]], Iterable[_Line]]) -> None:
    """Put a changed file in the place of the old one; a reader sees either, never half."""
    target = path.resolve()  # a link stays a link
    try:
        with _being_written(target) as new:
            lines = sorted({(line.id, line.text) for line in change(list(_lines(target)))})
            put((f"{text}\n" for _, text in lines), new, target)
    except OSError as error:
        raise cannot_write(path, error, by="`decisions` in the settings") from error


@contextmanager
def _being_written(path: Path) -> Iterator[Path]:
    """A new file beside the old one, which keeps others from writing until it has taken the old one's place."""
    new = path.with_name(f"{path.name}.new")
    while True:
        try:
            new.open("x").close()
            break
        except FileExistsError:
            if abs(_age(new)) > _PATIENCE:
                new.unlink(missing_ok=True)
            else:
                time.sleep(0.05)
    try:
        yield new
    except BaseException:
        # Not when all went well: by then a file of this name is another writer's.
        new.unlink(missing_ok=True)
        raise


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


# Reading


def _in_order(lines: Iterable[_Line]) -> dict[str, Decision]:
    by_id = {line.id: line.decision for line in lines}
    return dict(sorted(by_id.items(), key=lambda pair: (time_of(pair[1]), pair[0])))


def _lines(path: Path) -> Iterator[_Line]:
    for number, text in enumerate(_text_of(path).split("\n"), 1):
        if not text.strip():
            continue
        try:
            yield _parsed(text.strip())
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{path}, line {number}: {_reason(text, error)}", hint=_advice(text)) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text", hint="save it again as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}") from error


def _reason(text: str, error: Exception) -> str:
    if _is_conflict(text):
        return "git left a conflict"
    return "it is not JSON" if isinstance(error, json.JSONDecodeError | RecursionError) else str(error)


def _advice(text: str) -> str:
    if _is_conflict(text):
        return "keep the lines of both sides, and take out those that begin with <<<<<<<, ======= and >>>>>>>"
    return "mend the line, or take it out"


def _is_conflict(text: str) -> bool:
    return text.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>"))


def _parsed(text: str) -> _Line:
    """Read a line.

    Raises:
        ValueError: it is malformed; the message says how.
    """
    fields = json.loads(text)
    if not isinstance(fields, dict):
        raise ValueError("it is not a JSON object")
    id = _text(fields, "id") if "id" in fields else _hash(fields)
    kind, when, who = (_text(fields, name) for name in ("kind", "when", "who"))
    why = _text(fields, "why") if fields.get("why") else ""
    if kind in ("same", "different"):
        decision = Decision(kind, when, who, why, _anchor(fields, "left"), _anchor(fields, "right"))
    elif kind == "rename":
        decision = Decision(kind, when, who, why, _anchor(fields, "left"), name=_text(fields, "name"))
    elif kind in CLAIM_STATUSES:
        decision = Decision(kind, when, who, why, claim=_text(fields, "claim"))
    else:
        decision = Decision(kind, when, who, why)
    _check_time(decision)
    return _Line(id, text, decision)


def _check_time(decision: Decision) -> None:
    try:
        time_of(decision)
    except ValueError as error:
        raise ValueError(f'"when" is {decision.when!r}, which is no ISO time') from error


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'"{name}" must be text')
    return value


def _anchor(fields: Mapping[str, Any], name: str) -> Anchor:
    place = fields.get(name)
    if not isinstance(place, dict):
        raise ValueError(f'"{name}" must be a place in a document')
    start, end = (place.get(side) for side in ("start", "end"))
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError(f'"{name}" must have whole numbers "start" and "end", the first below the second')
    return Anchor(_text(place, "document"), start, end, _text(place, "name"))
