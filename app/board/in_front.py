"""A sync is answered in front of Flask, which would take longer than all the rest: a class asks fifty times a second.

What is told is the same. Whatever goes wrong that nobody has thought of goes on to Flask, which asks the board once
more then: what is sent twice is there once.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from http import HTTPStatus
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import orjson

from ..bridge.kept import Note, body_of
from ..config import Settings
from ..i18n import accepting
from ..serving import security, version

FOLDER, CALL = "board", "sync"
HEADERS = {"Content-Type": "application/json", "Cache-Control": "no-store"}
MOST = 256 * 1024  # bytes of a request

Answer = tuple[int, dict[str, Any]]  # the status, and what is told


class Front:
    """A WSGI application in front of another one.

    ``answer`` gives that of a sync to its body.
    ``note`` counts and logs a request that never came to Flask, and gives its id: see ``access.instrument``.
    """

    def __init__(self, app: WSGIApplication, settings: Settings, answer: Callable[[bytes], Answer], note: Note) -> None:
        self._app, self._answer, self._note = app, answer, note
        self._path, self._language = f"{settings.base_path}{FOLDER}/{CALL}", settings.language

    @cached_property
    def _headers(self) -> tuple[tuple[str, str], ...]:
        """What every answer has."""
        return tuple({**HEADERS, **security.HEADERS, version.HEADER: version.current()}.items())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or let the application do it."""
        begun = perf_counter()
        if environ.get("PATH_INFO") != self._path or environ["REQUEST_METHOD"] != "POST":
            return self._app(environ, start_response)
        try:
            with accepting(self._language or environ.get("HTTP_ACCEPT_LANGUAGE", "")):
                status, told = self._answer(body_of(environ, MOST))
        except Exception:  # Flask says what it is, and to the log
            return self._app(environ, start_response)
        text, given = orjson.dumps(told), environ.get("HTTP_X_REQUEST_ID", "")
        id_ = self._note("POST", self._path, status, len(text), begun, given, f"{FOLDER}-{CALL}")
        own = (("Content-Length", str(len(text))), ("X-Request-ID", id_))
        start_response(f"{status} {HTTPStatus(status).phrase}", [*self._headers, *own])
        return [text]
