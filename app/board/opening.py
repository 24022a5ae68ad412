"""How a class begins, is joined, and ends by itself: what needs no right. A function is one transaction."""

from time import time

from sqlalchemy import Connection, and_, delete, func, insert, select

from ..i18n import _
from . import asked
from .database import Database
from .found import IN, REMOVED, WAITING, RefusedError, Told, lives, next_revision, rules, unused_code
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
    """Take a seat in the class of a code; None if there is no such class."""
    secret, now = new_secret(), time()
    with database.writing() as connection:
        of_class = connection.execute(select(CLASSES).where(CLASSES.c.code == wanted.code, lives(now))).one_or_none()
        if of_class is None:
            return None
        names = {
            row.name: row.state for row in connection.execute(select(SEATS).where(SEATS.c.class_id == of_class.id))
        }
        if sum(state != REMOVED for state in names.values()) >= MAX_SEATS or len(names) >= 2 * MAX_SEATS - 1:
            raise RefusedError(_("This class is full: it has {n} seats.").format(n=MAX_SEATS))
        values = {
            "class_id": of_class.id,
            "name": free_name(set(names)),
            "secret": digest(secret),
            "state": WAITING if of_class.approval else IN,
            "seen": now,
            "revision": next_revision(connection, of_class.id),
            "size": 2,
            "row": "{}",
            "knows": 0,
        }
        seat = connection.execute(insert(SEATS).values(values).returning(SEATS.c.id)).scalar_one()
    return {
        "seat": seat,
        "secret": secret,
        "name": seat_name(values["name"]),
        "state": values["state"],
        "expires": of_class.expires,
    }


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
