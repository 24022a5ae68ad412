"""Every request gets an id and is counted; if the server was told so, it is also a line of JSON in the log.

The line has no address of anybody, no cookie and no text of a query: it says how the server does, not who learns.
"""

import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

from ..wire.calling import ADDRESS
from . import metrics
from .room import has_gone

_HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")

_log = logging.getLogger(__name__)


def tag_request(kind: str) -> None:
    """Say what kind of request this is, where its path does not tell."""
    if has_request_context():
        g.kind = kind


def set_server_timing(seconds: float) -> None:
    """Tell whoever asks how long they waited for a processor: in a header, as what is answered depends on no clock."""
    if has_request_context():
        g.wait = max(0.0, seconds)


def asker_has_gone() -> Callable[[], bool]:
    """What tells, in any thread, whether nobody waits for the answer to this request any more."""
    sock = request.environ.get("gunicorn.socket") if has_request_context() else None
    return partial(has_gone, sock) if sock else lambda: False


def instrument(server: Flask, base_path: str, *, log: bool) -> Callable[..., str]:
    """Count the requests, and log them; must come before whatever else changes answers, as it looks at them last.

    Gives what does that, for whoever answers in front of the server.
    """
    kinds = {
        base_path: "page",
        f"{base_path}race": "page",
        f"{base_path}activations": "page",
        f"{base_path}{ADDRESS}": "callback",
        **dict.fromkeys((f"{base_path}healthz", f"{base_path}readyz", "/healthz", "/readyz"), "health"),
        "/metrics": "metrics",
    }
    files = (f"{base_path}assets/", f"{base_path}_dash-component-suites/")

    def kind(path: str) -> str:
        return kinds.get(path) or ("file" if path.startswith(files) else "other")

    def note(method: str, path: str, status: int, size: int | None, begun: float, given: str, known: str = "") -> str:
        """Count a request that is answered, log it, and give the id that it has or gets."""
        seconds = perf_counter() - begun
        id_ = given if _WELL_FORMED.fullmatch(given) else uuid4().hex
        metrics.count_request(known or kind(path), status, seconds)
        if log:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": method,
                "path": path,
                "status": status,
                "ms": round(1000 * seconds, 2),
                "bytes": size,
                "id": id_,
            }
            _log.info("%s", json.dumps(line))
        return id_

    @server.before_request
    def begin() -> None:
        g.begun = perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        request_line = request.method, request.path, response.status_code, response.content_length
        begun, given = g.get("begun", perf_counter()), request.headers.get(_HEADER, "")
        response.headers[_HEADER] = note(*request_line, begun, given, g.get("kind", ""))
        if "wait" in g:
            response.headers["Server-Timing"] = f"wait;dur={1000 * g.wait:.1f}"
        return response

    if log:
        _log.setLevel(logging.INFO)  # whatever LOG_LEVEL says of the rest
    return note
