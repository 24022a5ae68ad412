"""What one asks of a trained state: losses and scores, progress, predictions, and that it has learned."""

import math
from dataclasses import astuple
from itertools import islice

import numpy as np
import pytest

from nn_core import (
    Experiment,
    LayerParameters,
    Trainer,
    TrainingState,
    activations,
    advance,
    evaluate,
    make_dataset,
    predict,
    progress,
    start,
)
from nn_core.losses import PROBLEMS
from tests.cases import every

QUICK = Experiment(samples=40, hidden=[{"units": 3}])


def _layers(n, units, activation):
    return [{"units": units, "activation": activation}] * n


@pytest.mark.parametrize("output", ["tanh", "sigmoid"])
def test_loss_and_accuracy_are_those_of_the_predictions(output):
    experiment = Experiment(output=output, noise=40, train_percent=30)
    state = advance(experiment, start(experiment), 30)
    metrics, data = evaluate(experiment, state), make_dataset(experiment)
    values = predict(experiment, state, data.points).ravel()
    if output == "tanh":
        right, losses = (values >= 0.0) == (data.labels > 0.0), (values - data.labels) ** 2 / 2
    else:
        right = (values >= 0.5) == (data.labels > 0.0)
        losses = -np.log(np.where(data.labels > 0.0, values, 1.0 - values))
    assert 0.5 < right[150:].mean() < 1.0
    assert metrics.train_score == pytest.approx(right[:150].mean())
    assert metrics.test_score == pytest.approx(right[150:].mean())
    assert metrics.train_loss == pytest.approx(losses[:150].mean(), rel=1e-9)
    assert metrics.test_loss == pytest.approx(losses[150:].mean(), rel=1e-9)


def test_the_gap_is_how_much_worse_it_does_at_the_test_data():
    few = Experiment(
        dataset="gauss", noise=50, samples=60, train_percent=20, hidden=[{"units": 8}] * 2, learning_rate=0.3
    )
    metrics = evaluate(few, advance(few, start(few), 300))
    assert metrics.gap == metrics.test_loss - metrics.train_loss > 0.1


@every("problem", PROBLEMS)
@every("engine", [None, "numpy"])
def test_metrics_are_plain_numbers(problem, engine):
    experiment = Experiment(problem=problem)
    trainer = Trainer(experiment, engine=engine)
    state = trainer.advance(start(experiment))
    metrics = trainer.evaluate(state)
    assert {type(value) for value in astuple(metrics)} == {float}
    assert "float64" not in repr(metrics)


def test_loss_and_r2_are_those_of_the_predictions():
    experiment = Experiment(problem="regression", dataset="reg-gauss", noise=10)
    state = advance(experiment, start(experiment), 20)
    metrics, data = evaluate(experiment, state), make_dataset(experiment)
    error = predict(experiment, state, data.points).ravel() - data.labels
    r2 = 1.0 - np.sum(error[600:] ** 2) / np.sum((data.labels[600:] - data.labels[600:].mean()) ** 2)
    assert 0.05 < r2 < 0.95
    assert metrics.test_score == pytest.approx(r2, rel=1e-9)
    assert metrics.train_loss == pytest.approx(np.mean(error[:600] ** 2) / 2, rel=1e-9)


def test_r2_is_0_where_all_labels_are_the_same():
    experiment = Experiment(problem="regression", dataset="custom", points=[[1, 2, 3.0], [2, 1, 3.0]] * 5)
    metrics = evaluate(experiment, start(experiment))
    assert metrics.train_score == metrics.test_score == 0.0
    assert metrics.train_loss > 1.0


def test_loss_does_not_contain_the_penalty():
    state = start(QUICK)
    penalized = QUICK.model_copy(update={"regularization": "l2", "regularization_rate": 10.0})
    assert evaluate(penalized, state) == evaluate(QUICK, state)


def test_dataset_at_hand_is_used_instead_of_a_new_one():
    state = start(QUICK)
    own, other = make_dataset(QUICK), make_dataset(Experiment(samples=40, hidden=[{"units": 3}], dataset="xor"))
    with_own, with_other = Trainer(QUICK, own), Trainer(QUICK, other)
    assert with_own.evaluate(state) == evaluate(QUICK, state) != with_other.evaluate(state)
    trained = advance(QUICK, state, 2).to_bytes()
    assert with_own.advance(state, 2).to_bytes() == trained != with_other.advance(state, 2).to_bytes()


def _after(calls):
    """A ``stop`` that is true from that call on."""
    left = iter(range(calls - 1, -1, -1))
    return lambda: next(left) == 0


def test_stop_is_asked_after_each_epoch_in_numpy_and_ends_training_early():
    state = advance(QUICK, start(QUICK), epochs=100, stop=_after(3), engine="numpy")
    assert state.to_bytes() == advance(QUICK, start(QUICK), epochs=3, engine="numpy").to_bytes()
    assert advance(QUICK, start(QUICK), epochs=2, stop=_after(3)).epoch == 2


def test_stop_ends_training_early_in_the_compiled_engine_which_asks_less_often():
    state = advance(QUICK, start(QUICK), epochs=10**9, stop=_after(3), engine="compiled")
    assert 3 <= state.epoch < 1000
    assert state.to_bytes() == advance(QUICK, start(QUICK), epochs=state.epoch, engine="compiled").to_bytes()


@pytest.mark.parametrize("every", [1, 4])
def test_progress_yields_state_and_metrics_after_every_so_many_epochs(every):
    steps = progress(QUICK, start(QUICK), every=every)
    for n in range(1, 4):
        state, metrics = next(steps)
        assert state.to_bytes() == advance(QUICK, start(QUICK), n * every).to_bytes()
        assert metrics == evaluate(QUICK, state)


def test_progress_yields_what_it_has_when_stopped():
    assert 3 <= next(progress(QUICK, start(QUICK), every=10**9, stop=_after(3)))[0].epoch < 1000


@pytest.mark.parametrize("n", [0, 1, 7])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_predictions_have_one_row_per_point_in_its_precision(n, dtype):
    outputs = predict(QUICK, start(QUICK), np.ones((n, 2), dtype=dtype))
    assert outputs.shape == (n, 1)
    assert outputs.dtype == dtype


def test_whole_number_points_are_as_good_as_others():
    state = start(QUICK)
    whole, real = (predict(QUICK, state, np.array([[1, -2], [3, 4]], dtype=kind)) for kind in (int, float))
    assert whole.dtype == np.float64
    np.testing.assert_array_equal(whole, real)


def test_float32_predictions_agree_with_float64():
    state = advance(QUICK, start(QUICK), 20)
    points = np.random.default_rng(0).uniform(-6.0, 6.0, (200, 2))
    narrow = predict(QUICK, state, points.astype(np.float32))
    np.testing.assert_allclose(narrow, predict(QUICK, state, points), atol=1e-5)


@pytest.mark.parametrize("shape", [(2,), (3, 3), (3, 1), (1, 2, 2), ()])
def test_points_of_another_shape_are_refused(shape):
    for ask in (predict, activations):
        with pytest.raises(ValueError, match=r"points must be \(n, 2\), got the shape "):
            ask(QUICK, start(QUICK), np.zeros(shape))


def test_state_of_another_network_is_refused():
    with pytest.raises(ValueError, match="for this network"):
        predict(QUICK, start(Experiment()), np.zeros((1, 2)))


def test_activations_hold_every_unit_of_every_layer():
    experiment = Experiment(hidden=[*_layers(1, 3, "relu"), *_layers(1, 2, "sigmoid")], features=["y", "xy"])
    state = start(experiment)
    first, second, output = activations(experiment, state, np.array([[1.5, -2.0], [0.5, 3.0]]))
    x = np.array([[-2.0, -3.0], [3.0, 1.5]])
    w, v, u = state.layers
    np.testing.assert_allclose(first, np.maximum(x @ w.weights + w.biases, 0.0), rtol=1e-14)
    np.testing.assert_allclose(second, 1.0 / (1.0 + np.exp(-(first @ v.weights + v.biases))), rtol=1e-13)
    np.testing.assert_allclose(output, np.tanh(second @ u.weights + u.biases), rtol=1e-13)


def test_parameter_of_a_layer_reaches_its_units():
    layers = [{"units": 1, "activation": "leaky-relu", "parameter": 0.25}]
    experiment = Experiment(problem="regression", hidden=layers)
    state = TrainingState(
        (LayerParameters(np.array([[1.0], [0.0]]), np.zeros(1)), LayerParameters(np.ones((1, 1)), np.zeros(1)))
    )
    np.testing.assert_array_equal(predict(experiment, state, np.array([[-4.0, 0.0], [4.0, 0.0]])), [[-1.0], [4.0]])


@pytest.mark.parametrize("hidden", [[], _layers(2, 3, "tanh")], ids=["no hidden layer", "two"])
def test_a_network_without_features_still_runs_and_learns_the_mean(hidden):
    points = [[i, -i, 1.0 if i % 4 == 0 else 0.2] for i in range(40)]
    experiment = Experiment(
        problem="regression", dataset="custom", points=points, features=[], hidden=hidden, learning_rate=0.1,
        batch_size=20,
    )  # fmt: skip
    state = advance(experiment, start(experiment), 400)
    assert TrainingState.from_bytes(experiment, state.to_bytes()).to_bytes() == state.to_bytes()
    np.testing.assert_allclose(predict(experiment, state, np.zeros((3, 2))), 0.4, atol=1e-6)
    assert math.isfinite(evaluate(experiment, state).test_loss)


@every(
    ("choices", "epochs", "loss"),
    [
        ({}, 200, 0.05),
        ({"seed": 1}, 200, 0.05),
        ({"output": "sigmoid"}, 300, 0.05),
        ({"hidden": _layers(1, 8, "relu")}, 200, 0.05),
        ({"hidden": [], "features": ["x^2", "y^2"], "learning_rate": 0.003, "seed": 1}, 200, 0.05),
        ({"dataset": "xor"}, 200, 0.05),
        ({"dataset": "xor", "features": ["xy"], "hidden": [], "seed": 1}, 20, 0.05),
        ({"dataset": "gauss"}, 50, 0.01),
        ({"dataset": "spiral", "hidden": _layers(3, 8, "relu")}, 1000, 0.05),
        ({"problem": "regression"}, 50, 0.001),
        ({"problem": "regression", "dataset": "reg-gauss", "hidden": _layers(3, 8, "relu"), "learning_rate": 0.1,
          "seed": 2}, 300, 0.005),
    ],
)  # fmt: skip
def test_it_learns(choices, epochs, loss):
    experiment = Experiment(**choices)
    before = start(experiment)
    assert evaluate(experiment, before).test_loss > 5 * loss
    reached = (metrics.test_loss for _, metrics in islice(progress(experiment, before), epochs))
    assert any(test_loss < loss for test_loss in reached)


def test_a_linear_network_never_learns_the_circle():
    experiment = Experiment(hidden=_layers(3, 8, "linear"))
    assert evaluate(experiment, advance(experiment, start(experiment), 100)).test_loss > 0.3
