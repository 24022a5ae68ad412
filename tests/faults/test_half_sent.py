"""Clients that stop half-way, send drop by drop, or never read: they hold no thread of a server without nginx."""

import socket
import time

import pytest
import requests

from tests.faults.raw import serving
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


PATIENCE = 40  # seconds
COUNTS = "PROMETHEUS_MULTIPROC_DIR"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(folder, tmp_path_factory):
    """The app; a request may take as long as it likes, so that whatever is answered has not waited for its end."""
    more = {"limits": {"REQUEST_SECONDS": 600}, COUNTS: str(tmp_path_factory.mktemp("counts"))}
    with serving(folder, "--log-level", "info", application="tests.faults.limited:server", **more) as server:
        yield server


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    """A server that waits for a second only."""
    with serving(tmp_path_factory.mktemp("impatient"), limits={"REQUEST_SECONDS": 1}) as server:
        yield server


@pytest.fixture
def send():
    """Connect to a server and send some bytes."""
    clients = []

    def connect(server, data):
        clients.append(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE))
        clients[-1].sendall(data)
        return clients[-1]

    yield connect
    for client in clients:
        client.close()


def status(client):
    return int(client.recv(4096).split(b" ", 2)[1])


@pytest.mark.first
def test_many_halves_hold_no_thread(server, send):
    """Ten times as many of each as there are threads, and none of them is closed before pages are served."""
    halves = [send(server, half) for half in HALVES.values() for _ in range(40)]
    for path in ("healthz", "", "race", "assets/all.js"):
        assert requests.get(f"{server.url}{path}", timeout=PATIENCE).ok, path
    half = halves[40 * list(HALVES).index("a body")]
    half.setblocking(False)
    with pytest.raises(BlockingIOError):
        half.recv(100)


@pytest.mark.first
def test_halves_are_closed_in_the_end(impatient, send):
    halves = {name: send(impatient, HALVES[name]) for name in ("a line", "a header", "a body", "no body")}
    for name, client in halves.items():
        assert client.recv(100) == b"", name


@pytest.mark.first
def test_drop_by_drop_is_not_enough(impatient, send):
    """Some bytes a second would go on for ever, if each began the time again."""
    client = send(impatient, b"GET / HTTP/1.1\r\nX-Slow: ")

    def closed():
        time.sleep(0.2)
        try:
            client.sendall(b"x")
        except ConnectionError:  # at the latest when it has been closed for two seconds
            return True
        return False

    until(closed, "it is closed")


@pytest.mark.first
@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_is_not_waited_for(server, send, code):
    client = send(server, REFUSED[code])
    assert status(client) == code


@pytest.mark.first
def test_a_request_in_pieces_is_one_request(server, send):
    whole = b"GET /race HTTP/1.1\r\nHost: school\r\nConnection: close\r\n\r\n"
    client = send(server, b"")
    for i in range(len(whole)):
        client.sendall(whole[i : i + 1])
    assert status(client) == 200


@pytest.mark.first
def test_requests_behind_each_other_are_answered_in_their_order(server, send):
    client = send(
        server, b"".join(b"GET %s HTTP/1.1\r\nHost: school\r\n\r\n" % path for path in (b"/assets/none", b"/race"))
    )
    answers = bytearray()
    until(lambda: answers.extend(client.recv(1 << 16)) or answers.count(b"HTTP/1.1 ") == 2, "both answers")
    assert answers.startswith(b"HTTP/1.1 4")
    assert b"HTTP/1.1 200" in answers


@pytest.mark.first
def test_a_client_that_waits_to_be_asked_for_the_body_is_asked(server, send):
    client = send(server, HEAD + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    assert status(client) == 100
    client.sendall(b"[]")
    until(lambda: b" 400 " in client.recv(4096), "an answer")


@pytest.mark.first
def test_nobody_s_address_is_logged(server, send, folder):
    """Nor of a browser that speaks TLS to a plain port, or of one that makes no sense."""
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n\r\n"):
        client = send(server, nonsense)
        client.recv(1000)
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    assert "Invalid request" in log
    assert "127.0.0.1" not in log.partition("Booting worker")[2]
