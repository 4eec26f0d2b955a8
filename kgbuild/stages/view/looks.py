"""How things look: colours of relation types, dashes of modalities, sizes of entities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.model import Edge, Entity
from kgbuild.schema import Label, RelationType, Schema

__all__ = ["DASHES", "TREE_TYPES", "Ink", "bends", "inks", "label_of", "radius", "type_of"]

_UNKNOWN_COLOUR = "#6b7280"
_BEND = 0.28  # how much more each next edge between the same two entities is bent, in lengths of the edge


@dataclass(frozen=True, slots=True)
class Ink:
    """The colour of a relation type, and the family of types whose hue it shares."""

    colour: str
    family: str


# One hue a family, so that a crowded picture stays calm: command blue, service violet, place green, support amber,
# violence red.
_INKS: Mapping[str, Ink] = {
    "OPERATES_UNDER": Ink("#2b5c99", "command"),
    "PART_OF": Ink("#5383b8", "command"),
    "COMMANDS": Ink("#173f73", "command"),
    "MEMBER_OF": Ink("#7a5c9e", "service"),
    "DEPLOYED_TO": Ink("#2f7d5d", "place"),
    "OPERATES_IN": Ink("#5a9a7c", "place"),
    "LOCATED_IN": Ink("#82a894", "place"),
    "BACKED_BY": Ink("#a06a12", "support"),
    "ALLIED_WITH": Ink("#b98a35", "support"),
    "ATTACKED": Ink("#b23a48", "violence"),
    "KILLED": Ink("#7d1d2b", "violence"),
}
_SPARE = ("#4b5866", "#00707a", "#8a4f7d", "#6b6f1d", "#5b5fc7")  # of types that users add

DASHES: Mapping[str, tuple[int, ...]] = {
    "asserted": (),
    "planned": (10, 5),
    "possible": (2, 5),
    "negated": (6, 3, 2, 3),
    "past": (18, 4),
}

TREE_TYPES: Mapping[str, bool] = {"OPERATES_UNDER": True, "PART_OF": True, "COMMANDS": False}
"""The types that a command tree is made of, and whether the superior is the object."""


def label_of(name: str, *, schema: Schema) -> Label:
    """A label by its name, even one that the schema no longer knows."""
    return schema.labels.get(name) or Label(name, _UNKNOWN_COLOUR, "not in the schema")


def type_of(name: str, *, schema: Schema) -> RelationType:
    """A relation type by its name, even one that the schema no longer knows."""
    unknown = RelationType(name, frozenset(), frozenset(), True, "not in the schema")
    return schema.relations.get(name) or unknown


def inks(types: Iterable[str]) -> dict[str, Ink]:
    """The ink of each type, sorted by name; types that users added share a few colours."""
    names = sorted(types)
    own = [name for name in names if name not in _INKS]
    return {name: _INKS.get(name) or Ink(_SPARE[own.index(name) % len(_SPARE)], "other") for name in names}


def radius(importance: int, *, most: int) -> float:
    """The radius of an entity's dot, in pixels at scale 1; `most` is the importance of the most important."""
    share = math.log2(1 + importance) / math.log2(1 + max(most, importance, 1))
    return round(5 + 12 * share**2, 1)


def bends(edges: Iterable[Edge]) -> list[float]:
    """How far each edge leaves the straight line: not at all, unless several join the same two entities.

    Returns:
        For each edge the distance of the arc's control point from the middle, in lengths of the edge, to the left
        of the way from subject to object.
    """
    listed = list(edges)
    between: dict[tuple[str, ...], list[int]] = {}
    for at, edge in enumerate(listed):
        between.setdefault(tuple(sorted((edge.subject, edge.object))), []).append(at)
    result = [0.0] * len(listed)
    for ends, together in between.items():
        for rank, at in enumerate(together):
            bend = round((rank - (len(together) - 1) / 2) * _BEND, 3)
            # Seen from the other end, the same bend goes to the other side.
            result[at] = bend if listed[at].subject == ends[0] else -bend
    return result


def label_width(entity: Entity, *, most: float = 150.0) -> float:
    """About how many pixels an entity's name takes, on a line of at most `most`."""
    return min(6.6 * len(entity.name), most)
