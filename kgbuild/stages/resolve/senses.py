"""What changed documents change in what names mean: in their own, and in others that depend on them.

A document's names are read with what its other names say (`context`). Few things reach further: two nations'
reports name one bare formation; a body turns up that a short name can stand for; two documents have a name in
common that few have; a second document bears out that two names are one entity's. Marks find who depends on these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from kgbuild.model import LocalEntity, Member
from kgbuild.schema import current_schema
from kgbuild.stages.resolve.context import MANY, Beyond, Context, Purposes, purposes
from kgbuild.stages.resolve.decisions import Sets
from kgbuild.stages.resolve.forms import (
    Form,
    core_keys,
    form_of,
    form_told,
    name_from_json,
    name_to_json,
    offers,
    purposes_of,
    seeks,
    tie_mark,
)
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import Groups, Profile, grouped, rivals, sorted_out

__all__ = ["Change", "Entry", "Moves", "Row", "Senses", "entry_of", "profile_of", "read_rows", "take_in"]


@dataclass(frozen=True, slots=True)
class Row:
    """A profile as it is kept: `own` and `leaves` as `order` takes them, how many local entities it stands for.

    `entity` is the one that all of them were; empty where they were none, or each document's another. `same` is
    the key of those that people have made one with it, if any.
    """

    number: int
    told: str
    name: str | None
    others: Sequence[int]
    short: Sequence[int]
    own: Member
    leaves: int
    members: int
    entity: str
    same: str


def profile_of(row: Row) -> Profile:
    """The profile that a row keeps, without its members."""
    digest = current_schema().digest
    return _profile_of(digest, row.told, row.name, tuple(row.others), tuple(row.short), row.own)


@lru_cache(maxsize=1 << 15)
def _profile_of(
    digest: str, told: str, name: str | None, others: tuple[int, ...], short: tuple[int, ...], own: Member
) -> Profile:
    """The profile as it is read under the schema of this digest."""
    form = form_told(told)
    names = form.names
    meant = names[0] if name is None else name_from_json(name)
    return Profile(
        form.label, names, meant, tuple(names[one] for one in others), tuple(names[one] for one in short), (own,)
    )


@dataclass(frozen=True, slots=True)
class Change:
    """Documents that have come, by id, and what is left of those that have gone.

    `gone` are the form and the profile of each of their members; `entities` may have lost all their members.
    """

    added: Mapping[str, list[LocalEntity]]
    gone: Collection[tuple[int, int]]
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile as it is to be kept: what tells it from others of its form, and the keys that find it.

    `name` is JSON where it is not the form's own; `is_open` tells that a body may turn up that it stands for.
    """

    key: str
    name: str | None
    others: tuple[int, ...]
    short: tuple[int, ...]
    own: Member
    leaves: int
    is_open: bool
    keys: frozenset[str]


@dataclass(slots=True)
class Moves:
    """What the change does to profiles.

    `fresh` are new, `resorted` have other entries than before, `touched` stand for more or fewer members;
    `newcomers` are the members that a profile did not have. Of profiles that are gone the keys and entities stay.
    `entities` must be looked at because of their ids; `documents` are new, `reread` have members that have moved
    to other profiles; `moved` are people who have, with the entities that they were. `lost` are profiles that have
    lost members.
    """

    fresh: set[int] = field(default_factory=set)
    resorted: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    newcomers: dict[int, list[Member]] = field(default_factory=lambda: defaultdict(list))
    dead_core: set[str] = field(default_factory=set)
    dead_offers: set[str] = field(default_factory=set)
    dead_entities: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    reread: set[str] = field(default_factory=set)
    moved: dict[Member, str] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)


class Senses(Protocol):
    """The kept names, as far as the reading of others depends on them; documents are called by their ids."""

    def told(self, forms: Collection[int]) -> dict[int, str]: ...
    def form(self, told: str) -> int | None: ...
    def add_form(self, told: str, marks: Collection[str]) -> int: ...
    def form_count(self, form: int) -> int: ...
    def recount_forms(self, forms: Collection[int]) -> None: ...
    def forget_gone(self) -> None: ...
    def add_document(self, document: str, nation: str, forms: Mapping[str, int]) -> None: ...
    def nations_naming(self, mark: str) -> set[str]: ...
    def is_tied(self, mark: str) -> bool: ...
    def is_borne(self, mark: str) -> bool: ...
    def marked(self, mark: str) -> list[tuple[str, str]]: ...
    def forms_marked(self, mark: str) -> dict[int, str]: ...
    def open_shorts(self, kind: str, words: Collection[str]) -> list[tuple[str, str]]: ...
    def documents_of_form(self, form: int) -> set[str]: ...
    def marks_in(self, documents: Collection[str], kind: str) -> list[tuple[str, str]]: ...
    def bearers(self, mark: str, documents: Collection[str]) -> list[tuple[str, str, str]]: ...
    def bearers_called(self, mark: str, keys: Collection[str]) -> set[str]: ...
    def telling(self, documents: Collection[str], many: int) -> dict[str, set[str]]: ...
    def bearers_telling(self, mark: str, telling: Collection[str], many: int) -> set[str]: ...
    def local_entities(self, document: str) -> list[LocalEntity]: ...
    def member(self, member: Member) -> tuple[int, int]: ...
    def profile(self, form: int, entry: Entry) -> tuple[int, bool]: ...
    def profiles_of_form(self, form: int) -> list[int]: ...
    def place_member(self, member: Member, profile: int) -> None: ...
    def hand_over(self, old: int, new: int) -> None: ...
    def keep_apart(self, left: Member, right: Member) -> None: ...
    def recount(self, profiles: Collection[int]) -> dict[int, int]: ...
    def resort(
        self, profile: int, others: Collection[int], short: Collection[int], keys: Collection[str]
    ) -> None: ...
    def drop_profiles(self, profiles: Collection[int]) -> None: ...
    def drop_empty_forms(self, forms: Collection[int]) -> None: ...
    def rows(self, profiles: Collection[int]) -> Iterable[tuple[Any, ...]]: ...
    def key_of_profile(self, profile: int) -> str: ...
    def identity(self, member: Member) -> str | None: ...


def read_rows(senses: Senses, profiles: Collection[int]) -> list[Row]:
    """The rows of profiles."""
    return [Row(*fields) for fields in senses.rows(profiles)] if profiles else []


def take_in(senses: Senses, change: Change) -> Moves:
    """Put the members of changed documents, and of those that depend on them, into their profiles."""
    return _Intake(senses, change).run()


def entry_of(profile: Profile, *, own: Member, leaves: int) -> Entry:
    """What is to be kept of a profile."""
    number = {name: place for place, name in enumerate(profile.names)}
    first = profile.names[0]
    keys = core_keys(profile) | offers(profile) | {f"seeks {key}" for key in seeks(profile)}
    return Entry(
        profile.name.key,
        None if profile.name == first else name_to_json(profile.name),
        tuple(number[name] for name in profile.others),
        tuple(number[name] for name in profile.short),
        own,
        leaves,
        bool(own[0]) or profile.name.text != first.text,
        frozenset(keys),
    )


class _Intake:
    def __init__(self, senses: Senses, change: Change) -> None:
        self._senses = senses
        self._change = change
        self._moves = Moves()
        self._groups = {document: grouped(locals_) for document, locals_ in change.added.items()}
        # What may mean something else now: local ids by document.
        self._stale: defaultdict[str, set[str]] = defaultdict(set)
        self._company: dict[str, dict[str, str]] = {}
        # Whose company is another now.
        self._movers: list[tuple[Member, str]] = []
        self._resorted: dict[int, Form] = {}

    def run(self) -> Moves:
        """All of it, in order."""
        senses, moves = self._senses, self._moves
        gone_profiles = {profile for _, profile in self._change.gone}
        gone_keys = {profile: senses.key_of_profile(profile) for profile in gone_profiles}
        gone_told = senses.told({form for form, _ in self._change.gone})
        gone_forms = {number: form_told(told) for number, told in gone_told.items()}
        profile_form = {profile: form for form, profile in self._change.gone}
        forms = {form.told: form for form in self._new_forms()} | {f.told: f for f in gone_forms.values()}
        marks = {mark for form in forms.values() for mark in form.marks()}
        bare = {key: self._is_contested(key) for key in _bare_formations(marks)}
        ties = {mark: senses.is_tied(mark) for mark in marks if mark.startswith("tie|")}
        before = {told: self._count(told) for told in forms}
        senses.forget_gone()
        numbers = self._add_documents()
        numbers |= {form.told: number for number, form in gone_forms.items()}
        senses.recount_forms(numbers.values())
        after = {told: senses.form_count(number) for told, number in numbers.items()}
        for key, was in bare.items():
            if self._is_contested(key) != was:
                self._mark_stale(senses.marked(f"bare|{key}"))
        for mark, was in ties.items():
            if senses.is_tied(mark) != was:
                self._resorted |= {n: form_told(told) for n, told in senses.forms_marked(mark).items()}
        for told, form in forms.items():
            if bool(before[told]) != bool(after[told]):
                for kind, words in purposes_of(form.name):
                    self._mark_stale(senses.open_shorts(kind, words))
        crossed = {numbers[told] for told in forms if (before[told] > MANY) != (after[told] > MANY)}
        called = defaultdict(set)
        for profile, key in gone_keys.items():
            if (name := gone_forms[profile_form[profile]].name).is_common:
                called[f"common|{name.key}"].add(key)
        self._find_companies(crossed, called)
        moves.touched |= gone_profiles
        moves.lost |= gone_profiles
        self._change_company()
        self._read_again()
        self._resort()
        self._settle(numbers.values())
        return moves

    def _new_forms(self) -> Iterator[Form]:
        for groups in self._groups.values():
            yield from map(form_of, groups)

    def _count(self, told: str) -> int:
        number = self._senses.form(told)
        return 0 if number is None else self._senses.form_count(number)

    def _mark_stale(self, members: Iterable[Member]) -> None:
        for document, local in members:
            if document not in self._groups:
                self._stale[document].add(local)

    def _add_documents(self) -> dict[str, int]:
        """Keep the names of new documents, not yet what they mean; the numbers of their forms."""
        numbers: dict[str, int] = {}
        for document, groups in self._groups.items():
            nation = Context(groups, beyond=Beyond((), {}, {})).nation(document)
            forms = {}
            for group, members in groups.items():
                form = form_of(group)
                if form.told not in numbers:
                    numbers[form.told] = self._senses.add_form(form.told, form.marks())
                forms.update({local: numbers[form.told] for _, local in members})
            self._senses.add_document(document, nation, forms)
            self._moves.documents.add(document)
        return numbers

    def _find_companies(self, crossed: Collection[int], called: Mapping[str, set[str]]) -> None:
        """Whom the very common names mean whose bearers now have more or less in common."""
        senses = self._senses
        documents = set(self._groups).union(*map(senses.documents_of_form, crossed))
        seeds: defaultdict[str, set[str]] = defaultdict(set)
        for document, mark in senses.marks_in(documents, "common"):
            seeds[mark].add(document)
        for mark, keys in called.items():
            seeds[mark] |= senses.bearers_called(mark, keys)
        for mark, of in seeds.items():
            keys = {key for _, _, key in senses.bearers(mark, of)} - {""}
            company = self._company[mark] = self._together(mark, of | senses.bearers_called(mark, keys))
            for document, local, key in senses.bearers(mark, list(company)):
                if document not in self._groups and key != f"{mark.partition('|')[2]} #{company[document]}":
                    self._movers.append(((document, local), company[document]))

    def _together(self, mark: str, seeds: Collection[str]) -> dict[str, str]:
        """The first document of the company of each bearer that the seeds lead to."""
        sets: Sets[str] = Sets()
        first: dict[str, str] = {}
        reached: set[str] = set()
        frontier = set(seeds)
        while frontier:
            reached |= frontier
            telling = self._senses.telling(frontier, MANY)
            new = {one for ones in telling.values() for one in ones} - first.keys()
            for document in frontier:
                for one in telling.get(document, ()):
                    pair = sets.find(first.setdefault(one, document)), sets.find(document)
                    sets.join(*sorted(pair))
            frontier = self._senses.bearers_telling(mark, new, MANY) - reached
        return {document: sets.find(document) for document in reached}

    def _change_company(self) -> None:
        """Put the bearers of very common names into their companies' profiles; nothing else tells of them."""
        senses, moves = self._senses, self._moves
        by_profile: defaultdict[tuple[int, str], list[Member]] = defaultdict(list)
        for member, company in self._movers:
            by_profile[senses.member(member)[1], company].append(member)
        for (was, company), members in by_profile.items():
            (old,) = read_rows(senses, [was])
            form = form_told(old.told)
            others, short = self._sorted_out(form.names)
            profile = Profile(form.label, form.names, form.name.in_company(company), others, short, ())
            number, created = senses.profile(
                senses.member(members[0])[0], entry_of(profile, own=old.own, leaves=old.leaves)
            )
            moves.fresh |= {number} if created else set()
            moves.touched |= {number, was}
            moves.lost.add(was)
            if old.own[1]:
                senses.hand_over(was, number)
            for member in members:
                senses.place_member(member, number)
                moves.newcomers[number].append(member)
                known = senses.identity(member)
                if known:
                    moves.entities.add(known)
                    moves.moved[member] = known

    def _read_again(self) -> None:
        for document, groups in self._groups.items():
            pairs = list(rivals(groups))
            self._read(document, groups, None, Counter(right for _, right in pairs), pairs)
        for document, locals_ in sorted(self._stale.items()):
            self._read(document, grouped(self._senses.local_entities(document)), locals_, None, ())

    def _read(
        self,
        document: str,
        groups: Groups,
        only: set[str] | None,
        leaves: Mapping[Member, int] | None,
        pairs: Collection[tuple[Member, Member]],
    ) -> None:
        """Put the members of a document into their profiles, all of them or only some."""
        senses, moves = self._senses, self._moves
        linked = {member for pair in pairs for member in pair}
        context = Context(groups, beyond=self._beyond(document, groups))
        for (label, names), every in groups.items():
            members = sorted(member for member in every if only is None or member[1] in only)
            if not members:
                continue
            form, _ = senses.member(members[0])
            others, short = self._sorted_out(names)
            for name, together in context.divide(names[0], members):
                profile = Profile(label, names, name, others, short, ())
                for member in together:
                    _, was = senses.member(member)
                    old = read_rows(senses, [was])[0] if was else None
                    is_linked = member in linked if old is None else bool(old.own[1])
                    own = member if is_linked else ("", "") if name.is_identifying else (document, "")
                    times = (leaves or {}).get(member, 0) if old is None else old.leaves
                    number, created = senses.profile(form, entry_of(profile, own=own, leaves=times))
                    if number == was:
                        continue
                    senses.place_member(member, number)
                    moves.newcomers[number].append(member)
                    moves.touched |= {number, was} - {0}
                    moves.fresh |= {number} if created else set()
                    if was:
                        moves.lost.add(was)
                        if is_linked:
                            senses.hand_over(was, number)
                        moves.reread.add(document)
                    known = senses.identity(member)
                    if known:
                        moves.entities.add(known)
        for left, right in pairs:
            senses.keep_apart(left, right)

    def _beyond(self, document: str, groups: Groups) -> Beyond:
        marks = {mark for group in groups for mark in form_of(group).marks()}
        contested = {key for key in _bare_formations(marks) if self._is_contested(key)}
        company: dict[str, Sets[str]] = {}
        for mark, of in self._company.items():
            if document in of:
                sets: Sets[str] = Sets()
                company[mark.partition("|")[2]] = sets
                sets.join(*sorted((of[document], document)))
        return Beyond(contested, company, self._purposes(groups, marks))

    def _is_contested(self, key: str) -> bool:
        """Whether a bare formation is named by two nations' reports, or told the nation of by one."""
        return len(self._senses.nations_naming(f"bare|{key}")) > 1 or self._senses.is_borne(f"bare of|{key}")

    def _purposes(self, groups: Groups, marks: Collection[str]) -> Purposes:
        kinds = [mark.partition("|")[2] for mark in marks if mark.startswith("short|")]
        words = [mark.partition("|")[2] for mark in marks if mark.startswith("names|")] if kinds else []
        told = {
            one
            for kind in kinds
            for word in words
            for one in self._senses.forms_marked(f"purpose|{kind}|{word}").values()
        }
        return purposes({**{form_told(one).group: () for one in told}, **groups} if told else {})

    def _sorted_out(self, names: tuple[Name, ...]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        first = names[0]
        ties = {
            (first.family, first.key, other.key): 2
            for other in names[1:]
            if self._senses.is_tied(tie_mark(first, other))
        }
        return sorted_out(names, ties)

    def _resort(self) -> None:
        """Give profiles other entries, where it is borne out otherwise which names are one entity's."""
        for number, form in self._resorted.items():
            others, short = self._sorted_out(form.names)
            for row in read_rows(self._senses, self._senses.profiles_of_form(number)):
                old = profile_of(row)
                if (old.others, old.short) == (others, short):
                    continue
                self._bury(old)
                new = Profile(old.label, old.names, old.name, others, short, ())
                entry = entry_of(new, own=row.own, leaves=row.leaves)
                self._senses.resort(row.number, entry.others, entry.short, entry.keys)
                self._moves.resorted.add(row.number)

    def _bury(self, profile: Profile) -> None:
        core = core_keys(profile)
        self._moves.dead_core |= core
        self._moves.dead_offers |= offers(profile) | {key for key in core if key.startswith("surname|")}

    def _settle(self, forms: Collection[int]) -> None:
        """Count what each profile stands for now, and drop those that stand for nothing."""
        moves = self._moves
        counts = self._senses.recount(moves.touched)
        dead = {number for number, count in counts.items() if not count}
        for row in read_rows(self._senses, dead):
            self._bury(profile_of(row))
            if row.entity:
                moves.dead_entities.add(row.entity)
        self._senses.drop_profiles(dead)
        self._senses.drop_empty_forms(forms)
        moves.entities |= moves.dead_entities
        for group in (moves.touched, moves.fresh, moves.resorted):
            group -= dead
        for number in dead:
            moves.newcomers.pop(number, None)


def _bare_formations(marks: Iterable[str]) -> set[str]:
    """The keys of the bare formations that marks are about."""
    parts = (mark.partition("|") for mark in marks)
    return {key for kind, _, key in parts if kind in ("bare", "bare of")}
