"""A page that is open while its server is replaced by the next version: it plays on, or says what to do."""

import json
from io import BytesIO

import pytest

from app import create_app
from app.serving import version
from app.wire.calling import answer_of
from tests.browser.gate import TICK
from tests.browser.servers import Quick

UPDATED, AWAY, PROBLEM = "updated-message", "connection-message", "problem-message"


def refused(_):
    """As what no page of the new version sends."""
    return "400 Bad Request", "text/plain", b"Bad request\n"


def refused_with_reason(tick):
    return _answer({"run": tick["run"], "request": tick["request"], "error": "lanes: this is another thing by now"})


def answered_in_other_words(tick):
    return _answer({"run": tick["run"], "request": tick["request"], "networks": [{"pictures": []}]})


def no_json(_):
    return "200 OK", "application/octet-stream", b"\x93NUMPY"


def _answer(data):
    body = {"multi": True, "response": {answer_of("tick"): {"data": data}}}
    return "200 OK", "application/json", json.dumps(body).encode()


class Next:
    """The app; what it does with ticks can be replaced."""

    def __init__(self):
        self.answer = None
        self.begin()

    def begin(self):
        """A server that has just been started."""
        self._inner = create_app().server

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if not (self.answer and TICK in body):
            return self._inner(environ, start_response)
        status, kind, text = self.answer(json.loads(body)["inputs"][0]["value"])
        start_response(status, [("Content-Type", kind), ("X-Playground-Version", version.current())])
        return [text]


@pytest.fixture
def upgraded(visit, port, monkeypatch):
    """A page that has begun to play when its server becomes the next version."""
    app = Next()
    server = Quick(app, port)
    server.start()
    page = visit(f"{server.url}#dataset=xor&seed=5")

    def upgrade(name, answer=None):
        monkeypatch.setattr(version, "current", lambda: name)
        app.begin()  # another process: nothing is kept of what was made before
        app.answer = answer

    yield page, upgrade
    page.driver.get("about:blank")
    server.stop()


def test_a_page_that_is_not_understood_any_more_asks_to_be_loaded_again(upgraded):
    page, upgrade = upgraded
    for answer in (refused, refused_with_reason, answered_in_other_words, no_json):
        name = answer.__name__
        page.step()
        upgrade(name, answer)
        page.click("play")
        page.until(lambda: "A new version is available" in page.message(UPDATED), "what happened")
        page.frames(40)
        assert page.message(UPDATED), name
        assert page.message(AWAY) == page.message(PROBLEM) == "", name  # nothing else is the matter
        assert page.epoch == 1, name
        upgrade(name)  # its own pages it understands
        page.click("reload")
        page.until(lambda name=name: page.js("return document.body.dataset.version") == name, "the new page")
        page.wait_until_ready()
        page.restarts(dataset="xor", seed=5)
        assert page.message(UPDATED) == "", name


@pytest.mark.first
def test_a_page_that_is_understood_plays_on(upgraded):
    """Nor does it matter when only some copies of the server are of the next version, and do not understand it."""
    page, upgrade = upgraded
    page.record()
    page.play()
    first = version.current()
    upgrade("next")
    page.until(lambda: page.epoch > 20, "training goes on")
    assert page.message(UPDATED) == ""
    upgrade("next", refused)
    page.until(lambda: page.message(UPDATED), "what happened")
    upgrade(first)
    page.until(lambda: not page.message(UPDATED), "no message")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 20, "training goes on")
    page.pause()
    epochs = [epoch for epoch, _, _ in page.recorded]
    assert epochs == list(range(1, len(epochs) + 1))
    page.agrees(dataset="xor", seed=5)
