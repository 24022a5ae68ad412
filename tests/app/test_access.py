"""The access log and the counts for /metrics: complete, and without anything of a person."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from app import ROOT, create_app
from app.calls import CALLS
from app.config import Settings
from app.serving import access
from tests.app.helpers import error_of, request
from tests.app.test_http import SMALL, TICK, body


@pytest.fixture(autouse=True)
def usual_pages():
    yield
    create_app()


@pytest.fixture
def client():
    return create_app(Settings(metrics=True)).server.test_client()


@pytest.fixture
def logged(caplog):
    """A client of a server that logs, and what it has logged."""
    client = create_app(Settings(access_log=True)).server.test_client()
    caplog.clear()
    return client, lambda: [json.loads(record.message) for record in caplog.records if record.name == access.__name__]


def counts(client):
    """Every sample of /metrics by its name and labels."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.mimetype == "text/plain"
    samples = re.findall(r"^(playground_\w+_total(?:\{[^}]*\})?) (\S+)$", response.text, re.MULTILINE)
    return {name: float(value) for name, value in samples}


def rise(client, act):
    before = counts(client)
    act()
    return {name: value - before.get(name, 0.0) for name, value in counts(client).items()}


def test_a_request_is_one_line_without_anything_of_a_person(logged):
    client, lines = logged
    secret = {"Cookie": "a=secret", "User-Agent": "secret", "X-Forwarded-For": "10.1.2.3", "Accept-Encoding": "gzip"}
    answer = client.get("/?name=secret", headers={**secret, "X-Request-ID": "lesson-0001"})
    (line,) = lines()
    assert list(line) == ["time", "method", "path", "status", "ms", "bytes", "id"]
    assert (line["method"], line["path"], line["status"], line["id"]) == ("GET", "/", 200, "lesson-0001")
    assert line["bytes"] == len(answer.data)  # as it was sent, which is compressed
    assert answer.headers["Content-Encoding"] == "gzip"
    assert line["ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00", line["time"])
    assert not re.search(r"secret|10\.1\.2\.3|127\.0\.0\.1", json.dumps(line))


def test_what_is_refused_is_logged_too_and_stays_one_line(logged, caplog):
    client, lines = logged
    client.get("/no/such%0Apage.php")
    client.post(TICK, data="{", content_type="application/json")
    client.put("/healthz")
    client.post(TICK, data="x" * (Settings().max_request_bytes + 1), content_type="application/json")
    assert [line["status"] for line in lines()][1:] == [400, 405, 413]
    assert not any("\n" in record.message for record in caplog.records if record.name == access.__name__)


@pytest.mark.parametrize("given", [None, "", "short", "x" * 65, 'a"b{}<script>', "with space 1", "ä" * 10])
def test_a_malformed_id_is_replaced_by_a_new_one(client, given):
    headers = {"X-Request-ID": given} if given is not None else {}
    ids_given = [client.get("/healthz", headers=headers).headers["X-Request-ID"] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{32}", id_) for id_ in ids_given)
    assert len(set(ids_given)) == 2


def test_without_the_setting_nothing_is_logged(client, caplog):
    caplog.clear()
    client.get("/")
    assert [record for record in caplog.records if record.name == access.__name__] == []


def test_a_tick_is_counted_with_its_lanes_frames_and_epochs(client):
    rose = rise(client, lambda: client.post(TICK, json=body(request(SMALL, SMALL, epochs=3, frames=1))))
    seen = {name: rose[f"playground_{name}_total"] for name in ("ticks", "lanes", "frames", "epochs", "rejected_ticks")}
    assert seen == {"ticks": 1, "lanes": 2, "frames": 2, "epochs": 6, "rejected_ticks": 0}
    assert rose['playground_requests_total{kind="tick",status="200"}'] == 1
    parts = [rose[f'playground_tick_seconds_total{{part="{part}"}}'] for part in ("validate", "train_and_draw")]
    assert min(parts) > 0
    assert sum(parts) < rose['playground_request_seconds_total{kind="tick"}']


def test_a_tick_that_goes_on_counts_only_its_own_epochs(client):
    answer = client.post(TICK, json=body(request(SMALL, epochs=5))).json["response"]["tick-answer"]["data"]
    state = answer["lanes"][0]["frames"][-1]["state"]
    rose = rise(client, lambda: client.post(TICK, json=body(request(SMALL, states=[state], epochs=2))))
    assert rose["playground_epochs_total"] == 2


def test_what_pages_play_adds_up(client):
    seen = "playground_playing_seconds_total"
    ticks = [request(SMALL, **played) for played in ({}, {"played": 0}, {"played": 350}, {"played": 10_000})]
    rose = rise(client, lambda: [client.post(TICK, json=body(tick)) for tick in ticks])
    assert rose["playground_ticks_total"] == 4
    assert rose[seen] == pytest.approx(10.35)
    rose = rise(client, lambda: client.post(TICK, json=body(request({**SMALL, "noise": 81}, played=500))))
    assert rose[seen] == 0


@pytest.mark.parametrize("played", [-1, 10_001, 2**70, 0.5, float("nan"), "long", None, [1], {}])
def test_nobody_can_say_to_have_played_for_what_makes_no_sense(client, played):
    answers = []
    rose = rise(client, lambda: answers.append(error_of(request(SMALL, played=played))))
    assert answers[0].startswith("played")
    assert rose["playground_playing_seconds_total"] == 0
    assert rose["playground_rejected_ticks_total"] == 1


def test_a_tick_says_in_a_header_how_long_it_has_waited(client):
    told = client.post(TICK, json=body(request(SMALL, SMALL))).headers["Server-Timing"]
    assert re.fullmatch(r"wait;dur=\d+\.\d", told)
    client.get("/")  # the first page is made, and with it a first answer
    assert "Server-Timing" not in client.get("/").headers
    assert "Server-Timing" not in client.post(TICK, json=body(request({**SMALL, "noise": 81}))).headers


def test_rejected_ticks_and_refused_requests_are_counted(client):
    rose = rise(client, lambda: client.post(TICK, json=body(request({**SMALL, "noise": 81}))))
    assert rose["playground_rejected_ticks_total"] == 1
    assert rose["playground_ticks_total"] == 0
    rose = rise(client, lambda: client.post(TICK, data="{", content_type="application/json"))
    assert rose['playground_requests_total{kind="callback",status="400"}'] == 1


def test_kinds_of_paths_are_few_whatever_is_asked_for(client):
    paths = ("/", "/race", "/assets/favicon.ico", "/healthz", "/x1", "/x2/y.php")

    def ask():
        for path in paths:
            client.get(path).close()

    rose = rise(client, ask)
    kinds = {re.search('kind="(.*?)"', name)[1] for name, times in rose.items() if "kind=" in name and times}
    assert kinds <= {"page", "callback", "file", "health", "metrics", "other", *CALLS}
    pages, others = (rose[f'playground_requests_total{{kind="{kind}",status="200"}}'] for kind in ("page", "file"))
    assert (pages, others) == (2, 1)


def test_any_worker_answers_for_all_and_leaves_nothing_behind():
    """Two workers of gunicorn, with a read-only disk in mind: they count in memory."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "BIND": f"127.0.0.1:{port}", "WORKERS": "2", "ACCESS_LOG": "on", "LOG_LEVEL": "info"}
    environment["METRICS"] = "on"
    command = [sys.executable, "-m", "gunicorn"]
    before = set(os.listdir("/dev/shm"))  # noqa: S108 - of others that were killed, whose numbers come again
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            lines = iter(server.stderr.readline, "")
            assert any("Listening at" in line for line in lines)

            def get(path, data=None):
                headers = {"Content-Type": "application/json"}
                asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
                with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
                    return answer.read().decode()

            tick = json.dumps(body(request(SMALL, epochs=2))).encode()
            for _ in range(20):
                get(TICK, tick)
            (count,) = re.findall(r"^playground_epochs_total (\S+)$", get("/metrics"), re.MULTILINE)
            (folder,) = [entry for entry in set(os.listdir("/dev/shm")) - before if _holds(entry, server.pid)]  # noqa: S108
        finally:
            server.send_signal(signal.SIGTERM)
        rest = server.stderr.read()
    assert float(count) == 40
    assert not os.path.exists(f"/dev/shm/{folder}")  # noqa: S108
    logged = [json.loads(line) for line in rest.splitlines() if line.startswith("{")]
    assert [line["path"] for line in logged].count(TICK) == 20


def _holds(folder, pid):
    """If the counts of the process are in this folder."""
    return folder.startswith("playground-") and os.path.exists(f"/dev/shm/{folder}/counter_{pid}-1.db")  # noqa: S108


def test_calls_of_a_board_are_counted_by_name(tmp_path):
    settings = Settings(metrics=True, class_database_url=f"sqlite:///{tmp_path}/board.sqlite")
    client = create_app(settings).server.test_client()

    def act():
        code = client.post("/board/open", json={}).get_json()["code"]
        for each in code, code, "22222":
            client.post("/board/join", json={"code": each})
        client.post("/board/nothing", json={})

    risen = rise(client, act)
    seen = {name: count for name, count in risen.items() if "board" in name and "requests" in name and count}
    assert seen == {
        'playground_requests_total{kind="board-open",status="200"}': 1,
        'playground_requests_total{kind="board-join",status="200"}': 2,
        'playground_requests_total{kind="board-join",status="404"}': 1,
        'playground_requests_total{kind="board",status="404"}': 1,
    }
