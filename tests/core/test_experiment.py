"""The experiment: its bounds, its defaults, and what it says when it refuses."""

import math
import sys

import pytest
from core_strategies import experiments
from hypothesis import given, settings, strategies as st

from nn_core import ACTIVATIONS, Experiment, Layer, ValidationError, explain, make_dataset, start
from nn_core.formats.links.link import from_link, to_link
from tests.cases import every

TWELVE = [[0.5, -0.5, 1]] * 12


def _layers(*units):
    return [{"units": n} for n in units]


ACCEPTED = [
    {"hidden": []},
    {"hidden": _layers(*[1] * 8)},
    {"hidden": _layers(1, 16)},
    {"samples": 10},
    {"samples": 2000},
    {"batch_size": 1},
    {"batch_size": 250},
    {"samples": 2000, "train_percent": 90, "batch_size": 1800},
    {"samples": 10, "train_percent": 10, "batch_size": 1},
    {"learning_rate": 0},
    {"learning_rate": 10},
    {"regularization_rate": 0},
    {"regularization_rate": 10},
    {"noise": 0},
    {"noise": 80},
    {"noise": 12.5},
    {"train_percent": 10},
    {"train_percent": 90},
    {"seed": 0},
    {"seed": 2**32 - 1},
    {"features": []},
    {"features": ["x", "y", "x^2", "y^2", "xy", "sin x", "sin y", "cos x", "cos y"]},
    {"dataset": "custom", "points": TWELVE},
    {"dataset": "custom", "points": TWELVE, "samples": 12},
    {"problem": "regression", "dataset": "custom", "points": [[0, 0, 3.5]] * 10},
    {"output": "sigmoid", "loss": "cross-entropy"},
]

REFUSED = [  # the choices, then what the one line must hold: field, value, and what is allowed
    ({"hidden": _layers(*[1] * 9)}, ("hidden", "9", "8")),
    ({"hidden": _layers(4, 0)}, ("hidden.1.units", "0", "1")),
    ({"hidden": _layers(17)}, ("hidden.0.units", "17", "16")),
    ({"hidden": _layers(2.5)}, ("hidden.0.units", "2.5", "integer")),
    (
        {"hidden": [{"units": 4, "activation": "magic"}]},
        ("hidden.0.activation", "'magic'", "linear, step, sigmoid", " more"),
    ),
    ({"hidden": [{"units": 4, "bias": 1}]}, ("hidden.0.bias", "not permitted")),
    ({"hidden": [{"units": 4, "parameter": 0.5}]}, ("hidden.0.parameter", "0.5", "left out")),
    ({"hidden": [{}]}, ("hidden.0.units", "required")),
    ({"hidden": 3}, ("hidden", "3", "tuple")),
    ({"samples": 9}, ("samples", "9", "10")),
    ({"samples": 2001}, ("samples", "2001", "2000")),
    ({"samples": 100.5}, ("samples", "100.5", "integer")),
    ({"batch_size": 0}, ("batch_size", "0", "1")),
    ({"batch_size": 251}, ("batch_size", "251", "1 to 250")),
    ({"samples": 10, "train_percent": 19, "batch_size": 2}, ("batch_size", "2", "1 to 1")),
    ({"learning_rate": -math.ulp(0.0)}, ("learning_rate", "-5e-324", "0")),
    ({"learning_rate": math.nextafter(10, 11)}, ("learning_rate", "10.000000000000002", "10")),
    ({"learning_rate": math.nan}, ("learning_rate", "nan", "finite")),
    ({"learning_rate": math.inf}, ("learning_rate", "inf", "finite")),
    ({"regularization_rate": -1e-9}, ("regularization_rate", "-1e-09", "0")),
    ({"regularization_rate": 10.1}, ("regularization_rate", "10.1", "10")),
    ({"noise": -0.1}, ("noise", "-0.1", "0")),
    ({"noise": 80.1}, ("noise", "80.1", "80")),
    ({"initial_bias": 1.5}, ("initial_bias", "1.5", "1")),
    ({"initial_bias": float("nan")}, ("initial_bias", "finite")),
    ({"train_percent": 9.99}, ("train_percent", "9.99", "10")),
    ({"train_percent": 90.01}, ("train_percent", "90.01", "90")),
    ({"seed": -1}, ("seed", "-1", "0")),
    ({"seed": 2**32}, ("seed", "4294967296", "4294967295")),
    ({"features": ["x", "x"]}, ("features", "['x', 'x']", "different")),
    ({"features": ["x", "z"]}, ("features", "'z'", "sin x")),
    ({"problem": "magic"}, ("problem", "'magic'", "classification", "regression")),
    ({"dataset": "magic"}, ("dataset", "'magic'", "circle", "spiral", "custom")),
    ({"dataset": "reg-plane"}, ("dataset", "'reg-plane'", "circle")),
    ({"problem": "regression", "dataset": "circle"}, ("dataset", "'circle'", "reg-plane", "reg-gauss")),
    ({"optimizer": "magic"}, ("optimizer", "'magic'", "sgd")),
    ({"regularization": "magic"}, ("regularization", "'magic'", "none, l1, l2")),
    ({"initializer": "magic"}, ("initializer", "'magic'", "uniform")),
    ({"output": "relu"}, ("output", "relu", "tanh with squared", "sigmoid with cross-entropy")),
    ({"output": "tanh", "loss": "cross-entropy"}, ("output", "tanh with cross-entropy", "tanh with squared")),
    ({"problem": "regression", "output": "tanh"}, ("output", "tanh", "linear with squared")),
    ({"points": TWELVE}, ("points", "own data", "custom")),
    ({"dataset": "custom", "points": TWELVE, "samples": 11}, ("samples", "11", "12")),
    ({"magic": 1}, ("magic", "not permitted")),
    ({"experiment": 1}, ("experiment", "not permitted")),
]


def _refusal(choices):
    with pytest.raises(ValidationError) as caught:
        Experiment.model_validate(choices)
    line = explain(caught.value)
    assert len(line.splitlines()) == 1
    return line


@every("choices", ACCEPTED)
def test_values_at_the_edge_are_accepted(choices):
    experiment = Experiment(**choices)
    for field, value in choices.items():
        if field not in ("hidden", "points", "features"):
            assert getattr(experiment, field) == value
    assert len(experiment.hidden) == len(choices.get("hidden", "42"))


@every(("choices", "parts"), REFUSED)
def test_values_outside_are_refused_with_field_value_and_what_is_allowed(choices, parts):
    line = _refusal(choices)
    assert line.startswith(parts[0])
    assert [part for part in parts if part not in line] == []


@every("activation", [a for a in ACTIVATIONS.values() if a.parameter])
def test_parameter_of_an_activation_keeps_to_its_range(activation):
    p = activation.parameter
    for value in (p.minimum, p.maximum):
        assert Layer(units=1, activation=activation.key, parameter=value).parameter == value
    assert Layer(units=1, activation=activation.key).parameter == p.default
    below = min(math.nextafter(p.minimum, -math.inf), p.minimum - sys.float_info.min)  # what is smaller is zero
    for value in (below, math.nextafter(p.maximum, math.inf)):
        line = _refusal({"hidden": [{"units": 1, "activation": activation.key, "parameter": value}]})
        assert "parameter" in line
        assert repr(value) in line
        assert f"{p.minimum:g} to {p.maximum:g}" in line


@every("activation", [a for a in ACTIVATIONS.values() if not a.parameter])
def test_activation_without_parameter_takes_none(activation):
    assert Layer(units=1, activation=activation.key).parameter is None


def test_defaults_are_those_of_the_original():
    experiment = Experiment()
    assert experiment.model_dump(mode="json") == {
        "problem": "classification",
        "dataset": "circle",
        "samples": 500,
        "noise": 0.0,
        "train_percent": 50.0,
        "train_points": None,
        "seed": 0,
        "weights_seed": None,
        "points": None,
        "names": None,
        "features": ["x", "y"],
        "hidden": [
            {"units": n, "activation": "tanh", "parameter": None, "formula": None, "dropout": 0.0} for n in (4, 2)
        ],
        "classes": 1,
        "output": "tanh",
        "loss": "squared",
        "learning_rate": 0.03,
        "batch_size": 10,
        "optimizer": "sgd",
        "clip_norm": 0.0,
        "schedule": "constant",
        "schedule_epochs": 100,
        "regularization": "none",
        "regularization_rate": 0.0,
        "initializer": "uniform",
        "initial_bias": 0.1,
    }


@every(
    ("choices", "expected"),
    [
        ({"problem": "regression"}, ("reg-plane", 1200, "linear", "squared", 10)),
        ({"problem": "regression", "dataset": "reg-gauss"}, ("reg-gauss", 1200, "linear", "squared", 10)),
        ({"problem": "regression", "samples": 500}, ("reg-plane", 500, "linear", "squared", 10)),
        ({"output": "sigmoid"}, ("circle", 500, "sigmoid", "cross-entropy", 10)),
        ({"loss": "cross-entropy"}, ("circle", 500, "sigmoid", "cross-entropy", 10)),
        ({"samples": 10}, ("circle", 10, "tanh", "squared", 5)),  # the batch shrinks to the training set
        ({"dataset": "custom", "points": TWELVE}, ("custom", 12, "tanh", "squared", 6)),
        ({"dataset": "custom", "points": tuple(map(tuple, TWELVE))}, ("custom", 12, "tanh", "squared", 6)),
    ],
)
def test_fields_left_out_take_the_defaults_of_the_problem(choices, expected):
    e = Experiment(**choices)
    assert (e.dataset, e.samples, e.output, e.loss, e.batch_size) == expected


@pytest.mark.parametrize(("samples", "percent", "train"), [(10, 10, 1), (11, 90, 9), (500, 33, 165), (1999, 50, 999)])
def test_training_samples_are_rounded_down(samples, percent, train):
    assert Experiment(samples=samples, train_percent=percent).train_samples == train


@given(st.integers(10, 2000), st.integers(10, 90))
def test_training_samples_are_exact_for_whole_percents(samples, percent):
    assert Experiment(samples=samples, train_percent=percent, batch_size=1).train_samples == samples * percent // 100


def test_layer_sizes_run_from_the_features_to_the_one_output():
    assert Experiment(features=["x", "y", "xy"], hidden=_layers(5, 2)).layer_sizes == ((3, 5), (5, 2), (2, 1))
    assert Experiment(features=[], hidden=[]).layer_sizes == ((0, 1),)


@settings(max_examples=60)
@given(experiments())
def test_json_round_trip_gives_an_equal_experiment(experiment):
    assert Experiment.model_validate(experiment.model_dump(mode="json")) == experiment
    again = Experiment.model_validate_json(experiment.model_dump_json())
    assert again == experiment
    assert hash(again) == hash(experiment)


def test_json_round_trip_of_own_data():
    experiment = Experiment(dataset="custom", points=TWELVE, problem="regression")
    assert Experiment.model_validate(experiment.model_dump(mode="json")) == experiment
    assert experiment != Experiment(dataset="custom", points=TWELVE)


def test_experiment_and_layer_are_frozen():
    experiment = Experiment()
    with pytest.raises(ValidationError):
        experiment.learning_rate = 1.0
    with pytest.raises(ValidationError):
        experiment.hidden[0].units = 3
    assert isinstance(experiment.hidden, tuple)
    assert isinstance(experiment.features, tuple)


@pytest.mark.parametrize("value", ["{allowed}", "{field} {value}", "a\nb", "x" * 500])
def test_refusal_shows_the_value_as_it_was_given_and_not_at_any_length(value):
    line = _refusal({"dataset": value})
    assert line.startswith("dataset must be ")
    assert line.endswith(f", got {value!r:.80}")


def test_a_copy_with_other_layers_has_their_sizes():
    experiment = Experiment(features=["x"], hidden=[{"units": 3}])
    assert (experiment.layer_sizes, experiment.learned) == (((1, 3), (3, 1)), ((), ()))
    wider = experiment.model_copy(update={"hidden": Experiment(hidden=[{"units": 5, "activation": "prelu"}]).hidden})
    assert (wider.layer_sizes, wider.weight_shapes, wider.learned) == (
        ((1, 5), (5, 1)),
        ((1, 5), (5, 1)),
        ((0.25,), ()),
    )
    assert experiment.weight_shapes == ((1, 3), (3, 1))
    assert wider.model_copy(update={"hidden": experiment.hidden}) == experiment


def test_own_points_say_how_many_of_them_train():
    points = [(float(i), 0.0, 1.0) for i in range(20)]
    experiment = Experiment(dataset="custom", points=points, train_points=19)
    assert (experiment.train_samples, len(make_dataset(experiment).test_x)) == (19, 1)
    assert from_link(to_link(experiment)).experiment == experiment


@pytest.mark.parametrize("wrong", [{"train_points": 5}, {"dataset": "custom", "train_points": 12}])
def test_training_points_are_refused_where_they_make_no_sense(wrong):
    points = {"points": [(float(i), 0.0, 1.0) for i in range(12)]} if "dataset" in wrong else {}
    with pytest.raises(ValidationError, match="train_points"):
        Experiment(**points, **wrong)


@settings(max_examples=50)
@given(experiments())
def test_parameters_are_the_numbers_that_training_can_change(experiment):
    layers = start(experiment).layers
    assert experiment.parameters == sum(layer.weights.size + layer.biases.size + layer.learned.size for layer in layers)


def test_parameters_of_known_networks():
    assert Experiment().parameters == (2 + 1) * 4 + (4 + 1) * 2 + (2 + 1)
    assert Experiment(features=[], hidden=[]).parameters == 1
    maxout = {"units": 3, "activation": "maxout", "parameter": 4}
    assert Experiment(hidden=[maxout]).parameters == (2 + 1) * 12 + (3 + 1)
    assert Experiment(hidden=[{"units": 3, "activation": "prelu"}]).parameters == (2 + 1) * 3 + 1 + (3 + 1)
    several = Experiment(problem="multi-class", dataset="arms", classes=5)
    assert several.parameters == (2 + 1) * 4 + (4 + 1) * 2 + (2 + 1) * 5


def test_numbers_too_small_for_all_their_digits_are_zero():
    """As they are while a network is computed: else it would depend on where one asks whether there is any dropout."""
    layer = Layer(units=1, activation="leaky-relu", parameter=1e-310, dropout=5e-324)
    assert (layer.parameter, layer.dropout) == (0.0, 0.0)
    tiny = Experiment(noise=1e-320, learning_rate=1e-320, clip_norm=1e-320, initial_bias=-1e-320, hidden=[layer])
    assert (tiny.noise, tiny.learning_rate, tiny.clip_norm, tiny.initial_bias) == (0.0, 0.0, 0.0, 0.0)
    assert Experiment(learning_rate=sys.float_info.min).learning_rate == sys.float_info.min
    assert not tiny.is_stochastic
