"""The list of places is the same byte for byte for the same data, and small enough to ship."""

from __future__ import annotations

import gzip
import random

from kgbuild.assets import ASSETS
from kgbuild.assets.gazetteers.make_places import place_list

NEIGHBOURS = {"XA": "XB", "XB": "XA"}


def city(id: int, name: str, *alternates: str, country: str = "XA", population: int = 20_000) -> dict[str, object]:
    return {
        "geonameid": id,
        "name": name,
        "alternatenames": list(alternates),
        "countrycode": country,
        "admin1code": "07",
        "latitude": 12.345678,
        "longitude": -3.2,
        "population": population,
    }


CITIES = [
    city(30, "Tarmina", "TRM", "Tármina", "Taremine", "тармина", "Tarmina 2"),
    city(10, "Oldo", population=4_999),
    city(20, "Village", "Aldea", country="XB", population=5_678),
]
COUNTRIES = [
    {"iso": code, "geonameid": number, "name": f"{code}land ", "neighbours": NEIGHBOURS[code]}
    for number, code in enumerate(("XB", "XA"))
]
REGIONS = [{"country_code": "XA", "latitude": 12.3457, "longitude": -3.2, "state": "Upper Tarm", "city": "T"}]


def test_what_the_file_holds() -> None:
    head, regions, cities = gzip.decompress(place_list(CITIES, COUNTRIES, [], REGIONS)).decode().split("\n\n")
    assert head.split("\n")[1:] == ["XA\t1\tXAland\tXB", "XB\t0\tXBland\tXA"]
    assert "CC BY 4.0" in head.split("\n")[0]
    assert regions.split("\n") == ["XA.07\tUpper Tarm\t", "XB.07\t\t"]
    # The smallest is left out, and of names codes, other scripts and mere accents; small towns have one name.
    assert [line.split("\t") for line in cities.removesuffix("\n").split("\n")] == [
        ["30", "-10"],
        ["Tarmina", "Village"],
        ["Taremine", ""],
        ["XA.07", "XB.07"],
        ["123457", "0"],
        ["-32000", "0"],
        ["20000", "5700"],
        ["3", "1"],
    ]


def test_the_order_of_the_data_does_not_matter() -> None:
    expected = place_list(CITIES, COUNTRIES, [], REGIONS)
    choose = random.Random(1)
    for _ in range(5):
        shuffled = (choose.sample(one, len(one)) for one in (CITIES, COUNTRIES, [], REGIONS))
        assert place_list(*shuffled) == expected


def test_the_file_that_is_shipped() -> None:
    packed = (ASSETS / "gazetteers" / "places.tsv.gz").read_bytes()
    assert len(packed) <= 1_500_000
    assert packed[4:8] == bytes(4)  # no time in it
    _, regions, cities = gzip.decompress(packed).decode().split("\n\n")
    columns = [line.split("\t") for line in cities.removesuffix("\n").split("\n")]
    assert len(columns) == 8
    assert {len(column) for column in columns} == {len(columns[0])}
    assert len(columns[0]) > 60_000
    assert "NG.27\tBorno State\t" in regions.split("\n")
