"""The database of a board: SQLite in a file that all workers of a machine share, or PostgreSQL for several machines."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import URL, Connection, Dialect, Engine, PoolProxiedConnection, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, DisconnectionError, TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from ..serving.threads import ASIDE
from .gate import Gate, ShutError
from .ready import Driver
from .tables import NewerError, bring_up_to_date

WAIT_SECONDS = 2  # for another writer, or for a connection
PLACES = ASIDE - 1  # of those that ask at a time, by each process, and have a connection each
_HELD_SECONDS = 2 * WAIT_SECONDS  # in which PostgreSQL has answered, or is given up
_USED = "used"  # when a connection was, in what the pool keeps of it
_IDLE_SECONDS = 5  # after which PostgreSQL is asked whether it is still there: a trip as long as that of a row
_LOCK = 0x706C6179  # of PostgreSQL, while tables are made


class _Begin(NamedTuple):
    """How a transaction begins. One of SQLite that has read first could not wait for another writer."""

    reading: str
    writing: str


_BEGIN = {
    "sqlite": _Begin("BEGIN", "BEGIN IMMEDIATE"),
    "postgresql": _Begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN"),
}

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
        """The same without SQLAlchemy, for statements that are ready; ``one`` is a transaction by itself.

        Each trip to PostgreSQL costs as much as what is done there: what begins and ends a transaction are two.

        Raises:
            AwayError: as above.
        """
        with self._reached(), self._pooled() as (connection, dialect):
            driver: Any = connection.driver_connection
            if not one:
                driver.execute(_BEGIN[dialect.name].writing)
            yield Driver(driver, dialect)
            if not one:
                driver.commit()

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
        connect_args={"timeout": WAIT_SECONDS, "isolation_level": None}
        if sqlite
        else {"autocommit": True, **_patience()},
    )
    event.listen(engine, "begin", _begin)
    if sqlite:
        event.listen(engine, "connect", _prepare)
    else:
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", partial(_still_there, engine.dialect))
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
    for command in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {command}")


def _begin(connection: Connection) -> None:
    """What begins a transaction is said here, not guessed by the driver."""
    its = _BEGIN[connection.dialect.name]
    driver: Any = connection.connection.driver_connection  # asked directly, as it is asked so often
    driver.execute(its.writing if connection.get_execution_options().get("writes", True) else its.reading)


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = monotonic()


def _still_there(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """A connection that was used just now is taken to be there: if it is not, the page sends its call again.

    Raises:
        DisconnectionError: it has gone, and the pool makes another one.
    """
    if monotonic() - record.info.get(_USED, monotonic()) < _IDLE_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


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
