"""What to say of a comparison: rows for a table, plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.evaluate.figures import Counts, Shares
from kgbuild.evaluate.gold import read_annotated, to_document
from kgbuild.evaluate.metrics import Scores, score
from kgbuild.pipeline import annotate

__all__ = ["Row", "evaluate", "rows", "to_plain"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: its figure, and whether it is a `part` of the line above that is none."""

    name: str
    figure: Counts | Shares | float
    part: bool = False


def evaluate(gold: Path, *, predicted: Path | None = None) -> Scores:
    """Compare what is extracted from the texts of a gold file, or stands in a predicted file, with it.

    Raises:
        GoldError: a file breaks the exchange format, or a predicted text is not the gold one.
        DocumentError: a gold text cannot be extracted.
    """
    records = read_annotated(gold)
    if predicted is not None:
        return score(records, read_annotated(predicted))
    return score(records, annotate(map(to_document, records)))


def rows(scores: Scores) -> Iterator[Row]:
    """Yield the report line by line."""
    yield Row("names", scores.names.exact)
    for label, counts in scores.names.labels.items():
        yield Row(label, counts, part=True)
    yield Row("overlapping", scores.names.overlapping, part=True)
    yield Row("coreference, B-cubed", scores.b_cubed)
    yield Row("coreference, LEA", scores.lea)
    yield Row("relations", scores.relations.exact)
    for type, counts in scores.relations.types.items():
        yield Row(type, counts, part=True)
    yield Row("pairs, any type", scores.relations.pairs, part=True)
    if scores.relations.modality is not None:
        yield Row("modality agrees", scores.relations.modality)


def to_plain(scores: Scores) -> dict[str, Any]:
    """All figures as dicts, lists and numbers."""
    names, relations = scores.names, scores.relations
    return {
        "documents": scores.documents,
        "missing": list(scores.missing),
        "names": {
            **_plain(names.exact),
            "labels": {label: _plain(counts) for label, counts in names.labels.items()},
            "overlapping": _plain(names.overlapping),
        },
        "coreference": {"b_cubed": _plain(scores.b_cubed), "lea": _plain(scores.lea)},
        "relations": {
            **_plain(relations.exact),
            "types": {type: _plain(counts) for type, counts in relations.types.items()},
            "pairs": _plain(relations.pairs),
        },
        "modality": relations.modality,
    }


def _plain(figure: Counts | Shares) -> dict[str, float]:
    plain: dict[str, float] = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    if isinstance(figure, Counts):
        plain |= {"right": figure.right, "wrong": figure.wrong, "missed": figure.missed}
    return plain
