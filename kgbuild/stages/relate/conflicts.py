"""Readings of one sentence that cannot all be meant: the surer stay.

The scorer judges each pair of mentions alone, so of one sentence it may read a relation in both directions, or
count the one who was attacked among the killers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kgbuild.annotations import DocMention, Words
from kgbuild.schema import current_schema
from kgbuild.stages.relate.deaths import KILLED
from kgbuild.stages.relate.readings import Reading

__all__ = ["without_conflicts"]

# A part and its whole; who acts under a body and that body. Attacks may well be mutual.
_ABOVE = {"PART_OF": "above", "OPERATES_UNDER": "above"}
_MUTUAL = frozenset({"ATTACKED", "BACKED_BY", "DEPLOYED_TO", "OPERATES_IN"})
_DEEDS = frozenset({"ATTACKED", "KILLED"})
_ENDED = frozenset({"negated", "past"})
_TIES = frozenset({"COMMANDS", "MEMBER_OF"})
_FURTHER = re.compile(
    r"\)?(?:,? (?:headquartered|based|stationed|located|garrisoned) [^.;:]{2,70})?,? "
    r"(?:which|that|itself|in turn)\b"
)
_QUESTION = re.compile(
    r"(?:[QA]\s?[:.]\s?)?[\"“'‘]?(?:and |but |so )?(?:do|does|did|is|are|was|were|has|have|had|can|could|will|"
    r"would|should|might|may)\b",
    re.IGNORECASE,
)

_TOGETHER = re.compile(r"^['’,]|\b(?:and|with|alongside|of)\b", re.IGNORECASE)
_ASIDE = 10  # words between two bodies that act together

_Places = frozenset[int]  # the sentences of a reading's evidence


def without_conflicts(
    words: Words, mentions: Sequence[DocMention], readings: Iterable[Reading], sure: Callable[[Reading], float]
) -> list[Reading]:
    """The readings without those that a surer one of the same evidence, or the text's form, rules out.

    Args:
        words: the document's words.
        mentions: all mentions in the order of the text.
        readings: of those mentions.
        sure: a reading's confidence, from 0 to 1, comparable between all of them.
    """
    return _Conflicts(words, mentions, sure).resolve(readings)


class _Conflicts:
    """The rules, each of which tells the readings that are to go."""

    def __init__(self, words: Words, mentions: Sequence[DocMention], sure: Callable[[Reading], float]) -> None:
        self._words = words
        self._mentions = mentions
        self._sure = sure
        self._spans = words.sentence_spans()
        self._texts: dict[int, str] = {}
        self._questions: dict[int, bool] = {}

    def resolve(self, readings: Iterable[Reading]) -> list[Reading]:
        """The readings that stay, in their order."""
        kept = [r for r in readings if not self._is_ruled_out(r)]
        groups: defaultdict[int, list[Reading]] = defaultdict(list)
        for reading in kept:
            for sentence in self._where(reading):
                groups[sentence].append(reading)
        rules = (
            self._turned,
            self._killed_by_the_attacked,
            self._killed_by_own,
            self._killed_by_another,
            self._above_the_next,
            self._of_the_owner,
        )
        gone: set[int] = set()
        for sentence in sorted(groups):
            for rule in rules:
                gone |= rule([reading for reading in groups[sentence] if id(reading) not in gone])
        return [reading for reading in kept if id(reading) not in gone]

    # --- What the form of the text rules out ---

    def _is_ruled_out(self, reading: Reading) -> bool:
        """Whether a reading's sentences have a form that tells nothing of the kind."""
        # What patterns find in a question, such as a commander's title, goes without saying; a deed does not.
        if reading.scored and self._is_across_rows(reading):
            return True
        return (reading.scored or reading.type in _DEEDS) and self._is_asked(reading)

    def _is_across_rows(self, reading: Reading) -> bool:
        """Whether a reading ties one row of a table to another, or to what follows the table."""
        first, last = min(self._where(reading)), max(self._where(reading))
        if first == last or not self._text(first).startswith("|"):
            return False
        return first > 0 and self._text(first - 1).startswith("|")  # the first row may head the others

    def _is_asked(self, reading: Reading) -> bool:
        """Whether a reading is only asked about: "Does 5 Brigade operate under the Navy?"."""
        return any(map(self._is_question, self._where(reading)))

    def _is_question(self, sentence: int) -> bool:
        if sentence not in self._questions:
            text = self._text(sentence)
            asked = text.rstrip("\"”'’ ").endswith("?")
            self._questions[sentence] = asked and _QUESTION.match(text) is not None
        return self._questions[sentence]

    # --- What another reading rules out ---

    def _turned(self, readings: Sequence[Reading]) -> set[int]:
        """Of two readings that make each of a pair the subject, the less sure: A part of B, and B part of A."""
        by_pair: defaultdict[tuple[str, str, str], list[Reading]] = defaultdict(list)
        for reading in readings:
            directed = reading.type not in _MUTUAL and current_schema().relations[reading.type].directed
            if directed or reading.type == "BACKED_BY":
                kind = _ABOVE.get(reading.type, reading.type)
                by_pair[kind, self._subject(reading), self._object(reading)].append(reading)
        gone = set()
        for (kind, subject, object), found in by_pair.items():
            against = by_pair.get((kind, object, subject), []) if subject < object else []
            for one in found:
                for other in against:
                    if kind == "BACKED_BY" and one.scored == other.scored:
                        continue  # the scorer is only wrong where fixed words say so
                    # What was once so, or is not, may well be the other way round now.
                    alike = (one.modality in _ENDED) == (other.modality in _ENDED)
                    if alike and self._where(one) & self._where(other):
                        less = min(one, other, key=lambda r: (self._sure(r), -r.subject, -r.object))
                        gone.add(id(less))
        return gone

    def _killed_by_the_attacked(self, readings: Sequence[Reading]) -> set[int]:
        """ "Rebels attacked the Army, killing Major Obi": the Army did not, where the rebels did."""
        attacks, kills = self._of("ATTACKED", readings), self._of("KILLED", readings)
        killers: defaultdict[str, list[tuple[str, _Places]]] = defaultdict(list)
        for kill in kills:
            if kill.modality == "negated":
                continue
            killers[self._object(kill)].append((self._subject(kill), self._where(kill)))
        attackers: defaultdict[str, list[tuple[str, _Places]]] = defaultdict(list)
        for attack in attacks:
            attackers[self._object(attack)].append((self._subject(attack), self._where(attack)))
        return {
            id(kill)
            for kill in kills
            for attacker, where in attackers[self._subject(kill)]
            for killer, at in killers[self._object(kill)]
            if killer == attacker != self._subject(kill) and where & at & self._where(kill)
        }

    def _killed_by_own(self, readings: Sequence[Reading]) -> set[int]:
        """Of two readings by which a body killed one of its own, the less sure."""
        ties: defaultdict[tuple[str, str], list[Reading]] = defaultdict(list)
        for reading in readings:
            if reading.type in _TIES and reading.modality == "asserted":
                ties[self._subject(reading), self._object(reading)].append(reading)
        gone = set()
        for kill in self._of("KILLED", readings):
            if kill.modality == "negated":
                continue
            for tie in ties[self._object(kill), self._subject(kill)]:
                if self._where(kill) & self._where(tie):
                    gone.add(id(min(kill, tie, key=self._sure)))
        return gone

    def _killed_by_another(self, readings: Sequence[Reading]) -> set[int]:
        """Killers whom the scorer read where fixed words name another, unless the two are told together."""
        told: defaultdict[str, list[Reading]] = defaultdict(list)
        for kill in self._of("KILLED", readings):
            if not kill.scored and kill.modality == "asserted":
                told[self._object(kill)].append(kill)
        killers = {victim: {self._subject(kill) for kill in kills} for victim, kills in told.items()}
        return {
            id(kill)
            for kill in self._of("KILLED", readings)
            if kill.scored
            and kill.modality == "asserted"
            and self._subject(kill) not in killers.get(self._object(kill), {self._subject(kill)})
            and not any(self._are_together(kill.subject, one.subject) for one in told[self._object(kill)])
        }

    def _are_together(self, one: int, other: int) -> bool:
        """Whether two mentions stand side by side in a sentence: "5 Brigade of the Army", "5 Brigade with …"."""
        first, second = sorted((self._mentions[one].span, self._mentions[other].span))
        if first.sentence != second.sentence or second.start - first.end > _ASIDE:
            return False
        between = self._words.text(first.end, second.start) if second.start > first.end else ","
        return bool(_TOGETHER.search(between)) and not re.search(KILLED, between)

    def _above_the_next(self, readings: Sequence[Reading]) -> set[int]:
        """ "A is under B, which is under C": what is said of B and C is not said of A and C."""
        above = [r for r in readings if r.type in _ABOVE and r.at is None]
        links: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in above:
            links[self._subject(reading)].append(reading)
        gone = set()
        for far in above:
            if not far.scored:
                continue
            for near in links[self._subject(far)]:
                middle = self._object(near)
                if middle == self._object(far) or not self._where(near) & self._where(far):
                    continue
                for further in links[middle]:
                    told = self._object(further) == self._object(far) and self._where(further) & self._where(far)
                    if told and self._goes_on(near.object, further.object):
                        gone.add(id(far))
        return gone

    def _of_the_owner(self, readings: Sequence[Reading]) -> set[int]:
        """ "The commander of Iran's Quds Force" commands the force, not Iran."""
        ties: defaultdict[tuple[str, str], list[Reading]] = defaultdict(list)
        for reading in readings:
            if reading.type in _TIES:
                ties[self._subject(reading), self._object(reading)].append(reading)
        return {
            id(reading)
            for reading in readings
            if reading.type in _TIES
            and reading.at is None
            and self._mentions[reading.object].span.label == "Place"
            for owned in self._owned(reading.object)
            if any(self._where(tie) & self._where(reading) for tie in ties[self._subject(reading), owned])
        }

    def _owned(self, place: int) -> list[str]:
        """The body that a possessive makes a place's: the force of "Iran's Quds Force"."""
        if place + 1 >= len(self._mentions):
            return []
        one, other = self._mentions[place].span, self._mentions[place + 1]
        between = self._words.texts[one.end : other.span.start]
        body = other.span.kind == "name" and other.span.label in ("Unit", "Organisation")
        return [other.entity] if body and between in (["'s"], ["’s"]) else []

    def _goes_on(self, middle: int, last: int) -> bool:
        """Whether the words between two mentions begin a clause on the first of them: "…, which is under"."""
        one, other = self._mentions[middle].span, self._mentions[last].span
        if one.end >= other.start or one.sentence != other.sentence:
            return False
        between = self._words.text(one.end, other.start)
        return bool(_FURTHER.match(f" {between}" if between[0].isalpha() else between))

    # --- Words for the above ---

    def _of(self, type: str, readings: Sequence[Reading]) -> list[Reading]:
        return [reading for reading in readings if reading.type == type]

    def _subject(self, reading: Reading) -> str:
        return self._mentions[reading.subject].entity

    def _object(self, reading: Reading) -> str:
        return self._mentions[reading.object].entity

    def _where(self, reading: Reading) -> _Places:
        body = reading.at or self._mentions[reading.object].span
        return frozenset((self._mentions[reading.subject].span.sentence, body.sentence))

    def _text(self, sentence: int) -> str:
        if sentence not in self._texts:
            self._texts[sentence] = self._words.text(*self._spans[sentence])
        return self._texts[sentence]
