"""The data column: datasets, split, noise, batch size, seed."""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, advance, evaluate, start
from tests.browser.truth import shown


@pytest.mark.first
def test_a_dataset_shows_its_points_and_restarts(page):
    circle = page.fingerprint("#output-points")
    seen = {circle}
    for key in ("xor", "gauss", "spiral"):
        page.step()
        page.click(f"dataset-{key}")
        page.restarts(dataset=key)
        assert page.pressed(f"dataset-{key}")
        assert not page.pressed("dataset-circle")
        seen.add(page.fingerprint("#output-points"))
    assert len(seen) == 4
    page.click("dataset-circle")
    page.restarts()
    assert page.fingerprint("#output-points") == circle
    page.step()  # the same dataset again changes nothing
    page.click("dataset-circle")
    page.frames(20)
    assert page.epoch == 1


def test_a_dataset_chosen_while_playing_pauses_and_a_slider_does_not(page):
    page.play()
    page.click("dataset-gauss")
    page.restarts(dataset="gauss")
    page.frames(20)
    page.restarts(dataset="gauss")
    page.play()
    page.keys("noise", Keys.ARROW_RIGHT)
    page.until(lambda: "Training continues" in page.text("notice"), "training goes on")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 3, "more epochs")
    page.pause()
    experiment, state = page.moment
    assert (experiment.dataset, experiment.noise) == ("gauss", 5)
    metrics = evaluate(experiment, state)
    assert page.losses == (shown(metrics.train_loss), shown(metrics.test_loss))


SLIDERS = [
    ("train-percent", "train_percent", "{}%", [60, 10, 90, 80]),
    ("noise", "noise", "{}", [5, 0, 50, 45]),
    ("batch-size", "batch_size", "{}", [11, 1, 30, 29]),
]


def test_sliders_move_by_keyboard_and_keep_what_was_learned(page):
    fields = {}
    for slider, field, text, values in SLIDERS:
        for key, value in zip((Keys.ARROW_RIGHT, Keys.HOME, Keys.END, Keys.ARROW_LEFT), values, strict=True):
            page.step()
            before = page.moment
            page.keys(slider, key)
            fields[field] = value
            page.goes_on(before, **fields)
            assert page.slider(slider) == value
            assert page.texts(f"[data-value-of={slider}]") == [text.format(value)]


def test_sliders_moved_quickly_end_at_the_last_value(page):
    for _ in range(6):
        page.keys("noise", Keys.ARROW_RIGHT)
    page.restarts(noise=30)
    page.keys("train-percent", *[Keys.ARROW_LEFT] * 4)
    page.restarts(noise=30, train_percent=10)
    page.frames(20)
    page.restarts(noise=30, train_percent=10)


@pytest.mark.first
def test_sliders_move_by_mouse(page):
    slider = page.element("noise")  # taken in its middle
    page.drag(slider, 250)
    page.restarts(noise=50)
    page.drag(slider, -90)
    page.restarts(noise=0)


@pytest.mark.first
def test_the_seed_gives_other_data_and_other_weights(page):
    page.step()
    page.type("seed", "42")
    page.restarts(seed=42)
    page.type("seed", "4294967295")
    page.restarts(seed=4294967295)
    page.type("seed", "0", Keys.ENTER)
    page.restarts()


def test_an_odd_seed_does_no_harm_and_an_emptied_one_comes_back(page):
    for text in ("-5", "abc", "1.5", "99999999999999999999", "1e400"):
        page.step()
        page.type("seed", text)
        page.frames(20)
        assert page.message() == "", text
        # what the field shows is always a seed, and the one that is used
        page.until(lambda: page.value("seed"), f"a seed after {text}")
        seed = int(page.value("seed"))
        assert 0 <= seed <= 2**32 - 1, text
        page.click("reset")
        page.restarts(seed=seed)
    page.type("seed", "7")
    page.restarts(seed=7)
    page.type("seed", "")
    page.until(lambda: page.value("seed") == "7", "the seed that is in use")
    page.click("reset")
    page.restarts(seed=7)


@pytest.mark.first
def test_regenerate_gives_new_data_and_keeps_what_was_learned(page):
    for _ in range(3):
        page.step()
    before, points = page.readings, page.fingerprint("#output-points")
    network = page.fingerprint("#output-map")
    page.click("regenerate")
    page.until(lambda: page.losses != before[1:], "other losses")
    assert page.epoch == 3
    assert page.fingerprint("#output-points") != points
    assert page.fingerprint("#output-map") == network
    seed = int(page.value("seed"))
    assert seed != 0
    old, new = Experiment(), Experiment(seed=seed)
    metrics = evaluate(new, advance(old, start(old), 3))
    assert page.losses == (shown(metrics.train_loss), shown(metrics.test_loss))
    page.click("reset")
    page.restarts(seed=seed)


def test_regenerate_while_playing_goes_on(page):
    page.play()
    page.record()
    page.click("regenerate")
    page.until(lambda: page.value("seed") != "0", "another seed")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 3, "training goes on")
    assert page.playing
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == sorted(epochs)
