"""Takes an entity apart so that it stays apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.decide.desk import Desk
from kgbuild.model import Anchor, Decision, Member

__all__ = ["part"]

_ROUNDS = 4  # after the first, all that went the wrong way has a decision of its own


def part(desk: Desk, *, apart: Sequence[Member], rest: Sequence[Member], why: str = "") -> list[Decision]:
    """Decide that some of an entity's members are one thing and the rest another; apply that, and return it.

    Args:
        apart, rest: all members of the entity, neither empty.
    """
    when = desk.time()

    def at(member: Member) -> Anchor:
        return desk.workspace.anchor_at(*member)

    def same(member: Member) -> Decision:
        return desk.sign("same", when=when, why=why, left=at(apart[0]), right=at(member))

    def different(member: Member) -> Decision:
        # Others that go by the name of both stay with the left one: the rest keeps what is not decided.
        return desk.sign("different", when=when, why=why, left=at(member), right=at(apart[0]))

    # Equal names go together by themselves, so one decision for each is nearly always enough.
    stays, goes = _one_of_each(rest, desk), _one_of_each(apart, desk)
    written: list[Decision] = []
    for _ in range(_ROUNDS):
        decisions = [*map(different, stays), *(same(member) for member in goes if member != apart[0])]
        desk.write(decisions)
        written += decisions
        desk.apply()
        entity_of = desk.resolved.resolution.entity_of
        stays = [member for member in rest if entity_of[member] == entity_of[apart[0]]]
        goes = [member for member in apart if entity_of[member] != entity_of[apart[0]]]
        if not (stays or goes):
            break
        when = desk.time()
    return written


def _one_of_each(members: Iterable[Member], desk: Desk) -> list[Member]:
    """The first member with each set of names."""
    names = desk.names
    first: dict[tuple[str, ...], Member] = {}
    for member in members:
        first.setdefault(names[member], member)
    return list(first.values())
