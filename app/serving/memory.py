"""A bound on the memory of a worker: what asks for too much fails by itself, and nobody else does.

The system would kill the process that has most when memory is at its end, with all requests in it. Under a limit of its
own, a worker gets no more memory at some point: Python and NumPy raise MemoryError, whatever the reason is, and the one
request ends with a message (``calls/guarded.py``; elsewhere with status 503). What it held is free then.
"""

import ctypes
import gc
import resource
from contextlib import suppress
from pathlib import Path

import numpy as np
from flask import Flask, Response
from werkzeug.exceptions import InternalServerError

REQUEST = 50 << 20  # bytes that a request may take, as all that is asked for is bounded
_BETWEEN = 64 << 20  # what is freed and not given back yet, and what grows slowly: caches, counts

_STATUS = Path("/proc/self/status")


def bound(threads: int) -> int | None:
    """Let this process have so much memory more than it has now as its threads may need; the limit in bytes.

    None where the system does not say how much that is: nothing is bounded there.
    """
    if (now := _data()) is None:
        return None
    most = now + threads * REQUEST + _BETWEEN
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    return most


def _data() -> int | None:
    """The bytes that count: of all memory that is this process's own and can be written to."""
    with suppress(OSError):
        for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name == "VmData":
                return int(value.split()[0]) << 10
    return None


def ensure(count: int = REQUEST) -> None:
    """Raise MemoryError unless there are so many bytes: for a library that does not look whether it has got them."""
    np.empty(count, np.uint8)  # is not written to, so that it costs some microseconds only


def missing(error: BaseException | None) -> bool:
    """Whether an error says that there is no memory; for a new thread there may be none either."""
    return isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and "start new thread" in str(error))


def give_back() -> None:
    """Give the system what is free now; a heap would keep it for the next one."""
    gc.collect()
    with suppress(OSError, AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


def answer(server: Flask) -> None:
    """Answer what has no memory outside of a callback, too: it is no fault, and later it may be there."""

    def later(_error: object) -> Response:
        give_back()
        return Response("The server has not memory enough at the moment.", status=503, mimetype="text/plain")

    @server.errorhandler(InternalServerError)  # what fails on the way out comes as one
    def failed(error: InternalServerError) -> Response | InternalServerError:
        return later(error) if missing(error.original_exception) else error

    server.register_error_handler(MemoryError, later)
