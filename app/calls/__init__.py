"""What the browser may ask of the server: one table, from which callbacks, ids, names in the scripts and counts follow.

To add a call, write its function and its line here; ``make js`` tells the scripts.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash, Input, Output

from ..serving.access import tag_request
from ..wire.calling import answer_of, request_of
from . import guarded, tick
from .activations import answer_curves, answer_signal, answer_softmax
from .ask import answer_ask
from .class_runs import answer_class_runs
from .coach import answer_coach
from .codes import answer_code
from .files import answer_file
from .grid import answer_grid
from .guarded import Answer
from .lessons import answer_lesson
from .links import answer_link
from .own_data import answer_own_data
from .shape import answer_shape
from .sweep import answer_statistics, answer_sweep

CALLS: dict[str, Answer] = {
    "tick": tick.answer_tick,
    "coach": answer_coach,
    "link": answer_link,
    "file": answer_file,
    "own-data": answer_own_data,
    "code": answer_code,
    "sweep": answer_sweep,
    "statistics": answer_statistics,
    "grid": answer_grid,
    "curves": answer_curves,
    "softmax": answer_softmax,
    "signal": answer_signal,
    "shape": answer_shape,
    "lesson": answer_lesson,
    "class-runs": answer_class_runs,
    "ask": answer_ask,
}
_REFUSALS = {"tick": tick.refusal}  # where there is more to one than an error


def _callback(name: str, answer: Answer) -> Callable[[Any], Any]:
    whole = guarded.guarded(answer, **({"refusal": _REFUSALS[name]} if name in _REFUSALS else {}))

    def call(request: Any) -> Any:
        tag_request(name)  # all callbacks have the same path
        return whole(request)

    return call


def register(app: Dash, calls: Mapping[str, Answer] = CALLS) -> None:
    """Let the browser make all calls."""
    for name, answer in calls.items():
        app.callback(Output(answer_of(name), "data"), Input(request_of(name), "data"), prevent_initial_call=True)(
            _callback(name, answer)
        )
