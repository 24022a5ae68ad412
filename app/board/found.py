"""What all calls of a board look up first: the class or the seat that a secret belongs to."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, select, update

from ..i18n import _
from . import asked
from .rights import digest, new_code
from .tables import CLASSES, SEATS

Told = dict[str, Any]
WAITING, IN, LEFT, REMOVED = "waiting", "in", "left", "removed"  # what a seat may be


class RefusedError(Exception):
    """Why something can't be done, in words for whoever asked; and whether it is a right that was missing."""

    def __init__(self, message: str, *, right: bool = False) -> None:
        super().__init__(message)
        self.right = right


def lives(now: float | BindParameter[float]) -> ColumnElement[bool]:
    """What holds for classes that have not ended."""
    return CLASSES.c.expires >= now


def class_of(connection: Connection, sent: asked.OfTeacher, now: float, *, alone: bool = True) -> Any:
    """The class that a teacher may change. A wrong secret and a class that has gone are answered alike.

    ``alone``: nobody else changes it until this transaction ends, which SQLite sees to by itself.
    """
    found = select(CLASSES).where(CLASSES.c.id == sent.class_id, CLASSES.c.teacher == digest(sent.secret), lives(now))
    of_class = connection.execute(found.with_for_update() if alone else found).one_or_none()
    if of_class is None:
        raise RefusedError(_("This class has ended, or this is not its teacher's link."), right=True)
    return of_class


SEAT = (  # with its class, without its row, for who has its secret
    select(SEATS.c.id, SEATS.c.class_id, SEATS.c.name, SEATS.c.state, SEATS.c.seen, SEATS.c.knows)
    .add_columns(CLASSES.c.told, CLASSES.c.console, CLASSES.c.free_text, CLASSES.c.expires)
    .join(CLASSES)
    .where(SEATS.c.id == bindparam("seat"), SEATS.c.secret == bindparam("digest"), lives(bindparam("now")))
)


def of_whom(sent: asked.OfSeat, now: float) -> Told:
    """The values of SEAT."""
    return {"seat": sent.seat, "digest": digest(sent.secret), "now": now}


def found(seat: Any) -> Any:
    """A seat, if it was found.

    Raises:
        RefusedError: it was not. A wrong secret and a class that has gone are answered alike.
    """
    if seat is None:
        raise RefusedError(_("This class has ended."), right=True)
    return seat


def next_revision(connection: Connection, class_id: str) -> int:
    """Count a change; in PostgreSQL, who changes the same class waits here until this one is made."""
    command = update(CLASSES).where(CLASSES.c.id == class_id).values(revision=CLASSES.c.revision + 1)
    return int(connection.execute(command.returning(CLASSES.c.revision)).scalar_one())


def unused_code(connection: Connection) -> str:
    """A code that no class has."""
    used = set(connection.execute(select(CLASSES.c.code)).scalars())
    while (code := new_code()) in used:
        pass
    return code


def rules(values: Mapping[str, Any]) -> Told:
    """How one joins a class, for its teacher."""
    return {name: values[name] for name in ("code", "expires", "approval", "free_text")}
