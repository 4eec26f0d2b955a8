"""Windows hold whole sentences, and all of the text."""

from __future__ import annotations

from kgbuild.stages.parse.windows import MOST_PIECES, make_windows


def test_sentences_share_a_window_until_it_is_full():
    assert make_windows([(0, 4), (4, 8), (8, 12)], [1] * 12, most_words=8) == [(0, 8), (8, 12)]


def test_a_sentence_too_long_is_cut():
    assert make_windows([(0, 10)], [1] * 10, most_words=4) == [(0, 4), (4, 8), (8, 10)]


def test_no_window_has_too_many_pieces():
    widths = [7] * 200
    windows = make_windows([(0, 200)], widths, most_words=1000)
    assert all(sum(widths[start:end]) <= MOST_PIECES for start, end in windows)
    assert [start for start, _ in windows][1:] == [end for _, end in windows][:-1]
    assert windows[-1][1] == 200


def test_an_empty_text_has_no_window():
    assert make_windows([], []) == []
