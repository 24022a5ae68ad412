"""Runs as lanes of a race: the lanes train just what the runs did, and what can't be a lane is told."""

import pytest

from nn_core import Experiment
from nn_core.formats.links.link import from_link
from nn_core.study.race_link import from_race_link, to_race_link
from nn_core.study.race_of_runs import race_of_runs


def experiments(*links):
    return [from_link(link).experiment for link in links]


SAME = [  # links, what the lanes differ in, and the lanes
    (
        ["dataset=circle&seed=1", "dataset=circle&seed=1&learning_rate=0.3"],
        "learning_rate",
        ("0.03", "0.3"),
    ),
    (["seed=1&hidden=4-tanh;2-tanh", "seed=1&hidden=4-relu;2-relu"], "activation", ("tanh", "relu")),
    (["seed=1&hidden=4-tanh;2-tanh", "seed=1&hidden=8-tanh"], "hidden", ("4,2", "8")),
    (["seed=1&hidden=4-tanh", "seed=1&hidden=8-relu"], "activation", ("hidden=4-tanh", "hidden=8-relu")),
    (["seed=1", "seed=2", "seed=3"], "seed", ("1", "2", "3")),
    (["seed=1", "seed=1&weights_seed=7"], "activation", ("learning_rate=0.03", "weights_seed=7")),
    (["seed=1", "seed=1&optimizer=adam&learning_rate=0.003&noise=20"], "activation", None),
    (["seed=1&hidden=", "seed=1&hidden=3-=max(0%2C%20z)", "seed=1&hidden=3-leaky-relu:0.2~0.1"], "activation", None),
    (["dataset=circle", "problem=regression&dataset=reg-plane&output=linear"], "activation", None),
    (["features=x,y", "features=x,y,x%5E2", "features="], "activation", None),
    (["dataset=circle&regularization=l2&regularization_rate=0.1", "dataset=circle"], "activation", None),
    (
        ["problem=multi-class&dataset=rings&classes=4", "problem=multi-class&dataset=blobs&classes=3"],
        "activation",
        None,
    ),
]


@pytest.mark.parametrize(("links", "differs", "lanes"), SAME)
def test_every_lane_is_its_run_also_by_its_link(links, differs, lanes):
    given = experiments(*links)
    race = race_of_runs(given)
    assert race.left_out == {}
    assert race.rules.differs == differs
    assert lanes is None or race.rules.lanes == lanes
    read = from_race_link(to_race_link(race.rules))
    assert read.notes == ()
    assert [lane.experiment for lane in read.competitors] == given


def test_what_can_not_be_a_lane_is_told_and_the_others_race():
    one, other, again = experiments("seed=1", "seed=1&noise=10", "seed=1")
    own = Experiment(dataset="custom", points=[(i, i, (-1) ** i) for i in range(10)], seed=1)
    race = race_of_runs([one, own, again, other])
    assert race.left_out == {1: "data", 2: "same"}
    assert [lane.experiment for lane in race.rules.competitors] == [one, other]
    assert race_of_runs([one, own]).rules is None
    assert race_of_runs([own, one]).left_out == {1: "data"}
    assert race_of_runs([own, own.model_copy(update={"learning_rate": 0.1})]).left_out == {}


def test_a_lane_that_would_be_too_long_is_left_out():
    layers = ";".join(f"16-={'+'.join(['sin(z)'] * 20)}" for _ in range(8)).replace("+", "%2B")
    one, other, long = experiments("seed=1", "seed=1&noise=10", f"seed=1&hidden={layers}")
    race = race_of_runs([one, other, long])
    assert race.left_out == {2: "lane"}
    assert [lane.experiment for lane in race.rules.competitors] == [one, other]


@pytest.mark.parametrize("count", [0, 1, 13])
def test_a_race_has_two_to_twelve_runs(count):
    with pytest.raises(ValueError, match=f"runs must be 2 to 12, got {count}"):
        race_of_runs(experiments(*["seed=1"] * count))
