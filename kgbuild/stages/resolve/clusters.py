"""Clusters of profiles that grow by joining, and never past a veto or a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from kgbuild.stages.resolve.compare import Score, covers, veto
from kgbuild.stages.resolve.decisions import Decided, Member, Sets
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import Profile

__all__ = ["Clusters"]

_NO = Score(0.0, "")


class Clusters:
    """A partition of profiles, each by its place in the list; at first each is alone, but for what is decided.

    A cluster is a union of natural ones, within which no name rules out another. People can make one cluster of
    natural ones that rule each other out; who joins it later then needs to fit one of them, not all.
    """

    def __init__(self, profiles: Sequence[Profile], decided: Decided | None = None) -> None:
        self.profiles = profiles
        self._natural: Sets[int] = Sets()
        self._whole: Sets[int] = Sets()
        self._names: dict[int, list[Name]] = {place: [profile.name] for place, profile in enumerate(profiles)}
        self._decided: set[int] = set()
        self._obey(decided or Decided())

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
            self._whole.join(places[left], places[right])
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
            self._natural.join(one, other)
            self._whole.join(one, other)
            self._names[one] = _fullest([*self._names[one], *self._names.pop(other)])
        return against

    def against(self, left: int, right: int) -> Score:
        """A decision between two clusters, or the first veto between any name of one and any of the other."""
        if not self._whole.may_join(left, right):
            return Score(1.0, "a person holds them for different")
        for one in self._names[self._natural.find(left)]:
            for other in self._names[self._natural.find(right)]:
                if against := veto(one, other):
                    return against
        return _NO

    def keys(self, place: int) -> set[str]:
        """The keys of the names that stand for the natural cluster of `place`."""
        return {name.key for name in self._names[self._natural.find(place)]}

    def groups(self, *, apart: Container[int]) -> list[list[Profile]]:
        """The profiles of each cluster, sorted.

        Args:
            apart: profiles that make one cluster for each document, unless they have joined another profile.
        """
        places: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self.profiles)):
            places[self.find(place)].append(place)
        groups: list[list[Profile]] = []
        for members in places.values():
            profiles = [self.profiles[place] for place in members]
            loose = all(place in apart and place not in self._decided for place in members)
            groups.extend(_by_document(profiles) if loose else [profiles])
        return groups


def _by_document(profiles: Sequence[Profile]) -> Iterator[list[Profile]]:
    documents: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for part in profile.by_document():
            documents[part.members[0][0]].append(part)
    yield from documents.values()


def _fullest(names: Sequence[Name]) -> list[Name]:
    """One name of each key, without those that another says in full."""
    distinct = list({name.key: name for name in names}.values())
    return [name for name in distinct if not any(covers(full, name) for full in distinct)]
