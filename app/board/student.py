"""What a student's page does on the board. A function is one transaction."""

import json
from time import time
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from . import asked
from .database import Database
from .found import IN, LEFT, WAITING, Told, next_revision, seat_of
from .limits import MAX_ANSWERS, MAX_ROWS, SEEN_SECONDS
from .names import seat_name
from .tables import ANSWERS, SEATS


def sync(database: Database, sent: asked.ToSync) -> Told:
    """Take what is new on a student's page, and tell it what the console says if that is newer than it knows."""
    now = time()
    with database.reading() as connection:
        seat = seat_of(connection, sent, now)
    kept: list[str] = []
    state = IN if seat.state == LEFT else seat.state
    if state == IN and (sent.row is not None or sent.answers):
        with database.writing() as connection:
            kept = _keep(connection, seat, sent, now)
    elif now - seat.seen > SEEN_SECONDS or state != seat.state or _known(seat, sent) != seat.knows:
        with database.writing() as connection:
            changed: Told = {"seen": now, "knows": _known(seat, sent)}
            if state != seat.state:
                changed |= {"state": state, "revision": next_revision(connection, seat.class_id)}
            connection.execute(update(SEATS).where(SEATS.c.id == seat.id).values(changed))
    told: Told = {"state": state, "kept": kept, "told": seat.told, "expires": seat.expires}
    if seat.told > sent.since and state == IN:
        told["console"] = json.loads(seat.console)
        told["free_text"] = seat.free_text
    if sent.since == 0:
        told["name"] = seat_name(seat.name)
    return told


def leave(database: Database, sent: asked.OfSeat) -> Told:
    """Note that a student has gone; whoever has the secret can come back."""
    with database.writing() as connection:
        seat = seat_of(connection, sent, time())
        if seat.state in (IN, WAITING):
            changed = {
                "state": LEFT if seat.state == IN else WAITING,
                "revision": next_revision(connection, seat.class_id),
            }
            connection.execute(update(SEATS).where(SEATS.c.id == seat.id).values(changed))
    return {}


def _known(seat: Any, sent: asked.ToSync) -> int:
    """The revision of the console that a page has told it knows, as far as there is such a one."""
    return max(int(seat.knows), min(sent.since, int(seat.told)))


def _keep(connection: Connection, seat: Any, sent: asked.ToSync, now: float) -> list[str]:
    """Write a row and answers; gives the keys of the answers that the page need not send again."""
    revision = next_revision(connection, seat.class_id)
    changed: Told = {"seen": now, "revision": revision, "state": IN, "knows": _known(seat, sent)}
    if sent.row is not None:
        others = connection.execute(
            select(func.coalesce(func.sum(SEATS.c.size), 0)).where(
                SEATS.c.class_id == seat.class_id, SEATS.c.id != seat.id
            )
        ).scalar_one()
        if others + sent.row.size <= MAX_ROWS:  # beyond it the row of before stays: the next one may be smaller
            changed |= {"row": sent.row.text, "size": sent.row.size}
    here = and_(SEATS.c.id == seat.id, SEATS.c.state.in_((IN, LEFT)))
    if not connection.execute(update(SEATS).where(here).values(changed)).rowcount:
        return []  # it has just been removed
    known = set(connection.execute(select(ANSWERS.c.key).where(ANSWERS.c.seat_id == seat.id)).scalars())
    for answer in sent.answers:
        if answer.key in known or len(known) >= MAX_ANSWERS or (answer.text and not seat.free_text):
            continue
        known.add(answer.key)
        body = json.dumps(answer.model_dump(exclude_defaults=True), separators=(",", ":"))
        values = {"seat_id": seat.id, "key": answer.key, "class_id": seat.class_id, "revision": revision}
        connection.execute(insert(ANSWERS).values(**values, shown=not answer.text, body=body))
    return [answer.key for answer in sent.answers]  # also what is refused for good: it would be refused again
