"""Checks: what is to have been done or reached, as data.

    {kind = "number", of = "test_loss", below = 0.2}        now
    {kind = "runs", at_least = 2, of = {kind = "diverged"}}  in runs since the step began, the present one, too
    {kind = "all", of = [...]}      {kind = "any", of = [...]}      {kind = "not", of = {...}}

They are written in a lesson, checked here, and evaluated in the browser by ``holds`` (assets/src/lessons/checks.js),
whose tests say what each of them means. They hold nothing but names and numbers, at most ``MAX_CHECKS`` of them in
each other, ``MAX_DEPTH`` deep.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from nn_core import Experiment
from nn_core.activations import ACTIVATIONS
from nn_core.activations.custom import CUSTOM
from nn_core.common.checked import BoundedTuple, StrictModel, check_key, refuse
from nn_core.features import FEATURES
from nn_core.study.race_rules import MAX_LANE, MAX_LANES

MAX_CHECKS, MAX_DEPTH = 24, 5
MAX_NUMBER = 1e9
MAX_RUNS = 50

Number = Annotated[float, Field(ge=-MAX_NUMBER, le=MAX_NUMBER)]
Count = Annotated[int, Field(ge=1, le=MAX_RUNS)]
Text = Annotated[str, Field(max_length=200)]

# What a run has as a number; the last ones are of its set-up. The gap is test loss - training loss.
Of = Literal[
    "test_loss", "train_loss", "gap", "accuracy", "train_accuracy", "r2", "epoch",
    "layers", "units", "parameters", "features", "points",
]  # fmt: skip


class _Check(StrictModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class NumberCheck(_Check):
    """A number of a run is in these bounds; the accuracy is that of the test data, a share of 1.

    What has neither trained nor been set by hand has no losses and scores yet.
    """

    kind: Literal["number"] = "number"
    of: Of
    below: Number | None = None
    above: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None

    def model_post_init(self, _context: object) -> None:
        """A bound there must be."""
        if (self.below, self.above, self.at_least, self.at_most) == (None,) * 4:
            raise refuse("number", self.of, "with below, above, at_least or at_most")


class DivergedCheck(_Check):
    """The run diverged."""

    kind: Literal["diverged"] = "diverged"


class NoProgressCheck(_Check):
    """After ``epochs`` or more, the training loss has fallen by less than a share ``fell`` of what it was at first."""

    kind: Literal["no_progress"] = "no_progress"
    epochs: Annotated[int, Field(ge=1, le=100_000)] = 50
    fell: Annotated[float, Field(gt=0, le=1)] = 0.1


class FeaturesCheck(_Check):
    """The run has these features and no others (``only``), or at least them."""

    kind: Literal["features"] = "features"
    keys: Annotated[BoundedTuple[Text], Field(max_length=20)]
    only: bool = True

    def model_post_init(self, _context: object) -> None:
        """There are such features."""
        for key in self.keys:
            check_key("features", key, FEATURES)


class ActivationCheck(_Check):
    """The run has a hidden layer with this activation."""

    kind: Literal["activation"] = "activation"
    key: Text

    def model_post_init(self, _context: object) -> None:
        """There is one, or it is a formula of one's own."""
        check_key("activation", self.key, (*ACTIVATIONS, CUSTOM))


class SettingCheck(_Check):
    """A field of the set-up is this (``equals``), or, with nothing, another one than the step began with.

    Layers and features are compared as a link has them: ``4-tanh;2-tanh``, ``x,y``.
    """

    kind: Literal["setting"] = "setting"
    field: Text
    equals: Number | Text | None = None

    def model_post_init(self, _context: object) -> None:
        """An experiment has such a field."""
        check_key("field", self.field, Experiment.model_fields)


class WeightCheck(_Check):
    """A weight or a bias of the network is further from 0 than ``beyond``; of the ``bias`` or ``weight`` only."""

    kind: Literal["weight"] = "weight"
    beyond: Annotated[float, Field(ge=0, le=MAX_NUMBER)]
    what: Literal["any", "weight", "bias"] = "any"


class ByHandCheck(_Check):
    """Somebody has set a weight or a bias by hand since the step began."""

    kind: Literal["by_hand"] = "by_hand"


class FinishedCheck(_Check):
    """In a race these lanes were the first to finish, in this order; or at least ``lanes`` finished."""

    kind: Literal["finished"] = "finished"
    order: Annotated[BoundedTuple[Annotated[str, Field(max_length=MAX_LANE)]], Field(max_length=MAX_LANES)] = ()
    lanes: Annotated[int, Field(ge=1, le=MAX_LANES)] = 1


class SweepCheck(_Check):
    """A race or a set-up was repeated with at least so many seeds, to the end."""

    kind: Literal["sweep"] = "sweep"
    seeds: Annotated[int, Field(ge=2, le=200)]


class RunsCheck(_Check):
    """At least so many runs since the step began (the present one, too) for which ``of`` holds.

    With ``different``, a field of an experiment or "activation", runs that agree in it count once.
    """

    kind: Literal["runs"] = "runs"
    at_least: Count = 1
    of: Check | None = None
    different: Text | None = None

    def model_post_init(self, _context: object) -> None:
        """An experiment has such a field."""
        if self.different is not None:
            check_key("different", self.different, (*Experiment.model_fields, "activation"))


class AllCheck(_Check):
    """Every one of these holds."""

    kind: Literal["all"] = "all"
    of: Annotated[BoundedTuple[Check], Field(min_length=1, max_length=8)]


class AnyCheck(_Check):
    """One of these holds."""

    kind: Literal["any"] = "any"
    of: Annotated[BoundedTuple[Check], Field(min_length=1, max_length=8)]


class NotCheck(_Check):
    """This does not hold."""

    kind: Literal["not"] = "not"
    of: Check


Check = Annotated[
    NumberCheck
    | DivergedCheck
    | NoProgressCheck
    | FeaturesCheck
    | ActivationCheck
    | SettingCheck
    | WeightCheck
    | ByHandCheck
    | FinishedCheck
    | SweepCheck
    | RunsCheck
    | AllCheck
    | AnyCheck
    | NotCheck,
    Field(discriminator="kind"),
]

for _model in (RunsCheck, AllCheck, AnyCheck, NotCheck):
    _model.model_rebuild()


def bounded(check: Check) -> Check:
    """The check, if it is not too large.

    Raises:
        PydanticCustomError: it has more than ``MAX_CHECKS`` parts, or is more than ``MAX_DEPTH`` deep.
    """
    count, depth = _size(check)
    if count > MAX_CHECKS or depth > MAX_DEPTH:
        raise refuse("check", f"{count} parts, {depth} deep", f"at most {MAX_CHECKS} parts, {MAX_DEPTH} deep")
    return check


def inner(check: Check) -> tuple[Check, ...]:
    """The checks that a check is made of."""
    of = getattr(check, "of", None)
    if isinstance(of, tuple):
        return of
    return (of,) if isinstance(of, _Check) else ()  # type: ignore[return-value]


def _size(check: Check) -> tuple[int, int]:
    sizes = [_size(each) for each in inner(check)]
    return 1 + sum(count for count, _ in sizes), 1 + max((depth for _, depth in sizes), default=0)
