"""What a cluster is called, and the id that it keeps."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import count
from math import inf

from kgbuild.model import Resolution
from kgbuild.stages.resolve.decisions import Member
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import Profile

__all__ = ["describe"]


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
    for id, profiles in zip(_ids(groups, known=known, since=since), groups, strict=True):
        members = _members(profiles)
        _, name = max((given[member] for member in members if member in given), default=(0, ""))
        entities[id] = (_label(profiles), *_name(profiles, given=name))
        entity_of |= dict.fromkeys(members, id)
    return Resolution(
        dict(sorted(entity_of.items())),
        dict(sorted(entities.items())),
        redirects=_redirects(known, entity_of, entities),
    )


def _redirects(
    known: Mapping[Member, str], entity_of: Mapping[Member, str], entities: Container[str]
) -> dict[str, str]:
    """Where the ids went that are no entity's any more: to the entity that most of their members are now."""
    now: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member, id in known.items():
        if id not in entities and member in entity_of:
            now[id][entity_of[member]] += 1
    return {id: min(went, key=lambda to: (-went[to], to)) for id, went in sorted(now.items())}


def _members(profiles: Iterable[Profile]) -> list[Member]:
    return [member for profile in profiles for member in profile.members]


def _label(profiles: Iterable[Profile]) -> str:
    """The commonest label."""
    counts: Counter[str] = Counter()
    for profile in profiles:
        counts[profile.label] += len(profile.members)
    return min(counts, key=lambda label: (-counts[label], label))


def _name(profiles: Sequence[Profile], *, given: str) -> tuple[str, tuple[str, ...]]:
    """The name that a person gave, or else one that is full and frequent; and all the others, sorted."""
    of_text: Counter[str] = Counter()
    of_key: Counter[str] = Counter()
    names = {}
    for profile in profiles:
        for name in profile.names:
            names[name.text] = name
            of_text[name.text] += len(profile.members)
            of_key[name.key] += len(profile.members)

    def rank(name: Name) -> tuple[object, ...]:
        short = len(name.text.split()) == 1 or bool(name.acronym)
        shouted = name.text.isupper() or name.text.islower()
        return short, -of_key[name.key], shouted, -of_text[name.text], -len(name.text), name.text

    chosen = given or min(names.values(), key=rank).text
    return chosen, tuple(sorted(names.keys() - {chosen}))


def _ids(
    groups: Sequence[Sequence[Profile]], *, known: Mapping[Member, str], since: Mapping[str, int]
) -> list[str]:
    """The ids of clusters: the oldest, or the one that most of its members had, or a new one of its first name."""
    held = _held(groups, known=known, since=since)
    taken = {*known.values(), *held.values()}
    ids = []
    for place, profiles in enumerate(groups):
        id = held.get(place)
        if id is None:
            id = next(new for new in _new_ids(profiles) if new not in taken)
            taken.add(id)
        ids.append(id)
    return ids


def _held(
    groups: Sequence[Sequence[Profile]], *, known: Mapping[Member, str], since: Mapping[str, int]
) -> dict[int, str]:
    """Which clusters keep an id: where several have members with it, the one that has most."""
    claims: list[tuple[float, int, str, int]] = []
    for place, profiles in enumerate(groups):
        counts = Counter(known[member] for member in _members(profiles) if member in known)
        claims.extend((since.get(id, inf), -held, id, place) for id, held in counts.items())
    kept: dict[int, str] = {}
    given: set[str] = set()
    for _, _, id, place in sorted(claims):
        if place not in kept and id not in given:
            kept[place] = id
            given.add(id)
    return kept


def _new_ids(profiles: Sequence[Profile]) -> Iterable[str]:
    """Ids made of the first name alone, and then, where two clusters have that, of the first member too."""
    first = min((profile.name.family, profile.name.key) for profile in profiles)
    member = min(_members(profiles))
    yield _hashed(*first)
    for number in count():
        yield _hashed(*first, *member, str(number))


def _hashed(*parts: str) -> str:
    return "e" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
