"""What a class with a board costs the server: a sync of a student, and a look of the teacher, on SQLite."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from app import create_app
from app.config import Settings

from .load.board import Member, Room
from .measure import Row, time_in_turn

SECTION = "board"
_SEATS = 100
_NEW = 75  # rows that are new to the teacher: what a hundred seats send in a second and a half
_SETUP = "dataset=spiral&hidden=8-relu;4-tanh"


def run(quick: bool) -> list[Row]:
    """A call each, with all that Flask does around it."""
    with _class() as (members, room, ask):
        for number in range(1, 70):  # until curves are as long as they get
            for member in members:
                member.sync(ask, _SETUP, (float(number), 0.25, 0.5, 0.9, 0.8))
        turns = _turns(members)

        def sync() -> None:
            next(turns).sync(ask, _SETUP, (100.0 + perf_counter(), 0.25, 0.5, 0.9, 0.8))

        def ask_only() -> None:
            next(turns).sync(ask, _SETUP, None)

        def many() -> None:
            for _ in range(_NEW):
                sync()

        works: dict[str, Callable[[], object]] = {
            "a sync with a row": sync,
            "a sync without news": ask_only,
            "": many,
            f"a look with {_NEW} new rows of {_SEATS}": lambda: room.look(ask),
        }
        timings = time_in_turn(works, 20 if quick else 80)
    return [timing.row(SECTION, name) for name, timing in timings.items() if name]


def _turns(members: list[Member]) -> Iterator[Member]:
    while True:
        yield from members


@contextmanager
def _class() -> Iterator[tuple[list[Member], Room, Any]]:
    """A class in which all have joined, and a way to ask."""
    with TemporaryDirectory() as folder:
        client = create_app(Settings(class_database_url=f"sqlite:///{folder}/board.sqlite")).server.test_client()

        def ask(call: str, sent: dict[str, Any]) -> Any:
            response = client.post(f"/board/{call}", json=sent)
            assert response.status_code == 200, response.text
            return response.get_json()

        told = ask("open", {})
        room = Room({name: told[name] for name in ("class_id", "secret")}, told["code"], perf_counter)
        members = [Member(room) for _ in range(_SEATS)]
        for member in members:
            member.join(ask)
        yield members, room, ask
