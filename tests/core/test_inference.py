"""Inference: both engines make the same of the same inputs, whatever the network, and whatever it was told before."""

from itertools import product

import numpy as np
import pytest
from core_strategies import experiments
from hypothesis import given, settings, strategies as st

from nn_core import ACTIVATIONS, DATASETS, OUTPUT_LAYERS, Experiment, advance, make_dataset, start
from nn_core.compiled.plan import BLOCK
from nn_core.evaluation import Inference
from nn_core.features import featurize
from nn_core.training.engines import ENGINES
from tests.cases import every

CLOSE = {"rtol": 1e-9, "atol": 1e-12}
SMALL = {"samples": 40, "batch_size": 8}


def _rows(experiment, count, seed=0):
    points = np.random.default_rng(seed).uniform(-7.0, 7.0, (count, 2))
    return featurize(experiment.features, points)


def _same(experiment, state, count):
    x = _rows(experiment, count)
    ours, theirs = (Inference(experiment, engine).load(state).outputs(x) for engine in ("compiled", "numpy"))
    assert ours.z.shape == theirs.z.shape == (count, experiment.layer_sizes[-1][1])
    np.testing.assert_allclose(ours.z, theirs.z, **CLOSE)
    np.testing.assert_allclose(ours.a, theirs.a, **CLOSE)


@settings(max_examples=60)
@given(experiments(max_layers=4), st.integers(0, 3 * BLOCK))
def test_engines_agree(experiment, count):
    _same(experiment, start(experiment), count)


@every("activation", ACTIVATIONS)
def test_engines_agree_for_every_activation_in_every_width(activation):
    parameter = ACTIVATIONS[activation].parameter
    values = {parameter.minimum, parameter.default, parameter.maximum} if parameter else {None}
    for units, value in product([1, 3, 4, 5, 16], values):
        layer = {"units": units, "activation": activation, "parameter": value}
        experiment = Experiment(hidden=[layer, {**layer, "units": 2}], learning_rate=0.003, **SMALL)
        _same(experiment, advance(experiment, start(experiment), 3), BLOCK + 1)


@every("layer", OUTPUT_LAYERS.values())
def test_metrics_agree_for_every_output_layer(layer):
    dataset = next(kind.key for kind in DATASETS.values() if kind.problem == layer.problem)
    chosen = {"problem": layer.problem, "output": layer.activation, "loss": layer.loss, "dataset": dataset}
    experiment = Experiment(**chosen, classes=layer.outputs[1], hidden=[{"units": 5}], **SMALL)
    state, data = advance(experiment, start(experiment), 20), make_dataset(experiment)
    ours, theirs = (Inference(experiment, engine).load(state).metrics(data) for engine in ("compiled", "numpy"))
    assert ours.train_loss == pytest.approx(theirs.train_loss, rel=1e-9)
    assert ours.test_loss == pytest.approx(theirs.test_loss, rel=1e-9)
    assert (ours.train_score, ours.test_score) == pytest.approx((theirs.train_score, theirs.test_score), rel=1e-9)


def test_what_was_told_before_leaves_nothing_behind():
    experiment = Experiment(hidden=[{"units": 3, "activation": "prelu"}, {"units": 2, "activation": "maxout"}], **SMALL)
    early, late = start(experiment), advance(experiment, start(experiment), 30)
    x, inference = _rows(experiment, 50), Inference(experiment)
    for state in (early, late, early):
        fresh = Inference(experiment).load(state).outputs(x)
        np.testing.assert_array_equal(inference.load(state).outputs(x).a, fresh.a)


@every("engine", ENGINES)
@every("activation", ["tanh", "prelu", "maxout", "geglu"])
def test_the_states_of_a_run_are_read_after_each_epoch(engine, activation):
    experiment = Experiment(hidden=[{"units": 3, "activation": activation}], **SMALL)
    data = make_dataset(experiment)
    after_each = ENGINES[engine](experiment, start(experiment), data).epochs()
    inference = Inference(experiment)
    for epoch in range(1, 5):
        seen = inference.load(next(after_each)).outputs(data.test_x).a
        state = advance(experiment, start(experiment), epoch)
        np.testing.assert_allclose(seen, Inference(experiment).load(state).outputs(data.test_x).a, **CLOSE)


def test_what_is_not_finite_comes_through():
    experiment = Experiment(hidden=[{"units": 2, "activation": "linear"}], output="tanh")
    x = np.array([[np.nan, 0.0], [np.inf, 0.0], [0.0, 0.0]])
    for engine in ENGINES:
        z = Inference(experiment, engine).load(start(experiment)).outputs(x).z[:, 0]
        assert np.isnan(z[0])
        assert not np.isfinite(z[1])
        assert np.isfinite(z[2])
