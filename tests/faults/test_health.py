"""A server says that it is well while it is asked for more than it can do."""

import json
import time
from threading import Event, Thread

import pytest
import requests

from tests.app.helpers import request
from tests.app.test_http import SMALL, TICK, body
from tests.faults.raw import answer, ask, connect, get, serving

LARGE = {"samples": 500, "hidden": [{"units": 16}] * 8}
GREEDY, LOOKS, QUICKLY = 40, 100, 0.1
APP = "app.wsgi:server"


@pytest.fixture
def greedy():
    """Let so many ask for as much as they can get, until the end."""
    enough, threads = Event(), []

    def ask_on(server, tick):
        with requests.Session() as session:
            while not enough.is_set():
                session.post(f"{server.url}{TICK.lstrip('/')}", json=tick, timeout=40)

    def begin(server, tick):
        threads.extend(Thread(target=ask_on, args=(server, tick)) for _ in range(GREEDY))
        for thread in threads:
            thread.start()
        return enough

    yield begin
    enough.set()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("tick", [request(*[LARGE] * 12, frames=12), request(SMALL, frames=1)], ids=["heavy", "light"])
def test_health_is_told_within_a_tenth_of_a_second_while_all_threads_train(tmp_path, greedy, tick):
    with serving(tmp_path, "--workers", "2", application=APP) as server:
        enough = greedy(server, body(tick))
        time.sleep(1)
        took = []
        for path in ("/healthz", "/readyz") * (LOOKS // 2):
            begin = time.monotonic()
            with connect(server, get(path)) as client:
                assert answer(client)[0] == 200
            took.append(time.monotonic() - begin)
            time.sleep(0.03)
        enough.set()
        assert sorted(took)[int(0.99 * LOOKS) - 1] < QUICKLY


def test_both_probes_are_where_one_looks_for_them_and_are_not_counted(tmp_path):
    variables = {"BASE_PATH": "/nn/", "METRICS": "on", "METRICS_TOKEN": "a-token-of-prometheus"}
    with serving(tmp_path, application=APP, **variables) as server:
        for path in ("/healthz", "/readyz", "/nn/healthz", "/nn/readyz"):
            assert ask(server, path) == 200
        assert ask(server, "/metrics") == 404
        headers = {"Authorization": f"Bearer {variables['METRICS_TOKEN']}"}
        told = requests.get(f"{server.url}metrics", headers=headers, timeout=20)
        assert told.ok
        assert 'kind="health"' not in told.text
        assert json.dumps(variables["METRICS_TOKEN"]) not in (tmp_path / "log").read_text(encoding="utf-8")
