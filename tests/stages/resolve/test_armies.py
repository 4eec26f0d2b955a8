"""Names from many armies and languages that must be one, or must not; `a|b` are two names in one document."""

from __future__ import annotations

import pytest

from kgbuild.model import LocalEntity
from kgbuild.stages.resolve import resolve
from tests.factories import make_local_entity

ONE = {
    "Person": [
        ("Etim Bassey", "Emmanuel Etim Bassey"),
        ("O. Idowu", "Sunday O. Idowu"),
        ("OA Azikiwe", "Andrew Azikiwe"),
        ("Tunde Yusufu Bakare", "Tunde Yusuf Bakare"),
        ("Iyad Jabouri", "Ayad Jabouri"),
        ("Maj. Gen. Lucky Irabor", "Lucky Irabor"),
        ("Gotabaya Rajapaksa", "Gotabhaya Rajapaksa"),
        ("Sergey Shoigu", "Sergej Shoigu"),
        ("Khalifa Haftar", "Khalifah Haftar"),
        ("Sadiq al-Mahdi", "Sadek al-Mahdi"),
        ("Mullah Mohammad Yaqoob", "Mullah Muhammad Yaqub"),
        ("Ibrahim Coulibaly", "Ibrahim COULIBALY"),
        ("Ramón Peña", "Ramon Pena"),
    ],
    "Unit": [
        ("IRGC", "Islamic Revolutionary Guard Corps"),
        ("Three Division", "3rd Division"),
        ("Kataeb Hezbollah", "Kata'ib Hizballah"),
        ("Nigerian military", "Nigerian Armed Forces"),
        ("Iraqi Armed Forces", "Iraqi military"),
        ("Guards Brigade of Nigeria", "Nigerian Brigade of Guards"),
        ("Marines", "U.S. Marines"),
        ("Counter-ISIL Coalition", "Global Coalition against Daesh"),
        ("2 Para Brigade of India", "Indian 2nd Para Brigade"),
        ("41st Motorised Brigade of Russia", "Russian 41 Motorized Bde"),
        ("Kenya Defence Forces", "Kenyan Defense Forces"),
        ("Armed Forces of the Philippines", "Philippine Armed Forces"),
        ("Royal Thai Army", "royal Thai army"),
        ("5 Scottish Rifles Battalion", "5th Scottish Rifles Bn"),
        ("Golani Brigade", "GOLANI BRIGADE"),
        ("Liwa al-Quds", "Liwaa al-Quds"),
        ("Harakat Hezbollah al-Nujaba", "Harakat Hizballah al-Nujaba"),
        ("Syrian Arab Army", "SYRIAN ARAB ARMY"),
        ("Forces Armées Maliennes|FAMa", "Forces Armees Maliennes"),
        ("Ejército del Perú", "Ejercito del Peru"),
        ("Twenty-Fifth Infantry Division", "25 Infantry Div"),
        ("1st Corps of Pakistan", "I Corps of Pakistan"),
    ],
    "Organisation": [
        ("Federal Government of Nigeria", "Nigerian Government"),
        ("Department of Defense", "U.S. Defense Department"),
        ("Department of the Treasury", "U.S. Treasury Department"),
        ("Ministry of the Interior of Mali", "Malian Interior Ministry"),
        ("Syrian regime", "Syrian Government"),
        ("French Senate", "Senate of France"),
        ("African Union", "AU"),
    ],
    "Place": [
        ("Borno", "Borno State"),
        ("Helmand Province", "Helmand"),
        ("Nineveh Governorate", "Nineveh"),
        ("South East Zone", "South-East"),
        ("Bama Local Government", "Bama Local Government Area"),
        ("Washington", "Washington, D.C."),
        ("Hawija", "Al Huwayjah"),
        ("Swaziland", "Eswatini"),
        ("Kordofan", "Kurdufan"),
        ("Bogotá", "Bogota"),
    ],
}  # fmt: skip
TWO = {
    "Person": [
        ("Sani Hadi Usman", "Sani Kukasheka Usman"),
        ("IOS Nwosu", "Onyema Nwosu"),
        ("S. Danjuma", "Ola Sa'ad Danjuma"),
        ("Martin Vogel", "Martina Vogel"),
        ("Mohammed Ibrahim", "Mohammed Ibrahim"),
        ("John Smith", "John Smith"),
        ("Hassan Rouhani", "Hussein Rouhani"),
        ("Kim Jong-il", "Kim Jong-un"),
        ("Ivan Petrov", "Igor Petrov"),
        ("José Antonio Paz", "José Luis Paz"),
        ("Ismail Enver", "Ismail Enver Jr."),
    ],
    "Unit": [
        ("Nigerian Army", "Nigerian Air Force"),
        ("Nigerian Army", "Nigerian Armed Forces"),
        ("3 Division", "3 Division Garrison"),
        ("2 Battalion", "2 Brigade"),
        ("27 Task Force Brigade", "28 Task Force Brigade"),
        ("Syrian Arab Army", "Free Syrian Army"),
        ("Syrian Democratic Forces", "Iraqi Security Forces"),
        ("Liwa al-Quds", "Liwa al-Baqir"),
        ("Lagos State Police Command", "Enugu State Police Command"),
        ("Global Coalition", "Syrian National Coalition"),
        ("Global Coalition", "Coalition"),
        ("Royal Marines", "Marines"),
        ("Indian Navy", "Royal Navy"),
        ("1st Guards Tank Army", "2nd Guards Tank Army"),
        ("HMS Daring", "HMS Ocean"),
        ("15 Corps", "16 Corps"),
        ("Gurkha Rifles", "Garhwal Rifles"),
        ("Al-Qaeda in Iraq", "Al-Qaeda in the Islamic Maghreb"),
        ("Joint Task Force", "Civilian Joint Task Force"),
        ("Kachin Independence Army", "Kokang Independence Army"),
        ("Niger Armed Forces", "Nigerian Armed Forces"),
        ("Northern Fleet", "Baltic Fleet"),
    ],
    "Organisation": [
        ("The Nation", "The Nation"),
        ("Department of State", "Department of State Services"),
        ("Saturday Vanguard", "Vanguard"),
        ("Federal Government", "State Government"),
        ("Kurdistan Regional Government", "Iraqi Government"),
    ],
    "Place": [
        ("Niger", "Niger State"),
        ("Kano", "Kano State"),
        ("Kirkuk", "Kirkuk Province"),
        ("Mosul", "Mosul district"),
        ("Bama", "Bama Local Government Area"),
        ("Government House", "Government House"),
        ("Niger Delta", "Delta State"),
        ("Abuja", "Federal Capital Territory"),
        ("Gulf of Oman", "Gulf of Aden"),
        ("Guinea", "Guinea-Bissau"),
        ("Central Asia", "South and Central Asia"),
    ],
}  # fmt: skip


def entity(label: str, names: str, document: str, *, number: int = 1) -> LocalEntity:
    return make_local_entity(names.split("|"), label=label, document=document, entity=f"e{number}")


def cases(table: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(label, *pair) for label, pairs in table.items() for pair in pairs]


def count(label: str, *names: str) -> int:
    entities = [entity(label, text, f"d{place}") for place, text in enumerate(names)]
    return len(resolve(entities, known={}).entities)


@pytest.mark.parametrize(("label", "left", "right"), cases(ONE))
def test_these_are_one(label: str, left: str, right: str):
    assert count(label, left, right) == 1


@pytest.mark.parametrize(("label", "left", "right"), cases(TWO))
def test_these_are_two(label: str, left: str, right: str):
    assert count(label, left, right) == 2


def report(document: str, *names: tuple[str, str]) -> list[LocalEntity]:
    return [entity(label, text, document, number=number) for number, (label, text) in enumerate(names, 1)]


def test_the_army_is_that_of_the_nation_whose_bodies_the_report_names():
    nigerian = report("a", ("Unit", "Army"), ("Unit", "Nigerian Navy"), ("Organisation", "Nigerian Senate"))
    nigerian += report("b", ("Unit", "Nigerian Army"))
    american = report("c", ("Unit", "Army"), ("Organisation", "Defense Department"), ("Place", "Syria"))
    american += report("d", ("Unit", "US Army"), ("Unit", "Nigerian Army"))
    of = resolve([*nigerian, *american], known={}).entity_of
    assert of["c", "e1"] == of["d", "e1"]
    assert of["b", "e1"] == of["d", "e2"] != of["c", "e1"]


def test_a_coalition_is_the_one_against_whom_the_report_speaks_of():
    entities = report("a", ("Unit", "Coalition"), ("Unit", "Daesh")) + report("b", ("Unit", "Coalition"))
    entities += report("c", ("Unit", "Global Coalition against ISIL"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] == of["c", "e1"] != of["b", "e1"]


def test_bearers_of_a_very_common_name_are_one_in_reports_that_have_telling_names_in_common():
    entities = report("a", ("Person", "Mohammed Ibrahim"), ("Unit", "21 Brigade"))
    entities += report("b", ("Person", "Mohammed Ibrahim"), ("Unit", "21st Brigade"))
    entities += report("c", ("Person", "Mohammed Ibrahim"), ("Unit", "22 Brigade"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] == of["b", "e1"] != of["c", "e1"]


def test_a_famous_surname_means_its_famous_bearer_and_no_other():
    entities = report("a", ("Person", "Bashar al-Assad")) + report("b", ("Person", "Bassel al-Assad"))
    entities += report("c", ("Person", "Assad"))
    of = resolve(entities, known={}).entity_of
    assert of["a", "e1"] == of["c", "e1"]
    assert count("Person", "Bassel al-Assad", "Assad") == 2


def test_the_fullest_name_speaks_for_an_entity_whatever_comes_first():
    assert count("Unit", "army|Chadian Army", "Chadian Army") == 1
    assert count("Place", "Reed|Reed State", "Reed State") == 1


@pytest.mark.parametrize(
    ("label", "name", "attributes"),
    [
        ("Unit", "3rd Armoured Division", {"number": "3", "echelon": "division", "branch": "armored"}),
        ("Unit", "Three Division", {"number": "3", "echelon": "division"}),
        ("Unit", "Chadian Air Force", {"branch": "air", "country": "td"}),
        ("Unit", "Nigerian Army", {"echelon": "army", "branch": "army", "country": "ng"}),
        ("Unit", "Reed Foxes", None),
        ("Person", "Ana Ruiz", None),
    ],
)
def test_attributes_are_read_from_the_name(label: str, name: str, attributes: dict[str, str] | None):
    found = resolve([entity(label, name, "a")], known={}).attributes
    assert list(found.values()) == ([attributes] if attributes else [])
