"""What a student's page does on the board. A function is one transaction, or two where nothing is to be kept."""

import json
import math
from time import time
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, func, insert, or_, select, true, update

from . import asked
from .database import Database
from .found import IN, LEFT, SEAT, WAITING, Told, found, lives, next_revision, of_whom
from .limits import MAX_ANSWERS, MAX_ROWS, SEEN_SECONDS
from .names import seat_name
from .ready import Driver, Ready
from .tables import ANSWERS, CLASSES, SEATS

_HERE = and_(SEATS.c.id == bindparam("seat"), or_(SEATS.c.state == IN, SEATS.c.state == LEFT))
_OF_SEAT = select(SEATS.c.class_id).where(_HERE, SEATS.c.secret == bindparam("digest")).scalar_subquery()
_OF_CLASS_NAMES = ("id", "revision", "told", "console", "free_text", "expires")
_OF_CLASS = [CLASSES.c[name] for name in _OF_CLASS_NAMES]
_COUNT = Ready(  # PostgreSQL: who changes the same class waits here
    update(CLASSES)
    .where(CLASSES.c.id == _OF_SEAT, lives(bindparam("now")))
    .values(revision=CLASSES.c.revision + bindparam("changes"))
    .returning(*_OF_CLASS)
)
_SEAT = Ready(SEAT)
_NOTE = Ready(
    update(SEATS).where(SEATS.c.id == bindparam("seat")).values(seen=bindparam("now"), knows=bindparam("known"))
)
_KNOWS = case((SEATS.c.knows < bindparam("known"), bindparam("known")), else_=SEATS.c.knows)
_SEEN = {"seen": bindparam("now"), "revision": bindparam("changed"), "state": IN, "knows": _KNOWS}
_KEEP_SEEN = Ready(update(SEATS).where(_HERE).values(_SEEN).returning(SEATS.c.name))
_STEP = 4096  # bytes of a row, in which it is added up: more than pages send
_OTHER = SEATS.alias("other")
_OTHERS = (
    select(func.coalesce(func.sum(_OTHER.c.size), 0))
    .where(_OTHER.c.class_id == SEATS.c.class_id, _OTHER.c.id != SEATS.c.id)
    .correlate(SEATS)
    .scalar_subquery()
)
_FITS = SEATS.c.size >= bindparam("size")
_SIZE = case((_FITS, SEATS.c.size), else_=bindparam("size"))
_KEEP_ROW = Ready(
    update(SEATS)
    .where(_HERE, or_(_FITS, bindparam("room") >= _OTHERS))
    .values({**_SEEN, "row": bindparam("text"), "size": _SIZE})
    .returning(SEATS.c.name)
)


def _row_at_once() -> Ready:
    """Count the change and keep a row that fits by one statement: a trip to the database instead of four."""
    counted = (
        update(CLASSES)
        .where(CLASSES.c.id == _OF_SEAT, lives(bindparam("now")))
        .values(revision=CLASSES.c.revision + 1)
        .returning(*_OF_CLASS)
        .cte("counted")
    )
    known = func.greatest(SEATS.c.knows, func.least(bindparam("since", type_=Integer), counted.c.told))
    seen = {"seen": bindparam("now"), "revision": counted.c.revision, "state": IN, "knows": known}
    kept = (
        update(SEATS)
        .where(_HERE, _FITS, SEATS.c.class_id == counted.c.id)
        .values({**seen, "row": bindparam("text")})
        .returning(SEATS.c.name)
        .cte("kept")
    )
    return Ready(select(*(counted.c[name] for name in _OF_CLASS_NAMES), kept.c.name).join_from(counted, kept, true()))


_ROW_AT_ONCE = _row_at_once()
_KEYS = Ready(select(ANSWERS.c.key).where(ANSWERS.c.seat_id == bindparam("seat")))
_KEEP_ANSWER = Ready(insert(ANSWERS))


def sync(database: Database, sent: asked.ToSync) -> Told:
    """Take what is new on a student's page, and tell it what the console says if that is newer than it knows."""
    now = time()
    if (sent.row is not None or sent.answers) and (told := _kept(database, sent, now)):
        return told
    seat = found(database.one(_SEAT, of_whom(sent, now)))
    if seat.state == LEFT and (told := _kept(database, sent, now)):
        return told
    knows = max(int(seat.knows), min(sent.since, int(seat.told)))
    if now - seat.seen > SEEN_SECONDS or knows != seat.knows:
        database.one(_NOTE, {"seat": seat.id, "now": now, "known": knows})
    return _told(sent, seat, seat.state, seat.name, [])


def _kept(database: Database, sent: asked.ToSync, now: float) -> Told | None:
    if database.changes_several and sent.row is not None and not sent.answers:
        values = {**of_whom(sent, now), "since": sent.since, **_values(sent.row)}
        if its := database.one(_ROW_AT_ONCE, values):
            return _told(sent, its, IN, its.name, [])
    with database.driven() as driver:
        return _keep(driver, sent, now)


def _values(row: asked.Row) -> dict[str, Any]:
    """Of a row that is to be kept. A seat counts by the longest of its rows, rounded up: it grows once, as a rule.

    Only when it grows are those of the class added up, which takes a third as long as all the rest.
    """
    size = math.ceil(row.size / _STEP) * _STEP
    return {"text": row.as_json, "size": size, "room": MAX_ROWS - size}


def _told(sent: asked.ToSync, of_class: Any, state: str, name: int, kept: list[str]) -> Told:
    told: Told = {"state": state, "kept": kept, "told": of_class.told, "expires": of_class.expires}
    if of_class.told > sent.since and state == IN:
        told["console"] = json.loads(of_class.console)
        told["free_text"] = bool(of_class.free_text)
    if sent.since == 0:
        told["name"] = seat_name(name)
    return told


def leave(database: Database, sent: asked.OfSeat) -> Told:
    """Note that a student has gone; whoever has the secret can come back."""
    with database.writing() as connection:
        seat = found(connection.execute(SEAT, of_whom(sent, time())).one_or_none())
        if seat.state in (IN, WAITING):
            changed = {
                "state": LEFT if seat.state == IN else WAITING,
                "revision": next_revision(connection, seat.class_id),
            }
            connection.execute(update(SEATS).where(SEATS.c.id == seat.id).values(changed))
    return {}


def _keep(driver: Driver, sent: asked.ToSync, now: float) -> Told | None:
    """Write a row and answers; ``kept`` are the keys of the answers that the page need not send again.

    None: there is no such seat in a class, or not any more.
    """
    seat = of_whom(sent, now)
    of_class = driver.one(_COUNT, {**seat, "changes": 1 + len(sent.answers)})
    if of_class is None:
        return None
    seat |= {"changed": of_class.revision, "known": min(sent.since, of_class.told)}
    its = None
    if sent.row is not None:
        its = driver.one(_KEEP_ROW, {**seat, **_values(sent.row)})
    if its is None:  # beyond the bound the row of before stays: the next one may be smaller
        its = driver.one(_KEEP_SEEN, seat)
    if its is None:
        return None  # it has just been removed
    if sent.answers:
        _keep_answers(driver, of_class, sent)
    kept = [answer.key for answer in sent.answers]  # also what is refused for good: it would be refused again
    return _told(sent, of_class, IN, its.name, kept)


def _keep_answers(driver: Driver, of_class: Any, sent: asked.ToSync) -> None:
    known = {row.key for row in driver.all(_KEYS, {"seat": sent.seat})}
    for place, answer in enumerate(sent.answers, of_class.revision - len(sent.answers)):
        if answer.key in known or len(known) >= MAX_ANSWERS or (answer.text and not of_class.free_text):
            continue
        known.add(answer.key)
        values = {"seat_id": sent.seat, "key": answer.key, "class_id": of_class.id}
        driver.one(_KEEP_ANSWER, {**values, "revision": place, "shown": not answer.text, "body": answer.as_json})
