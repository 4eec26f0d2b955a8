from __future__ import annotations

import itertools
import math
import random

import pytest

from kgbuild.stages.view.layout import Box, place

BOX = Box(120, 50)


def star(leaves: int) -> list[tuple[int, int]]:
    return [(0, leaf) for leaf in range(1, leaves + 1)]


def crowd(count: int, links: int) -> list[tuple[int, int]]:
    chosen = random.Random(3)
    return [(chosen.randrange(count), chosen.randrange(count)) for _ in range(links)]


@pytest.mark.parametrize(
    ("count", "links"),
    [
        (1, []),
        (40, []),
        (2, [(0, 1)]),
        (3, [(0, 0), (1, 2), (2, 1), (1, 2)]),
        (81, star(80)),
        (12, list(itertools.combinations(range(12), 2))),
        (60, [(at, at + 1) for at in range(59)]),
        (120, crowd(120, 260)),
        (200, crowd(200, 100)),
    ],
    ids=["one", "unlinked", "pair", "loop and repetition", "star", "everyone", "chain", "crowd", "pieces"],
)
def test_no_two_come_nearer_than_their_room(count: int, links: list[tuple[int, int]]) -> None:
    places = place([BOX] * count, links)
    for (x, y), (u, v) in itertools.combinations(places, 2):
        assert math.hypot((x - u) / BOX.width, (y - v) / BOX.height) > 0.97


def test_a_large_box_keeps_others_farther_away_than_a_small_one() -> None:
    boxes = [Box(300, 120), *[BOX] * 40]
    places = place(boxes, star(40))
    assert min(math.dist(places[0], other) for other in places[1:]) > 80


def test_nothing_to_place() -> None:
    assert place([], []) == []


def test_linked_boxes_stand_nearer_than_unlinked_ones() -> None:
    links = [(at, at + 1) for at in range(29)]
    places = place([BOX] * 30, links)
    linked = [math.dist(places[one], places[other]) for one, other in links]
    assert max(linked) < math.dist(places[0], places[29]) / 4


def test_hub_stands_among_its_leaves() -> None:
    places = place([BOX] * 21, star(20))
    across = [x for x, _ in places[1:]]
    down = [y for _, y in places[1:]]
    assert min(across) < places[0][0] < max(across)
    assert min(down) < places[0][1] < max(down)


def test_parts_that_no_link_joins_do_not_interleave() -> None:
    places = place([BOX] * 20, [(at, at + 1) for at in range(19) if at != 9])
    first, second = places[:10], places[10:]
    apart_down = max(y for _, y in first) < min(y for _, y in second)
    apart_across = max(x for x, _ in first) < min(x for x, _ in second)
    assert apart_down or apart_across


def test_picture_is_in_the_middle_and_wider_than_high() -> None:
    places = place([BOX] * 60, crowd(60, 50))
    across, down = [x for x, _ in places], [y for _, y in places]
    assert abs(max(across) + min(across)) <= 1
    assert abs(max(down) + min(down)) <= 1
    assert max(across) - min(across) > max(down) - min(down)


def test_entities_without_a_link_stand_in_rows_below_the_others() -> None:
    places = place([BOX] * 50, [(at, at + 1) for at in range(20)])
    assert max(y for _, y in places[:21]) < min(y for _, y in places[21:])
    assert len({y for _, y in places[21:]}) < 10


def test_order_and_repetition_of_links_do_not_matter() -> None:
    links = crowd(50, 70)
    turned = [(other, one) for one, other in reversed(links)]
    assert place([BOX] * 50, links) == place([BOX] * 50, turned + links)
