"""Servers that can be stopped and started again at the same address."""

import subprocess
import sys
import time
from threading import Thread

import psutil
import requests
from werkzeug.serving import make_server

from app import ROOT
from tests.browser.conftest import free_port

PATIENCE = 30


class Gunicorn:
    """The real thing, in processes of its own; ``stop`` is as when the plug is pulled."""

    def __init__(self, application):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._application = application
        self._process = None

    def start(self):
        command = [sys.executable, "-m", "gunicorn", self._application, "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--threads", "4", "--log-level", "critical"]
        self._process = subprocess.Popen(command, cwd=ROOT)
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < end, "the server does not start"
            assert self._process.poll() is None, "the server has ended"

    def _answers(self):
        try:
            return requests.get(f"{self.url}healthz", timeout=1).ok
        except requests.RequestException:
            return False

    def stop(self):
        if self._process:
            workers = psutil.Process(self._process.pid).children(recursive=True)
            self._process.kill()
            for worker in workers:
                worker.kill()
            self._process.wait()
            self._process = None


class Quick:
    """A server in a thread, there and gone in a moment."""

    def __init__(self, application):
        self.port = free_port()
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
