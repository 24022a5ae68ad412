"""Two choices at once: cells fill with what the core computes, open as races and networks, and live in the address."""

import csv
import io
import json
from math import isinf

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment
from nn_core.formats.links.link import from_link
from nn_core.study.grid import Grid, cells
from nn_core.study.grid_axes import read_axis
from nn_core.study.race import RunResult, run_to_target
from nn_core.study.race_link import from_race_link, to_race_link
from nn_core.study.race_rules import Rules
from nn_core.study.statistics import summary
from tests.browser.race import CLASSICS
from tests.browser.test_access import faults_light_and_dark
from tests.browser.test_help import chord, press
from tests.browser.test_sweep import SAVED

TARGET, CAP, SEEDS = 0.1, 500, 3
ROWS, COLUMNS = "tanh; ReLU", "3 | 2, 2 | 8"  # as somebody may type them
GRID = Grid(read_axis("activation", ROWS), read_axis("hidden", COLUMNS), SEEDS, CAP)
FINISHED = "return document.getElementById('grid-left').textContent"
NUMBERS = """return [...document.querySelectorAll("#grid-table tbody tr")].map((row) =>
  [...row.children].map((cell) => (cell.querySelector("strong") ?? cell).textContent));"""


def _fill(page):
    page.choose_value("race-target", f"test_loss {TARGET}")
    page.restarted(3)
    page.type("grid-rows-values", ROWS)
    page.type("grid-columns-values", COLUMNS)
    page.choose_value("grid-cap", str(CAP))
    page.until(lambda: page.value("grid-columns-values") == "3; 2,2; 8", "the values as links have them")


def _run(page):
    page.click("grid-start")
    page.until(lambda: page.js(FINISHED) == f"{6 * SEEDS} runs", "all runs", timeout=60)
    summed = "return playground.grid.sums().map((sum) => sum?.summary.runs)"
    page.until(lambda: page.js(summed) == [SEEDS] * 6, "all figures")


def _expected():
    return [
        [run_to_target(lane.experiment.model_copy(update={"seed": seed}), TARGET, CAP) for seed in range(SEEDS)]
        for lane in cells(Rules(), GRID)
    ]


def _word(median):
    return "didn't finish" if isinf(median) else f"{median:g}"


@pytest.mark.first
def test_cells_say_what_the_core_computes_and_open_as_races_and_networks(race):
    _fill(race)
    _run(race)
    expected = _expected()
    sums = [summary(runs) for runs in expected]
    shown = race.js(NUMBERS)
    assert [row[0] for row in shown] == ["Tanh", "ReLU"]
    assert race.texts("#grid-table thead th") == ["3", "2, 2", "8"]
    medians = [each.epochs.median for each in sums]
    for i, row in enumerate(shown):
        best = min(medians[3 * i : 3 * i + 3])
        stars = [medians[3 * i + j] == best < float("inf") for j in range(3)]
        assert row[1:] == [f"{'★ ' * stars[j]}{_word(medians[3 * i + j])}" for j in range(3)]
    assert all(
        race.js("return [...document.querySelectorAll('#grid-table polyline')].map((line) => line.points.length)")
    )
    race.choose_value("grid-shown", "loss")
    race.until(lambda: "." in race.js(NUMBERS)[0][1], "losses")
    read = [float(text.removeprefix("★ ")) for row in race.js(NUMBERS) for text in row[1:]]
    assert read == pytest.approx([each.test_loss.median for each in sums], rel=0.01)

    race.js(SAVED)
    race.css("[data-grid-export=csv]")[0].click()
    head, *rows = csv.reader(io.StringIO(race.until(lambda: race.js("return window.saved"), "the file")))
    assert head[:3] == ["activation", "hidden", "seed"]
    runs = {(row[0], row[1], int(row[2])): row[head.index("epochs_to_target")] for row in rows}
    told = [("" if run.epochs_to_target is None else str(run.epochs_to_target)) for runs in expected for run in runs]
    order = [(row, column, seed) for row in ("Tanh", "ReLU") for column in ("3", "2, 2", "8") for seed in range(SEEDS)]
    assert [runs[place] for place in order] == told
    race.js("window.saved = null")
    race.css("[data-grid-export=json]")[0].click()
    document = json.loads(race.until(lambda: race.js("return window.saved"), "the file"))
    assert sorted(RunResult(**run | {"seconds": 0.0}).epochs for run in document["runs"]) == sorted(
        run.epochs for runs in expected for run in runs
    )

    link = from_race_link(race.driver.current_url)
    assert (link.teaching.grid, link.notes) == (GRID, ())
    race.css("[data-cell='4']")[0].click()
    assert race.texts("#grid-cell h3") == ["ReLU × 2, 2"]
    race.css("[data-grid-open=row]")[0].click()
    race.until(lambda: race.names() == ["units 3", "units 2,2", "units 8"], "the race of the row")
    race.until(lambda: race.state()["base"]["hidden"][0]["activation"] == "relu", "with its activation")
    race.css("[data-cell='1']")[0].click()
    race.css("[data-grid-open=cell]")[0].click()
    race.until(lambda: "/race" not in race.driver.current_url and "#" in race.driver.current_url, "the playground")
    assert from_link(race.driver.current_url).experiment == Experiment(hidden=[{"units": 2, "activation": "tanh"}] * 2)


def test_what_can_not_be_is_said_at_its_field_and_an_address_brings_its_grid(race):
    race.type("grid-rows-values", "tanh; nonsense")
    race.until(lambda: "'nonsense' can't be used" in race.text("grid-rows-wrong"), "the error at its field")
    assert race.element("grid-rows-values").get_attribute("aria-invalid") == "true"
    race.click("grid-start")
    race.until(lambda: race.js("return document.activeElement.id") == "grid-rows-values", "back at the field")
    assert not race.shown("grid-results")
    race.choose_value("grid-rows", "hidden")
    race.until(lambda: "another choice than the rows" in race.text("grid-columns-wrong"), "the other axis is told")
    assert race.text("grid-rows-wrong") == ""
    race.choose_value("grid-columns", "noise")
    race.choose_value("grid-columns-add", "45")
    race.until(lambda: "45" in race.js("return location.hash"), "it is in the address")
    assert race.text("grid-columns-wrong") == ""
    race.click("grid-swap")
    race.until(lambda: "rows=noise:" in race.js("return location.hash"), "swapped")

    race.driver.get("about:blank")
    race.driver.get(f"{race.url}#lanes=tanh;relu&rows=optimizer:sgd;adam&columns=learning_rate:0.01;0.1&grid_seeds=5")
    race.wait_until_ready()
    race.until(lambda: race.value("grid-rows-values") == "sgd; adam", "the grid of the address")
    values = "return ['rows', 'columns', 'seeds', 'cap'].map((name) => document.getElementById(`grid-${name}`).value)"
    assert race.js(values) == ["optimizer", "learning_rate", "5", "1000"]
    race.choose_value("race-target", "test_loss 0.001")
    race.until(lambda: race.state()["target"] == "0.001", "a far finish")
    race.choose_value("grid-cap", "10000")
    race.choose_value("grid-seeds", "50")
    race.click("grid-start")
    race.until(lambda: race.js("return playground.grid.runs().length"), "some runs", timeout=60)
    assert race.text("grid-start") == "Cancel"
    race.click("grid-start")
    race.until(lambda: race.text("grid-start") == "Run the grid", "canceled")
    count = race.js("return playground.grid.runs().length")
    assert count < 200
    race.frames(60)
    assert race.text("grid-left") == f"{count} runs"


def test_a_grid_of_many_own_points_fits_into_its_requests(race):
    points = [[(i * 37 % 1201) / 97 - 6, (i * 53 % 1201) / 97 - 6, float(1 - 2 * (i % 2))] for i in range(2000)]
    own = Experiment(dataset="custom", points=points, train_points=1000, hidden=[{"units": 2}], batch_size=100)
    race.follow(to_race_link(Rules(own, lanes=("tanh", "relu"), target=0.3)) + "&rows=activation:tanh;relu;elu;gelu"
                "&columns=learning_rate:0.01;0.02;0.03;0.04&grid_seeds=1&grid_cap=20")  # fmt: skip
    race.until(lambda: race.value("grid-rows-values") == "tanh; relu; elu; gelu", "the grid of the link")
    race.click("grid-start")
    race.until(lambda: race.text("grid-left") == "16 runs", "all runs", timeout=60)
    assert {run["epochs"] for run in race.js("return playground.grid.runs()")} == {20}


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_it_fits_and_axe_finds_nothing_serious(race, width):
    race.resize(width, 844)
    race.choose_value("race-target", f"test_loss {TARGET}")
    race.restarted(len(CLASSICS))
    race.choose_value("grid-seeds", "1")
    race.choose_value("grid-cap", str(CAP))
    race.click("grid-start")
    race.until(lambda: race.js(FINISHED) == "24 runs", "all runs", timeout=60)
    race.until(lambda: race.js("return playground.grid.sums().every(Boolean)"), "all figures")
    assert race.js("return document.documentElement.scrollWidth <= innerWidth")
    inside = race.js("const box = document.querySelector('.grid-scroll'); return [box.scrollWidth, box.clientWidth]")
    assert (inside[0] > inside[1]) == (width == 390)  # a phone scrolls the table alone
    names = race.js("return [...document.querySelectorAll('#grid-table button')].map((each) => each.ariaLabel)")
    assert len(set(names)) == 24
    assert names[4].startswith("Tanh, 3: ")
    assert faults_light_and_dark(race, within=".grid-panel") == []


AT = "return document.activeElement.dataset.cell ?? document.activeElement.closest('[id]')?.id"
STOPS = "return [...document.querySelectorAll('#grid-table button')].filter((cell) => cell.tabIndex === 0).length"


def test_arrow_keys_walk_the_cells_and_enter_opens_a_card_from_which_escape_leads_back(race):
    race.follow(
        "lanes=tanh;relu&finish=loss:0.3&rows=activation:tanh;relu;elu&columns=hidden:2;3&grid_seeds=1&grid_cap=20"
    )
    race.until(lambda: race.value("grid-rows-values") == "tanh; relu; elu", "the grid of the link")
    race.click("grid-start")
    race.until(lambda: race.text("grid-left") == "6 runs", "all runs", timeout=60)
    race.until(lambda: race.js("return playground.grid.sums().every(Boolean)"), "all figures")
    race.focus("grid-shown")
    for _ in range(4):  # past what can be taken home
        press(race, Keys.TAB)
        if race.js(AT) == "0":
            break
    assert race.js(AT) == "0"
    assert race.js(STOPS) == 1
    walked = []
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.HOME, Keys.ARROW_UP, Keys.END):
        press(race, key)
        walked.append(race.js(AT))
    assert walked == ["1", "3", "5", "4", "2", "3"]
    chord(race, Keys.CONTROL, Keys.HOME)
    assert race.js(AT) == "0"
    chord(race, Keys.CONTROL, Keys.END)
    assert race.js(AT) == "5"
    press(race, Keys.ARROW_UP, Keys.ENTER)
    race.until(lambda: race.shown("grid-cell"), "the card")
    assert race.texts("#grid-cell h3") == ["ReLU × 3"]
    assert race.js("return document.activeElement.dataset.gridOpen") == "row"
    race.js("document.getElementById('grid-shown').dispatchEvent(new Event('change', { bubbles: true }))")  # again
    press(race, Keys.ESCAPE)
    race.until(lambda: not race.shown("grid-cell"), "closed")
    race.until(lambda: race.js(AT) == "3", "back at the cell")
    chord(race, Keys.SHIFT, Keys.TAB)
    chord(race, Keys.TAB)
    assert race.js(AT) == "3"
    assert race.epoch == 0
