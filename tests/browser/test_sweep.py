"""The sweep on the race page: runs come in, survive a server that goes away, are summed up, and can be taken home."""

import json
from itertools import pairwise
from math import isinf
from pathlib import Path

import pytest

from app import create_app
from nn_core import Experiment
from nn_core.study.race import RunResult, run_to_target
from nn_core.study.statistics import summary
from tests.browser.race import CLASSICS, Race
from tests.browser.servers import Quick

SEEDS = 5
TARGET, CAP = 0.1, 500
TABLE = "#sweep-table tr"
SAVED = """
window.saved = null;
const original = URL.createObjectURL;
URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return original(blob); };
HTMLAnchorElement.prototype.click = function () { window.file = this.download; };
"""


def _runs(page):
    fields = page.js("return playground.sweep.runs()")
    runs = [RunResult(**run | {"seconds": 0.0}) for run in fields]
    return sorted(runs, key=lambda run: (run.lane, run.seed))


def _expected():
    hidden = [[{"units": 3, "activation": key}] * 2 for key in CLASSICS]
    return [
        run_to_target(Experiment(hidden=layers, seed=seed), TARGET, CAP, lane=lane)
        for lane, layers in enumerate(hidden)
        for seed in range(SEEDS)
    ]


def _start(page):
    page.choose_value("race-target", f"test_loss {TARGET}")
    page.restarted(3)
    page.choose_value("sweep-seeds", str(SEEDS))
    page.choose_value("sweep-cap", str(CAP))
    page.click("sweep-start")


def _complete(page):
    page.until(lambda: page.text("sweep-left") == f"{3 * SEEDS} runs", "all runs", timeout=60)
    page.until(lambda: len(page.css(TABLE)) == 3 and page.css("#sweep-ratios li"), "the figures")


@pytest.mark.first
def test_runs_and_figures_are_those_of_the_core(race):
    _start(race)
    _complete(race)
    expected = _expected()
    assert _runs(race) == expected
    race.until(lambda: all(row[1] == str(SEEDS) for row in race.table(TABLE)), "figures of all runs")
    for lane, row in enumerate(race.table(TABLE)):
        sums = summary([run for run in expected if run.lane == lane])
        assert row[0].lower() == CLASSICS[lane]
        median = "didn't finish" if isinf(sums.epochs.median) else f"{sums.epochs.median:g}"
        assert row[2].startswith(median)
        assert row[4] == f"{round(100 * sums.never_share)}%"
    plots = "return [...document.querySelectorAll('.sweep .js-plotly-plot')].map((plot) => plot.data.length)"
    race.until(lambda: race.js(plots) == [3, 3], "both charts")


def test_a_sweep_can_be_canceled_and_run_again(race):
    race.choose_value("race-target", "test_loss 0.001")
    race.until(lambda: race.state()["target"] == "0.001", "another target")
    race.choose_value("sweep-seeds", "200")
    race.click("sweep-start")
    race.until(lambda: race.js("return playground.sweep.runs().length") > 3, "some runs", timeout=60)
    assert race.text("sweep-start") == "Cancel"
    race.click("sweep-start")
    race.until(lambda: race.text("sweep-start") == "Repeat with 200 seeds", "canceled")
    count = race.js("return playground.sweep.runs().length")
    race.frames(60)
    assert race.js("return playground.sweep.runs().length") == count
    assert race.text("sweep-left") == f"{count} runs"


def test_a_server_that_goes_away_costs_nothing_but_time(tab, port):
    server = Quick(create_app().server, port)
    server.start()
    page = Race(tab, f"{server.url}race")
    page.forget()
    page.open()
    page.choose_value("race-target", f"test_loss {TARGET}")
    page.restarted(3)
    page.choose_value("sweep-seeds", str(SEEDS))
    page.choose_value("sweep-cap", str(CAP))
    page.js(
        "const { sweep } = playground.server; playground.server.sweep = (request) =>"
        " sweep({ ...request, jobs: request.jobs.slice(0, 1) })"
    )
    page.click("sweep-start")
    page.until(lambda: page.js("return playground.sweep.runs().length") > 2, "some runs", timeout=60)
    server.stop()
    page.until(lambda: "is not responding" in page.text("sweep-left"), "it is said")
    server.start()
    _complete(page)
    assert _runs(page) == _expected()
    page.driver.get(f"{server.url}healthz")
    server.stop()
    tab.get_logs()  # what the browser says of failed requests is expected here


@pytest.mark.first
def test_results_can_be_taken_home(race):
    _start(race)
    _complete(race)
    race.js(SAVED)
    texts = {}
    for kind in ("csv", "json", "report"):
        race.js("window.saved = window.file = null")
        race.css(f"[data-export={kind}]")[0].click()
        texts[kind] = race.until(lambda: race.js("return window.saved"), f"the file, {kind}")
        assert Path(race.js("return window.file")).stem == "sweep", kind
    head, *rows = texts["csv"].strip().splitlines()
    assert head.startswith("name,lane,seed,epochs_to_target")
    assert len(rows) == 3 * SEEDS
    document = json.loads(texts["json"])
    assert len(document["runs"]) == 3 * SEEDS
    assert document["race"]["lanes"] == CLASSICS
    text = texts["report"]
    assert "| Sigmoid |" in text
    assert race.driver.current_url in text
    assert " comparisons of speed" in text
    assert text.count("no clear difference in speed") + text.count("can't be compared") + text.count(" ahead") >= 3


# by lane and seed, the epochs of a run; the rest of the sweep is real
MADE = """
const [epochs, cap] = arguments;
playground.server.sweep = async ({ jobs }) => ({
  begun: [],
  done: jobs.map(({ lane, seed }) => {
    const at = epochs[lane][seed];
    const end = { epochs_to_target: at, epochs: at ?? cap, diverged: false, seconds: 0.01 };
    return { lane, seed, ...end, train_loss: 0.1, test_loss: 0.1, train_score: 1, test_score: 1 };
  }),
});
"""


def made(page, epochs):
    page.js(MADE, epochs, CAP)
    page.choose_value("sweep-seeds", str(len(epochs[0])))
    page.choose_value("sweep-cap", str(CAP))
    page.click("sweep-start")
    complete = f"{len(epochs) * len(epochs[0])} runs"
    page.until(lambda: page.text("sweep-left") == complete, "all runs", timeout=60)
    page.until(
        lambda: page.text("sweep-count") and "Provisional" not in page.text("sweep-count"), "figures of all runs"
    )


def _said(page, place="sweep-ratios"):
    return page.js(f"return [...document.querySelectorAll('#{place} li')].map((item) => item.textContent)")


def _strips(page):
    plot = "document.querySelector('#sweep-strips .js-plotly-plot')"
    page.until(lambda: page.js(f"return {plot}?.data.length"), "the chart")
    return page.js(
        f"const {{ data, layout }} = {plot}; return {{ x: data.map((lane) => lane.x), y: data.map((lane) => lane.y),"
        " words: data.map((lane) => lane.text), notes: layout.annotations?.map((note) => note.text) ?? [],"
        " labels: layout.yaxis.ticktext, lines: layout.shapes.map(({ x0, x1, y0, y1 }) => ({ x0, x1, y0, y1 })) }"
    )


def test_runs_that_never_finished_are_said_and_shown(race):
    fails = [50 if seed % 25 < 12 else None for seed in range(50)]
    made(race, [[100 + seed for seed in range(50)], fails, [None] * 50])
    assert "6 comparisons of" in race.text("sweep-count")
    assert _said(race) == [
        "Sigmoid or Tanh: no clear difference in speed (first with 26 and 24 of 50 seeds)."
        " Tanh failed to finish in 52% of its runs, Sigmoid in 0%: a clear difference.",
        "ReLU never finished (0 of 50 runs), Sigmoid did in 50 of 50: Sigmoid is clearly ahead.",
        "ReLU never finished (0 of 50 runs), Tanh did in 24 of 50: Tanh is clearly ahead.",
    ]
    shown = _strips(race)
    assert [len(lane) for lane in shown["x"]] == [50, 50, 50]
    assert [sum(x > CAP for x in lane) for lane in shown["x"]] == [0, 26, 50]
    assert shown["notes"] == ["didn't finish", "0%", "52%", "100%"]
    assert "Tanh, seed 12: didn't finish in 500 epochs" in shown["words"][1]
    assert ["median" in label for label in shown["labels"]] == [True] * 3
    assert "median: didn't finish" in shown["labels"][1]
    band, *lines = shown["lines"]
    assert band["x0"] > CAP
    medians = [line for line in lines if line["x0"] == line["x1"]]
    assert sum(line["x0"] > band["x0"] for line in medians) == 2  # tanh's and relu's stand in the band
    box = [line for line in lines if round((line["y0"] + line["y1"]) / 2) == 1 and line["x0"] != line["x1"]]
    assert {(line["x0"], line["x1"]) for line in box} == {(50, band["x0"])}  # open towards it


def test_where_all_finish_there_is_no_band_and_where_none_does_nothing_can_be_said(race):
    made(race, [[100] * 20, [200] * 20, [300] * 20])
    assert _strips(race)["notes"] == []
    assert _said(race)[0] == "Sigmoid finished sooner than Tanh: 2 times as fast (2 to 2), first with 20 of 20 seeds."
    made(race, [[None] * 20, [None] * 20, [None] * 20])
    race.until(lambda: "can't be compared" in _said(race)[0], "the new figures")
    assert _said(race)[2] == "Neither Tanh nor ReLU finished in any run, so they can't be compared."
    assert _strips(race)["notes"] == ["didn't finish", "100%", "100%", "100%"]


@pytest.mark.first
def test_few_seeds_are_said_to_be_too_few(race):
    made(race, [[100] * 5, [200] * 5, [None] * 5])
    assert "With 5 seeds no difference can be clear; that takes at least 8." in race.text("sweep-count")
    assert all("no clear difference" in sentence for sentence in _said(race))


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_twelve_lanes_have_all_their_pairs_and_a_row_each(race, size):
    race.js("const { state, change } = playground.race;"
            "change({ ...state, lanes: ['tanh', 'relu', 'elu', 'selu', 'swish', 'gelu', 'mish',"
            " 'sine', 'erf', 'maxout', 'arctan', '=max(0,z)'] })")  # fmt: skip
    race.restarted(12)
    race.resize(*size)
    made(race, [[80 + 7 * (seed * (lane + 3) % 19) if seed % 5 else None for seed in range(20)] for lane in range(12)])
    assert "66 comparisons of" in race.text("sweep-count")  # all fail with the same seeds
    assert (len(_said(race)), len(_said(race, "sweep-others"))) == (11, 55)
    assert not [sentence for sentence in _said(race) + _said(race, "sweep-others") if "finished sooner" in sentence]
    shown = _strips(race)
    assert len(shown["labels"]) == 12
    assert shown["notes"] == ["didn't finish", *["20%"] * 12]
    for lane, heights in enumerate(shown["y"]):
        assert all(abs(y - lane) < 0.5 for y in heights)
    assert race.js("return document.documentElement.scrollWidth <= innerWidth")
    rows = race.js(
        "return [...document.querySelectorAll('#sweep-strips .ytick text')].map((text) => text.getBoundingClientRect())"
        ".map(({ left, top, bottom }) => [left, top, bottom])"
    )
    assert len(rows) == 12
    assert all(left >= 0 for left, _, _ in rows)
    assert all(bottom <= top + 1 for (_, _, bottom), (_, top, _) in pairwise(rows))


def test_a_formula_that_has_no_number_is_named_with_its_z(race):
    race.driver.get("about:blank")
    lanes = "lanes=%3Dlog(z%2B12)*z;tanh&hidden=4;4&learning_rate=3&finish=loss:0.0001"
    grid = "rows=activation:%3Dlog(z%2B12)*z;tanh&columns=hidden:4,4;4&grid_seeds=2&grid_cap=200"
    race.driver.get(f"{race.url}#{lanes}&seeds=5&cap=500&{grid}")
    race.wait_until_ready()
    race.until(lambda: len(race.names()) == 2, "the lanes of the address")
    race.click("sweep-start")
    race.until(lambda: race.text("sweep-left") == "10 runs", "all runs", timeout=60)
    said = "the formula log(z+12)*z has no number at z = −"
    race.until(lambda: "5 of 5 runs stopped" in race.text("sweep-faults"), "the formula is named")
    assert said in race.text("sweep-faults")
    assert len(race.css("#sweep-faults li")) == 1
    race.js(SAVED)
    race.css("[data-export=csv]")[0].click()
    rows = race.until(lambda: race.js("return window.saved"), "the file").splitlines()
    assert rows[0].endswith(",fault")
    assert sum("the formula log(z+12)*z has no number at z = −" in row for row in rows) == 5
    race.click("grid-start")
    race.until(lambda: race.text("grid-left") == "8 runs", "all runs of the grid", timeout=60)
    cell = "document.querySelector(\"[data-cell='0']\")"  # it is made again with each run
    race.until(lambda: "0 of 2 finished, 2 without a number" in race.js(f"return {cell}.innerText"), "in the cell")
    race.js(f"{cell}.click()")
    assert said in race.text("grid-cell-facts")
