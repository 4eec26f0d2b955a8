"""Clusters of profiles that grow by joining, and never past a veto."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from kgbuild.stages.resolve.compare import Score, covers, veto
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import Profile

__all__ = ["Clusters"]


class Clusters:
    """A partition of profiles, each by its place in the list; at first each is alone."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self._parent = list(range(len(profiles)))
        self._names: dict[int, list[Name]] = {place: [profile.name] for place, profile in enumerate(profiles)}

    def find(self, place: int) -> int:
        """The profile that stands for the cluster of `place`."""
        root = place
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[place] != root:
            self._parent[place], place = root, self._parent[place]
        return root

    def join(self, left: int, right: int) -> Score:
        """Make one cluster of two, unless a name of one rules out a name of the other; return the veto, if any."""
        one, other = sorted((self.find(left), self.find(right)))
        if one == other:
            return Score(0.0, "")
        against = self.against(one, other)
        if not against:
            self._parent[other] = one
            self._names[one] = _fullest([*self._names[one], *self._names.pop(other)])
        return against

    def against(self, left: int, right: int) -> Score:
        """The first veto between any name of one cluster and any of the other."""
        for one in self._names[self.find(left)]:
            for other in self._names[self.find(right)]:
                if against := veto(one, other):
                    return against
        return Score(0.0, "")

    def keys(self, place: int) -> set[str]:
        """The keys of the names that stand for the cluster of `place`."""
        return {name.key for name in self._names[self.find(place)]}

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
            groups.extend(_by_document(profiles) if all(place in apart for place in members) else [profiles])
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
