"""A thousand connections that say nothing, and no files left to open: others are served, and nothing spins or dies."""

import resource
from contextlib import ExitStack

import psutil
import pytest

from tests.faults.pupils import Class
from tests.faults.raw import answer, ask, connect, get, serving

FILES = 4096


@pytest.fixture
def many_files():
    """Leave to have many connections at a time."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("data", [b"", b"GET / HT", get("/readyz-not")], ids=["silent", "half", "kept"])
def test_two_thousand_connections_lock_out_nobody(tmp_path, many_files, data):
    with serving(tmp_path, "--threads", "2") as server, ExitStack() as clients:
        first = clients.enter_context(connect(server, b""))
        for _ in range(2000):
            clients.enter_context(connect(server, data))
        assert ask(server, "/healthz") == ask(server, "/readyz") == ask(server, "/") == 200
        assert first.recv(1) == b""  # whoever has been idle for longest has made room
        (worker,) = server.workers
        assert worker.num_fds() < 1100


def test_pages_play_on_beside_a_thousand_idle_connections(tmp_path, many_files):
    with (
        serving(tmp_path, application="app.wsgi:server") as server,
        Class(server.url, 4) as pupils,
        ExitStack() as idle,
    ):
        for _ in range(1500):
            idle.enter_context(connect(server))
        pupils.go_on(4)
        assert pupils.failures == 0


def test_a_server_that_may_open_few_files_keeps_some_for_its_work(tmp_path):
    """It takes only as many connections as leave some over: files are served meanwhile."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (140, limit[1]))}
    with serving(tmp_path, application="app.wsgi:server", popen=few) as server, ExitStack() as clients:
        (worker,) = server.workers
        for _ in range(300):
            clients.enter_context(connect(server))
        for path in ("/", "/assets/all.js", "/healthz"):
            assert ask(server, path) == 200
        assert worker.num_fds() < 140
        assert server.workers == [worker]


@pytest.mark.first
def test_a_worker_without_files_neither_dies_nor_spins(tmp_path):
    """The limit is lowered while it runs, below what it has open: first it drops who is idle, then it waits."""
    with serving(tmp_path, "--threads", "2") as server, ExitStack() as clients:
        (worker,) = server.workers
        kept = clients.enter_context(connect(server, get("/")))
        assert answer(kept)[0] == 200
        worker.rlimit(psutil.RLIMIT_NOFILE, (worker.num_fds(), FILES))
        assert ask(server, "/healthz") == 200
        assert kept.recv(1) == b""  # it has made room
        worker.rlimit(psutil.RLIMIT_NOFILE, (3, FILES))
        waiting = clients.enter_context(connect(server, get("/healthz")))
        before = sum(worker.cpu_times()[:2])
        with pytest.raises(TimeoutError):
            waiting.settimeout(3) or waiting.recv(1)
        assert sum(worker.cpu_times()[:2]) - before < 0.5
        worker.rlimit(psutil.RLIMIT_NOFILE, (FILES, FILES))
        waiting.settimeout(20)
        assert answer(waiting)[0] == 200
        assert ask(server, "/") == 200
        assert server.workers == [worker]
    assert "Exception" not in (tmp_path / "log").read_text(encoding="utf-8")
