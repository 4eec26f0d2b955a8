"""Expressions of time as reports write them: found in a sentence, and read by the day of its document."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.calendar import resolve
from kgbuild.stages.relate.dates import find_dates
from tests.stages.relate.reading import read

# Sentence, the day of its document, first and last date of its first expression; "=" where both are the same, ""
# where a side is open, or where nothing can be told.
TABLE = [
    ("He led the wing from 15 Dec 73 – 31 Jul 75.", "2004-06-02", "1973-12-15", "1975-07-31"),
    ("Commandant, Jan 1994-97", "2004-06-02", "1994-01", "1997"),
    ("Jan 1994 – Mar 97: adjutant", "2004-06-02", "1994-01", "1997-03"),
    ("The rebels came back in '98.", "2004-06-02", "1998", "="),
    ("Defence attaché, 1986/87", "2004-06-02", "1986", "1987"),
    ("Staff college 1986–87", "2004-06-02", "1986", "1987"),
    ("GOC, 1999–02", "2004-06-02", "1999", "2002"),
    ("Sector commander, '98–'99", "2004-06-02", "1998", "1999"),
    ("Sector commander, 1998-present", "2004-06-02", "1998", ""),
    ("Chief of staff (Feb 02 - Aug 03)", "2004-06-02", "2002-02", "2003-08"),
    ("He held the post Aug 88 to Sep 91.", "2004-06-02", "1988-08", "1991-09"),
    ("Posted there on 3 May 68, he stayed.", "1975-01-01", "1968-05-03", "="),
    ("Naval secretary since '03", "2004-06-02", "2003", ""),
    ("He was there in the summer of '89.", "2004-06-02", "1989-06", "1989-08"),
    ("Director from Sept 05 to date", "2007-06-02", "2005-09", ""),
    ("Commander 12/05/80 – 15/06/81", "2007-06-02", "1980-05-12", "1981-06-15"),
    ("The unit moved in 1914/15.", "1936-02-03", "1914", "1915"),
    ("The unit moved in winter 1914/15.", "1936-02-03", "1914-12", "1915-02"),
    ("On Tuesday troops left.", "2014-03-05", "2014-03-04", "="),
    ("Last month troops left.", "2014-03-05", "2014-02", "="),
    ("Troops left in 2014.", "2015-03-05", "2014", "="),
    ("It has been there since March.", "2014-05-05", "2014-03", ""),
    ("He served from 2009 to 2011 there.", "2014-05-05", "2009", "2011"),
    ("He led it until his retirement in June 2013.", "2014-05-05", "", "2013-06"),
    ("He led it until he retired in June 2013.", "2014-05-05", "", "2013-06"),
    ("He left two years ago.", "2014-05-05", "2012", "="),
    ("It began on 5 March.", "2014-05-05", "2014-03-05", "="),
    ("It began on 5 March.", "2014-02-20", "", ""),
    ("It began in the spring of 1999.", "2014-05-05", "1999-03", "1999-05"),
    ("It began in mid-2014.", "2015-05-05", "2014", "="),
    ("They fought in the 1990s.", "2014-05-05", "1990", "1999"),
    ("He is the commander as of 12 May 2015.", "2015-06-01", "2015-05-12", "="),
    ("As at 31 December 2012 it had two.", "2015-06-01", "2012-12-31", "="),
    ("The attack of March 3rd, 2012 failed.", "2015-06-01", "2012-03-03", "="),
    ("The attack of 3rd March, 2012 failed.", "2015-06-01", "2012-03-03", "="),
    ("The attack of the 3rd of March 2012 failed.", "2015-06-01", "2012-03-03", "="),
    ("The attack of 2012-03-03 failed.", "2015-06-01", "2012-03-03", "="),
    ("The attack of 3-Mar-2012 failed.", "2015-06-01", "2012-03-03", "="),
    ("The attack of 03MAR12 failed.", "2015-06-01", "2012-03-03", "="),
    ("The attack of 3 MAR 2012 failed.", "2015-06-01", "2012-03-03", "="),
    ("He arrived on 14 juillet 2008.", "2015-06-01", "2008-07-14", "="),
    ("He arrived in février 2008.", "2015-06-01", "2008-02", "="),
    ("He arrived on 1er août 2008.", "2015-06-01", "2008-08-01", "="),
    ("He arrived on 12 de octubre de 1998.", "2015-06-01", "1998-10-12", "="),
    ("He arrived in enero de 1998.", "2015-06-01", "1998-01", "="),
    ("He arrived on 3 marzo 1998.", "2015-06-01", "1998-03-03", "="),
    ("It fell on the 9 Thermidor.", "2015-06-01", "", ""),
    ("It was held in the first quarter of 2013.", "2015-06-01", "2013-01", "2013-03"),
    ("It was held in Q3 2013.", "2015-06-01", "2013-07", "2013-09"),
    ("It was held in the second half of 2013.", "2015-06-01", "2013-07", "2013-12"),
    ("It was held in H1 2013.", "2015-06-01", "2013-01", "2013-06"),
    ("It was bought in fiscal year 2013.", "2015-06-01", "", ""),
    ("It was bought in FY2013.", "2015-06-01", "", ""),
    ("It was bought in FY 2013.", "2015-06-01", "", ""),
    ("It was bought in the 2013/14 financial year.", "2015-06-01", "", ""),
    ("It was signed on 03/04/2014.", "2015-06-01", "", ""),
    ("It was signed on 13/04/2014.", "2015-06-01", "2014-04-13", "="),
    ("It was signed on 04/13/2014.", "2015-06-01", "2014-04-13", "="),
    ("It was signed on 04.03.2014.", "2015-06-01", "2014-03-04", "="),
    ("It was signed on 03-04-2014.", "2015-06-01", "", ""),
    ("It was signed on 13-04-2014.", "2015-06-01", "2014-04-13", "="),
    ("Signed 2014/04/13 in Juba.", "2015-06-01", "2014-04-13", "="),
    ("They left between March and June 2013.", "2015-06-01", "2013-03", "2013-06"),
    ("They left between 3 and 9 June 2013.", "2015-06-01", "2013-06-03", "2013-06-09"),
    ("They left on 3–9 June 2013.", "2015-06-01", "2013-06-03", "2013-06-09"),
    ("They left on June 3–9, 2013.", "2015-06-01", "2013-06-03", "2013-06-09"),
    ("They left in June–July 2013.", "2015-06-01", "2013-06", "2013-07"),
    ("They fought from 30 May until 4 June 2013.", "2015-06-01", "2013-05-30", "2013-06-04"),
    ("They fought from May 30 to June 4, 2013.", "2015-06-01", "2013-05-30", "2013-06-04"),
    ("They left on Monday, 1 June.", "2015-06-03", "2015-06-01", "="),
    ("They left early on Monday.", "2015-06-03", "2015-06-01", "="),
    ("They left on Monday last week.", "2015-06-03", "2015-05-25", "="),
    ("They left on the night of 2-3 June.", "2015-06-10", "2015-06-02", "2015-06-03"),
    ("They left three days ago.", "2015-06-03", "2015-05-31", "="),
    ("They left over the weekend.", "2015-06-03", "2015-05-30", "2015-05-31"),
    ("They left at the weekend.", "2015-06-03", "2015-05-30", "2015-05-31"),
    ("They left at the end of 2013.", "2015-06-03", "2013", "="),
    ("They left in late 2013.", "2015-06-03", "2013", "="),
    ("They left in late-2013.", "2015-06-03", "2013", "="),
    ("They left in mid-June.", "2015-07-03", "2015-06", "="),
    ("They left in the mid-1990s.", "2015-07-03", "1990", "1999"),
    ("They left in the late '80s.", "2015-07-03", "1980", "1989"),
    ("They left in the eighties.", "2015-07-03", "1980", "1989"),
    ("They left in the 80s.", "2015-07-03", "1980", "1989"),
    ("It was held in the 19th century.", "2015-07-03", "1801", "1900"),
    ("It was held in autumn 2012.", "2015-07-03", "2012-09", "2012-11"),
    ("It was held in the fall of 2012.", "2015-07-03", "2012-09", "2012-11"),
    ("It was held last winter.", "2015-07-03", "2014-12", "2015-02"),
    ("It was held in winter 2012-13.", "2015-07-03", "2012-12", "2013-02"),
    ("He has been there since 3 March 2012.", "2015-07-03", "2012-03-03", ""),
    ("He was there up to 2012.", "2015-07-03", "", "2012"),
    ("He was there up until 2012.", "2015-07-03", "", "2012"),
    ("He has been there from 2012 onwards.", "2015-07-03", "2012", ""),
    ("He has been there from 2012 on.", "2015-07-03", "2012", ""),
    ("He was there through 2012.", "2015-07-03", "", "2012"),
    ("He was there through March 2012.", "2015-07-03", "", "2012-03"),
    ("He was there throughout 2012.", "2015-07-03", "2012", "="),
    ("He was there during 2012.", "2015-07-03", "2012", "="),
    ("He was there over the past three years.", "2015-07-03", "2012", "2015-07-03"),
    ("He was there for the past six months.", "2015-07-03", "2015-01", "2015-07-03"),
    ("He left earlier this month.", "2015-07-03", "2015-07", "2015-07-03"),
    ("He left in the early hours of Friday.", "2015-07-03", "2015-07-03", "="),
    ("He left on Friday morning.", "2015-07-03", "2015-07-03", "="),
    ("He left on Thursday night.", "2015-07-03", "2015-07-02", "="),
    ("He left yesterday.", "2015-03-01", "2015-02-28", "="),
    ("He left the day before yesterday.", "2015-03-01", "2015-02-27", "="),
    ("He left a fortnight ago.", "2015-07-03", "2015-06-15", "2015-06-21"),
    ("He left six months ago.", "2015-07-03", "2015-01", "="),
    ("He left some time ago.", "2015-07-03", "", ""),
    ("He left in circa 1990.", "2015-07-03", "", ""),
    ("He left around 1990.", "2015-07-03", "", ""),
    ("He left in c. 1990.", "2015-07-03", "", ""),
    ("He left in May this year.", "2015-07-03", "2015-05", "="),
    ("He left in May last year.", "2015-07-03", "2014-05", "="),
    ("He left on 3 May last year.", "2015-07-03", "2014-05-03", "="),
    ("He left in November of last year.", "2015-07-03", "2014-11", "="),
    ("He left in the same month.", "2015-07-03", "", ""),
    ("He left in 2009, 2010 and 2011.", "2015-07-03", "2009", "="),
    ("The 1973 war ended.", "2015-07-03", "1973", "="),
    ("He left a year earlier.", "2015-07-03", "", ""),
    ("He left by the end of 2013.", "2015-07-03", "", "2013"),
    ("He left no later than 3 June 2013.", "2015-07-03", "", "2013-06-03"),
    ("He left after 3 June 2013.", "2015-07-03", "2013-06-03", ""),
    ("From April 3, 2012, to May 2013, he led it.", "2015-07-03", "2012-04-03", "2013-05"),
    ("He led it (2009–2012).", "2015-07-03", "2009", "2012"),
    ("He led it (2009 – present).", "2015-07-03", "2009", ""),
    ("He led it (2009 – ).", "2015-07-03", "2009", ""),
    ("He led it (2009–).", "2015-07-03", "2009", ""),
    ("He led it (– 2012).", "2015-07-03", "2012", "="),
    ("He led it from '97 to '99.", "2015-07-03", "1997", "1999"),
    ("Nov 1918 - Feb 19", "1936-07-03", "1918-11", "1919-02"),
    ("Oct. 1–3, 2013", "2015-07-03", "2013-10-01", "2013-10-03"),
    ("Sept. 30-Oct. 2, 2013", "2015-07-03", "2013-09-30", "2013-10-02"),
    # more two-digit years
    ("GOC, 3 Jan 98 - 5 Aug 01, then retired", "2001-12-31", "1998-01-03", "2001-08-05"),
    ("GOC, 3 Jan 98 - 5 Aug 01, then retired", "2099-12-31", "1998-01-03", "2001-08-05"),
    ("Attaché, Nov 45 – Feb 47", "1950-01-01", "1945-11", "1947-02"),
    ("Attaché, Nov 45 – Feb 47", "2045-06-01", "1945-11", "1947-02"),
    ("Retired May 31, a brigadier", "2016-03-09", "2015-05-31", "="),
    ("Officer cadet '14–'16", "1936-01-01", "1914", "1916"),
    ("On 7 April 35 men left.", "2016-04-20", "2016-04-07", "="),
    # what is no date
    ("He lost 60-70 men.", "2016-03-09", "", ""),
    ("Between 10 and 15 men fled.", "2016-03-09", "", ""),
    ("He is in his eighties.", "2016-03-09", "", ""),
]


@pytest.mark.parametrize(("sentence", "published", "first", "last"), TABLE)
def test_an_expression_in_a_report(sentence, published, first, last):
    words, _ = read(sentence)
    found = [expression for _, _, expression in find_dates(words, 0, len(words))]
    period = resolve(found[0], published) if found else (None, None)
    assert period == (first or None, (first if last == "=" else last) or None)


def test_the_table_is_long_enough_to_be_worth_its_name():
    assert len({sentence for sentence, *_ in TABLE}) > 120


@pytest.mark.parametrize("published", ["1950-01-01", "1999-12-31", "2000-01-01", "2024-06-30"])
def test_a_year_of_two_digits_is_never_in_the_documents_future(published):
    for year in range(100):
        first, last = resolve(f"3 May '{year:02}", published)
        assert first == last and first is not None
        assert 0 <= int(published[:4]) - int(first[:4]) < 100
        assert int(first[:4]) % 100 == year
