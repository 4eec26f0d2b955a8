"""Whether a town or the state of its name is meant."""

from __future__ import annotations

import pytest

from kgbuild.areas import areas_meant, is_region, known_region, may_be_area


def meant(text: str, *names: str) -> list[str]:
    """What each of the names means, as they follow one another in `text`."""
    spans, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        spans.append((start, at))
    return areas_meant(text, spans)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("suspects in Lagos and Ogun States", ("Lagos", "Ogun States"), ["state", ""]),
        ("suspects in Lagos and Ogun States", ("Lagos", "Ogun"), ["state", ""]),
        ("covers Kaduna, Kebbi and Zamfara", ("Kaduna", "Kebbi", "Zamfara"), ["state", "", ""]),
        ("Benue, Enugu killings", ("Benue", "Enugu"), ["", "state"]),
        ("in Ghazni and Helmand provinces", ("Ghazni", "Helmand"), ["province", ""]),
        ("in Kano, Benue State and Katsina", ("Kano", "Benue State", "Katsina"), ["state", "", "state"]),
        # Nothing tells.
        ("in Kano and Kaduna", ("Kano", "Kaduna"), ["", ""]),
        # A town and where it lies.
        ("in Kaduna, Kebbi", ("Kaduna", "Kebbi"), ["", ""]),
        # Maiduguri is no state, so this is a list of towns and states.
        ("Maiduguri, Kano and Yobe", ("Maiduguri", "Kano", "Yobe"), ["", "", ""]),
        # No list.
        ("from Kano he went to Benue and from there", ("Kano", "Benue"), ["", ""]),
    ],
)
def test_lists_tell(text: str, names: tuple[str, ...], expected: list[str]):
    assert meant(text, *names) == expected


def test_what_one_list_means_another_means_too():
    text = "Katsina/Kano States were quiet. Of ten camps six lay in Katsina and Kano. He spoke in Kano."
    names = ("Katsina", "Kano States", "Katsina", "Kano", "Kano")
    assert meant(text, *names) == ["state", "", "state", "", ""]


def test_regions_and_the_towns_that_gave_them_their_names():
    assert may_be_area("Kaduna")
    assert not may_be_area("Kebbi")
    assert is_region("Kebbi")
    assert is_region("Niger States")
    assert not is_region("Maiduguri")
    assert not is_region("New York")  # what reports call so is the city
    assert known_region("Kebbi State") == known_region("Kebbi") == "kebbi"
    assert known_region("Maiduguri") == ""
