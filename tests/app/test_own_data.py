"""The callback for own data: what the page shows of a table, the way back, and an error for everything else."""

import json

import pytest
from hypothesis import given, strategies as st

from app.callbacks.own_data import answer_own_data
from nn_core import Experiment, make_dataset
from nn_core.own_data import to_csv
from tests.app.helpers import broken, check, garbage, tick

ROWS = [f"{10 * i},{100 - 7 * i},{('ox', 'cat', 'dog')[i % 3]}" for i in range(12)]
TABLE = "\n".join(["width,height,kind", *ROWS])
GOOD = {"text": TABLE, "columns": [1, 2, 3], "header": True, "problem": "multi-class"}


def ask(request):
    """The answer to what JSON has carried, itself what strict JSON can carry."""
    answer = answer_own_data(json.loads(json.dumps(request)))
    return json.loads(json.dumps(answer, allow_nan=False))


@pytest.mark.parametrize("request_", [{"text": TABLE}, GOOD, {**GOOD, "columns": None, "header": None}])
def test_a_table_becomes_the_data_of_an_experiment_and_what_there_is_to_say(request_):
    answer = ask(request_)
    fields = {name: answer[name] for name in ("dataset", "points", "problem", "classes")}
    (lane,) = tick(fields, view={"data": True})
    assert lane["experiment"]["samples"] == 12
    assert answer["columns"] == ["width", "height", "kind"]
    assert answer["chosen"] == [1, 2, 3]
    assert answer["header"] is True
    assert answer["rows"][0] == ["0", "100", "ox"]
    assert answer["notes"][:3] == [
        "x = (width − 55) × 0.09091",
        "y = (height − 61.5) × 0.1299",
        "Labels: A = cat, B = dog, C = ox",
    ]
    assert "shuffled" in answer["notes"][3]


def test_what_needs_no_words_gets_none_and_a_split_is_told():
    answer = ask({"text": to_csv(make_dataset(Experiment(samples=40, train_percent=30)))})
    assert answer["notes"] == ["The column “set” says which rows train: 30 %."]
    assert answer["train_points"] == 12


def test_two_classes_are_minus_and_plus_one():
    two = TABLE.replace("dog", "cat")
    assert "Labels: −1 = cat, +1 = ox" in ask({"text": two})["notes"]


def test_negative_middles_are_added():
    moved = "\n".join(f"{-i},7000,{i}.5" for i in range(12))
    assert ask({"text": moved})["notes"][:3] == [
        "x = (column 1 + 5.5) × 0.9091",
        "y = column 2 − 7000",
        "label = (column 3 − 6) × 0.1818",
    ]


def test_columns_can_be_chosen_though_the_first_guess_fails():
    answer = ask({"text": TABLE, "columns": [1, 3, 2]})
    assert "line 2, \"kind\": 'ox' is not a number" in answer["error"]
    assert (answer["columns"], answer["chosen"]) == (["width", "height", "kind"], [1, 3, 2])
    assert answer["rows"][0] == ["0", "100", "ox"]
    assert ask({"text": TABLE + "\n1"}).keys() == {"error"}


def test_an_experiment_becomes_a_table():
    experiment = {"dataset": "xor", "samples": 30, "batch_size": 5, "seed": 4}
    answer = ask({"experiment": experiment})
    assert answer == {"csv": to_csv(make_dataset(Experiment(**experiment)))}
    assert answer["csv"].splitlines()[0] == "x,y,label,set"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (None, "dictionary"),
        ({}, "text: "),
        ({"text": 7}, "text: 7 is not allowed"),
        ({"text": "x" * 400_000}, "allowed are 300,000"),
        ({"text": TABLE + "\n1,abc,ox"}, "line 14, \"height\": 'abc' is not a number"),
        ({**GOOD, "columns": [1, 2]}, "columns"),
        ({**GOOD, "columns": [1, 2, 4]}, "columns: '4'"),
        ({**GOOD, "columns": ["1", 2, 3]}, "columns"),
        ({**GOOD, "header": 1}, "header: 1 is not allowed"),
        ({**GOOD, "problem": "nothing"}, "problem: 'nothing'"),
        ({**GOOD, "more": 1}, "more: "),
        ({"experiment": {"dataset": "nothing"}}, "dataset: 'nothing'"),
        ({"experiment": {}, "text": ""}, "text: "),
    ],
)
def test_requests_that_make_no_sense_get_one_line(request_, words):
    line = ask(request_)["error"]
    assert words in line
    assert line.isprintable()
    assert len(line) < 500


@given(broken(GOOD) | garbage | st.fixed_dictionaries({"text": st.text()}))
def test_garbage_never_breaks_it(request_):
    answer = answer_own_data(request_)
    check({"run": 0, "request": 0, "lanes": 0} | answer if "error" not in answer else {"run": 0, "request": 0} | answer)
    assert "points" in answer or "csv" in answer or "error" in answer
