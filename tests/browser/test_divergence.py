"""Training that diverges stops at its last good state, says why and what to do, and can be put right."""

import pytest

from nn_core import Experiment
from tests.browser.truth import hidden

SETTLED = 15


def _too_fast(page):
    page.choose("problem", "Regression")
    page.choose("activation", "ReLU")
    page.choose("learning-rate", "10")
    page.restarts(problem="regression", hidden=hidden(4, 2, activation="relu"))


def _said(page):
    return page.until(page.message, "a message")


@pytest.mark.first
def test_divergence_stops_and_names_the_learning_rate_and_reset_puts_it_right(page):
    _too_fast(page)
    page.click("play")
    message = _said(page)
    assert "diverged" in message
    assert page.text("reset-slower") == "Reset with learning rate 1"
    assert not page.playing
    page.frames(SETTLED)
    page.restarts(problem="regression", hidden=hidden(4, 2, activation="relu"))
    assert page.message() == message
    page.click("reset")
    page.until(lambda: not page.message(), "no message")
    page.choose("learning-rate", "0.03")
    page.play()
    page.until(lambda: page.epoch > 5, "some epochs")
    page.pause()
    page.agrees(problem="regression", hidden=hidden(4, 2, activation="relu"))
    assert page.message() == ""


def test_a_lower_rate_alone_puts_it_right_too(page):
    _too_fast(page)
    page.click("play")
    _said(page)
    page.choose("learning-rate", "0.03")
    page.until(lambda: not page.message(), "no message")
    page.step()
    page.agrees(problem="regression", hidden=hidden(4, 2, activation="relu"))


def test_play_and_step_again_say_it_again_and_the_way_out_is_offered_and_taken(page):
    _too_fast(page)
    for button in ("play", "step", "play"):
        page.click(button)
        assert "diverged" in _said(page)
        page.until(lambda: not page.playing, "paused")
        page.click("reset")
        page.until(lambda: not page.message(), "no message")
    page.click("play")
    _said(page)
    page.click("reset-slower")
    page.restarts(problem="regression", hidden=hidden(4, 2, activation="relu"), learning_rate=1.0)
    assert page.value("learning-rate") == "1"
    page.until(lambda: not page.message(), "no message")
    assert not page.shown("reset-slower")
    assert "Learning rate changed. Training restarted." in page.text("notice")


def _curves(page):
    return page.js(
        "const { data } = document.querySelector('#loss-chart .js-plotly-plot');"
        "return data.map(({ x, y }) => x.map((epoch, i) => [epoch, y[i]]))"
    )


def test_the_epoch_of_the_message_is_the_epoch_that_is_shown_and_all_stays_finite(page):
    """However many epochs a frame has: what is on the screen is the last good state."""
    fields = {"problem": "regression", "features": ["x"], "hidden": [], "batch_size": 600, "learning_rate": 0.2}
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    for speed in ("1x", "100x"):
        if page.value("speed") != speed:
            page.choose("speed", speed)
        page.click("play")
        message = _said(page)
        assert f"epoch {page.text('epoch')}:" in message
        page.agrees(**fields)
        page.until(lambda: _curves(page)[0][-1][0] == page.epoch, "the curve has come to that epoch")
        for curve in _curves(page):
            assert all(isinstance(y, int | float) for _, y in curve)  # NaN and infinity would come as None
        page.click("reset")
        page.restarts(**fields)
