"""The day on which a report was published, where the report or the name of its file tells it.

Only what stands around the report counts, and of that in this order: what the file states of itself; a byline, a
dateline or a line of its own among the first; the file's name; the place and date under the last line; the day of
an update; a month in the file's name. A date in a sentence of the report never counts.

In a file's name a date is "2014-01-03" (also with "_", ".", a space or nothing between), "3 January 2014",
"January 3, 2014", "2014 January 3" (English, French or Spanish, short or long, large or small), and "23-01-2014"
where only one reading is a day; "03-04-2014" counts where the text decides its order. Several days tell none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

__all__ = ["find_published"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What French and Spanish months begin with, where English ones do not.
_ABROAD = {
    "ene": 1, "fev": 2, "fév": 2, "avr": 4, "abr": 4, "mai": 5, "juin": 6, "juil": 7, "aou": 8, "aoû": 8, "ago": 8,
    "déc": 12, "dic": 12,
}  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_M = (
    r"(?P<{m}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_WEEKDAY = r"(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs?|ur)?(?:day)?[.,]*\s+"
_TIME = (
    r"(?:(?:,|\s+at|\s+-)?[T\s]\s*\d\d?[:.]\d\d(?::\d\d)?(?:\.\d+)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?(?:Z|[A-Z]{3,4}|[+-]\d\d:?\d\d))?)?"
)
_DATE = (
    rf"(?:{_WEEKDAY})?(?:"
    r"(?P<y1>\d{4})(?P<between>[-/])(?P<m1>\d\d)(?P=between)(?P<d1>\d\d)"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th|er)?[\s-](?:(?:of|de)\s)?{_M.format(m='m2')}[.,]*[\s-]"
    r"(?:del?\s)?(?P<y2>\d{4})"
    rf"|{_M.format(m='m3')}\.?\s(?P<d3>\d\d?)(?:st|nd|rd|th)?,?\s(?P<y3>\d{{4}})"
    r"|(?P<d4>\d\d?)\.(?P<m4>\d\d?)\.(?P<y4>\d{4})"
    r"|(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y5>\d{4})"
    rf")(?!\d){_TIME}"
)
_STATED = re.compile(rf"{_DATE}(?=\s|$)", re.IGNORECASE)
_LABEL = (
    r"(?:first\s)?(?:published|posted|issued|released|filed|uploaded|dated)(?:\son|\sat)?"
    r"|date(?:\sof\s(?:publication|issue|release))?|(?:publication|release|issue)\sdate"
)
_UPDATE = r"(?P<update>(?:last\s)?(?:updated|modified|changed|revised)(?:\son|\sat)?)"
# Without a colon, "Published 3 May 2014 ..." may be the beginning of a sentence.
_LABELLED = re.compile(
    rf"(?:^|[|•·]\s*)(?:{_LABEL}|{_UPDATE})(?:\s*:\s*|\s+(?=.{{0,80}}$)(?!.*[.!?]$)){_DATE}", re.IGNORECASE
)
_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*"  # a word of a name
_NAMES = rf"{_NAME}(?:,?\s(?:{_NAME}|de|el|al|of|the|and)){{0,%d}}"
_EVENT = r"(?:Operation|Battle|Exercise|Siege|War|Attack|Massacre)\b"  # whose date is another
_AGENCY = r"(?:\s\([^)]{1,40}\)|\s/[\w ]+/)?"
_DASH = r"(?:\s+[-–—_]+|--|:)\s+"  # ends a dateline
# What else a line among the first may look like; only the letters of a date may be small or large at will.
_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:[Ll]e|[Ee]l)\s)?(?i:{_DATE})\s*(?:(?:[|•·,]\s*)?(?i:by)\s.{{1,60}}|[|•·].{{1,60}})?$",
        rf".{{2,60}}?\s(?i:as\s(?:of|at|on))\s(?i:{_DATE})$",  # a situation report
        rf"(?i:by)\s.{{2,60}}?(?:,|\s[-–—|•·])\s(?i:{_DATE})",
        rf"(?!{_EVENT})(?:{_NAMES % 1},|{_NAMES % 4}\s?[|•·–—-])\s(?i:{_DATE})\.?$",
        rf"{_NAMES % 6},?\s(?P<open>\()?(?i:{_DATE})(?(open)\)){_AGENCY}{_DASH}(?!\d{{1,2}}\s|{_M.format(m='m')})",
    )
)
_FROM_THE_DAY = re.compile(rf"(?i:{_DATE}){_AGENCY}{_DASH}(?=[^\W\d_a-z]|[\"“])")
_LAST = re.compile(rf"(?:^|[.!?][\"”’)]?\s+){_NAMES % 4},?\s(?i:{_DATE})\.?$")
_YEAR = r"(?P<{y}>(?:19|20)\d\d)"
_SIGN = r"[ _.,-]{0,2}"  # parts a date in a file's name
_FILE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR.format(y='y1')}(?P<sign>[ _.-]?)(?P<m1>\d\d)(?P=sign)(?P<d1>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR.format(y='y1')}{_SIGN}{_M.format(m='m1')}{_SIGN}(?P<d1>\d\d?)(?![^\W_])",
        rf"(?<!\d)(?P<d2>\d\d?)(?:st|nd|rd|th|er)?{_SIGN}(?:(?:of|de)[ _-])?{_M.format(m='m2')}{_SIGN}"
        rf"(?:del?[ _-])?{_YEAR.format(y='y2')}(?!\d)",
        rf"(?<![^\W\d_]){_M.format(m='m3')}{_SIGN}(?P<d3>\d\d?)(?:st|nd|rd|th)?{_SIGN}(?<!\d)"
        rf"{_YEAR.format(y='y3')}(?!\d)",
        rf"(?<!\d)(?P<a>\d\d?)(?P<sign>[_.-])(?P<b>\d\d?)(?P=sign){_YEAR.format(y='y5')}(?!\d)",
    )
)
_FILE_MONTH = re.compile(
    rf"(?<![^\W\d_])(?:{_M.format(m='m1')}{_SIGN}(?:de[ _-])?{_YEAR.format(y='y1')}(?!\d)"
    rf"|(?<!\d){_YEAR.format(y='y2')}{_SIGN}{_M.format(m='m2')}(?![^\W_]))",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(?:\d{4}|\d\d)(?![\d/])")
_FIRST = 8  # lines among which the report begins
_SHORT = 150  # characters of a line that is not yet the report
_MARKS = " \t*_#>|"  # of Markdown, around a line


def find_published(text: str, *, stated: str | None = None, name: str = "") -> str | None:
    """The day of publication, as an ISO date; None where nothing tells it.

    A date such as 03/04/2005 counts if its weekday, another date of the text or the file's name decides its order.
    Of a month ("2005-04") only the file's name tells, where nothing tells a day.

    Args:
        text: the report, without a block of metadata.
        stated: what the file's metadata says; it goes before all else.
        name: the file's name.
    """
    matches = list(_in_first_lines(text))
    first = [_readings(match) for match in matches if not match.groupdict().get("update")]
    updates = [_readings(match) for match in matches if match.groupdict().get("update")]
    # After the last line may stand where and when a text was first printed that is only quoted here.
    sources = [_stated(stated), *first, _in_name(name), _at_the_end(text), *updates]
    found = [source for source in sources if source]
    sure = [source for source in found if len(source) == 1]
    for source in found:
        day = _decided(source, sure, text)
        if day is not None:
            return day.isoformat()
    return _month_in_name(name)


def _stated(text: str | None) -> frozenset[date]:
    """The days that a line of metadata may mean."""
    match = _STATED.match((text or "").strip())
    return _readings(match) if match else frozenset()


def _readings(match: re.Match[str]) -> frozenset[date]:
    """The days that a match of _DATE may mean."""
    at = match.groupdict()
    if at.get("a"):
        pairs = {(int(at["a"]), int(at["b"])), (int(at["b"]), int(at["a"]))}
        days = {_day(int(at["y5"]), month, day) for day, month in pairs}
    else:
        n = next(n for n in "1234" if at.get(f"y{n}"))
        days = {_day(int(at[f"y{n}"]), _month(at[f"m{n}"]), int(at[f"d{n}"]))}
    weekday = at.get("weekday")
    return frozenset(
        day for day in days if day and (not weekday or _WEEKDAYS[day.weekday()] == weekday[:3].lower())
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # "31 June"
        return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    begins = text[:3].lower()
    if begins in _MONTHS:
        return _MONTHS.index(begins) + 1
    return next(month for start, month in _ABROAD.items() if text.lower().startswith(start))


def _decided(days: frozenset[date], sure: list[frozenset[date]], text: str) -> date | None:
    """Of the days that a date may mean, the one that another source names or that the text's order asks for."""
    named = days.intersection(frozenset().union(*sure))
    if len(days) == 1 or len(named) == 1:
        return min(named or days)
    numbers = [(int(a), int(b)) for a, b in _NUMERIC.findall(text)]
    orders = {first > 12 for first, second in numbers if (first > 12) != (second > 12)}
    if len(orders) != 1:
        return None
    day_first = orders.pop()
    for day in days:
        if ((day.day, day.month) if day_first else (day.month, day.day)) in numbers:
            return day
    return None


def _in_first_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates of bylines, datelines and lines of their own, up to where the report has begun."""
    lines = [re.sub(r"\*\*|__", "", line).strip(_MARKS) for line in text.split("\n", 3 * _FIRST)[: 3 * _FIRST]]
    for line in [line for line in lines if line][:_FIRST]:
        yield from _LABELLED.finditer(line)
        match = next(filter(None, (pattern.match(line) for pattern in _LINES)), None)
        if match is None and (match := _FROM_THE_DAY.match(line)):
            others = sum(bool(_FROM_THE_DAY.match(other)) for other in text.split("\n"))
            match = match if others == 1 else None  # of several such lines, none dates a chronicle
        if match:
            yield match
        if len(line) > _SHORT or line.endswith((".", "!", "?")):
            return


def _at_the_end(text: str) -> frozenset[date]:
    """The date after a place or publication in the last line: "Nairobi, 5 May 1999"."""
    match = _LAST.search(text.rstrip().rpartition("\n")[2].strip(_MARKS)[-_SHORT:])
    return _readings(match) if match else frozenset()


def _in_name(name: str) -> frozenset[date]:
    """The days that the date in a file's name may mean; none if it has several dates."""
    found = [days for match in _dates_in_name(name) if (days := _readings(match))]
    return frozenset.intersection(*found) if found else frozenset()


def _dates_in_name(name: str) -> Iterator[re.Match[str]]:
    name = unicodedata.normalize("NFC", name)  # macOS writes "é" as two characters
    return (match for pattern in _FILE for match in pattern.finditer(name))


def _month_in_name(name: str) -> str | None:
    """The month in a file's name, if it has no day and no other month."""
    if any(_dates_in_name(name)):
        return None
    found = (match.groupdict() for match in _FILE_MONTH.finditer(unicodedata.normalize("NFC", name)))
    months = {f"{at['y1'] or at['y2']}-{_month(at['m1'] or at['m2']):02}" for at in found}
    return months.pop() if len(months) == 1 else None
