"""The spaCy component `kgbuild_relate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.annotations import CLAIMS, DocMention, Words, get_mentions
from kgbuild.assets import MODEL
from kgbuild.confidence import Scale
from kgbuild.pairs import PAIR_LABELS, Floats, PairScorer, Span, load_weights
from kgbuild.schema import MODALITIES, current_schema, default_schema
from kgbuild.stages.relate.attributes import Attributes
from kgbuild.stages.relate.candidates import relation_candidates
from kgbuild.stages.relate.chains import Chains
from kgbuild.stages.relate.conflicts import without_conflicts
from kgbuild.stages.relate.culprits import Culprits, acquits
from kgbuild.stages.relate.lists import find_lists
from kgbuild.stages.relate.nations import find_nations
from kgbuild.stages.relate.patterns import (
    denies,
    denies_deed,
    find_patterns,
    hands_over,
    is_over,
    states_command,
    tells_survival,
)
from kgbuild.stages.relate.readings import Reading

__all__ = ["CHAIN_CONFIDENCE", "PATTERN_CONFIDENCE", "Relater", "make_relater"]

# Of two types that say nearly the same of a pair, the text states one: the likelier is kept.
_RIVALS = (
    {"PART_OF", "OPERATES_UNDER"},
    {"COMMANDS", "MEMBER_OF"},
    {"DEPLOYED_TO", "OPERATES_IN", "LOCATED_IN"},
)
CHAIN_CONFIDENCE = 0.95  # of the chains in annotated documents, a little more are right
PATTERN_CONFIDENCE = 0.9  # of the patterns' matches in the training documents, about nine in ten are right
_TIES = {"PART_OF", "OPERATES_UNDER", "ALLIED_WITH", "BACKED_BY", "MEMBER_OF"}
_ABOVE = {"PART_OF", "OPERATES_UNDER"}
_BODIES = {"Unit", "Organisation"}
_FEW = 8
_DEEDS = {"ATTACKED", "KILLED"}

_End = TypeVar("_End", int, str)


class Relater:
    """Reads each near pair of mentions: which relation types hold, and in which modality.

    Args:
        weights: relations.npz: the scorer's arrays, and `thresholds`, one for each relation type.
    """

    def __init__(self, weights: Path = MODEL / "relations.npz") -> None:
        arrays = load_weights(weights)
        self._thresholds = arrays.pop("thresholds")
        self._scale = Scale(arrays.pop("confidence", None))
        self._scorer = PairScorer(arrays)
        self._types = tuple(default_schema().relations)

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its claims, sorted by where they stand."""
        words = Words(doc)
        mentions = get_mentions(words)
        chains = Chains(words, mentions)
        readings = [*self._read(words, mentions), *self._match(words, mentions)]
        readings = [*_in_order(readings, chains), *_linked(mentions, chains)]
        culprits = Culprits(words, mentions)
        worded = [
            _as_worded(words, mentions, reading)
            for reading in readings
            if not (reading.scored and reading.type == "KILLED" and culprits.clears(reading))
        ]
        told = without_conflicts(words, mentions, _without_rivals(worded, self._sure), self._sure)
        doc.user_data[CLAIMS] = _to_claims(words, mentions, told, self._sure)
        return doc

    def _sure(self, reading: Reading) -> float:
        return self._scale(reading.confidence) if reading.scored else reading.confidence

    def _read(self, words: Words, mentions: Sequence[DocMention]) -> Iterator[Reading]:
        # The scorer knows only the labels that it was trained on, so a user's own are left to the patterns.
        known = [i for i, mention in enumerate(mentions) if mention.span.label in PAIR_LABELS]
        mentions = [mentions[i] for i in known]
        spans = [mention.span for mention in mentions]
        pairs = [(a, b) for a, b in relation_candidates(spans) if mentions[a].entity != mentions[b].entity]
        logits = self._scorer(words.vectors, spans, pairs)
        held = _sigmoid(logits[:, : len(self._types)])
        modality = logits[:, len(self._types) :].argmax(axis=1)
        for row, column in zip(*np.nonzero(held >= self._thresholds), strict=True):
            a, b = pairs[row]
            relation = self._types[column]
            if default_schema().allows(relation, spans[a].label, spans[b].label):
                sure = float(held[row, column])
                yield Reading(relation, known[a], known[b], sure, MODALITIES[modality[row]], scored=True)

    def _match(self, words: Words, mentions: Sequence[DocMention]) -> Iterator[Reading]:
        for relation, a, b, modality in (*find_patterns(words, mentions), *find_lists(words, mentions)):
            if mentions[a].entity != mentions[b].entity:
                yield Reading(relation, a, b, PATTERN_CONFIDENCE, modality)
        for found in find_nations(words, mentions):
            sides = found.type, found.subject, found.object
            yield Reading(*sides, PATTERN_CONFIDENCE, found.modality, at=found.at)


def _linked(mentions: Sequence[DocMention], chains: Chains) -> Iterator[Reading]:
    for part, whole in chains.links:
        if mentions[part].entity != mentions[whole].entity:
            yield Reading("PART_OF", part, whole, CHAIN_CONFIDENCE, "asserted")


def _in_order(readings: Sequence[Reading], chains: Chains) -> Iterator[Reading]:
    """Yield the readings; those that make a unit part of a smaller one the other way round.

    What a chain says of a unit and the next is not said once more of those after it, and nothing puts a unit under
    the source of the sentence.
    """
    for reading in readings:
        if reading.type in _ABOVE and (reading.subject, reading.object) in chains.sources:
            continue
        if reading.type != "PART_OF" or reading.at is not None:
            yield reading
        elif chains.turned(reading.subject, reading.object):
            yield replace(reading, subject=reading.object, object=reading.subject)
        elif (reading.subject, reading.object) not in chains.skipped:
            yield reading


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))


def _as_worded(words: Words, mentions: Sequence[DocMention], reading: Reading) -> Reading:
    """The reading, corrected where the words between its two sides leave no doubt.

    "separate from" denies any tie; "under the command of" makes a part a subordinate, as the guidelines ask for
    the most specific type.
    """
    subject, object = mentions[reading.subject].span, reading.at or mentions[reading.object].span
    first, second = sorted((subject, object))
    between = words.text(first.end, second.start) if second.start > first.end else ""
    if reading.type in _TIES and denies(between):
        return replace(reading, modality="negated")
    if reading.type in _TIES and reading.modality == "asserted" and first == subject and is_over(between):
        return replace(reading, modality="past")
    if reading.type in _DEEDS and first == subject and denies_deed(between):
        return replace(reading, modality="negated")
    if reading.type == "KILLED" and tells_survival(between):
        return replace(reading, modality="negated")
    if reading.type == "KILLED" and first == subject and acquits(_words_before(words, first), between):
        return replace(reading, modality="negated")
    if reading.type == "COMMANDS" and reading.modality == "asserted" and first == subject and hands_over(between):
        return replace(reading, modality="past")
    bodies = {subject.label, object.label} <= _BODIES
    if reading.type == "PART_OF" and bodies and first == subject and states_command(between):
        return replace(reading, type="OPERATES_UNDER")
    return reading


def _words_before(words: Words, span: Span) -> str:
    """The text of the few words before a span in its sentence, with the space after them."""
    first = max(words.sentence_spans()[span.sentence][0], span.start - _FEW)
    return f"{words.text(first, span.start)} " if span.start > first else ""


def _without_rivals(readings: Sequence[Reading], sure: Callable[[Reading], float]) -> list[Reading]:
    """For each pair of mentions, the likeliest of the types that exclude one another."""
    best: dict[tuple[int, int, str], Reading] = {}
    for reading in sorted(readings, key=lambda r: (-r.confidence, r.type, r.subject, r.object)):
        rivals = next((min(types) for types in _RIVALS if reading.type in types), reading.type)
        key = (*_ends(reading.type, reading.subject, reading.object), rivals)
        kept = best.setdefault(key, reading)
        if kept.scored and not reading.scored and kept.type == reading.type and sure(reading) > sure(kept):
            # Fixed words state what the scorer read as well, whose modality tells more than their "asserted".
            modality = kept.modality if reading.modality == "asserted" else reading.modality
            best[key] = replace(reading, modality=modality)
    return list(best.values())


def _ends(type: str, subject: _End, object: _End) -> tuple[_End, _End]:
    """The two sides; in one order whichever comes first, where the relation has no direction."""
    if current_schema().relations[type].directed or subject <= object:
        return subject, object
    return object, subject


def _to_claims(
    words: Words, mentions: Sequence[DocMention], readings: Sequence[Reading], sure: Callable[[Reading], float]
) -> list[dict[str, object]]:
    """One claim for each type, pair of entities and stretch of evidence: the likeliest of its readings."""
    if not readings:
        return []
    sentences = words.sentence_spans()
    attributes = Attributes(words, mentions)
    claims: dict[tuple[object, ...], dict[str, object]] = {}
    for reading in sorted(readings, key=lambda r: (-sure(r), -r.confidence, r.type, r.subject, r.object)):
        left, right = mentions[reading.subject], mentions[reading.object]
        body = reading.at or right.span
        where = sorted({left.span.sentence, body.sentence})
        evidence = [list(words.characters(*sentences[i])) for i in where]
        key = (reading.type, *_ends(reading.type, left.entity, right.entity), str(evidence))
        if key in claims:
            continue
        told = attributes.of(
            reading.type, reading.subject, reading.object, modality=reading.modality, at=reading.at
        )
        if reading.scored and reading.type == "KILLED" and _is_of_a_speaker(told["by"], left, right):
            continue
        claims[key] = {
            "type": reading.type,
            "subject": left.entity,
            "object": right.entity,
            "evidence": evidence,
            "modality": reading.modality,
            "confidence": round(sure(reading), 4),
            **told,
        }
    return sorted(
        claims.values(), key=lambda c: (c["evidence"], str(c["type"]), str(c["subject"]), str(c["object"]))
    )


def _is_of_a_speaker(speaker: str | None, killer: DocMention, victim: DocMention) -> bool:
    """Whether the one who tells of a death is taken for the dead, or for the killer, by name: "he" may confess."""
    return speaker is not None and (
        (killer.entity == speaker and killer.span.label == "Person" and killer.span.kind == "name")
        or victim.entity == speaker
    )


@Language.factory("kgbuild_relate", default_config={"model": ""})
def make_relater(nlp: Language, name: str, model: str) -> Relater:
    """Make the component; `model` is the folder of a trained model, empty for the shipped one."""
    return Relater((Path(model) if model else MODEL) / "relations.npz")
