"""A worker of gunicorn whose threads see whole requests only.

In gunicorn's own, a thread reads a request as it comes in: a client that stops in the middle holds the thread for ever,
and as many clients as there are threads hold the server. Here the main loop, which waits for all connections at once,
collects a request until it is complete, within a time and a size; a refusal needs no thread either. It also says that
the worker is well: while all threads train, and others wait for them, too. A request that nobody waits for any more is
not worked on.
"""

import errno
import socket
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from .. import config
from . import metrics
from .connections import LEAVING_SECONDS, PIECE, REQUEST_SECONDS, Connection, Connections
from .refusals import refuse_invalid
from .room import has_gone
from .straight import STRAIGHT
from .threads import ASIDE, ASIDE_NAME, Threads, side_by_side
from .together import send_together

MAX_COLLECTED = 64 << 20  # bytes of unfinished requests in a worker
QUEUE_SECONDS = 15.0  # for which a request may wait for a thread: a page waits for 20 in all (wire/pace.py)
ALONE_SECONDS = 1.0  # after which a request that waits is looked at: has its client gone?
HELD_SECONDS = 20.0  # for which a request may hold a thread if there is none left
STUCK_SECONDS = 60.0  # for which no request needs a thread
_SWEEP_SECONDS = 0.25  # between two looks at what takes too long


class Worker(Connections):
    """Collects requests in the main loop, and hands whole ones to the threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        send_together()
        settings = config.of_this_process()
        self.most = settings.max_request_bytes
        self._live, self._ready = (
            tuple(f"GET {base}{name} ".encode() for base in {"/", settings.base_path}) for name in ("healthz", "readyz")
        )
        bases = {"/", settings.base_path} if settings.classes else set()
        self._boards = tuple(f"POST {base}board/".encode() for base in bases)
        self._busy: set[Connection] = set()  # with a thread, or waiting for one
        self._most_busy = max(self.cfg.threads, self._places // 2)
        self._sweep_at = 0.0

    # Requests come in

    def _arrived(self, conn: Connection, _: Any) -> None:
        """Some bytes are there, or the client has gone."""
        if conn not in self._collecting:
            if conn not in self.keepalived_conns:
                return  # it has just made room
            self.keepalived_conns.remove(conn)
            self._collecting.add(conn)
        try:
            data = conn.sock.recv(PIECE)
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
        status = refusal
        if not refusal and arriving.complete:
            status = self._at_once(conn)
        elif not refusal and self._collected > MAX_COLLECTED:
            status = 503
        if status:
            self._uncollect(conn)
            self._send(conn, status)
        elif arriving.complete:
            self._hand_over(conn)
        elif arriving.awaited:
            arriving.awaited = False
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _at_once(self, conn: Connection) -> int | None:
        """The status of an answer that needs no thread: of a probe, or if too many wait already."""
        data = conn.arriving.data
        if data.startswith(self._live):
            return 503 if self._stuck() else 200
        if data.startswith(self._ready):
            return 503 if self._stuck() or not self.alive else 200
        return 503 if len(self._busy) >= self._most_busy else None

    def _stuck(self) -> bool:
        """Whether all threads are held by requests that should have ended long ago."""
        since = monotonic() - STUCK_SECONDS
        held = sum((conn.started or since) < since for conn in self._busy if not conn.aside)
        return bool(held >= self.cfg.threads)

    # Threads handle them

    def get_thread_pool(self) -> Threads:
        """As many as gunicorn is told to have; a board has some of its own."""
        side_by_side()
        if self._boards:
            self._aside = Threads(ASIDE, ASIDE_NAME)
        return Threads(self.cfg.threads)

    def _hand_over(self, conn: Connection) -> None:
        self._uncollect(conn)
        conn.sock.setblocking(True)
        conn.aside = conn.arriving.data.startswith(self._boards)
        conn.whole = conn.arriving.take()
        conn.queued, conn.started = monotonic(), None
        self._busy.add(conn)
        self.enqueue_req(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """Have a thread handle it, as soon as there is one."""
        pool = self._aside if conn.aside else self.tpool
        conn.job = job = pool.submit(self.handle, conn)
        job.add_done_callback(lambda job: self.method_queue.defer(self.finish_request, conn, job))

    def _in_vain(self, conn: Connection) -> bool:
        """Whether a request has waited for so long that nobody waits for its answer any more."""
        waited = monotonic() - conn.queued
        return waited > QUEUE_SECONDS or (waited > ALONE_SECONDS and has_gone(conn.sock))

    def handle(self, conn: Connection) -> bool | None:
        """In a thread: whether the connection may be kept; None if it was no use to begin."""
        if self._in_vain(conn):
            return None
        conn.started = monotonic()
        if conn.aside and (kept := self._answer_straight(conn)) is not None:
            return kept
        conn.init()
        conn.parser.unreader.unread(conn.whole)
        return bool(super().handle(conn))

    def _answer_straight(self, conn: Connection) -> bool | None:
        """Whether the connection may be kept; None if the request is to go the usual way."""
        straight = getattr(self.wsgi, "extensions", {}).get(STRAIGHT)
        if not straight or not straight.takes(conn.whole):
            return None
        may_be_kept = self.alive and self.cfg.keepalive and len(self.keepalived_conns) < self.max_keepalived
        try:
            answered = straight(conn.whole, keep=bool(may_be_kept))
        except Exception:  # Flask says what it is, and to the log
            return None
        if answered is None:
            return None
        answer, kept = answered
        try:
            conn.sock.sendall(answer)
        except OSError:  # the client has gone, or takes nothing
            return False
        self.cfg.post_request(self, None, None, None)
        return bool(kept)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """As gunicorn does; a client that takes nothing for too long has gone."""
        try:
            return bool(super().handle_request(req, conn))
        except (BlockingIOError, TimeoutError) as error:
            raise BrokenPipeError(errno.EPIPE, "nobody takes the answer") from error

    def finish_request(self, conn: Connection, fs: "Future[Any]") -> None:
        """Keep the connection for another request, or close it."""
        self._busy.discard(conn)
        kept = None if fs.cancelled() else not fs.exception() and fs.result()  # codespell:ignore cancelled
        if kept is None:
            metrics.count_request("late", 503, monotonic() - conn.queued)
            self._send(conn, 503)
            return
        if not kept:
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
        self.poller.register(conn.sock, EVENT_READ, partial(self._arrived, conn))
        if not self.alive:
            self._cap_keepalive(monotonic() + LEAVING_SECONDS)

    def murder_pending(self) -> None:
        """End what takes too long; gunicorn's loop calls this at least every second."""
        now = monotonic()
        if now < self._sweep_at:
            return
        self._sweep_at = now + _SWEEP_SECONDS
        self._drop_expired(now)
        for conn in self._busy:
            if conn.job and conn.started is None and self._in_vain(conn):
                conn.job.cancel()  # if no thread has it by now
            elif len(self._busy) >= self.cfg.threads and (conn.started or now) < now - HELD_SECONDS:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)  # who reads drop by drop would hold the thread for ever

    # What is logged

    def handle_error(self, _: Any, client: Any, _address: Any, exc: BaseException) -> None:
        """As gunicorn does, but the log says nothing of who asked, and for what."""
        refuse_invalid(client, exc, self.log)
