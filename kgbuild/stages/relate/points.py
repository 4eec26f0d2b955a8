"""Expressions of time that name one day, week, month, season, year or decade, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kgbuild.stages.relate.days import (
    SEASONS,
    UNKNOWN,
    Period,
    make_day,
    on,
    plus_days,
    read_day,
    season,
    season_near,
    shift,
)
from kgbuild.stages.relate.wording import DAY, MONTH, NUMBER, NUMBERS, PART, UNIT, WEEKDAY, YEAR

__all__ = ["ANCHORED", "POINTS", "View", "month_of", "number_of"]

_T = TypeVar("_T")
_Groups = dict[str, str | None]  # what the named parts of a pattern matched
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TENS = ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")  # and "-ties"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBER_OF = {"a": 1, "an": 1} | {word: number for number, word in enumerate(NUMBERS.split()[2:], 1)}
_COUNTED = frozenset(("day", "night", "week", "month", "quarter", "year"))
_FAR = 334  # days: a day without a year that lies further back may as well be the next one to come
_SOON = 31  # days in which "Friday, 3 May" may lie on the side that is not looked at
ANCHORED = (
    rf"the (?P<way>previous|preceding|following|next|same) {UNIT}",
    rf"the {UNIT} (?P<way>before|after)",
    rf"{NUMBER} {UNIT} (?P<way>earlier|later|before|after)",
)


@dataclass(frozen=True, slots=True)
class View:
    """From where an expression is read: the day of publication, a date named before, and which way to look."""

    today: date | None
    anchor: str | None = None
    ahead: bool | None = False
    day_first: bool | None = None
    within: bool = False  # whether it is one side of a longer expression


# --- Points: each reader is given what its pattern in POINTS matched. ---


def _calendar_day(at: _Groups, view: View) -> Period:
    """Read "3 June 2004", "Friday, Dec. 16", "the evening of October 16"."""
    month, day = _month(at["month"]), int(at["day"] or 0)
    if at["year"]:
        year = _year(at["year"], view)
        return on(make_day(year, month, day) if year else None)
    weekday = _WEEKDAYS.index(at["weekday"]) if at["weekday"] else None
    return on(_nearest_day(month, day, weekday, view.today, view) if view.today else None)


def _nearest_day(month: int, day: int, weekday: int | None, today: date, view: View) -> date | None:
    """The day of this date next to publication, on the side that is looked at or where the weekday fits."""
    days = [found for year in range(today.year - 1, today.year + 2) if (found := make_day(year, month, day))]
    far = 366 if view.within else _FAR
    if weekday is not None:
        back, forth = {False: (far, _SOON), True: (_SOON, far), None: (far, far)}[view.ahead]
        fitting = [one for one in days if one.weekday() == weekday and -back <= (one - today).days <= forth]
        return fitting[0] if len(fitting) == 1 else None
    past = max((one for one in days if one <= today), default=None)
    found = _choose(past, min((one for one in days if one >= today), default=None), view)
    return found if found and abs((found - today).days) <= far else None


def _calendar_month(at: _Groups, view: View) -> Period:
    """Read "May 2011", "May"."""
    month = _month(at["month"])
    if at["year"]:
        return month_of(_year(at["year"], view), month)
    if view.today is None:
        return UNKNOWN
    year = view.today.year
    return month_of(_choose(year - (month > view.today.month), year + (month < view.today.month), view), month)


def _day_of_year_near(at: _Groups, view: View) -> Period:
    """Read "May last year", "3 May this year"."""
    if view.today is None:
        return UNKNOWN
    year, month = view.today.year + {"last": -1, "this": 0, "next": 1}[at["way"] or ""], _month(at["month"])
    return on(make_day(year, month, int(at["day"]))) if at["day"] else month_of(year, month)


def _month_near(at: _Groups, view: View) -> Period:
    """Read "last March", the latest that is over, and "next March", the first that has not begun."""
    if view.today is None:
        return UNKNOWN
    month, now = _month(at["month"]), view.today.month
    years = {"last": -(month >= now), "this": 0, "next": month <= now}[at["way"] or ""]
    return month_of(view.today.year + years, month)


def _calendar_year(at: _Groups, view: View) -> Period:
    """Read "2014"; in a range "'97"."""
    year = _year(at["year"], view)
    return (str(year), str(year)) if year else UNKNOWN


def _decade(at: _Groups, view: View) -> Period:
    """Read "the 1990s"; "the 1800s" may be ten years or a hundred, and is given as the hundred."""
    first = int(at["decade"] or 0)
    return str(first), str(first + (99 if first % 100 == 0 and first < 2000 else 9))


def _decade_near(at: _Groups, view: View) -> Period:
    """Read "the '80s" and "the eighties": the last such decade that has begun."""
    if view.today is None:
        return UNKNOWN
    tens = int(at["tens"]) if at["tens"] else 2 + _TENS.index(at["word"] or "")
    first = view.today.year - (view.today.year - 10 * tens) % 100
    return str(first), str(first + 9)


def _century(at: _Groups, view: View) -> Period:
    """Read "the 19th century", which began with 1801."""
    first = 100 * int(at["century"] or 0) - 99
    return (str(first), str(first + 99)) if first > 1000 else UNKNOWN


def _part_of_year(at: _Groups, view: View) -> Period:
    """Read "the third quarter of 2013", "Q3 2013", "H1 2013"."""
    size = 6 if at["part"] in ("half", "h") else 3
    which = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size}.get(at["which"] or "")
    end = size * (which or int(at["which"] or 0))
    return (f"{at['year']}-{end - size + 1:02}", f"{at['year']}-{end:02}") if end <= 12 else UNKNOWN


def _season_of_year(at: _Groups, view: View) -> Period:
    """Read "spring of 1915"; the winter of a year is the one that begins or the one that ends in it."""
    year = _year(at["year"], view)
    if year is None:
        return UNKNOWN
    if at.get("last"):  # "winter 1914/15"
        return season(at["unit"] or "", year) if at["unit"] == "winter" else UNKNOWN
    return (str(year), f"{year + 1}-02") if at["unit"] == "winter" else season(at["unit"] or "", year)


def _iso_day(at: _Groups, view: View) -> Period:
    return on(read_day((at["iso"] or "").replace("/", "-")))


def _numeric(at: _Groups, view: View) -> Period:
    """Read "31/12/2002", "03.04.2005": with full stops the day is first, with strokes if the text decides it."""
    first, second, year = int(at["first"] or 0), int(at["second"] or 0), _year(at["year"], view)
    if year is None:
        return UNKNOWN
    if at["sign"] == "." or first > 12 or first == second or view.day_first:
        return on(make_day(year, second, first))
    if second > 12 or view.day_first is False:
        return on(make_day(year, first, second))
    return UNKNOWN


def _numeric_month(at: _Groups, view: View) -> Period:
    return month_of(int(at["year"] or 0), int(at["second"] or 0))


def _weekday(at: _Groups, view: View) -> Period:
    """Read "Tuesday", "last Friday", "this Friday", "Monday morning next week"."""
    if view.today is None:
        return UNKNOWN
    weekday = _WEEKDAYS.index(at["weekday"] or "")
    back = (view.today.weekday() - weekday) % 7
    offset: int | None
    if at.get("week"):
        offset = weekday - view.today.weekday() + {"last": -7, "this": 0, "next": 7}[at["week"] or ""]
    elif at.get("way"):
        offset = -(back or 7) if at["way"] == "last" else 7 - back
    else:
        offset = _choose(-back, (7 - back) % 7, view)
    return on(plus_days(view.today, offset)) if offset is not None else UNKNOWN


def _today(at: _Groups, view: View) -> Period:
    """Read "today", "yesterday", "tonight", "last night", "this morning"."""
    word = at["word"] or ""
    days = -1 if word.startswith(("yesterday", "last")) else 1 if word.startswith(("tomorrow", "next")) else 0
    days = {"ereyesterday": -2, "overmorrow": 2}.get(word, days)
    return on(plus_days(view.today, days)) if view.today else UNKNOWN


def _unit_near(at: _Groups, view: View) -> Period:
    """Read "last month", "this week", "next year", "last spring"."""
    if view.today is None:
        return UNKNOWN
    way, unit = {"last": -1, "this": 0, "next": 1}[at["way"] or ""], at["unit"] or ""
    if unit in SEASONS:
        return season_near(unit, way, view.today)
    if unit == "weekend":
        return _weekend(way, view.today, view)
    return shift(view.today.isoformat(), way, unit)


def _weekend(way: int, today: date, view: View) -> Period:
    """Saturday and Sunday: "this weekend" is the one that is on, or the next on the side that is looked at."""
    if today.weekday() >= 5:
        weeks: int | None = way
    else:
        weeks = {-1: -1, 0: _choose(-1, 0, view), 1: 0}[way]
    if weeks is None:
        return UNKNOWN
    saturday = 7 * weeks + 5 - today.weekday()
    return on(plus_days(today, saturday))[0], on(plus_days(today, saturday + 1))[1]


def _ago(at: _Groups, view: View) -> Period:
    """Read "two weeks ago", as precise as its unit."""
    number, unit = number_of(at["number"]), at["unit"] or ""
    if view.today is None or number is None:
        return UNKNOWN
    if unit == "hour":
        days = (number + 23) // 24, number // 24
        return on(plus_days(view.today, -days[0]))[0], on(plus_days(view.today, -days[1]))[1]
    return shift(view.today.isoformat(), -number, unit) if unit in _COUNTED else UNKNOWN


def _beside(at: _Groups, view: View) -> Period:
    """Read "the following day", "the year before", "two days later", from the date that the text names before."""
    number, unit = number_of(at.get("number") or "one"), at["unit"] or ""
    if view.anchor is None or number is None or unit not in _COUNTED:
        return UNKNOWN
    way = {"previous": -1, "preceding": -1, "before": -1, "earlier": -1, "same": 0}.get(at["way"] or "", 1)
    return shift(view.anchor, way * number, unit)


# --- Words and numbers ---


def _choose(past: _T, future: _T, view: View) -> _T | None:
    """The one on the side that is looked at."""
    if view.ahead is None:
        return past if past == future else None
    return future if view.ahead else past


def _month(name: str | None) -> int:
    return _MONTHS.index((name or "")[:3]) + 1


def month_of(year: int | None, month: int) -> Period:
    """The period of one month; none if there is no such month."""
    iso = f"{year}-{month:02}" if year and 1 <= month <= 12 else None
    return iso, iso


def number_of(word: str | None) -> int | None:
    """The number that digits or a word stand for; None for "several"."""
    return int(word) if word and word.isdigit() else _NUMBER_OF.get(word or "")


def _year(digits: str | None, view: View) -> int | None:
    """A year of four digits, or of two: the last such one up to the year that it is read from."""
    if digits is None:
        return None
    year = int(digits.removeprefix("'"))
    if year >= 100:
        return year
    if view.today is None:
        # As POSIX has it, where no other century is to be thought of.
        return 1900 + year if year >= 69 else None
    limit = view.today.year + (10 if view.ahead else 0)
    last = limit - (limit - year) % 100
    return last if last >= 1000 else None


POINTS: list[tuple[re.Pattern[str], Callable[[_Groups, View], Period]]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:{WEEKDAY} )?{DAY} {MONTH}(?: (?P<year>{YEAR}|'?\d\d))?{PART}", _calendar_day),
        (rf"(?:{WEEKDAY} )?{MONTH} {DAY}(?: (?P<year>{YEAR}|'\d\d))?{PART}", _calendar_day),
        (rf"{MONTH}(?: (?P<year>{YEAR}|'\d\d|00|3[2-9]|[4-9]\d))?", _calendar_month),
        (rf"(?:{DAY} )?{MONTH} (?P<way>last|this|next) year", _day_of_year_near),
        (rf"{MONTH} {DAY} (?P<way>last|this|next) year", _day_of_year_near),
        (rf"(?P<way>this|last|next) {MONTH}", _month_near),
        (rf"(?P<year>{YEAR}|'\d\d)", _calendar_year),
        (r"(?P<decade>(?:1[5-9]|20)\d0)s", _decade),
        (rf"'?(?P<tens>[2-9])0s|(?P<word>{'|'.join(_TENS)})ties", _decade_near),
        (r"(?P<century>\d\d) century", _century),
        (
            rf"(?:the )?(?P<which>first|second|third|fourth|last) (?P<part>quarter|half) (?P<year>{YEAR})",
            _part_of_year,
        ),
        (rf"(?P<part>[qh])(?P<which>[1-4]) (?P<year>{YEAR})", _part_of_year),
        (rf"(?P<unit>{'|'.join(SEASONS)}) (?P<year>{YEAR}|'\d\d)(?P<last>[-/]\d\d)?", _season_of_year),
        (r"(?P<iso>\d{4}([-/])\d\d\2\d\d)", _iso_day),
        (rf"(?P<first>\d\d?)(?P<sign>-)(?P<second>\d\d?)-(?P<year>{YEAR})", _numeric),
        (rf"(?P<first>\d\d?)(?P<sign>[./])(?P<second>\d\d?)[./](?P<year>{YEAR}|\d\d)", _numeric),
        (rf"/(?P<second>\d\d)/(?P<year>{YEAR})", _numeric_month),
        (rf"{WEEKDAY}{PART}(?: (?P<week>last|this|next) week)?", _weekday),
        (rf"(?P<way>last|next) {WEEKDAY}{PART}", _weekday),
        (rf"(?P<week>this) {WEEKDAY}{PART}", _weekday),
        (rf"(?P<word>today|tonight|(?:ere)?yesterday|tomorrow|overmorrow){PART}", _today),
        (r"(?P<word>(?:this|last|next) (?:morning|afternoon|evening|night|midday|noon|dawn))", _today),
        (rf"(?P<way>this|last|next) {UNIT}", _unit_near),
        (rf"{NUMBER} {UNIT} ago", _ago),
        *((pattern, _beside) for pattern in ANCHORED),
    )
]
