from __future__ import annotations

import random

import pytest

from kgbuild.model import LocalEntity, Resolution
from kgbuild.stages.resolve import resolve
from kgbuild.stages.resolve.decisions import Member, Pair, settle
from tests.factories import make_local_entity


def named(label: str = "Unit", **names: str) -> list[LocalEntity]:
    """One local entity "e1" in each document; `a|b` are two names of one."""
    return [make_local_entity(text.split("|"), label=label, document=document) for document, text in names.items()]


def at(*documents: str) -> list[Pair]:
    """The pairs of members that stand in each two of the documents: "ab" is a with b."""
    return [((pair[0], "e1"), (pair[1], "e1")) for pair in documents]


def clusters(resolution: Resolution) -> set[frozenset[Member]]:
    found: dict[str, set[Member]] = {}
    for member, id in resolution.entity_of.items():
        found.setdefault(id, set()).add(member)
    return set(map(frozenset, found.values()))


def together(*groups: str) -> set[frozenset[Member]]:
    return {frozenset((document, "e1") for document in group) for group in groups}


def test_same_joins_names_that_have_nothing_in_common():
    entities = named(a="Vulture Regiment", b="Old Guard", c="Old Guard")
    assert clusters(resolve(entities, known={}, same=at("ab"))) == together("abc")


def test_same_passes_a_veto_and_each_side_keeps_its_company():
    entities = named(a="7 Division", b="8 Division", c="7 Division", d="8 Division", e="9 Division")
    assert clusters(resolve(entities, known={}, same=at("ab"))) == together("abcd", "e")


def test_different_keeps_equal_names_apart_and_the_others_stay_with_the_left_one():
    entities = named("Person", b="Ana Ruiz", a="Ana Ruiz", c="Ana Ruiz", d="Ana M. Ruiz")
    assert clusters(resolve(entities, known={}, different=at("ba"))) == together("bcd", "a")
    assert clusters(resolve(entities, known={}, different=at("ab"))) == together("acd", "b")


def test_different_holds_against_later_documents():
    entities = named(a="Tiger Brigade", b="Tiger Brigade|TB", c="Tiger Brigade", d="TB", e="Tiger Brigade|TB")
    found = resolve(entities, known={}, different=at("ab"))
    assert found.entity_of["a", "e1"] != found.entity_of["b", "e1"]


def test_different_holds_across_whole_clusters():
    entities = named(a="9 Bde", b="9 Brigade", c="9th Brigade", d="Desert Foxes")
    found = resolve(entities, known={}, same=at("ad", "bc"), different=at("dc"))
    assert found.entity_of["a", "e1"] == found.entity_of["d", "e1"]
    assert found.entity_of["b", "e1"] == found.entity_of["c", "e1"] != found.entity_of["a", "e1"]


def test_same_says_which_bearer_of_a_surname_one_document_means():
    entities = named("Person", a="Ana Ruiz", b="Luis Ruiz", c="Ruiz", d="Ruiz")
    assert clusters(resolve(entities, known={}, same=at("ac"))) == together("ac", "b", "d")


def test_a_document_tells_apart_what_goes_by_one_name_in_it():
    entities = [
        *named("Place", a="Reed", b="Reed"),
        make_local_entity("Reed", label="Place", document="a", entity="e2"),
    ]
    assert {("a", "e1"), ("b", "e1")} in clusters(resolve(entities, known={}))
    joined = resolve(entities, known={}, same=[(("a", "e1"), ("a", "e2"))])
    assert len(joined.entities) == 1
    assert joined.contradicted == ()


@pytest.mark.parametrize(
    ("same", "different", "groups", "lost"),
    [
        ([1], [2], ("a", "b"), "same"),
        ([2], [1], ("ab",), "different"),
        ([1], [1], ("a", "b"), "same"),
    ],
)
def test_the_later_decision_wins_and_the_other_is_reported(
    same: list[int], different: list[int], groups: tuple[str, ...], lost: str
):
    left, right = ("a", "e1"), ("b", "e1")
    found = resolve(
        named(a="Reed Brigade", b="Moor Brigade"),
        known={},
        same=[(left, right, number) for number in same],
        different=[(left, right, number) for number in different],
    )
    assert clusters(found) == together(*groups)
    assert found.contradicted == ((lost, left, right, 1),)


def test_a_decision_is_contradicted_by_way_of_others():
    a, b, c = (("abc"[number], "e1") for number in range(3))
    decided = settle([(a, b, 2), (b, c, 3)], [(a, c, 1)], present=[a, b, c])
    assert decided.contradicted == (("different", a, c, 1),)
    decided = settle([(a, b, 1), (b, c, 3)], [(a, c, 2)], present=[a, b, c])
    assert decided.contradicted == (("same", a, b, 1),)


def test_decisions_on_documents_that_are_gone_count_for_nothing():
    entities = named(a="Reed Brigade", b="Reed Brigade")
    assert resolve(entities, known={}, same=at("ax"), different=at("xb")) == resolve(entities, known={})


def test_a_person_names_an_entity_and_its_names_become_aliases():
    entities = named(a="9 Bde", b="9 Brigade")
    names = {("a", "e1"): "Reed Foxes", ("b", "e1"): "Moor Foxes", ("x", "e1"): "Gone"}
    (entity,) = resolve(entities, known={}, names=names).entities.values()
    assert entity == ("Unit", "Moor Foxes", ("9 Bde", "9 Brigade"))


def test_an_id_that_is_merged_away_is_redirected():
    entities = named(a="9 Bde", b="9 Brigade", c="9th Brigade", d="8 Bde")
    known = {("a", "e1"): "x", ("b", "e1"): "y", ("c", "e1"): "y", ("d", "e1"): "z", ("gone", "e1"): "w"}
    found = resolve(entities, known=known)
    assert set(found.entities) == {"y", "z"}
    assert found.redirects == {"x": "y"}


def test_the_oldest_id_stays_however_few_held_it():
    entities = named(a="9 Bde", b="9 Brigade", c="9th Brigade")
    known = {("a", "e1"): "x", ("b", "e1"): "y", ("c", "e1"): "y"}
    found = resolve(entities, known=known, since={"x": 1, "y": 2})
    assert set(found.entities) == {"x"}
    assert found.redirects == {"y": "x"}


def test_a_merge_that_is_undone_gives_each_part_an_id_of_its_own_again():
    entities = named(a="Vulture Regiment", b="Old Guard")
    before = resolve(entities, known={})
    merged = resolve(entities, known=before.entity_of, same=at("ab"))
    assert len(merged.entities) == len(merged.redirects) == 1
    after = resolve(entities, known=merged.entity_of)
    assert after.entities == before.entities
    assert after.redirects == {}


NAMES = ["Ana Ruiz", "A. Ruiz", "Ruiz", "Luis Ruiz", "Ana Ruiz", "Luis M. Ruiz", "Ruis", "Ana María Ruiz"]
BODIES = [
    "7 Division",
    "7th Division",
    "8 Division",
    "Tiger Brigade",
    "Tiger Brigade|TB",
    "TB",
    "the Army",
    "Kenyan Army",
]
CORPUS = [
    make_local_entity(name.split("|"), label=label, document=f"d{number % 9}", entity=f"{label}{number}")
    for label, names in (("Person", NAMES), ("Unit", BODIES), ("Place", ["Kenya", "Reed"]))
    for number, name in enumerate(names * 3)
]


@pytest.mark.parametrize("seed", range(2))
def test_any_decisions_and_undoings_leave_what_a_fresh_run_over_the_final_list_gives(seed: int):
    choose = random.Random(seed)
    members = [(one.document, one.entity) for one in CORPUS]
    decisions: list[tuple[str, Member, Member, int]] = []
    known: dict[Member, str] = {}
    for number in range(1000):
        act = choose.choice(["same", "same", "different", "different", "undo"])
        if act != "undo":
            decisions.append((act, *choose.sample(members, 2), number))
        elif decisions:
            decisions.remove(choose.choice(decisions))
        if number % 20 == 0 or number == 999:
            found = run(decisions, known=known)
            known = found.entity_of
            check(found, decisions)
    fresh = run(decisions, known={}, corpus=choose.sample(CORPUS, len(CORPUS)))
    assert clusters(found) == clusters(fresh)
    assert found.contradicted == fresh.contradicted


def run(
    decisions: list[tuple[str, Member, Member, int]],
    *,
    known: dict[Member, str],
    corpus: list[LocalEntity] = CORPUS,
) -> Resolution:
    same: list[Pair] = [pair for kind, *pair in decisions if kind == "same"]  # type: ignore[misc]
    different: list[Pair] = [pair for kind, *pair in decisions if kind == "different"]  # type: ignore[misc]
    return resolve(corpus, known=known, same=same, different=different)


def check(found: Resolution, decisions: list[tuple[str, Member, Member, int]]) -> None:
    """Every decision holds that is not reported as contradicted."""
    for decision in set(decisions) - set(found.contradicted):
        kind, left, right, _ = decision
        assert (found.entity_of[left] == found.entity_of[right]) == (kind == "same"), decision
