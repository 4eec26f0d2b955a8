from __future__ import annotations

from kgbuild.assets.gazetteers.make_regions import FILE, region_list


def test_the_list_is_what_the_places_give():
    assert FILE.read_text(encoding="utf-8") == region_list()


def test_it_tells_which_regions_share_their_names_with_towns():
    lines = region_list().splitlines()
    assert "Kaduna | town" in lines
    assert "Kebbi" in lines
    assert not any(line.startswith(("France", "New York", "Washington")) for line in lines)
