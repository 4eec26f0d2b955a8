"""Reckoning with ISO dates that are as long as they are precise: "2014", "2014-03", "2014-03-05"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kgbuild.dating import first_day, last_day

__all__ = [
    "SEASONS",
    "UNKNOWN",
    "Period",
    "checked",
    "first_day",
    "in_order",
    "last_day",
    "make_day",
    "on",
    "plus_days",
    "read_day",
    "season",
    "season_near",
    "shift",
]

Period = tuple[str | None, str | None]  # the first and last date, None where a side is open or not known
UNKNOWN: Period = (None, None)

# Meteorological seasons of the northern hemisphere, which most military writing in English means: their months.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_MONTHS_IN = {"month": 1, "quarter": 3}
_YEARS_IN = {"year": 1, "decade": 10, "century": 100}


def make_day(year: int, month: int, day: int) -> date | None:
    """The day; None if the calendar has none such ("31 June"), or its year has not four digits."""
    try:
        return date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def read_day(iso: str | None) -> date | None:
    """A full ISO date; None for any other text."""
    if iso is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", iso, re.ASCII):
        return None
    year, month, day = map(int, iso.split("-"))
    return make_day(year, month, day)


def checked(iso: str | None) -> str | None:
    """An ISO date of any precision; None for any other text."""
    return iso if iso is not None and read_day(first_day(iso)) else None


def plus_days(day: date, number: int) -> date | None:
    """The day `number` days later; None if its year has not four digits."""
    try:
        later = day + timedelta(days=number)
    except OverflowError:
        return None
    return later if later.year >= 1000 else None


def on(day: date | None) -> Period:
    """The period of one day."""
    iso = day.isoformat() if day else None
    return iso, iso


def in_order(period: Period) -> bool:
    """Whether a period does not end before it begins; an open side is no hindrance."""
    start, end = period
    return start is None or end is None or first_day(start) <= last_day(end)


def shift(iso: str, number: int, unit: str) -> Period:
    """The calendar unit that lies `number` of them after the one that holds a date.

    Args:
        iso: a date; one less precise than the unit gives no period.
        number: how many units later; negative is earlier.
        unit: day, night, week (from Monday to Sunday), month, quarter, year, decade or century.
    """
    if unit in _YEARS_IN:
        size = _YEARS_IN[unit]
        # The twentieth century began with 1901, the nineties with 1990.
        offset = 1 if unit == "century" else 0
        first = (int(iso[:4]) - offset) // size * size + offset + number * size
        return (str(first), str(first + size - 1)) if 1000 <= first < 9000 else UNKNOWN
    if unit in _MONTHS_IN and len(iso) >= 7:
        size = _MONTHS_IN[unit]
        months = int(iso[:4]) * 12 + int(iso[5:7]) - 1
        first = (months // size + number) * size
        return _month(first), _month(first + size - 1)
    day = read_day(iso)
    if day is None or unit not in ("day", "night", "week"):
        return UNKNOWN
    if unit == "week":
        monday = plus_days(day, 7 * number - day.weekday())
        return (monday.isoformat(), on(plus_days(monday, 6))[1]) if monday else UNKNOWN
    return on(plus_days(day, number))


def season(name: str, year: int) -> Period:
    """The first and last month of the season that begins in a year."""
    first, last = SEASONS[name]
    return f"{year}-{first:02}", f"{year + (last < first)}-{last:02}"


def season_near(name: str, way: int, today: date) -> Period:
    """The latest such season that is over (`way` -1), the next that has not begun (1), or this year's (0)."""
    if not 1000 < today.year < 9000:
        return UNKNOWN
    day = today.isoformat()
    seasons = [season(name, year) for year in range(today.year - 2, today.year + 3)]
    if way < 0:
        return [one for one in seasons if last_day(one[1] or "") < day][-1]
    if way > 0:
        return next(one for one in seasons if first_day(one[0] or "") > day)
    return season(name, today.year - (name == "winter" and today.month <= 6))


def _month(months: int) -> str | None:
    year, month = divmod(months, 12)
    return f"{year}-{month + 1:02}" if 1000 <= year < 9000 else None
