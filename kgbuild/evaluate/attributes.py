"""Attributes: what the claims that are right say beside the relation itself.

A predicted relation is compared with the gold ones of the same triple whose evidence overlaps its own; one
without evidence is taken to be stated anywhere. Agreeing with any of them counts, and saying nothing agrees with
gold that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgbuild.evaluate.alignment import Alignment, Triple
from kgbuild.evaluate.figures import Counts
from kgbuild.evaluate.gold import Record
from kgbuild.evaluate.names import overlaps

__all__ = ["ATTRIBUTES", "AttributeScores", "ComparedValue", "compare_values", "normalise", "score_attributes"]

_POSTS = frozenset({"COMMANDS", "MEMBER_OF"})
# The relation types whose attribute is compared; None is all.
ATTRIBUTES: Mapping[str, frozenset[str] | None] = {
    "role": _POSTS,
    "rank": _POSTS,
    "date": None,
    "count": None,
    "by": None,
}

_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")


@dataclass(frozen=True, slots=True)
class AttributeScores:
    """Of `compared` predicted claims, `agreed` have gold's value; `values` counts those that are not null.

    A value that differs from gold's is wrong, and gold's is missed.
    """

    agreed: int = 0
    compared: int = 0
    values: Counts = field(default_factory=Counts)

    def __add__(self, other: AttributeScores) -> AttributeScores:
        return AttributeScores(
            self.agreed + other.agreed, self.compared + other.compared, self.values + other.values
        )

    @property
    def agreement(self) -> float | None:
        """The share of the claims that agree, null with null too; None where none was compared."""
        return self.agreed / self.compared if self.compared else None


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One attribute of one predicted claim, and what the gold claims that match it have, all made comparable."""

    attribute: str
    triple: Triple
    claim: Record
    expected: tuple[Record, ...]
    found: str | None
    accepted: frozenset[str | None]

    @property
    def agrees(self) -> bool:
        """Whether the claim says what one of gold's says."""
        return self.found in self.accepted


def score_attributes(alignment: Alignment) -> dict[str, AttributeScores]:
    """Compare every attribute of the document's predicted claims that match a gold one."""
    scores = {attribute: AttributeScores() for attribute in ATTRIBUTES}
    for value in compare_values(alignment):
        scores[value.attribute] += _score(value)
    return scores


def compare_values(alignment: Alignment) -> Iterator[ComparedValue]:
    """Yield the attributes of the predicted claims that match a gold one, claim by claim."""
    for triple in alignment.matched:
        for claim in alignment.found[triple].relations:
            expected = tuple(one for one in alignment.expected[triple].relations if _overlap(one, claim))
            for attribute, types in ATTRIBUTES.items() if expected else ():
                if types is None or triple[0] in types:
                    found, accepted = _values(attribute, claim, expected, alignment)
                    yield ComparedValue(attribute, triple, claim, expected, found, accepted)


def normalise(text: str | None) -> str | None:
    """A text without case, leading article and outer punctuation; None for one with nothing else."""
    if text is None:
        return None
    bare = _OUTER.sub("", " ".join(text.casefold().split()))
    return _OUTER.sub("", _ARTICLE.sub("", bare)) or None


def _values(
    attribute: str, claim: Record, expected: tuple[Record, ...], alignment: Alignment
) -> tuple[str | None, frozenset[str | None]]:
    """The claim's value and gold's, as they are to be compared."""
    found, wanted = claim.get(attribute), [one.get(attribute) for one in expected]
    if attribute == "by":
        return None if found is None else alignment.gold_entity(found), frozenset(wanted)
    return _text(found), frozenset(map(_text, wanted))


def _text(value: object) -> str | None:
    return None if value is None else normalise(str(value))


def _overlap(one: Record, other: Record) -> bool:
    if not one.get("evidence") or not other.get("evidence"):
        return True
    return any(overlaps(tuple(span), tuple(more)) for span in one["evidence"] for more in other["evidence"])


def _score(value: ComparedValue) -> AttributeScores:
    given = value.found is not None
    return AttributeScores(
        int(value.agrees),
        1,
        Counts(
            right=int(given and value.agrees),
            wrong=int(given and not value.agrees),
            missed=int(not value.agrees and None not in value.accepted),
        ),
    )
