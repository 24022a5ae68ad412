"""Stop conditions: training pauses at the very epoch, says so calmly, and goes on past it."""

from itertools import islice

import pytest

from nn_core import Experiment, Trainer, advance, evaluate, start
from nn_core.experiment.goal import Goal
from nn_core.formats.links.goals import Stop
from nn_core.formats.links.link import from_link
from nn_core.study.race import run_to_target
from nn_core.study.watch import Watch

ROUGH = {"dataset": "gauss", "noise": 50, "learning_rate": 0.3}


def _set(page, kind, value=None):
    page.choose_value("goal", kind)
    if value is not None:
        page.type("goal-value", str(value))


def _with(page, **fields):
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)


def _stops(page):
    page.click("play")
    page.until(lambda: page.text("goal-reached") and not page.playing, "the goal")
    page.until(lambda: page.text("goal-reached") == f"Reached at epoch {page.epoch}", "the epoch of the goal")
    assert page.message() == ""
    return page.epoch


def _patience_ends(fields, value):
    experiment = Experiment(**fields)
    trainer, state = Trainer(experiment), start(experiment)
    watch = Watch(Goal(kind="patience", value=value), trainer, state)
    return next(state.epoch for state, _ in trainer.progress(state, watch=watch) if watch.met)


@pytest.mark.first
def test_at_a_test_loss(page):
    for speed, target, begins in (("1x", 0.3, "0.2"), ("1000x", 0.02, "0.0")):
        page.click("reset")
        page.restarts()
        page.choose("speed", speed)
        _set(page, "test_loss", target)
        expected = run_to_target(Experiment(), target, 2000).epochs_to_target
        assert _stops(page) == expected
        page.agrees()
        assert page.text("notice").startswith(f"Stopped at epoch {expected}: test loss {begins}")
        assert page.text("notice").endswith(f"is below {target}.")


def test_at_a_test_accuracy_in_per_cent_and_at_a_training_loss(page):
    page.choose("speed", "5x")
    _set(page, "test_score", 90)
    assert page.js("return document.querySelector('.goal-unit').textContent") == "%"
    expected = run_to_target(Experiment(), 0.9, 2000, "test_score").epochs_to_target
    assert _stops(page) == expected
    assert page.text("notice").endswith("% is at least 90%.")
    page.click("reset")
    page.restarts()
    _set(page, "train_loss", 0.02)
    expected = run_to_target(Experiment(), 0.02, 2000, "train_loss").epochs_to_target
    assert _stops(page) == expected
    page.agrees()
    assert page.text("notice").startswith(f"Stopped at epoch {expected}: training loss 0.0")


def test_at_r2_in_regression(page):
    page.choose("problem", "Regression")
    page.restarts(problem="regression")
    _set(page, "test_score", 0.9)
    assert "R²" in page.value("goal")
    assert page.js("return document.querySelector('.goal-unit').textContent") == ""
    expected = run_to_target(Experiment(problem="regression"), 0.9, 2000, "test_score").epochs_to_target
    assert _stops(page) == expected
    assert "R² 0.9" in page.text("notice")


def test_at_an_epoch_and_back_in_time_again(page):
    page.choose("speed", "10x")
    _set(page, "epoch", 55)
    assert _stops(page) == 55
    page.agrees()
    assert page.text("notice") == "Stopped at epoch 55."
    page.rewind(10)
    page.until(lambda: page.epoch == 10, "epoch 10")
    assert _stops(page) == 55


def test_without_a_better_test_loss(page):
    _with(page, **ROUGH)
    for speed, patience in (("1x", 10), ("100x", 40)):
        page.click("reset")
        page.restarts(**ROUGH)
        page.choose("speed", speed)
        _set(page, "patience", patience)
        expected = _patience_ends(ROUGH, patience)
        assert _stops(page) == expected
        experiment = Experiment(**ROUGH)
        best = evaluate(experiment, advance(experiment, start(experiment), expected - patience)).test_loss
        assert page.text("notice").endswith(f"{best:.4f} at epoch {expected - patience}.")


def test_play_goes_on_past_it_and_reset_forgets_it(page):
    page.choose("speed", "5x")
    _set(page, "test_loss", 0.05)
    first = _stops(page)
    page.play()
    page.until(lambda: page.epoch > first + 30, "thirty epochs more")
    assert page.playing
    assert page.text("notice") == ""
    assert page.text("goal-reached") == f"Reached at epoch {first}"
    page.pause()
    page.click("reset")
    page.restarts()
    assert page.text("goal-reached") == ""
    assert _stops(page) == first


def test_another_goal_counts_at_once(page):
    page.choose("speed", "5x")
    _set(page, "test_loss", 0.05)
    first = _stops(page)
    page.play()
    page.until(lambda: page.epoch > first + 5, "past it")
    _set(page, "test_loss", 0.1)  # which has been below that for long
    page.until(lambda: not page.playing, "paused")
    assert page.epoch > first
    _set(page, "never")
    assert page.text("goal-reached") == ""
    assert not page.shown("goal-value")
    epoch = page.epoch
    page.play()
    page.until(lambda: page.epoch > epoch + 20, "training goes on")
    page.pause()


NEAREST = [
    ("epoch", "0", "1"),
    ("epoch", "12.6", "13"),
    ("test_loss", "", "0.01"),
    ("test_loss", "-3", "1e-9"),
    ("test_score", "250", "100"),
]


def test_a_number_that_can_not_be_becomes_the_nearest_and_a_step_stops_nothing(page):
    for kind, typed, shown in NEAREST:
        _set(page, "never")
        _set(page, kind, typed)
        page.until(lambda shown=shown: page.value("goal-value") == shown, shown)
    _set(page, "epoch", 2)  # a step stops nothing, but says that it is there
    page.step()
    assert page.text("goal-reached") == ""
    page.step()
    page.until(lambda: page.text("goal-reached") == "Reached at epoch 2", "the goal")
    page.step()
    assert page.epoch == 3
    assert page.message() == ""


@pytest.mark.first
def test_what_is_no_goal_is_said(page):
    for seed, stop in enumerate(("constructor:1", "test_loss:many", "{"), 1):
        page.js("location.hash = arguments[0]", f"dataset=circle&seed={seed}&stop={stop}")
        page.restarts(seed=seed)
        page.until(lambda: "is ignored" in page.message() or "and ignored" in page.message(), "a message")
        assert page.value("goal") == "never"
        page.step()
        page.click("dismiss")
        assert page.message() == ""


def _address(page):
    return page.js("return location.hash.slice(1)")


def _says(page, kind, value=None):
    page.until(lambda: page.js("return document.getElementById('goal').value") == kind, f"stop: {kind}")
    assert page.shown("goal-value") == (value is not None)
    if value is not None:
        assert page.value("goal-value") == value


@pytest.mark.first
def test_it_comes_with_a_link_and_goes_with_the_next_one(follow):
    page = follow("dataset=xor&seed=2&stop=test_loss:0.3")
    page.choose("speed", "5x")
    page.restarts(dataset="xor", seed=2)
    _says(page, "test_loss", "0.3")
    expected = run_to_target(Experiment(dataset="xor", seed=2), 0.3, 2000).epochs_to_target
    assert _stops(page) == expected
    page.switch("show-test")
    page.until(lambda: "show_test" in _address(page), "the switch in the address")
    page.driver.back()
    page.until(lambda: "show_test" not in _address(page) and not page.checked("show-test"), "the switch is off")
    assert page.text("goal-reached") == f"Reached at epoch {expected}"
    page.reload()
    _says(page, "test_loss", "0.3")
    page.js("location.hash = 'dataset=xor&seed=2'")  # the same set-up, so that nothing restarts
    _says(page, "never")
    page.js("location.hash = 'dataset=gauss&seed=2&stop=patience:7'")
    page.restarts(dataset="gauss", seed=2)
    _says(page, "patience", "7")
    page.js("location.hash = 'dataset=circle&seed=1'")
    page.restarts(seed=1)
    _says(page, "never")
    epoch = page.epoch
    page.play()
    page.until(lambda: page.epoch > epoch + 10, "training goes on")
    page.pause()


def test_the_address_and_the_link_to_share_hold_it(page):
    _set(page, "test_loss", 0.25)
    page.until(lambda: _address(page) == "dataset=circle&seed=0&stop=test_loss:0.25", "the address")
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    page.until(lambda: _address(page) == "dataset=xor&seed=0&stop=test_loss:0.25", "the address")
    page.click("share")
    page.until(lambda: page.shown("share-dialog"), "the dialog")
    link = from_link(page.value("share-link"))
    assert (link.experiment, link.options.stop) == (Experiment(dataset="xor"), Stop("test_loss", 0.25))
    page.css("#share-dialog [value=close]")[0].click()
    page.click("undo")
    page.restarts()
    _says(page, "test_loss", "0.25")
    _set(page, "never")
    page.until(lambda: _address(page) == "dataset=circle&seed=0", "the address")


def test_a_goal_is_kept_when_the_page_is_loaded_again(page):
    _set(page, "test_score", 88)
    page.reload()
    page.until(lambda: page.shown("goal-value"), "the goal")
    assert page.value("goal") == "when test accuracy is at least"
    assert page.value("goal-value") == "88"


def test_two_conditions_hold_at_the_same_epoch(page):
    experiment = Experiment()
    goal = Goal(kind="test_loss", value=0.2, also={"kind": "train_loss", "value": 0.15})
    trainer, state = Trainer(experiment), start(experiment)
    watch = Watch(goal, trainer, state)
    states = islice(trainer.progress(state, watch=watch), 200)
    expected = next(state.epoch for state, _ in states if watch.met)
    assert expected > run_to_target(experiment, 0.2, 200).epochs_to_target
    assert not page.css("#goal-also")[0].is_enabled()
    _set(page, "test_loss", 0.2)
    page.until(lambda: page.css("#goal-also")[0].is_enabled(), "a second condition can be chosen")
    page.choose_value("goal-also", "train_loss")
    page.type("goal-also-value", "0.15")
    page.until(lambda: _address(page).endswith("&stop=test_loss:0.2,train_loss:0.15"), "both in the address")
    assert _stops(page) == expected
    assert page.text("notice") == f"Stopped at epoch {expected}: both conditions are met."
    page.reload()
    _says(page, "test_loss", "0.2")
    assert page.js("return document.getElementById('goal-also').value") == "train_loss"
    _set(page, "train_loss")  # the same measure twice is once
    page.until(lambda: _address(page).endswith("&stop=train_loss:0.15"), "one in the address")
    _set(page, "epoch", 20)
    page.until(lambda: not page.css("#goal-also")[0].is_enabled(), "an epoch stands alone")


def test_a_gap_stops_it(page):
    page.follow("dataset=circle&seed=4&noise=25&samples=80&train_percent=30&learning_rate=0.1&stop=gap_above:0.1")
    epoch = _stops(page)
    assert page.text("notice").startswith(f"Stopped at epoch {epoch}: the gap 0.1")
    assert page.text("notice").endswith("is above 0.1.")
