"""Where the entities stand: computed once, so that the page opens at rest and always looks the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "place"]

Points: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int64]

_EDGE = 110.0  # pixels: three edges of four are at least so long, to have room for the name of the relation
_LANDSCAPE = 1.2  # screens and labels are wider than high
_HUB = 0.4  # how much longer the edges of an entity with many neighbours are: 0, not at all; 0.5, a lot
_GAP = 48.0  # pixels between two parts of the graph that no edge joins
_COLUMN = 12.0  # pixels: how finely the parts are fitted into each other
_PIVOTS = 120  # entities from which all distances are known: with more, a picture hardly changes
_ROUNDS = 60  # more change little that one could see
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
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in links if pair[0] != pair[1]}))
    parts = [sorted(part) for part in nx.connected_components(graph)]
    centres = [_spread(_arrange(graph, part), sizes[part]) for part in parts]
    return _pack(parts, centres, sizes)


def _arrange(graph: nx.Graph[int], part: list[int]) -> Points:
    """Draw one connected part so that distances on the page resemble distances in the graph."""
    if len(part) == 1:
        return np.zeros((1, 2))
    index = {entity: at for at, entity in enumerate(part)}
    inner: nx.Graph[int] = nx.Graph()
    inner.add_nodes_from(range(len(part)))
    for one, other in sorted(graph.subgraph(part).edges):
        # An edge is the longer, the fewer neighbours its ends share: hubs get the room their many edges need.
        unshared = len(set(graph[one]) ^ set(graph[other]))
        inner.add_edge(index[one], index[other], length=round(unshared**_HUB, 6))
    pivots, distances = _distances(inner)
    links = np.array([(one, other) for one, other in inner.edges], dtype=np.int64)
    lengths = np.array([inner.edges[one, other]["length"] for one, other in inner.edges])
    points = _settle(_radial(inner, pivots, distances), pivots, distances, links, lengths)
    points = _rounded(_laid(points))
    drawn = np.hypot(*(points[links[:, 0]] - points[links[:, 1]]).T)
    scale = _EDGE / max(float(np.quantile(drawn, 0.25)), _TINY)
    return points * (scale * _LANDSCAPE, scale)


def _distances(graph: nx.Graph[int]) -> tuple[list[int], Points]:
    """Some entities far from each other, and the distance of every entity from each of them.

    Returns:
        The pivots, and distances of shape (entities, pivots). The first pivot is the one with most neighbours,
        each next the one farthest from those before.
    """
    count = graph.number_of_nodes()
    pivots: list[int] = []
    columns: list[Points] = []
    nearest = np.full(count, np.inf)
    pivot = max(range(count), key=lambda at: (graph.degree[at], -at))
    for _ in range(min(count, _PIVOTS)):
        lengths: Mapping[int, float] = nx.single_source_dijkstra_path_length(graph, pivot, weight="length")
        column = np.array([lengths[at] for at in range(count)])
        pivots.append(pivot)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = int(nearest.argmax())
    return pivots, np.stack(columns, axis=1)


def _laid(points: Points) -> Points:
    """Turn the points so that they reach further to the sides than up and down."""
    x, y = (points - points.mean(axis=0)).T
    angle = np.arctan2(2 * (x @ y), x @ x - y @ y) / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    laid: Points = points @ turn
    return laid


def _radial(graph: nx.Graph[int], pivots: Sequence[int], distances: Points) -> Points:
    """The start: the most central entity in the middle, around it each branch in its own sector."""
    root = int(distances.max(axis=1).argmin())
    away = nx.single_source_dijkstra_path_length(graph, root, weight="length")
    parents = {child: parent for parent, child in nx.bfs_edges(graph, root)}
    leaves = dict.fromkeys([root, *parents], 0)
    for entity in reversed(leaves):
        leaves[entity] = max(leaves[entity], 1)
        if entity in parents:
            leaves[parents[entity]] += leaves[entity]
    begins = {root: 0.0}
    points = np.zeros((len(distances), 2))
    for entity, parent in parents.items():
        begin = begins[parent]
        begins[parent] += leaves[entity]
        begins[entity] = begin
        angle = 2 * np.pi * (begin + leaves[entity] / 2) / leaves[root]
        points[entity] = away[entity] * np.cos(angle), away[entity] * np.sin(angle)
    return _rounded(points)


def _settle(points: Points, pivots: Sequence[int], distances: Points, links: Numbers, lengths: Points) -> Points:
    """Move the points until their distances fit the wanted ones about as well as they can.

    In each round every point goes to the middle of where its neighbours and the pivots want it, the nearer ones
    more strongly: stress majorisation on the sparse model of Ortmann, Klimenta and Brandes ("A Sparse Stress
    Model", 2016), its linear system replaced by one step of Jacobi's. A pivot speaks for those nearest to it.

    Args:
        points: (entities, 2), where they begin.
        pivots: entities whose distances are known.
        distances: (entities, pivots), those wanted.
        links: (edges, 2), neighbours.
        lengths: (edges,), the distances wanted between them.
    """
    weights = _spoken_for(distances) / np.maximum(distances, _TINY) ** 2
    weights[distances == 0] = 0
    wanted = weights * distances
    near = 1 / lengths**2
    one, other = links[:, 0], links[:, 1]
    count = len(points)
    total = weights.sum(axis=1) + np.bincount(one, near, count) + np.bincount(other, near, count)
    width = distances.max()
    for _ in range(_ROUNDS):
        x, y = points[:, 0], points[:, 1]
        across, down = x[:, None] - x[pivots], y[:, None] - y[pivots]
        apart = np.maximum(np.sqrt(across**2 + down**2), _TINY)
        pull = wanted / apart
        edge = points[one] - points[other]
        stretch = (near * lengths / np.maximum(np.sqrt((edge**2).sum(axis=1)), _TINY))[:, None] * edge
        moved = np.empty_like(points)
        for axis, offsets in enumerate((across, down)):
            place = points[:, axis]
            # einsum, since the result of a product in BLAS depends on the number of threads.
            middle = np.einsum("ij,j->i", weights, place[pivots]) + (pull * offsets).sum(axis=1)
            middle += np.bincount(one, near * place[other] + stretch[:, axis], count)
            middle += np.bincount(other, near * place[one] - stretch[:, axis], count)
            moved[:, axis] = middle / total
        moved = _rounded(moved)
        change = np.abs(moved - points).max() / width
        points = moved
        if change < _STILL:
            break
    return points


def _spoken_for(distances: Points) -> Points:
    """How many entities each pivot speaks for, seen from each entity: those nearest to it, up to half the way."""
    nearest = distances.argmin(axis=1)
    own = distances.min(axis=1)
    counts = np.empty_like(distances)
    for pivot in range(distances.shape[1]):
        reach = np.sort(own[nearest == pivot])
        counts[:, pivot] = np.searchsorted(reach, distances[:, pivot] / 2, side="right")
    return np.maximum(counts, 1)


def _rounded(points: Points) -> Points:
    # The last bits differ from processor to processor, and many rounds would make much of them.
    return np.round(points, 6)


def _spread(points: Points, sizes: Points) -> Points:
    """Push boxes that are too near each other apart, along the line between them.

    A box counts as the ellipse in it: pushed along the axes, wide boxes would end up in columns.
    """
    shape = np.median(sizes, axis=0)
    flat, room = points / shape, (sizes / shape).mean(axis=1)
    for round_ in range(_MOST_PUSHES):
        push = _push(flat, room)
        if push is None:
            break
        # Where pushing alone goes in circles, a little more room for everybody ends it.
        flat = (flat + push) * (_GROWTH if round_ > _PATIENCE else 1)
    spread: Points = flat * shape
    return spread


def _push(points: Points, room: Points) -> Points | None:
    """How far each point must go from those nearer than their room; None where none is."""
    one, other = _too_near(points, room)
    if not len(one):
        return None
    away = points[one] - points[other]
    apart = np.sqrt((away**2).sum(axis=1))
    # Points in the very same place part in a direction that only their numbers give.
    turn = 2.399963 * (one + other)
    aside = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    direction = np.where(apart[:, None] > _TINY, away / np.maximum(apart, _TINY)[:, None], aside)
    half = direction * (((room[one] + room[other]) / 2 - apart) / 2 + 0.01)[:, None]
    push = np.zeros_like(points)
    for axis in (0, 1):
        push[:, axis] = np.bincount(one, half[:, axis], len(points)) - np.bincount(
            other, half[:, axis], len(points)
        )
    return _rounded(push)


def _too_near(points: Points, room: Points) -> tuple[Numbers, Numbers]:
    """The pairs of points nearer than half the sum of their rooms; only neighbouring cells are compared."""
    cells = np.floor(points / room.max()).astype(np.int64)
    cells -= cells.min(axis=0)
    height = int(cells[:, 1].max()) + 3  # some air, so that the next column's cells are no neighbours
    keys = cells[:, 0] * height + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    ones, others = [], []
    for step in (0, 1, height - 1, height, height + 1):
        begin = np.searchsorted(ranked, keys + step, side="left")
        counts = np.searchsorted(ranked, keys + step, side="right") - begin
        one = np.repeat(np.arange(len(points)), counts)
        within = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
        other = order[np.repeat(begin, counts) + within]
        apart = np.sqrt(((points[one] - points[other]) ** 2).sum(axis=1))
        near = apart < (room[one] + room[other]) / 2 - _TINY
        if step == 0:
            near &= one < other
        ones.append(one[near])
        others.append(other[near])
    return np.concatenate(ones), np.concatenate(others)


def _pack(parts: list[list[int]], centres: list[Points], sizes: Points) -> list[tuple[int, int]]:
    """Set the parts beside and below each other, the largest first, each where it reaches least far down.

    Entities that nothing joins to another stand in rows below all others.
    """
    placed = np.zeros((len(sizes), 2))
    joined = [at for at, part in enumerate(parts) if len(part) > 1]
    lone = sorted((part[0] for part in parts if len(part) == 1), key=lambda at: (-sizes[at, 1], at))
    lows = {at: (centres[at] - sizes[parts[at]] / 2).min(axis=0) for at in joined}
    extents = {at: (centres[at] + sizes[parts[at]] / 2).max(axis=0) - lows[at] + _GAP for at in joined}
    order = sorted(joined, key=lambda at: (-extents[at][0] * extents[at][1], parts[at][0]))
    area = sum(float(extent.prod()) for extent in extents.values()) + float(sizes[lone].prod(axis=1).sum())
    widest = max((float(extent[0]) for extent in extents.values()), default=0.0)
    columns = int(max(widest, np.sqrt(area * _LANDSCAPE)) / _COLUMN) + 1
    depth = np.zeros(columns)
    for at in order:
        wide = int(np.ceil(extents[at][0] / _COLUMN))
        floors = np.lib.stride_tricks.sliding_window_view(depth, min(wide, columns)).max(axis=1)
        column = int(floors.argmin())
        corner = np.array([column * _COLUMN, floors[column]])
        depth[column : column + wide] = floors[column] + extents[at][1]
        placed[parts[at]] = centres[at] - lows[at] + corner
    _in_rows(lone, sizes, placed, top=float(depth.max()), width=columns * _COLUMN)
    placed -= (placed.min(axis=0) + placed.max(axis=0)) / 2
    return [(round(x), round(y)) for x, y in placed.tolist()]


def _in_rows(lone: Sequence[int], sizes: Points, placed: Points, *, top: float, width: float) -> None:
    x = deepest = 0.0
    for at in lone:
        across, down = sizes[at].tolist()
        if x and x + across > width:
            x, top, deepest = 0.0, top + deepest, 0.0
        placed[at] = x + across / 2, top + down / 2
        x += across
        deepest = max(deepest, down)
