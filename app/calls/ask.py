"""Asking something about a set-up: a teacher's form in, and out come a link and the lesson that it opens."""

from typing import Any

from pydantic import ValidationError

from nn_core import explain

from ..i18n import language
from ..lessons.asked import Asked, lesson_of
from ..lessons.rail_texts import lesson_texts
from ..lessons.reader import telling


def answer_ask(data: Any) -> dict[str, Any]:
    """The text of the link, the lesson as students see it with what the rail says, and its folder; or an error."""
    try:
        made = lesson_of(Asked.model_validate(data))
        return {
            "packed": made.packed,
            "lesson": telling(made.read, language()).model_dump(mode="json"),
            "folder": made.folder,
            "files": dict(made.files),
            "texts": lesson_texts(),
        }
    except ValidationError as error:
        return {"error": explain(error)}
    except ValueError as error:
        return {"error": str(error)}
