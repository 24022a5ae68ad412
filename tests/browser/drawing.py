"""The network drawing as a person uses it: pointing, clicking and tapping at units, weights and biases."""

from base64 import urlsafe_b64decode

import numpy as np
from selenium.webdriver.common.actions.action_builder import ActionBuilder

from app.wire.frames import OUTPUT_PIXELS
from nn_core import Experiment, TrainingState
from nn_core.insight.picture import colors, unit_pixels

AWAY = (5, 5)
MAP = """
const map = document.getElementById("output-map"), copy = document.createElement("canvas");
[copy.width, copy.height] = [map.width, map.height];
const context = copy.getContext("2d", { willReadFrequently: true });
context.drawImage(map, 0, 0);
const { state, epoch } = playground.player.frame;
return [map.width, Array.from(context.getImageData(0, 0, map.width, map.height).data), state, epoch];
"""
CARD = """
const card = document.getElementById("network-card");
const text = (name) => card.getElementsByClassName(`card-${name}`)[0].textContent;
return [card.hidden, text("name"), text("value"), text("note"), text("error"), playground.player.frame.state];
"""


def unit(layer, number):
    return {"kind": "unit", "layer": layer, "unit": number}


def bias(layer, number):
    return {"kind": "bias", "layer": layer, "unit": number}


def weight(layer, number, source):
    return {"kind": "weight", "layer": layer, "unit": number, "input": source}


class Drawing:
    """The drawing on a page that shows an experiment."""

    def __init__(self, page, **fields):
        self.page = page
        self.experiment = Experiment(**fields)

    # Doing

    def spot(self, what):
        """Where something is, in whole pixels of the window."""
        return tuple(round(at) for at in self.page.js("return playground.drawing.spot(arguments[0])", what))

    def _mouse(self, place, click=False):
        actions = ActionBuilder(self.page.driver, duration=0)
        actions.pointer_action.move_to_location(*place)
        if click:
            actions.pointer_action.click()
        actions.perform()

    def hover(self, what):
        self._mouse(self.spot(what))

    def click(self, what):
        self._mouse(self.spot(what), click=True)

    def leave(self):
        self._mouse(AWAY)

    def tap(self, what):
        self.touch(self.spot(what))

    def touch(self, place):
        """A short touch of a finger."""
        point = dict(zip("xy", place, strict=True))
        for kind, points in (("touchStart", [point]), ("touchEnd", [])):
            self.page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    # Looking

    def state(self, text=None):
        """The state on the screen, or that of a text."""
        text = text or self.page.js("return playground.player.frame.state")
        return TrainingState.from_bytes(self.experiment, urlsafe_b64decode(text))

    def map(self):
        """What the big map shows, (height, width, 3), and the state on the screen at the same moment."""
        size, data, text, _ = self.page.js(MAP)
        return np.array(data, dtype=np.uint8).reshape(-1, size, 4)[..., :3], self.state(text)

    def shows(self, layer, number):
        """Whether the big map shows a unit, sharp and as it is now."""
        pixels, state = self.map()
        expected = unit_pixels(self.experiment, state, layer, number, OUTPUT_PIXELS)
        return alike(pixels, expected)

    def shows_output(self):
        return self.shows(len(self.experiment.hidden), 0)

    def title(self):
        """What is written above the map, if anything."""
        (title,) = self.page.css(".map-title")
        return title.text

    @property
    def card(self):
        """What the card says: name, value, note, error; None while it is hidden."""
        hidden, *texts, _ = self.page.js(CARD)
        return None if hidden else texts

    def live(self):
        """The value on the card, and the state on the screen at the same moment."""
        _, _, value, _, _, text = self.page.js(CARD)
        return value, self.state(text)


def alike(shown, pixels):
    """Whether colors are those of the bytes of a picture."""
    expected = colors((pixels.astype(float) - 128) / 127).astype(int)
    return shown.shape == expected.shape and int(np.abs(shown - expected).max()) <= 2


def written(value):
    """A number as the card writes it."""
    if not value:
        return "0"
    sign, size = "−" if value < 0 else "", abs(value)
    if not 1e-4 <= size < 1e6:
        return sign + f"{size:.2e}".replace("e-0", "e-").replace("e+0", "e")
    return sign + (f"{size:,.0f}" if size >= 1000 else f"{size:#.3g}".rstrip("."))
