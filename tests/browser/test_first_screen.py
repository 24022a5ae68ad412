"""What a newcomer sees without scrolling: what plays the network, its data, the network, its losses, and its output."""

from contextlib import suppress

import pytest

# What laptops, tablets and large screens leave of themselves to a page.
SIZES = [
    (1440, 790), (1366, 658), (1280, 610), (1024, 768), (768, 1024), (1440, 900), (1920, 970), (1920, 1080),
    (2560, 1330),
]  # fmt: skip
PARTS = {
    "transport": ".player",
    "epoch": ".epoch",
    "data": ".data > .thumbnails",
    "network": "#network-canvas",
    "losses": ".metrics",
    "loss curve": "#loss-chart",
    "map": "#output-figure",
}
PLACES = """
scrollTo(0, 0);
const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
const places = Object.entries(arguments[0]).map(([name, selector]) => {
  const element = document.querySelector(selector);
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return [name, { left, top, right, bottom, shown: element.checkVisibility() }];
});
return [clientWidth, clientHeight, scrollWidth, Object.fromEntries(places)];
"""
ORDER = """
const focusable = "button, input, select, summary, a, [tabindex='0']";
const boxes = [...document.querySelectorAll(`.columns :is(${focusable})`)].filter((one) => one.checkVisibility());
const column = (one) => [".data", ".middle", ".output", ".closer"].findIndex((part) => one.closest(part));
return boxes.map(column);
"""


def _missing(page):
    """What is not in sight, and why."""
    width, height, scrolled, places = page.js(PLACES, PARTS)
    found = [(name, box) for name, box in places.items() if not _in_sight(box, width, height)]
    return [*found, *([("sideways", scrolled)] if scrolled > width else [])]


def _in_sight(box, width, height):
    inside = box["left"] >= 0 and box["top"] >= 0 and box["right"] <= width + 0.5 and box["bottom"] <= height + 0.5
    return box["shown"] and inside and box["right"] - box["left"] >= 40 and box["bottom"] - box["top"] >= 30


def _see_all(page):
    for size in SIZES:
        page.resize(*size)
        with suppress(AssertionError):  # which would not say what is missing
            page.until(lambda: not _missing(page), f"everything at {size}")
        assert _missing(page) == [], size


@pytest.mark.first
def test_everything_that_matters_is_in_sight_at_first_in_both_themes_and_after_training(page):
    _see_all(page)
    page.resize(1440, 790)
    page.click("color-scheme")
    _see_all(page)
    page.resize(1440, 790)
    page.click("color-scheme")
    page.choose("speed", "10x")
    page.step()
    _see_all(page)


def test_the_map_grows_with_the_window(page):
    def side(size):
        page.resize(*size)
        return page.js("return document.getElementById('output-map').getBoundingClientRect().width")

    small, middle, large = (side(size) for size in ((1280, 610), (1440, 790), (1920, 1080)))
    assert 190 < small < middle < large <= 560


@pytest.mark.first
def test_what_comes_next_for_a_keyboard_stands_further_right_or_below(page):
    page.resize(1440, 900)
    assert (order := page.js(ORDER)) == sorted(order)
    assert set(order) == {0, 1, 2, 3}


@pytest.mark.parametrize("size", [(1440, 790), (1024, 768)])
def test_without_the_network_the_map_has_its_room_and_without_the_output_the_network(follow, size):
    side = "return document.querySelector(arguments[0]).getBoundingClientRect().width"
    page = follow("dataset=xor&seed=0")
    page.resize(*size)
    usual = [page.js(side, part) for part in ("#output-map", "#network-canvas")]
    page.js("location.hash = 'dataset=xor&seed=0&hide=network'")
    page.until(lambda: page.js(side, "#output-map") > 1.2 * usual[0], "a larger map")
    assert page.js(PLACES, {**PARTS, "timeline": "#timeline"})[2] <= size[0]
    assert page.js("return document.querySelector('.session').getBoundingClientRect().bottom") <= size[1]
    page.js("location.hash = 'dataset=xor&seed=0&hide=output'")
    page.until(lambda: page.js(side, "#network-canvas") > 1.3 * usual[1], "a larger network")
