"""Own data: taken in the given order, and refused by name when it is out of bounds."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from nn_core import Experiment, ValidationError, explain, make_dataset
from tests.cases import every


def _custom(points, **choices):
    return Experiment(dataset="custom", points=points, **choices)


@given(st.lists(st.tuples(*[st.floats(-6, 6)] * 2, st.sampled_from([-1.0, 1.0])), min_size=10, max_size=40))
def test_own_data_keeps_its_order_whatever_the_seed(points):
    data = make_dataset(_custom(points, train_percent=30, seed=7))
    np.testing.assert_array_equal(np.column_stack([data.points, data.labels]), points)
    train = len(points) * 30 // 100
    np.testing.assert_array_equal(np.column_stack([data.train_x, data.train_y]), points[:train])
    np.testing.assert_array_equal(np.column_stack([data.test_x, data.test_y]), points[train:])


def test_own_data_may_have_any_real_label_for_regression():
    points = [[0.1 * i, -0.1 * i, 2.5 * i] for i in range(12)]
    data = make_dataset(_custom(points, problem="regression", train_percent=50))
    np.testing.assert_allclose(np.concatenate([data.train_y, data.test_y]).ravel(), [2.5 * i for i in range(12)])


@every(
    ("points", "complaint"),
    [
        ([[0, 0, 1]] * 9, "9"),
        ([[0, 0, 1]] * 2001, "2001"),
        ([[0, 0, 1]] * 9 + [[0, 0, 0.5]], "points must be the label -1 or 1"),
        ([[0, 0, 1]] * 9 + [[math.nan, 0, 1]], "points.9.0 must be a finite number, got nan"),
        ([[0, 0, 1]] * 9 + [[0, math.inf, 1]], "points.9.1 must be a finite number, got inf"),
        ([[0, 0, 1]] * 9 + [[0, 0]], "points.9.2"),
        ([[0, 0, 1]] * 9 + [[0, 0, 1, 1]], "points.9"),
        ([[0, 0, 1]] * 9 + [[0, "a", 1]], "points.9.1 must be a valid number"),
        (None, 'points must be [[x, y, label], ...] with dataset "custom", got nothing'),
    ],
)
def test_own_data_out_of_bounds_is_refused_by_name(points, complaint):
    with pytest.raises(ValidationError) as caught:
        _custom(points)
    assert complaint in explain(caught.value)


@pytest.mark.parametrize("n", [10, 2000])
def test_own_data_of_10_to_2000_points_is_taken(n):
    experiment = _custom([[0, 0, 1]] * n)
    assert experiment.samples == n
    assert len(make_dataset(experiment).points) == n
