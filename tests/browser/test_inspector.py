"""The inspector and the table of all weights and biases: selected as a person does it, and all numbers the core's."""

from base64 import urlsafe_b64decode
from dataclasses import replace

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, TrainingState, evaluate, gradients
from tests.browser.test_access import faults, faults_light_and_dark
from tests.browser.truth import hidden, shown

TABLES = """
return [...document.querySelectorAll("#weights-tables table")].map((table) =>
    [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
"""
SELECTED = "#weights-tables [aria-selected=true]"
PART = "#dock"
RICH = [{"units": 2, "activation": "maxout"}, {"units": 3, "activation": "prelu"}]


def number(text):
    return float(text.replace("−", "-"))


def rounded(value):
    """Three digits, or two with an exponent."""
    return pytest.approx(value, rel=0.051, abs=1e-12)


def now(page, experiment):
    """The state that the page shows."""
    return TrainingState.from_bytes(experiment, urlsafe_b64decode(page.js("return playground.player.frame.state")))


def unfold(page):
    """Open the table of all weights and biases."""
    page.click("dock-weights")
    page.until(lambda: page.css("#weights-tables td"), "the tables")


def cell(page, layer, row, column):
    """A number of the table; the last row are the biases."""
    return (
        page.css("#weights-tables table")[layer]
        .find_elements("css selector", "tbody tr")[row]
        .find_elements("css selector", "td")[column]
    )


def title(page, text):
    page.until(lambda: page.text("inspector-name") == text, text)


def select(page, layer, row, column, text):
    """A number of the table, and look at it."""
    page.click("dock-weights")
    cell(page, layer, row, column).click()
    page.click("dock-selected")
    title(page, text)
    page.until(lambda: page.shown("inspector-gradient") and page.text("inspector-gradient"), "its gradient")


def restore(page, **fields):
    experiment = Experiment(**fields)
    page.follow_to(experiment)
    page.restarts(**fields)
    return experiment


def test_nothing_is_computed_for_a_panel_that_nobody_sees(page):
    assert not page.shown("weights-tables")
    page.step()
    assert not page.js("return playground.player.frame.gradients")
    page.click("dock-selected")
    assert "Click a line, a square or a unit" in page.css(".inspector-none")[0].text
    page.step()
    assert not page.js("return playground.player.frame.gradients"), "nothing is selected"
    page.js("playground.selection.select({ kind: 'weight', layer: 0, unit: 0, input: 0 })")
    page.until(lambda: page.js("return Boolean(playground.player.frame.gradients)"), "its gradient")
    page.click("dock-weights")
    page.step()
    assert not page.js("return playground.player.frame.gradients"), "it is not in sight"


@pytest.mark.first
def test_the_table_holds_every_number_of_the_state(page):
    unfold(page)
    for fields in ({}, {"hidden": RICH, "features": ["x", "xy", "sin y"]}, {"hidden": []}):
        experiment = restore(page, **fields) if fields else Experiment()
        page.step()
        state = now(page, experiment)
        page.until(lambda state=state: _tells(page.js(TABLES), state), "all numbers of the state")
        names = [row[0] for row in page.js(TABLES)[0]]
        labels = {"x": "X₁", "y": "X₂", "xy": "X₁X₂", "sin y": "sin X₂"}
        assert names == [*(labels[key] for key in experiment.features), "Bias"]
        lowest = [rows[-1][0] for rows in page.js(TABLES)]
        assert lowest == ["a of f" if layer.learned.size else "Bias" for layer in state.layers]
        heads = page.js("return document.querySelector('#weights-tables thead').textContent")
        assert ("Unit 2, piece 2" in heads) == (fields.get("hidden") == RICH)


def _tells(tables, state):
    """Whether these tables hold the numbers of a state."""
    told = [[[text and number(text) for text in row[1:]] for row in rows] for rows in tables]
    layers = [
        [*layer.weights.tolist(), layer.biases.tolist(), *([layer.learned.tolist()] if layer.learned.size else [])]
        for layer in state.layers
    ]
    return told == [[[rounded(value) for value in row] for row in rows] for rows in layers]


def test_the_table_lives_while_it_plays_and_only_while_it_is_open(page):
    unfold(page)
    before = page.js(TABLES)
    page.play()
    page.until(lambda: page.js(TABLES) != before, "other numbers")
    page.pause()
    state = now(page, Experiment())
    page.until(lambda: number(cell(page, 0, 0, 0).text) == rounded(state.layers[0].weights[0, 0]), "the last numbers")
    page.click("dock-fold")
    page.until(lambda: not page.shown("weights-tables"), "folded")
    before = page.js(TABLES)
    page.step()
    page.frames(30)
    assert page.js(TABLES) == before


@pytest.mark.first
def test_a_weight_has_its_value_and_the_gradient_of_the_core(page):
    page.play_to(25)
    unfold(page)
    select(page, 0, 1, 2, "Weight from X₂ to unit 3 of layer 1")
    experiment = Experiment()
    state = now(page, experiment)
    found = gradients(experiment, state)

    def told(value, gradient):
        expected = pytest.approx(value, rel=1e-3)
        page.until(lambda: float(page.value("inspector-value") or "nan") == expected, "its value")
        page.until(lambda: number(page.text("inspector-gradient")) == rounded(gradient), "its gradient")

    told(state.layers[0].weights[1, 2], found[0].weights[1, 2])
    assert number(page.text("inspector-update")) == rounded(-0.03 * found[0].weights[1, 2])
    assert page.js("return document.querySelectorAll(arguments[0]).length", SELECTED) == 1
    assert page.epoch == 25
    select(page, 2, 2, 0, "Bias of the output unit")
    told(state.layers[2].biases[0], found[2].biases[0])
    page.step()
    later = now(page, experiment)
    page.until(
        lambda: number(page.text("inspector-gradient")) == rounded(gradients(experiment, later)[2].biases[0]),
        "the gradient after the step",
    )


def test_the_step_of_sgd_is_said_only_where_it_is_one(page):
    unfold(page)
    decay = {"regularization": "l2", "regularization_rate": 0.1}
    cases = [({"optimizer": "adam"}, 0), ({"schedule": "cosine"}, 0), ({"clip_norm": 1}, 0), (decay, 0), (decay, 2)]
    for fields, row in cases:
        restore(page, **fields)
        select(page, 0, row, 0, "Bias of unit 1 of layer 1" if row == 2 else "Weight from X₁ to unit 1 of layer 1")
        page.until(lambda row=row: page.shown("inspector-update") == (row == 2), fields)


@pytest.mark.first
def test_a_unit_is_told_as_a_formula_with_its_numbers(page):
    page.step()
    unfold(page)
    page.css("#weights-tables table")[0].find_elements("css selector", "thead th")[1].click()
    title(page, "Unit 2 of layer 1")
    page.click("dock-selected")
    page.until(lambda: page.text("inspector-formula"), "the formula")
    layer = now(page, Experiment()).layers[0]
    formula = page.text("inspector-formula").replace("\u00a0", " ").replace(" − ", " + -").replace("−", "-")
    terms = formula.removeprefix("z = ").split(" + ")
    assert [term.split(" ")[1:] for term in terms] == [["X₁"], ["X₂"], []]
    numbers = [float(term.split(" ")[0]) for term in terms]
    assert numbers == [rounded(value) for value in [*layer.weights[:, 1], layer.biases[1]]]
    assert page.text("inspector-activation") == "f(z) = tanh z"
    found = gradients(Experiment(), now(page, Experiment()))[0]
    rows = page.table("#inspector-rows tr")
    assert [number(row[2]) for row in rows] == [rounded(value) for value in [*found.weights[:, 1], found.biases[1]]]
    assert len(page.texts(SELECTED)) == 1
    page.css("#inspector-rows button")[1].click()
    title(page, "Weight from X₂ to unit 2 of layer 1")
    assert page.shown("inspector-value")


@pytest.mark.first
def test_a_typed_value_is_used_trained_on_and_undone(page):
    page.step()
    unfold(page)
    before, experiment = page.readings, Experiment()
    state = now(page, experiment)
    select(page, 0, 0, 1, "Weight from X₁ to unit 2 of layer 1")
    page.type("inspector-value", "-1.5")
    weights = state.layers[0].weights.copy()
    weights[0, 1] = -1.5
    changed = replace(state, layers=(replace(state.layers[0], weights=weights), *state.layers[1:]))
    metrics = evaluate(experiment, changed)
    expected = (1, shown(metrics.train_loss), shown(metrics.test_loss))
    page.until(lambda: page.readings == expected, "the losses with this weight")
    assert "Weight from X₁ to unit 2 of layer 1" in page.text("notice")
    page.click("dock-weights")
    page.until(lambda: cell(page, 0, 0, 1).text == "−1.50", "the number in the table")
    page.click("dock-selected")
    assert now(page, experiment).to_bytes() == changed.to_bytes()
    page.click("undo")
    page.until(lambda: page.readings == before, "the losses before")
    value = pytest.approx(state.layers[0].weights[0, 1], rel=1e-3)
    page.until(lambda: float(page.value("inspector-value")) == value, "the value before")


def test_a_single_piece_can_be_changed_and_pieces_and_a_learned_parameter_are_told_too(page):
    experiment = restore(page, hidden=RICH)
    unfold(page)
    before = now(page, experiment)
    for column, piece in ((1, 1), (3, 2)):
        select(page, 0, 2, column, f"Bias of unit 2 of layer 1, piece {piece}")
        page.type("inspector-value", f"0.{piece}5")
        page.click("dock-weights")
        page.until(lambda column=column, piece=piece: cell(page, 0, 2, column).text == f"0.{piece}50", "the new bias")
    layer = now(page, experiment).layers[0]
    assert layer.biases.tolist() == [0.1, 0.15, 0.1, 0.25]
    np.testing.assert_array_equal(layer.weights, before.layers[0].weights)
    page.click("dock-selected")
    page.step()
    page.js("playground.selection.select({ kind: 'unit', layer: 0, unit: 1 })")
    page.until(lambda: page.text("inspector-formula"), "the formula")
    lines = page.text("inspector-formula").splitlines()
    assert [line.split(" = ")[0] for line in lines] == ["z₁", "z₂"]
    assert page.text("inspector-activation") == "f(z) = max of k weighted sums, k = 2"
    assert len(page.css("#inspector-rows tr")) == 6
    page.js("playground.selection.select({ kind: 'unit', layer: 1, unit: 0 })")
    learned = now(page, experiment).layers[1].learned[0]
    page.until(lambda: page.text("inspector-activation").startswith("f(z) = z if z > 0"), "the other unit")
    assert number(page.text("inspector-activation").split("a = ")[1]) == pytest.approx(learned, rel=0.006)


def test_a_value_that_cannot_be_is_said_and_changes_nothing_and_what_can_be_is_taken(page):
    unfold(page)
    select(page, 0, 0, 0, "Weight from X₁ to unit 1 of layer 1")
    before, value = page.readings, page.value("inspector-value")
    for typed in ("1000001", "-1e9", "1e300"):
        page.type("inspector-value", typed)
        said = "Enter a number between −1,000,000 and 1,000,000."
        page.until(lambda said=said: page.text("inspector-error") == said, f"an error at the field for {typed}")
        field = page.element("inspector-value")
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == "inspector-error"
        page.frames(20)
        assert float(page.value("inspector-value")) == float(typed), "it stays, to be mended"
        assert page.readings == before
    page.type("inspector-value", value)
    page.until(lambda: page.text("inspector-error") == "", "mended")
    assert page.element("inspector-value").get_attribute("aria-invalid") is None
    page.step()
    page.agrees()
    # it takes what the card takes: up to a million, which both show as it was typed
    for typed in ("1000000", "-1000000", "123456.75", "0.0001234"):
        page.type("inspector-value", typed)
        value = float(typed)
        page.until(lambda value=value: now(page, Experiment()).layers[0].weights[0, 0] == value, f"the weight {typed}")
        assert float(page.value("inspector-value")) == value
        assert page.text("inspector-error") == page.message() == ""
    assert page.js("return Number(document.getElementById('inspector-value').max)") == 1e6


def test_weights_that_the_server_refuses_are_not_kept(page):
    page.step()
    page.js("playground.session.weights('AAAA', { what: 'Nonsense', merge: null })")
    page.until(page.message, "a message")
    page.step()
    page.agrees()


def test_its_past_grows_with_the_epochs(page):
    unfold(page)
    select(page, 0, 0, 0, "Weight from X₁ to unit 1 of layer 1")
    before = page.fingerprint("#inspector-history")
    label = lambda: page.element("inspector-history").get_attribute("aria-label")  # noqa: E731
    for least in (8, 12, 16):  # whether its line was drawn just before the pause, or is due just after it
        page.play()
        page.until(lambda least=least: page.epoch > least, "some epochs")
        page.pause()
        past = f"From epoch 0 to {page.epoch} it went from "
        page.until(lambda past=past: label().startswith(past), "the past in words")
    assert page.fingerprint("#inspector-history") != before
    epoch = page.epoch
    first = page.js("return playground.session.moments[0].state")
    value = TrainingState.from_bytes(Experiment(), urlsafe_b64decode(first)).layers[0].weights[0, 0]
    assert number(label().split("from ")[1].split(" ")[0]) == rounded(value)
    page.click("add-layer")
    page.until(lambda: page.text("layer-count") == "3", "another layer")
    page.step()
    page.until(lambda: f"to {epoch + 1} it" in label(), "the past of both networks")


def test_the_keyboard_moves_in_the_table_and_selects(page):
    press = lambda *keys: ActionChains(page.driver).send_keys(*keys).perform()  # noqa: E731
    active = lambda: page.driver.switch_to.active_element  # noqa: E731
    page.focus("dock-weights")
    press(Keys.ENTER)
    page.until(lambda: page.css("#weights-tables td"), "the tables")
    press(Keys.TAB, Keys.TAB, Keys.TAB)  # over the button that folds it, and its panel
    assert active() == cell(page, 0, 0, 0)
    press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert active() == cell(page, 0, 2, 1), "it stops at the edge"
    press(Keys.ENTER)
    title(page, "Bias of unit 2 of layer 1")
    press(Keys.END, Keys.SPACE)
    title(page, "Bias of unit 4 of layer 1")
    press(Keys.HOME, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ENTER)
    title(page, "Unit 1 of layer 1")
    press(Keys.TAB)
    assert active() == cell(page, 1, 0, 0), "each table is one stop of the tab key"


def test_what_is_gone_is_selected_no_more(page):
    unfold(page)
    select(page, 0, 0, 3, "Weight from X₁ to unit 4 of layer 1")
    page.click("layer-0-remove")
    page.until(lambda: page.text("inspector-name") == "", "nothing is selected")
    assert page.css(".inspector-none")[0].is_displayed()
    page.click("dock-weights")
    page.until(lambda: len(page.js(TABLES)[0][0]) == 4, "three units in the table")


def test_on_a_phone_the_tables_scroll_by_themselves_and_axe_finds_nothing_serious_there_or_on_a_screen(page):
    restore(page, hidden=hidden(8, 8))
    page.resize(390, 844)
    unfold(page)
    select(page, 0, 0, 0, "Weight from X₁ to unit 1 of layer 1")
    assert faults(page, within=PART) == []
    page.click("dock-weights")
    assert page.js("return document.documentElement.scrollWidth") <= 390
    assert page.js("const e = document.querySelector('.weights-scroll'); return e.scrollWidth > e.clientWidth")
    assert faults(page, within=PART) == []
    page.resize(None)
    restore(page, hidden=hidden(8, 8), features=["x", "y", "xy"])
    unfold(page)
    select(page, 0, 0, 0, "Weight from X₁ to unit 1 of layer 1")
    page.frames(30)
    assert faults(page, within=PART) == []
    page.js("playground.selection.select({ kind: 'unit', layer: 1, unit: 0 })")
    page.until(lambda: page.text("inspector-formula"), "the formula")
    page.frames(10)
    assert faults_light_and_dark(page, PART) == []
