"""What a lesson does without: presets in the share dialog, the page that they make, and weights that are locked."""

import pytest

from tests.browser.drawing import Drawing, bias, unit, weight
from tests.browser.test_access import faults

# Beside one another, at a size: no box lies on another, none is out of the window, and no column is left empty.
GEOMETRY = """
const boxes = [".data", ".middle", ".output"].map((one) => document.querySelector(one))
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
const edges = boxes.map(({ left, right }) => [left, right]).sort(([one], [other]) => one - other);
const gaps = edges.slice(1).map(([left], i) => left - edges[i][1]);
const { clientWidth } = document.documentElement;
const bar = [...document.querySelectorAll(".player, .epoch, .selects > *, .history-buttons, .share")]
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
const overlaps = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 &&
  one.top < other.bottom - 1 && other.top < one.bottom - 1;
const inMiddle = [".network-panel", ".coach", ".session", ".dock"].map((one) => document.querySelector(one))
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
const down = inMiddle.slice(1).map(({ top }, i) => top - inMiddle[i].bottom);
return {
  columns: boxes.length,
  outer: [edges[0][0], clientWidth - edges.at(-1)[1]],
  gaps,
  down,
  over: [bar, boxes].map((all) => all.some((one, i) => all.slice(i + 1).some((other) => overlaps(one, other)))),
  bottom: Math.round(inMiddle.at(-1).bottom),
  sideways: document.documentElement.scrollWidth - clientWidth,
};
"""
COLUMNS = {"watch": 2, "size": 2, "data": 3, "everything": 3}


def test_every_preset_hides_what_it_names_and_leaves_no_hole(page):
    page.resize(1440, 790)
    before = page.js(GEOMETRY)
    page.click("share")
    links = {}
    for key in COLUMNS:
        page.click(f"share-preset-{key}")
        assert page.pressed(f"share-preset-{key}")
        links[key] = page.value("share-link")
    page.click("share-play-hidden")
    assert not page.pressed("share-preset-everything"), "something else is hidden now"
    assert "&lock=weights" in links["watch"]
    assert "hide=" not in links["everything"]
    assert "lock=" not in links["everything"]
    page.js("document.getElementById('share-dialog').close()")
    for key, columns in COLUMNS.items():
        page.js("location.hash = arguments[0]", links[key].split("#")[1])
        page.until(lambda key=key: page.shown("show-all") == (key != "everything"), key)
        page.frames(10)
        found = page.js(GEOMETRY)
        assert found["columns"] == columns, key
        assert found["outer"] == before["outer"], key
        assert all(0 <= gap <= 24 for gap in [*found["gaps"], *found["down"]]), (key, found)
        assert found["over"] == [False, False], key
        assert found["sideways"] == 0, key
        assert abs(found["bottom"] - before["bottom"]) <= 2, (key, "the network grows into the space")
        if key == "watch":
            assert page.shown("play")
            assert page.shown("test-loss")
            assert not page.shown("learning-rate")
            assert not page.css("#more")[0].is_displayed()
            assert faults(page) == []


@pytest.mark.first
def test_weights_that_are_locked_are_looked_at_only(follow):
    page = follow("dataset=circle&seed=0&lock=weights")
    page.resize(1440, 790)
    page.until(lambda: page.js("return document.body.hasAttribute('data-locked')"), "locked")
    drawing = Drawing(page)
    state = page.js("return playground.player.frame.state")
    for what in (weight(1, 0, 0), bias(0, 1)):
        drawing.click(what)
        page.until(lambda what=what: page.js("return playground.selection.selected") == what, "it can be selected")
        assert not page.shown("network-value")
        assert page.text("network-card").endswith("Locked in this lesson.")
    page.click("dock-selected")
    page.until(lambda: page.text("inspector-gradient"), "and looked at")
    assert not page.element("inspector-value").is_enabled()
    drawing.click(unit(0, 0))
    page.js("playground.session.weights(playground.player.frame.state.replace(/A/g, 'B'), { what: 'x', done: 'x' })")
    page.frames(10)
    assert page.js("return playground.player.frame.state") == state
    page.reload()
    page.until(lambda: page.js("return document.body.hasAttribute('data-locked')"), "still locked")
    page.click("show-all")
    page.until(lambda: "lock=" not in page.driver.current_url, "open")
    page.click("dock-selected")
    assert page.element("inspector-value").is_enabled()
