"""The race: lanes learn in lock-step, are counted at the finish, and can be changed, recalled, linked and opened."""

import json
from urllib.parse import quote, unquote

import pytest
from selenium.webdriver.support.select import Select

from nn_core import Experiment, advance, evaluate, start
from tests.browser.page import Page
from tests.browser.test_access import faults, go_dark

CLASSICS = ["sigmoid", "tanh", "relu"]


class Race(Page):
    """The race page."""

    def wait_until_ready(self):
        self.until(
            lambda: self.js("return window.player?.frames?.length") and self.css("#race-chart .main-svg"), "ready"
        )

    @property
    def epoch(self):
        return int(self.text("epoch") or 0)

    def lanes(self):
        """What each lane shows: name, test loss, state, place."""
        return self.js(
            "return [...document.querySelectorAll('.lanes .lane')].map((lane) =>"
            " ['.lane-name', '.number', '.lane-state', '.rank'].map((part) => lane.querySelector(part).textContent))"
        )

    def names(self):
        return [name for name, *_ in self.lanes()]

    def losses(self):
        return [float(loss) for _, loss, *_ in self.lanes()]

    def choose_native(self, id_, value):
        Select(self.element(id_)).select_by_value(value)

    def tool(self, lane, name):
        self.css(f"[data-lane='{lane}'] [data-do={name}]")[0].click()

    def restarted(self, count):
        self.until(lambda: self.epoch == 0 and len(self.lanes()) == count, f"{count} lanes at epoch 0")

    def play_until(self, condition, what):
        self.click("play")
        self.until(condition, what, timeout=60)
        self.click("play")
        self.until(lambda: not self.playing, "paused")

    def state(self):
        return self.js("return window.race.state")


@pytest.fixture
def race(tab, app_behind_gate):
    page = Race(tab, f"http://127.0.0.1:{tab.server.port}/race", app_behind_gate)
    page.forget()
    page.log()
    app_behind_gate.reset()
    page.open()
    yield page
    assert page.log() == []


def _experiment(activation, units=(3, 3), **fields):
    return Experiment(hidden=[{"units": n, "activation": activation} for n in units], **fields)


def _loss(experiment, epochs):
    return evaluate(experiment, advance(experiment, start(experiment), epochs)).test_loss


def _agrees(race, activations=CLASSICS, **fields):
    expected = [_loss(_experiment(key, **fields), race.epoch) for key in activations]
    assert race.losses() == pytest.approx(expected, rel=2e-3, abs=1e-4)


def test_the_classics_learn_in_lock_step_as_the_core_computes(race):
    assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
    _agrees(race)
    for _ in range(3):
        race.click("step")
    race.until(lambda: race.epoch == 3, "epoch 3")
    _agrees(race)
    race.play_until(lambda: race.epoch > 40, "forty epochs")
    _agrees(race)
    assert race.js("return new Set(window.player.frames.map((frame) => frame.epoch)).size") == 1
    race.click("reset")
    race.restarted(3)
    _agrees(race)


def _epochs_to(experiment, target):
    state = start(experiment)
    while evaluate(experiment, state).test_loss >= target:
        state = advance(experiment, state, 1)
    return state.epoch


def test_the_finish_is_told_with_the_exact_epoch_at_any_speed(race):
    race.choose_native("race-target", "0.05")
    race.restarted(3)
    race.choose_native("race-speed", "50")
    race.play_until(
        lambda: all("finish" in state for _, _, state, _ in race.lanes()[1:]), "tanh and ReLU at the finish"
    )
    finishes = {key: _epochs_to(_experiment(key), 0.05) for key in ("tanh", "relu")}
    states = {name: state for name, _, state, _ in race.lanes()}
    assert states["Tanh"] == f"at the finish after {finishes['tanh']} epochs"
    assert states["ReLU"] == f"at the finish after {finishes['relu']} epochs"
    first = min(finishes, key=finishes.get)
    podium = race.text("race-podium")
    assert podium.index(str(finishes[first])) < podium.index(str(max(finishes.values())))
    places = {name: rank for name, *_, rank in race.lanes()}
    assert places[{"tanh": "Tanh", "relu": "ReLU"}[first]] == "place 1"


def test_lanes_are_added_copied_moved_removed_and_changed(race):
    race.click("race-add")
    race.restarted(4)
    assert race.names()[:3] == ["Sigmoid", "Tanh", "ReLU"]
    race.tool(3, "remove")
    race.restarted(3)
    race.tool(0, "copy")
    race.restarted(4)
    assert race.names() == ["Sigmoid", "Sigmoid (2)", "Tanh", "ReLU"]
    race.tool(3, "earlier")
    race.until(lambda: race.names() == ["Sigmoid", "Sigmoid (2)", "ReLU", "Tanh"], "ReLU before tanh")
    race.tool(0, "later")
    race.until(lambda: race.names()[1] == "Sigmoid (2)", "moved")
    Select(race.css("[data-lane='0'] .lane-value")[0]).select_by_value("swish")
    race.until(lambda: race.names()[0] == "Swish", "swish")
    race.until(lambda: race.epoch == 0 and not race.js("return window.player.playing"), "epoch 0")
    for _ in range(2):
        race.tool(0, "remove")
        race.frames(10)
    race.restarted(2)
    assert not race.css("[data-lane='0'] [data-do=remove]")[0].is_enabled()


def test_start_sets_come_from_the_registry_up_to_twelve_lanes(race):
    race.css("[data-set=all]")[0].click()
    race.until(lambda: len(race.lanes()) >= 10, "all activations")
    assert len(race.lanes()) <= 12
    race.play_until(lambda: race.epoch > 10, "ten epochs")
    race.css("[data-set=relu]")[0].click()
    race.until(lambda: race.names()[0] == "ReLU", "the ReLU family")
    race.restarted(len(race.lanes()))


@pytest.mark.parametrize(
    ("differs", "fields"),
    [
        ("learning_rate", [{"learning_rate": rate} for rate in (0.003, 0.03, 0.3)]),
        ("hidden", [{"units": units} for units in ((2,), (4, 2), (8, 8))]),
        ("initializer", [{"initializer": key} for key in ("uniform", "glorot", "he")]),
        ("batch_size", [{"batch_size": size} for size in (1, 10, 30)]),
    ],
)
def test_lanes_may_differ_in_other_things(race, differs, fields):
    race.choose_native("race-differs", differs)
    race.until(lambda: race.state()["differs"] == differs, differs)
    race.restarted(3)
    race.until(
        lambda: race.losses() == pytest.approx([_loss(_experiment("tanh", **f), 0) for f in fields], rel=2e-3),
        "the losses",
    )
    race.click("step")
    race.until(lambda: race.epoch == 1, "epoch 1")
    assert race.losses() == pytest.approx([_loss(_experiment("tanh", **f), 1) for f in fields], rel=2e-3)


def test_the_initialiser_can_be_matched_to_each_activation(race):
    race.choose_native("race-start", "matched")
    expected = [_loss(_experiment(key, initializer="matched"), 0) for key in CLASSICS]
    race.until(lambda: race.losses() == pytest.approx(expected, rel=2e-3, abs=1e-4), "matched weights")
    (shown,) = [text for text in race.css(".fair span") if text.is_displayed()]
    assert "Glorot, He or LeCun" in shown.text


def test_the_learning_rate_changes_while_it_runs(race):
    race.click("play")
    race.until(lambda: race.epoch > 10, "ten epochs")
    race.choose_native("race-learning-rate", "0.1")
    race.until(lambda: all(e["learning_rate"] == 0.1 for e in race.js("return window.player.experiments")), "accepted")
    assert race.playing
    epoch = race.epoch
    race.until(lambda: race.epoch > epoch + 10, "it goes on")
    assert epoch > 10


def test_a_lane_that_diverges_stops_alone_and_says_so(race):
    race.choose_native("race-dataset", "reg-plane")
    race.until(lambda: race.state()["base"]["dataset"] == "reg-plane", "regression")
    race.choose_native("race-differs", "learning_rate")
    race.until(lambda: race.state()["differs"] == "learning_rate", "learning rates")
    Select(race.css("[data-lane='2'] .lane-value")[0]).select_by_value("10")
    race.until(lambda: race.names()[2] == "10", "a rate of 10")
    race.js(
        "const { state, change, apply } = window.race; change({ ...state, base: apply.activation(state.base, 'relu') })"
    )
    race.frames(20)
    race.click("play")
    race.until(lambda: "diverged" in race.lanes()[2][2], "divergence", timeout=30)
    epoch = race.epoch
    race.until(lambda: race.epoch > epoch + 5, "the others go on")
    assert "diverged" in race.message()
    assert race.playing


def test_the_timeline_brings_back_an_earlier_moment_from_which_play_goes_on(race):
    race.play_until(lambda: race.epoch > 30, "thirty epochs")
    race.js(
        "const slider = document.querySelector('.timeline input'); slider.value = 5;"
        "slider.dispatchEvent(new Event('input'))"
    )
    race.until(lambda: race.epoch == 5, "epoch 5")
    _agrees(race)
    race.play_until(lambda: race.epoch > 10, "it goes on")
    _agrees(race)


def test_a_lane_is_isolated_by_a_click_on_its_map(race):
    race.click("step")
    race.css("[data-lane='1'] .lane-map")[0].click()
    opacity = "return document.querySelector('#race-chart .js-plotly-plot').data.map((trace) => trace.opacity)"
    race.until(lambda: race.js(opacity) == [0.15, 1, 0.15], "one lane stands out")
    race.css("[data-lane='1'] .lane-map")[0].click()
    race.until(lambda: race.js(opacity) == [1, 1, 1], "all lanes again")


def test_the_link_holds_the_whole_race(race):
    race.choose_native("race-dataset", "xor")
    race.until(lambda: race.state()["base"]["dataset"] == "xor", "xor")
    race.click("race-add")
    race.restarted(4)
    race.play_until(lambda: race.epoch > 5, "some epochs")
    before = race.state()
    link = race.driver.current_url
    assert json.loads(unquote(link.split("#")[1])) == before
    race.driver.get("about:blank")
    race.driver.get(link)
    race.wait_until_ready()
    race.restarted(4)
    assert race.state() == before


def test_the_link_is_copied_without_https_too(race):
    race.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    race.js("document.addEventListener('copy', () => (window.taken = String(document.activeElement.value)))")
    race.click("race-link")
    race.until(lambda: "copied" in race.message(), "a message")
    assert race.js("return window.taken") == race.driver.current_url


@pytest.mark.parametrize("junk", ["{", "{}", "null", quote(json.dumps({"lanes": ["tanh"], "differs": "x"}))])
def test_a_link_that_is_no_race_is_told_and_the_usual_race_opens(race, junk):
    race.driver.get("about:blank")
    race.driver.get(f"{race.url}#{junk}")
    race.wait_until_ready()
    assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
    race.until(lambda: "link" in race.message(), "a message")


def test_a_link_with_lanes_that_cannot_be_is_told_and_the_usual_race_opens(race):
    state = {**race.state(), "lanes": ["no such activation", "tanh"]}
    race.driver.get("about:blank")
    race.driver.get(f"{race.url}#{quote(json.dumps(state))}")
    race.wait_until_ready()
    race.until(lambda: race.names() == ["Sigmoid", "Tanh", "ReLU"], "the usual race")
    race.until(lambda: "no such activation" in race.message(), "a message")


def test_a_choice_that_is_refused_leaves_the_race_as_it_was(race):
    race.js("const { state, change } = window.race; change({ ...state, lanes: ['tanh', 'nonsense'] })")
    race.until(lambda: "nonsense" in race.message(), "a message")
    assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
    race.click("step")
    race.until(lambda: race.epoch == 1, "epoch 1")
    _agrees(race)


def test_a_finish_is_forgotten_when_the_timeline_goes_back_before_it(race):
    race.choose_native("race-target", "0.2")
    race.restarted(3)
    race.play_until(lambda: "finish" in race.lanes()[2][2], "ReLU at the finish")
    assert "ReLU" in race.text("race-podium")
    race.js(
        "const slider = document.querySelector('.timeline input'); slider.value = 1;"
        "slider.dispatchEvent(new Event('input'))"
    )
    race.until(lambda: race.epoch <= 2 and race.text("race-podium") == "", "no podium")
    race.play_until(lambda: "finish" in race.lanes()[2][2], "ReLU at the finish again")


def test_a_lane_opens_in_the_playground_with_its_weights(race):
    race.play_until(lambda: race.epoch > 20, "twenty epochs")
    epoch, loss = race.epoch, race.losses()[2]
    race.tool(2, "open")
    page = Page(race.duo, race.url.removesuffix("race"), race.gate)
    page.until(lambda: page.css("#loss-chart .main-svg") and page.epoch == epoch, "the lane's epoch")
    assert page.losses[1] == pytest.approx(loss, rel=2e-3)
    assert page.value("activation") == "ReLU"
    page.step()
    page.agrees(hidden=_experiment("relu").model_dump()["hidden"])


def test_the_playground_sends_its_set_up_into_a_race(page):
    page.click("dataset-gauss")
    page.starts_anew(dataset="gauss")
    page.click("race-of-this")
    race = Race(page.duo, f"{page.url}race", page.gate)
    race.wait_until_ready()
    race.until(lambda: race.state()["base"]["dataset"] == "gauss", "the same data")
    _agrees(race, dataset="gauss", units=(4, 2))


def test_presenting_leaves_the_lanes_and_the_player(race):
    race.click("race-present")
    assert not race.shown("race-dataset")
    assert not race.css(".header")[0].is_displayed()
    assert race.shown("play")
    assert race.css(".lane-name")[0].is_displayed()
    race.driver.switch_to.active_element.send_keys("\ue00c")
    race.until(lambda: race.shown("race-dataset"), "the controls are back")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_race(race, scheme):
    if scheme == "dark":
        go_dark(race)
    race.click("step")
    race.until(lambda: race.epoch == 1, "epoch 1")
    assert faults(race) == []
