"""The countries, regions and cities of GeoNames, as far as kgbuild ships them: what a name may mean, and where.

Countries have their GeoNames ids but no coordinates, and so have the states of the USA; other regions have
neither, and tell only the country. Cities with fewer than 5,000 inhabitants are missing, and rivers, mountains,
buildings.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate

from kgbuild.assets import ASSETS
from kgbuild.gazetteer import fold, is_country, usual_name

__all__ = ["Spot", "cities", "countries", "neighbours", "regions"]

# How much the world hears of a place: for a city its inhabitants, times the names that it has in all languages.
_COUNTRY = 3e10
_REGION = 1e7
# A name that GeoNames knows for a city means it less often than the one that it lists first, and of a lesser city
# ("Medina" in Ohio was once "Mecca") hardly ever.
_ALTERNATE = 0.1
_ALTERNATE_OF_LESSER = 0.01
_LESSER = 1e7

_ARTICLES = frozenset("al el ad an ar as at az ash".split())
_REGION_WORDS = (
    "autonomous region", "autonomous republic", "federal district", "state", "province", "governorate", "region",
    "district", "county", "oblast", "krai", "department", "prefecture", "voivodeship", "republic", "division",
    "canton", "emirate", "municipality",
)  # fmt: skip
# Names that two countries of today share.
_OF_SEVERAL = {"congo": ("CD", "CG"), "korea": ("KR", "KP")}
# Names of which GeoNames has none that the gazetteer knows.
_MORE_COUNTRIES = {"palestine": "PS", "saint vincent and grenadines": "VC"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the world: `kind` is country, region or city.

    `country` is the ISO code and `region` GeoNames' code, both in capitals; `weight` tells how well known it is
    by the name that found it; `alternate` that the name is not the one that GeoNames lists first, `loose` that it
    is only like one of its names.
    """

    kind: str
    geonames: str
    country: str
    region: str
    lat: str
    lon: str
    weight: float
    loose: bool = False
    alternate: bool = False


def countries(name: str) -> tuple[Spot, ...]:
    """The country with this name, two for "Congo", or none: "Burma", "the US", "D.R. Congo"."""
    atlas = _atlas()
    codes = list(_OF_SEVERAL.get(fold(name), ()))
    if not codes and is_country(name):
        codes = [atlas.codes.get(fold(usual_name(name, "Place") or name), "")]
    return tuple(Spot("country", atlas.country_ids[code], code, "", "", "", _COUNTRY) for code in codes if code)


def regions(name: str) -> tuple[Spot, ...]:
    """The states and provinces with this name, with or without "State" or "Province", sorted by their codes."""
    atlas = _atlas()
    key = _region_key(name)
    loose = key not in atlas.regions
    found = atlas.loose_regions.get(_loose(key), []) if loose else atlas.regions[key]
    return tuple(
        Spot("region", atlas.region_ids.get(code, ""), code[:2], code, "", "", _REGION, loose) for code in found
    )


@lru_cache(maxsize=50_000)
def cities(name: str) -> tuple[Spot, ...]:
    """The cities with this name, or if there are none those with one like it ("Al-Hilla": Hillah), by id."""
    atlas = _atlas()
    found = [atlas.city(row) for row in atlas.names.get(fold(name), ())]
    # "New Delhi" is what some call Delhi, but there is a city of that name beside it.
    beside = {spot.region for spot in found}
    others = map(atlas.city, sorted(set(atlas.alternates.get(fold(name), ()))))
    found += [_less_known(spot) for spot in others if spot.region not in beside]
    if not found:
        like = map(atlas.city, _loose_names().get(_loose(fold(name)), ()))
        found = [replace(_less_known(spot), loose=True) for spot in like]
    return tuple(sorted(found, key=lambda spot: spot.geonames))


def _less_known(spot: Spot) -> Spot:
    share = _ALTERNATE_OF_LESSER if spot.weight < _LESSER else _ALTERNATE
    return replace(spot, weight=spot.weight * share, alternate=True)


def neighbours(country: str) -> frozenset[str]:
    """The codes of the countries that border on the one with this code."""
    return _atlas().neighbours.get(country, frozenset())


class _Atlas:
    """places.tsv.gz, as it lies in memory: one list for each property, and where each name stands in them."""

    def __init__(self) -> None:
        data = gzip.decompress((ASSETS / "gazetteers" / "places.tsv.gz").read_bytes()).decode()
        head, region_lines, city_lines = data.split("\n\n")
        self._read_countries(head.split("\n")[1:])
        self._read_regions(region_lines.split("\n"))
        self._read_cities(*(line.split("\t") for line in city_lines.removesuffix("\n").split("\n")))

    def _read_countries(self, lines: list[str]) -> None:
        self.codes = dict(_MORE_COUNTRIES)
        self.country_ids: dict[str, str] = {}
        self.neighbours: dict[str, frozenset[str]] = {}
        for line in lines:
            code, id, name, borders = line.split("\t")
            self.codes[fold(usual_name(name, "Place") or name)] = code
            self.country_ids[code] = id
            self.neighbours[code] = frozenset(borders.split(","))

    def _read_regions(self, lines: list[str]) -> None:
        self.region_ids: dict[str, str] = {}
        self.regions: defaultdict[str, list[str]] = defaultdict(list)
        self.loose_regions: defaultdict[str, list[str]] = defaultdict(list)
        for line in lines:
            code, name, id = line.split("\t")
            if name:
                self.region_ids[code] = id
                self.regions[_region_key(name)].append(code)
                self.loose_regions[_loose(_region_key(name))].append(code)

    def _read_cities(self, *columns: list[str]) -> None:
        ids, names, alternates, self.of_region, lats, lons, inhabitants, fame = columns
        self.ids = list(map(str, accumulate(map(int, ids))))
        self.lats, self.lons = (list(accumulate(map(int, column))) for column in (lats, lons))
        self.weights = [int(size) * 2.0 ** int(known) for size, known in zip(inhabitants, fame, strict=True)]
        self.names: defaultdict[str, list[int]] = defaultdict(list)
        self.alternates: defaultdict[str, list[int]] = defaultdict(list)
        plain = fold.__wrapped__  # a list this long would push everything else out of its cache
        for row, (name, others) in enumerate(zip(names, alternates, strict=True)):
            self.names[plain(name)].append(row)
            if others:
                for other in others.split("|"):
                    self.alternates[plain(other)].append(row)

    def city(self, row: int) -> Spot:
        """The city of this row."""
        region, id = self.of_region[row], self.ids[row]
        lat, lon = f"{self.lats[row] / 10_000:.4f}", f"{self.lons[row] / 10_000:.4f}"
        return Spot("city", id, region[:2], region, lat, lon, self.weights[row])


@cache
def _atlas() -> _Atlas:
    return _Atlas()


@cache
def _loose_names() -> dict[str, list[int]]:
    atlas = _atlas()
    found: defaultdict[str, set[int]] = defaultdict(set)
    for index in (atlas.names, atlas.alternates):
        for name, rows in index.items():
            found[_loose(name)].update(rows)
    return {key: sorted(rows) for key, rows in found.items()}


def _region_key(name: str) -> str:
    """The folded name without what it is: "borno" for "Borno State"."""
    folded = fold(name)
    for word in _REGION_WORDS:
        if folded.endswith(f" {word}"):
            return folded.removesuffix(f" {word}")
    return folded


def _loose(folded: str) -> str:
    """The name without article, gaps, doubled letters and a last h: "hila" for "al hillah"."""
    words = "".join(c for c in folded if c.isalnum() or c == " ").split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(_single("".join(words))).removesuffix("h")


def _single(letters: str) -> Iterator[str]:
    last = ""
    for letter in letters:
        if letter != last:
            yield letter
        last = letter
