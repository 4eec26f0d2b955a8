"""What is trained in torch and what runs in numpy are the same arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")

from kgbuild.pairs import N_FEATURES, PairScorer, Span, pair_features, range_max  # noqa: E402  # after the skip
from kgbuild.train import network  # noqa: E402

SPANS = [
    Span(0, 2, 0, "Person", "name"),
    Span(5, 6, 0, "Unit", "name"),
    Span(9, 12, 1, "", "pronoun"),
    Span(12, 13, 1, "Place", "name"),
]


@pytest.fixture
def words():
    return np.random.default_rng(3).normal(size=(16, network.WIDTH)).astype(np.float32)


def test_pair_scores_agree(words):
    torch.manual_seed(1)
    twin = network.PairScorer(N_FEATURES, 5).eval()
    weights = {name: parameter.detach().numpy() for name, parameter in twin.named_parameters()}
    pairs = [(a, b) for a in range(4) for b in range(4) if a != b]
    offsets = torch.tensor([(span.start, span.end) for span in SPANS])
    with torch.no_grad():
        features = torch.tensor(pair_features(SPANS, pairs))
        expected = twin(torch.tensor(words), offsets, torch.tensor(pairs), features).numpy()
    assert np.allclose(PairScorer(weights)(words, SPANS, pairs), expected, atol=1e-5)


def test_range_maxima_agree(words):
    start, end = np.array([0, 3, 7, 9]), np.array([1, 16, 7, 12])
    expected = network.range_max(torch.tensor(words), torch.tensor(start), torch.tensor(end)).numpy()
    assert np.array_equal(range_max(words, start, end), expected)


def test_a_words_vector_is_the_mean_of_its_pieces():
    vectors = torch.arange(12.0).reshape(6, 2)
    got = network.word_vectors(vectors, torch.tensor([0, 3]), torch.tensor([1, 2]))
    assert got.tolist() == [[0.0, 1.0], [7.0, 8.0]]
