"""The rank that a text gives a person."""

from __future__ import annotations

import pytest

from kgbuild.stages.relate.ranks import rank_before, rank_of
from tests.stages.relate.reading import number, read


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Maj. Gen. [P Ada Obi] spoke.", "Maj. Gen."),
        ("Lt.-Col. [P Ada Obi] spoke.", "Lt.-Col."),
        ("Lieutenant-Colonel [P Ada Obi] spoke.", "Lieutenant-Colonel"),
        ("Rear Admiral [P Ada Obi] spoke.", "Rear Admiral"),
        ("Squadron Leader [P Ada Obi] spoke.", "Squadron Leader"),
        ("Senior Chief Petty Officer [P Ada Obi] spoke.", "Senior Chief Petty Officer"),
        ("ASP [P Ada Obi] spoke.", "ASP"),
        ("Brigadegeneral [P Ada Obi] spoke.", "Brigadegeneral"),
        ("Lieutenant-General Sir [P Ada Obi] spoke.", "Lieutenant-General"),
        ("Major (later Colonel) [P Ada Obi] spoke.", "Major"),
        ("Capt. (rtd) [P Ada Obi] spoke.", "Capt."),
        ("- Brig Gen [P Ada Obi], Chief of Staff", "Brig Gen"),
        ("the Chief of Army Staff Lieutenant General [P Ada Obi]", "Lieutenant General"),
        ("5 Brigade commander Lt Gen [P Ada Obi] spoke.", "Lt Gen"),
        ("Mr. [P Ada Obi] (SP) spoke.", "SP"),
        ("[P Ada Obi], a major general, spoke.", "major general"),
        ("[P Ada Obi], a retired commodore, spoke.", "commodore"),
        ("[p She=Ada Obi] was a brigadier general in the navy.", "brigadier general"),
        ("4\\.\n\nMaj Gen\n\n[P Ada Obi]\n\npsc", "Maj Gen"),
        ("UN Secretary-General [P Ada Obi] spoke.", None),
        ("Attorney General [P Ada Obi] spoke.", None),
        ("commander [P Ada Obi] spoke.", None),
        ("Yesterday [P Ada Obi] spoke.", None),
        ("First [P Ada Obi] spoke.", None),
        ("[P Ada Obi] met a captain.", None),
    ],
)
def test_rank(text, rank):
    words, mentions = read(text)
    spans = [mention.span for mention in mentions]
    assert rank_of(words, spans, {span.end: span for span in spans}) == rank


def test_a_plural_rank_is_that_of_each():
    words, mentions = read("Brigadier-Generals [P Ada Obi] and [P Eze Ude] spoke.")
    people = {mention.span.end: mention.span for mention in mentions}
    second = mentions[number(mentions, "P", last=True)].span
    assert rank_of(words, [second], people) == "Brigadier-General"


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Police Senior Inspector [P Ada Obi] left.", "Police Senior Inspector"),
        ("the Kano Police Senior Inspector [P Ada Obi] left.", "Senior Inspector"),
        ("Command Sgt. Maj. [P Ada Obi] left.", "Command Sgt. Maj."),
        ("Africa Command Gen. [P Ada Obi] left.", "Gen."),
        ("Adjudant [P Ada Obi] left.", "Adjudant"),
    ],
)
def test_ranks_of_several_words(text, rank):
    words, mentions = read(text)
    assert rank_before(words, mentions[0].span) == rank
