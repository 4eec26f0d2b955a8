"""What to say of a comparison: rows for a table, plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kgbuild.config import Config
from kgbuild.evaluate.attributes import ATTRIBUTES
from kgbuild.evaluate.calibration import EDGES, Calibration
from kgbuild.evaluate.figures import Confusion, Counts, Shares
from kgbuild.evaluate.gold import read_annotated, to_document
from kgbuild.evaluate.metrics import Scores, score, score_by_kind
from kgbuild.evaluate.mistakes import Mistake, find_mistakes
from kgbuild.pipeline import annotate
from kgbuild.schema import current_schema, use_schema

__all__ = [
    "KIND_COLUMNS",
    "Examination",
    "Row",
    "evaluate",
    "examine",
    "kind_cells",
    "number",
    "plain_examination",
    "row_cells",
    "rows",
    "to_plain",
    "unknown_words",
]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: its figure, and whether it is a `part` of the line above that is none."""

    name: str
    figure: Counts | Shares | float
    part: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """All that can be said of a comparison: figures, figures by kind of document, and the mistakes."""

    scores: Scores
    kinds: Mapping[str, Scores]
    mistakes: tuple[Mistake, ...]


def evaluate(gold: Path, *, predicted: Path | None = None, config: Config | None = None) -> Scores:
    """Compare what is extracted from the texts of a gold file, or stands in a predicted file, with it.

    Raises:
        GoldError: a file breaks the exchange format, or a predicted text is not the gold one.
        DocumentError: a gold text cannot be extracted.
    """
    return score(*_records(gold, predicted, config))


def examine(gold: Path, *, predicted: Path | None = None, config: Config | None = None) -> Examination:
    """The same, with the figures by kind of document and every mistake.

    Raises:
        GoldError: a file breaks the exchange format, or a predicted text is not the gold one.
        DocumentError: a gold text cannot be extracted.
    """
    records = _records(gold, predicted, config)
    return Examination(score(*records), score_by_kind(*records), tuple(find_mistakes(*records)))


def rows(scores: Scores) -> Iterator[Row]:
    """Yield the report line by line."""
    names, relations = scores.names, scores.relations
    yield Row("names", names.exact)
    yield from _parts(names.labels)
    yield Row("names, overlapping spans", names.overlapping)
    yield from _parts(names.overlapping_labels)
    yield Row("coreference, B-cubed", scores.b_cubed)
    yield Row("coreference, LEA", scores.lea)
    yield Row("relations", relations.exact)
    yield from _parts(relations.types)
    yield Row("pairs, any type", relations.pairs, part=True)
    if relations.modality is not None:
        yield Row("modality agrees", relations.modality)
    for attribute in ATTRIBUTES:
        yield from _attribute_rows(scores, attribute)
    for name, calibration in (("names", names.calibration), ("relations", relations.calibration)):
        if calibration.error is not None and calibration.brier is not None:
            yield Row(f"calibration error (ECE), {name}", calibration.error)
            yield Row("Brier score", calibration.brier, part=True)


def row_cells(row: Row) -> tuple[str, ...]:
    """What stands under precision, recall, F1, right, wrong and missed in one line of the report."""
    figure = row.figure
    if isinstance(figure, float):
        return ("", "", number(figure), "", "", "")
    shares = (None,) * 3 if figure.empty else (figure.precision, figure.recall, figure.f1)
    counts = ("", "", "")
    if isinstance(figure, Counts):
        counts = (str(figure.right), str(figure.wrong), str(figure.missed))
    return (*map(number, shares), *counts)


KIND_COLUMNS = (
    "documents",
    "names",
    "overlapping",
    "B-cubed",
    "LEA",
    "relations",
    "modality",
    "role",
    "ECE, names",
    "ECE, relations",
)


def kind_cells(scores: Scores) -> tuple[str, ...]:
    """What stands under KIND_COLUMNS for one kind of document: F1, where the column names no other figure."""
    names, relations = scores.names, scores.relations
    role = relations.attributes.get("role")
    figures = (
        _f1(names.exact),
        _f1(names.overlapping),
        _f1(scores.b_cubed),
        _f1(scores.lea),
        _f1(relations.exact),
        relations.modality,
        role.agreement if role else None,
        names.calibration.error,
        relations.calibration.error,
    )
    return str(scores.documents), *map(number, figures)


def unknown_words(scores: Scores) -> list[str]:
    """The labels and relation types that were compared, but that the run's schema does not have, sorted."""
    schema = current_schema()
    labels, types = scores.names.labels.keys(), scores.relations.types.keys()
    return sorted((labels - schema.labels.keys()) | (types - schema.relations.keys()))


def number(share: float | None) -> str:
    """A share as reports show it; a dash where there is none."""
    return "–" if share is None else f"{share:.3f}"


def to_plain(scores: Scores) -> dict[str, Any]:
    """All figures as dicts, lists and numbers."""
    names, relations = scores.names, scores.relations
    return {
        "documents": scores.documents,
        "missing": list(scores.missing),
        "names": {
            **_plain(names.exact),
            "labels": _plain_parts(names.labels),
            "overlapping": {**_plain(names.overlapping), "labels": _plain_parts(names.overlapping_labels)},
            "confusion": _plain_confusion(names.confusion),
            "calibration": _plain_calibration(names.calibration),
        },
        "coreference": {"b_cubed": _plain(scores.b_cubed), "lea": _plain(scores.lea)},
        "relations": {
            **_plain(relations.exact),
            "types": _plain_parts(relations.types),
            "pairs": _plain(relations.pairs),
            "confusion": _plain_confusion(relations.confusion),
            "modalities": _plain_confusion(relations.modalities),
            "calibration": _plain_calibration(relations.calibration),
        },
        "modality": relations.modality,
        "attributes": {
            attribute: {
                "agreement": one.agreement,
                "agreed": one.agreed,
                "compared": one.compared,
                "values": _plain(one.values),
            }
            for attribute, one in relations.attributes.items()
        },
    }


def plain_examination(examination: Examination, *, errors: bool) -> dict[str, Any]:
    """All of an examination as dicts, lists and numbers; the mistakes only if `errors`."""
    plain = to_plain(examination.scores)
    plain["kinds"] = {kind: to_plain(scores) for kind, scores in examination.kinds.items()}
    if errors:
        plain["mistakes"] = [asdict(mistake) for mistake in examination.mistakes]
    return plain


def _records(
    gold: Path, predicted: Path | None, config: Config | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    records = read_annotated(gold)
    use_schema((config or Config()).schema)  # which types have no direction, and in which order all stand
    if predicted is not None:
        return records, read_annotated(predicted)
    return records, list(annotate(map(to_document, records), config=config))


def _f1(figure: Counts | Shares) -> float | None:
    return None if figure.empty else figure.f1


def _parts(parts: Mapping[str, Counts]) -> Iterator[Row]:
    for name, counts in parts.items():
        yield Row(name, counts, part=True)


def _attribute_rows(scores: Scores, attribute: str) -> Iterator[Row]:
    one = scores.relations.attributes.get(attribute)
    if one is not None and one.agreement is not None:
        yield Row(f"{attribute} agrees", one.agreement)
        yield Row("where one is given", one.values, part=True)


def _plain(figure: Counts | Shares) -> dict[str, float]:
    plain: dict[str, float] = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    if isinstance(figure, Counts):
        plain |= {"right": figure.right, "wrong": figure.wrong, "missed": figure.missed}
    return plain


def _plain_parts(parts: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {name: _plain(counts) for name, counts in parts.items()}


def _plain_confusion(confusion: Confusion) -> list[dict[str, Any]]:
    return [{"gold": one, "predicted": other, "count": n} for (one, other), n in confusion.items()]


def _plain_calibration(calibration: Calibration) -> dict[str, Any]:
    return {
        "judged": calibration.count,
        "error": calibration.error,
        "brier": calibration.brier,
        "bins": [
            {
                "above": EDGES[at],
                "to": EDGES[at + 1],
                "count": one.count,
                "confidence": one.mean_confidence,
                "accuracy": one.accuracy,
            }
            for at, one in enumerate(calibration.bins)
        ],
    }
