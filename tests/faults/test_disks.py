"""Disks that are full or can't be written to, logs that nobody takes, and a server that is asked to stop."""

import os
import shutil
from contextlib import suppress
from threading import Thread

import pytest
import requests

from app import ROOT
from tests.app.helpers import request
from tests.browser.servers import Gunicorn
from tests.faults.pupils import Class, ask
from tests.waiting import until

NOWHERE = "/proc/nowhere"  # where even root can make nothing
FULL = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")  # no file may grow: every write fails, as on a full disk
CLOSED = ("sh", "-c", 'exec "$@" >&- 2>&-', "sh")
SMALL = ("unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=256k none "$0"; exec "$@"')
LARGE = {"samples": 500, "hidden": [{"units": 16}] * 8}


@pytest.fixture
def serve(tmp_path):
    """Start a server with these variables; it counts in a folder of its own."""
    servers = []

    def start(application="app.wsgi:server", *, variables=(), **options):
        environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "METRICS": "on", **dict(variables)}
        server = Gunicorn(application, env=environment, **options)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.stop()


def serves(server):
    """It does all that it is there for."""
    for path in ("", "race", "healthz", "assets/all.js"):
        assert requests.get(f"{server.url}{path}", timeout=20).ok, path
    with Class(server.url, 2) as pupils:
        pupils.go_on(3)
        assert pupils.failures == 0


@pytest.mark.first
def test_a_full_disk(serve, tmp_path):
    """The log is a file, too."""
    with (tmp_path / "log").open("wb") as log:
        server = serve(prefix=FULL, variables={"ACCESS_LOG": "on"}, stdout=log, stderr=log)
        serves(server)
        assert requests.get(f"{server.url}metrics", timeout=20).ok
    assert (tmp_path / "log").stat().st_size == 0


def test_a_disk_that_can_not_be_written_to_and_no_memory_either(serve, tmp_path):
    """As where there is no /dev/shm; only where temporary files are something can be made, for gunicorn itself."""
    usual = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    assert usual.count("/dev/shm") == 1  # noqa: S108
    file = tmp_path / "elsewhere.conf.py"
    file.write_text(usual.replace("/dev/shm", NOWHERE), encoding="utf-8")  # noqa: S108
    names = ("HOME", "XDG_CACHE_HOME", "NUMBA_CACHE_DIR", "PROMETHEUS_MULTIPROC_DIR")
    serves(serve(options=("-c", str(file)), whole=True, variables=dict.fromkeys(names, NOWHERE)))


def test_a_memory_disk_that_is_full_after_the_start(serve, tmp_path):
    """A worker that is new then counts nothing, but it lives."""
    server = serve(prefix=(*SMALL, str(tmp_path)))
    (worker,) = server.workers
    requests.get(server.url, timeout=20)
    with open(f"/proc/{server.process.pid}/root{tmp_path}/rest", "wb", buffering=0) as rest, suppress(OSError):
        while True:
            rest.write(bytes(4096))
    worker.kill()
    until(lambda: [other.pid for other in server.workers] != [worker.pid] and server.answers(), "another worker")
    (worker,) = server.workers
    serves(server)
    assert requests.get(f"{server.url}metrics", timeout=20).ok
    assert server.workers == [worker]


@pytest.mark.parametrize("place", ["full", "closed"])
def test_a_log_that_nobody_takes(serve, place):
    prefix, log = (CLOSED, os.devnull) if place == "closed" else ((), "/dev/full")
    with open(log, "wb") as taken:
        serves(serve(prefix=prefix, variables={"ACCESS_LOG": "on"}, stdout=taken, stderr=taken))


def test_counts_that_are_gone_cost_no_answer(serve, tmp_path):
    server = serve()
    (worker,) = server.workers
    shutil.rmtree(tmp_path)
    assert requests.get(f"{server.url}metrics", timeout=20).status_code == 503
    worker.kill()  # the next one finds no folder to count in
    until(lambda: [other.pid for other in server.workers] != [worker.pid] and server.answers(), "another worker")
    serves(server)


@pytest.mark.first
def test_what_has_begun_is_finished_before_a_server_stops(serve, tmp_path):
    server = serve("tests.faults.held:server", variables={"HOLD": str(tmp_path)})
    (tmp_path / "hold").touch()
    lanes = []
    asked = request(*[LARGE] * 12, epochs=1000)  # more than it has time for
    tick = Thread(target=lambda: lanes.extend(ask(requests.Session(), server.url, asked)))
    tick.start()
    until(lambda: list(tmp_path.glob("held-*")), "the tick has begun")
    server.ask_to_stop()
    until(lambda: not server.answers(), "it takes no more")
    assert server.process.poll() is None
    (tmp_path / "go").touch()
    tick.join(30)
    assert len(lanes) == 12
    assert all(lane["frames"] for lane in lanes)
    server.wait_for_end()
