"""The likeliest well-formed tagging."""

from __future__ import annotations

import numpy as np
import pytest

from kgbuild.tags import decode, softmax

TAGS = ("O", "B-x", "I-x", "B-y", "I-y")


def rows(*likely: str) -> np.ndarray:
    """Probabilities in which each word's tag has 0.9."""
    return np.array([[0.9 if tag == one else 0.025 for tag in TAGS] for one in likely], dtype=np.float32)


def test_spans_are_read_off_the_tags():
    spans = decode(rows("O", "B-x", "I-x", "O", "B-y", "B-y"), TAGS)
    assert [(span.start, span.end, span.tag) for span in spans] == [(1, 3, "x"), (4, 5, "y"), (5, 6, "y")]
    assert spans[0].confidence == pytest.approx(0.9)


def test_an_inside_never_follows_another_label():
    spans = decode(rows("B-x", "I-y", "O"), TAGS)
    assert all(span.end - span.start == 1 or span.tag in "xy" for span in spans)
    assert "I-y" not in {f"I-{span.tag}" for span in spans if span.start == 0 and span.tag != "y"}


def test_a_lone_inside_becomes_a_whole_span_or_none():
    for span in decode(rows("O", "I-x", "I-x"), TAGS):
        assert span.start in (0, 1) and span.tag == "x"


def test_no_span_runs_across_a_break():
    spans = decode(rows("B-x", "I-x", "I-x"), TAGS, breaks=[0, 2])
    assert all(not span.start < 2 < span.end for span in spans)


def test_nothing_to_decode():
    assert decode(np.zeros((0, 5), dtype=np.float32), TAGS) == []


def test_softmax_sums_to_one_even_for_large_numbers():
    assert softmax(np.array([[1000.0, 1000.0, 0.0]], dtype=np.float32)).tolist() == [[0.5, 0.5, 0.0]]
