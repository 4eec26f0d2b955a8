"""The spaCy component `kgbuild_parse`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.annotations import Words
from kgbuild.assets import MODEL
from kgbuild.stages.parse.encoder import WIDTH, Encoder
from kgbuild.stages.parse.words import split_sentences

__all__ = ["Parser", "make_parser"]


class Parser:
    """Marks sentences, unless they are marked, and sets `doc.tensor` to a vector for each token."""

    def __init__(self, folder: Path = MODEL, *, threads: int = 0) -> None:
        self._encoder = Encoder(folder, threads=threads)

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with sentences and (tokens, WIDTH) vectors; white space has zeros."""
        if not doc.has_annotation("SENT_START"):
            split_sentences(doc)
        words = Words(doc)
        tensor = np.zeros((len(doc), WIDTH), dtype=np.float32)
        if len(words):
            tensor[words.tokens] = self._encoder(words.texts, words.sentence_spans())
        doc.tensor = tensor  # type: ignore[assignment]  # spaCy declares double precision, and keeps any
        return doc


@Language.factory("kgbuild_parse", default_config={"threads": 0, "model": ""})
def make_parser(nlp: Language, name: str, threads: int, model: str) -> Parser:
    """Make the component.

    Args:
        nlp, name: as spaCy gives them.
        threads: the encoder's; 0 lets onnxruntime choose.
        model: the folder of a trained model; empty for the shipped one.
    """
    return Parser(Path(model) if model else MODEL, threads=threads)
