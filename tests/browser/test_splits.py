"""The share of own points that trains: the slider splits them class by class, and moves as few as possible."""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment
from tests.browser.map_drawing import Map
from tests.browser.splitting import TWO, accepted, labels, moves, own, roles, shown
from tests.browser.test_own_data import SIMPLE, paste, use


def test_another_share_of_own_points_is_split_fairly_and_moves_as_few_as_possible(page):
    own(page, train_percent=20)  # an old link: the first fifth, all of one class
    assert shown(page) == "20%"
    assert (
        page.text("split-note") == "No training point is +1. Move “Training share” to split the points class by class."
    )
    page.step()
    before = accepted(page)
    first = moves(page, Keys.ARROW_RIGHT)
    assert (labels(roles(first)[0]), first["train_points"], shown(page)) == ([9, 6], 15, "30%")
    assert not page.shown("split-note")
    assert "15 of 50 points train (30%). Moved to training: 6. Moved to test: 1." in page.text("notice")
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
    page.until(lambda: accepted(page)["train_points"] == 45, "what the address says")
    assert shown(page) == "90%"
    own(page, train_percent=20)
    assert accepted(page)["points"] == before["points"]


@pytest.mark.first
def test_a_split_is_undone_and_done_again_and_the_slider_shows_how_many_really_train(page):
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
    own(page, train_points=47)
    assert shown(page) == "94%"
    own(page, train_points=17)
    assert shown(page) == "34%"
    page.keys("train-percent", Keys.ARROW_RIGHT)
    page.until(lambda: accepted(page)["train_points"] == 20, "40 %")


def test_the_slider_while_somebody_draws(page):
    own(page, train_points=25)
    drawn = Map(page)
    drawn.stroke((0, 0))
    drawn.until(51)
    moves(page, *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: accepted(page)["train_points"] == 10, "20 %")
    assert page.text("draw-count") == "51 points: 10 training, 41 test"
    train = set(roles(drawn.experiment)[0])
    drawn.stroke((0, 1))
    drawn.until(52)
    assert train < set(roles(drawn.experiment)[0])
    assert drawn.experiment["train_points"] == 11


def test_a_table_is_split_at_the_share_that_the_slider_shows_and_one_that_says_its_split_keeps_it(page):
    page.keys("train-percent", *[Keys.ARROW_LEFT] * 3)
    page.until(lambda: accepted(page)["train_percent"] == 20, "20 %")
    ordered = "\n".join(sorted(SIMPLE.splitlines(), key=lambda row: row.split(",")[2]))
    paste(page, ordered)
    use(page)
    page.until(lambda: page.pressed("own-data"), "own data")
    assert labels(roles(accepted(page))[0]) == [4, 8]
    assert shown(page) == "20%"
    page.click("dataset-xor")
    page.trains_on("xor")
    assert accepted(page)["train_points"] is None
    page.step()
    page.agrees(dataset="xor", train_percent=20)
    rows = [f"{i / 10},0,{(-1) ** i},{'test' if i in (3, 8) else 'train'}" for i in range(60)]
    paste(page, "\n".join(["x,y,label,set", *rows]))
    use(page)
    page.until(lambda: page.pressed("own-data"), "own data")
    assert [x for x, _, _ in roles(accepted(page))[1]] == [0.3, 0.8]
    assert shown(page) == "96.7%"


def test_the_page_says_which_class_is_missing_another_problem_keeps_the_roles_and_a_mini_batch_follows_what_trains(
    page,
):
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
    own(page, train_points=17)
    before = accepted(page)
    page.choose("problem", "Regression")
    page.trains_on("reg-plane")
    page.choose("problem", "Classification")
    page.trains_on("custom")
    assert accepted(page) == before
    own(page, train_points=45, batch_size=30)
    page.keys("train-percent", Keys.HOME)
    page.until(lambda: accepted(page)["train_points"] == 5, "10 %")
    assert accepted(page)["batch_size"] == 5
    page.step()
    page.until(lambda: page.epoch == 1, "an epoch")


# The race


def test_lanes_with_other_shares_of_own_points_are_split_fairly(race):
    base = Experiment(dataset="custom", points=TWO, train_points=25).model_dump(mode="json")
    race.js(
        "location.hash = encodeURIComponent(JSON.stringify(arguments[0]))",
        {"base": base, "differs": "train_percent", "lanes": ["10", "50", "90"]},
    )
    race.until(
        lambda: [e["train_points"] for e in race.js("return playground.player.experiments")] == [5, 25, 45], "shares"
    )
    for experiment, expected in zip(
        race.js("return playground.player.experiments"), ([3, 2], [15, 10], [27, 18]), strict=True
    ):
        assert labels(roles(experiment)[0]) == expected
