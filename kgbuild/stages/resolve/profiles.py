"""What is known of the local entities that go by the same names: the smallest thing that clusters are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from operator import itemgetter

from kgbuild.model import LocalEntity
from kgbuild.stages.resolve.bodies import read_body
from kgbuild.stages.resolve.compare import covers, same_person_in_full, same_sound, veto
from kgbuild.stages.resolve.name import PERSON, Name, family
from kgbuild.stages.resolve.people import read_person

__all__ = ["Profile", "make_profiles"]

# One document may be misread; two are not misread alike.
_CORROBORATED = 2


_Member = tuple[str, str]
_Group = tuple[str, tuple[Name, ...]]
_Groups = dict[_Group, list[_Member]]


@dataclass(frozen=True, slots=True)
class Profile:
    """Local entities with the same label and names, in one document or many.

    `names` are all their names, the fullest first. `name` is that one as it is compared; `others` are more names
    that mean the same anywhere; `short` are acronyms and short forms, which mean it where nothing else is meant.
    """

    label: str
    names: tuple[Name, ...]
    name: Name
    others: tuple[Name, ...]
    short: tuple[Name, ...]
    members: tuple[_Member, ...]

    def by_document(self) -> Iterator[Profile]:
        """Yield a part of it for each document."""
        for _, members in groupby(self.members, key=itemgetter(0)):
            yield replace(self, members=tuple(members))


def make_profiles(local_entities: Iterable[LocalEntity]) -> list[Profile]:
    """Group local entities by what they are called, sorted, whatever order they come in."""
    groups = _grouped(local_entities)
    nations = _nations(groups)
    ties = _ties(groups)
    contested = _contested(groups, nations)
    profiles = []
    for (label, names), members in sorted(groups.items(), key=_group_order):
        others, short = _sorted_out(names, ties)
        disputed = names[0].key in contested
        for name, together in _in_context(names[0], sorted(members), nations, contested=disputed):
            profiles.append(Profile(label, names, name, others, short, tuple(together)))
    return profiles


def _grouped(local_entities: Iterable[LocalEntity]) -> _Groups:
    """Bring local entities of the same label and names together, each name read once."""
    read = cache(_read)
    groups: dict[tuple[str, tuple[str, ...]], list[_Member]] = defaultdict(list)
    for local in local_entities:
        names = local.names or (f"unnamed {local.label.lower()}",)
        groups[local.label, names].append((local.document, local.entity))
    return {
        (label, tuple(read(family(label), text) for text in texts)): members
        for (label, texts), members in groups.items()
    }


def _read(of: str, text: str) -> Name:
    return read_person(text) if of == PERSON else read_body(text, family=of)


def _group_order(group: tuple[_Group, list[_Member]]) -> tuple[str, list[str], str, list[str]]:
    label, names = group[0]
    return names[0].family, [name.key for name in names], label, [name.text for name in names]


def _nations(groups: _Groups) -> dict[str, str]:
    """The nation that a document is about, where its bodies and its places leave no doubt."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for (_, (name, *_others)), members in groups.items():
        if name.family != PERSON and len(name.nations) == 1:
            for document, _ in members:
                counts[document].setdefault(name.family, Counter()).update(name.nations)
    nations = {}
    for document, by_family in counts.items():
        found = set(map(_dominant, by_family.values()))
        if len(found) == 1:
            nations[document] = found.pop()
    return {document: nation for document, nation in nations.items() if nation}


def _contested(groups: _Groups, nations: Mapping[str, str]) -> set[str]:
    """The keys of bare formations ("7 Division") that the reports about more than one nation name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (_, (name, *_others)), members in groups.items():
        if name.is_bare_formation:
            found[name.key].update(nations[document] for document, _ in members if document in nations)
    return {key for key, of in found.items() if len(of) > 1}


def _dominant(counts: Counter[str]) -> str:
    (nation, most), *others = counts.most_common(2)
    return nation if not others or most >= 2 * others[0][1] else ""


def _in_context(
    name: Name, members: Sequence[_Member], nations: Mapping[str, str], *, contested: bool
) -> Iterator[tuple[Name, list[_Member]]]:
    """Divide the members where the name means something else in each nation's, or each document's, reports."""
    if name.is_identifying and not contested:
        yield name, list(members)
        return
    contexts: dict[tuple[str, str], list[_Member]] = defaultdict(list)
    for member in members:
        nation = nations.get(member[0], "") if name.is_national or contested else ""
        contexts[nation, "" if nation or name.is_identifying else member[0]].append(member)
    for (nation, _), together in contexts.items():
        yield name.of_nation(nation) if nation else name, together


_Tie = tuple[str, str, str]


def _tie(first: Name, other: Name) -> _Tie:
    return first.family, first.key, other.key


def _ties(groups: _Groups) -> Counter[_Tie]:
    """In how many documents two names are one entity's."""
    documents: dict[_Tie, set[str]] = defaultdict(set)
    for (_, (first, *others)), members in groups.items():
        for other in others:
            documents[_tie(first, other)].update(document for document, _ in members)
    return Counter({tie: len(found) for tie, found in documents.items()})


def _sorted_out(names: Sequence[Name], ties: Counter[_Tie]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Divide further names into those that mean the entity anywhere and those that are short for it."""
    first = names[0]
    others, short = [], []
    for name in names[1:]:
        if name.key == first.key or veto(first, name):
            continue
        if _is_short_for(name, names):
            short.append(name)
        elif _is_like(first, name) or (name.is_identifying and ties[_tie(first, name)] >= _CORROBORATED):
            others.append(name)
    return tuple(others), tuple(short)


def _is_like(left: Name, right: Name) -> bool:
    """Whether two names are enough alike to believe one document that they are one entity's."""
    if left.family == PERSON:
        return bool(same_sound(left, right) or same_person_in_full(left, right))
    return bool(left.proper & right.proper or same_sound(left, right))


def _is_short_for(name: Name, names: Sequence[Name]) -> bool:
    for full in names:
        if name.family == PERSON and (covers(full, name) or (not name.given and name.surname in full.tokens)):
            return True
        if set(name.tokens) < set(full.tokens) or (name.acronym and name.acronym in full.initials):
            return True
    return False
