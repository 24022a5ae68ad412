"""A race whose lanes learn the shape of their activations: a lane shows it, and where it began."""

import pytest

from nn_core import advance, start
from tests.browser.race import experiment

LINK = "lanes=swish;learned-swish;prelu-per-unit&hidden=3;2&dataset=circle&seed=0&learning_rate=0.1"
SHAPES = """
return [...document.querySelectorAll(".lanes .lane-shapes")].map((box) =>
    box.hidden ? null : [box.getAttribute("aria-label"), ...[...box.children].map((each) => each.textContent)]);
"""


def number(text):
    return float(text.replace("−", "-"))


@pytest.mark.first
def test_a_lane_that_learns_draws_its_functions_and_tells_their_parameters(race):
    race.follow(LINK)
    race.restarted(3)
    race.until(lambda: race.js(SHAPES)[1], "the shapes")
    fixed, swish, prelu = race.js(SHAPES)
    assert fixed is None
    assert swish[1:] == ["Layer 1: b = 1.00, began at 1.00", "Layer 2: b = 1.00, began at 1.00"]
    assert prelu[1:] == ["Layer 1: a = 0.250 to 0.250, began at 0.250", "Layer 2: a = 0.250 to 0.250, began at 0.250"]
    race.play_until(lambda: race.epoch > 10, "some epochs")
    race.until(lambda: not race.js("return playground.player.frames.some((frame) => frame.older)"), "the last look")
    of = experiment("learned-swish", (3, 2), learning_rate=0.1)
    state = advance(of, start(of), race.epoch)
    _, swish, prelu = race.js(SHAPES)
    for text, layer in zip(swish[1:], state.layers, strict=False):
        assert number(text.partition(" = ")[2].partition(",")[0]) == pytest.approx(layer.learned[0], rel=0.006)
        assert text.endswith("began at 1.00")
    assert "What the activations have become" in swish[0]
    assert all(text in swish[0] for text in swish[1:])
    drawn = race.js(
        "return [...document.querySelectorAll('.lanes .lane-shapes canvas')].map((canvas) => canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean))"
    )
    assert drawn == [True] * 4


def test_a_lane_that_learns_nothing_any_more_shows_none(race):
    race.follow(LINK)
    race.restarted(3)
    race.until(lambda: race.js(SHAPES)[1], "the shapes")
    lane = race.css("[data-lane='1'] select.lane-value")[0]
    race.js("arguments[0].value = 'tanh'; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))", lane)
    race.until(lambda: race.js(SHAPES)[1] is None, "no shape")
    assert race.js(SHAPES)[2]
