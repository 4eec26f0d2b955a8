"""The days of claims, seen from the day on which their document was published."""

from __future__ import annotations

import pytest

from kgbuild.annotations import CLAIMS
from kgbuild.model import Document
from kgbuild.stages.parse import make_language
from kgbuild.stages.relate.extraction import to_extraction

PUBLISHED = "2016-03-09"


def period(text="The front left.", **row):
    document = Document("d", text, published=row.pop("published", PUBLISHED))
    doc = make_language().make_doc(text)
    doc.user_data[CLAIMS] = [
        {"type": "ATTACKED", "subject": "e1", "object": "e2", "evidence": [[0, len(text)]], **row}
    ]
    (claim,) = to_extraction(doc, document).claims
    assert claim.date == row.get("date")
    return claim.date_from, claim.date_to


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({}, (None, None)),
        ({"date": "Tuesday"}, ("2016-03-08", "2016-03-08")),
        ({"date": "Tuesday", "modality": "planned"}, ("2016-03-15", "2016-03-15")),
        ({"date": "Tuesday", "published": None}, (None, None)),
        ({"date": "Tuesday", "published": "last week"}, (None, None)),
        ({"modality": "past"}, (None, PUBLISHED)),
        ({"modality": "planned"}, (PUBLISHED, None)),
        ({"date": "May 2010", "date_bound": "begins"}, ("2010-05", None)),
        ({"date": "May 2010", "date_bound": "ends"}, (None, "2010-05")),
        ({"date": "the following day", "date_anchor": "Monday"}, ("2016-03-08", "2016-03-08")),
        ({"date": "the following day", "date_anchor": "last week"}, (None, None)),
        ({"date": "the following day"}, (None, None)),
    ],
)
def test_a_claim_gets_its_days(row, found):
    assert period(**row) == found


def test_the_other_dates_of_the_text_decide_which_number_is_the_day():
    assert period("It left on 03/04/2005.", date="03/04/2005") == (None, None)
    assert period("It left on 03/04/2005, not 31/12/2004.", date="03/04/2005") == ("2005-04-03", "2005-04-03")
    assert period("It left on 03/04/2005, not 12/31/2004.", date="03/04/2005") == ("2005-03-04", "2005-03-04")


@pytest.mark.parametrize(
    ("date", "modality"),
    [
        ("2009-2012", "past"),
        ("15 Dec 73 – 31 Jul 75", "past"),
        ("2014–2018", "asserted"),  # listed with its end, which is to come
        ("from May 2015 to May 2016", "asserted"),
        ("2017-2018", "past"),
        (None, "past"),
    ],
)
def test_a_post_whose_end_is_to_come_is_not_past(date, modality):
    document = Document("d", "The front left.", published=PUBLISHED)
    doc = make_language().make_doc(document.text)
    row = {"type": "COMMANDS", "subject": "e1", "object": "e2", "evidence": [[0, 15]], "modality": "past"}
    doc.user_data[CLAIMS] = [{**row, "date": date}]
    (claim,) = to_extraction(doc, document).claims
    assert claim.modality == modality
    if modality == "past" and date is None:
        assert (claim.date_from, claim.date_to) == (None, PUBLISHED)
