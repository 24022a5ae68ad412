"""A link that the server gives no answer to is asked for twice, and then the page you can go on."""

from io import BytesIO

import pytest

from app import create_app
from tests.browser.page import Page
from tests.browser.servers import Quick

AWAY = "connection-message"
LINK = b"link-request.data"
DEADLY = b"seed=666"


class Fragile:
    """WSGI middleware: the answer to a deadly link is that of a proxy whose server has died."""

    def __init__(self, app):
        self.asked = 0
        self._inner = app.server.wsgi_app
        app.server.wsgi_app = self

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = BytesIO(body)
            if LINK in body and DEADLY in body:
                self.asked += 1
                start_response("502 Bad Gateway", [("Content-Length", "0")])
                return [b""]
        return self._inner(environ, start_response)


@pytest.fixture
def fragile(tab, port):
    """A page and its server; what the browser says about failed requests is expected here."""
    middleware = Fragile(app := create_app())
    server = Quick(app.server, port)
    server.start()
    page = Page(tab, server.url)
    yield page, middleware
    tab.driver.get(f"{server.url}healthz")
    server.stop()
    tab.get_logs()


@pytest.mark.first
def test_a_page_goes_on_without_a_link_that_the_server_can_not_answer(fragile):
    page, server = fragile
    page.driver.get(f"{page.url}#dataset=spiral&seed=666")
    page.until(lambda: page.message(AWAY), "a message that it tries again")
    message = page.until(page.message, "a message that it goes on without")
    assert "you can go on" in message
    assert not page.message(AWAY)
    assert server.asked == 2
    page.step()
    assert page.js("return playground.player.experiment.seed") == 0
    assert "seed=0" in page.driver.current_url  # so that a reload does not begin again
    page.follow("dataset=spiral&seed=7")
    page.restarts(dataset="spiral", seed=7)
    assert server.asked == 2
