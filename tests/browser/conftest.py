"""A headless Chromium with the app behind it, and a fresh page for every test.

Starting a browser takes longer than most tests, so each worker starts one and keeps it. Before each test it
forgets everything; after each test it must have had nothing to complain of.
"""

from contextlib import contextmanager
from pathlib import Path

import pytest
from dash.testing.application_runners import ThreadedRunner
from dash.testing.composite import DashComposite
from selenium.webdriver.chrome.options import Options

from app import create_app
from app.config import Settings
from bench import class_experiment
from tests.browser.activations import Activations
from tests.browser.desk import SEATS, Desk
from tests.browser.gate import Gate
from tests.browser.held import Distant
from tests.browser.page import Page
from tests.browser.race import Race
from tests.browser.room import Room, fresh
from tests.browser.seat import serving
from tests.browser.servers import Quick, free_port

# Chromium without a window: the same engine, and a page takes a quarter less time. Without it, Chromium. Debian's
# script in /usr/bin would be ended instead of what it starts.
SHELL = Path("/usr/lib/chromium/chromium-headless-shell")
PAGE = "1440,757"  # what a window of 1440 × 900 leaves below its bars
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
    f"--window-size={PAGE if SHELL.exists() else '1440,900'}",
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
    return _options(window=not SHELL.exists())


def _options(*, window):
    options = StrictOptions()
    if not window:
        options.binary_location = str(SHELL)
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
    options = request.config.hook.pytest_setup_options()
    with ThreadedRunner() as server, _browser(server, options, tmp_path_factory.mktemp("download")) as duo:
        yield duo


def _browser(server, options, downloads):
    return DashComposite(
        server=server, browser="Chrome", options=options, download_path=str(downloads), percy_run=False
    )


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
def page_in_a_window(dash_duo, app_behind_gate, tmp_path):
    """The playground in a browser of its own, with a window: only there a tab hides the others."""
    with _browser(dash_duo.server, [_options(window=True)], tmp_path) as duo:
        yield from _open(Page(duo, f"http://127.0.0.1:{dash_duo.server.port}/", app_behind_gate))


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


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """A server with a board of its own."""
    with serving(tmp_path_factory.mktemp("board")) as its:
        yield its


@pytest.fixture
def teacher(classroom):
    """Who has just opened a class."""
    return classroom.board.opened()


@pytest.fixture
def room(tab, classroom):
    """The page of a class, in a browser that has opened none yet."""
    yield from fresh(Room(tab, classroom.server.url, classroom.board))


@pytest.fixture
def desk(tab, classroom):
    """The page of a class as its teacher sees it when a class has worked."""
    yield from fresh(Desk(tab, f"{classroom.server.url}class"), away=False)


@pytest.fixture(scope="session")
def trained():
    """What each student of a class has done, with networks that were really trained."""
    return [class_experiment.student(number) for number in range(SEATS)]


@pytest.fixture
def full(teacher, trained):
    """A class whose students have all done that."""
    for row, answers in trained:
        student = teacher.student()
        teacher.board.good("sync", **student.right, row=row, answers=answers)
    return teacher


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
