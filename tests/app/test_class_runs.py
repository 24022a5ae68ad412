"""What the page of a teacher asks about the links and runs of a class."""

import json

import pytest

from app import create_app
from app.calls.class_runs import MAX_LINKS, answer_class_runs
from app.wire.calling import ADDRESS, answer_of, envelope
from nn_core import Experiment
from nn_core.formats.links.goals import Stop
from nn_core.formats.links.link import to_link
from nn_core.formats.links.options import Options
from nn_core.study.statistics import finish_times

LOW = Options(stop=Stop("test_loss", 0.1))


def link(activation, seed, options=LOW, **fields):
    layers = [{"units": 3, "activation": activation}] * 2
    return to_link(Experiment(hidden=layers, seed=seed, **fields), options)


def told(*runs):
    """Runs as link, epochs, and where they reached it."""
    links = list(dict.fromkeys(text for text, _epochs, _reached in runs))
    ends = [{"link": links.index(text), "epochs": epochs, "reached": reached} for text, epochs, reached in runs]
    return answer_class_runs({"links": links, "runs": ends})


def test_links_are_told_by_task_and_activation():
    mixed = "dataset=xor&hidden=4-relu;2-elu:2&noise=10"
    answer = answer_class_runs({"links": [link("tanh", 1), mixed, "hidden=", "hidden=2-=max(0,z)", "x" * 200_000]})
    assert [each and each["activation"] for each in answer["links"]] == [
        "Tanh", "ReLU, ELU 2", "no hidden layer", "f(z) = max(0,z)", None,
    ]  # fmt: skip
    assert [each and each["task"] for each in answer["links"]] == [0, 1, 0, 0, None]
    assert answer["tasks"] == [
        {"name": "Circle", "regression": False},
        {"name": "XOR, noise 10", "regression": False},
    ]
    assert answer["pools"] == []


def test_the_figures_of_runs_are_those_of_the_core():
    runs = [(link("tanh", seed), epochs, epochs) for seed, epochs in enumerate([60, 62, 80, 90, 91])]
    runs += [(link("sigmoid", seed), 2000, None) for seed in range(4)] + [(link("sigmoid", 9), 400, 400)]
    (pool,) = told(*runs)["pools"]
    assert (pool["task"], pool["finish"], pool["differs"], pool["repeated"]) == (0, "test loss below 0.1", [], 0)
    fast, slow = pool["groups"]
    expected = finish_times([60, 62, 80, 90, 91])
    assert (fast["activation"], fast["times"]["runs"]) == ("Tanh", 5)
    assert fast["times"]["epochs"]["median"] == expected.epochs.median == 80
    assert fast["times"]["epochs_interval"] == vars(expected.epochs_interval)
    assert (slow["activation"], slow["times"]["never"], slow["times"]["epochs"]["median"]) == ("Sigmoid", 4, "Infinity")
    assert slow["stopped"] == (2000, 2000)


def test_two_measures_are_one_finish():
    both = Options(stop=Stop("test_loss", 0.1, Stop("gap", 0.02)))
    (pool,) = told((link("tanh", 1, both), 9, 9))["pools"]
    assert pool["finish"] == "test loss below 0.1 and gap below 0.02"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"links": ["seed=1"], "runs": [{"link": 1, "epochs": 5}]}, "link must be the place of one of 1 links, got 1"),
        ({"links": ["a"] * (MAX_LINKS + 1)}, "links"),
        ({"links": [], "runs": [{"link": 0, "epochs": -1}]}, "epochs"),
        ({}, "links"),
        (None, ""),
    ],
)
def test_bad_requests_are_told(request_, said):
    assert said in answer_class_runs(request_)["error"]


def test_it_is_asked_as_all_calls_are():
    body = envelope("class-runs")
    body["inputs"][0]["value"] = {"links": [link("tanh", 1)], "runs": [{"link": 0, "epochs": 9, "reached": None}]}
    response = (
        create_app().server.test_client().post(f"/{ADDRESS}", data=json.dumps(body), content_type="application/json")
    )
    (pool,) = response.json["response"][answer_of("class-runs")]["data"]["pools"]
    assert pool["groups"][0]["times"]["epochs"]["median"] == "Infinity"
