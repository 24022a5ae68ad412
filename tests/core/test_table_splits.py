"""A column that says which rows train is followed to the row, or it is said why not."""

import pytest
from hypothesis import given, strategies as st
from table_shapes import chosen, made, read, real, words

from nn_core import Experiment, make_dataset
from nn_core.formats.tables.own_data import to_csv
from tests.cases import every

REAL, BACK, ONE = real(), real()[::-1], words(0, 1)


@every("name", ["split", "set", "fold", "Set", "SPLIT", "partition", "data_split", "phase", "column"])
@every("kinds", [("train", "test"), ("training", "testing"), ("Train", "TEST "), ("train", "val")])
def test_a_split_is_followed_whatever_it_is_called(name, kinds):
    sets = words(kinds[0], kinds[0], kinds[1])
    own = read(made(f"x1,x2,label,{name}", REAL, BACK, ONE, sets))
    assert chosen(own) == ("x1", "x2", "label")
    assert (own.train_points, own.fields["train_points"]) == (16, 16)
    assert [point[0] for point in own.points[:16]] == [
        float(v) for v, s in zip(REAL, sets, strict=True) if s == kinds[0]
    ]
    assert own.split.column == name
    assert own.split.validation == (8 if kinds[1] == "val" else 0)


def test_validation_rows_test_and_are_told():
    own = read(made("x1,x2,label,split", REAL, BACK, ONE, words("train", "val", "test")))
    assert (own.train_points, own.split.train, own.split.validation) == (8, 8, 8)


def test_a_flag_says_who_trains():
    own = read(made("x1,x2,label,is_train", REAL, BACK, ONE, words("TRUE", "FALSE", "TRUE")))
    assert own.train_points == 16


def test_a_split_without_a_header_is_seen():
    own = read(made(None, REAL, BACK, ONE, words("train", "test")))
    assert (own.chosen, own.train_points) == ((1, 2, 3), 12)


def test_a_column_that_only_says_train_is_none_unless_it_is_called_so():
    assert read(made("x1,x2,label,what", REAL, BACK, ONE, words("train"))).split is None
    assert read(made("x1,x2,label,what", REAL, BACK, ONE, words("test", "val"))).split is None
    assert read(made("x1,x2,label,what", REAL, BACK, ONE, words("train", "bus"))).split is None
    assert read(made("x1,x2,label,set", REAL, BACK, ONE, words("train"))).split.why_not == "no row is left to test"


def test_of_several_columns_the_first_that_can_be_followed_is():
    own = read(made("x1,x2,label,fold,set", REAL, BACK, ONE, words("1", "2"), words("train", "test")))
    assert (own.split.column, own.told) == ("set", True)
    own = read(made("x1,x2,label,fold,set", REAL, BACK, ONE, words("1", "2"), words("train")))
    assert (own.split.column, own.told) == ("fold", False)


@pytest.mark.parametrize("train", [1, 2, 23])
def test_any_number_of_rows_may_train(train):
    own = read(made("x,y,label,set", REAL, BACK, ONE, ["train"] * train + ["test"] * (24 - train)))
    assert Experiment(**own.fields).train_samples == train


@pytest.mark.parametrize(
    ("sets", "why"),
    [
        (words(0, 1, 2, 3, 4), 'line 2 says "0", neither train nor test'),
        (words("train", "test", "tset"), 'line 4 says "tset", neither train nor test'),
        (words("train", "test", ""), 'line 4 says "", neither train nor test'),
        (words("train"), "no row is left to test"),
        (words("test", "val"), "no row is left to train"),
    ],
)
def test_why_a_split_is_not_followed_is_told(sets, why):
    own = read(made("x,y,label,fold", REAL, BACK, ONE, sets))
    assert (own.told, own.split.column, own.split.why_not) == (False, "fold", why)
    assert "fold" not in chosen(own)


def test_who_chooses_the_column_gets_it():
    own = read(made("x,y,label,set", REAL, BACK, ONE, words("train", "test")), columns=("x", "y", "set"))
    assert (own.label_names, own.split) == (("test", "train"), None)


def test_rows_left_out_are_not_in_the_split():
    own = read(made("x,y,label,set", ["NA", *REAL[1:]], BACK, ONE, words("train", "test")), missing="drop")
    assert (own.train_points, len(own.points)) == (11, 23)


exact = st.floats(-6, 6).map(lambda v: round(v, 4) + 0.0)
points = st.lists(st.tuples(exact, exact, st.sampled_from([-1.0, 1.0])), min_size=10, max_size=20)


@given(points, st.data())
def test_points_and_any_split_survive_the_way_through_a_table(triples, data):
    train = data.draw(st.integers(1, len(triples) - 1))
    experiment = Experiment(dataset="custom", points=triples, train_points=train)
    own = read(to_csv(make_dataset(experiment)))
    assert list(own.points) == triples
    assert own.train_points == train


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 2, st.floats(-1, 1)), min_size=10, max_size=15))
def test_what_was_read_from_a_table_survives_another_one(triples):
    rows = [",".join(map(repr, triple)) for triple in triples]
    first = read("\n".join(["a,b,c", *rows]), problem="regression")
    again = read(to_csv(make_dataset(Experiment(**first.fields | {"train_points": 5}))), problem="regression")
    assert again.points == first.points
    assert again.scalings == ()
