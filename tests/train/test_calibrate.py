"""Confidences are fitted to how often answers are right."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kgbuild.confidence import Scale
from kgbuild.train.calibrate import fit_scale


def answers(n, right_at):
    rng = random.Random(5)
    raw = [rng.random() for _ in range(n)]
    return [(one, rng.random() < right_at(one)) for one in raw]


def test_an_overconfident_scorer_is_brought_down():
    scale = Scale(fit_scale(answers(4000, lambda p: p**3)))
    for probability in (0.3, 0.6, 0.9):
        assert scale(probability) == pytest.approx(probability**3, abs=0.06)


def test_the_line_never_falls():
    points = fit_scale(answers(300, lambda p: 0.5))
    assert (np.diff(points[0]) > 0).all()
    assert (np.diff(points[1]) >= 0).all()


def test_no_certainty_is_promised():
    points = fit_scale([(0.9 + i / 1000, True) for i in range(50)])
    assert points[1].max() < 1


def test_few_answers_give_one_level():
    assert fit_scale([(0.4, True), (0.6, False)]).tolist() == [pytest.approx([0.4, 0.6]), [0.5, 0.5]]


def test_answers_that_rise_no_further_share_one_level():
    scale = Scale(fit_scale([(i / 100, i >= 50 or i % 2 == 0) for i in range(100)]))
    assert scale(0.05) == scale(0.35) == pytest.approx(0.5, abs=0.03)
    assert scale(0.9) > 0.9


def test_without_answers_there_is_nothing_to_fit():
    with pytest.raises(ValueError, match="nothing to fit"):
        fit_scale([])


def test_without_points_a_probability_stands_for_itself():
    assert Scale()(0.3) == 0.3
