"""What a pronoun, or the head noun of a nominal, tells of the entity that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgbuild.gazetteer import is_country
from kgbuild.stages.refer.names import fold

__all__ = ["Candidate", "fitting"]

_PLACES = frozenset(
    "airport base region area country nation province state city town village district river mountain island camp "
    "forest capital governorate bridge port".split()
)
_BUILDINGS = frozenset("embassy prison hospital compound barracks university school".split())
_UNITS = frozenset(
    "army navy corps division brigade regiment battalion company platoon squadron wing fleet".split()
)
_INSTITUTIONS = frozenset("ministry parliament court party newspaper committee commission government".split())
_LABELS = (
    (_PLACES, {"Place"}),
    (_BUILDINGS, {"Place", "Organisation"}),
    (_UNITS, {"Unit", "Organisation"}),
    (_INSTITUTIONS, {"Organisation", "Unit", "Place"}),
    (frozenset("he him his himself she her hers herself".split()), {"Person"}),
    (frozenset("it its itself".split()), {"Organisation", "Unit", "Place"}),
)
# Words of one kind exclude one another: "the region" is no embassy, "the battalion" no brigade.
_KINDS = (_PLACES | _BUILDINGS, _UNITS, _INSTITUTIONS)
_COUNTRY = frozenset({"country", "nation"})
_NO_COUNTRY = frozenset({"region", "area", "city", "town", "village", "province", "district"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that an anaphor may stand for: its number, and the label and names of its entity."""

    number: int
    label: str
    names: tuple[str, ...]

    @property
    def endings(self) -> set[str]:
        """The last words of its names, without plural."""
        return {_singular(words[-1]) for name in self.names if (words := fold(name))}


def fitting(head: str, candidates: Iterable[Candidate]) -> list[int]:
    """Numbers of the candidates that an anaphor with this last word may stand for.

    Those whose names end in the word, if there are any; else those of a label that agrees with it, whose names end
    in no other noun of its kind.
    """
    noun = _singular(head)
    labels = next((labels for words, labels in _LABELS if head.lower() in words or noun in words), None)
    agreeing = _by_country(noun, [one for one in candidates if labels is None or one.label in labels])
    same = [one for one in agreeing if noun in one.endings]
    others = next((kind - {noun} for kind in _KINDS if noun in kind), frozenset())
    return [one.number for one in same or agreeing if same or not one.endings & others]


def _by_country(noun: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """ "the country" is a country, if one was named; "the region" is none."""
    if noun in _COUNTRY:
        return [one for one in candidates if any(map(is_country, one.names))] or candidates
    if noun in _NO_COUNTRY:
        return [one for one in candidates if not any(map(is_country, one.names))]
    return candidates


def _singular(word: str) -> str:
    lower = word.lower()
    if lower.endswith("ies"):
        return f"{lower[:-3]}y"
    return lower if lower.endswith(("barracks", "corps", "ss")) else lower.removesuffix("s")
