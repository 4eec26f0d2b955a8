"""Claims that contradict each other, listed for a person to judge; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kgbuild import pipeline
from kgbuild.ask.ledger import Ledger, quote_of
from kgbuild.ask.rules import RULES, Found, World
from kgbuild.ask.surroundings import Surroundings
from kgbuild.config import Config
from kgbuild.model import Graph, StoredClaim
from kgbuild.plugins import Progress

__all__ = ["MARKED", "Conflict", "Side", "check", "find_conflicts"]

MARKED = "marked"  # the rule of a claim that a person has marked, and that contradicts nothing we know of


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a contradiction, with its evidence; names stand for entities, None for what is not known."""

    claim: str
    subject: str | None
    type: str
    object: str | None
    modality: str
    role: str | None
    rank: str | None
    date_from: str | None
    date_to: str | None
    quote: str
    document: str
    published: str | None
    said_by: str | None
    confidence: float
    status: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that contradict each other by a rule: two, or one that is odd in itself.

    `reason` is a sentence, `when` the days on which both hold, where that matters.
    """

    rule: str
    reason: str
    when: str | None
    sides: tuple[Side, ...]

    @property
    def is_marked(self) -> bool:
        """Whether a person has marked one of the claims as a conflict."""
        return any(side.status == "conflict" for side in self.sides)

    def to_plain(self) -> dict[str, Any]:
        """The conflict as JSON has it."""
        return {
            "rule": self.rule,
            "reason": self.reason,
            "when": self.when,
            "marked": self.is_marked,
            "claims": [asdict(side) for side in self.sides],
        }


def check(*, config: Config, progress: Progress | None = None) -> list[Conflict]:
    """The contradictions of the workspace's graph, as `find_conflicts` lists them.

    Raises:
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    return find_conflicts(pipeline.read_graph(config=config, progress=progress))


def find_conflicts(graph: Graph) -> list[Conflict]:
    """List the claims of a graph that contradict each other, by each of `rules.RULES`.

    Returns:
        First those that a person has marked, then the others, each in the order of the rules, then of the
        reasons. Claims marked as rejected are left out; one marked as a conflict is in the list even if no rule
        finds it.
    """
    ledger = Ledger(graph)
    world = World(ledger, Surroundings(ledger))
    found = [_conflict(name, one, ledger) for name, rule in RULES.items() for one in rule(world)]
    listed = {side.claim for conflict in found for side in conflict.sides}
    found += [_conflict(MARKED, one, ledger) for one in _marked(ledger) if one.left.id not in listed]
    order = {name: number for number, name in enumerate((*RULES, MARKED))}
    return sorted(found, key=lambda one: (not one.is_marked, order[one.rule], one.reason, _claims(one)))


def _marked(ledger: Ledger) -> Iterator[Found]:
    for stored in ledger.claims():
        if stored.status == "conflict":
            yield Found("a person has marked it", stored)


def _claims(conflict: Conflict) -> list[str]:
    return [side.claim for side in conflict.sides]


def _conflict(rule: str, found: Found, ledger: Ledger) -> Conflict:
    claims = [found.left] if found.right is None else [found.left, found.right]
    return Conflict(rule, found.reason, found.when, tuple(_side(one, ledger) for one in claims))


def _side(stored: StoredClaim, ledger: Ledger) -> Side:
    claim = stored.claim
    return Side(
        claim=stored.id,
        subject=ledger.name(stored.subject),
        type=claim.type,
        object=ledger.name(stored.object),
        modality=claim.modality,
        role=claim.role,
        rank=claim.rank,
        date_from=claim.date_from,
        date_to=claim.date_to,
        quote=quote_of(stored),
        document=stored.document,
        published=ledger.published(stored),
        said_by=ledger.name(stored.by),
        confidence=claim.confidence,
        status=stored.status,
    )
