"""Goals: when does a training stop by itself?

At an epoch; when the test loss or the training loss falls below a value; when the test score (the accuracy, or R²)
rises to one; or when the test loss has not become lower for some epochs (then *patience* is at its end). It stops at
the very first such epoch, however many are trained at a time: see ``watch``.
"""

from typing import Annotated, Literal, NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ..common.checked import StrictModel

MAX_EPOCH = 1_000_000_000
MAX_LOSS = 1e6
LEAST = 1e-9  # above 0, of a loss or a score, where a person types it

Kind = Literal["epoch", "test_loss", "train_loss", "test_score", "patience"]


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
    "patience": Bounds(1, MAX_EPOCH, whole=True),
}

Epoch = Annotated[int, Field(ge=0, le=2**53)]


class Best(StrictModel):
    """The lowest test loss so far, and the first epoch that had it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    loss: float
    epoch: Epoch


class Goal(StrictModel):
    """What to stop at: ``value`` is an epoch, a loss, a test score, or for how many epochs to be patient.

    One that has been ``passed`` does not count again before the training has left it. Where somebody has watched
    before, ``best`` is what was found; else patience begins with the state as it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: Kind
    value: float
    passed: bool = False
    best: Best | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        low, high, whole = BOUNDS[self.kind]
        if whole:
            good = self.value.is_integer() and low <= self.value <= high
            allowed = f"a whole number from {low} to {high}"
        else:
            good, allowed = 0.0 < self.value <= high, f"a number above 0, up to {high:g}"
        if not good:
            message = f"value must be {allowed}, got {self.value!r}"
            raise PydanticCustomError("not_allowed", "{message}", {"message": message})
        return self
