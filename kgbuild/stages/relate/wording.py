"""Expressions of time in one wording, and the patterns of their parts: months, days, years, units, numbers."""

from __future__ import annotations

import re

__all__ = ["DAY", "MONTH", "NUMBER", "NUMBERS", "PART", "UNIT", "WEEKDAY", "YEAR", "normal"]

# French and Spanish months, as reports in English quote them, by the first letters that tell them apart.
_ABROAD = (
    (r"janvier|enero", "january"),
    (r"f[ée]vrier|febrero", "february"),
    (r"mars|marzo", "march"),
    (r"avril|abril", "april"),
    (r"mai|mayo", "may"),
    (r"juin|junio", "june"),
    (r"juillet|julio", "july"),
    (r"ao[ûu]t|agosto", "august"),
    (r"septembre|septiembre", "september"),
    (r"octobre|octubre", "october"),
    (r"novembre|noviembre", "november"),
    (r"d[ée]cembre|diciembre", "december"),
)
# Words at the head of an expression, and those that mean the same.
_OPENINGS = (
    (r"as (?:of|at|on) ", "on "),  # a day on which it was so, and no beginning
    (r"(?:with effect from|as from|effective) ", "from "),
    (r"(?:up to|up until|through|(?:no|not) later than) ", "until "),
    # "until his retirement in June 2013"
    (r"(until|till|before|after|since) (?:(?:his|her|its|their|the|he|she|it|they) )?[a-z]+ (?:in|on) ", r"\1 "),
    (r"(?:over|at|during) the weekend$", "this weekend"),
    (r"the day before yesterday$", "ereyesterday"),
    (r"the day after tomorrow$", "overmorrow"),
)
NUMBERS = "a an one two three four five six seven eight nine ten eleven twelve"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:1[5-9]|20)\d\d"
WEEKDAY = r"(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)(?=d|s|n|r|u|\b))(?:s|nes|rs?|ur)?(?:day)?"
PART = r"(?: (?:morning|afternoon|evening|night|midday|noon|dawn))?"
NUMBER = rf"(?P<number>\d{{1,3}}|{NUMBERS.replace(' ', '|')})"
UNIT = (
    r"(?P<unit>hour|day|night|weekend|week|month|quarter|year|decade|century|spring|summer|autumn|fall|winter)s?"
)
# Where "the" tells "the next day" from "next day", and "in the last month" from "in last month".
_KEEPS_THE = (
    r"(?:(?:previous|preceding|following|next|same|last|past)|(?:day|night|week|month|year) (?:before|after))\b"
)
_CLOCK = r"\b(?:\d\d?(?:[:.]\d\d)? ?[ap] ?m|\d{4} ?(?:hours|hrs)|\d\d?:\d\d(?: hours| hrs)?)\b"


def normal(expression: str) -> str:
    """The expression in small letters, without signs and little words that do not change its meaning."""
    text = re.sub(r"\s+", " ", expression.lower().replace("’", "'").strip())
    text = re.sub(r"[‐‑‒–—]", "-", text)
    for pattern, instead in _OPENINGS:
        text = re.sub(rf"^{pattern}", instead, text)
    for pattern, month in _ABROAD:
        text = re.sub(rf"(?:\b(?:de|du) )?\b(?:{pattern})\b(?: del?\b)?", month, text)
    text = re.sub(rf"\b(\d\d?)-?{MONTH}-?(\d\d)(?:(\d\d))?\b", _joined, text)
    text = re.sub(r"\b(\d\d?)er\b", r"\1", text).replace("a fortnight ago", "two weeks ago")
    text = re.sub(r"(?<=[a-z])\.|,", " ", text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", text)
    text = re.sub(rf"\bthe (?!{_KEEPS_THE})", "", text)
    text = re.sub(r"(?<=\d/) (?=\d)", "", text)
    text = re.sub(rf"(?:(?:about|around|at) )?{_CLOCK}(?: on\b)?", "", text)
    return re.sub(r"\s+", " ", text).strip()


def _joined(match: re.Match[str]) -> str:
    """Read "03MAR12" and "3-Mar-2012" as "3 mar '12" and "3 mar 2012"; "12-14 May 2011" is none of these."""
    day, month, first, second = match.groups()
    if not re.match(r"\d\d?-?[a-z]", match[0]) or not re.search(r"[a-z]-?\d", match[0]):
        return match[0]
    return f"{day} {month} {first}{second}" if second else f"{day} {month} '{first}"
