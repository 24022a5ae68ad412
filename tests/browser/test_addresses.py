"""The addresses of the race and of the page of activations: read when they change, too, and never trusted."""

import json
from urllib.parse import quote

import pytest

from app.calls.links import answer_link


def go(page, fragment):
    """Put another fragment into the address of the open page."""
    page.js("location.hash = arguments[0]", fragment)


@pytest.mark.first
def test_a_race_put_into_the_address_is_opened(race):
    state = {**race.state(), "lanes": ["elu", "tanh", "sine", "relu"]}
    go(race, quote(json.dumps(state)))
    race.restarted(4)
    assert race.names()[:2] == ["ELU", "Tanh"]
    race.click("step")
    race.until(lambda: race.epoch == 1, "one epoch")
    go(race, "nonsense")
    race.until(lambda: "link" in race.message(), "a message")
    assert len(race.names()) == 4
    assert race.epoch == 1


def chosen(page):
    """What the address of the page of activations says: functions with their parameters."""
    _, _, text = page.driver.current_url.partition("#")
    if not text:
        return None
    functions = answer_link({"page": "activations", "text": text})["functions"]
    return sorted((its["formula"] or its["key"], its["parameter"]) for its in functions)


def test_the_address_holds_the_chosen_functions_and_brings_them_back(activations):
    assert chosen(activations) is None
    activations.choose_function("leaky-relu")
    activations.slide("parameter-leaky-relu", 0.3)
    activations.choose_function("relu")
    activations.type("own-formula", "z*sin(a*z)")
    activations.until(lambda: activations.pressed("pick-custom"), "the formula is chosen")
    activations.slide("parameter-custom", 0.5)
    expected = [("leaky-relu", 0.3), ("sigmoid", None), ("tanh", None), ("z*sin(a*z)", 0.5)]
    activations.until(lambda: chosen(activations) == expected, expected)
    assert activations.driver.current_url.endswith("#functions=sigmoid;tanh;leaky-relu:0.3;=z%2Asin%28a%2Az%29:0.5")
    curves, link = activations.curves(), activations.driver.current_url
    activations.leave()
    activations.driver.get(link)
    activations.until(lambda: len(activations.probe()) == 4, "four functions")
    activations.come_near()
    activations.until(lambda: activations.curves().keys() == curves.keys(), "their curves")
    for name, (x, y, _color) in activations.curves().items():
        assert (x, y) == tuple(curves[name][:2]), name
    assert activations.value("own-formula") == "z*sin(a*z)"


@pytest.mark.first
def test_functions_put_into_the_address_are_chosen_but_for_what_is_unknown_or_too_much(activations):
    go(activations, "functions=gelu;mish")
    activations.until(lambda: set(activations.probe()) == {"GELU", "Mish"}, "two functions")
    go(activations, f"chosen={quote(json.dumps(['elu', 'selu']))}")  # as it was written once
    activations.until(lambda: set(activations.probe()) == {"ELU", "SELU"}, "two functions")
    assert activations.message() == ""
    many = [
        "no-such",
        "tanh:99",
        "constructor",
        "gelu",
        "mish",
        "swish",
        "elu",
        "selu",
        "relu",
        "sigmoid",
        "sine",
        "tanh",
    ]
    go(activations, f"chosen={quote(json.dumps(many))}")
    activations.until(lambda: "GELU" in activations.probe(), "what is known")
    assert {"Tanh", "GELU", "Mish"} <= set(activations.probe())
    assert len(activations.probe()) <= 8
    assert "'no-such' is unknown and ignored" in activations.message()
    assert "only the first 8 of 12 are used" in activations.message()


def test_a_place_on_the_page_is_no_link_and_an_address_that_says_nothing_is_told(activations):
    go(activations, "softmax-title")
    activations.frames(20)
    assert activations.message() == ""
    assert set(activations.probe()) == {"Sigmoid", "Tanh", "ReLU"}
    for junk in ("=", "={}", "=[1]", "=%E0", '="tanh"', "=null", "=[[]]"):
        activations.js("document.getElementById('problem-message').hidden = true")
        go(activations, f"chosen{junk}")
        activations.until(lambda: "Nothing was changed" in activations.message(), f"a message for {junk}")
        assert set(activations.probe()) == {"Sigmoid", "Tanh", "ReLU"}, junk
