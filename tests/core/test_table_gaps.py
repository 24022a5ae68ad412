"""Missing values: refused with line and column, or left out by choice and counted; never a class."""

import re
from itertools import cycle

import pytest
from table_shapes import made, read, real, words

from nn_core.formats.tables.undecided import UndecidedError
from tests.cases import every

REAL, BACK, ONE = real(), real()[::-1], words(0, 1)
MARKS = [
    "", "?", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "none", "-", ".", "#N/A", "<NA>", "—", " ", "--",
    "#NV", "NaT",
]  # fmt: skip


def holed(cells, *places, mark="NA"):
    return [mark if place in places else cell for place, cell in enumerate(cells)]


@every(("mark", "sep"), [*zip(MARKS, cycle(",;\t"), strict=False)])
def test_a_missing_label_is_refused_with_its_line_or_left_out(mark, sep):
    text = made(sep.join(("x", "y", "label")), REAL, BACK, holed(ONE, 3, 9, mark=mark), sep=sep)
    with pytest.raises(UndecidedError, match=r'missing in 2 of 24 rows: lines 5 and 11, "label"') as told:
        read(text)
    assert (told.value.choice, told.value.answers) == ("missing", ("drop",))
    with pytest.raises(UndecidedError):
        read(text, missing="refuse")
    own = read(text, missing="drop")
    assert (own.dropped, len(own.points), own.label_names) == (2, 22, ("0", "1"))


@every("mark", MARKS)
def test_a_missing_number_is_refused_with_its_line_or_left_out(mark):
    text = made("id,age,pay,won", range(24), holed(REAL, 0, mark=mark), holed(BACK, 0, 7, mark=mark), ONE)
    with pytest.raises(UndecidedError, match=r'in 2 of 24 rows: line 2, "age" .*; lines 2 and 9, "pay"'):
        read(text)
    own = read(text, missing="drop")
    assert own.dropped == 2
    kept = sorted(float(cell) for place, cell in enumerate(REAL) if place not in (0, 7))
    scale = own.scalings[0] if own.scalings else None
    assert sorted(point[0] for point in own.points) == pytest.approx(scale.apply(kept) if scale else kept, abs=1e-4)


def test_what_is_missing_elsewhere_does_not_matter():
    own = read(made("x,y,label,note", REAL, BACK, ONE, holed(words("a"), 3)))
    assert (own.dropped, len(own.points)) == (0, 24)


def test_many_lines_are_counted():
    text = made("x,y,label", real(99), real(99)[::-1], holed(words(0, 1, count=99), *range(12, 90)))
    with pytest.raises(UndecidedError, match=re.escape('lines 14, 15, 16, 17, 18, 19, 20, 21, 22, 23 and 68 more, "')):
        read(text)


def test_too_few_rows_may_be_left():
    with pytest.raises(ValueError, match="Only 4 rows without missing values; at least 10 are needed"):
        read(made("x,y,label", REAL, BACK, holed(ONE, *range(20))), missing="drop")


def test_regression_and_several_labels_have_no_missing_ones_either():
    text = made("x,y,label", REAL, BACK, holed(real(24, 1, 0.1), 4))
    with pytest.raises(UndecidedError, match='line 6, "label"'):
        read(text, problem="regression")
    with pytest.raises(UndecidedError, match='line 6, "label"'):
        read(made("x,y,label", REAL, BACK, holed(ONE, 4)), problem="multi-label")


def test_marks_are_decided_by_all_rows_even_those_left_out():
    first = ["0.123", *(f"{1 + i % 9}.234" for i in range(23))]
    own = read(made("a;b;label", first, BACK, holed(ONE, 0), sep=";"), missing="drop")
    assert max(abs(own.scalings[0].offset), 0) < 10
