"""A small application whose answers a test decides: gunicorn tests.faults.waits:server

/wait?NAME leaves a file ``begun-NAME`` in the folder HOLD and waits for a file ``go`` there; /big answers with many
bytes, /raise fails; whatever else is asked for is answered at once.
"""

import os
import time
from pathlib import Path

from tests.faults import limits

limits.change()
FOLDER = Path(os.environ["HOLD"])
PATIENCE = 60
BIG = 30_000_000


def server(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/raise":
        raise RuntimeError("this application is broken")
    if path.endswith("/wait"):
        (FOLDER / f"begun-{environ['QUERY_STRING']}").touch()
        end = time.monotonic() + PATIENCE
        while not (FOLDER / "go").exists() and time.monotonic() < end:
            time.sleep(0.01)
    text = bytes(BIG) if path == "/big" else b"answered"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text]
