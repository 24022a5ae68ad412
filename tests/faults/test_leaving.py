"""A server that is told to stop, or to restart: nobody is refused who has come, and nothing is lost."""

import math
import os
import signal
import socket
from contextlib import ExitStack
from selectors import DefaultSelector

import psutil
import pytest
from gunicorn.config import Config

from app.serving.worker import Worker
from tests.faults.pupils import Class
from tests.faults.raw import answer, ask, begun, connect, get, serving
from tests.waiting import until
from tests.weekly import often


def refused(server):
    try:
        connect(server).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_server_that_leaves_finishes_what_it_has_and_says_so(tmp_path):
    """While a thread works: what waits is answered, kept connections are told, and nobody waits for nothing."""
    with serving(tmp_path, "--threads", "2") as server, ExitStack() as clients:
        kept, probe, silent = (clients.enter_context(connect(server)) for _ in range(3))
        for client in (kept, probe):
            client.sendall(get("/"))
            status, head, _ = answer(client)
            assert (status, "connection: keep-alive" in head.lower()) == (200, True)
        working, other, queued = (clients.enter_context(connect(server, get(f"/wait?{n}"))) for n in "abc")
        begun(tmp_path, "a", "b")
        server.ask_to_stop()
        until(lambda: refused(server), "it listens no longer")
        probe.sendall(get("/readyz"))
        assert answer(probe)[0] == 503  # it is not ready for more ...
        silent.sendall(get("/healthz"))
        assert answer(silent)[0] == 200  # ... but alive
        kept.sendall(get("/"))
        (tmp_path / "go").touch()
        for client in (working, other, queued, kept):
            status, head, body = answer(client)
            assert (status, body) == (200, b"answered")
        assert "connection: close" in head.lower()
        server.wait_for_end()


@pytest.mark.first
def test_whoever_has_come_before_a_server_leaves_is_answered(tmp_path):
    """They are taken by the system, and not yet by the worker: it is stopped meanwhile."""
    with serving(tmp_path, "--threads", "2") as server, ExitStack() as clients:
        (worker,) = server.workers
        worker.suspend()
        until(lambda: worker.status() == psutil.STATUS_STOPPED, "it stands")  # else the signal to end could be first
        come = [clients.enter_context(connect(server, get("/"))) for _ in range(50)]
        server.ask_to_stop()
        until(lambda: server.process.poll() is not None or _pending(worker), "it is told")
        worker.resume()
        for client in come:
            assert answer(client)[0] == 200
        server.wait_for_end()


@pytest.mark.first
@pytest.mark.parametrize("calls", [(False,), (True, False), (False, False)])
def test_a_worker_that_is_told_between_two_steps_keeps_whom_it_has_taken(calls):
    """However often its loop still asks: its listener is closed once, and is no reason to make room."""
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        listener.setblocking(False)
        worker = Worker(1, os.getpid(), [listener], None, 30, Config(), None)
        worker.poller = DefaultSelector()
        worker.alive = False
        try:
            for enabled in calls:
                worker.set_accept_enabled(enabled)
            assert worker.nr_conns == 1
            with pytest.raises(BlockingIOError):
                client.recv(1, socket.MSG_DONTWAIT)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(client.getpeername())
        finally:
            worker._drop_expired(math.inf)
            worker.poller.close()
            worker.tmp.close()


def _pending(worker):
    """Whether it has a signal to end that it has not seen yet."""
    with open(f"/proc/{worker.pid}/status", encoding="ascii") as file:
        masks = dict(line.split(":") for line in file if line.startswith(("SigPnd", "ShdPnd")))
    return any(int(mask, 16) >> (signal.SIGTERM - 1) & 1 for mask in masks.values())


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_class_plays_on_while_the_workers_are_replaced_again_and_again(tmp_path, workers):
    app = "app.wsgi:server"
    with serving(tmp_path, "--workers", workers, application=app) as server, Class(server.url, often(3, 6)) as pupils:
        for _ in range(often(2, 3)):
            old = server.workers
            server.process.send_signal(signal.SIGHUP)
            until(lambda old=old: server.replaced(old), "others have come")
            pupils.go_on(2)
        assert pupils.failures == 0


@pytest.mark.first
def test_a_client_of_an_old_worker_is_answered_while_it_is_replaced(tmp_path):
    with serving(tmp_path, "--threads", "2") as server, connect(server, get("/wait?a")) as working:
        begun(tmp_path, "a")
        (old,) = server.workers
        server.process.send_signal(signal.SIGHUP)
        until(lambda: server.workers != [old], "another one has come")
        for _ in range(20):
            assert ask(server, "/readyz") == ask(server, "/") == 200
        (tmp_path / "go").touch()
        assert answer(working)[0] == 200
        until(lambda: old not in server.workers, "the old one has gone")
        with socket.create_connection(("127.0.0.1", server.port)) as late:
            late.sendall(get("/"))
            assert answer(late)[0] == 200
