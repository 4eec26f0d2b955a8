"""What is known of the local entities that go by the same names: the smallest thing that clusters are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, groupby
from operator import itemgetter

from kgbuild.model import LocalEntity, Member
from kgbuild.schema import current_schema
from kgbuild.stages.resolve.bodies import read_body
from kgbuild.stages.resolve.compare import covers, same_person_in_full, same_sound, veto
from kgbuild.stages.resolve.context import Context
from kgbuild.stages.resolve.decisions import Decided, Pair, settle
from kgbuild.stages.resolve.name import PERSON, PLACE, Name, family
from kgbuild.stages.resolve.people import read_person
from kgbuild.stages.resolve.told import tell
from kgbuild.stages.resolve.words import words

__all__ = [
    "Group",
    "Groups",
    "Profile",
    "grouped",
    "make_profiles",
    "order",
    "owner",
    "read_all",
    "read_group",
    "rivals",
    "sorted_out",
]

# One document may be misread; two are not misread alike.
_CORROBORATED = 2


Group = tuple[str, tuple[Name, ...]]
Groups = dict[Group, list[Member]]


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
    members: tuple[Member, ...]

    def by_document(self) -> Iterator[Profile]:
        """Yield a part of it for each document."""
        for _, members in groupby(self.members, key=itemgetter(0)):
            yield replace(self, members=tuple(members))


def make_profiles(
    local_entities: Iterable[LocalEntity], *, same: Iterable[Pair] = (), different: Iterable[Pair] = ()
) -> tuple[list[Profile], Decided]:
    """Group local entities by what they are called, sorted, whatever order they come in, and settle decisions.

    A member of which something has been decided has a profile of its own.

    Args:
        local_entities, same, different: as `resolve` takes them.
    """
    profiles, decided, _ = read_all(local_entities, same=same, different=different)
    return profiles, decided


def read_all(
    local_entities: Iterable[LocalEntity], *, same: Iterable[Pair] = (), different: Iterable[Pair] = ()
) -> tuple[list[Profile], Decided, Context]:
    """What `make_profiles` makes, and what each document is about."""
    groups = grouped(local_entities)
    present = chain.from_iterable(groups.values())
    decided = settle(same, different, present=present, rivals=rivals(groups))
    linked = decided.members
    context = Context(groups)
    ties = _ties(groups)
    profiles = []
    for (label, names), members in groups.items():
        others, short = sorted_out(names, ties)
        for name, together in context.divide(names[0], sorted(members)):
            for part in _divided(together, linked):
                profiles.append(Profile(label, names, name, others, short, tuple(part)))
    profiles.sort(
        key=lambda profile: order(profile, own=owner(profile, linked), leaves=decided.leaves(profile.members[0]))
    )
    return profiles, decided, context


def owner(profile: Profile, linked: Container[Member]) -> Member:
    """The member of which something has been decided, or the document, that has a profile for itself.

    Or ("", ""), where it is anybody's; ("report", "") where it belongs to a document.
    """
    member = profile.members[0]
    return member if member in linked else ("", "") if profile.name.is_identifying else (member[0], "")


def order(profile: Profile, *, own: Member, leaves: int) -> tuple[object, ...]:
    """What profiles are sorted by, whatever others there are.

    Args:
        own: as `owner` gives it.
        leaves: from how many others it has been told apart as the right side. Of two that have been told apart,
            the left one is the first whom the others of that name can join.
    """
    keys, texts = [name.key for name in profile.names], [name.text for name in profile.names]
    return leaves, profile.names[0].family, keys, profile.label, texts, profile.name.key, own


def read_group(label: str, texts: Iterable[str]) -> Group:
    """A label and the names that go with it, read, in the order given."""
    digest = current_schema().digest
    return label, tuple(_remembered(digest, family(label), text) for text in texts)


@lru_cache(maxsize=1 << 16)
def _remembered(digest: str, of: str, text: str) -> Name:
    """A name as it is read under the schema of this digest."""
    return _read(of, text)


def rivals(groups: Groups) -> Iterator[tuple[Member, Member]]:
    """Members of one document that it tells apart though one goes by the other's name; the lesser one second."""
    named: dict[tuple[str, str, str], list[tuple[Name, Member]]] = defaultdict(list)
    for (label, (name, *_others)), members in groups.items():
        for member in members:
            named[member[0], label, name.surname or name.key].append((name, member))
    for together in named.values():
        if len(together) > 1:
            together.sort(key=lambda entry: (-len(entry[0].given), len(entry[1][1]), entry[1]))
            for place, (full, one) in enumerate(together):
                yield from ((one, other) for name, other in together[place + 1 :] if _rival(full, name))


def _rival(full: Name, name: Name) -> bool:
    return name.is_lone or name.key == full.key


def _divided(members: Sequence[Member], linked: frozenset[Member]) -> Iterator[Sequence[Member]]:
    """Give each linked member a part of its own, after one with all others."""
    if others := [member for member in members if member not in linked] if linked else members:
        yield others
    yield from ([member] for member in members if member in linked)


def grouped(local_entities: Iterable[LocalEntity]) -> Groups:
    """Bring local entities of the same label and names together, each name read once.

    Where its document tells more of one than its names do, that comes before them.
    """
    read = cache(_read)
    groups: dict[tuple[str, tuple[str, ...]], list[Member]] = defaultdict(list)
    parents: dict[Member, tuple[str, ...]] = {}
    areas: dict[Member, str] = {}
    for local in local_entities:
        names = local.names or (f"unnamed {local.label.lower()}",)
        groups[local.label, names].append((local.document, local.entity))
        if local.parents:
            parents[local.document, local.entity] = local.parents
        if local.area:
            areas[local.document, local.entity] = local.area
    read_groups: Groups = defaultdict(list)
    for (label, texts), members in groups.items():
        read_names = tuple(read(family(label), text) for text in texts)
        read_groups[label, _fullest_first(read_names)].extend(members)
    return _as_told(dict(read_groups), tell(read_groups, parents=parents, areas=areas))


def _as_told(groups: Groups, told: Mapping[Member, str]) -> Groups:
    """The groups, the members of whom more is told in groups of their own."""
    if not told:
        return groups
    divided: Groups = defaultdict(list)
    for (label, names), members in groups.items():
        for member in members:
            full = (_read(family(label), told[member]),) if member in told else ()
            divided[label, (*full, *names)].append(member)
    return dict(divided)


def _fullest_first(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Put the name first that says all that the first one does, and more, if there is one."""
    first = names[0]
    fuller = [name for name in names if _says_more(name, first)]
    if not fuller:
        return names
    best = max(fuller, key=lambda name: (len(name.tokens), sum(map(len, name.tokens)), name.key))
    return (best, *(name for name in names if name is not best))


def _says_more(full: Name, first: Name) -> bool:
    if full.family == PERSON:
        return covers(full, first)
    if not set(first.tokens) < set(full.tokens) or veto(full, first):
        return False
    extra = set(full.tokens) - set(first.tokens)
    return extra <= words().areas if full.family == PLACE else not first.is_identifying and full.is_identifying


def _read(of: str, text: str) -> Name:
    return read_person(text) if of == PERSON else read_body(text, family=of)


_Tie = tuple[str, str, str]


def _tie(first: Name, other: Name) -> _Tie:
    return first.family, first.key, other.key


def _ties(groups: Groups) -> Counter[_Tie]:
    """In how many documents two names are one entity's."""
    documents: dict[_Tie, set[str]] = defaultdict(set)
    for (_, (first, *others)), members in groups.items():
        for other in others:
            documents[_tie(first, other)].update(document for document, _ in members)
    return Counter({tie: len(found) for tie, found in documents.items()})


def sorted_out(names: Sequence[Name], ties: Mapping[_Tie, int]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Divide further names into those that mean the entity anywhere and those that are short for it."""
    first = names[0]
    others, short = [], []
    for name in names[1:]:
        if name.key == first.key or (first.company and name.is_common) or veto(first, name):
            continue
        if _is_short_for(name, names):
            short.append(name)
        elif _is_like(first, name) or (name.is_identifying and ties.get(_tie(first, name), 0) >= _CORROBORATED):
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
        if set(name.tokens) < set(full.tokens) or full.explains(name):
            return True
    return False
