"""Students who are in a class with a board, and their teachers, as users of Locust.

A student joins when the doors open, and goes on playing as all do; beside that the page asks the board every two
seconds. A teacher looks every 1.2 seconds, and says something to all every ten.
"""

import random
from typing import Any

import gevent
import orjson
from locust import task

from .board import LOOK_MS, SYNC_MS, TELL_MS, Member, Room
from .students import JSON, SETUPS, Asker, Student, now

BOARD, JOIN = "board", "join"
_AGAIN = 1.0  # seconds


class Caller(Asker):
    """Somebody who asks the board."""

    abstract = True
    headers = JSON

    def call_board(self, call: str, body: dict[str, Any]) -> Any:
        """What it tells; None if there is no answer."""
        name = JOIN if call == "join" else BOARD
        response = self.client.post(f"/board/{call}", data=orjson.dumps(body), headers=self.headers, name=name)
        return orjson.loads(response.content) if response.status_code == 200 else None


class Seated(Student, Caller):
    """One of a class with a board; ``rooms`` and ``doors`` are those of the phase."""

    rooms: list[Room]
    doors: Any
    _count = 0

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self.member = Member(self.rooms[Seated._count % len(self.rooms)])
        self.headers = {**JSON, "X-Class": self.member.room.code}
        Seated._count += 1
        self.setup = random.choice(SETUPS)
        self.beside: Any = None

    def on_start(self) -> None:
        """Begin what goes on beside playing."""
        self.beside = gevent.spawn(self.keep_in_touch)

    def on_stop(self) -> None:
        """Leave."""
        self.beside.kill()

    def keep_in_touch(self) -> None:
        """Join, and tell the board again and again."""
        self.doors.wait()
        while not self.member.join(self.call_board):
            gevent.sleep(_AGAIN)
        while True:
            begun = now()
            if self.member.room.asks:
                self.player.draw(begun)
                sight = self.player.screen.sight
                self.member.sync(self.call_board, self.setup, sight and sight[0])
            gevent.sleep(max(0.0, SYNC_MS - (now() - begun)) / 1000)


class Teacher(Caller):
    """Who has opened a class."""

    rooms: list[Room]
    _count = 0

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self.room = self.rooms[Teacher._count % len(self.rooms)]
        Teacher._count += 1
        self.said, self.say_at = 0, now() + TELL_MS

    @task
    def look(self) -> None:
        """The next look."""
        begun = now()
        if self.room.asks:
            self.room.look(self.call_board)
        if self.room.asks and begun >= self.say_at:
            self.room.tell(self.call_board, self.said)
            self.said, self.say_at = self.said + 1, begun + TELL_MS
        gevent.sleep(max(0.0, LOOK_MS - (now() - begun)) / 1000)
