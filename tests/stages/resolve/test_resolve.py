from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from kgbuild.model import LocalEntity, Resolution
from kgbuild.stages.resolve import resolve
from kgbuild.stages.resolve.candidates import PHASES
from kgbuild.stages.resolve.clusters import Clusters
from kgbuild.stages.resolve.profiles import make_profiles
from tests.factories import make_local_entity

# Pairs of names in two documents; `a|b` are two names of one entity in one document.

ONE_PERSON = [
    ("Ana Ruiz", "ANA RUIZ"),
    ("José Núñez", "Jose Nunez"),
    ("J. Carter", "J Carter"),
    ("J. Carter", "John Carter"),
    ("Gen. John Carter", "John Carter"),
    ("Lt. Col. Peter Vane", "Peter Vane"),
    ("Mallam Umar Tanko Bala", "Umar Tanko Bala"),
    ("Teniente Coronel Raúl Restrepo", "Raúl Restrepo"),
    ("John F. Carter", "John Carter"),
    ("JF Carter", "John Francis Carter"),
    ("J.F. Carter", "J. F. CARTER"),
    ("Carter", "John Carter"),
    ("Mike Hale", "Michael Hale"),
    ("Joe Hale", "Joseph Hale"),
    ("Qassem Soleimani", "Qasem Suleimani"),
    ("Qassim Sulaymani", "Qasem Soleimani"),
    ("Mohammed Dahlan", "Muhammad Dahlan"),
    ("Mohamed Dahlan", "Muhammad Dahlan"),
    ("Mohd Dahlan", "Mohammad Dahlan"),
    ("Hassan Rouhani", "Hasan Rouhani"),
    ("Saddam Hussein", "Saddam Husayn"),
    ("Omar al-Bashir", "Umar al-Bashir"),
    ("Abd al-Rahman Khan", "Abdulrahman Khan"),
    ("Abdul Qadir Khan", "Abdulkadir Khan"),
    ("Abdel Fattah Burhan", "Abd al-Fattah al-Burhan"),
    ("Abu Bakr al-Naji", "Abu Bakr Naji"),
    ("Khalid Mansour", "Khaled Mansour"),
    ("Hamza bin Faisal", "Hamza Faisal"),
    ("Nouri al-Maliki", "Nuri al-Maliki"),
    ("Hassan Nasrallah", "Hasan Nasrullah"),
    ("Conor O'Brien", "Conor O’Brien"),
    ("Kim Jong-chol", "Kim Jong Chol"),
    ("Saif al-Din Gaddafi", "Saif al-Din al-Qadhafi"),
    ("Volodymyr Tkachuk", "Vladimir Tkachuk"),
    ("Ihor Volkoiskyi", "Igor Volkoysky"),
    ("Alyaksandr Tarasenka", "Alexander Tarasenko"),
    ("Álvaro Restrepo Gaviria", "Alvaro Restrepo"),
    ("Juan Esteban Restrepo", "Juan Restrepo Gaviria"),
]
ONE_UNIT = [
    ("U.S. Army", "United States Army"),
    ("US Army", "U.S. Army"),
    ("US Army", "American Army"),
    ("The Royal Navy", "Royal Navy"),
    ("Iraqi Army", "Army of Iraq"),
    ("Nigeria Navy", "Nigerian Navy"),
    ("3rd Division", "3 Division"),
    ("Three Division", "3 Division"),
    ("Third Division", "3rd Division"),
    ("Division 3", "3 Div"),
    ("82nd Airborne Division", "Eighty-Second Airborne Division"),
    ("XVIII Airborne Corps", "18th Airborne Corps"),
    ("II Corps", "2nd Corps"),
    ("14 Bde", "14th Brigade"),
    ("12 Armoured Bde", "12th Armored Brigade"),
    ("1st Bn, 7th Marines", "1st Battalion, 7th Marines"),
    ("Popular Mobilization Forces", "Popular Mobilisation Forces"),
    ("Popular Mobilization Forces", "Hashd al-Shaabi"),
    ("Joint Operations Command Basra", "Joint Operation Command Basra"),
    ("Coastal Defence Force of Ghana", "Ghanaian Coastal Defense Force"),
    ("Kataib Hezbollah", "Kataeb Hezbollah"),
    ("Kata'ib Hizballah", "Kataib Hezbollah"),
    ("Kata’ib Hizbullah", "Kataeb Hezbollah"),
    ("Saraya al-Khorasani", "Saraya Khorasani"),
    ("al-Qaeda", "Al Qaida"),
    ("al-Shabaab", "Al-Shabab"),
    ("Da'esh", "ISIL"),
    ("Islamic State of Iraq and the Levant", "ISIS"),
    ("IRGC", "Iran's Revolutionary Guards"),
    ("CENTCOM", "U.S. Central Command"),
    ("Lashkar-e-Taiba", "Lashkar-e Tayyiba"),
    ("Kataeb Zafar|Zafar Brigades", "Kataib Zafar"),
    ("Forward Patrol Group of Kenya|FPGK", "FPGK"),
    ("Kenya Police Force", "Kenya Police"),
    ("Tiger Commando Battalion", "TIGER COMMANDO BATTALION"),
    ("Peace Keeping Wing of Nepal", "Nepalese Peacekeeping Wing"),
    ("Nordic Rapid Action Group Baltic", "NRAGB"),
    ("XXIV Corps", "24th Corps"),
    ("XLI Panzer Corps", "41st Panzer Corps"),
    ("II SS Panzer Corps", "2nd SS Panzer Corps"),
    ("Quinta División", "Fifth Division"),
    ("XIV Brigada", "14th Brigade"),
    ("3ème Régiment d'infanterie", "3rd Infantry Regiment"),
    ("4e Régiment étranger de cavalerie", "4th Foreign Cavalry Regiment"),
    ("19 Batallón de Infantería", "19th Infantry Battalion"),
    ("Batallón de Artillería No. 19", "19th Artillery Battalion"),
    ("22 Brigade (Armoured)", "22 Armd Bde"),
    ("No. 55 Squadron", "55 Squadron"),
    ("2/6 Marines", "2nd Battalion, 6th Marines"),
    ("2/6 Marines", "2nd Bn, 6th Marine Regiment"),
    ("1-32 Infantry", "1st Battalion, 32nd Infantry Regiment"),
    ("A Company, 2/9 Cav", "Alpha Company, 2nd Battalion, 9th Cavalry"),
    ("UN Harbour Watch Mission|UNHWM", "UNHWM"),
    ("Kilo Company, 2/6 Marines", "K Company, 2nd Battalion, 6th Marines"),
    ("5th Iraqi Army Division", "Iraq's 5th Division"),
    ("3rd Separate Assault Brigade", "3rd Assault Brigade"),
    ("77th LID", "77th Light Infantry Division"),
    ("LID 77", "77th Light Infantry Division"),
    ("25ID", "25th ID"),
    ("45th Stryker Brigade Combat Team", "45th Stryker Brigade"),
    ("38th Separate Motor Rifle Brigade", "38th Motorised Rifle Brigade"),
    ("Patrulla Costera Unificada Norte de Tolima|PATCUNT", "PATCUNT"),
]
ONE_ORGANISATION = [
    ("Iraqi government", "Government of Iraq"),
    ("Ministry of Defence of Ukraine", "Ukrainian Defence Ministry"),
    ("Kenyan Ministry of Defence", "Kenya's Ministry of Defense"),
    ("U.S. Department of the Treasury", "US Treasury Department"),
    ("UN Security Council", "United Nations Security Council"),
    ("U.N.", "United Nations"),
    ("European Union", "EU"),
    ("Organisation of Islamic Cooperation", "Organization of Islamic Cooperation"),
    ("Port Labour Office of Malta", "Port Labor Office of Malta"),
    ("Kurdistan Democratic Front|KDF", "KDF"),
    ("Agência Lusa", "Agencia Lusa"),
]
ONE_PLACE = [
    ("U.S.", "United States"),
    ("US", "United States of America"),
    ("UK", "Britain"),
    ("U.K.", "United Kingdom"),
    ("DR Congo", "Democratic Republic of the Congo"),
    ("Zaire", "DRC"),
    ("Kiev", "Kyiv"),
    ("Bombay", "Mumbai"),
    ("Madras", "Chennai"),
    ("River Congo", "Congo River"),
    ("Nord-Kivu", "North Kivu"),
    ("Ivory Coast", "Côte d’Ivoire"),
    ("Burma", "Myanmar"),
    ("The Gambia", "Gambia"),
    ("Türkiye", "Turkey"),
    ("Basra", "Basrah"),
    ("Ar Raqqah", "Raqqa"),
    ("Al-Anbar", "Anbar"),
    ("Fallujah", "Falluja"),
    ("Deir ez-Zor", "Deir al-Zour"),
    ("Irbil", "Erbil"),
    ("BAMA", "Bama"),
    ("Kivu Province", "Kivu province"),
    ("Al Qa’im", "al-Qaim"),
    ("São Paulo", "Sao Paulo"),
]
TWO_PEOPLE = [
    ("Peter Vane", "John Vane"),
    ("J. Carter", "Peter Carter"),
    ("Hassan Khan", "Hussein Khan"),
    ("Hamid Karim", "Hamad Karim"),
    ("Mahmoud Dahlan", "Mohammed Dahlan"),
    ("George W. Pike", "George H. W. Pike"),
    ("John Pike Jr.", "John Pike Sr."),
    ("Marie Duval", "Maria Duval"),
    ("Allen Ross", "Ellen Ross"),
    ("Bashar al-Assad", "Bassel al-Assad"),
    ("MB Ibrahim", "MT Ibrahim"),
    ("AA Bello", "Adamu Baba Bello"),
    ("Adams", "Adam"),
    ("John Kerry", "John Kirby"),
    ("Abu Hafs", "Hafs Nuri"),
    ("Ali Musa", "Musa Ali"),
    ("Juan Carlos", "Juan Carlos Restrepo Gaviria"),
    ("José Martínez", "José Martínez Restrepo"),
    ("Aung San", "Aung San Thuriya"),
    ("Rashid Nasser Dahlan", "Tariq Rashid Nasser Dahlan"),
    ("Hosni Mubarak", "Gamal Hosni Mubarak"),
]
TWO_UNITS = [
    ("7 Division", "8 Division"),
    ("2 Division", "82 Division"),
    ("1 Division", "1 Battalion"),
    ("3 Brigade", "3 Division"),
    ("1st Infantry Division", "1st Armored Division"),
    ("1st Marines", "6th Marines"),
    ("2nd Battalion", "2nd Battalion"),
    ("B Company", "B Company"),
    ("2nd Battalion, 5th Special Forces Group", "2nd Battalion, 1st Marines"),
    ("82 Division", "82 Division Garrison"),
    ("Hezbollah", "Kataib Hezbollah"),
    ("Mahdi Army", "Badr Army"),
    ("Iraqi Army", "Iranian Army"),
    ("Iraqi Army", "Iraqi Air Force"),
    ("US Navy", "Royal Navy"),
    ("US Army", "US Army Reserve"),
    ("US Marine Corps", "US Army"),
    ("USS Hopper", "USS Mahan"),
    ("SDF", "ISF"),
    ("ISIL", "Al-Qaeda in Iraq"),
    ("Al-Qaeda", "Al-Qaeda in Iraq"),
    ("Quds Force", "Revolutionary Guards"),
    ("Eastern Naval Command", "Western Naval Command"),
    ("Joint Task Force", "Joint Task Force"),
    ("the Coalition", "the coalition"),
    ("Army", "Nigerian Army"),
    ("U.S. Central Command", "U.S. Naval Forces Central Command"),
    ("Nigeria Police", "Niger Police Service"),
    ("XXIV Corps", "XXIX Corps"),
    ("I Company", "1st Company"),
    ("A Company, 2/9 Cav", "B Company, 2/9 Cav"),
    ("X Company", "10 Company"),
    ("53 Division Signals", "53 Signals Division"),
    ("3rd Separate Brigade", "3rd Brigade"),
    ("Delta Division", "D Division"),
    ("3rd Brigade Combat Team", "3rd Battalion"),
    ("Task Force 1", "Task Force 1"),
    ("77th LID", "78th Light Infantry Division"),
    ("4th Tank Army", "4th Guards Tank Army"),
    ("Presidential Guard", "Presidential Guard"),
    ("National Gendarmerie", "National Gendarmerie"),
    ("National Liberation Front", "National Liberation Front"),
    ("Armed Forces of Zaire", "Armed Forces of the Democratic Republic of the Congo"),
]
TWO_ORGANISATIONS = [
    ("UN Security Council", "UN General Assembly"),
    ("Ministry of Defence", "Ministry of Defence"),
    ("Ministry of Agriculture", "Ministry of Agriculture"),
    ("Electoral Commission", "Electoral Commission"),
    ("US Department of State", "US Department of Defense"),
    ("Iraqi government", "Syrian government"),
    ("Washington Post", "Washington Times"),
    ("Iraqi National Congress", "Indian National Congress"),
    ("Kurdistan Democratic Party", "Kurdistan Regional Government"),
    ("INC", "Indian National Centre for Relief"),
]
TWO_PLACES = [
    ("Iran", "Iraq"),
    ("Niger", "Nigeria"),
    ("Sudan", "South Sudan"),
    ("Ireland", "Northern Ireland"),
    ("Guinea", "Papua New Guinea"),
    ("United States", "Americas"),
    ("Kaduna", "Kaduna State"),
    ("Baghdad", "Baghdad International Airport"),
    ("Sinjar", "Mount Sinjar"),
    ("Syria", "Assyria"),
    ("Mali", "Malawi"),
    ("Palma", "Palmyra"),
    ("North Kivu", "South Kivu"),
    ("Niger River", "Niger"),
    ("East Aleppo", "Aleppo"),
    ("Mosul", "Moselle"),
]
TWO_LABELS = [
    (("Person", "Washington"), ("Place", "Washington")),
    (("Place", "Iraq"), ("Unit", "Iraqi Army")),
    (("Place", "Iraq"), ("Organisation", "Iraq")),
    (("Person", "Sadr"), ("Organisation", "Sadr Movement")),
    (("Unit", "ABCD"), ("Organisation", "Asian Border Control Directorate")),
]


def labelled(label: str, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(label, *pair) for pair in pairs]


def entity(label: str, names: str, document: str) -> LocalEntity:
    return make_local_entity(names.split("|"), label=label, document=document)


def resolve_pair(left: LocalEntity, right: LocalEntity) -> tuple[str, str]:
    found = resolve([left, right], known={}).entity_of
    return found[left.document, left.entity], found[right.document, right.entity]


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        *labelled("Person", ONE_PERSON),
        *labelled("Unit", ONE_UNIT),
        *labelled("Organisation", ONE_ORGANISATION),
        *labelled("Place", ONE_PLACE),
    ],
)
def test_these_are_one(label: str, left: str, right: str):
    one, other = resolve_pair(entity(label, left, "a"), entity(label, right, "b"))
    assert one == other


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        *labelled("Person", TWO_PEOPLE),
        *labelled("Unit", TWO_UNITS),
        *labelled("Organisation", TWO_ORGANISATIONS),
        *labelled("Place", TWO_PLACES),
    ],
)
def test_these_are_two(label: str, left: str, right: str):
    one, other = resolve_pair(entity(label, left, "a"), entity(label, right, "b"))
    assert one != other


@pytest.mark.parametrize(("left", "right"), TWO_LABELS)
def test_labels_keep_these_apart(left: tuple[str, str], right: tuple[str, str]):
    one, other = resolve_pair(entity(*left, "a"), entity(*right, "b"))
    assert one != other


# Names that count only where one thing can be meant


def clusters(resolution: Resolution) -> set[frozenset[str]]:
    """The documents whose entities are one; each document has one entity."""
    found: dict[str, set[str]] = {}
    for (document, _), id in resolution.entity_of.items():
        found.setdefault(id, set()).add(document)
    return set(map(frozenset, found.values()))


def resolve_names(label: str, **names: str) -> set[frozenset[str]]:
    return clusters(resolve([entity(label, text, document) for document, text in names.items()], known={}))


def together(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


def test_a_surname_alone_joins_the_only_bearer():
    assert resolve_names("Person", a="Ana Ruiz", b="Ruiz", c="Ruiz") == together("abc")


def test_a_surname_that_two_people_bear_joins_nobody_in_any_document():
    names = {"a": "Ana Ruiz", "b": "Luis Ruiz", "c": "Ruiz", "d": "Ruiz"}
    assert resolve_names("Person", **names) == together("a", "b", "c", "d")


def test_initials_that_fit_two_people_join_nobody():
    assert resolve_names("Person", a="John Hale", b="James Hale", c="J. Hale") == together("a", "b", "c")


def test_further_initials_count_only_if_nobody_else_has_the_surname():
    assert resolve_names("Person", a="Obi Umaru", b="OA Umaru") == together("ab")
    assert resolve_names("Person", a="Obi Umaru", b="OA Umaru", c="Sani Umaru") == together("a", "b", "c")


def test_a_first_name_alone_joins_the_only_bearer():
    assert resolve_names("Person", a="Muqtada al-Sadr", b="Muqtada") == together("ab")


def test_an_acronym_with_two_expansions_joins_neither():
    names = {"a": "Joint Border Patrol|JBP", "b": "Jinja Boat Police|JBP", "c": "JBP"}
    assert resolve_names("Unit", **names) == together("a", "b", "c")


def test_an_unexplained_acronym_that_fits_two_names_joins_neither():
    names = {"a": "Forest Ranger Group Togo", "b": "Free Rifles Guard Togo", "c": "FRGT"}
    assert resolve_names("Unit", **names) == together("a", "b", "c")


def test_an_acronym_in_the_order_of_another_language_counts_once_a_document_explains_it():
    names = {"a": "United Coastal Patrol of Togo|PUCT", "b": "PUCT"}
    assert resolve_names("Unit", **names) == together("ab")
    assert resolve_names("Unit", a="United Coastal Patrol of Togo", b="PUCT") == together("a", "b")
    names = {"a": "United Coastal Patrol of Togo|PUCX", "b": "PUCX"}
    assert resolve_names("Unit", **names) == together("a", "b")


def test_an_acronym_does_not_fit_a_name_of_another_label():
    one, other = resolve_pair(
        entity("Unit", "FRGT", "a"), entity("Organisation", "Forest Research Grants Togo", "b")
    )
    assert one != other


def test_a_short_form_counts_once_a_document_ties_it_to_the_full_name():
    assert resolve_names("Unit", a="31 Artillery Brigade", b="31 Brigade") == together("a", "b")
    names = {"a": "31 Artillery Brigade|31 Brigade", "b": "31 Brigade"}
    assert resolve_names("Unit", **names) == together("ab")


def test_a_short_form_never_leaves_out_a_proper_name():
    names = {"a": "Kataib Hezbollah|Hezbollah", "b": "Hezbollah"}
    assert resolve_names("Unit", **names) == together("a", "b")


def test_one_documents_odd_alias_joins_nothing_and_two_documents_do():
    assert resolve_names("Unit", a="Vulture Regiment|Old Guard", b="Old Guard") == together("a", "b")
    names = {"a": "Vulture Regiment|Old Guard", "b": "Old Guard", "c": "Vulture Regiment|Old Guard"}
    assert resolve_names("Unit", **names) == together("abc")


def test_one_document_is_believed_if_the_names_share_a_proper_word():
    names = {"a": "Kataib Zafar|Zafar Brigades", "b": "Kataeb Zafar", "c": "Zafar Brigade"}
    assert resolve_names("Unit", **names) == together("abc")


def test_a_headline_in_capitals_makes_no_acronym_of_a_plain_word():
    assert resolve_names("Unit", a="ARMY", b="ARMY", c="Army") == together("a", "b", "c")


def test_the_army_of_a_report_is_that_of_the_country_it_is_about():
    def report(document: str, country: str, *, body: str) -> list[LocalEntity]:
        return [
            make_local_entity(country, label="Place", document=document, entity="e1"),
            make_local_entity(body, document=document, entity="e2"),
            make_local_entity("Army", document=document, entity="e3"),
        ]

    found = resolve(
        [
            *report("a", "Kenya", body="Kenyan Navy"),
            *report("b", "Kenya", body="Kenyan Navy"),
            *report("c", "Peru", body="Peruvian Navy"),
            *report("d", "Kenya", body="Peruvian Navy"),
            make_local_entity("Kenyan Army", document="e"),
        ],
        known={},
    ).entity_of
    assert found["a", "e3"] == found["b", "e3"] == found["e", "e1"]
    assert len({found[document, "e3"] for document in "acd"}) == 3


# Vetoes hold in the whole cluster


def test_no_chain_of_spellings_passes_a_veto():
    found = resolve_names("Person", a="Hamid Karim", b="Hamed Karim", c="Hamad Karim")
    assert len(found) == 2


def test_no_chain_of_shared_aliases_passes_a_veto():
    names = {
        "a": "7 Division|Desert Foxes",
        "b": "7 Division|Desert Foxes",
        "c": "8 Division|Desert Foxes",
        "d": "8 Division|Desert Foxes",
    }
    found = resolve_names("Unit", **names)
    assert found == together("ab", "cd")


def test_no_chain_of_initials_passes_a_veto():
    names = {"a": "John Hale", "b": "James Hale", "c": "John Hale|J. Hale", "d": "James Hale|J. Hale"}
    assert resolve_names("Person", **names) == together("ac", "bd")


def test_names_that_rule_each_other_out_do_not_tie_though_one_document_says_so():
    names = {"a": "7 Division|8 Division", "b": "7 Division", "c": "8 Division"}
    assert resolve_names("Unit", **names) == together("ab", "c")


# What an entity is called


@pytest.mark.parametrize(
    ("label", "documents", "name", "aliases"),
    [
        ("Person", ["Ana Ruiz|Ruiz", "Ana Ruiz", "Ana M. Ruiz"], "Ana Ruiz", ("Ana M. Ruiz", "Ruiz")),
        ("Place", ["US", "US", "United States"], "United States", ("US",)),
        ("Unit", ["KENYAN ARMY", "Kenyan Army", "Kenya Army"], "Kenyan Army", ("KENYAN ARMY", "Kenya Army")),
        ("Unit", ["Da'esh"], "Da'esh", ()),
    ],
)
def test_the_name_is_full_and_frequent(label: str, documents: list[str], name: str, aliases: tuple[str, ...]):
    found = resolve([entity(label, names, f"d{n}") for n, names in enumerate(documents)], known={})
    assert list(found.entities.values()) == [(label, name, aliases)]


def test_the_label_is_the_commonest_of_a_body_that_is_labelled_in_two_ways():
    locals = [entity("Organisation", "Tiger Brigade", "a")]
    locals += [entity("Unit", "Tiger Brigade", document) for document in "bc"]
    assert list(resolve(locals, known={}).entities.values()) == [("Unit", "Tiger Brigade", ())]


# Ids

CORPUS = [
    entity(label, names, f"{label}-{side}-{number}")
    for label, pairs in (
        ("Person", ONE_PERSON + TWO_PEOPLE),
        ("Unit", ONE_UNIT + TWO_UNITS),
        ("Organisation", ONE_ORGANISATION + TWO_ORGANISATIONS),
        ("Place", ONE_PLACE + TWO_PLACES),
    )
    for number, pair in enumerate(pairs)
    for side, names in zip("ab", pair, strict=True)
]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_documents_does_not_matter(seed: int):
    shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
    assert resolve(shuffled, known={}) == resolve(CORPUS, known={})


def test_every_local_entity_has_an_entity_and_every_entity_a_local_one():
    found = resolve(CORPUS, known={})
    assert found.entity_of.keys() == {(one.document, one.entity) for one in CORPUS}
    assert set(found.entity_of.values()) == found.entities.keys()


@pytest.mark.parametrize("label", ["Person", "Organisation", "Unit", "Place"])
def test_a_name_of_signs_and_odd_letters_breaks_nothing(label: str):
    chance = random.Random(7)
    odd = "'’‘ʿ-–—.…,()&/\"1Ivx \u0300\u0640的\u200f"
    names = ["".join(chance.choices(odd, k=chance.randint(1, 5))) for _ in range(400)]
    entities = [entity(label, name, str(number)) for number, name in enumerate([*names, "9th Brigade"])]
    found = resolve(entities, known={})
    assert len(found.entity_of) == len(entities)
    brigade = found.entity_of[str(len(names)), "e1"]
    assert list(found.entity_of.values()).count(brigade) == 1


def test_the_same_input_and_its_own_identities_change_nothing():
    found = resolve(CORPUS, known={})
    assert resolve(CORPUS, known=found.entity_of) == found


@pytest.mark.parametrize("seed", range(5))
def test_ids_stay_when_documents_are_added(seed: int):
    shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
    some = shuffled[: len(CORPUS) // 2]
    before = resolve(some, known={})
    after = resolve(CORPUS, known=before.entity_of)
    gone = before.entities.keys() - after.entities.keys()
    for id, members in grouped(before).items():
        now = {after.entity_of[member] for member in members}
        assert id in now or id in gone
        if id in gone:  # only where entities were joined
            assert len(grouped(before)) > len({after.entity_of[one] for one in before.entity_of})


def grouped(resolution: Resolution) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for member, id in resolution.entity_of.items():
        groups.setdefault(id, []).append(member)
    return groups


def test_joined_entities_keep_the_id_that_most_members_had():
    locals = [entity("Unit", names, document) for document, names in zip("abc", ["9 Bde"] * 3, strict=True)]
    known = {("a", "e1"): "x", ("b", "e1"): "y", ("c", "e1"): "y"}
    assert set(resolve(locals, known=known).entity_of.values()) == {"y"}
    del known["c", "e1"]
    assert set(resolve(locals, known=known).entity_of.values()) == {"x"}


def test_of_two_entities_that_were_one_the_larger_part_keeps_the_id():
    locals = [
        entity("Unit", "9 Brigade", "a"),
        entity("Unit", "8 Brigade", "b"),
        entity("Unit", "8 Brigade", "c"),
    ]
    found = resolve(locals, known={(document, "e1"): "x" for document in "abc"})
    assert found.entity_of["b", "e1"] == found.entity_of["c", "e1"] == "x"
    assert found.entity_of["a", "e1"] != "x"


def test_no_two_entities_share_an_id_even_with_equal_names():
    found = resolve([entity("Unit", "2nd Battalion", document) for document in "abcd"], known={})
    assert len(found.entities) == 4


def test_a_new_entity_never_takes_an_id_that_was_another_entitys():
    (id,) = resolve([entity("Unit", "9 Brigade", "a")], known={}).entities
    found = resolve([entity("Unit", "9 Brigade", "a"), entity("Place", "Reed", "b")], known={("b", "e1"): id})
    assert found.entity_of["b", "e1"] == id
    assert found.entity_of["a", "e1"] != id


def test_comparisons_grow_no_faster_than_names():
    letters = random.Random(1)
    syllables = ["ka", "to", "mi", "re", "su", "lo", "ben", "dar", "fi", "zu"]

    def word() -> str:
        return "".join(letters.choices(syllables, k=3)).title()

    def comparisons(count: int) -> int:
        people = [entity("Person", f"{word()} {word()}|{word()}", f"p{n}") for n in range(count)]
        short = [entity("Person", f"{word()[0]}. {word()}", f"s{n}") for n in range(count)]
        units = [entity("Unit", f"{n} {word()} Brigade", f"u{n}") for n in range(count)]
        clusters = Clusters(*make_profiles([*people, *short, *units]))
        return sum(1 for phase in PHASES for _ in phase(clusters))

    assert comparisons(4000) < 13 * comparisons(400) + 4000


def test_nothing_resolves_to_nothing():
    assert resolve([], known={}) == Resolution({}, {})


def test_names_without_letters_do_no_harm():
    found = resolve([entity("Unit", "—", "a"), entity("Person", "?", "b"), entity("Place", "7", "c")], known={})
    assert sorted(name for _, name, _ in found.entities.values()) == ["7", "?", "—"]


def test_a_bare_number_of_two_nations_armies_is_two_units():
    left = [("Zambian Army", "Unit"), ("Zambia", "Place"), ("7 Division", "Unit")]
    right = [("Kenyan Army", "Unit"), ("Kenya", "Place"), ("7th Division", "Unit")]
    third = [("Zambian Army", "Unit"), ("7 Division", "Unit")]
    local_entities = [
        make_local_entity(name, label=label, document=document, entity=f"e{number}")
        for document, names in (("left", left), ("right", right), ("third", third))
        for number, (name, label) in enumerate(names, 1)
    ]
    of = resolve(local_entities, known={}).entity_of
    assert of["left", "e3"] == of["third", "e2"]
    assert of["left", "e3"] != of["right", "e3"]
