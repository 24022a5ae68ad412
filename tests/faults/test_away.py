"""The network is gone for half a minute, or the lid of the laptop is closed for an hour: training goes on by itself."""

from contextlib import contextmanager

import psutil
import pytest

from app import create_app
from tests.browser.gate import Gate
from tests.browser.page import Page
from tests.browser.servers import Quick
from tests.faults.clock import CLOCK, jump, ring

AWAY = "connection-message"
HOUR = 3600
TRIES = "return window.tries"
COUNT_TRIES = """
window.tries = 0;
const { tick } = playground.server;
playground.server.tick = (request) => { window.tries += 1; return tick(request); };
"""


@pytest.fixture
def gated(tab, port):
    """A page that plays, with a clock that can jump; and the gate before its server."""
    gate = Gate(create_app())
    server = Quick(gate.app.server, port)
    server.start()
    page = Page(tab, server.url)
    page.forget()
    page.new_tab(CLOCK)
    page.wait_until_ready()
    page.js(COUNT_TRIES)
    page.record()
    page.play()
    page.until(lambda: page.epoch > 10, "it plays")
    yield page, gate
    page.pause()
    page.agrees()
    gate.open()
    page.driver.get("about:blank")
    server.stop()
    tab.get_logs()  # what it says about failed requests is expected here


def goes_on(page):
    """At its usual pace, with each epoch shown once, and without a message."""
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 60, "training goes on")
    page.until(lambda: not page.message(AWAY), "no message")
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(1, len(epochs) + 1))  # two in one moment would be one record


def network(page, *, offline):
    page.driver.execute_cdp_cmd("Network.enable", {})
    conditions = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)


def test_the_network_is_gone_for_half_a_minute(gated):
    """The longest pause between two tries is less than ten seconds: three such pauses are thirty, and none is waited
    for, as the page's clock is set forward by each."""
    page, _ = gated
    network(page, offline=True)
    page.until(lambda: "Next try in" in page.message(AWAY), "a message")
    page.drain()
    epoch = page.epoch
    for _ in range(3):
        tries = page.js(TRIES)
        jump(page, 10)
        page.until(lambda tries=tries: page.js(TRIES) > tries, "another try")
        page.until(lambda: "Next try in" in page.message(AWAY), "a message")
    assert page.playing
    assert page.epoch == epoch
    network(page, offline=False)
    jump(page, 10)
    goes_on(page)


@contextmanager
def asleep(page):
    """The lid is closed for an hour: all processes of the browser stand still, and then it is an hour later."""
    browser = psutil.Process(page.driver.service.process.pid).children(recursive=True)
    jump(page, HOUR)
    for process in browser:
        process.suspend()
    try:
        yield
    finally:
        for process in browser:
            process.resume()


def test_the_lid_is_closed_for_an_hour_with_a_tick_on_its_way(gated):
    """What was due meanwhile comes in no particular order: the answer, and the end of all patience with it."""
    page, gate = gated
    for answered in (True, False):
        gate.close()
        gate.wait_for_request()
        page.drain()
        with asleep(page):
            if answered:
                answers = gate.answered
                gate.open()
                gate.wait_for_answers(answers + 1)
        ring(page)
        gate.open()
        goes_on(page)


def test_the_lid_is_closed_for_an_hour_with_frames_to_be_shown_and_without_a_server(gated):
    """The frames come one after the other, not all at once."""
    page, _ = gated
    with asleep(page):
        pass
    ring(page)
    goes_on(page)
    network(page, offline=True)
    page.until(lambda: page.message(AWAY), "a message")
    with asleep(page):
        pass
    network(page, offline=False)
    goes_on(page)
