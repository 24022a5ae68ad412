"""A sync is answered without gunicorn's parser and Flask, and nobody can tell: not who asks, no log, no count."""

import json
import re
from http.client import HTTPResponse
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask import request
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser
from hypothesis import given, strategies as st

from app import create_app, i18n
from app.board import served
from app.config import Settings
from app.serving import access
from app.serving.straight import STRAIGHT, Straight
from tests.board.people import Board
from tests.board.test_board import ROW

OWN = {"X-Request-ID", "Content-Length", "Vary", "Date", "Connection", "Server"}  # gunicorn writes the last three


def written(path, body=b"", *lines, version="1.1"):
    """A request as bytes."""
    head = (f"POST {path} HTTP/{version}", "Host: school", *lines, f"Content-Length: {len(body)}", "", "")
    return "\r\n".join(head).encode("latin1") + body


def read(answer):
    """An answer as http.client reads it, with its body."""
    response = HTTPResponse(SimpleNamespace(makefile=lambda _: BytesIO(answer)))
    response.begin()
    return response, response.read()


class Client:
    """Asks Flask as its own client does, but for syncs, which only go straight."""

    def __init__(self, server):
        self._usual, self._straight = server.test_client(), server.extensions[STRAIGHT]
        usual = server.full_dispatch_request

        def dispatch():
            assert not request.path.endswith("/sync")
            return usual()

        server.full_dispatch_request = dispatch
        self.get = self._usual.get

    def post(self, path, *, json=None, data=None, headers=()):
        if not path.endswith("/sync"):
            return self._usual.post(path, json=json, headers=headers)
        body = _json(json) if data is None else data
        sent = written(path, body, *(f"{name}: {value}" for name, value in dict(headers).items()))
        assert self._straight.takes(sent)
        answer, kept = self._straight(sent, keep=True)
        assert kept
        response, text = read(answer)
        told = {"status_code": response.status, "headers": dict(response.getheaders()), "data": text}
        return SimpleNamespace(**told, get_json=lambda: _told(text))


def _json(value):
    return json.dumps(value).encode()


def _told(text):
    return json.loads(text)


@pytest.fixture
def serve(tmp_path):
    def make(**settings):
        url = f"sqlite:///{tmp_path}/board.sqlite"
        return Board(Client(create_app(Settings(class_database_url=url, **settings)).server))

    return make


def test_flask_has_nothing_to_do_with_it(serve):
    board = serve()
    teacher = board.opened()
    student_ = teacher.student()
    assert student_.sends({"key": "one"}, row=ROW)["kept"] == ["one"]
    (seat,) = teacher.sees()["seats"]
    assert seat["row"] == ROW
    wrong = {**student_.right, "secret": "0" * 32}
    assert board.ask("sync", **wrong) == (403, {"error": "This class has ended."})
    status, told = board.ask("sync", **student_.right, row={"epoch": -1})
    assert (status, told) == (400, {"error": "row.epoch must be greater than or equal to 0, got -1"})
    for data in b"", b"{", b"[" * 100_000, b"x" * (300 * 1024):
        assert board.client.post("/board/sync", data=data).status_code == 400


def test_its_headers_are_those_of_every_call(serve):
    board = serve()
    right = board.opened().student().right
    sync = board.client.post("/board/sync", json=right, headers={"X-Request-ID": "lesson-0001"})
    leave = board.client.post("/board/leave", json=right)
    assert sync.headers["X-Request-ID"] == "lesson-0001"
    assert int(sync.headers["Content-Length"]) == len(sync.data)
    ours, usual = ({**answer.headers, **dict.fromkeys(OWN)} for answer in (sync, leave))
    assert ours == usual


def test_it_is_counted_and_logged_as_every_call(serve, caplog):
    board = serve(metrics=True, access_log=True)
    right = board.opened().student().right
    caplog.clear()

    def counts():
        text = board.client.get("/metrics").text
        found = re.findall(r'requests_total\{kind="board-sync",status="(\d+)"\} (\S+)', text)
        return {status: float(count) for status, count in found}

    before = counts()
    assert board.ask("sync", **right)[0] == 200
    assert board.ask("sync", **right, since="x")[0] == 400
    assert [counts()[status] - before.get(status, 0.0) for status in ("200", "400")] == [1, 1]
    lines = [json.loads(record.message) for record in caplog.records if record.name == access.__name__]
    told = [(line["method"], line["path"], line["status"]) for line in lines if "sync" in line["path"]]
    assert told == [("POST", "/board/sync", 200), ("POST", "/board/sync", 400)]


def test_it_speaks_the_language_of_whoever_asks(serve, monkeypatch):
    monkeypatch.setattr(i18n, "languages", lambda: ("en", "de"))
    board = serve()
    wrong = {"seat": 1, "secret": "0" * 32}
    monkeypatch.setattr("app.board.found._", lambda text: f"{i18n.language()}: {text}")
    for accepted, spoken in ("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr", "en"), ("", "en"):
        told = board.client.post("/board/sync", json=wrong, headers={"Accept-Language": accepted}).get_json()
        assert told["error"].startswith(f"{spoken}: "), accepted
    assert i18n.language() == "en"


def test_under_the_base_path_and_behind_a_proxy(serve):
    post = serve(base_path="/nn/", proxy_hops=1).client.post
    code = post("/nn/board/open", json={}).get_json()["code"]
    told = post("/nn/board/join", json={"code": code}).get_json()
    right = {name: told[name] for name in ("seat", "secret")}
    assert post("/nn/board/sync", json=right, headers={"X-Forwarded-For": "10.0.0.1"}).get_json()["state"] == "in"


def test_flask_answers_the_same(tmp_path, monkeypatch):
    """Whoever asks in an unusual way; and it says what nobody has thought of, without what was sent."""
    board = Board(create_app(Settings(class_database_url=f"sqlite:///{tmp_path}/board.sqlite")).server.test_client())
    right = board.opened().student().right
    straight = board.client.application.extensions[STRAIGHT]
    answer, _ = straight(written("/board/sync", _json(right)), keep=True)
    assert board.ask("sync", **right) == (200, json.loads(read(answer)[1]))

    def failing(error):
        def sync(*_):
            raise error

        return {**served.CALLS, "sync": served.Call(served.CALLS["sync"].model, sync)}

    for error, status in (KeyError("secret"), 400), (MemoryError(), 503):
        with monkeypatch.context() as patch:
            patch.setattr(served, "CALLS", failing(error))
            answer = board.client.post("/board/sync", json=right)
        assert answer.status_code == status
        assert b"secret" not in answer.data
    assert board.ask("sync", **right)[0] == 200


# What is read here


def echo():
    """Answers with what it has read."""

    def answer(body, languages):
        return 200, _json([body.decode("latin1"), languages])

    return Straight("/board/sync", "sync", answer, lambda *noted: noted[5] or "made", {"X-Own": "yes"})


@pytest.mark.parametrize(
    ("said", "kept"), [((), True), (("Connection: keep-alive",), True), (("connection:  Close ",), False)]
)
def test_a_connection_is_kept_if_both_want_to(said, kept):
    for allowed in True, False:
        answer, told = echo()(written("/board/sync", b"{}", *said), keep=allowed)
        assert told == (kept and allowed)
        assert read(answer)[0].getheader("Connection") == ("keep-alive" if told else "close")


UNUSUAL = {
    "a header twice": written("/board/sync", b"{}", "X-Request-ID: one", "x-request-id: two"),
    "two lengths": written("/board/sync", b"{}", "Content-Length: 7"),
    "an old version": written("/board/sync", b"{}", version="1.0"),
    "another path": written("/board/sync?since=3", b"{}"),
    "a name that proxies drop": written("/board/sync", b"{}", "X_Request_ID: one"),
    "a space before the colon": written("/board/sync", b"{}", "X-Request-ID : one"),
    "a line that goes on": written("/board/sync", b"{}", "Accept-Language: de,", " en"),
    "a line feed alone": written("/board/sync", b"{}", "A: b\nAccept-Language: de"),
    "a sign that no header has": written("/board/sync", b"{}", "Accept-Language: d\x00e"),
    "letters beyond ASCII": written("/board/sync", b"{}", "Accept-Language: dé"),
    "another protocol": written("/board/sync", b"{}", "Connection: Upgrade"),
    "no length": b"POST /board/sync HTTP/1.1\r\nHost: school\r\n\r\n",
    "no header": b"POST /board/sync HTTP/1.1\r\n\r\n",
    "hundreds of headers": written("/board/sync", b"{}", *(f"A-{number}: b" for number in range(300))),
}


@pytest.mark.parametrize("how", UNUSUAL)
def test_what_is_written_in_another_way_goes_the_usual_one(how):
    straight = echo()
    assert not straight.takes(UNUSUAL[how]) or straight(UNUSUAL[how], keep=True) is None


NAMES = ("Accept-Language", "X-Request-ID", "Connection", "Cookie", "User-Agent", "x-forwarded-for", "Origin", "A")
SIGNS = st.text(st.characters(codec="latin1"), max_size=12)
WORDS = st.sampled_from(["de-AT, en;q=0.5", "keep-alive", "close", "lesson-0001", "", " \t"])


@given(st.lists(st.tuples(st.sampled_from(NAMES) | SIGNS, WORDS | SIGNS), max_size=5), st.binary(max_size=30))
def test_what_is_read_gunicorn_reads_as_well(lines, body):
    data = written("/board/sync", body, *(f"{name}: {value}" for name, value in lines))
    straight = echo()
    answered = straight(data, keep=True) if straight.takes(data) else None
    if answered is None:
        return
    sent = next(RequestParser(Config(), iter([data]), ("127.0.0.1", 1)))
    headers = dict(sent.headers)
    response, told = read(answered[0])
    assert json.loads(told) == [sent.body.read().decode("latin1"), headers.get("ACCEPT-LANGUAGE", "")]
    assert response.getheader("X-Request-ID") == (headers.get("X-REQUEST-ID") or "made")
    assert (response.getheader("Connection") == "close") == sent.should_close()
