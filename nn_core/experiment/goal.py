"""Goals: when does a training stop by itself?

At an epoch; when the test loss or the training loss falls below a value; when the test score (the accuracy, or R²)
rises to one; when the gap (test loss - training loss) is below or above one; or when the test loss has not become lower
for some epochs (then *patience* is at its end). What is measured can be asked for together with another measure, both
at the same epoch. It stops at the very first such epoch, however many are trained at a time: see ``watch``.
"""

from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import ConfigDict, Field, model_validator

from ..common.checked import StrictModel, refuse

MAX_EPOCH = 1_000_000_000
MAX_LOSS = 1e6
LEAST = 1e-9  # above 0, of a loss or a score, where a person types it

Measured = Literal["test_loss", "train_loss", "test_score", "gap", "gap_above"]
Kind = Literal["epoch", "test_loss", "train_loss", "test_score", "gap", "gap_above", "patience"]
MEASURED = get_args(Measured)


class Bounds(NamedTuple):
    """Of the number of a kind of goal."""

    low: float
    high: float
    whole: bool = False


BOUNDS: dict[str, Bounds] = {
    "epoch": Bounds(1, MAX_EPOCH, whole=True),
    "test_loss": Bounds(LEAST, MAX_LOSS),
    "train_loss": Bounds(LEAST, MAX_LOSS),
    "test_score": Bounds(LEAST, 1.0),
    "gap": Bounds(-MAX_LOSS, MAX_LOSS),
    "gap_above": Bounds(-MAX_LOSS, MAX_LOSS),
    "patience": Bounds(1, MAX_EPOCH, whole=True),
}

Epoch = Annotated[int, Field(ge=0, le=2**53)]


class Best(StrictModel):
    """The lowest test loss so far, and the first epoch that had it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    loss: float
    epoch: Epoch


class Also(StrictModel):
    """What else has to hold at the epoch of a goal."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: Measured
    value: float

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_value(self.kind, self.value)
        return self


class Goal(StrictModel):
    """What to stop at: ``value`` is an epoch, a loss, a test score, a gap, or for how many epochs to be patient.

    With ``also``, both have to hold at once, two different measures. One that has been ``passed`` does not count again
    before the training has left it. Where somebody has watched before, ``best`` is what was found; else patience begins
    with the state as it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: Kind
    value: float
    also: Also | None = None
    passed: bool = False
    best: Best | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_value(self.kind, self.value)
        if self.also and (self.kind not in MEASURED or self.kind == self.also.kind):
            raise refuse("also", self.also.kind, f"left out, or another measure, as the kind is {self.kind}")
        return self


def _check_value(kind: Kind, value: float) -> None:
    low, high, whole = BOUNDS[kind]
    if whole:
        good = value.is_integer() and low <= value <= high
        allowed = f"a whole number from {low} to {high}"
    elif low < 0.0:
        good, allowed = low <= value <= high, f"a number from {low:g} to {high:g}"
    else:
        good, allowed = 0.0 < value <= high, f"a number above 0, up to {high:g}"
    if not good:
        raise refuse("value", value, allowed)
