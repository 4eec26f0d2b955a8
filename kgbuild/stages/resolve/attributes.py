"""What is known of entities beyond their names: a unit's number, echelon, branch and country, where places are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kgbuild.model import Resolution
from kgbuild.stages.resolve.identity import Weighed
from kgbuild.stages.resolve.name import BODY, PLACE, Name
from kgbuild.stages.resolve.places import PlaceContext, Reading, Tally, described, read_place, tally
from kgbuild.stages.resolve.profiles import Profile
from kgbuild.stages.resolve.words import words

__all__ = ["Standing", "attributes_of_unit", "describe_all", "standing_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entity tells of the documents that name it: a country, and if it is a place a region, as codes.

    `tally` tells how many documents mean which of the places that a place can be.
    """

    is_place: bool
    country: str
    region: str = ""
    tally: Tally = field(default_factory=Counter)

    def speaks_like(self, other: Standing) -> bool:
        """Whether both tell the same of documents."""
        return (self.is_place, self.country, self.region) == (other.is_place, other.country, other.region)


def standing_of(label: str, weighed: Weighed) -> Standing:
    """What an entity tells of the documents that name it."""
    if label == "Place":
        reading = read_place(name.text for profile, _ in weighed for name in profile.names)
        return Standing(True, reading.country, reading.region)
    return Standing(False, _country([profile.name for profile, _ in weighed]).upper())


def describe_all(
    resolution: Resolution, groups: Iterable[Sequence[Profile]]
) -> tuple[dict[str, dict[str, str]], dict[str, Standing]]:
    """The attributes of every entity of which something is known, by id, sorted; and the standing of each.

    Args:
        resolution: the ids and labels of the groups.
        groups: the profiles of each entity.
    """
    standings: dict[str, Standing] = {}
    readings: dict[str, Reading] = {}
    documents: dict[str, list[str]] = {}
    contexts: dict[str, PlaceContext] = defaultdict(PlaceContext)
    nations: dict[str, set[str]] = defaultdict(set)
    attributes: dict[str, dict[str, str]] = {}
    for profiles in groups:
        id = resolution.entity_of[profiles[0].members[0]]
        label = resolution.entities[id][0]
        weighed = [(profile, len(profile.members)) for profile in profiles]
        standing = standings[id] = standing_of(label, weighed)
        if label == "Unit":
            attributes[id] = attributes_of_unit(weighed)
        if standing.is_place:
            readings[id] = read_place(name.text for profile in profiles for name in profile.names)
            documents[id] = sorted({document for profile in profiles for document, _ in profile.members})
            for document in documents[id]:
                contexts[document].add_place(standing.country, standing.region)
        elif standing.country:
            for profile in profiles:
                for document, _ in profile.members:
                    nations[document].add(standing.country)
    for document, codes in nations.items():
        contexts[document].countries.update(codes)
    for id, reading in readings.items():
        found = tally(reading, (contexts[document] for document in documents[id]))
        standings[id] = replace(standings[id], tally=found)
        attributes[id] = described(reading, found)
    known = {id: dict(sorted(found.items())) for id, found in sorted(attributes.items()) if found}
    return known, standings


def attributes_of_unit(weighed: Weighed) -> dict[str, str]:
    """What the names of a unit tell of it."""
    names = _by_weight(weighed)
    found = {
        "number": _first(number for name in names for number, _ in name.numbers[:1]),
        "echelon": _first(name.echelon for name in names),
        "branch": _first(_branch(name) for name in names),
        "country": _country(names),
    }
    return {key: value for key, value in found.items() if value}


def _by_weight(weighed: Weighed) -> list[Name]:
    """The names of a cluster, those of most members first."""
    counts: Counter[Name] = Counter()
    for profile, weight in weighed:
        counts[profile.name] += weight
    return sorted(counts, key=lambda name: (-counts[name], name.key, name.text))


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
