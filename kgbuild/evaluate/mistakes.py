"""Mistakes: what was missed or got wrong, each with the sentence that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgbuild.evaluate.alignment import Alignment, Triple, align, is_directed, pair_triples
from kgbuild.evaluate.attributes import ATTRIBUTES, ComparedValue, compare_values
from kgbuild.evaluate.gold import Compared, Record, match_documents
from kgbuild.evaluate.names import Name, Span, compared_names, overlaps, pair_names

__all__ = ["GROUPS", "Mistake", "difference", "find_mistakes", "tell"]

NAME_GROUPS = ("missed name", "wrong name", "wrong label", "wrong bounds")
GROUPS = (
    *NAME_GROUPS,
    "missed",
    "wrong",
    "wrong type",
    "wrong direction",
    "wrong modality",
    *(f"wrong {attribute}" for attribute in ATTRIBUTES),
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its group, where it stands, what it is about, and the sentence that shows it.

    `expected` and `found` tell what gold and the prediction have; None is nothing.
    """

    group: str
    document: str
    start: int
    about: str
    expected: str | None
    found: str | None
    sentence: str


def find_mistakes(gold: Iterable[Record], predicted: Iterable[Record]) -> list[Mistake]:
    """All mistakes, grouped in the order of GROUPS, in a group by document as gold has them, then by place.

    A missed and a wrong relation of the same two entities are one mistake: of direction, or of type.

    Raises:
        GoldError: a predicted document's text differs from the gold one's.
    """
    mistakes = []
    for compared in match_documents(gold, predicted):
        of_document = [*_name_mistakes(compared), *_relation_mistakes(compared)]
        mistakes += sorted(
            of_document, key=lambda one: (one.start, one.about, one.expected or "", one.found or "")
        )
    return sorted(mistakes, key=lambda one: GROUPS.index(one.group))


def tell(mistake: Mistake) -> str:
    """What the mistake is about and what should be there, in one line."""
    return f"{mistake.about}{difference(mistake)}"


def difference(mistake: Mistake) -> str:
    """How prediction and gold differ, where the group and what it is about do not tell."""
    if mistake.about == mistake.found and mistake.expected is not None:
        return f", should be {mistake.expected}"
    if None in (mistake.expected, mistake.found) and mistake.about in (mistake.expected, mistake.found):
        return ""
    return f": {mistake.found or 'nothing'}, should be {mistake.expected or 'nothing'}"


def _name_mistakes(compared: Compared) -> Iterator[Mistake]:
    for expected, found in pair_names(*compared_names(compared.gold, compared.predicted)):
        if expected != found:
            yield _name_mistake(compared, expected, found)


def _name_mistake(compared: Compared, expected: Name | None, found: Name | None) -> Mistake:
    text = compared.gold["text"]
    span = (expected or found or ((0, 0), ""))[0]
    wanted, given = (name and f"{name[1]} “{_line(text[slice(*name[0])])}”" for name in (expected, found))
    if expected is None or found is None:
        group = "wrong name" if expected is None else "missed name"
    else:
        group = "wrong bounds" if expected[1] == found[1] else "wrong label"
    about = given or wanted or ""
    return Mistake(group, compared.gold["id"], span[0], about, wanted, given, _sentence(compared, span))


def _relation_mistakes(compared: Compared) -> Iterator[Mistake]:
    alignment = align(compared.gold, compared.predicted)
    if alignment is None:
        return
    for expected, found in pair_triples(alignment):
        if expected != found:
            yield _wrong_triple(alignment, expected, found)
    for triple in alignment.matched:
        wanted, given = alignment.expected[triple], alignment.found[triple]
        if wanted.modalities.isdisjoint(given.modalities):
            yield _mistake(
                alignment,
                "wrong modality",
                _told(alignment, triple),
                (wanted.relations[0], given.relations[0]),
                " or ".join(sorted(wanted.modalities)),
                " or ".join(sorted(given.modalities)),
            )
    yield from (_wrong_value(alignment, value) for value in compare_values(alignment) if not value.agrees)


def _wrong_triple(alignment: Alignment, expected: Triple | None, found: Triple | None) -> Mistake:
    if expected is None or found is None:
        group = "wrong" if expected is None else "missed"
    else:
        group = "wrong direction" if expected[0] == found[0] else "wrong type"
    stating = [alignment.expected[expected].relations[0]] if expected else []
    stating += [alignment.found[found].relations[0]] if found else []
    wanted, given = (triple and _told(alignment, triple) for triple in (expected, found))
    return _mistake(alignment, group, given or wanted or "", stating, wanted, given)


def _wrong_value(alignment: Alignment, value: ComparedValue) -> Mistake:
    wanted = [one.get(value.attribute) for one in value.expected]
    given = value.claim.get(value.attribute)
    if value.attribute == "by":
        wanted = [one and alignment.name(one) for one in wanted]
        given = given and alignment.name(alignment.gold_entity(given))
    told = " or ".join(dict.fromkeys("nothing" if one is None else _line(str(one)) for one in wanted))
    return _mistake(
        alignment,
        f"wrong {value.attribute}",
        _told(alignment, value.triple),
        (value.claim,),
        None if told == "nothing" else told,
        None if given is None else _line(str(given)),
    )


def _mistake(
    alignment: Alignment,
    group: str,
    about: str,
    relations: Iterable[Record],
    expected: str | None,
    found: str | None,
) -> Mistake:
    text, spans = alignment.gold["text"], _evidence(relations)
    sentences = " … ".join(_line(text[start:end]) for start, end in spans)
    return Mistake(group, alignment.gold["id"], spans[0][0] if spans else 0, about, expected, found, sentences)


def _evidence(relations: Iterable[Record]) -> list[Span]:
    """The evidence of all relations in reading order; of spans that overlap, the first."""
    spans: list[Span] = []
    for relation in relations:
        for start, end in relation.get("evidence") or ():
            if not any(overlaps((start, end), span) for span in spans):
                spans.append((start, end))
    return sorted(spans)


def _told(alignment: Alignment, triple: Triple) -> str:
    type, subject, object = triple
    arrow = "→" if is_directed(type) else "–"
    return f"{_line(alignment.name(subject))} –{type}{arrow} {_line(alignment.name(object))}"


def _sentence(compared: Compared, span: Span) -> str:
    """The sentence around a span, as gold or else the prediction has it; its line where neither has one."""
    text = compared.gold["text"]
    for record in (compared.gold, compared.predicted):
        around = _around(record.get("sentences") or (), span)
        if around:
            return _line(text[around[0] : around[1]])
    end = text.find("\n", span[1])
    return _line(text[text.rfind("\n", 0, span[0]) + 1 : len(text) if end < 0 else end])


def _around(sentences: Iterable[Sequence[int]], span: Span) -> Sequence[int] | None:
    return next((one for one in sentences if one[0] <= span[0] < one[1]), None)


def _line(text: str) -> str:
    return " ".join(text.split())
