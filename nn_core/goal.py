"""Goals: when does a training stop by itself?

At an epoch; when the test loss or the training loss falls below a value; when the test score (the accuracy, or R²)
rises to one; or when the test loss has not become lower for some epochs (then *patience* is at its end). It stops at
the very first such epoch, however many are trained at a time:

    watch = Watch(Goal(kind="test_loss", value=0.01), trainer, state)
    for state, metrics in trainer.progress(state, every=1000, watch=watch):
        if watch.met:
            break
"""

from typing import Annotated, Literal, NamedTuple, Self

import numpy as np
from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from .checked import Checked
from .evaluation import score
from .flushing import flushing
from .race import Metric, at_target
from .state import LARGEST, TrainingState
from .trainer import Trainer

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


class Best(Checked):
    """The lowest test loss so far, and the first epoch that had it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    loss: float
    epoch: Epoch


class Goal(Checked):
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
            message = f"value: {self.value!r} is not allowed; allowed is {allowed}"
            raise PydanticCustomError("not_allowed", "{message}", {"message": message})
        return self


class Watch:
    """Looks at every epoch of a training, from a state on; ``met`` says whether the last one was at the goal."""

    def __init__(self, goal: Goal, trainer: Trainer, state: TrainingState) -> None:
        """Begin at a state, which is not at the goal itself unless that has been passed."""
        self.met = False
        self.epoch = state.epoch
        self.best = goal.best
        self._goal, self._data, self._inference = goal, trainer.dataset, trainer.inference
        holds = self._holds(state.fitted(trainer.experiment))
        self._passed = goal.passed and holds

    def __call__(self, state: TrainingState) -> bool:
        """Look at the state after another epoch."""
        self.epoch += 1
        holds = self._holds(state)
        self.met = holds and not self._passed
        self._passed = self._passed and holds
        return self.met

    def _holds(self, state: TrainingState) -> bool:
        kind, value = self._goal.kind, self._goal.value
        if kind == "epoch":
            return self.epoch == value
        if kind == "patience":
            loss = self._measure("test_loss", state)
            if self.best is None:
                self.best = Best(loss=loss if loss <= LARGEST else LARGEST, epoch=self.epoch)
            elif loss < self.best.loss:
                self.best = Best(loss=loss, epoch=self.epoch)
            return self.epoch - self.best.epoch >= value
        return at_target(kind, value, self._measure(kind, state))

    def _measure(self, metric: Metric, state: TrainingState) -> float:
        train_x, train_y, test_x, test_y = self._data
        x, y = (train_x, train_y) if metric == "train_loss" else (test_x, test_y)
        with flushing(), np.errstate(over="ignore", invalid="ignore"):
            last, network = self._inference.of(state).outputs(x), self._inference.network
            return score(network, last, y) if metric == "test_score" else network.mean_loss(last, y)
