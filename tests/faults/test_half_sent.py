"""Clients that stop half-way, send drop by drop, or never read: they hold no thread of a server without nginx."""

import os
import socket
import time
from contextlib import suppress

import pytest
import requests

from app.serving.worker import REQUEST_SECONDS
from tests.browser.servers import Gunicorn
from tests.waiting import until

HEAD = b"POST /_dash-update-component HTTP/1.1\r\nHost: school\r\nContent-Type: application/json\r\n"
HALVES = {
    "a line": b"GET / HT",
    "a header": b"GET / HTTP/1.1\r\nHost: school\r\nAccept",
    "a body": HEAD + b'Content-Length: 500\r\n\r\n{"output"',
    "no body": HEAD + b"Content-Length: 500\r\n\r\n",
    "too large a body": HEAD + b"Content-Length: 500000000\r\n\r\n",
    "a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhal",
    "nothing": b"",
}
REFUSED = {
    413: HALVES["too large a body"],
    411: HALVES["a chunk"],
    431: b"GET / HTTP/1.1\r\nX-Long: " + bytes(70_000).replace(b"\0", b"x"),
    400: HEAD + b"Content-Length: -1\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path_factory.mktemp("counts"))}
    log = tmp_path_factory.mktemp("log") / "log"
    with log.open("wb") as file:
        server = Gunicorn(options=("--log-level", "info"), env=environment, stdout=file, stderr=file)
        server.start()
        server.log = log
        yield server
        server.stop()


@pytest.fixture
def send(server):
    """Connect and send some bytes."""
    clients = []

    def connect(data):
        clients.append(socket.create_connection(("127.0.0.1", server.port), timeout=REQUEST_SECONDS + 10))
        clients[-1].sendall(data)
        return clients[-1]

    yield connect
    for client in clients:
        client.close()


def status(client):
    return int(client.recv(4096).split(b" ", 2)[1])


def test_many_halves_hold_no_thread(server, send):
    """Ten times as many of each as there are threads; pages are served, and the halves are closed in the end."""
    for half in HALVES.values():
        for _ in range(40):
            send(half)
    for path in ("healthz", "", "race", "assets/all.js"):
        begin = time.monotonic()
        assert requests.get(f"{server.url}{path}", timeout=REQUEST_SECONDS).ok, path
        assert time.monotonic() - begin < REQUEST_SECONDS / 2  # it did not wait for them to be closed
    waiting = [send(HALVES[name]) for name in ("a header", "a body")]
    for client in waiting:
        assert client.recv(100) == b""


def test_drop_by_drop_is_not_enough(server, send):
    """A byte a second would go on for ever, if each began the time anew."""
    client = send(b"GET / HTTP/1.1\r\nX-Slow: ")
    begin = time.monotonic()
    with suppress(ConnectionError):  # at the latest when it has been closed for two seconds
        while time.monotonic() < begin + 3 * REQUEST_SECONDS:
            client.sendall(b"x")
            time.sleep(0.5)
    assert time.monotonic() - begin < REQUEST_SECONDS + 5


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_is_not_waited_for(server, send, code):
    client = send(REFUSED[code])
    assert status(client) == code


def test_a_request_in_pieces_is_one_request(server, send):
    whole = b"GET /race HTTP/1.1\r\nHost: school\r\nConnection: close\r\n\r\n"
    client = send(b"")
    for i in range(len(whole)):
        client.sendall(whole[i : i + 1])
    assert status(client) == 200


def test_requests_behind_each_other_are_answered_in_their_order(server, send):
    client = send(b"".join(b"GET %s HTTP/1.1\r\nHost: school\r\n\r\n" % path for path in (b"/assets/none", b"/race")))
    answers = bytearray()
    until(lambda: answers.extend(client.recv(1 << 16)) or answers.count(b"HTTP/1.1 ") == 2, "both answers")
    assert answers.startswith(b"HTTP/1.1 4")
    assert b"HTTP/1.1 200" in answers


def test_a_client_that_waits_to_be_asked_for_the_body_is_asked(server, send):
    client = send(HEAD + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    assert status(client) == 100
    client.sendall(b"[]")
    until(lambda: b" 400 " in client.recv(4096), "an answer")


def test_nobody_s_address_is_logged(server, send):
    """Nor of a browser that speaks TLS to a plain port, or of one that makes no sense."""
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n\r\n"):
        client = send(nonsense)
        client.recv(1000)
    log = server.log.read_text(encoding="utf-8", errors="replace")
    assert "Invalid request" in log
    assert "127.0.0.1" not in log.partition("Booting worker")[2]
