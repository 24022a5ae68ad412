"""Drawing points on the map: mouse, touch and keys, while it rests and while it trains; strokes can be undone."""

from itertools import pairwise

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, make_dataset
from nn_core.formats.links.link import to_link
from tests.browser.map_drawing import Map
from tests.browser.test_access import faults


@pytest.fixture
def drawn(page):
    return Map(page)


def near(points, x, y, reach=0.2):
    """The points around a place."""
    return [point for point in points if abs(point[0] - x) < reach and abs(point[1] - y) < reach]


def generated():
    """All points of the pattern, as drawing takes them over."""
    data = make_dataset(Experiment())
    return np.column_stack([data.points, data.labels]).round(3)


@pytest.mark.first
def test_a_click_adds_a_point_to_what_is_there(page, drawn):
    page.step()
    drawn.stroke((5.5, 5.5))
    points = drawn.until(501)
    (new,) = near(points, 5.5, 5.5)
    assert new[2] == 1
    np.testing.assert_allclose([point for point in points if point != new], generated(), atol=1.1e-3)
    assert page.pressed("own-data")
    assert page.epoch == 1
    page.until(lambda: "Points added" in page.text("notice"), "what was done")
    page.css("#draw-labels button")[0].click()
    drawn.stroke((-5.5, 5.5))
    assert near(drawn.until(502), -5.5, 5.5)[0][2] == -1
    page.click("undo")
    page.until(lambda: drawn.count == 501, "one point less")
    page.click("undo")
    page.trains_on("circle")
    assert page.text("draw-count") == "500 points: 250 training, 250 test"
    page.click("redo")
    drawn.until(501)


@pytest.mark.first
def test_a_stroke_adds_points_along_it_and_is_undone_at_once(page, drawn):
    drawn.stroke((-5.5, 5.5), (5.5, 5.5))
    page.until(lambda: drawn.count > 510, "many points")
    page.until(lambda: page.text("draw-count").startswith(f"{drawn.count} points"), "all of them")
    row = sorted(point[0] for point in drawn.points if point[1] > 5.3)
    assert 10 <= len(row) <= 30
    assert min(b - a for a, b in pairwise(row)) > 0.3
    page.click("undo")
    page.trains_on("circle")


def test_erasing_takes_away_what_is_under_the_pointer(page, drawn):
    def far(points, reach):
        """How many points are farther than this from the stroke."""
        return sum(np.hypot(max(abs(x) - 1, 0), y) > reach for x, y, _ in points)

    page.click("draw-erase")
    drawn.stroke((-1, 0), (1, 0))
    page.until(lambda: drawn.points and far(drawn.points, 0.3) == len(drawn.points), "none under the pointer")
    assert far(drawn.points, 0.55) == far(generated(), 0.55)
    page.until(lambda: "Points erased" in page.text("notice"), "what was done")
    page.click("undo")
    page.trains_on("circle")


def test_a_point_is_moved(page, drawn):
    drawn.stroke((5.5, 5.5))
    drawn.until(501)
    page.click("draw-move")
    drawn.stroke((5.5, 5.5), (0, 5.5), (-5.5, 5.5))
    page.until(lambda: near(drawn.points, -5.5, 5.5), "the point there")
    assert not near(drawn.points, 5.5, 5.5)
    assert drawn.count == 501
    page.click("undo")
    page.until(lambda: near(drawn.points, 5.5, 5.5), "the point where it was")


def test_training_goes_on_with_what_is_drawn(page, drawn):
    page.play()
    drawn.stroke((-5.5, 5.5), (0, 5.5), (5.5, 5.5))
    page.until(lambda: drawn.count > 510, "many points")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 3, "training")
    assert page.playing
    page.click("undo")
    page.trains_on("circle")
    assert page.playing
    page.pause()


@pytest.mark.first
def test_points_are_drawn_by_keys(page, drawn):
    page.focus("draw-surface")
    drawn.press(*[Keys.ARROW_RIGHT] * 3, Keys.ARROW_UP)
    assert page.text("draw-said") == "x 0.6, y 0.2"
    drawn.press(Keys.SHIFT, *[Keys.ARROW_LEFT] * 9, Keys.NULL)
    assert page.text("draw-said") == "x −6.0, y 0.2"
    drawn.press(Keys.ENTER)
    assert (-6, 0.2, 1) in drawn.until(501)
    assert page.text("draw-said") == "+1 added at x −6.0, y 0.2. 501 points: 251 training, 250 test"
    page.click("draw-move")
    drawn.press(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.SPACE)
    assert page.text("draw-said") == "Dropped at x −5.6, y 0.2"
    page.until(lambda: (-5.6, 0.2, 1) in drawn.points, "the point there")
    page.click("draw-erase")
    drawn.press(Keys.SPACE)
    assert page.text("draw-said") == "1 erased at x −5.6, y 0.2. 500 points: 250 training, 250 test"
    page.until(lambda: (-5.6, 0.2, 1) not in drawn.points, "the point gone")
    drawn.press(Keys.ENTER)
    assert page.text("draw-said") == "No point at x −5.6, y 0.2"
    drawn.press(Keys.ESCAPE)
    assert not page.shown("draw-bar")
    assert not page.shown("draw-surface")
    assert page.js("return document.activeElement.id") == "draw"
    page.until(lambda: not page.checked("show-test"), "test points hidden as before")


def test_points_are_drawn_by_touch(page, drawn):
    def touch(kind, *places):
        points = [dict(zip("xy", drawn.place(*place), strict=True)) for place in places]
        page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = page.js("return scrollY")
    touch("touchStart", (-5.5, 5.5))
    for step in range(1, 11):
        touch("touchMove", (-5.5, 5.5 - step))
    touch("touchEnd")
    page.until(lambda: len([point for point in drawn.points if abs(point[0] + 5.5) < 0.1]) > 15, "the stroke")
    assert page.js("return scrollY") == before


def test_too_few_points_stay_here_until_there_are_ten(page, drawn):
    page.step()
    before = page.readings
    page.click("draw-clear")
    assert page.text("draw-count").startswith("0 points. Add 10 more")
    for i in range(7):
        drawn.stroke((i - 3, 2))
    assert page.text("draw-count").startswith("7 points. Add 3 more")
    page.frames(20)
    assert page.readings == before
    page.choose("learning-rate", "0.1")  # something else is changed, and the points are still there
    page.until(lambda: drawn.experiment["learning_rate"] == 0.1, "the learning rate")
    page.until(lambda: page.text("draw-count").startswith("7 points. Add 3 more"), "the points")
    page.css("#draw-labels button")[0].click()
    for i in range(3):
        drawn.stroke((i - 3, -2))
    points = drawn.until(10)
    assert sorted(round(point[0]) for point in points) == sorted([*range(-3, 4), -3, -2, -1])
    assert drawn.experiment["batch_size"] == 5
    page.until(lambda: not page.shown("draw-restore"), "nothing to bring back")
    page.step()
    page.click("undo")
    page.trains_on("circle")


@pytest.mark.first
def test_what_was_cleared_is_brought_back(page, drawn):
    shown = page.fingerprint("#output-points")
    page.click("draw-clear")
    page.until(lambda: page.fingerprint("#output-points") != shown, "no points")
    page.click("draw-restore")
    assert page.fingerprint("#output-points") == shown
    assert page.text("draw-count") == "500 points: 250 training, 250 test"
    page.click("draw-clear")
    page.click("draw")
    assert "the data was not changed" in page.text("notice")
    page.click("draw")
    page.until(lambda: page.fingerprint("#output-points") == shown, "all points")
    page.step()
    page.agrees()


def test_more_than_2000_points_are_not_taken(page):
    points = [[i / 400 - 3, i % 11 - 5, 1 if i % 3 else -1] for i in range(1999)]
    page.js("location.hash = arguments[0]", to_link(Experiment(dataset="custom", points=points)))
    page.until(lambda: page.pressed("own-data"), "own data")
    drawn = Map(page)
    drawn.until(1999)
    drawn.stroke((5.5, 5.5))
    drawn.until(2000)
    drawn.stroke((5.5, 4.5))
    assert page.text("draw-count") == "No more than 2,000 points can be added."
    page.frames(20)
    assert drawn.count == 2000


def test_classes_labels_that_are_added_up_and_a_value_can_be_drawn(page):
    page.choose("problem", "Multi-class")
    page.trains_on("blobs")
    drawn = Map(page)
    labels = page.css("#draw-labels button")
    assert page.texts("#draw-labels button") == ["A", "B", "C"]
    for i, label in enumerate(labels):
        label.click()
        assert [other.get_attribute("aria-pressed") for other in labels].count("true") == 1
        drawn.stroke((5.5, i - 1))
    points = drawn.until(503)
    assert [near(points, 5.5, i - 1)[0][2] for i in range(3)] == [0, 1, 2]
    page.choose("classes", "4")  # of own data there can be more than the pattern had
    page.until(lambda: len(page.css("#draw-labels button")) == 4, "a fourth class")
    page.click("draw")
    page.choose("problem", "Multi-label")
    page.trains_on("half-planes")
    drawn = Map(page)
    page.css("#draw-labels button")[1].click()
    drawn.stroke((5.8, 5.5))
    assert near(drawn.until(501), 5.8, 5.5)[0][2] == 3
    for label in page.css("#draw-labels button")[:2]:
        label.click()
    drawn.stroke((-5.8, 5.5))
    assert near(drawn.until(502), -5.8, 5.5)[0][2] == 0
    page.click("draw")
    page.choose("problem", "Regression")
    page.trains_on("reg-plane")
    drawn = Map(page)
    assert not page.shown("draw-labels")
    page.element("draw-value").send_keys(Keys.HOME, *[Keys.ARROW_RIGHT] * 3)
    assert page.driver.find_element(By.CSS_SELECTOR, ".draw-shown").text == "−0.7"
    drawn.stroke((0, 5.9))
    assert any(point[2] == -0.7 for point in near(drawn.until(1201), 0, 5.9))


def test_axe_finds_nothing_serious_while_somebody_draws(page):
    drawn = Map(page)
    drawn.press(Keys.ARROW_UP)
    for size in [(1440, 900), (390, 844)]:
        page.resize(*size)
        page.frames(10)
        assert faults(page, within="section:has(#draw-bar)") == [], size
