"""The app behind a server that fails now and then: every third tick is answered with 502, or with nothing good.

gunicorn tests.browser.failing:server
"""

from io import BytesIO
from itertools import count

from app import create_app
from tests.browser.gate import TICK

EVERY = 3
FAULTS = (
    ("502 Bad Gateway", "text/html", b"<h1>Bad gateway</h1>"),
    ("500 Internal Server Error", "text/plain", b"Internal server error"),
    ("200 OK", "text/html", b"<h1>Please log in to the network of the school</h1>"),
)


def server_with_faults(inner):
    """A WSGI application that forwards to ``inner``, but for every third tick."""
    ticks = count(1)

    def serve(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if environ["REQUEST_METHOD"] == "POST" and TICK in body:
            number = next(ticks)
            if number % EVERY == 0:
                status, kind, text = FAULTS[number // EVERY % len(FAULTS)]
                start_response(status, [("Content-Type", kind), ("Content-Length", str(len(text)))])
                return [text]
        return inner(environ, start_response)

    return serve


server = server_with_faults(create_app().server.wsgi_app)
