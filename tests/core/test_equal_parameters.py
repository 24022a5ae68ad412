"""The shape with nearly as many parameters as another network: found by trying all where there are few."""

from itertools import product

import pytest

from nn_core import Experiment
from nn_core.experiment.hidden import MAX_UNITS
from nn_core.study.equal_parameters import equal_parameters
from tests.cases import every


def _experiment(activation, *units, **fields):
    return Experiment(hidden=[{"units": n, "activation": activation} for n in units], **fields)


def _nearest(experiment, parameters):
    return abs(
        experiment.model_copy(update={"hidden": equal_parameters(experiment, parameters)}).parameters - parameters
    )


def test_swiglu_with_as_many_parameters_as_eight_and_eight_units_of_relu():
    relu, swiglu = _experiment("relu", 8, 8), _experiment("swiglu", 8, 8)
    assert (relu.parameters, swiglu.parameters) == (105, 201)
    layers = equal_parameters(swiglu, relu.parameters)
    assert [(layer.units, layer.activation) for layer in layers] == [(5, "swiglu"), (6, "swiglu")]
    assert swiglu.model_copy(update={"hidden": layers}).parameters == 109


@every("activation", ["glu", "maxout", "relu", "prelu"])
@every("parameters", [1, 13, 50, 105, 300, 10_000])
def test_of_one_layer_no_other_number_of_units_is_nearer(activation, parameters):
    best = min(abs(_experiment(activation, n).parameters - parameters) for n in range(1, MAX_UNITS + 1))
    assert _nearest(_experiment(activation, 4), parameters) == best


@pytest.mark.parametrize("parameters", [30, 61, 105, 200, 400])
def test_of_two_equal_layers_hardly_any_shape_is_nearer(parameters):
    """All shapes are tried, but only those near the proportions are to be taken."""
    every = [_experiment("swiglu", *shape) for shape in product(range(1, MAX_UNITS + 1), repeat=2)]
    near = [e for e in every if abs(e.hidden[0].units - e.hidden[1].units) <= 1]
    assert _nearest(_experiment("swiglu", 8, 8), parameters) == min(abs(e.parameters - parameters) for e in near)


def test_what_a_network_has_already_is_what_it_gets_and_all_else_stays():
    experiment = _experiment("geglu", 3, 7, 2, features=["x", "y", "x^2"], classes=4, problem="multi-class")
    assert equal_parameters(experiment, experiment.parameters) == experiment.hidden
    layers = [{"units": 4, "activation": "maxout", "parameter": 3, "dropout": 0.2}, {"units": 8, "activation": "tanh"}]
    found = equal_parameters(Experiment(hidden=layers), 60)
    assert [(its.activation, its.parameter, its.dropout) for its in found] == [
        ("maxout", 3.0, 0.2),
        ("tanh", None, 0.0),
    ]


def test_without_a_hidden_layer_or_a_number_it_is_refused():
    with pytest.raises(ValueError, match=r"^hidden must be .* got none$"):
        equal_parameters(Experiment(hidden=[]), 10)
    with pytest.raises(ValueError, match=r"^parameters must be .* got 0$"):
        equal_parameters(Experiment(), 0)
