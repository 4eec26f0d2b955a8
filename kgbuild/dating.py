"""The days that ISO dates mean, and from when to when an edge lasted as far as its claims tell.

ISO dates are as long as they are precise: "2014", "2014-03", "2014-03-05".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from typing import NamedTuple

from kgbuild.model import Claim

__all__ = ["Lasting", "first_day", "last_day", "span"]

_HELD = frozenset({"asserted", "past"})
_ACTS = frozenset({"ATTACKED", "KILLED"})  # they begin and end when they are done
# They are given a single date only where a verb says that they began or ended then.
_STATES = frozenset({"COMMANDS", "MEMBER_OF", "PART_OF", "OPERATES_UNDER", "BACKED_BY"})
_LOOSE = re.compile(
    r"(?:by|before|after|over|during|throughout|as (?:of|at|on)|(?:no|not) later than|(?:in|within|for) the)\b",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    r"(?!\d{4}-\d\d-\d\d$)"
    r"(?:(?:since|from|as from|with effect from|effective|until|till|up (?:to|until)|through|between)\b|"
    r".* (?:to|until|till|through) |.*\w\s?[–—]|.*\d\s?-|\d{4}/\d\d$)",
    re.IGNORECASE,
)


def first_day(iso: str) -> str:
    """The first day of a day, month or year."""
    return iso + "-01" * ((10 - len(iso)) // 3)


def last_day(iso: str) -> str:
    """The last day of a day, month or year."""
    if len(iso) == 10:
        return iso
    year, month = (*map(int, iso.split("-")), 12)[:2]
    # Year 0, which ISO has, has no calendar in Python; it is a leap year as 4 is.
    return f"{iso[:4]}-{month:02}-{calendar.monthrange(year or 4, month)[1]}"


class Lasting(NamedTuple):
    """The first and last date on which an edge is told to hold, and whether it is told to begin or end then.

    An `end` that is not known is the last date on which it held for all that is told; where all that is told is
    that it is over, the first date by which it was.
    """

    start: str | None = None
    end: str | None = None
    start_known: bool = False
    end_known: bool = False


def span(claims: Iterable[tuple[Claim, str | None]]) -> Lasting:
    """From when to when the edge of these claims lasted; what is planned, possible or negated does not count.

    A claim without dates tells nothing here, though an asserted state holds on the day of publication: those
    days are the edge's `first_cited` and `last_cited`.

    Args:
        claims: those of one edge, each with the day on which its document was published.
    """
    starts: list[tuple[str, bool]] = []
    ends: list[tuple[str, bool]] = []
    over: list[str] = []
    begun = ""  # the latest beginning after which no end is told
    for claim, published in claims:
        if claim.modality not in _HELD:
            continue
        if claim.date_from is not None:
            starts.append((claim.date_from, _says_when(claim)))
        if claim.modality == "past" and claim.date_to is not None and claim.date_to == published:
            over.append(claim.date_to)  # "former": over by then, and perhaps long before
        elif claim.date_to is not None:
            ends.append((claim.date_to, _says_when(claim)))
        elif claim.date_from is not None:
            begun = max(begun, claim.date_from)
    start, start_known = min(starts, key=lambda one: (_first(one[0]), not one[1]), default=(None, False))
    end, end_known = max(ends, key=lambda one: (_last(one[0]), one[1]), default=(None, False))
    if end is not None and _first(begun) > _last(end):
        end, end_known = None, False
    if end is None:
        end = min((date for date in over if _last(date) >= _first(begun)), key=_last, default=None)
    return Lasting(start, end, start_known, end_known)


def _says_when(claim: Claim) -> bool:
    """Whether a claim's dates are those of the beginning and end, and not just of some days between."""
    expression = claim.date or ""
    if claim.type in _ACTS:
        return True
    if _LOOSE.match(expression):
        return False
    return claim.type in _STATES or bool(_BOUNDED.match(expression))


def _first(iso: str) -> str:
    """A text that sorts as the first day of a date, and before all others if there is no date."""
    return first_day(iso) if iso else ""


def _last(iso: str) -> str:
    """A text that sorts as the last day of a date; of dates with the same one, the least precise sorts last."""
    return iso + "-99" * ((10 - len(iso)) // 3)
