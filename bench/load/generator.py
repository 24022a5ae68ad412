"""Locust, without its own commands: is told all phases as JSON, and writes two lines for each.

The first line says that measuring begins: everybody has come, and has the page. The second one has the figures.
"""

import gevent.monkey

gevent.monkey.patch_all()

import gc  # noqa: E402 - nothing may be imported before the sockets are those of gevent
import json  # noqa: E402
import sys  # noqa: E402
from time import perf_counter, process_time  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import geventhttpclient.useragent  # noqa: E402
from isal import isal_zlib  # noqa: E402
from locust.env import Environment  # noqa: E402

from .counts import Counts, frames_a_second, of_kinds, of_students  # noqa: E402
from .mix import MIXED  # noqa: E402
from .students import CALL, COACH, FILE, OPEN, TICK, Greedy, Student, now  # noqa: E402

ARRIVALS = 10  # students a second
LONGEST_ARRIVAL = 90.0  # seconds until measuring begins, whoever is still waiting for the page
SETTLE = 3.0


class Class:
    """Students on one server, of all kinds if they are ``mixed``, and perhaps some who are greedy."""

    def __init__(self, url: str, greedy: int, mixed: bool) -> None:
        Greedy.fixed_count = greedy
        kinds = MIXED if mixed else {Student: 1}
        for kind, share in kinds.items():
            kind.weight = share
        everybody = [*kinds, Greedy] if greedy else [*kinds]
        self.environment = Environment(user_classes=everybody, host=url.rstrip("/"))
        self.greedy, self.mixed = greedy, mixed
        self.runner = self.environment.create_local_runner()
        self.counts = Counts()
        self.environment.events.request.add_listener(self.count)

    def count(self, name: str, response_time: float, exception: object, **_: Any) -> None:
        self.counts.add(name, response_time, exception)

    def gather(self, students: int) -> float:
        """Let students come or go until there are so many, and all have their page; gives the seconds it took."""
        began = perf_counter()
        self.counts = Counts()
        self.runner.start(students + self.greedy, spawn_rate=ARRIVALS)
        while perf_counter() - began < LONGEST_ARRIVAL:
            gevent.sleep(0.2)
            present = users(self)
            if len(present) == students and all(student.opened for student in present):
                break
        took = perf_counter() - began
        gevent.sleep(SETTLE)
        return took

    def measure(self, seconds: float) -> dict[str, Any]:
        """The figures of the next seconds."""
        present = users(self)
        before, cpu, began = seen(present), process_time(), perf_counter()
        self.counts = Counts()
        gevent.sleep(seconds)
        took = perf_counter() - began
        after = seen(present)
        return {
            **of_students(frames_a_second(before, after)),
            "kinds": of_kinds([type(student).__name__ for student in present], before, after),
            "seconds": took,
            "turn_ms": sorted(student.player.turn_ms for student in present)[len(present) // 2],
            "frames": sum(shown for shown, _ in after) - sum(shown for shown, _ in before),
            "requests": {name: self.counts.summary(name) for name in (TICK, CALL, COACH, FILE, OPEN, "greedy")},
            "errors": dict(self.counts.errors),
            "generator_cores": (process_time() - cpu) / took,
        }


def users(class_: Class) -> list[Student]:
    """The students who are there."""
    # One who has ended has no arguments any more.
    playing = [greenlet.args[0] for greenlet in class_.runner.user_greenlets if greenlet.args]
    return [user for user in playing if isinstance(user, Student)]


def seen(students: list[Student]) -> list[tuple[int, float]]:
    """What each has seen so far, and for how long each has played."""
    for student in students:
        student.player.draw(now())
    return [(student.player.shown, student.player.played_ms) for student in students]


def main() -> None:
    url, school = sys.argv[1], None
    geventhttpclient.useragent.zlib = isal_zlib  # the same, and faster: the server needs the processor
    gc.freeze()
    for phase in json.loads(sys.argv[2]):
        if school is None or (school.greedy, school.mixed) != (phase["greedy"], phase["mixed"]):
            if school:
                school.runner.quit()
            school = Class(url, phase["greedy"], phase["mixed"])
        arrival: dict[str, Any] = {"arrival_seconds": school.gather(phase["students"])}
        arrival |= {"arrival_errors": dict(school.counts.errors), "arrival_open": school.counts.summary(OPEN)}
        print(json.dumps({"measuring": True}), flush=True)
        print(json.dumps({**arrival, **school.measure(phase["seconds"])}), flush=True)
    if school:
        school.runner.quit()


if __name__ == "__main__":
    main()
