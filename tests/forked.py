"""Servers that begin where imports have ended: forked from a process that has imported everything once.

To import takes a server longer than most tests take it. What depends on its environment is its own, as always:
``gunicorn.conf.py``, ``app.wsgi`` and the counts. ``Gunicorn(whole=True)`` starts ``python -m gunicorn`` instead, as
somebody does at a terminal; so do the tests of the settings, of the network, and of what ``pip install`` gives.
"""

import atexit
import os
import subprocess
import sys
import threading
from contextlib import chdir
from importlib import import_module
from importlib.machinery import PathFinder
from multiprocessing import forkserver, get_context
from multiprocessing.reduction import DupFd

from app import ROOT

IMPORTED = "tests.imported"
READS_ENVIRONMENT = "app.serving.metrics"  # when it is imported


class Forked:
    """A process of gunicorn with these arguments, to be used as one of subprocess.Popen."""

    def __init__(self, arguments, *, env=None, stdout=1, stderr=2):
        files = [_File(each if isinstance(each, int) else each.fileno()) for each in (stdout, stderr)]
        _prepare()
        begin = (arguments, dict(os.environ if env is None else env), files)
        self._process = _CONTEXT.Process(target=_serve, args=begin, daemon=True)  # it ends with the tests at the latest
        self._process.start()
        self.pid = self._process.pid

    def poll(self):
        return self._process.exitcode

    def wait(self, timeout=None):
        self._process.join(timeout)
        if (code := self.poll()) is None:
            raise subprocess.TimeoutExpired("gunicorn", timeout)
        return code

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self):
        self._process.terminate()

    def kill(self):
        self._process.kill()


_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([IMPORTED])


def _prepare():
    with chdir(ROOT):  # where it looks for modules
        forkserver.ensure_running()


class _File:
    """An open file that another process is to have."""

    def __init__(self, descriptor):
        self._descriptor = descriptor

    def __reduce__(self):
        return _received, (DupFd(self._descriptor),)


def _received(file):
    return file.detach()


class _Again:
    """Lets a module be read once more by whoever imports it next; who has something of it already has the new one."""

    def __init__(self, name):
        self._module = sys.modules.pop(name)
        folder, _, own = name.rpartition(".")
        delattr(sys.modules[folder], own)
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path, target=None):
        if name != self._module.__name__:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        spec.loader.create_module = lambda _: self._module
        return spec


def _serve(arguments, environment, files):
    for to, descriptor in enumerate(files, 1):
        os.dup2(descriptor, to)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    sys.argv[:] = ["gunicorn", *arguments]
    assert IMPORTED in sys.modules
    _Again(READS_ENVIRONMENT)
    try:
        import_module("gunicorn.app.wsgiapp").run()
    finally:  # as at the end of Python; a process of multiprocessing forgets it
        threading._shutdown()
        atexit._run_exitfuncs()
