"""A grid: its cells by hand, what is typed is understood or refused, rows and columns are races, links bring it."""

from itertools import permutations
from time import process_time

import pytest
from hypothesis import given, settings, strategies as st

from nn_core import Experiment
from nn_core.study.grid import MAX_CELL_SEEDS, MAX_RUNS, Grid, GridError, cells, race_of, setups
from nn_core.study.grid_axes import AXES, MAX_AXIS, MAX_VALUES, Axis, axis_of, read_axis
from nn_core.study.race_link import MAX_SWEEP_CAP, Teaching, from_race_link, to_race_link
from nn_core.study.race_rules import DIFFERS, Rules
from tests.cases import every

VALUES = {
    "activation": ["tanh", "relu", "leaky-relu:0.1", "=max(0, min(z, 1))"],
    "hidden": ["3", "8,8", "2,3,4"],
    "dataset": ["circle", "spiral", "reg-plane", "curve-sine", "blobs"],
    "samples": ["100", "300"],
    "output": ["tanh squared", "sigmoid cross-entropy", "linear hinge"],
    "learning_rate": ["0.003", "0.1", "1e-05"],
    "initializer": ["he", "glorot", "matched"],
    "batch_size": ["1", "30"],
    "regularization": ["none", "l1", "l2"],
    "optimizer": ["sgd", "adam"],
    "features": ["x,y", "x,y,xy", "x^2,y^2"],
    "noise": ["0", "25"],
    "train_percent": ["20", "80"],
    "regularization_rate": ["0.001", "0.1"],
    "schedule": ["constant", "cosine"],
    "clip_norm": ["0", "1"],
    "initial_bias": ["0", "-0.5"],
}


def test_every_axis_is_tried_and_all_that_lanes_differ_in_but_the_seed_is_one():
    assert set(VALUES) == set(AXES)
    assert set(DIFFERS) - set(AXES) == {"seed"}


def test_cells_are_every_value_of_the_one_with_every_value_of_the_other():
    base = Experiment(hidden=[{"units": 3}, {"units": 3}], noise=20, seed=4)
    grid = Grid(axis_of("activation:tanh;=max(0, z)"), axis_of("hidden:8;2,4"), 2, 50)
    formula = {"activation": "custom", "formula": "max(0, z)"}
    by_hand = [
        [{"units": 8}], [{"units": 2}, {"units": 4}],
        [{"units": 8, **formula}], [{"units": 2, **formula}, {"units": 4, **formula}],
    ]  # fmt: skip
    lanes = cells(Rules(base), grid)
    assert [lane.name for lane in lanes] == [
        "tanh × 8", "tanh × 2,4", "=max(0, z) × 8", "=max(0, z) × 2,4",
    ]  # fmt: skip
    assert [lane.experiment for lane in lanes] == [
        Experiment(hidden=layers, noise=20, seed=4) for layers in by_hand
    ]  # fmt: skip
    assert [grid.place(lane) for lane in range(4)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_another_problem_brings_its_own_output_and_samples():
    grid = Grid(axis_of("dataset:circle;reg-plane"), axis_of("learning_rate:0.1;0.3"))
    for row, (problem, samples, loss) in zip(
        setups(Rules(), grid), [("classification", 500, "squared"), ("regression", 1200, "squared")], strict=True
    ):
        assert [(e.problem, e.samples, e.loss) for e in row] == [(problem, samples, loss)] * 2
        assert [e.learning_rate for e in row] == [0.1, 0.3]


TYPED = [
    ("activation", "ReLU, Tanh,leaky relu", ("relu", "tanh", "leaky-relu")),
    ("activation", " tanh ; relu;;tanh ", ("tanh", "relu")),
    ("activation", "=max(0, min(z, 1)), Leaky ReLU:0.1", ("=max(0, min(z, 1))", "leaky-relu:0.1")),
    ("hidden", "3,3 | 8 | 8, 8", ("3,3", "8", "8,8")),
    ("hidden", "3,3\n8", ("3,3", "8")),
    ("learning_rate", "0.1, .10, 1e-2", ("0.1", "0.01")),
    ("dataset", "Circle; SPIRAL", ("circle", "spiral")),
    ("features", "x, y; X,Y,xy", ("x,y", "x,y,xy")),
    ("output", "Sigmoid cross-entropy; tanh, squared", ("sigmoid cross-entropy", "tanh squared")),
    ("optimizer", "Adam, sgd", ("adam", "sgd")),
]


@every(("field", "text", "values"), TYPED)
def test_what_people_type_is_understood(field, text, values):
    axis = read_axis(field, text)
    assert axis == Axis(field, values)
    assert axis_of(str(axis)) == axis


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("luck", "1;2", "an axis must be one of dataset, "),
        ("seed", "1;2", "an axis must be one of "),
        ("activation", "tanh", "activation must have 2 to 12 different values, got 1"),
        ("noise", "5;5.0; 5", "noise must have 2 to 12 different values, got 1"),
        ("noise", "", "got 0"),
        ("noise", ";".join(map(str, range(13))), "noise must have 2 to 12 different values, got 13"),
        ("activation", "x" * (MAX_AXIS + 1), "activation must have at most 4,000 characters, got 4,001"),
    ],
)
def test_no_axis_is_said_to_be_none(field, text, words):
    with pytest.raises(ValueError, match="must") as refused:
        read_axis(field, text)
    assert words in str(refused.value)


@every(
    ("rows", "columns", "fields", "where", "words"),
    [
        ("activation:tanh;nonsense", "hidden:3;8", {}, "rows", "'nonsense' can't be used: activation must be"),
        ("hidden:3;8", "activation:tanh;=1/", {}, "columns", "'=1/' can't be used"),
        ("hidden:3;99", "noise:0;1", {}, "rows", "'99' can't be used: units must be"),
        ("hidden:8x8;3", "noise:0;1", {}, "rows", "'8x8' can't be used: 8x8 must be a number"),
        ("noise:0;1", "learning_rate:a;1", {}, "columns", "'a' can't be used"),
        ("noise:0;1e999", "learning_rate:0;1", {}, "rows", "'inf' can't be used"),
        ("dataset:circle;moon", "noise:0;1", {}, "rows", "'moon' can't be used: dataset must be one of circle, "),
        ("output:softmax squared;tanh squared", "noise:0;1", {}, "rows", "output must be one of tanh squared, "),
        ("dataset:circle;reg-plane", "output:tanh squared;linear hinge", {}, "grid",
         "'reg-plane' with 'tanh squared' can't be used: output must be one of linear squared"),
        ("noise:0;1", "noise:2;3", {}, "columns", "columns must be another choice than the rows, got 'noise' twice"),
        ("activation:tanh;relu", "hidden:3;8", {"hidden": []}, "rows", "no hidden layer is there"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_said_where_it_is(rows, columns, fields, where, words):
    with pytest.raises(GridError, match=r"must|can't") as refused:
        setups(Rules(Experiment(**{"hidden": [{"units": 3}], **fields})), Grid(axis_of(rows), axis_of(columns)))
    assert refused.value.where == where
    assert words in refused.value.message
    assert str(refused.value) in (refused.value.message, f"{where}: {refused.value.message}")
    assert where in str(refused.value)


def test_a_grid_has_bounds():
    dozen = Axis("noise", tuple(map(str, range(12))))
    shapes = Axis("hidden", tuple(map(str, range(1, 13))))
    assert len(cells(Rules(), Grid(dozen, shapes, MAX_RUNS // 144))) == 144 == MAX_VALUES**2
    for seeds, words in ((7, "1,000 runs, got 144 cells with 7 seeds each"), (0, "seeds must be 1 to 50, got 0")):
        with pytest.raises(GridError, match="grid") as refused:
            setups(Rules(), Grid(dozen, shapes, seeds))
        assert words in str(refused.value)


@pytest.mark.rest
@pytest.mark.parametrize("start", ["uniform", "matched"])
def test_rows_and_columns_are_races_of_their_cells(start):
    rules, tried = Rules(start=start), 0
    for rows, columns in permutations(VALUES, 2):
        usual = dict(VALUES) | ({"dataset": ["circle", "spiral"]} if "output" in (rows, columns) else {})
        grid = Grid(Axis(rows, tuple(usual[rows][:3])), Axis(columns, tuple(usual[columns][:3])))
        by_row = setups(rules, grid)
        for i, row in enumerate(by_row):
            race = race_of(rules, grid, row=i)
            assert [lane.experiment for lane in race.competitors] == row, (rows, columns, race.lanes)
            assert from_race_link(to_race_link(race)).notes == ()
        assert [lane.experiment for lane in race_of(rules, grid, column=1).competitors] == [row[1] for row in by_row]
        tried += 1
    assert tried == len(AXES) * (len(AXES) - 1)


@pytest.mark.parametrize("place", [{}, {"row": 2}, {"row": -1}, {"column": 9}])
def test_a_row_that_is_not_there_is_no_race(place):
    with pytest.raises(ValueError, match="row or column must be 0 to 1, got"):
        race_of(Rules(), Grid(axis_of("noise:0;1"), axis_of("hidden:3;8")), **place)


def _axes(names):
    return st.sampled_from(names).flatmap(
        lambda name: st.lists(st.sampled_from(VALUES[name]), min_size=2, max_size=5, unique=True).map(
            lambda values: Axis(name, tuple(values))
        )
    )


@settings(max_examples=80, deadline=None)
@given(
    _axes(["activation", "optimizer", "noise", "features", "output", "initial_bias"]),
    _axes(["hidden", "learning_rate", "initializer", "clip_norm", "schedule", "regularization"]),
    st.integers(1, MAX_CELL_SEEDS // 2),
    st.integers(1, MAX_SWEEP_CAP),
)
def test_a_link_brings_back_its_grid(rows, columns, seeds, cap):
    teaching = Teaching(grid=Grid(rows, columns, seeds, cap))
    text = to_race_link(Rules(), teaching)
    link = from_race_link(text)
    assert (link.teaching, link.notes) == (teaching, ())
    assert to_race_link(link.rules, link.teaching) == text


def test_links_of_grids_mean_the_same_for_ever():
    link = from_race_link(
        "race#lanes=tanh;relu&rows=activation:tanh;=max%280,z%29;leaky-relu:0.1&columns=hidden:3,3;8;8,8"
        "&grid_seeds=5&grid_cap=2000"
    )
    grid = Grid(
        Axis("activation", ("tanh", "=max(0,z)", "leaky-relu:0.1")), Axis("hidden", ("3,3", "8", "8,8")), 5, 2000
    )
    assert (link.teaching.grid, link.notes) == (grid, ())
    assert from_race_link("lanes=tanh;relu").teaching.grid is None
    assert from_race_link("grid_seeds=9").teaching.grid == Grid(seeds=9)


@every(
    ("text", "grid", "words"),
    [
        ("rows=luck", None, "rows: an axis must be FIELD:VALUE;VALUE, got 'luck'"),
        ("rows=luck:1;2&grid_seeds=2", Grid(seeds=2), "rows: an axis must be one of"),
        ("columns=noise:1", None, "columns: noise must have 2 to 12 different values, got 1"),
        ("columns=noise:1;999", None, "columns: '999' can't be used: noise must be"),
        ("rows=hidden:3;8", None, "columns must be another choice than the rows, got 'hidden' twice"),
        ("grid_seeds=0&grid_cap=x", Grid(seeds=1), "grid_seeds must be a whole number from 1 to 50, got '0'; 1 is"),
        ("grid_cap=99999", Grid(cap=MAX_SWEEP_CAP), "20000 is used instead"),
        ("rows=noise:1;2;3;4;5;6;7;8&grid_seeds=50", None, "a grid must have at most 1,000 runs, got 32 cells"),
    ],
)
def test_a_link_without_a_grid_that_can_be_has_the_usual_one(text, grid, words):
    link = from_race_link(f"lanes=tanh;relu&{text}")
    assert link.teaching.grid == grid
    assert words in " ".join(link.notes)
    assert link.rules == Rules(lanes=("tanh", "relu"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("activation:hidden;|,()=z0123456789.\n ", max_size=60))
def test_any_text_is_an_axis_or_an_error(text):
    for name in ("activation", "hidden", "features", "output", "noise"):
        try:
            axis = read_axis(name, text)
        except ValueError as error:
            assert str(error).isprintable()  # noqa: PT017
        else:
            assert read_axis(name, ";".join(axis.values)) == axis


@pytest.mark.parametrize(
    "text", ["(" * 3900 + ",z", ";" * 4000, "," * 4000, "=(" * 1900, ";".join(f"=sin({n}*z)" * 20 for n in range(12))]
)
def test_no_axis_takes_long(text):
    begin = process_time()
    for name in ("activation", "hidden", "output"):
        link = f"rows={name}:{text}"
        assert from_race_link(link).rules == Rules()
    assert process_time() - begin < 2
