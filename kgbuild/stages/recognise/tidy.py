"""What holds of names whatever the model says: their edges, adjectives, and one label for one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kgbuild.annotations import Words
from kgbuild.gazetteer import is_demonym
from kgbuild.tags import TaggedSpan

__all__ = ["tidy"]

_NEVER_LAST = frozenset("of the and in for to at a an on by with 's ’s - , ( & /".split())
_NEVER_FIRST = frozenset("the a an of and 's ’s - , ) &".split())


def tidy(names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
    """The names without words that begin or end no name, without adjectives, each name with one label.

    A report calls two things by one name so seldom (never, in the training documents) that mentions written
    alike all take the label that the model is surest of.
    """
    trimmed = [span for name in names if (span := _trim(name, words)) and not _is_adjective(span, words)]
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in trimmed:
        votes[words.text(span.start, span.end)][span.tag] += span.confidence
    label = {text: min(by, key=lambda tag: (-by[tag], tag)) for text, by in votes.items()}
    return [replace(span, tag=label[words.text(span.start, span.end)]) for span in trimmed]


def _trim(name: TaggedSpan, words: Words) -> TaggedSpan | None:
    start, end = name.start, name.end
    while start < end and words.texts[start].lower() in _NEVER_FIRST:
        start += 1
    while start < end and words.texts[end - 1].lower() in _NEVER_LAST:
        end -= 1
    return replace(name, start=start, end=end) if start < end else None


def _is_adjective(name: TaggedSpan, words: Words) -> bool:
    return name.tag == "Place" and is_demonym(words.text(name.start, name.end))
