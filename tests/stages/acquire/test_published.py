"""The day of publication, told by what stands around a report and never by a sentence of it."""

from __future__ import annotations

import pytest

from kgbuild.stages.acquire.published import find_published

PROSE = "Soldiers of the 4th Brigade reached Tumbes, where on 7 May 2011 they had been beaten, the governor said."


@pytest.mark.parametrize(
    "line",
    [
        "Published: 3 Jan. 2014",
        "Published 3 January 2014",
        "First published on Friday, 3 January 2014 at 10:15 GMT",
        "Posted on January 3, 2014 by admin in News",
        "Date of issue: 2014-01-03",
        "DATE: 3-JAN-2014",
        "**Date:** 3rd of January, 2014",
        "Kigoma Post | Released: 03.01.2014",
        "Updated: 5 January 2014 | Published: 3 January 2014",
        "Fri, 03 Jan 2014 10:15:00 +0100",
        "Friday, January 3, 2014",
        "# 3 January 2014",
        "3 January 2014 by Admin",
        "3 January, 2014by Admin",
        "January 3, 2014 | Kigoma Post",
        "By Ana Ruiz, 3 January 2014",
        "By Ana Ruiz and Tom Ode | 3 January 2014",
        "Kigoma Post | 3 January 2014",
        "Kigoma, 3 January 2014",
        "2014/01/03",
        "Le 3 janvier 2014",
        "Kigoma, 3 de enero de 2014",
        "SITREP 12 as of 3 January 2014",
    ],
)
def test_a_line_of_its_own_among_the_first(line):
    assert find_published(f"Fourth Brigade reaches Tumbes\n\n{line}\n\n{PROSE}\n") == "2014-01-03"


@pytest.mark.parametrize(
    "dateline",
    [
        "KABUL, 3 January 2014 (Reuters) -",
        "KABUL, Afghanistan (Jan. 3, 2014) --",
        "LA PAZ, January 3, 2014 /Prensa/ —",
        "San Miguel de Tucumán, 3 January 2014:",
        "ŻAGAŃ, Poland, 3 January 2014 –",
        "3 January 2014 –",
    ],
)
def test_a_dateline(dateline):
    assert find_published(f"Fourth Brigade reaches Tumbes\n\n{dateline} {PROSE}\n") == "2014-01-03"


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"On 3 January 2014 the brigade left.\n\n{PROSE}",
        f"3 January 2014 was a bad day for the brigade.\n\n{PROSE}",
        f"Released on 3 January 2014 from prison, he joined the brigade.\n\n{PROSE}",
        f"Ana Ruiz (3 January 1914 – 7 May 1988) led the brigade.\n\n{PROSE}",
        f"Ana Ruiz, (3 January 1914–7 May 1988), led the brigade.\n\n{PROSE}",
        f"Operation Dawn, 3 January 2014\n\n{PROSE}",
        "3 January 2014 – The brigade leaves.\n\n5 January 2014 – It comes back.\n",
        f"{PROSE}\n\nThey came back on 3 January 2014.",
        f"{PROSE * 3}\n\nKigoma, 3 January 2014\n\n{PROSE}",
        f"KABUL, Jan. 3 – {PROSE}",
        f"Published: 31 June 2014\n\n{PROSE}",
        f"Published: Monday, 3 January 2014\n\n{PROSE}",
        "",
    ],
)
def test_no_sentence_and_no_date_of_something_else(text):
    assert find_published(text) is None


def test_the_place_and_date_under_a_letter():
    assert find_published(f"{PROSE}\n\nLima, 3 January 2014.\n") == "2014-01-03"
    assert find_published(f"{PROSE} Kigoma Post 13/01/2014") == "2014-01-13"


@pytest.mark.parametrize(
    "name",
    [
        "post-20140103",
        "2014-01-03 brigade",
        "a_2014_01_03_b",
        "2014.01.03",
        "2014 01 03 brigade",
        "3 January 2014",
        "Brigade in Tumbes, 3rd January 2014",
        "brigade_03-jan-2014_final",
        "03Jan2014",
        "3.Jan.2014",
        "Jan 3, 2014 - brigade",
        "january_03_2014",
        "2014-Jan-03",
        "3 de enero de 2014",
        "2014-01-03 brigade (3 January 2014)",
        "03-01-2014 (3 Jan 2014)",
    ],
)
def test_the_name_of_the_file(name):
    assert find_published(PROSE, name=name) == "2014-01-03"


@pytest.mark.parametrize("name", ["23-01-2014", "brigade 23.01.2014", "01_23_2014"])
def test_a_date_in_numbers_in_a_name_that_can_be_read_in_one_way(name):
    assert find_published(PROSE, name=name) == "2014-01-23"


def test_an_ambiguous_date_in_a_name_is_left_alone_unless_the_text_decides():
    assert find_published(PROSE, name="06-05-2019 report") is None
    assert (
        find_published(f"{PROSE} They left on 28/04/2019 and came on 06/05/2019.", name="06-05-2019")
        == "2019-05-06"
    )


@pytest.mark.parametrize(
    "name",
    ["May 2019 - statement", "statement_may_2019", "2019 May", "Statement (May, 2019)", "mayo de 2019", "May2019"],
)
def test_a_month_in_a_name_where_nothing_tells_a_day(name):
    assert find_published(PROSE, name=name) == "2019-05"
    assert find_published(f"Kigoma, 3 June 2019\n\n{PROSE}", name=name) == "2019-06-03"
    assert find_published(f"Updated: 3 June 2019\n\n{PROSE}", name=name) == "2019-06-03"


def test_letters_with_accents_as_macos_writes_them():
    assert find_published(PROSE, name="communique\u0301 du 1er fe\u0301vrier 2014") == "2014-02-01"


@pytest.mark.parametrize(
    "name",
    [
        "post-20141303",
        "120140103",
        "20140103-20140105",
        "2014-01",
        "sitrep 3",
        "31 June 2014",
        "3 January 2014 to 5 January 2014",
        "May 2018 - June 2019",
        "Dismay 2019",
        "May 20190",
        "3 May 19",
        "Mayor 2019",
        "2019 Mayor",
        "1st Division 2014",
    ],
)
def test_names_without_a_date(name):
    assert find_published(PROSE, name=name) is None


def test_what_is_stated_goes_before_lines_these_before_the_name_and_all_before_an_update():
    text = f"Updated: 9 January 2014\n\nBy Ana Ruiz, 4 January 2014\n\n{PROSE}"
    assert find_published(text, stated="2014-01-03", name="20140105") == "2014-01-03"
    assert find_published(text, name="20140105") == "2014-01-04"
    assert find_published(f"Updated: 9 January 2014\n\n{PROSE}", name="20140105") == "2014-01-05"
    assert find_published(f"Updated: 9 January 2014\n\n{PROSE}") == "2014-01-09"


def test_an_ambiguous_date_is_left_alone():
    assert find_published(f"Published: 03/04/2005\n\n{PROSE}") is None
    assert find_published(PROSE, stated="03/04/2005") is None


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("Published: 04/04/2005\n\n", "", "2005-04-04"),
        ("Published: 23/04/2005\n\n", "", "2005-04-23"),
        ("Published: Sunday 03/04/2005\n\n", "", "2005-04-03"),
        ("Published: 03/04/2005\n\nHe served 31/12/1998 - 09/02/2001.\n\n", "", "2005-04-03"),
        ("Published: 03/04/2005\n\nHe served 12/31/1998 - 02/09/2001.\n\n", "", "2005-03-04"),
        ("Published: 03/04/2005\n\nHe served 31/12/1998 - 12/31/2001.\n\n", "", None),
        ("Published: 03/04/2005\n\n", "post-20050304", "2005-03-04"),
        ("Published: 03/04/2005\nUpdated: 3 April 2005\n\n", "", "2005-04-03"),
    ],
)
def test_an_ambiguous_date_that_something_decides(text, name, day):
    assert find_published(text + PROSE, name=name) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Gao, le 1er août 2013", None),
        ("1er août 2013", "2013-08-01"),
        ("3 juin 2013", "2013-06-03"),
        ("3 juillet 2013", "2013-07-03"),
        ("3 décembre 2013", "2013-12-03"),
        ("3 de mayo de 2013", "2013-05-03"),
        ("3 de diciembre de 2013", "2013-12-03"),
        ("As of 3 May 2013 the army had left.", None),
    ],
)
def test_months_of_french_and_spanish_reports(line, day):
    assert find_published(f"Quatre brigades\n\n{line}\n\n{PROSE}\n") == day
