"""Places are found where the evidence is enough, kept open where it is not, and never put where they cannot be."""

from __future__ import annotations

import random

import pytest

from kgbuild.stages.resolve.atlas import cities, countries, regions
from kgbuild.stages.resolve.places import locate


def where(*names: str, beside: str = "", nations: str = "", within: str = "") -> dict[str, str]:
    """What `locate` tells of the place with these names, in a document that names the places `beside` it."""
    others = [name.strip() for name in beside.split(";") if name.strip()]
    places = {"asked": names, **{f"other {name}": (name,) for name in others}}
    parents = {}
    if within:
        places["parent"] = (within,)
        parents["asked"] = ["parent"]
    documents = {id: ["report"] for id in places if id != "parent"}
    found = locate(places, documents=documents, nations={"report": nations.split()}, parents=parents)
    return found.get("asked", {})


# A name, the other places of the report, and the country with the degrees where it lies.
CITIES = [
    ("Tripoli", "Libya; Benghazi; Misrata", "ly", 32.9, 13.2),
    ("Tripoli", "Lebanon; Beirut; Sidon", "lb", 34.4, 35.8),
    ("Mosul", "Iraq; United States", "iq", 36.3, 43.1),
    ("Mosul", "", "iq", 36.3, 43.1),
    ("Mossoul", "Irak; Iraq", "iq", 36.3, 43.1),
    ("Bama", "Nigeria; Maiduguri", "ng", 11.5, 13.7),
    ("Bama", "Burkina Faso; Bobo-Dioulasso", "bf", 12.0, -4.4),
    ("Bama, Borno State", "", "ng", 11.5, 13.7),
    ("Bama, Nigeria", "", "ng", 11.5, 13.7),
    ("Hyderabad", "India; Chennai; Secunderabad", "in", 17.4, 78.5),
    ("Hyderabad", "Pakistan; Karachi; Sindh", "pk", 25.4, 68.4),
    ("Hyderabad, Sindh", "", "pk", 25.4, 68.4),
    ("Birmingham", "England; Coventry; United Kingdom", "gb", 52.5, -1.9),
    ("Birmingham", "Alabama; Montgomery; United States", "us", 33.5, -86.8),
    ("Birmingham, Alabama", "", "us", 33.5, -86.8),
    ("Birmingham, Ala.", "United Kingdom", "us", 33.5, -86.8),
    ("San José", "Costa Rica; Nicaragua; Puntarenas", "cr", 9.9, -84.1),
    ("San Jose, California", "", "us", 37.3, -121.9),
    ("Aden", "Yemen; Sanaa", "ye", 12.8, 45.0),
    ("Aden", "Saudi Arabia; Riyadh", "ye", 12.8, 45.0),
    ("Santiago", "Chile; Valparaiso", "cl", -33.5, -70.7),
    ("Victoria", "Canada; British Columbia; Vancouver", "ca", 48.4, -123.4),
    ("Cairo", "Egypt", "eg", 30.1, 31.2),
    ("Cairo", "Sudan; Khartoum", "eg", 30.1, 31.2),
    ("Cairo, Georgia", "United States", "us", 30.9, -84.2),
    ("Paris", "France; Lyon", "fr", 48.9, 2.3),
    ("Paris", "Iraq; Syria; Germany", "fr", 48.9, 2.3),
    ("Paris, Texas", "France", "us", 33.7, -95.6),
    ("London", "United Kingdom; Kenya", "gb", 51.5, -0.1),
    ("London", "", "gb", 51.5, -0.1),
    ("London, Ontario", "United Kingdom", "ca", 43.0, -81.2),
    ("Washington, D.C.", "", "us", 38.9, -77.0),
    ("Washington", "United States; Iraq; Baghdad", "us", 38.9, -77.0),
    ("Damascus", "Syria; Homs", "sy", 33.5, 36.3),
    ("Aleppo", "Syria; Russia", "sy", 36.2, 37.2),
    ("Homs", "Syria", "sy", 34.7, 36.7),
    ("Raqqa", "Syria", "sy", 35.9, 39.0),
    ("Ar Raqqah", "Syria", "sy", 35.9, 39.0),
    ("Deir ez-Zor", "Syria", "sy", 35.3, 40.1),
    ("Kirkuk", "Iraq", "iq", 35.5, 44.4),
    ("Fallujah", "Iraq; United States", "iq", 33.3, 43.8),
    ("Tikrit", "Iraq", "iq", 34.6, 43.7),
    ("Baghdad", "", "iq", 33.3, 44.4),
    ("Kabul", "United States; NATO", "af", 34.5, 69.2),
    ("Kandahar", "Afghanistan", "af", 31.6, 65.7),
    ("Herat", "Afghanistan; Iran", "af", 34.3, 62.2),
    ("Peshawar", "Pakistan", "pk", 34.0, 71.6),
    ("Quetta", "Pakistan; Balochistan", "pk", 30.2, 67.0),
    ("Maiduguri", "Nigeria", "ng", 11.8, 13.2),
    ("Jos", "Nigeria; Plateau State", "ng", 9.9, 8.9),
    ("Konduga", "Nigeria; Borno State", "ng", 11.7, 13.4),
    ("Enugu", "Nigeria", "ng", 6.4, 7.5),
    ("Gao", "Mali; Timbuktu", "ml", 16.3, 0.0),
    ("Kidal", "Mali", "ml", 18.4, 1.4),
    ("Goma", "Democratic Republic of the Congo", "cd", -1.7, 29.2),
    ("Bukavu", "Rwanda; DR Congo", "cd", -2.5, 28.9),
    ("Bangui", "Central African Republic", "cf", 4.4, 18.6),
    ("Juba", "South Sudan", "ss", 4.9, 31.6),
    ("El Fasher", "Sudan", "sd", 13.6, 25.3),
    ("Mogadishu", "Somalia", "so", 2.0, 45.3),
    ("Kismayo", "Somalia; Kenya", "so", -0.4, 42.5),
    ("Mekelle", "Ethiopia", "et", 13.5, 39.5),
    ("Bogotá", "Colombia", "co", 4.6, -74.1),
    ("Cali", "Colombia; Medellín", "co", 3.4, -76.5),
    ("Caracas", "Venezuela", "ve", 10.5, -66.9),
    ("Ciudad Juárez", "Mexico", "mx", 31.7, -106.5),
    ("Mexico City", "Mexico", "mx", 19.4, -99.1),
    ("Marawi", "Philippines; Mindanao", "ph", 8.0, 124.3),
    ("Zamboanga City", "Philippines", "ph", 6.9, 122.1),
    ("Yangon", "Myanmar", "mm", 16.8, 96.2),
    ("Dhaka", "Bangladesh", "bd", 23.7, 90.4),
    ("Colombo", "Sri Lanka", "lk", 6.9, 79.8),
    ("Jaffna", "Sri Lanka", "lk", 9.7, 80.0),
    ("Mariupol", "Ukraine; Russia", "ua", 47.1, 37.5),
    ("Kharkiv", "Ukraine", "ua", 50.0, 36.2),
    ("Moscow", "Ukraine", "ru", 55.8, 37.6),
    ("Leningrad", "Russia", "ru", 59.9, 30.3),
    ("Bombay", "India", "in", 19.1, 72.9),
    ("New Delhi", "India", "in", 28.6, 77.2),
    ("Geneva", "Syria; United Nations", "ch", 46.2, 6.1),
    ("Grozny", "Russia; Chechnya", "ru", 43.3, 45.7),
    ("Diffa", "Niger; Nigeria", "ne", 13.3, 12.6),
    ("N'Djamena", "Chad", "td", 12.1, 15.0),
    ("Benin City", "Nigeria", "ng", 6.3, 5.6),
    ("Kuwait City", "Kuwait", "kw", 29.4, 48.0),
]


@pytest.mark.parametrize(("name", "beside", "country", "lat", "lon"), CITIES, ids=lambda value: str(value))
def test_a_city_is_found_by_its_name_and_what_stands_beside(
    name: str, beside: str, country: str, lat: float, lon: float
) -> None:
    found = where(name, beside=beside)
    assert found.get("country") == country and found["geonames"].isdecimal(), found
    assert abs(float(found["lat"]) - lat) < 0.3 and abs(float(found["lon"]) - lon) < 0.3
    assert "candidates" not in found


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("Tripoli", "Libya; Lebanon"),
        ("Hyderabad", ""),
        ("Hyderabad", "India; Pakistan"),
        ("Birmingham", ""),
        ("Victoria", ""),
        ("San José", "Argentina; Peru"),
        ("Cambridge", "United Kingdom; United States"),
        ("Springfield", "United States"),
        ("Santiago", "Philippines; Manila; Luzon; Quezon City; Davao"),
        ("London", "Canada; Vancouver; Calgary"),
        ("Congo", "United Nations"),
        ("Georgia", "United States"),
    ],
)
def test_what_may_be_two_places_stays_open(name: str, beside: str) -> None:
    found = where(name, beside=beside)
    assert len(set(found["candidates"].split(";"))) > 1
    assert not {"geonames", "lat", "lon"} & found.keys()


def test_candidates_in_one_country_tell_the_country() -> None:
    assert where("Springfield", beside="United States")["country"] == "us"
    assert "country" not in where("Tripoli", beside="Libya; Lebanon")


@pytest.mark.parametrize(
    ("name", "beside", "country"),
    [
        ("Borno State", "", "ng"),
        ("Borno", "Nigeria", "ng"),
        ("Niger State", "", "ng"),
        ("Kano State", "Nigeria", "ng"),
        ("Al Anbar", "Iraq", "iq"),
        ("Diyala Province", "Iraq", "iq"),
        ("Northern Ireland", "", "gb"),
        ("Northern Iraq", "", "iq"),
        ("East Mosul", "Iraq", "iq"),
        ("Dikwa Local Government Area", "Nigeria; Borno", "ng"),
        ("Edo", "Nigeria; Lagos", "ng"),
        ("Queensland", "Australia", "au"),
    ],
)
def test_of_regions_and_parts_only_the_country_is_known(name: str, beside: str, country: str) -> None:
    assert where(name, beside=beside) == {"country": country}


@pytest.mark.parametrize(
    ("name", "id", "country"),
    [
        ("Nigeria", "2328926", "ng"),
        ("U.S.", "6252001", "us"),
        ("Burma", "1327865", "mm"),
        ("Palestine", "6254930", "ps"),
    ],
)
def test_a_country_has_an_id_and_no_coordinates(name: str, id: str, country: str) -> None:
    assert where(name) == {"geonames": id, "country": country}


def test_georgia_is_a_country_or_a_state() -> None:
    assert where("Georgia")["country"] == "ge"
    assert where("Georgia", beside="Tbilisi; Russia")["country"] == "ge"
    assert where("Georgia", beside="Atlanta; Alabama; Florida; United States") == {
        "geonames": "4197000",
        "country": "us",
    }


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("Middle East", "Iraq"),
        ("North East", "Nigeria"),
        ("Union", "United States"),
        ("White House", "United States"),
        ("Yugoslavia", "Serbia"),
        ("Tigris River", "Iraq"),
        ("Mount Sinjar", "Iraq"),
        ("Sambisa Forest", "Nigeria"),
        ("Ikwerre Barracks", "Nigeria"),
        ("Bosso", "France; Paris"),  # a small town in Niger; the report is about elsewhere
        ("Mosul, Nigeria", "Iraq"),
        ("Xyzzyville", "Iraq"),
        ("", ""),
        (",", ""),
    ],
)
def test_better_nowhere_than_wrong(name: str, beside: str) -> None:
    assert where(name, beside=beside) == {}


def test_the_bodies_of_a_country_speak_for_it() -> None:
    assert where("Bama").get("country") is None
    assert where("Bama", nations="ng")["country"] == "ng"
    assert where("Bama", nations="NG") == where("Bama", nations="ng")
    assert where("Victoria", beside="Seychelles", nations="sc")["country"] == "sc"


def test_what_contains_a_place_decides() -> None:
    assert where("Tripoli", beside="Libya; Benghazi", within="Lebanon")["country"] == "lb"
    assert where("Birmingham", within="Alabama")["country"] == "us"
    assert where("Mosul", within="Nigeria") == {}


def test_a_place_does_not_speak_for_itself() -> None:
    # The one small town of its name, and no word about its country.
    assert where("Bosso") == {}
    assert where("Bosso", beside="Niger")["country"] == "ne"


def test_all_names_count() -> None:
    assert where("Kano", "Kano State", beside="Nigeria") == {"country": "ng"}
    assert where("Hyderabad", "Hyderabad, India")["country"] == "in"
    assert where("NYC", "New York City")["country"] == "us"


def test_documents_that_disagree_leave_it_open() -> None:
    places = {"t": ["Tripoli"], "ly": ["Libya"], "b": ["Benghazi"], "m": ["Misrata"], "lb": ["Lebanon"]}
    places |= {"s": ["Sidon"], "y": ["Beirut"]}
    documents = {
        "t": ["1", "2"],
        **{id: ["1"] for id in ("ly", "b", "m")},
        **{id: ["2"] for id in ("lb", "s", "y")},
    }
    assert len(locate(places, documents=documents)["t"]["candidates"].split(";")) == 2
    documents["t"] = ["1"]
    assert locate(places, documents=documents)["t"]["country"] == "ly"


def test_the_order_of_places_names_and_documents_does_not_matter() -> None:
    choose = random.Random(3)
    names = sorted({name for name, *_ in CITIES})
    places = {f"p{i}": choose.sample(names, 2) for i in range(60)}
    documents = {id: choose.sample("abcdefgh", 3) for id in places}
    expected = locate(places, documents=documents)
    assert any("candidates" in found for found in expected.values())
    for _ in range(5):
        ids = choose.sample(sorted(places), len(places))
        shuffled = {id: choose.sample(places[id], 2) for id in ids}
        assert (
            locate(shuffled, documents={id: choose.sample(documents[id], 3) for id in reversed(ids)}) == expected
        )


def test_the_atlas_reads_what_a_name_may_be() -> None:
    assert [spot.country for spot in countries("Congo")] == ["CD", "CG"]
    assert [spot.region for spot in regions("Punjab Province")] == ["IN.23", "PK.04"]
    assert not countries("us") and not countries("Mosul")
    assert {spot.country for spot in cities("Tripoli")} >= {"LY", "LB"}
    assert not any(spot.loose for spot in cities("Tripoli"))
