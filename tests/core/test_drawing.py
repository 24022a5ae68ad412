"""Pictures are computed in float32: its functions, and those of every activation, against float64."""

import ctypes

import numpy as np
import pytest
from hypothesis import given, strategies as st
from test_compiled_math import ERRORS

from nn_core import ACTIVATIONS, Experiment, LayerParameters, TrainingState, advance, start
from nn_core.compiled.functions import inference_loop
from nn_core.compiled.library import library
from nn_core.compiled.plan import BLOCK
from nn_core.evaluation import Inference
from nn_core.insight.picture import feature_grid
from tests.cases import every

_POINTER, _COUNT = ctypes.c_void_p, ctypes.c_ssize_t
_LOOP = ctypes.CFUNCTYPE(None, ctypes.c_double, *[_POINTER] * 3, *[_COUNT] * 4, *[_POINTER] * 2)
SINGLE = float(np.finfo(np.float32).eps)
SHADE = 2.0 / 254.0  # of a picture from -1 to 1


def _drawn(function, z, parameter=0.0):
    """The function of many float32: a layer with one unit of weight 1 is the way to it."""
    return _by_loop(library().address("drawing", function), z, parameter)


def _by_loop(address, z, parameter, learned=()):
    """``learned`` follows the bias: for each parameter four numbers, or one of the unit."""
    rows = np.resize(np.asarray(z, dtype=np.float32), (-(-len(z) // BLOCK), BLOCK))
    weight, bias, sums, a = (
        np.ones(1, np.float32),
        np.array([0.0, *learned], np.float32),
        np.empty_like(rows),
        np.empty_like(rows),
    )
    loop = _LOOP(address)
    for index in range(len(rows)):
        x, of_block = [each.ctypes.data for each in (weight, bias, rows[index])], (sums[index], a[index])
        loop(parameter, *x, 1, 1, 1, 1, *(each.ctypes.data for each in of_block))
    return a.ravel()[: len(z)]


@every("function", ERRORS)
def test_functions_are_as_exact_as_a_picture_needs(function):
    generator = np.random.default_rng(0)
    sizes = [1e-30, 1e-6, 1e-3, 0.1, 0.5, 1.0, 3.0, 20.0, 80.0]
    z = np.concatenate([generator.uniform(-size, size, 4000) for size in sizes]).astype(np.float32)
    exact = function(z.astype(float), 0.0)
    assert (np.abs(_drawn(function, z) - exact) <= 8 * SINGLE * np.abs(exact) + 1e-37).all()


@given(z=st.lists(st.floats(width=32), min_size=1, max_size=2 * BLOCK))
def test_no_number_whatever_gives_nonsense(z):
    for function in ERRORS:
        with np.errstate(all="ignore"):
            expected = function(np.array(z), 0.0).astype(np.float32)
            expected = np.where(np.abs(expected) < 1e-36, 0.0, expected)
            actual = _drawn(function, z)
        np.testing.assert_allclose(actual, expected, rtol=1e-6, atol=1e-36, err_msg=function.__name__)


@every("key", [key for key, activation in ACTIVATIONS.items() if not activation.coupled])
def test_every_activation_is_drawn_to_a_hundredth_of_a_shade(key):
    activation = ACTIVATIONS[key]
    parameter = activation.parameter
    z = np.linspace(-9.0, 9.0, 4001).astype(np.float32)
    values = {parameter.minimum, parameter.default, parameter.maximum} if parameter else {0.0}
    address = inference_loop(activation, drawing=True)
    for p in map(activation.starting, values):
        learned = np.ravel([[value, 0.0, 0.0, 0.0] for value in np.reshape(p, -1)]) if activation.learned else ()
        exact = activation.f(z.astype(float), p)
        actual = _by_loop(address, z, 0.0 if activation.learned else p, learned)
        assert np.abs(actual - exact).max() <= 0.01 * SHADE * max(1.0, np.abs(exact).max())


@every("key", ACTIVATIONS)
def test_a_trained_network_is_drawn_as_it_is(key):
    layer = {"units": 5, "activation": key}
    experiment = Experiment(hidden=[layer, layer], samples=60, learning_rate=0.01)
    state, x = advance(experiment, start(experiment), 20), feature_grid(experiment.features, 30)
    ours, theirs = (
        Inference(experiment, engine).load(state).pixels(x, range(3), -1.0, 1.0).astype(int)
        for engine in ("compiled", "numpy")
    )
    assert ours.shape == theirs.shape == (11, 900)
    assert np.abs(ours - theirs).max() <= 1


@pytest.mark.parametrize(("activation", "weight"), [("linear", 1e12), ("squared-relu", 1e5)])
def test_what_is_too_large_for_float32_is_drawn_all_the_same(activation, weight):
    layer = {"units": 2, "activation": activation}
    experiment = Experiment(hidden=[layer] * 4, features=["x"])
    layers = [
        LayerParameters(np.full(sizes, weight) * [1.0, 0.5][: sizes[1]], np.ones(sizes[1]))
        for sizes in experiment.layer_sizes
    ]
    layers[-1] = LayerParameters(np.array([[1.0], [-1.0]]), np.zeros(1))  # in float32 infinity less infinity
    x, which = feature_grid(experiment.features, 20), range(5)
    ours, theirs = (
        Inference(experiment, engine).load(TrainingState(tuple(layers))).pixels(x, which, -1.0, 1.0)
        for engine in ("compiled", "numpy")
    )
    assert theirs.min() > 0
    assert np.array_equal(ours, theirs)
