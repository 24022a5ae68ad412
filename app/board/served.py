"""The addresses of the board, apart from Dash's: nginx can bound how often one asks for which, and they cost less."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from time import monotonic
from typing import Any

import orjson
from flask import Flask, Response, request
from pydantic import ValidationError

from nn_core import explain

from ..bridge.kept import Note
from ..config import Settings
from ..i18n import _, accepting
from ..serving import security, version
from ..serving.access import tag_request
from ..serving.straight import STRAIGHT, Straight
from ..serving.threads import AT_WORK
from . import asked, janitor, opening, student, teacher
from .database import AwayError, Database
from .found import RefusedError, Told
from .limits import WRONG_A_MINUTE

FOLDER = "board"
HEADERS = {"Content-Type": "application/json", "Cache-Control": "no-store"}
MOST = 256 * 1024  # bytes of a request
_OFTEN = "sync"  # the call that a class makes fifty times a second
_AGAIN_SECONDS = 5

Answer = tuple[int, dict[str, Any]]  # the status, and what is told

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call:
    """What can be asked for: what it needs, which tells the right, too, and what answers."""

    model: type[asked.OfTeacher] | type[asked.OfSeat] | type[asked.Nobody]
    answer: Callable[[Database, Any], Told | None]


CALLS: Mapping[str, Call] = {
    "open": Call(asked.ToOpen, opening.open_class),
    "join": Call(asked.ToJoin, opening.join),
    "sync": Call(asked.ToSync, student.sync),
    "leave": Call(asked.OfSeat, student.leave),
    "look": Call(asked.ToLook, teacher.look),
    "tell": Call(asked.ToTell, teacher.tell),
    "rule": Call(asked.ToRule, teacher.rule),
    "place": Call(asked.ToSeat, teacher.place),
    "show": Call(asked.ToShow, teacher.show),
    "close": Call(asked.OfTeacher, teacher.close),
}


@dataclass
class _Watch:
    """What a process looks after: that nobody tries out codes, and what its log says of the database."""

    minute: float = -60.0
    wrong: int = 0
    away: bool = False
    lock: Lock = field(default_factory=Lock)

    def note_away(self, error: AwayError | None) -> None:
        """Say in the log that the database is away, or there again; once, as pages ask again and again."""
        with self.lock:
            changed, self.away = self.away != bool(error), bool(error)
        if changed:
            _log.warning("The board of the classes is %s", f"away: {error}" if error else "there again")

    def tired(self) -> bool:
        """Whether too many wrong codes have come in this minute."""
        with self.lock:
            return monotonic() - self.minute < 60.0 and self.wrong >= WRONG_A_MINUTE

    def count_wrong(self) -> None:
        """One more."""
        with self.lock:
            if monotonic() - self.minute >= 60.0:
                self.minute, self.wrong = monotonic(), 0
            self.wrong += 1


def serve(server: Flask, settings: Settings, note: Note) -> None:
    """Answer under ``board/``, where one thread at least never waits for the database, but says that it is away."""
    database = Database(settings.class_database_url)
    watch = _Watch()

    def answer(name: str, data: bytes) -> Answer:
        call = CALLS.get(name)
        if call is None:
            return 404, {"error": _("There is no such call.")}
        try:
            sent = call.model.model_validate(_read(data))
            if call.model is asked.ToJoin and watch.tired():
                return 429, {"error": _("Too many wrong codes. Try again in a minute.")}
            told = call.answer(database, sent)
        except ValidationError as error:
            return 400, {"error": explain(error)}
        except RefusedError as error:
            return 403 if error.right else 409, {"error": str(error)}
        except AwayError as error:
            watch.note_away(error)
            return 503, {"error": _("The board of the class is away."), "again": _AGAIN_SECONDS}
        watch.note_away(None)
        if told is None:
            watch.count_wrong()
            return 404, {"error": _("No class has this code. Look at it again, or ask for the new one.")}
        return 200, told

    def respond(name: str) -> Response:
        tag_request(f"{FOLDER}-{name}" if name in CALLS else FOLDER)
        data = request.get_data(cache=False) if (request.content_length or 0) <= MOST else b""
        status, told = answer(name, data)
        return Response(orjson.dumps(told), status, HEADERS)

    def sync(data: bytes, languages: str) -> tuple[int, bytes]:
        with accepting(settings.language or languages):
            status, told = answer(_OFTEN, data if len(data) <= MOST else b"")
        return status, orjson.dumps(told)

    server.add_url_rule(f"{settings.base_path}{FOLDER}/<name>", "board", respond, methods=["POST"])
    headers = {**HEADERS, **security.HEADERS, version.HEADER: version.current()}
    path = f"{settings.base_path}{FOLDER}/{_OFTEN}"
    server.extensions[STRAIGHT] = Straight(path, f"{FOLDER}-{_OFTEN}", sync, note, headers)
    server.extensions[AT_WORK] = partial(janitor.begin, database, watch.note_away)


def _read(data: bytes) -> Any:
    """The JSON of a request; what is none, no model takes."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
