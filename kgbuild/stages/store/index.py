"""The kept resolution: what each name was read as, by which keys it is found, which entity it is.

It lets a few changed documents be resolved without the others. `resolve` asks for what it needs (its protocols
`Senses` and `Index`) and never sees a row. Documents are called by their ids here, and stored by their numbers.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol

from kgbuild.model import LocalEntity, Member
from kgbuild.stages.store.rows import local_entities, write_entities, write_redirects

__all__ = ["Index"]


class _Entry(Protocol):
    """A profile as `resolve` wants it kept."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def others(self) -> tuple[int, ...]: ...
    @property
    def short(self) -> tuple[int, ...]: ...
    @property
    def own(self) -> Member: ...
    @property
    def leaves(self) -> int: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def keys(self) -> frozenset[str]: ...


class Index:
    """The kept resolution of a workspace, to be used within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._number = lru_cache(maxsize=1 << 16)(self._find_number)
        self._marked = lru_cache(maxsize=None)(self._read_forms_marked)

    def _all(self, query: str, *arguments: Any) -> list[Any]:
        return self._connection.execute(query, arguments).fetchall()

    def _one(self, query: str, *arguments: Any) -> Any:
        row = self._connection.execute(query, arguments).fetchone()
        return None if row is None else row[0]

    def _find_number(self, document: str) -> int | None:
        number: int | None = self._one("SELECT number FROM documents WHERE id = ?", document)
        return number

    # Changes since the last resolution

    def is_of(self, rules: str) -> bool:
        """Whether all was last resolved by these rules, so that only changed documents are to be looked at.

        Args:
            rules: a fingerprint of the reading of names and of what people have decided.
        """
        return bool(self._one("SELECT value FROM meta WHERE key = 'resolved by'") == rules)

    def added(self) -> dict[str, list[LocalEntity]]:
        """The local entities of each document that has come."""
        last = self._one("SELECT MAX(document) FROM taken_in") or 0
        query = "SELECT id FROM documents WHERE number > ? ORDER BY id"
        return {id: self.local_entities(id) for (id,) in self._all(query, last)}

    def changes(self) -> int:
        """How many documents have come or gone."""
        last = self._one("SELECT MAX(document) FROM taken_in") or 0
        query = "SELECT (SELECT COUNT(*) FROM documents WHERE number > ?) + (SELECT COUNT(*) FROM gone)"
        return int(self._one(query, last))

    def taken_in(self) -> int:
        """How many documents the last resolution was of."""
        return int(self._one("SELECT COUNT(*) FROM taken_in"))

    def gone(self) -> list[tuple[int, int]]:
        """The form and the profile of each member of documents that have gone."""
        return self._all("SELECT form, profile FROM members WHERE document IN (SELECT document FROM gone)")

    def left_behind(self) -> frozenset[str]:
        """Entities that may have lost all their members."""
        return frozenset(entity for (entity,) in self._all("SELECT entity FROM left_behind"))

    def forget_gone(self) -> None:
        """Forget the members of documents that have gone."""
        own = "SELECT number FROM profiles WHERE document IN (SELECT document FROM gone)"
        self._connection.execute(f'DELETE FROM pairs WHERE "left" IN ({own}) OR "right" IN ({own})')
        for table in ("members", "taken_in"):
            self._connection.execute(f"DELETE FROM {table} WHERE document IN (SELECT document FROM gone)")
        self._connection.execute("DELETE FROM gone")
        self._connection.execute("DELETE FROM left_behind")

    # Forms and what they tell of others

    def told(self, forms: Collection[int]) -> dict[int, str]:
        """Forms by their numbers."""
        return dict(self._all(f"SELECT number, told FROM forms WHERE number IN {_AMONG}", _json(forms)))

    def form(self, told: str) -> int | None:
        """The number of a form, if it is kept."""
        number: int | None = self._one("SELECT number FROM forms WHERE told = ?", told)
        return number

    def add_form(self, told: str, marks: Collection[str]) -> int:
        """Keep a form, and return its number."""
        number = self.form(told)
        if number is None:
            number = int(self._one("INSERT INTO forms (told, members) VALUES (?, 0) RETURNING number", told))
            rows = [(mark, number) for mark in sorted(marks)]
            self._connection.executemany("INSERT INTO marks VALUES (?, ?)", rows)
            self._marked.cache_clear()
        return number

    def form_count(self, form: int) -> int:
        """How many local entities a form had at the last `recount_forms`."""
        return int(self._one("SELECT members FROM forms WHERE number = ?", form) or 0)

    def recount_forms(self, forms: Collection[int]) -> None:
        """Count the local entities of forms."""
        self._marked.cache_clear()
        self._connection.execute(
            f"""UPDATE forms SET members = (SELECT COUNT(*) FROM members WHERE form = forms.number)
                WHERE number IN {_AMONG}""",
            (_json(forms),),
        )

    def drop_empty_forms(self, forms: Collection[int]) -> None:
        """Forget those of these forms that no local entity has."""
        empty = [
            number
            for (number,) in self._all(
                f"SELECT number FROM forms WHERE members = 0 AND number IN {_AMONG}", _json(forms)
            )
        ]
        self._connection.executemany("DELETE FROM marks WHERE form = ?", [(one,) for one in empty])
        self._connection.executemany("DELETE FROM forms WHERE number = ?", [(one,) for one in empty])

    def add_document(self, document: str, nation: str, forms: Mapping[str, int]) -> None:
        """Take in a document: the nation that it is about, and the form of each of its entities."""
        number = self._number(document)
        self._connection.execute("INSERT INTO taken_in VALUES (?, ?)", (number, nation))
        rows = [(number, local, form) for local, form in sorted(forms.items())]
        self._connection.executemany("INSERT INTO members VALUES (?, ?, ?, 0)", rows)

    def nations_naming(self, mark: str) -> set[str]:
        """The nations that documents with a marked form are about; two at most."""
        query = """SELECT DISTINCT nation FROM marks JOIN members USING (form) JOIN taken_in USING (document)
                   WHERE mark = ? AND nation != '' LIMIT 2"""
        return {nation for (nation,) in self._all(query, mark)}

    def is_tied(self, mark: str) -> bool:
        """Whether two documents have a marked form."""
        query = "SELECT DISTINCT document FROM marks JOIN members USING (form) WHERE mark = ? LIMIT 2"
        return len(self._all(query, mark)) > 1

    def is_borne(self, mark: str) -> bool:
        """Whether a document has a marked form."""
        return self._one("SELECT 1 FROM marks JOIN members USING (form) WHERE mark = ? LIMIT 1", mark) is not None

    def marked(self, mark: str) -> list[Member]:
        """All members of marked forms."""
        query = """SELECT id, local FROM marks JOIN members USING (form)
                   JOIN documents ON documents.number = members.document WHERE mark = ?"""
        return self._all(query, mark)

    def forms_marked(self, mark: str) -> dict[int, str]:
        """The forms with a mark, by number."""
        return self._marked(mark)

    def _read_forms_marked(self, mark: str) -> dict[int, str]:
        query = """SELECT forms.number, told FROM marks JOIN forms ON forms.number = form
                   WHERE mark = ? AND members > 0"""
        return dict(self._all(query, mark))

    def open_shorts(self, kind: str, words: Collection[str]) -> list[Member]:
        """Members with a short name of a kind that may stand for a body, where the document names the words."""
        named = """EXISTS (SELECT 1 FROM members AS other JOIN marks AS word ON word.form = other.form
                           WHERE other.document = members.document AND word.mark = ?)"""
        query = f"""SELECT id, members.local FROM marks
                    JOIN profiles ON profiles.form = marks.form AND open = 1
                    JOIN members ON members.profile = profiles.number
                    JOIN documents ON documents.number = members.document
                    WHERE marks.mark = ? AND {" AND ".join([named] * len(words))}"""
        return self._all(query, f"short|{kind}", *(f"names|{word}" for word in sorted(words)))

    def documents_of_form(self, form: int) -> set[str]:
        """The documents that have a form."""
        query = "SELECT id FROM members JOIN documents ON number = document WHERE form = ?"
        return {id for (id,) in self._all(query, form)}

    def marks_in(self, documents: Collection[str], kind: str) -> list[tuple[str, str]]:
        """(document, mark) for the marks of a kind of the forms in documents."""
        query = f"""SELECT DISTINCT id, mark FROM documents JOIN members ON members.document = documents.number
                    JOIN marks ON marks.form = members.form
                    WHERE id IN {_AMONG} AND mark >= ? || '|' AND mark < ? || '}}' ORDER BY id, mark"""
        return self._all(query, _json(documents), kind, kind)

    def bearers(self, mark: str, documents: Collection[str]) -> list[tuple[str, str, str]]:
        """(document, local id, key) of the members of marked forms in documents; no key if none is known yet."""
        query = f"""SELECT id, members.local, COALESCE(profiles.key, '') FROM documents
                    JOIN members ON members.document = documents.number
                    JOIN marks ON marks.form = members.form AND mark = ?
                    LEFT JOIN profiles ON profiles.number = profile
                    WHERE id IN {_AMONG}"""
        return self._all(query, mark, _json(documents))

    def bearers_called(self, mark: str, keys: Collection[str]) -> set[str]:
        """The documents with members of marked forms that are in profiles with one of these keys."""
        query = f"""SELECT DISTINCT id FROM marks
                    JOIN profiles ON profiles.form = marks.form AND profiles.key IN {_AMONG}
                    JOIN members ON members.profile = profiles.number
                    JOIN documents ON documents.number = members.document
                    WHERE mark = ?"""
        return {id for (id,) in self._all(query, _json(keys), mark)}

    def telling(self, documents: Collection[str], many: int) -> dict[str, set[str]]:
        """The telling names of documents, as marks, of forms that no more than `many` have."""
        query = f"""SELECT id, mark FROM documents JOIN members ON members.document = documents.number
                    JOIN forms ON forms.number = members.form AND forms.members <= ?
                    JOIN marks ON marks.form = members.form
                    WHERE id IN {_AMONG} AND mark >= 'telling|' AND mark < 'telling}}'"""
        found: dict[str, set[str]] = defaultdict(set)
        for id, mark in self._all(query, many, _json(documents)):
            found[id].add(mark)
        return found

    def bearers_telling(self, mark: str, telling: Collection[str], many: int) -> set[str]:
        """The documents with a form of this mark, and with one of a telling mark that no more than `many` have."""
        query = f"""SELECT DISTINCT id FROM marks
                    JOIN forms ON forms.number = marks.form AND forms.members <= ?
                    JOIN members ON members.form = marks.form
                    JOIN documents ON documents.number = members.document
                    WHERE mark IN {_AMONG} AND +members.document IN (
                        SELECT document FROM marks AS borne JOIN members AS other USING (form)
                        WHERE borne.mark = ?)"""
        return {id for (id,) in self._all(query, many, _json(telling), mark)}

    def local_entities(self, document: str) -> list[LocalEntity]:
        """The entities of a document, as it has them."""
        return list(local_entities(self._connection, document))

    # Members and profiles

    def member(self, member: Member) -> tuple[int, int]:
        """The form and the profile of a member; 0 where it has none yet."""
        query = "SELECT form, profile FROM members WHERE document = ? AND local = ?"
        form, profile = self._connection.execute(query, (self._number(member[0]), member[1])).fetchone()
        return form, profile

    def profile_of(self, member: Member) -> int | None:
        """The profile of a member, if there is such a member."""
        query = "SELECT profile FROM members WHERE document = ? AND local = ?"
        profile: int | None = self._one(query, self._number(member[0]), member[1])
        return profile

    def profile(self, form: int, entry: _Entry) -> tuple[int, bool]:
        """The number of the profile of a form with this key and owner, and whether it had to be made."""
        document = (self._number(entry.own[0]) or 0) if entry.own[0] else 0
        place = (form, entry.key, document, entry.own[1])
        query = "SELECT number FROM profiles WHERE form = ? AND key = ? AND document = ? AND local = ?"
        number = self._one(query, *place)
        if number is not None:
            return int(number), False
        made = self._one(
            """INSERT INTO profiles (form, key, document, local, name, others, short, leaves, open, same, members,
                                     entity)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '') RETURNING number""",
            *place,
            entry.name,
            _json(entry.others),
            _json(entry.short),
            entry.leaves,
            int(entry.is_open),
        )
        self._add_keys(int(made), entry.keys)
        return int(made), True

    def _add_keys(self, profile: int, keys: Collection[str]) -> None:
        rows = [(key, profile) for key in sorted(keys)]
        self._connection.executemany("INSERT INTO profile_keys VALUES (?, ?)", rows)

    def profiles_of_form(self, form: int) -> list[int]:
        """The profiles of a form."""
        return [one for (one,) in self._all("SELECT number FROM profiles WHERE form = ? ORDER BY number", form)]

    def key_of_profile(self, profile: int) -> str:
        """The key of a profile's name."""
        return str(self._one("SELECT key FROM profiles WHERE number = ?", profile))

    def place_member(self, member: Member, profile: int) -> None:
        """Put a member into a profile, and out of the one that it was in."""
        query = "UPDATE members SET profile = ? WHERE document = ? AND local = ?"
        self._connection.execute(query, (profile, self._number(member[0]), member[1]))

    def hand_over(self, old: int, new: int) -> None:
        """Let what people or the document have told of the one member of a profile hold for its new one."""
        for side in ("left", "right"):
            self._connection.execute(f'UPDATE pairs SET "{side}" = ? WHERE "{side}" = ?', (new, old))
        same = self._one("SELECT same FROM profiles WHERE number = ?", old)
        if same:
            self._connection.execute("UPDATE profiles SET same = ? WHERE number = ?", (same, new))
            self._add_keys(new, {same})

    def keep_apart(self, left: Member, right: Member) -> None:
        """Keep in mind that a document tells two of its members apart."""
        profiles = (self.profile_of(left), self.profile_of(right))
        self._connection.execute("INSERT OR IGNORE INTO pairs VALUES (?, ?, 0)", profiles)

    def recount(self, profiles: Collection[int]) -> dict[int, int]:
        """Count what profiles stand for."""
        rows: list[tuple[int, int]] = self._all(
            f"""UPDATE profiles SET members = (SELECT COUNT(*) FROM members WHERE profile = profiles.number)
                WHERE number IN {_AMONG} RETURNING number, members""",
            _json(profiles),
        )
        return dict(rows)

    def resort(self, profile: int, others: Collection[int], short: Collection[int], keys: Collection[str]) -> None:
        """Give a profile other entries and keys."""
        query = "UPDATE profiles SET others = ?, short = ? WHERE number = ? RETURNING same"
        same = self._one(query, _json(others), _json(short), profile)
        self._connection.execute("DELETE FROM profile_keys WHERE profile = ?", (profile,))
        self._add_keys(profile, {*keys, same} - {""})

    def drop_profiles(self, profiles: Collection[int]) -> None:
        """Forget profiles that stand for nothing."""
        for one in sorted(profiles):
            self._connection.execute("DELETE FROM profile_keys WHERE profile = ?", (one,))
            self._connection.execute('DELETE FROM pairs WHERE "left" = ? OR "right" = ?', (one, one))
            self._connection.execute("DELETE FROM profiles WHERE number = ?", (one,))

    def rows(self, profiles: Collection[int]) -> Iterator[tuple[Any, ...]]:
        """The fields of profiles: number, form, name, others, short, own, leaves, members, entity, same."""
        query = f"""SELECT profiles.number, told, name, others, short, COALESCE(id, ''), local, leaves,
                           profiles.members, entity, same
                    FROM profiles JOIN forms ON forms.number = form
                    LEFT JOIN documents ON documents.number = document
                    WHERE profiles.number IN {_AMONG}"""
        for number, told, name, others, short, id, local, *rest in self._all(query, _json(profiles)):
            yield number, told, name, json.loads(others), json.loads(short), (id, local), *rest

    # The part that a change reaches

    def sharing(self, keys: Collection[str]) -> set[int]:
        """The profiles that have one of these keys."""
        return {
            one for (one,) in self._all(f"SELECT profile FROM profile_keys WHERE key IN {_AMONG}", _json(keys))
        }

    def some_sharing(self, key: str, *, after: int, limit: int) -> list[int]:
        """Some profiles with a key, those with the lowest numbers above `after`."""
        query = "SELECT profile FROM profile_keys WHERE key = ? AND profile > ? ORDER BY profile LIMIT ?"
        return [one for (one,) in self._all(query, key, after, limit)]

    def keys_from(self, start: str) -> list[str]:
        """The keys that begin so."""
        query = "SELECT DISTINCT key FROM profile_keys WHERE key >= ? AND key < ? ORDER BY key"
        return [key for (key,) in self._all(query, start, start + chr(0x10FFFF))]

    def of_entities(self, entities: Collection[str]) -> set[int]:
        """The profiles all of whose members were one of these entities."""
        query = f"SELECT number FROM profiles WHERE entity IN {_AMONG}"
        return {one for (one,) in self._all(query, _json(entities))}

    def pairs(self, profiles: Collection[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The pairs that are the same, and those that are different, whose left one is among these."""
        query = f'SELECT same, "left", "right" FROM pairs WHERE "left" IN {_AMONG}'
        found: dict[int, list[tuple[int, int]]] = {0: [], 1: []}
        for same, left, right in self._all(query, _json(profiles)):
            found[same].append((left, right))
        return found[1], found[0]

    def identity(self, member: Member) -> str | None:
        """The entity that a member was, or the one that its name was in the document before it changed."""
        query = "SELECT entity FROM identities WHERE document = ? AND local = ?"
        entity: str | None = self._one(query, self._number(member[0]), member[1])
        return entity

    def members(self, profile: int, document: str | None = None) -> list[tuple[Member, str | None]]:
        """The members of a profile, all or those in a document, sorted, and the entity that each was."""
        which, arguments = ("", ()) if document is None else ("AND documents.id = ?", (document,))
        query = f"""SELECT documents.id, members.local, entity FROM members
                    JOIN documents ON documents.number = members.document
                    LEFT JOIN identities ON (identities.document, identities.local)
                                            = (members.document, members.local)
                    WHERE profile = ? {which} ORDER BY documents.id, members.local"""
        return [((id, local), entity) for id, local, entity in self._all(query, profile, *arguments)]

    def since(self, ids: Collection[str]) -> dict[str, int]:
        """The number of the run that made each entity."""
        return dict(self._all(f"SELECT id, since FROM entities WHERE id IN {_AMONG}", _json(ids)))

    def is_known(self, id: str) -> bool:
        """Whether some member was this entity."""
        return self._one("SELECT 1 FROM identities WHERE entity = ? LIMIT 1", id) is not None

    # What becomes of it

    def write(
        self,
        *,
        entities: Mapping[str, tuple[str, str, tuple[str, ...], dict[str, str]]],
        of_profiles: Mapping[int, str],
        of_members: Mapping[Member, str],
        redirects: Mapping[str, str],
        gone: Collection[str],
    ) -> None:
        """Keep which entity profiles and members are now, what is known of those entities, and where others went.

        Args:
            of_profiles: "" where the members of a profile are each another.
            gone: entities that may have no member any more.
        """
        write_entities(self._connection, entities)
        profiles = sorted(of_profiles.items())
        self._connection.executemany(
            "UPDATE profiles SET entity = ? WHERE number = ?", [(entity, profile) for profile, entity in profiles]
        )
        self._connection.executemany(
            """INSERT INTO identities SELECT document, local, ? FROM members WHERE profile = ?
               ON CONFLICT (document, local) DO UPDATE SET entity = excluded.entity
               WHERE entity != excluded.entity""",
            [(entity, profile) for profile, entity in profiles if entity],
        )
        self._connection.executemany(
            """INSERT INTO identities VALUES (?, ?, ?)
               ON CONFLICT (document, local) DO UPDATE SET entity = excluded.entity""",
            [(self._number(document), local, entity) for (document, local), entity in sorted(of_members.items())],
        )
        write_redirects(self._connection, redirects)
        held = _json({*of_profiles.values(), *of_members.values()})
        self._connection.execute(f"DELETE FROM redirects WHERE id IN {_AMONG}", (held,))
        self._connection.execute(
            f"""DELETE FROM entities WHERE id IN {_AMONG}
                AND NOT EXISTS (SELECT 1 FROM identities WHERE entity = entities.id)""",
            (_json(gone),),
        )

    def keep(
        self,
        profiles: Iterable[tuple[str, Collection[str], _Entry, str, str, Collection[Member]]],
        *,
        nations: Mapping[str, str],
        pairs: Iterable[tuple[Member, Member, bool]],
        standings: Mapping[str, tuple[bool, str, str, str]],
        rules: str,
    ) -> None:
        """Keep a whole resolution in place of the last.

        Args:
            profiles: the form, its marks, the profile, the key of what people have made one with it, the entity,
                the members of each.
            nations: that which each document is about, if it is clear.
            pairs: members that are the same, or different.
            standings: of entities, as `set_standings` takes them.
            rules: as `is_of` takes them.
        """
        connection = self._connection
        for table in ("taken_in", "gone", "left_behind", "forms", "marks", "profiles", "profile_keys", "members",
                      "pairs", "standings"):  # fmt: skip
            connection.execute(f"DELETE FROM {table}")
        numbers = dict(connection.execute("SELECT id, number FROM documents"))
        connection.executemany(
            "INSERT INTO taken_in VALUES (?, ?)",
            ((number, nations.get(id, "")) for id, number in sorted(numbers.items(), key=lambda item: item[1])),
        )
        forms: dict[str, int] = {}
        marks: list[tuple[str, int]] = []
        keys: list[tuple[str, int]] = []
        rows: list[tuple[Any, ...]] = []
        members: list[tuple[int, str, int, int]] = []
        for number, (told, marks_of, entry, same, entity, of) in enumerate(profiles, 1):
            if told not in forms:
                forms[told] = len(forms) + 1
                marks.extend((mark, forms[told]) for mark in marks_of)
            own, local = entry.own
            rows.append(
                (number, forms[told], entry.key, entry.name, _json(entry.others), _json(entry.short),
                 numbers[own] if own else 0, local, entry.leaves, int(entry.is_open), same, len(of), entity)
            )  # fmt: skip
            keys.extend((key, number) for key in entry.keys)
            keys.extend([(same, number)] if same else [])
            members.extend((numbers[document], local, forms[told], number) for document, local in of)
        connection.executemany("INSERT INTO forms VALUES (?, ?, 0)", ((n, told) for told, n in forms.items()))
        connection.executemany("INSERT INTO marks VALUES (?, ?)", sorted(marks))
        connection.executemany(f"INSERT INTO profiles VALUES ({', '.join('?' * 13)})", rows)
        connection.executemany("INSERT INTO profile_keys VALUES (?, ?)", sorted(keys))
        connection.executemany("INSERT INTO members VALUES (?, ?, ?, ?)", sorted(members))
        connection.execute("UPDATE forms SET members = (SELECT COUNT(*) FROM members WHERE form = forms.number)")
        for left, right, same_ in pairs:
            pair = (self.profile_of(left), self.profile_of(right), int(same_))
            connection.execute("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)", pair)
        self.set_standings(standings)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('resolved by', ?)", (rules,))

    # Where entities are

    def standings(self, entities: Collection[str]) -> dict[str, tuple[bool, str, str, str]]:
        """What entities tell of documents: whether they are places, their country and region, a tally."""
        query = f"SELECT entity, place, country, region, tally FROM standings WHERE entity IN {_AMONG}"
        return {id: (bool(place), *rest) for id, place, *rest in self._all(query, _json(entities))}

    def set_standings(self, standings: Mapping[str, tuple[bool, str, str, str]]) -> None:
        """Keep standings; of what tells nothing none is kept."""
        told = {id: one for id, one in standings.items() if any(one[:3])}
        self._connection.executemany(
            "INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?, ?)",
            [(id, int(place), *rest) for id, (place, *rest) in sorted(told.items())],
        )
        nothing = [(id,) for id in sorted(standings.keys() - told.keys())]
        self._connection.executemany("DELETE FROM standings WHERE entity = ?", nothing)

    def set_attributes(self, attributes: Mapping[str, Mapping[str, str]]) -> None:
        """Give entities attributes in place of those they had."""
        rows = [(_json(dict(sorted(of.items()))), id) for id, of in sorted(attributes.items())]
        self._connection.executemany("UPDATE entities SET attributes = ? WHERE id = ?", rows)

    def entities_in(self, documents: Collection[str]) -> dict[str, list[str]]:
        """The entities that each document names."""
        query = f"""SELECT DISTINCT id, entity FROM documents JOIN identities ON document = number
                    WHERE id IN {_AMONG}"""
        return _grouped(self._all(query, _json(documents)))

    def documents_of(self, entities: Collection[str]) -> dict[str, list[str]]:
        """The documents that name each entity."""
        query = f"""SELECT DISTINCT entity, id FROM identities JOIN documents ON number = document
                    WHERE entity IN {_AMONG}"""
        return _grouped(self._all(query, _json(entities)))

    def weights(self, entity: str) -> dict[int, int]:
        """The profiles of an entity, and how many of its members each stands for."""
        whole = dict(self._all("SELECT number, members FROM profiles WHERE entity = ?", entity))
        if whole:
            return whole
        query = """SELECT profile, COUNT(*) FROM identities JOIN members USING (document, local)
                   WHERE entity = ? GROUP BY profile"""
        return dict(self._all(query, entity))


_AMONG = "(SELECT value FROM json_each(?))"


def _json(value: object) -> str:
    plain = sorted(value) if isinstance(value, set | frozenset) else value
    if not isinstance(plain, dict | list | str):
        plain = list(plain)  # type: ignore[call-overload]
    return json.dumps(plain, ensure_ascii=False)


def _grouped(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in rows:
        found[one].append(other)
    return {one: sorted(others) for one, others in found.items()}
