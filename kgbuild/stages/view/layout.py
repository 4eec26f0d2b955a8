"""Where the entities stand: computed once, so that the page opens at rest and always looks the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "place"]

Points: TypeAlias = NDArray[np.float64]

_EDGE = 150.0  # pixels: three edges of four are at least so long, to have room for the name of the relation
_LANDSCAPE = 1.2  # screens and labels are wider than high
_HUB = 0.4  # how much longer the edges of an entity with many neighbours are: 0, not at all; 0.5, a lot
_GAP = 48.0  # pixels between two parts of the graph that no edge joins
_COLUMN = 12.0  # pixels: how finely the parts are fitted into each other
_ROUNDS = 100  # more change little that one could see
_STILL = 1e-4  # of the whole width
_TINY = 1e-6
_PATIENCE = 20  # rounds of pushing boxes apart, before the whole picture begins to grow
_GROWTH = 1.02  # a round
_MOST_PUSHES = 500  # by then it would have grown many thousandfold: never seen


@dataclass(frozen=True, slots=True)
class Box:
    """The room that one entity needs on the page, its label included, in pixels."""

    width: float
    height: float


def place(boxes: Sequence[Box], links: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give every box a place such that linked ones are near each other and none overlap.

    Args:
        boxes: one for each entity.
        links: pairs of indexes of boxes; order and repetition do not matter.

    Returns:
        The centre of each box, in pixels, around the origin. Nothing is random: equal input, equal places.
    """
    if not boxes:
        return []
    sizes = np.array([(box.width, box.height) for box in boxes])
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from(sorted((min(pair), max(pair)) for pair in links if pair[0] != pair[1]))
    parts = [sorted(part) for part in nx.connected_components(graph)]
    centres = [_spread(_arrange(graph, part), sizes[part]) for part in parts]
    return _pack(parts, centres, sizes)


def _arrange(graph: nx.Graph[int], part: list[int]) -> Points:
    """Draw one connected part so that distances on the page resemble distances in the graph."""
    if len(part) == 1:
        return np.zeros((1, 2))
    inner: nx.Graph[int] = nx.Graph()
    inner.add_nodes_from(part)
    for one, other in sorted(graph.subgraph(part).edges):
        # An edge is the longer, the fewer neighbours its ends share: hubs get the room their many edges need.
        unshared = len(set(graph[one]) ^ set(graph[other]))
        inner.add_edge(one, other, length=round(unshared**_HUB, 6))
    distances = nx.floyd_warshall_numpy(inner, part, weight="length")
    points = _rounded(_laid(_settle(_radial(inner, part, distances), distances)))
    links = np.array([(part.index(one), part.index(other)) for one, other in inner.edges])
    edges = np.hypot(*(points[links[:, 0]] - points[links[:, 1]]).T)
    scale = _EDGE / float(np.quantile(edges, 0.25))
    return points * (scale * _LANDSCAPE, scale)


def _laid(points: Points) -> Points:
    """Turn the points so that they reach further to the sides than up and down."""
    x, y = (points - points.mean(axis=0)).T
    angle = np.arctan2(2 * (x @ y), x @ x - y @ y) / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    laid: Points = points @ turn
    return laid


def _radial(graph: nx.Graph[int], part: list[int], distances: Points) -> Points:
    """The start: the most central entity in the middle, around it each branch in its own sector."""
    index = {entity: at for at, entity in enumerate(part)}
    root = part[int(distances.max(axis=1).argmin())]
    parents = {child: parent for parent, child in nx.bfs_edges(graph, root)}
    leaves = dict.fromkeys([root, *parents], 0)
    for entity in reversed(leaves):
        leaves[entity] = max(leaves[entity], 1)
        if entity in parents:
            leaves[parents[entity]] += leaves[entity]
    begins = {root: 0.0}
    points = np.zeros((len(part), 2))
    for entity, parent in parents.items():
        begin = begins[parent]
        begins[parent] += leaves[entity]
        begins[entity] = begin
        angle = 2 * np.pi * (begin + leaves[entity] / 2) / leaves[root]
        radius = distances[index[root], index[entity]]
        points[index[entity]] = radius * np.cos(angle), radius * np.sin(angle)
    return _rounded(points)


def _settle(points: Points, distances: Points) -> Points:
    """Move the points until their distances fit the wanted ones about as well as they can.

    In each round every point goes to the middle of where all others want it, the nearer ones more strongly:
    stress majorisation, its linear system replaced by one step of Jacobi's.
    """
    apart = distances + np.eye(len(points))
    weights = 1 / apart**2 - np.eye(len(points))
    wanted = weights * apart
    total = weights.sum(axis=1)[:, None]
    for _ in range(_ROUNDS):
        ratio = wanted / np.maximum(_lengths(points), _TINY)
        # einsum, since the result of a product in BLAS depends on the number of threads.
        middle = np.einsum("ij,jk->ik", weights - ratio, points) + ratio.sum(axis=1)[:, None] * points
        moved = _rounded(middle / total)
        change = np.abs(moved - points).max() / apart.max()
        points = moved
        if change < _STILL:
            break
    return points


def _rounded(points: Points) -> Points:
    # The last bits differ from processor to processor, and many rounds would make much of them.
    return np.round(points, 6)


def _lengths(points: Points) -> Points:
    x, y = points[:, 0], points[:, 1]
    return np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)


def _spread(points: Points, sizes: Points) -> Points:
    """Push boxes that overlap apart, along the axis on which they need the smaller push."""
    for round_ in range(_MOST_PUSHES):
        push = _push(points, sizes)
        if push is None:
            break
        # Where pushing alone goes in circles, a little more room for everybody ends it.
        points = (points + push) * (_GROWTH if round_ > _PATIENCE else 1)
    return points


def _push(points: Points, sizes: Points) -> Points | None:
    one, other = _overlapping(points, sizes)
    if not len(one):
        return None
    away = points[one] - points[other]
    missing = (sizes[one] + sizes[other]) / 2 - np.abs(away)
    axis = np.where(missing[:, 0] <= missing[:, 1], 0, 1)
    row = np.arange(len(one))
    direction = np.where(away[row, axis] < 0, -1.0, 1.0)
    half = direction * (missing[row, axis] / 2 + 0.5)
    push = np.zeros_like(points)
    np.add.at(push, (one, axis), half)
    np.add.at(push, (other, axis), -half)
    return push


def _overlapping(points: Points, sizes: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    x, y = points[:, 0], points[:, 1]
    width, height = sizes[:, 0], sizes[:, 1]
    beside = np.abs(x[:, None] - x) < (width[:, None] + width) / 2
    beside &= np.abs(y[:, None] - y) < (height[:, None] + height) / 2
    one, other = np.nonzero(np.triu(beside, 1))
    return one, other


def _pack(parts: list[list[int]], centres: list[Points], sizes: Points) -> list[tuple[int, int]]:
    """Set the parts beside and below each other, the largest first, each where it reaches least far down."""
    lows = [(points - sizes[part] / 2).min(axis=0) for part, points in zip(parts, centres, strict=True)]
    highs = [(points + sizes[part] / 2).max(axis=0) for part, points in zip(parts, centres, strict=True)]
    extents = [high - low + _GAP for low, high in zip(lows, highs, strict=True)]
    order = sorted(range(len(parts)), key=lambda at: (-extents[at][0] * extents[at][1], parts[at][0]))
    area = sum(float(extent.prod()) for extent in extents)
    columns = int(max(max(extent[0] for extent in extents), np.sqrt(area * _LANDSCAPE)) / _COLUMN) + 1
    depth = np.zeros(columns)
    placed = np.zeros((len(sizes), 2))
    for at in order:
        wide = int(np.ceil(extents[at][0] / _COLUMN))
        floors = np.lib.stride_tricks.sliding_window_view(depth, min(wide, columns)).max(axis=1)
        column = int(floors.argmin())
        corner = np.array([column * _COLUMN, floors[column]])
        depth[column : column + wide] = floors[column] + extents[at][1]
        placed[parts[at]] = centres[at] - lows[at] + corner
    placed -= (placed.min(axis=0) + placed.max(axis=0)) / 2
    return [(round(x), round(y)) for x, y in placed.tolist()]
