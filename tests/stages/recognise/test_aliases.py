"""Other names that a text gives a body right after its name."""

from __future__ import annotations

import pytest

from kgbuild.stages.recognise.aliases import with_aliases
from tests.stages.recognise.reading import names_after


def named(text: str, *names: tuple[str, str, float]) -> list[tuple[str, str]]:
    """The names of `text` with their aliases."""
    return names_after(with_aliases, text, *names)


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("The Tafari (also written Taf-Ari) fought.", "Taf-Ari"),
        ("The Tafari, also known as Kundi al-Nur, fought.", "Kundi al-Nur"),
        ('The Tafari, nicknamed "Thunder", fought.', "Thunder"),
        ("The Tafari, sometimes called the Kundi or Kund, fought.", "Kundi"),
        ("The Tafari, also known as fierce men, fought.", None),
        ("The Tafari, also known in Gao, fought.", None),
        ("The Tafari also wrote Kundi letters.", None),
        ("The Tafari nicknamed Kundi.", None),
        ("The Tafari also called Kundi.", None),
        ("The Tafari, also called Kundi leader Obi home.", None),
    ],
)
def test_overlooked(text, alias):
    found = named(text, ("Tafari", "Unit", 0.9))
    assert found == [("Tafari", "Unit"), *([(alias, "Unit")] if alias else [])]


def test_two_names_of_one_body_have_one_label():
    names = ("Sultan Obi Brigade", "Unit", 0.7), ("Sultan Obie", "Person", 0.9)
    assert named("The Sultan Obi Brigade (also spelled Sultan Obie) left.", *names)[1] == ("Sultan Obie", "Unit")


def test_a_person_has_no_body_for_an_alias():
    assert named("Ada Obi, also known as Rock, left.", ("Ada Obi", "Person", 0.9)) == [("Ada Obi", "Person")]
