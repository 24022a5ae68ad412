"""What pages may send to a board, field by field. Whatever else is in a request is refused."""

import re
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from nn_core.common.checked import BoundedTuple, StrictModel, refuse
from nn_core.experiment.experiment import MAX_LAYERS
from nn_core.experiment.hidden import MAX_UNITS
from nn_core.formats.links.link import MAX_LINK

from ..lessons.packed import MAX_PACKED
from .limits import MAX_CURVE, MAX_MAP, MAX_OPTIONS, MAX_ROW, MAX_SENT, MAX_TEXT
from .rights import tidy

_KEY = r"^[A-Za-z0-9_.:-]{1,40}$"
_ID = r"^[0-9A-Z]{1,16}$"
_CHANCE = r"^[A-Za-z0-9_-]{8,64}$"
_MANY = 1_000_000_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class _Asked(StrictModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @cached_property
    def as_json(self) -> str:
        """It as JSON, without what is as usual."""
        return self.model_dump_json(exclude_defaults=True)


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _one_key_each(its: "Wording | Question") -> None:
    """Each of its options must have a key, or none."""
    if its.keys and len(its.keys) != len(its.options):
        raise refuse("keys", len(its.keys), f"none, or one for each of the {len(its.options)} options")


Key = Annotated[str, Field(pattern=_KEY)]
Typed = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_one_line)]
Number = Annotated[float, Field(allow_inf_nan=False)] | None  # a row has hundred: no function of Python looks at each
Whole = Annotated[int, Field(ge=0, le=_MANY)]
Link = Annotated[str, Field(max_length=MAX_LINK, pattern=r"^[!-~]*$")]
Page = Literal["playground", "race", "activations"]
Lesson = Annotated[str, Field(max_length=MAX_PACKED, pattern=r"^(?:[A-Za-z0-9_.:-]{1,40}|1\.[A-Za-z0-9_-]+)$")]


class Row(_Asked):
    """What the network of a seat does now, and where the student is."""

    page: Page = "playground"
    link: Link = ""
    doing: Literal["idle", "playing", "stuck", "done", "diverged"] = "idle"
    epoch: Whole = 0
    train_loss: Number = None
    test_loss: Number = None
    dataset: Key | Literal[""] = ""
    score: Number = None  # accuracy, or of a regression R²
    regression: bool = False
    parameters: Whole = 0
    activations: Annotated[BoundedTuple[Key], Field(max_length=MAX_LAYERS, strict=False)] = ()
    units: Annotated[
        BoundedTuple[Annotated[int, Field(ge=1, le=MAX_UNITS)]], Field(max_length=MAX_LAYERS, strict=False)
    ] = ()
    map: Annotated[str, Field(max_length=MAX_MAP, pattern=r"^[ -\u017f]*$")] = ""
    curve: Annotated[
        BoundedTuple[Annotated[tuple[Whole, Number], Field(strict=False)]], Field(max_length=MAX_CURVE, strict=False)
    ] = ()
    lesson: Key | Literal[""] = ""
    step: Key | Literal[""] = ""

    @model_validator(mode="after")
    def _bounded(self) -> "Row":
        if self.size > MAX_ROW:
            raise refuse("row", self.size, f"at most {MAX_ROW} bytes")
        return self

    @cached_property
    def size(self) -> int:
        """Bytes of its JSON."""
        return len(self.as_json.encode())


class Wording(_Asked):
    """What a question says of a lesson that is in its link, which the teacher's page may not have."""

    text: Typed
    options: Annotated[BoundedTuple[Typed], Field(max_length=MAX_OPTIONS, strict=False)] = ()
    keys: Annotated[BoundedTuple[Key], Field(max_length=MAX_OPTIONS, strict=False)] = ()

    @model_validator(mode="after")
    def _keyed(self) -> "Wording":
        _one_key_each(self)
        return self


class Answer(_Asked):
    """What a student has said or done: a choice, a number, a text, a run that ended, a check that holds."""

    key: Key  # made by the page, so that it can be sent again
    kind: Literal["choice", "number", "text", "run", "check"]
    lesson: Key | Literal[""] = ""
    step: Key | Literal[""] = ""
    vote: Annotated[int, Field(ge=1, le=100)] = 1  # the second vote on the same is another answer
    choice: Annotated[BoundedTuple[Key], Field(max_length=MAX_OPTIONS, strict=False)] = ()
    number: Number = None
    text: Typed = ""
    words: Wording | None = None
    run: Row | None = None  # how it ended
    reached: Whole | None = None  # the epoch at which it was to end


class Setup(_Asked):
    """What all pages are to open."""

    page: Page
    link: Link
    sent: Whole = 0  # the revision at which it was sent, so that a page opens it once; only the board knows


class Place(_Asked):
    """A step of a lesson, which has a name or is all in its link."""

    lesson: Lesson
    step: Key
    sent: Whole = 0  # as above


class Question(_Asked):
    """What all are asked at once."""

    key: Key
    text: Typed
    options: Annotated[BoundedTuple[Typed], Field(min_length=2, max_length=MAX_OPTIONS, strict=False)]
    keys: Annotated[BoundedTuple[Key], Field(max_length=MAX_OPTIONS, strict=False)] = ()  # of a lesson's prediction
    vote: Annotated[int, Field(ge=1, le=100)] = 1
    open: bool = True

    @model_validator(mode="after")
    def _keyed(self) -> "Question":
        _one_key_each(self)
        return self


class Console(_Asked):
    """What holds for all pages of a class until the teacher says otherwise."""

    setup: Setup | None = None
    place: Place | None = None
    paused: bool = False
    locked: bool = False
    reveal: bool = False
    hide_names: bool = False  # where others see them: on screens for the projector, and in races of the class
    question: Question | None = None


class Nobody(_Asked):
    """A request that needs no right."""


class ToOpen(Nobody):
    """A class to begin."""

    approval: bool = False
    free_text: bool = False


class ToJoin(Nobody):
    """A seat to take."""

    code: Annotated[str, Field(max_length=20), AfterValidator(tidy)]
    secret: Annotated[str, Field(pattern=_CHANCE, min_length=16)] | None = None  # made by the page: see opening.join


class OfTeacher(_Asked):
    """A request of who has opened a class, or was given her link."""

    class_id: Annotated[str, Field(pattern=_ID)]
    secret: Annotated[str, Field(pattern=_CHANCE)]


class ToLook(OfTeacher):
    """What has changed since a revision."""

    since: Whole = 0


class ToTell(OfTeacher):
    """What of the console is to change."""

    change: Annotated[dict[str, Any], Field(max_length=len(Console.model_fields))]


class ToRule(OfTeacher):
    """How one joins."""

    code: Literal["keep", "renew", "close"] = "keep"
    approval: bool | None = None
    free_text: bool | None = None


class ToSeat(OfTeacher):
    """What becomes of a seat."""

    seat: Whole
    state: Literal["in", "removed"]


class ToShow(OfTeacher):
    """Whether others may see what a seat has typed."""

    seat: Whole
    key: Key
    shown: bool


class OfSeat(_Asked):
    """A request of a student's page."""

    seat: Whole
    secret: Annotated[str, Field(pattern=_CHANCE)]


class ToSync(OfSeat):
    """What is new on a page, and the revision of the console that it knows."""

    since: Whole = 0
    row: Row | None = None
    answers: Annotated[BoundedTuple[Answer], Field(max_length=MAX_SENT, strict=False)] = ()
