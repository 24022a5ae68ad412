"""What the browser may ask of the server: one table, from which the callbacks, their ids and what is counted follow.

A call is a callback of Dash, but the scripts make its request themselves (``assets/src/wire/server.js`` says why). So
its ids name no component: Dash finds the function by the name of its output, and no page has to hold a store for it.
"""

from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output

from .callbacks import tick
from .callbacks.activations import answer_curves, answer_signal, answer_softmax
from .callbacks.codes import answer_code
from .callbacks.files import answer_file
from .callbacks.guarded import Answer, guarded
from .callbacks.links import answer_link
from .callbacks.own_data import answer_own_data
from .callbacks.sweep import answer_statistics, answer_sweep
from .serving.access import mark

CALLS: dict[str, Answer] = {
    "tick": tick.answer_tick,
    "link": answer_link,
    "file": answer_file,
    "own-data": answer_own_data,
    "code": answer_code,
    "sweep": answer_sweep,
    "statistics": answer_statistics,
    "curves": answer_curves,
    "softmax": answer_softmax,
    "signal": answer_signal,
}
_REFUSALS = {"tick": tick.refusal}  # where there is more to one than an error


def request_of(name: str) -> str:
    """The id that the request of a call comes under."""
    return f"{name}-request"


def answer_of(name: str) -> str:
    """The id that its answer goes under."""
    return f"{name}-answer"


def _callback(name: str) -> Callable[[Any], Any]:
    answer = guarded(CALLS[name], **({"refusal": _REFUSALS[name]} if name in _REFUSALS else {}))

    def call(request: Any) -> Any:
        mark(name)  # all callbacks have the same path
        return answer(request)

    return call


def register(app: Dash) -> None:
    """Let the browser make all calls."""
    for name in CALLS:
        app.callback(Output(answer_of(name), "data"), Input(request_of(name), "data"), prevent_initial_call=True)(
            _callback(name)
        )
