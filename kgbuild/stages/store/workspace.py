"""The workspace: one SQLite file that holds what each document says and which entities it speaks of."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType, TracebackType

from kgbuild.errors import DocumentError
from kgbuild.model import Anchor, Extraction, Graph, LocalEntity, Mention, Resolution, StoredClaim
from kgbuild.stages.store import anchors
from kgbuild.stages.store.connection import connect, transaction
from kgbuild.stages.store.failures import translated
from kgbuild.stages.store.graph import read_claims, read_graph
from kgbuild.stages.store.index import Index
from kgbuild.stages.store.rows import assign, local_entities, remove, replace
from kgbuild.stages.store.streaming import GraphStream
from kgbuild.stages.store.texts import compare_texts

__all__ = ["Workspace"]

_NONE: Mapping[str, str] = MappingProxyType({})


class Workspace:
    """The ledger of documents, mentions and claims, and the entities they were last resolved to.

    Each change is one transaction: it happens whole or not at all.
    """

    def __init__(self, connection: sqlite3.Connection, *, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> Workspace:
        """Open the workspace at `path`; create it if there is none, bring that of an older kgbuild up to date.

        Raises:
            WorkspaceTooNew: a newer kgbuild wrote it.
            WorkspaceError: the file is not a workspace, or cannot be opened; it is left as it was.
        """
        return cls(connect(path), path=path)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with translated(self._path):
            self._connection.close()

    def fingerprint(self, document: str) -> str | None:
        """The fingerprint that `document` was stored with, or None if it is not stored."""
        return self._value("SELECT fingerprint FROM documents WHERE id = ?", document)

    def path_of(self, document: str) -> str | None:
        """The path that `document` was read from, or None if it is not stored or had none."""
        return self._value("SELECT path FROM documents WHERE id = ?", document)

    def paths(self) -> dict[str, str | None]:
        """The path that each stored document was read from, sorted by document."""
        with translated(self._path):
            return dict(self._connection.execute("SELECT id, path FROM documents ORDER BY id"))

    def called_like(self, document: str) -> list[str]:
        """A few of the documents that a person may mean by a path, a file's name or a misspelt id."""
        paths = self.paths()
        meant = Path(document)
        at = os.path.abspath(document)
        found = [id for id, path in paths.items() if path and os.path.abspath(path) == at]
        if not found:
            of_name = {id: Path(id.rpartition("/")[2]) for id in paths}
            found = [id for id, name in of_name.items() if {name.name, name.stem} & {meant.name, meant.stem}]
        return (found or get_close_matches(document, paths))[:3]

    def put(self, extraction: Extraction, *, fingerprint: str) -> None:
        """Store what a document yielded, in place of what it yielded before.

        Args:
            extraction: the document with its mentions and claims.
            fingerprint: of all that the extraction depends on; `fingerprint()` gives it back.

        Raises:
            DocumentError: the document holds characters that are not Unicode.
            WorkspaceError: it could not be written; what was stored before is still there.
        """
        try:
            with translated(self._path), transaction(self._connection):
                replace(self._connection, extraction, fingerprint=fingerprint)
        except UnicodeEncodeError as error:
            raise DocumentError(
                f"{extraction.document.id!r} holds characters that are not Unicode",
                hint="rename the file, or save it again as UTF-8",
            ) from error

    def remove(self, document: str) -> bool:
        """Forget a document with its mentions and claims, and say whether it was there."""
        with translated(self._path), transaction(self._connection):
            return remove(self._connection, document)

    def local_entities(self) -> Iterator[LocalEntity]:
        """Yield each document's entities, sorted by document, in the order of their first mentions."""
        with translated(self._path):
            yield from local_entities(self._connection)

    def identities(self) -> dict[tuple[str, str], str]:
        """Which entity each (document, local id) was, by the last `assign`."""
        query = """SELECT documents.id, local, entity
                   FROM identities JOIN documents ON document = documents.number
                   ORDER BY documents.id, local"""
        with translated(self._path):
            return {(document, local): entity for document, local, entity in self._connection.execute(query)}

    def ages(self) -> dict[str, int]:
        """The number of the run that made each entity: of two, the lower one is older."""
        with translated(self._path):
            return dict(self._connection.execute("SELECT id, since FROM entities ORDER BY id"))

    def redirects(self) -> dict[str, str]:
        """Where the ids went that have been merged away."""
        with translated(self._path):
            return dict(self._connection.execute("SELECT id, entity FROM redirects ORDER BY id"))

    def resolution(self) -> Resolution:
        """The present resolution, with all that has been redirected so far."""
        query = "SELECT id, label, name, aliases, attributes FROM entities ORDER BY id"
        with translated(self._path):
            rows = self._connection.execute(query).fetchall()
        return Resolution(
            self.identities(),
            {id: (label, name, tuple(json.loads(aliases))) for id, label, name, aliases, _ in rows},
            {id: known for id, *_, text in rows if (known := json.loads(text))},
            self.redirects(),
        )

    def labels(self) -> dict[str, int]:
        """How many entities there are of each label."""
        query = "SELECT label, COUNT(*) FROM entities GROUP BY label ORDER BY label"
        with translated(self._path):
            return dict(self._connection.execute(query))

    def assign(self, resolution: Resolution) -> None:
        """Keep a resolution as the present one; only what differs from the last is written.

        Raises:
            ValueError: it speaks of a document that is not stored, or of an entity that it does not name.
            WorkspaceError: it could not be written; the last one still holds.
        """
        with translated(self._path), transaction(self._connection):
            assign(self._connection, resolution)

    @contextmanager
    def index(self) -> Iterator[Index]:
        """The kept resolution, to be read and changed; all that happens inside is one change.

        Raises:
            WorkspaceError: it could not be written; nothing has changed.
        """
        with translated(self._path), transaction(self._connection):
            yield Index(self._connection)

    def publications(self) -> int:
        """How many publications the documents are, as last compared."""
        with translated(self._path):
            query = 'SELECT COUNT(DISTINCT "group") FROM publications'
            return int(self._connection.execute(query).fetchone()[0])

    def compare_texts(self) -> None:
        """Find out which documents are one publication; `graph` counts by that.

        Nothing is done where the documents are those of the last time. One that has not been compared counts as a
        publication of its own.
        """
        with translated(self._path), transaction(self._connection):
            compare_texts(self._connection)

    def local_at(self, anchor: Anchor) -> str | None:
        """The local id of the entity whose name stands at the anchor; None if the document or the name is gone.

        In a document whose text has changed it is looked for where the name stands now, nearest to its place.
        """
        with translated(self._path):
            return anchors.local_at(self._connection, anchor)

    def anchor_at(self, document: str, local: str) -> Anchor:
        """The anchor of a document's entity: its fullest name, where it first stands.

        Raises:
            KeyError: it has no mention there.
        """
        with translated(self._path):
            return anchors.anchor_at(self._connection, document, local)

    def anchor_of(self, entity: str) -> Anchor:
        """The anchor of an entity: its own name, else its fullest, where the first document first has it.

        Raises:
            KeyError: there is no such entity.
        """
        with translated(self._path):
            return anchors.anchor_of(self._connection, entity)

    def has_claim(self, claim: str) -> bool:
        """Whether a claim with this id is stored."""
        return self._value("SELECT id FROM claims WHERE id = ?", claim) is not None

    def claims(self, statuses: Mapping[str, str] = _NONE) -> Iterator[StoredClaim]:
        """Yield the claims whose two sides are resolved, by document and place in it; rejected ones too.

        Args:
            statuses: what a person said of claims, by their ids.
        """
        with translated(self._path):
            yield from read_claims(self._connection, statuses=statuses)

    def graph(self, statuses: Mapping[str, str] = _NONE) -> Graph:
        """The graph of all documents as last resolved; an entity without a mention left is not in it.

        Args:
            statuses: what a person said of claims, by their ids; rejected ones make no edge.
        """
        # One transaction, so that documents and claims are of the same moment.
        with translated(self._path), transaction(self._connection, kind="DEFERRED"):
            return read_graph(self._connection, statuses=statuses)

    @contextmanager
    def streamed(self, statuses: Mapping[str, str] = _NONE) -> Iterator[GraphStream]:
        """The graph as `graph` gives it, but read row by row, all of one moment, while the context is open.

        Args:
            statuses: what a person said of claims, by their ids; rejected ones make no edge.
        """
        with translated(self._path), transaction(self._connection, kind="DEFERRED"):
            yield GraphStream(self._connection, statuses=statuses)

    def identity(self) -> str:
        """The id of this workspace, which a copy of the file keeps; made when it is first asked for."""
        with translated(self._path), transaction(self._connection):
            made = f"w{secrets.token_hex(8)}"
            self._connection.execute("INSERT OR IGNORE INTO meta VALUES ('workspace', ?)", (made,))
            query = "SELECT value FROM meta WHERE key = 'workspace'"
            return str(self._connection.execute(query).fetchone()[0])

    def mentions(self) -> Iterator[tuple[str, str, Mention]]:
        """Yield (entity, document, mention) of all that is resolved, sorted by entity, document and place."""
        query = """SELECT identities.entity, documents.id, start, "end", kind, label, mentions.text,
                          mentions.entity, confidence
                   FROM mentions
                   JOIN documents ON documents.number = mentions.document
                   JOIN identities ON identities.document = mentions.document AND local = mentions.entity
                   ORDER BY identities.entity, documents.id, start, "end", mentions.number"""
        with translated(self._path):
            for entity, document, *fields in self._connection.execute(query):
                yield entity, document, Mention(*fields)

    def _value(self, query: str, argument: str) -> str | None:
        with translated(self._path):
            row = self._connection.execute(query, (argument,)).fetchone()
        return None if row is None else row[0]
