"""The race: lanes learn in lock-step, are counted at the finish, and can be recalled, opened and presented."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from nn_core import advance, diagnose, evaluate, start
from tests.browser.page import Page
from tests.browser.race import CLASSICS, experiment
from tests.browser.test_access import faults_light_and_dark


@pytest.mark.first
def test_the_classics_learn_in_lock_step_as_the_core_computes(race):
    assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
    race.agrees()
    for _ in range(3):
        race.click("step")
    race.until(lambda: race.epoch == 3, "epoch 3")
    race.agrees()
    race.play_until(lambda: race.epoch > 20, "twenty epochs")
    race.agrees()
    assert race.js("return new Set(playground.player.frames.map((frame) => frame.epoch)).size") == 1
    race.click("reset")
    race.restarted(3)
    race.agrees()


def _epochs_to(experiment, target):
    state = start(experiment)
    while evaluate(experiment, state).test_loss >= target:
        state = advance(experiment, state, 1)
    return state.epoch


@pytest.mark.first
def test_the_finish_is_told_with_the_exact_epoch_at_any_speed(race):
    race.choose_value("race-target", "test_loss 0.05")
    race.restarted(3)
    race.choose_value("race-speed", "50")
    race.play_until(
        lambda: all("finish" in state for _, _, state, _ in race.lanes()[1:]), "tanh and ReLU at the finish"
    )
    finishes = {key: _epochs_to(experiment(key), 0.05) for key in ("tanh", "relu")}
    states = {name: state for name, _, state, _ in race.lanes()}
    assert states["Tanh"] == f"finished at epoch {finishes['tanh']}"
    assert states["ReLU"] == f"finished at epoch {finishes['relu']}"
    first = min(finishes, key=finishes.get)
    podium = race.text("race-podium")
    assert podium.index(str(finishes[first])) < podium.index(str(max(finishes.values())))
    places = {name: rank for name, *_, rank in race.lanes()}
    assert places[{"tanh": "Tanh", "relu": "ReLU"}[first]] == "1st"
    assert places["Sigmoid"] == "not yet"
    colors = race.js("return [1, 2, 3].map((n) => getComputedStyle(document.body).getPropertyValue(`--lane-${n}`))")
    expected = [
        *(["flag", epoch, color] for epoch, color in zip(map(finishes.get, ("tanh", "relu")), colors[1:], strict=True)),
        *(["end", name, color] for name, color in zip(race.names(), colors, strict=True)),
    ]
    marks = (
        "const { layout } = document.querySelector('#race-chart .js-plotly-plot');"
        "return layout.annotations.map(({ name, text, x, font }) => [name, name === 'end' ? text : x, font.color])"
    )
    race.until(lambda: race.js(marks) == expected, "flags on the finish line, and names at the ends of the curves")
    race.rewind(1, "race-timeline")  # the curves are still whole, and so are their flags
    race.until(lambda: race.text("race-podium") == "", "nobody has finished at epoch 1")
    assert race.js(marks) == expected


def test_the_learning_rate_changes_while_it_runs(race):
    race.click("play")
    race.until(lambda: race.epoch > 5, "five epochs")
    race.choose_value("race-learning-rate", "0.1")
    race.until(
        lambda: all(e["learning_rate"] == 0.1 for e in race.js("return playground.player.experiments")), "accepted"
    )
    assert race.playing
    epoch = race.epoch
    race.until(lambda: race.epoch > epoch + 5, "it goes on")
    assert epoch > 5


def test_the_finish_may_be_an_accuracy(race):
    race.choose_value("race-target", "test_score 0.95")
    race.restarted(3)
    race.choose_value("race-speed", "10")
    race.play_until(lambda: "finish" in race.lanes()[1][2], "tanh at the finish")
    lane = experiment("tanh")
    state = start(lane)
    while evaluate(lane, state).test_score < 0.95:
        state = advance(lane, state)
    assert race.lanes()[1][2] == f"finished at epoch {state.epoch}"
    assert "0.95" in race.text("race-podium")


def test_the_gradient_norm_of_each_layer_can_be_plotted(race):
    race.click("step")
    race.until(lambda: race.epoch == 1, "epoch 1")
    assert race.texts("#race-curve option")[3:] == [f"Gradient norm of layer {layer}" for layer in (1, 2, 3)]
    race.choose_value("race-curve", "layer 2")
    last = [diagnose(lane, advance(lane, start(lane))).gradient_norms[2] for lane in map(experiment, CLASSICS)]
    plotted = "return document.querySelector('#race-chart .js-plotly-plot').data.map((trace) => trace.y.at(-1))"
    race.until(lambda: race.js(plotted) == pytest.approx(last), "the norms of the output layer")
    race.play_until(lambda: race.epoch > 15, "fifteen epochs")
    shown = "const { x, y } = document.querySelector('#race-chart .js-plotly-plot').data[0]; return [x, y]"
    race.until(lambda: race.js(shown)[0][-1] == race.epoch, "the epoch at which it was paused")
    epochs, norms = race.js(shown)
    lane = experiment(CLASSICS[0])
    states = [advance(lane, start(lane), epoch) for epoch in epochs]
    assert norms == pytest.approx([diagnose(lane, state).gradient_norms[2] for state in states])
    race.choose_value("race-hidden", "3")
    race.until(lambda: len(race.css("#race-curve option")) == 5, "two layers")
    assert race.element("race-curve").get_attribute("value") == "test_loss"


@pytest.mark.first
def test_a_lane_that_diverges_stops_alone_and_says_so(race):
    race.choose_value("race-dataset", "reg-plane")
    race.until(lambda: race.state()["base"]["dataset"] == "reg-plane", "regression")
    race.choose_value("race-differs", "learning_rate")
    race.until(lambda: all(name.startswith("learning rate") for name in race.names()), "learning rates")
    Select(race.css("[data-lane='2'] .lane-value")[0]).select_by_value("10")
    race.until(lambda: race.names()[2] == "learning rate 10", "a rate of 10")
    race.js(
        "const { state, change } = playground.race;"
        "const hidden = state.base.hidden.map((layer) => ({ ...layer, activation: 'relu' }));"
        "change({ ...state, base: { ...state.base, hidden } })"
    )
    race.frames(20)
    race.click("play")
    race.until(lambda: "diverged" in race.lanes()[2][2], "divergence", timeout=30)
    epoch = race.epoch
    race.until(lambda: race.epoch > epoch + 5, "the others go on")
    assert "diverged" in race.message()
    assert race.playing


@pytest.mark.first
def test_the_timeline_brings_back_an_earlier_moment_from_which_play_goes_on(race):
    race.play_until(lambda: race.epoch > 15, "fifteen epochs")
    race.rewind(5, "race-timeline")
    race.until(lambda: race.epoch == 5, "epoch 5")
    race.agrees()
    race.play_until(lambda: race.epoch > 10, "it goes on")
    race.agrees()


def test_one_lane_stands_out_presenting_leaves_the_lanes_and_the_player_and_axe_finds_nothing_serious(race):
    race.click("step")
    race.css("[data-lane='1'] .lane-map")[0].click()
    opacity = "return document.querySelector('#race-chart .js-plotly-plot').data.map((trace) => trace.opacity)"
    race.until(lambda: race.js(opacity) == [0.15, 1, 0.15], "one lane stands out")
    race.css("[data-lane='1'] .lane-map")[0].click()
    race.until(lambda: race.js(opacity) == [1, 1, 1], "all lanes again")
    swatch = race.css("[data-lane='2'] .swatch")[0]
    swatch.send_keys(" ")
    race.until(lambda: race.js(opacity) == [0.15, 0.15, 1], "the last lane, by the keyboard")
    assert swatch.get_attribute("aria-pressed") == "true"
    assert not race.playing
    swatch.send_keys(" ")
    race.until(lambda: race.js(opacity) == [1, 1, 1], "all lanes again")
    race.click("present")
    assert not race.shown("race-dataset")
    assert not race.css(".header")[0].is_displayed()
    assert race.shown("play")
    assert race.css(".lane-name")[0].is_displayed()
    race.driver.switch_to.active_element.send_keys("\ue00c")
    race.until(lambda: race.shown("race-dataset"), "the controls are back")
    race.until(lambda: race.epoch == 1, "epoch 1")
    assert faults_light_and_dark(race) == []


def test_a_finish_is_forgotten_when_the_timeline_goes_back_before_it(race):
    race.choose_value("race-target", "test_loss 0.2")
    race.restarted(3)
    race.play_until(lambda: "finish" in race.lanes()[2][2], "ReLU at the finish")
    assert "ReLU" in race.text("race-podium")
    race.rewind(1, "race-timeline")
    race.until(lambda: race.epoch <= 2 and race.text("race-podium") == "", "no podium")
    race.play_until(lambda: "finish" in race.lanes()[2][2], "ReLU at the finish again")


@pytest.mark.first
def test_a_lane_opens_in_the_playground_with_its_weights(race):
    race.play_until(lambda: race.epoch > 10, "ten epochs")
    epoch, loss = race.epoch, race.losses()[2]
    race.tool(2, "open")
    page = Page(race.duo, race.url.removesuffix("race"), race.gate)
    page.until(lambda: page.css("#loss-chart") and page.epoch == epoch, "the lane's epoch")
    assert page.losses[1] == pytest.approx(loss, rel=2e-3)
    assert page.value("activation") == "ReLU"
    page.step()
    page.agrees(hidden=experiment("relu").model_dump()["hidden"])
    page.reload()  # the address holds the set-up, not the weights
    page.restarts(hidden=experiment("relu").model_dump()["hidden"])
    page.driver.back()
    race.until(lambda: len(race.names()) == 3, "back at the race")


LONG = "finished at epoch 12,345"
OUTSIDE = """
return [...document.querySelectorAll(".lanes .lane")].flatMap((lane) => {
  const { left, right, bottom } = lane.getBoundingClientRect();
  const parts = [...lane.querySelectorAll("*")].map((part) => [part.className, part.getBoundingClientRect()]);
  const beyond = (box) => box.left < left || box.right > right || box.bottom > bottom;
  return parts.filter(([, box]) => box.width && beyond(box)).map(([name]) => name);
});
"""
IN_SIGHT = """
return ["#race-chart .main-svg", ...arguments].flatMap((part) =>
  [...document.querySelectorAll(part)].filter((element) => {
    const { top, bottom, width } = element.getBoundingClientRect();
    return !width || top < 0 || bottom > innerHeight;
  }).map(() => part));
"""


def test_a_dozen_lanes_are_in_sight_with_their_chart_and_what_is_presented_stays_within_them(race):
    race.resize(1440, 780)
    race.css("[data-set=mixed]")[0].click()
    race.restarted(12)
    race.click("step")
    race.until(lambda: all(rank for *_, rank in race.lanes()), "their places")
    assert {rank for *_, rank in race.lanes()} == {"not yet"}
    race.until(lambda: race.js(IN_SIGHT, ".lanes .lane", ".lanes .lane-map", "#race-timeline") == [], "all in sight")
    race.js("for (const said of document.querySelectorAll('.lanes .lane-state')) said.textContent = arguments[0]", LONG)
    assert race.js(OUTSIDE) == []
    chart, first, last = (race.css(part)[0].rect for part in (".race-curves", ".lane", "li:nth-child(12) .lane"))
    assert chart["y"] + chart["height"] <= first["y"]
    assert first["y"] < last["y"]
    assert last["width"] == pytest.approx(first["width"], abs=1)
    _rest_of_a_lane_opens_by_the_keyboard(race)
    race.click("present")
    assert race.js(OUTSIDE) == []
    assert race.css(".lane")[-1].rect["y"] < race.js("return innerHeight")  # two rows of them are seen at once
    race.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    race.until(lambda: race.shown("race-dataset"), "the controls are back")
    race.resize(1024, 768)
    race.js("scrollTo(0, 500)")
    race.until(lambda: race.js("return scrollY") == 500, "the last lanes")
    assert race.js("return document.querySelector('.race-curves').getBoundingClientRect().top") == 0
    assert race.js(IN_SIGHT, "#race-timeline") == []
    race.js("scrollTo(0, 0)")
    race.tool(0, "remove")
    race.restarted(11)
    race.js("const { state, change } = playground.race; change({ ...state, lanes: state.lanes.slice(-4) })")
    race.restarted(4)
    chart, *lanes = (element.rect for element in race.css(".race-curves, .lanes .lane"))
    assert [lane["y"] for lane in lanes] == [lanes[0]["y"]] * 4
    assert chart["y"] + chart["height"] <= lanes[0]["y"]
    race.tool(0, "remove")  # the chart of three is beside them again
    race.restarted(3)
    race.resize(1440, 900)
    chart, *lanes = (element.rect for element in race.css(".lanes .lane, .race-curves"))
    assert chart["x"] < lanes[-1]["x"]


def _rest_of_a_lane_opens_by_the_keyboard(race):
    more = race.css("[data-lane='11'] .lane-more")[0]
    more.send_keys(Keys.ENTER)
    rest = race.css("[data-lane='11'] .lane-rest")[0]
    race.until(rest.is_displayed, "the rest of the last lane")
    assert "%" in rest.find_element("css selector", ".score").text
    assert rest.find_element("css selector", "[data-do=open]").is_displayed()
    assert race.js(IN_SIGHT, ".lane-rest:popover-open") == []
    race.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    race.until(lambda: not rest.is_displayed(), "it is closed")
    assert race.driver.switch_to.active_element == more
