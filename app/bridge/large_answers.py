"""Large answers bypass Dash's serializer: it would make text of their JSON, search that five times, and make it bytes.

What a callback returns in their stead is a place-holder, which is replaced in Dash's answer by the JSON as it is.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Flask, Response, g, has_request_context

_PLACE = "the answer"


def bypass_serializer(answer: Mapping[str, Any]) -> Any:
    """What a callback may return for an answer of strings, numbers, lists and dictionaries."""
    if not has_request_context():
        return answer
    g.large_answer = orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)
    return _PLACE


def splice(server: Flask) -> None:
    """Splice the answers into Dash's; must come after what compresses them, so that it is done before."""

    @server.after_request
    def splice_answer(response: Response) -> Response:
        if "large_answer" in g:
            before, place, after = response.get_data().partition(orjson.dumps(_PLACE))
            if place:
                response.set_data(b"".join((before, g.large_answer, after)))
        return response
