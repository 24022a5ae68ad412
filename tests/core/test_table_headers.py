"""Headers: numbers can be names, too; what could be both is refused and can be said."""

import re

import pytest
from table_shapes import chosen, made, read, real, words

from nn_core.formats.tables.undecided import UndecidedError
from tests.cases import every

REAL, BACK = real(), real()[::-1]
WHOLE = [i * 7 % 10 for i in range(24)]
COMMA, AFTER = ([cell.replace(".", ",") for cell in cells] for cells in (REAL, real(24, 2000, 2, 1)))
UV, ONE = words("u", "v"), words(0, 1)
ROWS = range(24)

NAMED = [
    (made("x,y,label", REAL, BACK, UV), ("x", "y", "label")),
    (made("0,1,label", REAL, BACK, UV), ("0", "1", "label")),
    (made("1,2,label", REAL, BACK, UV), ("1", "2", "label")),
    (made(",0,1,label", ROWS, REAL, BACK, UV), ("0", "1", "label")),
    (made("0,1,label", REAL, BACK, ONE), ("0", "1", "label")),
    (made("0,1,label", WHOLE, WHOLE[::-1], ONE), ("0", "1", "label")),
    (made("0,1,2", REAL, BACK, ONE), ("0", "1", "2")),
    (made(",0,1,2", ROWS, REAL, BACK, ONE), ("0", "1", "2")),
    (made(",0,1,2", ROWS, WHOLE, WHOLE[::-1], ONE), ("0", "1", "2")),
    (made("2019,2020,group", REAL, BACK, UV), ("2019", "2020", "group")),
    (made("1990,2000,2010", REAL, BACK, ONE), ("1990", "2000", "2010")),
    (made("a,b,c", REAL, BACK, words("c", "d")), ("a", "b", "c")),  # a class is called as the column is
    (made('"a,b","c;d",label', REAL, BACK, UV), ("a,b", "c;d", "label")),
    (made("# x,y,label", REAL, BACK, UV), ("x", "y", "label")),
    (made("# x y label", REAL, BACK, UV, sep=" "), ("x", "y", "label")),
    (made('"x" "y" "label"', ROWS, REAL, BACK, UV, sep=" "), ("x", "y", "label")),  # as R writes it
    (made('"x","y","label"', [f'"car {i}"' for i in ROWS], REAL, BACK, UV), ("x", "y", "label")),
    ("sep=;\n" + made("x;y;label", REAL, BACK, UV, sep=";"), ("x", "y", "label")),
    ("# made, on, Monday, by me\n#\n" + made("x,y,label", REAL, BACK, UV), ("x", "y", "label")),
    (made("x,x,label", REAL, BACK, UV), ("x (column 1)", "x (column 2)", "label")),
    (made("2019;2020;group", COMMA, COMMA[::-1], UV, sep=";"), ("2019", "2020", "group")),
]


@every(("text", "names"), NAMED)
def test_the_first_line_is_a_header(text, names):
    own = read(text)
    assert own.header
    assert len(own.points) == 24
    assert chosen(own) == names


@every(
    "text",
    [
        made(None, REAL, BACK, UV),
        made(None, REAL, BACK, ONE),
        made(None, WHOLE, WHOLE[::-1], ONE),
        made(None, ["NA", *REAL[1:]], BACK, UV) + "1,2,u\n",
        made(None, [2019, *real(23, 2000, 1, 0)], BACK, UV),
        made(None, REAL, ["", *BACK[1:]], UV) + "1,2,u\n",  # an empty cell is a name only above numbers of rows
        made(None, ["NA", *range(1, 24)], BACK, UV, REAL) + "24,2,u,1\n",
        made(None, REAL, BACK, UV, [f"{i} words" if i % 3 else i for i in range(1, 25)]),  # what never comes back
        made(None, ["NA", *REAL[1:]], ["NA", *BACK[1:]], UV, ["odd", *words("1", "a", "b", count=23)]) + "1,2,u,1\n",
    ],
)
def test_the_first_line_is_data(text):
    own = read(text, missing="drop")
    assert not own.header
    assert own.columns[:3] == ("column 1", "column 2", "column 3")
    assert len(own.points) == 24


@pytest.mark.parametrize(
    ("text", "words_"),
    [
        (made("1.5,2.5,label", REAL, BACK, UV), '"label" looks like a name, "1.5" like data'),
        (made("5,7,rare", WHOLE, WHOLE[::-1], UV), '"rare" looks like a name, "5" like data'),
        (made("1.5,abc,u", REAL, BACK, UV), '"abc" looks like a name, "1.5" like data'),
        (made("2019,2020,group", real(24, 2000, 2, 0), BACK, UV), '"group" looks like a name, "2019" like data'),
        (made("0,1,2", WHOLE, WHOLE[::-1], ONE), '"0" may be either'),
        (made("2019,2020,group", real(24, 2000, 2, 1), BACK, UV), '"group" looks like a name, "2019" like data'),
        (made("2019;2020;group", AFTER, COMMA, UV, sep=";"), '"group" looks like a name, "2019" like data'),
    ],
)
def test_what_could_be_both_is_refused_and_can_be_said(text, words_):
    with pytest.raises(UndecidedError, match=f"line 1: are these column names .*{words_}") as told:
        read(text)
    assert told.value.choice == "header"
    assert read(text, header=True).columns == tuple(re.split("[,;]", text.splitlines()[0]))
    assert len(read(text, header=True).points) == 24


def test_a_header_that_is_a_name_short_is_refused_unless_rows_are_named():
    with pytest.raises(ValueError, match="line 2 must have 3 columns, got 4"):
        read(made("x,y,label", REAL, BACK, UV, UV))


@pytest.mark.parametrize("column", ["a,b", "A,B", "1", 1])
def test_a_name_with_a_comma_can_be_chosen(column):
    own = read(made('"a,b",c,d,label', REAL, BACK, REAL, UV), columns=("d", column, "label"))
    assert own.chosen == (3, 1, 4)


def test_names_count_before_numbers_of_columns():
    text = made("2,1,label", REAL, BACK, UV)
    assert read(text, header=True, columns=("1", "2", "label")).chosen == (2, 1, 3)
    assert read(text, header=True, columns=(1, 2, 3)).chosen == (1, 2, 3)


def test_names_that_differ_in_their_letters_size_only_are_told_apart():
    text = made("a,A,label", REAL, BACK, UV)
    assert read(text, columns=("A", "a", "label")).chosen == (2, 1, 3)
    with pytest.raises(
        ValueError, match=r"must be given by number here, as .LABEL. is the name of column 2 and column 3"
    ):
        read(made("x,label,Label", REAL, BACK, UV), columns=("x", "label", "LABEL"))
