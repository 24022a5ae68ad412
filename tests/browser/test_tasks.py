"""A claim travels: from the activations page to the race in which it was measured, with the reader's own guess."""

import pytest

from app.components.claims import claims
from app.components.network_tasks import tasks
from nn_core.formats.links.link import from_link
from nn_core.study.claims import NETWORKS
from nn_core.study.race_link import from_race_link
from tests.browser.page import Page
from tests.browser.race import Race
from tests.browser.test_access import faults, faults_light_and_dark

SPEED = next(told for told in claims() if told.key == "speed")
SCALED = next(told for told in claims() if told.key == "scaled")
TOP = "return document.querySelector('.lanes').getBoundingClientRect().top"


def _card(page, key):
    return page.css(f"[data-claim={key}]")[0]


def _press(page, key, guess):
    button = _card(page, key).find_element("css selector", f"[data-guess={guess}]")
    page.js("arguments[0].scrollIntoView({ block: 'center' })", button)
    button.click()


def _told(page, key):
    """What a reader sees of what was measured."""
    return [part.text for part in _card(page, key).find_elements("css selector", ".outcome p") if part.is_displayed()]


def test_a_claim_travels_with_a_guess_and_what_was_measured_comes_after_it(activations):
    assert not any("".join(_told(activations, told.key)) for told in claims())
    tell = _card(activations, "linear").find_element("css selector", "[data-tell]")
    activations.js("arguments[0].scrollIntoView({ block: 'center' })", tell)
    tell.click()
    linear = next(told for told in claims() if told.key == "linear")
    assert _told(activations, "linear") == [f"Measured: {linear.verdict}", linear.found, linear.shown]
    _press(activations, "speed", "true")
    assert _told(activations, "speed") == [f"You guessed: True. Measured: {SPEED.verdict}", SPEED.found, SPEED.shown]
    assert faults_light_and_dark(activations, within=".claims") == []
    check = _card(activations, "speed").find_element("css selector", ".check")
    race = Race(activations.duo, check.get_attribute("href").partition("#")[0], activations.gate)
    check.click()
    race.wait_until_ready()
    race.until(lambda: race.shown("race-task"), "the task")
    assert race.message() == ""
    assert _card(race, "speed").find_element("css selector", ".claim").text == SPEED.claim
    assert _told(race, "speed")[:3] == [f"You guessed: True. Measured: {SPEED.verdict}", SPEED.found, SPEED.shown]
    assert _told(race, "speed")[3].startswith("What to look at: ")
    assert faults(race, within="#race-task") == []
    top = race.js(TOP)
    _press(race, "speed", "depends")  # a guess can be changed, and moves nothing
    assert _told(race, "speed")[0] == f"You guessed: It depends. Measured: {SPEED.verdict}"
    assert race.js(TOP) == top
    race.reload()
    race.until(lambda: _told(race, "speed")[:1] == [f"You guessed: It depends. Measured: {SPEED.verdict}"], "the guess")
    _press(race, "speed", "depends")  # and be taken back
    assert [text for text in _told(race, "speed") if text] == ["Guess first: what was measured appears here."]
    assert race.js(TOP) == top
    # the address keeps the task until the race is another one; Back is there again
    race.choose_value("race-speed", "10")
    race.until(lambda: "speed=10" in race.driver.current_url, "another speed")
    assert from_race_link(race.driver.current_url).teaching.task == "speed"
    race.choose_value("race-noise", "25")
    race.until(lambda: "noise=25" in race.driver.current_url, "another race")
    assert from_race_link(race.driver.current_url).teaching.task == ""
    assert race.js(TOP) == top
    race.driver.back()
    race.until(lambda: from_race_link(race.driver.current_url).teaching.task == "speed", "the task again")
    race.follow(SCALED.address.removeprefix("race#"))
    race.until(lambda: race.shown("race-task") and _card(race, "scaled").is_displayed(), "another task")
    assert not _card(race, "speed").is_displayed()
    race.click("race-task-close")
    assert not race.shown("race-task")
    assert race.js("return document.activeElement.id") == "play"
    race.follow("task=nonsense&lanes=tanh;relu")
    race.until(lambda: "task must be one of speed" in race.message(), "what is wrong with it")
    assert not race.shown("race-task")


@pytest.mark.first
def test_a_claim_that_one_network_shows_travels_to_the_playground(activations):
    (steps, look) = next(told for told in tasks() if told[0].key == "steps")
    link = _card(activations, "steps").find_element("css selector", ".claim-links a[href*='#dataset']")
    _press(activations, "steps", "true")
    page = Page(activations.duo, link.get_attribute("href").partition("#")[0], activations.gate)
    activations.js("arguments[0].scrollIntoView({ block: 'center' })", link)
    link.click()
    page.wait_until_ready()
    page.until(lambda: page.shown("network-task"), "the task")
    page.until(lambda: page.js("return playground.player.experiment.hidden[0].activation") == "step", "its network")
    assert page.message() == ""
    guessed = f"You guessed: True. Measured: {steps.verdict}"
    assert _told(page, "steps") == [guessed, steps.found, steps.shown, look]
    assert faults(page, within="#network-task") == []
    top = page.js(TOP.replace(".lanes", ".columns"))
    _press(page, "steps", "true")
    assert [text for text in _told(page, "steps") if text] == ["Guess first: what was measured appears here."]
    assert page.js(TOP.replace(".lanes", ".columns")) == top
    # what is only looked at keeps the task in the address, another network does not; undo has both again
    page.switch("show-test")
    page.until(lambda: "show_test=true" in page.driver.current_url, "the switch")
    assert _task_of(page) == "steps"
    page.click("dataset-xor")
    page.restarts(dataset="xor", hidden=NETWORKS["steps"].hidden)
    page.until(lambda: "dataset=xor" in page.driver.current_url, "another network")
    assert _task_of(page) == ""
    assert "task=" not in page.driver.current_url
    assert page.shown("network-task")
    page.click("undo")
    page.until(lambda: "dataset=circle" in page.driver.current_url, "the network again")
    page.until(lambda: _task_of(page) == "steps", "and its task")
    page.reload()
    page.until(lambda: page.shown("network-task"), "the task again")
    page.click("network-task-close")
    assert not page.shown("network-task")
    assert page.js("return document.activeElement.id") == "play"
    page.follow("dataset=xor&seed=0&task=steps")
    page.until(lambda: "this is not the network in which 'steps' was measured" in page.message(), "what is wrong")
    assert not page.shown("network-task")


def _task_of(page):
    return from_link(page.driver.current_url, tasks=NETWORKS).options.task
