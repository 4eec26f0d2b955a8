"""Days, months and years as ISO text."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from kgbuild.ask.periods import Period, first_day, last_day, to_period
from kgbuild.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-03", "2014-03-01", "2014-03-31"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2014-03-05", "2014-03-05", "2014-03-05"),
        ("0000", "0000-01-01", "0000-12-31"),
    ],
)
def test_a_date_means_the_days_of_its_precision(text: str, first: str, last: str) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", [None, "", "March 2014", "2014-13", "2014-3", "2014-03-32", "2014-03-05T10:00", "٢٠١٤"]
)
def test_what_is_no_date_means_no_day(text: str | None) -> None:
    assert first_day(text) is last_day(text) is None


def test_every_day_lies_in_its_month_and_its_year() -> None:
    draw = random.Random(5)
    for _ in range(500):
        day = (date(1850, 1, 1) + timedelta(days=draw.randrange(80_000))).isoformat()
        for text in (day, day[:7], day[:4]):
            first, last = first_day(text), last_day(text)
            assert first is not None and last is not None
            assert first <= day <= last
            assert date.fromisoformat(first) <= date.fromisoformat(last)


def test_a_period_runs_from_the_first_day_of_one_date_to_the_last_of_the_other() -> None:
    assert to_period("2014-02") == Period("2014-02-01", "2014-02-28")
    assert to_period("2014", "2015-03-09") == Period("2014-01-01", "2015-03-09")
    assert to_period("2014-03-05", "2014") == Period("2014-03-05", "2014-12-31")


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (["in May"], "'in May' is not a date"),
        (["2014-02-30"], "'2014-02-30' is not a date"),
        (["2014", "soon"], "'soon' is not a date"),
        (["2014", "2013"], "2013 is before 2014"),
    ],
)
def test_a_period_that_cannot_be_is_an_error(dates: list[str], message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        to_period(*dates)
    assert caught.value.hint
