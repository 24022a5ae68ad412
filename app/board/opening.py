"""How a class begins, is joined, and ends by itself: what needs no right. A function is one transaction."""

from time import time
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from ..i18n import _
from . import asked
from .database import Database
from .found import IN, REMOVED, WAITING, RefusedError, Told, lives, rules, unused_code
from .limits import HOURS, MAX_CLASSES, MAX_SEATS, UNUSED_SECONDS
from .names import free_name, seat_name
from .rights import digest, new_id, new_secret
from .tables import CLASSES, SEATS


def sweep(database: Database) -> int:
    """Delete what has ended; gives how many classes that were."""
    with database.writing() as connection:
        return connection.execute(delete(CLASSES).where(CLASSES.c.expires < time())).rowcount


def open_class(database: Database, wanted: asked.ToOpen) -> Told:
    """Begin a class; whoever gets the secret is its teacher."""
    secret, now = new_secret(), time()
    with database.writing() as connection:
        _make_place(connection, now)
        values = {
            "id": new_id(),
            "code": unused_code(connection),
            "teacher": digest(secret),
            "created": now,
            "expires": now + 3600 * HOURS,
            "approval": wanted.approval,
            "free_text": wanted.free_text,
            "revision": 0,
            "told": 0,
            "console": "{}",
            "questions": "[]",
        }
        connection.execute(insert(CLASSES).values(values))
    return {"class_id": values["id"], "secret": secret, **rules(values)}


def join(database: Database, wanted: asked.ToJoin) -> Told | None:
    """Take a seat in the class of a code; None if there is no such class.

    A page that makes the secret itself can ask again when no answer came: who joins twice by one secret has one seat.
    """
    now = time()
    with database.writing() as connection:
        here = update(CLASSES).where(CLASSES.c.code == wanted.code, lives(now))
        counted = here.values(revision=CLASSES.c.revision + 1)
        of_class = connection.execute(counted.returning(CLASSES)).one_or_none()  # whoever else joins it waits here
        if of_class is None:
            return None
        secret = wanted.secret or new_secret()
        seat = _seat_of(connection, of_class, secret) or _new_seat(connection, of_class, secret, now)
    return {
        "seat": seat.id,
        "secret": secret,
        "name": seat_name(seat.name),
        "state": seat.state,
        "expires": of_class.expires,
    }


def _seat_of(connection: Connection, of_class: Any, secret: str) -> Any:
    """The seat that has this secret, if there is one.

    Raises:
        RefusedError: it is in another class.
    """
    seat = connection.execute(select(SEATS).where(SEATS.c.secret == digest(secret))).one_or_none()
    if seat is not None and seat.class_id != of_class.id:
        raise RefusedError(_("This seat is in another class."))
    return seat


def _new_seat(connection: Connection, of_class: Any, secret: str, now: float) -> Any:
    """A seat with a name that nobody has.

    Raises:
        RefusedError: there is no place.
    """
    found = connection.execute(select(SEATS.c.name, SEATS.c.state).where(SEATS.c.class_id == of_class.id))
    names = {row.name: row.state for row in found}
    if sum(state != REMOVED for state in names.values()) >= MAX_SEATS or len(names) >= 2 * MAX_SEATS - 1:
        raise RefusedError(_("This class is full: it has {n} seats.").format(n=MAX_SEATS))
    values = {
        "class_id": of_class.id,
        "name": free_name(set(names)),
        "secret": digest(secret),
        "state": WAITING if of_class.approval else IN,
        "seen": now,
        "revision": of_class.revision,
        "size": 2,
        "row": "{}",
        "knows": 0,
    }
    return connection.execute(insert(SEATS).values(values).returning(SEATS)).one()


def _make_place(connection: Connection, now: float) -> None:
    """Refuse one class too many; one that nobody has ever joined makes place."""
    connection.execute(delete(CLASSES).where(CLASSES.c.expires < now))
    if connection.execute(select(func.count()).select_from(CLASSES)).scalar_one() < MAX_CLASSES:
        return
    unused = and_(
        CLASSES.c.created < now - UNUSED_SECONDS, ~select(SEATS.c.id).where(SEATS.c.class_id == CLASSES.c.id).exists()
    )
    if not connection.execute(delete(CLASSES).where(unused)).rowcount:
        raise RefusedError(_("This server has {n} classes, and no place for another one now.").format(n=MAX_CLASSES))
