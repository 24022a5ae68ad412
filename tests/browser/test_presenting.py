"""Presenting a race: a link opens it, all of it fits on every projector, and keys do the rest."""

from urllib.parse import quote

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.test_access import faults

PROJECTORS = [(1024, 768), (1280, 720), (1920, 1080)]
TITLE = "<b>Which one</b> learns the circle first, & why? 100% of " + "W" * 20
LANES = ["linear", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "softplus", "swish", "gelu", "mish", "sine"]

# What scrolls, lies beyond the screen, or is cut off; lines of the chart that are thin, and maps that are small.
FAULTS = """
const page = document.documentElement;
const parts = ".presented-title, .top-bar, .race-curves, .race-track, .lane, .lane-map, .lane-name, .lane-main";
const seen = [...document.querySelectorAll(`${parts}, .lane-main span`)].filter((part) => part.checkVisibility());
const beyond = seen.filter((part) => {
  const { top, left, bottom, right } = part.getBoundingClientRect();
  return top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5;
});
const cut = seen.filter((part) => getComputedStyle(part).display !== "inline" &&
  (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1));
const chart = document.querySelector("#race-chart .js-plotly-plot");
const { height } = document.querySelector(".race-curves").getBoundingClientRect();
const maps = [...document.querySelectorAll(".lanes .lane-map")].filter((map) => map.checkVisibility());
return [
  ...(page.scrollHeight > innerHeight || page.scrollWidth > innerWidth ? ["scrolls"] : []),
  ...beyond.map((part) => `beyond: ${part.className}`),
  ...cut.map((part) => `cut: ${part.className} ${part.textContent}`),
  ...(Math.abs(chart.clientHeight - height) > 1 ? ["chart of another height"] : []),
  ...(chart.data.some(({ line }) => line.width < 4) ? ["thin lines"] : []),
  ...(chart.layout.annotations.filter(({ name }) => name === "end").length === maps.length ? [] : ["names of curves"]),
  ...maps.filter((map) => map.clientWidth < 140).map(() => "a small map"),
];
"""
SEEN = "return [...document.querySelectorAll('.lanes > li')].filter((lane) => lane.checkVisibility()).length"


def _press(race, key):
    race.driver.switch_to.active_element.send_keys(key)


def _has(race, name):
    return race.js("return document.body.classList.contains(arguments[0])", name)


@pytest.mark.parametrize("count", [3, 12])
def test_a_link_presents_a_race_that_fits_on_every_projector(race, count):
    race.resize(*PROJECTORS[0])
    lanes = ";".join(LANES[:count])
    race.follow(f"lanes={lanes}&hidden=3;3&seed=0&finish=loss:0.05&present=1&title={quote(TITLE, safe='')}")
    race.until(lambda: _has(race, "presenting") and len(race.names()) == count, "it presents at once")
    assert race.text("presented-title") == TITLE
    assert race.css("#presented-title *") == []
    race.click("step")
    race.until(lambda: race.epoch == 1, "epoch 1")
    for size in PROJECTORS:
        race.resize(*size)
        race.until(lambda: race.js(FAULTS) == [], f"all of it at {size}")
    assert race.shown("race-speed")
    assert not race.shown("race-dataset")
    if count == 3:
        assert faults(race) == []


@pytest.mark.first
def test_keys_present(race):
    race.resize(*PROJECTORS[0])
    race.click("present")
    race.until(lambda: "present=1" in race.js("return location.hash"), "it is in the link")
    assert race.text("presented-title").startswith("Race: ")
    race.until(lambda: "Space" in race.js("return document.body.innerText"), "the keys are told")
    _press(race, " ")
    race.until(lambda: race.playing and race.epoch > 5, "it plays")
    _press(race, " ")
    race.until(lambda: not race.playing, "it is paused")
    race.drain()
    last = race.epoch
    _press(race, Keys.ARROW_LEFT)
    race.until(lambda: race.epoch < last, "an earlier moment")
    _press(race, Keys.ARROW_RIGHT)
    race.until(lambda: race.epoch == last, "the later one")
    _press(race, Keys.ARROW_RIGHT)
    race.until(lambda: race.epoch == last + 1, "the next epoch")
    width = race.css(".lane-map")[1].rect["width"]
    _press(race, "2")
    race.until(lambda: race.js(SEEN) == 1 and race.css(".lane-map")[1].rect["width"] > width, "one lane, larger")
    _press(race, "2")
    race.until(lambda: race.js(SEEN) == 3 and race.css(".lane-map")[1].rect["width"] == width, "all lanes again")
    race.click("play")  # what a mouse has clicked does not keep the keys
    race.until(lambda: race.playing, "it plays")
    _press(race, " ")
    race.until(lambda: not race.playing, "it is paused")
    _press(race, "9")  # there is no such lane
    _press(race, "c")
    race.until(lambda: not race.css(".race-curves")[0].is_displayed(), "no chart")
    _press(race, "c")
    race.until(lambda: race.css(".race-curves")[0].is_displayed(), "the chart")
    for blank in (True, False):
        _press(race, "b")
        assert _has(race, "blank") == blank
    _press(race, "q")
    race.until(lambda: race.shown("code-dialog"), "the code")
    assert "#lanes=" in race.css("#code-dialog .code-link")[0].text
    assert "present" not in race.css("#code-dialog .code-link")[0].text
    _press(race, "q")
    race.until(lambda: not race.shown("code-dialog"), "no code")
    assert race.js(SEEN) == 3
    _press(race, Keys.ESCAPE)
    race.until(lambda: race.shown("race-dataset") and "present" not in race.js("return location.hash"), "it has ended")


def test_a_lane_alone_has_a_fine_picture_also_among_many_and_a_title_is_typed(race):
    race.resize(*PROJECTORS[1])
    race.follow(f"lanes={';'.join(LANES[:6])}&hidden=3;3&seed=0&finish=loss:0.05")
    race.type("present-title", "Who is first?", Keys.ENTER)
    race.until(lambda: _has(race, "presenting"), "it presents")
    assert race.text("presented-title") == "Who is first?"
    width = "return document.querySelectorAll('.lanes .lane-output')[1].width"
    coarse = race.js(width)
    _press(race, "2")
    race.until(lambda: race.js(width) > coarse, "a fine picture")
    _press(race, "n")
    race.until(lambda: race.js(SEEN) == 1 and race.css(".lane-map")[2].is_displayed(), "the next lane")
    _press(race, "3")
    race.until(lambda: race.js(width) == coarse and race.js(SEEN) == 6, "all of them")
