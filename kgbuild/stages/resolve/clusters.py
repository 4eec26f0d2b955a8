"""Clusters of profiles that grow by joining, and never past a veto or a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from kgbuild.model import Member
from kgbuild.stages.resolve.compare import Score, covers, veto
from kgbuild.stages.resolve.decisions import Decided, Sets
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import Profile

__all__ = ["Clusters"]

_NO = Score(0.0, "")


class Clusters:
    """A partition of profiles, each by its place in the list; at first each is alone, but for what is decided.

    A cluster is a union of natural ones, within which no name rules out another. People can make one cluster of
    natural ones that rule each other out; who joins it later then needs to fit one of them, not all.

    Args:
        profiles: what to partition, in the order in which it comes.
        decided: what people have decided.
        stubs: sets of places that stand for clusters of which no more is known: whatever finds one joins it.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        decided: Decided | None = None,
        *,
        stubs: Iterable[Sequence[int]] = (),
    ) -> None:
        self.profiles = profiles
        self.stubs: set[int] = set()
        self._natural: Sets[int] = Sets()
        self._whole: Sets[int] = Sets()
        # Of clusters of more than one profile: all their names, and those that stand for them.
        self._all: dict[int, dict[str, Name]] = {}
        self._names: dict[int, list[Name]] = {}
        self._keys: dict[int, set[str]] = {}
        self._stub_roots: set[int] = set()
        self._decided: set[int] = set()
        self._obey(decided or Decided())
        for places in stubs:
            self.stubs.update(places)
            for place in places[1:]:
                self._unite(self._natural.find(places[0]), self._natural.find(place))
        self._stub_roots = {self._natural.find(place) for place in self.stubs}

    def _obey(self, decided: Decided) -> None:
        linked = decided.members
        places: dict[Member, int] = {}
        for place, profile in enumerate(self.profiles) if linked else ():
            if profile.members[0] in linked:
                places[profile.members[0]] = place
        for left, right in decided.different:
            self._whole.part(places[left], places[right])
        for left, right in decided.same:
            if not self.join(places[left], places[right]):
                continue
            self._make_one(places[left], places[right])
        self._decided = {places[member] for pair in decided.same for member in pair}

    def find(self, place: int) -> int:
        """The profile that stands for the cluster of `place`."""
        return self._whole.find(place)

    def join(self, left: int, right: int) -> Score:
        """Make one cluster of two, unless something keeps them apart; return what does, if anything."""
        one, other = sorted((self._natural.find(left), self._natural.find(right)))
        if one == other:
            return _NO
        against = self.against(one, other)
        if not against:
            self._unite(one, other)
        return against

    def _unite(self, one: int, other: int) -> None:
        """Make one natural cluster of two, of which these stand for each."""
        if one == other:
            return
        every = self._all.pop(one, None) or self._own(one)
        for key, name in (self._all.pop(other, None) or self._own(other)).items():
            # Names of one key may differ in their texts; which one is kept must not depend on the order.
            every[key] = min(every.get(key, name), name, key=lambda name: (name.text, name.tokens))
        self._natural.join(one, other)
        self._all[one] = every
        self._names[one] = _fullest(every.values())
        self._names.pop(other, None)
        if self._stub_roots & {one, other}:
            self._stub_roots.add(one)
        self._make_one(one, other)

    def _own(self, place: int) -> dict[str, Name]:
        name = self.profiles[place].name
        return {name.key: name}

    def _make_one(self, left: int, right: int) -> None:
        """Make one whole cluster of two, however natural."""
        one, other = self._whole.find(left), self._whole.find(right)
        if one != other:
            keys = self.keys_of_all(one) | self.keys_of_all(other)
            self._keys.pop(other, None)
            self._whole.join(one, other)
            self._keys[one] = keys

    def against(self, left: int, right: int) -> Score:
        """A decision between two clusters, or the first veto between any name of one and any of the other."""
        if self._stub_roots and self._stub_roots & {self._natural.find(left), self._natural.find(right)}:
            return _NO
        if not self._whole.may_join(left, right):
            return Score(1.0, "a person holds them for different")
        for one in self._standing(left):
            for other in self._standing(right):
                if against := veto(one, other):
                    return against
        return _NO

    def keys(self, place: int) -> set[str]:
        """The keys of the names that stand for the natural cluster of `place`."""
        return {name.key for name in self._standing(place)}

    def keys_of_all(self, place: int) -> set[str]:
        """The keys of the names of all profiles of the cluster of `place`."""
        root = self._whole.find(place)
        return self._keys.get(root) or {self.profiles[root].name.key}

    def _standing(self, place: int) -> list[Name]:
        root = self._natural.find(place)
        return self._names.get(root) or [self.profiles[root].name]

    def groups(self, *, apart: Container[int]) -> list[list[Profile]]:
        """The profiles of each cluster, sorted.

        Args:
            apart: profiles that make one cluster for each document, unless they have joined another profile.
        """
        groups: list[list[Profile]] = []
        for places in self.partition():
            profiles = [self.profiles[place] for place in places]
            groups.extend(_by_document(profiles) if self.is_loose(places, apart=apart) else [profiles])
        return groups

    def partition(self) -> list[list[int]]:
        """The places of each cluster, sorted."""
        places: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self.profiles)):
            places[self.find(place)].append(place)
        return list(places.values())

    def is_loose(self, places: Collection[int], *, apart: Container[int]) -> bool:
        """Whether a cluster is one for each document: nothing says more of it than that it is `apart`."""
        return all(place in apart for place in places) and self._decided.isdisjoint(places)


def _by_document(profiles: Sequence[Profile]) -> Iterator[list[Profile]]:
    documents: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for part in profile.by_document():
            documents[part.members[0][0]].append(part)
    yield from documents.values()


def _fullest(names: Collection[Name]) -> list[Name]:
    """The names without those that another says in full."""
    return [name for name in names if not any(covers(full, name) for full in names)]
