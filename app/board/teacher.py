"""What the teacher of a class does on the board. A function is one transaction."""

import json
from time import time

import orjson
from pydantic import ValidationError
from sqlalchemy import and_, bindparam, case, delete, func, select, update

from nn_core import explain

from ..i18n import _
from . import asked
from .database import Database
from .found import IN, REMOVED, RefusedError, Told, class_of, next_revision, rules, unused_code
from .limits import MAX_QUESTIONS
from .names import seat_name
from .tables import ANSWERS, CLASSES, SEATS

# A teacher asks every second or two: it is put together once, and a row that she has is not read.
_NEWS = case((SEATS.c.revision > bindparam("since"), SEATS.c.row), else_="").label("row")
_SEATS = (
    select(SEATS.c.id, SEATS.c.name, SEATS.c.state, SEATS.c.seen, SEATS.c.revision, SEATS.c.knows, _NEWS)
    .where(SEATS.c.class_id == bindparam("class"))
    .order_by(SEATS.c.id)
)
_ANSWERS = (
    select(ANSWERS)
    .where(ANSWERS.c.class_id == bindparam("class"), ANSWERS.c.revision > bindparam("since"))
    .order_by(ANSWERS.c.revision)
)


def look(database: Database, sent: asked.ToLook) -> Told:
    """What has changed in a class since a revision, for its teacher."""
    now = time()
    with database.reading() as connection:
        of_class = class_of(connection, sent, now, alone=False)
        here = {"class": of_class.id, "since": sent.since}
        seats = connection.execute(_SEATS, here).all()
        answers = connection.execute(_ANSWERS, here).all()
    return {
        "revision": of_class.revision,
        "console": json.loads(of_class.console),
        **rules(of_class._mapping),
        "seats": [
            {"seat": seat.id, "name": seat_name(seat.name), "state": seat.state, "row": orjson.Fragment(seat.row)}
            for seat in seats
            if seat.revision > sent.since
        ],
        "away": {str(seat.id): round(max(0.0, now - seat.seen), 1) for seat in seats},
        "have": sum(seat.state == IN and seat.knows >= of_class.told for seat in seats),
        "answers": [{"seat": row.seat_id, "shown": row.shown, **json.loads(row.body)} for row in answers],
        **({"questions": json.loads(of_class.questions)} if of_class.told > sent.since or not sent.since else {}),
    }


def tell(database: Database, sent: asked.ToTell) -> Told:
    """Change the console: what is not named stays; what is None is taken back."""
    with database.writing() as connection:
        of_class = class_of(connection, sent, time())
        before = json.loads(of_class.console)
        fields = {name: value for name, value in {**before, **sent.change}.items() if value is not None}
        try:
            console = asked.Console.model_validate(fields)
        except ValidationError as error:
            raise RefusedError(explain(error)) from None
        revision = next_revision(connection, of_class.id)
        fresh = {name: getattr(console, name) for name in ("setup", "place") if sent.change.get(name)}
        console = console.model_copy(
            update={name: its.model_copy(update={"sent": revision}) for name, its in fresh.items()}
        )
        changed: Told = {"console": console.as_json, "told": revision}
        changed |= {"questions": _asked(of_class.questions, console.question)}
        connection.execute(update(CLASSES).where(CLASSES.c.id == of_class.id).values(changed))
    return {"console": json.loads(console.as_json), "revision": revision}


def _asked(before: str, question: asked.Question | None) -> str:
    """All questions, as JSON, with the one that is asked now: its answers are read long after it is gone."""
    if question is None:
        return before
    questions = {each["key"]: each for each in json.loads(before)}
    if question.key not in questions and len(questions) >= MAX_QUESTIONS:
        raise RefusedError(_("A class can be asked {n} questions.").format(n=MAX_QUESTIONS))
    return json.dumps(list((questions | {question.key: question.model_dump(exclude={"keys"})}).values()))


def rule(database: Database, sent: asked.ToRule) -> Told:
    """Renew the code or let nobody in any more; let in by hand, or at once; allow texts, or not."""
    with database.writing() as connection:
        of_class = class_of(connection, sent, time())
        changed: Told = {
            name: value
            for name, value in {"approval": sent.approval, "free_text": sent.free_text}.items()
            if value is not None
        }
        if sent.code != "keep":
            changed["code"] = unused_code(connection) if sent.code == "renew" else None
        changed["revision"] = revision = next_revision(connection, of_class.id)
        if "free_text" in changed:  # the pages are told
            changed["told"] = revision
        connection.execute(update(CLASSES).where(CLASSES.c.id == of_class.id).values(changed))
        return rules({**of_class._mapping, **changed})


def place(database: Database, sent: asked.ToSeat) -> Told:
    """Let somebody in, or remove a seat with all that it has sent."""
    with database.writing() as connection:
        of_class = class_of(connection, sent, time())
        here = and_(SEATS.c.id == sent.seat, SEATS.c.class_id == of_class.id)
        changed: Told = {"state": sent.state, "revision": next_revision(connection, of_class.id)}
        if sent.state == REMOVED:
            changed |= {"row": "{}", "size": 2}
            connection.execute(delete(ANSWERS).where(ANSWERS.c.seat_id == sent.seat, ANSWERS.c.class_id == of_class.id))
        if not connection.execute(update(SEATS).where(here).values(changed)).rowcount:
            raise RefusedError(_("This seat is not in the class."))
    return {}


def show(database: Database, sent: asked.ToShow) -> Told:
    """Let what a seat has typed be seen by others, or not."""
    with database.writing() as connection:
        of_class = class_of(connection, sent, time())
        here = and_(ANSWERS.c.seat_id == sent.seat, ANSWERS.c.key == sent.key, ANSWERS.c.class_id == of_class.id)
        changed = {"shown": sent.shown, "revision": next_revision(connection, of_class.id)}
        if not connection.execute(update(ANSWERS).where(here).values(changed)).rowcount:
            raise RefusedError(_("This answer is not in the class."))
    return {}


def close(database: Database, sent: asked.OfTeacher) -> Told:
    """Delete a class and all that it has."""
    with database.writing() as connection:
        of_class = class_of(connection, sent, time())
        seats = connection.execute(
            select(func.count()).select_from(SEATS).where(SEATS.c.class_id == of_class.id)
        ).scalar_one()
        answers = connection.execute(
            select(func.count()).select_from(ANSWERS).where(ANSWERS.c.class_id == of_class.id)
        ).scalar_one()
        connection.execute(delete(CLASSES).where(CLASSES.c.id == of_class.id))
    return {"deleted": seats, "answers": answers}
