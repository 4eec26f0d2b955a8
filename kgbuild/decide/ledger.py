"""The decisions as a whole: what each has come to, taking one back, taking over another analyst's."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from kgbuild import pipeline
from kgbuild.config import Config
from kgbuild.decide.contradictions import Contradiction, contradictions
from kgbuild.decide.desk import Desk, Outcome, at_desk
from kgbuild.decide.wording import described
from kgbuild.errors import ConfigError
from kgbuild.model import Anchor, Decision
from kgbuild.plugins import Progress
from kgbuild.stages.store.decisions import merge

__all__ = ["Adoption", "Listed", "adopt", "described", "listed", "undo"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision with the id of its line, and what has become of it.

    `state` is `applied`, `idle` (what it is about is gone), `overruled` by a later one, or `unknown` to this
    kgbuild.
    """

    id: str
    decision: Decision
    state: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """What came of another analyst's decisions: those that were new, what contradicts what, what has changed."""

    new: tuple[Decision, ...]
    contradictions: tuple[Contradiction, ...]
    outcome: Outcome


def listed(*, config: Config, progress: Progress | None = None) -> list[Listed]:
    """All decisions in the order in which they apply.

    Raises:
        ConfigError: the file of decisions is malformed.
        WorkspaceError: there is no workspace, or it cannot be read or written.
    """
    with at_desk(config=config, who="", progress=progress) as desk:
        decisions = pipeline.decisions(config)
        overruled = desk.overruled()
        idle, unknown = set(desk.resolved.rulings.idle), set(desk.resolved.rulings.unknown)

    def state(decision: Decision) -> str:
        if decision in unknown:
            return "unknown"
        return "idle" if decision in idle else "overruled" if decision in overruled else "applied"

    return [Listed(id, decision, state(decision)) for id, decision in decisions.items()]


def undo(ids: list[str], *, config: Config, progress: Progress | None = None) -> Outcome:
    """Take decisions out of their file by the ids of their lines, and write the graph anew.

    Raises:
        ConfigError: there is no line with one of the ids; nothing is taken out.
        OutputError: the file cannot be written.
    """
    with at_desk(config=config, who="", progress=progress) as desk:
        decisions = pipeline.decisions(config)
        for id in ids:
            if id not in decisions:
                raise ConfigError(f"there is no decision {id!r}", hint="`kgbuild decisions list` shows them")
        desk.take_back([decisions[id] for id in ids])
        desk.apply()
        return desk.finish()


def adopt(other: Path, *, config: Config, progress: Progress | None = None) -> Adoption:
    """Add another analyst's decisions to ours, and write the graph anew.

    Where theirs and ours contradict each other all are kept, and the later ones hold.

    Raises:
        ConfigError: a line of either file is malformed, or the other file is not there.
        OutputError: our file cannot be written.
        WorkspaceError: there is no workspace, or it cannot be read or written.
    """
    with at_desk(config=config, who="", progress=progress) as desk:
        new = merge(config.decisions_file, other)
        desk.apply()
        found = contradictions(
            list(pipeline.decisions(config).values()), theirs=frozenset(new), place_of=_Places(desk)
        )
        return Adoption(tuple(new), tuple(found), desk.finish())


class _Places:
    """What names alone make of the documents, apart from what anybody has told apart."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        different = [(left, right) for left, right, _ in desk.resolved.rulings.different]
        self._entity_of = pipeline.resolve_apart(desk.workspace, different)
        self._known: dict[Anchor, Hashable] = {}

    def __call__(self, anchor: Anchor) -> Hashable:
        if anchor not in self._known:
            local = self._desk.workspace.local_at(anchor)
            self._known[anchor] = anchor if local is None else self._entity_of[anchor.document, local]
        return self._known[anchor]
