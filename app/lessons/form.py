"""The structure of a lesson, as its ``lesson.toml`` says it: everything but the words.

A lesson is a few steps, each one idea. What a step holds, it holds in this order, and mostly but a few of it:

    say      the words of the step, always; ``point`` rings an element of the page meanwhile
    set up   ``setup``, the text of a link of its page, is opened as the step begins; without one, what is there stays
    predict  a question before anything runs; until there is an answer ("no idea" is one) Play is locked
    run      to a stop condition; then what was predicted is shown beside what happened (observe)
    ask      a question after it: why?
    check    what is to be reached or to be done; the words say it
    reveal   what was measured, over seeds; words with numbers that ``expect`` proves
    hints    one after the other, each after its seconds or after so many runs that ended without the check

Nothing here is shown to anybody as it is: the words are in ``words``, one file for each language. ``expect`` and
``solve`` are for the tests, which train what they say.
"""

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from nn_core.common.checked import BoundedTuple, StrictModel, check_key, refuse
from nn_core.study.race_rules import MAX_LANE

from .. import ids
from ..parts import PARTS
from .checks import Check, Number, Of, bounded

ARCS = ("first-network", "activations", "training", "free", "exercises")
MAX_STEPS, MAX_OPTIONS, MAX_HINTS = 20, 6, 3
MAX_SETUP = 2000  # characters
RESERVED = ("teacher",)
KEY = r"^[a-z][a-z0-9-]{0,39}$"

Arc = Literal["first-network", "activations", "training", "free", "exercises"]
# What only a test measures: the share of dead hidden units; the gradient norm of the first hidden layer as a share of
# that of the last one; the corners of a closed border; the weights that are exactly 0; what the output, or a unit of
# the first hidden layer, says at a point.
Measured = Literal["dead", "first_layer_gradient", "corners", "zero_weights", "output_at", "unit_at"]
Page = Literal["playground", "race", "activations"]
Key = Annotated[str, Field(pattern=KEY)]
Setup = Annotated[str, Field(max_length=MAX_SETUP)]
Epochs = Annotated[int, Field(ge=0, le=100_000)]

# What can be pointed at: whatever has an id of its own, or one of its family.
_IDS = frozenset({value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)} | set(PARTS))
_FAMILIES = re.compile(r"(?:dock|layer|dataset|feature)-[a-z0-9-]+")


class Form(StrictModel):
    """What all of these have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Question(Form):
    """What is asked, before a run or after it.

    | kind | options | what is right |
    |---|---|---|
    | choice | one is chosen | one of ``right``; where there is none, any |
    | several | any number are ticked | all of ``right``, and nothing else |
    | order | they are put in order | the order of ``right``; where there is none, that in which lanes finished |
    | number | | within ``within`` of ``value``, or of what ``of`` says of the run |
    | curve | | the curve ``of`` (test_loss or train_loss) of the run, over ``epochs`` from 0 on; nobody judges it |
    | text | | nobody judges it |
    """

    kind: Literal["choice", "several", "order", "number", "curve", "text"]
    options: Annotated[BoundedTuple[Key], Field(max_length=MAX_OPTIONS)] = ()
    right: Annotated[BoundedTuple[Key], Field(max_length=MAX_OPTIONS)] = ()
    value: Number | None = None
    of: Of | None = None
    within: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    low: Number = 0.0
    high: Number = 100.0
    percent: bool = False  # a share of 1 is typed and shown as percent
    epochs: Epochs = 0

    def model_post_init(self, _context: object) -> None:
        """Each kind has what it needs."""
        lists = self.kind in ("choice", "several", "order")
        if lists != (len(self.options) >= 2):
            raise refuse("options", list(self.options), "two or more" if lists else f"left out of a {self.kind}")
        if not set(self.right) <= set(self.options):
            raise refuse("right", list(self.right), f"among {', '.join(self.options)}")
        if self.kind == "number" and (self.value is None) == (self.of is None):
            raise refuse("number", self.value, "either value or of")
        if self.kind == "curve" and (self.of not in ("test_loss", "train_loss") or not self.epochs):
            raise refuse("curve", self.of, "of test_loss or train_loss, with epochs")


class Run(Form):
    """When the run of a step is over.

    At its ``stop``, as a link has it (both of "test_loss:0.1,train_loss:0.1"), and at most after ``epochs``. With
    neither it is up to who runs it, and one run of any length will do.
    """

    stop: Annotated[str, Field(max_length=100)] = ""
    epochs: Epochs = 0


class Hint(Form):
    """When it is offered: so long after the step began, or after so many runs that have ended; what comes first."""

    seconds: Annotated[int, Field(ge=10, le=3600)] = 60
    runs: Annotated[int, Field(ge=1, le=50)] = 3


class Expect(Form):
    """A number that words of the step hold as ``{name}``: what ``of`` is after ``epochs``, as a test measures it.

    ``change`` is what differs from the set-up of the step, as a link says it. Of several ``seeds`` (of what ``vary``
    names) it is the median, or with ``share`` the share of those for which ``of`` is at least (a score) or at most (a
    loss) that. ``to`` is instead the first epoch at which ``of`` has come so far, at most ``epochs``. Of a race it is
    about its ``lane``. ``within`` is what it may be off by: as a rule half of the last digit that is written.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    change: Setup = ""
    epochs: Epochs = 0
    seeds: Annotated[BoundedTuple[Annotated[int, Field(ge=0, le=1_000_000)]], Field(max_length=50)] = ()
    of: Of | Measured = "test_loss"
    vary: Literal["seed", "weights_seed"] = "seed"
    lane: Annotated[str, Field(max_length=MAX_LANE)] = ""
    at: tuple[Number, Number] = (0.0, 0.0)
    unit: Annotated[int, Field(ge=0, le=15)] = 0
    to: Number | None = None
    share: Number | None = None
    value: Number
    within: Annotated[float, Field(ge=0, le=1e6)] | None = None


class Solve(Form):
    """A run that helps to meet the check of a step: what differs from its set-up, and how long it trains.

    It begins again, or with ``go_on`` where the one before it has ended. ``weights``: set by hand, all of the network,
    as many as it has parameters; ``biases``: those of the hidden ``layer`` (from 0). ``sweep``: repeated with so many
    seeds. ``own_points``: on so many points of one's own.
    """

    change: Setup = ""
    epochs: Epochs = 0
    weights: Annotated[BoundedTuple[Number], Field(max_length=200)] = ()
    go_on: bool = False
    layer: Annotated[int, Field(ge=0, le=7)] = 0
    biases: Annotated[BoundedTuple[Number], Field(max_length=16)] = ()
    sweep: Annotated[int, Field(ge=0, le=200)] = 0
    own_points: Annotated[int, Field(ge=0, le=200)] = 0


class Step(Form):
    """One idea; see the head of this file. ``hide`` and ``lock`` left out are those of the lesson."""

    key: Key
    minutes: Annotated[float, Field(gt=0, le=30)] = 1.0
    page: Page = "playground"
    setup: Setup | None = None
    hide: BoundedTuple[str] | None = None
    lock: bool | None = None
    point: Annotated[str, Field(max_length=60)] | None = None
    predict: Question | None = None
    run: Run | None = None
    ask: Question | None = None
    check: Check | None = None
    hints: Annotated[BoundedTuple[Hint], Field(max_length=MAX_HINTS)] = ()
    expect: Annotated[BoundedTuple[Expect], Field(max_length=20)] = ()
    solve: Annotated[BoundedTuple[Solve], Field(max_length=10)] = ()

    def model_post_init(self, _context: object) -> None:
        """What does not need a link to be read."""
        if self.key in RESERVED:
            raise refuse("key", self.key, f"none of {', '.join(RESERVED)}")
        if self.check is not None:
            bounded(self.check)
        if self.ask is not None and self.ask.kind == "curve":
            raise refuse("ask", "curve", "of another kind: a curve can be predicted only")
        if self.point is not None and self.point not in _IDS and not _FAMILIES.fullmatch(self.point):
            raise refuse("point", self.point, "an id of app/ids.py")
        for part in self.hide or ():
            check_key("hide", part, PARTS)


class Lesson(Form):
    """A lesson: ``level`` 1 is for who has never seen a network, 3 for who has done all of an arc."""

    arc: Arc
    minutes: Annotated[int, Field(ge=1, le=120)]
    level: Annotated[int, Field(ge=1, le=3)]
    needs: Annotated[BoundedTuple[Key], Field(max_length=5)] = ()
    misconceptions: Annotated[BoundedTuple[Key], Field(max_length=5)] = ()
    hide: BoundedTuple[str] = ()
    lock: bool = False
    steps: Annotated[BoundedTuple[Step], Field(min_length=1, max_length=MAX_STEPS)]

    def model_post_init(self, _context: object) -> None:
        """Keys are there once."""
        keys = [step.key for step in self.steps]
        if len(set(keys)) < len(keys):
            raise refuse("steps", keys, "of different keys")
        for part in self.hide:
            check_key("hide", part, PARTS)
