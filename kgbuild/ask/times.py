"""The days on which a claim is known to hold, and whether two claims hold at once."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.ask.ledger import Ledger
from kgbuild.ask.periods import first_day, last_day
from kgbuild.model import StoredClaim

__all__ = ["Held", "at_once", "held"]


@dataclass(frozen=True, slots=True)
class Held:
    """A claim, and the first and last day on which it is known to hold; `*_stated` by the text's own dates."""

    stored: StoredClaim
    first: str
    last: str
    first_stated: bool = False
    last_stated: bool = False


def held(stored: StoredClaim, ledger: Ledger) -> Held | None:
    """The days on which a claim is known to hold; None where no day is.

    A claim holds up to the day of its document where the text gives only its start, from that day where it gives
    only its end, and on that day where it gives neither. "In 2014" is some day of that year, so none for sure.
    """
    claim, report = stored.claim, ledger.published(stored)
    begin, end = last_day(claim.date_from), first_day(claim.date_to)
    published = report if first_day(report) == last_day(report) else None
    first, last = begin or published, end or published
    if begin and not end and (last is None or last < begin):
        last = begin if first_day(claim.date_from) == begin else None
    if end and not begin and (first is None or first > end):
        first = end if last_day(claim.date_to) == end else None
    if first is None or last is None or first > last:
        return None
    return Held(stored, first, last, begin is not None, end is not None)


def at_once(left: Held, right: Held) -> str | None:
    """The days on which both hold, as text: "2021-03-01", "2021-03-01 to 2021-04-30"; None if there are none.

    The day on which one ends and the other is told to be there already is a handover, and none of those days.
    """
    first, last = max(left.first, right.first), min(left.last, right.last)
    if first > last:
        return None
    if first < last:
        return f"{first} to {last}"
    return None if _turns(left, first) or _turns(right, first) else first


def _turns(one: Held, day: str) -> bool:
    """Whether a stretch of several days begins or ends on this day, by its own dates."""
    ends = (one.first == day and one.first_stated) or (one.last == day and one.last_stated)
    return one.first < one.last and ends
