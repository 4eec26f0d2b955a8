"""The reports in seeds/: readable, of the promised size, and in words of their own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from kgbuild.model import Document
from kgbuild.stages.acquire import find, read
from kgbuild.stages.clean import clean

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
ARTICLES = ROOT.parent / "shared" / "seeds"  # the two articles that two of the reports restate
SEQUENCE = 8  # words in a row that would be a copy


@cache
def seeds() -> list[Document]:
    return [clean(read(source)) for source in find([SEEDS])[0]]


def sequences(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + SEQUENCE]) for start in range(len(words) - SEQUENCE + 1)}


def prose(document: Document) -> str:
    return " ".join(document.reading.split())


def test_the_seeds_are_read_without_a_skip() -> None:
    sources, skipped = find([SEEDS])
    assert skipped == []
    assert len(sources) >= 9
    assert {source.path.suffix for source in sources} == {".txt", ".md", ".html"}
    assert [source.id[:2] for source in sources] == [f"{number:02}" for number in range(1, len(sources) + 1)]


@pytest.mark.parametrize("document", seeds(), ids=lambda document: document.id)
def test_a_seed_is_short_and_titled(document: Document) -> None:
    assert 80 <= len(prose(document).split()) <= 220
    assert document.title


def test_boilerplate_is_cleaned_from_the_seeds() -> None:
    reading = "\n".join(document.reading for document in seeds())
    for leftover in ("Reuters", "Share on", "Tweet", "Read more", "All rights", "cookies", "tracker", "**", "]("):
        assert leftover not in reading


@pytest.mark.parametrize("document", seeds(), ids=lambda document: document.id)
@pytest.mark.skipif(not ARTICLES.is_dir(), reason=f"the articles are not at {ARTICLES}")
def test_no_seed_copies_the_articles(document: Document) -> None:
    copied = set[tuple[str, ...]]()
    for article in ARTICLES.glob("*.txt"):
        copied |= sequences(article.read_text(encoding="utf-8"))
    assert copied
    for text in (document.text, document.reading):
        assert not sequences(text) & copied


@pytest.mark.parametrize(
    "name",
    [
        "Kataib Hezbollah",
        "Popular Mobilization Forces",
        "82nd Airborne Division",
        "7 Division",
        "MINUSCA",
        "Nigerian Navy",
    ],
)
def test_the_seeds_share_entities(name: str) -> None:
    assert sum(name in prose(document) for document in seeds()) >= 2
