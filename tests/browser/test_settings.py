"""The drawer for training: optimizer, initializer, schedule and so on, as a person chooses and the core uses them."""

from dataclasses import replace

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from nn_core import INITIALIZERS, OPTIMIZERS, Experiment, advance, evaluate, start
from nn_core.schedules import SCHEDULES
from tests.browser.test_access import faults_light_and_dark
from tests.browser.truth import shown


@pytest.fixture
def settings(page):
    """The playground with its settings open."""
    unfold(page)
    return page


def unfold(page):
    page.css("#more summary")[0].click()
    page.until(lambda: page.shown("optimizer"), "the settings")


def formula(page, field):
    return page.css(f"[data-formula-of={field}]")[0].text


def test_settings_are_folded_away_at_first_and_say_what_there_is(page):
    assert not page.shown("optimizer")
    assert page.text("more-summary") == "", "nothing differs from the usual"
    unfold(page)
    assert page.value("optimizer") == "SGD"
    page.css("#more summary")[0].click()
    page.until(lambda: not page.shown("optimizer"), "folded again")


def test_settings_open_and_close_by_the_keyboard_and_stay_open_when_the_page_is_loaded_again(page):
    page.js("document.querySelector('#more summary').focus()")
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    kept = "return sessionStorage.getItem('more-settings')"  # the browser tells of opening and closing a moment later
    page.until(lambda: page.shown("optimizer") and page.js(kept), "the settings")
    page.reload()
    assert page.shown("optimizer")
    page.css("#more summary")[0].click()
    page.until(lambda: not page.shown("optimizer") and not page.js(kept), "closed")
    page.reload()
    assert not page.shown("optimizer")


@pytest.mark.first
def test_the_drawer_lies_over_the_page_and_escape_closes_it(page):
    place = "return document.getElementById('output-map').getBoundingClientRect().top"
    for size in [(1440, 790), (1024, 768), (768, 1024)]:
        page.resize(*size)
        before = page.js(place)
        unfold(page)
        assert page.js(place) == before, size
        inside = page.js(
            "const { left, right, bottom } = document.querySelector('.training').getBoundingClientRect();"
            "return left >= 0 && right <= innerWidth && bottom <= innerHeight"
        )
        assert inside, size
        page.focus("optimizer")
        ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
        page.until(lambda: not page.shown("optimizer"), "closed")
        assert page.js("return document.activeElement.matches('#more > summary')"), "back to its button"


@pytest.mark.first
def test_every_optimizer_can_be_chosen_and_learns_as_in_the_core(settings):
    for optimizer in reversed(OPTIMIZERS.values()):  # SGD, which is chosen already, comes last
        settings.choose("optimizer", optimizer.name)
        settings.click("reset")
        settings.restarts(optimizer=optimizer.key)
        assert formula(settings, "optimizer") == optimizer.formula
        settings.step()
        settings.step()
        settings.agrees(optimizer=optimizer.key)


def test_every_initializer_restarts(settings):
    for initializer in reversed(INITIALIZERS.values()):
        settings.step()
        settings.choose("initializer", initializer.name)
        settings.restarts(initializer=initializer.key)
        assert formula(settings, "initializer") == initializer.formula


def test_the_optimizer_changes_while_training_goes_on_with_the_weights(settings):
    settings.play()
    settings.choose("optimizer", "Adam")
    epoch = settings.epoch
    settings.until(lambda: settings.epoch > epoch + 5, "training goes on")
    assert settings.playing
    settings.choose("optimizer", "RMSprop")  # its slot means something else
    epoch = settings.epoch
    settings.until(lambda: settings.epoch > epoch + 5, "training goes on")
    settings.pause()
    assert settings.message() == ""


def test_another_optimizer_goes_on_from_the_same_weights(settings):
    for _ in range(3):
        settings.step()
    settings.choose("optimizer", "Momentum")
    settings.frames(10)
    assert settings.epoch == 3
    settings.step()
    settings.choose("optimizer", "RMSprop")
    settings.frames(10)
    settings.step()
    sgd, momentum, rmsprop = (Experiment(optimizer=key) for key in ("sgd", "momentum", "rmsprop"))
    state = advance(momentum, advance(sgd, start(sgd), 3))
    state = replace(advance(rmsprop, state.without_slots()))
    metrics = evaluate(rmsprop, state)
    assert settings.readings == (5, shown(metrics.train_loss), shown(metrics.test_loss))


def test_the_period_appears_only_when_the_schedule_needs_it(settings):
    assert not settings.shown("schedule-epochs")
    for schedule in list(SCHEDULES.values())[1:]:
        settings.choose("schedule", schedule.name)
        settings.until(lambda: settings.shown("schedule-epochs"), "the period")
        assert schedule.formula in formula(settings, "schedule")
    settings.frames(30)
    assert faults_light_and_dark(settings, "#more") == []
    settings.choose("schedule", SCHEDULES["constant"].name)
    settings.until(lambda: not settings.shown("schedule-epochs"), "no period")


def test_a_schedule_and_its_period_are_used_without_a_reset(settings):
    plain, shared = Experiment(), {"schedule_epochs": 3}
    for schedule in ("step", "cosine", "warm-up"):
        settings.choose("schedule", SCHEDULES["constant"].name)
        settings.click("reset")
        settings.restarts()
        settings.step()
        settings.choose("schedule", SCHEDULES[schedule].name)
        settings.until(lambda: settings.shown("schedule-epochs"), "the period")
        settings.type("schedule-epochs", "3")
        scheduled = Experiment(schedule=schedule, **shared)
        settings.until(
            lambda scheduled=scheduled: Experiment(**settings.js("return playground.player.experiment")) == scheduled,
            "the server takes it",
        )
        assert settings.epoch == 1
        settings.step()
        settings.step()
        metrics = evaluate(scheduled, advance(scheduled, advance(plain, start(plain), 1), 2))
        assert settings.readings == (3, shown(metrics.train_loss), shown(metrics.test_loss))
        settings.click("reset")
        settings.restarts()
        settings.step()
        settings.agrees(schedule=schedule, **shared)
    settings.type("schedule-epochs", "")  # a period that is left empty comes back
    settings.until(lambda: settings.value("schedule-epochs") == "3", "the period that is used")
    assert settings.message() == ""


@pytest.mark.first
def test_gradients_are_clipped_without_a_reset(settings):
    settings.choose("clip-norm", "0.01")
    settings.frames(10)
    for _ in range(3):
        settings.step()
    settings.agrees(clip_norm=0.01)
    settings.choose("clip-norm", "off")
    settings.frames(10)
    assert settings.epoch == 3


def test_what_differs_is_said_when_the_settings_are_closed(settings):
    settings.choose("optimizer", "Adam")
    settings.choose("schedule", "Cosine")
    settings.choose("clip-norm", "1")
    settings.choose("initializer", "He (Kaiming)")
    settings.css("#more summary")[0].click()
    words = settings.element("more-summary").text
    assert words == "Adam · He (Kaiming) initializer · Cosine: 100 epochs · gradients clipped at 1"


def test_settings_stay_when_the_page_is_loaded_again(settings):
    settings.choose("optimizer", "AdamW")
    settings.choose("schedule", "Linear warm-up")
    settings.type("schedule-epochs", "7")
    settings.choose("clip-norm", "0.1")
    settings.choose("initializer", "Orthogonal")
    fields = {
        "optimizer": "adamw", "schedule": "warm-up", "schedule_epochs": 7, "clip_norm": 0.1,
        "initializer": "orthogonal",
    }  # fmt: skip
    settings.restarts(**fields)
    settings.reload()
    settings.restarts(**fields)
    settings.until(lambda: settings.value("optimizer") == "AdamW", "the optimizer")
    assert settings.value("schedule-epochs") == "7"
    settings.step()
    settings.agrees(**fields)
