"""Which profiles are worth comparing: blocks of names, so that nothing is compared with everything.

Each phase yields candidates while the clusters grow by them. The first phases rest on names that say enough by
themselves; the later ones on short names, which count only where a single cluster can be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kgbuild.gazetteer import is_city, is_country
from kgbuild.stages.resolve.clusters import Clusters
from kgbuild.stages.resolve.compare import (
    SAME_ABOVE,
    has_two_surnames,
    likeness,
    parent_left_out,
    same_person_by_initials,
    same_sound,
    short_form,
)
from kgbuild.stages.resolve.context import is_told_nation
from kgbuild.stages.resolve.name import PERSON, PLACE, Name, key_of
from kgbuild.stages.resolve.people import read_person
from kgbuild.stages.resolve.profiles import Profile
from kgbuild.stages.resolve.spelling import sound, sounds_alike
from kgbuild.stages.resolve.words import words

__all__ = [
    "PHASES",
    "Candidate",
    "ambiguous",
    "bears",
    "fitted",
    "grow",
    "is_lone",
    "seeks_full_name",
    "tied_names",
]

_SHORTEST_ACRONYM = 3
# More people of one surname than this are not compared each with each.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two profiles, by their places, that may be one entity, and the two names that say so."""

    left: int
    right: int
    left_name: Name
    right_name: Name


_Entry = tuple[int, Name]
_Blocks = dict[Hashable, dict[tuple[int, str], _Entry]]


def equal_names(clusters: Clusters) -> Iterator[Candidate]:
    """Profiles that share a name; not that of a person who is called by one, which may be anybody's."""
    blocks: dict[Hashable, list[_Entry]] = defaultdict(list)
    for place, name in _entries(clusters):
        if not name.is_lone:
            blocks[name.family, name.key].append((place, name))
    for block in blocks.values():
        yield from _pairs(block, clusters)


def equal_sounds(clusters: Clusters) -> Iterator[Candidate]:
    """Profiles with names that may be transliterations of one."""
    entries = (entry for entry in _entries(clusters) if not entry[1].is_lone)
    for block in _blocks(entries, clusters, lambda name: (name.family, name.sound)).values():
        pairs = _pairs(block.values(), clusters)
        yield from (one for one in pairs if same_sound(one.left_name, one.right_name))


def fuller_names(clusters: Clusters) -> Iterator[Candidate]:
    """People with some given names, and the only one who has those among others."""
    full = [entry for entry in _people(clusters) if _is_full(entry[1])]
    blocks = _blocks(full, clusters, lambda name: (_sound(name.surname), _sound(name.given[0])))
    for place, name in sorted(full, key=_fullest_first):
        if name.company:
            continue
        block = blocks[_sound(name.surname), _sound(name.given[0])]
        fuller = (entry for entry in block.values() if _is_fuller(entry[1], name))
        yield from _only(place, name, _meant(fuller, clusters), clusters)


def initials(clusters: Clusters) -> Iterator[Candidate]:
    """People with initials, and the only one whom all of them fit, or else the only one of that surname."""
    people = list(_people(clusters))
    full = [entry for entry in people if _is_full(entry[1])]
    by_initial = _blocks(full, clusters, lambda name: (_sound(name.surname), name.given[0][0]))
    by_surname = _blocks(full, clusters, lambda name: _sound(name.surname))
    for place, name in people:
        if name.given and not _is_full(name):
            block = by_initial.get((_sound(name.surname), name.given[0]), {}).values()
            fitting = _meant((entry for entry in block if _is_fuller(entry[1], name)), clusters)
            others = by_surname.get(_sound(name.surname), {}).values()
            yield from _only(place, name, fitting or _meant(others, clusters), clusters)


def only_bearers(clusters: Clusters) -> Iterator[Candidate]:
    """People of a surname that few have, and those with the fuller names that theirs fits best, if one."""
    full = [entry for entry in _people(clusters) if entry[1].given and not entry[1].company]
    for block in _blocks(full, clusters, lambda name: _sound(name.surname)).values():
        entries = sorted(block.values(), key=lambda entry: (entry[1].has_initials_only, _fullest_first(entry)))
        if len({clusters.find(place) for place, _ in entries}) > _FEW:
            continue
        for number, (place, name) in enumerate(entries):
            scores = [likeness(name, full).value for _, full in entries[:number]]
            best = max(scores, default=0.0)
            fuller = [entry for entry, score in zip(entries, scores, strict=False) if score == best >= SAME_ABOVE]
            # Initials that nobody spells out say who is meant only if nobody else can be.
            rivals = entries[:number] if any(len(full.given) < len(name.given) for _, full in fuller) else fuller
            if not any(clusters.against(one, other) for (one, _), (other, _) in combinations(rivals, 2)):
                yield from (Candidate(place, other, name, full) for other, full in fuller)


def second_surnames(clusters: Clusters) -> Iterator[Candidate]:
    """People of one surname, and the only one of that first name and surname who has a second surname too."""
    full = (entry for entry in _people(clusters) if has_two_surnames(entry[1]))
    blocks = _blocks(full, clusters, lambda name: (name.given[0], name.given[-1]))
    for place, name in _people(clusters):
        block = blocks.get((name.given[0], name.surname), {}) if name.given else {}
        yield from _only(place, name, _meant(block.values(), clusters), clusters)


def lone_names(clusters: Clusters) -> Iterator[Candidate]:
    """People called by one name, and the only, or the famous, bearer of it as surname, or else first name."""
    for _, bearers in _lone_names(clusters):
        if len(bearers) == 1:
            (place, name), (bearer, full) = bearers[0]
            yield Candidate(place, bearer, name, full)


def lone_names_alone(clusters: Clusters) -> Iterator[Candidate]:
    """People called by one name, which nobody bears who has another."""
    lone = [entry for entries, bearers in _lone_names(clusters) if not bearers for entry in entries]
    for block in _blocks(lone, clusters, lambda name: name.sound).values():
        yield from _pairs(block.values(), clusters)


def areas(clusters: Clusters) -> Iterator[Candidate]:
    """Places that leave out the kind of area, and the only area that can be meant, if no town is of that name."""
    blocks = _blocks(
        (entry for entry in _entries(clusters) if entry[1].area), clusters, lambda name: key_of(name.tokens[:-1])
    )
    for place, name in _entries(clusters):
        if name.family == PLACE and name.key in blocks and not (is_city(name.text) or is_country(name.text)):
            yield from _only(place, name, _meant(blocks[name.key].values(), clusters), clusters)


def tied_short_names(clusters: Clusters) -> Iterator[Candidate]:
    """Acronyms and short forms that some document ties to a full name."""
    blocks = _blocks(_tied(clusters), clusters, lambda name: (name.family, name.key))
    for place, name in _entries(clusters):
        if name.family != PERSON and clusters.keys(place) == {name.key}:
            tied = blocks.get((name.family, name.key), {}).values()
            yield from _only(place, name, _meant(tied, clusters), clusters)


def fitting_acronyms(clusters: Clusters) -> Iterator[Candidate]:
    """Acronyms that no document explains, and the only name that they fit."""
    explained = {(name.family, name.key) for _, name in _tied(clusters)}
    blocks: dict[Hashable, list[_Entry]] = defaultdict(list)
    for place, name in _entries(clusters, stubs=True):
        for initials in fitted(name):
            blocks[name.family, clusters.profiles[place].label, initials].append((place, name))
    for place, name in _entries(clusters):
        if not seeks_full_name(name) or (name.family, name.key) in explained:
            continue
        # What stands in a cluster with other names is explained by them; so what joins one joins no second.
        if clusters.keys_of_all(place) == {name.key}:
            fitting = blocks.get((name.family, clusters.profiles[place].label, name.acronym), ())
            yield from _only(place, name, _meant(fitting, clusters), clusters)


PHASES: tuple[Callable[[Clusters], Iterator[Candidate]], ...] = (
    equal_names,
    equal_sounds,
    fuller_names,
    initials,
    only_bearers,
    second_surnames,
    lone_names,
    lone_names_alone,
    areas,
    tied_short_names,
    fitting_acronyms,
)


def grow(clusters: Clusters) -> None:
    """Join all clusters that the phases find to be one."""
    for phase in PHASES:
        for candidate in phase(clusters):
            if likeness(candidate.left_name, candidate.right_name).value >= SAME_ABOVE:
                clusters.join(candidate.left, candidate.right)


def ambiguous(clusters: Clusters) -> set[int]:
    """Profiles called by one name that several people have: each document may mean another."""
    lone = (entries for entries, bearers in _lone_names(clusters) if len(bearers) > 1)
    return {place for entries in lone for place, _ in entries}


def is_lone(profile: Profile) -> bool:
    """Whether all that a person is called by is one name, however spelled."""
    return profile.name.is_lone and all(name.is_lone for name in profile.others)


def bears(full: Name, name: Name) -> bool:
    """Whether a lone name can be the surname of who has the full one: the famous bearer, one of its company."""
    if not sounds_alike(full.surname, name.surname) or name.company not in ("", full.company):
        return False
    famous = read_person(words().famous.get(name.surname, "")).key
    return not famous or full.key == famous


def fitted(name: Name) -> frozenset[str]:
    """The acronyms that a name explains if no document explains them; one acronym is no full name of another."""
    return frozenset() if name.acronym else name.initials


def seeks_full_name(name: Name) -> bool:
    """Whether it is an acronym long enough for initials to tell what it stands for."""
    return len(name.acronym) >= _SHORTEST_ACRONYM


def tied_names(profile: Profile) -> Iterator[Name]:
    """The short names of a profile that its document thereby explains to all others."""
    for name in profile.short:
        if is_told_nation(profile.name, name):
            continue  # of which another nation may have one
        acronym = len(name.acronym) >= _SHORTEST_ACRONYM and profile.name.explains(name)
        if acronym or short_form(profile.name, name) or parent_left_out(profile.name, name):
            yield name


_Bearer = tuple[_Entry, _Entry]


def _lone_names(clusters: Clusters) -> Iterator[tuple[list[_Entry], list[_Bearer]]]:
    """Yield the entries of those who are called by one name, and whom that can mean: two at most.

    Profiles that people have made one count as one; those whom they have made one with others need no finding.
    """
    full = [entry for entry in _people(clusters, stubs=True) if entry[1].given]
    by_surname = _blocks(full, clusters, lambda name: _sound(name.surname))
    by_company = _blocks(
        (entry for entry in full if entry[1].company),
        clusters,
        lambda name: (_sound(name.surname), name.company),
    )
    by_given = _blocks(full, clusters, lambda name: name.given[0])
    for entries in _lone_entries(clusters):
        found: dict[int, _Bearer] = {}
        for place, name in entries:
            key = _sound(name.surname)
            block = by_company.get((key, name.company)) if name.company else by_surname.get(key)
            of_surname = block.values() if block else ()
            bearers = _meant((entry for entry in of_surname if bears(entry[1], name)), clusters)
            for entry in bearers or _meant(by_given.get(name.surname, {}).values(), clusters):
                found.setdefault(clusters.find(entry[0]), ((place, name), entry))
        yield entries, list(found.values())


def _lone_entries(clusters: Clusters) -> Iterator[list[_Entry]]:
    lone: dict[int, list[int]] = defaultdict(list)
    others = set()
    for place, profile in enumerate(clusters.profiles):
        if is_lone(profile):
            lone[clusters.find(place)].append(place)
        else:
            others.add(clusters.find(place))
    for root, places in lone.items():
        if root not in others:
            profiles = ((place, clusters.profiles[place]) for place in places)
            yield [(place, name) for place, profile in profiles for name in (profile.name, *profile.others)]


def _entries(clusters: Clusters, *, stubs: bool = False) -> Iterator[_Entry]:
    """Every name that means its profile anywhere.

    Args:
        stubs: whether with those of clusters that are not looked at.
    """
    for place, profile in enumerate(clusters.profiles):
        if place in clusters.stubs and not stubs:
            continue
        if profile.name.is_identifying:
            yield place, profile.name
        for name in profile.others:
            yield place, name


def _people(clusters: Clusters, *, stubs: bool = False) -> Iterator[_Entry]:
    return (entry for entry in _entries(clusters, stubs=stubs) if entry[1].family == PERSON)


def _tied(clusters: Clusters) -> Iterator[_Entry]:
    for place, profile in enumerate(clusters.profiles):
        if place not in clusters.stubs:
            yield from ((place, name) for name in tied_names(profile))


def _blocks(entries: Iterable[_Entry], clusters: Clusters, key: Callable[[Name], Hashable]) -> _Blocks:
    """The entries by block, one for each name of a cluster."""
    blocks: _Blocks = defaultdict(dict)
    for place, name in entries:
        blocks[key(name)].setdefault((clusters.find(place), name.key), (place, name))
    return blocks


def _pairs(block: Iterable[_Entry], clusters: Clusters) -> Iterator[Candidate]:
    """Each entry with one of every cluster that the entries before it have grown to; no two of two companies."""
    seen: dict[str, dict[int, _Entry]] = defaultdict(dict)
    for place, name in block:
        company = name.company
        earlier_ones = list(dict.fromkeys(("", company))) if company else list(seen)
        for earlier, earlier_name in [entry for one in earlier_ones for entry in seen[one].values()]:
            yield Candidate(earlier, place, earlier_name, name)
        entries = (*seen[company].values(), (place, name))
        seen[company] = {clusters.find(entry[0]): entry for entry in entries}


def _meant(entries: Iterable[_Entry], clusters: Clusters) -> list[_Entry]:
    """One entry of each cluster among `entries`, two at most: two are as bad as many."""
    found: dict[int, _Entry] = {}
    for entry in entries:
        found.setdefault(clusters.find(entry[0]), entry)
        if len(found) > 1:
            break
    return list(found.values())


def _only(place: int, name: Name, meant: list[_Entry], clusters: Clusters) -> Iterator[Candidate]:
    """The candidate that `name` makes if it can mean one other cluster, and no more."""
    if len(meant) == 1 and clusters.find(meant[0][0]) != clusters.find(place):
        yield Candidate(place, meant[0][0], name, meant[0][1])


def _sound(word: str) -> str:
    return sound(word).consonants


def _fullest_first(entry: _Entry) -> tuple[int, int, str]:
    given = entry[1].given
    return -len(given), sum(len(name) == 1 for name in given), entry[1].key


def _is_full(name: Name) -> bool:
    return bool(name.given) and len(name.given[0]) > 1


def _is_fuller(full: Name, name: Name) -> bool:
    if name.key == full.key or not same_person_by_initials(full, name):
        return False
    return _fullest_first((0, full)) < _fullest_first((0, name))
