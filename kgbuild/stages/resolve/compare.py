"""What speaks for two names meaning the same, and what rules it out; each answer comes with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kgbuild.stages.resolve.name import BODY, PERSON, Name
from kgbuild.stages.resolve.spelling import sounds_alike
from kgbuild.stages.resolve.words import words

__all__ = ["SAME_ABOVE", "VETOES", "WEIGHTS", "Score", "Signal", "covers", "likeness", "veto"]


@dataclass(frozen=True, slots=True)
class Score:
    """How far something holds, from 0 to 1, and why."""

    value: float
    reason: str

    def __bool__(self) -> bool:
        return self.value > 0


Signal = Callable[[Name, Name], Score]

_NO = Score(0.0, "")


# Signals: what speaks for it


def same_name(left: Name, right: Name) -> Score:
    """The names are one, but for case, accents, articles, British or American spelling, numbers in words."""
    return Score(1.0, f"{left.text} and {right.text} are one name") if left.key == right.key else _NO


def same_sound(left: Name, right: Name) -> Score:
    """Each word of one may be a transliteration of the same word of the other."""
    if len(left.tokens) != len(right.tokens) or not all(map(sounds_alike, left.tokens, right.tokens)):
        return _NO
    return Score(1.0, f"{left.text} and {right.text} sound alike")


def same_person_in_full(left: Name, right: Name) -> Score:
    """One leaves out later given names of the other."""
    if _same_surname(left, right) and _agree(left, right, initials=False):
        return Score(1.0, f"{left.text} and {right.text} agree in every name that both give")
    return _NO


def same_person_by_initials(left: Name, right: Name) -> Score:
    """One gives initials where the other gives names."""
    if _same_surname(left, right) and _agree(left, right, initials=True):
        return Score(1.0, f"the initials of {left.text} fit {right.text}")
    return _NO


def lone_surname(left: Name, right: Name) -> Score:
    """One is the surname of the other."""
    short, full = _by_length(left, right)
    if short.given or not full.given or not sounds_alike(short.surname, full.surname):
        return _NO
    return Score(1.0, f"{short.text} is the surname of {full.text}")


def lone_given_name(left: Name, right: Name) -> Score:
    """One is the first given name of the other."""
    short, full = _by_length(left, right)
    if short.given or not full.given or short.surname != full.given[0]:
        return _NO
    return Score(1.0, f"{short.text} is the first name of {full.text}")


def acronym_fits(left: Name, right: Name) -> Score:
    """One is made of the initials of the other."""
    for short, full in ((left, right), (right, left)):
        if short.acronym and short.acronym in full.initials:
            return Score(1.0, f"{short.text} fits the initials of {full.text}")
    return _NO


def short_form(left: Name, right: Name) -> Score:
    """One leaves out only the nation or the arm of the other, and still says what it is."""
    short, full = sorted((left, right), key=lambda name: len(name.tokens))
    extra = set(full.tokens) - set(short.tokens)
    left_out = extra and all(token.startswith("@") or token in words().branches for token in extra)
    if left_out and set(short.tokens) < set(full.tokens) and len(short.tokens) > 1:
        return Score(1.0, f"{short.text} is short for {full.text}")
    return _NO


WEIGHTS: dict[Signal, float] = {
    same_name: 1.0,
    same_sound: 0.95,
    same_person_in_full: 0.9,
    same_person_by_initials: 0.8,
    acronym_fits: 0.75,
    short_form: 0.75,
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
    """A person is no place, and neither is a unit or an organisation."""
    return _veto(left.family != right.family, f"{left.text} is a {left.family}, {right.text} a {right.family}")


def given_names_differ(left: Name, right: Name) -> Score:
    """Two people with one surname and first names that cannot be the same person's."""
    if not (left.family == right.family == PERSON and left.given and right.given) or not _same_surname(
        left, right
    ):
        return _NO
    fits = _fits(*_by_length(left, right), initials=True)
    return _veto(not fits, f"the first names of {left.text} and {right.text} differ")


def generations_differ(left: Name, right: Name) -> Score:
    """Father and son."""
    return _differ(left, right, left.generation, right.generation, what="generations")


def numbers_differ(left: Name, right: Name) -> Score:
    """7 Division and 8 Division."""
    numbers = [sorted(number for number, _ in name.numbers) for name in (left, right)]
    return _differ(left, right, *numbers, what="numbers")


def echelons_differ(left: Name, right: Name) -> Score:
    """3 Brigade and 3 Battalion."""
    numbered = left.numbers and right.numbers
    return _differ(left, right, left.echelon, right.echelon, what="echelons") if numbered else _NO


def branches_differ(left: Name, right: Name) -> Score:
    """1st Infantry Division and 1st Armoured Division."""
    apart = not (left.branches <= right.branches or left.branches >= right.branches)
    return _veto(
        bool(left.numbers and right.numbers) and apart, f"the arms of {left.text} and {right.text} differ"
    )


def nations_differ(left: Name, right: Name) -> Score:
    """The Chadian Army and the Sudanese Army."""
    bodies = left.family == right.family == BODY and left.nations and right.nations
    apart = left.nations.isdisjoint(right.nations)
    return _veto(bool(bodies) and apart, f"the nations of {left.text} and {right.text} differ")


def sounds_differ(left: Name, right: Name) -> Score:
    """Hamid and Hamad, though Hamed may be either."""
    if left.family != right.family or len(left.tokens) != len(right.tokens) or left.sound != right.sound:
        return _NO
    return _veto(not same_sound(left, right), f"{left.text} and {right.text} sound different")


VETOES: tuple[Signal, ...] = (
    families_differ,
    given_names_differ,
    generations_differ,
    numbers_differ,
    echelons_differ,
    branches_differ,
    nations_differ,
    sounds_differ,
)


def veto(left: Name, right: Name) -> Score:
    """The first veto against the two names being one entity's."""
    if left.key == right.key and left.family == right.family:
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


def _same_given(left: str, right: str, *, initials: bool) -> bool:
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0] if initials else left == right
    return sounds_alike(left, right)
