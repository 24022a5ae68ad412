"""The page of activations as one piece: its contents, its height, and the probe that is dragged on the charts."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys

WINDOW = (1440, 900)
MOST_SCREENS = 3
PLOT = """
const axes = document.querySelector(`#${arguments[0]} [class~="nsewdrag"]`).getBoundingClientRect();
return [axes.left, axes.top, axes.width, axes.height];
"""
TOP = "return document.getElementById(arguments[0]).getBoundingClientRect().top"


def _current(activations):
    return activations.texts("#contents [aria-current]")


def test_the_contents_lead_to_every_section_and_say_where_one_is(activations):
    activations.resize(*WINDOW)
    height = activations.js("return document.documentElement.scrollHeight")
    assert height <= MOST_SCREENS * WINDOW[1]
    names = activations.texts("#contents a")
    assert names[-2:] == ["Deep signal", "Is it true?"]
    activations.until(lambda: _current(activations) == names[:1], "at the top")
    address = activations.driver.current_url
    for size in (WINDOW, (390, 844)):
        activations.resize(*size)
        for name, link in zip(names, activations.css("#contents a"), strict=True):
            link.click()
            place = link.get_attribute("href").partition("#")[2]
            activations.until(lambda name=name: _current(activations) == [name], name)
            activations.until(lambda place=place, bottom=size[1]: 0 <= activations.js(TOP, place) < bottom, place)
            assert activations.js("return document.activeElement.id") == place
            box = activations.js("return document.querySelector('#contents').getBoundingClientRect().top")
            assert 0 <= box < size[1]
    assert activations.driver.current_url == address  # it says what is chosen
    assert activations.js("return document.querySelector('#compare').open")
    # whoever scrolls is told, too
    activations.js("scrollTo(0, 0)")
    activations.until(lambda: _current(activations) == names[:1], "back at the top")


def _drag(activations, start, end):
    actions = ActionBuilder(activations.driver, duration=20)
    mouse = actions.pointer_action
    mouse.move_to_location(*start).pointer_down().move_to_location(*end).pointer_up()
    actions.perform()


def _z(activations):
    return activations.slider("probe-z")


@pytest.mark.first
def test_the_probe_is_dragged_on_the_charts_and_moved_by_keys(activations):
    activations.resize(*WINDOW)
    for chart, begin, end in (("function-chart", 0.5, 0.75), ("slope-chart", 0.6, 0.25)):
        left, top, width, height = activations.js(PLOT, chart)
        middle = round(top + height / 2)
        _drag(activations, (round(left + begin * width), middle), (round(left + end * width), middle))
        z = -6 + 12 * end
        activations.until(lambda z=z: abs(_z(activations) - z) <= 0.1, f"z about {z}")
        here = _z(activations)
        activations.until(
            lambda chart=chart, here=here: {x for x, _ in activations.marks(chart, "circle")} == {here}, "the marks"
        )
    # a pointer that only passes by moves nothing
    ActionChains(activations.driver).move_to_element(activations.element("function-chart")).perform()
    activations.frames(10)
    assert _z(activations) == here
    activations.keys("probe-z", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    activations.until(lambda: abs(_z(activations) - here - 0.1) < 1e-9, "two steps to the right")
    shown = activations.element("probe-z").get_attribute("aria-valuetext")
    label = f"z = {shown}"
    activations.until(lambda: label in activations.text("function-chart"), "the label of the line")
