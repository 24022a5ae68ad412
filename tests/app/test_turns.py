"""Turns: one works at a time, and whoever has one while others wait does less in it."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from app.calls import tick as tick_module
from app.calls.tick import BUDGET_SECONDS, LEAST_SECONDS, answer_tick
from app.calls.turns import Turn
from tests.waiting import until

HEAVY = {"hidden": [{"units": 16}] * 8, "batch_size": 1, "samples": 2000}


@pytest.fixture
def queue():
    """So many threads that wait for a turn while this one has it."""
    with ThreadPoolExecutor(8) as pool:

        def wait(turn, count):
            jobs = [pool.submit(_take, turn) for _ in range(count)]
            until(lambda: turn.share() == pytest.approx(1 / (count + 1)), "all wait")
            return jobs

        yield wait


def _take(turn):
    with turn:
        return turn.share()


def test_the_share_is_that_of_one_of_all_who_are_there(queue):
    turn = Turn()
    assert turn.share() == 1.0
    with turn:
        assert turn.share() == 1.0
        jobs = queue(turn, 3)
    assert sorted(job.result() for job in jobs)[-1] == 1.0  # the last one is alone
    with turn:
        assert turn.share() == 1.0


def test_one_at_a_time():
    turn, inside = Turn(), []

    def work(number):
        with turn:
            inside.append(number)
            sleep(0.002)
            return inside.pop() == number and not inside

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(40)))


def test_an_error_ends_a_turn_too():
    turn = Turn()
    with pytest.raises(ZeroDivisionError), turn:
        1 / 0  # noqa: B018
    with turn:
        assert turn.share() == 1.0


class Crowd(Turn):
    """A turn for which many wait."""

    def share(self):
        return 0.01


@pytest.fixture
def spent(monkeypatch):
    """What each lane was given: seconds."""
    given, run_lane = [], tick_module._run_lane

    def note(*arguments):
        given.append(arguments[6])
        return run_lane(*arguments)

    monkeypatch.setattr(tick_module, "_run_lane", note)
    return given


def _tick(*experiments, **fields):
    lanes = [{"experiment": experiment} for experiment in experiments]
    return answer_tick({"run": 1, "request": 1, "lanes": lanes, "view": {"units": False}, **fields})["lanes"]


def test_alone_a_tick_has_all_its_time(spent):
    _tick({}, {}, frames=2)
    assert spent == [BUDGET_SECONDS / 2] * 2


@pytest.mark.parametrize("lock", ["_TURN", "_LONG_TURN"])
def test_while_others_wait_a_tick_has_less_but_never_nothing(monkeypatch, spent, lock):
    monkeypatch.setattr(tick_module, lock, Crowd())
    fields = {"epochs": 10} if lock == "_TURN" else {"epochs": 1000, "frames": 30}
    experiment = {} if lock == "_TURN" else HEAVY
    (alone,) = _tick(experiment, **fields)
    assert spent == [LEAST_SECONDS]
    assert alone["frames"]
    together = _tick(experiment, experiment, **fields)
    assert spent[1:] == [LEAST_SECONDS / 2] * 2
    assert len({lane["frames"][-1]["epoch"] for lane in together}) == 1


def test_who_waits_makes_the_answer_shorter(monkeypatch):
    monkeypatch.setattr(tick_module, "BUDGET_SECONDS", 0.4)
    alone = len(_tick(HEAVY, frames=30)[0]["frames"])
    monkeypatch.setattr(tick_module, "_LONG_TURN", Crowd())
    crowded = len(_tick(HEAVY, frames=30)[0]["frames"])
    assert 1 <= crowded < alone / 2
