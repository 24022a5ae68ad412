"""The types of the scripts have the fields that Python's models, answers and set-ups have."""

import re

import pytest

from app import ROOT
from app.callbacks.lanes import Split
from app.components.activation_setup import activations_setup
from app.components.race_setup import race_setup
from app.components.setup import setup
from nn_core import Experiment
from nn_core.experiment import DataNames, Layer
from tests.app.helpers import tick

WRITTEN = (ROOT / "assets" / "src" / "types.d.ts").read_text(encoding="utf-8")
BY_THE_PAGE = {"experiment", "older"}  # what the page adds to a frame


def fields(name):
    """The fields of an interface, each with whether it may lack."""
    body = re.search(rf"^interface {name} (?:extends \w+ )?\{{\n(.*?)^\}}", WRITTEN, re.DOTALL | re.MULTILINE)[1]
    return {field: bool(lacks) for field, lacks in re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "model", "more"),
    [
        ("Experiment", Experiment, {"split"}),  # a draft may ask for one
        ("HiddenLayer", Layer, set()),
        ("DataNames", DataNames, set()),
        ("Split", Split, set()),
    ],
)
def test_models(name, model, more):
    assert set(fields(name)) == {*model.model_fields, *more}


@pytest.mark.parametrize(
    ("name", "given"), [("Setup", setup), ("RaceSetup", race_setup), ("ActivationsSetup", activations_setup)]
)
def test_set_ups(name, given):
    assert set(fields(name)) == set(given())
    assert not any(fields(name).values())


CLASSES = {
    "problem": "multi-class",
    "dataset": "blobs",
    "classes": 3,
    "output": "softmax",
    "loss": "categorical-cross-entropy",
}
LINE = {"problem": "regression", "dataset": "curve-sine", "output": "linear", "hidden": []}


def test_frames_and_what_is_said_of_an_experiment():
    """Some ticks that ask for everything: no field is unknown to the scripts, and none of theirs never comes."""
    views = [
        {"units": True, "data": True, "layer": 0, "gradients": True, "focus": {"layer": 0, "unit": 0}},
        {"units": False, "diagnostics": True, "target": 1e3, "metric": "test_loss", "pixels": 50},
        {"goal": {"kind": "patience", "value": 5, "passed": False, "best": None}},
    ]
    told = fields("Frame")
    found, lanes, always = set(), set(), None
    for view, experiment in [(views[0], {}), (views[0], CLASSES), (views[0], LINE), (views[1], {}), (views[2], {})]:
        wanted = {**view, **({} if experiment.get("hidden", [1]) else {"layer": None, "focus": None})}
        (lane,) = tick(experiment, view=wanted, epochs=1, frames=2)
        lanes |= set(lane)
        for frame in lane["frames"]:
            found |= set(frame)
            always = set(frame) if always is None else always & set(frame)
    assert found | BY_THE_PAGE == set(told)
    assert {field for field, lacks in told.items() if not lacks} - BY_THE_PAGE <= always
    assert lanes - {"stopped", "frames"} == set(fields("Lane")) - {"split"}
