"""A worker whose request asks for a gigabyte, by whatever way: the request ends, and the worker lives."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests

from app import ROOT
from bench import wire
from tests.browser.servers import Gunicorn
from tests.faults.pupils import Class
from tests.weekly import often

GROWN = 100 << 20  # bytes that a worker may keep for the next request
WAYS = ("numpy", "python", "threads", "json")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path_factory.mktemp("counts"))}
    server = Gunicorn("tests.faults.greedy:server", env=environment)
    server.start()
    with Class(server.url, 2) as pupils:
        pupils.go_on(3)
    yield server
    server.stop()


def worker(server):
    (process,) = server.workers
    return process.pid


def ask(server, way):
    response = requests.post(
        f"{server.url}_dash-update-component",
        data=wire.call("link", {"text": f"hide={way}"}),
        headers={"Content-Type": "application/json"},
        timeout=60,
    )
    assert response.status_code == 200
    return wire.answer("link", response.content)


@pytest.mark.parametrize("way", WAYS)
def test_a_request_without_bounds_ends_and_the_worker_lives(server, way):
    pid = worker(server)
    before = psutil.Process(pid).memory_info().rss
    for _ in range(often(2, 3)):
        assert "not have enough memory" in ask(server, way)["error"]
    assert worker(server) == pid
    with Class(server.url, 2) as pupils:
        pupils.go_on(3)
        assert pupils.failures == 0
    assert psutil.Process(pid).memory_info().rss - before <= GROWN


@pytest.mark.first
def test_what_is_no_call_is_told_to_come_later(server):
    pid = worker(server)
    response = requests.get(server.url, headers={"X-Greedy": "yes"}, timeout=60)
    assert response.status_code == 503
    assert requests.get(server.url, timeout=60).ok
    assert worker(server) == pid


@pytest.mark.first
def test_others_go_on_meanwhile(server):
    pid = worker(server)
    with ThreadPoolExecutor(1) as pool, Class(server.url, 2) as pupils:
        greedy = [pool.submit(ask, server, "numpy") for _ in range(often(8, 20))]
        pupils.go_on(often(5, 10))
        assert pupils.failures == 0
        assert all("error" in each.result() for each in greedy)
    assert worker(server) == pid


def test_a_worker_that_was_full_serves_many_at_once(server):
    pid = worker(server)
    assert "not have enough memory" in ask(server, "python")["error"]
    process = psutil.Process(pid)
    threads = process.num_threads()
    with Class(server.url, 12) as pupils:
        pupils.go_on(5)
        assert pupils.failures == 0
    assert process.num_threads() == threads  # all of them have begun with it


BOUND = """
import resource, sys
from app.serving import memory
before = memory._data()
most = memory.bound(int(sys.argv[1]))
assert resource.getrlimit(resource.RLIMIT_DATA)[0] == most
kept = bytearray(50 << 20)
try:
    bytearray(most - before)
except MemoryError:
    print(most - before)
"""


@pytest.mark.first
@pytest.mark.parametrize("threads", [1, 4])
def test_each_thread_has_what_a_request_may_take(threads):
    run = subprocess.run(
        [sys.executable, "-c", BOUND, str(threads)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert threads * 50e6 < int(run.stdout) < 500e6


@pytest.mark.first
def test_a_system_that_does_not_say_it_is_not_bounded(monkeypatch, tmp_path):
    from app.serving import memory

    monkeypatch.setattr(memory, "_STATUS", tmp_path / "none")
    assert memory.bound(4) is None
