"""Questions to the graph: who commanded what when, who was where, and where its claims contradict each other."""

from __future__ import annotations

from kgbuild.ask.asking import Answer, query
from kgbuild.ask.conflicts import Conflict, Side, check, find_conflicts
from kgbuild.ask.questions import QUESTIONS, Row, commanders, postings, whereabouts

__all__ = [
    "QUESTIONS",
    "Answer",
    "Conflict",
    "Row",
    "Side",
    "check",
    "commanders",
    "find_conflicts",
    "postings",
    "query",
    "whereabouts",
]
