"""Activations that a person types: they train like those of the registry, and bad formulas get a clear refusal."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, Experiment, ValidationError, advance, evaluate, explain, predict, start
from nn_core.__main__ import main
from nn_core.formats.links.link import from_link, to_link
from nn_core.study.race import lanes, run_to_target
from nn_core.training.engines import engine_of
from tests.cases import every

TYPED = {  # the registry's functions as a person would type them
    "tanh": "tanh(z)",
    "sigmoid": "1 / (1 + exp(-z))",
    "relu": "max(0, z)",
    "softplus": "log(1 + exp(z))",
    "swish": "z / (1 + exp(-a*z))",
    "leaky-relu": "where(z > 0, z, a*z)",
    "gaussian": "e^-z^2",
    "sine": "sin(a*z)",
    "mish": "z*tanh(log(1+exp(z)))",
}


def _typed(formula, parameter=None, units=(4, 2), **choices):
    layer = {"activation": "custom", "formula": formula, "parameter": parameter}
    return Experiment(hidden=[{"units": n, **layer} for n in units], **choices)


@every("key", TYPED)
def test_a_typed_function_trains_like_the_one_of_the_registry(key):
    known = ACTIVATIONS[key]
    parameter = known.default if known.parameter else None
    ours = Experiment(hidden=[{"units": n, "activation": key} for n in (4, 2)], samples=100)
    typed = _typed(TYPED[key], parameter, samples=100)
    states = [advance(e, start(ours), 20, engine="numpy") for e in (ours, typed)]
    for one, other in zip(states[0].layers, states[1].layers, strict=True):
        np.testing.assert_allclose(one.weights, other.weights, rtol=1e-9, atol=1e-12)


def test_it_is_compiled_and_goes_everywhere_an_experiment_goes():
    experiment = _typed("max(0, z) + a*sin(z)", 0.5)
    assert engine_of(experiment) == "compiled"
    assert Experiment.model_validate_json(experiment.model_dump_json()) == experiment
    state = advance(experiment, start(experiment), 60)
    assert evaluate(experiment, state).test_loss < 0.1
    assert predict(experiment, state, np.zeros((1, 2))).shape == (1, 1)


def test_the_parameter_is_there_only_if_the_formula_has_it():
    assert _typed("a*tanh(z)").hidden[0].parameter == 1.0
    assert _typed("tanh(z)").hidden[0].parameter is None
    with pytest.raises(ValidationError, match="parameter"):
        _typed("tanh(z)", 2.0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("|x|", "abs(z)"), ("max(0; 0,5x)", "max(0, 0.5*z)"), ("max(0,z)", "max(0,z)"), ("a·σ(a·x)", "a*sigmoid(a*z)")],
)
def test_of_a_formula_that_takes_liberties_only_the_usual_form_travels(typed, kept):
    experiment = _typed(typed)
    assert {layer.formula for layer in experiment.hidden} == {kept}
    link = from_link(to_link(experiment))
    assert (link.experiment, link.notes) == (experiment, ())


@every(
    ("layer", "words"),
    [
        ({"activation": "custom"}, ("formula", "empty")),
        ({"activation": "custom", "formula": "foo(z)"}, ("formula", "'foo' at 0")),
        ({"activation": "custom", "formula": "tanh(z"}, ("formula", "tanh(z")),
        ({"activation": "custom", "formula": "1/z"}, ("formula", "not a finite number at z = 0")),
        ({"activation": "custom", "formula": "3"}, ("formula", "does not depend on z")),
        ({"activation": "custom", "formula": "__import__('os')"}, ("formula",)),
        ({"activation": "custom", "formula": "z" * 300}, ("formula", "200")),
        ({"activation": "custom", "formula": 7}, ("formula", "string")),
        ({"activation": "tanh", "formula": "z"}, ("formula", "custom")),
        ({"activation": "custom", "formula": "a*z", "parameter": 99}, ("parameter", "99")),
        ({"activation": "custom", "formula": "a*z", "parameter": 0}, ("formula", "does not depend")),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(layer, words):
    with pytest.raises(ValidationError) as refused:
        Experiment(hidden=[{"units": 2, **layer}])
    message = explain(refused.value)
    assert [word for word in words if word not in message] == []
    assert "\n" not in message


def test_lanes_of_a_race_can_be_typed_after_an_equals_sign():
    tanh, typed = lanes(Experiment(hidden=[{"units": 3}]), ["tanh", "=tanh(z)"])
    assert typed.experiment.hidden[0].formula == "tanh(z)"
    ours, its = (run_to_target(lane.experiment, 0.1, 200) for lane in (tanh, typed))
    assert ours.epochs_to_target == its.epochs_to_target


def test_the_command_line_takes_it_too(capsys):
    assert main(["train", "--epochs", "3", "--activation", "=max(0, z)"]) == 0
    typed = capsys.readouterr().out
    assert main(["train", "--epochs", "3", "--activation", "relu"]) == 0
    assert capsys.readouterr().out == typed
    assert main(["train", "--epochs", "3", "--activation", "=max(0, z"]) == 2
    assert "formula" in capsys.readouterr().err


def test_a_formula_that_is_no_number_from_the_start_ends_as_diverged_with_finite_figures():
    experiment = _typed("sqrt(101 - z^2)", features=["x^2", "y^2", "xy"])
    finish = run_to_target(experiment, 0.1, 50)
    assert (finish.epochs, finish.epochs_to_target, finish.diverged) == (0, None, True)
    assert all(np.isfinite([finish.train_loss, finish.test_loss, finish.train_score, finish.test_score]))
