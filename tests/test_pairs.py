"""Features and arithmetic of mention pairs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kgbuild.assets import MODEL
from kgbuild.errors import ModelError
from kgbuild.pairs import N_FEATURES, PairScorer, Span, load_weights, pair_features, range_max

SPANS = [
    Span(0, 2, 0, "Person", "name"),
    Span(3, 4, 0, "Unit", "name"),
    Span(9, 10, 1, "", "pronoun"),
]


def test_range_max_agrees_with_the_plain_maximum():
    vectors = np.random.default_rng(1).normal(size=(40, 3)).astype(np.float32)
    ranges = [(a, b) for a in range(0, 40, 3) for b in range(a, 41, 4)]
    got = range_max(vectors, np.array([a for a, _ in ranges]), np.array([b for _, b in ranges]))
    expected = [vectors[a:b].max(axis=0) if b > a else np.zeros(3) for a, b in ranges]
    assert np.array_equal(got, np.array(expected, dtype=np.float32))


def test_each_order_of_a_pair_has_features_of_its_own():
    forth, back = pair_features(SPANS, [(0, 1), (1, 0)])
    assert not np.array_equal(forth, back)
    assert forth.min() >= 0 and max(forth.max(), back.max()) < N_FEATURES


def test_features_do_not_overlap():
    columns = pair_features(SPANS, [(a, b) for a in range(3) for b in range(3) if a != b]).T
    assert all(left.max() < right.min() for left, right in pairwise(columns))


def test_scores_depend_on_the_words_between():
    rng = np.random.default_rng(2)
    width = 4
    weights = {
        "left.weight": rng.normal(size=(width, 3 * width)),
        "left.bias": rng.normal(size=width),
        "right.weight": rng.normal(size=(width, 3 * width)),
        "between.weight": rng.normal(size=(width, width)),
        "features.weight": rng.normal(size=(N_FEATURES, width)),
        "output.weight": rng.normal(size=(2, width)),
        "output.bias": rng.normal(size=2),
    }
    scorer = PairScorer(weights)
    words = rng.normal(size=(12, width)).astype(np.float32)
    pairs = [(0, 1), (1, 2)]
    before = scorer(words, SPANS, pairs)
    words[7] += 10
    after = scorer(words, SPANS, pairs)
    assert before.shape == (2, 2)
    assert np.allclose(before[0], after[0])
    assert not np.allclose(before[1], after[1])
    assert scorer(words, SPANS, []).shape == (0, 2)


def shipped() -> bytes:
    return (MODEL / "names.npz").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: None, id="missing"),
        pytest.param(lambda: b"", id="empty"),
        pytest.param(lambda: b"not a zip", id="no archive"),
        pytest.param(lambda: shipped()[: len(shipped()) // 2], id="half of it"),
        pytest.param(lambda: shipped()[:200] + bytes(100) + shipped()[300:], id="overwritten in the middle"),
    ],
)
def test_a_damaged_file_of_a_users_model_is_named_with_what_to_do(tmp_path, content):
    if (damaged := content()) is not None:
        (tmp_path / "names.npz").write_bytes(damaged)
    with pytest.raises(ModelError, match=r"names\.npz") as caught:
        load_weights(tmp_path / "names.npz")
    assert caught.value.hint == "give the folder that kgbuild train wrote"


def test_a_damaged_file_of_the_shipped_model_is_mended_by_an_installation():
    with pytest.raises(ModelError) as caught:
        load_weights(MODEL / "no_such_head.npz")
    assert caught.value.hint == "reinstall kgbuild"
