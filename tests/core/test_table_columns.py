"""Columns: numbers of rows and identifiers are no feature, and the label is found by its name or from the right."""

import pytest
from table_shapes import chosen, made, read, real, words

from nn_core.formats.tables.undecided import UndecidedError
from tests.cases import every

REAL, BACK = real(), real()[::-1]
AGE, PAY = range(20, 44), range(19_000, 79_000, 2500)
YES, SEX = words(0, 0, 1), words("male", "female")
COUNT, ODD = list(range(1, 25)), [15_624_510 + 113 * i for i in range(24)]

IDS = [
    "", "Unnamed: 0", "rownames", "#", "row_id", "UserID", "User ID", "PassengerId", "CustomerID", "customer_id",
    "sample_id", "No.", "S.No", "Sr. No.", "Nr.", "lfd. Nr.", "obs", "case", "key", "ID", "id", "index", "Row", "uuid",
    "patient id", "studentID", "Ticket ID", "Matrikelnummer Nr", "Observation", "Invoice Number",
]  # fmt: skip


@every("name", IDS)
def test_an_identifier_is_no_feature(name):
    for cells in (COUNT, ODD, [f"{value}.0" for value in ODD], [f"P-{value}" for value in ODD]):
        own = read(made(f"{name},Gender,Age,EstimatedSalary,Purchased", cells, SEX, AGE, PAY, YES))
        assert chosen(own) == ("Age", "EstimatedSalary", "Purchased"), cells[0]
        assert own.label_names == ("0", "1")
        assert own.aside == (name or "column 1",)


@every("start", [0, 1])
@every("name", ["day", "nobody", "n"])
@every("turn", [1, 7])
def test_a_column_that_counts_is_no_feature_whatever_its_name(start, name, turn):
    cells = [start + turn * i % 24 for i in range(24)]
    own = read(made(f"a,{name},b,bought", REAL, cells, BACK, YES))
    assert chosen(own) == ("a", "b", "bought")
    assert own.aside == (name,)
    nameless = read(made(None, cells, REAL, BACK, YES))
    assert nameless.chosen == (2, 3, 4)


def test_what_counts_from_elsewhere_or_is_an_axis_by_name_is_a_feature():
    assert chosen(read(made("Age,Pay,bought", AGE, PAY, YES))) == ("Age", "Pay", "bought")
    assert chosen(read(made("x,y,z,label", COUNT, REAL, BACK, YES))) == ("x", "y", "label")
    assert chosen(read(made("acid,fluid,bought", REAL, BACK, YES))) == ("acid", "fluid", "bought")
    assert chosen(read(made("number,size,bought", words(2, 3, 5, 7), BACK, YES))) == ("number", "size", "bought")


def test_an_identifier_is_taken_if_a_person_chooses_it_and_else_asked_for():
    text = made("id,size,bought", COUNT, REAL, YES)
    with pytest.raises(UndecidedError, match=r'two columns of numbers.*"size".*"id" only numbers or names') as told:
        read(text)
    assert told.value.choice == "columns"
    assert chosen(read(text, columns=("id", "size", "bought"))) == ("id", "size", "bought")


LABELED = [
    ("PassengerId,Survived,Pclass,Sex,Age,Fare", (COUNT, YES, words(1, 2, 3), SEX, AGE, REAL), "Survived"),
    ("id,diagnosis,radius_mean,texture_mean", (ODD, words("M", "B"), REAL, BACK), "diagnosis"),
    ("species,island,bill,depth,sex", (words("Adelie", "Gentoo"), words("a", "b"), REAL, BACK, SEX), "species"),
    ("class,a,b,c", (words(1, 2, 3), REAL, BACK, REAL), "class"),
    ("y,a,b", (YES, REAL, BACK), "y"),
    ("a,b,y", (REAL, BACK, YES), "y"),
    ("x1,x2,y", (REAL, BACK, YES), "y"),
    ("x,y,group", (REAL, BACK, YES), "group"),
    ("x,y,z", (REAL, BACK, YES), "z"),
    ("Gender,a,b,won", (SEX, REAL, BACK, YES), "won"),
    ("a,Gender,b,won", (REAL, SEX, BACK, words("yes", "no")), "won"),
    ("a,b,Gender", (REAL, BACK, SEX), "Gender"),
    ("kind of it,a,b", (SEX, REAL, BACK), "kind of it"),
    ("a,b,won,note", (REAL, BACK, YES, [f"text {i}" for i in range(24)]), "won"),
    ("a,b,won,empty", (REAL, BACK, YES, [""] * 24), "won"),
    ("TV,radio,sales", (REAL, BACK, real(24, 3, 0.7)), "sales"),
    ("Class,Survived,a,b", (words("First", "Third"), YES, REAL, BACK), "Survived"),
]


@every(("head", "columns", "label"), LABELED)
def test_the_label_is_found_by_its_name_or_from_the_right(head, columns, label):
    own = read(made(head, *columns))
    x, y, found = chosen(own)
    assert found == label
    assert {x, y}.isdisjoint({"id", "PassengerId", "Gender", "Sex", "Survived"})


def test_what_is_missing_in_the_first_row_does_not_decide():
    ages = ["", *AGE[1:]]
    own = read(made("id,Gender,Age,Pay,Purchased", COUNT, SEX, ages, PAY, ["NA", *YES[1:]]), missing="drop")
    assert chosen(own) == ("Age", "Pay", "Purchased")
    assert (own.dropped, len(own.points)) == (1, 23)


def test_a_column_with_one_wrong_cell_is_chosen_and_refused_not_passed_over():
    with pytest.raises(ValueError, match=r"line 5, .a.: .oops. is not a number"):
        read(made("a,b,c,won", [*REAL[:3], "oops", *REAL[4:]], BACK, REAL, YES))


def test_a_column_of_one_value_is_chosen_last():
    assert chosen(read(made("a,b,won,version", REAL, BACK, YES, ["1"] * 24))) == ("a", "b", "won")
    assert chosen(read(made("a,b,c", REAL, BACK, ["1.5"] * 24), problem="regression")) == ("a", "b", "c")
    assert chosen(read(made("a,b,c,won", ["7"] * 24, REAL, BACK, YES))) == ("b", "c", "won")
    assert chosen(read(made("what,a,b", SEX, ["7"] * 24, ["8"] * 24))) == ("a", "b", "what")
    assert chosen(read(made("a,b,c", ["7"] * 24, REAL, ["7"] * 24), problem="regression")) == ("b", "a", "c")


@every("cells", [words(*range(10)), words(*range(3, 10)), words(*range(0, 90, 10))])
@every("name", ["label", "species", "rating"])
def test_more_than_six_whole_numbers_are_never_a_regression_in_silence(cells, name):
    text = made(f"a,b,{name}", real(48), real(48)[::-1], cells * 2)
    with pytest.raises(UndecidedError, match=f'"{name}" has .* different whole numbers') as told:
        read(text)
    assert told.value.choice == "problem"
    assert read(text, problem="regression").problem == "regression"
    with pytest.raises(ValueError, match="must have 2 to 6 classes for multi-class"):
        read(text, problem="multi-class")


def test_more_than_six_words_are_refused():
    seven = '"a", "b", "c", "d", "e", "f", "g"'
    with pytest.raises(ValueError, match=f'^"label" must have 2 to 6 classes for multi-class, got {seven}$'):
        read(made("a,b,label", REAL, BACK, words(*"abcdefg")))
    with pytest.raises(ValueError, match=f'^"label" must have 2 to 6 classes for multi-class, got {seven}, …$'):
        read(made("a,b,label", REAL, BACK, words(*"abcdefgh")))


@pytest.mark.parametrize("name", ["price", "label"])
def test_many_different_numbers_are_a_regression(name):
    assert read(made(f"a,b,{name}", REAL, BACK, real(24, 1, 0.31))).problem == "regression"
    many = [100 + 17 * i for i in range(60)]
    assert read(made(f"a,b,{name}", real(60), real(60)[::-1], many)).problem == "regression"


EXACT = [
    (("1000001", "1000002"), ("1000001", "1000002")),
    (("12345678901234567890", "12345678901234567891"), ("12345678901234567890", "12345678901234567891")),
    (("0.1000001", "0.1000002"), ("0.1000001", "0.1000002")),
    (("20240105", "20240106", "20240107"), ("20240105", "20240106", "20240107")),
    (("1.0", "1", "2", "2.00"), ("1", "2")),
    (("1.0", "1", "x"), ("1", "x")),
    (("+", "-"), ("+", "-")),
    (("TRUE", "FALSE"), ("FALSE", "TRUE")),
    (("1e6", "1000000", "0"), ("0", "1000000")),
    (("1e29", "0"), ("0", f"1{'0' * 29}")),  # a number of more than 30 digits is not written out
    (("1e30", "0"), ("0", "1E+30")),
    (("1e40", "0.00"), ("0", "1E+40")),
    (("1e-29", "1"), (f"0.{'0' * 28}1", "1")),
    (("1e-30", "1"), ("1E-30", "1")),
]


@every(("cells", "names"), EXACT)
def test_labels_are_told_with_all_their_digits(cells, names):
    own = read(made("a,b,label", REAL, BACK, words(*cells)), problem=None if len(names) < 3 else "multi-class")
    assert own.label_names == names
    assert len({point[2] for point in own.points}) == len(names)


def test_a_column_of_dates_or_with_units_is_passed_over_and_that_is_told():
    own = read(made("day,price,a,b,won", [f"2020-01-{i:02}" for i in COUNT], [f"{i} €" for i in PAY], REAL, BACK, YES))
    assert chosen(own) == ("a", "b", "won")
    assert own.passed_over == (
        'line 2, "day": "2020-01-01" is a date or a time, not a number',
        'line 2, "price": "19000 €" is not a number; leave out the unit',
    )
    with pytest.raises(
        UndecidedError, match=r"columns of numbers: .a., .won.; line 2, .price.: .19000 €. is not a number"
    ):
        read(made("price,a,won", [f"{i} €" for i in PAY], REAL, YES))
