"""The output column: switches, theme, chart, and numbers that can be read."""

import re

import pytest

from nn_core import Experiment, advance, evaluate, start

BACKGROUND = "return getComputedStyle(document.body).backgroundColor"
SCHEME = "return document.documentElement.dataset.colorScheme"


@pytest.mark.first
def test_test_data_can_be_shown_and_hidden(page):
    page.step()
    without = page.fingerprint("#output-points")
    page.switch("show-test")
    page.until(lambda: page.fingerprint("#output-points") != without, "more points")
    assert page.checked("show-test")
    shown = page.fingerprint("#output-points")
    page.step()
    assert page.fingerprint("#output-points") == shown
    page.switch("show-test")
    page.until(lambda: page.fingerprint("#output-points") == without, "the training points only")
    assert page.epoch == 2


@pytest.mark.first
def test_the_output_can_be_discretized(page):
    page.step()
    smooth, network = page.fingerprint("#output-map"), page.fingerprint("#network-canvas")
    assert page.colors("#output-map") > 20
    page.switch("discretize")
    page.until(lambda: page.colors("#output-map") == 2, "two colors")
    assert page.fingerprint("#network-canvas") != network
    page.step()
    assert page.colors("#output-map") == 2
    page.switch("discretize")
    page.until(lambda: page.colors("#output-map") > 20, "a smooth map")
    page.click("reset")
    page.restarts()
    page.step()
    assert page.fingerprint("#output-map") == smooth
    assert page.fingerprint("#network-canvas") == network


@pytest.mark.first
def test_the_switches_work_while_training_goes_on(page):
    page.play()
    page.switch("discretize")
    page.switch("show-test")
    page.until(lambda: page.colors("#output-map") == 2, "two colors")
    assert page.playing
    page.pause()
    page.agrees()


@pytest.mark.first
def test_the_dark_theme_is_for_page_canvas_and_chart_and_is_remembered(page):
    page.step()
    assert page.js(SCHEME) == "light"
    light = page.js(BACKGROUND), page.fingerprint("#output-map"), page.fingerprint("#network-canvas")
    ink = "return document.querySelector('#loss-chart .xtick text').style.fill"
    light_ink = page.until(lambda: page.js(ink), "the chart's axis")
    page.click("color-scheme")
    page.until(lambda: page.js(SCHEME) == "dark", "the dark theme")
    page.until(lambda: page.fingerprint("#output-map") != light[1], "another map")
    page.until(lambda: page.js(ink) != light_ink, "another chart")
    assert page.js(BACKGROUND) != light[0]
    assert sum(map(int, re.findall(r"\d+", page.js(BACKGROUND))[:3])) < 200
    assert page.fingerprint("#network-canvas") != light[2]
    assert page.epoch == 1
    page.reload()
    assert page.js(SCHEME) == "dark"
    page.click("color-scheme")
    page.until(lambda: page.js(SCHEME) == "projector", "black on white")
    page.click("color-scheme")
    page.until(lambda: page.js(SCHEME) == "light", "the light theme")
    page.step()
    page.until(lambda: page.fingerprint("#output-map") == light[1], "the first map")
    assert page.js(BACKGROUND) == light[0]


def _system(page, scheme):
    """The system of this tab is light, or dark."""
    emulate = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", emulate)


def test_the_first_theme_is_that_of_the_system_without_a_flash(page):
    source = "new MutationObserver(() => (window.seen ??= []).push(document.documentElement.dataset.colorScheme))"
    source += ".observe(document, { attributeFilter: ['data-color-scheme'], subtree: true })"
    page.new_tab(source)
    for scheme in ("light", "dark"):
        _system(page, scheme)
        page.reload()
        page.frames(10)
        assert set(page.js("return window.seen")) == {scheme}
        assert (sum(map(int, re.findall(r"\d+", page.js(BACKGROUND))[:3])) > 600) == (scheme == "light")


def test_the_theme_follows_the_system_until_somebody_chooses(page):
    page.new_tab()
    page.wait_until_ready()
    _system(page, "dark")
    page.until(lambda: page.js(SCHEME) == "dark", "dark, as the system")
    page.click("color-scheme")
    page.until(lambda: page.js(SCHEME) == "projector", "as chosen")
    _system(page, "light")
    _system(page, "dark")
    page.frames(10)
    assert page.js(SCHEME) == "projector"


PLANE = {"problem": "regression", "hidden": []}
LINE = {**PLANE, "features": ["x"], "batch_size": 600}


LOSSES = (
    ({**PLANE, "learning_rate": 0.002}, 8),  # from 0.9 down to 0.0007
    ({**PLANE, "learning_rate": 0.1}, 4),  # 1e-24
    ({**LINE, "learning_rate": 0.4}, 8),  # 1e9
)


def test_losses_of_every_size_can_be_read_to_three_digits(page):
    """The numbers are those of the core, rounded and not cut off, and short enough for their place."""
    for fields, epochs in LOSSES:
        experiment = Experiment(**fields)
        page.follow_to(experiment)
        page.restarts(**fields)
        for epoch in range(1, epochs + 1):
            page.step()
            metrics = evaluate(experiment, advance(experiment, start(experiment), epoch))
            for id_, value in (("train-loss", metrics.train_loss), ("test-loss", metrics.test_loss)):
                text = page.text(id_)
                assert float(text) == pytest.approx(value, rel=5.1e-3), text
                assert len(text) <= 8


def test_the_epoch_can_be_read_by_people_and_by_programs(page):
    page.choose("speed", "100x")
    page.play()
    page.until(lambda: page.epoch >= 1000, "a thousand epochs")
    page.pause()
    assert page.text("epoch") == str(page.epoch)
    assert len(page.css("#epoch span")) == 2
