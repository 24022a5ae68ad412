"""When a typed formula has no number, it is blamed, with the z, and not the learning rate."""

import numpy as np
import pytest

from nn_core import DivergedError, Experiment, Trainer, advance, start
from nn_core.__main__ import main
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
