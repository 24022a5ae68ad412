"""Screens of every size: nothing is cut off, nothing lies on something else, nothing scrolls sideways."""

import pytest
from selenium.webdriver.common.keys import Keys

SIZES = [(1920, 1080), (1440, 900), (1024, 768), (768, 1024), (390, 844)]

# On a phone the datasets are a strip that scrolls by itself: of that, nothing is said here.
OVERFLOW = """
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
const beyond = [...document.querySelectorAll("main *, header *")].filter((element) => {
  if (!element.checkVisibility() || element.closest(".network-panel, .thumbnails, .contents ol, svg")) return false;
  const box = element.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5);
});
return [wide, beyond.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
"""
# Texts that are wider than the place they have.
CLIPPED = """
const texts = [...document.querySelectorAll("main *, header *")].filter((element) =>
  element.checkVisibility() && !element.closest("svg, .visually-hidden, .thumbnails") && element.tagName !== "CANVAS" &&
  [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
const clipped = texts.filter((element) => {
  for (let box = element; box && box.id !== "network"; box = box.parentElement) {
    if (getComputedStyle(box).overflowX === "visible") continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect(), place = box.getBoundingClientRect();
    if (text.right > place.right + 1 || text.left < place.left - 1) return true;
  }
  return false;
});
return clipped.map((element) => element.outerHTML.slice(0, 120));
"""
# Controls that can't be clicked in their middle because something else is there.
COVERED = """
const controls = [...document.querySelectorAll("main button, main input, main select, header button")];
return controls.filter((control) => {
  if (!control.checkVisibility() || control.disabled || control.matches("[type=hidden], [type=checkbox]")) return false;
  control.scrollIntoView({ block: "center", inline: "center" });
  const box = control.getBoundingClientRect();
  const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return !(control.contains(top) || top?.contains(control) && top.closest("button, label"));
}).map((control) => control.id || control.outerHTML.slice(0, 120));
"""
# Fields and selects whose text is cut off.
CUT = """
const ARROW = 16;
const context = document.createElement("canvas").getContext("2d");
const wanted = (field) => {
  if (!field.selectedOptions) return field.scrollWidth - 1;
  const { font, paddingLeft, paddingRight, appearance } = getComputedStyle(field);
  context.font = font;
  const around = parseFloat(paddingLeft) + parseFloat(paddingRight) + (appearance === "none" ? 0 : ARROW);
  return context.measureText(field.selectedOptions[0].text).width + around;
};
return [...document.querySelectorAll("main select, main input:not([type=checkbox]):not([type=hidden])")]
  .filter((field) => field.checkVisibility() && wanted(field) > field.clientWidth)
  .map((field) => `${field.id}: ${field.value}`);
"""
OVERLAP = """
const kinds = "button, input, select, h2, .number, .label, .ticks";
const boxes = [...document.querySelectorAll(`main :is(${kinds})`)]
  .filter((element) => element.checkVisibility() && !element.closest("svg, .visually-hidden"))
  .filter((element) => !element.matches("[type=checkbox]"))
  .map((element) => [element, element.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
const found = [];
// What stays in sight lies on the page that is scrolled below it; that all of it can be reached, COVERED says.
const fixed = [...document.querySelectorAll(".player, .epoch, .settings-open, .share, .messages")];
const stays = (element) => Boolean(fixed.find((place) =>
  getComputedStyle(place).position === "fixed" && place.contains(element)));
boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
  if (one.contains(other) || other.contains(one) || stays(one) !== stays(other)) return;
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (across > 1 && down > 1) found.push(`${one.outerHTML.slice(0, 80)} and ${other.outerHTML.slice(0, 80)}`);
}));
return found.slice(0, 5);
"""


def _check(page, size):
    page.js("scrollTo(0, 0)")  # below, what stays in sight covers what is scrolled under it
    # the chart takes a moment to follow the window
    page.until(lambda: page.js(OVERFLOW)[0] <= 0, f"no scrolling sideways at {size}")
    assert page.js(OVERFLOW)[1] == [], size
    assert page.js(CLIPPED) == [], size
    assert page.js(OVERLAP) == [], size
    assert page.js(COVERED) == [], size


@pytest.mark.first
def test_nothing_is_cut_off_or_scrolls_sideways(page):
    for size in SIZES:
        page.resize(*size)
        _check(page, size)
        assert page.js(CUT) == [], size


def test_the_largest_network_has_its_place(page):
    """Six layers, each with a parameter; and for regression a message."""
    page.choose("activation", "Leaky ReLU")
    for layers in range(3, 7):
        page.click("add-layer")
        page.until(lambda layers=layers: page.text("layer-count") == str(layers), f"{layers} layers")
    for problem in ("Classification", "Regression"):
        if problem == "Regression":
            page.resize(None)
            page.choose("problem", "Regression")
            page.choose("learning-rate", "10")
            page.click("play")
            page.until(page.message, "a message")
        for size in SIZES[1:]:
            page.resize(*size)
            _check(page, size)
            cut = [field for field in page.js(CUT) if "parameter" in field]  # names end in an ellipsis
            assert cut == [], size


def test_all_patterns_a_curve_and_what_lies_outside_have_their_place(page):
    page.click("more-datasets")
    page.click("dataset-gauss")
    page.keys("noise", Keys.END)
    page.until(lambda: page.shown("outside"), "points outside the axes")
    for size in SIZES[1:]:
        page.resize(*size)
        _check(page, size)
    page.resize(None)
    page.choose("problem", "Regression")
    page.click("dataset-curve-abs")
    page.until(lambda: page.shown("output-line"), "a line")
    for size in SIZES[1:]:
        page.resize(*size)
        _check(page, size)


def test_large_numbers_have_their_place(page):
    page.choose("speed", "100x")
    page.step()
    for size in [(1440, 900), (1024, 768), (390, 844)]:
        page.resize(*size)
        page.js(
            "document.getElementById('epoch').textContent = '1234567';"
            "for (const id of ['train-loss', 'test-loss']) document.getElementById(id).textContent = '1.23e+11';"
        )
        _check(page, size)


@pytest.mark.first
def test_the_map_and_the_network_are_seen_without_scrolling(page):
    for size in [(1440, 900), (1024, 768)]:
        page.resize(*size)
        for id_ in ("play", "network-canvas", "output-map", "test-loss"):
            top, bottom, height = page.js(
                "const box = document.getElementById(arguments[0]).getBoundingClientRect();"
                "return [box.top, box.bottom, innerHeight]",
                id_,
            )
            assert 0 <= top < height, (id_, size)
            assert bottom <= height or id_ == "network-canvas", (id_, size)


def test_the_drawing_follows_the_size_of_the_window(page):
    page.resize(1440, 900)
    wide = page.js("return document.getElementById('network-canvas').width")
    page.resize(1024, 768)
    page.until(lambda: page.js("return document.getElementById('network-canvas').width") < wide, "a narrower drawing")
    assert page.colors("#network-canvas") > 10
    assert page.colors("#output-points") > 10
    width, height = page.js(
        "const box = document.getElementById('output-map').getBoundingClientRect(); return [box.width, box.height]"
    )
    assert abs(width - height) <= 1.5


def test_a_race_has_its_place_and_is_seen_without_scrolling_on_a_phone_too(race):
    race.click("step")
    race.until(lambda: all(rank for *_, rank in race.lanes()), "their places")
    for size in SIZES[1:]:
        race.resize(*size)
        _check(race, size)
    race.js("scrollTo(0, 0)")
    play, map_, field = (race.css(part)[0].rect for part in ("#play", ".lanes .lane-map", ".race-fields"))
    assert play["y"] + play["height"] < map_["y"]
    assert map_["y"] + map_["height"] < 844 < field["y"]
    race.js("scrollTo(0, 2000)")
    assert race.js("return document.getElementById('play').getBoundingClientRect().top >= 0")
