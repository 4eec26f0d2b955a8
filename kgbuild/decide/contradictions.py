"""Where one person's decisions cannot hold together with another's."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from dataclasses import dataclass

from kgbuild.model import Anchor, Decision
from kgbuild.schema import CLAIM_STATUSES

__all__ = ["Contradiction", "contradictions"]

Place = Hashable  # what stands at an anchor, as one thing wherever it stands


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A decision that is overruled, and the later ones with which it cannot hold."""

    overruled: Decision
    by: tuple[Decision, ...]


def contradictions(
    decisions: Sequence[Decision], *, theirs: Container[Decision], place_of: Callable[[Anchor], Place]
) -> list[Contradiction]:
    """Find what held among one person's decisions and is overruled by later ones of another, or by way of them.

    Args:
        decisions: of both, in the order in which they apply.
        theirs: those of the other one.
        place_of: what stands at an anchor: equal for two anchors if names alone make them one entity.
    """
    # What somebody decided and then decided otherwise contradicts nobody else.
    of_each = ([one for one in decisions if (one in theirs) is side] for side in (False, True))
    held = {decision for of_one in of_each for decision in _Held(of_one, place_of).decisions}
    return _Held([decision for decision in decisions if decision in held], place_of).overruled


class _Held:
    """The decisions that hold together, later ones before earlier ones, and those that do not."""

    def __init__(self, decisions: Sequence[Decision], place_of: Callable[[Anchor], Place]) -> None:
        self.decisions: set[Decision] = set()
        self.overruled: list[Contradiction] = []
        self._place_of = place_of
        self._same: defaultdict[Place, list[tuple[Place, Decision]]] = defaultdict(list)
        self._different: defaultdict[Place, list[tuple[Place, Decision]]] = defaultdict(list)
        self._names: list[Decision] = []
        self._statuses: dict[str | None, Decision] = {}
        # Names last: which of them are one entity's depends on all that is the same.
        for decision in sorted(reversed(decisions), key=lambda one: one.kind == "rename"):
            if against := list(self._against(decision)):
                self.overruled.append(Contradiction(decision, tuple(dict.fromkeys(against))))
            else:
                self.decisions.add(decision)
        self.overruled.reverse()

    def _against(self, decision: Decision) -> Iterable[Decision]:
        """What rules a decision out; notes one that nothing does."""
        if decision.kind in CLAIM_STATUSES:
            held = self._statuses.setdefault(decision.claim, decision)
            return [held] if held.kind != decision.kind else []
        if decision.left is None:
            return []
        left = self._place_of(decision.left)
        if decision.kind == "rename":
            return self._against_name(decision, left)
        if decision.right is None:
            return []
        right = self._place_of(decision.right)
        is_same = decision.kind == "same"
        against = self._against_same(left, right) if is_same else self._ways(left).get(right, ())
        if not against:
            noted = self._same if is_same else self._different
            noted[left].append((right, decision))
            noted[right].append((left, decision))
        return against

    def _against_name(self, decision: Decision, place: Place) -> Iterable[Decision]:
        ways = self._ways(place)
        for held in self._names:
            if held.left and (at := self._place_of(held.left)) in ways and held.name != decision.name:
                return [held, *ways[at]]
        self._names.append(decision)
        return []

    def _against_same(self, left: Place, right: Place) -> Iterable[Decision]:
        from_left, from_right = self._ways(left), self._ways(right)
        for place, way in from_left.items():
            for other, different in self._different.get(place, ()):
                if other in from_right:
                    return [different, *way, *from_right[other]]
        return []

    def _ways(self, start: Place) -> dict[Place, tuple[Decision, ...]]:
        """All that is the same as `start` by what holds so far, and the decisions that lead there."""
        ways: dict[Place, tuple[Decision, ...]] = {start: ()}
        waiting = deque([start])
        while waiting:
            place = waiting.popleft()
            for other, decision in self._same.get(place, ()):
                if other not in ways:
                    ways[other] = (*ways[place], decision)
                    waiting.append(other)
        return ways
