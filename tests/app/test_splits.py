"""A tick that is asked to split own points again: what it answers, what it goes on with, and what it refuses."""

from app.calls.tick import answer_tick
from nn_core import Experiment
from tests.app.helpers import error_of, request, tick
from tests.cases import every

POINTS = [[i / 10, 1, -1 if i < 30 else 1] for i in range(50)]
OWN = {"dataset": "custom", "points": POINTS}


def split(experiment, **fields):
    """The lane of the answer to a request that splits."""
    (lane,) = tick_with(request(experiment, epochs=0, view={"data": True}), fields)
    return lane


def tick_with(asked, fields):
    asked["lanes"][0]["split"] = fields
    answer = answer_tick(asked)
    assert "error" not in answer, answer["error"]
    return answer["lanes"]


def test_points_are_split_fairly_at_another_share_and_the_answer_says_how_many_moved():
    lane = split({**OWN, "train_percent": 20}, train=25, kind="share")
    experiment = Experiment(**lane["experiment"])
    assert (experiment.train_points, experiment.train_percent, lane["data"]["train"]) == (10, 20, 10)
    assert [label for _, _, label in experiment.points[:10]].count(1) == 4
    assert lane["split"] == {"kind": "share", "to_train": 4, "to_test": 19}
    assert "train_points=10" in lane["link"]


def test_where_nothing_moves_there_is_nothing_to_tell_and_roles_are_written_down():
    fair = split({**OWN, "train_percent": 20}, train=25)["experiment"]
    lane = split({**fair, "train_points": None}, train=10)
    assert "split" not in lane
    assert lane["experiment"] == fair
    (other,) = tick(fair, view={"data": True})
    assert "split" not in other


def test_a_mini_batch_that_is_too_large_for_what_trains_afterwards_is_made_smaller():
    lane = split({**OWN, "train_percent": 90, "batch_size": 30}, train=50, kind="new")
    assert (lane["experiment"]["train_points"], lane["experiment"]["batch_size"]) == (45, 30)
    lane = split({**OWN, "train_points": 45, "batch_size": 30, "train_percent": 10}, train=45)
    assert (lane["experiment"]["train_points"], lane["experiment"]["batch_size"]) == (5, 5)


def test_what_was_learned_goes_on_with_another_split():
    (before,) = tick(OWN, epochs=3)
    state = before["frames"][-1]["state"]
    asked = request({**OWN, "train_percent": 90}, states=[state], epochs=0, view={"data": True})
    (lane,) = tick_with(asked, {"train": 25})
    assert lane["frames"][0]["epoch"] == 3
    assert lane["data"]["train"] == 45


@every(
    ("experiment", "fields", "words"),
    [
        (OWN, {"train": 51}, "split.train must be 0 to 50, the number of points, got 51"),
        (OWN, {"train": -1}, "split.train must be greater than or equal to 0, got -1"),
        (OWN, {"train": 1.5}, "split.train must be a valid integer"),
        (OWN, {"train": 10**30}, "split.train must be "),
        (OWN, {}, "split.train"),
        (OWN, {"train": 5, "kind": "all"}, "split.kind must be "),
        (OWN, {"train": 5, "more": 1}, "split.more"),
        (OWN, "share", "split must be "),
        ({}, {"train": 5}, "split must be left out unless dataset is \"custom\", got 'share'"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(experiment, fields, words):
    asked = request(experiment, epochs=0)
    asked["lanes"][0]["split"] = fields
    assert words in error_of(asked)
