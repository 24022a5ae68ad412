"""Answers of one line, which need neither a thread nor the app, and what the log says of requests that make no sense.

Neither tells what was sent: a broken header may hold somebody's address, and so may a broken first line.
"""

import socket
from contextlib import suppress
from http import HTTPStatus
from ssl import SSLError
from typing import Any

from gunicorn.http import errors

from .security import HEADERS

RETRY_SECONDS = 2
_OTHERS = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
}
_OURS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


def short_answer(status: int) -> bytes:
    """A whole answer, after which the connection is closed."""
    phrase = HTTPStatus(status).phrase
    text = "OK" if status == HTTPStatus.OK else phrase
    lines = [f"HTTP/1.1 {status} {phrase}", "Content-Type: text/plain", f"Content-Length: {len(text)}"]
    lines += [f"Retry-After: {RETRY_SECONDS}"] if status == HTTPStatus.SERVICE_UNAVAILABLE else []
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    return "\r\n".join([*lines, "Cache-Control: no-store", "Connection: close", "", text]).encode()


def refuse_invalid(client: socket.socket, error: BaseException, log: Any) -> None:
    """Answer a request that gunicorn's parser refuses, or one that the app could not answer."""
    if isinstance(error, errors.ParseException | SSLError) and not isinstance(error, _OURS):
        log.warning("Invalid request: %s", type(error).__name__)
        status = _OTHERS.get(type(error), HTTPStatus.BAD_REQUEST)
    else:
        log.error("A request could not be answered", exc_info=error)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    with suppress(OSError):
        client.sendall(short_answer(status))
