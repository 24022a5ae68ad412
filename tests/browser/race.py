"""The race page, and what the core says of its lanes."""

import pytest

from nn_core import Experiment, advance, evaluate, start
from tests.browser.page import Player

CLASSICS = ["sigmoid", "tanh", "relu"]


def experiment(activation, units=(3, 3), **fields):
    """A lane."""
    return Experiment(hidden=[{"units": n, "activation": activation} for n in units], **fields)


def loss(of, epochs):
    """The test loss after some epochs."""
    return evaluate(of, advance(of, start(of), epochs)).test_loss


class Race(Player):
    """The race page."""

    READY = "window.playground?.player.frames?.length && document.querySelector('#race-chart')"

    @property
    def epoch(self):
        return int(self.text("epoch") or 0)

    def lanes(self):
        """What each lane shows: name, test loss, state, place."""
        return self.js(
            "return [...document.querySelectorAll('.lanes .lane')].map((lane) =>"
            " ['.lane-name', '.number', '.lane-state', '.rank'].map((part) => lane.querySelector(part).textContent))"
        )

    def names(self):
        return [name for name, *_ in self.lanes()]

    def losses(self):
        return [float(loss) for _, loss, *_ in self.lanes()]

    def agrees(self, activations=CLASSICS, **fields):
        """What the lanes show is what the core computes."""
        expected = [loss(experiment(key, **fields), self.epoch) for key in activations]
        assert self.losses() == pytest.approx(expected, rel=2e-3, abs=1e-4)

    def tool(self, lane, name):
        """Press a button of a lane; of many lanes each has them behind a button of its own."""
        if (more := self.css(f"[data-lane='{lane}'] .lane-more")[0]).is_displayed():
            more.click()
        self.css(f"[data-lane='{lane}'] [data-do={name}]")[0].click()

    def restarted(self, count):
        self.until(lambda: self.epoch == 0 and len(self.lanes()) == count, f"{count} lanes at epoch 0")

    def play_until(self, condition, what):
        self.click("play")
        self.until(condition, what, timeout=60)
        self.click("play")
        self.until(lambda: not self.playing, "paused")

    def state(self):
        return self.js("return playground.race.state")
