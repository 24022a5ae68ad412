"""The run table: every run that ended, what is done with rows, and what is kept of them."""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, advance, evaluate, start
from nn_core.formats.links.link import from_link
from nn_core.study.race_link import from_race_link
from tests.browser.run_table import exact, kept, run, table, tick
from tests.browser.test_access import faults_light_and_dark
from tests.browser.truth import shown

PUT = """
const done = arguments[1];
const request = indexedDB.open("playground-runs", 1);
request.onupgradeneeded = () => request.result.createObjectStore("rows", { keyPath: "id" });
request.onsuccess = () => {
  const change = request.result.transaction("rows", "readwrite");
  for (const row of arguments[0]) change.objectStore("rows").put(row);
  change.oncomplete = () => (request.result.close(), done());
};
"""
STORED = """
const done = arguments[0];
const request = indexedDB.open("playground-runs", 1);
request.onsuccess = () => {
  const all = request.result.transaction("rows").objectStore("rows").getAll();
  all.onsuccess = () => (request.result.close(), done(all.result));
};
"""
NO_STORE = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });"


def ends(page):
    return [(row["from"], row["epochs"], row["ended"], row["repeats"]) for row in kept(page)]


@pytest.mark.first
def test_every_run_that_ended_is_a_row_and_a_pause_goes_on_in_it(page):
    assert table(page) == []
    assert page.shown("runs-none")
    page.play()
    page.pause()
    early = page.epoch
    assert ends(page) == [(0, early, "paused", True)]
    page.play()
    page.pause()
    first = run(page, 1)
    assert ends(page) == [(0, page.epoch, "paused", True)]
    (row,) = table(page)
    assert (row["number"], row["said"], row["epochs"]) == ("1", "Circle: 4, 2 Tanh", f"{page.epoch}paused")
    assert (float(row["train"]), float(row["test"])) == page.losses
    assert row["parameters"] == "25"
    page.click("reset")
    page.until(lambda: page.epoch == 0, "reset")
    page.choose("learning-rate", "0.3")
    page.until(lambda: "Learning rate" in page.text("notice"), "said")
    run(page, 4)
    page.choose("learning-rate", "0.1")
    page.until(lambda: page.value("learning-rate") == "0.1", "while it rests")
    page.step()
    page.step()
    page.click("dataset-xor")
    page.until(lambda: page.epoch == 0, "other data")
    assert ends(page) == [(0, first[0], "reset", True), (0, 4, "changed", True), (4, 6, "changed", False)]
    said = [row["said"] for row in table(page)]
    assert said == [
        "Learning rate: 0.3 → 0.1; continued from epoch 4 of other settings",
        "Learning rate: 0.03 → 0.3",
        "Circle: 4, 2 Tanh",
    ]
    page.css("#runs-rows tr:last-child a")[0].click()
    page.trains_on("circle")
    page.click("play")
    page.until(lambda: page.epoch == first[0] and not page.playing, "it stops by itself")
    assert exact(page) == first, "the same digits"


@pytest.mark.first
def test_a_goal_and_divergence_end_runs(page):
    page.choose("goal", "at epoch")
    page.type("goal-value", "7")
    page.click("play")
    page.until(lambda: page.epoch == 7 and not page.playing, "the goal")
    assert ends(page) == [(0, 7, "goal", True)]
    page.choose("goal", "never")
    page.choose("problem", "Regression")
    page.choose("learning-rate", "10")
    page.until(lambda: page.epoch == 0 and page.value("learning-rate") == "10", "too fast")
    page.click("play")
    page.until(page.message, "diverged")
    *_, last = ends(page)
    if page.epoch:
        assert last[1:3] == (page.epoch, "diverged")
    assert page.shown("reset-slower")


def test_who_goes_to_another_page_while_it_trains_finds_the_run_and_goes_on_in_its_row(page):
    page.play()
    page.until(lambda: page.epoch > 5, "some epochs")
    page.click("nav-race")
    page.until(lambda: page.js("return location.pathname") == "/race", "the race")
    page.click("nav-playground")
    page.wait_until_ready()
    page.until(lambda: page.epoch > 5 and len(kept(page)) == 1, "its row")
    run(page, 1)
    (row,) = kept(page)
    assert (row["number"], row["epochs"], row["ended"], row["repeats"]) == (1, page.epoch, "paused", True)
    page.agrees()


def three(page):
    """Three runs of different lengths."""
    for dataset, epochs in (("circle", 3), ("xor", 2), ("gauss", 4)):
        page.click(f"dataset-{dataset}")
        page.trains_on(dataset)
        run(page, epochs)


def numbers(page):
    return [row["number"] for row in table(page)]


def test_rows_are_sorted_get_notes_are_deleted_and_put_back_and_stay_in_the_browser(page):
    three(page)
    assert numbers(page) == ["3", "2", "1"]
    page.click("runs-by-epochs")
    assert numbers(page) == ["2", "1", "3"]
    page.click("runs-by-epochs")
    assert numbers(page) == ["3", "1", "2"]
    assert page.js("return document.getElementById('runs-by-epochs').closest('th').ariaSort") == "descending"
    page.click("runs-by-test")
    losses = [float(row["test"]) for row in table(page)]
    assert losses == sorted(losses)
    page.click("runs-by-number")
    note = page.css("#runs-rows [aria-label='Note on run 2']")[0]
    note.send_keys("<b>the best</b>" + "x" * 300, Keys.TAB)
    page.until(lambda: kept(page)[1]["note"].startswith("<b>the best</b>"), "the note")
    assert len(kept(page)[1]["note"]) == 200
    before = kept(page)
    assert not page.element("runs-delete").is_enabled()
    tick(page, 1, 3)
    page.click("runs-delete")
    page.until(lambda: numbers(page) == ["2"], "one is left")
    assert page.text("runs-said") == "2 runs deleted."
    page.click("runs-restore")
    page.until(lambda: kept(page) == before, "all are back")
    page.click("runs-clear")
    page.until(lambda: page.shown("runs-none"), "nothing is left")
    page.click("runs-restore")
    page.until(lambda: kept(page) == before, "all are back")
    assert faults_light_and_dark(page, "#dock") == []
    page.reload()
    page.until(lambda: kept(page) == before, "they were kept")
    assert [each.get_attribute("value")[:15] for each in page.css("#runs-rows [aria-label='Note on run 2']")] == [
        "<b>the best</b>"
    ]


def test_what_is_damaged_in_the_store_is_left_out_and_two_hundred_rows_are_kept(page):
    run(page, 2)
    page.until(lambda: len(page.driver.execute_async_script(STORED)) == 1, "it is stored")
    (row,) = page.driver.execute_async_script(STORED)
    more = [row | {"id": f"old-{i}", "number": i, "at": 1000 + i} for i in range(202)]
    bad = [
        {"id": "bad"}, {"id": 7, "note": "x"}, row | {"id": "b1", "picture": "http://elsewhere/x.png"},
        row | {"id": "b2", "testLoss": "<img src=x>"},
    ]  # fmt: skip
    page.driver.execute_async_script(PUT, more + bad)
    page.reload()
    page.until(lambda: len(kept(page)) == 200, "two hundred of them")
    assert kept(page)[0]["number"] == 3
    ids = {each["id"] for each in page.driver.execute_async_script(STORED)}
    assert len(ids) == 200
    assert not ids & {"bad", 7, "b1", "b2", "old-0"}
    table(page)
    assert len(page.css("#runs-rows tr")) == 200


def test_without_a_store_the_table_works_and_a_reload_keeps_only_the_run_on_the_screen(page):
    page.new_tab(NO_STORE)
    page.wait_until_ready()
    run(page, 2)
    page.click("reset")
    page.until(lambda: page.epoch == 0, "reset")
    run(page, 1)
    assert [row["epochs"] for row in table(page)] == ["1paused", "2reset"]
    page.reload()
    page.until(lambda: [row["epochs"] for row in kept(page)] == [1], "the last one")


def test_ticked_runs_race_and_what_can_not_be_a_lane_is_said(page):
    three(page)
    page.click("reset")
    page.until(lambda: page.epoch == 0, "reset")
    run(page, 1)
    table(page)
    assert not page.element("runs-race").is_enabled()
    tick(page, 3, 4)
    page.click("runs-race")
    page.until(lambda: page.text("runs-said") == "Run 4 has the settings of another one.", "nothing to race")
    assert not page.shown("runs-open-race")
    tick(page, 1)
    page.click("runs-race")
    page.until(lambda: page.shown("runs-open-race"), "the others can")
    page.click("runs-open-race")
    page.until(lambda: page.js("return playground.player.frames?.length") == 2, "two lanes")
    lanes = from_race_link(page.js("return location.hash.slice(1)")).competitors
    assert [lane.experiment.dataset for lane in lanes] == ["circle", "gauss"]


@pytest.mark.parametrize("varies", ["weights_seed", "seed"])
def test_a_set_up_is_repeated_with_other_seeds_in_small_maps(follow, varies):
    link = "dataset=xor&seed=3&noise=20&hidden=3-relu&learning_rate=0.1"
    page = follow(link)
    base = from_link(link).experiment
    page.click("dock-runs")
    page.click("runs-repeat")
    page.choose_value("repeat-runs", "6")
    page.choose_value("repeat-varies", varies)
    page.type("repeat-epochs", "40")
    page.type("repeat-threshold", "0.3")
    page.click("repeat-start")
    page.until(lambda: len(page.css(".repeat-run")) == 6 and not page.shown("repeat-progress"), "six runs", 60)
    experiments = [base.model_copy(update={varies: seed}) for seed in range(6)]
    losses = [evaluate(each, advance(each, start(each), 40)).test_loss for each in experiments]
    assert [float(text) for text in page.texts(".repeat-loss")] == [shown(loss) for loss in losses]
    good = [loss < 0.3 for loss in losses]
    assert [each.get_attribute("class").split()[1:] == ["good"] for each in page.css(".repeat-run")] == good
    assert page.text("repeat-share").startswith(f"{sum(good)} of 6 runs (")
    assert page.text("repeat-share").endswith("ended with a test loss below 0.3.")
    assert page.js("return playground.runs.repeats()[0].succeeded") == sum(good)
    assert len({each.get_attribute("src") for each in page.css(".repeat-run img")}) > 1
    assert faults_light_and_dark(page, "#repeat-dialog") == []
    page.css("#repeat-dialog .dialog-head button")[0].click()
    page.click("share")
    page.click("share-report")
    assert page.text("repeat-share") in page.text("report-sheet")
    page.css("#report-dialog .dialog-head button")[0].click()
    page.click("runs-repeat")
    page.css(".repeat-run")[4].click()
    page.until(lambda: page.readings[::2] == (40, shown(losses[4])), "the fifth one")
    assert Experiment(**page.js("return playground.player.experiment")) == experiments[4]
    assert not page.shown("repeat-dialog")


def test_in_a_lesson_a_row_opens_and_what_is_hidden_stays_hidden(follow):
    page = follow("dataset=circle&seed=1&hide=data,navigation&lock=weights")
    first = run(page, 2)
    page.choose("learning-rate", "0.3")
    page.until(lambda: page.value("learning-rate") == "0.3", "another rate")
    run(page, 1)
    table(page)
    assert not page.shown("runs-race")
    page.css("#runs-rows tr:last-child a")[0].click()
    page.until(lambda: page.value("learning-rate") == "0.03" and page.epoch == 0, "the first set-up")
    assert not page.shown("noise")
    assert page.js("return document.body.dataset.hide") == "data navigation"
    page.click("play")
    page.until(lambda: page.epoch == 2 and not page.playing, "it stops by itself")
    assert exact(page) == first
    page.leave()
    page.driver.get(f"{page.url}#hide=runs")
    page.wait_until_ready()
    assert not page.shown("dock-runs")


def test_repeating_is_canceled_and_what_is_refused_is_said(page):
    page.click("dock-runs")
    page.click("runs-repeat")
    page.choose_value("repeat-runs", "24")
    page.type("repeat-epochs", "20000")
    page.click("repeat-start")
    page.until(lambda: page.text("repeat-start") == "Cancel", "it runs")
    page.click("repeat-start")
    page.until(lambda: page.text("repeat-start") == "Start", "it does not run any more")
    page.js("playground.server.tick = () => Promise.resolve({ error: 'too much' })")
    page.click("repeat-start")
    page.until(lambda: page.text("repeat-error") == "too much", "why not")
    assert page.text("repeat-start") == "Start"
