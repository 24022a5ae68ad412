"""Presenting the playground and the activations: a link or the form begins it, all of it fits, keys do the rest."""

from urllib.parse import quote

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.test_access import faults
from tests.browser.test_presenting import PROJECTORS, TITLE

# What scrolls, lies beyond the screen or is cut off, and what is hard to see from the last row.
FAULTS = """
const page = document.documentElement;
const isSeen = (part) => part.checkVisibility({ visibilityProperty: true });
const seen = [...document.querySelectorAll(arguments[0])].filter(isSeen);
const boxes = seen.map((part) => [part, part.getBoundingClientRect()]);
const charts = [...document.querySelectorAll(".js-plotly-plot")].filter((chart) => chart.checkVisibility());
const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 &&
  one.top < other.bottom - 1 && other.top < one.bottom - 1;
const apart = boxes.filter(([part]) => part.matches(arguments[1]));
return [
  ...(page.scrollHeight > innerHeight || page.scrollWidth > innerWidth ? ["scrolls"] : []),
  ...boxes.filter(([, { top, left, bottom, right }]) =>
    top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5)
    .map(([part]) => `beyond: ${part.id || part.className}`),
  ...boxes.filter(([part]) => part.matches(".presented-title, .number, h2") &&
    (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1))
    .map(([part]) => `cut: ${part.id || part.textContent}`),
  ...apart.flatMap(([one, box], i) => apart.slice(i + 1).filter(([, other]) => over(box, other))
    .map(([two]) => `${one.id || one.className} lies on ${two.id || two.className}`)),
  ...charts.filter((chart) => Math.abs(chart.clientHeight - chart.closest(".chart, .probed > div").clientHeight) > 1)
    .map((chart) => "a chart of another height"),
  ...charts.flatMap(({ data }) => data.filter(({ mode, line }) => mode === "lines" && line.width < 4))
    .map(() => "thin lines"),
  ...charts.filter(({ data, layout }) => layout.annotations.filter(({ name }) => name === "end").length !==
    data.filter(({ mode }) => mode === "lines").length).map(() => "names of curves"),
];
"""
PLAYGROUND = (
    ".presented-title, .player, #speed, .network-panel, .network h2, .look, .map-place, #output-map, .metric, .number, "
    ".chart",
    ".network-panel, .map-place, .metrics, .chart",
)
ACTIVATIONS = (
    ".presented-title, #function-chart, #slope-chart, .probe-table, .probe-table td",
    ".probed > div, .probe",
)
UNITS_BEYOND = """
const { drawing } = playground;
const { bottom, right } = document.querySelector(".network-panel").getBoundingClientRect();
return arguments[0].flatMap((count, layer) => Array.from({ length: count }, (_, unit) => unit)
  .map((unit) => [drawing.spot({ kind: "unit", layer, unit }), drawing.spot({ kind: "bias", layer, unit })])
  .filter(([[x], [, y]]) => y > bottom || x > right));
"""
PRESENTS = "return document.body.classList.contains('presenting')"
SCHEME = "return document.documentElement.dataset.colorScheme"


def _press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def _presents(page):
    return page.js(PRESENTS)


def _fits(page, parts):
    for size in PROJECTORS:
        page.resize(*size)
        page.until(lambda: page.js(FAULTS, *parts) == [], f"all of it at {size}: {page.js(FAULTS, *parts)}")


@pytest.mark.parametrize("hidden", ["4-tanh;2-tanh", "16-relu;16-relu;16-relu;16-relu;16-relu;16-relu", ""])
def test_a_link_presents_the_playground_on_every_projector(follow, hidden):
    page = follow(f"dataset=circle&seed=1&hidden={hidden}&present=1&title={quote(TITLE, safe='')}")
    page.until(lambda: _presents(page), "it presents")
    assert page.text("presented-title") == TITLE
    page.step()
    _fits(page, PLAYGROUND)
    assert page.js(UNITS_BEYOND, [int(layer.split("-")[0]) for layer in hidden.split(";") if layer]) == []
    assert page.js("return document.querySelector('#output-map').clientWidth > 0.5 * innerHeight")
    assert not page.shown("coach")
    if hidden == "":
        assert faults(page) == []


@pytest.mark.parametrize("hide", ["network", "output", "chart"])
def test_what_a_link_hides_leaves_its_place_to_what_is_presented(follow, hide):
    page = follow(f"dataset=xor&seed=0&hide={hide}&present=1")
    page.until(lambda: _presents(page), "it presents")
    page.resize(1024, 768)
    page.until(lambda: page.js(FAULTS, *PLAYGROUND) == [], f"all of it: {page.js(FAULTS, *PLAYGROUND)}")
    seen = [page.css(part)[0].is_displayed() for part in (".network-panel", "#output-map", ".chart")]
    assert seen == [hide != "network", hide != "output", hide not in ("output", "chart")]


@pytest.mark.first
def test_keys_present_the_playground(page):
    page.resize(1280, 720)
    assert page.js(SCHEME) == "light"
    page.click("share")
    page.type("present-title", "  A first\u2028network ", Keys.ENTER)
    page.until(lambda: _presents(page), "it presents")
    assert page.text("presented-title") == "A first network"
    page.until(lambda: "present=1&title=A%20first%20network" in page.js("return location.hash"), "it is in the link")
    page.until(lambda: page.js(SCHEME) == "projector", "black on white")
    page.until(lambda: "Space" in page.message("done-message"), "the keys are told")
    _press(page, " ")
    page.until(lambda: page.playing and page.epoch > 3, "it plays")
    _press(page, " ")
    page.until(lambda: not page.playing, "it is paused")
    page.drain()
    last = page.epoch
    _press(page, Keys.ARROW_LEFT)
    page.until(lambda: page.epoch < last, "an earlier moment")
    _press(page, Keys.ARROW_RIGHT)
    page.until(lambda: page.epoch == last, "the later one")
    _press(page, Keys.ARROW_RIGHT)
    page.until(lambda: page.epoch == last + 1, "the next epoch")
    seen = lambda: [page.css(part)[0].is_displayed() for part in (".network-panel", ".map-place")]  # noqa: E731
    for key, wanted in (("1", [True, False]), ("2", [False, True]), ("2", [True, True])):
        _press(page, key)
        page.until(lambda wanted=wanted: seen() == wanted, f"{wanted} after {key}")
    for wanted in ([True, False], [False, True], [True, True]):
        _press(page, "n")
        page.until(lambda wanted=wanted: seen() == wanted, f"{wanted} after n")
    _press(page, "3")  # there is no third part
    assert seen() == [True, True]
    height = page.css("#output-map")[0].rect["height"]
    _press(page, "c")
    page.until(lambda: page.css("#output-map")[0].rect["height"] > height, "a larger map instead of the chart")
    assert not page.css(".chart")[0].is_displayed()
    assert page.css("#test-loss")[0].is_displayed()
    _press(page, "c")
    _press(page, "q")
    page.until(lambda: page.shown("code-dialog"), "the code")
    assert not {"present", "title"} & set(page.css("#code-dialog .code-link")[0].text.replace("=", "&").split("&"))
    _press(page, "q", "b")
    page.until(lambda: page.js("return document.body.classList.contains('blank')"), "a black screen")
    _press(page, "b", Keys.ESCAPE)
    page.until(lambda: not _presents(page) and page.shown("coach"), "it has ended")
    assert page.js("return document.activeElement.id") == "share"
    page.until(lambda: "present" not in page.js("return location.hash"), "nor is it in the link")
    assert page.js(SCHEME) == "light"
    assert page.js("return document.querySelector('#loss-chart .js-plotly-plot').clientHeight") == 112


def test_who_has_chosen_a_theme_keeps_it_and_the_mouse_brings_the_way_back(page):
    for scheme in ("dark", "projector", "light"):
        page.click("color-scheme")
        assert page.js(SCHEME) == scheme
    page.reload()
    page.resize(1280, 720)
    page.click("share")
    page.click("present")
    page.until(lambda: _presents(page), "it presents")
    assert page.text("presented-title") == "Neural network: Circle"
    assert page.js(SCHEME) == "light"
    end = page.css(".present-end")[0]
    assert end.value_of_css_property("opacity") == "0"
    ActionChains(page.driver).move_to_element(page.element("epoch")).perform()
    page.until(lambda: end.value_of_css_property("opacity") == "1", "the way back")
    page.click("present-end")
    page.until(lambda: not _presents(page), "it has ended")
    page.click("color-scheme")
    page.click("color-scheme")
    page.reload()
    assert page.js(SCHEME) == "projector"


@pytest.mark.parametrize("address", ["", "race", "activations"])
def test_a_phone_opens_the_usual_page(page, address):
    page.resize(390, 844)
    page.leave()
    page.driver.get(f"{page.url}{address}#present=1&title=Hello")
    page.until(lambda: page.js("return document.querySelector('#present-title')?.value") == "Hello", "the link is read")
    assert not _presents(page)
    assert page.css(".header")[0].is_displayed()
    assert not page.css(".present-form")[-1].is_displayed()
    page.resize(1024, 768)
    page.until(lambda: _presents(page), "on a screen that is wide enough it presents")
    page.resize(699, 900)
    page.until(lambda: not _presents(page), "and ends where it is not")


TICKS = """
return [...document.querySelectorAll(".probed > *")].map((part) => {
  const below = part.getBoundingClientRect().bottom + 1;
  const ticks = [...part.querySelectorAll(".xtick text")];
  return ticks.length > 2 && ticks.every((tick) => tick.getBoundingClientRect().bottom <= below);
});
"""


def test_a_link_presents_the_activations_on_every_projector(activations):
    keys = ["tanh", "relu", "elu", "selu", "gelu", "swish", "mish", "softplus"]
    activations.leave()
    activations.driver.get(f"{activations.url}#functions={';'.join(keys)}&present=1&title={quote(TITLE, safe='')}")
    activations.until(lambda: _presents(activations) and len(activations.curves()) == len(keys), "it presents")
    activations.until(lambda: len(activations.curves("slope-chart")) == len(keys), "slopes, too")
    assert activations.text("presented-title") == TITLE
    _fits(activations, ACTIVATIONS)
    for size in [(1280, 720), (1024, 768)]:
        activations.resize(*size)
        activations.until(lambda: activations.js(TICKS) == [True, True], f"the axes of both charts at {size}")
    assert faults(activations) == []


def test_keys_present_the_activations(activations):
    activations.resize(1280, 720)
    activations.type("present-title", "Which one?", Keys.ENTER)
    activations.until(lambda: _presents(activations), "it presents")
    activations.until(lambda: "present=1&title=Which%20one%3F" in activations.js("return location.hash"), "the link")
    z = activations.slider("probe-z")
    before = activations.probe()
    _press(activations, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    activations.until(lambda: activations.slider("probe-z") == pytest.approx(z + 0.2), "the probe has moved")
    _press(activations, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    activations.until(lambda: activations.probe() == before, "and back")
    chart = activations.css("#function-chart .nsewdrag")[0]
    ActionChains(activations.driver, duration=20).click_and_hold(chart).move_by_offset(80, 0).release().perform()
    activations.until(lambda: activations.slider("probe-z") > z, "it is dragged")
    names = list(activations.curves())
    _press(activations, "2")
    activations.until(lambda: list(activations.curves()) == names[1:2], "one function")
    _press(activations, "n")
    activations.until(lambda: list(activations.curves()) == names[2:], "the next")
    _press(activations, "n")
    activations.until(lambda: list(activations.curves()) == names, "all of them")
    width = activations.css("#function-chart")[0].rect["width"]
    _press(activations, "c")
    activations.until(lambda: activations.css("#function-chart")[0].rect["width"] > width, "functions alone, larger")
    assert not activations.css("#slope-chart")[0].is_displayed()
    _press(activations, "q")
    activations.until(lambda: activations.shown("code-dialog"), "the code")
    _press(activations, "q", Keys.ESCAPE)
    activations.until(lambda: not _presents(activations) and activations.shown("pick-tanh"), "it has ended")
    activations.until(lambda: "present" not in activations.js("return location.hash"), "nor is it in the link")
    assert activations.js("return document.querySelector('#function-chart .js-plotly-plot').clientHeight") == 264
