"""The session: undo and redo, the timeline, and what is said of a change."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, evaluate
from tests.browser.truth import hidden, shown

CURVE = "return [...document.querySelector('#loss-chart .js-plotly-plot').data[0].x]"


def timeline(page, *keys):
    """Move the timeline's slider by the keyboard."""
    page.js("document.getElementById('timeline').focus()")
    ActionChains(page.driver).send_keys(*keys).perform()


def train(page, epochs):
    for _ in range(epochs):
        page.step()


def undo(page, what):
    assert page.element("undo").get_attribute("title") == f"Undo: {what}"
    page.click("undo")
    page.until(lambda: page.text("notice") == f"Undid: {what}", f"undone: {what}")


def at(page, readings, units=(4, 2)):
    """Wait until the page shows this moment of a network of this shape."""
    page.until(lambda: page.readings == readings, readings)
    assert [page.text(f"layer-{i}-units").split()[0] for i in range(len(units))] == [str(n) for n in units]


@pytest.mark.first
def test_a_setting_is_undone_and_redone_without_losing_what_was_learned(page):
    assert [page.element(id_).is_enabled() for id_ in ("undo", "redo", "timeline")] == [False] * 3
    assert page.text("notice") == ""
    assert page.text("timeline-epoch") == "Epoch 0"
    train(page, 2)
    page.choose("learning-rate", "0.3")
    page.until(lambda: "Learning rate" in page.text("notice"), "said")
    train(page, 2)
    readings = page.readings
    undo(page, "change learning rate")
    page.until(lambda: page.value("learning-rate") == "0.03", "the old learning rate")
    assert page.readings == readings
    page.click("redo")
    page.until(lambda: page.value("learning-rate") == "0.3", "the new one again")
    assert page.readings == readings
    assert not page.element("redo").is_enabled()


@pytest.mark.first
def test_undoing_a_unit_brings_back_the_moment_before_with_its_weights(page):
    train(page, 3)
    readings, moment = page.readings, page.moment
    page.click("layer-0-remove")
    page.goes_on(moment, hidden=hidden(3, 2))
    train(page, 2)
    later = page.readings
    undo(page, "remove unit from layer 1")
    at(page, readings)
    assert page.moment[1].to_bytes() == moment[1].to_bytes()
    page.click("redo")
    at(page, later, (3, 2))
    page.step()
    assert page.epoch == 6


def test_a_reset_pressed_by_mistake_is_undone_with_all_that_was(page):
    train(page, 4)
    readings = page.readings
    page.click("reset")
    page.restarts()
    undo(page, "reset")
    at(page, readings)
    timeline(page, Keys.HOME)
    page.until(lambda: page.epoch == 0, "the first moment is there again")
    assert page.text("timeline-epoch") == "Epoch 0 of 4"


@pytest.mark.first
def test_another_dataset_is_undone(page):
    train(page, 2)
    readings, points = page.readings, page.fingerprint("#output-points")
    page.click("dataset-spiral")
    page.restarts(dataset="spiral")
    undo(page, "change dataset")
    at(page, readings)
    assert page.pressed("dataset-circle")
    assert page.fingerprint("#output-points") == points
    page.click("redo")
    page.restarts(dataset="spiral")


def test_many_changes_are_undone_one_by_one_and_a_slider_that_was_moved_quickly_is_one(page):
    for button in ("layer-0-add", "layer-1-add", "add-layer"):
        page.click(button)
        page.until(lambda: "added" in page.text("notice"), "added")
        page.frames(5)
    page.until(lambda: page.moment[0].hidden == Experiment(hidden=hidden(5, 3, 2)).hidden, "all of them")
    for units in ((5, 3), (5, 2), (4, 2)):
        page.click("undo")
        page.until(lambda units=units: [layer.units for layer in page.moment[0].hidden] == list(units), units)
    assert not page.element("undo").is_enabled()
    page.keys("noise", *[Keys.ARROW_RIGHT] * 4)
    page.restarts(noise=20)
    undo(page, "change noise")
    page.restarts()
    assert not page.element("undo").is_enabled()


def test_a_change_while_playing_can_be_undone_while_playing(page):
    page.play()
    page.choose("learning-rate", "0.1")
    page.click("undo")
    page.until(lambda: page.value("learning-rate") == "0.03", "the old learning rate")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 3, "training goes on")
    assert page.playing


@pytest.mark.first
def test_the_timeline_shows_any_earlier_moment_exactly(page):
    seen = [page.readings]
    pictures = [page.fingerprint("#output-map")]
    for _ in range(5):
        page.step()
        seen.append(page.readings)
        pictures.append(page.fingerprint("#output-map"))
    for back in (4, 3, 2, 1, 0):
        timeline(page, Keys.ARROW_LEFT)
        page.until(lambda back=back: page.readings == seen[back], f"epoch {back}")
        page.until(lambda back=back: page.fingerprint("#output-map") == pictures[back], f"the picture of epoch {back}")
        assert page.text("timeline-epoch") == f"Epoch {back} of 5"
    timeline(page, Keys.END)
    page.until(lambda: page.readings == seen[5], "the last moment")


def test_play_goes_on_from_an_earlier_moment_and_the_way_not_taken_can_be_brought_back(page):
    train(page, 6)
    last = page.readings
    timeline(page, Keys.HOME)
    page.until(lambda: page.epoch == 0, "epoch 0")
    page.step()
    assert page.text("timeline-epoch") == "Epoch 1"
    undo(page, "play from an earlier epoch")
    at(page, last)
    timeline(page, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    page.until(lambda: page.epoch == 3, "epoch 3")
    page.choose("learning-rate", "0.3")
    page.until(lambda: page.value("learning-rate") == "0.3", "another learning rate")
    page.step()
    assert page.epoch == 4
    assert page.losses != last[1:]
    assert page.text("timeline-epoch") == "Epoch 4"
    page.click("undo")
    page.until(lambda: page.value("learning-rate") == "0.03", "the old learning rate")


def test_the_timeline_pauses_and_brings_back_the_network_of_then(page):
    train(page, 3)
    then = page.readings
    before = page.moment
    page.click("add-layer")
    page.goes_on(before, hidden=hidden(4, 2, 2))
    page.play()
    page.until(lambda: page.epoch > 8, "some epochs")
    timeline(page, Keys.HOME)
    page.until(lambda: page.epoch == 0, "the beginning")
    assert not page.playing
    assert page.text("layer-count") == "2"
    timeline(page, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.until(lambda: page.epoch == 2, "epoch 2")
    timeline(page, Keys.END)
    page.until(lambda: page.text("layer-count") == "3" and page.epoch > then[0], "three layers again, and their epoch")


def test_after_a_long_time_the_beginning_is_still_drawn_and_can_be_gone_back_to(page):
    """Each of the first hundred epochs is a point of the curve, and the timeline stops there."""
    page.play()
    page.until(lambda: page.epoch > 105, "some frames")
    page.pause()
    page.frames(15)
    last = page.epoch
    page.until(lambda: page.js(CURVE)[-1] == last, "the curve")
    assert page.js(CURVE)[:101] == list(range(101))
    assert [tick.text for tick in page.css(".timeline-row .timeline-ticks span")] == ["0", "1", "10", "100"]
    page.rewind(7)
    page.until(lambda: page.epoch == 7 and page.text("timeline-epoch") == f"Epoch 7 of {last:,}", "epoch 7")
    page.agrees()
    timeline(page, Keys.ARROW_RIGHT)
    page.until(lambda: page.epoch == 8, "epoch 8")
    assert page.js(CURVE)[-1] == last


def test_the_timeline_can_be_dragged_by_the_mouse(page):
    train(page, 8)
    slider = page.element("timeline")
    half = slider.size["width"] // 2
    thumb = ActionChains(page.driver).move_to_element(slider).move_by_offset(half - 8, 0).click_and_hold()
    thumb.move_by_offset(-half, 0).move_by_offset(-half, 0).release().perform()
    page.until(lambda: page.epoch == 0, "the first moment")
    page.restarts()


@pytest.mark.first
def test_new_weights_are_others_for_the_same_data_and_reset_goes_back_to_them(page):
    train(page, 2)
    points = page.fingerprint("#output-points")
    page.click("new-weights")
    page.until(lambda: page.epoch == 0 and "New starting weights" in page.text("notice"), "new weights")
    experiment = page.until(lambda: (e := page.moment[0]).weights_seed is not None and e, "another seed")
    page.restarts(weights_seed=experiment.weights_seed)
    assert page.fingerprint("#output-points") == points
    page.step()
    page.click("reset")
    page.restarts(weights_seed=experiment.weights_seed)
    undo(page, "reset")
    page.until(lambda: page.epoch == 1, "after one epoch")


def test_a_refused_change_leaves_nothing_to_undo(page):
    page.choose("layer-0-activation", "Swish")
    page.until(lambda: page.element("undo").is_enabled(), "one change")
    page.js(
        "const { session, player } = playground;"
        "const hidden = player.draft.hidden.map((layer) => ({ ...layer, activation: 'custom', formula: '1 / 0' }));"
        "session.change({ ...player.draft, hidden }, { keep: true, done: 'Nonsense', what: 'nonsense' });"
    )
    page.until(page.message, "refused")
    assert page.element("undo").get_attribute("title") == "Undo: change activation of layer 1"
    assert page.text("notice") == ""


def test_quick_clicks_beyond_the_end_do_no_harm(page):
    page.click("layer-0-add")
    page.restarts(hidden=hidden(5, 2))
    for button in ("redo", "undo", "redo"):
        for _ in range(4):
            page.js("document.getElementById(arguments[0]).click()", button)
        page.frames(20)
        assert page.text("layer-0-units") == ("4 units" if button == "undo" else "5 units")
        assert page.message() == ""
        experiment, state = page.moment
        metrics = evaluate(experiment, state)
        assert page.losses == (shown(metrics.train_loss), shown(metrics.test_loss))
    page.step()
    page.click("undo")
    page.until(lambda: page.text("layer-0-units") == "4 units" and page.epoch == 0, "as before")
    page.step()
    assert page.message() == ""
    page.agrees()
