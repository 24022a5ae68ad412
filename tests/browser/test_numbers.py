"""How numbers are written: one way on all of the page, and what somebody has chosen exactly, in Python, too."""

import math
import random
import struct

import pytest

from nn_core import Experiment
from nn_core.common.written import exact
from tests.browser.drawing import Drawing, weight, written

WRITE = "return arguments[0].map((value) => playground.numbers.exact(value));"
CHOSEN = [0, 1e-6, 1.5e-5, 1e-7, 1e-9, 9e-10, 1.5e-12, 0.1 + 0.2, 33.3, 1000, 1234567.5, -0.0001, 1e15, 1e21, 5e-324]


@pytest.mark.first
def test_a_chosen_number_is_written_exactly_and_in_both_languages_alike(page):
    """How what was measured is written is tried in node."""
    drawn = random.Random(5)
    bits = (struct.unpack("<d", drawn.randbytes(8))[0] for _ in range(400))
    values = [*CHOSEN, *(value for value in bits if math.isfinite(value))]
    values += [round(drawn.uniform(-9, 9) * 10.0 ** drawn.randint(-12, 16), drawn.randint(0, 14)) for _ in range(400)]
    texts = page.js(WRITE, values)
    assert texts == [exact(value, "−") for value in values]
    assert [float(text.replace("−", "-").replace(",", "")) for text in texts] == values
    assert texts[:9] == [
        "0", "0.000001", "0.000015", "0.0000001", "0.000000001", "9e-10", "1.5e-12", "0.30000000000000004", "33.3",
    ]  # fmt: skip
    assert texts[9:15] == ["1,000", "1,234,567.5", "−0.0001", "1e15", "1e21", "5e-324"]


@pytest.mark.first
def test_a_weight_is_written_alike_in_card_table_and_inspector(page):
    drawing = Drawing(page)
    page.click("dock-weights")
    page.js("scrollTo(0, 0)")  # the table is below the network
    drawing.click(weight(0, 0, 0))
    number = drawing.state().layers[0].weights[0, 0]
    assert drawing.card[1] == written(number)
    page.until(lambda: page.texts("#weights-tables td[role=gridcell]")[0] == written(number), "the number in the table")
    page.click("dock-selected")
    page.until(lambda: page.value("inspector-value") == repr(float(number)), "the number in the inspector")
    assert page.value("network-value") == repr(float(number))


LINKS = [
    ({"learning_rate": 1e-6}, "learning-rate", "0.000001"),
    ({"learning_rate": 1.5e-5}, "learning-rate", "0.000015"),
    ({"learning_rate": 1e-7}, "learning-rate", "0.0000001"),
    ({"learning_rate": 0.0123456789}, "learning-rate", "0.0123456789"),
    ({"clip_norm": 1e-6}, "clip-norm", "0.000001"),
    ({"clip_norm": 2.5000001}, "clip-norm", "2.5000001"),
    ({"regularization": "l2", "regularization_rate": 1e-7}, "regularization-rate", "0.0000001"),
]


def test_a_number_that_is_not_offered_is_shown_as_it_is(page):
    page.css("#more summary")[0].click()
    for fields, control, text in LINKS:
        page.follow_to(Experiment(**fields))
        page.restarts(**fields)
        assert page.js("return document.getElementById(arguments[0]).selectedOptions[0].textContent", control) == text
        if control == "clip-norm":
            page.css("#more summary")[0].click()
            assert f"clipped at {text}" in page.element("more-summary").text
            page.css("#more summary")[0].click()
        page.step()
        page.choose("activation", "ReLU")  # another change brings nothing else in its place
        field = next(name for name in fields if name != "regularization")
        activation = "return playground.player.experiment.hidden[0].activation"
        page.until(lambda activation=activation: page.js(activation) == "relu", "ReLU")
        assert page.js("return playground.player.experiment[arguments[0]]", field) == fields[field]


def test_sliders_say_a_value_between_their_steps(page):
    fields = {"train_percent": 33.3, "noise": 0.5, "hidden": [{"units": 2, "activation": "elu", "dropout": 0.001,
              "parameter": 0.1001}]}  # fmt: skip
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    said = {
        "train-percent": "33.3%",
        "noise": "0.5",
        "layer-0-dropout": "0.1%",
    }
    for slider, text in said.items():
        assert page.texts(f"[data-value-of={slider}]") == [text]
    assert page.value("layer-0-parameter") == "0.1001"
    page.step()
    page.agrees(**fields)


def test_a_race_shows_its_numbers_as_they_are(race):
    base = {"dataset": "circle", "learning_rate": 1e-6, "noise": 12.5}
    race.js(
        "location.hash = encodeURIComponent(JSON.stringify(arguments[0]))",
        {"base": base, "differs": "train_percent", "lanes": ["33.3", "50"]},
    )
    race.until(lambda: race.names() == ["training share 33.3%", "training share 50%"], "the lanes")
    chosen = "return document.getElementById(arguments[0]).selectedOptions[0].textContent"
    assert race.js(chosen, "race-learning-rate") == "0.000001"
    assert race.js(chosen, "race-noise") == "12.5"
    assert race.js("return document.querySelector('.lane-value').selectedOptions[0].textContent") == "33.3%"
    lanes = {"base": {}, "differs": "learning_rate", "lanes": ["1e-6", "0.03"]}
    race.js("location.hash = encodeURIComponent(JSON.stringify(arguments[0]))", lanes)
    race.until(lambda: race.names() == ["learning rate 0.000001", "learning rate 0.03"], "the rates")
    race.until(lambda: race.js("return playground.player.experiments[0].learning_rate") == 1e-6, "the rate itself")
