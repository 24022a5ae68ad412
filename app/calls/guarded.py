"""Around every call of a page, in one place: it ends in time and within memory, whatever it asks for.

What a request costs is estimated, and refused, before anything is computed. Where that was wrong, or where memory is at
its end, the request ends here with a message, like any other that is refused, and the worker goes on.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from nn_core.common.deadline import TooLongError, within

from ..bridge.large_answers import bypass_serializer
from ..i18n import _
from ..serving.memory import ensure, give_back, missing
from ..serving.metrics import count_rejected

REQUEST_SECONDS = 1.0  # of processor time, of all threads together

Answer = Callable[[Any], Mapping[str, Any]]
Refusal = Callable[[Any, str], Mapping[str, Any]]

_log = logging.getLogger(__name__)


def _plain(_data: Any, error: str) -> dict[str, Any]:
    return {"error": error}


def _written(answer: Mapping[str, Any]) -> Any:
    ensure()  # orjson would end the process; no other thread runs while it writes
    return bypass_serializer(answer)


def guarded(answer: Answer, refusal: Refusal = _plain) -> Callable[[Any], Any]:
    """The answer to a request, or the refusal of one that took too much; either on its way round Dash."""

    def within_bounds(data: Any) -> Any:
        try:
            with within(REQUEST_SECONDS):
                return _written(answer(data))
        except TooLongError as error:
            message = str(error)
        except (MemoryError, RuntimeError) as error:
            if not missing(error):
                raise
            message = _("The server does not have enough memory for this. Try fewer or smaller networks, or less data.")
        give_back()  # by now what the work held is free
        count_rejected()
        _log.warning("A request was stopped: %s", message)
        return bypass_serializer(refusal(data, message))

    return within_bounds
