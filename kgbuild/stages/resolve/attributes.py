"""What is known of entities beyond their names: a unit's number, echelon, branch and country, where places are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kgbuild.model import Resolution
from kgbuild.stages.resolve.name import BODY, PLACE, Name
from kgbuild.stages.resolve.places import locate
from kgbuild.stages.resolve.profiles import Profile
from kgbuild.stages.resolve.words import words

__all__ = ["describe_all"]


def describe_all(resolution: Resolution, groups: Iterable[Sequence[Profile]]) -> dict[str, dict[str, str]]:
    """The attributes of every entity of which something is known, by id, sorted.

    Args:
        resolution: the ids and labels of the groups.
        groups: the profiles of each entity.
    """
    nations: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[str]] = {}
    documents: dict[str, list[str]] = {}
    attributes: dict[str, dict[str, str]] = {}
    for profiles in groups:
        id = resolution.entity_of[profiles[0].members[0]]
        label = resolution.entities[id][0]
        if label == "Unit":
            attributes[id] = _of_unit(profiles)
        if label == "Place":
            places[id] = list(dict.fromkeys(name.text for profile in profiles for name in profile.names))
            documents[id] = sorted({document for profile in profiles for document, _ in profile.members})
        elif country := _country([profile.name for profile in profiles]):
            for profile in profiles:
                for document, _ in profile.members:
                    nations[document].add(country)
    attributes |= locate(places, documents=documents, nations=nations)
    return {id: dict(sorted(found.items())) for id, found in sorted(attributes.items()) if found}


def _of_unit(profiles: Sequence[Profile]) -> dict[str, str]:
    names = _by_weight(profiles)
    found = {
        "number": _first(number for name in names for number, _ in name.numbers[:1]),
        "echelon": _first(name.echelon for name in names),
        "branch": _first(_branch(name) for name in names),
        "country": _country(names),
    }
    return {key: value for key, value in found.items() if value}


def _by_weight(profiles: Sequence[Profile]) -> list[Name]:
    """The names of a cluster, those of most members first."""
    counts: Counter[Name] = Counter()
    for profile in profiles:
        counts[profile.name] += len(profile.members)
    return sorted(counts, key=lambda name: (-counts[name], name.key))


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _branch(name: Name) -> str:
    """The arms that the name gives, in its order, or else the service that it is."""
    arms = [token for token in name.tokens if token in name.branches]
    services = [token for token in name.tokens if token in words().services]
    return " ".join(arms or services[:1])


def _country(names: Sequence[Name]) -> str:
    """The ISO code of the country that the names agree on, in small letters; a union of countries is none."""
    found = {nation for name in names if name.family in (BODY, PLACE) for nation in name.nations}
    countries = found - words().unions
    return countries.pop().removeprefix("@") if len(countries) == 1 else ""
