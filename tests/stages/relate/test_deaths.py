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
