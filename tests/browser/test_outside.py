"""Nothing leaves the machine: a classroom may have no internet, and no one is told who learns here."""

import json
from urllib.parse import urlsplit

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.chrome.options import Options

from tests.browser.conftest import ARGUMENTS
from tests.browser.page import Page


class RecordingOptions(Options):
    """Chrome's options with a record of every request."""

    def set_capability(self, name, value):
        """Add the record."""
        super().set_capability(name, {"performance": "ALL"} if name == "goog:loggingPrefs" else value)


@pytest.fixture
def recorded(app_behind_gate, tab, tmp_path):
    """The playground in a browser that records its requests."""
    options = RecordingOptions()
    for argument in ARGUMENTS:
        options.add_argument(argument)
    app_behind_gate.reset()
    with Browser(browser="Chrome", options=[options], download_path=str(tmp_path), percy_run=False) as browser:
        page = Page(browser, f"http://127.0.0.1:{tab.server.port}/", app_behind_gate)
        page.open()
        yield page


def test_every_request_goes_to_the_own_server(recorded):
    page = recorded
    for button in ("dataset-spiral", "feature-xy", "add-layer", "regenerate", "color-scheme"):
        page.click(button)
    page.choose("problem", "Regression")
    page.play()
    page.until(lambda: page.epoch > 5, "some epochs")
    page.pause()
    own = urlsplit(page.url).netloc
    asked = []
    for entry in page.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
        if message["method"] == "Network.webSocketCreated":
            asked.append(message["params"]["url"])
    assert len(asked) > 20
    schemes = ("data", "blob", "about", "chrome")
    assert [url for url in asked if urlsplit(url).scheme not in schemes and urlsplit(url).netloc != own] == []


@pytest.mark.first
def test_the_page_holds_no_address_of_another_host(page):
    page.step()
    links = "[href], [src], [action], [data-src], [srcset]"
    found = page.js(
        "return Array.from(document.querySelectorAll(arguments[0]), (element) =>"
        " element.href?.baseVal ?? element.href ?? element.src ?? element.action)",
        links,
    )
    own = urlsplit(page.url).netloc
    assert found
    assert [url for url in found if url and urlsplit(url).netloc not in (own, "")] == []
    timed = page.js("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert {urlsplit(url).netloc for url in timed} == {own}


@pytest.mark.first
def test_the_policy_of_the_page_blocks_what_a_script_would_send_outside(page):
    blocked = page.driver.execute_async_script(
        "const done = arguments[0]; const seen = [];"
        "document.addEventListener('securitypolicyviolation', (event) => {"
        "  seen.push(event.effectiveDirective); if (seen.length === 3) done(seen); });"
        "fetch('http://192.0.2.1/').catch(() => {});"
        "new Image().src = 'http://192.0.2.1/x.png';"
        "document.head.append(Object.assign(document.createElement('script'), { src: 'http://192.0.2.1/x.js' }));"
    )
    assert sorted(blocked) == ["connect-src", "img-src", "script-src-elem"]
    assert all("Content Security Policy" in message or "violates" in message for message in page.log())


def test_the_chart_offers_no_upload(page):
    assert page.css(".modebar") == [] or not any(element.is_displayed() for element in page.css(".modebar-btn"))
    assert page.css("[data-title*=hare]") == []
