"""Resolves all documents together, and keeps of it what later changes need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kgbuild.model import LocalEntity, Member, Resolution
from kgbuild.stages.resolve.attributes import Standing, describe_all
from kgbuild.stages.resolve.candidates import ambiguous, grow
from kgbuild.stages.resolve.clusters import Clusters
from kgbuild.stages.resolve.decisions import Decided, Pair, Sets
from kgbuild.stages.resolve.forms import form_of
from kgbuild.stages.resolve.identity import describe
from kgbuild.stages.resolve.profiles import owner, read_all
from kgbuild.stages.resolve.senses import Entry, entry_of
from kgbuild.stages.resolve.update import standing_to_row

__all__ = ["Whole", "resolve_whole"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A resolution of all documents, and how it came about."""

    resolution: Resolution
    nations: Mapping[str, str]
    _clusters: Clusters
    _apart: frozenset[int]
    _decided: Decided
    _standings: Mapping[str, Standing]

    def profiles(self) -> Iterator[tuple[str, frozenset[str], Entry, str, str, tuple[Member, ...]]]:
        """Yield what is to be kept of each profile: as `store`'s index takes it."""
        entity_of = self.resolution.entity_of
        linked = self._decided.members
        same = _sets(self._decided.same)
        for places in self._clusters.partition():
            loose = self._clusters.is_loose(places, apart=self._apart)
            for place in places:
                profile = self._clusters.profiles[place]
                form = form_of((profile.label, profile.names))
                member = profile.members[0]
                entry = entry_of(profile, own=owner(profile, linked), leaves=self._decided.leaves(member))
                entity = "" if loose else entity_of[member]
                yield form.told, form.marks(), entry, same.get(member, ""), entity, profile.members

    def pairs(self) -> Iterator[tuple[Member, Member, bool]]:
        """Yield the pairs of members that are the same, and those that are not."""
        yield from ((left, right, True) for left, right in self._decided.same)
        yield from ((left, right, False) for left, right in self._decided.different)

    def standings(self) -> dict[str, tuple[bool, str, str, str]]:
        """What entities tell of the documents that name them, as it is kept."""
        return {id: standing_to_row(standing) for id, standing in self._standings.items()}


def _sets(same: Iterable[tuple[Member, Member]]) -> dict[Member, str]:
    """The key of what people have made one with each member."""
    sets: Sets[Member] = Sets()
    members = {member for pair in same for member in pair}
    for left, right in same:
        sets.join(left, right)
    return {member: "|".join(("same", *sets.find(member))) for member in members}


def resolve_whole(
    local_entities: Iterable[LocalEntity],
    *,
    known: Mapping[Member, str],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    names: Mapping[Member, str] | None = None,
    since: Mapping[str, int] | None = None,
) -> Whole:
    """Find out which local entities, of all documents, are the same: all as `resolve` takes and promises it."""
    profiles, decided, context = read_all(local_entities, same=same, different=different)
    clusters = Clusters(profiles, decided)
    grow(clusters)
    apart = frozenset(ambiguous(clusters))
    groups = clusters.groups(apart=apart)
    resolution = describe(groups, known=known, names=names or {}, since=since or {})
    attributes, standings = describe_all(resolution, groups)
    resolution = replace(resolution, attributes=attributes, contradicted=decided.contradicted)
    return Whole(resolution, context.nations, clusters, apart, decided, standings)
