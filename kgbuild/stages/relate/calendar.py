"""Expressions of time as ISO dates: "Tuesday", in a report of 5 March 2014, is 2014-03-04.

All functions are pure. A date is an ISO string as long as it is precise ("2014", "2014-03", "2014-03-05"), a
period the pair of its first and last one, None where that side is open or not known. Expressions mean what
TIMEX3 (ISO 24617-1) says; weeks, seasons and decades, for which it has signs of its own, are given by their first
and last day, month or year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from kgbuild.stages.relate.days import (
    SEASONS,
    UNKNOWN,
    Period,
    checked,
    first_day,
    in_order,
    last_day,
    make_day,
    on,
    plus_days,
    read_day,
    season,
    season_near,
    shift,
)

__all__ = ["hangs_on_another", "period_of_claim", "puts_day_first", "resolve"]

_T = TypeVar("_T")
_Groups = dict[str, str | None]  # what the named parts of a pattern matched

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = "a an one two three four five six seven eight nine ten eleven twelve"
_NUMBER_OF = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_NUMBERS.split()[2:], 1)}

_M = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_D = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_WD = r"(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)(?=d|s|n|r|u|\b))(?:s|nes|rs?|ur)?(?:day)?"
_PART = r"(?: (?:morning|afternoon|evening|night|midday|noon|dawn))?"
_N = rf"(?P<number>\d{{1,3}}|{_NUMBERS.replace(' ', '|')})"
_UNIT = (
    r"(?P<unit>hour|day|night|weekend|week|month|quarter|year|decade|century|spring|summer|autumn|fall|winter)s?"
)
_COUNTED = frozenset(("day", "night", "week", "month", "quarter", "year"))
# Parts of a day, month or year: the whole is what is known for sure.
_VAGUE = re.compile(
    r"(?:(?:early|late|earlier|later|mid|on|in|at|evening|night|morning|afternoon|end|beginning|start|middle)"
    r"[ -])+"
)
# Where "the" tells "the next day" from "next day", and "in the last month" from "in last month".
_KEEPS_THE = (
    r"(?:(?:previous|preceding|following|next|same|last|past)|(?:day|night|week|month|year) (?:before|after))\b"
)
_CLOCK = r"\b(?:\d\d?(?:[:.]\d\d)? ?[ap] ?m|\d{4} ?(?:hours|hrs)|\d\d?:\d\d(?: hours| hrs)?)\b"
_TO_COME = re.compile(r"(?:until|till?|by|before)\b", re.IGNORECASE)
_OPEN = frozenset(("present", "date", "now"))
_FAR = 334  # days: a day without a year that lies further back may as well be the next one to come
_LONGEST = 40  # years from one date with two digits of its year to the next
_SOON = 31  # days in which "Friday, 3 May" may lie on the side that is not looked at
_RANGES = (
    r"from (?P<a>.+?) (?:to|until|till|through) (?P<b>.+)",
    r"between (?P<a>.+?) and (?P<b>.+)",
    r"(?P<a>.+?) (?:to|till?|until|through) (?P<b>.+)",
    r"(?P<a>.+?) ?- ?(?P<b>.+)",
)
_ANCHORED = (
    rf"the (?P<way>previous|preceding|following|next|same) {_UNIT}",
    rf"the {_UNIT} (?P<way>before|after)",
    rf"{_N} {_UNIT} (?P<way>earlier|later|before|after)",
)


@dataclass(frozen=True, slots=True)
class _View:
    """From where an expression is read: the day of publication, a date named before, and which way to look."""

    today: date | None
    anchor: str | None = None
    ahead: bool | None = False
    day_first: bool | None = None
    within: bool = False  # whether it is one side of a longer expression


def resolve(
    expression: str,
    published: str | None,
    *,
    anchor: str | None = None,
    ahead: bool | None = False,
    day_first: bool | None = None,
) -> Period:
    """The period that an expression of time stands for, (None, None) where that cannot be told; never a guess.

    Args:
        expression: as `dates.find_dates` finds it: "since March", "12-14 May", "the following day".
        published: ISO date of the document; without a full one only expressions with a year are resolved.
        anchor: ISO date that the text names before, on which "the following day" or "two years later" depend.
        ahead: False reads a day or month without year as the last one up to publication, True as the next one
            from then on, None as neither unless both are the same.
        day_first: whether 03/04/2005 is in April; None leaves it open, unless the expression itself decides it.

    Returns:
        First and last date. An act falls between them, a state holds from the one to the other. "since" and
        "after" leave the last open, "until", "by" and "before" the first; the date itself is always included.
    """
    day_first = puts_day_first(expression) if day_first is None else day_first
    return _resolve(_normal(expression), _View(read_day(published), checked(anchor), ahead, day_first))


def period_of_claim(
    expression: str | None,
    published: str | None,
    *,
    modality: str = "asserted",
    bound: str | None = None,
    anchor: str | None = None,
    day_first: bool | None = None,
) -> Period:
    """When a claim holds, as far as its expression of time, its modality and the day of publication tell.

    What is `past` has ended by the day of publication, and what is `planned` begins then at the earliest. Of
    anything else without an expression nothing is told: a state that is asserted holds on the day of publication,
    which the document has and its claims do not repeat.

    Args:
        expression, published, anchor, day_first: as for `resolve`; no expression is None.
        modality: the claim's: a plan looks ahead, a possibility to neither side.
        bound: "begins" or "ends" where a verb says that the state began or ended then ("was appointed in May"), so
            that the other side is open.
    """
    ahead = {"planned": True, "possible": None}.get(modality, False)
    if modality == "asserted" and expression is not None and _TO_COME.match(expression):
        ahead = None  # "is there until May", "was there until May"
    start, end = UNKNOWN
    if expression is not None:
        start, end = resolve(expression, published, anchor=anchor, ahead=ahead, day_first=day_first)
    if start is not None and end is not None and bound is not None:
        start, end = (start, None) if bound == "begins" else (None, end)
    today = checked(published)
    if modality == "past" and end is None and in_order((start, today)):
        end = today
    if modality == "planned" and start is None and in_order((today, end)):
        start = today
    return start, end


def hangs_on_another(expression: str) -> bool:
    """Whether an expression can only be resolved against a date that the text names before: "the same year"."""
    text = re.sub(r"^(?:since|from|after|until|till?|by|before) ", "", _normal(expression))
    return any(re.fullmatch(pattern, text) for pattern in _ANCHORED)


def puts_day_first(text: str) -> bool | None:
    """Whether dates such as 03/04/2005 put the day first, as others in the same text, such as 31/12/2004, decide.

    None where no date decides it, or they contradict one another.
    """
    orders = set()
    for first, second in re.findall(r"(?<![\d/])(\d\d?)/(\d\d?)/ ?(?:\d{4}|\d\d)(?![\d/])", text):
        if (int(first) > 12) != (int(second) > 12):
            orders.add(int(first) > 12)
    return orders.pop() if len(orders) == 1 else None


def _normal(expression: str) -> str:
    """The expression in small letters, without signs and little words that do not change its meaning."""
    text = re.sub(r"\s+", " ", expression.lower().replace("’", "'").strip())
    text = re.sub(r"[‐‑‒–—]", "-", text)
    text = re.sub(r"(?<=[a-z])\.|,", " ", text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", text)
    text = re.sub(rf"\bthe (?!{_KEEPS_THE})", "", text)
    text = re.sub(r"(?<=\d/) (?=\d)", "", text)
    text = re.sub(rf"(?:(?:about|around|at) )?{_CLOCK}(?: on\b)?", "", text)
    return re.sub(r"\s+", " ", text).strip()


def _resolve(text: str, view: _View) -> Period:
    for read in (_open, _lasting, _point, _days, _years, _range):
        found = read(text, view)
        if found is not None:
            return found if in_order(found) else UNKNOWN
    return UNKNOWN


# --- Periods: each reader gives None where the expression is not of its kind. ---


def _open(text: str, view: _View) -> Period | None:
    """Read "since March", "until 2010", "by Friday"."""
    match = re.fullmatch(r"(since|after|until|till?|by|before|from) (.+)", text)
    if match is None or (match[1] == "from" and re.search(r" (?:to|until|till|through) ", text)):
        return None
    start, end = _resolve(match[2], replace(view, ahead=False) if match[1] == "since" else view)
    return (start, None) if match[1] in ("since", "after", "from") else (None, end)


def _lasting(text: str, view: _View) -> Period | None:
    """Read "in the last 24 hours", "over the past year", "for the next two weeks"."""
    match = re.fullmatch(rf"(?:in|within|over|during|for) the (?P<way>last|past|next) (?:{_N} )?{_UNIT}", text)
    if match is None:
        return None
    number, unit = _number(match["number"] or "one"), match["unit"]
    if view.today is None or number is None:
        return UNKNOWN
    today = view.today.isoformat()
    way = number if match["way"] == "next" else -number
    match unit:
        case "hour":
            days = (number + 23) // 24
            other = on(plus_days(view.today, days if way > 0 else -days))[0]
        case "week":
            other = on(plus_days(view.today, 7 * way))[0]
        case "decade":
            other = shift(today, 10 * way, "year")[0]
        case "day" | "night" | "month" | "year":
            other = shift(today, way, unit)[0]
        case _:
            other = None
    if other is None:
        return UNKNOWN
    return (today, other) if way > 0 else (other, today)


def _days(text: str, view: _View) -> Period | None:
    """Read "12-14 May", "May 15-24, 2016", "between 4 and 9 December"."""
    both = rf"{_D}(?: ?- ?| and | to ){_D.replace('day', 'last')}"
    for pattern in (rf"(?:between )?{both} {_M}(?P<rest>.*)", rf"(?:between )?{_M} {both}(?P<rest>(?: {_YEAR})?)"):
        match = re.fullmatch(pattern, text)
        if match:
            end = _resolve(f"{match['last']} {match['month']}{match['rest']}", view)[1]
            return (f"{end[:8]}{int(match['day']):02}", end) if end else UNKNOWN
    return None


def _years(text: str, view: _View) -> Period | None:
    """Read "1999-2001", "1999-01", and "2014-03", which is a month as there are no years that it could be."""
    match = re.fullmatch(rf"(?:between )?({_YEAR}) ?- ?(\d\d)", text)
    if match is None:
        return None
    first, short = int(match[1]), int(match[2])
    last = first - first % 100 + short
    if last < first and short <= 20 and first % 100 >= 80:  # over the turn of a century
        last += 100
    if last >= first:
        return str(first), str(last)
    return _month_of(first, short)


def _range(text: str, view: _View) -> Period | None:
    """Read "from 1943 until 1944", "28 Dec - 3 Jan 2012": the first is the last such date before the second."""
    view = replace(view, within=True)
    for pattern in _RANGES:
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        first, last = match["a"].rstrip(" -"), match["b"]
        if last.removeprefix("till ") in _OPEN:
            return _resolve(first, view)[0], None
        end = _resolve(_as_year(last, first), _from(first, last, view))[1]
        if end is None:
            continue
        first = f"'{first}" if re.fullmatch(r"\d\d", first) else first
        start = _resolve(first, replace(view, today=read_day(last_day(end)), ahead=False))[0]
        if start is not None:
            return start, end
    return None


def _from(first: str, last: str, view: _View) -> _View:
    """From where to read the second date of a range: the first, if only that has a year ("Jan 1942 - 3 Feb")."""
    month, day = _M.replace("month", "other"), _D.replace("day", "last")
    if re.search(_M, first) and re.fullmatch(rf"(?:{_D} )?{_M}|{month} {day}", last):
        start = _resolve(first, replace(view, today=None))[0]
        if start is not None:
            return replace(view, today=read_day(first_day(start)), ahead=True)
    if view.today is None and re.search(r" '?\d\d$", last):  # "19 Jul 99 - 25 May 00"
        start = _resolve(first, view)[0]
        if start is not None:
            return replace(view, today=make_day(int(start[:4]) + _LONGEST, 1, 1))
    return view


def _as_year(last: str, first: str) -> str:
    """The second date of a range; in "30 Dec 01 - Aug 02" its number is a year, as in the first one."""
    return re.sub(rf"^{_M} (\d\d)$", r"\1 '\2", last) if re.fullmatch(rf"{_D} {_M} \d\d", first) else last


def _point(text: str, view: _View) -> Period | None:
    """Read an expression that names one day, week, month, season, year or decade."""
    bounded = re.match(r"(earlier|later) this (?:week|month|quarter|year|decade|century)$", text)
    text = _VAGUE.sub("", text, count=1) if _VAGUE.match(text) else text
    for pattern, read in _POINTS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        start, end = read(match.groupdict(), view)
        if bounded and view.today:
            today = view.today.isoformat()
            return (start, today) if bounded[1] == "earlier" else (today, end)
        return start, end
    return None


# --- Points: each reader is given what its pattern in _POINTS matched. ---


def _calendar_day(at: _Groups, view: _View) -> Period:
    """Read "3 June 2004", "Friday, Dec. 16", "the evening of October 16"."""
    month, day = _month(at["month"]), int(at["day"] or 0)
    if at["year"]:
        year = _year(at["year"], view)
        return on(make_day(year, month, day) if year else None)
    weekday = _WEEKDAYS.index(at["weekday"]) if at["weekday"] else None
    return on(_nearest_day(month, day, weekday, view.today, view) if view.today else None)


def _nearest_day(month: int, day: int, weekday: int | None, today: date, view: _View) -> date | None:
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


def _calendar_month(at: _Groups, view: _View) -> Period:
    """Read "May 2011", "May"."""
    month = _month(at["month"])
    if at["year"]:
        return _month_of(_year(at["year"], view), month)
    if view.today is None:
        return UNKNOWN
    year = view.today.year
    return _month_of(_choose(year - (month > view.today.month), year + (month < view.today.month), view), month)


def _month_near(at: _Groups, view: _View) -> Period:
    """Read "last March", the latest that is over, and "next March", the first that has not begun."""
    if view.today is None:
        return UNKNOWN
    month, now = _month(at["month"]), view.today.month
    years = {"last": -(month >= now), "this": 0, "next": month <= now}[at["way"] or ""]
    return _month_of(view.today.year + years, month)


def _calendar_year(at: _Groups, view: _View) -> Period:
    """Read "2014"; in a range "'97"."""
    year = _year(at["year"], view)
    return (str(year), str(year)) if year else UNKNOWN


def _decade(at: _Groups, view: _View) -> Period:
    """Read "the 1990s"; "the 1800s" may be ten years or a hundred, and is given as the hundred."""
    first = int(at["decade"] or 0)
    return str(first), str(first + (99 if first % 100 == 0 and first < 2000 else 9))


def _season_of_year(at: _Groups, view: _View) -> Period:
    """Read "spring of 1915"; the winter of a year is the one that begins or the one that ends in it."""
    year = int(at["year"] or 0)
    return (str(year), f"{year + 1}-02") if at["unit"] == "winter" else season(at["unit"] or "", year)


def _iso_day(at: _Groups, view: _View) -> Period:
    return on(read_day(at["iso"]))


def _numeric(at: _Groups, view: _View) -> Period:
    """Read "31/12/2002", "03.04.2005": with full stops the day is first, with strokes if the text decides it."""
    first, second, year = int(at["first"] or 0), int(at["second"] or 0), _year(at["year"], view)
    if year is None:
        return UNKNOWN
    if at["sign"] == "." or first > 12 or first == second or view.day_first:
        return on(make_day(year, second, first))
    if second > 12 or view.day_first is False:
        return on(make_day(year, first, second))
    return UNKNOWN


def _numeric_month(at: _Groups, view: _View) -> Period:
    return _month_of(int(at["year"] or 0), int(at["second"] or 0))


def _weekday(at: _Groups, view: _View) -> Period:
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


def _today(at: _Groups, view: _View) -> Period:
    """Read "today", "yesterday", "tonight", "last night", "this morning"."""
    word = at["word"] or ""
    days = -1 if word.startswith(("yesterday", "last")) else 1 if word.startswith(("tomorrow", "next")) else 0
    return on(plus_days(view.today, days)) if view.today else UNKNOWN


def _unit_near(at: _Groups, view: _View) -> Period:
    """Read "last month", "this week", "next year", "last spring"."""
    if view.today is None:
        return UNKNOWN
    way, unit = {"last": -1, "this": 0, "next": 1}[at["way"] or ""], at["unit"] or ""
    if unit in SEASONS:
        return season_near(unit, way, view.today)
    if unit == "weekend":
        return _weekend(way, view.today, view)
    return shift(view.today.isoformat(), way, unit)


def _weekend(way: int, today: date, view: _View) -> Period:
    """Saturday and Sunday: "this weekend" is the one that is on, or the next on the side that is looked at."""
    if today.weekday() >= 5:
        weeks: int | None = way
    else:
        weeks = {-1: -1, 0: _choose(-1, 0, view), 1: 0}[way]
    if weeks is None:
        return UNKNOWN
    saturday = 7 * weeks + 5 - today.weekday()
    return on(plus_days(today, saturday))[0], on(plus_days(today, saturday + 1))[1]


def _ago(at: _Groups, view: _View) -> Period:
    """Read "two weeks ago", as precise as its unit."""
    number, unit = _number(at["number"]), at["unit"] or ""
    if view.today is None or number is None:
        return UNKNOWN
    if unit == "hour":
        days = (number + 23) // 24, number // 24
        return on(plus_days(view.today, -days[0]))[0], on(plus_days(view.today, -days[1]))[1]
    return shift(view.today.isoformat(), -number, unit) if unit in _COUNTED else UNKNOWN


def _beside(at: _Groups, view: _View) -> Period:
    """Read "the following day", "the year before", "two days later", from the date that the text names before."""
    number, unit = _number(at.get("number") or "one"), at["unit"] or ""
    if view.anchor is None or number is None or unit not in _COUNTED:
        return UNKNOWN
    way = {"previous": -1, "preceding": -1, "before": -1, "earlier": -1, "same": 0}.get(at["way"] or "", 1)
    return shift(view.anchor, way * number, unit)


_POINTS: list[tuple[re.Pattern[str], Callable[[_Groups, _View], Period]]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:{_WD} )?{_D} {_M}(?: (?P<year>{_YEAR}|'?\d\d))?{_PART}", _calendar_day),
        (rf"(?:{_WD} )?{_M} {_D}(?: (?P<year>{_YEAR}|'\d\d))?{_PART}", _calendar_day),
        (rf"{_M}(?: (?P<year>{_YEAR}|'\d\d|00|3[2-9]|[4-9]\d))?", _calendar_month),
        (rf"(?P<way>this|last|next) {_M}", _month_near),
        (rf"(?P<year>{_YEAR}|'\d\d)", _calendar_year),
        (r"(?P<decade>(?:1[5-9]|20)\d0)s", _decade),
        (rf"(?P<unit>{'|'.join(SEASONS)}) (?P<year>{_YEAR})", _season_of_year),
        (r"(?P<iso>\d{4}-\d\d-\d\d)", _iso_day),
        (rf"(?P<first>\d\d?)(?P<sign>[./])(?P<second>\d\d?)[./](?P<year>{_YEAR}|\d\d)", _numeric),
        (rf"/(?P<second>\d\d)/(?P<year>{_YEAR})", _numeric_month),
        (rf"{_WD}{_PART}(?: (?P<week>last|this|next) week)?", _weekday),
        (rf"(?P<way>last|next) {_WD}{_PART}", _weekday),
        (rf"(?P<week>this) {_WD}{_PART}", _weekday),
        (rf"(?P<word>today|tonight|yesterday|tomorrow){_PART}", _today),
        (r"(?P<word>(?:this|last|next) (?:morning|afternoon|evening|night|midday|noon|dawn))", _today),
        (rf"(?P<way>this|last|next) {_UNIT}", _unit_near),
        (rf"{_N} {_UNIT} ago", _ago),
        *((pattern, _beside) for pattern in _ANCHORED),
    )
]


# --- Words and numbers ---


def _choose(past: _T, future: _T, view: _View) -> _T | None:
    """The one on the side that is looked at."""
    if view.ahead is None:
        return past if past == future else None
    return future if view.ahead else past


def _month(name: str | None) -> int:
    return _MONTHS.index((name or "")[:3]) + 1


def _month_of(year: int | None, month: int) -> Period:
    iso = f"{year}-{month:02}" if year and 1 <= month <= 12 else None
    return iso, iso


def _number(word: str | None) -> int | None:
    return int(word) if word and word.isdigit() else _NUMBER_OF.get(word or "")


def _year(digits: str | None, view: _View) -> int | None:
    """A year of four digits, or of two: the last such one up to the year that it is read from."""
    if digits is None:
        return None
    year = int(digits.removeprefix("'"))
    if year >= 100:
        return year
    if view.today is None:
        # As POSIX has it, where no other century is to be thought of.
        return 1900 + year if year >= 69 else None
    # "On 7 April 35 men were killed" holds no year, "24 Sep 69-14 Dec 73" holds two.
    if digits.startswith("'") or view.within or view.today.year % 100 == year:
        limit = view.today.year + (10 if view.ahead else 0)
        last = limit - (limit - year) % 100
        return last if last >= 1000 else None
    return None
