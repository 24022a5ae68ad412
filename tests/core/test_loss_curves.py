"""The loss curve of a cell: epochs and quartiles by hand; a run in pieces says the same as in one go."""

import pytest

from nn_core import Experiment, Trainer, advance, evaluate, start
from nn_core.state.state import LARGEST
from nn_core.study.loss_curves import Recorder, curve_epochs, loss_curve
from nn_core.study.race import PausedRun, RunResult, run_to_target, train_until
from nn_core.study.statistics import Spread

BASE = Experiment(hidden=[{"units": 3, "activation": "relu"}])
DIVERGING = Experiment(
    problem="regression", dataset="reg-plane", features=["x"], hidden=[], batch_size=600, learning_rate=2
)


def _recorded(experiment, target, cap, points=12, metric="test_loss"):
    curve = Recorder(curve_epochs(cap, points))
    run = train_until(Trainer(experiment), start(experiment), target, cap, metric, note=curve)
    return run, curve.ended(run, metric)


def test_epochs_are_even_on_a_logarithmic_scale():
    assert curve_epochs(1000, 4) == [1, 10, 100, 1000]
    assert curve_epochs(5, 10) == [1, 2, 3, 4, 5]
    assert curve_epochs(1, 2) == [1]
    for points in (1, 49):
        with pytest.raises(ValueError, match="points must be 2 to 48, got"):
            curve_epochs(10, points)


def test_a_curve_has_the_losses_of_its_epochs():
    _, losses = _recorded(BASE, 1e-9, 20, points=5)
    state, expected = start(BASE), []
    for epoch in range(1, 21):
        state = advance(BASE, state)
        if epoch in curve_epochs(20, 5):
            expected.append(evaluate(BASE, state).test_loss)
    assert losses == pytest.approx(expected, rel=1e-9)
    assert len(losses) == 5


@pytest.mark.parametrize(("metric", "field"), [("test_score", "test_loss"), ("train_loss", "train_loss")])
def test_a_run_that_is_over_stays_where_it_ended(metric, field):
    run, losses = _recorded(BASE, 0.9 if metric == "test_score" else 0.1, 1000, metric=metric)
    assert run.epochs < 1000
    epochs = curve_epochs(1000, 12)
    after = [loss for epoch, loss in zip(epochs, losses, strict=True) if epoch >= run.epochs]
    assert len(after) > 1
    assert set(after) == {getattr(run, field)}


def test_a_run_that_diverges_is_beyond_everything():
    run, losses = _recorded(DIVERGING, 1e-9, 1000)
    assert run.diverged
    assert losses[-1] == LARGEST
    assert losses[0] < LARGEST


def test_pieces_of_a_run_make_the_whole():
    epochs = curve_epochs(60, 12)
    whole = _recorded(BASE, 1e-9, 60)
    state, pieces, requests = start(BASE), [], 0
    while True:
        curve = Recorder(epochs, state.epoch)
        stops = iter([False] * 6)
        ended = train_until(Trainer(BASE), state, 1e-9, 60, stop=lambda: next(stops, True), note=curve)  # noqa: B023
        requests += 1
        if isinstance(ended, RunResult):
            pieces += curve.ended(ended, "test_loss")
            break
        assert isinstance(ended, PausedRun)
        pieces += curve.losses
        state = ended.state
    assert requests > 5
    assert pieces == whole[1]
    assert ended == whole[0] == run_to_target(BASE, 1e-9, 60)


def test_quartiles_are_those_of_the_runs():
    assert loss_curve([[1.0, 8.0], [2.0, 4.0], [6.0, 0.0]]) == [Spread(2.0, 1.5, 4.0), Spread(4.0, 2.0, 6.0)]
    assert loss_curve([[]]) == []
    for wrong in ([], [[1.0], [1.0, 2.0]]):
        with pytest.raises(ValueError, match="curves must be one or more of one length"):
            loss_curve(wrong)
