"""The page opens, ready to play."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from nn_core import DATASETS, FEATURES

ORANGE, GRAY, BLUE = (0xF5, 0x93, 0x22), (0xE8, 0xEA, 0xEB), (0x08, 0x77, 0xBD)

# How many blue and how many orange pixels the points have near places (x, y) of the plane.
COUNT_POINTS = """
const map = document.getElementById("output-map").getBoundingClientRect();
const canvas = document.getElementById("output-points");
const all = canvas.getBoundingClientRect();
const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
copy.drawImage(canvas, 0, 0);
const [scale, unit] = [canvas.width / all.width, map.width / 12];
return Array.from(arguments, ([x, y]) => {
  const left = (map.left - all.left + (x + 6) * unit) * scale;
  const top = (map.top - all.top + (6 - y) * unit) * scale;
  const pixels = copy.getImageData(left - 9, top - 9, 18, 18).data;
  let [blues, oranges] = [0, 0];
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] < 200) continue;
    if (pixels[i] < 60 && pixels[i + 2] > 150) blues++;
    if (pixels[i] > 200 && pixels[i + 2] < 90) oranges++;
  }
  return [blues, oranges];
});
"""


@pytest.mark.first
def test_the_page_opens_at_epoch_zero_paused_and_with_the_losses_of_the_core(page):
    page.restarts()
    assert page.message() == ""
    assert page.message("connection-message") == ""
    assert page.driver.title == "Neural Network Playground"
    for handle in ("play", "step", "reset", "epoch", "train-loss", "test-loss"):
        assert page.shown(handle), handle
    page.frames(30)
    assert page.gate.answered == 0  # the first answer comes with the page: a class that opens it costs no more


@pytest.mark.first
def test_every_picture_is_painted_in_the_colors_that_learners_know(page):
    pictures = ["#output-map", "#network-canvas", "#output-points", ".layers .curve"]
    pictures += [f"[data-feature='{key}']" for key in FEATURES]
    pictures += [f"[data-dataset='{key}']" for key in DATASETS]
    assert {selector: count for selector in pictures if (count := page.colors(selector)) < 3} == {}
    feature = "[data-feature='x']"
    assert tuple(page.pixel(feature, 0, 0.5)) == (*ORANGE, 255)
    assert tuple(page.pixel(feature, 1, 0.5)) == (*BLUE, 255)
    page.step()
    red, green, blue, opacity = page.pixel("#output-map", 0.5, 0.5)
    assert opacity == 255
    for channel, ends in zip((red, green, blue), zip(ORANGE, GRAY, BLUE, strict=True), strict=True):
        assert min(ends) <= channel <= max(ends)


@pytest.mark.first
def test_the_data_points_lie_where_they_belong(page):
    """The map has its own axes, with y upwards: a blue cloud around (2, 2), an orange one around (-2, -2)."""
    page.click("dataset-gauss")
    page.restarts(dataset="gauss")
    blue, orange, *empty = page.js(COUNT_POINTS, [2, 2], [-2, -2], [-4, 4], [4, -4])
    assert blue[0] > 20
    assert orange[1] > 20
    assert blue[1] == orange[0] == 0
    assert empty == [[0, 0], [0, 0]]


@pytest.mark.first
def test_the_largest_script_waits_until_somebody_comes_near_a_chart_or_play_or_there_is_a_curve(page):
    loaded = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('plotly.min.js'))"
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    page.frames(30)
    assert not page.js(loaded)
    assert page.texts(".chart-empty") == ["Here the loss is drawn, epoch by epoch."]
    page.driver.find_element("tag name", "body").send_keys(Keys.ARROW_RIGHT)  # a step, and no pointer comes near
    page.until(lambda: page.css("#loss-chart .main-svg"), "the curve")
    assert not page.js("return document.querySelector('.chart-empty').checkVisibility()")
    page.reload()
    page.wait_until_ready()
    ActionChains(page.driver).move_to_element(page.element("reset")).perform()
    page.until(lambda: page.css("#loss-chart .main-svg"), "the chart, before anything is pressed")


@pytest.mark.first
def test_the_chart_is_drawn_with_both_curves(page):
    for _ in range(3):
        page.step()
    read = "return document.querySelector('#loss-chart .js-plotly-plot').data.map((trace) => [trace.x, trace.y])"
    traces = page.until(lambda: [pair for pair in page.js(read) if pair[0] == [0, 1, 2, 3]], "four points in the chart")
    assert len(traces) == 2
    epoch, train, test = page.readings
    assert epoch == 3
    assert {round(ys[-1], 3) for _, ys in traces} == {round(train, 3), round(test, 3)}
    assert len(page.css("#loss-chart .scatterlayer .js-line")) == 2


def test_a_second_tab_has_a_set_up_of_its_own(page):
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    page.new_tab()
    page.restarts()
    page.driver.switch_to.window(page.driver.window_handles[0])
    page.restarts(dataset="xor")


@pytest.mark.first
def test_play_at_the_first_moment_counts(page):
    """Someone who waits with the mouse on Play presses it as soon as there is something to see."""
    source = """
      const watch = new MutationObserver(() => {
        if (!document.getElementById("test-loss")?.textContent) return;
        watch.disconnect();
        setTimeout(() => document.getElementById("play").click());
      });
      watch.observe(document, { childList: true, subtree: true });
    """
    page.new_tab(source)
    page.until(lambda: page.css("#test-loss") and page.text("test-loss"), "the page is ready")
    page.until(lambda: page.playing and page.epoch > 3, "training goes on")
