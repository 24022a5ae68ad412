"""A tick that the server can't stand is tried three times, and then the page waits for somebody to decide; but a server
that is away or busy is asked until it answers."""

import os
from io import BytesIO

import pytest

from app import create_app
from nn_core import Experiment
from nn_core.formats.links.link import to_link
from tests.browser.begun import begun
from tests.browser.gate import TICK
from tests.browser.held import Holding
from tests.browser.page import Page
from tests.browser.race import Race
from tests.browser.servers import Gunicorn, Quick
from tests.faults.clock import CLOCK, jump, ring

AWAY = "connection-message"
LINK = b"link-request.data"
SWEEP = b"sweep-request.data"
STATISTICS = b"statistics-request.data"
BAD = ("502 Bad Gateway", "text/html", b"<h1>Bad gateway</h1>")
LATER = ("504 Gateway Timeout", "text/plain", b"Later")
# What the page waits for comes eight times as soon, in this page's clocks and in its timers.
RUSH = """
for (const clock of [performance, Date]) {
  const real = clock.now.bind(clock), begin = real();
  clock.now = () => begin + 8 * (real() - begin);
}
const wait = window.setTimeout;
window.setTimeout = (done, ms, ...more) => wait(done, ms / 8, ...more);
"""
LOG_IN = ("200 OK", "text/html", b"<h1>Please log in to the network of the school</h1>")


class Faulty:
    """WSGI middleware: requests with one of these texts get an answer of no use; counted."""

    def __init__(self, app):
        self.texts, self.answer, self.headers, self.asked = (), BAD, [], 0
        self._inner = app.server.wsgi_app
        app.server.wsgi_app = self

    def __call__(self, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if any(text in environ["PATH_INFO"].encode() + body for text in self.texts):
            self.asked += 1
            status, kind, said = self.answer
            start_response(status, [("Content-Type", kind), ("Content-Length", str(len(said))), *self.headers])
            return [said]
        return self._inner(environ, start_response)

    def fail(self, *texts, answer=BAD, headers=()):
        self.texts, self.answer, self.headers, self.asked = texts, answer, list(headers), 0


@pytest.fixture(scope="module")
def server(port):
    """One that can fail, and hold requests."""
    faulty, holding = Faulty(app := create_app()), Holding(app)
    quick = Quick(app.server, port)
    quick.start()
    yield quick.url, faulty, holding
    holding.let_go()
    quick.stop()


@pytest.fixture(params=[""])
def faulty(tab, request, server):
    """A page and what fails of its server; what the browser says about failed requests is expected here."""
    url, middleware, _ = server
    middleware.fail()
    page = (Race if request.param else Page)(tab, url + request.param)
    page.forget()
    with begun(page, RUSH):
        page.open()
        yield page, middleware
        middleware.fail()
        tab.driver.get(f"{url}healthz")
    tab.get_logs()


on_race = pytest.mark.parametrize("faulty", ["race"], indirect=True)


@pytest.fixture(scope="module")
def deadly_server(tmp_path_factory):
    """A real server whose workers are killed by some ticks, and the file in which that is counted."""
    kills = tmp_path_factory.mktemp("deadly") / "kills"
    kills.touch()
    server = Gunicorn("tests.browser.deadly:server", env={**os.environ, "DEADLY": str(kills)})
    server.start()
    yield server, kills
    server.stop()


@pytest.fixture
def deadly(tab, deadly_server):
    """A page of it, and how often that has happened since."""
    server, kills = deadly_server
    server.wait()  # for the worker after one that was killed
    before = len(kills.read_text())
    page = Page(tab, server.url)
    yield page, lambda: len(kills.read_text()) - before
    tab.driver.get("about:blank")
    tab.get_logs()


def stays(page, count, number):
    """The number of requests is and remains this, for longer than the page has waited between two of them."""
    page.until(lambda: count() >= number, "that many requests")
    page.frames(30)
    assert count() == number


def at_most(page, kills, number):
    """So many requests have killed a worker, and then none does. Chrome by itself sends what it sent on a connection
    that was open already, and broke, once more on another one: it can be up to twice as many as the page has asked."""
    count = kills()
    assert number <= count <= 2 * number
    page.frames(150)
    assert kills() == count


def test_a_tick_that_kills_its_server_is_tried_three_times(deadly):
    page, kills = deadly
    page.open()
    page.step()
    page.follow_to(Experiment(seed=666))
    page.click("play")
    page.until(lambda: "press Play to try again" in page.message(), "why it waits", timeout=60)
    assert not page.playing
    assert not page.message(AWAY)
    at_most(page, kills, 3)
    page.click("play")
    page.until(lambda: page.playing and not page.message(), "it tries again")
    page.until(lambda: "press Play" in page.message(), "why it waits", timeout=60)
    at_most(page, kills, 6)
    page.click("undo")
    page.until(lambda: page.epoch == 1, "what had been trained before")
    page.step()
    page.agrees()


def test_a_link_to_a_network_that_kills_its_server_is_left_out(deadly):
    page, kills = deadly
    page.driver.get(f"{page.url}#{to_link(Experiment(seed=667))}")
    message = page.until(page.message, "why it is left out", timeout=60)
    assert message.startswith("Nothing was changed.")
    assert page.js("return playground.player.experiment.seed") == 0
    assert "seed=667" not in page.driver.current_url
    at_most(page, kills, 3)
    count = kills()
    page.reload()
    page.step()
    page.agrees()
    assert kills() == count


def test_whatever_comes_instead_of_an_answer_is_enough_three_times(faulty):
    page, server = faulty
    page.step()
    server.fail(TICK)
    page.click("play")
    page.until(lambda: "press Play" in page.message(), "why it waits")
    stays(page, lambda: server.asked, 3)
    assert page.epoch == 1
    server.fail()
    page.click("play")
    page.until(lambda: page.epoch > 10, "it goes on")
    page.pause()
    assert not page.message()
    page.agrees()


@pytest.mark.first
def test_a_change_that_gets_no_answer_is_taken_back(faulty):
    page, server = faulty
    page.step()
    server.fail(TICK, answer=("400 Bad Request", "text/plain", b"Bad request"))
    page.click("layer-0-add")
    page.until(lambda: page.message().startswith("Nothing was changed."), "a message")
    stays(page, lambda: server.asked, 3)
    assert page.text("layer-0-units") == "4 units"
    assert page.epoch == 1
    server.fail()
    page.click("layer-0-add")
    page.until(lambda: page.text("layer-0-units") == "5 units", "five units")
    page.step()
    assert page.js("return playground.player.experiment.hidden[0].units") == 5


@on_race
def test_a_race_that_gets_no_answer_gives_way_to_the_usual_one_once(faulty):
    page, server = faulty
    server.fail(TICK)
    page.driver.refresh()  # with its race in the address
    page.until(lambda: page.message(), "a message")
    stays(page, lambda: server.asked, 6)
    assert not page.playing
    server.fail()
    page.click("play")
    page.until(lambda: page.epoch > 3, "it tries again")
    page.click("play")
    page.agrees()


@pytest.mark.parametrize("answer", [LATER, LOG_IN], ids=["busy", "log in"])
def test_a_server_that_is_busy_or_hidden_by_a_log_in_is_asked_until_it_answers(faulty, answer):
    """Which statuses mean that it is busy is tried in node."""
    page, server = faulty
    if answer == LATER:
        server.fail(TICK, answer=answer, headers=[("Retry-After", "1")])
    else:
        server.fail(b"_dash-update-component", b"healthz", answer=answer)
    page.js("const { tick } = playground.server; window.asked = 0; playground.server.tick = (request) => {"
            "  window.asked += 1; return tick(request); };")  # fmt: skip
    page.click("play")
    page.until(lambda: page.js("return window.asked") > 3, "another try after the third one", timeout=40)
    assert page.playing
    assert not page.message()
    server.fail()
    page.until(lambda: page.epoch > 5, "it goes on by itself")
    page.pause()


@pytest.mark.first
@on_race
def test_a_comparison_that_gets_no_answer_ends(faulty):
    page, server = faulty
    page.js("document.getElementById('sweep-cap').value = '500'")
    label = page.text("sweep-start")
    for fails in (SWEEP, STATISTICS):
        server.fail(fails)
        page.click("sweep-start")
        page.until(lambda: "could not answer" in page.message(), "a message")
        stays(page, lambda: server.asked, 3)
        page.until(lambda: page.text("sweep-start") == label, "ended")
        server.fail()
        page.click("dismiss")
    page.click("sweep-start")
    page.until(lambda: page.css("#sweep-table tr"), "the figures")


@pytest.fixture
def held(tab, server):
    """A page that plays, with a clock that can jump, and what holds its requests."""
    url, faulty, holding = server
    faulty.fail()
    page = Page(tab, url)
    page.forget()
    with begun(page, CLOCK):
        page.open()
        page.play()
        page.until(lambda: page.epoch > 3, "it plays")
        yield page, holding
        holding.let_go()
        tab.driver.get(f"{url}healthz")
    tab.get_logs()


@pytest.mark.parametrize("others", [True, False])
def test_a_tick_that_takes_too_long_is_given_up_only_if_others_do_not(held, others):
    page, holding = held
    page.js(
        "const { tick } = playground.server; window.asked = 0;"
        "playground.server.tick = (request) => { window.asked += 1; return tick(request); }"
    )
    holding.hold(TICK, *([] if others else [LINK]))
    for tries in range(1, 4):
        page.until(lambda tries=tries: page.js("return window.asked") >= tries, "another try")
        holding.held.wait(10)
        jump(page, 30)
        ring(page)
        page.frames(60)
        if not others:
            jump(page, 30)
            ring(page)
    if others:
        page.until(lambda: "press Play" in page.message(), "why it waits")
        assert not page.playing
    else:
        page.until(lambda: page.js("return window.asked") >= 4, "another try")
        assert page.playing
        assert not page.message()
        holding.let_go()
        epoch = page.epoch
        page.until(lambda: page.epoch > epoch + 5, "it goes on by itself")
