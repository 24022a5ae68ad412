"""Ticks that look into a layer or at gradients, and ticks that go on with another optimizer."""

from base64 import urlsafe_b64decode
from dataclasses import replace

import numpy as np
import pytest

from app.calls.tick import DIAGNOSTICS_EVERY, answer_tick, first_answer
from app.wire.frames import CURVE_REACH
from nn_core import OPTIMIZERS, Experiment, advance, diagnose, gradients, look_into, start
from tests.app.helpers import encoded, error_of, request, state_of, tick
from tests.cases import every

SMALL = {"samples": 20, "batch_size": 5, "hidden": [{"units": 2}, {"units": 3, "activation": "prelu"}]}


@pytest.mark.parametrize("layer", [0, 1])
def test_a_frame_shows_the_layer_that_is_asked_for(layer):
    (frame,) = tick(SMALL, epochs=5, view={"layer": layer})[0]["frames"]
    experiment, state = Experiment(**SMALL), state_of(SMALL, frame)
    diagnostics, seen = look_into(experiment, state, layer)
    assert frame["layers"] == {
        "dead": [its.dead for its in diagnostics.layers],
        "saturated": [its.saturated for its in diagnostics.layers],
        "mean_slopes": [its.mean_slope for its in diagnostics.layers],
        "gradient_norms": list(diagnose(experiment, state).gradient_norms),
    }
    picture = frame["layer"]
    assert (picture["index"], picture["limit"], picture["counts"]) == (layer, seen.limit, seen.counts.tolist())
    np.testing.assert_allclose(picture["f"], np.clip(seen.f, -CURVE_REACH, CURVE_REACH), atol=6e-4)
    np.testing.assert_allclose(picture["df"], seen.df, atol=6e-4)
    assert picture["flat"] == seen.flat.astype(int).tolist()


def test_only_some_frames_of_a_clip_look_into_the_layer():
    frames = tick(SMALL, frames=2 * DIAGNOSTICS_EVERY, view={"layer": 1})[0]["frames"]
    looks = ["layer" in frame for frame in frames]
    assert looks == [i % DIAGNOSTICS_EVERY == 0 for i in range(2 * DIAGNOSTICS_EVERY)]
    assert looks == ["layers" in frame for frame in frames]


def test_gradients_come_in_the_order_of_the_states_numbers_and_with_some_frames():
    frames = tick(SMALL, frames=DIAGNOSTICS_EVERY + 1, view={"gradients": True})[0]["frames"]
    assert ["gradients" in frame for frame in frames] == [True, *[False] * (DIAGNOSTICS_EVERY - 1), True]
    for frame in (frames[0], frames[-1]):
        found = gradients(Experiment(**SMALL), state_of(SMALL, frame))
        numbers = [value for parts in found for part in parts for value in part.ravel()]
        assert len(numbers) == sum(part.size for parts in found for part in parts) == 6 + 9 + 4 + 1
        sent = np.frombuffer(urlsafe_b64decode(frame["gradients"]), dtype="<f4")
        np.testing.assert_array_equal(sent, np.array(numbers, dtype=np.float32))


@pytest.mark.parametrize("asked", [2, "all", None, [], {}])
def test_hostile_wishes_for_gradients_are_refused_by_name(asked):
    assert error_of(request(SMALL, view={"gradients": asked})).startswith("view.gradients must be ")


def test_nothing_is_looked_into_unless_asked():
    assert "gradients" not in tick(SMALL, epochs=0)[0]["frames"][0]
    assert "layer" not in tick(SMALL, epochs=0)[0]["frames"][0]
    assert "layer" not in tick({"hidden": []}, epochs=0, view={"layer": None})[0]["frames"][0]


def test_the_page_is_born_with_a_look_into_its_first_layer():
    (frame,) = first_answer(Experiment())["lanes"][0]["frames"]
    assert frame["layer"]["index"] == 0


@pytest.mark.parametrize("layer", [2, 7])
def test_a_layer_that_the_network_does_not_have_is_refused(layer):
    assert error_of(request(SMALL, view={"layer": layer})) == f"view.layer must be 0 to 1, got {layer}"


def test_without_hidden_layers_none_can_be_looked_into():
    assert (
        error_of(request({"hidden": []}, view={"layer": 0}))
        == "view.layer must be none, as there is no hidden layer, got 0"
    )


@every("layer", [-1, 8, 10**30, 0.5, "first", [], {}, float("nan")])
def test_hostile_layers_are_refused_by_name(layer):
    assert error_of(request(SMALL, view={"layer": layer})).startswith("view.layer must be ")


def test_every_lane_must_have_the_layer():
    assert error_of(request(SMALL, {"hidden": [{"units": 1}]}, view={"layer": 1})).startswith(
        "view.layer must be 0 to 0, got 1"
    )


def test_numbers_beyond_all_bounds_travel_as_none():
    fields = {"hidden": [{"units": 1, "activation": "linear"}] * 8, "output": "linear", "problem": "regression"}
    state = start(Experiment(**fields))
    huge = replace(state, layers=tuple(replace(i, weights=np.full_like(i.weights, 1e12)) for i in state.layers[:-1]))
    huge = replace(huge, layers=(*huge.layers, state.layers[-1]))
    (frame,) = tick(fields, states=[encoded(huge)], epochs=0, view={"layer": 7})[0]["frames"]
    assert sum(frame["layer"]["counts"]) > 0


@every("before", OPTIMIZERS)
@every("after", OPTIMIZERS)
def test_training_goes_on_with_another_optimizer_from_the_same_weights(before, after):
    old, new = {**SMALL, "optimizer": before}, {**SMALL, "optimizer": after}
    first = tick(old, epochs=3)[0]["frames"][0]
    asked = request(new, states=[first["state"]], epochs=2)
    asked["lanes"][0]["made_by"] = old
    trained = advance(Experiment(**old), start(Experiment(**old)), 3)
    if OPTIMIZERS[before].slots != OPTIMIZERS[after].slots:
        trained = trained.without_slots()
    expected = advance(Experiment(**new), trained, 2)
    frame = _frame(asked)
    assert frame["state"] == encoded(expected)
    assert frame["epoch"] == 5


def _frame(asked):
    answer = answer_tick(asked)
    assert "error" not in answer, answer
    return answer["lanes"][0]["frames"][0]


def test_a_state_of_another_optimizer_is_refused_unless_it_is_named():
    state = encoded(start(Experiment(**{**SMALL, "optimizer": "adam"})))
    assert error_of(request(SMALL, states=[state])).startswith("state must ")
    for named in (
        "sgd",
        {"optimizer": "sgd"},
        {"hidden": [{"units": 5}]},
        {"features": []},
        5,
        [],
        {"points": None, "no": 1},
    ):
        asked = request(SMALL, states=[state])
        asked["lanes"][0]["made_by"] = named
        assert error_of(asked).startswith(("state must ", "lanes.0.made_by", "no: "))


def test_what_a_layer_learns_of_its_activation_is_told_with_its_picture():
    (frame,) = tick(SMALL, epochs=5, view={"layer": 1})[0]["frames"]
    picture, (slope,) = frame["layer"], state_of(SMALL, frame).layers[1].learned.tolist()
    assert picture["learned"] == [{"symbol": "a", "start": 0.25, "values": [slope]}]
    ratio = [began / now for began, now in zip(picture["start"][:20], picture["f"][:20], strict=True)]
    assert ratio == pytest.approx([0.25 / slope] * 20, rel=0.05)
    assert picture["units"] == []
    (frame,) = tick(SMALL, epochs=5, view={"layer": 0})[0]["frames"]
    assert (frame["layer"]["learned"], frame["layer"]["start"]) == ([], [])


def test_where_each_unit_learns_its_own_all_of_them_are_drawn():
    experiment = {**SMALL, "hidden": [{"units": 3, "activation": "prelu-per-unit"}]}
    (frame,) = tick(experiment, epochs=5, view={"layer": 0})[0]["frames"]
    slopes = state_of(experiment, frame).layers[0].learned.tolist()
    picture = frame["layer"]
    assert picture["learned"] == [{"symbol": "a", "start": 0.25, "values": slopes}]
    left = [unit[0] / -picture["limit"] for unit in picture["units"]]
    assert left == pytest.approx(slopes, abs=1e-3)
    assert picture["f"][0] / -picture["limit"] == pytest.approx(np.mean(slopes), abs=1e-3)


def test_a_lane_tells_the_shapes_that_its_layers_have_learned_with_its_diagnostics():
    experiment = {**SMALL, "hidden": [{"units": 2}, {"units": 3, "activation": "star-relu"}]}
    (frame,) = tick(experiment, epochs=5, view={"diagnostics": True})[0]["frames"]
    (shape,) = frame["shapes"]
    s, b = state_of(experiment, frame).layers[1].learned.tolist()
    assert shape["layer"] == 1
    assert [its["values"] for its in shape["learned"]] == [[s], [b]]
    assert [its["symbol"] for its in shape["learned"]] == ["s", "b"]
    assert shape["curves"][0][0] == pytest.approx(b, abs=6e-4)
    assert shape["curves"][0][20] == pytest.approx(s + b, abs=6e-4)
    assert shape["start"][0] == pytest.approx(-(0.2**0.5), abs=6e-4)
    assert "shapes" not in tick({**SMALL, "hidden": [{"units": 2}]}, view={"diagnostics": True})[0]["frames"][0]
    assert "shapes" not in tick(experiment, epochs=0)[0]["frames"][0]
