"""Questions to the graph, what it knows of one thing, and where its claims contradict each other."""

from __future__ import annotations

from kgbuild.ask.asking import Answer, query
from kgbuild.ask.conflicts import Conflict, Side, check, find_conflicts
from kgbuild.ask.cypher import CypherQuestion, Parameter, style_sheet
from kgbuild.ask.grass import make_style_sheet
from kgbuild.ask.questions import Row, commanders, postings, questions, whereabouts
from kgbuild.ask.show import Shown, show
from kgbuild.ask.telling import tell

__all__ = [
    "Answer",
    "Conflict",
    "CypherQuestion",
    "Parameter",
    "Row",
    "Shown",
    "Side",
    "check",
    "commanders",
    "find_conflicts",
    "make_style_sheet",
    "postings",
    "query",
    "questions",
    "show",
    "style_sheet",
    "tell",
    "whereabouts",
]
