"""Decimal and thousands marks: decided by the numbers of a column; what they leave open is refused and can be said."""

import pytest
from hypothesis import given, strategies as st
from table_shapes import made, read, real, words

from nn_core.formats.tables.cells import plain, trouble
from nn_core.formats.tables.marks import decimal_comma, marks_of
from nn_core.formats.tables.undecided import UndecidedError
from tests.cases import every

THOUSANDS = [700 + 41 * i for i in range(24)]
LABELS = words("a", "b")


def grouped(values, mark):
    return [f"{value:,}".replace(",", mark) for value in values]


def numbers(own, axis=0):
    """What the numbers were before they were scaled, in their order."""
    its = own.scalings[axis]
    return sorted(round(point[axis] / its.factor + its.offset, 4) for point in own.points)


@every(
    ("sep", "first", "second"),
    [
        ("\t", grouped(THOUSANDS, ","), real()),
        ("\t", grouped(range(950, 2150, 50), ","), [str(20 + i * 7 % 24) for i in range(24)]),
        (";", grouped(THOUSANDS, "."), [cell.replace(".", ",") for cell in real()]),
        (";", grouped(THOUSANDS, "."), [str(20 + i * 7 % 24) for i in range(24)]),
        (";", grouped(THOUSANDS, ","), real()),
        (";", grouped(THOUSANDS, "'"), real()),
        (";", grouped(THOUSANDS, "’"), real()),
        (";", grouped(THOUSANDS, " "), real()),
        ("|", grouped(THOUSANDS, "\u00a0"), real()),
        ("\t", grouped(THOUSANDS, "\u202f"), real()),
        ("\t", grouped(THOUSANDS, "\u2009"), [cell.replace(".", ",") for cell in real()]),
        (",", [f'"{cell}"' for cell in grouped(THOUSANDS, ",")], real()),
        (",", [f'"{cell}"' for cell in grouped(THOUSANDS, ".")], [f'"{cell}"'.replace(".", ",") for cell in real()]),
    ],
)
def test_thousands_are_thousands_whatever_separates_columns(sep, first, second):
    own = read(made(sep.join(("income", "age", "bought")), first, second, LABELS, sep=sep))
    expected = sorted(float("".join(filter(str.isdigit, cell))) for cell in first)
    assert numbers(own) == pytest.approx(expected, rel=1e-4)
    assert own.thousands == ("income",)


def test_what_has_decimals_everywhere_is_read_by_them():
    comma = [cell.replace(".", ",") for cell in real()]
    for sep, cells in ((";", comma), ("\t", comma), (",", [f'"{cell}"' for cell in comma]), (" ", comma), ("|", comma)):
        own = read(made(sep.join(("x", "y", "label")), cells, cells[::-1], LABELS, sep=sep))
        assert sorted(point[0] for point in own.points) == sorted(map(float, real()))
        assert (own.decimal, own.thousands) == ("comma", ())


OPEN = [  # columns and separator
    ("\t", ["1,234", "5,678"], ["20", "21"]),
    (";", ["1.234", "5.678"], ["20", "21"]),
    (",", ["1,234", "5,678"], ["20", "21"]),
    (";", ["1.234", "5,678"], ["20", "21"]),  # both marks
    (";", ["1.234", "1500"], ["20", "21"]),  # who keeps thousands apart does so everywhere
    (",", ["718", "1.037"], ["2.5", "3.5"]),  # the numbers say one thing, the other column another
    (";", ["950", "1.000"], ["2.5", "3.5"]),
]


@pytest.mark.parametrize(("sep", "first", "second"), OPEN)
def test_what_the_numbers_leave_open_is_open(sep, first, second):
    assert decimal_comma(0, [marks_of(first), marks_of(second)], sep) is None


@every(
    ("sep", "first", "second", "comma"),
    [
        (";", ["0.5", "1.037"], ["0,5"], False),  # its own cells say it, whatever another column says
        (";", ["0,5", "1.037"], ["0.5"], True),
        (";", ["5", "17"], ["0,5"], False),  # nothing to say
        (";", ["1.234", "5.678"], ["0.5", "0.6", "0.7", "0.8", "a"], False),  # four of five are numbers
        (";", ["1.234", "5.678"], ["0.5", "0.6", "0.7", "a"], None),  # three of four are not enough
        (";", ["1.234", "5.678"], ["a", "b", "c", "0.5"], None),
        (";", ["1.234", "5.678"], ["", "NA"], None),
        (";", ["1.234", "5,678"], ["0.5", "0.7"], None),  # both marks: nobody else can say it
        (",", ["1.234", "5.678"], ["20", "21"], False),
        (";", ["1.000", "950"], ["20", "21"], True),
    ],
)
def test_what_says_which_mark_is_the_decimal_one(sep, first, second, comma):
    assert decimal_comma(0, [marks_of(first), marks_of(second)], sep) is comma


@pytest.mark.parametrize(("decimal", "low"), [("comma", 1.234), ("point", 1234)])
def test_what_is_open_is_refused_by_name_and_can_be_said(decimal, low):
    text = made("a\tb\tlabel", [f"{1 + i},234" for i in range(24)], range(30, 54), LABELS, sep="\t")
    with pytest.raises(
        UndecidedError, match=r"line 2, .a.: .1,234. is 1234 with a decimal point and 1.234 with"
    ) as told:
        read(text)
    assert (told.value.choice, told.value.answers) == ("decimal", ("point", "comma"))
    own = read(text, decimal=decimal)
    assert numbers(own)[0] == pytest.approx(low, rel=1e-3)
    assert own.decimal == decimal


def test_what_is_open_in_a_column_that_is_not_used_does_not_matter():
    text = made("a;b;c;label", real(), real()[::-1], ["1.234", "5.678"] * 12, LABELS, sep=";")
    assert read(text, columns=("a", "b", "label")).chosen == (1, 2, 4)


def test_other_columns_say_it_where_a_column_does_not():
    three = [f"{1 + i}.234" for i in range(24)]
    assert numbers(read(made("a;b;label", three, real(), LABELS, sep=";")))[0] == pytest.approx(1.234, rel=1e-3)
    comma = [cell.replace(".", ",") for cell in real()]
    assert numbers(read(made("a;b;label", three, comma, LABELS, sep=";")))[0] == pytest.approx(1234, rel=1e-3)
    assert numbers(read(made("a,b,label", three, real(digits=3), LABELS)))[0] == pytest.approx(1.234, rel=1e-3)
    near = ["3", *(f"{1 + i % 9}.234" for i in range(23))]  # who drops .000 of 3.000
    assert numbers(read(made("a;b;label", near, range(24, 48), LABELS, sep=";")))[0] == pytest.approx(1.234, rel=1e-3)


def test_a_cell_that_contradicts_its_column_is_refused():
    mixed = [cell.replace(".", ",") for cell in real()]
    mixed[9] = "1.5"
    with pytest.raises(ValueError, match=r"line 11, .a.: .1.5. is not a number with a decimal comma"):
        read(made("a;b;label", mixed, real(), LABELS, sep=";"))
    with pytest.raises(ValueError, match=r"line 2, .b.: ..* is not a number with a decimal comma"):
        read(made("a;b;label", real(), real(), LABELS, sep=";"), columns=("b", "a", "label"), decimal="comma")


@every(
    ("cell", "point", "comma"),
    [
        ("1.5", 1.5, None),
        ("1,5", None, 1.5),
        ("1.234", 1.234, 1234),
        ("1,234", 1234, 1.234),
        ("0.234", 0.234, None),
        ("-1,234.5", -1234.5, None),
        ("−1.234,5", None, -1234.5),
        ("1.234.567", None, 1234567),
        ("1 234,5", None, 1234.5),
        ("1'234'567.25", 1234567.25, None),
        ("12345", 12345, 12345),
        ("1.234e3", 1234, None),
        (",5", None, 0.5),
        ("5.", 5, None),
        ("1,23,456", None, None),
        ("12,3456", None, 12.3456),
        ("1.2.3", None, None),
        ("1 23", None, None),
        ("12:30", None, None),
        ("1_000", None, None),
        ("0x10", None, None),
        ("", None, None),
        ("9" * 200, None, None),
    ],
)
def test_a_cell_is_one_number_or_another_or_none(cell, point, comma):
    assert [None if text is None else float(text) for text in (plain(cell, False), plain(cell, True))] == [point, comma]


@given(st.floats(-1e9, 1e9), st.integers(0, 6), st.sampled_from([",", " ", "'", "\u202f", ""]))
def test_what_is_written_in_groups_is_the_same_number(value, digits, mark):
    written = f"{value:,.{digits}f}"
    assert float(plain(written.replace(",", mark), comma=False)) == float(written.replace(",", ""))
    turned = written.replace(",", "_").replace(".", ",").replace("_", mark if mark != "," else ".")
    assert float(plain(turned, comma=True)) == float(written.replace(",", ""))


@every(
    ("cell", "why"),
    [
        ("12 %", "leave out the unit"),
        ("1.000 €", "leave out the unit"),
        ("$5", "leave out the unit"),
        ("2020-01-05", "a date or a time"),
        ("5/1/2020", "a date or a time"),
        ("05.01.2020", "a date or a time"),
        ("2020-01-05T10:00:00Z", "a date or a time"),
        ("12:30", "a date or a time"),
        ("abc", "is not a number"),
    ],
)
def test_why_a_cell_is_no_number_is_said(cell, why):
    assert why in trouble(cell)
    cells = [cell, *real()[1:]]
    with pytest.raises(ValueError, match='line 2, "a": .*' + why):
        read(made("a;b;label", cells, real(), LABELS, sep=";"), columns=("a", "b", "label"))
