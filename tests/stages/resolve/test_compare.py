from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.stages.resolve.bodies import read_body
from kgbuild.stages.resolve.compare import SAME_ABOVE, VETOES, WEIGHTS, likeness, veto
from kgbuild.stages.resolve.name import BODY, PERSON, Name, family
from kgbuild.stages.resolve.people import read_person
from kgbuild.stages.resolve.spelling import sounds_alike

FOR = [
    ("same_name", "Unit", "14 Bde", "14th Brigade"),
    ("same_sound", "Unit", "Saraya Zafar", "Saraya Zafer"),
    ("same_person_in_full", "Person", "Ana Maria Ruiz", "Ana Ruiz"),
    ("same_person_by_initials", "Person", "A. Ruiz", "Ana Ruiz"),
    ("same_person_loosely", "Person", "Etim Bassey", "Emmanuel Etim Bassey"),
    ("misspelt", "Person", "Tunde Yusufu Ruiz", "Tunde Yusuf Ruiz"),
    ("area_left_out", "Place", "Borno", "Borno State"),
    ("acronym_fits", "Unit", "FPGK", "Forward Patrol Group of Kenya"),
    ("short_form", "Unit", "31 Brigade", "31 Artillery Brigade"),
    ("parent_left_out", "Unit", "2nd Brigade", "2nd Brigade, 6th Armoured Division"),
    ("maternal_name_left_out", "Person", "Ana Ruiz", "Ana Maria Ruiz Soto"),
    ("lone_surname", "Person", "Ruiz", "Ana Ruiz"),
    ("lone_given_name", "Person", "Ana", "Ana Ruiz"),
]
AGAINST = [
    ("given_names_differ", "Person", "Ana Ruiz", "Luis Ruiz"),
    ("generations_differ", "Person", "Luis Ruiz Jr.", "Luis Ruiz Sr."),
    ("numbers_differ", "Unit", "7 Division", "8 Division"),
    ("echelons_differ", "Unit", "3 Brigade", "3 Battalion"),
    ("branches_differ", "Unit", "1st Infantry Division", "1st Armoured Division"),
    ("nations_differ", "Unit", "Chadian Army", "Army of Sudan"),
    ("company_differs", "Person", "Ana Ruiz #1", "Ana Ruiz #2"),
    ("sounds_differ", "Place", "Tel Hamid", "Tel Hamad"),
    ("regions_differ", "Place", "Shanxi", "Shaanxi Province"),
]


def read(label: str, text: str) -> Name:
    of = family(label)
    bare, _, company = text.partition(" #")
    name = read_person(bare) if of == PERSON else read_body(bare, family=of)
    return replace(name.in_company(company), text=text) if company else name


@pytest.mark.parametrize(("signal", "label", "left", "right"), FOR)
def test_each_signal_gives_a_score_and_a_reason_either_way_round(signal: str, label: str, left: str, right: str):
    (function,) = (one for one in WEIGHTS if one.__name__ == signal)
    for pair in ((left, right), (right, left)):
        score = function(*(read(label, text) for text in pair))
        assert score
        assert left in score.reason
        assert right in score.reason
        assert likeness(*(read(label, text) for text in pair)).value >= SAME_ABOVE


@pytest.mark.parametrize(("rule", "label", "left", "right"), AGAINST)
def test_each_veto_gives_its_reason_either_way_round(rule: str, label: str, left: str, right: str):
    (function,) = (one for one in VETOES if one.__name__ == rule)
    for pair in ((left, right), (right, left)):
        against = function(*(read(label, text) for text in pair))
        assert against
        assert left in against.reason
        assert right in against.reason
        assert veto(*(read(label, text) for text in pair))


def test_every_signal_and_veto_has_a_case():
    assert {case[0] for case in FOR} == {signal.__name__ for signal in WEIGHTS}
    assert {case[0] for case in AGAINST} | {"families_differ"} == {rule.__name__ for rule in VETOES}


def test_a_person_is_no_unit():
    assert veto(read("Person", "Scorpion"), read("Unit", "Scorpion")).reason == (
        "Scorpion is a person, Scorpion a body"
    )


def test_what_is_not_alike_has_no_likeness():
    assert likeness(read_body("Tiger Brigade", family=BODY), read_body("Lion Brigade", family=BODY)).value == 0


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("kataib", "kataeb", True),
        ("suleimani", "sulaymani", True),
        ("dawood", "daoud", True),
        ("hizballah", "hezbollah", True),
        ("hussein", "husayn", True),
        ("isa", "issa", True),
        ("soekarno", "sukarno", True),
        ("mueller", "muller", True),
        ("tarasenka", "tarasenko", True),
        ("yue", "yu", False),
        ("hassan", "hussein", False),
        ("iran", "iraq", False),
        ("mahmoud", "muhammad", False),
        ("marie", "maria", False),
        ("allen", "ellen", False),
        ("11", "12", False),
        ("aia", "eia", False),
        ("בגדד", "בגדאד", False),
    ],
)
def test_words_sound_alike_across_transliterations(left: str, right: str, alike: bool):
    assert sounds_alike(left, right) is alike
    assert sounds_alike(right, left) is alike
