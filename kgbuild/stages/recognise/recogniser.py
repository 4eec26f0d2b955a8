"""The spaCy component `kgbuild_recognise`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.annotations import DocMention, Words, set_mentions
from kgbuild.assets import MODEL
from kgbuild.pairs import Span, load_weights
from kgbuild.schema import default_schema
from kgbuild.stages.recognise.tidy import tidy
from kgbuild.tags import decode, softmax

__all__ = ["NAME_TAGS", "Recogniser", "make_recogniser"]

NAME_TAGS = ("O", *(f"{place}-{label}" for label in default_schema().labels for place in "BI"))


class Recogniser:
    """Finds the names of a Doc whose tensor is set, by a linear layer over each word's vector."""

    def __init__(self, weights: Path = MODEL / "names.npz") -> None:
        self._weights = load_weights(weights)

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its names as entities and as mentions."""
        words = Words(doc)
        logits = words.vectors @ self._weights["weight"].T + self._weights["bias"]
        breaks = [start for start, _ in words.sentence_spans()]
        names = [
            DocMention(Span(s.start, s.end, words.sentences[s.start], s.tag, "name"), confidence=s.confidence)
            for s in tidy(decode(softmax(logits), NAME_TAGS, breaks=breaks), words)
        ]
        set_mentions(words, names)
        return doc


@Language.factory("kgbuild_recognise")
def make_recogniser(nlp: Language, name: str) -> Recogniser:
    """Make the component."""
    return Recogniser()
