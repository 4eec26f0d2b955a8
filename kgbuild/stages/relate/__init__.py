"""Stage 6, Doc → Doc: claims between the entities of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kgbuild.model import Document, Extraction

__all__ = ["to_extraction"]


def to_extraction(doc: Doc, document: Document) -> Extraction:
    """All that the components found in `doc`, as offsets into and quotes from the document's own text."""
    from kgbuild.stages.relate import extraction

    return extraction.to_extraction(doc, document)
