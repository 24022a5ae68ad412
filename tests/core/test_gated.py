"""Gated units: two weighted sums each, value and gate. What the registry says of them is measured on the plane of both.

Their gradients in whole networks are in test_network.py and test_autodiff.py, as those of all.
"""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, Experiment, TrainingState, advance, diagnose, evaluate, look_into, start
from nn_core.activations import Activation
from nn_core.activations.families import family
from nn_core.common.random_streams import WEIGHTS, generator
from nn_core.formats.files import from_json, to_json
from nn_core.formats.links.link import from_link, to_link
from nn_core.initializers import INITIALIZERS
from nn_core.insight.saturation import flat_below
from nn_core.insight.signal import propagate
from nn_core.training.engines import engine_of
from nn_core.training.refit import refit
from tests.core.activation_measures import BOOLEANS, FAR, FINE, MEASURES, WINDOW

GATED = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values() if a.sums]
ONE = pytest.mark.parametrize("activation", GATED)
HELD = (-2.0, -0.5, 1.0, 2.5)  # the other sum
SIZES = {"hidden": [{"units": 3, "activation": "swiglu"}, {"units": 2, "activation": "glu"}]}


def _z(z, held, by_gate):
    """One unit (samples, 2), of which one sum is held."""
    z = np.asarray(z, dtype=float)
    return np.stack([np.full_like(z, held), z] if by_gate else [z, np.full_like(z, held)], axis=-1)


def _partial(activation, z, column):
    ones = np.ones((len(z), 1))
    return activation.backward(ones, z, activation.forward(z, 0.0), 0.0)[:, column]


def _section(activation, held, by_gate):
    """The unit as a function of one sum."""

    def f(z, p):
        return activation.forward(_z(np.ravel(z), held, by_gate), p)[:, 0].reshape(np.shape(z))

    def df(z, a, p):
        return _partial(activation, _z(np.ravel(z), held, by_gate), int(by_gate)).reshape(np.shape(z))

    return Activation(**{**activation.__dict__, "f": f, "df": df, "coupled": None})


def _length(activation, gate, value):
    """Of the gradient by both sums."""
    z = _z(gate, value, by_gate=True)
    return np.hypot(_partial(activation, z, 0), _partial(activation, z, 1))


def _mean(activation):
    """Over value and gate ~ N(0, 1), by the trapezoidal rule."""
    z = np.linspace(-9.0, 9.0, 721)
    weights = np.exp(-0.5 * z * z) * (z[1] - z[0]) / np.sqrt(2.0 * np.pi)
    pairs = np.stack(np.meshgrid(z, z, indexing="ij"), axis=-1).reshape(-1, 2)
    return weights @ activation.forward(pairs, 0.0).reshape(len(z), len(z)) @ weights


def _measured(activation):
    """Each fact, of the sections along both sums or of the plane."""
    by_gate = [_section(activation, held, by_gate=True) for held in HELD]
    every = by_gate + [_section(activation, held, by_gate=False) for held in HELD]
    of = {name: [measure(section) for section in every] for name, measure in MEASURES.items()}
    whole = {name: all(found) for name, found in of.items() if name in BOOLEANS}
    bends = np.concatenate([np.diff(section.f(WINDOW, 0.0), 2) for section in every])
    far = np.linspace(900.0, 1000.0, 101)
    return whole | {
        "infimum": min(of["infimum"]),
        "supremum": max(of["supremum"]),
        "monotonic_slope": bool(np.all(bends >= -1e-12) or np.all(bends <= 1e-12)),  # convex or concave
        "kinks": tuple(sorted({round(kink, 6) for section in by_gate for kink in MEASURES["kinks"](section)})),
        "zero_centered": bool(abs(_mean(activation)) < 1e-9),
        "saturates_left": bool(max(_length(activation, -far, value).max() for value in HELD) < 1e-3),
        "saturates_right": bool(max(_length(activation, far, value).max() for value in HELD) < 1e-3),
        "sparse": any(of["sparse"]),
        "can_die": bool((_length(activation, FINE, 1.5) == 0.0).sum() > 100),
        "values": (),
    }


@ONE
def test_facts_are_those_of_the_function_of_both_sums(activation):
    measured = _measured(activation)
    assert set(measured) == set(MEASURES)
    assert {name: getattr(activation.facts, name) for name in measured} == measured


@ONE
def test_values_are_the_value_times_the_gate_and_the_picture_is_the_gate(activation):
    rng = np.random.default_rng(0)
    z = rng.normal(0.0, 2.0, (50, 6))
    np.testing.assert_array_equal(activation.forward(z, 0.0), z[:, :3] * activation.f(z[:, 3:], 0.0))
    with_one = np.concatenate([np.ones((50, 3)), z[:, 3:]], axis=1)
    np.testing.assert_array_equal(activation.forward(with_one, 0.0), activation.f(z[:, 3:], 0.0))
    np.testing.assert_array_equal(activation.pictured(z), z[:, 3:])
    assert activation.pieces(None) == 2 == len(activation.sums)
    assert activation.sums == ("value", "gate")
    assert family(activation) == "gated"


@ONE
def test_partial_derivatives_by_both_sums_agree_with_central_differences(activation):
    rng = np.random.default_rng(1)
    z, h = rng.normal(0.0, 3.0, (400, 2)), 1e-5
    z = z[np.abs(z[:, 1]) > 2 * h]
    partials = np.stack([_partial(activation, z, 0), _partial(activation, z, 1)], axis=-1)
    for column in (0, 1):
        step = h * np.eye(2)[column]
        measured = (activation.forward(z + step, 0.0) - activation.forward(z - step, 0.0))[:, 0] / (2 * h)
        np.testing.assert_allclose(partials[:, column], measured, rtol=1e-6, atol=1e-8)
    length = activation.slope(z, activation.forward(z, 0.0), 0.0)[:, 0]
    np.testing.assert_allclose(length, np.hypot(*partials.T), rtol=1e-14)
    np.testing.assert_allclose(
        activation.steepness(z[:, 1], 0.0), _length(activation, z[:, 1], 1.0), rtol=1e-14
    )  # of a value of 1


@ONE
def test_a_gate_far_away_overflows_nothing_and_gives_no_nonsense(activation):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for value in HELD:
            z = _z(FAR, value, by_gate=True)
            a = activation.forward(z, 0.0)
            assert np.isfinite(a).all()
            assert np.isfinite(activation.backward(np.ones_like(a), z, a, 0.0)).all()


def test_pytorchs_glu_is_ours_with_the_first_half_the_value():
    """As in the documentation of torch.nn.GLU: GLU(a, b) = a * sigmoid(b), a the first half."""
    z = np.array([[1.0, -2.0, 0.0, 3.0]])
    expected = [1.0 / (1.0 + np.exp(-0.0)), -2.0 / (1.0 + np.exp(-3.0))]
    np.testing.assert_allclose(ACTIVATIONS["glu"].forward(z, 0.0)[0], expected, rtol=1e-15)


def test_two_sums_a_unit_are_twice_as_many_parameters():
    assert Experiment(**SIZES).parameters == (2 + 1) * 6 + (3 + 1) * 4 + (2 + 1)
    assert Experiment(**SIZES).weight_shapes == ((2, 6), (3, 4), (2, 1))
    assert engine_of(Experiment(**SIZES)) == "compiled"


@pytest.mark.parametrize("initializer", ["glorot", "orthogonal", "he", "lecun"])
def test_value_and_gate_are_each_drawn_as_a_layer_of_its_own(initializer):
    """Glorot's fan-out is the units, not the columns; orthogonal columns are those of each sum."""
    experiment = Experiment(hidden=[{"units": 5, "activation": "geglu"}], initializer=initializer, seed=3)
    drawn = generator(3, WEIGHTS)
    sample = INITIALIZERS[initializer].sample
    expected = np.concatenate([sample(drawn, 2, 5), sample(drawn, 2, 5)], axis=1)
    np.testing.assert_array_equal(start(experiment).layers[0].weights, expected)


@pytest.mark.parametrize(
    ("key", "initializer"), [("glu", "he"), ("reglu", "lecun"), ("geglu", "lecun"), ("swiglu", "lecun")]
)
def test_the_initializer_that_is_suggested_keeps_the_gradient_best_over_five_layers(key, initializer):
    def change(one, seed):
        factor = propagate(key, 0.0, one, 5, 64, seed).factor
        return np.inf if factor is None else abs(np.log(factor))

    changes = {one: np.mean([change(one, seed) for seed in range(3)]) for one in ("glorot-normal", "lecun", "he")}
    assert ACTIVATIONS[key].initializer == initializer
    assert changes[initializer] == min(changes.values())


def test_without_normalization_no_initializer_keeps_twenty_layers_as_the_weakness_says():
    for key in ("reglu", "geglu", "swiglu"):
        verdicts = {propagate(key, 0.0, one, 20, 64, 0).verdict for one in ("glorot", "glorot-normal", "lecun", "he")}
        assert "keeps" not in verdicts


def test_in_a_layer_that_is_looked_into_the_gates_are_counted():
    experiment = Experiment(**SIZES)
    state = advance(experiment, start(experiment), 5)
    _, seen = look_into(experiment, state, 0)
    assert seen.counts.sum() == experiment.train_samples * 3
    open_gates = seen.flat[-1]
    assert not open_gates  # the value's gradient gets through where g is steep no more


def test_a_unit_is_dead_if_its_gate_is_shut_for_every_sample():
    experiment = Experiment(hidden=[{"units": 2, "activation": "reglu"}])
    state = start(experiment)
    biases = np.array([0.1, 0.1, -100.0, 0.1])  # values, gates
    shut = type(state)((type(state.layers[0])(state.layers[0].weights, biases), state.layers[1])).fitted(experiment)
    assert diagnose(experiment, shut).layers[0].dead == 0.5
    assert flat_below(ACTIVATIONS["glu"], 0.0) == pytest.approx(0.1, rel=1e-3)


@ONE
def test_a_small_network_learns_the_circle(activation):
    experiment = Experiment(hidden=[{"units": 4, "activation": activation.key}], initializer="matched")
    assert evaluate(experiment, advance(experiment, start(experiment), 200)).test_score > 0.95


def test_what_relu_has_learned_becomes_the_value_and_the_gate_restarts():
    relu, gated = (Experiment(hidden=[{"units": 3, "activation": key}]) for key in ("relu", "swiglu"))
    state = advance(relu, start(relu), 3)
    after = refit(state, relu, gated).layers[0]
    np.testing.assert_array_equal(after.weights[:, :3], state.layers[0].weights)
    np.testing.assert_array_equal(after.weights[:, 3:], start(gated).layers[0].weights[:, 3:])
    back = refit(refit(state, relu, gated), gated, relu).layers[0]
    np.testing.assert_array_equal(back.weights, state.layers[0].weights)


def test_another_number_of_units_keeps_value_and_gate_of_those_that_stay():
    few, many = (Experiment(hidden=[{"units": n, "activation": "glu"}]) for n in (2, 4))
    state = advance(few, start(few), 3)
    weights = refit(state, few, many).layers[0].weights
    np.testing.assert_array_equal(weights[:, [0, 1, 4, 5]], state.layers[0].weights)


@pytest.mark.parametrize(
    "chosen",
    [
        {"regularization": "l1", "regularization_rate": 0.01},
        {"regularization": "l2", "regularization_rate": 0.01, "clip_norm": 0.1},
        {"optimizer": "adam", "problem": "regression"},
    ],
)
@ONE
def test_both_engines_agree_with_penalties_clipping_slots_and_dropout(activation, chosen):
    hidden = [{"units": 5, "activation": activation.key, "dropout": 0.2}, {"units": 3, "activation": activation.key}]
    experiment = Experiment(hidden=hidden, samples=60, learning_rate=0.003, **chosen)
    states = [advance(experiment, start(experiment), 10, engine=engine) for engine in ("numpy", "compiled")]
    for one, other in zip(*(state.layers for state in states), strict=True):
        np.testing.assert_allclose(one.weights, other.weights, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(one.biases, other.biases, rtol=1e-9, atol=1e-12)


def test_a_network_is_the_same_after_a_file_a_link_and_its_bytes():
    experiment = Experiment(**SIZES)
    state = advance(experiment, start(experiment), 2)
    again, read = from_json(to_json(experiment, state))
    assert again == experiment
    assert read.to_bytes() == state.to_bytes() == TrainingState.from_bytes(experiment, state.to_bytes()).to_bytes()
    assert "hidden=3-swiglu;2-glu" in to_link(experiment)
    assert from_link(to_link(experiment)).experiment == experiment
    assert (
        from_link("hidden=4-nn.GLU;3-SwiGLU").experiment.hidden
        == Experiment(hidden=[{"units": 4, "activation": "glu"}, {"units": 3, "activation": "swiglu"}]).hidden
    )
