"""Opens the workspace file, creates it, brings an older one up to date, and refuses files that are not ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from kgbuild.errors import WorkspaceError, WorkspaceTooNew
from kgbuild.stages.store.failures import translated

__all__ = ["connect", "transaction"]

_APPLICATION = int.from_bytes(b"kgbd", "big")
_VERSION = 3

# Where SQLite keeps these numbers in the first hundred bytes of its files.
_MAGIC = b"SQLite format 3\0"
_VERSION_AT = slice(60, 64)
_APPLICATION_AT = slice(68, 72)


def connect(path: Path) -> sqlite3.Connection:
    """Open the workspace at `path`; create it if there is none, bring that of an older kgbuild up to date.

    Raises:
        WorkspaceTooNew: a newer kgbuild wrote it.
        WorkspaceError: the file is not a workspace, or cannot be opened; it is left as it was.
    """
    _check_sqlite()
    _check_file(path)
    with translated(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _prepare(connection, path=path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, *, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Keep all that happens inside, or nothing if it ends with an error."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has already rolled back after some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < (3, 37):
        raise WorkspaceError(
            f"this Python comes with SQLite {sqlite3.sqlite_version}; workspaces need 3.37 or later",
            hint="use a newer Python, or one built with a newer SQLite",
        )


def _check_file(path: Path) -> None:
    """Refuse a file that is not ours before SQLite sees it, since opening one can already change it."""
    start = _first_bytes(path)
    if not start:
        return
    application = int.from_bytes(start[_APPLICATION_AT], "big")
    if not start.startswith(_MAGIC) or application != _APPLICATION:
        raise WorkspaceError(f"{path} is not a kgbuild workspace", hint="name another file with --db")
    _check_version(int.from_bytes(start[_VERSION_AT], "big"), path=path)


def _check_version(version: int, *, path: Path) -> None:
    if version > _VERSION:
        raise WorkspaceTooNew(
            f"workspace {path} has version {version}; this kgbuild knows versions up to {_VERSION}",
            hint="upgrade kgbuild, or name another file with --db",
        )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise WorkspaceError(
            f"workspace {path}: {error.strerror}", hint="make it readable, or name another file with --db"
        ) from error


def _prepare(connection: sqlite3.Connection, *, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # Again: in WAL mode the header that _check_file reads may lag behind.
    _check_version(_version(connection), path=path)
    if _version(connection) < _VERSION:
        _bring_up_to_date(connection)
    # Not before it is created, for _check_file needs a header.
    connection.execute("PRAGMA journal_mode = WAL").fetchone()


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Create the tables, or change those of an earlier version, whole or not at all."""
    with transaction(connection):
        # Another run may have done it in the meantime.
        version = _version(connection)
        while version < _VERSION:
            for statement in _statements(
                _script("schema" if version == 0 else f"from-{version}-to-{version + 1}")
            ):
                connection.execute(statement)
            version = version + 1 if version else _VERSION
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")


def _script(name: str) -> str:
    return files("kgbuild.stages.store").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _statements(script: str) -> Iterator[str]:
    """Split a script; `executescript` would commit the transaction it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
