"""Expressions of time, and the days that they stand for in a report of Wednesday, 9 March 2016."""

from __future__ import annotations

import random

import pytest

from kgbuild.stages.relate.calendar import hangs_on_another, period_of_claim, puts_day_first, resolve
from kgbuild.stages.relate.days import checked, in_order, season_near, shift

PUBLISHED = "2016-03-09"

# Expression, first and last date; "=" where both are the same, "" where a side is open.
TABLE = [
    # dates with a year
    ("2014", "2014", "="),
    ("in 2014", "2014", "="),
    ("early 2013", "2013", "="),
    ("the end of 2014", "2014", "="),
    ("May 2011", "2011-05", "="),
    ("May, 2011", "2011-05", "="),
    ("Sept. 2011", "2011-09", "="),
    ("mid-May 2011", "2011-05", "="),
    ("May of 2011", "2011-05", "="),
    ("May '45", "1945-05", "="),
    ("3 June 2004", "2004-06-03", "="),
    ("3rd of June, 2004", "2004-06-03", "="),
    ("June 3, 2004", "2004-06-03", "="),
    ("Thursday 3 June 2004", "2004-06-03", "="),
    ("Thursday, June 3, 2004", "2004-06-03", "="),
    ("the night of 3 June 2004", "2004-06-03", "="),
    ("2004-06-03", "2004-06-03", "="),
    ("23/06/2004", "2004-06-23", "="),
    ("06/23/2004", "2004-06-23", "="),
    ("06/06/2004", "2004-06-06", "="),
    ("3.6.2004", "2004-06-03", "="),
    ("/11/2012", "2012-11", "="),
    ("3 June '04", "2004-06-03", "="),
    ("7 April 35", "1935-04-07", "="),  # `find_dates` leaves out the 35 of "35 men"
    ("Oct 92", "1992-10", "="),
    ("the 1990s", "1990", "1999"),
    ("in the 1990s", "1990", "1999"),
    ("the early 1990s", "1990", "1999"),
    ("mid-1980s", "1980", "1989"),
    ("the 2000s", "2000", "2009"),
    ("the 1800s", "1800", "1899"),
    ("spring of 1915", "1915-03", "1915-05"),
    ("Fall 2001", "2001-09", "2001-11"),
    ("the summer of 1944", "1944-06", "1944-08"),
    ("winter of 1941", "1941", "1942-02"),
    # dates without one
    ("May", "2015-05", "="),
    ("March", "2016-03", "="),
    ("Feb.", "2016-02", "="),
    ("early March", "2016-03", "="),
    ("Dec. 6th", "2015-12-06", "="),
    ("9 March", "2016-03-09", "="),
    ("March 8", "2016-03-08", "="),
    ("29 February", "2016-02-29", "="),
    ("the evening of October 16", "2015-10-16", "="),
    ("Wednesday, Dec. 16", "2015-12-16", "="),
    ("Tuesday, 15 March", "2016-03-15", "="),
    ("last March", "2015-03", "="),
    ("last May", "2015-05", "="),
    ("next May", "2016-05", "="),
    ("this March", "2016-03", "="),
    # days of the week
    ("Tuesday", "2016-03-08", "="),
    ("Wednesday", "2016-03-09", "="),
    ("Thursday", "2016-03-03", "="),
    ("Sat.", "2016-03-05", "="),
    ("on Saturday", "2016-03-05", "="),
    ("Sunday night", "2016-03-06", "="),
    ("early Tuesday", "2016-03-08", "="),
    ("late on Friday", "2016-03-04", "="),
    ("5p.m. on Monday", "2016-03-07", "="),
    ("about 1700 hours of Saturday", "2016-03-05", "="),
    ("2 a.m., yesterday", "2016-03-08", "="),
    ("10:30 a.m. Nov. 29, 2015", "2015-11-29", "="),
    ("7 February, 23:35", "2016-02-07", "="),
    ("5 p.m.", "", ""),
    ("last Friday", "2016-03-04", "="),
    ("last Wednesday", "2016-03-02", "="),
    ("next Tuesday", "2016-03-15", "="),
    ("next Wednesday", "2016-03-16", "="),
    ("this Friday", "2016-03-11", "="),
    ("Tuesday last week", "2016-03-01", "="),
    ("Monday morning next week", "2016-03-14", "="),
    # from today
    ("today", PUBLISHED, "="),
    ("earlier today", PUBLISHED, "="),
    ("tonight", PUBLISHED, "="),
    ("this morning", PUBLISHED, "="),
    ("yesterday", "2016-03-08", "="),
    ("yesterday evening", "2016-03-08", "="),
    ("last night", "2016-03-08", "="),
    ("tomorrow", "2016-03-10", "="),
    ("this week", "2016-03-07", "2016-03-13"),
    ("last week", "2016-02-29", "2016-03-06"),
    ("next week", "2016-03-14", "2016-03-20"),
    ("earlier this week", "2016-03-07", PUBLISHED),
    ("last weekend", "2016-03-05", "2016-03-06"),
    ("this weekend", "2016-03-05", "2016-03-06"),
    ("next weekend", "2016-03-12", "2016-03-13"),
    ("last month", "2016-02", "="),
    ("late last month", "2016-02", "="),
    ("the end of last month", "2016-02", "="),
    ("next month", "2016-04", "="),
    ("last quarter", "2015-10", "2015-12"),
    ("this year", "2016", "="),
    ("earlier this year", "2016", PUBLISHED),
    ("later this year", PUBLISHED, "2016"),
    ("early next year", "2017", "="),
    ("late last year", "2015", "="),
    ("this decade", "2010", "2019"),
    ("this century", "2001", "2100"),
    ("last spring", "2015-03", "2015-05"),
    ("last winter", "2015-12", "2016-02"),
    ("next summer", "2016-06", "2016-08"),
    ("this winter", "2015-12", "2016-02"),
    ("two days ago", "2016-03-07", "="),
    ("a week ago", "2016-02-29", "2016-03-06"),
    ("Two weeks ago", "2016-02-22", "2016-02-28"),
    ("three months ago", "2015-12", "="),
    ("a year ago", "2015", "="),
    ("12 years ago", "2004", "="),
    ("36 hours ago", "2016-03-07", "2016-03-08"),
    # one side open
    ("since March", "2016-03", ""),
    ("since last winter", "2015-12", ""),
    ("Since 2009", "2009", ""),
    ("from 2014", "2014", ""),
    ("after 2001", "2001", ""),
    ("until 2010", "", "2010"),
    ("till May 2010", "", "2010-05"),
    ("by 2010", "", "2010"),
    ("before March 2010", "", "2010-03"),
    ("until yesterday", "", "2016-03-08"),
    ("2014 till date", "2014", ""),
    ("18 Feb 2014 - date", "2014-02-18", ""),
    ("/11/2012 - till date", "2012-11", ""),
    ("from May 2014 to the present", "2014-05", ""),
    # two sides
    ("between 1998 and 2001", "1998", "2001"),
    ("from 1943 until 1944", "1943", "1944"),
    ("from late 2012 to early 2013", "2012", "2013"),
    ("1999–2001", "1999", "2001"),
    ("2010 -2013", "2010", "2013"),
    ("1944–45", "1944", "1945"),
    ("1999-01", "1999", "2001"),
    ("97-1999", "1997", "1999"),
    ("2014-03", "2014-03", "="),
    ("12-14 May", "2015-05-12", "2015-05-14"),
    ("12 to 14 May 2011", "2011-05-12", "2011-05-14"),
    ("May 15-24", "2015-05-15", "2015-05-24"),
    ("October 25-26, 2016", "2016-10-25", "2016-10-26"),
    ("between 4 and 9 December", "2015-12-04", "2015-12-09"),
    ("between 11-13 Dec", "2015-12-11", "2015-12-13"),
    ("from May to June 2011", "2011-05", "2011-06"),
    ("28 Dec - 3 Jan 2012", "2011-12-28", "2012-01-03"),
    ("Dec. 28 - Jan. 3", "2015-12-28", "2016-01-03"),
    ("January 1942 - February", "1942-01", "1942-02"),
    ("13 Jan 92 - Oct 92", "1992-01-13", "1992-10"),
    ("24 Sep 69-14 Dec 73", "1969-09-24", "1973-12-14"),
    ("30 Dec 01-Aug 02", "2001-12-30", "2002-08"),
    ("10 Jul 06 - 2007", "2006-07-10", "2007"),
    ("March 2006 - 17 Sep 06", "2006-03", "2006-09-17"),
    ("2004 - 17 Jan 2005", "2004", "2005-01-17"),
    ("31/12/2002 – 09/02/2004", "2002-12-31", "2004-02-09"),
    ("1978 – 12/15/1980", "1978", "1980-12-15"),
    ("Saturday to Monday", "2016-03-05", "2016-03-07"),
    ("in the last 24 hours", "2016-03-08", PUBLISHED),
    ("in the last three days", "2016-03-06", PUBLISHED),
    ("over the past two weeks", "2016-02-24", PUBLISHED),
    ("within the last 15 months", "2014-12", PUBLISHED),
    ("during the past year", "2015", PUBLISHED),
    ("in the last decade", "2006", PUBLISHED),
    ("for the next two months", PUBLISHED, "2016-05"),
    # no days that could be told
    ("several years ago", "", ""),
    ("a few days ago", "", ""),
    ("a decade ago", "", ""),
    ("last hour", "", ""),
    ("during World War II", "", ""),
    ("around 2014", "", ""),
    ("about May", "", ""),
    ("the eve of 3 May", "", ""),
    ("24 March", "", ""),  # a year ago, or in two weeks
    ("Friday, Dec. 16", "", ""),  # no Friday in years but the one to come
    ("03/04/2005", "", ""),
    ("31/31/2005", "", ""),
    ("31 June 2004", "", ""),
    ("2004-13-45", "", ""),
    ("1958-1659", "", ""),
    ("14-12 May 2011", "", ""),
    ("from May 2011 to April 2010", "", ""),
    ("the following day", "", ""),
    ("two years later", "", ""),
    ("the same year", "", ""),
    ("soon", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("expression", "first", "last"), TABLE)
def test_an_expression_stands_for_days(expression, first, last):
    assert resolve(expression, PUBLISHED) == (first or None, (first if last == "=" else last) or None)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("Tuesday", "2016-03-15", "="),
        ("Wednesday", "2016-03-09", "="),
        ("May", "2016-05", "="),
        ("February", "2017-02", "="),
        ("24 March", "2016-03-24", "="),
        ("May 15-24", "2016-05-15", "2016-05-24"),
        ("Friday, Dec. 16", "2016-12-16", "="),
        ("from May to June", "2016-05", "2016-06"),
        ("this weekend", "2016-03-12", "2016-03-13"),
        ("by Friday", "", "2016-03-11"),
        ("since May", "2015-05", ""),
        ("May 2015", "2015-05", "="),
        ("8 March", "", ""),
    ],
)
def test_a_plan_looks_ahead(expression, first, last):
    found = resolve(expression, PUBLISHED, ahead=True)
    assert found == (first or None, (first if last == "=" else last) or None)


def test_a_possibility_looks_to_neither_side():
    assert resolve("Tuesday", PUBLISHED, ahead=None) == (None, None)
    assert resolve("May", PUBLISHED, ahead=None) == (None, None)
    assert resolve("Wednesday", PUBLISHED, ahead=None) == (PUBLISHED, PUBLISHED)
    assert resolve("last May", PUBLISHED, ahead=None) == ("2015-05", "2015-05")


@pytest.mark.parametrize(
    ("expression", "anchor", "first", "last"),
    [
        ("the following day", "2014-12-31", "2015-01-01", "="),
        ("the previous night", "2014-12-31", "2014-12-30", "="),
        ("the same day", "2014-12-31", "2014-12-31", "="),
        ("the next week", "2014-12-31", "2015-01-05", "2015-01-11"),
        ("the following month", "2014-12-31", "2015-01", "="),
        ("the month before", "2014-01", "2013-12", "="),
        ("the year after", "2014", "2015", "="),
        ("two days earlier", "2014-03-01", "2014-02-27", "="),
        ("Two years later", "2014-03", "2016", "="),
        ("three months before", "2014-03", "2013-12", "="),
        ("since the following day", "2014-12-31", "2015-01-01", ""),
        ("the following day", "2014-12", "", ""),
        ("the following month", "2014", "", ""),
        ("the following summer", "2014", "", ""),
        ("the following day", "31 December", "", ""),
    ],
)
def test_beside_a_date_that_was_named_before(expression, anchor, first, last):
    found = resolve(expression, None, anchor=anchor)
    assert found == (first or None, (first if last == "=" else last) or None)


def test_which_expressions_hang_on_another():
    assert all(map(hangs_on_another, ("the following day", "Two years later", "since the year before")))
    assert not any(map(hangs_on_another, ("next day", "two years ago", "before May", "last year", "2014")))


@pytest.mark.parametrize("published", [None, "2016", "2016-03", "9 March 2016", "2016-02-30"])
def test_without_the_day_of_publication_only_a_year_decides(published):
    for expression in (
        "Tuesday",
        "May",
        "last month",
        "3 June",
        "12-14 May",
        "today",
        "in the last year",
        "May '45",
    ):
        assert resolve(expression, published) == (None, None), expression
    assert resolve("until 2010", published) == (None, "2010")
    assert resolve("24 Sep 69-14 Dec 73", published) == ("1969-09-24", "1973-12-14")
    assert resolve("19 Jul 99 - 25 May 00", published) == ("1999-07-19", "2000-05-25")
    assert resolve("30 Dec 01 - 2 Aug 02", published) == (None, None)


def test_a_weekday_at_the_turn_of_the_year():
    assert resolve("Thursday", "2015-01-01") == ("2015-01-01", "2015-01-01")
    assert resolve("Wednesday", "2015-01-01") == ("2014-12-31", "2014-12-31")
    assert resolve("last month", "2015-01-01") == ("2014-12", "2014-12")
    assert resolve("Dec. 26", "2017-01-09") == ("2016-12-26", "2016-12-26")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("from 31/12/2002 to 09/02/2004", True),
        ("from 12/31/2002 to 02/09/2004", False),
        ("on 01/11/ 81 and 30/05/81", True),
        ("on 03/04/2005", None),
        ("on 31/12/2002 and 12/31/2002", None),
        ("route 24/7/365 and 31/31/2002", None),
    ],
)
def test_the_order_of_day_and_month(text, order):
    assert puts_day_first(text) is order


def test_the_order_decides_what_the_date_leaves_open():
    assert resolve("03/04/2005", PUBLISHED, day_first=True) == ("2005-04-03", "2005-04-03")
    assert resolve("03/04/2005", PUBLISHED, day_first=False) == ("2005-03-04", "2005-03-04")


@pytest.mark.parametrize(
    ("expression", "modality", "bound", "period"),
    [
        (None, "asserted", None, (None, None)),
        (None, "negated", None, (None, None)),
        (None, "possible", None, (None, None)),
        (None, "past", None, (None, PUBLISHED)),
        (None, "planned", None, (PUBLISHED, None)),
        ("several years ago", "past", None, (None, PUBLISHED)),
        ("2010", "past", None, ("2010", "2010")),
        ("since 2010", "past", None, ("2010", PUBLISHED)),
        ("since 2017", "past", None, ("2017", None)),
        ("May 2010", "asserted", "begins", ("2010-05", None)),
        ("May 2010", "past", "begins", ("2010-05", PUBLISHED)),
        ("May 2010", "past", "ends", (None, "2010-05")),
        ("Tuesday", "asserted", None, ("2016-03-08", "2016-03-08")),
        ("Tuesday", "planned", None, ("2016-03-15", "2016-03-15")),
        ("Tuesday", "possible", None, (None, None)),
        ("until 2018", "planned", None, (PUBLISHED, "2018")),
        ("until 2012", "planned", None, (None, "2012")),
        ("until May", "asserted", None, (None, None)),
        ("until May", "past", None, (None, "2015-05")),
        ("since May", "asserted", None, ("2015-05", None)),
    ],
)
def test_the_period_of_a_claim(expression, modality, bound, period):
    assert period_of_claim(expression, PUBLISHED, modality=modality, bound=bound) == period


def test_nothing_bounds_a_claim_of_a_document_without_a_date():
    assert period_of_claim(None, None, modality="past") == (None, None)
    assert period_of_claim(None, "soon", modality="planned") == (None, None)


def test_no_text_raises_and_every_answer_is_a_period():
    chance = random.Random(5)
    words = sorted(
        {word for expression, *_ in TABLE for word in expression.split()} | {"0", "99", "999", "-", "/"}
    )
    days = [PUBLISHED, None, "0001-01-01", "9999-12-31", "1000-01-01", "2016"]
    for _ in range(3_000):
        expression = " ".join(chance.choices(words, k=chance.randint(1, 5)))
        period = resolve(
            expression, chance.choice(days), anchor=chance.choice(days), ahead=chance.choice([True, False, None])
        )
        assert all(date is None or checked(date) for date in period), (expression, period)
        assert in_order(period), (expression, period)


def test_shifting_there_and_back_is_no_shift():
    for unit in ("day", "week", "month", "quarter", "year", "decade", "century"):
        here = shift(PUBLISHED, 0, unit)
        for number in range(1, 40):
            there = shift(PUBLISHED, number, unit)
            assert there[0] and here[1] and there[0] > here[1][: len(there[0])]
            assert shift(there[0], -number, unit) == here, (unit, number)


def test_seasons_follow_one_another():
    from datetime import date, timedelta

    for day in (date(2015, 1, 1) + timedelta(days=n) for n in range(800)):
        last, following = season_near("winter", -1, day), season_near("winter", 1, day)
        assert last[1] < day.isoformat()[:7] < following[0]
