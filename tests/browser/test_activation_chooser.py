"""The list of activations: how many can be chosen, and by what they are found."""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import ACTIVATIONS


@pytest.mark.first
def test_no_more_than_eight_are_shown_and_none_is_a_choice_too(activations):
    activations.js("location.hash = 'functions=sigmoid;tanh;relu;elu;mish;sine;maxout'")
    activations.until(lambda: len(activations.curves()) == 7, "seven curves")
    assert activations.element("pick-erf").is_enabled()
    activations.choose_function("softmax")
    assert not activations.element("pick-erf").is_enabled()
    activations.until(lambda: len(activations.curves()) == 8, "eight curves")
    activations.js("document.querySelectorAll('.pick[aria-pressed=true]').forEach((button) => button.click())")
    activations.until(lambda: not activations.curves(), "no curve")
    assert activations.cards() == []
    assert activations.element("pick-erf").is_enabled()
    assert not activations.element("race-them").is_enabled()


def test_a_long_name_in_the_list_has_its_own_room(activations):
    """Two lines, if it takes them: what is below it moves on."""
    high = "return [...document.querySelectorAll('.pick')].filter((one) => one.scrollHeight > one.clientHeight + 1)"
    assert [pick.text for pick in activations.js(high)] == []


def _shown(activations):
    return [pick.get_attribute("data-key") for pick in activations.css(".pick") if pick.is_displayed()]


def test_functions_are_found_by_any_name_by_family_and_by_network_and_the_address_says_so(activations):
    count = lambda: activations.text("filter-count")  # noqa: E731
    everything = f"{len(ACTIVATIONS)} of {len(ACTIVATIONS)} shown"
    assert count() == everything
    field = activations.element("filter-name")
    field.send_keys("nn.SiLU")
    assert (_shown(activations), count()) == (["hard-swish", "swish", "swiglu"], f"3 of {len(ACTIVATIONS)} shown")
    activations.choose_value("filter-family", "smooth")
    assert _shown(activations) == ["swish"]
    field.send_keys(Keys.ENTER, Keys.SPACE)  # to the first one, and choose it
    activations.until(lambda: "Swish" in activations.curves(), "its curve")
    activations.until(
        lambda: activations.js("return location.hash").endswith("find=nn.SiLU&family=smooth"), "the address"
    )
    activations.choose_value("filter-family", "")
    field.clear()
    activations.choose_value("filter-network", "BERT")
    assert _shown(activations) == ["gelu", "softmax"]
    assert activations.texts("#chosen-legend li") == ["Sigmoid", "Tanh", "ReLU", "Swish"]  # chosen, seen or not
    activations.js("location.hash = 'network=MobileNetV3&family=sigmoid'")
    activations.until(lambda: _shown(activations) == ["hard-sigmoid"], "what the address says")
    assert activations.texts("#chosen-legend li") == ["Sigmoid", "Tanh", "ReLU", "Swish"]
    activations.js("location.hash = 'functions=jax.nn.gelu;ReLU6'")
    activations.until(lambda: count() == everything, "all of them")
    activations.until(lambda: activations.cards() == ["ReLU6", "GELU, tanh form"], "its functions")
    assert activations.message() == ""
