"""Forms: what a document calls an entity; what is kept of forms and profiles, and by which keys they are found.

A mark tells of a form what others depend on, wherever it stands: that it is a very common name, which names it
gives. A key tells of a profile which others its cluster can depend on. `core` keys bring together what must be
resolved together; an `offer` is what a full name has for a short one that `seeks` it, and joins it at most.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from kgbuild.stages.resolve.bodies import read_body
from kgbuild.stages.resolve.candidates import fitted, is_lone, seeks_full_name, tied_names
from kgbuild.stages.resolve.compare import has_two_surnames
from kgbuild.stages.resolve.context import is_told_nation
from kgbuild.stages.resolve.name import BODY, PERSON, PLACE, Name, key_of, kinds
from kgbuild.stages.resolve.profiles import Group, Profile, read_group
from kgbuild.stages.resolve.spelling import sound

__all__ = [
    "Form",
    "company_key",
    "core_keys",
    "form_of",
    "form_told",
    "name_from_json",
    "name_to_json",
    "offers",
    "purposes_of",
    "seeks",
    "sought",
    "tie_mark",
]


@dataclass(frozen=True, slots=True)
class Form:
    """A label and names that documents give to an entity, read, the fullest first; `told` is both as JSON."""

    told: str
    group: Group

    @property
    def label(self) -> str:
        """The label."""
        return self.group[0]

    @property
    def names(self) -> tuple[Name, ...]:
        """The names."""
        return self.group[1]

    @property
    def name(self) -> Name:
        """The fullest name, as it is read by itself."""
        return self.group[1][0]

    def marks(self) -> frozenset[str]:
        """What the reading of other documents can depend on."""
        return _marks(self)


def form_of(group: Group) -> Form:
    """The form of a label and the names that go with it, the fullest first."""
    return Form(json.dumps([group[0], *(name.text for name in group[1])], ensure_ascii=False), group)


def form_told(told: str) -> Form:
    """The form that was kept as this JSON."""
    label, *texts = json.loads(told)
    return Form(told, read_group(label, texts))


@lru_cache(maxsize=1 << 15)
def _marks(form: Form) -> frozenset[str]:
    name, *others = form.names
    found = {_mark("names", one.key) for one in form.names if one.family != PERSON}
    found.update(tie_mark(name, other) for other in others)
    if name.is_common:
        found.add(_mark("common", name.key))
    if name.is_telling:
        found.add(_mark("telling", name.family, name.key))
    if name.is_bare_formation:
        found.add(_mark("bare", name.key))
    found.update(_mark("bare of", other.key) for other in others if is_told_nation(name, other))
    if name.is_short:
        found.add(_mark("short", name.tokens[-1]))
    found.update(_mark("purpose", kind, word) for kind, words in purposes_of(name) for word in words)
    return frozenset(found)


def purposes_of(name: Name) -> Iterator[tuple[str, frozenset[str]]]:
    """The kinds of body for which the name can be meant, and the keys that a document must name beside them."""
    if name.family == BODY and name.is_identifying and not name.acronym:
        wanted = frozenset(read_body(word, family=BODY).key for word in name.proper)
        if wanted:
            yield from ((kind, wanted) for kind in sorted(kinds().intersection(name.tokens)))


def tie_mark(first: Name, other: Name) -> str:
    """The mark of all forms in which two names are one entity's."""
    return _mark("tie", first.family, first.key, other.key)


def _mark(*parts: str) -> str:
    return "|".join(parts)


def core_keys(profile: Profile) -> set[str]:
    """Keys of which profiles that share one, directly or by way of others, are resolved together."""
    if is_lone(profile):
        return {_mark("lone", *name.sound) for name in (profile.name, *profile.others)}
    found = set()
    for name in _entries(profile):
        if name.family != PERSON:
            found |= {_mark("key", name.family, name.key), _mark("sound", name.family, *name.sound)}
            if name.family == PLACE and name.area:
                found.add(_mark("key", PLACE, key_of(name.tokens[:-1])))
        elif name.given:
            found.add(_mark("surname", sound(name.surname).consonants))
            if has_two_surnames(name):
                found.add(_mark("surname", sound(name.given[-1]).consonants))
    # What is short for it, unless it is no entry at all ("2nd Battalion").
    found.update(_mark("key", name.family, name.key) for name in tied_names(profile))
    return found


def offers(profile: Profile) -> set[str]:
    """What the full names of a profile have for short ones; who bears a surname is found by its core key too."""
    found = set()
    for name in _entries(profile):
        if name.family == PERSON and name.given:
            found.add(_mark("given", name.given[0]))
            consonants = sound(name.surname).consonants
            found.add(_mark("bearer", consonants, name.surname))
            if name.company:
                found.add(company_key(consonants, name.company))
        elif name.family != PERSON:
            found.update(_mark("initials", name.family, profile.label, letters) for letters in fitted(name))
    return found


def seeks(profile: Profile) -> set[str]:
    """The keys of the full names that the short ones of a profile can stand for."""
    if is_lone(profile):
        names = (profile.name, *profile.others)
        surnames = {_mark("surname", sound(name.surname).consonants) for name in names}
        return surnames | {_mark("given", name.surname) for name in names}
    return {
        _mark("initials", name.family, profile.label, name.acronym)
        for name in _entries(profile)
        if name.family != PERSON and seeks_full_name(name)
    }


def company_key(consonants: str, company: str) -> str:
    """The key of the bearers of a surname of this sound who are in a company."""
    return _mark("company", consonants, company)


def sought(key: str) -> str:
    """The key by which a profile is found that seeks this one."""
    return f"seeks {key}"


def _entries(profile: Profile) -> Iterable[Name]:
    names = (profile.name, *profile.others) if profile.name.is_identifying else profile.others
    return (name for name in names if not name.is_lone)


def name_to_json(name: Name) -> str:
    """A name with all that was read from it."""
    values = [getattr(name, field.name) for field in fields(Name)]
    return json.dumps(
        [{"set": sorted(one)} if isinstance(one, frozenset) else one for one in values], ensure_ascii=False
    )


def name_from_json(text: str) -> Name:
    """The name that `name_to_json` wrote."""
    return Name(*map(_value, json.loads(text)))


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return frozenset(value["set"])
    return tuple(map(_value, value)) if isinstance(value, list) else value
