"""Reading and changing weights and biases in the network drawing."""

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, evaluate
from tests.browser.drawing import Drawing, bias, unit, weight, written
from tests.browser.truth import shown

MAXOUT = {"hidden": [{"units": 2, "activation": "maxout"}]}
EXPLODING = {
    "problem": "regression", "output": "linear", "loss": "squared",
    "hidden": [{"units": 2, "activation": "custom", "formula": "exp(z)"}],
}  # fmt: skip


@pytest.fixture
def drawing(page):
    page.step()
    return Drawing(page)


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def value(state, what):
    layer = state.layers[what["layer"]]
    return layer.biases[what["unit"]] if what["kind"] == "bias" else layer.weights[what["input"], what["unit"]]


def restored(page, fields):
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    return Drawing(page, **fields)


def set_to(page, text):
    """Type over the field, which has the focus and is selected."""
    assert page.js("return document.activeElement.id") == "network-value"
    page.element("network-value").send_keys(Keys.CONTROL, "a")
    page.element("network-value").send_keys(text)


def back(page, drawing, what, number, button="undo"):
    """Press a button until a number is there: on a slow machine each of some quick keys is a change of its own."""
    page.until(lambda: value(drawing.state(), what) == number or page.click(button), f"back to {number}")
    follows(page, drawing, what, number)


def follows(page, drawing, what, number):
    """The page shows the network with this number, and what the core computes for it."""

    def right():
        state = drawing.state()
        metrics = evaluate(drawing.experiment, state)
        return value(state, what) == number and page.losses == (shown(metrics.train_loss), shown(metrics.test_loss))

    page.until(right, f"the losses with {number}")


NAMES = [
    (weight(0, 1, 0), "Weight from X₁ to unit 2 of layer 1"),
    (weight(0, 3, 1), "Weight from X₂ to unit 4 of layer 1"),
    (weight(1, 0, 2), "Weight from unit 3 of layer 1 to unit 1 of layer 2"),
    (weight(2, 0, 1), "Weight from unit 2 of layer 2 to the output unit"),
    (bias(0, 2), "Bias of unit 3 of layer 1"),
    (bias(2, 0), "Bias of the output unit"),
]


@pytest.mark.first
def test_the_card_says_what_it_is_and_its_value(page, drawing):
    drawn = page.fingerprint("#network-canvas")
    for what, name in NAMES:
        drawing.hover(what)
        assert drawing.card == [name, written(value(drawing.state(), what)), "Click to edit.", ""]
        assert page.fingerprint("#network-canvas") != drawn  # it stands out
        drawing.leave()
        assert drawing.card is None
        assert page.fingerprint("#network-canvas") == drawn


def test_the_value_is_live_while_it_trains(page, drawing):
    what = weight(1, 1, 2)
    page.play()
    drawing.hover(what)
    seen = set()

    def read():
        text, state = drawing.live()
        assert text == written(value(state, what))
        seen.add(text)
        return len(seen) > 3

    page.until(read, "values that change")
    page.pause()


@pytest.mark.first
def test_a_number_that_is_typed_counts_at_once_and_can_be_undone(page, drawing):
    for what in (weight(1, 0, 3), bias(2, 0)):
        old = value(drawing.state(), what)
        before, drawn = page.losses, page.fingerprint("#output-map")
        drawing.click(what)
        assert float(page.value("network-value")) == old
        assert page.js("return playground.selection.selected") == what
        set_to(page, "-1.25")
        follows(page, drawing, what, -1.25)
        assert page.fingerprint("#output-map") != drawn
        assert drawing.card[1] == "−1.25"
        assert page.epoch == 1
        press(page, Keys.ARROW_UP)
        follows(page, drawing, what, -1.15)
        back(page, drawing, what, old)
        assert page.losses == before
        back(page, drawing, what, -1.15, "redo")
        drawing.click(what)  # its card may lie on what comes next
        press(page, Keys.ESCAPE)


def test_the_arrows_go_in_steps_of_a_tenth_from_where_it_is(page, drawing):
    what = bias(2, 0)
    old = value(drawing.state(), what)
    drawing.click(what)
    press(page, Keys.ARROW_UP, Keys.ARROW_UP)
    page.until(lambda: value(drawing.state(), what) == pytest.approx(old + 0.2), "two steps up")
    press(page, Keys.ARROW_DOWN)
    page.until(lambda: value(drawing.state(), what) == pytest.approx(old + 0.1), "a step down")


def test_a_number_typed_while_it_trains_is_trained_on(page, drawing):
    what = weight(2, 0, 1)
    page.play()
    page.until(lambda: page.epoch > 8, "some epochs")
    drawing.click(what)
    set_to(page, "7")
    page.until(lambda: abs(value(drawing.state(), what) - 7) < 1, "the new weight")
    assert page.playing
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 8, "it goes on")
    assert value(drawing.state(), what) != 7
    assert value(drawing.state(), what) == pytest.approx(7, abs=3)
    page.pause()


@pytest.mark.first
def test_what_is_no_number_or_too_large_is_said_and_changes_nothing(page, drawing):
    what = weight(0, 0, 0)
    before, old = page.losses, value(drawing.state(), what)
    drawing.click(what)
    set_to(page, "2")
    follows(page, drawing, what, 2)
    for text, mended in (("1000001", 0.5), ("e5", 2), ("1e999", 0.5), ("-", 2), (Keys.DELETE, 0.5)):
        page.element("network-value").send_keys(Keys.CONTROL, "a")
        page.element("network-value").send_keys(text)
        page.until(lambda: drawing.card[3] == "Enter a number between −1,000,000 and 1,000,000.", "what is allowed")
        page.frames(10)
        assert drawing.card[3] == "Enter a number between −1,000,000 and 1,000,000."
        assert page.value("network-value") == ("1000001" if text == "1000001" else "")
        assert abs(value(drawing.state(), what)) <= 1e6
        set_to(page, str(mended))
        follows(page, drawing, what, mended)
        assert drawing.card[3] == ""
        assert page.message() == ""
    back(page, drawing, what, old)
    assert page.losses == before


def test_enter_escape_and_a_click_beside_close_the_card_and_one_on_another_link_goes_there(page, drawing):
    for key, selected in ((Keys.ENTER, weight(1, 1, 0)), (Keys.ESCAPE, None)):
        drawing.click(weight(1, 1, 0))
        assert page.shown("network-value")
        press(page, key)
        assert drawing.card is None
        assert page.js("return playground.selection.selected") == selected
        assert page.js("return document.activeElement.id") == "network-canvas"
        drawing.click(weight(1, 1, 0))
        assert page.shown("network-value")
    drawing.click(bias(0, 3))
    assert drawing.card[0] == "Bias of unit 4 of layer 1"
    assert page.js("return playground.selection.selected") == bias(0, 3)
    drawing.click(unit(0, 0))
    assert not page.shown("network-value")
    drawing.click(bias(1, 1))
    page.click("output-figure")
    assert drawing.card is None


@pytest.mark.first
def test_the_keyboard_goes_through_weights_and_biases_and_changes_them(page, drawing):
    spoken = lambda: page.js("return document.getElementById('network-spoken').textContent")  # noqa: E731
    page.focus("network-canvas")
    press(page, Keys.ARROW_RIGHT, "w")
    number = written(value(drawing.state(), weight(1, 0, 0)))
    assert spoken() == f"Weight from unit 1 of layer 1 to unit 1 of layer 2: {number}"
    press(page, "w", "w")
    assert spoken().startswith("Weight from unit 3 of layer 1 to unit 1 of layer 2: ")
    assert drawing.card[0] == "Weight from unit 3 of layer 1 to unit 1 of layer 2"
    press(page, Keys.ENTER)
    set_to(page, "0.75")
    follows(page, drawing, weight(1, 0, 2), 0.75)
    press(page, Keys.ENTER)
    assert page.js("return document.activeElement.id") == "network-canvas"
    press(page, "b")
    number = written(value(drawing.state(), bias(1, 0)))
    assert spoken() == f"Bias of unit 1 of layer 2: {number}"
    press(page, Keys.ENTER)
    set_to(page, "-2")
    follows(page, drawing, bias(1, 0), -2)
    press(page, Keys.ESCAPE)
    assert page.js("return playground.selection.selected") is None


def test_a_finger_opens_the_card_of_a_link_on_a_phone(page, drawing):
    page.resize(390, 844)
    page.js("document.getElementById('network').scrollIntoView()")
    page.frames(5)
    what = weight(0, 3, 1)
    drawing.tap(what)
    page.until(lambda: drawing.card and page.shown("network-value"), "the card")
    box = page.js(
        "const { left, top, right, bottom } = document.getElementById('network-card').getBoundingClientRect();"
        "return [left, top, innerWidth - right, innerHeight - bottom];"
    )
    assert min(box) >= 0
    set_to(page, "3")
    follows(page, drawing, what, 3)


def test_of_a_maxout_unit_one_piece_is_meant_and_stays_meant(page):
    drawing = restored(page, MAXOUT)
    weights = drawing.state().layers[0].weights
    pieces = weights.shape[1] // 2
    strongest = int(np.argmax(np.abs(weights[0, 1::2])))
    what = weight(0, 1, 0)
    drawing.hover(what)
    name = f"Weight from X₁ to unit 2 of layer 1, piece {strongest + 1}"
    assert drawing.card[:2] == [name, written(weights[0, 1 + 2 * strongest])]
    drawing.click(what)
    for text in ("0.01", "0.02"):
        set_to(page, text)
        page.until(
            lambda text=text: drawing.state().layers[0].weights[0, 1 + 2 * strongest] == float(text), "the piece"
        )
        assert drawing.card[0] == name
    after = drawing.state().layers[0].weights
    assert (after != weights).sum() == 1
    assert pieces > 1


def test_a_number_that_leads_out_of_the_finite_numbers_is_refused_and_nothing_is_lost(page):
    drawing = restored(page, EXPLODING)
    before, state = page.losses, drawing.state()
    drawing.click(bias(0, 0))
    set_to(page, "1000000")
    page.until(lambda: "finite number" in page.message(), "why it could not be done")
    assert page.losses == before
    assert drawing.state().to_bytes() == state.to_bytes()
    press(page, Keys.ESCAPE)
    page.step()
    page.agrees(**EXPLODING)


def test_a_weight_of_a_layer_that_goes_is_selected_no_more(page, drawing):
    drawing.click(bias(1, 1))
    page.click("layer-1-remove")
    page.until(lambda: drawing.card is None, "no card")
    assert page.js("return playground.selection.selected") is None
    assert page.message() == ""


def test_the_last_five_borders_stay_on_the_map_until_something_trains(follow):
    page = follow("dataset=gauss&seed=1&hidden=&initializer=zeros&initial_bias=0")
    drawing = Drawing(page)
    ghosts = "return playground.page.ghosts.length"
    assert page.js(ghosts) == 0
    drawing.click(weight(0, 0, 0))
    page.until(lambda: page.shown("network-value"), "a weight")
    before = page.fingerprint("#output-points")
    for number, text in enumerate(("1", "0.5", "2", "-1", "1.5", "3", "0.7")):
        page.js("const now = performance.now.bind(performance); performance.now = () => now() + 1000 * arguments[0]", 1)
        page.type("network-value", text, end="")
        page.until(lambda count=number: page.js(ghosts) >= min(count, 5), f"{number} borders of before")
    assert page.js(ghosts) == 5
    assert page.fingerprint("#output-points") != before
    page.step()
    page.until(lambda: page.js(ghosts) == 0, "it has trained")
