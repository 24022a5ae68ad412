"""nginx lets all pages of a class ask the same copy of the app, and another one once that has gone."""

from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests

from tests.faults.nginx import Nginx

COPIES = 4
CLASSES = [f"K7M{number}P" for number in range(10, 40)]

pytestmark = pytest.mark.first


class _Named(BaseHTTPRequestHandler):
    """Answers everything with the port at which it was asked."""

    def do_GET(self):
        if self.server.dies:
            self.server.dies = False
            return
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        name = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(name)))
        self.end_headers()
        self.wfile.write(name)

    def do_POST(self):
        self.do_GET()

    def log_message(self, *_):
        pass


class _Copy(ThreadingHTTPServer):
    """``dies``: with the next request, as a process of a copy may."""

    dies = False


@pytest.fixture
def copies(request):
    """Servers by their ports."""
    with ExitStack() as begun:
        servers = {}
        for _ in range(getattr(request, "param", COPIES)):
            server = begun.enter_context(_Copy(("127.0.0.1", 0), _Named))
            Thread(target=server.serve_forever, daemon=True).start()
            begun.callback(server.shutdown)
            servers[str(server.server_port)] = server
        yield servers


@pytest.fixture
def asked(copies, tmp_path):
    """The port of who answers a page of a class."""
    nginx = Nginx(tmp_path, [int(port) for port in copies])
    nginx.start()

    def ask(code, call="sync"):
        answer = requests.post(f"{nginx.url}board/{call}", json={}, headers={"X-Class": code}, timeout=20)
        assert answer.ok, answer.status_code
        return answer.text

    yield ask
    nginx.stop()


def test_all_pages_of_a_class_ask_the_same_copy(asked):
    answered = {code: {asked(code, call) for call in ("join", "sync", "sync", "leave")} for code in CLASSES}
    assert {len(by) for by in answered.values()} == {1}
    assert len(set.union(*answered.values())) == COPIES


def test_who_has_no_code_asks_any(asked):
    assert len({asked("", "look") for _ in range(4 * COPIES)}) == COPIES


def test_when_it_has_gone_another_one_is_asked(asked, copies):
    before = {code: asked(code) for code in CLASSES}
    gone = before[CLASSES[0]]
    copies[gone].shutdown()
    copies[gone].server_close()
    for _ in range(3):
        for code in CLASSES:
            assert asked(code) != gone
    assert [asked(code) for code in CLASSES if before[code] != gone] == [by for by in before.values() if by != gone]


@pytest.mark.parametrize("copies", [1], indirect=True)
def test_the_only_copy_is_asked_again(asked, copies):
    """One of its processes has died with the question; there are others."""
    ((port, copy),) = copies.items()
    for code in CLASSES:
        copy.dies = True
        assert asked(code) == port
        assert not copy.dies
