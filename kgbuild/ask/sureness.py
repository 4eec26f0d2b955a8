"""Whether a claim holds in a period, and how sure its dates make that.

`queries/commanders.cypher` and `queries/whereabouts.cypher` say the same in Cypher.
"""

from __future__ import annotations

from kgbuild.ask.periods import Period, first_day, last_day
from kgbuild.model import Claim

__all__ = ["SURENESS", "how_dated", "how_sure", "stated_dates"]

# From the surest: the text's own dates cover the period, or a day of it; the text gives no date, and the document
# was published then; the text gives only the month or year, which may mean another day of it; the text gives
# only the end or only the start, and the period lies on its open side.
SURENESS = ("stated", "published", "imprecise", "open")


def how_sure(claim: Claim, published: str | None, period: Period) -> str | None:
    """How sure the dates make it that `claim` holds on a day of `period`; None where they exclude it.

    A claim without dates counts for the day its document was published; one of the past, for the time before
    that day, and a planned one, for the time after it. What is told to be so since a day, or until one, is so on
    the day of the document too.

    Args:
        published: ISO date of the claim's document.

    Returns:
        One of SURENESS.
    """
    begin, end = map(_days, stated_dates(claim, published))
    report = _days((published or "")[:10])
    if claim.modality == "past" and end is None and report and period.first >= report.first:
        return None
    if claim.modality == "planned" and begin is None and report and period.last <= report.last:
        return None
    if begin and end:
        return _between(begin, end, period)
    told = report if claim.modality == "asserted" else None
    if begin:
        return _known_from(begin, told, period)
    if end:
        return _known_to(end, told, period)
    if report is None:
        return None
    if claim.modality in ("past", "planned"):
        return "open"
    return "published" if period.first <= report.last and period.last >= report.first else None


def how_dated(claim: Claim, published: str | None) -> str:
    """What is known of a claim's dates: "stated" (both), "open" (one), "published" (its document's), "none"."""
    ends = [first_day(date) for date in stated_dates(claim, published)]
    if all(ends):
        return "stated"
    if any(ends):
        return "open"
    return "published" if first_day((published or "")[:10]) else "none"


def stated_dates(claim: Claim, published: str | None) -> tuple[str | None, str | None]:
    """The first and last date of a claim, without the one that its document's day stands for.

    The past ends with the report, and a plan begins with it, where the text says no more.
    """
    report = (published or "")[:10]
    begin = None if claim.modality == "planned" and claim.date_from == report else claim.date_from
    end = None if claim.modality == "past" and claim.date_to == report else claim.date_to
    return begin, end


def _days(date: str | None) -> Period | None:
    first, last = first_day(date), last_day(date)
    return Period(first, last) if first and last else None


def _between(begin: Period, end: Period, period: Period) -> str | None:
    if period.last < begin.first or period.first > end.last:
        return None
    if period.first <= begin.first and period.last >= end.last:
        return "stated"
    certain = begin.last <= end.first and period.first <= end.first and period.last >= begin.last
    return "stated" if certain else "imprecise"


def _known_from(begin: Period, told: Period | None, period: Period) -> str | None:
    if period.last < begin.first:
        return None
    if period.first > begin.last:
        return "stated" if told and period.first <= told.first else "open"
    return "stated" if period.first <= begin.first and period.last >= begin.last else "imprecise"


def _known_to(end: Period, told: Period | None, period: Period) -> str | None:
    if period.first > end.last:
        return None
    if period.last < end.first:
        return "stated" if told and period.last >= told.last else "open"
    return "stated" if period.first <= end.first and period.last >= end.last else "imprecise"
