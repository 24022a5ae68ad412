"""What a link hides: by our names, or by those of TensorFlow Playground."""

from app.parts import NAMES, PARTS
from nn_core import FEATURES, Experiment
from nn_core.formats.links.link import Link, from_link, to_link
from nn_core.formats.links.options import Options
from tests.cases import every
from tests.core.test_links_original import original


def read(text: str) -> Link:
    return from_link(text, NAMES)


def test_parts_that_can_be_hidden_are_these():
    features = [f"feature-{key}" for key in ("x", "y", "x2", "y2", "xy", "sin-x", "sin-y", "cos-x", "cos-y")]
    assert len(features) == len(FEATURES)
    assert set(PARTS) == {
        "play", "step", "reset", "speed", "learning-rate", "activation", "regularization", "regularization-rate",
        "problem", "settings", "dataset", "classes", "samples", "train-percent", "noise", "batch-size", "seed",
        "new-weights", "features", *features, "hidden-layers", "units", "output-layer", "layer-panel", "show-test",
        "stop", "data", "network", "dock", "selected", "weights", "confusion", "file", "output", "draw", "share",
        "discretize", "chart", "history", "coach", "text", "navigation", "runs",
    }  # fmt: skip


def test_switches_and_hidden_controls_are_understood():
    there = (
        "showTestData", "discretize", "playButton", "stepButton", "resetButton", "learningRate", "activation",
        "regularization", "regularizationRate", "problem", "dataset", "percTrainData", "noise", "batchSize",
        "numHiddenLayers", "xSquared", "sinY",
    )  # fmt: skip
    hide = {f"{name}_hide": "true" for name in there}
    link = read(original(showTestData="true", discretize="true", hideText="true", seed="3", **hide))
    assert link.options == Options(show_test=True, discretize=True)
    assert set(link.hidden) == {
        "show-test", "discretize", "play", "step", "reset", "learning-rate", "activation", "regularization",
        "regularization-rate", "problem", "dataset", "train-percent", "noise", "batch-size", "hidden-layers",
        "feature-x2", "feature-sin-y", "text",
    }  # fmt: skip
    assert link.notes == ()
    assert read(original(playButton_hide="false", seed="3")).hidden == ()


OUT = [  # what a link says, the inputs there, and the features that a note names
    ({"xTimesY": "true", "xTimesY_hide": "true"}, ["x", "y"], "xTimesY: hidden by this link, and so is not fed"),
    ({"xTimesY": "false", "xTimesY_hide": "true"}, ["x", "y"], None),
    ({"x": "true", "x_hide": "true"}, ["y"], "x: hidden by this link"),
    ({"x": None, "x_hide": "true"}, ["y"], None),
    ({"x_hide": "", "y_hide": "yes"}, [], "x, y: hidden by this link, and so are not fed"),
    ({"x_hide": "false", "sinX": "true", "sinX_hide": "false"}, ["x", "y", "sin x"], None),
    ({"sinX": "true", "sinY": "true", "sinY_hide": "true"}, ["x", "y", "sin x"], "sinY: hidden"),
    (
        {key: "true" for name in ("xTimesY", "xSquared", "ySquared") for key in (name, f"{name}_hide")},
        ["x", "y"],
        "xTimesY, xSquared, ySquared: hidden by this link, and so are",
    ),
]


@every(("changed", "features", "note"), OUT)
def test_a_hidden_feature_is_out_of_the_network(changed, features, note):
    link = read(original(seed="3", **changed))
    assert link.experiment == Experiment(seed=3, features=features)
    hidden = {f"feature-{name}" for name in ("x", "y", "xy", "x2", "y2", "sin-x", "sin-y")} & set(link.hidden)
    assert len(hidden) == sum(key.endswith("_hide") and value != "false" for key, value in changed.items())
    assert [note in said for said in link.notes] == [True] * (note is not None)
    again = read(to_link(link.experiment, link.options, link.hidden))  # in our words
    assert (again.experiment, again.hidden, again.notes) == (link.experiment, link.hidden, ())


def test_features_that_we_name_are_inputs_whatever_is_hidden():
    link = read("features=x,xy&xTimesY_hide=true")
    assert (link.experiment.features, link.hidden, link.notes) == (("x", "xy"), ("feature-xy",), ())


def test_where_both_sines_are_hidden_so_are_the_cosines_that_are_not_there():
    assert read("sinX_hide=true&sinY_hide=true").hidden == (
        "feature-sin-x", "feature-sin-y", "feature-cos-x", "feature-cos-y",
    )  # fmt: skip


def test_what_can_not_be_hidden_is_said():
    assert read("numNodes1_hide=true").notes == ("hide: 'numNodes1' is unknown and ignored.",)
