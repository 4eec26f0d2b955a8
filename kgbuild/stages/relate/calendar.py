"""Expressions of time as ISO dates: "Tuesday", in a report of 5 March 2014, is 2014-03-04.

All functions are pure. A date is an ISO string as long as it is precise ("2014", "2014-03", "2014-03-05"), a
period the pair of its first and last one, None where that side is open or not known. Expressions mean what
TIMEX3 (ISO 24617-1) says; weeks, seasons and decades, for which it has signs of its own, are given by their first
and last day, month or year.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kgbuild.stages.relate.days import (
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
    shift,
)
from kgbuild.stages.relate.points import ANCHORED, POINTS, View, month_of, number_of
from kgbuild.stages.relate.wording import DAY, MONTH, NUMBER, UNIT, YEAR, normal

__all__ = ["hangs_on_another", "period_of_claim", "puts_day_first", "resolve"]


# Parts of a day, month or year: the whole is what is known for sure.
_VAGUE = re.compile(
    r"(?:(?:early|late|earlier|later|mid|on|in|at|evening|night|morning|afternoon|end|beginning|start|middle)"
    r"[ -])+"
)
_TO_COME = re.compile(r"(?:until|till?|by|before)\b", re.IGNORECASE)
_OPEN = frozenset(("present", "date", "now"))
_LONGEST = 40  # years from one date with two digits of its year to the next
_RANGES = (
    r"from (?P<a>.+?) (?:to|until|till|through) (?P<b>.+)",
    r"between (?P<a>.+?) and (?P<b>.+)",
    r"(?P<a>.+?) (?:to|till?|until|through) (?P<b>.+)",
    r"(?P<a>.+?) ?- ?(?P<b>.+)",
)


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
    return _resolve(normal(expression), View(read_day(published), checked(anchor), ahead, day_first))


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
    text = re.sub(r"^(?:since|from|after|until|till?|by|before) ", "", normal(expression))
    return any(re.fullmatch(pattern, text) for pattern in ANCHORED)


def puts_day_first(text: str) -> bool | None:
    """Whether dates such as 03/04/2005 put the day first, as others in the same text, such as 31/12/2004, decide.

    None where no date decides it, or they contradict one another.
    """
    orders = set()
    for first, second in re.findall(r"(?<![\d/])(\d\d?)/(\d\d?)/ ?(?:\d{4}|\d\d)(?![\d/])", text):
        if (int(first) > 12) != (int(second) > 12):
            orders.add(int(first) > 12)
    return orders.pop() if len(orders) == 1 else None


def _resolve(text: str, view: View) -> Period:
    for read in (_open, _lasting, _point, _days, _years, _range):
        found = read(text, view)
        if found is not None:
            return found if in_order(found) else UNKNOWN
    return UNKNOWN


# --- Periods: each reader gives None where the expression is not of its kind. ---


def _open(text: str, view: View) -> Period | None:
    """Read "since March", "until 2010", "by Friday"."""
    if text.endswith("-"):  # "2009 -"
        return _resolve(text.rstrip(" -"), view)[0], None
    match = re.fullmatch(r"(since|after|until|till?|by|before|from) (.+)", text)
    if match is None or (match[1] == "from" and re.search(r" (?:to|until|till|through) |\d ?-", text)):
        return None
    start, end = _resolve(match[2], replace(view, ahead=False) if match[1] == "since" else view)
    return (start, None) if match[1] in ("since", "after", "from") else (None, end)


def _lasting(text: str, view: View) -> Period | None:
    """Read "in the last 24 hours", "over the past year", "for the next two weeks"."""
    match = re.fullmatch(rf"(?:in|within|over|during|for) the (?P<way>last|past|next) (?:{NUMBER} )?{UNIT}", text)
    if match is None:
        return None
    number, unit = number_of(match["number"] or "one"), match["unit"]
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


def _days(text: str, view: View) -> Period | None:
    """Read "12-14 May", "May 15-24, 2016", "between 4 and 9 December", "the night of 2-3 June"."""
    text = _VAGUE.sub("", text, count=1) if _VAGUE.match(text) else text
    both = rf"{DAY}(?: ?- ?| and | to ){DAY.replace('day', 'last')}"
    for pattern in (
        rf"(?:between )?{both} {MONTH}(?P<rest>.*)",
        rf"(?:between )?{MONTH} {both}(?P<rest>(?: {YEAR})?)",
    ):
        match = re.fullmatch(pattern, text)
        if match:
            end = _resolve(f"{match['last']} {match['month']}{match['rest']}", view)[1]
            return (f"{end[:8]}{int(match['day']):02}", end) if end else UNKNOWN
    return None


def _years(text: str, view: View) -> Period | None:
    """Read "1999-01", "1986/87", and "2014-03", which is a month as there are no years that it could be."""
    match = re.fullmatch(rf"(?:between )?({YEAR}) ?[-/] ?(\d\d)", text)
    if match is None:
        return None
    first, short = int(match[1]), int(match[2])
    last = first - first % 100 + short
    if last < first and short <= 20 and first % 100 >= 80:  # over the turn of a century
        last += 100
    if last >= first:
        return str(first), str(last)
    return month_of(first, short)


def _range(text: str, view: View) -> Period | None:
    """Read "from 1943 until 1944", "28 Dec - 3 Jan 2012": the first is the last such date before the second."""
    view = replace(view, within=True)
    for pattern in _RANGES:
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        first, last = match["a"].rstrip(" -"), match["b"]
        if last.removeprefix("till ") in _OPEN:
            first = _as_years(first, last)[0]
            return _resolve(first, view)[0], None
        first, last = _as_years(first, last)
        end = _resolve(last, _from(first, last, view))[1]
        if end is None:
            continue
        first = f"'{first}" if re.fullmatch(r"\d\d", first) else first
        start = _resolve(first, replace(view, today=read_day(last_day(end)), ahead=False))[0]
        if start is not None:
            return start, end
    return None


def _from(first: str, last: str, view: View) -> View:
    """From where to read the second date of a range: the first, if only that has a year ("Jan 1942 - 3 Feb")."""
    month, day = MONTH.replace("month", "other"), DAY.replace("day", "last")
    if re.search(MONTH, first) and re.fullmatch(rf"(?:{DAY} )?{MONTH}|{month} {day}", last):
        start = _resolve(first, replace(view, today=None))[0]
        if start is not None:
            return replace(view, today=read_day(first_day(start)), ahead=True)
    if view.today is None and re.search(r"(?:^| )'?\d\d$", last):  # "19 Jul 99 - 25 May 00"
        start = _resolve(first, view)[0]
        if start is not None:
            return replace(view, today=make_day(int(start[:4]) + _LONGEST, 1, 1))
    return view


def _as_years(first: str, last: str) -> tuple[str, str]:
    """The two dates of a range, with an apostrophe before a number of two digits that is a year.

    In "30 Dec 01 - Aug 02" and "Feb 02 - Mar 10" the numbers are years, in "Dec 28 - Jan 3" they are days.
    """
    month, day, year = (re.sub(r"\?P<\w+>", "?:", part) for part in (MONTH, DAY, rf"(?:{YEAR}|'\d\d)"))
    sure = rf"{month} (?:0\d|3[2-9]|[4-9]\d)"
    if re.fullmatch(rf"(?:.* )?{year}|{day} {month} \d\d|{sure}", first) or re.fullmatch(sure, last):
        bare = rf"((?:{day} )?{month}) (\d\d)"
        first, last = (re.sub(rf"^{bare}$", r"\1 '\2", one) for one in (first, last))
    if re.fullmatch(r"\d\d", last) and re.search(rf"[a-z] {year}$", first):  # "Jan 1994-97"
        last = f"'{last}"
    return first, last


def _point(text: str, view: View) -> Period | None:
    """Read an expression that names one day, week, month, season, year or decade."""
    bounded = re.match(r"(earlier|later) this (?:week|month|quarter|year|decade|century)$", text)
    text = _VAGUE.sub("", text, count=1) if _VAGUE.match(text) else text
    for pattern, read in POINTS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        start, end = read(match.groupdict(), view)
        if bounded and view.today:
            today = view.today.isoformat()
            return (start, today) if bounded[1] == "earlier" else (today, end)
        return start, end
    return None
