"""Stage 3, Document → Doc: words, sentences, and a pass of the encoder."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.assets import MODEL, how_to_mend
from kgbuild.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kgbuild.model import Document

__all__ = ["fingerprint", "make_doc", "make_language"]


def make_language() -> Language:
    """Return an empty English pipeline whose tokenizer keeps every name's edges at a word's edge."""
    from kgbuild.stages.parse import words

    return words.make_language()


def make_doc(nlp: Language, document: Document) -> Doc:
    """The document's reading as a Doc of words, ready for the components."""
    return nlp.make_doc(document.reading)


@cache
def fingerprint(folder: Path = MODEL) -> str:
    """A short text that names the model in a folder: another model, another fingerprint.

    Raises:
        ModelError: there is no model.
    """
    if not folder.is_dir():
        raise ModelError(f"there is no trained model in {folder.name}", hint=how_to_mend(folder))
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.iterdir() if file.suffix in (".onnx", ".npz", ".txt")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]
