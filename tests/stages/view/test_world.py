"""The outline of the world: how it is made, and what is shipped."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from kgbuild.stages.view.template import make_world
from kgbuild.stages.view.template.make_world import FILE, world

# Degrees are numbers of the grid: 0 is 180° west and 90° south.
_GRID = {"scale": [1, 1], "translate": [-180, -90]}


def topology(*arcs: list[tuple[int, int]], land: list[list[int]], countries: list[list[int]]) -> dict[str, Any]:
    """A topology of arcs of absolute points in degrees; `land` and `countries` are rings of arcs."""
    steps = []
    for arc in arcs:
        points = [(x + 180, y + 90) for x, y in arc]
        first = points[:1]
        steps.append(first + [(x - left, y - down) for (left, down), (x, y) in pairwise(points)])
    shapes = {
        name: {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [ring]} for ring in rings]}
        for name, rings in {"land": land, "countries": countries}.items()
    }
    return {"transform": _GRID, "arcs": steps, "objects": shapes}


def points(path: str) -> list[list[tuple[float, float]]]:
    """The points in degrees, north upwards, of each line of a path."""
    lines = []
    for part in path.split("M")[1:]:
        numbers = [int(one) for one in re.findall(r"-?\d+", part)]
        x, y, line = 0, 0, []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x / make_world.UNITS, -y / make_world.UNITS))
        lines.append(line)
    return lines


def test_border_is_what_two_countries_share_and_land_is_what_surrounds_them() -> None:
    border = [(10, 0), (10, 20)]
    west = [(10, 20), (0, 20), (0, 0), (10, 0)]
    east = [(10, 0), (20, 0), (20, 20), (10, 20)]
    made = world(topology(border, west, east, land=[[1, 2]], countries=[[0, 1], [2, ~0]]))
    assert points(made["borders"]) == [border]
    assert points(made["land"]) == [[*west, (20, 0), (20, 20), (10, 20)]]
    assert made["land"].endswith("Z") and "Z" not in made["borders"]


def test_points_that_hardly_bend_a_line_are_left_out_and_corners_stay() -> None:
    coast = [(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    made = world(topology(coast, land=[[0]], countries=[[0]]))
    assert points(made["land"]) == [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]]


def test_land_across_the_line_of_the_date_is_on_both_sides() -> None:
    coast = [(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)]
    east, west = points(world(topology(coast, land=[[0]], countries=[[0]]))["land"])
    assert [x for x, _ in east] == [170, 190, 190, 170, 170]
    assert [x for x, _ in west] == [-181, -170, -170, -181, -181]


def test_antarctica_is_left_out() -> None:
    ice = [(-60, -80), (60, -80), (60, -65), (-60, -65), (-60, -80)]
    assert world(topology(ice, land=[[0]], countries=[[0]]))["land"] == ""


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def test_shipped_outline_is_small_and_tells_where_it_is_from(shipped: dict[str, Any]) -> None:
    assert FILE.stat().st_size < 80_000
    assert "Natural Earth" in shipped["note"] and "public domain" in shipped["note"]
    assert "</" not in FILE.read_text(encoding="utf-8")  # it stands in a script element


def test_shipped_outline_holds_paths_within_the_globe(shipped: dict[str, Any]) -> None:
    for name in ("land", "borders"):
        assert re.fullmatch(r"[MlZ0-9 -]+", shipped[name])
        for line in points(shipped[name]):
            assert all(-200 <= x <= 200 and -90 <= y <= 90 for x, y in line)


@pytest.mark.parametrize(
    ("place", "is_land"),
    [((20, 10), True), ((100, 60), True), ((-55, -10), True), ((-30, 30), False), ((80, -30), False)],
    ids=["Sahel", "Siberia", "Amazon", "Atlantic", "Indian Ocean"],
)
def test_shipped_outline_has_land_and_sea_where_they_are(
    shipped: dict[str, Any], place: tuple[float, float], is_land: bool
) -> None:
    crossings = sum(_crosses(line, place) for line in points(shipped["land"]))
    assert (crossings % 2 == 1) == is_land


def _crosses(line: list[tuple[float, float]], place: tuple[float, float]) -> int:
    """How many sides of a ring lie due east of a place."""
    x, y = place
    sides = zip(line, [*line[1:], line[0]], strict=True)
    return sum(
        1 for (x1, y1), (x2, y2) in sides if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    )
