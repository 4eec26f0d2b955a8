"""A workspace at which a person decides, and what comes of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kgbuild import pipeline
from kgbuild.config import Config
from kgbuild.decide.wording import described
from kgbuild.model import Anchor, Decision, Entity, Graph, Member
from kgbuild.pipeline import Resolved
from kgbuild.plugins import Progress
from kgbuild.reports import GraphReport
from kgbuild.stages.store import decisions as file

if TYPE_CHECKING:
    from kgbuild.stages.store.workspace import Workspace

__all__ = ["Change", "Desk", "Outcome", "at_desk"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is now otherwise: what became of it ("merged"), its id and name, and how.

    Of a decision that a later one has overruled it is who made it and when, and what it says.
    """

    what: str
    subject: str
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decisions that were written, what they changed in the graph, and where that was written."""

    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]
    report: GraphReport


class Desk:
    """An open workspace, resolved by all that has been decided so far, and who decides there.

    `resolved` is as of the last `apply`.
    """

    def __init__(self, workspace: Workspace, *, config: Config, who: str, progress: Progress | None) -> None:
        self.workspace = workspace
        self._config = config
        self._who = _printable(who)
        self._progress = progress
        self._written: list[Decision] = []
        self.resolved = self._before = self._resolve()
        self._overruled_before = self.overruled()

    @property
    def graph(self) -> Graph:
        """The graph as of the last `apply`."""
        return self.resolved.graph

    @cached_property
    def names(self) -> dict[Member, tuple[str, ...]]:
        """The names of each (document id, local id) in its document, the fullest first."""
        return {(local.document, local.entity): local.names for local in self.workspace.local_entities()}

    def members_of(self, entity: str) -> list[Member]:
        """The (document id, local id) that make an entity, sorted."""
        return sorted(self._by_entity.get(entity, ()))

    def entity_at(self, anchor: Anchor | None) -> str | None:
        """The entity whose name stands at an anchor; None if it is gone."""
        local = anchor and self.workspace.local_at(anchor)
        return self.resolved.resolution.entity_of.get((anchor.document, local)) if anchor and local else None

    def overruled(self) -> set[Decision]:
        """Decisions that lost to a later one, as of the last `apply`: on who is one, on a name, on a claim."""
        decisions = list(pipeline.decisions(self._config).values())
        found = {decisions[number - 1] for *_, number in self.resolved.resolution.contradicted}
        last: dict[str, Decision] = {}
        for decision in decisions:
            about = self.entity_at(decision.left) if decision.kind == "rename" else decision.claim
            if about is not None:
                if about in last:
                    found.add(last[about])
                last[about] = decision
        return found

    def time(self) -> str:
        """The time of the next decision, later than that of any other."""
        return file.next_time(pipeline.decisions(self._config).values())

    def sign(
        self,
        kind: str,
        *,
        when: str,
        why: str = "",
        left: Anchor | None = None,
        right: Anchor | None = None,
        name: str | None = None,
        claim: str | None = None,
    ) -> Decision:
        """A decision in the name of who sits here."""
        return Decision(kind, when, self._who, _printable(why), left, right, name, claim)

    def write(self, decisions: Sequence[Decision]) -> None:
        """Keep decisions in their file at once; the graph follows with `apply`.

        Raises:
            OutputError: the file cannot be written.
        """
        file.append(self._config.decisions_file, *decisions)
        self._written.extend(decisions)

    def take_back(self, decisions: Sequence[Decision]) -> None:
        """Take decisions out of their file.

        Raises:
            OutputError: the file cannot be written.
        """
        file.remove(self._config.decisions_file, *decisions)
        self._written = [decision for decision in self._written if decision not in decisions]

    def apply(self) -> None:
        """Resolve the workspace by what is decided now."""
        self.resolved = self._resolve()

    def finish(self) -> Outcome:
        """Write the graph to every output, and tell what has changed since the desk was opened."""
        report = pipeline.publish(self.resolved, self.workspace, config=self._config, progress=self._progress)
        changes = (*_changes(self._before, self.resolved), *self._overrulings())
        return Outcome(tuple(self._written), changes, report)

    def _overrulings(self) -> Iterator[Change]:
        """Yield the decisions that have come to be overruled, and those that hold again."""
        before, now = self._overruled_before, self.overruled()
        kept = pipeline.decisions(self._config).values()
        for what, decisions in (("overruled", now - before), ("holds again", before - now)):
            for decision in kept:
                if decision in decisions:
                    when, who, *rest = described(decision)
                    yield Change(what, f"{who}, {when}", ": ".join(rest))

    def _resolve(self) -> Resolved:
        resolved = pipeline.resolve_all(self.workspace, config=self._config, progress=self._progress)
        self._by_entity: defaultdict[str, list[Member]] = defaultdict(list)
        for member, entity in resolved.resolution.entity_of.items():
            self._by_entity[entity].append(member)
        return resolved


@contextmanager
def at_desk(*, config: Config, who: str, progress: Progress | None = None) -> Iterator[Desk]:
    """Open the workspace for a person to decide there.

    Raises:
        ConfigError: the file of decisions is malformed.
        WorkspaceError: there is no workspace, or it cannot be read or written.
    """
    with pipeline.open_workspace(config) as workspace:
        yield Desk(workspace, config=config, who=who, progress=progress)


def _printable(text: str) -> str:
    """The text in one line, without what UTF-8 cannot hold."""
    return " ".join(text.encode(errors="replace").decode().split())


# What has changed


def _changes(before: Resolved, after: Resolved) -> Iterator[Change]:
    old, new = (_by_id(resolved.graph) for resolved in (before, after))
    went = _moves(before.resolution.entity_of, after.resolution.entity_of)
    came = _moves(after.resolution.entity_of, before.resolution.entity_of)
    for id in sorted(old.keys() - new.keys()):
        for to in _commonest(went[id]):
            one, other = old[id], new[to]
            labels = [f" ({entity.label})" if one.label != other.label else "" for entity in (one, other)]
            yield Change("merged", _called(one) + labels[0], f"into {_called(other)}{labels[1]}")
    for id in sorted(new.keys() - old.keys()):
        for origin in _commonest(came[id]):
            yield Change("parted", _called(new[id]), f"from {_called(old[origin])}")
    for id in sorted(old.keys() & new.keys()):
        for to in sorted(went[id].keys() & old.keys() - {id}):
            yield Change("moved", _called(old[id]), f"in {_documents(went[id][to])} now {_called(new[to])}")
        if old[id].name != new[id].name:
            yield Change("renamed", f"{id} {old[id].name}", new[id].name)
    yield from _changed_edges(before.graph, after.graph, went)
    yield from _changed_statuses(before, after)


def _changed_edges(before: Graph, after: Graph, went: Mapping[str, Counter[str]]) -> Iterator[Change]:
    names = {entity.id: entity.name for entity in (*before.entities, *after.entities)}
    now = {entity.id for entity in after.entities}
    # An edge of an entity that was merged is that of the one into which it went.
    target = {id: next(_commonest(to), id) if id not in now else id for id, to in went.items()}
    had = {(e.type, target.get(e.subject, e.subject), target.get(e.object, e.object)) for e in before.edges}
    has = {(edge.type, edge.subject, edge.object) for edge in after.edges}
    for what, edges in (("gone", had - has), ("new", has - had)):
        for type, subject, object in sorted(edges):
            yield Change(f"relation {what}", names[subject], f"{type} {names[object]}")


def _changed_statuses(before: Resolved, after: Resolved) -> Iterator[Change]:
    old, new = before.rulings.statuses, after.rulings.statuses
    for claim in sorted(old.keys() | new.keys()):
        if old.get(claim) != new.get(claim):
            yield Change("claim", claim, new.get(claim, "open"))


def _moves(before: Mapping[Member, str], after: Mapping[Member, str]) -> defaultdict[str, Counter[str]]:
    """How many members of each entity are in which entity now."""
    moves: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member, entity in before.items():
        if member in after:
            moves[entity][after[member]] += 1
    return moves


def _commonest(counts: Counter[str]) -> Iterator[str]:
    yield from sorted(counts, key=lambda id: (-counts[id], id))[:1]


def _by_id(graph: Graph) -> dict[str, Entity]:
    return {entity.id: entity for entity in graph.entities}


def _called(entity: Entity) -> str:
    return f"{entity.id} {entity.name}"


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"
