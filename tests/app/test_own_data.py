"""The callback for custom data: what the page shows of a table, the way back, and an error for everything else."""

import json
import re
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given, strategies as st

from app.calls.own_data import answer_own_data
from nn_core import Experiment, make_dataset
from nn_core.formats.tables.own_data import to_csv
from tests.app.helpers import broken, check, garbage, tick
from tests.cases import every

WORDS = ("ox", "cat")
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
    assert answer["notes"] == ["Column “set” says which rows train: 12 train, 28 test."]
    assert answer["train_points"] == 12
    assert "names" not in answer


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
    assert 'Line 2, "kind": "ox" is not a number' in answer["error"]
    assert (answer["columns"], answer["chosen"]) == (["width", "height", "kind"], [1, 3, 2])
    assert answer["rows"][0] == ["0", "100", "ox"]
    assert ask({"text": TABLE + "\n1"}).keys() == {"error"}


def test_an_experiment_becomes_a_table():
    experiment = {"dataset": "xor", "samples": 30, "batch_size": 5, "seed": 4}
    answer = ask({"experiment": experiment})
    assert answer == {"csv": to_csv(make_dataset(Experiment(**experiment)))}
    assert answer["csv"].splitlines()[0] == "x,y,label,set"


NAMED = "\n".join(["Größe;Länge;Art", *(f"{i},5;{i * i % 7};{'Müller' if i % 2 else 'Muller'}" for i in range(20))])


def sent(text, encoding):
    return b64(text.encode(encoding))


def b64(data):
    return urlsafe_b64encode(data).decode("ascii")


@pytest.mark.parametrize(
    ("encoding", "told", "notes"),
    [
        ("utf-8", "utf-8", []),
        ("utf-8-sig", "utf-8", []),
        ("utf-16", "utf-16", ["File encoding: utf-16."]),
        (
            "windows-1252",
            "windows-1252",
            ["File encoding: windows-1252. If letters look wrong, choose another."],
        ),
    ],
)
def test_the_bytes_of_a_file_are_read_in_their_encoding_which_is_said(encoding, told, notes):
    answer = ask({"data": sent(NAMED, encoding)})
    assert (answer["encoding"], answer["text"]) == (told, NAMED)
    assert answer["names"]["classes"] == ["Muller", "Müller"]  # two that differ in one letter
    assert [name["name"] for name in map(answer["names"].get, ("x", "y", "label"))] == ["Größe", "Länge", "Art"]
    assert [note for note in answer["notes"] if "encoding" in note] == notes
    assert answer["decimal"] == "comma"
    assert ask({"text": NAMED})["points"] == answer["points"]


def test_another_encoding_can_be_chosen_and_is_not_said_again():
    answer = ask({"data": sent(NAMED, "windows-1252"), "encoding": "cp850"})
    assert answer["encoding"] == "cp850"
    assert answer["text"].startswith("Gr÷")
    assert not any("encoding" in note for note in answer["notes"])
    refused = ask({"data": sent(NAMED, "windows-1252"), "encoding": "utf-8"})
    assert "not utf-8" in refused["error"]


def test_names_are_part_of_the_experiment_that_is_answered():
    answer = ask({"text": TABLE})
    fields = {name: answer[name] for name in ("dataset", "points", "problem", "classes", "names")}
    (lane,) = tick(fields, view={"data": True})
    assert lane["experiment"]["names"] == {
        "x": {"name": "width", "offset": 55.0, "factor": 0.09091},
        "y": {"name": "height", "offset": 61.5, "factor": 0.1299},
        "label": {"name": "kind", "offset": 0.0, "factor": 1.0},
        "classes": ["cat", "dog", "ox"],
    }
    assert "name_x=width&scale_x=55,0.09091" in lane["link"]


@pytest.mark.parametrize("steps", [(0, 0.001), (1_700_000_000, 3600), (20_240_101, 1), (51_234.56, 0.25)])
def test_the_formula_that_is_shown_reproduces_the_points(steps):
    first, step = steps
    rows = {round(first + step * i, 3): round(48.2 + 0.000_1 * i * i, 6) for i in range(20)}
    answer = ask(
        {"text": "\n".join(["when,where,label", *(f"{x},{y},{i % 2}" for i, (x, y) in enumerate(rows.items()))])}
    )
    formulas = [re.fullmatch(r"[xy] = \((\w+) − ([^ ]+)\) × ([^ ]+)", note) for note in answer["notes"][:2]]
    (_, x0, fx), (_, y0, fy) = (formula.groups() for formula in formulas)
    expected = [((x - float(x0)) * float(fx), (y - float(y0)) * float(fy)) for x, y in rows.items()]
    points = [point[:2] for point in answer["points"]]
    for x, y in expected:
        assert min(abs(x - px) + abs(y - py) for px, py in points) < 0.001


def test_what_a_table_does_not_say_is_asked_and_can_be_said():
    text = "\n".join(["width;height;kind", *(f"{i},{100 + i};{i}.500;{('ox', 'cat')[i % 2]}" for i in range(1, 13))])
    asked = ask({"text": text})
    assert asked["choice"] == "decimal"
    assert asked["error"].endswith("Choose the decimal separator below.")
    assert asked["columns"] == ["width", "height", "kind"]
    comma, point = ask({"text": text, "decimal": "comma"}), ask({"text": text, "decimal": "point"})
    assert "Numbers use a decimal comma." in comma["notes"]
    assert comma["points"] != point["points"]


def test_a_header_that_nobody_knows_is_asked_for_with_the_columns_to_look_at():
    text = "\n".join(f"{i},{100 - i},{i % 2}" for i in range(2000, 2012))
    asked = ask({"text": "1999,2000,2001\n" + text})
    if "choice" in asked:
        assert (asked["choice"], asked["header"]) == ("header", None)
        assert "header row" in asked["error"]
    names = ask({"text": "1999,2000,2001\n" + text, "header": True})
    assert names["columns"] == ["1999", "2000", "2001"]


def test_missing_values_are_refused_with_their_line_or_left_out_and_counted():
    text = TABLE + "\n5,,ox\nNA,3,cat"
    asked = ask({"text": text})
    assert asked["choice"] == "missing"
    assert "14" in asked["error"]
    assert "15" in asked["error"]
    answer = ask({"text": text, "missing": "drop"})
    assert "2 rows with missing values are dropped." in answer["notes"]
    assert answer["points"] == ask({"text": TABLE})["points"]


def test_columns_with_commas_in_their_names_can_be_chosen_and_row_numbers_are_said():
    rows = [f'{i},{i % 7},"{i * i % 11}",{i % 5},{WORDS[i % 2]}' for i in range(1, 31)]
    text = "\n".join(['id,"width, in cm",height,depth,kind', *rows])
    answer = ask({"text": text, "columns": [2, 4, 5]})
    assert answer["names"]["x"]["name"] == "width, in cm"
    assert "Not used, because they only number or name the rows: “id”." in answer["notes"]


def test_a_split_that_can_not_be_followed_is_said():
    rows = [f"{3 * i},{i * i % 7},{WORDS[i % 2]}" for i in range(20)]
    head = "a,b,kind,fold\n"
    answer = ask({"text": head + "\n".join(f"{row},{i % 5}" for i, row in enumerate(rows))})
    assert any("Column “fold” does not decide the split: " in note for note in answer["notes"])
    answer = ask(
        {"text": head + "\n".join(f"{row},{('train', 'validation', 'test')[i % 3]}" for i, row in enumerate(rows))}
    )
    assert answer["train_points"] == 7
    assert answer["notes"][-1] == (
        "Column “fold” says which rows train: 7 train, 13 test. 7 of the test rows are marked validation."
    )


@every(
    ("request_", "words"),
    [
        (None, "dictionary"),
        ({}, "text must be the table, or data the bytes of its file, got both or none"),
        ({"text": TABLE, "data": ""}, "got both or none"),
        ({"data": "no base64!"}, "data must be base64"),
        ({"data": "ü"}, "data must be base64"),
        ({"data": "A" * 1_000_000}, "data must have at most "),
        ({**GOOD, "decimal": "dot"}, "decimal must be 'point' or 'comma', got 'dot'"),
        ({**GOOD, "missing": True}, "missing must be 'refuse' or 'drop', got True"),
        ({"data": "eCx5", "encoding": "utf-7"}, "encoding must be one of"),
        ({"text": 7}, "text must be a valid string, got 7"),
        ({"text": "x" * 400_000}, "must be at most 300,000 characters long, got 400,000"),
        ({"text": TABLE + "\n1,abc,ox"}, 'Line 14, "height": "abc" is not a number'),
        ({**GOOD, "columns": [1, 2]}, "columns"),
        ({**GOOD, "columns": [1, 2, 4]}, 'columns must be 1 to 3, or width, height, kind, got "4"'),
        ({**GOOD, "columns": ["1", 2, 3]}, "columns"),
        ({**GOOD, "header": 1}, "header must be a valid boolean, got 1"),
        ({**GOOD, "problem": "nothing"}, "problem must be one of classification"),
        ({**GOOD, "more": 1}, "more: "),
        ({"experiment": {"dataset": "nothing"}}, "dataset must be "),
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
