"""The top bar: every choice has its visible effect, and goes on with what was learned unless it can't."""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import ACTIVATIONS, Experiment, advance, evaluate, start
from tests.browser.truth import hidden, output_label, percent, shown


def test_the_learning_rate_changes_while_training_goes_on(page):
    page.record()
    page.play()
    page.choose("learning-rate", "0.3")
    assert page.playing
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 5, "training goes on")
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == sorted(epochs)
    assert set(epochs) == set(range(1, epochs[-1] + 1))


@pytest.mark.first
def test_the_learning_rate_is_used_from_the_next_epoch_on(page):
    page.step()
    page.step()
    page.choose("learning-rate", "0.3")
    page.frames(10)
    assert page.epoch == 2
    page.step()
    page.step()
    slow, fast = Experiment(), Experiment(learning_rate=0.3)
    metrics = evaluate(fast, advance(fast, advance(slow, start(slow), 2), 2))
    assert page.readings == (4, shown(metrics.train_loss), shown(metrics.test_loss))


def test_the_speed_is_the_epochs_between_two_frames_resets_nothing_and_can_change_while_training_goes_on(
    page, monkeypatch
):
    monkeypatch.setattr("app.calls.tick.BUDGET_SECONDS", 5)  # a busy machine must not cut frames short
    page.step()
    page.choose("speed", "10x")
    page.record()
    page.click("play")
    page.until(lambda: page.epoch > 60, "sixty epochs")
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(11, epochs[-1] + 1, 10))
    page.agrees()
    page.choose("speed", "1x")
    page.record()
    page.play()
    page.pause()
    assert page.recorded[0][0] == epochs[-1] + 1
    page.play()
    page.choose("speed", "50x")
    page.until(lambda: page.epoch > 200, "two hundred epochs")
    page.pause()
    page.agrees()


@pytest.mark.first
def test_the_activation_of_the_top_bar_is_for_all_layers(page):
    page.step()
    curve, before = page.fingerprint(".layers .curve"), page.moment
    page.choose("activation", "ReLU")
    page.goes_on(before, hidden=hidden(4, 2, activation="relu"))
    assert page.value("layer-0-activation") == page.value("layer-1-activation") == "ReLU"
    assert page.fingerprint(".layers .curve") != curve


def test_every_activation_can_be_chosen_and_learns(page):
    page.switch("reset-on-change")
    for activation in list(ACTIVATIONS.values())[::3]:  # the core tests them all
        if page.value("activation") != activation.name:
            page.choose("activation", activation.name)
        fields = {"hidden": hidden(4, 2, activation=activation.key)}
        page.until(lambda name=activation.name: page.value("layer-1-activation") == name, activation.name)
        page.restarts(**fields)
        assert page.shown("layer-0-parameter") == (activation.parameter is not None), activation.key
        page.step()
        page.agrees(**fields)


@pytest.mark.first
def test_regularization_and_its_rate_are_used_from_the_next_epoch_on(page):
    page.step()
    before = page.moment
    page.choose("regularization", "L1")
    page.goes_on(before, regularization="l1")
    page.choose("regularization-rate", "0.1")
    page.goes_on(before, regularization="l1", regularization_rate=0.1)
    page.step()
    fields = {"regularization": "l1", "regularization_rate": 0.1}
    metrics = evaluate(Experiment(**fields), advance(Experiment(**fields), before[1], 1))
    assert page.losses == (shown(metrics.train_loss), shown(metrics.test_loss))
    page.click("reset")
    page.restarts()
    for _ in range(3):
        page.step()
    page.agrees(**fields)
    page.choose("regularization", "L2")
    page.click("reset")
    page.restarts()
    page.step()
    page.agrees(regularization="l2", regularization_rate=0.1)


def scores_are_those_of_the_core(page, **fields):
    """At epoch 0."""
    experiment = Experiment(**fields)
    metrics = evaluate(experiment, start(experiment))
    for id_, value in (("train-score", metrics.train_score), ("test-score", metrics.test_score)):
        text = page.text(id_).replace("−", "-")
        assert text == (f"{value:.3f}" if fields else percent(value))


@pytest.mark.first
def test_the_problem_type_brings_its_datasets_score_and_output_layer(page):
    scores_are_those_of_the_core(page)
    page.step()
    assert "accuracy" in page.element("test-score").find_element("xpath", "..").text
    page.choose("problem", "Regression")
    page.restarts(problem="regression")
    assert [page.shown(f"dataset-{key}") for key in ("circle", "xor", "reg-plane", "reg-gauss")] == [0, 0, 1, 1]
    assert page.pressed("dataset-reg-plane")
    scores_are_those_of_the_core(page, problem="regression")
    assert "R²" in page.element("test-score").find_element("xpath", "..").text
    assert page.value("output-layer") == output_label("linear squared")
    page.click("dataset-reg-gauss")
    page.restarts(problem="regression", dataset="reg-gauss")
    page.choose("problem", "Classification")
    page.restarts()
    assert [page.shown(f"dataset-{key}") for key in ("circle", "xor", "reg-plane", "reg-gauss")] == [1, 1, 0, 0]
    assert "accuracy" in page.element("test-score").find_element("xpath", "..").text
    assert page.value("output-layer") == output_label("tanh squared")


@pytest.mark.first
def test_choices_made_while_playing_go_on(page):
    page.play()
    page.record()
    for control, label in {"activation": "Sigmoid", "regularization": "L2", "regularization-rate": "0.3"}.items():
        page.choose(control, label)
        epoch = page.epoch
        page.until(lambda epoch=epoch: page.epoch > epoch + 3, f"training goes on after {control}")
    assert page.playing
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == sorted(epochs)


def test_another_problem_restarts_and_pauses(page):
    page.play()
    page.choose("problem", "Regression")
    page.restarts(problem="regression")
    page.frames(15)
    page.restarts(problem="regression")


def test_each_problem_remembers_its_dataset_and_output_layer(page):
    page.click("dataset-spiral")
    page.restarts(dataset="spiral")
    page.choose("output-layer", output_label("sigmoid cross-entropy"))
    page.choose("problem", "Regression")
    page.restarts(problem="regression")
    page.click("dataset-reg-gauss")
    page.restarts(problem="regression", dataset="reg-gauss")
    page.choose("problem", "Classification")
    page.restarts(dataset="spiral", output="sigmoid", loss="cross-entropy")
    assert page.pressed("dataset-spiral")
    page.choose("problem", "Regression")
    page.restarts(problem="regression", dataset="reg-gauss")


def test_with_reset_on_change_all_but_the_learning_rate_and_new_data_restart(page):
    page.switch("reset-on-change")
    changes = [
        (lambda: page.choose("activation", "ReLU"), {"hidden": hidden(4, 2, activation="relu")}),
        (lambda: page.click("layer-0-add"), {"hidden": hidden(5, 2, activation="relu")}),
        (lambda: page.choose("regularization", "L2"), {"regularization": "l2"}),
        (lambda: page.keys("batch-size", Keys.ARROW_RIGHT), {"batch_size": 11}),
        (lambda: page.keys("noise", Keys.ARROW_RIGHT), {"noise": 5}),
    ]
    fields = {}
    for change, more in changes:
        page.play()
        change()
        fields |= more
        page.restarts(**fields)
        assert "Training restarted" in page.text("notice")
    page.step()
    for change in (lambda: page.choose("learning-rate", "0.1"), lambda: page.click("regenerate")):
        change()
        page.until(lambda: "Training continues" in page.text("notice"), "training goes on")
        page.frames(10)
        assert page.epoch == 1
    page.switch("reset-on-change")
    page.click("layer-0-remove")
    page.until(lambda: page.text("layer-0-units") == "4 units", "a unit less")
    assert page.epoch == 1


@pytest.mark.first
def test_play_right_after_a_choice_counts(page):
    """The mouse goes from "+" straight to Play; the page must not take the change for another one and pause."""
    for button in ("add-layer", "layer-0-add", "dataset-xor"):
        page.click_both(button, "play")
        page.until(lambda: page.epoch > 3, "training goes on")
        assert page.playing
        page.pause()
