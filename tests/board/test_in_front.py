"""A sync is answered in front of Flask, and nobody can tell: not who asks, not the log, not the counts."""

import json
import re

import pytest
from flask import request

from app import create_app, i18n
from app.board import served
from app.config import Settings
from app.serving import access
from tests.board.people import Board
from tests.board.test_board import ROW

OWN = {"X-Request-ID", "Content-Length", "Vary"}  # only what may be compressed depends on who asks


@pytest.fixture
def serve(tmp_path):
    """A board whose Flask answers everything but syncs."""

    def make(**settings):
        url = f"sqlite:///{tmp_path}/board.sqlite"
        server = create_app(Settings(class_database_url=url, **settings)).server
        usual = server.full_dispatch_request

        def dispatch():
            assert not request.path.endswith("/sync")
            return usual()

        server.full_dispatch_request = dispatch
        return Board(server.test_client())

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


def test_what_nobody_has_thought_of_is_answered_as_ever(tmp_path, monkeypatch):
    board = Board(create_app(Settings(class_database_url=f"sqlite:///{tmp_path}/board.sqlite")).server.test_client())
    right = board.opened().student().right

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
