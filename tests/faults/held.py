"""The app as it is served, with two things that a test can ask for: gunicorn tests.faults.held:server

HOLD names a folder. While there is a file ``hold`` in it, the next tick takes it away, leaves a file ``held-PID``
and waits for a file ``go``. VERSION is the version of which the app says that it is.
"""

import os
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from app.serving import version
from tests.browser.gate import TICK

if "VERSION" in os.environ:
    version.current = lambda: os.environ["VERSION"]

from app.wsgi import server as app

FOLDER = Path(os.environ["HOLD"])
PATIENCE = 30


def held(inner):
    """A WSGI application that forwards to ``inner``."""

    def serve(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        if TICK in body:
            with suppress(FileNotFoundError):
                (FOLDER / "hold").unlink()
                (FOLDER / f"held-{os.getpid()}").touch()
                end = time.monotonic() + PATIENCE
                while not (FOLDER / "go").exists() and time.monotonic() < end:
                    time.sleep(0.01)
        return inner(environ, start_response)

    return serve


server = held(app.wsgi_app)
