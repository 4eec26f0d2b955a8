"""Names: mentions of the right label, exactly there or overlapping."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from kgbuild.evaluate.figures import Counts, compare_by_kind, merge
from kgbuild.evaluate.gold import Record

__all__ = ["NameScores", "Span", "names_of", "overlaps", "score_names"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NameScores:
    """Names with exactly the right span and label, by label; and those that overlap one of their label."""

    labels: Mapping[str, Counts] = field(default_factory=dict)
    overlapping: Counts = field(default_factory=Counts)

    def __add__(self, other: NameScores) -> NameScores:
        return NameScores(merge(self.labels, other.labels), self.overlapping + other.overlapping)

    @property
    def exact(self) -> Counts:
        """All labels together."""
        return sum(self.labels.values(), Counts())


def names_of(record: Record) -> dict[Span, tuple[str, str]]:
    """The label and the entity of each name mention."""
    return {
        (mention["start"], mention["end"]): (entity["label"], entity["id"])
        for entity in record["entities"]
        for mention in entity["mentions"]
        if mention.get("kind", "name") == "name"
    }


def score_names(gold: Record, predicted: Record) -> NameScores:
    """Compare the name mentions, except where gold leaves open whether there is one."""
    alternatives = {entity["id"]: entity.get("label_alt", ()) for entity in gold["entities"]}
    expected, found = (
        {span: name for span, name in names_of(record).items() if not _left_open(gold, span)}
        for record in (gold, predicted)
    )
    right = {(span, label) for span, (label, _) in expected.items()}
    given = set()
    for span, (label, _) in found.items():
        wanted, entity = expected.get(span, (label, ""))
        given.add((span, wanted if label in alternatives.get(entity, ()) else label))
    return NameScores(
        compare_by_kind(right, given, kind=lambda name: name[1]),
        _overlapping(right, given),
    )


def _left_open(gold: Record, span: Span) -> bool:
    """Whether gold accepts a name here as well as none."""
    if any(overlaps(span, (start, end)) for start, end, *_ in gold.get("ignored") or ()):
        return True
    return any(
        span == (mention["start"], mention["end"])
        for entity in gold["entities"]
        for mention in entity["mentions"]
        if entity.get("optional") or mention.get("optional")
    )


def _overlapping(right: Set[tuple[Span, str]], given: Set[tuple[Span, str]]) -> Counts:
    """Pair each name with the first free gold name of its label that it overlaps, in reading order."""
    free = sorted(right)
    hits = 0
    for span, label in sorted(given):
        for name in free:
            if name[1] == label and overlaps(span, name[0]):
                free.remove(name)
                hits += 1
                break
    return Counts(hits, len(given) - hits, len(right) - hits)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
