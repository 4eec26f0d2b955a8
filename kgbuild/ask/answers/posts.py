"""Who commands, heads and serves in what."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from kgbuild.ask.answers.rows import Found, Row, cited, dated, holds, how_dated_in, in_order, reach, start_of
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, quote_of, surest
from kgbuild.ask.periods import first_day
from kgbuild.ask.sureness import SURENESS, how_sure, stated_dates
from kgbuild.model import Edge, StoredClaim

__all__ = [
    "colleagues",
    "command_history",
    "commanders",
    "postings",
    "several_commands",
    "shared_units",
    "two_commanders",
    "who_commands_what",
    "who_serves_in",
]

_POSTS = ("COMMANDS", "MEMBER_OF")
_DOUBT = {"possible": 1, "planned": 2}  # what is so comes before what may be so


def commanders(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who commanded a unit, or headed a body, on a day or at some time in a month or year; the surest first."""
    period, units = asked.period("date"), asked.entities("unit")
    found: list[tuple[str, Row]] = []
    for stored in ledger.claims("COMMANDS"):
        if stored.object in units and stored.claim.modality != "negated":
            sure = how_sure(stored.claim, ledger.published(stored), period)
            if sure is not None:
                row = {
                    "person": ledger.name(stored.subject),
                    "unit": ledger.name(stored.object),
                    **_post(stored),
                    **dated(stored, ledger, dates=sure),
                }
                begin = first_day(stated_dates(stored.claim, ledger.published(stored))[0])
                found.append((begin or "", row))
    found.sort(key=lambda one: (-one[1]["confidence"], one[1]["person"], one[1]["claim"]))
    found.sort(key=lambda one: one[0], reverse=True)
    found.sort(key=lambda one: (SURENESS.index(one[1]["dates"]), _DOUBT.get(one[1]["modality"], 0)))
    return [row for _, row in found]


def command_history(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who has commanded a unit or headed a body; the earliest first."""
    units = asked.entities("unit")
    found: list[Found] = []
    for stored in ledger.claims("COMMANDS"):
        if stored.object in units and stored.claim.modality != "negated":
            row = {
                "unit": ledger.name(stored.object),
                "person": ledger.name(stored.subject),
                **_post(stored),
                **dated(stored, ledger, dates=how_dated_in(stored, ledger)),
            }
            found.append(((start_of(stored, ledger), row["person"], stored.id), row))
    return in_order(found)


def postings(ledger: Ledger, asked: Asked) -> list[Row]:
    """What a person commanded, belonged to and was sent to; the earliest first."""
    people = asked.entities("person")
    found: list[Found] = []
    for stored in ledger.claims("COMMANDS", "DEPLOYED_TO", "MEMBER_OF"):
        if stored.subject in people and stored.claim.modality != "negated":
            row = {
                "person": ledger.name(stored.subject),
                "relation": stored.claim.type,
                "body": ledger.name(stored.object),
                **_post(stored),
                **dated(stored, ledger, dates=how_dated_in(stored, ledger)),
            }
            found.append(((start_of(stored, ledger), row["relation"], row["body"], stored.id), row))
    return in_order(found)


def shared_units(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which bodies two people have in common, in what posts, and whether they were there together."""
    found: list[Found] = []
    pairs = product(asked.entities("first"), asked.entities("second"))
    for first, second in (pair for pair in pairs if pair[0] != pair[1]):
        left, right = _service(ledger, first), _service(ledger, second)
        for body in left.keys() & right.keys():
            mine, theirs = _span(left[body]), _span(right[body])
            row = {
                "body": ledger.name(body),
                "first": ledger.name(first),
                "first_as": _titles(left[body]),
                "first_from": mine[0],
                "first_to": mine[1],
                "second": ledger.name(second),
                "second_as": _titles(right[body]),
                "second_from": theirs[0],
                "second_to": theirs[1],
                "together": _together(mine, theirs),
                "first_quote": _sentence(left[body]),
                "second_quote": _sentence(right[body]),
            }
            found.append(((row["body"], first, second, body), row))
    return in_order(found)


def colleagues(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who serves or has served in the same bodies as a person; those with most bodies first."""
    found: list[Found] = []
    for person in asked.entities("person"):
        shared: dict[str, set[str]] = defaultdict(set)
        for post in ledger.edges_from(person, *_POSTS):
            for other in ledger.edges_to(post.object, *_POSTS):
                if other.subject != person and holds(post) and holds(other):
                    shared[other.subject].add(post.object)
        for other_person, bodies in shared.items():
            row = {
                "colleague": ledger.name(other_person),
                "shared": len(bodies),
                "bodies": ledger.names(bodies),
                "person": ledger.name(person),
            }
            found.append(((-len(bodies), row["colleague"], other_person, person), row))
    return in_order(found)


def who_commands_what(ledger: Ledger, asked: Asked) -> list[Row]:
    """Heads of units, organisations and places, with their titles."""
    found: list[Found] = []
    for edge, claims in ledger.edges("COMMANDS"):
        if holds(edge) and asked.concerns("name", edge.subject, edge.object):
            row = {
                "person": ledger.name(edge.subject),
                "roles": _roles(claims),
                "body": ledger.name(edge.object),
                "modality": edge.modality,
                "documents": len(edge.documents),
                "first_cited": edge.first_cited,
                "last_cited": edge.last_cited,
                "quote": first_quote(edge),
            }
            found.append(((row["body"], -len(edge.documents), row["person"], edge.subject, edge.object), row))
    return in_order(found)


def who_serves_in(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who heads, serves in or speaks for a body or one that is part of it or under it."""
    found: list[Found] = []
    parts = reach(ledger, asked.entities("name"), "OPERATES_UNDER", "PART_OF", steps=4)
    for edge, claims in ledger.edges(*_POSTS):
        if edge.object in parts and holds(edge):
            row = {
                "body": ledger.name(edge.object),
                "relation": edge.type,
                "person": ledger.name(edge.subject),
                "roles": _roles(claims),
                "ranks": sorted({stored.claim.rank for stored in claims if stored.claim.rank is not None}),
                "modality": edge.modality,
                "documents": len(edge.documents),
                "quote": first_quote(edge),
            }
            found.append(((row["body"], edge.type, row["person"], edge.object, edge.subject), row))
    return in_order(found)


def several_commands(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who is said to command or head more than one body; those with most bodies first."""
    commands: dict[str, list[Edge]] = defaultdict(list)
    for edge, _ in ledger.edges("COMMANDS"):
        if edge.modality == "asserted":
            commands[edge.subject].append(edge)
    found: list[Found] = []
    for person, posts in commands.items():
        if len(posts) > 1:
            posts.sort(key=lambda one: (ledger.name(one.object), one.object))
            row = {
                "person": ledger.name(person),
                "commands": len(posts),
                "bodies": [ledger.name(one.object) for one in posts],
                **cited(posts),
            }
            found.append(((-len(posts), row["person"], person), row))
    return in_order(found)


def two_commanders(ledger: Ledger, asked: Asked) -> list[Row]:
    """Where two people are said to command one body at the same time: the surest pair of claims of each two."""
    heads: dict[str, list[Edge]] = defaultdict(list)
    for edge, _ in ledger.edges("COMMANDS"):
        heads[edge.object].append(edge)
    found: list[Found] = []
    for body, edges in heads.items():
        for one, other in product(edges, edges):
            if one.subject < other.subject and asked.concerns("name", one.subject, other.subject, body):
                pairs = [
                    pair for pair in product(_asserted(one), _asserted(other)) if _rivals(ledger, *pair) == "yes"
                ]
                if pairs:
                    row = _rivalry(ledger, pairs)
                    key = (row["body"], row["person"], row["rival"], body, one.subject, other.subject)
                    found.append((key, row))
    return in_order(found)


def _post(stored: StoredClaim) -> Row:
    return {"role": stored.claim.role, "rank": stored.claim.rank}


def _roles(claims: list[StoredClaim]) -> list[str]:
    return sorted({stored.claim.role for stored in claims if stored.claim.role is not None})


def _service(ledger: Ledger, person: str) -> dict[str, list[StoredClaim]]:
    """The claims about a person's posts, by the body."""
    service: dict[str, list[StoredClaim]] = defaultdict(list)
    for edge in ledger.edges_from(person, *_POSTS):
        for stored in edge.claims:
            if stored.claim.modality != "negated":
                service[edge.object].append(stored)
    return service


def _titles(claims: list[StoredClaim]) -> list[str]:
    return sorted({stored.claim.type if (role := stored.claim.role) is None else role for stored in claims})


def _sentence(claims: list[StoredClaim]) -> str:
    """The first sentence of the surest claim."""
    return min(surest(claims)[0].claim.evidence).quote


def _span(claims: list[StoredClaim]) -> tuple[str | None, str | None]:
    """The first start and the last end that claims give."""
    begins = [stored.claim.date_from for stored in claims if stored.claim.date_from is not None]
    ends = [stored.claim.date_to for stored in claims if stored.claim.date_to is not None]
    return min(begins, default=None), max(ends, default=None)


def _together(left: tuple[str | None, str | None], right: tuple[str | None, str | None]) -> str:
    """Whether two spans have a day in common; an unknown end may be any day."""
    # ISO dates are compared as texts; "-99" stands for the last day of a month or year.
    meet = [
        None if begin is None or end is None else begin <= f"{end}-99"
        for begin, end in ((left[0], right[1]), (right[0], left[1]))
    ]
    if False in meet:
        return "no"
    return "not known" if None in meet else "yes"


def _asserted(edge: Edge) -> list[StoredClaim]:
    return [stored for stored in edge.claims if stored.claim.modality == "asserted"]


def _rivals(ledger: Ledger, one: StoredClaim, other: StoredClaim) -> str:
    return _together(_told_span(ledger, one), _told_span(ledger, other))


def _told_span(ledger: Ledger, stored: StoredClaim) -> tuple[str | None, str | None]:
    """The days of a claim; the day of its document stands for an end that it does not give.

    What begins after its document is known to hold on its first day only, and so for what ends before.
    """
    published = ledger.published_date(stored)
    begin, end = stored.claim.date_from, stored.claim.date_to
    if published is None or (begin is not None and end is not None):
        return begin, end
    if begin is None:
        begin = published if end is None else min(published, end)
    return begin, max(published, begin) if end is None else end


def _rivalry(ledger: Ledger, pairs: list[tuple[StoredClaim, StoredClaim]]) -> Row:
    pairs = sorted(pairs, key=lambda pair: (-sum(one.claim.confidence for one in pair), *(one.id for one in pair)))
    one, other = pairs[0]
    mine, theirs = _told_span(ledger, one), _told_span(ledger, other)
    return {
        "body": ledger.name(one.object),
        "person": ledger.name(one.subject),
        "role": one.claim.role,
        "date_from": mine[0],
        "date_to": mine[1],
        "rival": ledger.name(other.subject),
        "rival_role": other.claim.role,
        "rival_from": theirs[0],
        "rival_to": theirs[1],
        "pairs_of_claims": len(pairs),
        "quote": quote_of(one),
        "rival_quote": quote_of(other),
        "claim": one.id,
        "rival_claim": other.id,
    }
