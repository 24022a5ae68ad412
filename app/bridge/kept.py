"""What is the same for everybody is answered once, and from then on sent as it was: files, pages, their layout.

A page that opens asks for twenty such things, and a class opens its pages within seconds. To find, read, write and
compress them again would take longer than to send them. Kept is the whole answer, in front of Flask, by all that it
depends on: what is asked for, the codings that the browser takes, and for what people read the language. What is too
long for that, or is asked for in parts, goes on to Flask as ever. So does what is not kept: no more than some megabytes
are, those that were asked for last.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dash import Dash, page_registry

from ..i18n import best_of_ours
from ..lessons import lessons
from ..remembered import Remembered
from ..wire.calling import ADDRESS

MAX_BYTES = 12 << 20
MAX_TEXT = 200  # characters of a header; browsers send fewer
MAX_BODY = 1000  # bytes of a question for the contents of a page, of which addresses are the longest part
CONTENTS = b'{"output":".._pages_content.children'  # so it begins, as Dash's own pages write it

_OWN = ("x-request-id", "server-timing", "date")  # of one request only
_FILES = re.compile(r'<(?:script|link)[^>]*?(?:src|href)="(/[^"]+)"')
_LATER = (  # what Dash loads when a page has a chart
    "/_dash-component-suites/dash/dcc/async-graph.js",
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
)
_LESSON = re.compile(r"lesson=([a-z0-9-]{1,40})(?:&step=[0-9]{1,3})?")  # only the browser asks for the step
_PART = ("HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE")
_OF_A_BODY = ("content-length", "content-type", "content-encoding")

Note = Callable[..., str]


@dataclass(frozen=True)
class _Answer:
    """An answer of status 200; ``headers`` without those of one request only."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    tag: str  # empty: it has none

    @property
    def size(self) -> int:
        return len(self.body) + 2000  # and headers, key and their objects


@dataclass(frozen=True)
class Paths:
    """Where there is something to keep."""

    files: tuple[str, ...]  # so begins what is the same in all languages
    pages: frozenset[str]  # what is not
    calls: str  # of callbacks, of which the contents of a page are one


class Kept:
    """A WSGI application in front of another one, whose answers it keeps.

    ``language`` gives that of an answer to who accepts some.
    ``note`` counts and logs a request that never came to Flask, and gives its id: see ``access.instrument``.
    """

    def __init__(self, app: WSGIApplication, paths: Paths, language: Callable[[str], str], note: Note) -> None:
        self._app, self._paths, self._language, self._note = app, paths, language, note
        self._answers: Remembered[_Answer] = Remembered(MAX_BYTES, lambda answer: answer.size)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or else let the application answer and keep that."""
        begun = perf_counter()
        key = self._key(environ)
        if key is None:
            return self._app(environ, start_response)
        kept = self._answers.find(key)
        if kept is None:
            return self._keep(key, environ, start_response)
        status, headers, body = kept.status, kept.headers, kept.body
        if kept.tag and _names(environ.get("HTTP_IF_NONE_MATCH", ""), kept.tag):
            status, body = "304 NOT MODIFIED", b""
            headers = tuple(header for header in headers if header[0].lower() not in _OF_A_BODY)
        method, path, given = (environ.get(name, "") for name in ("REQUEST_METHOD", "PATH_INFO", "HTTP_X_REQUEST_ID"))
        size = None if status[:3] == "304" else len(body)
        id_ = self._note(method, path, int(status[:3]), size, begun, given)
        start_response(status, [*headers, ("X-Request-ID", id_)])
        return [body]

    def _key(self, environ: WSGIEnvironment) -> tuple[Any, ...] | None:
        """All that the answer depends on; None for what is not kept."""
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        query, codings = environ.get("QUERY_STRING", ""), environ.get("HTTP_ACCEPT_ENCODING", "")
        if len(path) + len(query) > MAX_TEXT or len(codings) > MAX_TEXT or any(name in environ for name in _PART):
            return None
        if method == "GET" and path.startswith(self._paths.files):
            return path, query, _same(codings)
        languages = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        lesson = _lesson(query)
        if lesson is None or len(languages) > MAX_TEXT:
            return None
        if method == "GET" and path in self._paths.pages:
            return path, lesson, _same(codings), self._language(languages)
        if query:
            return None
        if method == "POST" and path == self._paths.calls:
            body = _body_of(environ, MAX_BODY)
            if body.startswith(CONTENTS):
                return path, _same(codings), self._language(languages), environ.get("CONTENT_TYPE", ""), body
        return None

    def _keep(self, key: tuple[Any, ...], environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and keep it if it is whole, meant for everybody, and not forbidden."""
        responses: list[tuple[str, list[tuple[str, str]]]] = []

        def listen(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            responses.append((status, headers))
            return start_response(status, headers, *error)

        parts = self._app(environ, listen)
        if len(responses) != 1 or not responses[0][0].startswith("200 ") or environ["REQUEST_METHOD"] == "HEAD":
            return parts
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        status, headers = responses[0]
        values = {name.lower(): value for name, value in headers}
        if "no-store" not in values.get("cache-control", "") and "set-cookie" not in values:
            common = tuple(header for header in headers if header[0].lower() not in _OWN)
            self._add(key, _Answer(status, common, body, values.get("etag", "")))
        return [body]

    def _add(self, key: tuple[Any, ...], answer: _Answer) -> None:
        """Keep it, unless so much else would have to go."""
        if answer.size <= MAX_BYTES // 2:
            self._answers.add(key, answer)


def _lesson(query: str) -> str | None:
    """The lesson that a query names, "" where there is no query; None where it is another one, or of nobody's."""
    if not query:
        return ""
    found = _LESSON.fullmatch(query)
    return found[1] if found and found[1] in lessons() else None


def keep(app: Dash, note: Note) -> None:
    """Keep the answers of an app that are the same for everybody."""
    at, server = app.get_relative_path, app.server
    pages = frozenset(at(path) for path in (*_addresses(), "/_dash-layout", "/_dash-dependencies"))
    paths = Paths((at("/_dash-component-suites/"), app.get_asset_url("")), pages, at(f"/{ADDRESS}"))
    forced = str(server.config.get("LANGUAGE") or "")
    server.wsgi_app = Kept(server.wsgi_app, paths, lambda accepted: forced or best_of_ours(accepted), note)


def _addresses() -> list[str]:
    return [page["path"] for page in page_registry.values()]


def open_pages(app: Dash) -> None:
    """Open the pages once as a browser does, so that it is not a class that waits while all this is made.

    Over HTTPS browsers take more codings.
    """
    client, at = app.server.test_client(), app.get_relative_path
    files = _FILES.findall(client.get(at("/")).text)
    with app.server.test_request_context():
        for page in page_registry.values():
            page["layout"]()
    for codings in ("gzip, deflate", "gzip, deflate, br, zstd"):
        for path in (*map(at, (*_addresses(), "/_dash-layout", "/_dash-dependencies", *_LATER)), *files):
            client.get(path, headers={"Accept-Encoding": codings}).close()


def _same(codings: str) -> str:
    """The codings that a browser takes in one order; deflate beside gzip makes no difference."""
    if ";" in codings:
        return codings
    taken = {coding.strip().lower() for coding in codings.split(",")}
    return ",".join(sorted(taken - {"deflate"} if "gzip" in taken else taken))


def _names(tags: str, tag: str) -> bool:
    """Whether a browser has what this tag stands for."""
    return any(each.strip().removeprefix("W/") == tag.removeprefix("W/") for each in tags.split(","))


def _body_of(environ: WSGIEnvironment, most: int) -> bytes:
    """The body of a request, which whoever comes next can read as well; empty if it is longer."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit() and len(length) < 8 and int(length) <= most):
        return b""
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return bytes(body)
