"""Names as `resolve` sees them: how it reads one, and how far it holds two for alike."""

from __future__ import annotations

from kgbuild.stages.resolve.compare import VETOES, Score, likeness
from kgbuild.stages.resolve.name import Name
from kgbuild.stages.resolve.profiles import read_group

__all__ = ["Name", "compare_names", "read_name"]


def read_name(label: str, text: str) -> Name:
    """A name of an entity, read as `resolve` reads it."""
    _, (name,) = read_group(label, (text,))
    return name


def compare_names(left: Name, right: Name) -> tuple[Score, list[Score]]:
    """How far two names are alike in the eyes of `resolve`, and all that keeps them apart, with the reasons."""
    return likeness(left, right), [against for rule in VETOES if (against := rule(left, right))]
