"""From when to when an edge lasted."""

from __future__ import annotations

import pytest

from kgbuild.dating import Lasting, first_day, last_day, span
from kgbuild.model import Claim, Evidence

PUBLISHED = "2016-03-09"
NOTHING = Lasting(None, None, False, False)


def claim(date=None, start=None, end=None, *, type="COMMANDS", modality="asserted", published=PUBLISHED):
    said = Claim(type, "e1", "e2", (Evidence(0, 1, "A"),), modality, date=date, date_from=start, date_to=end)
    return said, published


@pytest.mark.parametrize(
    ("one", "lasting"),
    [
        (claim(), NOTHING),
        (claim("since 2010", "2010"), Lasting("2010", None, True, False)),
        (claim("until 2012", None, "2012"), Lasting(None, "2012", False, True)),
        (claim("2010-2012", "2010", "2012"), Lasting("2010", "2012", True, True)),
        (
            claim("from May to June", "2010-05", "2010-06", type="OPERATES_IN"),
            Lasting("2010-05", "2010-06", True, True),
        ),
        (claim("May 2010", "2010-05"), Lasting("2010-05", None, True, False)),
        (claim("May 2010", None, "2010-05"), Lasting(None, "2010-05", False, True)),
        (claim("before 2010", None, "2010"), Lasting(None, "2010", False, False)),
        (claim("in the last year", "2015", PUBLISHED), Lasting("2015", PUBLISHED, False, False)),
        (claim("May 2010", "2010-05", "2010-05", type="OPERATES_IN"), Lasting("2010-05", "2010-05", False, False)),
        (claim("2010-05-03", "2010-05-03", "2010-05-03", type="OPERATES_IN"), Lasting("2010-05-03", "2010-05-03")),
        (
            claim("Monday", "2016-03-07", "2016-03-07", type="KILLED"),
            Lasting("2016-03-07", "2016-03-07", True, True),
        ),
        (claim(None, None, PUBLISHED, modality="past"), Lasting(None, PUBLISHED, False, False)),
        (claim("since 2010", "2010", PUBLISHED, modality="past"), Lasting("2010", PUBLISHED, True, False)),
        (claim("2010-2012", "2010", "2012", modality="past"), Lasting("2010", "2012", True, True)),
        (claim("May 2017", "2017-05", "2017-05", modality="planned"), NOTHING),
        (claim("May 2015", "2015-05", "2015-05", modality="negated"), NOTHING),
        (claim("May 2015", "2015-05", "2015-05", modality="possible"), NOTHING),
    ],
)
def test_one_claim(one, lasting):
    assert span([one]) == lasting


def test_the_earliest_start_and_the_latest_end_count():
    held = [
        claim("2010-2012", "2010", "2012"),
        claim("until March 2014", None, "2014-03"),
        claim("since May 2009", "2009-05"),
    ]
    assert span(held) == Lasting("2009-05", "2014-03", True, True)


def test_a_start_is_not_known_where_it_held_before():
    held = [claim("since 2010", "2010"), claim("2008", "2008", "2008", type="OPERATES_IN")]
    assert span(held) == Lasting("2008", None, False, False)


def test_an_end_is_not_known_where_it_began_anew():
    assert span([claim("until 2012", None, "2012"), claim("since 2014", "2014")]) == Lasting(
        "2014", None, True, False
    )


def test_the_first_to_call_it_past_bounds_its_end_unless_one_tells_it():
    late, early = (
        claim(None, None, PUBLISHED, modality="past"),
        claim(None, None, "2014-01-02", modality="past", published="2014-01-02"),
    )
    assert span([late, early]).end == "2014-01-02"
    assert span([late, early, claim("until 2012", None, "2012")]) == Lasting(None, "2012", False, True)


def test_the_order_of_the_claims_does_not_matter():
    held = [
        claim("since 2010", "2010"),
        claim("until 2012", None, "2012"),
        claim("2010-05", "2010-05", None),
        claim(),
    ]
    assert len({span(held[i:] + held[:i]) for i in range(4)}) == 1


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2014-03-05", "2014-03-05", "2014-03-05"),
        ("0000-02", "0000-02-01", "0000-02-29"),
    ],
)
def test_a_date_means_the_days_of_its_precision(iso: str, first: str, last: str) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)
