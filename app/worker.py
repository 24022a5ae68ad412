"""A worker of gunicorn whose threads see whole requests only.

In gunicorn's own, a thread reads a request as it comes in: a client that stops in the middle holds the thread for ever,
and as many clients as there are threads hold the server. Here the main loop, which waits for all connections at once,
collects a request until it is complete, within a time and a size; a refusal needs no thread either. It also says that
the worker is well: while all threads train, and others wait for them, too.
"""

import socket
import struct
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from . import config
from .arriving import Arriving

FIRST_SECONDS = 30.0  # until the first byte: browsers open connections that they may need
REQUEST_SECONDS = 10.0  # from the first byte to the last
ANSWER_SECONDS = 10.0  # in which the client takes nothing of an answer
LEAVING_SECONDS = 2.0  # in which it may read the answer after which the connection is closed
MAX_COLLECTED = 64 << 20  # bytes of unfinished requests in a worker
STUCK_SECONDS = 60.0  # for which no request needs a thread
_PIECE = 1 << 18  # bytes read at a time


class Connection(TConn):
    """A connection, and what of a request has come in."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any, most: int) -> None:
        super().__init__(cfg, sock, client, server)
        self.arriving = Arriving(most)
        self.started = 0.0  # when a thread took it


class Worker(ThreadWorker):
    """Collects requests in the main loop, and hands whole ones to the threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings = config.of_this_process()
        self._most = settings.max_request_bytes
        self._health = tuple(f"GET {path} ".encode() for path in {"/healthz", f"{settings.base_path}healthz"})
        self._collecting: set[Connection] = set()
        self._leaving: set[Connection] = set()
        self._collected = 0  # bytes
        self._busy: set[Connection] = set()

    # Connections come, and requests come in

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and wait for its request."""
        try:
            sock, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # another worker was faster
        self.nr_conns += 1
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, seconds in ((socket.SO_SNDTIMEO, ANSWER_SECONDS), (socket.SO_RCVTIMEO, REQUEST_SECONDS)):
            sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", int(seconds), 0))
        self._collect(Connection(self.cfg, sock, address, listener.getsockname(), self._most), FIRST_SECONDS)

    def _collect(self, conn: Connection, seconds: float) -> None:
        conn.timeout = monotonic() + seconds
        self._collecting.add(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._arrived, conn))

    def on_client_socket_readable(self, conn: Connection, client: Any) -> None:
        """A connection that was kept has something to say again."""
        self.poller.unregister(conn.sock)
        self.keepalived_conns.remove(conn)
        self._collect(conn, REQUEST_SECONDS)
        self._arrived(conn, client)

    def _arrived(self, conn: Connection, _: Any) -> None:
        """Some bytes are there, or the client has gone."""
        try:
            data = conn.sock.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
            return
        if not conn.arriving.data:
            conn.timeout = monotonic() + REQUEST_SECONDS
        self._collected += len(data)
        self._go_on(conn, conn.arriving.add(data))

    def _go_on(self, conn: Connection, refusal: int | None) -> None:
        """Refuse what has come in, hand it to a thread, or wait for the rest."""
        arriving = conn.arriving
        if not refusal and self._collected > MAX_COLLECTED and not arriving.complete:
            refusal = HTTPStatus.SERVICE_UNAVAILABLE
        if refusal:
            self._answer(conn, HTTPStatus(refusal))
        elif arriving.complete and arriving.data.startswith(self._health):
            self._answer(conn, HTTPStatus.SERVICE_UNAVAILABLE if self._stuck() else HTTPStatus.OK)
        elif arriving.complete:
            self._hand_over(conn)
        elif arriving.awaited:
            arriving.awaited = False
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _hand_over(self, conn: Connection) -> None:
        self._uncollect(conn)
        conn.sock.setblocking(True)
        conn.init()
        conn.parser.unreader.unread(conn.arriving.take())
        conn.started = monotonic()
        self._busy.add(conn)
        self.enqueue_req(conn)

    def _uncollect(self, conn: Connection) -> None:
        self._collecting.discard(conn)
        self._collected -= len(conn.arriving.data)
        self.poller.unregister(conn.sock)

    # Answers that need no thread

    def _stuck(self) -> bool:
        """Whether all threads are held by requests that should have ended long ago."""
        since = monotonic() - STUCK_SECONDS
        return bool(sum(conn.started < since for conn in self._busy) >= self.cfg.threads)

    def _answer(self, conn: Connection, status: HTTPStatus) -> None:
        """Answer in one line and close: nothing more that comes is waited for."""
        self._uncollect(conn)
        text = "OK" if status == HTTPStatus.OK else status.phrase
        head = f"HTTP/1.1 {status} {status.phrase}\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n"
        with suppress(OSError):
            conn.sock.send(f"{head}Cache-Control: no-store\r\nConnection: close\r\n\r\n{text}".encode())
        self._leave(conn)

    # Requests have been answered, and connections go

    def finish_request(self, conn: Connection, fs: "Future[Any]") -> None:
        """Keep the connection for another request, or close it."""
        self._busy.discard(conn)
        if fs.cancelled() or fs.exception() or not fs.result():
            self._leave(conn)
            return
        conn.sock.setblocking(False)
        if conn.arriving.data:  # the next request has come behind this one
            self._collected += len(conn.arriving.data)
            self._collect(conn, REQUEST_SECONDS)
            self._go_on(conn, conn.arriving.look())
            return
        conn.set_timeout()
        self.keepalived_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_client_socket_readable, conn))
        if not self.alive:
            self._cap_keepalive(monotonic() + LEAVING_SECONDS)

    def _leave(self, conn: Connection) -> None:
        """Close when the client has read what was sent: at once, what was sent could be lost on the way."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        conn.timeout = monotonic() + LEAVING_SECONDS
        self._leaving.add(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._left, conn))

    def _left(self, conn: Connection, _: Any) -> None:
        """What still comes in is of no interest, but its end is."""
        try:
            if conn.sock.recv(_PIECE):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._drop(conn)

    def _drop(self, conn: Connection) -> None:
        """Close a connection that the main loop waits for."""
        if conn in self._collecting:
            self._uncollect(conn)
        else:
            self._leaving.discard(conn)
            self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Close what took too long; gunicorn's loop calls this every second."""
        now = monotonic()
        for conn in [conn for conn in (*self._collecting, *self._leaving) if conn.timeout < now]:
            self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """Stopping: those that have not begun a request need not be waited for."""
        super()._cap_keepalive(deadline)
        for conn in self._collecting:
            if not conn.arriving.data:
                conn.timeout = min(conn.timeout, deadline)

    # What is logged

    def handle_error(self, req: Any, client: Any, _: Any, exc: BaseException) -> None:
        """As gunicorn does, but without the address of anybody."""
        super().handle_error(req, client, ("-", 0), exc)
