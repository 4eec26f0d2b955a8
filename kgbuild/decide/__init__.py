"""What people decide about the graph: which entities are one, what they are called, which claims hold.

Every decision is a line of kgbuild.decisions.jsonl, which each run applies and which is undone by taking it out.
"""

from __future__ import annotations

from kgbuild.decide.commands import mark, merge, rename, split
from kgbuild.decide.contradictions import Contradiction
from kgbuild.decide.desk import Change, Outcome
from kgbuild.decide.keys import reading_keys
from kgbuild.decide.ledger import Adoption, Listed, adopt, described, listed, undo
from kgbuild.decide.person import person
from kgbuild.decide.queue import Question, Side
from kgbuild.decide.review import Review, review

__all__ = [
    "Adoption",
    "Change",
    "Contradiction",
    "Listed",
    "Outcome",
    "Question",
    "Review",
    "Side",
    "adopt",
    "described",
    "listed",
    "mark",
    "merge",
    "person",
    "reading_keys",
    "rename",
    "review",
    "split",
    "undo",
]
