"""Names of one document that stand for the same entity."""

from __future__ import annotations

import pytest

from kgbuild.stages.refer.names import Name, group_names, same


def names_of(text: str, *mentions: tuple[str, str]) -> list[Name]:
    """The mentions (text, label) as they follow one another in `text`."""
    names, at = [], 0
    for mention, label in mentions:
        start = text.index(mention, at)
        at = start + len(mention)
        names.append(Name(mention, label, text[max(0, start - 140) : start], text[at : at + 60]))
    return names


def plain(label: str, *texts: str) -> list[Name]:
    return [Name(text, label) for text in texts]


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("Person", "Chipo Banda", "Banda"),
        ("Person", "Jean-Marie Okello", "Okello"),
        ("Person", "Okello", "OKELLO"),
        ("Unit", "Lake Chad Rapid Force", "LCRF"),
        ("Unit", "7 Div", "7 Division"),
        ("Unit", "41st Airborne", "41st Airborne Division"),
        ("Unit", "the Zambian Army", "Zambian Army"),
        ("Unit", "Zambian Army", "Army"),
        ("Place", "United States", "U.S."),
        ("Place", "Britain", "UK"),
        ("Organisation", "Ministry of Defence", "Ministry of Defense"),
        ("Organisation", "UN", "United Nations"),
        ("Person", "Tunde Yusuf Amadi", "T.Y. Amadi"),
        ("Person", "Tunde Yusuf Amadi", "TY Amadi"),
        ("Person", "Tunde Yusuf Amadi", "Tunde Amadi"),
        ("Person", "Abu Musa al-Kamali", "Abu Musa"),
        ("Person", "Hiroshi Tanaka", "Tanaka Hiroshi"),
        ("Person", "Nuri al-Amadi", "Nuri Amadi"),
        ("Person", "Festus Petinrin", "Petirin"),
        ("Unit", "6 Armoured Division", "6 Division"),
        ("Unit", "Brigade of Guards", "Guards Brigade"),
        ("Unit", "Zambian Army", "Zambia Army"),
        ("Unit", "Zambia Police Force", "Police"),
        ("Unit", "FS Lysander", "Lysander"),
        ("Unit", "Wagner Group", "Wagner"),
        ("Unit", "Task Force Apollo", "Apollo"),
        ("Unit", "Second Armoured Division", "Second Amoured Division"),
        ("Unit", "U.S. Southern Command", "SOUTHCOM"),
        ("Unit", "U.S. Naval Forces Southern Command", "NAVSOUTH"),
        ("Organisation", "Government of Zambia", "Zambian government"),
        ("Organisation", "Zambian Electoral Commission", "Electoral Commission"),
        ("Place", "Muchinga", "Muchinga State"),
        ("Place", "Muchinga State", "Muchinga States"),
        ("Place", "Muchinga Islands", "Muchinga islands"),
    ],
)
def test_same(label, left, right):
    assert group_names(plain(label, left, right)) == [0, 0]


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("Person", "Chipo Banda", "Banda"),
        ("Unit", "Zambian Army", "Army"),
        ("Unit", "Lake Chad Rapid Force", "LCRF"),
        ("Place", "United States", "U.S."),
    ],
)
def test_the_short_form_may_come_first(label, left, right):
    assert group_names(plain(label, right, left)) == [0, 0]


def test_a_head_noun_before_a_proper_name_is_none_of_its_short_forms():
    assert group_names(plain("Unit", "Coalition", "Orange Tree Coalition")) == [0, 1]


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("Unit", "7 Division", "8 Division"),
        ("Unit", "Southern Shield", "Red Southern Shield"),
        ("Person", "Chipo Banda", "Mary Banda"),
        ("Place", "Lusaka", "Lusaka International Airport"),
        ("Place", "Niger", "Nigeria"),
        ("Unit", "1 Brigade", "1 Battalion"),
        ("Organisation", "Ministry of Defence", "Ministry of Health"),
        ("Place", "United Kingdom", "United States"),
        ("Place", "Zambia", "Gambia"),
        ("Place", "Kaduna", "Kaduna State"),
        ("Place", "Bama", "Bama Local Government Area"),
        ("Person", "Mary Amadi", "Musa Amadi"),
        ("Person", "Tunde Amadi", "T. Okello"),
        ("Unit", "Kataib Hezbollah", "Hezbollah"),
        ("Unit", "6 Guards Army", "6 Guards Tank Army"),
        ("Unit", "6 Division", "Headquarters 6 Division"),
        ("Unit", "Southern Command", "Air Forces Southern Command"),
        ("Unit", "2 Brigade", "12 Brigade"),
    ],
)
def test_different(label, left, right):
    assert group_names(plain(label, left, right)) == [0, 1]


def test_a_last_name_of_two_persons_means_the_one_named_last():
    names = plain("Person", "Chipo Banda", "Mary Banda", "Banda", "Chipo Banda", "Banda")
    assert group_names(names) == [0, 1, 1, 0, 0]


def test_a_head_noun_of_two_units_means_neither():
    assert group_names(plain("Unit", "7 Division", "8 Division", "Division")) == [0, 1, 2]


def test_a_unit_and_a_place_of_one_name_stay_apart():
    assert group_names([Name("Tenasserim", "Unit"), Name("Tenasserim", "Place")]) == [0, 1]


def test_a_name_in_brackets_with_the_same_initial():
    text = "Jeshi la Ulinzi (JWTZ) denied it"
    assert group_names(names_of(text, ("Jeshi la Ulinzi", "Unit"), ("JWTZ", "Unit"))) == [0, 0]


def test_a_name_in_brackets_in_another_script():
    text = "the Army of Dawn (جيش الفجر) denied it"
    assert group_names(names_of(text, ("Army of Dawn", "Unit"), ("جيش الفجر", "Unit"))) == [0, 0]


def test_a_different_name_in_brackets_is_another():
    text = "the Army of Dawn (and Red Spear) denied it"
    assert group_names(names_of(text, ("Army of Dawn", "Unit"), ("Red Spear", "Unit"))) == [0, 1]


def test_also_known_as():
    text = "Red Spear, also known as the Dawn Boys, denied it"
    assert group_names(names_of(text, ("Red Spear", "Unit"), ("Dawn Boys", "Unit"))) == [0, 0]


@pytest.mark.parametrize(
    "link", [" (also written ", " (also ", " (formerly the ", ", often spelt ", ", sometimes referred to as the “"]
)
def test_other_ways_to_say_also_known_as(link):
    text = f"Red Spear{link}Dawn Boys left"
    assert group_names(names_of(text, ("Red Spear", "Unit"), ("Dawn Boys", "Unit"))) == [0, 0]


@pytest.mark.parametrize(
    "link", [" also referred to the ", ", formerly of the ", " also rendered ", " named the "]
)
def test_other_words_join_nothing(link):
    text = f"Red Spear{link}Dawn Boys"
    assert group_names(names_of(text, ("Red Spear", "Unit"), ("Dawn Boys", "Unit"))) == [0, 1]


def test_also_known_as_before_the_usual_name():
    text = "Also known as the Dawn Boys in Mali, Red Spear denied it"
    mentions = names_of(text, ("Dawn Boys", "Unit"), ("Mali", "Place"), ("Red Spear", "Unit"))
    assert group_names(mentions) == [0, 1, 0]


def test_no_names():
    assert group_names([]) == []


def test_an_ambiguous_short_form_of_a_numbered_unit_means_neither():
    assert group_names(plain("Unit", "6 Armoured Division", "6 Mechanised Division", "6 Division")) == [0, 1, 2]


def test_a_code_in_brackets_is_another_name():
    text = "The frigate HMS Lysander (F 88) and Lysander Bay (north) were named"
    mentions = names_of(text, ("HMS Lysander", "Unit"), ("F 88", "Unit"), ("Lysander Bay", "Place"))
    assert group_names(mentions) == [0, 0, 1]


def test_a_last_name_goes_before_a_first_name():
    names = plain("Person", "Ibrahim Okello", "Ola Ibrahim", "Ibrahim")
    assert group_names(names) == [0, 1, 1]


def test_the_time_grows_with_the_number_of_names_not_with_its_square(monkeypatch):
    asked = 0

    def counting(one, other):
        nonlocal asked
        asked += 1
        return same(one, other)

    monkeypatch.setattr("kgbuild.stages.refer.names._RULES", ((counting,),))
    syllables = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in ("r", "l", "x", "t")]
    words = [f"{one}{other}".title() for one in syllables for other in syllables[::16]]
    calls = []
    for n in (400, 800, 1600):
        asked = 0
        group_names(plain("Unit", *(f"{word} Brigade" for word in words[:n])))
        calls.append(asked)
    assert calls[2] < 2.5 * calls[1]


@pytest.mark.parametrize("label", ["Person", "Organisation", "Unit", "Place"])
def test_a_name_without_a_letter_is_itself_alone(label):
    assert group_names(plain(label, "–", "5 Brigade", "'s", "–", "_")) == [0, 1, 2, 0, 3]


def test_two_names_set_apart_by_or_are_one_body_if_they_share_a_word_of_their_own():
    text = "Saraya Zafar, or the Zafar Brigades, is a militia. It is not Zafar, a party."
    names = names_of(text, ("Saraya Zafar", "Unit"), ("Zafar Brigades", "Unit"), ("Zafar", "Unit"))
    assert group_names(names) == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("the Zambian Army, or the Zambian Navy, will come", "Zambian Army", "Zambian Navy"),
        (
            "the 2nd Lion Battalion, or the 3rd Lion Battalion, will come",
            "2nd Lion Battalion",
            "3rd Lion Battalion",
        ),
        ("Iraqi Zafar, or the Lebanese Zafar, will come", "Iraqi Zafar", "Lebanese Zafar"),
        ("Saraya Zafar or the Zafar Brigades will come", "Saraya Zafar", "Zafar Brigades"),
    ],
)
def test_an_or_between_two_bodies_joins_nothing(text, left, right):
    assert group_names(names_of(text, (left, "Unit"), (right, "Unit"))) == [0, 1]


def test_what_a_part_is_known_as_is_no_name_of_the_whole():
    text = "a faction of the Red Jihad known as the Vanguards of Dawn"
    assert group_names(names_of(text, ("Red Jihad", "Unit"), ("Vanguards of Dawn", "Unit"))) == [0, 1]
    text = "a member of the Red Jihad, also known as the Vanguards of Dawn"
    assert group_names(names_of(text, ("Red Jihad", "Unit"), ("Vanguards of Dawn", "Unit"))) == [0, 0]


@pytest.mark.parametrize(
    ("left", "right"),
    [("7 Division", "8 Division"), ("3 Brigade", "3 Battalion"), ("Chadian Front", "Sudanese Front")],
)
def test_not_even_the_text_makes_one_of_what_cannot_be(left, right):
    names = names_of(f"the {left}, also known as the {right}, left", (left, "Unit"), (right, "Unit"))
    assert group_names(names) == [0, 1]


def test_no_third_name_makes_one_person_of_two():
    names = plain("Person", "Chipo Banda", "Mary Banda", "Banda", "C. Banda")
    groups = group_names(names)
    assert groups[0] == groups[3] != groups[1]


def test_a_name_that_begins_within_a_word_is_no_end_of_it():
    assert group_names(plain("Organisation", "Ruritania-Rhodesian government", "Rhodesian government")) == [0, 1]


def test_a_region_s_class_stands_for_the_one_that_ends_in_it():
    assert group_names(plain("Place", "Arabian Gulf", "Gulf")) == [0, 0]
    assert group_names(plain("Place", "Arabian Gulf", "Persian Gulf", "Gulf")) == [0, 1, 2]


def test_a_town_is_not_the_state_that_a_list_means_by_its_name():
    names = [Name("Kano", "Place"), Name("Kano", "Place", area="state"), Name("Kano State", "Place")]
    assert group_names(names) == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "one", "other", "label"),
    [
        ("the Levant Front (al-Jabha al-Gharbiya) left", "Levant Front", "al-Jabha al-Gharbiya", "Unit"),
        ("the Movement of Youth (Harakat al-Nur) left", "Movement of Youth", "Harakat al-Nur", "Unit"),
        ("Frente Azul (Blue Front) left", "Frente Azul", "Blue Front", "Unit"),
        (
            "Ada Obi (born 1962, Gao; died 3 May 2008), better known by her nom de guerre Rock, was",
            "Ada Obi",
            "Rock",
            "Person",
        ),
        ("the arrest of Ada Obi alias Commander Rock, a leader", "Ada Obi", "Rock", "Person"),
        ("Ada Obi, better known as Colonel Rock, head", "Ada Obi", "Rock", "Person"),
        ("the National Shield, known by its Spanish initials ENC, had", "National Shield", "ENC", "Unit"),
        ("19 Rajput Rifles left; 19 RR came", "19 Rajput Rifles", "19 RR", "Unit"),
        ("Combined Task Force 151; CTF-151", "Combined Task Force 151", "CTF-151", "Unit"),
        (
            "the 2e régiment étranger de parachutistes (2e REP)",
            "2e régiment étranger de parachutistes",
            "2e REP",
            "Unit",
        ),
        ("Los Lobos fought the Lobos", "Los Lobos", "Lobos", "Unit"),
    ],
)
def test_said_or_written_as_one(text, one, other, label):
    first, second = group_names(names_of(text, (one, label), (other, label)))
    assert first == second


@pytest.mark.parametrize(
    ("text", "one", "other", "label"),
    [
        ("3rd Battalion (Harakat Army) left", "3rd Battalion", "Harakat Army", "Unit"),
        ("Red Wing (Blue Army) left", "Red Wing", "Blue Army", "Unit"),
        ("Partido Azul (National Assembly) left", "Partido Azul", "National Assembly", "Organisation"),
        ("the Liwa al-Haq (Gao Democratic Forces) left", "Liwa al-Haq", "Gao Democratic Forces", "Unit"),
        ("the Gao Army nicknamed Red Spear a gang", "Gao Army", "Red Spear", "Unit"),
        ("Harakat al-Nur (Liwa al-Haq) left", "Harakat al-Nur", "Liwa al-Haq", "Unit"),
        ("19 Rajput Rifles; 18 RR", "19 Rajput Rifles", "18 RR", "Unit"),
        ("19 Rajput Rifles; 19 RG", "19 Rajput Rifles", "19 RG", "Unit"),
        ("Ada Obi (born 1962) met Colonel Rock", "Ada Obi", "Rock", "Person"),
    ],
)
def test_not_written_as_one(text, one, other, label):
    first, second = group_names(names_of(text, (one, label), (other, label)))
    assert first != second
