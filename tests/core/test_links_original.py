"""Links as TensorFlow Playground writes them open as the same set-up."""

import pytest

from nn_core import Experiment, advance, evaluate, start
from nn_core.formats.links.goals import Aim, Stop
from nn_core.formats.links.link import from_link, to_link
from nn_core.formats.links.options import Options
from tests.cases import every

SEED = "the points and the starting weights differ"
FEATURES = {"x": "x", "y": "y", "xSquared": "x^2", "ySquared": "y^2", "xTimesY": "xy", "sinX": "sin x", "sinY": "sin y"}


def original(**changed):
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
    ({"cosX_hide": "true", "cosY_hide": "true", "collectStats_hide": "true"}, {}),
    ({"initZero": "true"}, {"initializer": "zeros", "initial_bias": 0}),
    ({"dataset": "gauss", "noise": "80"}, {"dataset": "gauss", "noise": 80}),
    ({"noise": "35.0", "batchSize": "3.0"}, {"noise": 35, "batch_size": 3}),
    ({"networkShape": "4%2C2%2C3"}, {"hidden": _layers("tanh", 4, 2, 3)}),
    ({"tutorial": ""}, {}),
]  # fmt: skip
MENDED = [  # and what a note says beside the one on the seed
    ({"noise": "90"}, {"noise": 80}, "80 is used instead"),
    ({"noise": "-5"}, {"noise": 0}, "0 is used instead"),
    ({"batchSize": "0"}, {"batch_size": 1}, "1 is used instead"),
    ({"batchSize": "500"}, {"batch_size": 250}, "250 is used instead"),
    ({"learningRate": "-1"}, {"learning_rate": 0}, "0 is used instead"),
    ({"learningRate": "NaN"}, {}, "must be a number, got 'NaN'"),
    ({"percTrainData": "99"}, {"train_percent": 90}, "90 is used instead"),
    ({"networkShape": "20"}, {"hidden": _layers("tanh", 16)}, "16 is used instead"),
    ({"networkShape": "1,1,1,1,1,1,1,1,1,1"}, {"hidden": _layers("tanh", *[1] * 8)}, "10 layers"),
    ({"networkShape": "a,b"}, {}, "must be a number, got 'a'"),
    ({"activation": "magic"}, {}, "tanh is used instead, because activation must be one of linear"),
    ({"dataset": "magic"}, {}, "got 'magic'"),
    ({"problem": "magic"}, {}, "got 'magic'"),
    ({"regularization": "L3"}, {}, "got 'l3'"),
    ({"tutorial": "first"}, {}, "tutorial: the text 'first'"),
]


@every(("changed", "fields"), LINKS)
def test_a_link_of_the_original_opens_as_the_same_setup(changed, fields):
    link = from_link(original(**changed))
    assert link.experiment == Experiment(**{"seed": 25764} | fields)
    assert (link.options, link.hidden) == (Options(), ())
    (note,) = link.notes
    assert SEED in note


@every(("changed", "fields", "said"), MENDED)
def test_what_is_not_the_same_here_is_said(changed, fields, said):
    link = from_link(original(**changed))
    assert link.experiment == Experiment(**{"seed": 25764} | fields)
    assert len(link.notes) >= 2
    assert [SEED in note for note in link.notes].count(True) == 1
    assert any(said in note for note in link.notes)


def test_what_is_hidden_is_handed_on_in_the_words_of_the_original():
    link = from_link("hide=step&playButton_hide=true&xTimesY_hide=1&sinX_hide=true&sinY_hide=&x_hide=false&hideText=1")
    assert link.hidden == ("step", "playButton", "xTimesY", "sinX", "sinY", "cosX", "cosY", "text")
    assert link.experiment.features == ("x", "y")


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        (
            "x_hide=true&x=true",
            "x: hidden by this link, and so is not fed to the network, as in TensorFlow Playground.",
        ),
        (
            "x=true&x_hide=true&sinY=true&sinY_hide=true",
            "x, sinY: hidden by this link, and so are not fed to the network, as in TensorFlow Playground.",
        ),
    ],
)
def test_a_feature_that_is_on_and_hidden_is_no_input_and_that_is_said(hidden, said):
    link = from_link(hidden)
    assert link.experiment.features == ("y",)
    assert link.notes == (said,)


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


def test_goals_are_kept_and_the_first_losses_stop_the_training():
    link = from_link(
        original(
            seed="3", goalTestLossMinThresholdSecond="0.2", goalTestLossMinThresholdFirst="0.35",
            goalTestLossMinThresholdThird="0.177", goalTrainTestDiffMinThresholdFirst="0.02",
            goalTrainTestDiffMaxThresholdFirst="0.4", goalTrainLossMinThresholdFirst="0.25",
        )
    )  # fmt: skip
    assert link.options.stop == Stop("test_loss", 0.35, Aim("train_loss", 0.25))
    assert link.options.goals == (
        Aim("test_loss", 0.35), Aim("test_loss", 0.2), Aim("test_loss", 0.177), Aim("train_loss", 0.25),
        Aim("gap", 0.02), Aim("gap_above", 0.4),
    )  # fmt: skip
    assert link.notes == ()
    assert from_link(to_link(link.experiment, link.options)) == link
    assert from_link("goalTrainLossMinThresholdFirst=0.25").options.stop == Stop("train_loss", 0.25)
    assert from_link("goalTrainTestDiffMinThresholdFirst=0.02").options.stop is None
    assert from_link("goalTestLossMinThresholdFirst=0.3&stop=never").options.stop is None
    assert from_link("goalTestLossMinThresholdFirst=abc").options == Options()
    assert len(from_link("goalTestLossMinThresholdFirst=abc").notes) >= 1


_COMMON = "&showTestData=false&discretize=false&cosX=false&sinX=false&cosY=false&sinY=false&problem=classification"
EXERCISES = [  # published ones, as far as they say something; the set-up, the stop condition, the number of goals
    (
        "activation=linear&batchSize=3&dataset=gauss&learningRate=3&noise=80&networkShape=&seed=3&percTrainData=50"
        "&x=true&y=true&xTimesY=false&playButton_hide=true&xTimesY_hide=true&goalTrainLossMinThresholdFirst=0.25",
        {"dataset": "gauss", "noise": 80, "batch_size": 3, "learning_rate": 3, "hidden": []},
        Stop("train_loss", 0.25), 1, 3,
    ),
    (
        "activation=linear&batchSize=1&dataset=gauss&learningRate=3&noise=80&networkShape=&seed=3&percTrainData=50"
        "&x=true&y=true&goalTrainTestDiffMinThresholdFirst=0.02&goalTrainTestDiffMaxThresholdFirst=0.4",
        {"dataset": "gauss", "noise": 80, "batch_size": 1, "learning_rate": 3, "hidden": []}, None, 2, 3,
    ),
    (
        "activation=linear&regularization=L2&batchSize=7&dataset=xor&learningRate=0.01&regularizationRate=0.1&noise=30"
        "&networkShape=&seed=3&percTrainData=20&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true"
        "&xTimesY_hide=false&sinX_hide=true&sinY_hide=true&goalTrainTestDiffMaxThresholdFirst=0.135"
        "&goalTestLossMinThresholdFirst=0.205&goalTrainTestDiffMinThresholdFirst=0.1"
        "&goalTrainTestDiffMinThresholdSecond=0.05",
        {
            "dataset": "xor", "noise": 30, "batch_size": 7, "learning_rate": 0.01, "hidden": [], "train_percent": 20,
            "features": ["x", "y", "x^2", "y^2", "xy"], "regularization": "l2", "regularization_rate": 0.1,
        },
        Stop("test_loss", 0.205), 4, 6,
    ),
    (
        "activation=linear&regularization=L2&batchSize=10&dataset=xor&learningRate=0.01&regularizationRate=0&noise=35"
        "&networkShape=1&seed=3&percTrainData=50&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true"
        "&xTimesY_hide=true&xSquared_hide=true&ySquared_hide=true&goalTestLossMinThresholdFirst=0.35"
        "&goalTestLossMinThresholdSecond=0.2&goalTestLossMinThresholdThird=0.177",
        {
            "dataset": "xor", "noise": 35, "learning_rate": 0.01, "regularization": "l2",
            "hidden": _layers("linear", 1),
        },
        Stop("test_loss", 0.35), 3, 5,
    ),
    (
        "activation=relu&batchSize=10&dataset=spiral&learningRate=0.1&regularizationRate=0.01&noise=80"
        "&networkShape=3,2&seed=3&x=true&y=true&goalTestLossMinThresholdFirst=0.4&goalTestLossMinThresholdSecond=0.25",
        {
            "dataset": "spiral", "noise": 80, "learning_rate": 0.1, "regularization_rate": 0.01,
            "hidden": _layers("relu", 3, 2),
        },
        Stop("test_loss", 0.4), 2, 20,
    ),
    (
        "dataset=gauss&networkShape=&seed=3&xTimesY=true&initZero=true&stepButton_hide=true",
        {
            "dataset": "gauss", "hidden": [], "features": ["x", "y", "xy"], "initializer": "zeros", "initial_bias": 0,
        },
        None, 0, 4,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "stop", "goals", "parameters"), EXERCISES)
def test_published_exercises_open_as_they_are(text, fields, stop, goals, parameters):
    link = from_link(f"#{text}{_COMMON}")
    assert link.experiment == Experiment(**{"seed": 3, **fields})
    assert (link.options.stop, len(link.options.goals)) == (stop, goals)
    assert [note for note in link.notes if "unknown" in note or " must be " in note] == []
    assert link.experiment.parameters == parameters


def test_a_linear_unit_of_the_exercise_on_xor_does_not_solve_it():
    text, *_ = EXERCISES[3]
    experiment = from_link(text).experiment
    assert evaluate(experiment, advance(experiment, start(experiment), 500)).test_loss > 0.35
