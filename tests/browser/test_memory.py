"""Loading the page again keeps the set-up; what is not a set-up does no harm."""

import pytest

from nn_core import Experiment
from tests.browser.truth import hidden, output_label


@pytest.mark.first
def test_the_set_up_is_kept_and_starts_at_epoch_zero(page):
    page.click("dataset-xor")
    page.click("add-layer")
    page.click("feature-xy")
    page.choose("learning-rate", "0.1")
    page.keys("noise", "\ue014")
    page.choose("layer-1-activation", "Swish")
    page.choose("regularization", "L2")
    page.choose("output-layer", output_label("sigmoid cross-entropy"))
    layers = [*hidden(4), *hidden(2, activation="swish"), *hidden(2)]
    fields = {
        "dataset": "xor", "hidden": layers, "features": ["x", "y", "xy"], "learning_rate": 0.1, "noise": 5,
        "regularization": "l2", "output": "sigmoid", "loss": "cross-entropy",
    }  # fmt: skip
    page.restarts(**fields)
    page.play()
    page.pause()
    for _ in range(2):
        page.reload()
        page.restarts(**fields)
        page.frames(20)
        page.restarts(**fields)
        assert page.pressed("dataset-xor")
        assert not page.pressed("dataset-circle")
        assert page.pressed("feature-xy")
        assert page.value("learning-rate") == "0.1"
        assert page.value("regularization") == "L2"
        assert page.value("activation") == "mixed"
        assert page.value("layer-1-activation") == "Swish"
        assert page.value("layer-1-parameter") == "1"
        assert page.value("output-layer") == output_label("sigmoid cross-entropy")
        assert page.slider("noise") == 5
        assert page.text("layer-count") == "3"
    page.step()
    page.agrees(**fields)


@pytest.mark.first
def test_regression_is_kept(page):
    page.choose("problem", "Regression")
    page.restarts(problem="regression")
    page.reload()
    page.restarts(problem="regression")
    assert page.value("problem") == "Regression"
    assert page.shown("dataset-reg-plane")
    assert not page.shown("dataset-circle")


def test_what_can_change_while_playing_is_kept(page):
    page.play()
    page.choose("learning-rate", "0.1")
    page.click("regenerate")
    page.until(lambda: page.js("return playground.player.experiment.seed"), "another seed")
    page.pause()
    seed = int(page.value("seed"))
    page.reload()
    page.restarts(learning_rate=0.1, seed=seed)


JUNK = (
    "%7B", "dataset=no+such+dataset", "hidden=4-no-such-activation;2", "learning_rate=<img src=x onerror=alert(1)>",
    "points=AAAA&dataset=custom&__proto__=1", "x" * 5000,
)  # fmt: skip


def test_what_is_not_a_set_up_leaves_the_defaults(page):
    for link in JUNK:
        page.follow(link)
        page.until(page.message, f"a message on {link[:40]}")
        page.restarts()
        assert page.value("learning-rate") == "0.03", link
        assert page.value("activation") == "Tanh", link
        assert page.pressed("dataset-circle"), link
        assert page.text("layer-count") == "2", link
        page.click("add-layer")
        page.until(lambda: page.text("layer-count") == "3" and not page.message(), "another layer")
    page.step()
    assert page.epoch == 1


def test_a_set_up_beyond_the_buttons_is_taken(page):
    fields = {"hidden": hidden(16, 12, 2, 2, 2, 2, 2, 2)}
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    page.step()
    page.agrees(**fields)
    before = page.moment
    page.click("remove-layer")
    page.goes_on(before, hidden=fields["hidden"][:-1])
