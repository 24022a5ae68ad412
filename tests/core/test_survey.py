"""The survey: every dataset raced, one table of them all, and only what is missing done when it is run again."""

import json
import shutil
from dataclasses import replace

import pytest

from nn_core import ACTIVATIONS, Experiment
from nn_core.__main__ import main
from nn_core.study import race
from nn_core.study.race import Race, RunResult, lanes
from nn_core.study.survey import courses, markdown

KEYS = ["tanh", "linear"]
SURVEYED = ["circle", "xor", "gauss", "spiral", "reg-plane", "reg-gauss"]


def _survey(folder, *more, activations="tanh,linear", seeds=2):
    options = ["--seeds", str(seeds), "--cap", "40", "--jobs", "1", "--out", str(folder), *more]
    return main(["survey", "--activations", activations, *options])


def _documents(folder):
    return {key: json.loads((folder / key / "race.json").read_text(encoding="utf-8")) for key in SURVEYED}


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("survey")
    assert _survey(folder) == 0
    return folder


def test_every_dataset_has_its_race_and_the_table_its_medians(surveyed):
    documents = _documents(surveyed)
    assert all(len(document["runs"]) == 4 for document in documents.values())
    for key, document in documents.items():
        experiments = [Experiment(**lane["experiment"]) for lane in document["lanes"]]
        assert {experiment.dataset for experiment in experiments} == {key}
        assert [{layer.activation for layer in experiment.hidden} for experiment in experiments] == [
            {"tanh"},
            {"linear"},
        ]
    text = (surveyed / "README.md").read_text(encoding="utf-8")
    heads, _rule, tanh, linear = [line for line in text.splitlines() if line.startswith("|")]
    assert [key for key in SURVEYED if f"({key}/race.md)" in heads] == SURVEYED
    assert tanh.startswith("| tanh |")
    assert "∞, 100% never" in linear.split("|")[2]  # no line separates a circle
    plane = [run["epochs_to_target"] for run in documents["reg-plane"]["runs"] if run["lane"] == 1]
    interval = f"{min(plane)} to {max(plane)}"
    assert linear.split("|")[6].strip() == f"**{sum(plane) / 2:,.0f}** ({interval})"  # a plane is linear


def test_run_again_it_does_only_what_is_missing(surveyed, tmp_path, monkeypatch):
    folder = tmp_path / "survey"
    shutil.copytree(surveyed, folder)
    before = _documents(folder)
    asked = []
    run_to_target = race.run_to_target

    def counted(experiment, *arguments, **options):
        asked.append((experiment.dataset, experiment.hidden[0].activation, experiment.seed))
        return run_to_target(experiment, *arguments, **options)

    monkeypatch.setattr("nn_core.study.sweep.run_to_target", counted)
    assert _survey(folder, activations="relu,tanh") == 0
    assert sorted(asked) == sorted((key, "relu", seed) for key in SURVEYED for seed in (0, 1))
    for key, document in _documents(folder).items():
        kept = [run | {"lane": 0} for run in document["runs"] if run["lane"] == 1]
        assert kept == [run for run in before[key]["runs"] if run["lane"] == 0]


def test_a_folder_by_other_rules_is_refused(surveyed, capsys):
    assert main(["survey", "--cap", "50", "--activations", "tanh", "--out", str(surveyed)]) == 2
    assert "race.json: cap must be 50, got 40\n" in capsys.readouterr().err


@pytest.mark.rest
def test_all_means_the_whole_registry(tmp_path, capsys):
    assert _survey(tmp_path, "--learning-rate", "0.01", "--cap", "2", activations="all", seeds=1) == 0
    rows = [line.split("|")[1].strip() for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert rows[2:] == list(ACTIVATIONS)
    assert {lane["experiment"]["learning_rate"] for lane in _documents(tmp_path)["xor"]["lanes"]} == {0.01}


def test_what_is_not_surely_slower_than_the_fastest_is_bold():
    epochs = {"tanh": range(100, 110), "relu": range(101, 111), "sigmoid": range(900, 910), "linear": [None] * 10}
    finishes = [
        RunResult(lane, seed, count, count or 5000, 0.1, 0.1, 1.0, 1.0, diverged=False, seconds=0.1)
        for lane, counts in enumerate(epochs.values())
        for seed, count in enumerate(counts)
    ]
    shuffled = {"tanh": 0, "relu": 3}  # the same numbers, but in another order: neither is surely faster
    finishes = [
        RunResult(**{**run.to_dict(), "seed": (run.seed + shuffled.get(list(epochs)[run.lane], 0)) % 10})
        for run in finishes
    ]
    raced = Race(lanes(Experiment(), list(epochs)), range(10), 0.01, 5000, finishes, "")
    text = markdown({"circle": raced})
    assert "\nCircle 9.\n" in text  # comparisons: six of speed, three of how often
    lines = [line.split("|") for line in text.splitlines() if line.startswith("|")]
    rows = {cells[1].strip(): cells[2].strip() for cells in lines[2:]}
    assert rows == {
        "tanh": "**104** (102 to 107)",
        "relu": "**106** (103 to 108)",
        "sigmoid": "904 (902 to 907)",
        "linear": "∞, 100% never",
    }


def test_units_with_several_weighted_sums_race_at_equal_parameters():
    keys = ["tanh", "prelu", "swiglu", "maxout"]
    for course in courses(Experiment(), keys, range(1), 10, "").values():
        tanh, prelu, *several = (lane.experiment for lane in course.lanes)
        assert [layer.units for layer in prelu.hidden] == [layer.units for layer in tanh.hidden]
        for experiment in several:
            assert abs(experiment.parameters - tanh.parameters) <= 4
            assert sum(layer.units for layer in experiment.hidden) < sum(layer.units for layer in tanh.hidden)
    text = markdown({"circle": replace(courses(Experiment(), keys, range(1), 10, "")["circle"], finishes=[])})
    assert "hidden layers 4, 4 (37 parameters); 3, 2 for swiglu, maxout (37)" in text


def test_nothing_done_yet_is_said():
    assert "No run is done yet" in markdown({})
    circle = courses(Experiment(), KEYS, range(2), 10, "")["circle"]
    assert "| tanh |  |" in markdown({"circle": circle})
