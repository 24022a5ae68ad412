"""Own data from a table of text: what is found in it, how it is rescaled, and what is wrong with it, to the cell."""

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, strategies as st

from nn_core import DATASETS, Experiment, make_dataset
from nn_core.formats.tables.own_data import OwnData, read_own_data, to_csv
from nn_core.formats.tables.table import MAX_TEXT
from tests.cases import every

SPREAD = [-5.0, 5.0, 0.0, 1.0, -2.0, 3.0, 4.0, -4.0, 2.0, -1.0]


def table(rows=SPREAD, head="x,y,label", labels=("-1", "1"), line="{v},{w},{label}", end="\n"):
    """Ten rows in the axes, or others."""
    lines = [line.format(v=v, w=-v, label=labels[i % len(labels)]) for i, v in enumerate(rows)]
    return end.join([*[head] * bool(head), *lines]) + end


def read(text, **choices) -> OwnData:
    own = read_own_data(text, **choices)
    experiment = Experiment(**own.fields)  # what is read can be trained
    assert len(make_dataset(experiment).points) == len(own.points)
    return own


EXPECTED = sorted((v, -v + 0.0, float(2 * (i % 2) - 1)) for i, v in enumerate(SPREAD))

ALIKE = {
    "comma": table(),
    "no header": table(head=""),
    "semicolon": table(head="x;y;label", line="{v};{w};{label}"),
    "tab": table(head="x\ty\tlabel", line="{v}\t{w}\t{label}"),
    "decimal comma": table(head="x;y;label", line="{v};{w};{label}").replace(".", ","),
    "decimal comma, tab": table(head="", line="{v}\t{w}\t{label}").replace(".", ","),
    "CRLF": table(end="\r\n"),
    "CR": table(end="\r"),
    "BOM": "\ufeff" + table(),
    "no end": table().rstrip("\n"),
    "blank lines": "\n\n" + table(end="\n\n \n,,\n"),
    "blanks": table(head=" x , y , label ", line=" {v} , {w} , {label} "),
    "quotes": table(head='"x", "y", "label"', line='"{v}", "{w}","{label}"'),
    "exponents": table(line="{v}e0,{w}E+00,{label}"),
    "other minus": table(line="{v},{w},{label}").replace("-", "−"),
    "trailing separators": table(line="{v},{w},{label},,"),
    "other names": table(head="X1,X2,Class"),
    "y is the class": table(head="x1,x2,y"),
    "other order": table(head="class,x2,x1", line="{label},{w},{v}"),
    "unknown names": table(head="a,b,c"),
    "more columns": table(head="id,x,y,label,note", line="7,{v},{w},{label},abc"),
    "number first": table(head="id,a,b,c", line="7,{v},{w},{label}"),
    "words first": table(head="name,a,b,c", line="a{v},{v},{w},{label}"),
    "words for the label": table(head="id,a,b,more,what", line="a{v},{v},{w},7,is {label}"),
    "words": table(labels=("no", "yes")),
    "other numbers": table(labels=("3", "4")),
    "broken numbers": table(labels=("0.25", "0.75")),
}


@every("text", ALIKE.values())
def test_the_same_data_in_many_forms(text):
    own = read(text)
    assert sorted(own.points) == EXPECTED, own.chosen
    assert (own.problem, own.classes, own.scalings, own.train_points) == ("classification", 1, (), 5)


def test_rows_are_shuffled_always_the_same_way():
    own = read(table())
    assert own.points != tuple((v, -v + 0.0, float(2 * (i % 2) - 1)) for i, v in enumerate(SPREAD))
    assert own == read(table())


def test_names_and_first_rows_are_reported():
    own = read(table(head="width,height,kind", labels=("cat", "dog")))
    assert own.columns == ("width", "height", "kind")
    assert own.chosen == (1, 2, 3)
    assert own.label_names == ("cat", "dog")
    assert own.header
    assert own.rows[0] == ("-5.0", "5.0", "cat")
    assert len(own.rows) == 5
    assert read(table(head="")).columns == ("column 1", "column 2", "column 3")
    assert not read(table(head="")).header


@pytest.mark.parametrize("columns", [("w", "h", "what"), (2, 4, 1), ("2", "h", 1)])
def test_columns_can_be_chosen_by_name_and_by_number(columns):
    text = table(head="what,w,nothing,h", line="{label},{v},abc,{w}")
    own = read(text, columns=columns)
    assert sorted(own.points) == EXPECTED
    assert own.chosen == (2, 4, 1)


def test_a_header_of_numbers_is_seen_and_can_be_told():
    text = table(head="2023,2024,2025")
    for own in (read(text), read(text, header=True)):
        assert own.columns == ("2023", "2024", "2025")
        assert sorted(own.points) == EXPECTED
    assert len(read(text, header=False, problem="regression").points) == 11


def test_what_does_not_fit_the_axes_is_rescaled_by_a_formula_that_is_told():
    values = [3.2 + 0.1 * i for i in range(20)]
    own = read(table(values, head="width,height,kind"))
    (x, y), points = own.scalings, np.array(own.points)
    assert (x.axis, x.column, y.axis, y.column) == ("x", "width", "y", "height")
    for column, its, given_ in ((0, x, values), (1, y, [-value for value in values])):
        expected = (np.array(given_) - its.offset) * its.factor
        np.testing.assert_allclose(sorted(points[:, column]), sorted(expected), atol=5.1e-5)
        assert points[:, column].min() == pytest.approx(-5, abs=0.01)
        assert points[:, column].max() == pytest.approx(5, abs=0.01)
    assert (x.offset, x.factor) == (4.15, 5.263)


def test_tiny_data_are_rescaled_and_a_column_of_one_value_is_put_in_the_middle():
    own = read(table([0.001 * i for i in range(10)], line="{v},7000,{label}"))
    assert [(its.offset, its.factor) for its in own.scalings] == [(0.0045, 1111.0), (7000.0, 1.0)]
    assert {point[1] for point in own.points} == {0.0}
    assert read(table([0.0] * 10)).scalings == ()


@pytest.mark.parametrize("scale", [1e-90, 1e-5, 1e5, 1e99])
def test_however_large_numbers_are_the_points_are_in_the_axes(scale):
    points = np.array(read(table([scale * value for value in SPREAD])).points)
    assert np.abs(points[:, :2]).max(axis=0) == pytest.approx([5, 5], abs=0.01)


LABELS = [
    (("b", "a"), None, "classification", 1, {-1, 1}, ("a", "b")),
    (("c", "b", "a"), None, "multi-class", 3, {0, 1, 2}, ("a", "b", "c")),
    (("10", "9", "8"), None, "multi-class", 3, {0, 1, 2}, ("8", "9", "10")),
    (("0", "0.0", "1"), None, "classification", 1, {-1, 1}, ("0", "1")),
    (tuple("123456"), None, "multi-class", 6, set(range(6)), tuple("123456")),
    (tuple("1234567"), "regression", "regression", 1, None, ()),
    (("0.1", "0.2", "0.3"), None, "regression", 1, {0.1, 0.2, 0.3}, ()),
    (("1",), None, "classification", 1, {1}, ()),
    (("1", "2", "x"), None, "multi-class", 3, {0, 1, 2}, ("1", "2", "x")),
    (("a", "b"), "multi-class", "multi-class", 3, {0, 1}, ("a", "b")),
    (("0", "1", "2"), "regression", "regression", 1, {-1, 0, 1}, ()),
    (("0", "1", "3"), "multi-label", "multi-label", 2, {0, 1, 3}, ()),
    (("0", "4", "7"), "multi-label", "multi-label", 3, {0, 4, 7}, ()),
    (("100", "300"), "regression", "regression", 1, {-1, 1}, ()),
    (("0.5",), "regression", "regression", 1, {0.5}, ()),
]


@every(("labels", "wish", "problem", "classes", "expected", "names"), LABELS)
def test_labels_become_those_of_the_problem(labels, wish, problem, classes, expected, names):
    own = read(table(labels=labels), problem=wish)
    assert (own.problem, own.classes, own.label_names) == (problem, classes, names)
    assert expected is None or {point[2] for point in own.points} == expected
    assert max(abs(point[2]) for point in own.points) <= 7


@pytest.mark.parametrize("share", [0.1, 0.25, 1 / 3, 0.5, 0.9])
def test_a_column_that_says_which_rows_train_is_followed(share):
    count = 60
    train = [i for i in range(count) if int((i + 1) * share + 1e-9) > int(i * share + 1e-9)]
    lines = [f"{i / 10},0,{(-1) ** i},{'Train' if i in train else 'test'}" for i in range(count)]
    own = read("\n".join(["a,b,c,Set", *lines]))
    experiment = Experiment(**own.fields)
    assert experiment.train_samples == len(train)
    assert [point[0] for point in own.points[: len(train)]] == [i / 10 for i in train]


@pytest.mark.parametrize("sets", [("train",), ("test",), ("train", "other"), ("train", ""), ("0", "1", "2")])
def test_a_column_that_splits_nothing_is_not_followed(sets):
    lines = [f"{i / 10},0,{(-1) ** i},{sets[i % len(sets)]}" for i in range(60)]
    own = read("\n".join(["x,y,label,set", *lines]))
    assert (own.told, own.train_points) == (False, 30)
    assert own.split.why_not


@pytest.mark.parametrize(("more", "less"), [("train", "test"), ("test", "train")])
def test_a_split_that_is_no_share_of_the_slider_is_followed(more, less):
    lines = [f"{i / 10},0,{(-1) ** i},{less if i == 7 else more}" for i in range(60)]
    own = read("\n".join(["x,y,label,set", *lines]))
    train = 59 if more == "train" else 1
    assert (own.told, own.train_points) == (True, train)
    experiment = Experiment(**own.fields)
    assert [i for i in range(60) if (experiment.points[i][0] == 0.7) == (less == "train")][:train] == list(range(train))
    again = read(to_csv(make_dataset(experiment)))
    assert (again.points, again.train_points) == (own.points, train)


@pytest.mark.parametrize("labels", [("a",) * 20 + ("b",) * 20, ("a",) * 30 + ("b",) * 12 + ("c",) * 8])
def test_rows_one_class_after_the_other_train_at_the_same_share(labels):
    own = read(table([0.2 * i - 5 for i in range(len(labels))], labels=labels))
    train = Counter(point[2] for point in own.points[: own.train_points])
    assert own.train_points == len(labels) // 2
    assert sorted(train.values()) == sorted(count // 2 for count in Counter(labels).values())


@every("key", DATASETS)
def test_what_is_downloaded_and_read_again_is_the_same(key):
    kind = DATASETS[key]
    for noise, percent in ((0, 50), (50, 37)):
        choices = {"problem": kind.problem, "dataset": key, "samples": 150}
        experiment = Experiment(**choices, noise=noise, train_percent=percent, seed=3)
        data = make_dataset(experiment)
        own = read(to_csv(data), problem=kind.problem)
        np.testing.assert_allclose(own.points, np.column_stack([data.points, data.labels]), atol=5.1e-5)
        assert Experiment(**own.fields).train_samples == experiment.train_samples
        assert own.scalings == ()


points = st.lists(
    st.tuples(*[st.floats(-6, 6).map(lambda v: round(v, 4) + 0.0)] * 2, st.sampled_from([-1.0, 1.0])),
    min_size=10,
    max_size=25,
)


@pytest.mark.rest
@given(points, st.integers(10, 90))
def test_points_survive_the_way_through_a_table(triples, percent):
    experiment = Experiment(dataset="custom", points=triples, train_percent=percent)
    own = read(to_csv(make_dataset(experiment)))
    assert list(own.points) == triples
    assert Experiment(**own.fields).train_samples == experiment.train_samples


FAULTS = [
    ("", "the table is empty"),
    (" \n\t\n", "the table is empty"),
    ("x" * (MAX_TEXT + 1), "must be at most 300,000 characters long, got 300,001"),
    ("hello", "line 1 must have at least 3 columns (x, y and label), separated by commas, semicolons or tabs, got 1"),
    (
        "\na,b\n1,2",
        "line 2 must have at least 3 columns (x, y and label), separated by commas, semicolons or tabs, got 2",
    ),
    ("x,y,label", "Only 0 rows; at least 10 are needed"),
    (table(SPREAD[:9]), "Only 9 rows; at least 10 are needed"),
    (table(SPREAD * 201), "the table must have at most 2,000 rows, got 2,010"),
    (table() + "1,abc,1\n", 'line 12, "y": "abc" is not a number'),
    (table(head="") + "1,,1\n", 'values are missing in 1 of 11 rows: line 11, column 2 ("")'),
    ("\n\n" + table() + "\n1,abc,1\n", 'line 15, "y": "abc" is not a number'),
    (table() + '"1\n",1,1\n1,abc,1\n', 'line 14, "y": "abc" is not a number'),
    (table() + "nan,1,1\n", 'line 12, "x" ("nan")'),
    (table() + "1,-Infinity,1\n", 'line 12, "y" must be a number from -1e+100 to 1e+100, got "-Infinity"'),
    (table() + "1e999,1,1\n", 'line 12, "x" must be a number from -1e+100 to 1e+100, got "1e999"'),
    (table() + "1,1,nan\n", 'line 12, "label" ("nan")'),
    (table() + "1_0,1,1\n", '"1_0" is not a number'),
    (table() + "١,1,1\n", '"١" is not a number'),
    (table() + "1,1,\n", 'line 12, "label" ("")'),
    (table() + "1,1\n", "line 12 must have 3 columns, got 2"),
    (table() + "1,5,1,1\n", "line 12 must have 3 columns, got 4"),
    (table() + '"1,1,1\n', "line 12 must have 3 columns, got 1"),
    (table(labels=("a",)), '"label" must have 2 classes for classification, got "a"'),
    (table(labels=("5",)), '"label" must have 2 classes for classification, got "5"'),
    (table(labels=tuple("abcdefg")), 'must have 2 to 6 classes for multi-class, got "a", "b", "c", "d", "e", "f", "g"'),
    (table(labels=[str(i) for i in range(9)]) + "1,1,abc", 'line 12, "label": "abc" is not a number'),
    (table(head="", line="{v},{w},{label}" + ",1" * 60), "must have at most 50 columns, got 63"),
]


@every(("text", "words"), FAULTS)
def test_what_is_wrong_is_told_with_its_place(text, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        read_own_data(text)


@every(
    ("choices", "words"),
    [
        ({"columns": (1, 2, 4)}, 'columns must be 1 to 3, or x, y, label, got "4"'),
        ({"columns": (1, 2, 0)}, 'columns must be 1 to 3, or x, y, label, got "0"'),
        ({"columns": ("x", "y", "z")}, 'columns must be 1 to 3, or x, y, label, got "z"'),
        ({"columns": (1, 2, 2)}, "three different"),
        ({"columns": (1, 2)}, "three different"),
        ({"columns": ()}, "three different"),
        ({"columns": (1, 2, "9" * 5000)}, 'columns must be 1 to 3, or x, y, label, got "999'),
        ({"problem": "nothing"}, "problem must be one of classification"),
        ({"problem": "multi-label"}, 'line 2, "label" must be a whole number from 0 to 7'),
        ({"header": False}, 'line 1, column 1: "x" is not a number'),
    ],
)
def test_choices_that_make_no_sense_are_refused(choices, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        read_own_data(table(), **choices)


def test_three_classes_are_not_two():
    with pytest.raises(ValueError, match='"label" must have 2 classes for classification, got "a", "b", "c"'):
        read_own_data(table(labels=("a", "b", "c")), problem="classification")
    with pytest.raises(ValueError, match='line 2, "label": "a" is not a number'):
        read_own_data(table(labels=("a", "b", "c")), problem="regression")


cells = st.sampled_from(
    ["1", "-2.5", "1e3", "a", "b", "", " ", '"', "nan", "1e400", ",", ";", "\t", "\x00", "\ud800", "é"]
)


@given(
    st.text(max_size=200) | st.lists(st.lists(cells, max_size=5).map(",".join), max_size=20).map("\n".join),
    st.sampled_from([None, "regression", "multi-class", "multi-label"]),
    st.sampled_from([None, True, False]),
)
def test_garbage_is_refused_in_one_line_or_can_be_trained(text, problem, header):
    try:
        read(text, problem=problem, header=header)
    except ValueError as error:
        line = str(error)
    else:
        return
    assert line.isprintable()
    assert len(line) < 1000
