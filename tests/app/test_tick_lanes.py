"""Ticks with several lanes: lock-step, divergence, shared data, and what a race shows of each lane."""

from base64 import urlsafe_b64decode

import pytest

from app.calls import tick as tick_module
from app.calls.tick import DIAGNOSTICS_EVERY, answer_tick
from app.components.race_setup import choices
from nn_core import DATASETS, Experiment, advance, diagnose, start
from nn_core.study.race_rules import DIFFERS, Rules, lane
from tests.app.helpers import error_of
from tests.cases import every

DIVERGING = {"problem": "regression", "features": ["x"], "hidden": [], "batch_size": 600, "learning_rate": 2}
HEAVY = {"hidden": [{"units": 16}] * 8, "batch_size": 1, "samples": 2000}


def _race(*experiments, **request):
    lanes = [{"experiment": experiment} for experiment in experiments]
    answer = answer_tick({"run": 1, "request": 1, "lanes": lanes, "view": {"units": False}, **request})
    return answer["lanes"]


def _epochs(lane):
    return [frame["epoch"] for frame in lane["frames"]]


@pytest.mark.parametrize(("epochs", "frames"), [(1000, 1), (1000, 4), (7, 30), (1, 5)])
def test_lanes_go_in_lock_step_even_if_one_is_too_slow(monkeypatch, epochs, frames):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 0.02)
    first, *others = _race({}, HEAVY, {"hidden": []}, epochs=epochs, frames=frames)
    assert _epochs(first)
    assert all(_epochs(lane) == _epochs(first) for lane in others)
    assert len(_epochs(first)) == 1 or _epochs(first) == [epochs * (n + 1) for n in range(len(_epochs(first)))]
    state = advance(Experiment(), start(Experiment()), _epochs(first)[-1])
    assert urlsafe_b64decode(first["frames"][-1]["state"]) == state.to_bytes()


def test_a_lane_that_diverges_leaves_the_race_alone():
    good, bad = _race({"problem": "regression"}, DIVERGING, epochs=5, frames=12)
    assert bad["stopped"]["reason"] == "diverged"
    assert _epochs(good) == [5 * (n + 1) for n in range(12)]
    assert len(_epochs(bad)) < 12
    assert good["stopped"] is None


def test_all_lanes_may_diverge():
    lanes = _race(DIVERGING, {**DIVERGING, "learning_rate": 3}, epochs=5, frames=12)
    assert all(lane["stopped"] for lane in lanes)


def test_lanes_with_equal_data_get_equal_data():
    one, two = _race({"noise": 20}, {"noise": 20, "learning_rate": 0.1}, view={"data": True}, epochs=0)
    assert one["data"] == two["data"]
    assert one["experiment"] != two["experiment"]


def test_diagnostics_and_the_size_of_the_picture_are_what_is_asked_for():
    (lane,) = _race(
        {}, view={"units": False, "diagnostics": True, "pixels": 50}, epochs=3, frames=DIAGNOSTICS_EVERY + 2
    )
    experiment = Experiment()
    for number, frame in enumerate(lane["frames"]):
        assert len(frame["outputs"]) == 2500
        assert "units" not in frame
        assert 0 < frame["seconds"] < 1
        looks = number % DIAGNOSTICS_EVERY == 0
        assert ("diagnostics" in frame) == looks
        if not looks:
            continue
        state = advance(experiment, start(experiment), frame["epoch"])
        expected = diagnose(experiment, state)
        assert frame["diagnostics"]["dead"] == expected.dead
        assert frame["diagnostics"]["saturated"] == expected.saturated
        assert tuple(frame["diagnostics"]["gradient_norms"]) == expected.gradient_norms
    (lane,) = _race({}, view={"diagnostics": True}, epochs=0)
    assert lane["frames"][0]["seconds"] is None


@pytest.mark.parametrize("pixels", [19, 101, -1, "wide", 50.5])
def test_pictures_of_other_sizes_are_refused(pixels):
    answer = answer_tick({"run": 1, "request": 1, "lanes": [{"experiment": {}}], "view": {"pixels": pixels}})
    assert "pixels" in answer["error"]


def _lanes_of(race, **base):
    """What a tick makes of new lanes of a race that differ in something; all share the base."""
    lanes = [{"experiment": base, "race": {**race, "lane": text}} for text in race["lanes"]]
    for its in lanes:
        del its["race"]["lanes"]
    return {"run": 1, "request": 1, "lanes": lanes, "view": {"units": False, "data": True}, "epochs": 0}


POINTS = [[i % 7 - 3, i % 5 - 2, i % 2 * 2 - 1] for i in range(100)]
BASES = [
    {},
    {"hidden": []},
    {"dataset": "custom", "points": POINTS, "samples": 100},
    {"problem": "multi-class", "dataset": next(k.key for k in DATASETS.values() if k.problem == "multi-class")},
]
OWN = {"activation": ["=max(0,z)", "leaky-relu:0.3", "relu,learning_rate=0.1,hidden=8,8"], "seed": ["0", "7"]}


@every("start_", ["uniform", "matched"])
@every("base", BASES)
@every("differs", DIFFERS)
def test_new_lanes_of_a_race_are_what_its_rules_say(differs, base, start_):
    texts = [value for value, _ in choices().get(differs, ())][:8] + OWN.get(differs, [])
    rules = Rules(base=Experiment(**base), differs=differs, start=start_)
    answer = answer_tick(_lanes_of({"differs": differs, "start": start_, "lanes": texts}, **base))
    expected = [lane(rules, text, []).experiment.model_dump(mode="json") for text in texts]
    assert [its["experiment"] for its in answer["lanes"]] == expected


@every(
    ("race", "said"),
    [
        ({"differs": "activation", "lanes": ["nonsense"]}, "nonsense"),
        ({"differs": "luck", "lanes": ["tanh"]}, "race.differs must be one of"),
        ({"differs": "__class__", "lanes": ["tanh"]}, "race.differs must be one of"),
        ({"differs": "noise", "lanes": [""]}, "must have a value"),
        ({"differs": "noise", "lanes": ["nan"]}, "nan"),
        ({"differs": "noise", "lanes": ["9" * 1001]}, "1000"),
        ({"differs": "learning_rate", "lanes": ["11"]}, "learning_rate"),
        ({"differs": "noise", "start": "late", "lanes": ["1"]}, "start"),
        ({"differs": "activation", "lanes": [f"=z+{i},hidden=2-=z*{i},2-=z/{i}" for i in range(1, 13)]}, "at most 16"),
    ],
)  # fmt: skip
def test_lanes_that_can_not_be_are_refused(race, said):
    assert said in error_of(_lanes_of(race))
