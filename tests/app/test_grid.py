"""The grid of the race page: cells as the core makes them, errors at their axis, what opens elsewhere, and sums."""

import json

from app.calls import sweep as sweep_module
from app.calls.grid import answer_grid
from app.calls.sweep import answer_statistics, answer_sweep
from app.components.grid_setup import POINTS, grid_setup, names, presets
from app.components.race_setup import choices, first_lanes
from nn_core import Experiment
from nn_core.formats.links.link import from_link
from nn_core.study.grid import Grid, setups
from nn_core.study.grid_axes import AXES, Axis, read_axis
from nn_core.study.loss_curves import curve_epochs, loss_curve
from nn_core.study.race import RunResult, run_to_target
from nn_core.study.race_rules import Rules
from nn_core.study.statistics import summary
from tests.cases import every

RULES = Rules(Experiment(hidden=[{"units": 3}], noise=10, seed=2))
RACE = {"base": RULES.base.model_dump(mode="json"), "lanes": ["tanh", "relu"], "target": "0.05"}
AXES_GIVEN = {
    "rows": {"field": "activation", "text": "Tanh, ReLU"}, "columns": {"field": "hidden", "text": "3 | 8,8"},
}  # fmt: skip
REQUEST = {"race": RACE, **AXES_GIVEN, "seeds": 2, "cap": 200, "points": 8}


def test_cells_are_those_of_the_core_and_come_without_what_all_share():
    answer = json.loads(json.dumps(answer_grid(REQUEST)))
    assert answer["grid"]["rows"] == {"field": "activation", "values": ["tanh", "relu"]}
    assert answer["grid"]["link"] == "rows=activation:tanh;relu&columns=hidden:3;8,8&grid_seeds=2&grid_cap=200"
    expected = setups(RULES, Grid(Axis("activation", ("tanh", "relu")), Axis("hidden", ("3", "8,8"))))
    assert [Experiment(**{**answer["base"], **own}) for own in answer["cells"]] == [*expected[0], *expected[1]]
    assert all(set(own) <= {"hidden"} for own in answer["cells"])
    assert answer["epochs"] == curve_epochs(200, 8)


def test_the_usual_grid_needs_no_link():
    usual = Grid()
    given = {
        side: {"field": axis.field, "text": ";".join(axis.values)}
        for side, axis in (("rows", usual.rows), ("columns", usual.columns))
    }
    answer = answer_grid({**REQUEST, **given, "seeds": usual.seeds, "cap": usual.cap})
    assert (answer["grid"]["link"], len(answer["cells"])) == ("", 24)


@every(
    ("given", "where", "words"),
    [
        ({"rows": {"field": "activation", "text": "tanh; nonsense"}}, "rows", "'nonsense' can't be used: activation"),
        ({"columns": {"field": "hidden", "text": "3"}}, "columns", "hidden must have 2 to 12 different values, got 1"),
        ({"columns": {"field": "seed", "text": "3;4"}}, "columns", "an axis must be one of"),
        ({"columns": {"field": "activation", "text": "elu;gelu"}}, "columns", "another choice than the rows"),
        ({"rows": {"field": "noise", "text": ";".join(map(str, range(12)))}, "seeds": 50}, "grid", "1,000 runs"),
        ({"race": {**RACE, "target": "-1"}}, "grid", "target must be a number"),
        ({"row": 7}, "grid", "row or column must be 0 to 1, got 7"),
        ({"row": 1, "column": 7}, "grid", "row and column must be a cell"),
        ({"rows": 3}, None, "rows must be"),
        ({"seeds": 0}, None, "seeds must be"),
        ({"cap": 10**9}, None, "cap must be"),
        ({"points": 1}, None, "points must be"),
        ({"rows": {"field": "noise", "text": "1" * 5000}}, None, "rows.text must"),
        ({"row": 12}, None, "row must be"),
        ({"row": True}, None, "row must be"),
        ({"more": 1}, None, "more"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_said_where_it_is(given, where, words):
    answer = answer_grid({**REQUEST, **given})
    assert words in answer["error"]
    assert answer.get("where") == where


def test_what_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("app.calls.grid.epoch_seconds", lambda _: 100.0)
    assert "error" in answer_grid(REQUEST)


def test_rows_columns_and_cells_open_as_they_are():
    by_row = setups(RULES, Grid(Axis("activation", ("tanh", "relu")), Axis("hidden", ("3", "8,8"))))
    row = answer_grid({**REQUEST, "row": 1})["race"]
    assert (row["differs"], [*row["lanes"]], row["base"]["noise"]) == ("hidden", ["3", "8,8"], 10)
    assert Experiment(**row["base"]) == by_row[1][0]
    column = answer_grid({**REQUEST, "column": 0})["race"]
    assert (column["differs"], [*column["lanes"]]) == ("activation", ["tanh", "relu"])
    link = answer_grid({**REQUEST, "row": 1, "column": 1})["link"]
    assert from_link(link).experiment == by_row[1][1]


def test_every_axis_has_a_name_choices_and_first_values_that_can_be():
    setup = grid_setup(choices(), first_lanes())
    assert set(names()) == set(AXES) == set(setup["choices"]) == set(setup["first"])
    for field, values in setup["first"].items():
        other = Axis("noise", ("0", "5")) if field != "noise" else Axis("hidden", ("3", "8"))
        assert setups(Rules(), Grid(read_axis(field, "; ".join(values)), other))
        assert setup["choices"][field], field
    for preset in setup["presets"]:
        rows, columns = preset["rows"], preset["columns"]
        grid = Grid(read_axis(rows, ";".join(setup["first"][rows])), read_axis(columns, ";".join(preset["values"])))
        assert setups(Rules(), grid)
    assert len(presets()) == len(setup["presets"])
    assert presets()[0] == "Activation × hidden layers"


LANES = [{"hidden": [{"units": 3, "activation": key}]} for key in ("tanh", "relu")]
JOBS = [{"lane": lane, "seed": seed} for seed in range(3) for lane in range(2)]


def _asked(jobs):
    """All runs, and their curves put together of the parts that came."""
    done, curves = [], {}
    while jobs:
        request = {"lanes": LANES, "jobs": jobs, "target": 0.05, "cap": 60, "points": POINTS}
        answer = answer_sweep(json.loads(json.dumps(request)))
        ended = set()
        for run in [*answer["done"], *answer["begun"]]:
            key = (run["lane"], run["seed"])
            curves[key] = [*curves.get(key, []), *run.pop("curve")]
            ended.add(key)
        done += answer["done"]
        jobs = [*answer["begun"], *(job for job in jobs if (job["lane"], job["seed"]) not in ended)]
    return done, curves


def test_runs_bring_the_same_curves_however_often_they_are_interrupted(monkeypatch):
    whole = _asked(JOBS)
    monkeypatch.setattr(sweep_module, "BUDGET_SECONDS", 0.0)
    pieces = _asked(JOBS)
    assert pieces[1] == whole[1]
    assert {len(curve) for curve in whole[1].values()} == {len(curve_epochs(60, POINTS))}
    expected = [run_to_target(Experiment(**LANES[j["lane"]], seed=j["seed"]), 0.05, 60, lane=j["lane"]) for j in JOBS]
    for done, _ in (whole, pieces):
        runs = [RunResult(**run) for run in done]
        assert sorted(runs, key=lambda run: (run.seed, run.lane)) == expected


def test_a_sweep_that_wants_no_curves_gets_none():
    answer = answer_sweep({"lanes": LANES, "jobs": JOBS[:1], "target": 0.5, "cap": 60})
    assert "curve" not in answer["done"][0]


def test_cells_are_summed_up_as_lanes_are():
    done, curves = _asked(JOBS)
    cells = [
        {"runs": [run for run in done if run["lane"] == lane], "curves": [curves[lane, seed] for seed in range(3)]}
        for lane in (0, 1)
    ]
    answer = answer_statistics({"cells": cells})
    json.dumps(answer, allow_nan=False)
    for cell, told in zip(cells, answer["cells"], strict=True):
        of_core = summary([RunResult(**run) for run in cell["runs"]])
        assert told["summary"]["test_loss"]["median"] == of_core.test_loss.median
        assert told["summary"]["never"] == of_core.never
        assert [point["median"] for point in told["curve"]] == [each.median for each in loss_curve(cell["curves"])]


RUN = RunResult(0, 0, 5, 5, 0.1, 0.1, 1.0, 1.0, False, 0.1).to_dict()


@every(
    "cells",
    [
        [], [{"runs": [], "curves": []}], [{"runs": [RUN], "curves": [[1.0], [1.0, 2.0]]}],
        [{"runs": [RUN], "curves": [[float("nan")]]}], [{"runs": [RUN], "curves": [[1.0] * 49]}],
        [{"runs": [RUN] * 51, "curves": []}], [{"runs": [RUN], "curves": [[1.0]] * 51}],
        [{"runs": [RUN], "curves": [[1.0]]}] * 13, "cells", [{"runs": [RUN], "curves": []}],
    ],
)  # fmt: skip
def test_sums_of_nothing_get_a_message(cells):
    assert answer_statistics({"cells": cells})["error"]
    assert answer_statistics({"cells": cells, "first": [RUN]})["error"]
