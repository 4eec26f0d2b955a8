"""What SQLite reports, turned into errors that say what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgbuild.errors import WorkspaceError

__all__ = ["translated"]

_MEBIBYTE = 1 << 20

_ADVICE = {
    "BUSY": ("another program is writing to it", "wait until the other run has ended, then run this again"),
    "LOCKED": ("another program is writing to it", "wait until the other run has ended, then run this again"),
    "READONLY": ("it is read-only", "allow writing to it and to its folder, or name another file with --db"),
    "PERM": ("it is read-only", "allow writing to it and to its folder, or name another file with --db"),
    "CANTOPEN": ("it cannot be opened", "check that its folder exists and that you may write there"),
    "FULL": ("the disk is full", "free some space, then run this again: what was stored before is kept"),
    "IOERR": ("the disk failed", "check the disk and its free space, then run this again"),
    "CORRUPT": ("it is damaged", "restore it from a copy, or name a new file with --db and ingest again"),
    "NOTADB": ("it is not a SQLite file", "name another file with --db"),
}
_OTHERWISE = ("SQLite refused", "check that no other program uses the file and that the disk has space")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn trouble of SQLite with the workspace at `path` into a WorkspaceError.

    Raises:
        WorkspaceError: the file is locked, read-only, missing its folder, damaged, or the disk is full.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise
    except sqlite3.DatabaseError as error:
        what, advice = _ADVICE.get(_kind(error, path=path), _OTHERWISE)
        raise WorkspaceError(f"workspace {path}: {what} ({error})", hint=advice) from error


def _kind(error: sqlite3.Error, *, path: Path) -> str:
    name: str | None = getattr(error, "sqlite_errorname", None)
    # SQLITE_IOERR_WRITE and its like are kinds of SQLITE_IOERR.
    return name.split("_")[1] if name else _kind_seen_from_outside(error, path=path)


def _kind_seen_from_outside(error: sqlite3.Error, *, path: Path) -> str:
    """Python 3.10 does not pass SQLite's code on, so look at the file and its disk instead."""
    if not isinstance(error, sqlite3.OperationalError):
        return "NOTADB"
    if not path.parent.is_dir() or path.is_dir():
        return "CANTOPEN"
    if shutil.disk_usage(path.parent).free < _MEBIBYTE:
        return "FULL"
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    return "" if writable else "READONLY"
