"""The command tree: superiors above, those under them below, commanders beside what they command."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kgbuild.model import Edge
from kgbuild.stages.view.looks import TREE_TYPES

__all__ = ["Tree", "plant"]

_LEVEL = 120.0  # pixels from an entity down to those under it
_CELL = 128.0  # width that an entity takes, its name included
_ROW = 62.0  # height of a row of entities that have none under them
_BESIDE = 40.0  # how far above what they command commanders stand
_GAP = 24.0  # between two branches
_FLAT = 3  # so many entities without any under them stand in one row; more are stacked
_HELD = ("asserted", "past", "possible", "planned")  # the more certain first; what is denied makes no tree


@dataclass(slots=True)
class _Branch:
    """An entity with all under it: its size, and where its parts stand, from its upper left corner."""

    width: float
    height: float
    places: dict[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """Where the entities of a command tree stand, in pixels around the origin, and the edges that hold it."""

    places: dict[int, tuple[int, int]]
    trunk: tuple[int, ...]


def plant(edges: Sequence[Edge], ends: Sequence[tuple[int, int]], ranks: Sequence[int]) -> Tree:
    """Give every entity in a chain of command a place: each under its best attested superior.

    Args:
        edges: of any type; those of `TREE_TYPES` that are not denied make the tree.
        ends: the subject and the object of each edge.
        ranks: of each entity, 0 the most important; the more important of two branches stands to the left.

    Returns:
        The tree; entities that no such edge touches have no place in it.
    """
    superiors, commanders, trunk = _superiors(edges, ends)
    under: defaultdict[int, list[int]] = defaultdict(list)
    for entity, superior in superiors.items():
        under[superior].append(entity)
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for person, commanded in commanders.items():
        beside[commanded].append(person)
    for listed in (*under.values(), *beside.values()):
        listed.sort(key=lambda at: ranks[at])
    planted = set(superiors) | set(under) | set(commanders) | set(beside)
    roots = sorted(planted - set(superiors) - set(commanders), key=lambda at: ranks[at])
    branches = [_grow(root, under, beside) for root in roots]
    return Tree(_in_rows(branches), trunk)


def _superiors(
    edges: Sequence[Edge], ends: Sequence[tuple[int, int]]
) -> tuple[dict[int, int], dict[int, int], tuple[int, ...]]:
    """The superior of each entity, the body that each commander stands beside, and the edges that say so."""
    superiors: dict[int, int] = {}
    commanders: dict[int, int] = {}
    said_by: dict[int, int] = {}
    beside_by: dict[int, int] = {}
    for at in sorted(range(len(edges)), key=lambda at: _attested(edges[at])):
        edge, (subject, object) = edges[at], ends[at]
        if edge.modality not in _HELD or subject == object or edge.type not in TREE_TYPES:
            continue
        if not TREE_TYPES[edge.type]:
            if subject not in commanders:
                commanders[subject], beside_by[subject] = object, at
        elif subject not in superiors and not _is_above(subject, object, superiors):
            superiors[subject], said_by[subject] = object, at
    # One who stands in the chain himself, or whom another commands, stands there only.
    inside = set(superiors) | set(superiors.values())
    outside = {one: other for one, other in commanders.items() if one not in inside}
    beside = {one: other for one, other in outside.items() if other not in outside}
    trunk = sorted([*said_by.values(), *(beside_by[one] for one in beside)])
    return superiors, beside, tuple(trunk)


def _attested(edge: Edge) -> tuple[int, int, float, str, str, str]:
    order = _HELD.index(edge.modality) if edge.modality in _HELD else len(_HELD)
    return order, -len(edge.documents), -edge.confidence, edge.type, edge.subject, edge.object


def _is_above(entity: int, other: int, superiors: dict[int, int]) -> bool:
    above: int | None = other
    while above is not None:
        if above == entity:
            return True
        above = superiors.get(above)
    return False


def _grow(root: int, under: dict[int, list[int]], beside: dict[int, list[int]]) -> _Branch:
    """The branch of a root; not recursive, since chains may be long."""
    order = [root]
    for entity in order:
        order.extend(under.get(entity, ()))
    grown: dict[int, _Branch] = {}
    for entity in reversed(order):
        below = under.get(entity, [])
        bare = [one for one in below if one not in under]
        stacked = bare if len(bare) > _FLAT else []
        parts = [grown.pop(one) for one in below if one not in stacked]
        if stacked:
            parts.append(_stack(stacked, [grown.pop(one) for one in stacked]))
        grown[entity] = _joined(entity, parts, beside.get(entity, []))
    return grown[root]


def _stack(entities: Sequence[int], branches: Sequence[_Branch]) -> _Branch:
    """Entities that have none under them, in rows, so that a command with forty companies stays in sight."""
    columns = max(_FLAT, math.ceil(math.sqrt(len(entities) / 1.6)))
    cell = max(branch.width for branch in branches)
    height, places = 0.0, {}
    for begin in range(0, len(entities), columns):
        row = branches[begin : begin + columns]
        tallest = max(one.height for one in row)
        for column, branch in enumerate(row):
            for at, (x, y) in branch.places.items():
                places[at] = (x + column * cell + (cell - branch.width) / 2, y + height + tallest - branch.height)
        height += tallest
    return _Branch(min(columns, len(entities)) * cell, height, places)


def _joined(entity: int, parts: Sequence[_Branch], beside: Sequence[int]) -> _Branch:
    """An entity above its branches, with its commanders in rows above it and to the right."""
    across = sum(part.width for part in parts) + _GAP * max(len(parts) - 1, 0)
    columns = math.ceil(math.sqrt(len(beside) / 1.5))
    above = _BESIDE * math.ceil(len(beside) / columns) if beside else 0.0
    # As much room on both sides, so that the entity stays in the middle.
    width = max(across, _CELL * (1 + 2 * columns) if beside else _CELL)
    middle = width / 2
    places = {entity: (middle, above + _ROW / 2)}
    for number, person in enumerate(beside):
        row, column = divmod(number, columns)
        places[person] = (middle + _CELL * (column + 0.55), above + _ROW / 2 - _BESIDE * (row + 1))
    x, y = (width - across) / 2, above + _LEVEL
    for part in parts:
        for at, (inner_x, inner_y) in part.places.items():
            places[at] = (x + inner_x, y + inner_y)
        x += part.width + _GAP
    below = max((part.height for part in parts), default=0.0)
    return _Branch(width, y + below if parts else above + _ROW, places)


def _in_rows(branches: Sequence[_Branch]) -> dict[int, tuple[int, int]]:
    """The branches beside each other, in as many rows as make the picture a little wider than high."""
    if not branches:
        return {}
    # The deepest first, so that a row's branches are about as high.
    order = sorted(range(len(branches)), key=lambda at: (-round(branches[at].height), at))
    area = sum((one.width + 2 * _GAP) * (one.height + 2 * _GAP) for one in branches)
    widest = max(max(one.width for one in branches), math.sqrt(area * 1.6))
    x = y = deepest = 0.0
    places: dict[int, tuple[float, float]] = {}
    for at in order:
        branch = branches[at]
        if x and x + branch.width > widest:
            x, y, deepest = 0.0, y + deepest + 2 * _GAP, 0.0
        places |= {one: (x + inner_x, y + inner_y) for one, (inner_x, inner_y) in branch.places.items()}
        x += branch.width + 2 * _GAP
        deepest = max(deepest, branch.height)
    across = [place[0] for place in places.values()]
    down = [place[1] for place in places.values()]
    middle = (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
    return {at: (round(x - middle[0]), round(y - middle[1])) for at, (x, y) in sorted(places.items())}
