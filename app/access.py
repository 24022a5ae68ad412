"""Every request gets an id and is counted; if the server was told so, it is also a line of JSON in the log.

The line has no address of anybody, no cookie and no text of a query: it says how the server does, not who learns.
"""

import json
import logging
import re
from datetime import UTC, datetime
from time import perf_counter
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

from . import metrics

_HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")

_log = logging.getLogger(__name__)


def mark(kind: str) -> None:
    """Say what kind of request this is, where its path does not tell."""
    if has_request_context():
        g.kind = kind


def say_wait(seconds: float) -> None:
    """Tell whoever asks how long they waited for a processor: in a header, as what is answered depends on no clock."""
    if has_request_context():
        g.wait = max(0.0, seconds)


def watch(server: Flask, base_path: str, *, log: bool) -> None:
    """Count the requests, and log them; must come before whatever else changes answers, as it looks at them last."""
    kinds = {
        base_path: "page",
        f"{base_path}race": "page",
        f"{base_path}activations": "page",
        f"{base_path}_dash-update-component": "callback",
        **dict.fromkeys((f"{base_path}healthz", f"{base_path}readyz", "/healthz", "/readyz"), "health"),
        "/metrics": "metrics",
    }
    files = (f"{base_path}assets/", f"{base_path}_dash-component-suites/")

    def kind() -> str:
        known = g.get("kind") or kinds.get(request.path)
        return known or ("file" if request.path.startswith(files) else "other")

    @server.before_request
    def begin() -> None:
        g.begun = perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        now = perf_counter()
        seconds = now - g.get("begun", now)
        given = request.headers.get(_HEADER, "")
        response.headers[_HEADER] = id_ = given if _WELL_FORMED.fullmatch(given) else uuid4().hex
        if "wait" in g:
            response.headers["Server-Timing"] = f"wait;dur={1000 * g.wait:.1f}"
        metrics.count_request(kind(), response.status_code, seconds)
        if log:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "ms": round(1000 * seconds, 2),
                "bytes": response.content_length,
                "id": id_,
            }
            _log.info("%s", json.dumps(line))
        return response

    if log:
        _log.setLevel(logging.INFO)  # whatever LOG_LEVEL says of the rest
