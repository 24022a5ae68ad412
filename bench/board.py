"""What a class with a board costs the server: a sync of a student, and a look of the teacher, on SQLite.

Once over and over in one process, and once as a class of a hundred asks: fifty times a second, gunicorn on new
connections, and four copies with nginx and PostgreSQL. That takes several times as long, as nothing that it needs is in
the caches any more. A tick of one frame, the same way, is there to be compared with.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

from app import create_app
from app.config import Settings
from app.wire.frames import encode
from nn_core import Experiment, start

from . import wire
from .copies import serve_copies
from .load.board import Ask, Member, Room
from .measure import Row, calm_yardstick, time_in_turn
from .networks import NETWORKS, SMALL
from .server import Server, fetch, serve
from .tick import request_of

SECTION = "board"
_SEATS = 100
_NEW = 75  # rows that are new to the teacher: what a hundred seats send in a second and a half
_SETUP = "dataset=spiral&hidden=8-relu;4-tanh"
_PACE = 50  # syncs in a second
_TURNS = 2
_COPIES = 4
_CLASS = "K7M2P"


def run(quick: bool) -> list[Row]:
    """All rows."""
    seconds = 4.0 if quick else 12.0
    with TemporaryDirectory() as folder:
        board = {"CLASS_DATABASE_URL": f"sqlite:///{folder}/board.sqlite"}
        served = {"in gunicorn": serve(environment=board, options=()), f"by {_COPIES} copies": serve_copies(_COPIES)}
        return [*_alone(quick), *(row for name, its in served.items() for row in _at_the_pace(name, its, seconds))]


def _alone(quick: bool) -> list[Row]:
    """A call each, with all that is done around it in the process."""
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

        yield *_joined(ask), ask


def _joined(ask: Ask) -> tuple[list[Member], Room]:
    told = ask("open", {})
    room = Room({name: told[name] for name in ("class_id", "secret")}, told["code"], perf_counter)
    members = [Member(room) for _ in range(_SEATS)]
    for member in members:
        member.join(ask)
        member.sync(ask, _SETUP, None)
    return members, room


def _at_the_pace(name: str, served: AbstractContextManager[Server], seconds: float) -> list[Row]:
    """The processor time of a sync, and of a tick, at the pace of a class that does nothing else."""
    experiment = Experiment.model_validate(NETWORKS[SMALL])
    state = encode(start(experiment).to_bytes())
    body = wire.call("tick", request_of(experiment.model_dump(mode="json"), state, 1))
    with served as server:

        def ask(call: str, sent: dict[str, Any]) -> Any:
            answer = fetch(server.port, f"/board/{call}", json.dumps(sent).encode(), of_class=_CLASS)
            assert answer is not None, call
            return json.loads(gzip.decompress(answer) if answer[:1] == b"\x1f" else answer)

        def tick() -> None:
            assert fetch(server.port, wire.ADDRESS, body) is not None

        members, _ = _joined(ask)
        turns = _turns(members)
        works: dict[str, Callable[[], object]] = {
            f"a tick of one frame, {SMALL}": tick,
            "a sync with a row": lambda: next(turns).sync(ask, _SETUP, (perf_counter(), 0.25, 0.5, 0.9, 0.8)),
            "a sync without news": lambda: next(turns).sync(ask, _SETUP, None),
        }
        taken = dict.fromkeys(works, 0.0)
        for _ in range(_TURNS):
            for work in works:
                taken[work] += _paced(server, works[work], seconds) / _TURNS
    length = calm_yardstick()
    return [
        Row(SECTION, f"{work}, {name} at {_PACE} a second", 1000 * each, "ms of a core", each / length)
        for work, each in taken.items()
    ]


def _paced(server: Server, work: Callable[[], object], seconds: float) -> float:
    """The seconds of processor time that the server takes for each."""
    count = round(seconds * _PACE)
    before, begun = server.cpu_seconds() or 0.0, perf_counter()
    for number in range(count):
        work()
        sleep(max(0.0, begun + (number + 1) / _PACE - perf_counter()))
    return ((server.cpu_seconds() or 0.0) - before) / count
