"""What people have decided about which members are one: what of it holds together, later before earlier."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kgbuild.model import Member

__all__ = ["Decided", "Pair", "Sets", "settle"]

Pair = tuple[Member, Member] | tuple[Member, Member, int]
Item = TypeVar("Item", bound=Hashable)


class Sets(Generic[Item]):
    """A partition of items, each alone at first, some of whose sets may never become one."""

    def __init__(self) -> None:
        self._parent: dict[Item, Item] = {}
        self._apart: dict[Item, set[Item]] = {}

    def find(self, item: Item) -> Item:
        """The item that stands for the set of `item`."""
        root = item
        while (above := self._parent.get(root, root)) != root:
            root = above
        while item != root:
            item, self._parent[item] = self._parent.get(item, item), root
        return root

    def may_join(self, left: Item, right: Item) -> bool:
        """Whether the two sets are not kept apart."""
        return self.find(right) not in self._apart.get(self.find(left), ())

    def join(self, left: Item, right: Item) -> None:
        """Make one set of two that may join; the first stands for both."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return
        self._parent[other] = one
        for third in self._apart.pop(other, ()):
            self._apart[third].remove(other)
            self._keep_apart(one, third)

    def may_part(self, left: Item, right: Item) -> bool:
        """Whether the two are in different sets."""
        return self.find(left) != self.find(right)

    def part(self, left: Item, right: Item) -> None:
        """Keep two different sets apart for ever."""
        self._keep_apart(self.find(left), self.find(right))

    def _keep_apart(self, one: Item, other: Item) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions that do not contradict each other, sorted, and those that lost: (kind, left, right, number).

    `leaving` counts for each member how often what it is one with is the right side of a `different`.
    """

    same: tuple[tuple[Member, Member], ...] = ()
    different: tuple[tuple[Member, Member], ...] = ()
    leaving: dict[Member, int] | None = None
    contradicted: tuple[tuple[str, Member, Member, int], ...] = ()

    @property
    def members(self) -> frozenset[Member]:
        """All members of which something has been decided."""
        return frozenset(member for pair in (*self.same, *self.different) for member in pair)

    def leaves(self, member: Member) -> int:
        """How many entities `member` has been told apart from, as the right side."""
        return (self.leaving or {}).get(member, 0)


def settle(
    same: Iterable[Pair],
    different: Iterable[Pair],
    *,
    present: Iterable[Member],
    rivals: Iterable[tuple[Member, Member]] = (),
) -> Decided:
    """Leave out decisions that a later one contradicts, be it by way of others, and those on absent members.

    Args:
        same, different: as `resolve` takes them.
        present: all members that there are.
        rivals: pairs that are different too, unless a decision says otherwise.
    """
    decisions = {*_read("same", same), *_read("different", different)}
    members = {member for _, _, *pair in decisions for member in pair}.intersection(present if decisions else ())
    sets: Sets[Member] = Sets()
    kept: dict[str, list[tuple[Member, Member]]] = defaultdict(list)
    lost = []
    for number, kind, left, right in sorted(decisions, key=_latest):
        if not members.issuperset((left, right)):
            continue
        fits, act = (sets.may_join, sets.join) if kind == "same" else (sets.may_part, sets.part)
        if fits(left, right):
            act(left, right)
            kept[kind].append((left, right))
        else:
            lost.append((kind, left, right, number))
    for left, right in sorted(rivals):
        if sets.may_part(left, right):
            sets.part(left, right)
            kept["different"].append((left, right))
    leaving = Counter(sets.find(right) for _, right in kept["different"])
    of = {member: leaving[sets.find(member)] for pair in (*kept["same"], *kept["different"]) for member in pair}
    return Decided(tuple(sorted(kept["same"])), tuple(sorted(kept["different"])), of, tuple(sorted(lost)))


_Numbered = tuple[int, str, Member, Member]


def _read(kind: str, pairs: Iterable[Pair]) -> Iterable[_Numbered]:
    for left, right, *number in pairs:
        yield (number[0] if number else 0), kind, left, right


def _latest(decision: _Numbered) -> tuple[int, str, Member, Member]:
    # "different" sorts before "same", as it should at equal numbers: a wrong merge does more harm than a split.
    number, kind, left, right = decision
    return -number, kind, left, right
