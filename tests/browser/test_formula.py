"""The editor for a custom activation: typed, drawn, refused with the place of the fault, taken and given up."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.browser.test_access import faults_light_and_dark
from tests.browser.truth import hidden

CUSTOM = "Custom f(z) …"


def choose(page, id_):
    Select(page.element(id_)).select_by_visible_text(CUSTOM)
    page.until(lambda: page.shown("formula-field"), "the editor")


def type_over(page, text, *keys):
    page.element("formula-field").send_keys(Keys.CONTROL, "a")
    page.element("formula-field").send_keys(text, *keys)


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def caret(page):
    """The letter that the caret stands under."""
    line, mark = page.js("return document.querySelector('.formula-caret').textContent").split("\n")
    return line[len(mark) - 1 :]


def test_a_formula_is_typed_drawn_and_taken_at_its_select(page):
    page.resize(1440, 790)
    choose(page, "layer-1-activation")
    select, editor = (
        page.js("const { left, bottom } = arguments[0].getBoundingClientRect(); return [left, bottom]", element)
        for element in (page.element("layer-1-activation"), page.element("formula-dialog"))
    )
    assert abs(select[0] - editor[0]) < 2
    assert editor[1] <= 790
    page.until(lambda: page.colors("#formula-figure") > 3, "its picture")
    type_over(page, "sin(z)")
    page.until(lambda: not page.shown("formula-parameter"), "it has none")
    before = page.fingerprint("#formula-figure")
    type_over(page, "a * tanh(z)")
    page.until(lambda: page.shown("formula-parameter"), "its parameter")
    page.until(lambda: page.fingerprint("#formula-figure") != before, "another picture")
    before = page.fingerprint("#formula-figure")
    page.element("formula-parameter").send_keys(Keys.END)
    page.until(lambda: page.fingerprint("#formula-figure") != before, "it follows the slider")
    value = page.slider("formula-parameter")
    assert faults_light_and_dark(page, "#formula-dialog") == []
    page.element("formula-field").send_keys(Keys.ENTER)
    own = {"units": 2, "activation": "custom", "formula": "a * tanh(z)", "parameter": value}
    page.restarts(hidden=[{"units": 4}, own])
    assert not page.shown("formula-field")
    assert page.value("layer-1-activation") == CUSTOM
    page.click("layer-1-look")
    assert page.texts(".formula-text") == ["f(z) = a * tanh(z)"]
    page.click("layer-formula")
    assert page.value("formula-field") == "a * tanh(z)"
    type_over(page, "=max(0; x)", Keys.ENTER)  # as in a spreadsheet
    page.restarts(hidden=[{"units": 4}, {"units": 2, "activation": "custom", "formula": "max(0, z)"}])
    page.step()
    assert page.epoch == 1


@pytest.mark.first
def test_a_fault_is_said_at_its_place_and_must_be_mended_first(page):
    choose(page, "activation")
    for text, said, place in [("max(0, zz)", "'zz' at 7", "zz)"), ("tanh(z", "at 6", ""), ("1 / 0", "", None)]:
        type_over(page, text)
        page.until(lambda said=said: page.text("formula-error") and said in page.text("formula-error"), text)
        field = page.element("formula-field")
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == "formula-error"
        shown = page.js("return !document.querySelector('.formula-caret').hidden")
        assert shown == (place is not None), text
        if place is not None:
            assert caret(page) == place
        field.send_keys(Keys.ENTER)
        page.frames(10)
        assert page.shown("formula-field"), "it is not taken"
    assert page.message() == ""
    type_over(page, "sin(z)")
    page.until(lambda: page.text("formula-error") == "", "mended")
    assert page.element("formula-field").get_attribute("aria-invalid") is None
    page.click("formula-use")
    page.restarts(hidden=[{"units": n, "activation": "custom", "formula": "sin(z)"} for n in (4, 2)])


@pytest.mark.parametrize("way", ["escape", "button"])
def test_given_up_it_changes_nothing(page, way):
    choose(page, "layer-0-activation")
    type_over(page, "sin(z)")
    if way == "escape":
        press(page, Keys.ESCAPE)
    else:
        page.click("formula-cancel")
    page.until(lambda: not page.shown("formula-field"), "closed")
    assert page.value("layer-0-activation") == "Tanh"
    assert not page.element("undo").is_enabled()
    page.step()
    page.agrees(hidden=hidden(4, 2))
    choose(page, "layer-0-activation")


@pytest.mark.first
def test_a_formula_that_has_no_number_is_blamed_and_not_the_learning_rate(page):
    page.choose("learning-rate", "3")
    choose(page, "activation")
    type_over(page, "log(x+12)x", Keys.ENTER)
    page.until(lambda: "unexpected" in (page.text("formula-error") or ""), "no product without a sign")
    type_over(page, "log(x+12)*x", Keys.ENTER)
    page.until(lambda: not page.shown("formula-field"), "taken")
    page.click("play")
    said = page.until(page.message, "a message")
    assert "in hidden layer 2, the formula log(z + 12)*z has no number at z = −1" in said
    assert "diverged" not in said
    assert not page.shown("reset-slower")
