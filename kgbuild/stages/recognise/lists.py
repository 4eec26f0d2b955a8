"""The user's own names: lists of names and patterns that always have the label they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.errors import MatchPatternError
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from kgbuild.annotations import Words
from kgbuild.errors import ConfigError
from kgbuild.schema import Label, Schema
from kgbuild.tags import TaggedSpan

__all__ = ["OwnNames"]


class OwnNames:
    """Finds the names that a schema lists, and those that fit its labels' patterns.

    Args:
        nlp: its tokenizer reads the lists as it reads documents.
        schema: the run's.

    Raises:
        ConfigError: a pattern is none that spaCy's Matcher takes.
    """

    def __init__(self, nlp: Language, schema: Schema) -> None:
        self._vocab = nlp.vocab
        self._phrases = PhraseMatcher(nlp.vocab)
        self._patterns = Matcher(nlp.vocab, validate=True)
        for label in schema.labels.values():
            phrases = dict.fromkeys([*_phrases_of(label), *map(str.upper, _phrases_of(label))])
            if phrases:
                self._phrases.add(label.name, [nlp.make_doc(phrase) for phrase in phrases])
            if tokens := [pattern for pattern in label.patterns if not isinstance(pattern, str)]:
                self._add(label.name, tokens)

    def _add(self, label: str, patterns: list[list[dict[str, object]]]) -> None:
        try:
            self._patterns.add(label, patterns)
            self._patterns(Doc(self._vocab, words=["a"]))  # tells what only a tagger could know, such as POS
        except (MatchPatternError, ValueError, re.error) as error:
            reason = " ".join(str(error).split())
            raise ConfigError(
                f"[labels.{label}]: a pattern is none that spaCy's Matcher takes: {reason}",
                hint="see https://spacy.io/usage/rule-based-matching",
            ) from error

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(len(self._phrases) or len(self._patterns))

    def __call__(self, names: Sequence[TaggedSpan], words: Words) -> list[TaggedSpan]:
        """The names with the user's own, which take the place of those they overlap.

        A longer name with the same label stays: "Red Spear Brigade" where "Red Spear" is listed.
        """
        if not self or not len(words):
            return list(names)
        kept = list(names)
        for own in self._find(words):
            beside = [name for name in kept if name.end <= own.start or own.end <= name.start]
            over = [name for name in kept if name not in beside]
            kept = kept if any(_is_longer(name, own) for name in over) else [*beside, own]
        return sorted(kept, key=lambda name: name.start)

    def _find(self, words: Words) -> Iterator[TaggedSpan]:
        """Yield what is listed, the longest first, in one sentence each, and none over another."""
        # Of words alone, so that a name is found across a line break.
        doc = Doc(self._vocab, words=words.texts)
        found = {
            (start, end, self._vocab.strings[label])
            for matcher in (self._phrases, self._patterns)
            if len(matcher)  # spaCy warns of an empty one
            for label, start, end in matcher(doc)
            if words.sentences[start] == words.sentences[end - 1]
        }
        taken: set[int] = set()
        for start, end, label in sorted(found, key=lambda one: (one[0] - one[1], one)):
            if not taken & set(range(start, end)):
                taken |= set(range(start, end))
                yield TaggedSpan(start, end, label, 1.0)


def _is_longer(name: TaggedSpan, own: TaggedSpan) -> bool:
    inside = name.start <= own.start and own.end <= name.end
    return inside and name.tag == own.tag and (name.start, name.end) != (own.start, own.end)


def _phrases_of(label: Label) -> list[str]:
    listed = [name for names in label.names for name in names]
    return [*listed, *(pattern for pattern in label.patterns if isinstance(pattern, str))]
