"""What of a workspace's graph is in the database: kept on disk while it is compared with what should be there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from kgbuild.projection import Key

__all__ = ["Found", "Owned"]

NODE, RELATIONSHIP = 0, 1


@dataclass(frozen=True, slots=True)
class Owned:
    """A node or relationship of ours in the database: its key, its mark, and where it is (its element id)."""

    key: Key
    mark: str
    at: str


class Found:
    """All of ours that was found; what should be there is taken out of it, so that what is too much remains.

    It is a temporary file that SQLite makes, and deletes when it is closed.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute(
            """CREATE TABLE found (sort INTEGER, key TEXT, at TEXT, mark TEXT NOT NULL,
                                   PRIMARY KEY (sort, key, at)) WITHOUT ROWID"""
        )
        self._sizes = [0, 0]

    def __enter__(self) -> Found:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def fill(self, sort: int, rows: Iterable[Sequence[Any]]) -> None:
        """Put in all nodes, or all relationships, in place of what is there.

        Args:
            sort: NODE or RELATIONSHIP.
            rows: for each of ours in the database, the parts of its key, its mark, its element id.
        """
        self._connection.execute("DELETE FROM found WHERE sort = ?", (sort,))
        self._connection.executemany(
            "INSERT INTO found VALUES (?, ?, ?, ?)",
            ((sort, _text(key), at, mark) for *key, mark, at in rows),
        )
        (self._sizes[sort],) = self._connection.execute(
            "SELECT COUNT(*) FROM found WHERE sort = ?", (sort,)
        ).fetchone()

    def take(self, sort: int, key: Key) -> Owned | None:
        """Take out what has the key, and return it; of two copies only one."""
        if not self._sizes[sort]:
            return None
        text = _text(key)
        found = self._connection.execute(
            "SELECT mark, at FROM found WHERE sort = ? AND key = ? LIMIT 1", (sort, text)
        ).fetchone()
        if found is None:
            return None
        mark, at = found
        self._connection.execute("DELETE FROM found WHERE sort = ? AND key = ? AND at = ?", (sort, text, at))
        self._sizes[sort] -= 1
        return Owned(key, mark, at)

    def rest(self, sort: int) -> Iterator[Owned]:
        """Yield what nobody has taken, sorted by key."""
        query = "SELECT key, mark, at FROM found WHERE sort = ? ORDER BY key, at"
        for key, mark, at in self._connection.execute(query, (sort,)):
            yield Owned(tuple(json.loads(key)), mark, at)

    def count(self, sort: int) -> int:
        """How many nobody has taken."""
        return self._sizes[sort]


def _text(key: Iterable[Any]) -> str:
    # Escaped, since SQLite takes no lone surrogate and text ends for some of it at a NUL.
    return json.dumps(list(key))
