"""Headers that keep the page to itself, and answers without a traceback for requests that make no sense."""

import logging

from dash import Dash
from dash.exceptions import DashException
from flask import Response, request
from werkzeug.exceptions import HTTPException, NotFound

from . import styles

_log = logging.getLogger(__name__)

_MAX_LOGGED = 200  # characters of what somebody sent


# What no page of ours uses, nobody who gets a script into one shall; the clipboard and the whole screen are used.
_FEATURES = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
_USED = ("clipboard-write", "fullscreen")
_PERMISSIONS = (*(f"{name}=()" for name in _FEATURES), *(f"{name}=(self)" for name in _USED))
HEADERS = {  # of every answer
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(_PERMISSIONS),
}
_POLICY = (
    "default-src 'self'",
    styles.source_list(),
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
)


def protect(app: Dash) -> None:
    """Add the security headers and the error handler."""
    assets = app.get_asset_url("")

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.path.startswith(assets) and "m" in request.args and response.status_code == 200:
            # The address of a file from assets/ tells what is in it, or when it changed: another file, another address.
            # While copies of the app are being replaced, one may be asked for a file that only the newer ones have.
            same = str(response.get_etag()[0]).startswith(
                f"{request.args['m']}-"
            )  # Werkzeug's begins with the time, ours with the digest
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if same else "no-store"
        if response.mimetype == "text/html":
            # Computed for each page: Dash knows all of its inline scripts only while it serves one.
            scripts = " ".join(("script-src 'self'", *app.csp_hashes()))
            response.headers["Content-Security-Policy"] = "; ".join((scripts, *_POLICY))
        return response

    @app.server.errorhandler(Exception)
    def refuse(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        if request.method == "POST":
            # Our own callbacks answer every input; what still fails is a request that no page of ours sends.
            _log.warning("refused %s: %s: %s", request.path, type(error).__name__, ascii(str(error))[:_MAX_LOGGED])
            return Response("Bad request\n", 400, mimetype="text/plain")
        if isinstance(error, DashException):
            return NotFound()  # a script that no page asks for
        _log.error("failed %s", request.path, exc_info=error)
        return Response("Internal server error\n", 500, mimetype="text/plain")
