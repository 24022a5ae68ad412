"""Many pages that are opened in one instant: how long until all have all their files, as browsers with an empty cache.

Run as ``python -m bench.load.opening URL PAGES``; prints one line of JSON. It reads and counts bytes, and no more, on
plain sockets: what the pages cost here, the server does not have.
"""

import gevent.monkey

gevent.monkey.patch_all()

import json  # noqa: E402 - nothing may be imported before the sockets are those of gevent
import re  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import zlib  # noqa: E402
from collections import Counter  # noqa: E402
from time import perf_counter, process_time  # noqa: E402
from urllib.parse import urlsplit  # noqa: E402

import gevent  # noqa: E402
from gevent.pool import Pool  # noqa: E402

from .. import wire  # noqa: E402
from .counts import percentile  # noqa: E402
from .pages import CONNECTIONS, DASH, LAZY, files  # noqa: E402

PATIENCE = 30.0
_PIECE = 1 << 18
_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
_CLOSED = re.compile(rb"\r\nConnection: close", re.IGNORECASE)


class Page:
    """A browser that opens one page."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._idle: list[socket.socket] = []
        self._buffer = bytearray(_PIECE)
        self.bytes = self.requests = 0
        self.statuses: Counter[int] = Counter()
        self.ended = 0.0

    def open(self, path: str) -> None:
        """The page, then all files that it names, then what these ask for."""
        try:
            html = zlib.decompress(self._ask(path), wbits=31).decode()
            pool = Pool(CONNECTIONS)
            pool.map(self._ask, files(html))
            pool.map(self._ask, DASH)
            self._ask(wire.ADDRESS, wire.contents(path))
            pool.map(self._ask, LAZY)
        except OSError:
            self.statuses[0] += 1
        for connection in self._idle:
            connection.close()
        self.ended = perf_counter()

    def _ask(self, path: str, body: bytes = b"") -> bytes:
        """Ask for a file on a connection that is open, or a new one; gives what it begins with."""
        head = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: class\r\nAccept-Encoding: gzip\r\n"
        headers = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        question = f"{head}{headers}\r\n".encode() + body
        self.requests += 1
        while self._idle:
            connection = self._idle.pop()
            try:
                return self._exchange(connection, question)
            except OSError:  # the server had closed it by then
                connection.close()
        return self._exchange(socket.create_connection(self._address, PATIENCE), question)

    def _exchange(self, connection: socket.socket, question: bytes) -> bytes:
        connection.sendall(question)
        first = b""
        while (end := first.find(b"\r\n\r\n")) < 0:
            more = connection.recv(_PIECE)
            if not more:
                raise ConnectionError
            first += more
        head, begin = first[:end], first[end + 4 :]
        length = _LENGTH.search(head)
        if not length:
            raise ValueError(f"an answer without a length: {head!r}")
        rest = int(length[1]) - len(begin)
        self.bytes += int(length[1])
        self.statuses[int(head.split(b" ", 2)[1])] += 1
        whole = rest < _PIECE  # what is larger is not looked at
        while rest > 0:
            count = connection.recv_into(self._buffer)
            if not count:
                raise ConnectionError
            if whole:
                begin += self._buffer[:count]
            rest -= count
        if _CLOSED.search(head):
            connection.close()
        else:
            self._idle.append(connection)
        return begin


def main() -> None:
    target = urlsplit(sys.argv[1])
    address = (str(target.hostname), int(target.port or 80))
    pages = [Page(address) for _ in range(int(sys.argv[2]))]
    began, cpu = perf_counter(), process_time()
    gevent.joinall([gevent.spawn(page.open, "/") for page in pages])
    seconds = [page.ended - began for page in pages]
    statuses = sum((page.statuses for page in pages), Counter[int]())
    figures = {
        "pages": len(pages),
        "requests": sum(page.requests for page in pages),
        "mb": sum(page.bytes for page in pages) / 1e6,
        "median": percentile(seconds, 0.5),
        "last": max(seconds),
        "failed": sum(count for status, count in statuses.items() if status != 200),
        "generator_seconds": process_time() - cpu,
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
