"""A gate between the browser and the training: it counts requests, and holds them back while it is closed."""

from io import BytesIO
from threading import Condition

from tests.browser.view import PATIENCE

TICK = b"tick-request.data"
HELD = 120  # seconds: longer than anybody waits for what must come while the gate is closed


class Gate:
    """WSGI middleware around an app's server; only ticks are counted and held."""

    def __init__(self, app):
        self.app = app
        self._changed = Condition()
        self.waiting = 0
        self.reset()
        self._inner = app.server.wsgi_app
        app.server.wsgi_app = self

    def __call__(self, environ, start_response):
        """Serve a request, a tick only while the gate is open."""
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # compressing 5 MB of plotly takes longer than a test
        if environ["REQUEST_METHOD"] != "POST":
            return self._inner(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if TICK not in body:
            return self._inner(environ, start_response)
        with self._changed:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._closed, timeout=HELD)
        answer = list(self._inner(environ, start_response))
        with self._changed:
            self.waiting -= 1
            self.answered += 1
            self._changed.notify_all()
        return answer

    def reset(self):
        """Open, and count from 0."""
        with self._changed:
            self.most = 0  # that were there at the same time
            self.answered = 0
            self._closed = False

    def close(self):
        with self._changed:
            self._closed = True

    def open(self):
        with self._changed:
            self._closed = False
            self._changed.notify_all()

    def wait_for_request(self):
        """Until a tick stands at the gate."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.waiting, timeout=PATIENCE), "no tick was asked for"

    def wait_for_answers(self, count):
        """Until so many ticks have been answered in all."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.answered >= count, timeout=PATIENCE), "no tick was answered"
