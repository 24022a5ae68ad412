"""How a text is cut into rows and cells: separators, names of rows, empty columns, comments, and what is wrong."""

import re

import pytest
from table_shapes import chosen, made, read, real, words

from nn_core.formats.tables.table import read_table
from tests.cases import every

TOO_FEW = "must have at least 3 columns (x, y and label), separated by commas, semicolons or tabs"
REAL, BACK, UV = real(), real()[::-1], words("u", "v")


def _cells(text, **choices):
    return [row.cells for row in read_table(text, **choices).rows]


@pytest.mark.parametrize("sep", ["\t", ";", "|", ",", " "])
def test_the_separator_is_found(sep):
    table = read_table(made(sep.join(("x", "y", "label")), REAL, BACK, UV, sep=sep))
    assert (table.separator, table.names) == (sep, ("x", "y", "label"))
    assert table.rows[0].cells == (REAL[0], BACK[0], "u")


def test_a_column_of_lists_does_not_separate():
    lists = ["1", "1,2", "1,2,3", "1,2,3,4", "1,2,3,4,5", "1,2,3,4,5,6"] * 4
    table = read_table(made("x;label;list,of,up,to,six,numbers", REAL, UV, lists, sep=";"))
    assert (table.separator, table.names) == (";", ("x", "label", "list,of,up,to,six,numbers"))


def test_of_equally_even_separators_the_one_counts_that_gives_more_numbers():
    """With commas there were three columns too: two words and a number."""
    text = made("a;b;c,d,e", REAL, BACK, ["u,v,1"] * 24, sep=";")
    assert read_table(text).separator == ";"
    text = made("a;b,c,d;e", ["u;v"] * 24, REAL, ["7;w"] * 24)
    assert read_table(text).separator == ","


@every(
    ("text", "words_"),
    [
        ("a,b,c\nd,e,f,g\nh,i,j,k,l\n", "line 2 must have 3 columns, got 4"),
        ("a,b,c\n1,2,3\n1,2,3\n\n4,5\n", "line 5 must have 3 columns, got 2"),
        ("\n# comment, of, many, words\na,b,c\n1,2,3\n1,2,3,4\n1,2,3\n", "line 5 must have 3 columns, got 4"),
        ("a b", f"line 1 {TOO_FEW}, got 2"),
        ("\n\na;b", f"line 3 {TOO_FEW}, got 2"),
        ("sep=;\n", f"line 1 {TOO_FEW}, got 0"),
        ("sep=;\na,b,c\n1,2,3", "line 2 must have at least 3 columns"),
        ("a,b,c\n1,2," + "9" * 140_000, "line 2: field larger than field limit (131072)"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_table_is_refused_with_its_line(text, words_):
    with pytest.raises(ValueError, match=f"^{re.escape(words_)}"):
        read_table(text)


def test_columns_without_a_name_and_a_cell_are_none():
    assert read_table("a,b,c,,\n1,2,3,,\n4,5,6\n", header=True).names == ("a", "b", "c")
    assert read_table("a,,c,,\n1,2,3,,\n", header=True).names == ("a", "column 2", "c")
    assert read_table("a,b,c,\n1,2,3,\n4,5,6,7\n", header=True).names == ("a", "b", "c", "column 4")
    assert read_table("a,,\n1,,\n", header=True).names == ("a",)


def test_names_of_rows_need_none_themselves():
    named = ("column 1", "x", "y", "label")
    assert read_table("x,y,label\ncar,1,2,a\n").names == named
    assert read_table("x,y,label\ncar,1,2,a\nbus,1,2,b\n").names == named
    assert read_table("x,y,label\n1,1,2,a\n2,1,2,b\n3,1,2,b\n").names == named
    assert read_table("x,y,label\n").names == ("x", "y", "label")
    for rows in ("car,1,2,a\ncar,1,2,b\n", "5,1,2,a\n8,1,2,b\n", "car,1,2,a\n8,1,2,b\n"):
        with pytest.raises(ValueError, match=r"^line 2 must have 3 columns, got 4$"):
            read_table(f"x,y,label\n{rows}")
    with pytest.raises(ValueError, match=r"^line 2 must have 3 columns, got 4$"):
        read_table("x,y,label\ncar,1,2,a\n", header=False)


def test_comments_are_left_out_and_a_sign_before_the_names_is_none_of_them():
    rows = [("1", "2", "a"), ("3", "4", "b")]
    assert _cells("# made today\nx,y,label\n1,2,a\n# half, way\n3,4,b\n", header=True) == rows
    for head in ("#x,y,label", "# x,y,label", "#,x,y,label"):
        table = read_table(f"{head}\n1,2,a\n3,4,b\n", header=True)
        assert (table.names, [row.cells for row in table.rows]) == (("x", "y", "label"), rows)
    numbered = read_table("#,x,y,label\n1,5,6,a\n2,7,8,b\n", header=True)
    assert numbered.names == ("#", "x", "y", "label")


def test_a_row_that_looks_like_a_comment_but_is_as_wide_as_the_others_is_a_row():
    assert _cells("x,y,label\n1,2,#a\n#3,4,b\n", header=True) == [("1", "2", "#a"), ("#3", "4", "b")]


def test_columns_without_a_name_are_told_by_their_number():
    cells = ["oops" if place == 3 else cell for place, cell in enumerate(REAL)]
    with pytest.raises(ValueError, match=r'^line 5, column 2: "oops" is not a number$'):
        read(made("a,,label", REAL, cells, UV), columns=(1, 2, 3))
    with pytest.raises(ValueError, match=r'^line 5, "b": "oops" is not a number$'):
        read(made("a,b,label", REAL, cells, UV))
    with pytest.raises(ValueError, match=r'^line 4, column 2: "oops" is not a number$'):
        read(made(None, REAL, cells, UV), columns=(1, 2, 3), header=False)


def test_blanks_separate_however_many_there_are_and_empty_cells_only_where_something_else_does():
    assert _cells("x   y \t label\n1  2  a\n", header=True) == [("1", "2", "a")]
    assert _cells("x,y,label\n1,,a\n", header=True) == [("1", "", "a")]
    assert _cells("x,y,label\n1,2,a  b\n", header=True) == [("1", "2", "a  b")]
    assert chosen(read(made("x y label", REAL, BACK, UV, sep="   "))) == ("x", "y", "label")
