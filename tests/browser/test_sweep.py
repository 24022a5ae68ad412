"""The sweep on the race page: runs come in, survive a server that goes away, are summed up, and can be taken home."""

import json
from pathlib import Path

import pytest

from app import create_app
from nn_core import Experiment
from nn_core.race import Finish, run_to_target
from nn_core.statistics import summary
from tests.browser.race import CLASSICS, Race
from tests.browser.servers import Quick

SEEDS = 5
TARGET, CAP = 0.1, 500
TABLE = "#sweep-table tr"


def _runs(page):
    fields = page.js("return window.sweep.runs")
    runs = [Finish(**run | {"seconds": 0.0}) for run in fields]
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


def test_runs_and_figures_are_those_of_the_core(race):
    _start(race)
    _complete(race)
    expected = _expected()
    assert _runs(race) == expected
    race.until(lambda: all(row[1] == str(SEEDS) for row in race.table(TABLE)), "figures of all runs")
    for lane, row in enumerate(race.table(TABLE)):
        sums = summary([run for run in expected if run.lane == lane])
        assert row[0].lower() == CLASSICS[lane]
        median = "never" if sums.epochs.median is None else f"{sums.epochs.median:g}"
        assert row[2].startswith(median)
        assert row[4] == f"{round(100 * sums.never_share)} %"
    plots = "return [...document.querySelectorAll('.sweep .js-plotly-plot')].map((plot) => plot.data.length)"
    race.until(lambda: race.js(plots) == [3, 3], "both charts")


def test_a_sweep_can_be_cancelled_and_run_again(race):
    race.choose_value("race-target", "test_loss 0.001")
    race.until(lambda: race.state()["target"] == "0.001", "another target")
    race.choose_value("sweep-seeds", "200")
    race.click("sweep-start")
    race.until(lambda: race.js("return window.sweep.runs.length") > 3, "some runs", timeout=60)
    assert race.text("sweep-start") == "Cancel"
    race.click("sweep-start")
    race.until(lambda: race.text("sweep-start") == "Run the sweep", "cancelled")
    count = race.js("return window.sweep.runs.length")
    race.frames(60)
    assert race.js("return window.sweep.runs.length") == count
    assert race.text("sweep-left") == f"{count} runs"


def test_a_server_that_goes_away_costs_nothing_but_time(tab):
    server = Quick(create_app().server)
    server.start()
    page = Race(tab, f"{server.url}race")
    page.forget()
    page.open()
    page.choose_value("race-target", f"test_loss {TARGET}")
    page.restarted(3)
    page.choose_value("sweep-seeds", str(SEEDS))
    page.choose_value("sweep-cap", str(CAP))
    page.js(
        "const { sweep } = window.server; window.server.sweep = (request) =>"
        " sweep({ ...request, jobs: request.jobs.slice(0, 1) })"
    )
    page.click("sweep-start")
    page.until(lambda: page.js("return window.sweep.runs.length") > 2, "some runs", timeout=60)
    server.stop()
    page.until(lambda: "does not answer" in page.text("sweep-left"), "it is said")
    server.start()
    _complete(page)
    assert _runs(page) == _expected()
    page.driver.get("about:blank")
    server.stop()
    tab.get_logs()  # what the browser says of failed requests is expected here


@pytest.mark.parametrize("kind", ["csv", "json", "report"])
def test_results_can_be_taken_home(race, kind):
    _start(race)
    _complete(race)
    race.js(
        "window.saved = null; const original = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return original(blob); };"
        "HTMLAnchorElement.prototype.click = function () { window.file = this.download; };"
    )
    race.css(f"[data-export={kind}]")[0].click()
    text = race.until(lambda: race.js("return window.saved"), "the file")
    name = Path(race.js("return window.file"))
    assert name.stem == "sweep"
    if kind == "csv":
        head, *rows = text.strip().splitlines()
        assert head.startswith("name,lane,seed,epochs_to_target")
        assert len(rows) == 3 * SEEDS
    elif kind == "json":
        document = json.loads(text)
        assert len(document["runs"]) == 3 * SEEDS
        assert document["race"]["lanes"] == CLASSICS
    else:
        assert "| Sigmoid |" in text
        assert race.driver.current_url in text
        assert "times as fast" in text or "no sure difference" in text
