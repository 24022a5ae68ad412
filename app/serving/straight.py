"""A call that a class makes fifty times a second, answered without gunicorn's parser, WSGI and Flask.

They take several times as long as the answer itself. A request is read here if it is written as browsers and proxies
write it. Any other one goes the usual way, where the answer is the same, and so does one that fails here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from functools import cached_property, lru_cache
from http import HTTPStatus
from time import perf_counter, time

from gunicorn import SERVER

STRAIGHT = "straight"  # what answers such a call, among the extensions of an app

_HEAD = re.compile(rb"POST (\S+) HTTP/1\.1\r\n((?:[A-Za-z0-9-]{1,100}:[\t\x20-\x7e]{0,4000}\r\n){1,50})\r\n")
_KEPT = {b"close": False, b"keep-alive": True, b"": True}


@dataclass(frozen=True)
class Straight:
    """What answers the requests for one path."""

    path: str
    kind: str  # as they are counted
    answer: Callable[[bytes, str], tuple[int, bytes]]  # status and text for a body, in these languages
    note: Callable[..., str]  # counts and logs a request, and gives the id that it has or gets: access.instrument
    headers: Mapping[str, str]  # of all answers

    def takes(self, data: bytes | bytearray) -> bool:
        """Whether a request is for this path."""
        return data.startswith(f"POST {self.path} HTTP/1.1\r\n".encode())

    def __call__(self, data: bytes, *, keep: bool) -> tuple[bytes, bool] | None:
        """The whole answer to a whole request, and whether the connection is kept, which it may be or not.

        None: it is written in another way.
        """
        begun = perf_counter()
        if not (head := _HEAD.match(data)):
            return None
        lines = head[2].split(b"\r\n")[:-1]
        said = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
        wanted = _KEPT.get(said.get(b"connection", b"").lower())
        if len(said) != len(lines) or b"content-length" not in said or wanted is None:
            return None
        status, text = self.answer(data[head.end() :], said.get(b"accept-language", b"").decode())
        given = said.get(b"x-request-id", b"").decode()
        id_ = self.note("POST", self.path, status, len(text), begun, given, self.kind)
        keep &= wanted
        answer = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            f"Date: {_date(int(time()))}\r\n"
            f"Connection: {'keep-alive' if keep else 'close'}\r\n"
            f"Content-Length: {len(text)}\r\n"
            f"X-Request-ID: {id_}\r\n"
            f"{self._always}\r\n"
        )
        return answer.encode() + text, keep

    @cached_property
    def _always(self) -> str:
        headers = {"Server": SERVER, **self.headers}
        return "".join(f"{name}: {value}\r\n" for name, value in headers.items())


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    """As a header has it."""
    return formatdate(second, usegmt=True)
