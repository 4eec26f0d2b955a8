"""The promises of the stage as a whole, whatever the text."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from textwrap import wrap

import pytest

from kgbuild.model import Document, Ignored
from kgbuild.stages.clean import clean

PIECES = [
    "Colonel Ana Ruiz commands the 4th Brigade.",
    "ana ruiz",
    "Share on Facebook",
    "This site uses cookies.",
    "Ana RuizReuters",
    "Ana Ruiz",
    "Photo by Ana Ruiz/AFP",
    "It left. Read more",
    "© 2020 Tumbes Post. All rights reserved.",
    "Title: Brigade in Tumbes",
    "Date: 2020-01-03",
    "---",
    "# Heading",
    "**bold** and [a link](https://post.example/a_b) and `code`",
    "- item",
    "&amp;&nbsp;&#8217;&lt;p&gt;",
    "“quotes” ‘single’",
    "zero\u200bwidth \u200e soft\xadhyphen\ufeff",
    "كتائب سامَرّاء\u200e",
    "wide　ｗｉｄｅ",
    "\x00\x07\x85\u2028",
    "\t \xa0",
    "e\u0301🚁",
    "Read more: Army moves",
    "_" * 5,
    "\\*",
    "<b>",
]
ENDS = ["\n", "\r\n", "\r", "\n\n", " ", "", "\u2029"]


def texts() -> list[str]:
    chance = random.Random(20)
    made = ["", "\n", " ", "\r\n", "&", "&amp", "---\n", "---\n---\n", "Title:"]
    for _ in range(150):
        made.append("".join(chance.choice(PIECES) + chance.choice(ENDS) for _ in range(chance.randint(1, 14))))
    return made


DOCUMENTS = [Document("r", text, path=path) for text in texts() for path in (None, "in/r.md")]


@pytest.fixture(scope="module", name="cleaned")
def _cleaned() -> list[Document]:
    return [clean(document) for document in DOCUMENTS]


def test_the_text_is_never_changed(cleaned: list[Document]) -> None:
    assert [replace(one, ignored=(), reading=one.text) for one in cleaned] == DOCUMENTS


def test_the_reading_is_as_long_as_the_text(cleaned: list[Document]) -> None:
    for document in cleaned:
        assert len(document.reading) == len(document.text)


def test_what_is_ignored_lies_in_the_text_in_order_and_apart(cleaned: list[Document]) -> None:
    assert any(document.ignored for document in cleaned)
    for document in cleaned:
        end = 0
        for span in document.ignored:
            assert end <= span.start < span.end <= len(document.text)
            assert span.reason
            end = span.end


def test_what_is_ignored_is_blank_in_the_reading_and_keeps_its_line_ends(cleaned: list[Document]) -> None:
    for document in cleaned:
        for span in document.ignored:
            for read, was in zip(
                document.reading[span.start : span.end], document.text[span.start : span.end], strict=True
            ):
                assert read == "\n" if was == "\n" else read in " \n"


def test_cleaning_twice_is_cleaning_once(cleaned: list[Document]) -> None:
    assert [clean(document) for document in cleaned] == cleaned


def test_letters_and_digits_that_are_not_ignored_stay(cleaned: list[Document]) -> None:
    for document in cleaned:
        lost = {here for span in document.ignored for here in range(span.start, span.end)}
        for here, (read, was) in enumerate(zip(document.reading, document.text, strict=True)):
            if was.isalnum() and was.isascii() and here not in lost:
                assert read == was


def test_line_ends_stay_line_ends() -> None:
    assert clean(Document("r", "a\nb\r\nc\rd\u2028e\x0cf")).reading == "a\nb \nc\nd\ne\nf"


def test_what_a_reader_has_marked_stays_ignored() -> None:
    mark = Ignored(0, 6, "page header")
    document = Document("r", "page 1 The 4th Brigade left. Read more", ignored=(mark,))
    again = clean(document)
    assert [span.reason for span in again.ignored] == ["page header", "link to another page"]
    assert again.reading == "       The 4th Brigade left.          "


def test_rules_that_meet_give_one_span() -> None:
    document = Document("r", "Share on Facebook", ignored=(Ignored(3, 17, "x"), Ignored(0, 5, "y")))
    assert clean(document).ignored == (Ignored(0, 17, "share button"),)


@pytest.mark.parametrize("path", ["r.md", "in/R.MD", "r.markdown"])
def test_marks_are_set_aside_only_in_markdown(path: str) -> None:
    text = "The *Asturias* left.\n"
    assert clean(Document("r", text, path=path)).reading == "The  Asturias  left.\n"
    for other in (None, "r.txt", "md"):
        assert clean(Document("r", text, path=other)).reading == text


@pytest.mark.parametrize(
    "piece",
    [*" a*_[`.(", "[a](", "[^", "# ", "> ", "|---", "<a ", "<!--", "&a", "- ", "Ana Ruiz/", "/AP"],
)
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    clean(Document("r", piece * 20_000, path="r.md"))
    assert time.process_time() - started < 3  # a quadratic pattern takes many times that


@pytest.mark.parametrize(
    "text",
    ["Photo by Ana Ruiz" + ", AP" * 18 + " !", "<a href=" + " " * 60_000 + "x"],
    ids=["a chain of agencies", "a tag with a gap"],
)
def test_nothing_is_tried_in_many_ways(text: str) -> None:
    started = time.process_time()
    clean(Document("r", text, path="r.md"))
    assert time.process_time() - started < 3


def test_lines_broken_at_a_margin_go_on_in_what_is_read_and_stay_in_the_text():
    prose = (
        "The commander of the Northern Division, General Pablo Soto, said that the 4th Brigade had been sent to "
        "Tumbes on Monday, and that it would stay there until the election, which Ana Ruiz is expected to lose."
    )
    text = "Brigade in Tumbes\n\n" + "\r\n".join(wrap(prose, 60)) + "\n\nShare\n"
    document = clean(Document("r", text))
    assert document.text == text
    assert document.reading.replace("  ", " ") == f"Brigade in Tumbes\n\n{prose}\n\n   \n"
    assert clean(document) == document
