"""The spaCy component `kgbuild_recognise`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.annotations import DocMention, Words, set_mentions
from kgbuild.assets import MODEL
from kgbuild.confidence import Scale
from kgbuild.pairs import Span, load_weights
from kgbuild.schema import current_schema, default_schema
from kgbuild.stages.recognise.aliases import with_aliases
from kgbuild.stages.recognise.foreign import ForeignNames
from kgbuild.stages.recognise.lists import OwnNames
from kgbuild.stages.recognise.places import with_places
from kgbuild.stages.recognise.tidy import tidy
from kgbuild.stages.recognise.units import with_units
from kgbuild.tags import TaggedSpan, decode, softmax

__all__ = ["NAME_TAGS", "Recogniser", "TrainedNames", "make_recogniser"]

NAME_TAGS = ("O", *(f"{place}-{label}" for label in default_schema().labels for place in "BI"))


class Recogniser:
    """Finds the names of a Doc: a model's, corrected by what holds of names whatever the model says.

    Args:
        find: gives the model's names of a Doc.
        own: puts the user's own names among them.
    """

    def __init__(self, find: Callable[[Words], list[TaggedSpan]], own: OwnNames | None = None) -> None:
        self._find = find
        self._own = own

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its names as entities and as mentions."""
        words = Words(doc)
        names = with_aliases(with_places(with_units(tidy(self._find(words), words), words), words), words)
        if self._own:
            names = self._own(names, words)
        set_mentions(
            words,
            [
                DocMention(Span(s.start, s.end, words.sentences[s.start], s.tag, "name"), confidence=s.confidence)
                for s in names
            ],
        )
        return doc


class TrainedNames:
    """Reads the names from a Doc whose tensor is set, by a linear layer over each word's vector."""

    def __init__(self, weights: Path = MODEL / "names.npz") -> None:
        arrays = load_weights(weights)
        self._weights = arrays
        self._scale = Scale(arrays.get("confidence"))

    def __call__(self, words: Words) -> list[TaggedSpan]:
        """The names of a Doc in the order of the text."""
        logits = words.vectors @ self._weights["weight"].T + self._weights["bias"]
        breaks = [start for start, _ in words.sentence_spans()]
        names = decode(softmax(logits), NAME_TAGS, breaks=breaks)
        return [replace(name, confidence=self._scale(name.confidence)) for name in names]


@Language.factory("kgbuild_recognise", default_config={"recogniser": "", "model": ""})
def make_recogniser(nlp: Language, name: str, recogniser: str, model: str) -> Recogniser:
    """Make the component.

    Args:
        nlp, name: as spaCy gives them.
        recogniser: "spacy:NAME" for the names of another pipeline; empty for the trained model's.
        model: the folder of a trained model; empty for the shipped one.
    """
    schema = current_schema()
    weights = (Path(model) if model else MODEL) / "names.npz"
    find = ForeignNames(recogniser.removeprefix("spacy:"), schema) if recogniser else TrainedNames(weights)
    return Recogniser(find, OwnNames(nlp, schema))
