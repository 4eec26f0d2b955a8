"""What kgbuild's components write on a spaCy Doc, and how the next one reads it.

- `doc.tensor`: a vector for each token, zeros for white space (written by `parse`);
- `doc.ents`: the names; `doc.spans["mentions"]`: all mentions in the order of the text, each with its label, its
  kind as `id_` (name, nominal, pronoun) and its entity within the document as `kb_id_` ("e1"); the group's
  `attrs["confidence"]` has one number for each (written by `recognise` and `refer`);
- `doc.user_data["kgbuild_claims"]`: the claims as plain dictionaries (written by `relate`).

All of it survives `doc.to_bytes()`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kgbuild.pairs import Floats, Span
from kgbuild.schema import current_schema

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["CLAIMS", "MENTIONS", "DocMention", "Words", "get_mentions", "set_mentions"]

CLAIMS = "kgbuild_claims"
MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class DocMention:
    """A mention in words of the document (white space not counted), with its entity and confidence."""

    span: Span
    entity: str = ""
    confidence: float = 1.0


class Words:
    """The words of a Doc: its tokens without white space, numbered from 0.

    `tokens` has each word's index among the tokens, `sentences` each word's sentence, `vectors` (words, width).
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        is_space, sentence_start = doc.to_array(["IS_SPACE", "SENT_START"]).reshape(-1, 2).T
        words = np.nonzero(is_space == 0)[0]
        self.tokens: list[int] = words.tolist()
        starts = sentence_start[words] == 1
        if len(starts):
            starts[0] = True
        self.sentences: list[int] = (np.cumsum(starts) - 1).tolist()
        self.number_of = {i: n for n, i in enumerate(self.tokens)}

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def whole(self) -> str:
        """The text of the whole Doc, which spaCy would put together anew each time it is asked."""
        return self.doc.text

    @cached_property
    def texts(self) -> list[str]:
        """The text of each word."""
        return [self.doc[i].text for i in self.tokens]

    @cached_property
    def vectors(self) -> Floats:
        """The vector of each word: (words, width)."""
        return np.asarray(self.doc.tensor[self.tokens], dtype=np.float32)

    def sentence_spans(self) -> list[tuple[int, int]]:
        """(first word, word after the last) of each sentence."""
        return self._sentence_spans

    @cached_property
    def _sentence_spans(self) -> list[tuple[int, int]]:
        starts = [n for n in range(len(self)) if n == 0 or self.sentences[n] != self.sentences[n - 1]]
        return list(zip(starts, [*starts[1:], len(self)], strict=True)) if starts else []

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text of the words from `start` to `end` - 1."""
        last = self.doc[self.tokens[end - 1]]
        return self.doc[self.tokens[start]].idx, last.idx + len(last)

    def text(self, start: int, end: int) -> str:
        """The text from word `start` to word `end` - 1."""
        a, b = self.characters(start, end)
        return self.whole[a:b]


def set_mentions(words: Words, mentions: Sequence[DocMention]) -> None:
    """Write all mentions on the Doc of `words`, names also as its entities; they must not overlap."""
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import SpanGroup

    doc = words.doc
    ordered = sorted(mentions, key=lambda mention: mention.span)
    spans = [
        DocSpan(
            doc,
            words.tokens[mention.span.start],
            words.tokens[mention.span.end - 1] + 1,
            label=mention.span.label,
            kb_id=mention.entity,
            span_id=mention.span.kind,
        )
        for mention in ordered
    ]
    confidence = [mention.confidence for mention in ordered]
    doc.spans[MENTIONS] = SpanGroup(doc, name=MENTIONS, spans=spans, attrs={"confidence": confidence})
    doc.set_ents([span for span in spans if span.id_ == "name"])


def get_mentions(words: Words) -> list[DocMention]:
    """All mentions of a Doc in the order of the text; its entities where no component of ours has run yet.

    Entities with a label that the schema does not have are passed over.
    """
    doc = words.doc
    if MENTIONS not in doc.spans:
        spans = [span for span in doc.ents if span.label_ in current_schema().labels]
        confidence, kinds = [1.0] * len(spans), ["name"] * len(spans)
    else:
        group = doc.spans[MENTIONS]
        spans, confidence = list(group), group.attrs["confidence"]
        kinds = [span.id_ for span in spans]
    mentions = []
    for span, kind, sure in zip(spans, kinds, confidence, strict=True):
        start, end = words.number_of[span.start], words.number_of[span.end - 1] + 1
        mentions.append(
            DocMention(Span(start, end, words.sentences[start], span.label_, kind), span.kb_id_, float(sure))
        )
    return mentions
