"""What a cluster is called, and the id that it keeps."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import count
from math import inf

from kgbuild.model import Member, Resolution
from kgbuild.stages.resolve.name import BODY, Name
from kgbuild.stages.resolve.profiles import Profile

__all__ = ["Weighed", "choose_ids", "describe", "label_of", "name_of", "new_ids", "redirects"]

# Profiles of one entity, and how many local entities each stands for.
Weighed = Sequence[tuple[Profile, int]]


def describe(
    groups: Sequence[Sequence[Profile]],
    *,
    known: Mapping[Member, str],
    names: Mapping[Member, str],
    since: Mapping[str, int],
) -> Resolution:
    """Give each group of profiles an id, a label, a name and aliases.

    Args:
        groups: the profiles of each cluster.
        known, names, since: as `resolve` takes them.
    """
    entity_of: dict[Member, str] = {}
    entities = {}
    given = {member: (number, name) for number, (member, name) in enumerate(names.items())}
    claims = [Counter(known[one] for one in _members(profiles) if one in known) for profiles in groups]
    taken = frozenset(known.values())
    ids = choose_ids(claims, new=lambda place: _new_ids(groups[place]), since=since, taken=taken.__contains__)
    for id, profiles in zip(ids, groups, strict=True):
        members = _members(profiles)
        _, name = max((given[member] for member in members if member in given), default=(0, ""))
        weighed = [(profile, len(profile.members)) for profile in profiles]
        entities[id] = (label_of(weighed), *name_of(weighed, given=name))
        entity_of |= dict.fromkeys(members, id)
    return Resolution(
        dict(sorted(entity_of.items())),
        dict(sorted(entities.items())),
        redirects=_redirects(known, entity_of, entities),
    )


def _redirects(
    known: Mapping[Member, str], entity_of: Mapping[Member, str], entities: Container[str]
) -> dict[str, str]:
    now: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member, id in known.items():
        if id not in entities and member in entity_of:
            now[id][entity_of[member]] += 1
    return redirects(now)


def redirects(now: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Where the ids went that are no entity's any more: to the entity that most of their members are now."""
    return {id: min(went, key=lambda to: (-went[to], to)) for id, went in sorted(now.items())}


def _members(profiles: Iterable[Profile]) -> list[Member]:
    return [member for profile in profiles for member in profile.members]


def label_of(weighed: Weighed) -> str:
    """The commonest label."""
    counts: Counter[str] = Counter()
    for profile, weight in weighed:
        counts[profile.label] += weight
    return min(counts, key=lambda label: (-counts[label], label))


def name_of(weighed: Weighed, *, given: str) -> tuple[str, tuple[str, ...]]:
    """The name that a person gave, or else one that is full and frequent; and all others that are written, sorted.

    What documents tell of a body is in its name if no name that is written says as much.
    """
    of_text: Counter[str] = Counter()
    of_key: Counter[str] = Counter()
    names = {}
    for profile, weight in weighed:
        for name in profile.names:
            names[name.text] = name
            of_text[name.text] += weight
            of_key[name.key] += weight

    def rank(name: Name) -> tuple[object, ...]:
        short = len(name.text.split()) == 1 or bool(name.acronym)
        shouted = name.text.isupper() or name.text.islower()
        return short, -of_key[name.key], shouted, -of_text[name.text], -len(name.text), name.text

    written = {name.text: name for name in names.values() if not name.is_told}
    keys = {name.key for name in written.values()}
    fuller = [name for name in names.values() if name.is_told and name.family == BODY and name.key not in keys]
    chosen = given or min(fuller or written.values() or names.values(), key=rank).text
    return chosen, tuple(sorted(written.keys() - {chosen}))


def choose_ids(
    claims: Sequence[Mapping[str, int]],
    *,
    new: Callable[[int], Iterable[str]],
    since: Mapping[str, int],
    taken: Callable[[str], bool],
) -> list[str]:
    """The ids of clusters: the oldest, or the one that most of its members had, or a new one of its first name.

    Args:
        claims: how many members of each cluster had each id.
        new: what the ids of the cluster at this place can be if it has none.
        since: as `resolve` takes it.
        taken: whether some member, of whatever cluster, had this id.
    """
    held = _held(claims, since=since)
    given = set(held.values())
    ids = []
    for place in range(len(claims)):
        id = held.get(place)
        if id is None:
            id = next(one for one in new(place) if one not in given and not taken(one))
            given.add(id)
        ids.append(id)
    return ids


def _held(claims: Sequence[Mapping[str, int]], *, since: Mapping[str, int]) -> dict[int, str]:
    """Which clusters keep an id: where several have members with it, the one that has most."""
    ranked: list[tuple[float, int, str, int]] = []
    for place, counts in enumerate(claims):
        ranked.extend((since.get(id, inf), -held, id, place) for id, held in counts.items())
    kept: dict[int, str] = {}
    given: set[str] = set()
    for _, _, id, place in sorted(ranked):
        if place not in kept and id not in given:
            kept[place] = id
            given.add(id)
    return kept


def _new_ids(profiles: Sequence[Profile]) -> Iterable[str]:
    return new_ids(profiles, first_member=lambda: min(_members(profiles)))


def new_ids(profiles: Iterable[Profile], *, first_member: Callable[[], Member]) -> Iterator[str]:
    """Ids made of the first name alone, and then, where two clusters have that, of the first member too."""
    first = min((profile.name.family, profile.name.key) for profile in profiles)
    yield _hashed(*first)
    for number in count():
        yield _hashed(*first, *first_member(), str(number))


def _hashed(*parts: str) -> str:
    return "e" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
