"""The callback that reads links: what it answers, and that garbage gets an error of one line."""

import json

import pytest
from hypothesis import given, settings, strategies as st

from app.calls.links import answer_link
from app.parts import PARTS
from nn_core import Experiment
from nn_core.formats.links.link import MAX_LINK, from_link, to_link
from nn_core.study.race_link import from_race_link
from tests.app.helpers import broken, garbage, tick

LINK = "dataset=spiral&seed=4&hidden=3-relu&show_test=true&hide=play"


def test_a_link_is_answered_with_all_that_it_says():
    experiment = Experiment(dataset="spiral", seed=4, hidden=[{"units": 3, "activation": "relu"}])
    assert answer_link({"text": f"#{LINK}&noise=99"}) == {
        "experiment": experiment.model_copy(update={"noise": 80.0}).model_dump(mode="json"),
        "link": "dataset=spiral&seed=4&noise=80&hidden=3-relu",
        "options": {
            "show_test": True,
            "discretize": False,
            "stop": None,
            "goals": (),
            "speed": 1,
            "lock_weights": False,
            "presenting": {"present": False, "title": ""},
            "task": "",
        },
        "hidden": ("play",),
        "notes": ("noise must be 0 to 80, got '99'; 80 is used instead.",),
    }
    assert answer_link({"text": ""})["experiment"] == Experiment().model_dump(mode="json")


def test_a_described_lane_carries_its_link():
    fields = {"dataset": "xor", "seed": 5, "hidden": [{"units": 2}]}
    (lane,) = tick(fields, view={"data": True}, epochs=0)
    assert lane["link"] == to_link(Experiment(**fields)) == "dataset=xor&seed=5&hidden=2-tanh"
    (lane,) = tick(fields, epochs=0)
    assert "link" not in lane


def test_a_described_lane_says_how_many_parameters_it_has():
    (lane,) = tick({"hidden": [{"units": 2}]}, view={"data": True}, epochs=0)
    assert lane["parameters"] == (2 + 1) * 2 + (2 + 1)


def test_stop_and_goals_are_answered_as_kinds_and_numbers():
    options = answer_link({"text": "stop=train_loss:0.2&goals=test_loss:0.3,gap_above:0.1"})["options"]
    assert options["stop"] == {"kind": "train_loss", "value": 0.2, "also": None}
    assert options["goals"] == ({"kind": "test_loss", "value": 0.3}, {"kind": "gap_above", "value": 0.1})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "dictionary"),
        ({}, "text is required"),
        ({"text": 3}, "text must be a valid string, got 3"),
        ({"text": "seed=1", "more": 1}, "more: "),
        ({"text": "hello"}, "link must be key=value&key=value, got 'hello'"),
        ({"text": "x" * (MAX_LINK + 1)}, "link must be at most 200,000 characters long, got 200,001"),
    ],
)
def test_what_is_no_link_gets_an_error(data, said):
    answer = answer_link(data)
    assert set(answer) == {"error"}
    assert said in answer["error"]


@settings(max_examples=200)
@given(
    garbage
    | broken({"text": LINK})
    | st.text(max_size=40).map(lambda text: {"text": text})
    | st.text("&=#;-~:%,\ud800aexyz0123456789", max_size=40).map(lambda text: {"text": f"hidden={text}&hide={text}"})
)
def test_every_answer_is_an_error_of_one_line_or_a_whole_link(data):
    answer = answer_link(data)
    json.dumps(answer, allow_nan=False).encode("utf-8")
    if "error" in answer:
        assert answer["error"].isprintable()
        return
    Experiment(**answer["experiment"])
    assert set(answer["hidden"]) <= set(PARTS)
    assert all(note.isprintable() for note in answer["notes"])


def test_the_server_answers_garbage_with_an_error(client):
    body = {
        "output": "link-answer.data",
        "outputs": {"id": "link-answer", "property": "data"},
        "inputs": [{"id": "link-request", "property": "data", "value": {"text": ["#"]}}],
        "changedPropIds": ["link-request.data"],
    }
    response = client.post("/_dash-update-component", json=body)
    assert response.status_code == 200
    assert "error" in response.get_json()["response"]["link-answer"]["data"]


def test_runs_become_a_race_and_what_can_not_is_told():
    runs = ["dataset=circle&seed=1", "dataset=circle&seed=1", "dataset=circle&seed=1&learning_rate=0.3"]
    answer = answer_link({"page": "race", "runs": runs})
    assert answer["left_out"] == [{"run": 1, "why": "same"}]
    lanes = from_race_link(answer["link"]).competitors
    assert [lane.experiment for lane in lanes] == [from_link(runs[0]).experiment, from_link(runs[2]).experiment]
    assert answer_link({"page": "race", "runs": runs[:2]}) == {"link": None, "left_out": [{"run": 1, "why": "same"}]}
    names = ["Teal Heron", "Nobody", "Amber; Finch\n"]
    named = answer_link({"page": "race", "runs": runs, "names": names})["link"]
    assert [from_race_link(named).names[lane.text] for lane in lanes] == ["Teal Heron", "Amber, Finch"]
    assert "names" not in answer["link"]
    for bad in (["x" * 61], ["x"] * 13, [1], "x"):
        assert answer_link({"page": "race", "runs": runs, "names": bad})["error"]
    assert "runs must be 2 to 12, got 1" in answer_link({"page": "race", "runs": runs[:1]})["error"]
    for bad in (["x"] * 13, ["x" * 200_001] * 2, [1, 2], "seed=1", {"0": "seed=1"}):
        assert answer_link({"page": "race", "runs": bad})["error"]
