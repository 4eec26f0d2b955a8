"""What the head noun of a nominal tells of the entity that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.stages.refer.names import fold

__all__ = ["fitting"]

# Words of one kind exclude one another: "the region" is no embassy, "the battalion" no brigade.
_KINDS = (
    frozenset(
        "embassy airport base region country province state city town village district river mountain island camp "
        "prison hospital forest capital governorate bridge port compound barracks university school".split()
    ),
    frozenset(
        "army navy corps division brigade regiment battalion company platoon squadron wing fleet ship".split(),
    ),
    frozenset("ministry parliament court party university newspaper committee commission government".split()),
)


def fitting(head: str, candidates: Iterable[tuple[int, Sequence[str]]]) -> list[int]:
    """The candidates that a nominal with this head noun may stand for.

    Args:
        head: the nominal's last word; empty for a pronoun, which fits all.
        candidates: each one's number, and the names of its entity.

    Returns:
        Those whose names end in the head noun, if there are any; else those whose names end in no other noun of
        the same kind.
    """
    noun = _singular(head)
    known = [
        (number, {_singular(words[-1]) for name in names if (words := fold(name))}) for number, names in candidates
    ]
    same = [number for number, endings in known if noun in endings]
    if same and noun:
        return same
    others = next((kind - {noun} for kind in _KINDS if noun in kind), frozenset())
    return [number for number, endings in known if not endings & others]


def _singular(word: str) -> str:
    lower = word.lower()
    return f"{lower[:-3]}y" if lower.endswith("ies") else lower.removesuffix("s") if lower != "barracks" else lower
