"""Links to a database, which are used again and again, as from SQLAlchemy's pool, but with less around each call."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, text

from .ready import Driver
from .tables import bring_up_to_date

WAIT_SECONDS = 2  # for another writer, or for a connection
_HELD_SECONDS = 2 * WAIT_SECONDS  # in which PostgreSQL has answered, or is given up
_IDLE_SECONDS = 5  # after which a database is asked whether it is still there: a trip as long as that of a row
_LOCK = 0x706C6179  # of PostgreSQL, while tables are made


class _Begin(NamedTuple):
    """How a transaction begins. One of SQLite that has read first could not wait for another writer."""

    reading: str
    writing: str


_BEGIN = {
    "sqlite": _Begin("BEGIN", "BEGIN IMMEDIATE"),
    "postgresql": _Begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN"),
}


class Link:
    """A connection, for one who asks at a time: SQLAlchemy's, and its driver's."""

    def __init__(self, engine: Engine) -> None:
        self._dialect = engine.dialect
        self._connection = engine.connect()
        self._raw: Any = self._connection.connection.driver_connection
        self._begin = _BEGIN[engine.dialect.name]
        self._used = monotonic()
        cursor = self._connection.connection.cursor()
        self._execute = cursor.execute
        self.driver = Driver(cursor, engine.dialect)

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[Connection]:
        """What happens in it happens at its end, or not at all."""
        self.begin(writes=writes)
        with self._connection.begin():  # which begins nothing: the drivers are told not to guess when
            yield self._connection

    def begin(self, *, writes: bool) -> None:
        """Begin a transaction of the driver."""
        self._execute(self._begin.writing if writes else self._begin.reading)

    def commit(self) -> None:
        """Have what has changed since then happen."""
        self._raw.commit()

    def rollback(self) -> None:
        """Whatever was begun has not happened."""
        self._raw.rollback()

    def is_there(self) -> bool:
        """Whether it can be used; one that was used just now is taken to be there: at worst a call is sent again."""
        if monotonic() - self._used < _IDLE_SECONDS:
            return True
        try:
            return bool(self._dialect.do_ping(self._raw))
        except self._dialect.loaded_dbapi.Error:
            self.close()
            return False

    def note_use(self) -> None:
        """It has been used just now."""
        self._used = monotonic()

    def close(self) -> None:
        """It is not used any more."""
        self._connection.close()


class Links:
    """Those of one process. How many there are is for whoever takes them to bound."""

    def __init__(self, url: URL) -> None:
        self._engine = _engine(url)
        self._idle: deque[Link] = deque()
        link = Link(self._engine)
        try:
            _make_tables(link)
        except BaseException:
            link.close()
            raise
        self.give_back(link)

    def take(self) -> Link:
        """One that nobody has."""
        with suppress(IndexError):
            while True:
                if (link := self._idle.pop()).is_there():
                    return link
        return Link(self._engine)

    def give_back(self, link: Link) -> None:
        """It can be taken again."""
        link.note_use()
        self._idle.append(link)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool, connect_args={"autocommit": True, **_patience()})
    arguments = {"timeout": WAIT_SECONDS, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    event.listen(engine, "connect", _prepare)
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


def _make_tables(link: Link) -> None:
    with link.transaction(writes=True) as connection:
        if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        bring_up_to_date(connection)
