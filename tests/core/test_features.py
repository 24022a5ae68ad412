"""Features by hand at one point, and the columns that featurize makes of them."""

import math

import numpy as np
import pytest

from nn_core import FEATURES, Experiment, make_dataset
from nn_core.features import featurize
from tests.cases import every

BY_HAND = {
    "x": 2.0,
    "y": -3.0,
    "x^2": 4.0,
    "y^2": 9.0,
    "xy": -6.0,
    "sin x": math.sin(2.0),
    "sin y": -math.sin(3.0),
    "cos x": math.cos(2.0),
    "cos y": math.cos(3.0),
}


def test_every_registered_feature_has_a_value_worked_out_by_hand():
    assert set(FEATURES) - set(BY_HAND) == set()


@every("key", BY_HAND)
def test_feature_at_the_point_2_minus_3(key):
    assert featurize([key], np.array([[2.0, -3.0]])) == pytest.approx(BY_HAND[key], rel=1e-15)


def test_columns_follow_the_order_of_the_keys():
    points = np.array([[2.0, -3.0], [1.0, 4.0]])
    np.testing.assert_array_equal(featurize(["xy", "y", "x^2"], points), [[-6.0, -3.0, 4.0], [4.0, 4.0, 1.0]])


def test_no_feature_gives_no_column():
    assert featurize([], np.zeros((7, 2))).shape == (7, 0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_of_the_points_is_kept(dtype):
    assert featurize(list(FEATURES), np.ones((3, 2), dtype=dtype)).dtype == dtype


def test_network_is_fed_the_raw_coordinates():
    data = make_dataset(Experiment(dataset="gauss", noise=50))
    np.testing.assert_array_equal(np.concatenate([data.train_x, data.test_x]), data.points)
    assert np.abs(data.points).max() > 4.0


def test_training_and_test_data_hold_the_chosen_features_of_their_points():
    data = make_dataset(Experiment(features=["sin y", "x^2"], train_percent=30))
    x, y = data.points.T
    np.testing.assert_array_equal(np.concatenate([data.train_x, data.test_x]), np.column_stack([np.sin(y), x * x]))
    assert len(data.train_x) == 150
