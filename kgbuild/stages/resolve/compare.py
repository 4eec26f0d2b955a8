"""What speaks for two names meaning the same, and what rules it out; each answer comes with its reason.

Signals stand in WEIGHTS with how much each says; the weightiest counts, and from SAME_ABOVE on it is enough.
VETOES outweigh any signal. Each function is called what it finds, and tells why that matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from kgbuild.areas import known_region
from kgbuild.stages.resolve.name import BODY, PERSON, PLACE, Name, key_of
from kgbuild.stages.resolve.spelling import fold, sounds_alike
from kgbuild.stages.resolve.words import words

__all__ = [
    "SAME_ABOVE",
    "VETOES",
    "WEIGHTS",
    "Score",
    "Signal",
    "covers",
    "has_two_surnames",
    "likeness",
    "parent_left_out",
    "same_person_by_initials",
    "same_sound",
    "short_form",
    "veto",
]


@dataclass(frozen=True, slots=True)
class Score:
    """How far something holds, from 0 to 1, and why."""

    value: float
    reason: str

    def __bool__(self) -> bool:
        return self.value > 0


Signal = Callable[[Name, Name], Score]

_NO = Score(0.0, "")

_SHORTEST_MISSPELT = 5


# Signals: what speaks for it


def same_name(left: Name, right: Name) -> Score:
    """The names are one, but for case, accents, articles, British or American spelling, numbers in words."""
    return Score(1.0, f"{left.text} and {right.text} are one name") if left.key == right.key else _NO


def same_sound(left: Name, right: Name) -> Score:
    """Each word of one may be a transliteration of the other's: reports write Arabic and Russian by ear."""
    if len(left.tokens) != len(right.tokens) or not all(map(sounds_alike, left.tokens, right.tokens)):
        return _NO
    return Score(1.0, f"{left.text} and {right.text} sound alike")


def same_person_in_full(left: Name, right: Name) -> Score:
    """One leaves out later given names of the other, as reports do after the first mention."""
    if _same_surname(left, right) and _agree(left, right, initials=False):
        return Score(1.0, f"{left.text} and {right.text} agree in every name that both give")
    return _NO


def same_person_by_initials(left: Name, right: Name) -> Score:
    """One gives initials where the other gives names; less sure, for initials fit several."""
    if _same_surname(left, right) and _agree(left, right, initials=True):
        return Score(1.0, f"the initials of {left.text} fit {right.text}")
    return _NO


def same_person_loosely(left: Name, right: Name) -> Score:
    """One goes by a middle name, or has initials in another order, as Nigerian reports often have it."""
    short, full = _by_length(left, right)
    if _comparable(short, full) and (_by_middle_name(short, full) or _initials_cover(short, full)):
        return Score(1.0, f"{left.text} and {right.text} may be the names of one person")
    return _NO


def misspelt(left: Name, right: Name) -> Score:
    """One leaves out a letter of a first name of the other: a slip of the pen, if the last name is the same."""
    short, full = _by_length(left, right)
    if _comparable(short, full) and _misspelt(short, full):
        return Score(1.0, f"{left.text} and {right.text} may be one name, once misspelt")
    return _NO


def area_left_out(left: Name, right: Name) -> Score:
    """One leaves out what kind of area the other says it is: Borno, Borno State; asked only of no town."""
    for short, full in ((left, right), (right, left)):
        if full.area and short.key == key_of(full.tokens[:-1]):
            return Score(1.0, f"{short.text} is short for {full.text}")
    return _NO


def maternal_name_left_out(left: Name, right: Name) -> Score:
    """One leaves out the second surname of the other, as Spanish usage does: Ana Ruiz, Ana Maria Ruiz Soto."""
    for short, full in ((left, right), (right, left)):
        common = short.is_common or short.company or short.surname in words().iberian
        if common or not (has_two_surnames(full) and short.given):
            continue
        paternal = replace(full, given=full.given[:-1], surname=full.given[-1])
        if short.surname == paternal.surname and _agree(short, paternal, initials=False):
            return Score(1.0, f"{short.text} leaves out the second surname of {full.text}")
    return _NO


def has_two_surnames(name: Name) -> bool:
    """Whether it may be a Spanish name with both surnames; whose first name tells."""
    return len(name.given) > 1 and name.given[0] in words().iberian and name.given[-1] not in words().iberian


def lone_surname(left: Name, right: Name) -> Score:
    """One is the surname of the other; asked only where nobody else bears it. A very common one needs more."""
    short, full = _by_length(left, right)
    if not _may_be_alone(short, full) or not sounds_alike(short.surname, full.surname):
        return _NO
    return Score(1.0, f"{short.text} is the surname of {full.text}")


def lone_given_name(left: Name, right: Name) -> Score:
    """One is the first given name of the other, by which some are known; asked only where nobody else is."""
    short, full = _by_length(left, right)
    if not _may_be_alone(short, full) or short.surname != full.given[0]:
        return _NO
    return Score(1.0, f"{short.text} is the first name of {full.text}")


def _may_be_alone(short: Name, full: Name) -> bool:
    """Whether one is a lone name and the other a full one, of the same company if the lone one is very common."""
    return not short.given and bool(full.given) and short.company in ("", full.company)


def acronym_fits(left: Name, right: Name) -> Score:
    """One is made of the initials of the other; asked only where nothing else fits them."""
    for short, full in ((left, right), (right, left)):
        if short.acronym and short.acronym in full.initials:
            return Score(1.0, f"{short.text} fits the initials of {full.text}")
    return _NO


def short_form(left: Name, right: Name) -> Score:
    """One leaves out only the nation or the arm of the other, which its readers know, and says what it is."""
    short, full = sorted((left, right), key=lambda name: len(name.tokens))
    extra = set(full.tokens) - set(short.tokens)
    left_out = extra and all(token.startswith("@") or token in words().branches for token in extra)
    if left_out and set(short.tokens) < set(full.tokens) and len(short.tokens) > 1:
        return Score(1.0, f"{short.text} is short for {full.text}")
    return _NO


def parent_left_out(left: Name, right: Name) -> Score:
    """One says what body it is part of, the other only what it is: 3rd Brigade, 1st Cavalry Division."""
    for short, full in ((left, right), (right, left)):
        told = full.echelon in ("division", "corps") and full.tokens[: len(short.tokens)] == short.tokens
        if told and short.is_brigade_of_a_division:
            return Score(1.0, f"{short.text} is short for {full.text}")
    return _NO


WEIGHTS: dict[Signal, float] = {
    same_name: 1.0,
    same_sound: 0.95,
    same_person_in_full: 0.9,
    same_person_by_initials: 0.8,
    acronym_fits: 0.75,
    area_left_out: 0.75,
    same_person_loosely: 0.65,
    maternal_name_left_out: 0.65,
    misspelt: 0.62,
    short_form: 0.75,
    parent_left_out: 0.75,
    lone_surname: 0.7,
    lone_given_name: 0.65,
}
SAME_ABOVE = 0.6


def likeness(left: Name, right: Name) -> Score:
    """The weightiest signal; below SAME_ABOVE it is not enough."""
    scores = ((weight, signal(left, right)) for signal, weight in WEIGHTS.items())
    return max((Score(weight * score.value, score.reason) for weight, score in scores), key=lambda one: one.value)


# Vetoes: what rules it out


def families_differ(left: Name, right: Name) -> Score:
    """A person is no place, and neither is a unit or an organisation, whatever they are called after."""
    return _veto(left.family != right.family, f"{left.text} is a {left.family}, {right.text} a {right.family}")


def given_names_differ(left: Name, right: Name) -> Score:
    """Two people with one surname and first names that cannot be the same person's: brothers serve together."""
    if not (left.family == right.family == PERSON and left.given and right.given) or not _same_surname(
        left, right
    ):
        return _NO
    short, full = _by_length(left, right)
    fits = _fits(short, full, initials=True) or same_person_loosely(short, full) or misspelt(short, full)
    return _veto(not fits, f"the first names of {left.text} and {right.text} differ")


def generations_differ(left: Name, right: Name) -> Score:
    """Father and son: who writes Jr. or III tells one from the other."""
    return _differ(left, right, left.generation, right.generation, what="generations")


def numbers_differ(left: Name, right: Name) -> Score:
    """7 Division and 8 Division: armies number what is alike, so the number alone tells which."""
    numbers = [sorted(number for number, _ in name.numbers) for name in (left, right)]
    return _differ(left, right, *numbers, what="numbers")


def echelons_differ(left: Name, right: Name) -> Score:
    """3 Brigade and 3 Battalion: each echelon counts anew, and the lesser may be far from the greater."""
    numbered = left.numbers and right.numbers
    return _differ(left, right, left.echelon, right.echelon, what="echelons") if numbered else _NO


def branches_differ(left: Name, right: Name) -> Score:
    """1st Infantry Division and 1st Armoured Division: each arm counts anew; but an arm may be left out."""
    apart = not (left.branches <= right.branches or left.branches >= right.branches)
    return _veto(
        bool(left.numbers and right.numbers) and apart, f"the arms of {left.text} and {right.text} differ"
    )


def nations_differ(left: Name, right: Name) -> Score:
    """The Chadian Army and the Sudanese Army: every nation has one, so the nation tells which."""
    bodies = left.family == right.family == BODY and left.nations and right.nations
    apart = left.nations.isdisjoint(right.nations)
    return _veto(bool(bodies) and apart, f"the nations of {left.text} and {right.text} differ")


def company_differs(left: Name, right: Name) -> Score:
    """Two of the many called Mohammed Ibrahim, who serve two bodies, or whose reports have nothing in common."""
    return _differ(left, right, left.company, right.company, what="company")


def sounds_differ(left: Name, right: Name) -> Score:
    """Hamid and Hamad are two names, though Hamed may be either: so it must not make one of them."""
    if left.family != right.family or len(left.tokens) != len(right.tokens) or left.sound != right.sound:
        return _NO
    apart = not (same_sound(left, right) or misspelt(left, right))
    return _veto(apart, f"{left.text} and {right.text} sound different")


def regions_differ(left: Name, right: Name) -> Score:
    """Shanxi and Shaanxi: two regions of the world have these names, though they sound alike."""
    if not left.family == right.family == PLACE:
        return _NO
    return _differ(left, right, known_region(left.text), known_region(right.text), what="regions")


VETOES: tuple[Signal, ...] = (
    families_differ,
    given_names_differ,
    generations_differ,
    numbers_differ,
    echelons_differ,
    branches_differ,
    nations_differ,
    company_differs,
    sounds_differ,
    regions_differ,
)


def veto(left: Name, right: Name) -> Score:
    """The first veto against the two names being one entity's."""
    if (left.key == right.key and left.family == right.family) or parent_left_out(left, right):
        return _NO
    return next(filter(None, (rule(left, right) for rule in VETOES)), _NO)


def covers(full: Name, short: Name) -> bool:
    """Whether `full` says all that `short` says, so that what contradicts `short` must contradict `full`."""
    if not _same_surname(full, short) or full.generation != short.generation:
        return False
    return len(full.given) > len(short.given) and _fits(short, full, initials=True)


def _veto(holds: bool, reason: str) -> Score:
    return Score(1.0, reason) if holds else _NO


def _differ(left: Name, right: Name, one: object, other: object, *, what: str) -> Score:
    return _veto(bool(one and other and one != other), f"the {what} of {left.text} and {right.text} differ")


def _same_surname(left: Name, right: Name) -> bool:
    return bool(left.surname) and sounds_alike(left.surname, right.surname)


def _by_length(left: Name, right: Name) -> tuple[Name, Name]:
    return (left, right) if len(left.given) <= len(right.given) else (right, left)


def _agree(left: Name, right: Name, *, initials: bool) -> bool:
    if not (left.given and right.given) or left.generation != right.generation:
        return False
    return _fits(*_by_length(left, right), initials=initials)


def _fits(short: Name, full: Name, *, initials: bool) -> bool:
    """Whether the given names of `short` are those of `full`, in order, later ones left out at will."""
    place = 0
    for given in short.given:
        while place < len(full.given) and not _same_given(given, full.given[place], initials=initials):
            # Who writes one initial writes them all: George W. is not George H. W.
            if place == 0 or len(full.given[place]) == 1:
                return False
            place += 1
        if place == len(full.given):
            return False
        place += 1
    return True


def _comparable(short: Name, full: Name) -> bool:
    return bool(short.given) and short.generation == full.generation and _same_surname(short, full)


def _by_middle_name(short: Name, full: Name) -> bool:
    """Etim Bassey and Emmanuel Etim Bassey; both write the name out.

    But Ahmed Ali Abdullah Saleh is the son of Ali Abdullah Saleh, and Gamal Hosni Mubarak of the Mubarak.
    """
    first = short.given[0]
    famous = fold(words().famous.get(short.surname, "")).split()
    if len(short.given) > 1 or first in famous[:1]:
        return False
    return any(
        len(first) > 1 and len(given) > 1 and _fits(short, replace(full, given=full.given[place:]), initials=True)
        for place, given in enumerate(full.given)
        if place
    )


def _initials_cover(short: Name, full: Name) -> bool:
    """A. O. Obi and Onyeabor Obi, O. Obi and Sunday O. Obi: initials only, and at most one less."""
    if not (short.has_initials_only or full.has_initials_only) or len(full.given) - len(short.given) > 1:
        return False
    if len(short.given) == 1 and short.has_initials_only:
        return short.given[0] in full.given
    return Counter(given[0] for given in short.given) <= Counter(given[0] for given in full.given)


def _misspelt(short: Name, full: Name) -> bool:
    """Onyeabo and Onyeabor; but Martina is not Martin."""
    return len(short.given) == len(full.given) and all(
        _same_given(one, other, initials=True) or _letter_left_out(one, other) or _letter_left_out(other, one)
        for one, other in zip(short.given, full.given, strict=True)
    )


def _letter_left_out(short: str, full: str) -> bool:
    if len(full) - len(short) != 1 or len(short) < _SHORTEST_MISSPELT or full[0] != short[0]:
        return False
    place = next((place for place, letter in enumerate(short) if letter != full[place]), len(short))
    feminine = place == len(short) and full[place] in "ae"
    return short[place:] == full[place + 1 :] and not feminine


def _same_given(left: str, right: str, *, initials: bool) -> bool:
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0] if initials else left == right
    return sounds_alike(left, right)
