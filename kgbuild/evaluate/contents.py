"""The report of a comparison: its sections, with words, tables and pictures, before they are HTML or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.evaluate.calibration import EDGES, Calibration
from kgbuild.evaluate.drawing import draw_confusion, draw_reliability
from kgbuild.evaluate.figures import NONE, Confusion
from kgbuild.evaluate.metrics import Scores
from kgbuild.evaluate.relations import TURNED
from kgbuild.evaluate.report import KIND_COLUMNS, Examination, kind_cells, number, row_cells, rows
from kgbuild.schema import MODALITIES, current_schema

__all__ = ["Line", "Picture", "Section", "Table", "contents"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table; a `part` belongs to the line above that is none."""

    name: str
    cells: tuple[str, ...]
    part: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under columns, the first of which has no title."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG element with the words above it; `name` is the end of its file's name where it is a file."""

    name: str
    caption: str
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """A title, some words, and what there is of tables and pictures."""

    title: str
    note: str
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


def contents(examination: Examination) -> Iterator[Section]:
    """Yield the sections of the report, all but the list of mistakes."""
    scores = examination.scores
    yield Section(
        "Figures",
        "Names: exact span and label; overlapping: the label, and a character in common. Relations: distinct "
        "type, subject and object of a document. Modality and attributes: of the relations that are right, what "
        "both leave empty agreeing too; “where one is given” leaves that out. All is counted over all documents "
        "together.",
        (
            Table(
                ("precision", "recall", "F1", "right", "wrong", "missed"),
                tuple(Line(one.name, row_cells(one), one.part) for one in rows(scores)),
            ),
        ),
    )
    yield Section(
        "By kind of document",
        "F1, except for the number of documents, the share of modalities and roles that agree, and the expected "
        "calibration errors (ECE).",
        (_kinds(examination),),
    )
    yield Section(
        "What was taken for what",
        "Each row is what gold has, each column what was predicted instead; the darker, the greater the share of "
        "its row. Blue is right, orange wrong; the row “none” is what gold does not have at "
        "all, the column “none” what was not found.",
        pictures=tuple(_confusions(scores)),
    )
    yield _reliability(scores)


def _kinds(examination: Examination) -> Table:
    lines = [Line(kind, kind_cells(scores)) for kind, scores in examination.kinds.items()]
    return Table(KIND_COLUMNS, tuple(lines))


def _confusions(scores: Scores) -> Iterator[Picture]:
    schema = current_schema()
    yield _confusion(
        "types", "Relation types, between the same two entities", scores.relations.confusion, schema.relations
    )
    yield _confusion("labels", "Labels of names whose spans overlap", scores.names.confusion, schema.labels)
    yield _confusion(
        "modalities", "Modalities of the relations that are right", scores.relations.modalities, MODALITIES
    )


def _confusion(name: str, caption: str, confusion: Confusion, known: Iterable[str]) -> Picture:
    rows = _named((gold for gold, _ in confusion), known)
    columns = _named((predicted for _, predicted in confusion), [*known, TURNED])
    svg = draw_confusion(confusion, rows=rows, columns=columns, title=caption)
    return Picture(name, caption, svg)


def _named(there: Iterable[str], known: Iterable[str]) -> list[str]:
    """What is there, in the order of what is known; then what is not known; then none."""
    found = set(there)
    ordered = [*known]
    unknown = sorted(found - {*ordered, NONE})
    return [one for one in (*ordered, *unknown, NONE) if one in found]


def _reliability(scores: Scores) -> Section:
    judged = {"names": scores.names.calibration, "relations": scores.relations.calibration}
    there = {name: calibration for name, calibration in judged.items() if calibration.count}
    if not there:
        return Section("Calibration", "No prediction has a confidence.")
    return Section(
        "Calibration",
        "Whether of what is said with confidence 0.9, nine in ten is right. Bars and dots on the dashed line are "
        "where it is so; below it, confidence promises too much. The expected calibration error is the mean "
        "distance from that line, over ten bins of equal width.",
        tuple(_bins(name, calibration) for name, calibration in there.items()),
        tuple(
            Picture(
                f"reliability-{name}",
                f"{name.capitalize()}: calibration error {number(calibration.error)}, "
                f"Brier score {number(calibration.brier)}, {calibration.count} judged",
                draw_reliability(calibration, title=f"Reliability of the confidence of {name}"),
            )
            for name, calibration in there.items()
        ),
    )


def _bins(name: str, calibration: Calibration) -> Table:
    lines = [
        Line(
            f"{EDGES[at]:.1f} to {EDGES[at + 1]:.1f}",
            (str(one.count), number(one.mean_confidence), number(one.accuracy)),
        )
        for at, one in enumerate(calibration.bins)
    ]
    return Table((name, "mean confidence", "share right"), tuple(lines))
