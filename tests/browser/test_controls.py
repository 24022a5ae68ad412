"""The top bar: every choice has its visible effect, and starts anew and pauses unless it can go on."""

from nn_core import ACTIVATIONS, Experiment, advance, evaluate, start
from tests.browser.truth import hidden, output_label, shown


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


def test_the_speed_is_the_epochs_between_two_frames_and_resets_nothing(page, monkeypatch):
    monkeypatch.setattr("app.callbacks.tick.BUDGET_SECONDS", 5)  # a busy machine must not cut frames short
    page.step()
    page.choose("speed", "10 epochs / frame")
    page.record()
    page.click("play")
    page.until(lambda: page.epoch > 60, "sixty epochs")
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(11, epochs[-1] + 1, 10))
    page.agrees()
    page.choose("speed", "1 epoch / frame")
    page.record()
    page.play()
    page.pause()
    assert page.recorded[0][0] == epochs[-1] + 1


def test_the_speed_can_change_while_training_goes_on(page):
    page.play()
    page.choose("speed", "50 epochs / frame")
    page.until(lambda: page.epoch > 200, "two hundred epochs")
    page.pause()
    page.agrees()


def test_the_activation_of_the_top_bar_is_for_all_layers(page):
    page.step()
    curve = page.fingerprint(".layers .curve")
    page.choose("activation", "ReLU")
    page.starts_anew(hidden=hidden(4, 2, activation="relu"))
    assert page.value("layer-0-activation") == page.value("layer-1-activation") == "ReLU"
    assert page.fingerprint(".layers .curve") != curve


def test_every_activation_can_be_chosen_and_learns(page):
    for activation in ACTIVATIONS.values():
        if page.value("activation") != activation.name:
            page.choose("activation", activation.name)
        fields = {"hidden": hidden(4, 2, activation=activation.key)}
        page.starts_anew(**fields)
        assert page.shown("layer-0-parameter") == (activation.parameter is not None), activation.key
        page.step()
        page.agrees(**fields)


def test_regularization_and_its_rate_start_anew_and_are_used(page):
    page.step()
    page.choose("regularization", "L1")
    page.starts_anew()
    page.step()
    page.choose("regularization-rate", "0.1")
    page.starts_anew()
    for _ in range(3):
        page.step()
    page.agrees(regularization="l1", regularization_rate=0.1)
    page.choose("regularization", "L2")
    page.starts_anew()
    page.step()
    page.agrees(regularization="l2", regularization_rate=0.1)


def test_the_problem_type_brings_its_datasets_score_and_output_layer(page):
    page.step()
    assert "accuracy" in page.element("test-score").find_element("xpath", "..").text
    page.choose("problem", "Regression")
    page.starts_anew(problem="regression")
    assert [page.shown(f"dataset-{key}") for key in ("circle", "xor", "reg-plane", "reg-gauss")] == [0, 0, 1, 1]
    assert page.pressed("dataset-reg-plane")
    assert "R²" in page.element("test-score").find_element("xpath", "..").text
    assert page.value("output-layer") == output_label("linear squared")
    page.click("dataset-reg-gauss")
    page.starts_anew(problem="regression", dataset="reg-gauss")
    page.choose("problem", "Classification")
    page.starts_anew()
    assert [page.shown(f"dataset-{key}") for key in ("circle", "xor", "reg-plane", "reg-gauss")] == [1, 1, 0, 0]
    assert "accuracy" in page.element("test-score").find_element("xpath", "..").text
    assert page.value("output-layer") == output_label("tanh squared")


def test_the_score_is_that_of_the_core(page):
    for fields, label in (({}, "Classification"), ({"problem": "regression"}, "Regression")):
        if fields:
            page.choose("problem", label)
            page.starts_anew(**fields)
        experiment = Experiment(**fields)
        metrics = evaluate(experiment, start(experiment))
        for id_, value in (("train-score", metrics.train_score), ("test-score", metrics.test_score)):
            text = page.text(id_).replace("−", "-")
            assert text == (f"{value:.3f}" if fields else f"{100 * value:.1f} %")


def test_choices_made_while_playing_start_anew_and_pause(page):
    choices = {"activation": "Sigmoid", "regularization": "L2", "regularization-rate": "0.3", "problem": "Regression"}
    for control, label in choices.items():
        page.play()
        page.choose(control, label)
        page.until(lambda: page.epoch == 0 and not page.playing, f"epoch 0 and paused after {control}")
        page.frames(15)
        assert page.epoch == 0, control
        assert not page.playing, control


def test_play_right_after_a_choice_counts(page):
    """The mouse goes from "+" straight to Play; the page must not take the change for another one and pause."""
    for button in ("add-layer", "layer-0-add", "dataset-xor"):
        page.click_both(button, "play")
        page.until(lambda: page.epoch > 3, "training goes on")
        assert page.playing
        page.pause()
