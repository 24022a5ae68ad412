"""The database of a board: SQLite in a file that all workers of a machine share, or PostgreSQL for several machines."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, PoolProxiedConnection, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeoutError

from ..serving.threads import ASIDE
from .gate import Gate, ShutError
from .ready import Driver
from .tables import NewerError, bring_up_to_date

WAIT_SECONDS = 2  # for another writer, or for a connection
PLACES = ASIDE - 1  # of those that ask at a time, by each process, and have a connection each
_HELD_SECONDS = 2 * WAIT_SECONDS  # in which PostgreSQL has answered, or is given up
_LOCK = 0x706C6179  # of PostgreSQL, while tables are made
_BEGIN_WRITING = "BEGIN IMMEDIATE"  # of SQLite

_AWAY = (DBAPIError, PoolTimeoutError, NewerError, ShutError, OSError)


class AwayError(Exception):
    """The database can't be reached, or can't write. What was asked for has not happened, and can be sent again."""


class Database:
    """Connections of this process, made when they are first needed: gunicorn forks after the app is made."""

    def __init__(self, url: str) -> None:
        driver = make_url(url or "sqlite://").get_dialect().import_dbapi()  # before gunicorn forks: all share it
        self._url, self._gate, self._away = url, Gate(PLACES), (*_AWAY, driver.Error)
        self.changes_several = driver.__name__ == "psycopg"  # tables, by one statement
        self._engine: tuple[int, Engine] | None = None
        self._lock = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of everything.

        Raises:
            AwayError: there is none.
        """
        with self._connected(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all made at its end, or none.

        Raises:
            AwayError: there is none, or they could not be made.
        """
        with self._connected(writes=True) as connection:
            yield connection

    @contextmanager
    def driven(self, *, one: bool) -> Iterator[Driver]:
        """The same without SQLAlchemy, for statements that are ready, or for ``one``, which is a transaction by itself.

        Each trip to PostgreSQL costs as much as what is done there: what begins and ends a transaction are two.

        Raises:
            AwayError: as above.
        """
        with self._reached(), self._pooled() as (connection, dialect):
            driver: Any = connection.driver_connection
            if dialect.name == "sqlite":
                if not one:
                    driver.execute(_BEGIN_WRITING)
                yield Driver(driver, dialect)
                driver.commit()
                return
            driver.autocommit = one
            try:
                yield Driver(driver, dialect)
                driver.commit()
            finally:
                if one and not driver.closed:
                    driver.autocommit = False

    @contextmanager
    def _pooled(self) -> Iterator[tuple[PoolProxiedConnection, Dialect]]:
        """A connection of the pool; one that is broken is not used again."""
        engine = self._begun()
        connection = engine.raw_connection()
        try:
            yield connection, engine.dialect
        except self._away:
            try:
                connection.rollback()
            except self._away:
                connection.invalidate()
            raise
        finally:
            connection.close()  # and what has not been committed has not happened

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            with self._gate():
                yield
        except self._away as error:
            raise AwayError(str(getattr(error, "orig", None) or error)) from error

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        with self._reached(), self._begun().connect() as connection:
            connection = connection.execution_options(writes=writes)
            with connection.begin():
                yield connection

    def _begun(self) -> Engine:
        with self._lock:
            if self._engine is None or self._engine[0] != os.getpid():
                engine = _engine(make_url(self._url or f"sqlite:///{_shared_file()}"))
                _make_tables(engine)
                self._engine = os.getpid(), engine
            return self._engine[1]


def _engine(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    engine = create_engine(
        url,
        pool_size=PLACES,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=not sqlite,
        connect_args={"timeout": WAIT_SECONDS} if sqlite else _patience(),
    )
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _patience() -> dict[str, Any]:
    """What PostgreSQL and its library are told of it, as a machine that has gone says nothing."""
    ms = 1000 * _HELD_SECONDS
    bounds = {"statement_timeout": ms, "lock_timeout": 1000 * WAIT_SECONDS, "idle_in_transaction_session_timeout": ms}
    return {
        "connect_timeout": WAIT_SECONDS,
        "tcp_user_timeout": ms,
        "keepalives_idle": _HELD_SECONDS,
        "keepalives_interval": 1,
        "keepalives_count": _HELD_SECONDS,
        "options": " ".join(f"-c {name}={value}" for name, value in bounds.items()),
    }


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # what begins a transaction is said below, not guessed by the driver
    for command in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {command}")


def _begin(connection: Connection) -> None:
    """A transaction that writes says so at once: one that has read first could not wait for another writer."""
    writes = connection.get_execution_options().get("writes", True)
    driver: Any = connection.connection.driver_connection  # asked directly, as it is asked so often
    driver.execute(_BEGIN_WRITING if writes else "BEGIN")


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # SQLite has one writer anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        bring_up_to_date(connection)


def _shared_file() -> Path:
    """The file where no other database is named, in a folder that belongs to whoever serves."""
    folder = Path(tempfile.gettempdir()) / f"playground-classes-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise OSError(f"{folder} belongs to somebody else")
    return folder / "board.sqlite"
