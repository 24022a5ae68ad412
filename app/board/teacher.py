"""What the teacher of a class does on the board. A function is one transaction."""

import json
from time import time

from pydantic import ValidationError
from sqlalchemy import and_, delete, func, select, update

from nn_core import explain

from ..i18n import _
from . import asked
from .database import Database
from .found import REMOVED, RefusedError, Told, class_of, next_revision, rules, unused_code
from .names import seat_name
from .tables import ANSWERS, CLASSES, SEATS


def look(database: Database, sent: asked.ToLook) -> Told:
    """What has changed in a class since a revision, for its teacher."""
    now = time()
    with database.reading() as connection:
        of_class = class_of(connection, sent, now)
        changed = connection.execute(
            select(SEATS).where(SEATS.c.class_id == of_class.id, SEATS.c.revision > sent.since).order_by(SEATS.c.id)
        ).all()
        seen = connection.execute(select(SEATS.c.id, SEATS.c.seen).where(SEATS.c.class_id == of_class.id)).all()
        answers = connection.execute(
            select(ANSWERS)
            .where(ANSWERS.c.class_id == of_class.id, ANSWERS.c.revision > sent.since)
            .order_by(ANSWERS.c.revision)
        ).all()
    return {
        "revision": of_class.revision,
        "console": json.loads(of_class.console),
        **rules(of_class._mapping),
        "seats": [
            {
                "seat": row.id,
                "name": seat_name(row.name),
                "state": row.state,
                "row": json.loads(row.row),
            }
            for row in changed
        ],
        "away": {str(row.id): round(max(0.0, now - row.seen), 1) for row in seen},
        "answers": [{"seat": row.seat_id, "shown": row.shown, **json.loads(row.body)} for row in answers],
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
        text = json.dumps(console.model_dump(exclude_defaults=True))
        connection.execute(update(CLASSES).where(CLASSES.c.id == of_class.id).values(console=text, told=revision))
    return {"console": json.loads(text), "revision": revision}


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
        connection.execute(delete(CLASSES).where(CLASSES.c.id == of_class.id))
    return {"deleted": seats}
