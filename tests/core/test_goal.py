"""Goals: training stops at the very first epoch that is at one, as epoch after epoch finds it."""

from itertools import islice
from typing import get_args

import pytest

from nn_core import DivergedError, Experiment, Trainer, ValidationError, advance, evaluate, explain, progress, start
from nn_core.experiment.goal import BOUNDS, Best, Goal, Kind
from nn_core.state.state import LARGEST
from nn_core.study.race import run_to_target
from nn_core.study.watch import Watch
from tests.cases import every

# its losses go up and down, so that a loss which is looked at every thousandth epoch only would be found too late
ROUGH = Experiment(dataset="gauss", noise=40, learning_rate=0.3, batch_size=1, hidden=[{"units": 3}])
DIVERGING = Experiment(problem="regression", features=["x"], hidden=[], batch_size=600, learning_rate=0.2)


def _reach(experiment, goal, every, state=None, limit=3000):
    """The state at which training stops, and its watch; None for the state if it does not."""
    trainer, state = Trainer(experiment), state or start(experiment)
    watch = Watch(goal, trainer, state)
    for reached, _ in islice(trainer.progress(state, every=every, watch=watch), -(-limit // every)):
        assert reached.epoch == watch.epoch
        if watch.met:
            return reached, watch
    return None, watch


def _losses(experiment, epochs):
    return [metrics.test_loss for _, metrics in islice(progress(experiment, start(experiment)), epochs)]


@every("every", [1, 7, 1000])
@every(
    ("fields", "kind", "value"),
    [
        ({}, "test_loss", 0.01),
        ({}, "test_loss", 10.0),
        ({}, "train_loss", 0.01),
        ({}, "test_score", 0.95),
        ({"problem": "regression"}, "test_score", 0.9),
        ({"problem": "multi-class", "dataset": "blobs"}, "test_loss", 0.3),
        ({"hidden": [{"units": 3, "dropout": 0.2}]}, "test_score", 0.7),
        (ROUGH.model_dump(), "test_loss", 0.0765),
        (ROUGH.model_dump(), "train_loss", 0.08),
    ],
)
def test_it_is_the_epoch_of_a_race_at_any_speed(fields, kind, value, every):
    experiment = Experiment(**fields)
    expected = run_to_target(experiment, value, 3000, kind).epochs_to_target
    assert expected is not None
    state, watch = _reach(experiment, Goal(kind=kind, value=value), every)
    assert state.epoch == watch.epoch == expected
    assert state.to_bytes() == advance(experiment, start(experiment), expected).to_bytes()


def _first(experiment, holds, epochs=400):
    """The first epoch that metrics say it of."""
    for epoch, (_, metrics) in enumerate(islice(progress(experiment, start(experiment)), epochs), 1):
        if holds(metrics):
            return epoch
    raise AssertionError("it never holds")


OVERFIT = {"seed": 4, "noise": 25, "samples": 80, "train_percent": 30, "hidden": [{"units": 8}], "learning_rate": 0.1}


@pytest.mark.parametrize("every", [1, 7, 1000])
def test_a_gap_is_test_loss_minus_training_loss(every):
    experiment = Experiment(**OVERFIT)
    opened = _first(experiment, lambda metrics: metrics.gap > 0.1)
    assert opened > 1
    assert _reach(experiment, Goal(kind="gap_above", value=0.1), every)[0].epoch == opened
    plain = Experiment(seed=3, noise=10)
    closed = _first(plain, lambda metrics: metrics.gap < 0.003)
    assert _reach(plain, Goal(kind="gap", value=0.003), every)[0].epoch == closed


@pytest.mark.parametrize("every", [1, 7, 1000])
@pytest.mark.parametrize("also", [("train_loss", 0.05), ("gap", 0.01), ("test_score", 0.99)])
def test_two_measures_are_met_at_the_same_epoch(also, every):
    kind, value = also
    met = {
        "train_loss": lambda metrics: metrics.train_loss < value,
        "gap": lambda metrics: metrics.gap < value,
        "test_score": lambda metrics: metrics.test_score >= value,
    }[kind]
    experiment = Experiment(seed=3)
    both = _first(experiment, lambda metrics: metrics.test_loss < 0.2 and met(metrics))
    goal = Goal(kind="test_loss", value=0.2, also={"kind": kind, "value": value})
    assert _reach(experiment, goal, every)[0].epoch == both
    assert both >= _first(experiment, lambda metrics: metrics.test_loss < 0.2)


@pytest.mark.parametrize(
    ("kind", "also"), [("epoch", "gap"), ("patience", "gap"), ("gap", "gap"), ("gap", "epoch"), ("gap", "patience")]
)
def test_only_two_different_measures_go_together(kind, also):
    with pytest.raises(ValidationError):
        Goal(kind=kind, value=1, also={"kind": also, "value": 1})


@pytest.mark.parametrize("every", [1, 7, 1000])
def test_patience_ends_as_many_epochs_after_the_best(every):
    losses = [evaluate(ROUGH, start(ROUGH)).test_loss, *_losses(ROUGH, 300)]
    best = 0
    for epoch, loss in enumerate(losses):
        best = epoch if loss < losses[best] else best
        if epoch - best == 25:
            break
    state, watch = _reach(ROUGH, Goal(kind="patience", value=25), every)
    assert state.epoch == best + 25
    assert watch.best == Best(loss=losses[best], epoch=best)


def test_patience_goes_on_from_what_was_found_before():
    whole, _ = _reach(ROUGH, Goal(kind="patience", value=25), 10)
    state, best = start(ROUGH), None
    while True:
        goal = Goal(kind="patience", value=25, best=best)
        reached, watch = _reach(ROUGH, goal, 4, state, limit=4)
        if reached:
            break
        state, best = advance(ROUGH, state, 4), watch.best
    assert reached.epoch == whole.epoch


@pytest.mark.parametrize("every", [1, 7, 1000])
def test_an_epoch_is_met_once(every):
    state, _ = _reach(Experiment(), Goal(kind="epoch", value=50), every)
    assert state.epoch == 50
    assert _reach(Experiment(), Goal(kind="epoch", value=50), every, state, limit=200)[0] is None


def test_what_has_been_passed_counts_again_only_once_it_was_left():
    below = [loss < 0.08 for loss in [1.0, *_losses(ROUGH, 100)]]
    at = next(epoch for epoch in range(100) if below[epoch : epoch + 2] == [True, True])
    again = below.index(True, below.index(False, at))
    state, goal = advance(ROUGH, start(ROUGH), at), Goal(kind="test_loss", value=0.08)
    assert _reach(ROUGH, goal, 50, state)[0].epoch == at + 1 < again
    passed = goal.model_copy(update={"passed": True})
    assert _reach(ROUGH, passed, 50, state)[0].epoch == again
    assert _reach(ROUGH, passed, 50)[0].epoch == below.index(True)  # it does not hold at the start


def test_a_training_that_diverges_on_the_way_says_so():
    with pytest.raises(DivergedError) as plain:
        list(progress(DIVERGING, start(DIVERGING)))
    goal = Goal(kind="test_loss", value=1e-9)
    with pytest.raises(DivergedError) as watched:
        _reach(DIVERGING, goal, 1)
    assert watched.value.state.to_bytes() == plain.value.state.to_bytes()
    with pytest.raises(DivergedError):
        _reach(DIVERGING, goal, 1000)


def test_patience_can_end_before_training_diverges():
    state, _ = _reach(DIVERGING, Goal(kind="patience", value=5), 1000)
    assert state.epoch == 5


def test_a_best_is_a_number_even_if_there_is_none_yet():
    formula = {"units": 2, "activation": "custom", "formula": "sqrt(101 - z^2)"}
    experiment = Experiment(features=["x^2"], initializer="constant", hidden=[formula])
    watch = Watch(Goal(kind="patience", value=5), Trainer(experiment), start(experiment))
    assert watch.best == Best(loss=LARGEST, epoch=0)


@every(
    ("kind", "value"),
    [
        ("epoch", 0), ("epoch", 1.5), ("epoch", 1e10), ("patience", 0), ("patience", -3), ("patience", 2.5),
        ("train_loss", 0), ("train_loss", 1e7),
        ("gap", 1e7), ("gap_above", -1e7),
        ("test_loss", 0), ("test_loss", -1), ("test_loss", 1e7), ("test_score", 0), ("test_score", 1.01),
    ],
)  # fmt: skip
def test_numbers_that_make_no_sense_are_refused(kind, value):
    with pytest.raises(ValidationError) as refused:
        Goal(kind=kind, value=value)
    line = explain(refused.value)
    assert line.startswith("value must be a")
    assert line.endswith(f", got {float(value)!r}")


def test_every_kind_has_bounds_that_it_takes():
    assert set(BOUNDS) == set(get_args(Kind))
    for kind, (low, high, _) in BOUNDS.items():
        for value in (low, high):
            assert Goal(kind=kind, value=value).value == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, "many"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValidationError):
        Goal(kind="test_loss", value=value)
    with pytest.raises(ValidationError):
        Best(loss=value, epoch=1)
    with pytest.raises(ValidationError):
        Goal(kind="speed", value=0.1)
