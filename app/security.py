"""Headers that keep the page to itself, and answers without a traceback for requests that make no sense."""

import logging
from functools import cache

from dash import Dash
from flask import Response, request
from werkzeug.exceptions import HTTPException

_log = logging.getLogger(__name__)


def protect(app: Dash) -> None:
    """Add the security headers and the error handler."""

    @cache
    def policy() -> str:
        # Dash knows all of its inline scripts only once it has served the first page.
        return "; ".join(
            (
                "default-src 'self'",
                "script-src 'self' " + " ".join(app.csp_hashes()),
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "connect-src 'self'",
                "worker-src 'self'",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'self'",
            )
        )

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy()
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.server.errorhandler(Exception)
    def refuse(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        if request.method == "POST":
            # Our own callbacks answer every input; what still fails is a request that no page of ours sends.
            _log.warning("refused %s: %s: %s", request.path, type(error).__name__, error)
            return Response("Bad request\n", 400, mimetype="text/plain")
        _log.error("failed %s", request.path, exc_info=error)
        return Response("Internal server error\n", 500, mimetype="text/plain")
