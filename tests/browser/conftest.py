"""A headless Chromium with the app behind it, and a fresh page for every test.

Starting a browser takes longer than most tests, so each worker starts one and keeps it. Before each test it
forgets everything; after each test it must have had nothing to complain of.
"""

from contextlib import contextmanager

import pytest
from dash.testing.application_runners import ThreadedRunner
from dash.testing.composite import DashComposite
from selenium.webdriver.chrome.options import Options

from app import create_app
from app.config import Settings
from tests.browser.activations import Activations
from tests.browser.gate import Gate
from tests.browser.held import Distant
from tests.browser.page import Page
from tests.browser.race import Race
from tests.browser.servers import Quick, free_port

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    # One process for all our pages: what a test comes to from an empty page, or in a new tab, is compiled already.
    "--process-per-site",
    "--in-process-gpu",  # these three only save time
    "--disable-features=SpareRendererForSitePerProcess",
    "--js-flags=--no-maglev",  # a page of a test doesn't live long enough for one more compiler
    "--window-size=1440,900",
    "--lang=en",
    # A classroom may have no internet: nothing but this machine can be found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


class StrictOptions(Options):
    """Chrome's options with a log of everything; Dash asks for severe entries only."""

    def set_capability(self, name, value):
        """Keep the log of everything."""
        super().set_capability(name, {"browser": "ALL"} if name == "goog:loggingPrefs" else value)


def pytest_setup_options():
    options = StrictOptions()
    for argument in ARGUMENTS:
        options.add_argument(argument)
    return options


@pytest.fixture(scope="session")
def port():
    """A port for one server of a test after another: a browser keeps what it has loaded from there, and compiled."""
    return free_port()


@pytest.fixture(scope="session")
def dash_duo(request, tmp_path_factory):
    """Dash's own fixture, but one browser for all tests of a worker."""
    with (
        ThreadedRunner() as server,
        DashComposite(
            server=server,
            browser="Chrome",
            options=request.config.hook.pytest_setup_options(),
            download_path=str(tmp_path_factory.mktemp("download")),
            percy_run=False,
        ) as duo,
    ):
        yield duo


@pytest.fixture(scope="session")
def app_behind_gate(dash_duo):
    """The app, served by a thread with many threads; a test can close the gate before the training."""
    gate = Gate(create_app(Settings(metrics=True)))
    dash_duo.start_server(gate.app, navigate=False, port=free_port(), start_timeout=30)
    return gate


@pytest.fixture
def tab(dash_duo):
    """The first tab alone."""
    driver = dash_duo.driver
    first, *others = driver.window_handles
    for handle in others:
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(first)
    return dash_duo


@pytest.fixture(scope="module")
def distant(port):
    """A server that can be far away."""
    distant = Distant(app := create_app())
    quick = Quick(app.server, port)
    quick.start()
    distant.url = quick.url
    yield distant
    quick.stop()


@pytest.fixture
def page(tab, app_behind_gate):
    """The playground, open and at epoch 0."""
    yield from _open(Page(tab, f"http://127.0.0.1:{tab.server.port}/", app_behind_gate))


@pytest.fixture
def follow(tab, app_behind_gate):
    """Open the playground by a link, the text behind the #; gives the page."""
    page = Page(tab, f"http://127.0.0.1:{tab.server.port}/", app_behind_gate)

    def come(link):
        page.follow(link)
        return page

    with _fresh(page):
        yield come


@pytest.fixture
def race(tab, app_behind_gate):
    """The race, open and at epoch 0."""
    yield from _open(Race(tab, f"http://127.0.0.1:{tab.server.port}/race", app_behind_gate))


@pytest.fixture
def activations(tab, app_behind_gate):
    """The page of activations, with its curves drawn."""
    yield from _open(Activations(tab, f"http://127.0.0.1:{tab.server.port}/activations", app_behind_gate))


def _open(page):
    with _fresh(page):
        page.open()
        yield page


@contextmanager
def _fresh(page):
    """A page that is still to be opened; the browser has forgotten what was before, and ends without complaints."""
    page.forget()
    page.log()
    page.gate.reset()
    page.resize(None)
    yield page
    page.gate.open()
    assert page.log() == []
