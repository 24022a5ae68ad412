"""Links as TensorFlow Playground writes them open as the same set-up."""

import pytest

from nn_core import Experiment
from nn_core.links import Options, from_link

SEED = "the points and the initial weights are others"
FEATURES = {"x": "x", "y": "y", "xSquared": "x^2", "ySquared": "y^2", "xTimesY": "xy", "sinX": "sin x", "sinY": "sin y"}


def _written(**changed):
    """A link with every key, in the order of the original; what is None is left out."""
    keys = {
        "activation": "tanh", "regularization": None, "batchSize": "10", "dataset": "circle", "regDataset": "reg-plane",
        "learningRate": "0.03", "regularizationRate": "0", "noise": "0", "networkShape": "4,2", "seed": "0.25764",
        "showTestData": "false", "discretize": "false", "percTrainData": "50", "x": "true", "y": "true",
        "xTimesY": "false", "xSquared": "false", "ySquared": "false", "cosX": "false", "sinX": "false",
        "cosY": "false", "sinY": "false", "collectStats": "false", "tutorial": None, "problem": "classification",
        "initZero": "false", "hideText": "false",
    }  # fmt: skip
    pairs = keys | changed
    return "#" + "&".join(f"{key}={value}" for key, value in pairs.items() if value is not None)


def _layers(activation, *units):
    return [{"units": n, "activation": activation} for n in units]


LINKS = [  # what differs from the link of the first visit, and what differs here from the usual
    ({}, {}),
    ({"activation": "relu"}, {"hidden": _layers("relu", 4, 2)}),
    ({"activation": "sigmoid", "networkShape": "3"}, {"hidden": _layers("sigmoid", 3)}),
    ({"activation": "linear", "networkShape": "8,8,8,8,8,8"}, {"hidden": _layers("linear", *[8] * 6)}),
    ({"networkShape": ""}, {"hidden": []}),
    ({"regularization": "L1", "regularizationRate": "0.003"}, {"regularization": "l1", "regularization_rate": 0.003}),
    ({"regularization": "L2", "regularizationRate": "10"}, {"regularization": "l2", "regularization_rate": 10}),
    ({"regularization": "none"}, {}),
    ({"batchSize": "30"}, {"batch_size": 30}),
    ({"dataset": "xor"}, {"dataset": "xor"}),
    ({"dataset": "gauss", "noise": "25"}, {"dataset": "gauss", "noise": 25}),
    ({"dataset": "spiral", "percTrainData": "10"}, {"dataset": "spiral", "train_percent": 10}),
    ({"problem": "regression"}, {"problem": "regression"}),
    ({"problem": "regression", "regDataset": "reg-gauss"}, {"problem": "regression", "dataset": "reg-gauss"}),
    ({"problem": "regression", "dataset": "spiral"}, {"problem": "regression"}),
    ({"regDataset": "reg-gauss"}, {}),
    ({"learningRate": "0.00001"}, {"learning_rate": 0.00001}),
    ({"learningRate": "10"}, {"learning_rate": 10}),
    ({"seed": "0.5"}, {"seed": 50000}),
    ({"seed": "0.00012"}, {"seed": 12}),
    ({"x": "false", "y": "false"}, {"features": []}),
    ({"xTimesY": "true", "sinX": "true"}, {"features": ["x", "y", "xy", "sin x"]}),
    (dict.fromkeys(FEATURES, "true"), {"features": list(FEATURES.values())}),
    ({"xSquared": "", "ySquared": "yes"}, {"features": ["x", "y", "x^2", "y^2"]}),
    ({"cosX": "true", "cosY": "true", "collectStats": "true"}, {}),
]  # fmt: skip
MENDED = [  # and what a note says beside the one on the seed
    ({"noise": "90"}, {"noise": 80}, "became 80"),
    ({"noise": "-5"}, {"noise": 0}, "became 0"),
    ({"batchSize": "0"}, {"batch_size": 1}, "became 1"),
    ({"batchSize": "500"}, {"batch_size": 250}, "became 250"),
    ({"learningRate": "-1"}, {"learning_rate": 0}, "became 0"),
    ({"learningRate": "NaN"}, {}, "'NaN' is no number"),
    ({"percTrainData": "99"}, {"train_percent": 90}, "became 90"),
    ({"networkShape": "20"}, {"hidden": _layers("tanh", 16)}, "became 16"),
    ({"networkShape": "1,1,1,1,1,1,1,1,1,1"}, {"hidden": _layers("tanh", *[1] * 8)}, "10 layers"),
    ({"networkShape": "a,b"}, {}, "'a' is no number"),
    ({"activation": "magic"}, {}, "tanh instead, as activation: 'magic' is not allowed"),
    ({"dataset": "magic"}, {}, "dataset: 'magic' is not allowed"),
    ({"problem": "magic"}, {}, "problem: 'magic' is not allowed"),
    ({"regularization": "L3"}, {}, "regularization: 'l3' is not allowed"),
    ({"tutorial": "first"}, {}, "tutorial: the text 'first'"),
    ({"numNodes1_hide": "true"}, {}, "hide: 'numNodes1' is unknown"),
]


@pytest.mark.parametrize(("changed", "fields"), LINKS, ids=str)
def test_a_link_of_the_original_opens_as_the_same_setup(changed, fields):
    link = from_link(_written(**changed))
    assert link.experiment == Experiment(**{"seed": 25764} | fields)
    assert (link.options, link.hidden) == (Options(), ())
    (note,) = link.notes
    assert SEED in note


@pytest.mark.parametrize(("changed", "fields", "said"), MENDED, ids=str)
def test_what_is_not_the_same_here_is_said(changed, fields, said):
    link = from_link(_written(**changed))
    assert link.experiment == Experiment(**{"seed": 25764} | fields)
    assert len(link.notes) >= 2
    assert [SEED in note for note in link.notes].count(True) == 1
    assert any(said in note for note in link.notes)


def test_switches_and_hidden_controls_are_understood():
    there = (
        "showTestData", "discretize", "playButton", "stepButton", "resetButton", "learningRate", "activation",
        "regularization", "regularizationRate", "problem", "dataset", "percTrainData", "noise", "batchSize",
        "numHiddenLayers", "xSquared", "sinY",
    )  # fmt: skip
    hide = {f"{name}_hide": "true" for name in there}
    link = from_link(_written(showTestData="true", discretize="true", hideText="true", seed="3", **hide))
    assert link.options == Options(show_test=True, discretize=True)
    assert set(link.hidden) == {
        "show-test", "discretize", "play", "step", "reset", "learning-rate", "activation", "regularization",
        "regularization-rate", "problem", "dataset", "train-percent", "noise", "batch-size", "hidden-layers",
        "feature-x2", "feature-sin-y", "text",
    }  # fmt: skip
    assert link.notes == ()
    assert from_link(_written(playButton_hide="false", seed="3")).hidden == ()


def test_both_spellings_may_be_mixed_and_ours_counts():
    link = from_link("networkShape=3&activation=relu&hidden=5-elu:0.5&batchSize=7&batch_size=8&x=false&features=y")
    assert link.experiment == Experiment(
        hidden=[{"units": 5, "activation": "elu", "parameter": 0.5}], batch_size=8, features=["y"]
    )
    assert from_link("activation=relu").experiment == Experiment(hidden=_layers("relu", 4, 2))
    elu = [layer | {"parameter": 0.5} for layer in _layers("elu", 4, 2)]
    assert from_link("activation=elu:0.5").experiment == Experiment(hidden=elu)
    typed = [layer | {"formula": "max(0, z)"} for layer in _layers("custom", 4, 2)]
    assert from_link("activation=%3Dmax(0, z)").experiment == Experiment(hidden=typed)
    assert from_link("y=false").experiment == Experiment(features=["x"])
