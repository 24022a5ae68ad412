"""Ticks that draw one unit or feature as large as the output."""

from base64 import urlsafe_b64decode

import numpy as np
import pytest
from hypothesis import given

from app.calls.tick import answer_tick
from app.wire.frames import OUTPUT_PIXELS
from nn_core import FEATURES, Experiment, TrainingState, activations, advance, predict, start
from nn_core.insight.picture import grid, to_pixels
from tests.app.helpers import broken, check, error_of, garbage, read_pixels, request, tick
from tests.cases import every

SMALL = {"samples": 20, "batch_size": 5, "hidden": [{"units": 2}, {"units": 3, "activation": "maxout"}]}
CLASSES = {**SMALL, "problem": "multi-class", "dataset": "blobs", "classes": 3}
GOOD = request(SMALL, epochs=0, view={"focus": {"layer": 1, "unit": 2}})


def _focus(fields, layer, unit, **more):
    frame = tick(fields, view={"focus": {"layer": layer, "unit": unit}}, **more)[0]["frames"][-1]
    assert (frame["focus"]["layer"], frame["focus"]["unit"]) == (layer, unit)
    state = TrainingState.from_bytes(Experiment(**fields), urlsafe_b64decode(frame["state"]))
    return read_pixels(frame["focus"]["pixels"], OUTPUT_PIXELS)[0], state


def _same(pixels, values, low=-1.0):
    """Rounded alike, but for values that lie between two shades."""
    expected = to_pixels(values, low).reshape(OUTPUT_PIXELS, OUTPUT_PIXELS).astype(int)
    assert np.abs(pixels - expected).max() <= 1
    assert np.mean(pixels == expected) > 0.99
    assert len(np.unique(pixels)) > 1


@pytest.mark.parametrize(("layer", "unit"), [(0, 0), (0, 1), (1, 0), (1, 2)])
def test_a_hidden_unit_is_drawn_as_the_core_computes_it(layer, unit):
    pixels, state = _focus(SMALL, layer, unit, epochs=5)
    assert state.epoch == 5
    _same(pixels, activations(Experiment(**SMALL), state, grid(OUTPUT_PIXELS))[layer][:, unit])


@pytest.mark.parametrize(
    ("fields", "unit", "low"),
    [
        (SMALL, 0, -1.0),
        ({**SMALL, "output": "sigmoid", "loss": "cross-entropy"}, 0, 0.0),
        ({**SMALL, "hidden": []}, 0, -1.0),
        (CLASSES, 0, 0.0),
        (CLASSES, 2, 0.0),
    ],
)
def test_an_output_unit_is_drawn_as_the_core_predicts_it(fields, unit, low):
    pixels, state = _focus(fields, len(fields["hidden"]), unit, epochs=3)
    _same(pixels, predict(Experiment(**fields), state, grid(OUTPUT_PIXELS))[:, unit], low)


@every("unit", range(len(FEATURES)))
def test_a_feature_is_drawn_whether_it_is_switched_on_or_not(unit):
    pixels, _ = _focus(SMALL, None, unit, epochs=0)
    x, y = grid(OUTPUT_PIXELS).T
    _same(pixels, list(FEATURES.values())[unit].f(x, y))


def test_every_frame_of_a_clip_shows_the_unit_as_it_is_then():
    frames = tick(SMALL, frames=3, view={"focus": {"layer": 0, "unit": 1}})[0]["frames"]
    experiment = Experiment(**SMALL)
    for epochs, frame in enumerate(frames, start=1):
        state = advance(experiment, start(experiment), epochs)
        values = activations(experiment, state, grid(OUTPUT_PIXELS))[0][:, 1]
        _same(read_pixels(frame["focus"]["pixels"], OUTPUT_PIXELS)[0], values)
    assert len({frame["focus"]["pixels"] for frame in frames}) == 3


def test_nothing_is_drawn_large_unless_asked():
    for view in ({}, {"focus": None}):
        assert "focus" not in tick(SMALL, epochs=0, view=view)[0]["frames"][0]


@pytest.mark.parametrize(
    ("layer", "unit", "line"),
    [
        (0, 2, "view.focus.unit must be 0 to 1, got 2"),
        (1, 3, "view.focus.unit must be 0 to 2, got 3"),
        (2, 1, "view.focus.unit must be 0 to 0, got 1"),
        (3, 0, "view.focus.layer must be 0 to 2, got 3"),
        (None, len(FEATURES), f"view.focus.unit must be 0 to {len(FEATURES) - 1}, got 9"),
    ],
)
def test_a_unit_that_the_network_does_not_have_is_refused(layer, unit, line):
    assert error_of(request(SMALL, view={"focus": {"layer": layer, "unit": unit}})) == line


def test_every_lane_must_have_the_unit():
    other = {**SMALL, "hidden": [{"units": 1}]}
    assert error_of(request(SMALL, other, view={"focus": {"layer": 0, "unit": 1}})).startswith(
        "view.focus.unit must be "
    )


@every("value", [-1, 10**30, 0.5, 1.0, "1", True, [], {}, float("nan")])
def test_hostile_units_and_layers_are_refused_by_name(value):
    for field in ("layer", "unit"):
        focus = {"layer": 0, "unit": 0, field: value}
        assert error_of(request(SMALL, view={"focus": focus})).startswith(f"view.focus.{field} must be ")


@pytest.mark.parametrize("focus", [5, "unit", [], {}, {"unit": 0}, {"layer": 0}, {"layer": 0, "unit": 0, "more": 1}])
def test_a_focus_of_another_form_is_refused(focus):
    assert error_of(request(SMALL, view={"focus": focus})).partition(": ")[0].startswith("view.focus")


@given(garbage)
def test_garbage_in_the_place_of_the_focus_is_answered(data):
    check(answer_tick({**GOOD, "view": {"focus": data}}))


@given(broken(GOOD["view"]))
def test_a_focus_broken_in_one_place_is_answered(view):
    check(answer_tick({**GOOD, "view": view}))
