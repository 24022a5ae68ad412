"""Typed formulas in the compiled engine, against the same in NumPy: every operation, and random formulas."""

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from test_expression_calculus import ANY, BENT, SMOOTH

from nn_core import Experiment, LayerParameters, Trainer, advance, make_dataset, start
from nn_core.activations.custom import parsed
from nn_core.compiled import formulas
from nn_core.compiled.plan import BLOCK, CHUNK
from nn_core.evaluation import Inference
from nn_core.expressions import ExpressionError, check
from nn_core.expressions.calculus import OPERATIONS
from nn_core.insight.picture import hidden_pixels, output_pixels
from nn_core.state.state import TrainingState
from nn_core.training.engines import engine_of
from nn_core.training.training import DivergedError
from tests.cases import every

Z = np.concatenate([np.linspace(-9.0, 9.0, 3 * CHUNK + 5), [0.0, -0.0, 1.0, -1.0, 50.0, -50.0]])
POWERS = [f"z**{n}" for n in (-16, -3, -2, -1, 2, 3, 4, 7, 16, 17)] + ["abs(z)**0.5", "abs(z)**2.7", "(1+z²)**a"]
MORE = [
    "min(z, 2z, 3)", "where(z >= 1, z, 0.5)", "where(1 <= z, z, 0.5)", "where(z == 0 or not z < 3, z, -z)", "tan(z/4)",
    "where(z > a and z < 5a or z > 7, z², a)", "cosh(z/3) - 1/cosh(z)", "clip(z, -a, 3)", "2*a*pi + z", "floor(z/2)+z",
]  # fmt: skip


def _layer(formula, parameter=None, **more):
    return {"activation": "custom", "formula": formula, "parameter": parameter, **more}


def _with_parameter(formula, p):
    return p if parsed(formula).uses_parameter else None


def _one_unit(formula, p):
    """One unit that gets x as it is, and what becomes of it."""
    experiment = Experiment(features=["x"], hidden=[_layer(formula, _with_parameter(formula, p), units=1)])
    layers = (LayerParameters(np.eye(1), np.zeros(1)), LayerParameters(np.eye(1), np.zeros(1)))
    return experiment, TrainingState(layers).fitted(experiment)


def _compiled(formula, p, z):
    """F of many numbers, as the compiled engine computes it; the output passes it on."""
    experiment, state = _one_unit(formula, p)
    assert engine_of(experiment) == "compiled"
    return Inference(experiment).load(state).outputs(z[:, np.newaxis]).z[:, 0]


def _close(ours, theirs, **tolerance):
    np.testing.assert_allclose(ours, theirs, **{"rtol": 1e-12, "atol": 1e-13, **tolerance})


def _usable(formula, p):
    try:
        check(parsed(formula), p)
    except ExpressionError:
        return False
    return True


USUAL = [formula for formula in (*SMOOTH, *BENT, *POWERS, *MORE) if _usable(formula, 0.5) and _usable(formula, 2.0)]


def test_there_is_a_formula_for_every_operation():
    nodes = [node for formula in USUAL for node in parsed(formula).plan.nodes]
    assert {node.op for node in nodes if node.args} == set(OPERATIONS)


@every("p", [0.5, 2.0])
@every("formula", USUAL)
def test_values_are_those_of_numpy(formula, p):
    _close(_compiled(formula, p, Z), parsed(formula).f(Z, p))


@pytest.mark.rest
@every("formula", USUAL)
def test_training_is_that_of_numpy(formula):
    """In layers of several widths, with a short last batch, dropout, and layers of the registry between."""
    hidden = [
        _layer(formula, _with_parameter(formula, 0.5), units=5),
        {"units": 3, "activation": "tanh"},
        _layer(formula, _with_parameter(formula, 0.5), units=2, dropout=0.3),
    ]
    chosen = {"samples": 90, "batch_size": 7, "learning_rate": 0.0001, "seed": 3}
    experiment = Experiment(hidden=hidden, **chosen)
    _same_training(experiment)


def _same_training(experiment, epochs=5, **tolerance):
    states = []
    for engine in ("compiled", "numpy"):
        try:
            states.append(advance(experiment, start(experiment), epochs, engine=engine))
        except DivergedError as error:
            states.append(error.state)
    ours, theirs = states
    assert ours.epoch == theirs.epoch
    for one, other in zip(ours.layers, theirs.layers, strict=True):
        _close(one.weights, other.weights, **{"rtol": 1e-9, "atol": 1e-11, **tolerance})
        _close(one.biases, other.biases, **{"rtol": 1e-9, "atol": 1e-11, **tolerance})


@pytest.mark.parametrize("samples", [CHUNK // 4 - 1, CHUNK // 4 + 1, 300])
def test_batches_that_fit_into_no_chunk(samples):
    hidden = [_layer("z*sigmoid(a*z)", 1.5, units=9)]
    _same_training(Experiment(hidden=hidden, samples=samples, train_percent=90, batch_size=samples * 9 // 10))


def test_several_formulas_and_parameters_in_one_network():
    chosen = [("sin(a*z)", 0.5), ("sin(a*z)", 0.7), ("z²", None), ("sin(a*z)", 0.5), ("max(z, 0.1z)", None)]
    hidden = [_layer(formula, parameter, units=3) for formula, parameter in chosen]
    experiment = Experiment(hidden=hidden, samples=60, learning_rate=0.001)
    _same_training(experiment)
    data = make_dataset(experiment)
    ours, theirs = (
        Inference(experiment, engine).load(start(experiment)).metrics(data) for engine in ("compiled", "numpy")
    )
    assert ours.test_loss == pytest.approx(theirs.test_loss, rel=1e-12)


@pytest.mark.parametrize(
    "formula", ["z*sigmoid(a*z)", "where(z > 0, z, exp(z) - 1)", "z³/20 + erf(z)", "max(0, z)+sin(z)"]
)
def test_gradients_are_central_differences_of_the_loss(formula):
    """One update with the whole of the data, in the compiled engine: what it takes from a weight is the gradient."""
    size, h = 50, 1e-5
    hidden = [_layer(formula, _with_parameter(formula, 1.3), units=units) for units in (3, 2)]
    experiment = Experiment(hidden=hidden, samples=2 * size, batch_size=size, learning_rate=1.0)
    assert engine_of(experiment) == "compiled"
    data, before = make_dataset(experiment), start(experiment)
    after, inference = Trainer(experiment, data).advance(before), Inference(experiment)

    def loss(index, place, change):
        layers = list(before.layers)
        weights = layers[index].weights.copy()
        weights[place] += change
        layers[index] = LayerParameters(weights, layers[index].biases)
        return inference.load(TrainingState(tuple(layers)).fitted(experiment)).metrics(data).train_loss

    for index, (one, other) in enumerate(zip(before.layers, after.layers, strict=True)):
        for place in np.ndindex(one.weights.shape):
            measured = (loss(index, place, h) - loss(index, place, -h)) / (2 * h)
            assert one.weights[place] - other.weights[place] == pytest.approx(measured, rel=1e-5, abs=1e-7)


@pytest.mark.rest
@settings(max_examples=300)
@given(ANY, st.sampled_from([0.4, 1.7]))
def test_random_formulas_have_the_values_of_numpy_wherever_those_are_steady(formula, p):
    assume(len(formula) <= 200 and _usable(formula, p))
    expression = parsed(formula)
    with np.errstate(all="ignore"):
        expected = expression.f(Z, p)
        nudged = [expression.f(Z + sign * 4.0 * np.spacing(np.abs(Z) + 1e-9), p) for sign in (-1.0, 1.0)]
        allowed = 1e-12 * np.abs(expected) + 1e-12 + 16.0 * np.max(np.abs(np.subtract(nudged, expected)), axis=0)
        steady = np.isfinite(expected) & np.isfinite(allowed)
        ours = _compiled(formula, p, Z)
        assert (np.abs(ours - expected) <= allowed)[steady].all()
        np.testing.assert_array_equal(np.isnan(ours), np.isnan(expected))


@pytest.mark.rest
@settings(max_examples=60)
@given(ANY, st.sampled_from([1, 4, 6]))
def test_random_formulas_train_as_in_numpy(formula, units):
    assume(len(formula) <= 200 and _usable(formula, 1.0))
    hidden = [_layer(formula, _with_parameter(formula, 1.0), units=units)]
    experiment = Experiment(hidden=hidden, samples=30, batch_size=4, learning_rate=1e-6)
    _same_training(experiment, 2, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize(
    "formula", ["z*sigmoid(a*z)", "sin(5z)", "1/(0.1+z²)", "exp(z)", "sinh(z)", "abs(z)**a - 1", "tan(z/8)"]
)
def test_pictures_are_those_of_numpy_up_to_the_last_shade(formula):
    hidden = [_layer(formula, _with_parameter(formula, 1.3), units=units) for units in (4, 2)]
    experiment = Experiment(hidden=hidden)
    state = start(experiment)
    for draw, size in ((hidden_pixels, 20), (output_pixels, BLOCK + 1)):
        ours, theirs = (draw(experiment, state, size, engine).astype(int) for engine in ("compiled", "numpy"))
        assert np.abs(ours - theirs).max() <= 1


def test_what_is_no_number_stays_none_and_infinity_too():
    z = np.array([np.nan, np.inf, -np.inf, 800.0, -800.0])
    for formula in (
        "max(z, 0)",
        "exp(z)",
        "z*tanh(z)",
        "where(z > 0, z, -1)",
        "sigmoid(z)",
        "abs(z)**1.5",
        "sign(z)*z",
    ):
        with np.errstate(all="ignore"):
            _close(_compiled(formula, 1.0, z), parsed(formula).f(z, 1.0))


def test_constants_that_float32_does_not_have_are_drawn_without_a_word():
    experiment = Experiment(hidden=[_layer("where(z > 1e-200, z*1e6**6/1e6**6, z)/1e-200*1e-200", units=2)])
    assert hidden_pixels(experiment, start(experiment), 9, "compiled").any()
    experiment, state = _one_unit("z/1e-200", 1.0)
    assert {*hidden_pixels(experiment, state, 9, "compiled")[0][0]} >= {1, 255}


def test_an_operation_without_a_loop_is_left_to_numpy(monkeypatch):
    monkeypatch.delitem(formulas._OPERATIONS, "cosh")
    formulas.known.cache_clear()
    experiment = Experiment(hidden=[_layer("sinh(z/5)", units=2)])  # of which the derivative is a cosh
    assert engine_of(experiment) == "numpy"
    advance(experiment, start(experiment))
    formulas.known.cache_clear()
