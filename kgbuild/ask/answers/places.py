"""Who was where."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from kgbuild.ask.answers.rows import Found, Row, dated, holds, in_order, reach, told_between
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, quote_of
from kgbuild.ask.periods import first_day
from kgbuild.model import StoredClaim

__all__ = ["abroad", "moves", "present_in", "where_deployed", "whereabouts"]

_STAYS = ("DEPLOYED_TO", "LOCATED_IN", "OPERATES_IN")


def whereabouts(ledger: Ledger, asked: Asked) -> list[Row]:
    """Where a unit, a person or a body was between two dates; the earliest first."""
    entities = asked.entities("entity")
    found: list[Found] = []
    for stored, sure, key in told_between(ledger, asked, *_STAYS, first="from", last="to"):
        if stored.subject in entities:
            row = {
                "entity": ledger.name(stored.subject),
                "relation": stored.claim.type,
                "place": ledger.name(stored.object),
                **dated(stored, ledger, dates=sure),
            }
            found.append(((*key, row["place"], stored.id), row))
    return in_order(found)


def present_in(ledger: Ledger, asked: Asked) -> list[Row]:
    """Who was in a place, or in one that lies in it, between two dates; the earliest first."""
    whole = asked.entities("place")
    places = {one for one in reach(ledger, whole, "LOCATED_IN", steps=3) if ledger.label(one) == "Place"} | whole
    found: list[Found] = []
    for stored, sure, key in told_between(ledger, asked, *_STAYS, first="from", last="to"):
        lies_there = stored.claim.type == "LOCATED_IN" and ledger.label(stored.subject) == "Place"
        if stored.object in places and not lies_there:
            row = {
                "place": ledger.name(stored.object),
                "relation": stored.claim.type,
                "entity": ledger.name(stored.subject),
                **dated(stored, ledger, dates=sure),
            }
            found.append(((*key, row["entity"], stored.id), row))
    return in_order(found)


def where_deployed(ledger: Ledger, asked: Asked) -> list[Row]:
    """Where a unit is deployed or in action, itself or by the units that are part of it or under it."""
    forces = reach(ledger, asked.entities("name"), "OPERATES_UNDER", "PART_OF", steps=4)
    found: list[Found] = []
    for edge, _ in ledger.edges("DEPLOYED_TO", "OPERATES_IN"):
        if edge.subject in forces and holds(edge):
            row = {
                "unit": ledger.name(edge.subject),
                "relation": edge.type,
                "place": ledger.name(edge.object),
                "modality": edge.modality,
                "documents": len(edge.documents),
                "first_cited": edge.first_cited,
                "last_cited": edge.last_cited,
                "quote": first_quote(edge),
            }
            found.append(((row["unit"], edge.type, row["place"], edge.subject, edge.object), row))
    return in_order(found)


def moves(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which units or people were in one place, and at a later date in another."""
    stays: dict[str, list[tuple[str, str, str, StoredClaim]]] = defaultdict(list)
    for stored in ledger.claims(*_STAYS):
        day = ledger.published(stored) if stored.claim.date_from is None else stored.claim.date_from
        stays_there = stored.claim.modality in ("asserted", "past") and ledger.label(stored.subject) != "Place"
        if first_day(day) and day and stays_there and asked.concerns("name", stored.subject):
            stays[stored.subject].append((day, stored.object, stored.id, stored))
    found: list[Found] = []
    for mover, told in stays.items():
        for before, after in pairwise(sorted(told, key=lambda one: one[:3])):
            if before[1] != after[1] and before[0] < after[0]:
                row = {
                    "mover": ledger.name(mover),
                    "from_place": ledger.name(before[1]),
                    "from_day": before[0],
                    "to_place": ledger.name(after[1]),
                    "to_day": after[0],
                    "relation": after[3].claim.type,
                    "quote": quote_of(after[3]),
                    "document": after[3].document,
                    "claim": after[2],
                    "claim_before": before[2],
                }
                found.append(((row["mover"], after[0], row["to_place"], after[2], mover), row))
    return in_order(found)


def abroad(ledger: Ledger, asked: Asked) -> list[Row]:
    """Which units are deployed or in action in a country that is not theirs."""
    country = asked.text("country").lower()
    found: list[Found] = []
    for edge, _ in ledger.edges("DEPLOYED_TO", "OPERATES_IN"):
        unit, place = ledger.entities[edge.subject], ledger.entities[edge.object]
        own, there = (one.attributes.get("country") for one in (unit, place))
        if (unit.label, place.label) == ("Unit", "Place") and own and there and own != there and holds(edge):
            row = {
                "unit": unit.name,
                "of_country": own,
                "relation": edge.type,
                "place": place.name,
                "in_country": there,
                "modality": edge.modality,
                "documents": len(edge.documents),
                "first_cited": edge.first_cited,
                "last_cited": edge.last_cited,
                "quote": first_quote(edge),
            }
            if not country or country in (own, there):
                found.append(((own, unit.name, there, place.name, edge.type, unit.id, place.id), row))
    return in_order(found)
