"""The threads of a worker, which all begin when it does.

At the bound of its memory (``memory.py``) a process can't begin one any more: there is no room for its stack, or, which
is worse, it ends before it has said that it has begun, and who has started it waits for ever.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Barrier, get_native_id
from typing import Any

ASIDE = 3  # threads for calls of a board, which take milliseconds: neither they nor ticks wait for the other
ASIDE_NAME = "board"  # of these threads to the system: so top and the load test tell what a board costs
AT_WORK = "at_work"  # what an app calls, among its extensions, whatever it wants begun in each worker


def begin(pool: ThreadPoolExecutor, count: int) -> ThreadPoolExecutor:
    """A pool of so many threads, with all of them."""
    together = Barrier(count)
    for _ in range(count):
        pool.submit(together.wait)  # as long as not all are there, none is free, and one more begins
    return pool


def name_this(name: str) -> None:
    """Tell the system what this thread is called, where it wants to know."""
    with suppress(OSError):
        Path(f"/proc/self/task/{get_native_id()}/comm").write_text(name, encoding="utf-8")


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
