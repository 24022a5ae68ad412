"""The tick: trains exactly as the core does, remembers nothing, keeps its limits, and never raises."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

import numpy as np
import pytest

from app.calls import tick as tick_module
from app.calls.lanes import MAX_EPOCHS, MAX_FRAMES, MAX_LANES, MAX_STATE_TEXT
from app.calls.tick import DIAGNOSTICS_EVERY, answer_tick, first_answer
from nn_core import DivergedError, Experiment, TrainingState, advance, evaluate, make_dataset, progress, start
from tests.app.helpers import encoded, error_of, request, tick
from tests.cases import every

SMALL = {"samples": 20, "batch_size": 5, "hidden": [{"units": 2}]}
# doubles its only weight about every other epoch
SLOWLY_DIVERGING = {
    "problem": "regression", "features": ["x"], "hidden": [], "batch_size": 600, "learning_rate": 0.2,
}  # fmt: skip
DIVERGING = {
    "problem": "regression", "learning_rate": 10,
    "hidden": [{"units": 4, "activation": "relu"}, {"units": 2, "activation": "relu"}],
}  # fmt: skip


def test_a_request_without_further_wishes_gives_one_epoch_with_everything_that_is_drawn():
    answer = answer_tick(request({}, run=11, request=12))
    assert (answer["run"], answer["request"]) == (11, 12)
    (lane,) = answer["lanes"]
    (frame,) = lane["frames"]
    assert set(lane) == {"frames", "stopped"}
    assert lane["stopped"] is None
    assert set(frame) == {
        "epoch", "state", "train_loss", "test_loss", "train_score", "test_score", "outputs", "units", "confusion",
    }  # fmt: skip
    assert frame["epoch"] == 1


def test_losses_and_scores_are_those_of_the_core():
    experiment = Experiment(**SMALL)
    metrics = evaluate(experiment, advance(experiment, start(experiment), 4))
    frame = tick(SMALL, epochs=4)[0]["frames"][0]
    assert (frame["train_loss"], frame["test_loss"]) == (metrics.train_loss, metrics.test_loss)
    assert (frame["train_score"], frame["test_score"]) == (metrics.train_score, metrics.test_score)


def test_zero_epochs_show_the_state_as_it_is_in_one_frame():
    experiment = Experiment(**SMALL)
    state = advance(experiment, start(experiment), 3)
    frames = tick(SMALL, states=[encoded(state)], epochs=0, frames=5)[0]["frames"]
    assert [frame["epoch"] for frame in frames] == [3]
    assert urlsafe_b64decode(frames[0]["state"]) == state.to_bytes()


def test_frames_are_as_many_epochs_apart_as_asked():
    frames = tick(SMALL, epochs=7, frames=4)[0]["frames"]
    assert [frame["epoch"] for frame in frames] == [7, 14, 21, 28]
    experiment = Experiment(**SMALL)
    for frame in frames:
        assert urlsafe_b64decode(frame["state"]) == advance(experiment, start(experiment), frame["epoch"]).to_bytes()


@pytest.mark.parametrize(
    "fields",
    [SMALL, {}, {**SMALL, "regularization": "l1", "regularization_rate": 0.3}, {"problem": "regression", "hidden": []}],
)
def test_a_chain_of_ticks_is_the_same_as_training_at_once_to_the_last_bit(fields):
    first = tick(fields, epochs=2, frames=3)[0]["frames"][-1]
    second = tick(fields, epochs=3, frames=2, states=[first["state"]])[0]["frames"][-1]
    experiment = Experiment(**fields)
    assert urlsafe_b64decode(second["state"]) == advance(experiment, start(experiment), 12).to_bytes()


def test_the_same_request_gives_the_same_bytes_whatever_was_asked_in_between(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 60)  # a busy machine must not cut the clip short
    asked = request(SMALL, {"problem": "regression"}, epochs=2, frames=3, view={"data": True})
    first = json.dumps(answer_tick(asked))
    tick({"dataset": "spiral", "seed": 5}, epochs=3)
    error_of(None)
    assert json.dumps(answer_tick(asked)) == first


def test_lanes_do_not_disturb_each_other(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 60)
    experiments = [{**SMALL, "seed": seed} for seed in range(MAX_LANES)]
    together = tick(*experiments, epochs=2, frames=2)
    for experiment, lane in zip(experiments, together, strict=True):
        assert lane == tick(experiment, epochs=2, frames=2)[0]


def test_only_what_is_visible_is_computed():
    lane = tick(SMALL, view={"units": False})[0]
    assert {"units", "confusion"} & set(lane["frames"][0]) == set()
    assert set(lane) == {"frames", "stopped"}
    counted = ["confusion" in frame for frame in tick(SMALL, frames=DIAGNOSTICS_EVERY + 5)[0]["frames"]]
    assert counted == [number % DIAGNOSTICS_EVERY == 0 for number in range(DIAGNOSTICS_EVERY + 5)]
    assert set(tick(SMALL, view={"data": True})[0]) == {
        "frames", "stopped", "experiment", "link", "parameters", "data", "curves",
    }  # fmt: skip


def test_data_comes_with_the_experiment_as_the_core_has_completed_it():
    fields = {"problem": "regression", "hidden": [{"units": 1, "activation": "swish"}, {"units": 3}]}
    lane = tick(fields, epochs=0, view={"data": True})[0]
    experiment = Experiment(**fields)
    assert Experiment(**lane["experiment"]) == experiment
    assert lane["experiment"] == experiment.model_dump(mode="json")
    assert lane["data"]["train"] == len(make_dataset(experiment).train_x)
    assert [len(curve) for curve in lane["curves"]] == [33, 33]
    np.testing.assert_allclose(lane["curves"][1], np.tanh(np.linspace(-4, 4, 33)), atol=6e-4)


def test_a_formula_that_has_no_number_is_blamed_with_its_layer_and_z():
    blamed = {"hidden": [{"units": 4, "activation": "custom", "formula": "log(z+12)*z"}] * 2, "learning_rate": 3.0}
    good, bad = tick(SMALL, blamed, frames=5)
    fault = bad["stopped"].pop("fault")
    assert bad["stopped"] == {"reason": "diverged", "epoch": 0}
    assert (fault["layer"], fault["formula"]) == (2, "log(z+12)*z")
    assert float(fault["z"]) <= -12.0
    assert good["stopped"] is None


def test_the_page_is_born_with_a_good_answer():
    answer = first_answer(Experiment())
    assert (answer["run"], answer["request"]) == (0, 0)
    (lane,) = answer["lanes"]
    assert lane["stopped"] is None
    assert [frame["epoch"] for frame in lane["frames"]] == [0]
    assert lane["experiment"] == Experiment().model_dump(mode="json")
    assert urlsafe_b64decode(lane["frames"][0]["state"]) == start(Experiment()).to_bytes()


def test_a_lane_that_diverges_at_once_says_where_and_the_others_go_on():
    good, bad = tick(SMALL, DIVERGING, frames=5)
    assert bad == {"frames": [], "stopped": {"reason": "diverged", "epoch": 0}}
    assert [frame["epoch"] for frame in good["frames"]] == [1, 2, 3, 4, 5]
    assert good == tick(SMALL, frames=5)[0]


@pytest.mark.parametrize("epochs", [1, 7, 50, 1000])
def test_a_lane_that_diverges_later_stops_at_the_state_that_it_names(epochs):
    experiment = Experiment(**SLOWLY_DIVERGING)
    with pytest.raises(DivergedError) as diverged:
        for _ in progress(experiment, start(experiment)):
            pass
    assert diverged.value.state.epoch > 20
    epoch, state, stopped = 0, None, None
    while not stopped:
        lane = tick(SLOWLY_DIVERGING, states=[state], epochs=epochs, frames=30)[0]
        stopped = lane["stopped"]
        if lane["frames"]:
            epoch, state = lane["frames"][-1]["epoch"], lane["frames"][-1]["state"]
    assert stopped == {"reason": "diverged", "epoch": epoch}
    if epochs == 1:
        assert epoch == diverged.value.state.epoch
        assert state == encoded(diverged.value.state)


def test_when_time_is_up_every_lane_still_gets_a_frame(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 0)
    lanes = tick({}, SMALL, {"hidden": []}, epochs=7, frames=MAX_FRAMES)
    assert [[frame["epoch"] for frame in lane["frames"]] for lane in lanes] == [[7]] * 3


def test_the_largest_networks_get_few_epochs_when_time_is_up(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 0)
    big = {"samples": 2000, "train_percent": 90, "batch_size": 1, "hidden": [{"units": 16}] * 8}
    (one,), (other,) = (lane["frames"] for lane in tick(big, big, epochs=MAX_EPOCHS, frames=MAX_FRAMES))
    assert 1 <= one["epoch"] == other["epoch"] < 20
    assert [frame["epoch"] for frame in tick(big, epochs=MAX_EPOCHS)[0]["frames"]] == [1]


@every(
    ("fields", "named"),
    [
        ({"lanes": []}, "lanes"),
        ({"lanes": [{"experiment": {}}] * 13}, "lanes"),
        ({"lanes": {"experiment": {}}}, "lanes"),
        ({"lanes": None}, "lanes"),
        ({"frames": 0}, "frames"),
        ({"frames": 31}, "frames"),
        ({"frames": 1.5}, "frames"),
        ({"epochs": -1}, "epochs"),
        ({"epochs": 1001}, "epochs"),
        ({"epochs": "many"}, "epochs"),
        ({"epochs": float("nan")}, "epochs"),
        ({"epochs": float("inf")}, "epochs"),
        ({"run": -1}, "run"),
        ({"run": 2**53 + 1}, "run"),
        ({"run": None}, "run"),
        ({"request": [1]}, "request"),
        ({"view": {"units": "perhaps"}}, "view.units"),
        ({"view": None}, "view"),
        ({"more": 1}, "more"),
        ({"lanes": [{"experiment": {"learning_rate": float("nan")}}]}, "learning_rate"),
        ({"lanes": [{"experiment": {"learning_rate": 10.1}}]}, "learning_rate"),
        ({"lanes": [{"experiment": {"hidden": [{"units": 17}]}}]}, "hidden.0.units"),
        ({"lanes": [{"experiment": {"dataset": "\ud800\n"}}]}, "dataset"),
        ({"lanes": [{"experiment": {}, "state": "A" * (MAX_STATE_TEXT + 1)}]}, "state"),
        ({"lanes": [{"experiment": {}, "more": 1}]}, "more"),
        ({"lanes": [{}]}, "experiment"),
    ],
)
def test_a_request_beyond_the_limits_is_refused_by_the_name_of_the_field(fields, named):
    assert named in error_of({**request({}), **fields}).partition(": ")[0]


@pytest.mark.parametrize(
    ("fields", "limit"),
    [({"frames": MAX_FRAMES, "epochs": 0}, 1), ({"epochs": MAX_EPOCHS}, 1), ({"run": 2**53, "request": 0}, 1)],
)
def test_a_request_at_the_limits_is_answered(fields, limit):
    assert len(tick(SMALL, **fields)[0]["frames"]) >= limit


def test_numbers_of_a_refused_request_come_back_so_that_the_browser_knows_which_it_was():
    assert answer_tick({"run": 4, "request": 5}).items() >= {"run": 4, "request": 5}.items()
    for bad in ("4", 4.5, True, -1, 2**60, None, [4]):
        assert answer_tick({"run": bad, "request": 5})["run"] is None


def _experiment_with_state():
    experiment = Experiment(**SMALL)
    return experiment, advance(experiment, start(experiment), 2)


def _refused_state(text):
    line = error_of(request(SMALL, states=[text]))
    assert line.startswith(("state must ", "lanes.0.state must ")), line


@every("text", ["", "A", "%%%%", "é", "TlBTUw==", "\ud800", "AAAA\nAAAA", "=" * 8, "-_-_"])
def test_a_state_that_is_not_base64_of_a_state_is_refused(text):
    _refused_state(text)


def test_a_state_of_another_shape_is_refused():
    for other in ({**SMALL, "hidden": [{"units": 3}]}, {**SMALL, "hidden": []}, {**SMALL, "features": ["x"]}):
        _refused_state(encoded(start(Experiment(**other))))


def test_a_state_that_was_cut_stretched_or_changed_in_its_head_is_refused():
    data = _experiment_with_state()[1].to_bytes()
    for length in range(len(data)):
        _refused_state(urlsafe_b64encode(data[:length]).decode())
    _refused_state(urlsafe_b64encode(data + b"\0").decode())
    for index in range(16):
        _refused_state(urlsafe_b64encode(bytes([*data[:index], data[index] ^ 0x55, *data[index + 1 :]])).decode())


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e13, -1e300])
def test_a_state_with_a_number_beyond_all_bounds_is_refused(value):
    _, state = _experiment_with_state()
    first = replace(state.layers[0], biases=np.full_like(state.layers[0].biases, value))
    _refused_state(encoded(TrainingState((first, *state.layers[1:]), state.epoch)))


def test_one_bad_lane_refuses_the_whole_request():
    assert "hidden" in error_of(request(SMALL, {"hidden": 7}))
    assert error_of(request(SMALL, SMALL, states=[None, "AAAA"])).startswith("state must ")


@pytest.mark.parametrize(
    "hidden",
    [
        [{"units": 4, "activation": "custom", "formula": "sqrt(101 - z^2)"}],
        [{"units": 4, "activation": "custom", "formula": "exp(exp(z)/9)"}],
        [{"units": 16, "activation": "squared-relu"}] * 8,
    ],
)
def test_layers_that_lead_out_of_the_finite_numbers_are_refused(hidden):
    setup = {"features": ["x^2", "y^2", "xy"], "hidden": hidden, "output": "linear", "loss": "hinge"}
    lanes = [{"experiment": {**setup, "initializer": "constant"}}]
    answer = answer_tick({"run": 1, "request": 2, "lanes": lanes, "epochs": 0, "view": {"data": True}})
    assert (answer["run"], answer["request"]) == (1, 2)
    assert "hidden" in answer["error"]
    assert "finite number" in answer["error"]
    if "sqrt" in str(hidden):
        assert "the formula sqrt(101 - z^2) has no number at z = " in answer["error"]
