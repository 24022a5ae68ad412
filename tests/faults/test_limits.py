"""What nginx lets one address do: all that 300 students behind one address need, and no more."""

import asyncio
import re
import socket
import time
from collections import Counter
from contextlib import suppress
from itertools import chain
from threading import Thread

import pytest

from tests.faults.nginx import Nginx

STUDENTS, CONNECTIONS = 300, 6
TICK = b"POST /_dash-update-component"
PATIENCE = 60


class Slow:
    """An app that answers all requests but those for .../wait, whose answers it gives together when it is told to, and
    each other one for /dies, with which it does as if a process had ended. A connection is kept after .../kept.
    """

    def __init__(self):
        self.waiting = self.asked = self.connections = 0
        self._loop = asyncio.new_event_loop()
        self._go = asyncio.Event()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._answer, "127.0.0.1", 0, backlog=4096))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    async def _answer(self, reader, writer):
        self.connections += 1
        with suppress(asyncio.IncompleteReadError):  # it has been closed there
            while await self._answer_one(await reader.readuntil(b"\r\n\r\n"), writer):
                pass
        writer.close()

    async def _answer_one(self, head, writer):
        if b" /dies " in head:
            self.asked += 1
            if self.asked % 2:
                return False
        if b"/wait " in head:
            self.waiting += 1
            await self._go.wait()
        kept = b"/kept " in head
        connection = b"keep-alive" if kept else b"close"
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: no-store\r\nConnection: %b\r\n\r\nOK" % connection
        )
        await writer.drain()
        return kept

    def go(self):
        self._loop.call_soon_threadsafe(self._go.set)

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        self._loop.run_until_complete(asyncio.sleep(0.1))
        self._loop.close()


@pytest.fixture
def app():
    app = Slow()
    yield app
    app.stop()


@pytest.fixture
def nginx(app, tmp_path):
    nginx = Nginx(tmp_path, [app.port])
    nginx.start()
    yield nginx
    nginx.stop()


async def ask(port, *lines, address="127.0.0.1"):
    """The statuses of some requests, one after the other on a connection as a browser has it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    statuses = []
    for line in lines:
        writer.write(line + b" HTTP/1.1\r\nHost: school\r\nContent-Length: 0\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(re.search(rb"Content-Length: (\d+)", head)[1]))
        statuses.append(int(head[9:12]))
    writer.close()
    return statuses


def at_once(port, *lines, count):
    """How many requests from one address had which status; so many ask for all lines, 500 at a time."""

    async def everybody():
        gate = asyncio.Semaphore(500)

        async def one():
            async with gate:
                return await ask(port, *lines)

        asked = [asyncio.ensure_future(one()) for _ in range(count)]
        return Counter(chain(*await asyncio.wait_for(asyncio.gather(*asked), PATIENCE)))

    return asyncio.run(everybody())


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([TICK], 3 * STUDENTS),  # three ticks of each in one moment
        ([b"GET /", b"GET /_dash-layout", b"GET /_dash-dependencies", b"GET /race"], STUDENTS),
        ([b"GET /assets/%d.js" % n for n in range(30)], STUDENTS),
        ([b"POST /board/sync"] * 2, STUDENTS),  # what they send in four seconds
        ([b"POST /board/join"], STUDENTS // 3 * 2),  # two classes of a hundred in one moment
        ([b"POST /board/look"] * 2, 20),  # teachers
    ],
    ids=["play", "open a page", "load its files", "sync", "join", "look"],
)
def test_300_students_behind_one_address_are_not_refused(nginx, lines, count):
    assert at_once(nginx.port, *lines, count=count) == {200: count * len(lines)}


@pytest.mark.first
def test_where_there_is_one_copy_another_of_its_processes_is_asked_again_each_time(nginx, app):
    """Also while nginx leaves it alone for 2 s because of the one before."""
    assert [at_once(nginx.port, b"POST /dies", count=1) for _ in range(20)] == [{200: 1}] * 20
    assert app.asked == 40


@pytest.mark.first
def test_the_board_is_asked_on_connections_that_are_kept(nginx, app):
    """Fifty times a second. Those for ticks are new, so that whoever has nothing to do takes them."""
    begun = app.connections
    assert at_once(nginx.port, *[b"POST /board/kept"] * 20, count=1) == {200: 20}
    assert app.connections - begun == 1
    assert at_once(nginx.port, *[b"POST /kept"] * 20, count=1) == {200: 20}
    assert app.connections - begun == 21


@pytest.mark.first
def test_a_class_that_joins_and_syncs_costs_nobody_a_tick(nginx):
    """Nor can who tries out codes, or teachers' secrets, keep the school from playing."""
    nginx.stop()
    nginx.change(r"rate=\d+r/[sm]", "rate=1r/m", times=7)
    nginx.start()
    for line in b"POST /board/join", b"POST /board/look", b"POST /board/sync", b"POST /board/open":
        assert at_once(nginx.port, line, count=800)[429] > 0
    assert at_once(nginx.port, TICK, count=900) == {200: 900}


@pytest.mark.first
@pytest.mark.parametrize(
    ("line", "burst"),
    [
        (TICK, 900), (b"GET /", 1500), (b"POST /board/sync", 600), (b"GET /board/x", 600), (b"POST /board/look", 200),
        (b"POST /nn/board/join", 200), (b"GET /board/join", 200), (b"POST /board/tell", 200), (b"POST /board/open", 20),
    ],
    ids=lambda given: given.decode() if isinstance(given, bytes) else str(given),
)  # fmt: skip
def test_who_asks_for_more_is_refused(nginx, line, burst):
    """With no time for more, however long this machine takes: one in a minute instead of hundreds in a second."""
    nginx.stop()
    nginx.change(r"rate=\d+r/[sm]", "rate=1r/m", times=7)
    nginx.start()
    statuses = at_once(nginx.port, line, count=burst + 100)
    assert set(statuses) == {200, 429}
    assert burst <= statuses[200] <= burst + 3


def test_one_address_has_at_most_2000_requests_that_wait(nginx, app, many_files):
    """All six connections of 300 browsers are fewer; and who has all of them does not keep others out."""

    async def everybody():
        async def wait():
            (status,) = await ask(nginx.port, b"GET /wait")
            return status

        waiting = []
        while len(waiting) < STUDENTS * CONNECTIONS:  # as fast as the limits for pages allow
            waiting += [asyncio.ensure_future(wait()) for _ in range(100)]
            await asyncio.sleep(0.2)
        while app.waiting < len(waiting):
            await asyncio.sleep(0.05)
        assert not any(one.done() for one in waiting)
        more = [asyncio.ensure_future(wait()) for _ in range(300)]
        while sum(one.done() for one in more) < 100:
            await asyncio.sleep(0.05)
        while app.waiting < len(waiting) + 200:
            await asyncio.sleep(0.05)
        assert [one.result() for one in more if one.done()] == [429] * 100
        assert await ask(nginx.port, b"GET /", address="127.0.0.2") == [200]
        app.go()
        return Counter(await asyncio.gather(*waiting, *more))

    assert asyncio.run(asyncio.wait_for(everybody(), PATIENCE)) == {200: 2000, 429: 100}


@pytest.mark.first
def test_nobody_waits_until_another_has_the_same_file(nginx, app):
    """A lock of nginx's cache looks every half second only, and would let the others ask after five."""

    async def everybody():
        waiting = [asyncio.ensure_future(ask(nginx.port, b"GET /assets/wait")) for _ in range(10)]
        while app.waiting < len(waiting):
            await asyncio.sleep(0.05)
        app.go()
        return Counter(chain(*await asyncio.gather(*waiting)))

    assert asyncio.run(asyncio.wait_for(everybody(), 4)) == {200: 10}


def test_halves_are_closed_and_large_headers_are_refused(nginx):
    """After as long as the file says, of which a test need not wait for all."""
    nginx.stop()
    nginx.change(r"client_(header|body)_timeout 10s", r"client_\1_timeout 2s", times=2)
    nginx.start()

    def send(data):
        client = socket.create_connection(("127.0.0.1", nginx.port), timeout=20)
        client.sendall(data)
        return client

    begin = time.monotonic()
    halves = [
        send(half) for half in (b"GET / HTTP/1.1\r\nHo", TICK + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhal")
    ]
    for half in halves:
        with half, suppress(ConnectionResetError):  # which takes nginx less than to wait for a last word
            while half.recv(1000):
                pass
    assert time.monotonic() - begin > 1
    for size, status in ((12_000, b"200"), (20_000, b"400")):
        with send(b"GET / HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n" % (b"c" * size)) as client:
            assert client.recv(100).split()[1] == status
