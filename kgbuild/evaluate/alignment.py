"""What gold and a prediction say of the same pairs of entities, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgbuild.evaluate.gold import Record
from kgbuild.evaluate.names import names_of, overlaps
from kgbuild.schema import current_schema

__all__ = ["Alignment", "Stated", "Triple", "align", "is_directed", "pair_triples"]

Triple = tuple[str, str, str]  # type, subject, object


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says of one triple, taken together: the relations that state it, in the order given."""

    relations: tuple[Record, ...]

    @property
    def modalities(self) -> frozenset[str]:
        """Every modality in which it is stated."""
        return frozenset(relation.get("modality") or "asserted" for relation in self.relations)

    @property
    def optional(self) -> bool:
        """Whether gold accepts the triple as well as its absence."""
        return all(relation.get("optional") for relation in self.relations)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The types that gold accepts in the place of its own."""
        return tuple(self.relations[0].get("type_alt") or ())


@dataclass(frozen=True, slots=True)
class Alignment:
    """The triples that one document is expected to state, and those found, between entities of gold.

    Triples that gold leaves open are in neither. `counterpart` has the gold entity that each predicted one
    stands for; a predicted entity that stands for none goes by a name that no gold entity has.
    """

    gold: Record
    predicted: Record
    counterpart: Mapping[str, str]
    expected: Mapping[Triple, Stated]
    found: Mapping[Triple, Stated]

    @property
    def matched(self) -> list[Triple]:
        """The triples that are both expected and found, in the order of gold."""
        return [triple for triple in self.expected if triple in self.found]

    def gold_entity(self, entity: str) -> str:
        """The gold entity that a predicted one stands for, or a name that none has."""
        return _stand_in(self.counterpart, entity)

    def name(self, entity: str) -> str:
        """The name of a triple's subject or object: gold's where gold has the entity."""
        names = {_stand_in({}, one["id"]): one["name"] for one in self.predicted["entities"]}
        names |= {one["id"]: one["name"] for one in self.gold["entities"]}
        return str(names.get(entity, entity))


def align(gold: Record, predicted: Record) -> Alignment | None:
    """Set a document's predicted relations beside gold's; None where nobody annotated gold's."""
    if gold.get("relations") is None:
        return None
    counterpart = _counterparts(gold, predicted)
    right = _triples(gold, lambda entity: entity)
    given = _triples(predicted, lambda entity: _stand_in(counterpart, entity))
    _accept_alternatives(right, given)
    left_open = {triple for triple, stated in right.items() if stated.optional}
    return Alignment(
        gold,
        predicted,
        counterpart,
        {triple: stated for triple, stated in right.items() if triple not in left_open},
        {triple: stated for triple, stated in given.items() if triple not in left_open},
    )


def pair_triples(alignment: Alignment) -> Iterator[tuple[Triple | None, Triple | None]]:
    """Yield each expected triple with the found one that was meant to be it, one to one.

    Meant are, in this order: the same triple; the same type in the other direction; another type between the
    two, in the same direction if there is one. What has no partner is paired with None.
    """
    found = dict.fromkeys(alignment.found)
    partner: dict[Triple, Triple] = {}
    for partners in (_same, _turned, _of_another_type):
        for triple in alignment.expected:
            if triple not in partner:
                meant = next(partners(triple, found), None)
                if meant is not None:
                    partner[triple] = meant
                    del found[meant]
    for triple in alignment.expected:
        yield triple, partner.get(triple)
    for triple in found:
        yield None, triple


def is_directed(type: str) -> bool:
    """Whether it matters which entity is the subject; so it does for a type that the schema does not have."""
    kind = current_schema().relations.get(type)
    return kind is None or kind.directed


def _same(triple: Triple, among: Mapping[Triple, None]) -> Iterator[Triple]:
    if triple in among:
        yield triple


def _turned(triple: Triple, among: Mapping[Triple, None]) -> Iterator[Triple]:
    type, subject, object = triple
    if (type, object, subject) in among:
        yield type, object, subject


def _of_another_type(triple: Triple, among: Mapping[Triple, None]) -> Iterator[Triple]:
    _, subject, object = triple
    for sides in ((subject, object), (object, subject)):
        yield from (other for other in among if other[1:] == sides)


def _stand_in(counterpart: Mapping[str, str], entity: str) -> str:
    return counterpart.get(entity, f"\0{entity}")


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


def _triples(record: Record, entity: Callable[[str], str]) -> dict[Triple, Stated]:
    stating: dict[Triple, list[Record]] = {}
    for relation in record.get("relations") or ():
        sides: Iterable[str] = (entity(relation["head"]), entity(relation["tail"]))
        subject, object = sides if is_directed(relation["type"]) else sorted(sides)
        stating.setdefault((relation["type"], subject, object), []).append(relation)
    return {triple: Stated(tuple(relations)) for triple, relations in stating.items()}


def _accept_alternatives(right: Mapping[Triple, Stated], given: dict[Triple, Stated]) -> None:
    """Rename predicted triples whose type gold accepts in the place of its own."""
    for (type, subject, object), stated in right.items():
        for other in stated.alternatives:
            if (type, subject, object) not in given and (other, subject, object) in given:
                given[type, subject, object] = given.pop((other, subject, object))
