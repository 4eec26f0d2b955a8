"""Relations: distinct (type, subject, object) of a document, between entities that stand for gold ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.evaluate.alignment import Alignment, Triple, align, pair_triples
from kgbuild.evaluate.attributes import AttributeScores, score_attributes
from kgbuild.evaluate.calibration import Calibration, Judged, calibrate
from kgbuild.evaluate.figures import (
    NONE,
    Confusion,
    Counts,
    compare,
    compare_by_kind,
    count,
    merge,
    merge_confusion,
)
from kgbuild.evaluate.gold import Record

__all__ = ["TURNED", "RelationScores", "judge_claims", "score_relations"]

TURNED = "turned round"  # in a confusion: the right type in the wrong direction


@dataclass(frozen=True, slots=True)
class RelationScores:
    """Distinct (type, subject, object) of each document, by type.

    `pairs` are relations of any type and direction; of `found` right relations, `agreed` have the modality.
    `confusion` counts gold types against predicted ones between the same two entities, `modalities` gold's
    modality against the predicted one of the right relations; `calibration` is that of the claims' confidence,
    where right is a claim whose relation is.
    """

    types: Mapping[str, Counts] = field(default_factory=dict)
    pairs: Counts = field(default_factory=Counts)
    agreed: int = 0
    found: int = 0
    attributes: Mapping[str, AttributeScores] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=dict)
    modalities: Confusion = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)

    def __add__(self, other: RelationScores) -> RelationScores:
        attributes = self.attributes.keys() | other.attributes.keys()
        return RelationScores(
            merge(self.types, other.types),
            self.pairs + other.pairs,
            self.agreed + other.agreed,
            self.found + other.found,
            {one: _attribute(self, one) + _attribute(other, one) for one in sorted(attributes)},
            merge_confusion(self.confusion, other.confusion),
            merge_confusion(self.modalities, other.modalities),
            self.calibration + other.calibration,
        )

    @property
    def exact(self) -> Counts:
        """All types together."""
        return sum(self.types.values(), Counts())

    @property
    def modality(self) -> float | None:
        """The share of the right relations that have the right modality; None when there are none."""
        return self.agreed / self.found if self.found else None


def score_relations(gold: Record, predicted: Record) -> RelationScores:
    """Compare the relations, unless gold's were not annotated."""
    alignment = align(gold, predicted)
    if alignment is None:
        return RelationScores()
    expected, found = alignment.expected.keys(), alignment.found.keys()
    modalities = [_modalities(alignment, triple) for triple in alignment.matched]
    return RelationScores(
        compare_by_kind(expected, found, kind=lambda triple: triple[0]),
        compare(_pairs(expected), _pairs(found)),
        sum(wanted == given for wanted, given in modalities),
        len(modalities),
        score_attributes(alignment),
        count(_types(one, other) for one, other in pair_triples(alignment)),
        count(modalities),
        calibrate(_judged(alignment)),
    )


def judge_claims(gold: Record, predicted: Record) -> list[Judged]:
    """The confidence of each predicted claim of a document, and whether gold has its relation.

    Claims without a confidence, or whose relation gold leaves open or nobody annotated, are passed over.
    """
    alignment = align(gold, predicted)
    return [] if alignment is None else _judged(alignment)


def _judged(alignment: Alignment) -> list[Judged]:
    return [
        (relation["confidence"], triple in alignment.expected)
        for triple, stated in alignment.found.items()
        for relation in stated.relations
        if relation.get("confidence") is not None
    ]


def _attribute(scores: RelationScores, attribute: str) -> AttributeScores:
    return scores.attributes.get(attribute, AttributeScores())


def _modalities(alignment: Alignment, triple: Triple) -> tuple[str, str]:
    """Gold's modality and the predicted one of a right relation: the same if they share one."""
    wanted, given = alignment.expected[triple].modalities, alignment.found[triple].modalities
    shared = wanted & given
    return (min(shared), min(shared)) if shared else (min(wanted), min(given))


def _types(expected: Triple | None, found: Triple | None) -> tuple[str, str]:
    wanted, given = expected[0] if expected else NONE, found[0] if found else NONE
    return wanted, TURNED if wanted == given and expected != found else given


def _pairs(triples: Iterable[Triple]) -> set[frozenset[str]]:
    return {frozenset((subject, object)) for _, subject, object in triples}
