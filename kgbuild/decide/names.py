"""Names as `resolve` sees them: how it reads one, and how far it holds two for alike."""

from __future__ import annotations

from functools import lru_cache

from kgbuild.stages.resolve.bodies import read_body
from kgbuild.stages.resolve.compare import VETOES, Score, likeness
from kgbuild.stages.resolve.name import PERSON, Name, family
from kgbuild.stages.resolve.people import read_person

__all__ = ["Name", "compare_names", "read_name"]


@lru_cache(maxsize=1 << 16)
def read_name(label: str, text: str) -> Name:
    """A name of an entity, read as `resolve` reads it."""
    return read_person(text) if family(label) == PERSON else read_body(text, family=family(label))


def compare_names(left: Name, right: Name) -> tuple[Score, list[Score]]:
    """How far two names are alike in the eyes of `resolve`, and all that keeps them apart, with the reasons."""
    return likeness(left, right), [against for rule in VETOES if (against := rule(left, right))]
