"""How gunicorn serves the app; ``make run`` and the image both use this file, and docs/deploy.md lists the settings."""

import atexit
import ctypes
import fcntl
import gc
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

_MEMORY = "/dev/shm"  # noqa: S108 - a slow or read-only disk can't stall a worker there; not every system has it
_TRIM_SECONDS = 10.0  # it takes some milliseconds
_KEPT = 1 << 16  # bytes; a file of counts begins with so many


def _takes(folder: str, size: int) -> bool:
    """Whether a file of this size can be made there."""
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
            return probe.write(bytes(size)) == size
    except OSError:
        return False


# The threads share one heap. Of several, each would keep what it once had, up to the bound of all together
# (app/serving/memory.py), and another thread would find nothing left. Only glibc knows of that.
_trim: Callable[[int], int] | None = None
with suppress(OSError, AttributeError):
    libc = ctypes.CDLL("libc.so.6")
    _trim = libc.malloc_trim
    libc.mallopt(-8, 1)  # M_ARENA_MAX
    libc.mallopt(-1, 32 << 20)  # M_TRIM_THRESHOLD: what a tick frees the next one needs again
    libc.mallopt(-3, 8 << 20)  # M_MMAP_THRESHOLD

# One thread of linear algebra per request: our matrices are small, and the cores belong to the other requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The workers count into files, so that any of them can answer for all; prometheus_client wants to know it early.
# Where no such file can be, each worker counts for itself: that is only a number that is too low.
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def _taken(folder: str) -> int | None:
    """Hold a folder that is there and that nobody else holds: gives what is open until all its processes have ended."""
    with suppress(OSError):
        there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        with suppress(OSError):
            fcntl.flock(there, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return there
        os.close(there)
    return None


def _sweep() -> None:
    """Delete the counts of killed servers; those that share the memory may not know each other's processes."""
    for entry in os.scandir(_MEMORY):
        if entry.name.startswith("playground-") and (there := _taken(entry.path)) is not None:
            shutil.rmtree(entry.path, ignore_errors=True)
            os.close(there)


def _leave_nothing(process: int) -> None:
    """Delete the folder of the counts, in the process that has made it."""
    folder = os.environ.get(_COUNTS, "")
    if os.getpid() == process and folder.startswith(f"{_MEMORY}/playground-"):
        shutil.rmtree(folder, ignore_errors=True)


def _stop(number: int, _: object) -> None:
    """End at once, before gunicorn is there to do it: what a handler raises could be lost in whatever it interrupts."""
    _leave_nothing(os.getpid())
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


_BEGUN = "PLAYGROUND_BEGUN"  # this file is read again while the server runs
_first = _BEGUN not in os.environ
os.environ[_BEGUN] = "yes"
if _first:
    signal.signal(signal.SIGTERM, _stop)
    atexit.register(_leave_nothing, os.getpid())
    if _COUNTS not in os.environ and _takes(_MEMORY, _KEPT):
        _sweep()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])  # who ends this process knows its folder
        try:
            while _taken(made := tempfile.mkdtemp(prefix="playground-", dir=_MEMORY)) is None:
                pass  # another one has just begun, and swept
            os.environ[_COUNTS] = made
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
_folder = os.environ.get(_COUNTS)
if not (_folder and _takes(_folder, _KEPT)):
    os.environ.pop(_COUNTS, None)


def on_starting(server: Any) -> None:
    """Say what is not as usual."""
    if _COUNTS not in os.environ:
        server.log.warning("Each worker counts for itself: there is no folder for what they count together.")


def when_ready(_: object) -> None:
    """What was imported is no garbage: to look for some in it takes time, and makes a copy of it in each worker."""
    gc.collect()
    gc.freeze()


def pre_fork(server: Any, worker: Any) -> None:
    """Give a worker the first place that no living one has: it counts on where the last one in it has ended."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = min(set(range(1, len(taken) + 2)) - taken)


def post_fork(server: Any, worker: Any) -> None:
    """Reserve what the worker counts in: to touch a page of a file that has no place on the disk ends a process."""
    if _COUNTS not in os.environ:
        return
    os.environ[metrics.PLACE] = f"{server.pid}-{worker.place}"
    path = metrics.file_of_counts()
    if os.path.exists(path):
        return
    begun = f"{path}.begun"  # whoever is asked meanwhile reads whole files only
    try:
        with open(begun, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, _KEPT)
        os.rename(begun, path)
    except OSError:
        del os.environ[_COUNTS]
        worker.log.warning("A worker counts nothing: there is no space for what it counts.")
        with suppress(OSError):
            os.unlink(begun)


def post_worker_init(worker: Any) -> None:
    """Keep few connections open: one that is kept stays with its worker, however busy that is and idle another.

    A new one goes to the worker that is free to take it, and takes a tenth of a millisecond.
    """
    worker.max_keepalived = 2 * settings.threads
    begin_others(worker.wsgi)
    memory.bound(settings.threads)


def post_request(worker: Any, _request: object, _environ: object, _response: object) -> None:
    """Give back what was freed now and then: a heap keeps the pages between what is used, until it is asked."""
    now = monotonic()
    if _trim and now - getattr(worker, "trimmed_at", 0.0) > _TRIM_SECONDS:
        worker.trimmed_at = now
        _trim(0)


def on_exit(_: object) -> None:
    """Leave nothing behind, nor as a daemon, which is another process than the one that has begun."""
    _leave_nothing(os.getpid())


from app.config import EXIT, of_this_process  # noqa: E402 - after the variables, which are read when it is imported
from app.serving import memory, metrics  # noqa: E402
from app.serving.threads import begin_others  # noqa: E402
from app.wire.pace import PATIENCE_MS  # noqa: E402

settings = of_this_process()  # gunicorn reads this file first: a wrong setting ends it here, with one line


def _refuse_taken(host: str, port: int) -> None:
    """End with one line if nobody can listen there, before anything else begins."""
    try:
        family, *_, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except (OSError, UnicodeError) as error:
        why = str(getattr(error, "strerror", "") or "it is no name of a host").partition(" (")[0]  # the rest repeats it
        sys.stderr.write(f"{host}:{port}: {why}\n")
        sys.exit(EXIT)


if _first and not any(option.startswith(("-b", "--b")) for option in sys.argv[1:]):  # that one wins
    _refuse_taken(settings.bind, settings.port)

wsgi_app = "app.wsgi:server"
bind = settings.address
workers = settings.workers
worker_class = "app.serving.worker.Worker"
threads = settings.threads
loglevel = settings.log_level
preload_app = True  # import once, fork then: a faster start and less memory
keepalive = 30  # seconds; a page that plays asks several times a second
graceful_timeout = PATIENCE_MS // 1000  # a page waits no longer for an answer
worker_tmp_dir = _MEMORY if _takes(_MEMORY, 0) else None  # None: where temporary files are
control_socket_disable = True
forwarder_headers = ""  # BASE_PATH says where the app is, not who asks
