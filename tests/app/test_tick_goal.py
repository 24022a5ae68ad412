"""Ticks with a goal: a lane ends at the very epoch, says so, and can go on past it."""

import pytest
from hypothesis import given

from app.calls import tick as tick_module
from app.calls.tick import answer_tick
from app.components.goal_bar import NEVER, aims, goal_bar, goals
from nn_core import Experiment, advance, evaluate, start
from nn_core.experiment.goal import BOUNDS
from nn_core.formats.links.goals import AIMS
from nn_core.study.race import run_to_target
from tests.app.helpers import broken, check, components, encoded, error_of, request, tick
from tests.cases import every

SMALL = {"samples": 100, "hidden": [{"units": 4}], "learning_rate": 0.1}
DIVERGING = {"problem": "regression", "features": ["x"], "hidden": [], "batch_size": 600, "learning_rate": 0.2}
BEST = {"loss": 0.25, "epoch": 3}
GOOD = request(SMALL, epochs=3, frames=2, view={"goal": {"kind": "patience", "value": 4, "best": BEST}})


def _to_the_end(fields, epochs, goal, state=None, best=None):
    """Tick as the page does until the lane stops; its last answer."""
    for _ in range(2000):
        given = {**goal, "best": best}
        (lane,) = tick(fields, states=[state], epochs=epochs, frames=12, view={"goal": given})
        if lane["frames"]:
            state, best = lane["frames"][-1]["state"], lane["frames"][-1].get("best")
        if lane["stopped"]:
            return lane
    raise AssertionError("it does not stop")


@every("epochs", [1, 7, 1000])
@every(("kind", "value"), [("test_loss", 0.05), ("train_loss", 0.05), ("test_score", 0.95)])
def test_a_lane_stops_at_the_epoch_of_the_core(kind, value, epochs):
    experiment = Experiment(**SMALL)
    expected = run_to_target(experiment, value, 5000, kind).epochs_to_target
    lane = _to_the_end(SMALL, epochs, {"kind": kind, "value": value})
    assert lane["stopped"] == {"reason": "goal", "epoch": expected}
    frame = lane["frames"][-1]
    assert frame["epoch"] == expected
    assert frame["state"] == encoded(advance(experiment, start(experiment), expected))
    assert frame["test_loss"] == evaluate(experiment, advance(experiment, start(experiment), expected)).test_loss


def test_it_stops_there_even_when_time_is_up(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 0)
    lane = _to_the_end(SMALL, 1000, {"kind": "epoch", "value": 20})
    assert lane["stopped"] == {"reason": "goal", "epoch": 20}


def test_an_epoch_shortens_the_last_stretch_and_is_no_goal_any_more(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 60)
    goal = {"kind": "epoch", "value": 25}
    (lane,) = tick(SMALL, epochs=10, frames=12, view={"goal": goal})
    assert [frame["epoch"] for frame in lane["frames"]] == [10, 20, 25]
    assert lane["stopped"] == {"reason": "goal", "epoch": 25}
    (lane,) = tick(SMALL, states=[lane["frames"][-1]["state"]], epochs=10, frames=2, view={"goal": goal})
    assert [frame["epoch"] for frame in lane["frames"]] == [35, 45]
    assert lane["stopped"] is None


@pytest.mark.parametrize("epochs", [1, 1000])
def test_two_measures_stop_a_lane_together(epochs):
    goal = {"kind": "test_loss", "value": 0.1, "also": {"kind": "train_loss", "value": 0.02}}
    lane = _to_the_end(SMALL, epochs, goal)
    frame = lane["frames"][-1]
    assert lane["stopped"] == {"reason": "goal", "epoch": frame["epoch"]}
    assert frame["test_loss"] < 0.1
    experiment = Experiment(**SMALL)
    before = evaluate(experiment, advance(experiment, start(experiment), frame["epoch"] - 1))
    assert before.test_loss >= 0.1 or before.train_loss >= 0.02


@pytest.mark.parametrize("epochs", [1, 7])
def test_patience_carries_the_best_from_frame_to_frame(epochs):
    fields = {**SMALL, "noise": 50, "learning_rate": 0.3}
    lanes = [_to_the_end(fields, every, {"kind": "patience", "value": 30}) for every in (epochs, 1000)]
    first, second = (lane["stopped"]["epoch"] for lane in lanes)
    assert first == second
    assert lanes[0]["frames"][-1]["best"]["epoch"] == first - 30


def test_past_the_goal_it_goes_on():
    goal = {"kind": "test_loss", "value": 0.05}
    state = _to_the_end(SMALL, 7, goal)["frames"][-1]["state"]
    (lane,) = tick(SMALL, states=[state], epochs=2, frames=3, view={"goal": {**goal, "passed": True}})
    assert lane["stopped"] is None
    assert len(lane["frames"]) == 3
    (lane,) = tick(SMALL, states=[state], epochs=2, frames=3, view={"goal": goal})
    assert lane["stopped"]["reason"] == "goal"
    assert len(lane["frames"]) == 1


def test_a_state_that_is_only_looked_at_stops_nothing_and_keeps_its_best():
    (lane,) = tick(SMALL, epochs=0, view={"goal": {"kind": "patience", "value": 1, "best": {"loss": 0.1, "epoch": 0}}})
    assert lane["stopped"] is None
    assert lane["frames"][0]["best"] == {"loss": 0.1, "epoch": 0}


@pytest.mark.parametrize("epochs", [1, 50])
def test_a_lane_that_diverges_before_its_goal_says_so(epochs):
    lane = _to_the_end(DIVERGING, epochs, {"kind": "test_loss", "value": 1e-6})
    assert lane["stopped"]["reason"] == "diverged"


@every(
    ("goal", "named"),
    [
        ({"kind": "epoch", "value": 0.5}, "view.goal.value"),
        ({"kind": "test_score", "value": 2}, "view.goal.value"),
        ({"kind": "test_loss", "value": float("nan")}, "view.goal.value"),
        ({"kind": "loss", "value": 1}, "view.goal.kind"),
        ({"kind": "epoch"}, "view.goal.value"),
        ({"kind": "patience", "value": 1, "best": {"loss": 1}}, "view.goal.best.epoch"),
        ({"kind": "patience", "value": 1, "best": {"loss": float("inf"), "epoch": 1}}, "view.goal.best.loss"),
        ({"kind": "patience", "value": 1, "best": {"loss": 1, "epoch": 2**60}}, "view.goal.best.epoch"),
        ({"kind": "epoch", "value": 1, "more": 1}, "view.goal.more"),
        ({"kind": "gap", "value": 1, "also": {"kind": "epoch", "value": 1}}, "view.goal.also.kind"),
        ({"kind": "gap", "value": 1, "also": {"kind": "test_loss", "value": 0}}, "view.goal.also.value"),
        (7, "view.goal"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused_by_name(goal, named):
    assert error_of(request(SMALL, view={"goal": goal})).startswith(
        (f"{named} must be ", f"{named} is required", f"{named}: extra inputs")
    )


@given(broken(GOOD))
def test_a_request_broken_in_one_place_is_answered(data):
    check(answer_tick(data))


def test_every_kind_of_goal_can_be_chosen_and_every_aim_has_words():
    assert goals().keys() == BOUNDS.keys()
    assert aims().keys() == AIMS.keys()
    kinds = {c.value for c in components(goal_bar()) if type(c).__name__ == "Option"}
    assert kinds == {*BOUNDS, NEVER}
