"""The readers of plain text and Markdown: the document's text is the file's, to the character."""

from __future__ import annotations

from pathlib import Path

from kgbuild.model import Document
from kgbuild.stages.acquire.encoding import decode
from kgbuild.stages.acquire.identity import printable
from kgbuild.stages.acquire.metadata import read_metadata

__all__ = ["read_text"]


def read_text(content: bytes, /, *, id: str, path: Path) -> Document:
    """Return the document that a text or Markdown file holds; `clean` sets its markup aside.

    Raises:
        DocumentError: the bytes are not text, or in no encoding that can be told.
    """
    text = decode(content)
    metadata = read_metadata(text, name=path.stem)
    return Document(
        id=id,
        text=text,
        title=metadata.title,
        source=metadata.source,
        published=metadata.published,
        path=printable(path.as_posix()),
    )
