from __future__ import annotations

from itertools import combinations

from kgbuild.stages.view.tree import Tree, plant
from tests.factories import make_claim, make_edge

Link = tuple[int, str, int] | tuple[int, str, int, str]


def tree_of(*links: Link) -> Tree:
    edges = [
        make_edge(make_claim(type, f"n{one}", f"n{other}", modality=modality[0] if modality else "asserted"))
        for one, type, other, *modality in links
    ]
    ends = [(link[0], link[2]) for link in links]
    return plant(edges, ends, range(100))


def test_superior_stands_above_and_in_the_middle_of_those_under_it() -> None:
    places = tree_of((1, "OPERATES_UNDER", 0), (2, "PART_OF", 0), (3, "PART_OF", 1)).places
    assert places[0][1] < places[1][1] == places[2][1] < places[3][1]
    assert places[1][0] < places[0][0] < places[2][0]


def test_commander_stands_above_what_he_commands() -> None:
    places = tree_of((1, "OPERATES_UNDER", 0), (5, "COMMANDS", 1)).places
    assert places[0][1] < places[5][1] < places[1][1]


def test_what_is_in_no_chain_of_command_has_no_place() -> None:
    assert tree_of((0, "ATTACKED", 1), (2, "MEMBER_OF", 3)).places == {}
    assert set(tree_of((0, "ATTACKED", 1), (2, "PART_OF", 3)).places) == {2, 3}


def test_what_is_denied_makes_no_tree() -> None:
    assert tree_of((1, "PART_OF", 0, "negated")).places == {}


def test_asserted_superior_goes_before_a_possible_one() -> None:
    tree = tree_of((1, "PART_OF", 0, "possible"), (1, "PART_OF", 2), (3, "PART_OF", 0))
    assert tree.trunk == (1, 2)


def test_circle_of_command_is_cut() -> None:
    tree = tree_of((0, "PART_OF", 1), (1, "PART_OF", 2), (2, "PART_OF", 0))
    assert len(tree.places) == 3
    assert len(tree.trunk) == 2
    assert len({y for _, y in tree.places.values()}) == 3


def test_relation_to_itself_does_no_harm() -> None:
    assert tree_of((0, "PART_OF", 0)).places == {}


def test_no_two_stand_in_the_same_place() -> None:
    links = [(at, "OPERATES_UNDER", (at * 7) % at if at % 3 else 0) for at in range(1, 60)]
    people = [(60 + at, "COMMANDS", at % 20) for at in range(30)]
    places = tree_of(*links, *people).places
    assert len(places) == 90
    for (x, y), (u, v) in combinations(places.values(), 2):
        assert abs(x - u) > 20 or abs(y - v) > 20


def test_many_with_none_under_them_are_stacked() -> None:
    places = tree_of(*((at, "PART_OF", 0) for at in range(1, 41))).places
    across = [x for x, _ in places.values()]
    down = [y for _, y in places.values()]
    assert max(across) - min(across) < 2.5 * (max(down) - min(down))


def test_a_very_long_chain_is_no_trouble() -> None:
    edges = [make_edge(make_claim("PART_OF", f"n{at}", f"n{at + 1}")) for at in range(1500)]
    tree = plant(edges, [(at, at + 1) for at in range(1500)], range(1501))
    assert len(tree.places) == 1501
