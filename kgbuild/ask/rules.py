"""What contradicts what: one function a rule, each of which yields the pairs of claims that cannot both be right.

A claim that a person has rejected is not looked at. Most rules ask for claims that hold at once (`times.at_once`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kgbuild.ask.ledger import Ledger, quote_of
from kgbuild.ask.surroundings import Surroundings, called_alike
from kgbuild.ask.times import Held, at_once, held
from kgbuild.ask.words import echelon_of, fits, is_above, is_head, same_post, words_of
from kgbuild.echelons import SERVICE
from kgbuild.model import StoredClaim

__all__ = ["RULES", "Found", "World"]

_PARENTHOOD = ("OPERATES_UNDER", "PART_OF")
_ACTS = ("ATTACKED", "KILLED")
_ENDINGS = ("no longer", "any longer", "not any more", "anymore", "ceased to")
_A_YEAR = 365  # days, after which a tie that is denied may simply have ended
# What a unit may belong to beside its own parent.
_JOINT = frozenset(
    "coalition alliance allies task joint combined operation mission multinational nato un nations axis".split()
)
_DIVISION = 7  # the rung of `kgbuild.echelons`


@dataclass(frozen=True, slots=True)
class Found:
    """Claims that contradict each other, or one that contradicts itself (`right` is None).

    `reason` is a sentence, `when` the days on which both hold, where that matters.
    """

    reason: str
    left: StoredClaim
    right: StoredClaim | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What the rules read: the claims, and what lies in or belongs to what."""

    ledger: Ledger
    surroundings: Surroundings


Rule = Callable[[World], Iterator[Found]]


def two_commanders(world: World) -> Iterator[Found]:
    """Two persons hold the one post at the head of a body at once.

    Deputies, acting, former and coming heads, and spokesmen are none.
    """
    entities = world.ledger.entities

    def clash(left: StoredClaim, right: StoredClaim) -> str | None:
        persons, body = (entities[left.subject], entities[right.subject]), entities[left.object]
        if called_alike(*persons) or not same_post(left.claim.role, right.claim.role, unit=body):
            return None
        return f"{persons[0].name} and {persons[1].name} both head {body.name}"

    heads = (one for one in _asserted(world, "COMMANDS") if is_head(one.claim.role))
    yield from _clashes(world, heads, of=lambda one: one.object, between=lambda one: one.subject, clash=clash)


def two_parents(world: World) -> Iterator[Found]:
    """A unit is part of, or under, two bodies of one kind at once, neither of which is above the other."""
    entities = world.ledger.entities

    def clash(left: StoredClaim, right: StoredClaim) -> str | None:
        parents = entities[left.object], entities[right.object]
        joint = any(_JOINT & set(words_of(parent.name)) for parent in parents)
        kinds = {(parent.label, echelon_of(parent)) for parent in parents}
        if joint or len(kinds) > 1 or called_alike(*parents) or world.surroundings.is_one_above(*parents):
            return None
        unit = entities[left.subject].name
        return f"{unit} has two parents, {parents[0].name} and {parents[1].name}"

    claims = (
        one
        for one in _asserted(world, *_PARENTHOOD)
        if entities[one.subject].label == "Unit" and entities[one.object].label in ("Organisation", "Unit")
    )
    # A unit may be part of one body and fight under another, so the types are kept apart.
    yield from _clashes(
        world, claims, of=lambda one: (one.subject, one.claim.type), between=lambda one: one.object, clash=clash
    )


def two_places(world: World) -> Iterator[Found]:
    """A formation is based in two places at once, or one up to a brigade is sent to two, neither in the other.

    Armed groups and whole forces are in many places.
    """
    entities = world.ledger.entities

    def clash(left: StoredClaim, right: StoredClaim) -> str | None:
        places = entities[left.object], entities[right.object]
        if world.surroundings.may_be_one_place(*places):
            return None
        return f"{entities[left.subject].name} is in two places, {places[0].name} and {places[1].name}"

    claims = (
        one
        for one in _asserted(world, "DEPLOYED_TO", "LOCATED_IN")
        if (echelon := echelon_of(entities[one.subject]))
        and echelon.high < (SERVICE if one.claim.type == "LOCATED_IN" else _DIVISION)
    )
    yield from _clashes(
        world, claims, of=lambda one: (one.subject, one.claim.type), between=lambda one: one.object, clash=clash
    )


def asserted_and_denied(world: World) -> Iterator[Found]:
    """One source says it, another denies it; that something has ended does not deny it."""
    for edge, claims in world.ledger.edges():
        names = world.ledger.name(edge.subject), world.ledger.name(edge.object)
        for denial in claims:
            if denial.claim.modality != "negated" or _tells_an_end(denial):
                continue
            said = [one for one in claims if one.claim.modality == "asserted" and _same_time(world, one, denial)]
            if said:
                reason = f"{names[0]} {edge.type} {names[1]} is said and denied"
                yield Found(reason, max(said, key=_weight), denial)


def rank_out_of_place(world: World) -> Iterator[Found]:
    """One commands a unit whose echelon is far from his or her rank."""
    for stored in world.ledger.claims("COMMANDS"):
        unit = world.ledger.entities[stored.object]
        held = stored.claim.modality in ("asserted", "past") and is_head(stored.claim.role)
        if held and not fits(stored.claim.rank, unit):
            name = world.ledger.name(stored.subject)
            yield Found(f"{stored.claim.rank} {name} commands {unit.name}", stored)


def order_upside_down(world: World) -> Iterator[Found]:
    """A unit belongs to one of a lower echelon: a division under a battalion."""
    for stored in world.ledger.claims(*_PARENTHOOD):
        unit, parent = world.ledger.entities[stored.subject], world.ledger.entities[stored.object]
        if stored.claim.modality in ("asserted", "past") and is_above(unit, parent):
            yield Found(f"{unit.name} is below {parent.name}, which is of a lower echelon", stored)


RULES: dict[str, Rule] = {
    "two commanders": two_commanders,
    "two parents": two_parents,
    "two places": two_places,
    "asserted and denied": asserted_and_denied,
    "rank out of place": rank_out_of_place,
    "order upside down": order_upside_down,
}


def _asserted(world: World, *types: str) -> Iterator[StoredClaim]:
    return (stored for stored in world.ledger.claims(*types) if stored.claim.modality == "asserted")


def _clashes(
    world: World,
    claims: Iterable[StoredClaim],
    *,
    of: Callable[[StoredClaim], Hashable],
    between: Callable[[StoredClaim], str],
    clash: Callable[[StoredClaim, StoredClaim], str | None],
) -> Iterator[Found]:
    """Yield, for each two entities that clash, the best two claims of them that hold at once.

    Args:
        of: what claims must have in common.
        between: the entity of a claim that must differ.
        clash: the reason why two claims that hold at once cannot both be right, or None.
    """
    groups: dict[Hashable, list[StoredClaim]] = defaultdict(list)
    for stored in claims:
        groups[of(stored)].append(stored)
    for group in groups.values():
        if len({between(stored) for stored in group}) < 2:
            continue
        best: dict[tuple[str, str], Found] = {}
        for left, right, when in _pairs_at_once(world, group):
            # What one sentence says of two things, it means to be so.
            if between(left) == between(right) or _share_a_sentence(left, right):
                continue
            left, right = sorted((left, right), key=between)
            key = between(left), between(right)
            if key in best and _weights(best[key].left, best[key].right) >= _weights(left, right):
                continue
            if (reason := clash(left, right)) is not None:
                best[key] = Found(reason, left, right, when)
        yield from best.values()


def _pairs_at_once(world: World, claims: Iterable[StoredClaim]) -> Iterator[tuple[StoredClaim, StoredClaim, str]]:
    """Yield the pairs of claims that hold at once, and when: on the same days, or in one report without a date."""
    open: list[Held] = []
    dated: list[Held] = []
    undated: dict[str, list[StoredClaim]] = defaultdict(list)
    for stored in claims:
        one = held(stored, world.ledger)
        if one is not None:
            dated.append(one)
        elif not (stored.claim.date_from or stored.claim.date_to):
            undated[stored.document].append(stored)
    for one in sorted(dated, key=lambda one: (one.first, one.last, one.stored.id)):
        open = [other for other in open if other.last >= one.first]
        for other in open:
            if (when := at_once(other, one)) is not None:
                yield other.stored, one.stored, when
        open.append(one)
    for document, same in undated.items():
        for left, right in combinations(same, 2):
            yield left, right, f"in {document}"


def _share_a_sentence(left: StoredClaim, right: StoredClaim) -> bool:
    return left.document == right.document and bool(set(left.claim.evidence) & set(right.claim.evidence))


def _weights(left: StoredClaim, right: StoredClaim | None) -> tuple[object, ...]:
    pair = [left] if right is None else [left, right]
    confidences = sorted(one.claim.confidence for one in pair)
    return any(one.status == "conflict" for one in pair), confidences, [one.id for one in pair]


def _weight(stored: StoredClaim) -> tuple[object, ...]:
    return stored.status == "conflict", stored.claim.confidence, stored.id


def _tells_an_end(stored: StoredClaim) -> bool:
    quote = quote_of(stored).lower()
    return any(words in quote for words in _ENDINGS)


def _same_time(world: World, said: StoredClaim, denied: StoredClaim) -> bool:
    """Whether a claim and its denial may speak of one time, by their own dates or else their documents'."""
    pair = [held(one, world.ledger) for one in (said, denied)]
    if pair[0] is None or pair[1] is None:
        return True
    left, right = pair[0], pair[1]
    if max(left.first, right.first) <= min(left.last, right.last):
        return True
    stated = all(one.first_stated or one.last_stated for one in (left, right))
    if stated or said.claim.type in _ACTS:
        return not stated
    gap = max(left.first, right.first), min(left.last, right.last)
    return abs((_day(gap[0]) - _day(gap[1])).days) <= _A_YEAR


def _day(text: str) -> date:
    return date.fromisoformat(text)
