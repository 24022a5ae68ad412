"""Nobody's address is in the log, whatever they send, and however they leave; nor what they have asked for."""

import struct
import time
from socket import SO_LINGER, SOL_SOCKET

import pytest
import requests

from tests.app.helpers import request
from tests.app.test_http import SMALL, TICK, body
from tests.faults.raw import ask, connect, get, serving

SOURCE, BEHIND, SECRET = "127.0.0.9", "203.0.113.7", "c0ffee"
TOLD = (f"X-Forwarded-For: {BEHIND}", f"Forwarded: for={BEHIND}", "X-Forwarded-Proto: https", f"Cookie: {SECRET}")
NONSENSE = {
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200) + b"\r\n\r\n",
    "version": f"GET /?{SECRET} HTTP/9.9\r\nX-Forwarded-For: {BEHIND}\r\n\r\n".encode(),
    "line": f"{BEHIND} {SECRET}\r\n\r\n".encode(),
    "method": f"G?T /{SECRET} HTTP/1.1\r\n\r\n".encode(),
    "no colon": f"GET / HTTP/1.1\r\nX-Forwarded-For {BEHIND}\r\n\r\n".encode(),
    "name": f"GET / HTTP/1.1\r\nX-{BEHIND}@: {SECRET}\r\n\r\n".encode(),
    "value": f"GET / HTTP/1.1\r\nX-Forwarded-For: {BEHIND}\0\r\n\r\n".encode(),
    "folded": f"GET / HTTP/1.1\r\nX-Forwarded-For: x,\r\n {BEHIND}\r\n\r\n".encode(),
    "long line": b"GET /" + SECRET.encode() * 2000 + b" HTTP/1.1\r\n\r\n",
    "many headers": get("/", *(f"X-{n}: {BEHIND}" for n in range(300))),
    "expect": get("/", f"Expect: {SECRET}", *TOLD),
    "proxy": f"PROXY TCP4 {BEHIND} 127.0.0.1 1 2\r\nGET / HTTP/1.1\r\n\r\n".encode(),
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "empty": b"\r\n\r\n\r\n\r\n",
}


@pytest.mark.parametrize("level", ["info", "debug"])
def test_the_app_writes_nothing_of_who_asks(tmp_path, level):
    variables = {"ACCESS_LOG": "on", "LOG_LEVEL": level, "PROXY_HOPS": "1"}
    with serving(tmp_path, "--log-level", level, application="app.wsgi:server", **variables) as server:
        for data in NONSENSE.values():
            with connect(server, data, SOURCE) as client:
                assert client.recv(100)[:9] in (b"HTTP/1.1 ", b"")
        for path in ("/", "/race", f"/none?{SECRET}", "/healthz", "/metrics"):
            ask(server, path, *TOLD)
        headers = {"X-Forwarded-For": BEHIND, "Cookie": SECRET}
        for json in (body(request(SMALL)), body(request({**SMALL, "noise": 99})), {"output": "x"}, ["x"]):
            requests.post(f"{server.url}{TICK.lstrip('/')}", json=json, headers=headers, timeout=20)
        for _ in range(3):  # who leaves in the middle of an answer, and resets the connection
            client = connect(server, get("/assets/all.js", *TOLD) * 3, SOURCE)
            client.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
        assert ask(server, "/") == 200
        time.sleep(1)
    _tells_nothing(tmp_path)
    assert "Invalid request: InvalidHTTPVersion" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.first
def test_a_failure_tells_what_went_wrong_and_nothing_else(tmp_path):
    """Of an application that fails outside of Flask; and of a client that takes nothing of a large answer."""
    with serving(tmp_path, "--threads", "1", "--log-level", "info", limits={"ANSWER_SECONDS": 1}) as server:
        assert ask(server, f"/raise?{SECRET}", *TOLD) == 500
        with connect(server, get("/big", *TOLD), SOURCE) as client:
            client.recv(10)
            assert ask(server, "/") == 200  # by the only thread, which has given up
    log = _tells_nothing(tmp_path)
    assert "RuntimeError: this application is broken" in log
    assert log.count("Traceback") == 1


def _tells_nothing(folder):
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    begun = log.partition("Booting worker")[2]
    for text in (SOURCE, BEHIND, SECRET, "127.0.0.1"):
        assert text not in begun, text
    return log
