"""What deletes the classes that have ended, whether anybody asks for one or not: a thread of each worker."""

from collections.abc import Callable
from threading import Thread
from time import sleep

from . import opening
from .database import AwayError, Database
from .limits import SWEEP_SECONDS

Note = Callable[[AwayError | None], None]


def begin(database: Database, note: Note) -> Thread:
    """Look now and every minute; ``note`` is told whether the database was there."""
    thread = Thread(target=_sweep_for_ever, args=(database, note), name="janitor", daemon=True)
    thread.start()
    return thread


def _sweep_for_ever(database: Database, note: Note) -> None:
    while True:
        try:
            opening.sweep(database)
        except AwayError as error:
            note(error)
        else:
            note(None)
        sleep(SWEEP_SECONDS)
