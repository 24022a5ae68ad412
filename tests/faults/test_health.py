"""A server says that it is well while it is asked for more than it can do."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
import requests

from tests.app.helpers import request
from tests.app.test_http import SMALL, TICK, body
from tests.faults.raw import answer, ask, connect, get, serving
from tests.weekly import often

LARGE = {"samples": 500, "hidden": [{"units": 16}] * 8}
GREEDY, LOOKS, QUICKLY = 40, often(40, 100), 0.1
TRIES = 3  # what else the machine has to do may be in the way of one server, and not of the other
APP = "app.wsgi:server"
ASK_ON = """
import sys, threading, requests
url, count, tick = sys.argv[1], int(sys.argv[2]), sys.stdin.buffer.read()
def ask_on():
    with requests.Session() as session:
        while True:
            session.post(url, tick, headers={"Content-Type": "application/json"}, timeout=60)
for _ in range(count):
    threading.Thread(target=ask_on).start()
"""


@contextmanager
def greedy(server, tick):
    """So many ask for as much as they can get; in a process of their own, as who looks must not wait for them."""
    command = [sys.executable, "-c", ASK_ON, f"{server.url}{TICK.lstrip('/')}", str(GREEDY)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        process.stdin.write(json.dumps(tick).encode())
        process.stdin.close()
        try:
            yield
        finally:
            process.kill()


def looked(server, path):
    """Seconds until it has told that it is well."""
    begin = time.monotonic()
    with connect(server, get(path)) as client:
        assert answer(client)[0] == 200
    return time.monotonic() - begin


def nearly_all(seconds):
    """The time that all but one do not exceed."""
    return sorted(seconds)[-2]


def in_time(server, idle):
    """Whether nearly all looks take hardly longer than those at a server that has nothing else to do."""
    busy, usual = [], []
    for path in ("/healthz", "/readyz") * (LOOKS // 2):
        busy.append(looked(server, path))
        usual.append(looked(idle, path))
        time.sleep(0.02)
    return nearly_all(busy) < QUICKLY + nearly_all(usual)


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """One that is asked for as much as it can do, and one that is asked for nothing else."""
    folders = tmp_path_factory.mktemp("busy"), tmp_path_factory.mktemp("idle")
    with serving(folders[0], "--workers", "2", application=APP) as server, serving(folders[1]) as idle:
        yield server, idle


@pytest.mark.parametrize("tick", [request(*[LARGE] * 12, frames=12), request(SMALL, frames=1)], ids=["heavy", "light"])
def test_health_is_told_within_a_tenth_of_a_second_while_all_threads_train(servers, tick):
    """Beside what the machine has to do anyway, which a server tells that nobody asks for anything else."""
    server, idle = servers
    with greedy(server, body(tick)):
        time.sleep(2)
        assert any(in_time(server, idle) for _ in range(TRIES))


@pytest.mark.first
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
