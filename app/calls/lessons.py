"""A lesson, when somebody opens it: no page holds anything of one before."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from nn_core import explain
from nn_core.common.checked import StrictModel

from ..i18n import language
from ..lessons import told
from ..lessons.packed import MAX_PACKED, is_packed, told_packed


class LessonRequest(StrictModel):
    """The key of a lesson, or a lesson that is in its link."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    key: Annotated[str, Field(max_length=MAX_PACKED)]


def answer_lesson(data: Any) -> dict[str, Any]:
    """The lesson in the language of the request; or an error."""
    try:
        key = LessonRequest.model_validate(data).key
        read = told_packed if is_packed(key) else told
        return {"lesson": read(key, language()).model_dump(mode="json")}
    except ValidationError as error:
        return {"error": explain(error)}
    except ValueError as error:
        return {"error": str(error)}
