"""What chance does in training, and when: dropout, noise and learning-rate schedules repeat themselves exactly."""

import numpy as np
import pytest

from nn_core import Experiment, Trainer, advance, evaluate, make_dataset, predict, start
from nn_core.network.noise import sample_noise
from nn_core.schedules import SCHEDULES
from tests.cases import every

pytestmark = pytest.mark.usefixtures("each_engine")

DROPPING = Experiment(hidden=[{"units": 8, "dropout": 0.4}, {"units": 4}])
NOISY = Experiment(hidden=[{"units": 8, "activation": "noisy-relu", "parameter": 0.5}])
DRAWN = Experiment(hidden=[{"units": 8, "activation": "rrelu", "dropout": 0.2}, {"units": 5, "activation": "rrelu"}])


@pytest.mark.parametrize("experiment", [DROPPING, NOISY, DRAWN], ids=["dropout", "noise", "drawn slopes"])
def test_the_same_run_again_gives_the_same_bytes_in_one_go_or_in_many(experiment):
    state = start(experiment)
    at_once = advance(experiment, state, 12)
    assert advance(experiment, state, 12).to_bytes() == at_once.to_bytes()
    for _ in range(12):
        state = advance(experiment, state)
    assert state.to_bytes() == at_once.to_bytes()
    other = experiment.model_copy(update={"seed": 1})
    assert Trainer(other, make_dataset(experiment)).advance(start(experiment), 12).to_bytes() != at_once.to_bytes()


@pytest.mark.parametrize("experiment", [DROPPING, NOISY], ids=["dropout", "noise"])
def test_there_is_no_chance_in_evaluation(experiment):
    certain = Experiment(
        hidden=[
            {"units": layer.units, "activation": "relu" if experiment is NOISY else "tanh"}
            for layer in experiment.hidden
        ]
    )
    state = advance(experiment, start(experiment), 3)
    points = np.random.default_rng(0).uniform(-6, 6, (20, 2))
    np.testing.assert_array_equal(predict(experiment, state, points), predict(certain, state, points))
    assert evaluate(experiment, state) == evaluate(certain, state)


def test_dropout_keeps_the_share_it_says_and_makes_up_for_the_rest():
    first, second, output = sample_noise(DROPPING, epoch=5, samples=2000)
    assert set(np.unique(first.dropout_mask)) == {0.0, 1.0 / 0.6}
    assert first.dropout_mask.mean() == pytest.approx(1.0, abs=0.02)
    assert first.noise is second.dropout_mask is second.noise is output.dropout_mask is None
    assert not np.array_equal(first.dropout_mask, sample_noise(DROPPING, epoch=6, samples=2000)[0].dropout_mask)


def test_noise_has_the_deviation_it_says():
    noise = sample_noise(NOISY, epoch=0, samples=2000)[0].noise
    assert noise.shape == (2000, 8)
    assert noise.std() == pytest.approx(0.5, rel=0.03)
    assert abs(noise.mean()) < 0.02
    assert sample_noise(NOISY.model_copy(update={"hidden": Experiment().hidden}), 0, 10) is None


def test_slopes_are_drawn_from_an_eighth_to_a_third():
    first, second, output = sample_noise(DRAWN, epoch=0, samples=2000)
    assert first.drawn.shape == (2000, 8)
    assert second.drawn.shape == (2000, 5)
    assert output.drawn is first.noise is second.noise is None
    assert 1 / 8 <= first.drawn.min() < 0.126 < 0.332 < first.drawn.max() <= 1 / 3
    assert first.drawn.mean() == pytest.approx(11 / 48, abs=0.002)
    assert not np.array_equal(first.drawn, sample_noise(DRAWN, epoch=1, samples=2000)[0].drawn)
    assert DRAWN.is_stochastic


def test_drawn_slopes_are_learned_with_and_both_engines_agree():
    """An epoch of one batch is a step along the gradient of the network with the very slopes that were drawn."""
    experiment = Experiment(hidden=[{"units": 6, "activation": "rrelu"}], batch_size=250, learning_rate=0.1)
    before, data = start(experiment), make_dataset(experiment)
    (first, last), slopes = before.layers, sample_noise(experiment, 0, 250)[0].drawn
    z = data.train_x @ first.weights + first.biases
    a = np.where(z > 0, z, slopes * z)
    out = np.tanh(a @ last.weights + last.biases)
    e = (out - data.train_y) * (1 - out**2) / 250
    e_first = e @ last.weights.T * np.where(z > 0, 1, slopes)
    after = advance(experiment, before)
    np.testing.assert_allclose(after.layers[1].weights, last.weights - 0.1 * a.T @ e, rtol=1e-12)
    np.testing.assert_allclose(after.layers[0].weights, first.weights - 0.1 * data.train_x.T @ e_first, rtol=1e-12)


def test_what_is_dropped_learns_nothing():
    """With one sample and one update the dropped units' weights stay, and the others' move."""
    experiment = Experiment(
        problem="regression", dataset="custom", points=[[1, 2, 3]] * 10, train_percent=10, batch_size=1,
        hidden=[{"units": 8, "dropout": 0.5}],
    )  # fmt: skip
    before = start(experiment)
    after = advance(experiment, before)
    kept = sample_noise(experiment, 0, 1)[0].dropout_mask[0] > 0
    assert 0 < kept.sum() < 8
    moved = np.any(after.layers[0].weights != before.layers[0].weights, axis=0)
    np.testing.assert_array_equal(moved, kept)
    np.testing.assert_array_equal((after.layers[1].weights != before.layers[1].weights).ravel(), kept)


BY_HAND = {
    "constant": [1.0, 1.0, 1.0, 1.0],
    "step": [1.0, 1.0, 0.5, 0.25],
    "cosine": [1.0, 0.5, 0.0, 0.0],
    "warm-up": [0.25, 0.75, 1.0, 1.0],
}


@every("key", SCHEDULES)
def test_schedules_are_those_worked_out_by_hand(key):
    experiment = Experiment(schedule=key, schedule_epochs=4, learning_rate=0.1)
    rates = experiment.learning_rates(0, 9)
    assert list(rates[[0, 2, 4, 8]] / 0.1) == pytest.approx(BY_HAND[key])
    np.testing.assert_array_equal(experiment.learning_rates(3, 2), rates[3:5])


@every("key", SCHEDULES)
def test_a_run_follows_its_schedule(key):
    experiment = Experiment(schedule=key, schedule_epochs=4, batch_size=250)
    state = start(experiment)
    for rate in experiment.learning_rates(0, 9):
        expected = advance(Experiment(learning_rate=float(rate), batch_size=250), state)
        state = advance(experiment, state)
        for ours, theirs in zip(state.layers, expected.layers, strict=True):
            np.testing.assert_allclose(ours.weights, theirs.weights, rtol=1e-12, atol=1e-15)
