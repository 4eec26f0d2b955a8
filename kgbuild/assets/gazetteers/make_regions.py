"""Write regions.txt anew from places.tsv.gz: python -m kgbuild.assets.gazetteers.make_regions

The list tells states and provinces from the towns that gave them their names. It is read where the whole of
places.tsv.gz would take too long.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from pathlib import Path

from kgbuild.gazetteer import fold

__all__ = ["main", "region_list"]

FILE = Path(__file__).with_name("regions.txt")
PLACES = Path(__file__).with_name("places.tsv.gz")
_KINDS = re.compile(
    r" (?:state|province|governorate|oblast['’]?|department|region|county|prefecture)$", re.IGNORECASE
)
# What reports call so is the city, though a region has the name.
_CITY_FIRST = frozenset({"new york", "washington"})
_HEAD = """\
# Names of states, provinces and other regions of the first order, made by make_regions.py from GeoNames
# (https://www.geonames.org), which is licensed under CC BY 4.0; with "town" behind it where a town of the same
# country is called so too.
"""


def region_list() -> str:
    """The content of regions.txt."""
    countries, regions, cities = gzip.decompress(PLACES.read_bytes()).decode().split("\n\n")
    nations = {fold(line.split("\t")[2]) for line in countries.split("\n")[1:]}
    towns = defaultdict(set)
    _, names, _, of_region, *_ = (line.split("\t") for line in cities.removesuffix("\n").split("\n"))
    for name, region in zip(names, of_region, strict=True):
        towns[fold(name)].add(region[:2])
    found: dict[str, bool] = {}
    for line in regions.split("\n"):
        code, name, _ = line.split("\t")
        name = _KINDS.sub("", name)
        if (
            len(name) > 3
            and fold(name) not in nations | _CITY_FIRST
            and not any(c.isdigit() or c in "(),/|" for c in name)
        ):
            found[name] = found.get(name, False) or code[:2] in towns[fold(name)]
    return _HEAD + "".join(f"{name}{' | town' if town else ''}\n" for name, town in sorted(found.items()))


def main() -> None:
    """Write the file."""
    FILE.write_text(region_list(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
