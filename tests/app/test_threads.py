"""The threads of a worker: what they are given is done once, and by whom."""

from concurrent.futures import CancelledError
from threading import Event, current_thread, enumerate as running

import pytest

from app.serving.threads import Threads
from tests.waiting import until


def test_all_of_them_begin_at_once():
    before = set(running())
    Threads(3)
    assert len(set(running()) - before) == 3


def test_a_result_and_an_error_come_to_who_asked():
    threads = Threads(1)
    assert threads.submit(int, "12", base=3).result() == 5
    with pytest.raises(ValueError, match="invalid literal"):
        threads.submit(int, "x").result()
    assert list(threads.map(str, range(5))) == ["0", "1", "2", "3", "4"]


def test_what_finds_no_thread_waits_in_its_order_and_can_be_taken_back():
    threads, go, done = Threads(1), Event(), []
    threads.submit(go.wait)
    waiting = [threads.submit(done.append, number) for number in range(6)]
    assert waiting[3].cancel()
    assert not any(job.done() for job in waiting[:3])
    go.set()
    waiting[5].result()
    assert done == [0, 1, 2, 4, 5]
    with pytest.raises(CancelledError):
        waiting[3].result()


def test_it_is_the_one_that_has_worked_last():
    threads = Threads(4)

    def who():
        until(lambda: len(threads._idle) == 4, "all are idle")
        return threads.submit(current_thread).result()

    assert len({who() for _ in range(20)}) == 1
