"""The threads of a worker, which all begin when it does.

At the bound of its memory (``memory.py``) a process can't begin one any more: there is no room for its stack, or, which
is worse, it ends before it has said that it has begun, and who has started it waits for ever.
"""

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread, get_native_id
from typing import Any, NamedTuple

ASIDE = 3  # threads for calls of a board, which take milliseconds: neither they nor ticks wait for the other
ASIDE_NAME = "board"  # of these threads to the system: so top and the load test tell what a board costs
AT_WORK = "at_work"  # what an app calls, among its extensions, whatever it wants begun in each worker


class _Job(NamedTuple):
    future: Future[Any]
    work: Callable[[], Any]

    def do(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.work()
        except BaseException as error:  # for whoever wants the result
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Threads(Executor):
    """So many threads, which end with their process. What is to be done gets the one that has worked last.

    The library's executor has one queue for all of them: each job wakes a second one for nothing, and they take turns,
    so that none finds anything of its last job in a cache.
    """

    def __init__(self, count: int, name: str = "") -> None:
        self._lock = Lock()
        self._idle: list[SimpleQueue[_Job]] = []  # of each that waits; the last has worked last
        self._jobs: deque[_Job] = deque()  # that wait, while none is idle
        for _ in range(count):
            Thread(target=self._work, args=(name,), daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have it done as soon as there is a thread for it."""
        job = _Job(Future(), partial(fn, *args, **kwargs))
        with self._lock:
            if self._idle:
                self._idle.pop().put(job)
            else:
                self._jobs.append(job)
        return job.future

    def _work(self, name: str) -> None:
        if name:
            name_this(name)
        inbox: SimpleQueue[_Job] = SimpleQueue()
        while True:
            self._next(inbox).do()  # and nothing of it is kept while it waits

    def _next(self, inbox: SimpleQueue[_Job]) -> _Job:
        with self._lock:
            if self._jobs:
                return self._jobs.popleft()
            self._idle.append(inbox)
        return inbox.get()


def name_this(name: str) -> None:
    """Tell the system what this thread is called, where it wants to know."""
    with suppress(OSError):
        Path(f"/proc/self/task/{get_native_id()}/comm").write_text(name, encoding="utf-8")


def begin_others(wsgi: Any) -> None:
    """Begin what the app of this worker wants to go on beside its requests."""
    if wanted := getattr(wsgi, "extensions", {}).get(AT_WORK):
        wanted()


def side_by_side() -> Threads:
    """As many threads as there are cores, for what one request does at the same time."""
    return _of(os.getpid())


@lru_cache(maxsize=1)
def _of(_process: int) -> Threads:  # a worker is forked, and threads are not
    return Threads(os.cpu_count() or 1)
