"""The sweep: every run is the one that the core makes, however often it is interrupted; bad requests get a message."""

import json
from dataclasses import replace

import pytest

from app.callbacks import sweep as module
from app.callbacks.sweep import answer_statistics, answer_sweep
from nn_core import Experiment
from nn_core.race import Finish, run_to_target
from nn_core.statistics import ratio, summary

LANES = [{"hidden": [{"units": 3, "activation": key}]} for key in ("tanh", "relu")]
DIVERGING = {"problem": "regression", "features": ["x"], "hidden": [], "batch_size": 600, "learning_rate": 2}


def _sweep(lanes, jobs, target=0.1, cap=300):
    """Ask until nothing is left; the finished runs, and how many requests that took."""
    done, requests = [], 0
    while jobs:
        answer = answer_sweep(json.loads(json.dumps({"lanes": lanes, "jobs": jobs, "target": target, "cap": cap})))
        requests += 1
        done += answer["done"]
        ended = {(run["lane"], run["seed"]) for run in [*answer["done"], *answer["begun"]]}
        jobs = [*answer["begun"], *(job for job in jobs if (job["lane"], job["seed"]) not in ended)]
    return [Finish(**run) for run in done], requests


def _expected(lanes, jobs, target=0.1, cap=300):
    return [
        run_to_target(Experiment(**lanes[job["lane"]], seed=job["seed"]), target, cap, lane=job["lane"]) for job in jobs
    ]


JOBS = [{"lane": lane, "seed": seed} for seed in range(4) for lane in range(2)]


def test_runs_are_those_of_the_core():
    done, _ = _sweep(LANES, JOBS)
    assert sorted(done, key=lambda run: (run.seed, run.lane)) == _expected(LANES, JOBS)


def test_a_run_that_is_interrupted_again_and_again_ends_the_same(monkeypatch):
    monkeypatch.setattr(module, "BUDGET_SECONDS", 0.0)
    done, requests = _sweep(LANES, JOBS[:2])
    assert requests == sum(run.epochs for run in done) > 20
    assert sorted(done, key=lambda run: run.lane) == _expected(LANES, JOBS[:2])


def test_a_run_that_diverges_and_one_that_never_arrives_are_ends_too():
    jobs = [{"lane": 0, "seed": 0}]
    assert _sweep([DIVERGING], jobs)[0] == _expected([DIVERGING], jobs)
    ((run,), _) = _sweep(LANES, jobs, target=1e-9, cap=5)
    assert (run.epochs_to_target, run.epochs, run.diverged) == (None, 5, False)


def test_a_budget_of_nothing_still_gets_on(monkeypatch):
    monkeypatch.setattr(module, "BUDGET_SECONDS", 0.0)
    answer = answer_sweep({"lanes": LANES, "jobs": JOBS, "target": 1e-9, "cap": 300})
    assert len(answer["begun"]) == 1
    assert answer["done"] == []


def test_statistics_are_those_of_the_core():
    finishes = _expected(LANES, JOBS)
    first, second = ([run for run in finishes if run.lane == lane] for lane in (0, 1))
    answer = answer_statistics({"first": [run.to_dict() for run in first]})
    assert answer["summary"]["epochs"]["median"] == summary(first).epochs.median
    assert answer["reached"]["shares"][-1] == 1 - summary(first).never_share
    both = answer_statistics({"first": [run.to_dict() for run in first], "second": [run.to_dict() for run in second]})
    assert both["ratio"]["value"] == ratio(first, second).value
    json.dumps([answer, both], allow_nan=False)


RUN = Finish(0, 0, 5, 5, 0.1, 0.1, 1.0, 1.0, False, 0.1)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (None, "dict"),
        ({"lanes": LANES, "jobs": [{"lane": 2, "seed": 0}], "target": 0.1, "cap": 10}, "lane"),
        ({"lanes": LANES, "jobs": [], "target": 0.1, "cap": 10}, "jobs"),
        ({"lanes": LANES, "jobs": JOBS, "target": 0, "cap": 10}, "target"),
        ({"lanes": LANES, "jobs": JOBS, "target": 1.1, "cap": 10, "metric": "test_score"}, "target"),
        ({"lanes": LANES, "jobs": JOBS, "target": 0.9, "cap": 10, "metric": "luck"}, "metric"),
        ({"lanes": LANES, "jobs": JOBS, "target": 0.1, "cap": 10**9}, "cap"),
        ({"lanes": [{"dataset": "nothing"}], "jobs": JOBS[:1], "target": 0.1, "cap": 10}, "dataset"),
        ({"lanes": LANES, "jobs": [{**JOBS[0], "state": "####"}], "target": 0.1, "cap": 10}, "base64"),
        ({"lanes": LANES, "jobs": JOBS * 10, "target": 0.1, "cap": 10}, "jobs"),
    ],
)
def test_requests_that_make_no_sense_get_a_message(request_, words):
    assert words in answer_sweep(request_)["error"]


@pytest.mark.parametrize(
    "request_",
    [
        {"first": []},
        {"first": [{"lane": 0}]},
        {"first": [RUN.to_dict()], "second": [replace(RUN, seed=1).to_dict()]},
        {"first": [RUN.to_dict() | {"test_loss": float("nan")}]},
        "nothing",
    ],
)
def test_statistics_of_nothing_get_a_message(request_):
    assert answer_statistics(request_)["error"]
