"""What the worker answers without gunicorn's parser and Flask, over connections as clients make them."""

import json

import pytest
import requests

from tests.faults.raw import answer, connect, serving

CLASS = {"application": "tests.faults.unasked:server"}


def sync(right, *lines, version="1.1"):
    body = json.dumps(right).encode()
    head = (f"POST /board/sync HTTP/{version}", "Host: school", f"Content-Length: {len(body)}", *lines, "", "")
    return "\r\n".join(head).encode() + body


@pytest.fixture
def server(tmp_path):
    url = f"sqlite:///{tmp_path}/board.sqlite"
    with serving(tmp_path, "--workers", "1", CLASS_DATABASE_URL=url, **CLASS) as server:
        yield server


@pytest.fixture
def right(server):
    code = requests.post(f"{server.url}board/open", json={}, timeout=20).json()["code"]
    told = requests.post(f"{server.url}board/join", json={"code": code}, timeout=20).json()
    return {"seat": told["seat"], "secret": told["secret"]}


def test_syncs_go_straight_and_other_calls_the_usual_way_on_one_connection(server, right):
    with connect(server) as client:
        for _ in range(2):
            client.sendall(sync(right, "X-Request-ID: lesson-0001"))
            status, head, body = answer(client)
            assert (status, json.loads(body)["state"]) == (200, "in")
            assert "X-Request-ID: lesson-0001" in head
            client.sendall(b"GET / HTTP/1.1\r\nHost: school\r\n\r\n")
            assert answer(client)[0] == 200
        client.sendall(sync(right) + sync(right, "Connection: close"))  # one behind the other
        assert [answer(client)[0], client.recv(1 << 16)[:15]] == [200, b"HTTP/1.1 200 OK"]
        while client.recv(1 << 16):
            pass  # until it is closed


def test_what_is_written_in_another_way_is_left_to_flask(server, right):
    for sent in sync(right, version="1.0"), sync(right, "A_B: c"), sync(right, "Origin: a", "Origin: b"):
        with connect(server, sent) as client:
            assert answer(client)[0] == 418, sent
    with connect(server, sync(right, "Content-Length: 7")) as client:
        assert answer(client)[0] == 400
