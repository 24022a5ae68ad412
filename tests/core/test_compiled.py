"""The compiled engine against the NumPy engine, which is the truth: over all registries and random experiments."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle

import numpy as np
import pytest
from core_strategies import activation_of, experiments
from hypothesis import given, settings

from nn_core import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    INITIALIZERS,
    OPTIMIZERS,
    OUTPUT_LAYERS,
    REGULARIZERS,
    DivergedError,
    Experiment,
    LayerParameters,
    Trainer,
    TrainingState,
    advance,
    make_dataset,
    start,
)
from nn_core.insight.picture import hidden_pixels, output_pixels
from nn_core.optimizers import Optimizer
from nn_core.schedules import SCHEDULES
from tests.cases import every

EPOCHS = 100
FEW = 90  # samples, of which half are trained with: enough for some batches and a short one, in a fifth of the time
CLOSE = 1e-9
ROUNDINGS = 1000  # how many times the effect of one rounding in each weight the effect of all roundings may be


def _train(experiment, engine, state=None, epochs=EPOCHS):
    """The state reached, be it by divergence."""
    try:
        return advance(experiment, state or start(experiment), epochs, engine=engine)
    except DivergedError as error:
        return error.state


def _numbers(state):
    return np.concatenate(
        [
            np.concatenate([part.ravel() for part in (*layer, *(slot.weights for slot in layer.slots))])
            for layer in state.layers
        ]
    )


def _difference(one, other):
    """The largest difference, relative to the largest number."""
    a, b = _numbers(one), _numbers(other)
    return np.abs(a - b).max(initial=0.0) / max(1.0, np.abs(a).max(initial=0.0))


def _nudged(state, seed):
    """The state with every weight moved by its last digit, or not, or the other way."""
    generator = np.random.default_rng(seed)

    def nudge(weights):
        return weights + np.spacing(weights) * generator.integers(-1, 2, weights.shape)

    return replace(state, layers=tuple(replace(layer, weights=nudge(layer.weights)) for layer in state.layers))


def _train_nudged(experiment, seed, epochs):
    """Training in NumPy that is nudged before every epoch."""
    state = start(experiment)
    for epoch in range(epochs):
        trained = _train(experiment, "numpy", _nudged(state, (seed, epoch)), epochs=1)
        if trained.epoch == state.epoch:
            break
        state = trained
    return state


def _agree(experiment, epochs=EPOCHS):
    truth, compiled = _train(experiment, "numpy", epochs=epochs), _train(experiment, "compiled", epochs=epochs)
    assert compiled.epoch == truth.epoch
    for ours, theirs in zip(compiled.layers, truth.layers, strict=True):
        np.testing.assert_array_equal(ours.pruned, theirs.pruned)
    assert _difference(truth, compiled) <= CLOSE


def _deep(key, **choices):
    return Experiment.model_validate({"hidden": [{"units": n, "activation": key} for n in (5, 3)], **choices})


def _agree_in_batches(key, epochs, batches):
    _agree(_deep(key), epochs=batches // 25)  # of 10
    _agree(_deep(key, batch_size=30, samples=FEW), epochs)
    _agree(_deep(key, batch_size=250), epochs)


@every("key", ACTIVATIONS)
def test_engines_agree_for_every_activation(key):
    _agree_in_batches(key, epochs=20, batches=75)


@pytest.mark.rest
@every("key", ACTIVATIONS)
def test_engines_agree_for_every_activation_for_long(key):
    _agree_in_batches(key, EPOCHS, batches=250)


@pytest.mark.rest
@every("key", [key for key, activation in ACTIVATIONS.items() if activation.parameter])
def test_engines_agree_over_the_range_of_every_parameter(key):
    parameter = ACTIVATIONS[key].parameter
    for value in (parameter.minimum, parameter.maximum):
        hidden = [{"units": 4, "activation": key, "parameter": value, "dropout": dropout} for dropout in (0.0, 0.2)]
        if ACTIVATIONS[key].omega(value) > 5:  # a wave so quick makes the roundings ten times as large in every update
            _agree(Experiment(hidden=hidden, samples=FEW, learning_rate=0.001, batch_size=FEW // 2), epochs=2)
        else:
            _agree(Experiment(hidden=hidden, samples=FEW, learning_rate=0.001), epochs=40)


@pytest.mark.rest
@every("units", [1, 3, 4, 5, 9])
@every("key", ["maxout", "softmax", "swiglu", "prelu", "prelu-per-unit", "star-relu", "noisy-relu"])
def test_engines_agree_for_every_width_of_layers_that_are_special(key, units):
    hidden = [{"units": units, "activation": key, "dropout": dropout} for dropout in (0.0, 0.3)]
    choices = {"batch_size": 7, "learning_rate": 0.01, "regularization": "l1", "regularization_rate": 0.001}
    _agree(Experiment(hidden=hidden, samples=100, **choices), epochs=30)  # the last batch has one sample


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_engines_agree_for_every_schedule_and_clipped_gradients(schedule):
    choices = {"samples": FEW, "schedule": schedule, "schedule_epochs": 40, "optimizer": "momentum"}
    for clip in (0.0, 0.02):
        _agree(_deep("prelu", clip_norm=clip, **choices), epochs=50)


@pytest.mark.rest
@every("layer", OUTPUT_LAYERS.values())
def test_engines_agree_for_every_output_layer(layer):
    choices = {"problem": layer.problem, "output": layer.activation, "loss": layer.loss, "learning_rate": 0.003}
    for classes in range(layer.outputs[0], layer.outputs[1] + 1):
        _agree(Experiment(**choices, classes=classes), epochs=30)


PRUNING = {"regularization_rate": 0.5, "learning_rate": 0.005}  # with these, 100 batches are enough to prune weights


@every("regularization", REGULARIZERS)
@every("optimizer", OPTIMIZERS)
def test_engines_agree_for_every_optimizer_and_regularizer(optimizer, regularization):
    choices = {"optimizer": optimizer, "regularization": regularization, "learning_rate": 0.001}
    for rate in (0.0, 0.003):
        _agree(_deep("tanh", samples=FEW, regularization_rate=rate, **choices), epochs=20)
    _agree(_deep("tanh", **choices | PRUNING), epochs=4)


@pytest.mark.rest
@every("regularization", REGULARIZERS)
@every("optimizer", OPTIMIZERS)
def test_engines_agree_for_every_optimizer_and_regularizer_over_500_batches(optimizer, regularization):
    choices = {"optimizer": optimizer, "regularization": regularization, "regularization_rate": 0.5}
    _agree(_deep("tanh", learning_rate=0.001, **choices), epochs=20)


def _with_all_features(key, initializer, **choices):
    chosen = {"problem": DATASETS[key].problem, "dataset": key, "features": list(FEATURES), "initializer": initializer}
    # with squares up to 36, at 0.01 some of these runs are chaotic: a nudge of the last digit is all over the weights
    return _deep("tanh", learning_rate=0.003, **chosen, **choices)


@pytest.mark.rest
@every(("key", "initializer"), [*zip(DATASETS, cycle(INITIALIZERS), strict=False)])
def test_engines_agree_for_every_dataset_and_every_initializer(key, initializer):
    """Both engines begin with the same weights and data, so that each initializer is there with some datasets only."""
    _agree(_with_all_features(key, initializer, samples=FEW, batch_size=20))
    _agree(_with_all_features(key, initializer, batch_size=30), epochs=50)


@every("units", [[], [1], [4], [16], [1, 16, 1], [3, 5, 7], [8] * 8, [4, 4, 4], [13, 2]])
def test_engines_agree_for_every_shape(units):
    _agree(Experiment(hidden=[{"units": n} for n in units], samples=FEW, learning_rate=0.01), epochs=40)


@pytest.mark.parametrize("features", [[], ["x"], ["x", "y", "xy"], list(FEATURES)])
def test_engines_agree_for_any_number_of_features(features):
    _agree(Experiment(features=features, samples=FEW, learning_rate=0.01), epochs=40)


@pytest.mark.parametrize("batch", [1, 2, 3, 7])
def test_engines_agree_for_small_batches_while_the_run_is_not_chaotic(batch):
    _agree(_deep("tanh", batch_size=batch, samples=101, learning_rate=0.003), epochs=40)


# Adaptive optimizers divide by the size of the gradient: where that has all but vanished, its roundings are everything.
STEADY = ("sgd", "momentum", "nesterov")


@pytest.mark.rest
@settings(max_examples=100)
@given(experiments(max_layers=4, optimizers=STEADY))
def test_engines_differ_by_no_more_than_roundings_do(experiment):
    """A chaotic run blows up one rounding to anything. So the measure is what roundings of the weights do."""
    truth, compiled = _train(experiment, "numpy", epochs=20), _train(experiment, "compiled", epochs=20)
    if compiled.epoch == truth.epoch and _difference(truth, compiled) <= CLOSE:
        return
    nudged = [_train_nudged(experiment, seed, epochs=20) for seed in range(3)]
    if {state.epoch for state in nudged} == {truth.epoch}:  # else even when it diverges is a matter of roundings
        assert compiled.epoch == truth.epoch
        effect = max(_difference(truth, state) for state in nudged)
        assert _difference(truth, compiled) <= max(CLOSE, ROUNDINGS * effect)


def _quadratic(z, p):
    return p * z * z


def _quadratic_slope(z, a, p):
    return 2.0 * p * z


def test_an_activation_added_at_run_time_is_compiled(monkeypatch):
    entry = activation_of("quadratic", _quadratic, _quadratic_slope, 0.0, np.inf)
    monkeypatch.setitem(ACTIVATIONS, "quadratic", entry)
    _agree(Experiment(hidden=[{"units": 3, "activation": "quadratic"}], samples=FEW, learning_rate=0.001))


def test_an_activation_that_changes_under_its_key_is_compiled_again(monkeypatch):
    for scale in (1.0, 0.5):
        entry = activation_of("s", *_scaled(scale))
        monkeypatch.setitem(ACTIVATIONS, "s", entry)
        _agree(Experiment(hidden=[{"units": 3, "activation": "s"}], samples=FEW))


def _scaled(scale):
    def f(z, p):
        return scale * np.tanh(z)

    def df(z, a, p):
        return scale - a * a / scale

    return f, df


def _adam_like(g, slots, learning_rate, updates):
    mean, square = slots
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g * g
    corrected = mean / (1.0 - 0.9 ** (updates + 1)), square / (1.0 - 0.999 ** (updates + 1))
    return -learning_rate * corrected[0] / (np.sqrt(corrected[1]) + 1e-8), (mean, square)


def _momentum(g, slots, learning_rate, updates):
    velocity = 0.9 * slots[0] - learning_rate * g
    return velocity, (velocity,)


@pytest.mark.rest
@pytest.mark.parametrize(("step", "slots"), [(_momentum, ("velocity",)), (_adam_like, ("mean", "square"))])
@pytest.mark.parametrize("regularization", REGULARIZERS)
def test_engines_agree_for_optimizers_with_memory(monkeypatch, step, slots, regularization):
    monkeypatch.setitem(OPTIMIZERS, "new", Optimizer("new", "", "", step, slots))
    choices = {"regularization": regularization, "regularization_rate": 0.01, "learning_rate": 0.002}
    experiment = _deep("tanh", optimizer="new", samples=FEW, **choices)
    _agree(experiment)
    halfway = _train(experiment, "numpy", epochs=30)
    assert _difference(_train(experiment, "numpy", halfway), _train(experiment, "compiled", halfway)) <= CLOSE


def _pixel_error(experiment, state, draw, size):
    pictures = [draw(experiment, state, size, engine).astype(int) for engine in ("numpy", "compiled")]
    assert pictures[0].shape == pictures[1].shape
    return np.abs(pictures[0] - pictures[1]).max(initial=0)


@settings(max_examples=60)
@given(experiments(max_layers=4))
def test_pictures_of_both_engines_are_the_same_up_to_the_last_shade(experiment):
    state = _train(experiment, "numpy", epochs=2)
    assert _pixel_error(experiment, state, hidden_pixels, 9) <= 1
    assert _pixel_error(experiment, state, output_pixels, 21) <= 1


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_what_is_not_a_number_or_infinite_is_painted_as_such(engine):
    experiment = Experiment(hidden=[{"units": 3, "activation": "linear"}])
    biases = np.array([np.nan, np.inf, -np.inf])
    state = TrainingState((LayerParameters(np.zeros((2, 3)), biases), LayerParameters(np.ones((3, 1)), np.ones(1))))
    with np.errstate(invalid="ignore"):
        unknown, high, low = hidden_pixels(experiment, state, 5, engine)
        assert {*unknown.ravel()} == {0}
        assert {*high.ravel()} == {255}
        assert {*low.ravel()} == {1}
        assert {*output_pixels(experiment, state, 5, engine).ravel()} == {0}


def test_lanes_in_parallel_threads_do_not_disturb_each_other():
    lanes = [_deep(key, seed=seed) for seed, key in enumerate(["tanh", "relu", "sigmoid"] * 4)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda lane: _train(lane, "compiled").to_bytes(), lanes))
    assert together == [_train(lane, "compiled").to_bytes() for lane in lanes]


def test_the_dataset_at_hand_is_used():
    experiment = Experiment()
    other = make_dataset(Experiment(seed=5))
    state = start(experiment)
    states = [Trainer(experiment, other, engine).advance(state, 3) for engine in ("numpy", "compiled")]
    assert _difference(*states) <= CLOSE
    assert _difference(states[0], advance(experiment, state, 3, engine="numpy")) > CLOSE


_WITHOUT_NUMBA = """
import sys
for missing in ("numba", "llvmlite"):
    sys.modules[missing] = None
from nn_core import Experiment, advance, default_engine, prepare, start
from nn_core.insight.picture import output_pixels
from nn_core.training.engines import ENGINES
experiment = Experiment()
state = advance(experiment, start(experiment), 3)
assert output_pixels(experiment, state, 10).shape == (1, 10, 10)
print(default_engine(), *ENGINES, prepare(), state.to_bytes().hex())
"""


def test_without_numba_the_numpy_engine_serves():
    run = subprocess.run([sys.executable, "-c", _WITHOUT_NUMBA], capture_output=True, text=True, check=True)
    experiment = Experiment()
    expected = advance(experiment, start(experiment), 3, engine="numpy").to_bytes().hex()
    assert run.stdout.split() == ["numpy", "numpy", "0.0", expected]
