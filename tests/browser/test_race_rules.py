"""The rules of a race: start sets, what lanes differ in, the fair start, and the link that holds it all."""

import json
from urllib.parse import quote

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from app.components.activation_families import families
from nn_core import ACTIVATIONS, INITIALIZERS, Experiment, advance, make_dataset, predict, start
from nn_core.study.race_link import from_race_link
from tests.browser.race import CLASSICS, Race, experiment, loss

DOZEN = ["Linear", "Sigmoid", "Tanh", "ReLU", "Leaky ReLU", "ELU", "SELU", "Softplus", "Swish", "GELU", "Mish", "Sine"]


def test_start_sets_are_a_dozen_that_everybody_names_and_families_of_the_registry(race):
    race.css("[data-set=mixed]")[0].click()
    race.until(lambda: race.names() == DOZEN, "a mixed dozen")
    race.play_until(lambda: race.epoch > 10, "ten epochs")
    race.css("[data-set=relu]")[0].click()
    race.until(lambda: race.names()[0] == "ReLU", "the ReLU family")
    race.restarted(len(race.lanes()))


DIFFERENCES = {
    "learning_rate": [{"learning_rate": rate} for rate in (0.003, 0.03, 0.3)],
    "hidden": [{"units": units} for units in ((2,), (4, 2), (8, 8))],
    "initializer": [{"initializer": key} for key in list(INITIALIZERS)[:4]],
    "batch_size": [{"batch_size": size} for size in (1, 10, 30)],
    "features": [{"features": keys} for keys in (["x", "y"], ["x^2", "y^2"], ["x", "y", "xy"])],
    "dataset": [{"dataset": key} for key in ("circle", "xor", "gauss", "spiral")],
    "noise": [{"noise": noise} for noise in (0, 25, 50)],
    "train_percent": [{"train_percent": percent} for percent in (10, 50, 90)],
}


def test_lanes_may_differ_in_other_things(race):
    for differs, fields in DIFFERENCES.items():
        race.choose_value("race-differs", differs)
        race.until(lambda differs=differs: race.state()["differs"] == differs, differs)
        if differs == "features":
            race.restarted(4)
            race.tool(3, "remove")
        race.restarted(len(fields))
        for epoch in (0, 1):
            expected = [loss(experiment("tanh", **f), epoch) for f in fields]
            there = pytest.approx(expected, rel=2e-3)
            race.until(lambda there=there: race.losses() == there, f"the losses of {differs} at epoch {epoch}")
            if epoch == 0:
                race.click("step")
                race.until(lambda: race.epoch == 1, "epoch 1")


def _choose(race, field, value):
    """Choose in what a chip or a lane has opened."""
    Select(race.css(f"#race-edit [data-field={field}]")[0]).select_by_value(value)


def test_what_all_lanes_share_is_seen_and_edited_and_a_lane_may_differ_in_several_things(race):
    def chips():
        return race.js(
            "return [...document.querySelectorAll('.chip')].filter((chip) => !chip.hidden)"
            ".map((chip) => chip.textContent)"
        )

    experiments = "return playground.player.experiments"
    shared = ["X₁, X₂", "SGD", "output: Tanh, squared error", "regularization: None", "initializer: Uniform"]
    assert chips() == [*shared, "50% training", "500 points", "All settings"]
    race.css("[data-chip=optimizer]")[0].click()
    race.until(lambda: race.js("return document.activeElement.dataset.field") == "optimizer", "its control")
    _choose(race, "optimizer", "adam")
    race.until(lambda: {e["optimizer"] for e in race.js(experiments)} == {"adam"}, "Adam in all lanes")
    assert chips()[1] == "Adam"
    race.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not race.shown("race-edit")
    race.tool(2, "edit")
    _choose(race, "learning_rate", "0.1")
    race.until(lambda: race.names()[2] == "ReLU, learning rate 0.1", "another rate")
    _choose(race, "output", "sigmoid cross-entropy")
    _choose(race, "hidden", "8,8")
    name = "ReLU, units 8, 8, learning rate 0.1, output: Sigmoid, cross-entropy"
    race.until(lambda: race.names() == ["Sigmoid", "Tanh", name], "more that is its own")
    lanes = [experiment(key, optimizer="adam") for key in ("sigmoid", "tanh")]
    own = {"learning_rate": 0.1, "output": "sigmoid", "loss": "cross-entropy"}
    lanes.append(experiment("relu", (8, 8), optimizer="adam", **own))
    there = [lane.model_dump(mode="json") for lane in lanes]
    race.until(lambda: race.js(experiments) == there, "what the lanes train")
    race.until(lambda: race.losses() == pytest.approx([loss(lane, 0) for lane in lanes], rel=2e-3), "their losses")
    assert chips()[:2] == ["X₁, X₂", "Adam"]
    assert not [chip for chip in chips() if chip.startswith("output")]  # that is not shared any more
    assert race.js(
        "return [...document.querySelectorAll('.own')].filter((row) => !row.hidden).map((row) => row.dataset.edits)"
    ) == ["activation", "hidden", "output", "learning_rate"]

    def linked():
        link = from_race_link(race.driver.current_url)
        return not link.notes and [lane.experiment for lane in link.competitors]

    race.until(lambda: linked() == lanes, "the link has all of it")
    race.follow(race.driver.current_url.partition("#")[2])
    race.until(lambda: race.names() == ["Sigmoid", "Tanh", name] and race.js(experiments) == there, "the same race")
    race.tool(2, "edit")
    _choose(race, "learning_rate", "0.03")
    short = "ReLU, units 8, 8, output: Sigmoid, cross-entropy"
    race.until(lambda: race.names()[2] == short, "the rate of all others")
    race.until(lambda: "learning_rate" not in race.driver.current_url, "the link of that")
    race.driver.back()
    race.until(lambda: race.names()[2] == name and race.js(experiments) == there, "Back undoes it")


@pytest.mark.first
def test_each_lane_shows_its_own_data(race):
    race.choose_value("race-differs", "dataset")
    race.until(lambda: race.names() == ["Circle", "XOR", "Gaussian", "Spiral"], "four datasets")
    drawn = (
        "return [...document.querySelectorAll('.lanes .lane-points')].map((canvas) => canvas.toDataURL()).filter("
        "(picture, i, all) => all.indexOf(picture) === i).length"
    )
    race.until(lambda: race.js(drawn) == 4, "four different pictures of points")
    race.choose_value("race-differs", "noise")
    race.until(lambda: race.names() == ["noise 0", "noise 25", "noise 50"], "three noises")


LINE = """
const canvas = document.querySelector(`[data-lane="${arguments[0]}"] .lane-points`);
const { width, height } = canvas;
const copy = Object.assign(document.createElement("canvas"), { width, height });
const context = copy.getContext("2d", { willReadFrequently: true });
context.drawImage(canvas, 0, 0);
const column = context.getImageData(Math.round(arguments[1] * width), 0, 1, height).data;
const rows = Array.from({ length: height }, (_, row) => row).filter((row) => column[4 * row + 3] > 100);
return rows.length ? (rows[0] + rows.at(-1) + 1) / 2 / height : null;
"""


def test_data_with_one_input_are_drawn_as_points_and_each_lane_as_a_line_through_them(race):
    race.choose_value("race-dataset", "curve-sine")
    lanes = [experiment(key, problem="regression", dataset="curve-sine") for key in CLASSICS]
    race.until(lambda: race.losses() == pytest.approx([loss(lane, 0) for lane in lanes], rel=2e-3), "the lanes")
    race.play_until(lambda: race.epoch > 20, "twenty epochs")
    labels = make_dataset(lanes[0]).labels
    air = 0.25 * (max(labels) - min(labels))
    low, high = min(labels) - air, max(labels) + air
    for i, lane in enumerate(lanes):
        state = advance(lane, start(lane), race.epoch)
        for x in (-3.0, 0.0, 3.0):
            (output,) = predict(lane, state, np.array([[x, 0.0]]))[0]
            row = race.js(LINE, i, (x + 6) / 12)
            assert row == pytest.approx((high - output) / (high - low), abs=0.03), (i, x)
    assert race.colors("[data-lane='0'] .lane-output") > 10  # the points
    race.choose_value("race-dataset", "circle")
    race.until(lambda: race.js("return document.querySelectorAll('.lane-map.line').length") == 0, "maps again")
    race.restarted(3)
    race.until(lambda: race.colors("[data-lane='2'] .lane-output") > 10, "the map")


def test_the_initializer_can_be_matched_to_each_activation(race):
    race.choose_value("race-start", "matched")
    expected = [loss(experiment(key, initializer="matched"), 0) for key in CLASSICS]
    race.until(lambda: race.losses() == pytest.approx(expected, rel=2e-3, abs=1e-4), "matched weights")
    (shown,) = [text for text in race.css(".fair span") if text.is_displayed()]
    assert "Glorot, He or LeCun" in shown.text


@pytest.mark.first
def test_the_link_holds_the_whole_race(race):
    race.choose_value("race-dataset", "xor")
    race.until(lambda: race.state()["base"]["dataset"] == "xor", "xor")
    race.click("race-add")
    race.restarted(4)
    race.play_until(lambda: race.epoch > 5, "some epochs")
    before = race.state()
    link = race.driver.current_url
    said = from_race_link(link)
    assert (said.rules.lanes, said.rules.differs, said.notes) == (tuple(before["lanes"]), before["differs"], ())
    assert said.rules.base == Experiment(**before["base"])
    assert len(link.split("#")[1]) < 100
    race.driver.get("about:blank")
    race.driver.get(link)
    race.wait_until_ready()
    race.restarted(4)
    assert {**race.state(), "fields": None} == {**before, "fields": None, "names": {}}


def test_the_link_is_copied_without_https_too(race):
    race.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    race.js("document.addEventListener('copy', () => (window.taken = String(document.activeElement.value)))")
    race.click("race-link")
    race.until(lambda: race.message("done-message") == "Link copied. It opens the whole race.", "a message")
    assert race.js("return window.taken") == race.driver.current_url


BASE = {"base": {"dataset": "circle"}}
JUNK = [
    "{", "{}", "null", "[]", "%", "%E0%A4%A", "__proto__",
    *(
        quote(json.dumps(value))
        for value in (
            {"lanes": ["tanh"], "differs": "x"}, {**BASE, "lanes": ["tanh"]}, {**BASE, "lanes": ["tanh"] * 13},
            {**BASE, "lanes": "tanh"}, {**BASE, "lanes": [1, 2]}, {**BASE, "differs": "constructor"},
            {**BASE, "differs": None}, {**BASE, "target": -1}, {**BASE, "target": "<b>"}, {**BASE, "metric": "luck"},
            {**BASE, "metric": "test_score", "target": 2}, {**BASE, "start": "late"}, {"base": 7}, {"base": []},
            {"base": {"hidden": "3,3"}}, {"base": {"hidden": [{"units": "3"}]}}, {"base": {"hidden": None}},
        )
    ),
]  # fmt: skip


def test_a_link_that_is_no_race_is_told_and_the_usual_race_opens(race):
    for junk in JUNK[::8]:
        race.driver.get("about:blank")
        race.driver.get(f"{race.url}#{junk}")
        race.wait_until_ready()
        assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
        race.until(lambda: "link" in race.message(), f"a message for {junk}")


def test_what_is_no_race_in_the_address_is_told_and_changes_nothing(race):
    for junk in JUNK:
        race.js("document.getElementById('problem-message').hidden = true; location.hash = arguments[0]", junk)
        race.until(lambda: "link" in race.message(), f"a message for {junk}")
        assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
    race.click("step")
    race.until(lambda: race.epoch == 1, "one epoch")
    race.agrees()


def test_a_link_with_lanes_that_cannot_be_is_told_and_the_usual_race_opens(race):
    state = {**race.state(), "lanes": ["no such activation", "tanh"]}
    race.driver.get("about:blank")
    race.driver.get(f"{race.url}#{quote(json.dumps(state))}")
    race.wait_until_ready()
    race.until(lambda: race.names() == ["Sigmoid", "Tanh", "ReLU"], "the usual race")
    race.until(lambda: "no such activation" in race.message(), "a message")


def test_a_choice_that_is_refused_leaves_the_race_as_it_was(race):
    race.js("const { state, change } = playground.race; change({ ...state, lanes: ['tanh', 'nonsense'] })")
    race.until(lambda: "nonsense" in race.message(), "a message")
    assert race.names() == ["Sigmoid", "Tanh", "ReLU"]
    race.click("step")
    race.until(lambda: race.epoch == 1, "epoch 1")
    race.agrees()


@pytest.mark.first
def test_the_playground_sends_its_set_up_into_a_race(page):
    page.click("dataset-gauss")
    page.restarts(dataset="gauss")
    page.click("race-of-this")
    race = Race(page.duo, f"{page.url}race", page.gate)
    race.wait_until_ready()
    race.until(lambda: race.state()["base"]["dataset"] == "gauss", "the same data")
    assert race.names() == ["Tanh", "Sigmoid", "ReLU"]  # first the network that was there
    race.agrees(["tanh", "sigmoid", "relu"], dataset="gauss", units=(4, 2))


@pytest.mark.first
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
    race.tool(1, "later")
    race.until(lambda: race.names() == ["Sigmoid", "ReLU", "Sigmoid (2)", "Tanh"], "the copy after ReLU")
    select = Select(race.css("[data-lane='0'] .lane-value")[0])
    groups = [group.get_attribute("label") for group in race.css("[data-lane='0'] .lane-value optgroup")]
    assert groups == [name for name, _members in families()]
    assert len(select.options) == len(ACTIVATIONS)
    select.select_by_value("swish")
    race.until(lambda: race.names()[0] == "Swish", "swish")
    race.until(lambda: race.epoch == 0 and not race.js("return playground.player.playing"), "epoch 0")
    for _ in range(2):
        race.tool(0, "remove")
        race.frames(10)
    race.restarted(2)
    assert not race.css("[data-lane='0'] [data-do=remove]")[0].is_enabled()


def test_a_gradient_of_exactly_0_is_drawn_at_the_edge_of_the_logarithmic_chart(race):
    """Nothing goes back through a binary step."""
    lanes = {"base": {}, "differs": "activation", "lanes": ["step", "tanh"]}
    race.js("location.hash = encodeURIComponent(JSON.stringify(arguments[0]))", lanes)
    race.until(lambda: race.names() == ["Binary step", "Tanh"], "the lanes")
    race.play_until(lambda: race.epoch > 10, "ten epochs")
    race.choose_value("race-curve", "layer 0")
    plot = "document.querySelector('#race-chart .js-plotly-plot')"
    data = race.until(lambda: len(data := race.js(f"return {plot}.data")) == 3 and data, "two lanes and the marks")
    step, tanh, marks = data
    edge = {*step["y"]}
    assert len(edge) == 1
    assert 0 < min(edge) < min(tanh["y"])
    assert {*step["customdata"]} == {"0"}
    assert marks["mode"] == "markers"
    assert marks["y"] == step["y"]
    marked = f"return {plot}.layout.annotations.filter(({{ name }}) => !name).map(({{ text }}) => text)"
    assert race.js(marked) == ["0"]
    race.click("race-log")
    race.until(lambda: race.js(f"return {plot}.data[0].y[0]") == 0, "a linear axis")
    assert race.js(marked) == []
