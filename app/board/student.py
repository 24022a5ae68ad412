"""What a student's page does on the board. A function is one transaction, or two where nothing is to be kept."""

import json
from time import time
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, insert, or_, select, update

from . import asked
from .database import Database
from .found import IN, LEFT, WAITING, Told, lives, next_revision, seat_of
from .limits import MAX_ANSWERS, MAX_ROWS, SEEN_SECONDS
from .names import seat_name
from .rights import digest
from .tables import ANSWERS, CLASSES, SEATS

# A class has some hundred of these in a second: they are put together once, and each is one way to the database.
_HERE = and_(SEATS.c.id == bindparam("seat"), or_(SEATS.c.state == IN, SEATS.c.state == LEFT))
_OF_SEAT = select(SEATS.c.class_id).where(_HERE, SEATS.c.secret == bindparam("digest")).scalar_subquery()
_COUNT = (  # PostgreSQL: who changes the same class waits here
    update(CLASSES)
    .where(CLASSES.c.id == _OF_SEAT, lives(bindparam("now")))
    .values(revision=CLASSES.c.revision + bindparam("changes"))
    .returning(CLASSES)
)
_KNOWS = case((SEATS.c.knows < bindparam("known"), bindparam("known")), else_=SEATS.c.knows)
_SEEN = {"seen": bindparam("now"), "revision": bindparam("changed"), "state": IN, "knows": _KNOWS}
_KEEP_SEEN = update(SEATS).where(_HERE).values(_SEEN).returning(SEATS.c.name)
_OTHER = SEATS.alias("other")
_OTHERS = (
    select(func.coalesce(func.sum(_OTHER.c.size), 0))
    .where(_OTHER.c.class_id == bindparam("class"), _OTHER.c.id != bindparam("seat"))
    .scalar_subquery()
)
_KEEP_ROW = (
    update(SEATS)
    .where(_HERE, bindparam("room") >= _OTHERS)
    .values({**_SEEN, "row": bindparam("text"), "size": bindparam("bytes")})
    .returning(SEATS.c.name)
)
_KEYS = select(ANSWERS.c.key).where(ANSWERS.c.seat_id == bindparam("seat"))


def sync(database: Database, sent: asked.ToSync) -> Told:
    """Take what is new on a student's page, and tell it what the console says if that is newer than it knows."""
    now = time()
    if sent.row is not None or sent.answers:
        with database.writing() as connection:
            told = _keep(connection, sent, now)
        if told:
            return told
    with database.reading() as connection:
        seat = seat_of(connection, sent, now)
    state = IN if seat.state == LEFT else seat.state
    knows = max(int(seat.knows), min(sent.since, int(seat.told)))
    if now - seat.seen > SEEN_SECONDS or (state, knows) != (seat.state, seat.knows):
        with database.writing() as connection:
            changed: Told = {"seen": now, "knows": knows}
            if state != seat.state:
                changed |= {"state": state, "revision": next_revision(connection, seat.class_id)}
            connection.execute(update(SEATS).where(SEATS.c.id == seat.id).values(changed))
    return _told(sent, seat, state, seat.name, [])


def _told(sent: asked.ToSync, of_class: Any, state: str, name: int, kept: list[str]) -> Told:
    told: Told = {"state": state, "kept": kept, "told": of_class.told, "expires": of_class.expires}
    if of_class.told > sent.since and state == IN:
        told["console"] = json.loads(of_class.console)
        told["free_text"] = of_class.free_text
    if sent.since == 0:
        told["name"] = seat_name(name)
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


def _keep(connection: Connection, sent: asked.ToSync, now: float) -> Told | None:
    """Write a row and answers; ``kept`` are the keys of the answers that the page need not send again.

    None: there is no such seat in a class, or not any more.
    """
    seat: Told = {"seat": sent.seat, "now": now}
    changes = 1 + len(sent.answers)
    of_class = connection.execute(_COUNT, {**seat, "digest": digest(sent.secret), "changes": changes}).one_or_none()
    if of_class is None:
        return None
    seat |= {"changed": of_class.revision, "known": min(sent.since, of_class.told)}
    name = None
    if sent.row is not None:
        row = {"text": sent.row.as_json, "bytes": sent.row.size, "room": MAX_ROWS - sent.row.size}
        name = connection.execute(_KEEP_ROW, {**seat, **row, "class": of_class.id}).scalar_one_or_none()
    if name is None:  # beyond the bound the row of before stays: the next one may be smaller
        name = connection.execute(_KEEP_SEEN, seat).scalar_one_or_none()
    if name is None:
        return None  # it has just been removed
    if sent.answers:
        _keep_answers(connection, of_class, sent)
    kept = [answer.key for answer in sent.answers]  # also what is refused for good: it would be refused again
    return _told(sent, of_class, IN, name, kept)


def _keep_answers(connection: Connection, of_class: Any, sent: asked.ToSync) -> None:
    known = set(connection.execute(_KEYS, {"seat": sent.seat}).scalars())
    rows: list[Told] = []
    for place, answer in enumerate(sent.answers, of_class.revision - len(sent.answers)):
        if answer.key in known or len(known) >= MAX_ANSWERS or (answer.text and not of_class.free_text):
            continue
        known.add(answer.key)
        values = {"seat_id": sent.seat, "key": answer.key, "class_id": of_class.id}
        rows.append({**values, "revision": place, "shown": not answer.text, "body": answer.as_json})
    if rows:
        connection.execute(insert(ANSWERS), rows)
