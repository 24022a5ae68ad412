"""The race: one run against a plain loop, and a sweep that depends on nothing but lanes and seeds."""

import json
import random
from itertools import islice

import pytest
from joblib import parallel_config

from nn_core import DivergedError, Experiment, Trainer, ValidationError, advance, evaluate, make_dataset, start
from nn_core.compiled.engine import CompiledRun
from nn_core.state.state import LARGEST
from nn_core.study import race
from nn_core.study.race import Lane, PausedRun, RunResult, lanes, run_to_target, train_until
from nn_core.study.sweep import sweep
from tests.cases import every

QUICK = Experiment(dataset="gauss", samples=60, hidden=[{"units": 3}], learning_rate=0.01)
TARGET, CAP = 0.1, 60
# the weights stay small, but the loss does not: it passes 1e12 some epochs later
GROWING = Experiment(
    problem="regression", dataset="custom", points=[[i, -i, 1.0] for i in range(40)], hidden=[], learning_rate=0.01,
    batch_size=20,
)  # fmt: skip
BURSTING = Experiment(
    problem="regression", learning_rate=10, hidden=[{"units": n, "activation": "relu"} for n in (4, 2)]
)


def _plainly(experiment, target, cap, metric="test_loss"):
    """What ``run_to_target`` should give, by what everyone can call."""
    state, reached, diverged = start(experiment), None, False
    while state.epoch < cap and not reached and not diverged:
        try:
            trained = advance(experiment, state)
        except DivergedError:
            diverged = True
            break
        metrics = evaluate(experiment, trained)
        value = getattr(metrics, metric)
        diverged = not (metrics.train_loss if metric == "train_loss" else metrics.test_loss) <= LARGEST
        state = state if diverged else trained
        reached = state.epoch if (value >= target if metric == "test_score" else value < target) else None
    metrics = evaluate(experiment, state)
    return RunResult(
        0, experiment.seed, reached, state.epoch, metrics.train_loss, metrics.test_loss, metrics.train_score,
        metrics.test_score, diverged, 0.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("experiment", "target", "cap"),
    [
        (QUICK, 0.1, 200),
        (QUICK.model_copy(update={"seed": 5}), 0.2, 200),
        (QUICK, 0.1, 7),
        (QUICK, 10.0, 7),
        (QUICK, 0.1, 1),
        (Experiment(samples=60, output="sigmoid", regularization="l1", regularization_rate=0.01), 0.5, 40),
        (Experiment(dataset="reg-plane", problem="regression", samples=60), 0.01, 40),
        (GROWING, 0.1, 50),
        (BURSTING, 0.1, 50),
    ],
    ids=["reached", "another seed", "cap", "first epoch", "cap of one", "penalty", "regression", "loss", "weights"],
)
@pytest.mark.parametrize("metric", ["test_loss", "train_loss", "test_score"])
@pytest.mark.usefixtures("each_engine")
def test_a_run_is_that_of_a_plain_loop(experiment, target, cap, metric):
    if metric == "test_score":
        target = max(0.1, 1 - target)
    finish = run_to_target(experiment, target, cap, metric)
    assert finish == _plainly(experiment, target, cap, metric)
    assert finish.seconds >= 0.0


def test_a_run_that_is_stopped_goes_on_where_it_was():
    state, seconds, stops = start(QUICK), 0.0, 0
    while isinstance(
        ended := train_until(Trainer(QUICK), state, 0.1, 200, seconds=seconds, stop=lambda: True), PausedRun
    ):
        assert ended.state.epoch == state.epoch + 1
        assert ended.seconds >= seconds
        state, seconds, stops = ended.state, ended.seconds, stops + 1
    assert ended == run_to_target(QUICK, 0.1, 200)
    assert ended.seconds >= seconds
    assert stops == ended.epochs - 1


def test_these_runs_end_in_all_the_ways_there_are():
    reached, capped = run_to_target(QUICK, 0.1, 200), run_to_target(QUICK, 0.1, 7)
    assert reached.epochs_to_target == reached.epochs
    assert 7 < reached.epochs < 200
    assert reached.test_loss < 0.1
    assert not reached.diverged
    assert (capped.epochs_to_target, capped.epochs, capped.diverged) == (None, 7, False)
    assert capped.test_loss > 0.1
    by_loss, by_weights = run_to_target(GROWING, 0.1, 50), run_to_target(BURSTING, 0.1, 50)
    assert (by_loss.epochs_to_target, by_loss.diverged) == (None, True)
    assert 0 < by_loss.epochs < 49
    advance(GROWING, start(GROWING), by_loss.epochs + 1)  # its weights go on
    assert (by_weights.epochs_to_target, by_weights.epochs, by_weights.diverged) == (None, 0, True)
    with pytest.raises(DivergedError):
        advance(BURSTING, start(BURSTING))


def test_the_time_of_a_result_is_no_part_of_it_and_it_travels_as_json():
    finish = run_to_target(QUICK, 0.1, 7, lane=3)
    there_and_back = RunResult(**json.loads(json.dumps(finish.to_dict(), allow_nan=False)))
    assert there_and_back == finish
    assert there_and_back.seconds == finish.seconds
    assert (finish.lane, finish.seed) == (3, 0)
    assert RunResult(**{**finish.to_dict(), "seconds": 1e9}) == finish


def test_the_compiled_engine_shows_its_state_after_each_epoch_and_stops_before_it_diverges():
    run = CompiledRun(QUICK, start(QUICK), make_dataset(QUICK))
    for epoch, state in enumerate(islice(run.epochs(), 4), start=1):
        assert state.to_bytes() == advance(QUICK, start(QUICK), epoch).to_bytes()
    assert run.train(2, bool)[0].to_bytes() == advance(QUICK, start(QUICK), 6).to_bytes()
    assert list(CompiledRun(BURSTING, start(BURSTING), make_dataset(BURSTING)).epochs()) == []


def test_lanes_differ_only_in_the_activation_of_all_hidden_layers():
    base = Experiment(hidden=[{"units": 5}, {"units": 2, "activation": "relu"}], noise=7, seed=3, batch_size=4)
    sigmoid, leaky = lanes(base, ["sigmoid", "leaky-relu:0.2"])
    assert (sigmoid.name, leaky.name) == ("sigmoid", "leaky-relu:0.2")
    assert [(layer.units, layer.activation) for layer in sigmoid.experiment.hidden] == [(5, "sigmoid"), (2, "sigmoid")]
    assert [layer.parameter for layer in leaky.experiment.hidden] == [0.2, 0.2]
    for lane in (sigmoid, leaky):
        assert lane.experiment.model_copy(update={"hidden": base.hidden}) == base


@pytest.mark.parametrize(
    ("hidden", "names", "reason"),
    [([3], [], "none"), ([3], ["tanh", "tanh"], "different"), ([], ["tanh"], "hidden"), ([3], ["magic"], "magic")],
)
def test_lanes_that_make_no_race_are_refused(hidden, names, reason):
    with pytest.raises(ValueError, match=reason):
        lanes(Experiment(hidden=[{"units": n} for n in hidden]), names)


def _race(seeds, **options):
    """The results of a small race by lane and seed."""
    return sorted(sweep(lanes(QUICK, ["tanh", "relu"]), seeds, TARGET, CAP, **options), key=lambda f: (f.lane, f.seed))


def test_a_sweep_runs_every_lane_with_every_seed():
    competitors = lanes(QUICK, ["tanh", "relu"])
    expected = [
        run_to_target(lane.experiment.model_copy(update={"seed": seed}), TARGET, CAP, lane=index)
        for index, lane in enumerate(competitors)
        for seed in (4, 7)
    ]
    assert _race([7, 4, 7], n_jobs=1) == expected
    assert len({finish.test_loss for finish in expected}) == 4


def test_the_metric_of_a_sweep_is_that_of_its_runs():
    competitors = [Lane("only", QUICK)]
    (finish,) = sweep(competitors, [0], TARGET, CAP, metric="train_loss", n_jobs=1)
    assert finish == run_to_target(QUICK, TARGET, CAP, "train_loss")
    assert finish != run_to_target(QUICK, TARGET, CAP)


@pytest.mark.rest
def test_results_depend_neither_on_the_order_nor_on_processes_or_threads():
    seeds = list(range(8))
    alone = _race(seeds, n_jobs=1)
    assert len(alone) == 16
    random.Random(0).shuffle(seeds)
    assert _race(seeds, n_jobs=1) == alone
    assert _race(seeds, n_jobs=2) == alone
    with parallel_config("threading"):
        assert _race(seeds, n_jobs=3) == alone


def test_runs_that_are_done_are_not_run_again(monkeypatch):
    asked = []
    run = race.run_to_target

    def counted(experiment, target, cap, metric, lane):
        asked.append((lane, experiment.seed))
        return run(experiment, target, cap, metric, lane=lane)

    alone = _race(range(4), n_jobs=1)
    monkeypatch.setattr("nn_core.study.sweep.run_to_target", counted)
    done, left = alone[:5], alone[5:]
    assert _race(range(4), n_jobs=1, done=done) == left
    assert sorted(asked) == [(finish.lane, finish.seed) for finish in left]
    assert _race(range(4), n_jobs=1, done=iter(alone)) == []
    assert len(asked) == len(left)


def test_a_sweep_that_nobody_listens_to_any_more_ends():
    for begun in range(1, 6):
        results = sweep(lanes(QUICK, ["tanh", "relu"]), range(10_000), TARGET, CAP, n_jobs=2)
        assert all(finish.seed < 100 for finish in islice(results, begun))
        results.close()
        assert list(results) == []


@every(
    ("wrong", "reason"),
    [
        ({"target": 0.0}, "target must be .*, got 0.0$"),
        ({"target": float("nan")}, "target must be .*, got nan$"),
        ({"target": float("inf")}, "target must be .*, got inf$"),
        ({"cap": 0}, "cap must be .*, got 0$"),
        ({"metric": "loss"}, "metric must be .*, got 'loss'$"),
        ({"metric": "test_score", "target": 1.5}, "target must be .*, got 1.5$"),
        ({"seeds": [3, -1]}, "seeds must be .*, got -1$"),
        ({"seeds": [2**32]}, "seeds must be .*, got 4294967296$"),
    ],
)
def test_what_is_not_allowed_is_refused_before_anything_runs(wrong, reason):
    with pytest.raises(ValueError, match=reason):
        sweep(**{"lanes": [Lane("only", QUICK)], "seeds": [0], "target": TARGET, "cap": CAP, **wrong})
    if "seeds" not in wrong:
        with pytest.raises(ValueError, match=reason):
            run_to_target(**{"experiment": QUICK, "target": TARGET, "cap": CAP, **wrong})


def test_a_lane_is_checked_like_every_experiment():
    with pytest.raises(ValidationError):
        lanes(QUICK, ["leaky-relu:0.9"])
