"""The app behind a server that some requests end: a worker is killed, as when memory is short. It is counted.

DEADLY=a-file gunicorn tests.browser.deadly:server
"""

import os
import signal
from io import BytesIO
from pathlib import Path

from app import create_app
from tests.browser.gate import TICK

TRAINED = b'"seed":666'  # ends whoever trains it
ALWAYS = b'"seed":667'  # ends whoever looks at it


def is_deadly(body):
    if TICK not in body:
        return False
    return ALWAYS in body or (TRAINED in body and b'"epochs":0' not in body)


def killing(inner):
    """A WSGI application that forwards to ``inner``, unless a request kills it first."""

    def serve(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if is_deadly(body):
            with Path(os.environ["DEADLY"]).open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return inner(environ, start_response)

    return serve


server = killing(create_app().server.wsgi_app)
