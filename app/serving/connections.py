"""The connections of a worker: they come, wait for a request, and go. Those that say nothing make room for new ones.

A worker that is told to stop takes whoever has come by then, and listens no longer.
"""

import socket
import struct
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from .arriving import Arriving
from .refusals import short_answer
from .room import places

FIRST_SECONDS = 30.0  # until the first byte: browsers open connections that they may need
REQUEST_SECONDS = 10.0  # from the first byte to the last
ANSWER_SECONDS = 10.0  # in which the client takes nothing of an answer
LEAVING_SECONDS = 2.0  # in which it may read the answer after which the connection is closed
PAUSE_SECONDS = 0.1  # in which no connection is taken when there are no more files
PIECE = 1 << 18  # bytes read at a time


class Connection(TConn):
    """A connection, and what of a request has come in."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any, most: int) -> None:
        super().__init__(cfg, sock, client, server)
        self.arriving = Arriving(most)
        self.whole = b""  # the request that a thread has, or is to have
        self.queued = 0.0  # when the request was complete
        self.started: float | None = None  # when a thread took it
        self.aside = False  # whether that is one of those beside the usual ones
        self.job: Future[Any] | None = None


class Connections(ThreadWorker):
    """What waits in the main loop: those that collect a request, and those that have been answered."""

    most: int  # bytes of a body
    _arrived: Callable[[Connection, Any], None]  # some bytes are there

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._collecting: set[Connection] = set()
        self._leaving: set[Connection] = set()
        self._collected = 0  # bytes
        self._places = places(self.cfg.worker_connections, self.cfg.threads)
        self.worker_connections = self._places + 1  # room is made for each that comes
        self._accept_at = 0.0

    # They come

    def accept(self, listener: socket.socket) -> bool:
        """Take a connection, and wait for its request; whether there was one."""
        try:
            sock, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return False  # another worker was faster
        except OSError:  # above all: there are no more files
            if not self._make_room() and self.alive:
                self._accept_at = monotonic() + PAUSE_SECONDS
                self.set_accept_enabled(False)
            return False
        self.nr_conns += 1
        if self.nr_conns > self._places:
            self._make_room()
        conn = Connection(self.cfg, sock, address, listener.getsockname(), self.most)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, seconds in ((socket.SO_SNDTIMEO, ANSWER_SECONDS), (socket.SO_RCVTIMEO, REQUEST_SECONDS)):
                sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", int(seconds), 0))
            self._collect(conn, FIRST_SECONDS)
        except OSError:
            self._collecting.discard(conn)
            self._close(conn)
        return True

    def set_accept_enabled(self, enabled: bool) -> None:
        """As gunicorn's loop asks for it, but not in a pause; at the end, take whoever has come by then.

        Without a listener the next one who comes is refused at once, and a proxy asks another copy; with one that
        nobody looks at, they would wait for nothing.
        """
        if enabled and (not self.alive or monotonic() < self._accept_at):
            return
        super().set_accept_enabled(enabled)
        while not enabled and not self.alive and self.sockets:
            listener = self.sockets.pop()
            while self.nr_conns < self._places and self.accept(listener):
                pass
            listener.close()

    def _make_room(self) -> bool:
        """Close what has been idle for longest, or else what no thread works on; whether there is any such."""
        half = {conn for conn in self._collecting if conn.arriving.data}
        for group in ([*self.keepalived_conns, *(self._collecting - half)], self._leaving, half):
            if group:
                self._drop(min(group, key=lambda conn: float(conn.timeout)))
                return True
        return False

    def _collect(self, conn: Connection, seconds: float) -> None:
        conn.timeout = monotonic() + seconds
        self._collecting.add(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._arrived, conn))

    def _uncollect(self, conn: Connection) -> None:
        self._collecting.discard(conn)
        self._collected -= len(conn.arriving.data)
        self.poller.unregister(conn.sock)

    # They go

    def _send(self, conn: Connection, status: int) -> None:
        """Answer in one line, and close: nothing more that comes is waited for."""
        with suppress(OSError):
            conn.sock.setblocking(False)
            conn.sock.send(short_answer(status))
        self._leave(conn)

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
        if conn not in self._leaving:
            return  # it has just made room
        try:
            if conn.sock.recv(PIECE):
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
            (self._leaving if conn in self._leaving else self.keepalived_conns).remove(conn)
            self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def _drop_expired(self, now: float) -> None:
        for conn in [conn for conn in (*self._collecting, *self._leaving) if conn.timeout < now]:
            self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """Stopping: those that have not begun a request need not be waited for."""
        super()._cap_keepalive(deadline)
        for conn in self._collecting:
            if not conn.arriving.data:
                conn.timeout = min(conn.timeout, deadline)
