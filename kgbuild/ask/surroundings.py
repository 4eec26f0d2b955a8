"""What lies in what, what is above what, and what goes by a part of the same name."""

from __future__ import annotations

from collections import defaultdict
from math import asin, cos, radians, sin, sqrt

from kgbuild.ask.ledger import Ledger
from kgbuild.ask.words import words_of
from kgbuild.gazetteer import is_country
from kgbuild.model import Entity

__all__ = ["Surroundings", "called_alike"]

# Words of the names of stretches of land that hold places.
_AREAS = frozenset(
    "province state governorate region district county area zone valley desert mountains coast border sector "
    "theater theatre north south east west northern southern eastern western northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern central middle sea gulf delta basin".split()
)
_NEAR = 50  # km between places that may be called by one another's name
_EARTH = 6371  # km, its radius


class Surroundings:
    """What the asserted claims of a graph say lies in, or belongs to, what."""

    def __init__(self, ledger: Ledger) -> None:
        self._around = _up(ledger, "LOCATED_IN")
        self._above = _up(ledger, "OPERATES_UNDER", "PART_OF")

    def is_one_above(self, left: Entity, right: Entity) -> bool:
        """Whether one of two bodies belongs to the other, over any number of steps."""
        return _reaches(self._above, left.id, right.id) or _reaches(self._above, right.id, left.id)

    def may_be_one_place(self, left: Entity, right: Entity) -> bool:
        """Whether one of two places may hold the other, or be near it, as far as is known."""
        if _reaches(self._around, left.id, right.id) or _reaches(self._around, right.id, left.id):
            return True
        countries = [one.attributes.get("country") for one in (left, right)]
        if countries[0] != countries[1] and all(countries):
            return False
        whole = [is_country(one.name) for one in (left, right)]
        if any(whole):
            return not all(whole)
        if called_alike(left, right) or any(_AREAS & set(words_of(one.name)) for one in (left, right)):
            return True
        return _near(left, right)


def called_alike(left: Entity, right: Entity) -> bool:
    """Whether one may be called by a part of the other's name: "Roe" and "Jane Roe", "Kano" and "Kano State"."""
    names = set(words_of(left.name)), set(words_of(right.name))
    return names[0] <= names[1] or names[1] <= names[0]


def _up(ledger: Ledger, *types: str) -> dict[str, list[str]]:
    up: dict[str, list[str]] = defaultdict(list)
    for stored in ledger.claims(*types):
        if stored.claim.modality == "asserted":
            up[stored.subject].append(stored.object)
    return dict(up)


def _reaches(up: dict[str, list[str]], low: str, high: str) -> bool:
    seen, waiting = {low}, [low]
    while waiting:
        for one in up.get(waiting.pop(), ()):
            if one == high:
                return True
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return False


def _near(left: Entity, right: Entity) -> bool:
    try:
        lats, lons = ([radians(float(one.attributes[name])) for one in (left, right)] for name in ("lat", "lon"))
    except (KeyError, ValueError):
        return False
    # The haversine formula.
    half = sin((lats[1] - lats[0]) / 2) ** 2 + cos(lats[0]) * cos(lats[1]) * sin((lons[1] - lons[0]) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half)) <= _NEAR
