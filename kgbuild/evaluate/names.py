"""Names: mentions of the right label, exactly there or overlapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgbuild.evaluate.calibration import Calibration, Judged, calibrate
from kgbuild.evaluate.figures import NONE, Confusion, Counts, compare_by_kind, count, merge, merge_confusion
from kgbuild.evaluate.gold import Record

__all__ = [
    "Name",
    "NameScores",
    "Span",
    "compared_names",
    "judge_names",
    "names_of",
    "overlaps",
    "pair_names",
    "score_names",
]

Span = tuple[int, int]
Name = tuple[Span, str]  # where it stands, and its label


@dataclass(frozen=True, slots=True)
class NameScores:
    """Names with exactly the right span and label, by label; and those that overlap one of their label.

    `confusion` counts gold labels against predicted ones, of names that overlap; `calibration` is that of their
    confidence, where right is the exact span and label.
    """

    labels: Mapping[str, Counts] = field(default_factory=dict)
    overlapping_labels: Mapping[str, Counts] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)

    def __add__(self, other: NameScores) -> NameScores:
        return NameScores(
            merge(self.labels, other.labels),
            merge(self.overlapping_labels, other.overlapping_labels),
            merge_confusion(self.confusion, other.confusion),
            self.calibration + other.calibration,
        )

    @property
    def exact(self) -> Counts:
        """All labels together."""
        return sum(self.labels.values(), Counts())

    @property
    def overlapping(self) -> Counts:
        """All labels together, where it is enough to overlap."""
        return sum(self.overlapping_labels.values(), Counts())


def names_of(record: Record) -> dict[Span, tuple[str, str]]:
    """The label and the entity of each name mention."""
    return {
        (mention["start"], mention["end"]): (entity["label"], entity["id"])
        for entity, mention in _name_mentions(record)
    }


def score_names(gold: Record, predicted: Record) -> NameScores:
    """Compare the name mentions, except where gold leaves open whether there is one."""
    expected, found = compared_names(gold, predicted)
    right, given = set(expected.items()), set(found.items())
    pairs = pair_names(expected, found)
    return NameScores(
        compare_by_kind(right, given, kind=lambda name: name[1]),
        _overlapping(expected, found),
        count((one[1] if one else NONE, other[1] if other else NONE) for one, other in pairs),
        calibrate(judge_names(gold, predicted)),
    )


def judge_names(gold: Record, predicted: Record) -> list[Judged]:
    """The confidence of each predicted name of a document, and whether gold has exactly its span and label.

    The confidence is the mention's own, else its entity's; names that have neither, or that gold leaves open,
    are passed over.
    """
    expected, found = compared_names(gold, predicted)
    confidence = {
        (mention["start"], mention["end"]): _first(mention.get("confidence"), entity.get("confidence"))
        for entity, mention in _name_mentions(predicted)
    }
    return [
        (sure, expected.get(span) == label)
        for span, label in found.items()
        if (sure := confidence[span]) is not None
    ]


def compared_names(gold: Record, predicted: Record) -> tuple[dict[Span, str], dict[Span, str]]:
    """The labels of gold's and of the predicted names, but for those that gold leaves open.

    A predicted label that gold accepts in the place of its own becomes gold's.
    """
    alternatives = {entity["id"]: entity.get("label_alt") or () for entity in gold["entities"]}
    expected, found = (
        {span: name for span, name in names_of(record).items() if not _left_open(gold, span)}
        for record in (gold, predicted)
    )
    given = {}
    for span, (label, _) in found.items():
        wanted, entity = expected.get(span, (label, ""))
        given[span] = wanted if label in alternatives.get(entity, ()) else label
    return {span: label for span, (label, _) in expected.items()}, given


def pair_names(expected: Mapping[Span, str], found: Mapping[Span, str]) -> list[tuple[Name | None, Name | None]]:
    """Each expected name with the found one that was meant to be it, one to one, in reading order.

    Meant are, in this order: one of the same span, one that overlaps and has the label, one that overlaps. What
    has no partner is paired with None.
    """
    free = dict(sorted(found.items()))
    partner: dict[Span, Name] = {}
    for fits in (_same_span, _overlaps_with_label, _overlaps):
        for wanted in sorted(expected.items()):
            meant = (
                None if wanted[0] in partner else next((one for one in free.items() if fits(wanted, one)), None)
            )
            if meant is not None:
                partner[wanted[0]] = meant
                del free[meant[0]]
    pairs: list[tuple[Name | None, Name | None]] = [(name, partner.get(name[0])) for name in expected.items()]
    pairs += [(None, name) for name in free.items()]
    return sorted(pairs, key=lambda pair: pair[0] or pair[1] or ((0, 0), ""))


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _same_span(one: Name, other: Name) -> bool:
    return one[0] == other[0]


def _overlaps_with_label(one: Name, other: Name) -> bool:
    return one[1] == other[1] and overlaps(one[0], other[0])


def _overlaps(one: Name, other: Name) -> bool:
    return overlaps(one[0], other[0])


def _name_mentions(record: Record) -> Iterator[tuple[Record, Record]]:
    for entity in record["entities"]:
        for mention in entity["mentions"]:
            if mention.get("kind", "name") == "name":
                yield entity, mention


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


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


def _overlapping(expected: Mapping[Span, str], found: Mapping[Span, str]) -> dict[str, Counts]:
    """Pair each name with the first free gold name of its label that it overlaps, in reading order."""
    counts = {}
    for label in sorted({*expected.values(), *found.values()}):
        free, given = (
            sorted(span for span, other in names.items() if other == label) for names in (expected, found)
        )
        hits = sum(_take(free, span) for span in given)
        counts[label] = Counts(hits, len(given) - hits, len(free))
    return counts


def _take(free: list[Span], span: Span) -> bool:
    """Remove the first free span that overlaps; whether there was one."""
    for at, other in enumerate(free):
        if overlaps(span, other):
            del free[at]
            return True
    return False
