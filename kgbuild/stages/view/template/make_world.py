"""Write world.json anew from Natural Earth: python -m kgbuild.stages.view.template.make_world countries-50m.json

`countries-50m.json` is a file of the npm package world-atlas 2 (ISC licence), which passes on Natural Earth 4.1
(https://www.naturalearthdata.com), which is in the public domain. Coasts and borders are simplified by the method
of Visvalingam and Whyatt: the point whose triangle with its neighbours is smallest goes first.

The result holds the outline of the land and the borders as paths of SVG in units of 1/30 degree: x is the
longitude, y the latitude downwards. What crosses the line of the date is there twice, once on either side.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

__all__ = ["main", "world"]

FILE = Path(__file__).with_name("world.json")
UNITS = 30  # a degree
LEAST_TRIANGLE = 0.025  # square degrees of the equator: about 300 km²
LEAST_ISLAND = 0.02  # square degrees: smaller islands would not be seen
SOUTHERNMOST = -60.0  # Antarctica has no armed forces, and would take a sixth of the picture
NOTE = (
    "Natural Earth 4.1, public domain (https://www.naturalearthdata.com), by way of the npm package world-atlas 2 "
    "(ISC licence); simplified by make_world.py. Borders are those held in fact, and imply no judgement."
)

Point: TypeAlias = tuple[float, float]


def world(topology: Mapping[str, Any]) -> dict[str, Any]:
    """The content of world.json, the same for the same topology.

    Args:
        topology: as TopoJSON has it, quantised, with the objects `countries` and `land`.
    """
    arcs = [_simplified(arc) for arc in _arcs(topology)]
    rings = [_ring(ring, arcs) for ring in _rings(topology["objects"]["land"])]
    seen = [ring for ring in rings if _area(ring) >= LEAST_ISLAND and max(y for _, y in ring) > SOUTHERNMOST]
    uses = Counter(_number(one) for ring in _rings(topology["objects"]["countries"]) for one in ring)
    borders = [arcs[one] for one, count in sorted(uses.items()) if count > 1]
    return {
        "note": NOTE,
        "units": UNITS,
        "land": "".join(_path(part, closed=True) for ring in seen for part in _unrolled(ring)),
        "borders": "".join(_path(part, closed=False) for arc in borders for part in _unrolled(arc)),
    }


def _arcs(topology: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The arcs in degrees: TopoJSON writes each point as its difference to the one before."""
    (width, height), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * width + left, y * height + bottom))
        yield points


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[int]]:
    if geometry["type"] == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from _rings(one)
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]


def _number(reference: int) -> int:
    """The number of an arc; one that is to be followed backwards is written as its complement."""
    return ~reference if reference < 0 else reference


def _ring(references: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    ring: list[Point] = []
    for one in references:
        arc = arcs[_number(one)]
        ring += (arc if one >= 0 else arc[::-1])[1 if ring else 0 :]
    return ring


def _simplified(points: Sequence[Point]) -> list[Point]:
    """The line without the points that hardly bend it; its ends stay."""
    before = [at - 1 for at in range(len(points))]
    after = [at + 1 for at in range(len(points))]
    sizes = {at: _triangle(points[at - 1], points[at], points[at + 1]) for at in range(1, len(points) - 1)}
    waiting = [(size, at) for at, size in sizes.items()]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] < LEAST_TRIANGLE:
        size, at = heapq.heappop(waiting)
        if sizes.get(at) != size:
            continue
        del sizes[at]
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for one in (left, right):
            if one in sizes:
                # Never less than the one just taken out, so that the order stays that of importance.
                sizes[one] = max(size, _triangle(points[before[one]], points[one], points[after[one]]))
                heapq.heappush(waiting, (sizes[one], one))
    return [point for at, point in enumerate(points) if at in sizes or at in (0, len(points) - 1)]


def _unrolled(points: Sequence[Point]) -> list[list[Point]]:
    """The line without a jump from 180° east to 180° west; one that crosses there, from either side."""
    turned, line = 0.0, [points[0]]
    for (left, _), (x, y) in pairwise(points):
        turned -= 360 * ((x - left > 180) - (x - left < -180))
        line.append((x + turned, y))
    east, west = max(x for x, _ in line), min(x for x, _ in line)
    copies = [*([-360.0] if east > 180 else []), *([360.0] if west < -180 else [])]
    return [line, *(_cut([(x + turn, y) for x, y in line]) for turn in copies)]


def _cut(points: Sequence[Point]) -> list[Point]:
    """The line without what lies far beyond 180° east or west, where it would be a second Asia."""
    line = [(min(max(x, -181.0), 181.0), y) for x, y in points]
    sides = [x for x, _ in line]
    inner = [at for at in range(1, len(line) - 1) if not sides[at - 1] == sides[at] == sides[at + 1]]
    return [line[0], *(line[at] for at in inner), line[-1]]


def _triangle(one: Point, two: Point, three: Point) -> float:
    """Its area in square degrees of the equator: towards the poles a degree of longitude is shorter."""
    doubled = (two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])
    return abs(doubled) / 2 * math.cos(math.radians(two[1]))


def _area(ring: Sequence[Point]) -> float:
    parts = ((one[0] * two[1] - two[0] * one[1]) for one, two in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(sum(parts)) / 2


def _path(points: Sequence[Point], *, closed: bool) -> str:
    """The line as SVG's path, each point relative to the one before, without a needless character."""
    whole = [(round(x * UNITS), round(-y * UNITS)) for x, y in points]
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(whole)]
    moved = [step for step in steps if step != (0, 0)]
    numbers = "".join(f"{number}" if number < 0 else f" {number}" for step in moved for number in step)
    start = f"M{whole[0][0]} {whole[0][1]}".replace(" -", "-")
    return f"{start}l{numbers.lstrip()}{'Z' if closed else ''}" if moved else ""


def main(arguments: Sequence[str]) -> None:
    """Read the topology named on the command line and write world.json."""
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    FILE.write_text(json.dumps(world(topology), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
