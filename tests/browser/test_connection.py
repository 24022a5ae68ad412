"""When the server is away, nothing is lost: the page says so, keeps the network, and goes on by itself."""

import re

import pytest

from app import create_app
from tests.browser.page import Page
from tests.browser.servers import Gunicorn, Quick

AWAY = "connection-message"


@pytest.fixture
def serve(tab, app_behind_gate):
    """Start a server and open its page; what the browser says about failed requests is expected here."""
    servers = []

    def start(server):
        servers.append(server)
        server.start()
        page = Page(tab, server.url)
        page.forget()
        page.open()
        return server, page

    yield start
    tab.driver.get(f"http://127.0.0.1:{tab.server.port}/healthz")
    for server in servers:
        server.stop()
    tab.get_logs()


@pytest.fixture
def quick(serve, port):
    """A server in a thread, and its page."""
    return serve(Quick(create_app().server, port))


def test_a_killed_server_is_told_and_training_goes_on_when_it_is_back(serve, port):
    server, page = serve(Gunicorn("app.wsgi:server", port=port))
    page.record()
    page.play()
    page.until(lambda: page.epoch > 20, "twenty epochs")
    server.stop()
    message = page.until(lambda: page.message(AWAY), "a message", timeout=10)
    assert "server" in message
    assert page.playing
    epoch = page.epoch
    assert epoch >= 20
    server.start()
    page.until(lambda: page.epoch > epoch + 10, "training goes on")
    page.until(lambda: not page.message(AWAY), "no message")
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(1, len(epochs) + 1))  # no epoch was lost, and none was trained twice
    page.agrees()


@pytest.mark.first
def test_a_server_that_fails_now_and_then_only_costs_time(serve, port):
    _, page = serve(Gunicorn("tests.browser.failing:server", port=port))
    page.record()
    page.click("play")
    page.until(lambda: page.epoch > 25, "many epochs", timeout=60)
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(1, len(epochs) + 1))
    page.agrees()
    page.click("reset")
    page.restarts()
    for _ in range(2):
        page.step()
    page.agrees()


def test_try_now_asks_at_once(quick):
    server, page = quick
    page.step()
    server.stop()
    page.click("step")
    page.until(lambda: "Next try in" in page.message(AWAY), "a message")
    page.until(lambda: re.search("Next try in [4-9]", page.message(AWAY)), "a longer pause")
    page.js("playground.pace.backOff = () => 600_000")  # so that nothing but the button can be what asks
    page.until(lambda: re.search(r"Next try in \d{3}", page.message(AWAY)), "a pause of ten minutes")
    server.start()
    page.click("retry")
    page.until(lambda: page.epoch == 2, "the second epoch")
    page.until(lambda: not page.message(AWAY), "no message")
    page.frames(20)
    assert page.epoch == 2
    page.agrees()


@pytest.mark.first
def test_controls_work_while_the_server_is_away(quick):
    server, page = quick
    page.step()
    server.stop()
    page.click("dataset-xor")
    page.click("layer-0-add")
    page.until(lambda: page.text("layer-0-units") == "5 units", "five units")
    page.until(lambda: page.message(AWAY), "a message")
    assert page.pressed("dataset-xor")
    server.start()
    hidden = [{"units": 5}, {"units": 2}]
    page.restarts(dataset="xor", hidden=hidden)
    page.until(lambda: not page.message(AWAY), "no message")
    page.step()
    page.agrees(dataset="xor", hidden=hidden)


def test_pause_while_the_server_is_away_stops_asking(quick):
    server, page = quick
    page.play()
    server.stop()
    page.until(lambda: page.message(AWAY), "a message")
    page.pause()
    page.until(lambda: not page.message(AWAY), "no message")
    epoch = page.epoch
    server.start()
    page.frames(40)
    assert page.epoch == epoch
    page.play()
    page.pause()
    page.agrees()


def test_a_state_moves_from_one_server_to_another(quick, serve):
    """Servers share nothing, and nobody needs the one that began."""
    first, page = quick
    page.play()
    page.until(lambda: page.epoch > 5, "some epochs")
    first.stop()
    second = Quick(create_app().server, first.port)
    second.start()
    try:
        epoch = page.epoch
        page.until(lambda: page.epoch > epoch + 5, "training goes on")
        page.pause()
        page.agrees()
        page.leave()
    finally:
        second.stop()
