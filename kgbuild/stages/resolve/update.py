"""What a few changed documents change in a resolution, found without looking at all the others.

The clusters are a pure function of all local entities and decisions. This module finds a part of the profiles that
the change can reach and that can be resolved by itself, and resolves it with the same code. A part is whole under

- core keys: profiles that share one, directly or by way of others, may influence each other in any phase;
- entities: who shares one, for the sake of ids;
- what seeks a cluster of the part that has changed, and the cluster that what seeks something in the part finds.

Who seeks (a lone name, an acronym that nobody explains) joins one cluster at most, and only if no other can be
meant. So of the clusters outside the part at most two are looked at for each thing sought: they stand in as stubs.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from kgbuild.model import LocalEntity, Member
from kgbuild.stages.resolve.attributes import Standing, attributes_of_unit, standing_of
from kgbuild.stages.resolve.candidates import ambiguous, bears, grow
from kgbuild.stages.resolve.clusters import Clusters
from kgbuild.stages.resolve.decisions import Decided
from kgbuild.stages.resolve.forms import company_key, core_keys, offers, seeks
from kgbuild.stages.resolve.identity import choose_ids, label_of, name_of, new_ids, redirects
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.places import PlaceContext, Tally, described, is_settled, read_place, tally
from kgbuild.stages.resolve.profiles import Profile, order
from kgbuild.stages.resolve.senses import Change, Moves, Row, Senses, profile_of, read_rows, take_in
from kgbuild.stages.resolve.spelling import sounds_alike

__all__ = ["Index", "TooFar", "standing_to_row", "update"]

# The most profiles of a part; to resolve all is not much slower than a part of more.
_FAR = 30_000


class TooFar(Exception):
    """The change reaches so far that all must be resolved anew."""


class Index(Senses, Protocol):
    """The kept resolution, as far as the update asks for it; documents are called by their ids."""

    def added(self) -> dict[str, list[LocalEntity]]: ...
    def gone(self) -> list[tuple[int, int]]: ...
    def left_behind(self) -> frozenset[str]: ...
    def sharing(self, keys: Collection[str]) -> set[int]: ...
    def some_sharing(self, key: str, *, after: int, limit: int) -> list[int]: ...
    def keys_from(self, start: str) -> list[str]: ...
    def of_entities(self, entities: Collection[str]) -> set[int]: ...
    def pairs(self, profiles: Collection[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]: ...
    def members(self, profile: int, document: str | None = None) -> list[tuple[Member, str | None]]: ...
    def since(self, ids: Collection[str]) -> dict[str, int]: ...
    def is_known(self, id: str) -> bool: ...
    def profile_of(self, member: Member) -> int | None: ...
    def write(
        self,
        *,
        entities: Mapping[str, tuple[str, str, tuple[str, ...], dict[str, str]]],
        of_profiles: Mapping[int, str],
        of_members: Mapping[Member, str],
        redirects: Mapping[str, str],
        gone: Collection[str],
    ) -> None: ...
    def standings(self, entities: Collection[str]) -> dict[str, tuple[bool, str, str, str]]: ...
    def set_standings(self, standings: Mapping[str, tuple[bool, str, str, str]]) -> None: ...
    def set_attributes(self, attributes: Mapping[str, Mapping[str, str]]) -> None: ...
    def entities_in(self, documents: Collection[str]) -> dict[str, list[str]]: ...
    def documents_of(self, entities: Collection[str]) -> dict[str, list[str]]: ...
    def weights(self, entity: str) -> dict[int, int]: ...


@dataclass(slots=True)
class _Outcome:
    """What is to be written of a part, as `Index.write` takes it; `grown` have only got new members.

    `switched` are profiles that were another entity: which, and which they are now.
    """

    of_profiles: dict[int, str] = field(default_factory=dict)
    of_members: dict[Member, str] = field(default_factory=dict)
    entities: dict[str, tuple[str, str, tuple[str, ...], dict[str, str]]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    grown: set[str] = field(default_factory=set)
    switched: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Party:
    """A cluster, or a document's part of one: its profiles with their weights, and how many had which id."""

    weighed: list[tuple[Profile, int]]
    rows: list[Row]
    had: Counter[str]
    dirty: bool
    is_grown: bool = False
    members: list[Member] | None = None

    def order(self) -> tuple[object, ...]:
        """What it is sorted by: its first profile."""
        return order_of(self.rows[0], self.weighed[0][0])


def update(index: Index, *, names: Mapping[Member, str]) -> int:
    """Bring a resolution up to date with documents that have come and gone; the decisions are those of last time.

    Args:
        index: the kept resolution; what the change makes of it is written there.
        names: as `resolve` takes them.

    Returns:
        How many profiles were looked at.

    Raises:
        TooFar: nearly all would have to be looked at; what has been written is to be rolled back.
    """
    change = Change(index.added(), index.gone(), index.left_behind())
    moves = take_in(index, change)
    part = _Part(index, moves)
    part.resolve()
    outcome = _describe(index, part, moves, names=names, orphans=change.entities)
    were = {was for was, _ in outcome.switched.values()}
    before = _standings(index, {*outcome.entities, *outcome.gone, *moves.moved.values(), *were})
    index.write(
        entities=outcome.entities,
        of_profiles=outcome.of_profiles,
        of_members=outcome.of_members,
        redirects=outcome.redirects,
        gone=outcome.gone,
    )
    _place(index, outcome, moves, before)
    return len(part.rows)


class _Part:
    """The profiles that the change reaches, and what becomes of them."""

    def __init__(self, index: Index, moves: Moves) -> None:
        self._index = index
        self._moves = moves
        self.rows: dict[int, Row] = {}
        self.profiles: dict[int, Profile] = {}
        self._keys: set[str] = set()
        self._spellings: dict[str, list[str]] = {}
        self.groups: list[list[int]] = []
        self.apart: set[int] = set()
        self.changed: list[bool] = []

    def resolve(self) -> None:
        """Grow the part until nothing outside it can be otherwise than it was, and resolve it."""
        moves = self._moves
        self._add(moves.fresh | moves.resorted | self._index.sharing(moves.dead_core), entities=moves.entities)
        self._add(self._index.sharing({f"seeks {key}" for key in moves.dead_offers}))
        while True:
            clusters, numbers, stub_of = self._run()
            more, entities = self._beyond(clusters, numbers, stub_of)
            if not more and not entities:
                return
            self._add(more, entities=entities)

    def _add(self, profiles: set[int], *, entities: Iterable[str] = ()) -> None:
        """Add profiles and entities, and whatever must be resolved with them."""
        index = self._index
        wanted = set(profiles) | index.of_entities(set(entities))
        while wanted := wanted - self.rows.keys():
            if len(self.rows) + len(wanted) > _FAR:
                raise TooFar
            keys, ids = set(), set()
            for row in read_rows(index, wanted):
                self.rows[row.number] = row
                profile = self.profiles[row.number] = profile_of(row)
                keys |= core_keys(profile) | ({row.same} if row.same else set())
                if row.entity:
                    ids.add(row.entity)
            new = keys - self._keys
            self._keys |= new
            wanted = index.sharing(new) | index.of_entities(ids)

    def _run(self) -> tuple[Clusters, list[int], dict[int, str]]:
        """Resolve the part; also the profile at each place, and the entity of those that stand for others."""
        stubs = self._find_stubs()
        own = sorted(self.rows.values(), key=lambda row: order_of(row, self.profiles[row.number]))
        others = sorted({number for numbers in stubs.values() for number in numbers})
        numbers = [row.number for row in own] + others
        place_of = {number: place for place, number in enumerate(numbers)}
        rows = {row.number: row for row in read_rows(self._index, others)}
        profiles = [self.profiles[row.number] for row in own] + [profile_of(rows[number]) for number in others]
        same, different = self._index.pairs([row.number for row in own])
        clusters = Clusters(
            profiles,
            _decided(same, different, self.rows, place_of),
            stubs=[[place_of[number] for number in sorted(of)] for of in stubs.values()],
        )
        grow(clusters)
        stub_of = {place_of[number]: entity for entity, of in stubs.items() for number in of}
        return clusters, numbers, stub_of

    def _find_stubs(self) -> dict[str, set[int]]:
        """By entity, profiles outside the part that something in it seeks; of two entities at most for each."""
        found: dict[str, set[int]] = defaultdict(set)
        wanted: dict[str, dict[tuple[str, str], Name]] = defaultdict(dict)
        for profile in self.profiles.values():
            for key in seeks(profile):
                names = (profile.name, *profile.others) if key.startswith("surname|") else ()
                # Who bears a name depends on no more of it.
                wanted[key].update({(name.surname, name.company): name for name in names})
        for key, borne in wanted.items():
            if key in self._keys:
                continue  # all of them are here
            for name in borne.values() or (None,):
                for entity, number in self._outside(key, name):
                    found[entity].add(number)
        return found

    def _outside(self, key: str, name: Name | None) -> Iterator[tuple[str, int]]:
        """Two profiles of different entities outside the part that have a key, fewer if there are not two."""
        seen: set[str] = set()
        for one in [key] if name is None else self._keys_of_bearers(key, name):
            after, limit = 0, 20
            while numbers := self._index.some_sharing(one, after=after, limit=limit):
                after, limit = max(numbers), 2 * limit
                for row in read_rows(self._index, [one for one in numbers if one not in self.rows]):
                    entity = row.entity or f"of {row.number}"
                    if entity in seen or (name is not None and not _bears(profile_of(row), name)):
                        continue
                    seen.add(entity)
                    yield entity, row.number
                    if len(seen) > 1:
                        return

    def _keys_of_bearers(self, key: str, name: Name) -> list[str]:
        """The keys of the bearers of a surname, as each is spelled, that can be the one sought."""
        consonants = key.removeprefix("surname|")
        if name.company:
            return [company_key(consonants, name.company)]
        if key not in self._spellings:
            self._spellings[key] = self._index.keys_from(f"bearer|{consonants}|")
        return [one for one in self._spellings[key] if sounds_alike(one.rpartition("|")[2], name.surname)]

    def _beyond(
        self, clusters: Clusters, numbers: Sequence[int], stub_of: Mapping[int, str]
    ) -> tuple[set[int], set[str]]:
        """What else the change reaches: clusters outside that something joins, what seeks those that changed."""
        apart = ambiguous(clusters)
        sizes = Counter(row.entity for row in self.rows.values())
        entities: set[str] = set()
        self.groups, self.changed, self.apart = [], [], set()
        for places in clusters.partition():
            own = [place for place in places if place not in stub_of]
            if not own:
                continue
            entities.update(stub_of[place] for place in places if place in stub_of)
            group = [numbers[place] for place in own]
            loose = clusters.is_loose(own, apart=apart)
            self.groups.append(group)
            self.apart.update(group if loose else ())
            self.changed.append(self._has_changed(group, sizes, loose=loose))
        keys = {
            f"seeks {key}"
            for group, changed in zip(self.groups, self.changed, strict=True)
            if changed
            for one in group
            for key in _sought(self.profiles[one])
        }
        return self._index.sharing(keys) - self.rows.keys(), entities

    def _has_changed(self, group: Sequence[int], sizes: Mapping[str, int], *, loose: bool) -> bool:
        """Whether the group is other than an entity that there was."""
        fresh = self._moves.fresh | self._moves.resorted
        if any(one in fresh for one in group):
            return True
        of = {self.rows[one].entity for one in group}
        if loose:
            return of != {""}
        (entity, *others) = of
        if others or not entity or entity in self._moves.dead_entities:
            return True
        return sizes[entity] != len(group) or any(self.rows[one].same for one in group)


def order_of(row: Row, profile: Profile) -> tuple[object, ...]:
    """What it is sorted by among others."""
    return order(profile, own=row.own, leaves=row.leaves)


def _decided(
    same: Iterable[tuple[int, int]],
    different: Iterable[tuple[int, int]],
    rows: Mapping[int, Row],
    place_of: Mapping[int, int],
) -> Decided:
    kept = [
        sorted((rows[left].own, rows[right].own) for left, right in pairs if left in rows and right in rows)
        for pairs in (same, different)
    ]
    return Decided(tuple(kept[0]), tuple(kept[1]))


def _bears(profile: Profile, name: Name) -> bool:
    entries = (profile.name, *profile.others)
    return any(full.given and bears(full, name) for full in entries if full.family == name.family)


def _sought(profile: Profile) -> set[str]:
    return offers(profile) | {key for key in core_keys(profile) if key.startswith("surname|")}


# What becomes of it


def _describe(
    index: Index, part: _Part, moves: Moves, *, names: Mapping[Member, str], orphans: Collection[str]
) -> _Outcome:
    # In the order that they have among all: where two have the same right to an id, the first one keeps it.
    parties = sorted(_parties(index, part, moves), key=_Party.order)
    since = index.since({id for party in parties for id in party.had})

    def new(place: int) -> Iterable[str]:
        party = parties[place]
        profiles = [profile for profile, _ in party.weighed]
        return new_ids(profiles, first_member=lambda: _first_member(index, party))

    ids = choose_ids([party.had for party in parties], new=new, since=since, taken=index.is_known)
    given = _given(index, names)
    outcome = _Outcome(gone={*orphans, *moves.dead_entities})
    now: dict[str, Counter[str]] = defaultdict(Counter)
    for id, party in zip(ids, parties, strict=True):
        for had, count in party.had.items():
            now[had][id] += count
        _assign(outcome, id, party, moves)
        if party.dirty or any(row.entity != id for row in party.rows if row.entity):
            outcome.entities[id] = _described(party, given)
            if party.is_grown:
                outcome.grown.add(id)
    outcome.gone |= now.keys() - set(ids)
    outcome.redirects = redirects({id: to for id, to in now.items() if id in outcome.gone - set(ids)})
    return outcome


def _assign(outcome: _Outcome, id: str, party: _Party, moves: Moves) -> None:
    """Say whose members' entity is the one with this id."""
    if party.members is not None:
        outcome.of_members.update(dict.fromkeys(party.members, id))
        # From now on each of its documents means another.
        outcome.of_profiles.update({row.number: "" for row in party.rows if row.entity})
        return
    for row in party.rows:
        if row.entity != id:
            outcome.of_profiles[row.number] = id
            if row.entity:
                outcome.switched[row.number] = (row.entity, id)
        else:
            outcome.of_members.update(dict.fromkeys(moves.newcomers.get(row.number, ()), id))


def _described(
    party: _Party, given: Mapping[Member, tuple[int, int, str]]
) -> tuple[str, str, tuple[str, ...], dict[str, str]]:
    label = label_of(party.weighed)
    numbers = {row.number for row in party.rows}
    called = [
        (number, name)
        for member, (number, profile, name) in given.items()
        if profile in numbers and (party.members is None or member in party.members)
    ]
    _, name = max(called, default=(0, ""))
    attributes = attributes_of_unit(party.weighed) if label == "Unit" else {}
    return label, *name_of(party.weighed, given=name), attributes


def _given(index: Index, names: Mapping[Member, str]) -> dict[Member, tuple[int, int, str]]:
    """The names that people gave: the number of the decision, the profile, the name."""
    found = {}
    for number, (member, name) in enumerate(names.items()):
        profile = index.profile_of(member)
        if profile is not None:
            found[member] = (number, profile, name)
    return found


def _first_member(index: Index, party: _Party) -> Member:
    if party.members is not None:
        return min(party.members)
    return min(member for row in party.rows for member, _ in index.members(row.number))


def _parties(index: Index, part: _Part, moves: Moves) -> Iterator[_Party]:
    """The clusters of the part, and those outside it whose members have only become more or fewer."""
    for group, changed in zip(part.groups, part.changed, strict=True):
        rows = [part.rows[one] for one in group]
        touched = any(row.number in moves.touched for row in rows)
        if not part.apart.issuperset(group):
            yield _party(index, rows, part.profiles, moves, changed=changed)
        elif changed:
            yield from _by_document(index, rows, part.profiles, moves)
        elif touched:
            yield from _newcomers(index, rows, part.profiles, moves)
    outside = moves.touched - part.rows.keys()
    rows = read_rows(index, outside)
    profiles = {row.number: profile_of(row) for row in rows}
    yield from _newcomers(index, [row for row in rows if not row.entity], profiles, moves)
    for entity in sorted({row.entity for row in rows} - {""}):
        of = sorted(read_rows(index, index.of_entities({entity})), key=lambda row: order_of(row, profile_of(row)))
        yield _party(index, of, {row.number: profile_of(row) for row in of}, moves, changed=False)


def _party(
    index: Index, rows: list[Row], profiles: Mapping[int, Profile], moves: Moves, *, changed: bool
) -> _Party:
    had: Counter[str] = Counter()
    for row in rows:
        new = moves.newcomers.get(row.number, ())
        if row.entity:
            had[row.entity] += row.members - len(new)
            had.update(id for member in new if (id := index.identity(member)))
        else:
            had.update(id for _, id in index.members(row.number) if id)
    numbers = {row.number for row in rows}
    weighed = [(profiles[row.number], row.members) for row in rows]
    dirty = changed or not numbers.isdisjoint(moves.touched)
    return _Party(weighed, rows, +had, dirty, not changed and numbers.isdisjoint(moves.lost))


def _by_document(
    index: Index, rows: Iterable[Row], profiles: Mapping[int, Profile], moves: Moves
) -> Iterator[_Party]:
    """A party for each document."""
    documents: dict[str, list[tuple[Row, Member, str | None]]] = defaultdict(list)
    for row in rows:
        for member, id in index.members(row.number):
            documents[member[0]].append((row, member, id))
    for found in documents.values():
        yield _of_members(found, profiles)


def _newcomers(
    index: Index, rows: Iterable[Row], profiles: Mapping[int, Profile], moves: Moves
) -> Iterator[_Party]:
    """A party for each document that has come to profiles whose documents mean each another."""
    for row in rows:
        for document in sorted({document for document, _ in moves.newcomers.get(row.number, ())}):
            found = [(row, *one) for one in index.members(row.number, document)]
            yield _of_members(found, profiles)


def _of_members(found: Sequence[tuple[Row, Member, str | None]], profiles: Mapping[int, Profile]) -> _Party:
    weights = Counter(row.number for row, _, _ in found)
    rows = {row.number: row for row, _, _ in found}
    return _Party(
        [(profiles[number], weights[number]) for number in rows],
        list(rows.values()),
        Counter(id for _, _, id in found if id),
        True,
        members=[member for _, member, _ in found],
    )


# Where it is


def _place(index: Index, outcome: _Outcome, moves: Moves, before: Mapping[str, Standing]) -> None:
    """Find out anew where those places are that the change can tell of, and keep it."""
    changed = set(outcome.entities)
    weighed = {id: _weighed(index, id) for id in changed}
    now = {id: standing_of(outcome.entities[id][0], weighed[id]) for id in changed}
    for id in outcome.grown & before.keys():
        now[id] = replace(now[id], tally=before[id].tally)
    _keep(index, now)
    silent = Standing(False, "")
    speaking = {id for id in changed if not before.get(id, silent).speaks_like(now[id])}
    # What these say of the documents that name them is new to all other places there.
    reread = moves.reread | _heard(index, moves.moved, before)
    for profile, (was, is_now) in outcome.switched.items():
        if not before.get(was, silent).speaks_like(now.get(is_now, silent)):
            reread |= {document for (document, _), _ in index.members(profile)}
    other = reread.union(*index.documents_of(speaking).values()) - moves.documents
    in_other = {id for of in index.entities_in(other).values() for id in of}
    in_new = index.entities_in(moves.documents)
    kept = _standings(index, in_other | {id for of in in_new.values() for id in of} | changed)
    found, attributes = {}, {}
    for id, standing in sorted(kept.items()):
        if not standing.is_place:
            continue
        one = weighed[id] if id in weighed else _weighed(index, id)
        reading = read_place(name.text for profile, _ in one for name in profile.names)
        added = [document for document, ids in in_new.items() if id in ids]
        counted: Tally
        if is_settled(reading):
            counted = Counter({(0,): 1})
        elif id in in_other or (id in changed and id not in outcome.grown) or not standing.tally:
            counted = tally(reading, _contexts(index, index.documents_of({id})[id]))
        else:
            counted = standing.tally + tally(reading, _contexts(index, added))
        found[id] = replace(standing, tally=counted)
        attributes[id] = described(reading, counted)
    _keep(index, found)
    index.set_attributes(attributes)


def _heard(index: Index, moved: Mapping[Member, str], before: Mapping[str, Standing]) -> set[str]:
    """The documents of people who were, or now are, an entity that tells something of documents."""
    now = {member: index.identity(member) or "" for member in moved}
    telling = before.keys() | _standings(index, set(now.values())).keys()
    return {member[0] for member, was in moved.items() if telling & {was, now[member]}}


def _standings(index: Index, entities: Collection[str]) -> dict[str, Standing]:
    return {
        id: Standing(place, country, region, _tally_from(text))
        for id, (place, country, region, text) in index.standings(entities).items()
    }


def _keep(index: Index, standings: Mapping[str, Standing]) -> None:
    index.set_standings({id: standing_to_row(one) for id, one in standings.items()})


def standing_to_row(standing: Standing) -> tuple[bool, str, str, str]:
    """What is to be kept of a standing."""
    counts = [[list(meant), count] for meant, count in sorted(standing.tally.items())]
    return standing.is_place, standing.country, standing.region, json.dumps(counts, separators=(",", ":"))


def _tally_from(text: str) -> Tally:
    return Counter({tuple(meant): count for meant, count in json.loads(text)})


def _weighed(index: Index, entity: str) -> list[tuple[Profile, int]]:
    weights = index.weights(entity)
    rows = sorted(read_rows(index, weights.keys()), key=lambda row: order_of(row, profile_of(row)))
    return [(profile_of(row), weights[row.number]) for row in rows]


def _contexts(index: Index, documents: Collection[str]) -> list[PlaceContext]:
    """What each document names."""
    named = index.entities_in(documents)
    standings = _standings(index, {id for ids in named.values() for id in ids})
    contexts = []
    for ids in named.values():
        context = PlaceContext()
        told = [standings[id] for id in ids if id in standings]
        for one in told:
            if one.is_place:
                context.add_place(one.country, one.region)
        context.countries.update({one.country for one in told if one.country and not one.is_place})
        contexts.append(context)
    return contexts
