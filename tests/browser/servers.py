"""Servers that can be stopped and started again at the same address."""

import socket
import subprocess
import sys
from contextlib import suppress
from random import SystemRandom
from threading import Thread

import psutil
import requests
from werkzeug.serving import make_server

from app import ROOT
from tests.forked import Forked
from tests.waiting import until

PATIENCE = 30
STARTS = 180  # seconds, on a machine that has much else to do
PORTS = 11_000, 30_000  # below those that systems give out, and above all that browsers refuse


def free_port():
    """A port of one's own: the workers of pytest-xdist must not meet at a fixed one. It is none of those that a system
    gives to whoever connects: a flood of connections would take it before the server does."""
    while True:
        port = SystemRandom().randrange(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Gunicorn:
    """The real thing, in processes of its own; ``stop`` is as when the plug is pulled.

    It is forked (tests/forked.py), unless it has to be ``whole``, or to begin within something else.
    """

    def __init__(self, application="app.wsgi:server", *, port=None, options=(), prefix=(), whole=False, **popen):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.application = application
        self._options = options
        self._prefix = prefix
        self._forked = not (whole or prefix or "preexec_fn" in popen)
        self._popen = popen
        self.process = None

    def start(self):
        self.launch()
        self.wait()

    def launch(self):
        arguments = [self.application, "--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4"]
        arguments += ["--log-level", "critical", *self._options]
        if self._forked:
            self.process = Forked(arguments, **self._popen)
            return
        command = [*self._prefix, sys.executable, "-m", "gunicorn", *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, **self._popen)

    def wait(self):
        """Until it answers, or has ended: one that is whole imports all of it, which takes seconds of a whole core."""
        until(lambda: self.process.poll() is not None or self.answers(), "the server starts", STARTS)
        assert self.process.poll() is None, "the server has ended"

    def answers(self):
        try:
            return requests.get(f"{self.url}healthz", timeout=1).ok
        except requests.RequestException:
            return False

    @property
    def workers(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def replaced(self, old):
        """Whether as many others have come, and none of the old workers is left."""
        workers = self.workers
        return len(workers) == len(old) and not set(workers) & set(old)

    def stop(self):
        if self.process and self.process.poll() is None:
            workers = self.workers
            self.process.kill()
            for worker in workers:
                worker.kill()
            self.process.wait()

    def ask_to_stop(self):
        """As those do who replace it: what it has begun is to be finished."""
        self.process.terminate()

    def become(self, **environment):
        """Start again, with other variables."""
        self._popen["env"] = {**self._popen["env"], **environment}
        self.start()

    def wait_for_end(self):
        assert self.process.wait(PATIENCE) == 0


class Quick:
    """A server in a thread, there and gone in a moment."""

    def __init__(self, application, port=None):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._application = application
        self._server = None

    def start(self):
        self._server = make_server("127.0.0.1", self.port, self._application, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self):
        if self._server:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None
