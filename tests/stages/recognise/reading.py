"""Texts whose names are given, as the words and spans that the steps of the stage take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgbuild.annotations import Words
from kgbuild.stages.parse import make_language
from kgbuild.stages.parse.words import split_sentences
from kgbuild.tags import TaggedSpan

Step = Callable[[Sequence[TaggedSpan], Words], Sequence[TaggedSpan]]


def names_after(step: Step, text: str, *names: tuple[str, str, float]) -> list[tuple[str, str]]:
    """The names of `text` as (text, label) after a step, given (text, label, confidence) in order before it."""
    doc = make_language().make_doc(text)
    split_sentences(doc)
    words, spans, at = Words(doc), [], 0
    for name, label, confidence in names:
        start = text.index(name, at)
        at = start + len(name)
        span = doc.char_span(start, at)
        first, last = words.number_of[span.start], words.number_of[span.end - 1] + 1
        spans.append(TaggedSpan(first, last, label, confidence))
    return [(words.text(span.start, span.end), span.tag) for span in step(spans, words)]
