"""What is known about words: countries, ranks, echelons, abbreviations, well-known names; read on first use."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of vocabulary.toml and countries.toml.

    `countries` maps a code to the names of a country, or a union of countries, and the words for what is its
    own; `unions` are the codes of unions with "@"; `usual` gives for a name without a nation the nations
    whose it can be, the one that it is if nothing tells first; `elsewhere` lists names that hold such a word
    and mean something else; `same` lists groups of names of one body each.
    """

    ranks: frozenset[str]
    particles: frozenset[str]
    articles: tuple[str, ...]
    generations: frozenset[str]
    directions: frozenset[str]
    echelons: frozenset[str]
    branches: frozenset[str]
    generic: frozenset[str]
    heads: frozenset[str]
    national: frozenset[str]
    passing: frozenset[str]
    services: frozenset[str]
    purposes: frozenset[str]
    areas: frozenset[str]
    divisions: frozenset[str]
    famous: dict[str, str]
    usual: dict[str, tuple[str, ...]]
    unions: frozenset[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    full: dict[str, str]
    given: dict[str, str]
    surnames: dict[str, str]
    iberian: frozenset[str]
    common: frozenset[str]
    same: tuple[tuple[str, ...], ...]
    countries: dict[str, tuple[str, ...]]
    elsewhere: tuple[str, ...]


@cache
def words() -> Words:
    """The word lists that kgbuild ships."""
    vocabulary, world = _read("vocabulary.toml"), _read("countries.toml")
    return Words(
        ranks=frozenset(vocabulary["ranks"].split()),
        particles=frozenset(vocabulary["particles"].split()),
        articles=tuple(vocabulary["articles"].split()),
        generations=frozenset(vocabulary["generations"].split()),
        directions=frozenset(vocabulary["directions"].split()),
        echelons=frozenset(vocabulary["echelons"].split()),
        branches=frozenset(vocabulary["branches"].split()),
        generic=frozenset(vocabulary["generic"].split()),
        heads=frozenset(vocabulary["heads"].split()),
        national=frozenset(vocabulary["national"].split()),
        passing=frozenset(vocabulary["passing"].split()),
        services=frozenset(vocabulary["services"].split()),
        purposes=frozenset(vocabulary["purposes"].split()),
        divisions=frozenset(vocabulary["divisions"].split()),
        famous=dict(vocabulary["famous"]),
        areas=frozenset(vocabulary["areas"].split()),
        usual={name: tuple(f"@{code}" for code in codes.split()) for name, codes in vocabulary["usual"].items()},
        unions=frozenset(f"@{code}" for code in world["unions"]),
        numbers=_numbers(vocabulary),
        ordinals={
            word: number for number, group in enumerate(vocabulary["ordinals"], 1) for word in group.split()
        },
        full=dict(vocabulary["full"]),
        given=dict(vocabulary["given"]),
        surnames=dict(vocabulary["surnames"]),
        iberian=frozenset(vocabulary["iberian"].split()),
        common=frozenset(vocabulary["common"].split()),
        same=tuple(map(tuple, vocabulary["same"]["names"])),
        countries={code: tuple(names) for code, names in (world["countries"] | world["unions"]).items()},
        elsewhere=tuple(world["elsewhere"]["names"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("kgbuild.stages.resolve").joinpath(name).read_text(encoding="utf-8"))


def _numbers(vocabulary: dict[str, Any]) -> dict[str, int]:
    """English words for 0 to 99, cardinal and ordinal; "twenty-first" as one word without a hyphen."""
    numbers = {}
    for ones in ("units", "unit_ordinals"):
        for one, unit in enumerate(vocabulary[ones].split()):
            numbers[unit] = one
            for ten, word in enumerate(vocabulary["tens"].split(), 2):
                if 0 < one < 10:
                    numbers[word + unit] = 10 * ten + one
    for tens in ("tens", "ten_ordinals"):
        numbers |= {word: 10 * ten for ten, word in enumerate(vocabulary[tens].split(), 2)}
    return numbers
