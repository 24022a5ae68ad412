"""Scaling: each axis by its own span, and the formula that is shown gives the points that are drawn."""

import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st
from table_shapes import made, read, real, words

from nn_core import Experiment, evaluate, make_dataset, start
from nn_core.datasets import variance
from nn_core.formats.tables.scaling import Scaling
from tests.cases import every

REAL, BACK, ONE = real(), real()[::-1], words(0, 1)


def applied(formula, cell):
    """What a person gets who types a formula into a calculator."""
    axis, offset, factor = re.fullmatch(r"(\w+) = \(.+ - (\S+)\) \* (\S+)", formula).groups()
    assert axis in ("x", "y", "label")
    return (Decimal(cell) - Decimal(offset)) * Decimal(factor)


def reproduced(own, columns, tolerance=1e-4):
    """Whether the formulas shown give the points, where there is one; else the cells are the points."""
    formulas = {its.axis: str(its) for its in own.scalings}
    for place, (axis, cells) in enumerate(zip(("x", "y", "label"), columns, strict=True)):
        expected = sorted(float(applied(formulas[axis], cell)) if axis in formulas else float(cell) for cell in cells)
        assert sorted(point[place] for point in own.points) == pytest.approx(expected, abs=tolerance)


OFFSETS = [
    [f"{48.855161 + 1e-5 * i:.6f}" for i in range(24)],  # coordinates
    [f"{2.347021 + 7e-5 * i:.6f}" for i in range(24)],
    [str(1_700_000_000 + 60 * i) for i in range(24)],  # Unix times
    [str(1_700_000_000_123 + i * i) for i in range(24)],
    [str(20_240_101 + i) for i in range(24)],  # dates
    [str(19_000 + 2500 * i) for i in range(24)],  # salaries
    [f"{2.5e-6 * (7 * i % 24):.7f}" for i in range(24)],
    [str(-123_456_789 - 3 * i) for i in range(24)],
    [f"{1e50 * (i + 1):.4e}" for i in range(24)],
]


@every("cells", OFFSETS)
def test_the_formula_shown_reproduces_the_points(cells):
    own = read(made("lat,lon,group", cells, REAL, ONE))
    assert [its.axis for its in own.scalings] == ["x", "y"]
    reproduced(own, (cells, REAL, [2 * label - 1 for label in ONE]))
    drawn = [point[0] for point in own.points]
    assert (min(drawn), max(drawn)) == pytest.approx((-5, 5), abs=0.01)
    assert len(set(drawn)) == len(set(cells))
    other = read(made("a,b,label", REAL, BACK, cells), problem="regression")
    reproduced(other, (REAL, BACK, cells))


number = st.floats(-1e12, 1e12) | st.floats(-10, 10) | st.integers(-(10**9), 10**9).map(float)


@given(st.lists(st.tuples(number, number, number), min_size=10, max_size=15))
def test_the_formula_shown_reproduces_the_points_of_any_table(rows):
    columns = [[repr(value) for value in column] for column in zip(*rows, strict=True)]
    own = read(made("first,second,third", *columns), problem="regression", columns=(1, 2, 3))
    reproduced(own, columns, tolerance=2e-4)
    assert np.abs(np.array(own.points)).max() <= 6.0


def test_a_narrow_axis_keeps_what_it_says():
    cells = [f"{2.5e-6 * (7 * i % 24):.7f}" for i in range(24)]
    own = read(made("hours,concentration,grp", real(24, 0, 0.25), cells, words("a", "b")))
    assert [its.axis for its in own.scalings] == ["x", "y"]
    assert len({point[1] for point in own.points}) == 24


@pytest.mark.parametrize("span", [10, 5, 1, 0.5, 1e-3, 1e-9, 1e-60])
def test_whatever_the_span_of_an_axis_as_much_of_it_is_kept(span):
    cells = [repr(span * i / 997) for i in range(998)]
    own = read(made("a,b,won", cells, real(998, -5, 0.01), words(0, 1, count=998)))
    assert len({point[0] for point in own.points}) == 998


def test_labels_in_a_narrow_span_are_rescaled_and_one_value_is_left_alone():
    own = read(made("a,b,c", REAL, BACK, real(24, 0.95, 0.001, 4)), problem="regression")
    assert [its.axis for its in own.scalings] == ["label"]
    assert own.scalings[0].apply([0.95]) == pytest.approx([-1], abs=1e-3)
    assert read(made("a,b,c", REAL, BACK, ["0.7"] * 24), problem="regression").points[0][2] == 0.7
    assert {p[2] for p in read(made("a,b,c", REAL, BACK, ["7e9"] * 24), problem="regression").points} == {0.0}


def test_a_formula_is_written_with_all_digits():
    assert str(Scaling("x", "lat", 48.855276, 43480.0)) == "x = (lat - 48.855276) * 43480"
    assert str(Scaling("y", "t", 1700000690.0, 7.246e-11)) == "y = (t - 1700000690) * 7.246e-11"


CONSTANT = [
    [0.7] * 40,
    [0.1 + 0.2, 0.3] * 20,
    [1e6] * 40,
    [0.7, 0.7 + 1e-12] * 20,
    [-123456.7] * 40,
    [0.0] * 40,
]


@pytest.mark.parametrize("targets", CONSTANT, ids=lambda targets: repr(targets[1]))
def test_constant_and_nearly_constant_targets_have_no_variance_and_r_squared_0(targets):
    assert variance(np.array(targets)) == 0.0
    points = [(i % 7 - 3, i % 5 - 2, target) for i, target in enumerate(targets)]
    experiment = Experiment(problem="regression", dataset="custom", points=points)
    metrics = evaluate(experiment, start(experiment))
    assert (metrics.train_score, metrics.test_score) == (0.0, 0.0)
    assert make_dataset(experiment).variances == (0.0, 0.0)


def test_targets_that_vary_a_little_have_their_variance():
    targets = np.array([1.0, 1.00001] * 20)
    assert variance(targets) == targets.var() > 0
    assert variance(np.array([1e-30, 2e-30])) > 0
