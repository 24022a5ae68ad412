"""Who trains and who tests: what drawing, erasing and moving change of that."""

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, make_dataset
from nn_core.formats.links.link import to_link
from tests.browser.map_drawing import Map
from tests.browser.splitting import TWO, accepted, labels, own, roles, shown
from tests.browser.test_access import faults


@pytest.mark.first
def test_a_new_point_trains_and_none_other_changes_its_role(page):
    page.keys("train-percent", *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: page.js("return playground.player.experiment.train_percent") == 20, "20 %")
    drawn = Map(page)
    for i in range(5):
        drawn.stroke((5.5, i - 2))
    drawn.until(505)
    assert page.text("draw-count") == "505 points: 105 training, 400 test"
    train, _ = roles(drawn.experiment)
    np.testing.assert_allclose(
        [point[:2] for point in train[:100]], make_dataset(Experiment()).points[:100], atol=1.1e-3
    )
    assert all(x > 5.3 for x, _, _ in train[100:])
    assert shown(page) == "20.8%"


def test_a_new_point_tests_if_that_is_chosen_until_drawing_begins_again(page):
    drawn = Map(page)
    assert (page.pressed("draw-train"), page.pressed("draw-test")) == (True, False)
    page.click("draw-test")
    page.click("draw-erase")
    page.click("draw-add")
    drawn.stroke((5.5, 5.5))
    drawn.until(501)
    assert page.text("draw-count") == "501 points: 250 training, 251 test"
    train, test = roles(drawn.experiment)
    assert [x > 5.3 for x, _, _ in test].count(True) == 1
    assert not any(x > 5.3 for x, _, _ in train)
    page.element("draw-train").send_keys(Keys.SPACE)  # by the keyboard, too
    assert (page.pressed("draw-train"), page.pressed("draw-test")) == (True, False)
    drawn.stroke((5.5, 4.5))
    drawn.until(502)
    assert page.text("draw-count") == "502 points: 251 training, 251 test"
    page.click("draw-test")
    page.click("draw")
    page.click("draw")
    assert page.pressed("draw-train")


@pytest.mark.first
def test_erasing_and_moving_change_the_role_of_no_other_point(page):
    own(page, train_points=20)
    before = set(roles(accepted(page))[0]), set(roles(accepted(page))[1])
    drawn = Map(page)
    page.click("draw-erase")
    drawn.stroke((TWO[3][0], 2), (TWO[3][0], 2.1))  # trains
    drawn.stroke((TWO[44][0], -2), (TWO[44][0], -2.1))  # tests
    page.until(lambda: drawn.count < 47, "points gone")
    page.until(lambda: page.text("draw-count").startswith(f"{drawn.count} points"), "all of them")
    train, test = map(set, roles(drawn.experiment))
    assert train < before[0]
    assert test < before[1]
    page.click("draw-move")
    drawn.stroke((TWO[20][0], 2), (TWO[20][0], 5))  # tests
    page.until(lambda: any(y == pytest.approx(5, abs=0.1) for _, y, _ in roles(drawn.experiment)[1]), "the point there")
    after = roles(drawn.experiment)
    assert set(after[0]) == train
    assert len(set(after[1]) & test) == len(test) - 1
    page.click("undo")
    page.click("undo")
    page.click("undo")
    page.until(lambda: drawn.count == 50, "all points")
    assert tuple(map(set, roles(drawn.experiment))) == before


def test_moving_a_point_of_a_table_rounds_no_other(page):
    points = [[x + 0.00037, y, label] for x, y, label in TWO]
    own(page, points=points)
    drawn = Map(page)
    page.click("draw-move")
    drawn.stroke((points[20][0], 2), (0, 5))
    page.until(lambda: any(y > 4.9 for _, y, _ in drawn.points), "the point there")
    assert len({tuple(point) for point in points} & set(drawn.points)) == 49


@pytest.mark.parametrize("percent", [20, 50, 80])
def test_one_class_drawn_after_the_other_is_split_fairly(page, percent):
    page.keys("train-percent", *[Keys.ARROW_RIGHT if percent > 50 else Keys.ARROW_LEFT] * (abs(percent - 50) // 10))
    page.until(lambda: accepted(page)["train_percent"] == percent, "the share")
    drawn = Map(page)
    page.click("draw-clear")
    drawn.stroke((-5, 3), (5, 3))
    page.until(lambda: "Split class by class" in page.text("notice"), "the first split")
    page.css("#draw-labels button")[0].click()
    first = roles(drawn.experiment)
    drawn.stroke((-5, -3), (5, -3))
    page.until(lambda: labels(drawn.points)[0] > 10, "the other class")
    page.until(lambda: labels(roles(drawn.experiment)[1])[0], "that it is split")
    train, test = roles(drawn.experiment)
    for mine, all_ in zip(labels(train), labels(drawn.points), strict=True):
        assert abs(mine - all_ * percent / 100) < 1
    assert set(first[0]) <= set(train)
    assert set(first[1]) <= set(test)
    assert page.text("draw-count") == f"{len(drawn.points)} points: {len(train)} training, {len(test)} test"
    # from here on a new point trains
    drawn.stroke((0, 0))
    drawn.until(len(train) + len(test) + 1)
    assert len(roles(drawn.experiment)[0]) == len(train) + 1
    assert not page.shown("split-note")
    there = drawn.experiment
    page.reload()
    page.until(lambda: accepted(page) == there, "what the address says")


def test_points_drawn_one_by_one_are_split_when_there_are_enough_and_keep_their_roles_then(page):
    drawn = Map(page)
    page.click("draw-clear")
    for i in range(9):
        drawn.stroke((i - 4, 2))
    assert page.text("draw-count").startswith("9 points. Add 1 more")
    drawn.stroke((5, 2))
    drawn.until(10)
    assert "5 of 10 points train (50%)" in page.text("notice")
    before = roles(drawn.experiment)
    drawn.stroke((0, 4))
    drawn.until(11)
    train, test = roles(drawn.experiment)
    assert set(test) == set(before[1])
    assert set(train) > set(before[0])
    page.click("undo")
    page.until(lambda: drawn.count == 10, "one point less")
    assert [set(role) for role in roles(drawn.experiment)] == [set(role) for role in before]
    page.click("undo")
    page.trains_on("circle")


def test_who_chooses_the_test_points_of_a_new_drawing_is_left_alone(page):
    drawn = Map(page)
    page.click("draw-clear")
    for i in range(8):
        drawn.stroke((i - 4, 2))
    page.click("draw-test")
    for i in range(3):
        drawn.stroke((i - 4, -2))
    points = drawn.until(11)
    assert {y > 0 for _, y, _ in roles(drawn.experiment)[0]} == {True}
    assert len(points) == 11
    assert drawn.experiment["train_points"] == 8
    assert "Split" not in page.text("notice")


@pytest.mark.parametrize(("role", "train_points", "words"), [
    ("test", 49, "No test point was left"), ("train", 1, "No training point was left"),
])  # fmt: skip
def test_where_the_last_point_of_a_role_is_erased_another_takes_it_and_the_page_says_so(
    page, role, train_points, words
):
    alone = [0.0, -5.0, 1.0]
    rest = [point for point in TWO if point != TWO[0]]
    own(page, points=[*rest, alone] if role == "test" else [alone, *rest], train_points=train_points, batch_size=1)
    before = roles(accepted(page))
    drawn = Map(page)
    page.click("draw-erase")
    drawn.stroke((0, -5))
    drawn.until(49)
    page.until(lambda: words in page.text("notice"), "what was done")
    train, test = roles(drawn.experiment)
    assert (len(train), len(test)) == ((48, 1) if role == "test" else (2, 47))
    others = before[0 if role == "test" else 1]
    assert set(train) | set(test) == set(others)
    page.click("undo")
    page.until(lambda: drawn.count == 50, "as before")
    assert roles(drawn.experiment) == before


def test_axe_finds_nothing_serious_in_the_choice_of_roles(page):
    own(page, train_percent=20)
    drawn = Map(page)
    assert page.driver.find_element(By.ID, "draw-test").is_displayed()
    drawn.press(Keys.ARROW_UP)
    for size in [(1440, 900), (768, 1024), (390, 844)]:
        page.resize(*size)
        page.frames(10)
        assert faults(page, within="section:has(#draw-bar), #split-note") == [], size
        assert page.shown("split-note")
    assert to_link(Experiment(**accepted(page)))
