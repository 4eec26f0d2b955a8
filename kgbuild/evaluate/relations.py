"""Relations: distinct (type, subject, object) of a document, between entities that stand for gold ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.evaluate.figures import Counts, compare, compare_by_kind, merge
from kgbuild.evaluate.gold import Record
from kgbuild.evaluate.names import names_of, overlaps
from kgbuild.schema import default_schema

__all__ = ["RelationScores", "score_relations"]

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RelationScores:
    """Distinct (type, subject, object) of each document, by type.

    `pairs` are relations of any type and direction; of `found` right relations, `agreed` have the modality.
    """

    types: Mapping[str, Counts] = field(default_factory=dict)
    pairs: Counts = field(default_factory=Counts)
    agreed: int = 0
    found: int = 0

    def __add__(self, other: RelationScores) -> RelationScores:
        return RelationScores(
            merge(self.types, other.types),
            self.pairs + other.pairs,
            self.agreed + other.agreed,
            self.found + other.found,
        )

    @property
    def exact(self) -> Counts:
        """All types together."""
        return sum(self.types.values(), Counts())

    @property
    def modality(self) -> float | None:
        """The share of the right relations that have the right modality; None when there are none."""
        return self.agreed / self.found if self.found else None


@dataclass(slots=True)
class _Stated:
    """What a document says of one triple, taken together."""

    modalities: set[str]
    optional: bool
    alternatives: tuple[str, ...]


def score_relations(gold: Record, predicted: Record) -> RelationScores:
    """Compare the relations, unless gold's were not annotated."""
    if gold.get("relations") is None:
        return RelationScores()
    counterpart = _counterparts(gold, predicted)
    right = _triples(gold, lambda entity: entity)
    # A predicted entity without a counterpart keeps a name that no gold entity can have.
    given = _triples(predicted, lambda entity: counterpart.get(entity, f"\0{entity}"))
    _accept_alternatives(right, given)
    open_triples = {triple for triple, stated in right.items() if stated.optional}
    expected, found = right.keys() - open_triples, given.keys() - open_triples
    matched = expected & found
    agreed = sum(not right[triple].modalities.isdisjoint(given[triple].modalities) for triple in matched)
    return RelationScores(
        compare_by_kind(expected, found, kind=lambda triple: triple[0]),
        compare(_pairs(expected), _pairs(found)),
        agreed,
        len(matched),
    )


def _counterparts(gold: Record, predicted: Record) -> dict[str, str]:
    """The gold entity that each predicted one stands for: most shared name characters first, one to one."""
    shared: Counter[tuple[str, str]] = Counter()
    gold_names = names_of(gold)
    for span, (_, entity) in names_of(predicted).items():
        for other, (_, gold_entity) in gold_names.items():
            if overlaps(span, other):
                shared[entity, gold_entity] += min(span[1], other[1]) - max(span[0], other[0])
    chosen: dict[str, str] = {}
    for (entity, gold_entity), _ in sorted(shared.items(), key=lambda one: (-one[1], str(one[0]))):
        if entity not in chosen and gold_entity not in chosen.values():
            chosen[entity] = gold_entity
    return chosen


def _triples(record: Record, entity: Callable[[str], str]) -> dict[Triple, _Stated]:
    triples: dict[Triple, _Stated] = {}
    schema = default_schema()
    for relation in record.get("relations") or ():
        sides = entity(relation["head"]), entity(relation["tail"])
        kind = schema.relations.get(relation["type"])
        if kind is not None and not kind.directed:
            sides = min(sides), max(sides)
        stated = triples.setdefault(
            (relation["type"], *sides), _Stated(set(), True, tuple(relation.get("type_alt", ())))
        )
        stated.modalities.add(relation.get("modality") or "asserted")
        stated.optional = stated.optional and bool(relation.get("optional"))
    return triples


def _accept_alternatives(right: Mapping[Triple, _Stated], given: dict[Triple, _Stated]) -> None:
    """Rename predicted triples whose type gold accepts in the place of its own."""
    for (type, subject, object), stated in right.items():
        for other in stated.alternatives:
            if (type, subject, object) not in given and (other, subject, object) in given:
                given[type, subject, object] = given.pop((other, subject, object))


def _pairs(triples: Iterable[Triple]) -> set[frozenset[str]]:
    return {frozenset((subject, object)) for _, subject, object in triples}
