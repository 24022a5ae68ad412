"""Who opens the page at localhost shares a link that every device in the room can open."""

import os
import subprocess
import sys

import pytest
import requests

from app import ROOT
from app.serving.lan import lan_address
from tests.browser.page import Page
from tests.browser.race import Race
from tests.browser.servers import Gunicorn
from tests.browser.test_codes import SHARED, _share, _wait_for_code


class Open(Gunicorn):
    """A server that listens in the whole network, as BIND says."""

    def launch(self):
        settings = {"BIND": "0.0.0.0", "PORT": str(self.port), "WORKERS": "1", "LOG_LEVEL": "error"}  # noqa: S104
        command = [sys.executable, "-m", "gunicorn"]
        self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings})


@pytest.fixture(scope="module")
def server(port):
    server = Open(port=port)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def opened(tab, server):
    """The page of such a server, opened on its own computer."""
    page = Page(tab, server.url)
    page.forget()
    page.log()
    page.open()
    yield page
    assert page.log() == []
    tab.driver.get("about:blank")
    tab.get_logs()


def test_the_link_and_its_code_have_the_address_in_the_network_and_open_there(opened):
    address = lan_address()
    assert address, "this test needs a network, if only one of this computer"
    elsewhere = opened.url.replace("127.0.0.1", address)
    opened.click("discretize")
    _share(opened)
    opened.until(lambda: opened.value("share-link").startswith(f"{elsewhere}#"), "a link for others")
    link = opened.value("share-link")
    assert "discretize=true" in link
    assert opened.element("share-open").get_attribute("href") == link
    _wait_for_code(opened, link)
    assert "You opened this page at localhost" in opened.css(SHARED)[0].text
    assert "Only this computer can open" not in opened.css(SHARED)[0].text
    opened.click("share-play-hidden")
    opened.until(lambda: opened.value("share-link") == f"{link}&hide=play", "the same without Play")
    assert requests.get(elsewhere, timeout=10).ok  # this browser itself may go nowhere but here


@pytest.mark.first
def test_the_link_of_a_race_has_it_too(opened):
    race = Race(opened.duo, f"{opened.url}race")
    race.open()
    race.js("document.execCommand = () => { window.copied = document.activeElement.value; return true; }")
    race.click("race-link")
    link = race.until(lambda: race.js("return window.copied"), "a link")
    assert link == race.driver.current_url.replace("127.0.0.1", lan_address())
    race.click("race-code")
    _wait_for_code(race, link)
    assert race.css(".code-link")[0].text == link
