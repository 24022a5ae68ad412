"""Adding an entry to a registry is enough: everything accepts it, trains with it and draws with it."""

import numpy as np
import pytest
from core_strategies import activation_of

from nn_core import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
    OUTPUT_LAYERS,
    REGULARIZERS,
    Experiment,
    advance,
    evaluate,
    make_dataset,
    start,
)
from nn_core.__main__ import main
from nn_core.activations import Coupled, Parameter
from nn_core.datasets import DatasetKind
from nn_core.features import Feature
from nn_core.initializers import Initializer
from nn_core.schedules import SCHEDULES
from nn_core.training.engines import engine_of
from tests.cases import every

REGISTRIES = {
    "ACTIVATIONS": ACTIVATIONS,
    "DATASETS": DATASETS,
    "FEATURES": FEATURES,
    "INITIALIZERS": INITIALIZERS,
    "LOSSES": LOSSES,
    "OPTIMIZERS": OPTIMIZERS,
    "REGULARIZERS": REGULARIZERS,
    "SCHEDULES": SCHEDULES,
}


def _bump(z, p):
    return np.exp(-p * z * z)


def _bump_slope(z, a, p):
    return -2.0 * p * z * a


def _stripes(rng, noise_rng, n, noise):
    points = rng.uniform(-6.0, 6.0, (n, 2))
    return points, np.where(np.sin(points[:, 0]) > 0.0, 1.0, -1.0)


def _units_per_input(rng, inputs, units):
    return np.full((inputs, units), units / inputs)


def _train(capsys, *arguments):
    assert main(["train", "--epochs", "5", *arguments]) == 0
    return capsys.readouterr().out


def _report(experiment, epochs=5):
    metrics = evaluate(experiment, advance(experiment, start(experiment), epochs))
    return f"training loss {metrics.train_loss:.6f}"


@pytest.fixture
def bump(monkeypatch):
    parameter = Parameter("s", "sharpness", 0.5, 0.1, 2.0, 0.1)
    entry = activation_of("bump", _bump, _bump_slope, 0.0, parameter=parameter)
    monkeypatch.setitem(ACTIVATIONS, "bump", entry)


@every("name", REGISTRIES)
def test_entries_are_found_under_their_own_key(name):
    assert REGISTRIES[name]
    assert [entry.key for entry in REGISTRIES[name].values()] == list(REGISTRIES[name])
    names = [getattr(entry, "name", None) or entry.label for entry in REGISTRIES[name].values()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_output_layers_are_found_under_what_they_join():
    assert [(o.problem, o.activation, o.loss) for o in OUTPUT_LAYERS.values()] == list(OUTPUT_LAYERS)


def test_activation_added_at_run_time_is_accepted_and_learns(bump):
    experiment = Experiment(hidden=[{"units": 6, "activation": "bump", "parameter": 0.3}], learning_rate=0.1)
    state = start(experiment)
    assert Experiment.model_validate(experiment.model_dump(mode="json")) == experiment
    assert evaluate(experiment, advance(experiment, state, 100)).test_loss < 0.05


def test_activation_added_at_run_time_is_accepted_by_the_command_line(bump, capsys):
    out = _train(capsys, "--hidden", "3,2", "--activation", "bump:0.3,bump")
    layers = [{"units": 3, "activation": "bump", "parameter": 0.3}, {"units": 2, "activation": "bump"}]
    assert _report(Experiment(hidden=layers)) in out


def _mean_taken_away(z, p):
    return z - z.mean(axis=-1, keepdims=True)


def _mean_taken_away_backward(e, z, a, p):
    return e - e.mean(axis=-1, keepdims=True)


def _mean_taken_away_slope(z, a, p):
    return np.ones_like(a)


def test_a_coupled_layer_added_at_run_time_learns_with_the_numpy_engine(monkeypatch):
    coupled = Coupled(_mean_taken_away, _mean_taken_away_backward, _mean_taken_away_slope)
    entry = activation_of("centered", _bump, _bump_slope, coupled=coupled)
    monkeypatch.setitem(ACTIVATIONS, "centered", entry)
    experiment = Experiment(hidden=[{"units": 4, "activation": "centered"}, {"units": 4}])
    assert engine_of(experiment) == "numpy"
    state = advance(experiment, start(experiment), 200)
    assert evaluate(experiment, state).test_loss < 0.1


def test_dataset_added_at_run_time_is_accepted_and_learned(monkeypatch, capsys):
    monkeypatch.setitem(DATASETS, "stripes", DatasetKind("stripes", "Stripes", "classification", _stripes))
    experiment = Experiment(dataset="stripes", features=["sin x"], hidden=[])
    data = make_dataset(experiment)
    np.testing.assert_array_equal(data.labels, np.where(np.sin(data.points[:, 0]) > 0.0, 1.0, -1.0))
    assert evaluate(experiment, advance(experiment, start(experiment), 100)).test_score > 0.97
    assert _report(experiment) in _train(capsys, "--dataset", "stripes", "--features", "sin x", "--hidden", "")


def test_regression_dataset_added_at_run_time_brings_its_problem_to_the_command_line(monkeypatch, capsys):
    flat = DatasetKind("flat", "Flat", "regression", lambda rng, _, n, __: (rng.uniform(-6, 6, (n, 2)), np.ones(n)))
    monkeypatch.setitem(DATASETS, "flat", flat)
    assert _report(Experiment(problem="regression", dataset="flat")) in _train(capsys, "--dataset", "flat")


def test_feature_added_at_run_time_is_accepted_and_feeds_the_network(monkeypatch, capsys):
    monkeypatch.setitem(FEATURES, "radius", Feature("radius", "r", np.hypot))
    experiment = Experiment(features=["radius"], hidden=[])
    data = make_dataset(experiment)
    np.testing.assert_allclose(data.train_x[:, 0], np.hypot(*data.points[:250].T))
    assert evaluate(experiment, advance(experiment, start(experiment), 200)).test_score > 0.97
    assert _report(experiment) in _train(capsys, "--features", "radius", "--hidden", "")


def test_initializer_added_at_run_time_draws_the_first_weights(monkeypatch):
    ratio = Initializer("ratio", "Ratio", "units / inputs", _units_per_input)
    monkeypatch.setitem(INITIALIZERS, "ratio", ratio)
    first, second = start(Experiment(initializer="ratio", hidden=[{"units": 4}])).layers
    assert set(first.weights.ravel()) == {2.0}
    assert set(second.weights.ravel()) == {0.25}
