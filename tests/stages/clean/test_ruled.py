"""Lines drawn with signs are no prose."""

from __future__ import annotations

import pytest

from kgbuild.stages.clean import clean
from tests.factories import make_document


@pytest.mark.parametrize("rule", ["-" * 8, "=" * 40, "." * 12, "—" * 9, "_" * 10 + "*" * 10])
def test_a_ruled_line_is_set_aside(rule):
    document = clean(make_document(text=f"1 Brigade left.\n{rule}\n2 Brigade stayed."))
    ignored = "".join(document.text[one.start : one.end] for one in document.ignored)
    assert ignored == rule.replace("_", "")


@pytest.mark.parametrize("text", ["Wait... what?!", "He said -- and left.", "10000000000 men", "Aaaaaaaaaah!!!"])
def test_punctuation_stays(text):
    assert clean(make_document(text=text)).ignored == ()


@pytest.mark.parametrize("run", ["_" * 1000, "a1+/" * 300, "<'s>" * 300, "Añb—" * 250])
def test_a_run_of_a_thousand_characters_holds_no_words(run):
    text = f"1 Brigade left. {run} 2 Brigade stayed."
    assert clean(make_document(text=text)).reading == text.replace(run, " " * len(run))


@pytest.mark.parametrize("word", ["Tumbes.", "Piñas!", "Tumbes.'", "Tumbes.)"])
def test_the_word_before_a_picture_that_stands_in_the_text_stays(word):
    picture = f"![map](data:image/png;base64,{'iVBORw0KGgo' * 100}=)"
    text = f"1 Brigade left for {word}{picture} 2 Brigade stayed."
    assert clean(make_document(text=text)).reading == text.replace(picture, " " * len(picture))


@pytest.mark.parametrize(
    "run", ["_" * 999, "x" * 999, "第七旅离开" * 300, "ทหารกลับค่าย" * 100, "တပ်မမှူးသည်" * 100, "ab " * 500]
)
def test_a_shorter_run_and_a_script_without_spaces_stay(run):
    assert clean(make_document(text=f"1 Brigade left. {run} 2 Brigade stayed.")).ignored == ()
