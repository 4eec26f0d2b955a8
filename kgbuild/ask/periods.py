"""Days, months and years as ISO text ("2014-03-05", "2014-03", "2014"), and the days that they may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeGuard

from kgbuild import dating
from kgbuild.errors import ConfigError

__all__ = ["Period", "first_day", "last_day", "to_period"]

_ISO = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both in it, each as "2014-03-05"."""

    first: str
    last: str


def first_day(date: str | None) -> str | None:
    """The first day that an ISO date of any precision may mean; None where there is none, or it is malformed."""
    return dating.first_day(date) if _is_date(date) else None


def last_day(date: str | None) -> str | None:
    """The last day that an ISO date of any precision may mean; None where there is none, or it is malformed."""
    return dating.last_day(date) if _is_date(date) else None


def to_period(first: str, last: str | None = None) -> Period:
    """The period that a person names by its first and last day, month or year, or by one of them.

    Raises:
        ConfigError: one is not an ISO date, or the last comes before the first.
    """
    begin, end = first_day(first), last_day(first if last is None else last)
    for text, day in ((first, begin), (last or first, end)):
        if day is None or (len(text) == 10 and text > dating.last_day(text[:7])):
            raise ConfigError(
                f"{text!r} is not a date", hint="write a day, month or year as 2014-03-05, 2014-03 or 2014"
            )
    assert begin is not None and end is not None
    if begin > end:
        raise ConfigError(f"{last} is before {first}", hint="name the earlier date first")
    return Period(begin, end)


def _is_date(date: str | None) -> TypeGuard[str]:
    return date is not None and bool(_ISO.fullmatch(date))
