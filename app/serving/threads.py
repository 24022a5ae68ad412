"""The threads of a worker, which all begin when it does.

At the bound of its memory (``memory.py``) a process can't begin one any more: there is no room for its stack, or, which
is worse, it ends before it has said that it has begun, and who has started it waits for ever.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Barrier
from typing import Any

AT_WORK = "at_work"  # what an app calls, among its extensions, whatever it wants begun in each worker


def begin(pool: ThreadPoolExecutor, count: int) -> ThreadPoolExecutor:
    """A pool of so many threads, with all of them."""
    together = Barrier(count)
    for _ in range(count):
        pool.submit(together.wait)  # as long as not all are there, none is free, and one more begins
    return pool


def begin_others(wsgi: Any) -> None:
    """Begin what the app of this worker wants to go on beside its requests."""
    if wanted := getattr(wsgi, "extensions", {}).get(AT_WORK):
        wanted()


def side_by_side() -> ThreadPoolExecutor:
    """As many threads as there are cores, for what one request does at the same time."""
    return _of(os.getpid())


@lru_cache(maxsize=1)
def _of(_process: int) -> ThreadPoolExecutor:  # a worker is forked, and threads are not
    count = os.cpu_count() or 1
    return begin(ThreadPoolExecutor(count), count)
