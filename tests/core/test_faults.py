"""When a typed formula has no number, it is blamed, with the z, and not the learning rate."""

import csv
import json

import numpy as np
import pytest

from nn_core import DivergedError, Experiment, Trainer, advance, start
from nn_core.__main__ import main
from nn_core.study.race import result_of, run_to_target
from nn_core.training.faults import Fault, fault
from tests.cases import every


def _experiment(formula, parameter=None, **choices):
    layer = {"units": 4, "activation": "custom", "formula": formula, "parameter": parameter}
    return Experiment(hidden=[layer, layer], **choices)


def _stopped(experiment, engine):
    with pytest.raises(DivergedError) as stopped:
        advance(experiment, start(experiment), 200, engine=engine)
    return stopped.value


UNDEFINED = [
    ("log(z+12)*z", {"learning_rate": 3}, lambda z: z < -12),
    ("sqrt(101-z^2)", {"features": ["x^2", "y^2", "xy"]}, lambda z: abs(z) > 101**0.5),
    ("z*log(15-z)", {"learning_rate": 10, "batch_size": 1}, lambda z: z >= 15),
    ("z+0*log(12-z)", {"learning_rate": 3}, lambda z: z >= 12),
]


@every("engine", ["compiled", "numpy"])
@every(("formula", "choices", "lost"), UNDEFINED)
def test_the_formula_and_the_z_are_named(formula, choices, lost, engine):
    error = _stopped(_experiment(formula, **choices), engine)
    assert error.fault.formula == formula
    assert error.fault.layer in (1, 2)
    assert lost(error.fault.z)
    assert f"the formula {formula} has no number at z = " in str(error)
    assert "diverged" not in str(error)


def test_with_dropout_too():
    experiment = _experiment("log(z+12)*z", learning_rate=3)
    layers = [layer.model_copy(update={"dropout": 0.5}) for layer in experiment.hidden]
    assert _stopped(experiment.model_copy(update={"hidden": tuple(layers)}), "numpy").fault is not None


def test_a_pole_nearby_is_named_though_nobody_met_it():
    experiment = _experiment("1/(z-50)+z")
    state = start(experiment)
    first, *others = state.layers
    x = Trainer(experiment).dataset.train_x[0]
    biases = first.biases.copy()
    biases[0] = 50.0000001 - x @ first.weights[:, 0]
    state = type(state)((type(first)(first.weights, biases), *others)).fitted(experiment)
    found = fault(experiment, Trainer(experiment).dataset, state)
    assert (found.layer, found.formula) == (1, "1/(z-50)+z")
    assert found.z == pytest.approx(50.0, abs=1e-9)


@pytest.mark.parametrize("formula", ["exp(z)", "z^6", "cosh(z)", "z"])
def test_numbers_that_grow_without_limit_are_not_its_fault(formula):
    experiment = _experiment(formula, learning_rate=10, problem="regression", dataset="reg-plane")
    error = _stopped(experiment, "compiled")
    assert error.fault is None
    assert "diverged" in str(error)


def test_of_the_registry_nothing_is_looked_for():
    experiment = Experiment(hidden=[{"units": 3, "activation": "relu"}])
    assert fault(experiment, Trainer(experiment).dataset, start(experiment)) is None


def test_a_search_takes_a_tenth_of_a_second(monkeypatch):
    monkeypatch.setattr("nn_core.training.faults._PATIENCE", 0.0)
    experiment = _experiment("tanh(z)")
    assert fault(experiment, Trainer(experiment).dataset, start(experiment)) is None


def test_the_command_line_says_so(capsys):
    assert main(["train", "--epochs", "9", "--activation", "=log(z+12)*z", "--learning-rate", "3"]) == 1
    said = capsys.readouterr().err
    assert "the formula log(z+12)*z has no number at z = -1" in said
    assert "learning rate" not in said
    assert str(Fault(2, "1/z", np.float64(0.0))) == "in hidden layer 2, the formula 1/z has no number at z = 0"


TROUBLE = ["--hidden", "4,4", "--learning-rate", "3", "--seeds", "2", "--cap", "200", "--jobs", "1"]


def test_a_race_over_seeds_names_the_formula_and_the_z(tmp_path, capsys):
    options = ["--activations", "=log(z+12)*z,tanh", *TROUBLE, "--out", str(tmp_path)]
    assert main(["race", *options]) == 1
    told = capsys.readouterr()
    where = "in hidden layer 2, the formula log(z+12)*z has no number at z = -1"
    assert f"race: =log(z+12)*z, seed 0, stopped after epoch 0: {where}" in told.err
    assert "diverged" not in told.err
    assert f"=log(z+12)*z: 2 of 2 runs stopped: {where}" in told.out
    assert "; 2 without a number" in told.out
    report = (tmp_path / "race.md").read_text(encoding="utf-8")
    assert f"=log(z+12)*z: 2 of 2 runs stopped: {where}" in report
    rows = list(csv.DictReader((tmp_path / "race.csv").read_text(encoding="utf-8").splitlines()))
    assert [bool(row["fault"]) for row in rows] == [True, True, False, False]
    assert rows[0]["fault"].startswith(where)
    runs = json.loads((tmp_path / "race.json").read_text(encoding="utf-8"))["runs"]
    assert [result_of(run).fault is not None for run in runs] == [True, True, False, False]
    assert "fault" not in runs[2]
    assert main(["race", *options, "--resume"]) == 1  # the faults are read again, too
    assert f": {where}" in capsys.readouterr().err


def test_a_grid_does_so_too(capsys):
    axes = ["--rows", "activation:=log(z+12)*z;tanh", "--columns", "hidden:4,4;4"]
    assert main(["race", *axes, *TROUBLE[2:]]) == 1
    told = capsys.readouterr()
    assert "=log(z+12)*z × 4,4: 2 of 2 runs stopped: in hidden layer 2, the formula" in told.out
    assert "(0 of 2; 2 without a number)" in told.out
    assert "=log(z+12)*z × 4,4, seed 1, stopped after epoch" in told.err


def test_a_run_names_it_whether_weights_or_the_loss_are_lost():
    experiment = _experiment("sqrt(101-z^2)", features=["x^2", "y^2", "xy"])
    lost_at_once = run_to_target(experiment, 0.1, 50)
    assert (lost_at_once.epochs, lost_at_once.fault.formula) == (0, "sqrt(101-z^2)")
    later = run_to_target(_experiment("z+0*log(12-z)", learning_rate=3), 1e-9, 200)
    assert later.diverged
    assert later.fault.z >= 12
    plain = run_to_target(_experiment("exp(z)", learning_rate=10, problem="regression", dataset="reg-plane"), 1e-9, 99)
    assert (plain.diverged, plain.fault) == (True, None)
