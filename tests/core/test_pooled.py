"""Runs of many hands, put together: what can be compared, what counts once, and the figures."""

from math import inf, isinf

import pytest

from nn_core import Experiment
from nn_core.formats.links.goals import Aim, Stop
from nn_core.study.pooled import PooledRun, kinds_of, pools, task_of
from nn_core.study.statistics import finish_times, summary
from tests.cases import every
from tests.core.test_statistics import _lane

LOW = Stop("test_loss", 0.1)


def net(activation="tanh", seed=0, **fields):
    return Experiment(seed=seed, hidden=[{"units": 3, "activation": activation}] * 2, **fields)


def run(activation="tanh", seed=0, reached=None, epochs=1000, stop=LOW, **fields):
    return PooledRun(net(activation, seed, **fields), stop, reached or epochs, reached)


def runs(activation, *reached, **fields):
    return [run(activation, seed, epochs, **fields) for seed, epochs in enumerate(reached)]


def test_the_figures_are_those_of_a_sweep():
    epochs = [30, 10, None, 10, 62]
    (pool,) = pools(runs("tanh", *epochs))
    (group,) = pool.groups
    its = summary(_lane(epochs))
    assert vars(group.times) == {name: getattr(its, name) for name in vars(group.times)}
    assert (group.times.epochs.median, group.times.never, group.stopped) == (30.0, 1, (1000, 1000))
    assert group.epochs == tuple(epochs)


def test_the_fastest_group_is_first_and_the_largest_pool():
    others = runs("relu", 5, 6, dataset="xor")
    first, second = pools([*others, *runs("sigmoid", 400, None, None), *runs("tanh", 60, 70)])
    assert [group.kinds for group in first.groups] == [("tanh",), ("sigmoid",)]
    assert isinf(first.groups[1].times.epochs.median)
    assert (second.task, second.stop) == (task_of(others[0].experiment), LOW)


@every(
    "other",
    [
        {"dataset": "xor"},
        {"noise": 10.0},
        {"loss": "cross-entropy", "output": "sigmoid"},
        {"stop": Stop("test_loss", 0.2)},
        {"stop": Stop("test_loss", 0.1, Aim("train_loss", 0.1))},
    ],
)
def test_other_tasks_and_other_finishes_are_not_compared(other):
    assert len(pools([run(reached=10), run("relu", reached=20, **other)])) == 2


@every("stop", [None, Stop("epoch", 100), Stop("patience", 20)])
def test_what_was_to_end_at_no_measure_is_in_no_pool(stop):
    assert pools([run(reached=100, stop=stop)]) == []


def test_the_same_set_up_counts_once_whoever_has_trained_it():
    thirty = [run(seed=1, reached=62)] * 30
    (pool,) = pools([*thirty, run(seed=2, reached=64)])
    assert (pool.groups[0].times.runs, pool.repeated) == (2, 29)


@every("order", [1, -1])
def test_of_two_runs_of_a_set_up_the_one_that_tells_more_counts(order):
    (pool,) = pools([run(epochs=20), run(reached=62), run(epochs=30)][::order])
    assert pool.groups[0].epochs == (62,)
    (pool,) = pools([run(epochs=20), run(epochs=30)][::order])
    assert pool.groups[0].stopped == (30, 30)


def test_runs_that_were_stopped_before_the_median_are_counted():
    stopped = [run(seed=8, epochs=20), run(seed=9, epochs=500)]
    (pool,) = pools([*runs("tanh", 50, 60, 70, 80), *stopped])
    (group,) = pool.groups
    assert group.times.epochs.median == 75.0  # of 50, 60, 70, 80 and two that are infinite
    assert (group.early, group.stopped) == (1, (20, 500))
    (pool,) = pools([run(epochs=20), run(seed=1, epochs=90)])
    assert pool.groups[0].early == 2, "nobody knows when half of them would have been there"


def test_it_is_said_what_else_differs():
    assert pools([*runs("tanh", 5, 6), *runs("relu", 7)])[0].differs == ()
    wide = PooledRun(Experiment(hidden=[{"units": 8}]), LOW, 30, 30)
    found = pools([run(reached=5), run("relu", reached=7, learning_rate=0.3, batch_size=1), wide])
    assert set(found[0].differs) == {"hidden", "learning_rate", "batch_size"}


@every(
    ("hidden", "kinds"),
    [
        ([], ()),
        (["tanh", "tanh"], ("tanh",)),
        (["relu", "tanh", "relu"], ("relu", "tanh")),
        (["elu"], ("elu",)),
    ],
)
def test_kinds_are_the_activations_each_once(hidden, kinds):
    assert kinds_of(Experiment(hidden=[{"units": 2, "activation": name} for name in hidden])) == kinds


def test_kinds_say_parameters_and_formulas():
    layers = [{"units": 1, "activation": "elu", "parameter": 2.0}, {"units": 1, "activation": "custom", "formula": "z"}]
    assert kinds_of(Experiment(hidden=layers)) == ("elu:2", "=z")


def test_no_runs():
    assert pools([]) == []
    with pytest.raises(ValueError, match="got none"):
        finish_times([])
    assert finish_times([None]).epochs.median == inf
