"""Who was where."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

from kgbuild.ask.answers.rows import Found, Row, dated, holds, in_order, reach, told_between
from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, quote_of, surest
from kgbuild.ask.periods import first_day
from kgbuild.ask.sureness import stated_dates
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
    """Which units or people were in one place, and at a later date in another outside it.

    A day on which a mover is told to be in several places tells of no move, and whole armies are asked by name.
    """
    stays: dict[str, dict[str, list[StoredClaim]]] = defaultdict(lambda: defaultdict(list))
    for stored in ledger.claims(*_STAYS):
        mover, day = ledger.entities[stored.subject], _day_of_stay(stored, ledger)
        moves = mover.label != "Place" and (asked.text("name") or mover.attributes.get("echelon") != "army")
        if day is not None and moves and asked.concerns("name", mover.id):
            stays[mover.id][day].append(stored)
    around = _Around(ledger)
    found: list[Found] = []
    for mover_id, told in stays.items():
        days = [day for day in sorted(told) if around.is_one_place({one.object for one in told[day]})]
        for day, later in pairwise(days):
            before, after = surest(told[day])[0], surest(told[later])[0]
            # ISO dates are compared as texts: a day of a month is not later than that month.
            if f"{day}-99" < later and not around.is_one_place({one.object for one in told[day] + told[later]}):
                row = {
                    "mover": ledger.name(mover_id),
                    "from_place": ledger.name(before.object),
                    "from_day": day,
                    "to_place": ledger.name(after.object),
                    "to_day": later,
                    "relation": after.claim.type,
                    "quote": quote_of(after),
                    "document": after.document,
                    "claim": after.id,
                    "claim_before": before.id,
                }
                found.append(((row["mover"], later, row["to_place"], after.id, mover_id), row))
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


def _day_of_stay(stored: StoredClaim, ledger: Ledger) -> str | None:
    """The day that a claim, or else the document of one that is not past, gives for being somewhere."""
    if stored.claim.modality not in ("asserted", "past"):
        return None
    published = ledger.published(stored)
    begin, end = stated_dates(stored.claim, published)
    day = begin or end or (published if stored.claim.modality == "asserted" else None)
    return day if first_day(day) else None


class _Around:
    """What lies in what, over up to three steps."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._inside: dict[str, set[str]] = {}

    def is_one_place(self, places: set[str]) -> bool:
        """Whether of any two places one lies in the other."""
        return all(one in self._of(other) or other in self._of(one) for one, other in combinations(places, 2))

    def _of(self, place: str) -> set[str]:
        if place not in self._inside:
            self._inside[place] = reach(self._ledger, [place], "LOCATED_IN", steps=3)
        return self._inside[place]
