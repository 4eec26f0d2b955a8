"""Gold data, the figures that compare an extraction with it, and their report."""

from __future__ import annotations

from kgbuild.evaluate.figures import Counts, Shares
from kgbuild.evaluate.gold import read_annotated, to_document
from kgbuild.evaluate.metrics import Scores, score
from kgbuild.evaluate.report import Row, evaluate, rows, to_plain

__all__ = [
    "Counts",
    "Row",
    "Scores",
    "Shares",
    "evaluate",
    "read_annotated",
    "rows",
    "score",
    "to_document",
    "to_plain",
]
