"""Which of two people's decisions cannot hold together; what stands at an anchor is told by its name alone."""

from __future__ import annotations

import pytest

from kgbuild.decide.contradictions import Contradiction, contradictions
from kgbuild.model import Anchor, Decision


def pair(kind: str, left: str, right: str, *, who: str = "ours") -> Decision:
    return Decision(kind, "2026-03-01", who, "", at(left), at(right))


def at(name: str) -> Anchor:
    return Anchor("monday", 0, 1, name)


def rename(left: str, name: str, *, who: str = "ours") -> Decision:
    return Decision("rename", "2026-03-01", who, left=at(left), name=name)


def status(kind: str, *, who: str = "ours") -> Decision:
    return Decision(kind, "2026-03-01", who, claim="c1")


def found(*decisions: Decision) -> list[Contradiction]:
    theirs = {decision for decision in decisions if decision.who == "theirs"}
    return contradictions(decisions, theirs=theirs, place_of=lambda anchor: anchor.name)


AB, BC = pair("same", "a", "b"), pair("same", "b", "c")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (AB, pair("different", "b", "a", who="theirs")),
        (pair("different", "a", "b"), pair("same", "a", "b", who="theirs")),
        (rename("a", "Isar"), rename("a", "Iser", who="theirs")),
        (status("accepted"), status("rejected", who="theirs")),
    ],
)
def test_two_that_exclude_each_other(first: Decision, second: Decision) -> None:
    assert found(first, second) == [Contradiction(first, (second,))]
    assert found(second, first) == [Contradiction(second, (first,))]


@pytest.mark.parametrize(
    "decisions",
    [
        (AB, pair("same", "a", "b", who="theirs")),
        (AB, pair("different", "b", "c", who="theirs")),
        (rename("a", "Isar"), rename("a", "Isar", who="theirs")),
        (rename("a", "Isar"), rename("b", "Iser", who="theirs")),
        (status("accepted"), status("accepted", who="theirs")),
        (AB, pair("different", "a", "b")),
        (status("accepted"), status("rejected"), status("rejected", who="theirs")),
        (Decision("banish", "2026-03-01", "theirs"), AB),
    ],
)
def test_what_holds_together_or_is_only_a_changed_mind(decisions: tuple[Decision, ...]) -> None:
    assert found(*decisions) == []


def test_a_chain_of_the_same_contradicts_a_different() -> None:
    apart = pair("different", "a", "c", who="theirs")
    assert found(AB, BC, apart) == [Contradiction(AB, (apart, BC))]
    assert found(apart, AB, BC) == [Contradiction(apart, (AB, BC))]


def test_names_of_what_is_the_same_contradict_each_other() -> None:
    one, other = rename("a", "Isar"), rename("b", "Iser", who="theirs")
    assert found(one, other, AB) == [Contradiction(one, (other, AB))]


def test_what_somebody_gave_up_contradicts_nobody() -> None:
    given_up, now = pair("different", "a", "b", who="theirs"), pair("same", "b", "a", who="theirs")
    assert found(given_up, now, AB) == []
