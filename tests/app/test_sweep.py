"""The sweep: every run is the one that the core makes, however often it is interrupted; bad requests get a message."""

import json
from dataclasses import replace

import orjson

from app.calls import sweep as module
from app.calls.sweep import answer_statistics, answer_sweep
from nn_core import Experiment
from nn_core.study.comparison import comparisons
from nn_core.study.race import RunResult, result_of, run_to_target
from nn_core.study.statistics import summary
from tests.cases import every

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
    return [result_of(run) for run in done], requests


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


UNDEFINED = {"hidden": [{"units": 4, "activation": "custom", "formula": "log(z+12)*z"}] * 2, "learning_rate": 3}


def test_a_run_says_which_formula_had_no_number_and_where():
    jobs = [{"lane": 0, "seed": seed} for seed in range(3)]
    done, _ = _sweep([UNDEFINED], jobs)
    assert done == _expected([UNDEFINED], jobs)
    told = answer_statistics({"first": [run.to_dict() for run in done]})["summary"]
    assert (told["diverged"], told["faults"]) == (3, 3)
    fault = told["fault"]
    assert (fault["layer"], fault["formula"]) == (2, "log(z+12)*z")
    assert fault["z"] < -12
    for wrong in ({"layer": 9}, {"formula": "z" * 999}, {"z": float("nan")}, {"more": 1}):
        assert "error" in answer_statistics({"first": [done[0].to_dict() | {"fault": fault | wrong}]})


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
    both = answer_statistics({"lanes": [_epochs(first), _epochs(second)], "cap": 300})
    ((pair,), expected) = both["pairs"], comparisons(finishes, 300)
    assert (pair["ratio"], pair["verdict"], pair["seeds"]) == (expected.pairs[0].ratio, expected.pairs[0].verdict, 4)
    assert (both["comparisons"], both["fewest"]) == (expected.count, expected.fewest)
    json.dumps([answer, both], allow_nan=False)


def _epochs(runs):
    seeds, epochs = [run.seed for run in runs], [run.epochs_to_target for run in runs]
    return {"lane": runs[0].lane, "seeds": seeds, "epochs": epochs}


def test_infinite_figures_are_no_missing_ones():
    lanes = [
        {"lane": lane, "seeds": list(range(20)), "epochs": [each] * 20} for lane, each in enumerate([5, None, None])
    ]
    answer = answer_statistics({"lanes": lanes, "cap": 300})
    won, _, neither = answer["pairs"]
    assert (won["faster"], won["verdict"], won["often"], won["ratio"]) == (0, "ahead", "clear", "Infinity")
    assert won["interval"] == {"low": 301 / 5, "high": "Infinity"}
    assert (neither["verdict"], neither["ratio"], neither["interval"]) == ("nothing", None, None)
    never = [replace(RUN, seed=seed, epochs_to_target=None).to_dict() for seed in range(3)]
    several = answer_statistics({"first": never})["summary"]
    assert several["epochs"] == {"median": "Infinity", "lower": "Infinity", "upper": "Infinity"}
    assert several["epochs_interval"] == {"low": "Infinity", "high": "Infinity"}
    assert answer_statistics({"first": never[:1]})["summary"]["epochs_interval"] is None
    assert json.loads(orjson.dumps([answer, several])) == json.loads(json.dumps([answer, several], allow_nan=False))


def test_twelve_lanes_of_two_hundred_seeds_are_compared_in_one_request():
    epochs = [[None if (seed + lane) % 9 == 0 else 50 + seed for seed in range(200)] for lane in range(12)]
    lanes = [{"lane": lane, "seeds": list(range(200)), "epochs": each} for lane, each in enumerate(epochs)]
    answer = answer_statistics({"lanes": lanes, "cap": 300})
    assert (len(answer["pairs"]), answer["comparisons"]) == (66, 132 - 3)  # three pairs fail with the same seeds


LANE = {"lane": 0, "seeds": [1], "epochs": [5]}
RUN = RunResult(0, 0, 5, 5, 0.1, 0.1, 1.0, 1.0, False, 0.1)


@every(
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


@every(
    "request_",
    [
        {"first": []},
        {"first": [{"lane": 0}]},
        {},
        {"first": [RUN.to_dict()], "lanes": [LANE]},
        {"lanes": []},
        {"lanes": [LANE, LANE]},
        {"lanes": [LANE | {"epochs": []}]},
        {"lanes": [LANE | {"seeds": [1, 1], "epochs": [1, 1]}]},
        {"lanes": [LANE | {"epochs": [-1]}]},
        {"lanes": [LANE | {"epochs": [float("inf")]}]},
        {"lanes": [LANE | {"lane": 12}]},
        {"lanes": [LANE | {"seeds": list(range(201)), "epochs": [1] * 201}]},
        {"lanes": [LANE], "cap": 0},
        {"first": [RUN.to_dict() | {"test_loss": float("nan")}]},
        "nothing",
    ],
)
def test_statistics_of_nothing_get_a_message(request_):
    assert answer_statistics(request_)["error"]
