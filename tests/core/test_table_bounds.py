"""Where a rule for tables begins and ends: the last that is still so, and the first that is not."""

import pytest
from table_shapes import made, read, real, words

from nn_core.formats.tables.cells import counts, exact, is_number, plain, short
from nn_core.formats.tables.headers import first_is_header
from nn_core.formats.tables.labels import guess_problem
from nn_core.formats.tables.marks import marks_of
from nn_core.formats.tables.own_data import describe
from nn_core.formats.tables.scaling import decimals, rounded, scaling, span_of
from nn_core.formats.tables.table import bare, read_table
from nn_core.formats.tables.undecided import UndecidedError
from tests.cases import every

LABELS = words("a", "b")


def spread(low, high, count=24):
    """Numbers from the one to the other, which do not count."""
    middle = [low + (high - low) * (7 * i % count) / (count - 1) for i in range(count)]
    return [f"{value:.6f}" for value in middle]


def test_a_number_has_at_most_100_characters():
    assert plain("1" * 100, False) == "1" * 100
    assert plain("1" * 101, False) is None
    assert plain("", False) is None


def test_a_cell_is_shown_in_at_most_40_characters_of_one_line():
    assert short("w" * 40) == "w" * 40
    assert short("w" * 41) == "w" * 39 + "…"
    assert short("a\tb") == "a?b"


@every(
    ("cells", "whether"),
    [
        ("0 1 2", True), ("3 1 2", True), ("1.0 2 3", True), ("1 2", False), ("2 3 4", False), ("1 2 2", False),
        ("1 2 4", False), ("1 2 x", False), ("1 2 3 3", False), ("-1 0 1", False),
    ],
)  # fmt: skip
def test_three_or_more_numbers_from_0_or_1_on_count(cells, whether):
    assert counts(cells.split()) is whether


def test_a_number_is_written_with_no_more_digits_than_it_needs():
    assert [exact(value) for value in (2.0, 0.1, 1e22, 10.0)] == ["2", "0.1", "1e+22", "10"]


def test_a_table_has_at_most_10_000_lines():
    table = "x,y,label\n1,2,3\n"
    assert len(read_table(table + "\n" * 9_997).rows) == 1
    with pytest.raises(ValueError, match="at most 10,000 lines, got 10,001"):
        read_table(table + "\n" * 9_998)


def test_a_table_has_at_most_300_000_characters_and_50_columns():
    table = "x,y,label\n1,2,3\n"
    assert len(read_table(table + " " * (300_000 - len(table))).rows) == 1
    with pytest.raises(ValueError, match="at most 300,000 characters long, got 300,001"):
        read_table(table + " " * (300_001 - len(table)))
    assert len(read_table("\n".join([",".join(f"c{i}" for i in range(50)), ",".join("5" * 50)])).names) == 50
    with pytest.raises(ValueError, match="line 1 must have at most 50 columns, got 51"):
        read_table("\n".join([",".join(f"c{i}" for i in range(51)), ",".join("5" * 51)]))


def test_a_letter_has_at_most_30_accents_and_the_next_one_has_its_own():
    accents = "\u0301" * 30
    assert read_table(f"a{accents}b{accents},y,label\n1,2,3\n").header
    assert read_table(f"{accents},y,label\n1,2,3\n").header
    with pytest.raises(ValueError, match="letters of the table must have at most 30 accents each, got more"):
        read_table(f"a{accents}\u0301,y,label\n1,2,3\n")


def test_a_number_is_at_most_1e100_either_way():
    table = read_table("x,y,label\n1e100,-1e100,1.1e100\n")
    assert (table.number(table.rows[0], 0), table.number(table.rows[0], 1)) == (1e100, -1e100)
    with pytest.raises(ValueError, match=r'line 2, "label" must be a number from -1e\+100 to 1e\+100, got "1.1e100"'):
        table.number(table.rows[0], 2)


def test_a_column_is_one_of_numbers_if_four_of_five_cells_are():
    rows = ["11", "22", "33", "4-", "a4", "b5"]
    table = read_table("x,y,label\n" + "".join(f"{x},{y},{i}.5\n" for i, (x, y) in enumerate(rows)))
    assert [table.is_numeric(column) for column in range(3)] == [False, True, True]
    five = read_table("x,y,label\n" + "".join(f"{x},7,8\n" for x in "1234a"))
    assert five.is_numeric(0)


def test_a_name_is_compared_without_what_is_between_its_words():
    assert [bare(name) for name in ("Row_No.", "is-Train", "#", " # ")] == ["rowno", "istrain", "#", "#"]


@pytest.mark.parametrize(
    ("first", "whether"),
    [
        (("1800", "1900", "2100"), True), (("1799", "1900", "2100"), False), (("1800", "1900", "2101"), False),
        (("1900", "1900", "2000"), False), (("0", "1", "2"), True), (("1", "2", "3"), True), (("2", "3", "4"), False),
    ],
)  # fmt: skip
def test_numbers_are_names_if_they_count_or_are_rising_years_from_1800_to_2100(first, whether):
    rows = [first, *(tuple(f"{5.5 + i * k}" for k in (1, 2, 3)) for i in range(8))]
    if whether:
        assert first_is_header(1, rows)
    else:
        assert not first_is_header(1, rows)


@pytest.mark.parametrize(
    ("word", "below", "whether"),
    [
        ("w", "aabbccdd", "open"), ("w", "abcdabcd", "open"),  # half of the words come back
        ("w", "abcdeabc", False), ("w", "abcdefgh", False), ("a", "aabbccdd", False),
        ("w", "1234567a", "open"), ("w", "123456ab", False),  # four of five cells of a column of numbers are some
    ],
)  # fmt: skip
def test_a_word_is_a_name_above_numbers_or_above_words_that_come_back(word, below, whether):
    rows = [("5.5", word), *((f"{7.5 + i}", cell) for i, cell in enumerate(below))]
    if whether == "open":
        with pytest.raises(UndecidedError, match=r'"w" looks like a name, "5.5" like data'):
            first_is_header(1, rows)
    else:
        assert not first_is_header(1, rows)


@every(
    ("name", "values", "times", "problem"),
    [
        ("amount", 2, 1, "classification"), ("amount", 6, 1, "multi-class"), ("amount", 7, 1, "regression"),
        ("amount", 7, 2, "undecided"), ("amount", 20, 2, "undecided"), ("amount", 21, 2, "regression"),
        ("class", 21, 2, "undecided"), ("class", 50, 1, "undecided"), ("class", 51, 1, "regression"),
        ("class", 51, 2, "undecided"),
    ],
)  # fmt: skip
def test_how_many_whole_numbers_are_classes(name, values, times, problem):
    cells = [str(10 + 3 * (i % values)) for i in range(values * times)]
    table = read_table(made(f"x,y,{name}", *([f"{0.5 + i}" for i in range(len(cells))] for _ in "xy"), cells))
    if problem == "undecided":
        with pytest.raises(
            UndecidedError, match=f'"{name}" has {values} different whole numbers, which may be classes'
        ):
            guess_problem(table, 2)
    else:
        assert guess_problem(table, 2) == problem


@every(
    ("cells", "said"),
    [
        (["1.037", "718"], False),  # 718 / 1.037 is 692, 1037 / 718 is 1.4: a point that keeps thousands apart
        (["1.037", "2"], True),  # 2 / 1.037 is 1.9, 1037 / 2 is 519
        (["1.037", "32"], None),  # 32 / 1.037 is 31, 1037 / 32 is 32: as far apart
        (["1.000", "32"], False),  # who leaves the zeros of decimals out would write 1
        (["1.037", "999"], False),
        (["1.037", "1000"], None),  # would have a mark of its own
        (["1.037", "2,500", "718"], None),  # both marks
        (["0.5", "1.037"], True),
        (["0,5", "1.037"], False),
    ],
)  # fmt: skip
def test_marks_with_three_digits_are_decided_by_what_brings_the_numbers_together(cells, said):
    """``said``: whether the marks of these cells are decimal points."""
    marks = marks_of(cells)
    assert marks.said is (None if said is None else not said)


def test_a_span_is_kept_in_five_digits_and_at_least_four_decimals():
    """5 - floor(log10 span) decimals: 4 for 10, 5 for 1, 7 for 0.01; never less than 4, and 9 without a span."""
    spans = (1000.0, 10.0, 9.9, 1.0, 0.01, 0.0)
    assert [decimals([0.0, span]) for span in spans] == [4, 4, 5, 5, 7, 9]
    assert rounded([0.123456, 10.0, -0.00001]) == [0.1235, 10.0, 0.0]


def test_what_differs_by_the_rounding_of_its_numbers_only_has_no_span():
    """4e-15 of the largest, and 1e-100 at the least."""
    assert span_of([1.0, 1.0 + 3.9e-15]) == 0.0
    assert span_of([1.0, 1.0 + 4.5e-15]) > 0.0
    assert span_of([0.0, 1e-100]) == 0.0
    assert span_of([0.0, 2e-100]) == 2e-100


def test_a_scaling_has_a_short_offset_and_a_factor_of_four_digits():
    """30 to 60 into -5 to 5: 45 is the middle, 10 / 30 = 0.3333; a constant is put in the middle as it is."""
    its = scaling("x", "age", [30.0, 60.0], 5.0)
    assert str(its) == "x = (age - 45) * 0.3333"
    assert its.apply([45.0, 60.0]) == [0.0, 15.0 * 0.3333]
    assert str(scaling("x", "age", [7.0, 7.0], 5.0)) == "x = (age - 7) * 1"
    assert scaling("x", "age", [0.123456, 0.234567], 5.0).offset == 0.1790  # 3 - floor(log10 0.11) = 4 decimals


@pytest.mark.parametrize(
    ("x", "y", "axes"),
    [
        ((-6, 6), (-6, 6), ""), ((-6.01, 6), (-3, 3), "xy"),  # the map goes from -6 to 6
        ((0, 5), (0, 1), ""), ((0, 4.99), (0, 4.99), "xy"),  # 5 across or up is no blot
        ((0, 5), (0, 0.99), "xy"),  # less than 1 would be a line
    ],
)  # fmt: skip
def test_points_are_rescaled_if_they_leave_the_map_or_are_a_blot_or_a_line_on_it(x, y, axes):
    own = read(made("width,height,kind", spread(*x), spread(*y), LABELS))
    assert "".join(its.axis for its in own.scalings) == axes
    if axes:
        assert (min(point[0] for point in own.points), max(point[0] for point in own.points)) == pytest.approx(
            (-5.0, 5.0), abs=0.01
        )


@pytest.mark.parametrize(
    ("low", "high", "rescaled"),
    [(-1, 1, False), (-1.01, 1, True), (0, 1.01, True), (0, 0.1, False), (0, 0.099, True), (0.5, 0.599, True)],
)
def test_numbers_to_learn_are_rescaled_beyond_1_or_within_a_tenth(low, high, rescaled):
    own = read(made("x,y,amount", real(), real()[::-1], spread(low, high)))
    assert [its.axis for its in own.scalings] == ["label"] * rescaled
    if rescaled:
        found = [point[2] for point in own.points]
        assert (min(found), max(found)) == pytest.approx((-1.0, 1.0), abs=1e-3)


def test_lines_without_a_value_are_counted_up_to_the_tenth():
    def table(gaps):
        return made("x,y,label", [*[""] * gaps, *real()[gaps:]], real(), LABELS)

    with pytest.raises(UndecidedError, match=r'in 1 of 24 rows: line 2, "x" \(""\)$'):
        read(table(1))
    with pytest.raises(UndecidedError, match=r"in 10 of 24 rows: lines 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11, \"x\""):
        read(table(10))
    with pytest.raises(UndecidedError, match=r"lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more, \"x\""):
        read(table(11))


def test_the_first_five_rows_are_there_to_be_looked_at():
    described = describe(made("x,y,label", real(), real(), LABELS))
    assert len(described.rows) == 5
    assert described.rows[0] == (real()[0], real()[0], "a")
    assert described.chosen == (1, 2, 3)
    assert is_number(described.rows[4][0])
