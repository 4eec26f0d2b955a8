"""Which documents are new or have changed, and that none takes the place of another."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property

from kgbuild.errors import DocumentError
from kgbuild.model import Document, Extraction
from kgbuild.stages.store.workspace import Workspace

__all__ = ["Intake"]


class Intake:
    """Puts documents into a workspace: new and changed ones, and never one in the place of another.

    Args:
        extractor: what an extraction depends on, apart from the document; where it is another than before, a
            document counts as changed.
    """

    def __init__(self, workspace: Workspace, extractor: str) -> None:
        self._workspace = workspace
        self._extractor = extractor

    def admit(self, document: Document) -> Document:
        """The document by the id that its file is stored by.

        Raises:
            DocumentError: another file is stored by its id.
        """
        document = self._known(document)
        self._refuse_namesake(document)
        return document

    def is_stored(self, document: Document, annotation: str = "") -> bool:
        """Whether the document stands in the workspace just so, read by this kgbuild with these settings.

        Args:
            annotation: a hash of what a file says of the document, where that takes the place of reading it.
        """
        return self._workspace.fingerprint(document.id) == self._fingerprint(document, annotation)

    def store(self, extraction: Extraction, annotation: str = "") -> None:
        """Keep what a document states.

        Raises:
            DocumentError: another file was stored by its id meanwhile.
        """
        self._refuse_namesake(extraction.document)
        self._workspace.put(extraction, fingerprint=self._fingerprint(extraction.document, annotation))

    def _fingerprint(self, document: Document, annotation: str) -> str:
        return f"{document.digest} {self._extractor}{annotation}"

    def _known(self, document: Document) -> Document:
        """The document by the id that its file is stored by."""
        # An id is as short as the files of one run allow, so the same file may be found by another one.
        if self._is_of(document):
            return document
        return replace(document, id=self._ids.get(_place(document.path), document.id))

    @cached_property
    def _ids(self) -> dict[str | None, str]:
        """The id of each file that was stored before."""
        return {_place(path): id for id, path in self._workspace.paths().items()}

    def _is_of(self, document: Document) -> bool:
        """Whether what is stored by the document's id came from the document's file."""
        return _place(self._workspace.path_of(document.id)) == _place(document.path)

    def _refuse_namesake(self, document: Document) -> None:
        stored = self._workspace.fingerprint(document.id)
        if stored is None or stored.split()[0] == document.digest or self._is_of(document):
            return
        raise DocumentError(
            f"another file, {self._workspace.path_of(document.id)}, is already stored as {document.id}",
            hint=f"rename this one, or `kgbuild remove {document.id}` first",
        )


def _place(path: str | None) -> str | None:
    return None if path is None else os.path.abspath(path)
