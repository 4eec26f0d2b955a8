"""What the rows of several questions have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kgbuild.ask.asked import Asked
from kgbuild.ask.ledger import Ledger, first_quote, quote_of
from kgbuild.ask.periods import first_day
from kgbuild.ask.sureness import SURENESS, how_dated, how_sure, stated_dates
from kgbuild.model import Edge, StoredClaim

__all__ = [
    "Found",
    "Row",
    "cited",
    "dated",
    "holding",
    "holds",
    "how_dated_in",
    "in_order",
    "last_way",
    "reach",
    "sides",
    "start_of",
    "told",
    "told_between",
]

NEVER = "9999"

Row = dict[str, Any]
Found = tuple[tuple[Any, ...], Row]  # what a row is sorted by, and the row


def in_order(found: Iterable[Found]) -> list[Row]:
    """The rows, sorted by what they are found with."""
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def last_way(text: str | None) -> tuple[bool, str]:
    """A text to sort by, as Neo4j sorts: what there is none of comes last."""
    return text is None, text or ""


def holds(edge: Edge) -> bool:
    """Whether an edge is more than a denial."""
    return edge.modality != "negated"


def sides(stored: StoredClaim, ledger: Ledger) -> Row:
    """The columns that say what is claimed."""
    return {
        "subject": ledger.name(stored.subject),
        "type": stored.claim.type,
        "object": ledger.name(stored.object),
    }


def dated(stored: StoredClaim, ledger: Ledger, *, dates: str) -> Row:
    """The columns that every dated claim has: when, how sure that is, and where it stands."""
    return {
        "modality": stored.claim.modality,
        "date_from": stored.claim.date_from,
        "date_to": stored.claim.date_to,
        "dates": dates,
        **told(stored, ledger),
    }


def told(stored: StoredClaim, ledger: Ledger) -> Row:
    """The columns that say where a claim stands, and who says so."""
    return {
        "quote": quote_of(stored),
        "document": stored.document,
        "published": ledger.published(stored),
        "said_by": ledger.name(stored.by),
        "confidence": stored.claim.confidence,
        "claim": stored.id,
    }


def start_of(stored: StoredClaim, ledger: Ledger) -> str:
    """The first day that a claim's dates, or else its document's, may mean; what has none comes last."""
    published = ledger.published(stored)
    days = map(first_day, (*stated_dates(stored.claim, published), published))
    return next((day for day in days if day), NEVER)


def how_dated_in(stored: StoredClaim, ledger: Ledger) -> str:
    """What is known of a claim's dates; see `sureness.how_dated`."""
    return how_dated(stored.claim, ledger.published(stored))


def told_between(
    ledger: Ledger, asked: Asked, *types: str, first: str, last: str
) -> Iterator[tuple[StoredClaim, str, tuple[str, int]]]:
    """Yield the claims of these types that hold in the period that two parameters name.

    Yields:
        (claim, how sure its dates make that, what to sort it by: its start, then how sure).
    """
    period = asked.period(first, last)
    for stored in ledger.claims(*types):
        sure = how_sure(stored.claim, ledger.published(stored), period)
        if sure is not None and stored.claim.modality != "negated":
            yield stored, sure, (start_of(stored, ledger), SURENESS.index(sure))


def holding(stored: StoredClaim, date: str) -> bool:
    """Whether a claim says that something is or was so, and its own dates do not exclude a day, month or year.

    Args:
        date: an ISO date of any precision; an empty one stands for any time.
    """
    claim = stored.claim
    if claim.modality not in ("asserted", "past"):
        return False
    # ISO dates are compared as texts; "-99" stands for the last day of a month or year.
    begun = not date or claim.date_from is None or claim.date_from <= f"{date}-99"
    return begun and (not date or claim.date_to is None or f"{claim.date_to}-99" >= date)


def reach(
    ledger: Ledger, start: Iterable[str], *types: str, steps: int, counts: Callable[[Edge], bool] = holds
) -> set[str]:
    """The entities from which edges of these types that count lead to `start` in so many steps, and `start`."""
    reached, rim = set(start), set(start)
    for _ in range(steps):
        rim = {edge.subject for one in rim for edge in ledger.edges_to(one, *types) if counts(edge)} - reached
        reached |= rim
    return reached


def cited(edges: Sequence[Edge]) -> Row:
    """When each of these edges was reported first and last, and the sentence that states it best."""
    return {
        "first_cited": [one.first_cited for one in edges],
        "last_cited": [one.last_cited for one in edges],
        "quotes": [first_quote(one) for one in edges],
    }
