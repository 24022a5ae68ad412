"""``python -m nn_core race --rows --columns``: the tables of a grid, its files, how it goes on, and what it refuses."""

import json

import pytest

from nn_core import Experiment
from nn_core.__main__ import main
from nn_core.study.grid import Grid, cells
from nn_core.study.grid_axes import axis_of
from nn_core.study.grid_report import markdown, tables
from nn_core.study.race import Race, RunResult, run_to_target
from nn_core.study.race_rules import Rules

BASE = Experiment(dataset="gauss", samples=60, hidden=[{"units": 3}])
ROWS, COLUMNS = "activation:tanh;relu", "learning_rate:0.001;0.03;0.1"
GIVEN = ["--dataset", "gauss", "--samples", "60", "--hidden", "3", "--target", "0.1", "--cap", "60", "--jobs", "1"]


def _run(capsys, *arguments):
    try:
        code = main(["race", *map(str, arguments)])
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_grid_is_run_told_and_gone_on_with(capsys, tmp_path):
    grid = [*GIVEN, "--rows", ROWS, "--columns", COLUMNS, "--seeds", "2", "--out", tmp_path]
    code, out, _ = _run(capsys, *grid)
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"grid.md", "race.csv", "race.json"}
    document = json.loads((tmp_path / "race.json").read_text(encoding="utf-8"))
    found = [RunResult(**run) for run in document["runs"]]
    lanes = cells(Rules(BASE), Grid(axis_of(ROWS), axis_of(COLUMNS)))
    assert [lane["name"] for lane in document["lanes"]] == [lane.name for lane in lanes]
    expected = [
        run_to_target(lane.experiment.model_copy(update={"seed": seed}), 0.1, 60, lane=i)
        for i, lane in enumerate(lanes)
        for seed in range(2)
    ]
    assert found == expected
    assert "| activation \\ learning_rate |" in out
    _, _, err = _run(capsys, *grid, "--resume")
    assert "12/12" in err
    assert json.loads((tmp_path / "race.json").read_text(encoding="utf-8"))["runs"] == document["runs"]


def _finish(lane, seed, epochs, loss, *, diverged=False):
    return RunResult(lane, seed, epochs, epochs or 50, 0.1, loss, 1.0, 1.0, diverged, 0.1)


def test_tables_by_hand():
    grid = Grid(axis_of("noise:0;10"), axis_of("learning_rate:0.1;0.2"))
    finishes = [
        _finish(0, 0, 10, 0.4), _finish(0, 1, 20, 0.2), _finish(1, 0, 1500, 0.1), _finish(1, 1, 1501, 0.1),
        _finish(2, 0, None, 0.3, diverged=True), _finish(2, 1, None, 0.3), _finish(3, 0, None, 0.3),
    ]  # fmt: skip
    race = Race(cells(Rules(BASE), grid), (0, 1), 0.1, 2000, finishes, "repeat it")
    by_median, by_loss = [text.splitlines() for text in tables(race, grid).split("\n\n")[1::2]]
    strip = [[cell.strip() for cell in line.split("|")[1:-1]] for line in (*by_median, *by_loss)]
    assert strip[0] == ["noise \\ learning_rate", "0.1", "0.2"]
    assert strip[2] == ["0", "**15 (2 of 2)**", "1,500.5 (2 of 2)"]
    assert strip[3] == ["10", "∞ (0 of 2; 1 diverged)", "∞ (0 of 1)"]
    assert strip[6:] == [["0", "0.3", "**0.1**"], ["10", "0.3", "0.3"]]
    text = markdown(race, grid)
    assert "**Interrupted: 7 of 8 runs.**" in text
    assert text.endswith("    repeat it\n")
    assert [line.split("|")[2].strip() for line in tables(Race(race.lanes, (0,), 0.1, 9, [], ""), grid).splitlines()
            if line.startswith("| 10 ")] == ["", ""]  # fmt: skip


def test_the_finish_of_a_link_holds_for_a_grid_and_few_seeds_are_usual(capsys):
    link = "lanes=tanh;relu&dataset=gauss&hidden=3&samples=60&finish=score:0.5&seeds=50"
    code, out, err = _run(capsys, "--link", link, "--rows", "noise:0;1", "--columns", "hidden:2;3", "--jobs", "1")
    assert (code, "12/12" in err) == (0, True)
    assert "Median epochs to a test accuracy or R² of at least 0.5" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rows", ROWS], "rows and columns must both be given"),
        (["--columns", COLUMNS], "rows and columns must both be given"),
        (["--rows", ROWS, "--columns", "noise"], "an axis must be FIELD:VALUE;VALUE, got 'noise'"),
        (["--rows", ROWS, "--columns", "noise:1;x"], "columns: 'x' can't be used"),
        (["--rows", ROWS, "--columns", ROWS], "columns must be another choice than the rows"),
        (["--rows", ROWS, "--columns", COLUMNS, "--activations", "elu"], "activations must be left out with a grid"),
    ],
)
def test_what_can_not_be_gets_one_line(capsys, arguments, words):
    code, out, err = _run(capsys, *GIVEN, *arguments)
    assert (code, out) == (2, "")
    assert words in err.splitlines()[-1]
