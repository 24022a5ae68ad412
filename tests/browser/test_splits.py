"""Who trains and who tests: what drawing, erasing and moving change of that, and the slider with own points."""

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, make_dataset
from nn_core.links import to_link
from tests.browser.map_drawing import Map
from tests.browser.test_access import faults
from tests.browser.test_own_data import SIMPLE, paste, use

TWO = [[i / 10 - 3, 2.0 if i < 30 else -2.0, -1.0 if i < 30 else 1.0] for i in range(50)]  # one class after the other


def roles(experiment):
    """The points that train, and those that test, as the server has them."""
    train = Experiment(**experiment).train_samples
    points = [tuple(point) for point in experiment["points"]]
    return points[:train], points[train:]


def labels(points):
    """How many are -1, and how many are +1."""
    return [sum(point[2] == label for point in points) for label in (-1, 1)]


def own(page, **fields):
    """The page with points of one's own."""
    page.follow_to(Experiment(dataset="custom", **{"points": TWO, **fields}))


def shown(page):
    return page.css("[data-value-of=train-percent]")[0].text


def accepted(page):
    return page.js("return window.player.experiment")


def moves(page, *keys):
    """Move the slider, and wait for the split."""
    page.keys("train-percent", *keys)
    page.until(lambda: "Split" in page.text("notice"), "the split")
    return accepted(page)


# Drawing


def test_a_new_point_trains_and_none_other_changes_its_role(page):
    page.keys("train-percent", *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: page.js("return window.player.experiment.train_percent") == 20, "20 %")
    drawn = Map(page)
    for i in range(5):
        drawn.stroke((5.5, i - 2))
    drawn.until(505)
    assert page.text("draw-count") == "505 points: 105 to train, 400 to test"
    train, _ = roles(drawn.experiment)
    np.testing.assert_allclose(
        [point[:2] for point in train[:100]], make_dataset(Experiment()).points[:100], atol=1.1e-3
    )
    assert all(x > 5.3 for x, _, _ in train[100:])
    assert shown(page) == "20.8%"


def test_a_new_point_tests_if_that_is_chosen_until_drawing_begins_anew(page):
    drawn = Map(page)
    assert (page.pressed("draw-train"), page.pressed("draw-test")) == (True, False)
    page.click("draw-test")
    page.click("draw-erase")
    page.click("draw-add")
    drawn.stroke((5.5, 5.5))
    drawn.until(501)
    assert page.text("draw-count") == "501 points: 250 to train, 251 to test"
    train, test = roles(drawn.experiment)
    assert [x > 5.3 for x, _, _ in test].count(True) == 1
    assert not any(x > 5.3 for x, _, _ in train)
    page.element("draw-train").send_keys(Keys.SPACE)  # by the keyboard, too
    assert (page.pressed("draw-train"), page.pressed("draw-test")) == (True, False)
    drawn.stroke((5.5, 4.5))
    drawn.until(502)
    assert page.text("draw-count") == "502 points: 251 to train, 251 to test"
    page.click("draw-test")
    page.click("draw")
    page.click("draw")
    assert page.pressed("draw-train")


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
    assert page.text("draw-count") == f"{len(drawn.points)} points: {len(train)} to train, {len(test)} to test"
    # from here on a new point trains
    drawn.stroke((0, 0))
    drawn.until(len(train) + len(test) + 1)
    assert len(roles(drawn.experiment)[0]) == len(train) + 1
    assert not page.shown("split-note")
    there = drawn.experiment
    page.reload()
    assert accepted(page) == there


def test_points_drawn_one_by_one_are_split_when_there_are_enough_and_keep_their_roles_then(page):
    drawn = Map(page)
    page.click("draw-clear")
    for i in range(9):
        drawn.stroke((i - 4, 2))
    assert page.text("draw-count").startswith("9 of 10")
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
    page.until(lambda: page.pressed("dataset-circle"), "the pattern")


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


# The slider


def test_another_share_of_own_points_is_split_fairly_and_moves_as_few_as_possible(page):
    own(page, train_percent=20)  # an old link: the first fifth, all of one class
    assert shown(page) == "20%"
    assert (
        page.text("split-note") == "No training point is +1. Move “Training data” to split the points class by class."
    )
    page.step()
    before = accepted(page)
    first = moves(page, Keys.ARROW_RIGHT)
    assert (labels(roles(first)[0]), first["train_points"], shown(page)) == ([9, 6], 15, "30%")
    assert not page.shown("split-note")
    assert "15 of 50 points train (30%). Moved to training: 6. Moved to the test: 1." in page.text("notice")
    assert page.epoch == 1
    second = moves(page, Keys.ARROW_RIGHT)
    page.until(lambda: shown(page) == "40%" and accepted(page)["train_points"] == 20, "40 %")
    second = accepted(page)
    assert labels(roles(second)[0]) == [12, 8]
    assert set(roles(first)[0]) < set(roles(second)[0])
    page.keys("train-percent", Keys.END)
    page.until(lambda: accepted(page)["train_points"] == 45, "90 %")
    assert labels(roles(accepted(page))[1]) == [3, 2]
    page.reload()
    assert shown(page) == "90%"
    assert accepted(page)["train_points"] == 45
    own(page, train_percent=20)
    assert accepted(page)["points"] == before["points"]


def test_a_split_is_undone_and_done_again(page):
    own(page, train_points=25)
    before = accepted(page)
    after = moves(page, *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: accepted(page)["train_points"] == 10, "20 %")
    after = accepted(page)
    page.click("undo")
    page.until(lambda: accepted(page)["train_points"] == 25, "as before")
    assert accepted(page) == before
    assert shown(page) == "50%"
    page.click("redo")
    page.until(lambda: accepted(page)["train_points"] == 10, "split again")
    assert accepted(page) == after


def test_the_slider_shows_how_many_really_train(page):
    own(page, train_points=47)
    assert shown(page) == "94%"
    own(page, train_points=17)
    assert shown(page) == "34%"
    page.keys("train-percent", Keys.ARROW_RIGHT)
    page.until(lambda: accepted(page)["train_points"] == 20, "40 %")


def test_a_mini_batch_follows_what_trains(page):
    own(page, train_points=45, batch_size=30)
    page.keys("train-percent", Keys.HOME)
    page.until(lambda: accepted(page)["train_points"] == 5, "10 %")
    assert accepted(page)["batch_size"] == 5
    page.step()
    page.until(lambda: page.epoch == 1, "an epoch")


def test_the_slider_while_somebody_draws(page):
    own(page, train_points=25)
    drawn = Map(page)
    drawn.stroke((0, 0))
    drawn.until(51)
    moves(page, *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: accepted(page)["train_points"] == 10, "20 %")
    assert page.text("draw-count") == "51 points: 10 to train, 41 to test"
    train = set(roles(drawn.experiment)[0])
    drawn.stroke((0, 1))
    drawn.until(52)
    assert train < set(roles(drawn.experiment)[0])
    assert drawn.experiment["train_points"] == 11


def test_a_table_is_split_at_the_share_that_the_slider_shows(page):
    page.keys("train-percent", *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: accepted(page)["train_percent"] == 20, "20 %")
    ordered = "\n".join(sorted(SIMPLE.splitlines(), key=lambda row: row.split(",")[2]))
    paste(page, ordered)
    use(page)
    page.until(lambda: page.pressed("own-data"), "own data")
    assert labels(roles(accepted(page))[0]) == [4, 8]
    assert shown(page) == "20%"
    page.click("dataset-xor")
    page.until(lambda: page.pressed("dataset-xor"), "a pattern")
    assert accepted(page)["train_points"] is None
    page.step()
    page.agrees(dataset="xor", train_percent=20)


def test_a_table_that_says_its_split_keeps_it(page):
    rows = [f"{i / 10},0,{(-1) ** i},{'test' if i in (3, 8) else 'train'}" for i in range(60)]
    paste(page, "\n".join(["x,y,label,set", *rows]))
    use(page)
    page.until(lambda: page.pressed("own-data"), "own data")
    assert [x for x, _, _ in roles(accepted(page))[1]] == [0.3, 0.8]
    assert shown(page) == "96.7%"


def test_another_problem_and_back_keeps_the_roles(page):
    own(page, train_points=17)
    before = accepted(page)
    page.choose("problem", "Regression")
    page.until(lambda: page.pressed("dataset-reg-plane"), "the plane")
    page.choose("problem", "Classification")
    page.until(lambda: page.pressed("own-data"), "own data")
    assert accepted(page) == before


def test_the_page_says_which_class_the_test_does_without(page):
    own(page, points=TWO, train_points=30)
    assert page.text("split-note").startswith("No training point is +1. No test point is −1. Move")
    own(page, points=TWO[:30], train_points=10)  # there is no other class
    assert not page.shown("split-note")
    points = [[i / 10, 0, i // 10] for i in range(40)]
    own(page, points=points, problem="multi-class", classes=4, train_points=20)
    assert page.text("split-note").startswith("No training point is C, D. No test point is A, B. Move")
    own(page, points=points, problem="multi-label", classes=2, train_points=10)
    assert page.text("split-note").startswith("No training point is A, B. Move")
    own(page, points=points, problem="regression", train_points=10)
    assert not page.shown("split-note")


# The race


def test_lanes_with_other_shares_of_own_points_are_split_fairly(race):
    base = Experiment(dataset="custom", points=TWO, train_points=25).model_dump(mode="json")
    race.js(
        "location.hash = encodeURIComponent(JSON.stringify(arguments[0]))",
        {"base": base, "differs": "train_percent", "lanes": ["10", "50", "90"]},
    )
    race.until(
        lambda: [e["train_points"] for e in race.js("return window.player.experiments")] == [5, 25, 45], "shares"
    )
    for experiment, expected in zip(
        race.js("return window.player.experiments"), ([3, 2], [15, 10], [27, 18]), strict=True
    ):
        assert labels(roles(experiment)[0]) == expected


def test_axe_finds_nothing_serious_in_the_choice_of_roles(page):
    own(page, train_percent=20)
    drawn = Map(page)
    assert page.driver.find_element(By.ID, "draw-test").is_displayed()
    drawn.press(Keys.ARROW_UP)
    for size in [(1440, 900), (768, 1024), (390, 844)]:
        page.resize(*size)
        page.frames(10)
        assert faults(page) == [], size
        assert page.shown("split-note")
    assert to_link(Experiment(**accepted(page)))
