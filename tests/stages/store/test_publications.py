"""Near-identical texts are one publication, others are not, and no order changes that."""

from __future__ import annotations

import random
import time

import pytest

from kgbuild.stages.store.publications import groups

VOCABULARY = [
    f"{first}{second}" for first in "ba ke lo mi tu sa".split() for second in "den rat sol vim nok".split()
]


def report(words: int = 200, *, seed: int = 0) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=words)


def texts(**by_id: list[str] | str) -> list[tuple[str, str]]:
    return [(id, text if isinstance(text, str) else " ".join(text)) for id, text in by_id.items()]


def test_a_syndicated_report_counts_once() -> None:
    wire = report()
    edited = ["Updated:", *wire[:100], "correctly", *wire[101:]]
    assert groups(texts(a=wire, b=edited, c=report(seed=1))) == {"a": 0, "b": 0, "c": 1}


def test_case_accents_and_punctuation_do_not_matter() -> None:
    wire = report()
    shouted = "“" + ", ".join(word.upper() for word in wire) + "!”"
    assert groups(texts(a=wire, b=shouted)) == {"a": 0, "b": 0}
    assert groups(texts(a="Troops left Bogotá.", b="troops left Bogota")) == {"a": 0, "b": 0}


def test_groups_are_numbered_by_their_smallest_document() -> None:
    one, two = report(seed=1), report(seed=2)
    assert groups(texts(z=one, b=two, a=one, c=two, m="Alone.")) == {"a": 0, "z": 0, "b": 1, "c": 1, "m": 2}


@pytest.mark.parametrize(("more", "same"), [(20, True), (40, True), (70, False), (400, False)])
def test_a_quoted_report_counts_as_the_same_only_if_it_is_most_of_the_text(more: int, same: bool) -> None:
    wire = report()
    quoting = [*report(more // 2, seed=3), *wire, *report(more // 2, seed=4)]
    found = groups(texts(a=wire, b=quoting))
    assert (found["a"] == found["b"]) is same


def test_short_texts_must_be_equal() -> None:
    brief = report(49)
    assert groups(texts(a=brief, b=[*brief[:-1], "other"])) == {"a": 0, "b": 1}
    assert groups(texts(a=brief, b=brief)) == {"a": 0, "b": 0}


def test_what_is_like_one_of_a_group_belongs_to_it() -> None:
    first = report(400)
    second = [*first[:370], *report(30, seed=5)]
    third = [*second[30:], *report(30, seed=6)]
    assert groups(texts(a=first, c=third)) == {"a": 0, "c": 1}
    assert groups(texts(a=first, b=second, c=third)) == {"a": 0, "b": 0, "c": 0}


def test_nothing_and_empty_texts() -> None:
    assert groups([]) == {}
    assert groups(texts(a="", b="   ", c="Word.")) == {"a": 0, "b": 0, "c": 1}


def test_one_pass_over_an_iterator_is_enough() -> None:
    assert groups(iter(texts(a=report(), b=report()))) == {"a": 0, "b": 0}


def changed(text: list[str], share: float, choose: random.Random) -> list[str]:
    """The text with a stretch of it replaced."""
    length = int(len(text) * share)
    start = choose.randrange(len(text) - length + 1)
    return [*text[:start], *choose.choices(VOCABULARY, k=length), *text[start + length :]]


def exact(documents: list[tuple[str, str]]) -> dict[str, int]:
    """The groups by comparing all pairs."""
    sets = {id: set(zip(*(text.split()[i:] for i in range(5)), strict=False)) for id, text in documents}
    group = {id: id for id in sets}
    for left in sorted(sets):
        for right in sorted(sets):
            if len(sets[left] & sets[right]) >= 0.8 * len(sets[left] | sets[right]):
                old, new = sorted((group[left], group[right]))[::-1]
                group = {id: new if of == old else of for id, of in group.items()}
    numbers = {of: number for number, of in enumerate(sorted(set(group.values())))}
    return {id: numbers[of] for id, of in group.items()}


@pytest.mark.parametrize("seed", range(8))
def test_the_same_as_comparing_all_pairs_in_any_order(seed: int) -> None:
    choose = random.Random(seed)
    written = [report(choose.randrange(60, 300), seed=choose.randrange(1 << 30)) for _ in range(10)]
    for _ in range(50):
        written.append(changed(choose.choice(written), choose.uniform(0.0, 0.3), choose))
    documents = [(f"d{number:02}", " ".join(text)) for number, text in enumerate(written)]
    expected = exact(documents)
    assert 1 < len(set(expected.values())) < len(documents)
    for _ in range(3):
        choose.shuffle(documents)
        assert groups(documents) == expected


def test_the_time_grows_with_the_number_of_documents() -> None:
    def seconds(count: int) -> float:
        documents = [(str(i), " ".join(report(300, seed=i // 2))) for i in range(count)]
        started = time.process_time()
        groups(documents)
        return time.process_time() - started

    seconds(50)  # loads the library
    assert seconds(1_600) < 9 * max(seconds(400), 0.05)
