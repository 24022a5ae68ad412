"""The database of a board: SQLite in a file that all workers of a machine share, or PostgreSQL for several machines."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError

from ..serving.threads import ASIDE
from .gate import Gate, ShutError
from .links import Link, Links
from .ready import Driver, Ready, Values
from .tables import NewerError

PLACES = ASIDE - 1  # of those that ask at a time, by each process, and have a link each

_AWAY = (DBAPIError, NewerError, ShutError, OSError)


class AwayError(Exception):
    """The database can't be reached, or can't write. What was asked for has not happened, and can be sent again."""


class Database:
    """What is asked by this process, which makes its links when they are first needed: gunicorn forks it only then."""

    def __init__(self, url: str) -> None:
        driver = make_url(url or "sqlite://").get_dialect().import_dbapi()  # before gunicorn forks: all share it
        self._url, self._gate, self._away = url, Gate(PLACES), (*_AWAY, driver.Error)
        self.changes_several = driver.__name__ == "psycopg"  # tables, by one statement
        self._links: tuple[int, Links] | None = None
        self._lock = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of everything.

        Raises:
            AwayError: there is none.
        """
        with self._linked() as link, link.transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all made at its end, or none.

        Raises:
            AwayError: there is none, or they could not be made.
        """
        with self._linked() as link, link.transaction(writes=True) as connection:
            yield connection

    @contextmanager
    def driven(self) -> Iterator[Driver]:
        """The same without SQLAlchemy, for statements that are ready.

        Raises:
            AwayError: as above.
        """
        with self._linked() as link:
            link.begin(writes=True)
            yield link.driver
            link.commit()

    def one(self, ready: Ready, values: Values) -> Any:
        """What ``Driver.one`` gives, for a statement that is a transaction by itself.

        Each trip to PostgreSQL costs as much as what is done there: what begins and ends a transaction are two.

        Raises:
            AwayError: as above.
        """
        with self._linked() as link:
            return link.driver.one(ready, values)

    @contextmanager
    def _linked(self) -> Iterator[Link]:
        try:
            with self._gate():
                links = self._begun()
                link = links.take()
                try:
                    yield link
                except BaseException:
                    self._give_up(link, links)
                    raise
                links.give_back(link)
        except self._away as error:
            raise AwayError(str(getattr(error, "orig", None) or error)) from error

    def _give_up(self, link: Link, links: Links) -> None:
        """What was begun has not happened; a link that is broken is not used again."""
        try:
            link.rollback()
        except self._away:
            link.close()
        else:
            links.give_back(link)

    def _begun(self) -> Links:
        with self._lock:
            if self._links is None or self._links[0] != os.getpid():
                self._links = os.getpid(), Links(make_url(self._url or f"sqlite:///{_shared_file()}"))
            return self._links[1]


def _shared_file() -> Path:
    """The file where no other database is named, in a folder that belongs to whoever serves."""
    folder = Path(tempfile.gettempdir()) / f"playground-classes-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise OSError(f"{folder} belongs to somebody else")
    return folder / "board.sqlite"
