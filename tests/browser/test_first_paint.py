"""What is seen before the scripts of a page are there, is what is seen afterwards; who is quicker is heard."""

import json
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.browser.begun import begun
from tests.browser.held import Holding, held_server
from tests.browser.page import Page

SCRIPTS = b"assets/all.js"
GO = "/let-go"
SIZES = [(1440, 900), (1024, 768), (768, 1024), (390, 844)]
BEGUN = {"": ".map-title", "race": ".lanes .lane .test:not(:empty)", "activations": "#function-chart"}
# Of all that can be seen: where it is, its own text, and what it says of itself.
LOOK = """
const look = () => {
const found = {};
const path = (element) => {
  if (element.id || element === document.body) return element.id;
  const { parentElement: parent } = element;
  // without pictures that the scripts take over
  const stay = [...parent.children].filter((child) => !child.matches(".early"));
  return `${path(parent)} > ${element.tagName}:${stay.indexOf(element)}`;
};
const text = (element) => [...element.childNodes].map((node) => (node.nodeType === 3 ? node.data : "")).join("").trim();
const pictures = "canvas, .early, .early *";
for (const element of document.querySelectorAll(`body *:not(script, template, option, optgroup, ${pictures})`)) {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (!element.checkVisibility() || !width || top > innerHeight) continue;
  const { selectedOptions, value } = element;
  const chosen = element.matches("select, input") ? (selectedOptions?.[0]?.text ?? value) : "";
  const is = ["aria-pressed", "aria-current", "aria-selected"].map((name) => element.getAttribute(name));
  found[path(element)] = { box: [left, top, width, height], says: [text(element), chosen, ...is] };
}
return found;
};
"""
# What only comes with the first answer or frame, into the room that is there for it.
COMES = ("epoch", "island-")
# While the own scripts are held back: look, do something, and let them come.
EARLY = """
%s
addEventListener("begun", () => (window.hasBegun = true));
new PerformanceObserver((_, observer) => {
  observer.disconnect();
  window.before = look();
  const $ = (id) => document.getElementById(id);
  const use = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));
  %s
  window.busy = [...document.querySelectorAll("button[aria-busy=true]")].map(({ id }) => id);
  fetch("%s");
}).observe({ type: "paint", buffered: true });
"""


class Starting(Holding):
    """Lets go what is held when a page asks for that: a driver would wait for all that the page waits for."""

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] != GO:
            return super().__call__(environ, start_response)
        self.let_go()
        start_response("204 No Content", [])
        return []


@pytest.fixture(scope="module")
def server(port):
    with held_server(Starting, port) as its:
        yield its


@pytest.fixture
def slow(tab, server):
    """A page in a tab without a past, the files of which are not there yet."""
    quick, holding = server
    page = Page(tab, quick.url)
    page.forget()
    page.log()
    page.resize(None)
    page.driver.get(f"{page.url}favicon.ico")
    page.js("sessionStorage.clear()")
    page.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    yield page, holding
    holding.let_go()
    assert page.log() == []
    page.resize(None)
    page.leave()


def opened(slow, place="", act=""):
    """Open a page, do something before its scripts are there, and wait until it has begun."""
    page, holding = slow
    holding.hold(SCRIPTS)
    with begun(page, EARLY % (LOOK, act, GO)):
        page.driver.get(page.url + place)
    page.until(lambda: page.js("return Boolean(window.hasBegun)"), "the page has begun")
    assert holding.held.is_set()
    return page


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("place", BEGUN)
def test_what_is_painted_first_stays_where_it_is_and_says_what_it_said(slow, place, size):
    slow[0].resize(*size)
    page = opened(slow, place)
    page.until(lambda: page.css(BEGUN[place]), "all of it is there")
    page.frames(30)
    before, after = page.js(f"{LOOK}; return [window.before, look()]")
    assert len(before) > 60
    gone = {name for name in before if name not in after and not name.startswith(COMES)}
    assert gone == set()
    same = [name for name in before if not name.startswith(COMES) and name in after]
    moved = {
        name: (before[name]["box"], after[name]["box"])
        for name in same
        if any(abs(a - b) > 4 for a, b in zip(before[name]["box"][:2], after[name]["box"][:2], strict=True))
    }
    assert moved == {}
    said = {name: (before[name]["says"], after[name]["says"]) for name in same}
    others = {name: both for name, both in said.items() if both[0] != both[1]}
    # units of a lane that are dead or saturated: who trains counts them
    assert {name: both for name, both in others.items() if both[0][0] or not name.startswith("race-lanes")} == {}


# Where there are pictures, without the two notes in the drawing, which only the scripts place; and how many of each.
PICTURES = """
document.getElementById("network").classList.add("pointed");
const box = (selector) => {
  const element = document.querySelector(selector);
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return [left, top, right, bottom].map(Math.round);
};
const kinds = [".early-links > path", ".early-unit", ".early-plane", ".early"];
scrollTo(0, 0);
const boxes = { map: box("#output-figure"), data: box(".thumbnails") };
boxes.network = [...box(".space").slice(0, 2), ...box(".space + .space").slice(2)];
boxes.features = box(".features");
return [boxes, kinds.map((kind) => document.querySelectorAll(kind).length)];
"""
BOX = """
const map = document.querySelectorAll(".lanes .lane-map")[arguments[0]];
const { left, top, right, bottom } = map.getBoundingClientRect();
return [left, top, right, bottom].map(Math.round);
"""
MEAN, FAR, SHARE = 2.5, 96, 0.006  # of 255: what a picture differs by; what is far; of how many pixels

LANE_SHARE = 0.02  # there points are smaller, and their rims are more of them


def seen(page):
    """The pictures as they are seen, what is below the window, too."""
    boxes, counts = page.js(PICTURES)
    shot = page.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})["data"]
    whole = np.asarray(Image.open(BytesIO(b64decode(shot))).convert("RGB")).astype(int)
    return {name: whole[top:bottom, left:right] for name, (left, top, right, bottom) in boxes.items()}, counts


def apart(first, second):
    """By how much two pictures differ, and at which share of their pixels by far."""
    away = np.abs(first - second)
    return float(away.mean()), float((away.max(axis=2) > FAR).mean())


@pytest.fixture
def scheme(tab):
    """Lets the system of the browser be light or dark."""

    def set_to(name):
        features = [{"name": "prefers-color-scheme", "value": name}] if name else []
        tab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    yield set_to
    set_to("")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("colors", ["light", "dark"])
def test_network_and_map_of_epoch_0_are_there_before_the_scripts_and_look_as_they_do_afterwards(
    slow, scheme, colors, size
):
    page, _ = slow
    cdp = page.driver.execute_cdp_cmd
    scheme(colors)
    page.resize(*size)
    cdp("Network.enable", {})
    cdp("Network.setBlockedURLs", {"urls": ["*all.js*"]})
    page.driver.get(page.url)
    before, (links, units, maps, _) = seen(page)
    assert (links, units, maps) == (2 * 4 + 4 * 2 + 2, 4 + 2 + 1, 1)
    assert page.js("return document.documentElement.dataset.begun") is None
    cdp("Network.disable", {})
    page.open()
    page.until(lambda: page.css(".early") == [], "all is taken over")
    page.frames(10)
    after, counts = seen(page)
    assert counts == [0] * 4
    for name, picture in before.items():
        assert picture.shape == after[name].shape, name
        assert picture.std() > 10, name
        mean, far = apart(picture, after[name])
        assert mean < MEAN, (name, mean)
        assert far < SHARE, (name, far)
    page.click("dataset-xor")
    page.trains_on("xor")
    page.frames(30)
    mean, far = apart(before["map"], seen(page)[0]["map"])  # another one would be found
    assert mean > 2 * MEAN
    assert far > 4 * SHARE


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_maps_of_a_race_are_there_before_the_scripts_and_look_as_they_do_afterwards(slow, scheme, colors):
    page, _ = slow
    cdp = page.driver.execute_cdp_cmd
    scheme(colors)
    page.resize(1440, 900)
    cdp("Network.enable", {})
    cdp("Network.setBlockedURLs", {"urls": ["*all.js*"]})
    page.driver.get(f"{page.url}race")
    before = [shown(page, i) for i in range(3)]
    assert len(page.css(".lanes .early")) == 3
    cdp("Network.disable", {})
    page.driver.get(f"{page.url}race")
    page.until(lambda: page.css(BEGUN["race"]), "it has begun")
    page.until(lambda: page.css(".early") == [], "all is taken over")
    page.frames(10)
    for i, picture in enumerate(before):
        mean, far = apart(picture, shown(page, i))
        assert mean < MEAN, (i, mean)
        assert far < LANE_SHARE, (i, far)
    assert apart(before[0], before[1])[0] > 2 * MEAN


def shown(page, lane):
    """The map of a lane as it is seen."""
    left, top, right, bottom = page.js(BOX, lane)
    shot = page.driver.get_screenshot_as_base64()
    whole = np.asarray(Image.open(BytesIO(b64decode(shot))).convert("RGB")).astype(int)
    return whole[top:bottom, left:right]


def test_play_that_is_pressed_before_the_scripts_are_there_plays(slow):
    page = opened(slow, act='$("play").click(); $("play").click(); // by somebody who is impatient')
    assert page.js("return window.busy") == ["play"]
    page.until(lambda: page.playing and page.epoch > 3, "it plays")
    assert page.css("button[aria-busy]") == []


def test_all_that_is_done_before_the_scripts_are_there_counts(slow):
    act = """
      $("learning-rate").value = "0.1";
      use($("learning-rate"));
      $("dataset-xor").click();
      $("show-test").click();
      $("step").click();
    """
    page = opened(slow, act=act)
    page.until(lambda: page.epoch == 1, "one step")
    experiment = page.js("return playground.player.experiment")
    assert (experiment["dataset"], experiment["learning_rate"]) == ("xor", 0.1)
    assert page.element("show-test").is_selected()


def test_a_file_that_is_dropped_on_the_page_of_a_class_before_its_scripts_are_there_is_opened(slow):
    asked = {"key": "q1", "text": "Which one is first?", "options": ["ReLU", "tanh"]}
    answer = {"key": "a-1", "kind": "choice", "step": "q1", "choice": ["1"]}
    its = {"version": 1, "name": "Ada", "rows": [], "answers": [answer], "questions": [asked]}
    act = f"""
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([{json.dumps(json.dumps(its))}], "a.class.json"));
      const say = (type) => new DragEvent(type, {{ dataTransfer, bubbles: true, cancelable: true }});
      window.taken = ["dragover", "drop"].map((type) => !document.body.dispatchEvent(say(type)));
    """
    page = opened(slow, "class", act)
    assert page.js("return window.taken") == [True, True]  # else the browser would go to the file
    page.until(lambda: len(page.css(".files-bar")) == 1, "the file is opened")
    page.until(lambda: "Ada" in page.js("return document.body.textContent"), "its name")
    page.css(".files-bar button")[0].click()
    page.until(lambda: page.shown("class-entry"), "closed")


def test_a_set_up_in_the_address_is_not_preceded_by_another_one(slow):
    page = opened(slow, "#dataset=xor", "window.seen = getComputedStyle(document.querySelector('main')).visibility;")
    assert page.js("return window.seen") == "hidden"
    assert "help" in page.js("return window.before")
    assert page.js("return getComputedStyle(document.querySelector('main')).visibility") == "visible"
    page.restarts(dataset="xor")


def test_formulas_are_texts_until_somebody_does_anything(slow):
    page = opened(slow, "activations")
    page.until(lambda: page.css("#function-chart"), "Dash is there")
    place = "#island-card-sigmoid-formula"
    page.frames(30)
    assert page.css(place)[0].text.splitlines() == ["f(z) = 1 / (1 + e⁻ᶻ)", "f′(z) = a·(1 − a)"]
    assert page.css("mjx-container") == []
    page.js("scrollTo(0, 9)")
    page.until(lambda: len(page.css(f"{place} mjx-container")) == 2, "they are set")
    assert "a·(1 − a)" not in page.css(place)[0].text
