"""The names that found files go by: a document's id, and its path as outputs show it."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

__all__ = ["document_ids", "printable"]

# Bidirectional controls turn the letters after them around, so that one name can pass for another.
_DISGUISES = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")


def printable(path: str) -> str:
    """Return `path` as text that can be stored and shown: what cannot is written as a backslash escape."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(_escape(character) for character in text)


def document_ids(paths: Sequence[Path]) -> list[str]:
    """Return an id for each path, all different, in the order of `paths`.

    An id is the file's name without its suffix; where several paths share it, the shortest end of the path
    that tells them apart ("2020/report"), and where only the suffix does, the end with it ("report.html").
    """
    names = [list(_names(path)) for path in paths]
    shared = Counter(name for candidates in names for name in set(candidates))
    ids: dict[str, None] = {}
    for candidates in names:
        own = next((name for name in candidates if shared[name] == 1), candidates[-1])
        ids[_unused(own, ids)] = None
    return list(ids)


def _escape(character: str) -> str:
    if character in _DISGUISES or unicodedata.category(character) in _UNPRINTABLE:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def _names(path: Path) -> Iterator[str]:
    """Yield the names that a path could go by, the best first."""
    # From the absolute path, so that "." and "reports" give the same ids; only as much as tells them apart.
    whole = Path(os.path.abspath(path))
    for last in (whole.stem, whole.name):
        parts = [*whole.parts[1:-1], last]
        for start in range(len(parts) - 1, -1, -1):
            yield unicodedata.normalize("NFC", printable("/".join(parts[start:])))


def _unused(name: str, taken: Container[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
