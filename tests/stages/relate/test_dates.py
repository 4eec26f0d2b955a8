"""Expressions of time, and what they date."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.dates import Dates, find_dates
from tests.stages.relate.reading import read


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He left on Tuesday.", ["Tuesday"]),
        ("He left on Friday, Dec. 16, and came back on 3 June 2004.", ["Friday, Dec. 16", "3 June 2004"]),
        ("He left in May 2004 and, in early 2013, died.", ["May 2004", "early 2013"]),
        ("from 1943 until 1944", ["from 1943 until 1944"]),
        ("commander 1999–2001", ["1999–2001"]),
        ("24 Sep 69-14 Dec 73", ["24 Sep 69-14 Dec 73"]),
        ("31/12/2002 – 09/02/2004", ["31/12/2002 – 09/02/2004"]),
        ("2014 till date", ["2014 till date"]),
        ("since March they fought", ["since March"]),
        ("It came last month, and again two years ago.", ["last month", "two years ago"]),
        ("in the last 24 hours", ["in the last 24 hours"]),
        ("on the evening of October 16", ["the evening of October 16"]),
        ("He may march with 2004 men.", ["2004"]),
        ("On 7 April 35 men left, and in June 40 came.", ["7 April", "June"]),
        ("He led it from 2004.", ["from 2004"]),
        ("The Sun wrote of 34 Brigade and $1990.", []),
    ],
)
def test_found(text, dates):
    words, _ = read(text)
    assert [date for _, _, date in find_dates(words, 0, len(words))] == dates


@pytest.mark.parametrize(
    ("text", "type", "date"),
    [
        ("On Monday [U 5 Brigade] shelled [L Gao].", "ATTACKED", "Monday"),
        ("[U 5 Brigade] shelled [L Gao] on Monday, after it had left Kidal in May.", "ATTACKED", "Monday"),
        ("He said on Monday that [U 5 Brigade] shelled [L Gao].", "ATTACKED", None),
        ("[U 5 Brigade] is based in [L Gao] since 2010.", "LOCATED_IN", None),
        ("[P Ada Obi] led [U 5 Brigade] from 1943 until 1944.", "COMMANDS", "from 1943 until 1944"),
        ("[P Ada Obi] became commander of [U 5 Brigade] in March 1943.", "COMMANDS", "March 1943"),
        ("On Monday [P Ada Obi], commander of [U 5 Brigade], spoke.", "COMMANDS", None),
        ("[P Ada Obi] (3 May 1887–31 June 1966) was commander of [U 5 Brigade].", "COMMANDS", None),
        ("[P Ada Obi] (1943–1944), commander of [U 5 Brigade].", "COMMANDS", "1943–1944"),
        ("[U 5 BRIGADE]\n\nCol\n\n[P A OBI]\n\npsc\n\n1 Jan 70-2 Feb 71\n", "COMMANDS", "1 Jan 70-2 Feb 71"),
    ],
)
def test_date_of_a_claim(text, type, date):
    words, mentions = read(text)
    dated = Dates(words).date_of(type, mentions[0].span, mentions[1].span)
    assert (dated.text if dated else None) == date


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("[P Ada Obi] became commander of [U 5 Brigade] in May 2004.", "begins"),
        ("In May 2004 [P Ada Obi] was appointed commander of [U 5 Brigade] in May 2005.", "begins"),
        ("[P Ada Obi], commander of [U 5 Brigade], retired in May 2004.", "ends"),
        ("[P Ada Obi] replaced Eze Ude as commander of [U 5 Brigade] in May 2004.", "begins"),
        ("Eze Ude replaced [P Ada Obi] as commander of [U 5 Brigade] in May 2004.", "ends"),
        ("[P Ada Obi] was replaced as commander of [U 5 Brigade] in May 2004.", "ends"),
        ("Eze Ude was succeeded by [P Ada Obi] as commander of [U 5 Brigade] in May 2004.", "begins"),
        ("[P Ada Obi] was posted to [U 5 Brigade] in May 2004.", "begins"),
        ("[P Ada Obi] was posted from [U 5 Brigade] to Kidal in May 2004.", "ends"),
        ("[P Ada Obi] led [U 5 Brigade] until May 2004.", None),
        ("[P Ada Obi] led [U 5 Brigade] from 2004.", None),
    ],
)
def test_a_verb_tells_whether_a_state_begins_or_ends_then(text, bound):
    words, mentions = read(text)
    dated = Dates(words).date_of("COMMANDS", mentions[0].span, mentions[1].span)
    assert dated is not None and dated.bound == bound


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("It left on 3 May 2004. The following day [U 5 Brigade] shelled [L Gao].", "3 May 2004"),
        ("In May 2004 it left; two days later [U 5 Brigade] shelled [L Gao].", "May 2004"),
        ("The following day [U 5 Brigade] shelled [L Gao].", None),
        ("It left in May. It ate. The following day [U 5 Brigade] shelled [L Gao].", None),
        ("It left two days later. The following day [U 5 Brigade] shelled [L Gao].", None),
        ("It left on 3 May 2004. On Monday [U 5 Brigade] shelled [L Gao].", None),
    ],
)
def test_the_date_on_which_another_hangs(text, anchor):
    words, mentions = read(text)
    dated = Dates(words).date_of("ATTACKED", mentions[0].span, mentions[1].span)
    assert dated is not None and dated.anchor == anchor


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It fell in May.", ["May"]),
        ("They left on 8 November.", ["8 November"]),
        ("They left on 8 Nov. and died.", ["8 Nov."]),
    ],
)
def test_the_full_stop_after_a_month(text, dates):
    words, _ = read(text)
    assert [date for _, _, date in find_dates(words, 0, len(words))] == dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("KANO, Nigeria, 3 May 2019 (Wire) - [U 5 Brigade] shelled [L Gao].", None),
        ("KANO, Nigeria (3 May 2019): [U 5 Brigade] shelled [L Gao] on 1 May.", "1 May"),
        ("KANO, 3 May 2019 - On Monday [U 5 Brigade] shelled [L Gao].", "Monday"),
        ("On 3 May 2019 - a holiday - [U 5 Brigade] shelled [L Gao].", "3 May 2019"),
    ],
)
def test_the_day_of_a_report_is_not_that_of_the_deed(text, date):
    words, mentions = read(text)
    dated = Dates(words).date_of("ATTACKED", mentions[0].span, mentions[1].span)
    assert (dated.text if dated else None) == date


def test_a_person_is_no_month():
    words, mentions = read("[U 5 Brigade] shelled [L Gao], [P Jan] said.")
    taken = range(mentions[2].span.start, mentions[2].span.end)
    assert Dates(words, taken).date_of("ATTACKED", mentions[0].span, mentions[1].span) is None
