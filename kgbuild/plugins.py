"""The contracts between the stages and the world: what a reader, a component and an exporter must do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kgbuild.model import Document, Graph

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Component", "Exporter", "Progress", "Reader"]


class Reader(Protocol):
    """Turns the bytes of one kind of file into text."""

    def __call__(self, content: bytes, /, *, id: str, path: Path) -> Document:
        """Return the document, or raise DocumentError."""
        ...


class Component(Protocol):
    """A spaCy pipeline component: takes a Doc and returns the same Doc, enriched."""

    def __call__(self, doc: Doc, /) -> Doc:
        """Return `doc` with this component's annotations added."""
        ...


class Exporter(Protocol):
    """Writes a projection of the graph to a file."""

    def __call__(self, graph: Graph, path: Path, /) -> None:
        """Write it whole or not at all; raise OutputError."""
        ...


class Progress(Protocol):
    """Is told how far a long piece of work has come."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """`done` of `total` are through with `step`."""
        ...
