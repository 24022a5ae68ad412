"""What is sent is compressed; the scripts of Dash, which are large and never change, only once by each worker.

JSON, which is what callbacks answer, is compressed each time, by ISA-L: in a quarter of zlib's time, and no longer. So
are pages of an address with a query; all others are kept (``kept.py``), and compressed once, by zlib, which takes ten
times as long and makes an eighth less of them.
"""

import gzip
from typing import Any

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, Request, Response, request
from flask_compress import Compress
from isal import igzip

_CODINGS = ("zstd", "br", "gzip", "deflate", "identity")
_LEAST = 500  # bytes
_LEVEL = 1  # pictures are written so that more effort gains little
_PAGE_LEVEL = 6


class _Packed:
    """The scripts as they were compressed. Each has one name here, whatever version its address asks for."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self._packed.get(key)

    def set(self, key: str, packed: bytes) -> None:
        if not key.endswith(";"):
            self._packed[key] = packed


def compress(app: Dash) -> None:
    """Compress what the app answers."""
    scripts = app.get_relative_path("/_dash-component-suites/")
    own_paths = [address.partition("?")[0] for address in app.own_files]

    def name(request: Request) -> str:
        """Of a script; of anything else there is nothing to keep."""
        if request.path in own_paths:
            return request.path
        return str(check_fingerprint(request.path)[0]) if request.path.startswith(scripts) else ""

    _hear_refusals(app.server)
    _keep_tags(app.server, scripts)
    packed: Any = _Packed()
    app.server.config["COMPRESS_STREAMS"] = False  # files from assets/: small, and it would leave them open
    app.server.config["COMPRESS_CACHE_KEY"] = name
    app.server.config["COMPRESS_CACHE_BACKEND"] = lambda: packed
    Compress(app.server)
    _compress_answers(app.server)  # asked first, as it comes last


def _hear_refusals(server: Flask) -> None:
    """Leave of the codings those that are accepted: flask-compress takes a quality of 0 for a low one, not for a no."""

    @server.before_request
    def hear() -> None:
        accepted = request.accept_encodings
        if ";" in request.environ.get("HTTP_ACCEPT_ENCODING", ""):
            request.environ["HTTP_ACCEPT_ENCODING"] = ",".join(
                f"{coding};q={quality}" for coding in _CODINGS if (quality := accepted.quality(coding)) > 0
            )


def _keep_tags(server: Flask, scripts: str) -> None:
    """Say of a script that a browser has already that it is still the same, without reading it for that."""
    tags: set[tuple[str, str]] = set()

    @server.before_request
    def unchanged() -> Response | None:
        if request.path.startswith(scripts):
            for tag in request.if_none_match.as_set():
                if (request.path, tag) in tags:
                    response = Response(status=304)
                    response.set_etag(tag)
                    return response
        return None

    @server.after_request
    def remember(response: Response) -> Response:
        tag, weak = response.get_etag()
        if response.status_code == 200 and tag and not weak and request.path.startswith(scripts):
            tags.add((request.path, tag))
        return response


def _compress_answers(server: Flask) -> None:
    @server.after_request
    def compress_answer(response: Response) -> Response:
        made_now = response.is_json or response.mimetype == "text/html"
        worth_it = made_now and (response.content_length or 0) >= _LEAST
        if worth_it and request.accept_encodings.quality("gzip") > 0:
            kept = not response.is_json and not request.query_string
            data = response.get_data()
            response.set_data(gzip.compress(data, _PAGE_LEVEL) if kept else igzip.compress(data, _LEVEL))
            response.content_encoding = "gzip"
            response.vary.add("Accept-Encoding")
        return response
