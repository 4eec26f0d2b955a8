"""What a claim says beside its two sides: role and rank, date, number, and who makes it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from kgbuild.annotations import DocMention, Words
from kgbuild.pairs import Span
from kgbuild.stages.relate.counts import count_of
from kgbuild.stages.relate.dates import Dates
from kgbuild.stages.relate.ranks import rank_of
from kgbuild.stages.relate.roles import Roles
from kgbuild.stages.relate.sources import Sources

__all__ = ["Attributes"]

# Who heads, belongs to or lies in what is told in passing: the speaker vouches for it only where it is in doubt.
_BACKGROUND = {"COMMANDS", "MEMBER_OF", "PART_OF", "LOCATED_IN"}
_DOUBTED = {"negated", "possible", "planned"}
_NEAR = 150  # words around a person in which the rank is looked for
_MOST = 20  # mentions of a person in the other sentence of the evidence
_WITH_TITLE = {"COMMANDS", "MEMBER_OF"}


class Attributes:
    """Reads the attributes of a document's claims from the words around their mentions.

    Args:
        words: the document's words.
        mentions: all mentions, in the order of the text.
    """

    def __init__(self, words: Words, mentions: Sequence[DocMention]) -> None:
        self._words = words
        self._mentions = mentions
        self._roles = Roles(words, mentions)
        people = (m.span for m in mentions if m.span.label == "Person" and m.span.kind == "name")
        self._dates = Dates(words, {i for span in people for i in range(span.start, span.end)})
        self._sources = Sources(words, mentions)
        self._people = {m.span.end: m.span for m in mentions if m.span.label == "Person"}
        self._in_sentence: dict[tuple[str, int], list[Span]] = defaultdict(list)
        for mention in mentions:
            self._in_sentence[mention.entity, mention.span.sentence].append(mention.span)

    def of(
        self, type: str, subject: int, object: int, *, modality: str = "asserted", at: Span | None = None
    ) -> dict[str, str | None]:
        """The attributes of a claim.

        Args:
            type, modality: the claim's.
            subject, object: indices of the two mentions.
            at: where the object's words stand, if not at its mention: a demonym.

        Returns:
            `role`, `rank`, `date`, `count` and `by`, those that a claim of this type may have, and what else the
            days of its date depend on: `date_bound` and `date_anchor`, as in `dates.Dated`.
        """
        body = at or self._mentions[object].span
        found: dict[str, str | None] = {}
        if type in _WITH_TITLE:
            found["role"] = self._roles.role_of(subject, object, at)
            found["rank"] = rank_of(self._words, self._same(subject, body), self._people)
        dated = self._dates.date_of(type, self._mentions[subject].span, body)
        found["date"] = dated.text if dated else None
        if dated and dated.bound:
            found["date_bound"] = dated.bound
        if dated and dated.anchor:
            found["date_anchor"] = dated.anchor
        found["count"] = count_of(self._words, type, self._mentions[subject].span, body)
        if type not in _BACKGROUND or modality in _DOUBTED:
            found["by"] = self._sources.by(subject, object)
        return found

    def _same(self, subject: int, body: Span) -> list[Span]:
        """The mentions of the subject in the sentences of the evidence."""
        person = self._mentions[subject]
        low, high = person.span.start - _NEAR, person.span.end + _NEAR
        spans = []
        for sentence in sorted({person.span.sentence, body.sentence}):
            same = self._in_sentence.get((person.entity, sentence), [])
            first, last = (bisect_left(same, at, key=lambda span: span.start) for at in (low, high))
            spans += same[first:last] if sentence == person.span.sentence else same[:_MOST]
        return spans
