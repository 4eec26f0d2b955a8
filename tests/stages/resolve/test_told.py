"""What the document tells of an entity beyond its names, where those do not decide."""

from __future__ import annotations

import pytest

from kgbuild.model import LocalEntity, Resolution
from kgbuild.stages.resolve import resolve


def report(document: str, *entities: tuple[str, str, tuple[int, ...]], area: str = "") -> list[LocalEntity]:
    """Entities (label, name, the numbers of those above it) of one report; `area` holds for the first."""
    return [
        LocalEntity(
            document, f"e{number}", label, (name,), tuple(f"e{one}" for one in above), area if number == 1 else ""
        )
        for number, (label, name, above) in enumerate(entities, 1)
    ]


def resolved(*reports: list[LocalEntity]) -> Resolution:
    return resolve([local for one in reports for local in one], known={})


def battalion(document: str, name: str, regiment: str) -> list[LocalEntity]:
    return report(document, ("Unit", name, (2,)), ("Unit", regiment, ()))


def test_a_battalion_is_of_the_regiment_that_it_is_told_to_be_part_of():
    of = resolved(
        battalion("a", "1st Battalion", "8th Marines"),
        battalion("b", "First Battalion", "8th Marines"),
        battalion("c", "1st Battalion", "7th Marines"),
        report("d", ("Unit", "1st Battalion, 7th Marines", ())),
        report("e", ("Unit", "1st Battalion", ())),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]
    assert of["c", "e1"] == of["d", "e1"]
    assert len({of["a", "e1"], of["c", "e1"], of["e", "e1"]}) == 3


def test_a_company_is_found_by_way_of_its_battalion():
    def company(document: str, name: str, regiment: str) -> list[LocalEntity]:
        return report(document, ("Unit", name, (2,)), ("Unit", "1st Battalion", (3,)), ("Unit", regiment, ()))

    of = resolved(
        company("a", "Company B", "8th Marines"),
        company("b", "Bravo Company", "8th Marines"),
        company("c", "B Company", "6th Marines"),
        company("d", "C Company", "8th Marines"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]
    assert len({of["a", "e1"], of["c", "e1"], of["d", "e1"]}) == 3


def test_two_battalions_of_one_number_in_one_report_stay_two():
    one = report(
        "a",
        ("Unit", "1st Battalion", (2,)),
        ("Unit", "8th Marines", ()),
        ("Unit", "1st Battalion", (4,)),
        ("Unit", "7th Marines", ()),
    )
    of = resolved(one).entity_of
    assert of["a", "e1"] != of["a", "e3"]


def test_a_parent_that_is_below_its_part_tells_nothing():
    of = resolved(
        report("a", ("Unit", "1st Battalion", (2,)), ("Unit", "12 Platoon", ())),
        report("b", ("Unit", "1st Battalion", (2,)), ("Unit", "12 Platoon", ())),
    ).entity_of
    assert of["a", "e1"] != of["b", "e1"]


def test_a_whole_army_does_not_tell_which_battalion():
    of = resolved(battalion("a", "1st Battalion", "US Army"), battalion("b", "1st Battalion", "US Army")).entity_of
    assert of["a", "e1"] != of["b", "e1"]


def test_whoever_goes_round_in_a_circle_comes_to_an_end():
    of = resolved(report("a", ("Unit", "1st Battalion", (2,)), ("Unit", "2nd Battalion", (1,)))).entity_of
    assert of["a", "e1"] != of["a", "e2"]


def test_a_numbered_unit_needs_no_parent():
    of = resolved(
        battalion("a", "112 Battalion", "7 Brigade"),
        battalion("b", "112 Battalion", "22 Brigade"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]


def test_a_body_that_each_nation_has_is_of_the_nation_of_what_is_above_it():
    def army(document: str, ministry: str, country: str) -> list[LocalEntity]:
        return report(document, ("Unit", "Army", (2,)), ("Organisation", ministry, ()), ("Place", country, ()))

    of = resolved(
        army("a", "Ministry of Defence of Mali", "Chad"),
        report("b", ("Unit", "Malian Army", ())),
        army("c", "Chadian Ministry of Defence", "Mali"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"] != of["c", "e1"]


def officer(document: str, name: str, *bodies: str) -> list[LocalEntity]:
    above = tuple(range(2, len(bodies) + 2))
    return report(document, ("Person", name, above), *(("Unit", body, ()) for body in bodies))


def test_bearers_of_a_very_common_name_are_one_if_they_serve_the_same_body():
    of = resolved(
        officer("a", "Mohammed Ibrahim", "21 Brigade"),
        officer("b", "Mohammed Ibrahim", "21st Brigade"),
        [*officer("c", "Mohammed Ibrahim", "22 Brigade"), LocalEntity("c", "e9", "Unit", ("21 Brigade",))],
        officer("d", "Mohammed Ibrahim", "Nigerian Army"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]
    assert len({of["a", "e1"], of["c", "e1"], of["d", "e1"]}) == 3


def test_a_very_common_last_name_is_nobody_else_s_without_the_same_body():
    of = resolved(
        officer("a", "Ibrahim", "21 Brigade"),
        officer("b", "Mohammed Ibrahim", "21 Brigade"),
        officer("c", "Ibrahim", "22 Brigade"),
        officer("d", "Ibrahim"),
        officer("e", "Ndidi Ibrahim"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]
    assert len({of[document, "e1"] for document in "acde"}) == 4


def test_a_rare_last_name_needs_no_body():
    of = resolved(officer("a", "Okonjo"), officer("b", "Ndidi Okonjo", "21 Brigade")).entity_of
    assert of["a", "e1"] == of["b", "e1"]


def test_a_place_told_to_be_an_area_is_the_area_and_not_the_town():
    of = resolved(
        report("a", ("Place", "Kano", ()), area="state"),
        report("b", ("Place", "Kano State", ())),
        report("c", ("Place", "Kano", ())),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"] != of["c", "e1"]


def test_a_parent_tells_which_town_of_a_name_is_meant():
    resolution = resolved(
        report("a", ("Place", "Tripoli", (2,)), ("Place", "Lebanon", ())),
        report("b", ("Place", "Tripoli", (2,)), ("Place", "Libya", ())),
        report("c", ("Place", "Tripoli", ())),
    )
    of = resolution.entity_of
    assert of["b", "e1"] == of["c", "e1"] != of["a", "e1"]
    assert resolution.attributes[of["a", "e1"]]["country"] == "lb"
    assert resolution.attributes[of["b", "e1"]]["country"] == "ly"


@pytest.mark.parametrize(
    ("label", "name", "parent", "called"),
    [
        ("Unit", "1st Battalion", "8th Marines", "1st Battalion (8th Marines)"),
        ("Unit", "Army", "Ministry of Defence of Mali", "Army (Mali)"),
        ("Person", "Mohammed Ibrahim", "21 Brigade", "Mohammed Ibrahim"),
        ("Place", "Bama", "Borno State", "Bama"),
    ],
)
def test_an_entity_is_called_in_full_only_where_that_tells_more(label: str, name: str, parent: str, called: str):
    above = {"Unit": "Unit", "Person": "Unit", "Place": "Place"}[label]
    resolution = resolved(report("a", (label, name, (2,)), (above, parent, ())))
    _, found, aliases = resolution.entities[resolution.entity_of["a", "e1"]]
    assert found == called
    assert set(aliases) <= {name}


def test_a_division_of_one_army_is_not_that_of_another():
    of = resolved(
        report("a", ("Unit", "7th Division", (2,)), ("Unit", "Iraqi Army", ())),
        report("b", ("Unit", "7 Division", ())),
        report("c", ("Unit", "Seventh Division", ()), ("Place", "Iraq", ()), ("Organisation", "Iraqi Police", ())),
        report("d", ("Unit", "7 Division", (2,)), ("Unit", "Nigerian Army", ())),
    ).entity_of
    assert of["a", "e1"] == of["c", "e1"]
    assert len({of["a", "e1"], of["b", "e1"], of["d", "e1"]}) == 3


def test_an_armoured_division_of_one_army_is_not_that_of_another_and_a_report_that_tells_none_joins_the_only_one():
    polish = report("a", ("Unit", "11th Armoured Cavalry Division", (2,)), ("Unit", "Polish Land Forces", ()))
    bare = report("b", ("Unit", "11 Armoured Cavalry Division", ()))
    chilean = report("c", ("Unit", "11th Armored Cavalry Division", (2,)), ("Unit", "Chilean Army", ()))
    of = resolved(polish, bare).entity_of
    assert of["a", "e1"] == of["b", "e1"]
    of = resolved(polish, bare, chilean).entity_of
    assert len({of["a", "e1"], of["b", "e1"], of["c", "e1"]}) == 3


def test_the_third_brigades_of_two_divisions_are_two():
    of = resolved(
        battalion("a", "3rd Brigade", "5th Cavalry Division"),
        battalion("b", "Third Brigade Combat Team", "5th Cavalry Division"),
        battalion("c", "3rd Brigade Combat Team", "6th Infantry Division"),
        report("d", ("Unit", "3rd Brigade, 6th Infantry Division", ())),
        report("e", ("Unit", "3rd Brigade", ())),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]
    assert of["c", "e1"] == of["d", "e1"]
    assert len({of["a", "e1"], of["c", "e1"], of["e", "e1"]}) == 3


def test_a_third_brigade_that_nothing_is_told_of_is_the_only_one_that_there_is():
    of = resolved(
        battalion("a", "3rd Brigade", "5th Cavalry Division"), report("b", ("Unit", "3rd Brigade", ()))
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"]


@pytest.mark.parametrize("name", ["3 Brigade", "23rd Brigade"])
def test_a_brigade_that_its_army_counts_stays_one_when_it_changes_its_division(name: str):
    of = resolved(battalion("a", name, "5 Division"), battalion("b", name, "6 Division")).entity_of
    assert of["a", "e1"] == of["b", "e1"]


def test_a_body_that_each_nation_has_is_of_the_country_that_it_is_told_to_be_part_of():
    def guard(document: str, country: str) -> list[LocalEntity]:
        return report(
            document, ("Unit", "Presidential Guard", (2,)), ("Place", country, ()), ("Place", "Chad", ())
        )

    of = resolved(
        guard("a", "Togo"), guard("b", "Gabon"), report("c", ("Unit", "Gabonese Presidential Guard", ()))
    ).entity_of
    assert of["b", "e1"] == of["c", "e1"] != of["a", "e1"]


def test_a_task_force_with_a_number_is_of_what_it_is_told_to_be_part_of():
    of = resolved(
        battalion("a", "Task Force 2", "Operation Iron Gate"),
        battalion("b", "Task Force 2", "Operation Iron Gate"),
        battalion("c", "Task Force 2", "Operation Cold Dawn"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"] != of["c", "e1"]


def test_a_state_is_not_the_country_of_its_name():
    def georgia(document: str, *country: str) -> list[LocalEntity]:
        above = tuple(range(2, len(country) + 2))
        return report(document, ("Place", "Georgia", above), *(("Place", one, ()) for one in country))

    of = resolved(georgia("a", "United States"), georgia("b"), georgia("c", "U.S.")).entity_of
    assert of["a", "e1"] == of["c", "e1"] != of["b", "e1"]


def test_a_region_with_a_number_is_of_the_nation_that_its_report_is_about():
    def region(document: str, country: str, navy: str) -> list[LocalEntity]:
        others = (("Place", country, ()), ("Unit", navy, ()))
        return report(document, ("Unit", "Military Region 4", ()), *others)

    of = resolved(
        region("a", "Algeria", "Algerian Navy"),
        region("b", "Algeria", "Algerian Navy"),
        region("c", "Vietnam", "Vietnamese Navy"),
    ).entity_of
    assert of["a", "e1"] == of["b", "e1"] != of["c", "e1"]
