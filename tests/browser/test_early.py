"""Keys and buttons before a page has begun, while it goes on loading, when it is there, and where there is no page."""

import pytest

from tests.browser.held import Holding, held_server, try_everything
from tests.browser.page import Page
from tests.browser.test_access import faults_light_and_dark

PLACES = ("", "race", "activations", "no/such/page")
CHARTS = (b"async-graph", b"plotly.min.js")
ANSWERS = tuple(f"{wire}-request.data".encode() for wire in ("tick", "curves", "softmax", "signal", "link", "code"))


@pytest.fixture(scope="module")
def server(port):
    """One that can hold requests."""
    with held_server(Holding, port) as its:
        yield its


@pytest.fixture
def slow(tab, server):
    """A page of it and what holds back its requests; afterwards it has had nothing to complain of."""
    quick, holding = server
    page = Page(tab, quick.url)
    page.forget()
    page.log()
    page.resize(None)
    yield page, holding
    holding.let_go()
    page.leave()
    tab.get_logs()


def complaints(page):
    """What the browser says, but for the status of an address without a page."""
    return [said for said in page.log() if not (PLACES[-1] in said and said.endswith("(NOT FOUND)"))]


def there(page, place):
    """Wait until the page shows what it is about."""
    shown = {"race": "#race-chart", "activations": "#function-chart", "": "#loss-chart"}
    page.until(lambda: page.css(shown.get(place, ".not-found a")), "the page is there")


def begun(page):
    """Wait until there is more than the header."""
    page.until(lambda: page.js("return !document.querySelector('main [data-html]')"), "the page has begun")


def press(page, most=4):
    """Try everything, and nothing breaks."""
    pressed = try_everything(page)
    assert {"help", "palette", "color-scheme", "shortcuts"} <= set(pressed)
    assert len(pressed) >= most
    page.frames(30)
    assert complaints(page) == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_is_pressed_before_the_page_begins_or_has_answers_breaks_it(slow, place):
    page, holding = slow
    holding.hold(b"_pages_content", *ANSWERS)
    page.driver.get(page.url + place)
    page.until(lambda: page.css("#help"), "the header")
    page.until(lambda: page.js("return Boolean(window.playground)"), "its scripts: see test_first_paint for before")
    press(page)
    holding.hold(*ANSWERS)
    begun(page)
    press(page)
    holding.let_go()
    there(page, place)
    page.frames(30)
    assert complaints(page) == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_is_pressed_before_the_charts_are_there_or_on_a_page_breaks_it(slow, place):
    page, holding = slow
    holding.hold(*CHARTS)
    page.driver.get(page.url + place)
    page.until(lambda: page.css("#help"), "the header")
    begun(page)
    if "no" not in place:  # there is no chart
        press(page)
    holding.let_go()
    there(page, place)
    page.frames(30)
    assert complaints(page) == []
    press(page, most=4 if "no" in place else 20)


@pytest.mark.first
def test_an_address_without_a_page_leads_to_the_pages(slow):
    page, _ = slow
    page.driver.get(f"{page.url}no/such/page")
    there(page, "no/such/page")
    assert page.text("help") == ""
    assert [link.get_attribute("href") for link in page.css(".not-found a")] == [
        page.url, f"{page.url}race", f"{page.url}activations", f"{page.url}lessons", f"{page.url}class",
    ]  # fmt: skip
    assert page.driver.title == "Page not found"
    page.click("help")
    page.until(lambda: page.shown("shortcuts"), "the help")
    assert faults_light_and_dark(page) == []
    page.driver.get(f"{page.url}race/")
    there(page, "race")
    assert page.driver.current_url.partition("#")[0] == f"{page.url}race"
    assert complaints(page) == []


@pytest.mark.parametrize("place", ["", "race", "activations"])
def test_the_same_stands_there_when_an_open_page_goes_to_such_an_address(slow, place):
    page, _ = slow
    page.driver.get(page.url + place)
    there(page, place)
    page.js("history.pushState(null, '', '/no/such/page'); dispatchEvent(new PopStateEvent('popstate'))")
    there(page, "no/such/page")
    page.click("help")
    page.until(lambda: page.shown("shortcuts"), "the help")
    page.frames(30)
    assert complaints(page) == []
