"""Killings that a sentence tells outright."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.deaths import find_deaths
from tests.stages.relate.reading import read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Soldiers of the [U Quetzal Battalion] murdered [P Ada Obi], a judge.",
            [("Quetzal Battalion", "Ada Obi")],
        ),
        ("[U Red Spear] (the [U RS]) have killed trade unionist [P Ada Obi].", [("RS", "Ada Obi")]),
        (
            "[U Red Spear] gunmen shot dead Col. [P Ada Obi] and Maj. [P Bo Ade].",
            [("Red Spear", "Ada Obi"), ("Red Spear", "Bo Ade")],
        ),
        ("[P Ada Obi], a lawyer from [L Gao], was shot dead by [U 9 Brigade] troops.", [("9 Brigade", "Ada Obi")]),
        ("[P Ada Obi] was killed near [L Gao] by a sniper of the [U Red Spear].", [("Red Spear", "Ada Obi")]),
        ("[P Ada Obi] was killed in [L Gao] by [L Mali]'s [U Blue Force].", [("Blue Force", "Ada Obi")]),
        ("the assassination of General [P Ada Obi] by [U Red Spear] in 1994", [("Red Spear", "Ada Obi")]),
        ("[U Red Spear] claimed responsibility for the killing of Capt. [P Ada Obi].", [("Red Spear", "Ada Obi")]),
        ("The court accused [U Red Spear] of murdering [P Ada Obi].", [("Red Spear", "Ada Obi")]),
        ("He blamed the [U 9 Brigade] for the murder of [P Ada Obi].", [("9 Brigade", "Ada Obi")]),
        (
            "It said that [L Mali] had killed [P Ada Obi], deputy of the [O Council], together with [P Bo Ade].",
            [("Mali", "Ada Obi"), ("Mali", "Bo Ade")],
        ),
        ("[U Red Spear] killed the former commander, [P Ada Obi], in 2017.", [("Red Spear", "Ada Obi")]),
        ("A teacher, [P Ada Obi], was beheaded by [U Red Spear].", [("Red Spear", "Ada Obi")]),
        ("[P Ada Obi] was killed in a raid staged by the Zambia-led [U Blue Force].", [("Blue Force", "Ada Obi")]),
        ("They condemned [P Bo Ade]'s brutal murder of the imam [P Ada Obi].", [("Bo Ade", "Ada Obi")]),
        # The courts
        ("The judges convicted [P Bo Ade] of the murder of the trader [P Ada Obi].", [("Bo Ade", "Ada Obi")]),
        ("The court found Sgt. [P Bo Ade] guilty of killing [P Ada Obi].", [("Bo Ade", "Ada Obi")]),
        ("[P Bo Ade] was sentenced to ten years in prison for murdering [P Ada Obi].", [("Bo Ade", "Ada Obi")]),
        ("[P Bo Ade] was convicted of perjury over the murder of [P Ada Obi].", []),
        ("[P Bo Ade] was charged with the murder of [P Ada Obi].", []),
        ("The court acquitted [P Bo Ade] of the murder of [P Ada Obi].", []),
        # Those who are counted among the dead
        (
            "[U Red Spear] attacked [L Gao], killing nine. Among the dead were Col. [P Ada Obi] and [P Bo Ade].",
            [("Red Spear", "Ada Obi"), ("Red Spear", "Bo Ade")],
        ),
        (
            "Nine were killed in an ambush by men of [U Red Spear]. [P Ada Obi], a nurse, was among the dead.",
            [("Red Spear", "Ada Obi")],
        ),
        (
            "Men of the [U Red Spear] stormed the hotel and shot nine guests. The victims include [P Ada Obi].",
            [("Red Spear", "Ada Obi")],
        ),
        ("[U Red Spear] attacked [L Gao], killing nine. Among the wounded was [P Ada Obi].", []),
        ("[U Red Spear] attacked [L Gao]. Among the dead was the rebel commander [P Ada Obi].", []),
        ("[U Red Spear] killed nine. Among the dead was [P Ada Obi], who led [U Spear=Red Spear].", []),
        (
            "[U Red Spear] attacked [U 9 Brigade], which killed nine. [U Blue Force] attacked too. "
            "Among the dead was [P Ada Obi].",
            [],
        ),
        (
            "[U Red Spear] killed nine in [L Gao], and [U Blue Force] killed two. Among the dead was [P Ada Obi].",
            [],
        ),
        ("Nobody knows if [U Red Spear] killed them. Among the dead was [P Ada Obi].", []),
        # Not the killers: where it happened, who was hit, who speaks, whose men were.
        ("The attack on the [U Army] killed [P Ada Obi].", []),
        ("A mine near [L Gao] killed [P Ada Obi].", []),
        ("[P Ada Obi] was killed in [L Gao].", []),
        ("[P Bo Ade] said that [P Ada Obi] was killed in a crash.", []),
        ("[U 9 Brigade] killed the driver of [P Ada Obi].", []),
        ("[U 9 Brigade] killed ten rebels and captured [P Ada Obi].", []),
        ("[P Ada Obi] was killed by unknown men, [U 9 Brigade] said.", []),
        ("[U Red Spear] left. [P Ada Obi] was killed.", []),
        ("the killing of [P Ada Obi] outraged [U Red Spear]", []),
        ("The death of [P Ada Obi] by [O Radio Gao] was reported wrongly.", []),
        ("the report on the execution of [P Ada Obi] by [O Amity International]", []),
        ("If [U Red Spear] killed [P Ada Obi], the talks will end.", []),
        ("It is unclear whether [P Ada Obi] was killed by [U Red Spear].", []),
        ("[U Red Spear] killed [P Ada Obi]'s brother.", []),
        ("[U Red Spear] killed a farmer, [P Ada Obi] said.", []),
        ("[U Red Spear] killed a farmer, [P Ada Obi] of the army told reporters.", []),
        ("[U Red Spear] killed two farmers, [P Ada Obi] and a child.", []),
        ("Soldiers fighting the [U Red Spear] killed [P Ada Obi].", []),
        ("A battalion, which falls under [U 9 Brigade], killed [P Ada Obi].", []),
        ("[P Ada Obi] was killed by [U Red Spear] rivals.", []),
        ("[U Red Spear] killed [P Ada Obi], [P Bo Ade] said.", [("Red Spear", "Ada Obi")]),
        ("[U Red Spear] killed [P Ada Obi], and [P Bo Ade] of [O Watch] mourned.", [("Red Spear", "Ada Obi")]),
    ],
)
def test_told(text, told):
    words, mentions = read(text)
    found = list(find_deaths(words, mentions))
    assert [(mentions[a].entity, mentions[b].entity) for _, a, b, _ in found] == told
    assert {(kind, modality) for kind, _, _, modality in found} <= {("KILLED", "asserted")}


@pytest.mark.parametrize("denial", ["was not killed", "was never shot dead", "had not been murdered"])
def test_denied(denial):
    words, mentions = read(f"[P Ada Obi] {denial} by the [U 9 Brigade].")
    assert [modality for *_, modality in find_deaths(words, mentions)] == ["negated"]
