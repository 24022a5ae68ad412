"""The report of a race: tables, files and figures say what the runs say."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from nn_core import ACTIVATIONS, Experiment
from nn_core.study.race import Race, RunResult, lanes
from nn_core.study.report import comparison_note, lane_table, markdown, percent, ratio_table, to_csv, to_json, write
from nn_core.study.report_figures import epochs_figure, reached_figure
from tests.cases import every

SVG = "{http://www.w3.org/2000/svg}"
EPOCHS = {0: [1000, 2000, 3000, None, 5000], 1: [100, 200, 300, 400, 500]}


def _finish(lane, seed, epochs):
    return RunResult(lane, seed, epochs, epochs or 5000, 0.1, 0.25, 0.9, 0.75, diverged=epochs is None, seconds=0.5)


def _race(epochs=EPOCHS, names=("sigmoid", "tanh"), seeds=5, **choices):
    finishes = [_finish(lane, seed, each) for lane, row in epochs.items() for seed, each in enumerate(row)]
    choices = {"noise": 5, "hidden": [{"units": 3}, {"units": 2}], **choices}
    return Race(lanes(Experiment(**choices), names), range(seeds), 0.01, 5000, finishes[::-1], "python -m nn_core race")


def _cells(table):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_table_of_lanes_has_every_figure():
    heads, line, sigmoid, tanh = _cells(lane_table(_race()))
    assert heads[:2] == ["lane", "runs"]
    assert set("".join(line)) == {"-"}
    assert sigmoid[:2] == ["sigmoid", "5"]
    assert re.fullmatch(r"3,000 \(1,000 to ∞\)", sigmoid[2])
    assert sigmoid[3] == "2,000 to 5,000"
    assert sigmoid[4] == "20% (3.62 to 62.4); 1 diverged"
    assert sigmoid[5:] == ["0.25", "0.75", "0.5"]
    assert tanh[:2] == ["tanh", "5"]
    assert tanh[2].startswith("300 (100 to 500")
    assert tanh[4].startswith("0% (0 to ")


def test_the_table_of_ratios_says_who_is_how_many_times_as_fast():
    heads, _, row = _cells(ratio_table(_race()))
    assert heads == ["faster", "slower", "times as fast", "interval", "sooner in", "never", "verdict"]
    assert row == ["tanh", "sigmoid", "10", "–", "5, 0 of 5", "0%, 20%", "no clear difference in speed"]
    sure = _race({0: [1000 + n for n in range(20)], 1: [100] * 20}, seeds=20)
    assert _cells(ratio_table(sure))[2] == ["tanh", "sigmoid", "10.1", "10 to 10.1", "20, 0 of 20", "0%, 0%", "sooner"]


def test_a_sure_winner_is_one_against_a_lane_that_never_finished():
    won = _cells(ratio_table(_race({0: [None] * 20, 1: [100] * 20}, seeds=20)))[2]
    assert won[:2] == ["tanh", "sigmoid"]
    assert won[3] == "50 to ∞"  # cap / 100 and more
    assert won[4:] == ["20, 0 of 20", "0%, 100%", "surely ahead: the other never finished"]
    neither = _cells(ratio_table(_race({0: [None] * 20, 1: [None] * 20}, seeds=20)))[2]
    assert neither[2:4] == ["–", "–"]
    assert neither[6] == "neither finished: nothing can be said"


def test_the_table_says_who_finishes_more_often():
    fails = [50 if seed % 25 < 12 else None for seed in range(50)]
    row = _cells(ratio_table(_race({0: fails, 1: [100] * 50}, seeds=50)))[2]
    assert row[5:] == ["0%, 52%", "no clear difference in speed; tanh finishes more often"]


def test_the_number_of_comparisons_is_said_and_how_many_seeds_they_need():
    assert comparison_note(_race()).startswith(
        "2 comparisons (of speed, and of how often lanes finish), adjusted together"
    )
    assert comparison_note(_race()).endswith("With 5 seeds no difference can be clear; that takes at least 7.")
    names = list(ACTIVATIONS)[:12]
    many = comparison_note(_race({lane: [100 + lane] * 20 for lane in range(12)}, names, seeds=20))
    assert many.startswith("66 comparisons ")
    assert "seeds" not in many


def test_only_all_runs_are_100_percent():
    assert [percent(share) for share in (0.0, 1.0, 0.5, 1 / 3, 0.9999)] == ["0%", "100%", "50%", "33.3%", ">99.9%"]
    assert percent(1 / 10_000) == "0.01%"


def test_lanes_without_a_run_are_left_out():
    race = _race({1: [100, 200]})
    assert [row[0] for row in _cells(lane_table(race))[2:]] == ["tanh"]
    assert len(_cells(ratio_table(race))) == 2
    assert "**Interrupted: 2 of 10 runs.**" in markdown(race)
    for figure in (reached_figure(race), epochs_figure(race)):
        ElementTree.fromstring(figure)


def test_the_report_holds_set_up_seeds_tables_command_and_figures():
    race = _race()
    text = markdown(race)
    assert "Interrupted" not in text
    for part in (
        lane_table(race),
        comparison_note(race),
        ratio_table(race),
        "below 0.01",
        "5,000",
        "Seeds 0 to 4.",
        race.command,
    ):
        assert part in text
    choices = dict(row[:2] for row in _cells(text.partition("## Set-up")[2]) if len(row) == 2)
    assert (choices["noise"], choices["hidden"], choices["features"]) == ("5.0", "3, 2 (20 parameters)", "x, y")
    assert not {"seed", "points"} & set(choices)
    assert "](race-reached.svg)" in text
    assert "](race-epochs.svg)" in text


def test_seeds_with_gaps_are_named_as_ranges():
    race = _race()
    assert "Seeds 0 to 2, 7, 9 to 10." in markdown(replace(race, seeds=[0, 1, 2, 7, 9, 10]))


def test_csv_has_a_line_for_every_run_in_order():
    rows = list(csv.DictReader(io.StringIO(to_csv(_race()))))
    assert [(row["name"], int(row["seed"])) for row in rows] == [(n, s) for n in ("sigmoid", "tanh") for s in range(5)]
    epochs = [row["epochs_to_target"] for row in rows]
    assert epochs == ["1000", "2000", "3000", "", "5000", "100", "200", "300", "400", "500"]
    assert (rows[3]["diverged"], rows[3]["test_loss"]) == ("True", "0.25")


@every("sign", ["=", "+", "-", "@", "\t=", "\r", "\n", " =", "\u00a0=", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_csv_has_no_cell_that_a_spreadsheet_runs(sign):
    race = _race()
    name = f'{sign}where(z<a and a>0, z, "0")'
    odd = replace(race, lanes=[replace(race.lanes[0], name=name), *race.lanes[1:]])
    rows = list(csv.DictReader(io.StringIO(to_csv(odd), newline=""), strict=True))
    assert rows[0]["name"] == f"'{name}"
    assert rows[0]["seed"] == "0"
    numbered = replace(race, lanes=[replace(race.lanes[0], name="-0.5"), *race.lanes[1:]])
    assert next(csv.DictReader(io.StringIO(to_csv(numbered))))["name"] == "-0.5"


def test_json_brings_back_lanes_and_runs():
    race = _race()
    document = json.loads(to_json(race))
    assert [RunResult(**run) for run in document["runs"]] == race.ordered
    assert [Experiment(**lane["experiment"]) for lane in document["lanes"]] == [lane.experiment for lane in race.lanes]
    assert (document["target"], document["cap"], document["seeds"]) == (0.01, 5000, [0, 1, 2, 3, 4])


def test_files_do_not_depend_on_the_order_in_which_runs_came(tmp_path):
    one = _race()
    other = replace(one, finishes=sorted(one.finishes, key=lambda finish: finish.seed))
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    written = write(one, tmp_path / "one")
    assert sorted(path.name for path in written) == sorted(path.name for path in (tmp_path / "one").iterdir())
    assert {path.name for path in written} == {
        "race.md", "race.csv", "race.json", "race-reached.svg", "race-epochs.svg",
    }  # fmt: skip
    for path in write(other, tmp_path / "other"):
        assert path.read_bytes() == (tmp_path / "one" / path.name).read_bytes()


def _texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def test_the_curves_climb_to_the_share_that_got_there():
    root = ElementTree.fromstring(reached_figure(_race()))
    assert {"sigmoid", "tanh", "0%", "100%", "100", "1,000", "5,000", "epochs (logarithmic)"} <= set(_texts(root))
    grid = {text.text: float(text.get("y")) - 4.0 for text in root.iter(f"{SVG}text") if text.text.endswith("%")}
    sigmoid, tanh = root.findall(f"{SVG}path")
    for curve, highest in ((sigmoid, 0.8), (tanh, 1.0)):
        heights = [float(y) for y in re.findall(r"V([\d.]+)", curve.get("d"))]
        assert heights == sorted(heights, reverse=True)
        assert heights[0] == grid["0%"]
        assert heights[-1] == pytest.approx(grid["0%"] + highest * (grid["100%"] - grid["0%"]), abs=0.06)
    assert sigmoid.get("stroke") != tanh.get("stroke")
    assert sigmoid.get("stroke-dasharray") != tanh.get("stroke-dasharray")


def test_every_run_is_a_dot_on_a_logarithmic_axis_and_never_stands_apart():
    root = ElementTree.fromstring(epochs_figure(_race()))
    dots = [float(dot.get("cx")) for dot in root.iter(f"{SVG}circle")]
    assert len(dots) == 10
    assert {"sigmoid", "tanh", "never"} <= set(_texts(root))
    never = dots.pop(3)
    assert never > max(dots) + 10
    assert dots[1] - dots[0] == pytest.approx(dots[5] - dots[4], abs=1e-3)  # twice as many epochs, the same distance
    assert len({dot.get("fill") for dot in root.iter(f"{SVG}circle")}) == 2
    assert len(root.findall(f"{SVG}rect")) == 3  # the background and two boxes


def test_every_lane_has_a_look_of_its_own_however_many_there_are():
    names = list(ACTIVATIONS)
    race = _race({index: [100 + index, None] for index in range(len(names))}, names)
    root = ElementTree.fromstring(reached_figure(race))
    curves = root.findall(f"{SVG}path")
    assert len({(curve.get("stroke"), curve.get("stroke-dasharray")) for curve in curves}) == len(names)
    width, height = float(root.get("width")), float(root.get("height"))
    places = {(float(text.get("x")), float(text.get("y"))) for text in root.iter(f"{SVG}text") if text.text in names}
    assert len(places) == len(names)
    assert all(0 < x < width and 0 < y < height for x, y in places)
    for curve in curves:
        assert all(0 <= float(number) <= width for number in re.findall(r"[HV]([\d.]+)", curve.get("d")))


@pytest.mark.parametrize("epochs", [{0: [None], 1: [None]}, {0: [1], 1: [5000]}, {0: [5000], 1: [5000]}])
def test_figures_bear_the_extremes(epochs):
    race = _race(epochs)
    for text in (reached_figure(race), epochs_figure(race)):
        root = ElementTree.fromstring(text)
        assert "nan" not in text
        assert "inf" not in text
        assert all(float(box.get("width")) >= 0.0 for box in root.iter(f"{SVG}rect"))


def test_a_cap_of_one_epoch_makes_a_figure():
    race = _race({0: [1], 1: [None]})
    ElementTree.fromstring(epochs_figure(replace(race, cap=1)))
