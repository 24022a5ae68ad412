"""Inside a layer: selected by mouse and keyboard, its numbers and picture those of the core."""

from base64 import urlsafe_b64decode

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, TrainingState, diagnose, look_into
from tests.browser.test_access import faults_light_and_dark
from tests.browser.truth import hidden, percent

DEEP = [{"units": 3, "activation": key} for key in ("sigmoid", "relu", "prelu", "maxout", "softmax")]
PANEL = "#dock-layer-panel"
ROWS = """
return [...document.querySelectorAll(".layer-table tbody tr")].filter((row) => !row.hidden)
    .map((row) => [...row.children].map((cell) => cell.textContent));
"""


def restore(page, layers, **fields):
    experiment = Experiment(hidden=layers, **fields)
    page.follow_to(experiment)
    page.restarts(hidden=layers, **fields)
    return experiment


@pytest.fixture
def page(page):
    """With the panel open."""
    page.click("dock-layer")
    page.until(lambda: page.shown("layer-figure"), "the panel")
    return page


def look(page, layer):
    page.click(f"layer-{layer}-look")
    page.until(lambda: page.text("layer-name") == f"Layer {layer + 1} up close", f"layer {layer + 1}")


def now(page, experiment):
    """The state that the page shows."""
    return TrainingState.from_bytes(experiment, urlsafe_b64decode(page.js("return playground.player.frame.state")))


def number(text):
    return float(text.replace("−", "-").replace("∞", "inf"))


def learned(page):
    return number(page.text("layer-learned").partition(",")[0].removeprefix("a = "))


def rounded(value):
    return pytest.approx(value, rel=0.051, abs=1e-12)


def agrees(page, experiment, layer):
    """What the panel says is what the core measures of the state on the screen."""
    state = now(page, experiment)
    page.until(lambda: page.js("return playground.player.frame.layer?.index") == layer, "a look into this layer")
    diagnostics, seen = look_into(experiment, state, layer)
    its = diagnostics.layers[layer]
    assert page.text("layer-dead") == percent(its.dead)
    assert page.text("layer-saturated") == percent(its.saturated)
    in_the_middle = seen.flat[1::2]  # of each bin
    assert page.text("layer-flat") == percent(seen.counts[in_the_middle].sum() / seen.counts.sum())
    assert number(page.text("layer-slope")) == rounded(its.mean_slope)
    assert number(page.text("layer-gradient")) == rounded(its.gradient_norm)
    assert page.js("return playground.player.frame.layer.counts") == seen.counts.tolist()
    rows = page.js(ROWS)
    assert [number(row[3]) for row in rows] == [rounded(norm) for norm in diagnose(experiment, state).gradient_norms]
    assert [row[0] for row in rows] == [*(str(i + 1) for i in range(len(experiment.hidden))), "Output"]
    assert [row[1] for row in rows[:-1]] == [percent(each.dead) for each in diagnostics.layers]
    assert [row[2] for row in rows[:-1]] == [percent(each.saturated) for each in diagnostics.layers]


@pytest.mark.first
def test_the_first_layer_is_selected_at_first_and_its_numbers_are_those_of_the_core(page):
    assert page.text("layer-name") == "Layer 1 up close"
    assert page.css(".layer-made")[0].text == "4 units, Tanh"
    assert page.pressed("layer-0-look")
    agrees(page, Experiment(), 0)
    assert page.colors("#layer-figure") > 10
    words = lambda: page.element("layer-figure").get_attribute("aria-label")  # noqa: E731
    assert words().startswith("Layer 1 at epoch 0: the pre-activations z lie between −3 and 3")
    page.step()
    assert "epoch 1" in words()
    page.step()
    agrees(page, Experiment(), 0)
    for _ in range(2):  # while it plays, the words wait
        was = page.epoch
        page.play()
        page.until(lambda was=was: page.epoch > was + 3, "some epochs")
        page.pause()
        now_at = f"Layer 1 at epoch {page.epoch}:"
        page.until(lambda now_at=now_at: words().startswith(now_at), now_at)


def test_every_layer_can_be_looked_into_axe_finds_nothing_serious_and_the_panel_has_its_place(page):
    experiment = restore(page, DEEP)
    page.step()
    for layer in (4, 3, 2, 1, 0):
        before = page.fingerprint("#layer-figure")
        look(page, layer)
        agrees(page, experiment, layer)
        page.until(lambda before=before: page.fingerprint("#layer-figure") != before, "another picture")
        assert [page.pressed(f"layer-{i}-look") for i in range(5)] == [i == layer for i in range(5)]
        assert page.css(".layer-table tr.selected th")[0].text == str(layer + 1)
    assert page.epoch == 1
    restore(page, DEEP, learning_rate=1)
    look(page, 4)
    for _ in range(3):
        page.step()
    page.frames(30)
    assert faults_light_and_dark(page, PANEL) == []
    wide = {}
    for size in [(1440, 900), (1024, 768), (390, 844)]:
        page.resize(*size)
        wide[size] = page.js(
            "return [...document.querySelectorAll('.layer-panel *')].filter((element) => "
            "!element.closest('.slider') && element.clientWidth && element.scrollWidth > element.clientWidth + 1)"
            ".map((element) => element.outerHTML.slice(0, 100))"
        )
    assert not any(wide.values()), wide


def test_a_layer_can_be_selected_by_the_keyboard_and_in_the_table(page):
    for key in (Keys.ENTER, Keys.SPACE):
        page.focus("layer-1-look")
        ActionChains(page.driver).send_keys(key).perform()
        page.until(lambda: page.text("layer-name") == "Layer 2 up close", "layer 2")
        agrees(page, Experiment(), 1)
        look(page, 0)
    assert page.element("layer-0-look").accessible_name == "4 units: layer 1 up close"
    page.css(".layer-table tbody tr")[1].click()
    page.until(lambda: page.text("layer-name") == "Layer 2 up close", "layer 2")
    page.css(".layer-table tbody tr.last")[0].click()
    page.frames(5)
    assert page.text("layer-name") == "Layer 2 up close"


def test_the_panel_lives_while_training_goes_on_agrees_once_paused_and_selecting_a_layer_loses_no_epoch(page):
    page.play()
    first = page.fingerprint("#layer-figure")
    page.until(lambda: page.fingerprint("#layer-figure") != first, "the picture moves")
    look(page, 1)
    assert page.playing
    page.until(lambda: page.js("return playground.player.frame.layer?.index") == 1, "a look into layer 2")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 10, "training goes on")
    page.pause()
    page.until(lambda: page.js("return Boolean(playground.player.frame.layer)"), "the frame that was paused at")
    agrees(page, Experiment(), 1)
    page.agrees()
    page.step()
    begun = page.epoch
    page.record()
    page.play()
    for layer in (1, 0, 1):
        look(page, layer)
        page.frames(10)
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert set(range(begun + 1, epochs[-1] + 1)) <= set(epochs)
    page.agrees()


def test_dead_units_are_counted(page):
    experiment = restore(page, hidden(4, 2, activation="relu"), learning_rate=3)
    page.play()
    page.until(lambda: page.epoch > 30, "thirty epochs")
    page.pause()
    look(page, 1)
    agrees(page, experiment, 1)
    assert page.text("layer-dead") == "100%"
    assert "ill" in page.css(".layer-table tr.selected td")[0].get_attribute("class")


@pytest.mark.first
def test_dropout_of_a_layer_is_used_without_a_reset(page):
    page.step()
    page.keys("layer-1-dropout", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.until(lambda: page.texts("[data-value-of=layer-1-dropout]") == ["20%"], "20 %")
    page.until(lambda: page.text("notice").startswith("Dropout of layer 2 changed."), "said")
    assert page.epoch == 1
    assert (page.slider("layer-0-dropout"), page.slider("layer-1-dropout")) == (0, 20)
    page.click("reset")
    layers = [{"units": 4}, {"units": 2, "dropout": 0.2}]
    page.restarts(hidden=layers)
    page.step()
    page.step()
    page.agrees(hidden=layers)


@pytest.mark.first
def test_a_learned_slope_is_that_of_the_core_and_the_header_shows_the_initial_one(page):
    layers = hidden(4, 2, activation="prelu")
    experiment = restore(page, layers)
    assert page.text("layer-learned") == "a = 0.250, began at 0.250"
    for _ in range(5):
        page.step()
    state = now(page, experiment)
    assert learned(page) == pytest.approx(state.layers[0].learned[0], abs=6e-4)
    assert learned(page) != 0.25
    assert (page.texts("#layer-0 .symbol"), page.value("layer-0-parameter")) == (["a₀ ="], "0.25")
    look(page, 1)
    page.until(
        lambda: learned(page) == pytest.approx(state.layers[1].learned[0], abs=6e-4),
        "the slope of layer 2",
    )
    page.choose("layer-1-activation", "Tanh")
    page.until(lambda: not page.shown("layer-learned"), "nothing learned")


def test_without_hidden_layers_the_panel_says_so_and_parameters_are_counted(page):
    page.click("remove-layer")
    page.restarts(hidden=hidden(4))
    page.click("remove-layer")
    page.restarts(hidden=[])
    assert "no hidden layer" in page.css(".layer-none")[0].text
    assert not page.shown("layer-figure")
    page.step()
    page.agrees(hidden=[])
    page.click("add-layer")
    page.until(lambda: page.shown("layer-figure"), "a layer to look into")
    page.click("reset")
    page.restarts(hidden=hidden(2))
    agrees(page, Experiment(hidden=hidden(2)), 0)
    for layers, counts in [
        (hidden(4, 2), "12 of 25"),
        (hidden(4, 2, activation="prelu"), "13 of 27"),
        ([{"units": 4, "activation": "maxout", "parameter": 3}, {"units": 2}], "36 of 49"),
    ]:
        restore(page, layers)
        assert page.text("layer-weights") == counts
        note = page.element("layer-note")
        assert note.is_displayed() == (layers[0]["activation"] == "maxout")


def test_the_selected_layer_stays_when_the_page_is_loaded_again(page):
    look(page, 1)
    page.reload()
    assert page.text("layer-name") == "Layer 2 up close"
    agrees(page, Experiment(), 1)


def test_a_layer_selected_while_the_server_is_away_comes_with_the_next_step_and_gives_way_when_it_is_removed(page):
    page.gate.close()
    look(page, 1)
    page.frames(10)
    assert page.message("connection-message") == ""
    page.gate.open()
    page.step()
    agrees(page, Experiment(), 1)
    page.click("reset")
    page.restarts()
    page.click("remove-layer")
    page.restarts(hidden=hidden(4))
    assert page.text("layer-name") == "Layer 1 up close"
    agrees(page, Experiment(hidden=hidden(4)), 0)
