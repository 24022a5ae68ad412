"""Locust, without its own commands: is told all phases as JSON, and writes two lines for each.

The first line says that measuring begins: everybody has come, and has the page. The second one has the figures.
"""

import gevent.monkey

gevent.monkey.patch_all()

import gc  # noqa: E402 - nothing may be imported before the sockets are those of gevent
import gzip  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from itertools import count  # noqa: E402
from time import perf_counter, process_time  # noqa: E402
from typing import Any  # noqa: E402
from urllib.parse import urlsplit  # noqa: E402

import gevent  # noqa: E402
import gevent.event  # noqa: E402
import geventhttpclient.useragent  # noqa: E402
from isal import isal_zlib  # noqa: E402
from locust.env import Environment  # noqa: E402

from ..server import fetch  # noqa: E402
from .board import SEATS, Room, figures  # noqa: E402
from .counts import Counts, frames_a_second, of_kinds, of_students  # noqa: E402
from .members import BOARD, JOIN, Seated, Teacher  # noqa: E402
from .mix import MIXED  # noqa: E402
from .students import CALL, COACH, FILE, OPEN, TICK, Greedy, Student, now  # noqa: E402

ARRIVALS = 10  # students a second
LESSON = 54.0  # seconds, over which they come where turns are compared: at any moment as many do each thing
LONGEST_ARRIVAL = 90.0  # seconds until measuring begins, whoever is still waiting for the page
LONGEST_JOIN = 60.0
OPENINGS = 20  # how often a teacher tries to open a class, once a second
SETTLE = 3.0
WITHIN = 10.0  # seconds after the last one has come: by then all have their page, and a seat
TURN, BETWEEN = 5.0, 1.0  # seconds with a board or without it, and from one to the next


class Class:
    """Students on one server: of all kinds, in classes with a board, or some who are greedy beside them."""

    def __init__(self, url: str, phase: dict[str, Any]) -> None:
        self.kind = kind_of(phase)
        self.arrivals = phase["students"] / LESSON if phase["in_turns"] else ARRIVALS
        Student.numbers = count()
        Greedy.fixed_count = self.others = phase["greedy"]
        kinds: dict[Any, int] = MIXED if phase["mixed"] else {Seated if phase["board"] else Student: 1}
        for kind, share in kinds.items():
            kind.weight = share
        everybody = [*kinds, Greedy] if phase["greedy"] else [*kinds]
        self.rooms: list[Room] = []
        if phase["board"]:
            self.rooms = [opened(url) for _ in range(0, phase["students"], SEATS)]
            Seated.rooms = Teacher.rooms = self.rooms
            Seated.doors = gevent.event.Event()
            Teacher.fixed_count = self.others = len(self.rooms)
            everybody.append(Teacher)
        self.environment = Environment(user_classes=everybody, host=url.rstrip("/"))
        self.runner = self.environment.create_local_runner()
        self.counts = Counts()
        self.environment.events.request.add_listener(self.count)

    def count(self, name: str, response_time: float, exception: object, **_: Any) -> None:
        self.counts.add(name, response_time, exception)

    def gather(self, students: int) -> float:
        """Let students come or go until there are so many, and all have their page; gives the seconds it took."""
        began = perf_counter()
        self.begin_at = began + max(0, students - len(users(self))) / self.arrivals + WITHIN
        self.counts = Counts()
        self.runner.start(students + self.others, spawn_rate=self.arrivals)
        while perf_counter() - began < LONGEST_ARRIVAL:
            gevent.sleep(0.2)
            present = users(self)
            if len(present) == students and all(student.opened for student in present):
                break
        took = perf_counter() - began
        gevent.sleep(SETTLE)
        return took

    def join(self) -> dict[str, Any]:
        """Open the doors of the classes: all join in one instant. How long until everybody had a seat?"""
        if not self.rooms:
            return {}
        present, began = [user for user in users(self) if isinstance(user, Seated)], perf_counter()
        Seated.doors.set()
        while (took := perf_counter() - began) < LONGEST_JOIN and any(user.member.seat is None for user in present):
            gevent.sleep(0.01)
        told = {"join_seconds": took, "joined": sum(user.member.seat is not None for user in present)}
        gevent.sleep(SETTLE)
        return told

    def wait(self) -> None:
        """Until measuring begins, at the same point of the lesson whether there is a board or not."""
        gevent.sleep(max(0.0, self.begin_at - perf_counter()))
        if self.rooms:
            figures(self.rooms)

    def in_turns(self, seconds: float) -> Iterator[dict[str, Any]]:
        """Let all pages ask the board, and not ask it: without, with, with, without, and so on; gives each turn."""
        present = users(self)
        for number in range(int(seconds / (TURN + BETWEEN))):
            asks = number % 4 in (1, 2)
            for room in self.rooms:
                room.asks = asks
            gevent.sleep(BETWEEN)
            before, requests, began = shown(present), self.counts.others(BOARD), perf_counter()
            gevent.sleep(TURN)
            yield {
                "board": asks,
                "began": began,
                "ended": perf_counter(),
                "frames": shown(present) - before,
                "requests": self.counts.others(BOARD) - requests,
            }

    def measure(self, seconds: float, *, in_turns: bool = False) -> dict[str, Any]:
        """The figures of the next seconds."""
        present = users(self)
        before, cpu, began = seen(present), process_time(), perf_counter()
        self.counts = Counts()
        turns = list(self.in_turns(seconds)) if in_turns else gevent.sleep(seconds)
        took = perf_counter() - began
        after = seen(present)
        return {
            **of_students(frames_a_second(before, after)),
            "kinds": of_kinds([type(student).__name__ for student in present], before, after),
            "seconds": took,
            "turn_ms": sorted(student.player.turn_ms for student in present)[len(present) // 2],
            "frames": sum(frames for frames, _ in after) - sum(frames for frames, _ in before),
            "turns": turns,
            "requests": {name: self.counts.summary(name) for name in (TICK, CALL, COACH, FILE, OPEN, BOARD, "greedy")},
            "board": figures(self.rooms) if self.rooms else None,  # instead of whether there is one
            "errors": dict(self.counts.errors),
            "generator_cores": (process_time() - cpu) / took,
        }


def kind_of(phase: dict[str, Any]) -> tuple[Any, ...]:
    """Whose phases can be one after the other without anybody leaving; classes with a board are new each time."""
    return phase["greedy"], phase["mixed"], phase["board"] and phase["name"]


def opened(url: str) -> Room:
    """A class that somebody has just opened, who has asked again as long as the board was busy."""
    for _ in range(OPENINGS):
        answer = fetch(urlsplit(url).port or 80, "/board/open", b"{}")
        if answer is not None:
            break
        gevent.sleep(1.0)
    else:
        raise SystemExit("no class can be opened")
    told = json.loads(gzip.decompress(answer) if answer[:1] == b"\x1f" else answer)
    return Room({name: told[name] for name in ("class_id", "secret")}, told["code"], now)


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


def shown(students: list[Student]) -> int:
    """What all have seen so far."""
    return sum(frames for frames, _ in seen(students))


def main() -> None:
    url, school = sys.argv[1], None
    geventhttpclient.useragent.zlib = isal_zlib  # the same, and faster: the server needs the processor
    gc.freeze()
    for phase in json.loads(sys.argv[2]):
        if school is None or school.kind != kind_of(phase):
            if school:
                school.runner.quit()
            school = Class(url, phase)
        arrival: dict[str, Any] = {"arrival_seconds": school.gather(phase["students"]), **school.join()}
        arrival |= {"arrival_errors": dict(school.counts.errors), "arrival_open": school.counts.summary(OPEN)}
        arrival["join"] = school.counts.summary(JOIN)
        school.wait()
        print(json.dumps({"measuring": True}), flush=True)
        print(json.dumps({**arrival, **school.measure(phase["seconds"], in_turns=phase["in_turns"])}), flush=True)
    if school:
        school.runner.quit()


if __name__ == "__main__":
    main()
