"""Lists of names that hold for every report: other names of countries and of well-known bodies."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kgbuild.assets import ASSETS

__all__ = ["is_country", "is_demonym", "usual_name"]

_FILE_OF = {"Place": "countries.txt", "Organisation": "bodies.txt", "Unit": "bodies.txt"}


def usual_name(name: str, label: str) -> str | None:
    """The usual name of the country or body that `name` names, if it is one that goes by several names."""
    file = _FILE_OF.get(label)
    return _read(file).get(_fold(name)) if file else None


def is_demonym(name: str) -> bool:
    """Whether `name` is the adjective or people's name of a country ("Zambian", "Zambians")."""
    return bool({_fold(name), _fold(name).removesuffix("s")} & _demonyms())


def is_country(name: str) -> bool:
    """Whether `name` names a country."""
    folded = _fold(name)
    return folded in _read("countries.txt") or folded in _read("demonyms.txt").keys() - _demonyms()


@cache
def _demonyms() -> frozenset[str]:
    named = _read("demonyms.txt")
    return frozenset(named.keys() - {_fold(usual) for usual in named.values()})


@cache
def _read(file: str) -> dict[str, str]:
    usual_of: dict[str, str] = {}
    for line in (ASSETS / "gazetteers" / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names = [name.strip() for name in line.split("|")]
            usual_of |= {_fold(name): names[0] for name in names}
    return usual_of


def _fold(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"^the ", "", re.sub(r"[.'’]", "", plain).replace("-", " ").strip())
