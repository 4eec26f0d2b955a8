"""Gold data, the figures that compare an extraction with it, and their report."""

from __future__ import annotations

from kgbuild.evaluate.attributes import AttributeScores, normalise
from kgbuild.evaluate.calibration import Bin, Calibration, Judged, calibrate
from kgbuild.evaluate.figures import Confusion, Counts, Shares
from kgbuild.evaluate.gold import kind_of, read_annotated, to_document
from kgbuild.evaluate.metrics import Judgements, Scores, judge, score, score_by_kind
from kgbuild.evaluate.mistakes import Mistake, find_mistakes, tell
from kgbuild.evaluate.page import check_report, write_report
from kgbuild.evaluate.report import (
    KIND_COLUMNS,
    Examination,
    Row,
    evaluate,
    examine,
    kind_cells,
    plain_examination,
    row_cells,
    rows,
    to_plain,
    unknown_words,
)

__all__ = [
    "KIND_COLUMNS",
    "AttributeScores",
    "Bin",
    "Calibration",
    "Confusion",
    "Counts",
    "Examination",
    "Judged",
    "Judgements",
    "Mistake",
    "Row",
    "Scores",
    "Shares",
    "calibrate",
    "check_report",
    "evaluate",
    "examine",
    "find_mistakes",
    "judge",
    "kind_cells",
    "kind_of",
    "normalise",
    "plain_examination",
    "read_annotated",
    "row_cells",
    "rows",
    "score",
    "score_by_kind",
    "tell",
    "to_document",
    "to_plain",
    "unknown_words",
    "write_report",
]
