"""What a claim says beside its two sides."""

from __future__ import annotations

from kgbuild.pairs import Span
from kgbuild.stages.relate.attributes import Attributes
from tests.stages.relate.reading import read


def test_attributes_of_an_act():
    words, mentions = read("[P Ada Obi] said that on Monday [U Red Front] killed 12 soldiers of [U 5 Brigade].")
    found = Attributes(words, mentions).of("ATTACKED", 1, 2)
    assert found == {"date": "Monday", "count": "12", "by": "Ada Obi"}


def test_attributes_of_a_command():
    words, mentions = read("Lt.-Col. [P Ada Obi] became commander of [U 5 Brigade] in May 2004.")
    found = Attributes(words, mentions).of("COMMANDS", 0, 1)
    assert found == {
        "role": "commander",
        "rank": "Lt.-Col.",
        "date": "May 2004",
        "date_bound": "begins",
        "count": None,
    }


def test_a_speaker_vouches_for_what_is_told_in_passing_only_where_it_is_in_doubt():
    words, mentions = read("[P Eze Ude] denied that [P Ada Obi] belonged to [U Red Front].")
    attributes = Attributes(words, mentions)
    assert "by" not in attributes.of("MEMBER_OF", 1, 2)
    assert attributes.of("MEMBER_OF", 1, 2, modality="negated")["by"] == "Eze Ude"


def test_a_demonym_stands_for_the_body():
    words, mentions = read("[L Kenya] is calm. The Kenyan president, [P Ada Obi], spoke.")
    word = words.texts.index("Kenyan")
    at = Span(word, word + 1, 1, "Place", "name")
    assert Attributes(words, mentions).of("COMMANDS", 1, 0, at=at)["role"] == "president"


def test_the_rank_before_another_mention_of_the_same_person():
    words, mentions = read("Gen. [P Ada Obi] said that [p he=Ada Obi] left [U 5 Brigade].")
    assert Attributes(words, mentions).of("COMMANDS", 1, 2)["rank"] == "Gen."


def test_a_date_that_hangs_on_another_comes_with_it():
    words, mentions = read("It left on 3 May 2004. The following day [U Red Front] shelled [L Gao].")
    found = Attributes(words, mentions).of("ATTACKED", 0, 1)
    assert (found["date"], found["date_anchor"]) == ("The following day", "3 May 2004")
