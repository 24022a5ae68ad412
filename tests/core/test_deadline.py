"""The deadline: processor time of all threads together, and nothing where nobody asks for it."""

from concurrent.futures import ThreadPoolExecutor
from time import process_time, sleep, thread_time

import numpy as np
import pytest

from nn_core import Experiment, advance, evaluate, progress, start
from nn_core.common import deadline
from nn_core.common.deadline import TooLongError, carried, check, keeping, uncounted, within
from nn_core.expressions import parse


def burn(seconds):
    end = thread_time() + seconds
    while thread_time() < end:
        pass


def until_it_is_over():
    """Work on, and look at the deadline every millisecond."""
    while True:
        burn(0.001)
        check()


def test_outside_of_it_nothing_is_checked():
    burn(0.01)
    check()
    with within(10.0):
        check()
    check()


def test_it_ends_the_work_in_time():
    begin = thread_time()
    with pytest.raises(TooLongError, match=r"at most 0\.1 s of a processor"), within(0.1):
        until_it_is_over()
    assert 0.1 <= thread_time() - begin <= 0.15
    check()


def test_once_it_is_over_it_stays_so():
    with within(0.01):
        for _ in range(3):
            with pytest.raises(TooLongError):
                until_it_is_over()
        with pytest.raises(TooLongError):
            check()


def test_waiting_costs_nothing():
    with within(0.05):
        sleep(0.1)
        check()


def test_what_is_uncounted_costs_nothing():
    with within(0.05):
        with uncounted():
            burn(0.1)
        check()
    with uncounted():
        pass


def test_threads_of_a_request_share_its_time():
    begin = process_time()
    with within(0.2), ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(carried(until_it_is_over)) for _ in range(4)]
        for future in futures:
            with pytest.raises(TooLongError):
                future.result()
    assert process_time() - begin <= 0.4
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(carried(thread_time)).result() >= 0.0


def test_threads_of_others_have_time_of_their_own():
    with within(0.01), ThreadPoolExecutor(1) as pool:
        burn(0.02)
        pool.submit(check).result()
        with pytest.raises(TooLongError):
            check()


def test_what_is_done_is_kept():
    done = []
    with within(0.01), keeping(done):
        done.append(1)
        until_it_is_over()
    assert done == [1]
    with pytest.raises(TooLongError), within(0.01), keeping([]):
        until_it_is_over()


def test_it_is_not_taken_for_a_fault_of_the_input():
    assert not issubclass(TooLongError, ValueError)
    with within(-1.0), pytest.raises(TooLongError):
        Experiment(hidden=[{"units": 1, "activation": "custom", "formula": "z + 0.12345*a"}])


FORMULA = {"hidden": [{"units": 16, "activation": "custom", "formula": "a*tanh(sin(z))"}] * 8, "batch_size": 1}


@pytest.mark.parametrize(
    "work",
    [
        lambda experiment, state: next(progress(experiment, state)),
        advance,
        evaluate,
        lambda *_: parse("tanh(z)").f(np.zeros(deadline.LARGE), 1.0),
    ],
    ids=["progress", "advance", "evaluate", "formula"],
)
def test_what_takes_long_looks_at_it(work):
    experiment = Experiment(**FORMULA)
    state = start(experiment)
    work(experiment, state)
    with within(-1.0), pytest.raises(TooLongError):
        work(experiment, state)


def test_a_compiled_training_looks_at_it():
    experiment = Experiment()
    with within(0.05), pytest.raises(TooLongError):
        for _ in progress(experiment, start(experiment), every=1_000_000):
            pass


def test_a_look_costs_next_to_nothing():
    """Compared with the least that NumPy does."""
    one, begin = np.zeros(deadline.LARGE), thread_time()
    for _ in range(100_000):
        np.tanh(one)
    numpy, begin = thread_time() - begin, thread_time()
    with within(10.0):
        for _ in range(100_000):
            check()
    assert thread_time() - begin <= numpy
