"""What a browser is told of a lesson: structure and words in one, with every set-up as a whole link.

Of a set-up ``hide``, ``lock`` and the stop condition of the run are in the link already, as far as its page has such;
beside it they are told for steps that have no set-up. How a step is proved (``expect``, ``solve``) stays here.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from nn_core.common.checked import BoundedTuple

from .checks import Check
from .words import TextNode


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OptionTold(_Told):
    """An option of a question; the feedback is for who has chosen it."""

    key: str
    text: BoundedTuple[TextNode]
    feedback: BoundedTuple[TextNode]


class QuestionTold(_Told):
    """A question; see ``Question`` in app/lessons/form.py for what each kind has, and what is right."""

    kind: Literal["choice", "several", "order", "number", "curve", "text"]
    text: BoundedTuple[TextNode]
    options: BoundedTuple[OptionTold]
    right: BoundedTuple[str]
    value: float | None
    of: str | None
    within: float
    low: float
    high: float
    percent: bool
    epochs: int


class StopTold(_Told):
    """One of the conditions at which a run is over; all of them have to be met at once."""

    kind: str
    value: float


class RunTold(_Told):
    """A run to its stop condition, and at most for so many epochs (0: for as long as it takes)."""

    stop: BoundedTuple[StopTold]
    epochs: int


class HintTold(_Told):
    """A hint, and when it is offered: after so many seconds, or so many runs that ended without success."""

    seconds: int
    runs: int
    text: BoundedTuple[TextNode]


class StepTold(_Told):
    """A step, in the order in which it goes: say, set up, predict, run, observe, ask, check, reveal."""

    key: str
    page: Literal["playground", "race", "activations"]
    setup: str | None
    hide: BoundedTuple[str]
    lock: bool
    point: str | None
    say: BoundedTuple[TextNode]
    predict: QuestionTold | None
    run: RunTold | None
    ask: QuestionTold | None
    check: Check | None
    goal: BoundedTuple[TextNode]
    reveal: BoundedTuple[TextNode]
    hints: BoundedTuple[HintTold]


class LessonTold(_Told):
    """A lesson, as the rail shows it; ``then`` is the key of the lesson after it, "" after the last."""

    key: str
    arc: str
    title: str
    learn: BoundedTuple[TextNode]
    minutes: int
    level: int
    language: str
    steps: BoundedTuple[StepTold]
    then: str
