"""What is told of a table: what was found in it, what was left out, and what there is to choose from if it can't be."""

import re

import pytest
from table_shapes import made, read, real, words

from nn_core import Experiment, make_dataset
from nn_core.experiment.data_names import Column, DataNames
from nn_core.formats.tables.own_data import describe, read_own_data, to_csv
from nn_core.formats.tables.undecided import UndecidedError
from tests.cases import every

REAL, BACK, ONE = real(), real()[::-1], words(0, 1)
COUNT = range(1, 25)
COMMA = [cell.replace(".", ",") for cell in REAL]


def test_what_is_left_aside_is_named_but_for_the_column_that_is_followed():
    sets = words("train", "test")
    assert read(made("id,x,y,label", COUNT, REAL, BACK, ONE)).aside == ("id",)
    assert read(made("id,x,y,label,set", COUNT, REAL, BACK, ONE, sets)).aside == ("id",)
    assert read(made("id,x,y,label,set", COUNT, REAL, BACK, ONE, words("a", "b"))).aside == ("id",)
    assert read(made("set,fold,x,y,label", sets, sets, REAL, BACK, ONE)).aside == ("fold",)
    assert read(made("id,x,y,label", COUNT, REAL, BACK, ONE), columns=("id", "x", "label")).aside == ()


def test_what_is_passed_over_is_told_unless_a_person_chose():
    text = made("day,a,b,won", [f"2020-01-{i:02}" for i in COUNT], REAL, BACK, ONE)
    assert read(text).passed_over == ('line 2, "day": "2020-01-01" is a date or a time, not a number',)
    assert read(text, columns=("a", "b", "won")).passed_over == ()
    late = ["", "NA", *(f"2020-01-{i:02}" for i in range(1, 23))]
    assert read(made("day,a,b,won", late, REAL, BACK, ONE)).passed_over == (
        'line 4, "day": "2020-01-01" is a date or a time, not a number',
    )
    mixed = ["5", *(f"word {i}" for i in range(23))]  # the first is a number, and there is nothing to say of it
    assert read(made("note,a,b,won", mixed, REAL, BACK, ONE)).passed_over == ()
    numbers = ["5 kg", *map(str, range(6, 29))]  # a column of numbers with one that is wrong
    assert read(made("a,b,won,mass", REAL, BACK, ONE, numbers), columns=("a", "b", "won")).passed_over == ()


@every(
    ("text", "decimal", "thousands"),
    [
        (made("x,y,label", range(2, 26), range(30, 54), ONE), "", ()),
        (made("x,y,label", REAL, BACK, ONE), "point", ()),
        (made("x,y,label", REAL, range(30, 54), ONE), "point", ()),
        (made("x;y;label", COMMA, COMMA[::-1], ONE, sep=";"), "comma", ()),
        (made("x;y;label", REAL, COMMA, ONE, sep=";"), "point and comma", ()),
        (made("x;y;label", COMMA, REAL, ONE, sep=";"), "point and comma", ()),
        (made("x;y;label", [f"{i}'500" for i in COUNT], range(30, 54), ONE, sep=";"), "", ("x",)),
        (
            made("x;y;label", [f"{i} 500" for i in COUNT], [f"{i}.500,5" for i in COUNT], ONE, sep=";"),
            "comma", ("x", "y"),
        ),
        (made("x;y;label;z", range(2, 26), range(30, 54), ONE, COMMA, sep=";"), "", ()),  # z is not chosen
    ],
)  # fmt: skip
def test_the_decimal_marks_of_the_chosen_columns_are_told(text, decimal, thousands):
    own = read(text)
    assert (own.decimal, own.thousands) == (decimal, thousands)


def test_what_columns_and_classes_are_called_goes_with_the_data():
    own = read(made("age,y,kind", range(30, 54), BACK, words("cat", "dog")))
    assert own.names == DataNames(
        x=Column(name="age", offset=41.5, factor=0.4348),
        y=Column(offset=0.255, factor=1.175),
        label=Column(name="kind"),
        classes=("cat", "dog"),
    )
    assert own.fields["names"] == own.names.model_dump(mode="json")
    assert read(made(None, REAL, BACK, ONE)).names == DataNames(classes=("0", "1"))
    assert read(made("x,y,label", REAL, BACK, words(-1, 1))).names is None


def test_points_are_written_with_one_digit_more_than_they_are_read_with():
    lines = to_csv(make_dataset(Experiment())).splitlines()
    assert (lines[0], len(lines)) == ("x,y,label,set", 501)
    assert [line.rpartition(",")[2] for line in lines[1:]] == ["train"] * 250 + ["test"] * 250
    assert max(len(cell.partition(".")[2]) for line in lines[1:] for cell in line.split(",")[:2]) == 5 + 1


def test_as_many_rows_as_an_experiment_takes_are_taken():
    assert len(read(made("x,y,label", real(10), real(10), words(0, 1, count=10))).points) == 10
    assert len(read(made("x,y,label", real(2000), real(2000)[::-1], words(0, 1, count=2000))).points) == 2000
    with pytest.raises(ValueError, match=r"^the table must have at most 2,000 rows, got 2,001$"):
        read(made("x,y,label", real(2001), real(2001)[::-1], words(0, 1, count=2001)))


@pytest.mark.parametrize(("left", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (9, "9 rows")])
def test_how_many_rows_are_too_few_is_told(left, said):
    text = made("x,y,label", REAL, BACK, [*ONE[:left], *["NA"] * (24 - left)])
    with pytest.raises(ValueError, match=f"^Only {said} without missing values; at least 10 are needed$"):
        read(text, missing="drop", columns=("x", "y", "label"))
    text = made("x,y,label", REAL[:left], BACK[:left], ONE[:left])
    with pytest.raises(ValueError, match=f"^Only {said}; at least 10 are needed$"):
        read(text)


def test_a_constant_axis_is_no_narrow_one():
    assert read(made("x,y,label", REAL, ["2"] * 24, ONE)).scalings == ()
    assert read(made("x,y,label", REAL, ["2", "2.5"] * 12, ONE)).scalings != ()


def test_a_sign_is_a_class_where_all_labels_are_signs():
    own = read(made("x,y,label", REAL, BACK, words("+", "-")))
    assert (own.label_names, own.dropped) == (("+", "-"), 0)
    with pytest.raises(UndecidedError, match='missing in 1 of 24 rows: line 3, "x"'):
        read(made("x,y,label", [REAL[0], "-", *REAL[2:]], BACK, words("+", "-")))
    with pytest.raises(UndecidedError, match=r'missing in 8 of 24 rows: .*"label"'):
        read(made("x,y,label", REAL, BACK, words("+", "-", "o")))


@every(
    ("choices", "words_"),
    [
        ({"problem": "clustering"}, "problem must be one of classification, regression, multi-class, multi-label, got"),
        ({"decimal": "dot"}, 'decimal must be one of point, comma, got "dot"'),
        ({"missing": "keep"}, 'missing must be one of refuse, drop, got "keep"'),
        ({"columns": (1, 2, 2)}, "columns must be three different ones, for x, y and label, got 1, 2, 2"),
        ({"columns": (3, "x")}, "columns must be three different ones, for x, y and label, got 3, 1"),
        ({"columns": (1, 2, 10**40 - 1)}, f'columns must be 1 to 3, or x, y, label, got "{"9" * 40}"'),
        ({"columns": (1, 2, 10**40)}, 'columns must be 1 to 3, or x, y, label, got "this"'),
        ({"columns": (1, 2, -1)}, 'columns must be 1 to 3, or x, y, label, got "-1"'),
        ({"columns": (1, 2, "000000003")}, 'columns must be 1 to 3, or x, y, label, got "000000003"'),
        ({"columns": (1, 2, "٣")}, 'columns must be 1 to 3, or x, y, label, got "٣"'),
    ],
)
def test_what_can_not_be_chosen_is_told(choices, words_):
    with pytest.raises(ValueError, match=f"^{re.escape(words_)}"):
        read_own_data(made("x,y,label", REAL, BACK, ONE), **choices)


def test_as_many_bytes_as_a_table_may_have_are_read():
    text = made("x,y,label", REAL, BACK, ONE)
    assert len(read_own_data(text.encode() + b" " * (300_000 - len(text))).points) == 24
    with pytest.raises(ValueError, match=r"^the table must be at most 1,200,000 bytes, got 1,200,001$"):
        read_own_data(b" " * 1_200_001)
    with pytest.raises(ValueError, match=r"^the table is empty$"):
        read_own_data(b" " * 300_000)


def test_what_can_not_be_used_yet_is_described_to_be_chosen_from():
    undecided = describe(made("id,size,bought", COUNT, REAL, ["yes"] * 24))
    assert (undecided.columns, undecided.chosen, undecided.header) == (("id", "size", "bought"), (1, 2, 3), True)
    assert undecided.rows[0] == ("1", REAL[0], "yes")
    assert undecided.encoding == ""
    assert describe(made("a,b,c,d", REAL, BACK, REAL, ONE), (4, 2, 1)).chosen == (4, 2, 1)
    assert describe(made("a,b,c,d", REAL, BACK, REAL, ONE), (4, 2, 9)).chosen == (1, 2, 3)
    asked = describe(made("1.5,2.5,label", REAL, BACK, words("u", "v")))  # whether it has a header is open
    assert (asked.columns, asked.header) == (("1.5", "2.5", "label"), True)
    data = describe(made("1.5,2.5,u", REAL, BACK, words("u", "v")), header=False)
    assert (data.columns, data.header) == (("column 1", "column 2", "column 3"), False)
    assert describe(made("x,y,label", REAL, BACK, ONE).encode("utf-16")).encoding == "utf-16"
    for text in ("", "hello", b"\xff\xfe{", "x,y\n1,2\n", "x" * 300_001):
        assert describe(text) is None
