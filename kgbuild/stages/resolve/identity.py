"""What a cluster is called, and the id that it keeps."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from kgbuild.model import Resolution
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import Profile

__all__ = ["describe"]

_Member = tuple[str, str]


def describe(groups: Sequence[Sequence[Profile]], *, known: Mapping[_Member, str]) -> Resolution:
    """Give each group of profiles an id, a label, a name and aliases."""
    entity_of: dict[_Member, str] = {}
    entities = {}
    for id, profiles in zip(_ids(groups, known=known), groups, strict=True):
        entities[id] = (_label(profiles), *_name(profiles))
        entity_of |= dict.fromkeys(_members(profiles), id)
    return Resolution(dict(sorted(entity_of.items())), dict(sorted(entities.items())))


def _members(profiles: Iterable[Profile]) -> list[_Member]:
    return [member for profile in profiles for member in profile.members]


def _label(profiles: Iterable[Profile]) -> str:
    """The commonest label."""
    counts: Counter[str] = Counter()
    for profile in profiles:
        counts[profile.label] += len(profile.members)
    return min(counts, key=lambda label: (-counts[label], label))


def _name(profiles: Sequence[Profile]) -> tuple[str, tuple[str, ...]]:
    """The name that is full and frequent, and all the others, sorted."""
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

    chosen = min(names.values(), key=rank).text
    return chosen, tuple(sorted(names.keys() - {chosen}))


def _ids(groups: Sequence[Sequence[Profile]], *, known: Mapping[_Member, str]) -> list[str]:
    """The ids of clusters: the one that most of its members had, or a new one made of its first name."""
    held = _held(groups, known=known)
    taken = {*known.values(), *held.values()}
    ids = []
    for place, profiles in enumerate(groups):
        id = held.get(place)
        if id is None:
            id = next(new for new in _new_ids(profiles) if new not in taken)
            taken.add(id)
        ids.append(id)
    return ids


def _held(groups: Sequence[Sequence[Profile]], *, known: Mapping[_Member, str]) -> dict[int, str]:
    """Which clusters keep an id: where several have members with it, the one that has most."""
    claims: list[tuple[int, str, int]] = []
    for place, profiles in enumerate(groups):
        counts = Counter(known[member] for member in _members(profiles) if member in known)
        claims.extend((-held, id, place) for id, held in counts.items())
    kept: dict[int, str] = {}
    given: set[str] = set()
    for _, id, place in sorted(claims):
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
