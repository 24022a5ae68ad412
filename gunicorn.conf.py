"""How gunicorn serves the app; ``make run`` and the image both use this file, and the README lists the settings."""

import ctypes
import gc
import os
import shutil
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


# The threads share two heaps instead of having many, which would never shrink together. Only glibc knows of that.
_trim: Callable[[int], int] | None = None
with suppress(OSError, AttributeError):
    libc = ctypes.CDLL("libc.so.6")
    _trim = libc.malloc_trim
    libc.mallopt(-8, 2)  # M_ARENA_MAX
    libc.mallopt(-1, 32 << 20)  # M_TRIM_THRESHOLD: what a tick frees the next one needs again
    libc.mallopt(-3, 8 << 20)  # M_MMAP_THRESHOLD

# One thread of linear algebra per request: our matrices are small, and the cores belong to the other requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The workers count into files, so that any of them can answer for all; prometheus_client wants to know it early.
# Where no such file can be, each worker counts for itself: that is only a number that is too low.
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
if _COUNTS not in os.environ and _takes(_MEMORY, _KEPT):  # it is there when this file is read again
    os.environ[_COUNTS] = tempfile.mkdtemp(prefix="playground-", dir=_MEMORY)
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


def post_fork(_: object, worker: Any) -> None:
    """Reserve what the worker counts in: to touch a page of a file that has no place on the disk ends a process."""
    if _COUNTS not in os.environ:
        return
    path = f"{os.environ[_COUNTS]}/counter_{os.getpid()}.db"
    try:
        with open(path, "ab") as file:
            os.posix_fallocate(file.fileno(), 0, _KEPT)
    except OSError:
        del os.environ[_COUNTS]
        worker.log.warning("A worker counts nothing: there is no space for what it counts.")
        with suppress(OSError):
            os.unlink(path)


def post_worker_init(worker: Any) -> None:
    """Keep few connections open: one that is kept stays with its worker, however busy that is and idle another.

    One that is made anew goes to the worker that is free to take it, and takes a tenth of a millisecond.
    """
    worker.max_keepalived = 2 * settings.threads
    memory.bound(settings.threads)


def post_request(worker: Any, _request: object, _environ: object, _response: object) -> None:
    """Give back what was freed now and then: a heap keeps the pages between what is used, until it is asked."""
    now = monotonic()
    if _trim and now - getattr(worker, "trimmed_at", 0.0) > _TRIM_SECONDS:
        worker.trimmed_at = now
        _trim(0)


def on_exit(_: object) -> None:
    """Leave nothing behind."""
    if os.environ.get(_COUNTS, "").startswith(f"{_MEMORY}/playground-"):
        shutil.rmtree(os.environ[_COUNTS], ignore_errors=True)


from app import memory  # noqa: E402 - after the variables, which are read when it is imported
from app.config import EXIT, of_this_process  # noqa: E402

try:
    settings = of_this_process()  # gunicorn reads this file first: a wrong setting ends it here, with one line
except SystemExit:
    on_exit(None)
    raise

_BOUND = "PLAYGROUND_BOUND"  # this file is read again while the server has its address


def _refuse_taken(host: str, port: int) -> None:
    """End with one line if nobody can listen there, before anything else begins."""
    try:
        family, *_, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.create_server(address[:2], family=family):
            os.environ[_BOUND] = "yes"
    except OSError as error:
        on_exit(None)
        why = str(error.strerror).partition(" (")[0]  # Python repeats the address
        sys.stderr.write(f"{host}:{port}: {why}\n")
        sys.exit(EXIT)


if _BOUND not in os.environ:
    _refuse_taken(settings.bind, settings.port)

wsgi_app = "app.wsgi:server"
bind = settings.address
workers = settings.workers
worker_class = "app.worker.Worker"
threads = settings.threads
loglevel = settings.log_level
preload_app = True  # import once, fork then: a faster start and less memory
keepalive = 30  # seconds; a page that plays asks several times a second
graceful_timeout = 10
worker_tmp_dir = _MEMORY if _takes(_MEMORY, 0) else None  # None: where temporary files are
control_socket_disable = True
forwarder_headers = ""  # BASE_PATH says where the app is, not who asks
