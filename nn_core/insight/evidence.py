"""What the coach's rules look at, and what they find: the records that rules are made of.

A rule is a name, a function that looks for its fact, the texts that it may say, and what to try. Its function says
nothing where it is not sure. It is told whether its message is on the screen already (``held``): what has been said
stays until the fact is clearly gone, or it would flicker where a measure trembles about its threshold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import NamedTuple

from ..experiment.experiment import Experiment
from .diagnostics import Diagnostics, LayerDiagnostics
from .history import History
from .reachable import Reachable
from .remedies import Remedy, Value, usual_rate


class Threshold(NamedTuple):
    """Where a measure becomes a fact, and where what has been said of it is no longer true enough to stay."""

    enter: float
    leave: float

    def at(self, held: bool) -> float:
        """The one that counts."""
        return self.leave if held else self.enter


# Of the points, or of R²: less is within what the estimate of the best score can be wrong by, and what noise leaves.
MISSING = Threshold(0.05, 0.03)

# A loss that falls by more than 5% in 20 epochs is on its way, and nothing needs to be said of what holds it up. What
# has been said stays through a passing dip.
FALLING = Threshold(0.05, 0.2)
FALLING_EPOCHS = 20


@dataclass(frozen=True)
class Place:
    """Where the fact can be seen: a part of the page by a neutral name, and a hidden layer counted from 1."""

    part: str
    layer: int | None = None


@dataclass(frozen=True)
class Finding:
    """A fact: the text with the numbers that go into it, and the place that shows it."""

    text: str
    values: Mapping[str, Value]
    place: Place
    remedy: Remedy | None = None  # that suits this case better than the rule's


@dataclass(frozen=True)
class Evidence:
    """All that is known of a run: its set-up, its history, the last look at its layers, and what the data allow."""

    experiment: Experiment
    history: History
    diagnostics: Diagnostics | None
    reachable: Reachable
    diverged: bool = False

    def is_high(self, held: bool) -> bool:
        """Whether the training score is clearly below what can be reached."""
        return self.reachable.score - self.history.train_score >= MISSING.at(held)

    def is_falling(self, held: bool) -> bool:
        """Whether the training loss is on its way down; also where it has not been watched for long enough."""
        fall = self.history.fall(FALLING_EPOCHS)
        return fall is None or fall > FALLING.at(held)

    @cached_property
    def layers(self) -> tuple[LayerDiagnostics, ...]:
        """Of the hidden layers, if the diagnostics fit this network and are numbers."""
        layers = self.diagnostics.layers if self.diagnostics else ()
        whole = all(isfinite(layer.dead) and isfinite(layer.saturated) for layer in layers)
        return layers if whole and len(layers) == len(self.experiment.hidden) else ()

    @property
    def rate(self) -> float:
        """The learning rate of the last epoch, beside the one that usually trains with the optimizer."""
        last = max(0, self.history.last - 1)
        return float(self.experiment.learning_rates(last, 1)[0]) / usual_rate(self.experiment)

    @property
    def updates(self) -> int:
        """Updates in an epoch."""
        return -(-self.experiment.train_samples // self.experiment.batch_size)


Look = Callable[[Evidence, bool], Finding | None]


@dataclass(frozen=True)
class Rule:
    """What can be said of a run: ``look(evidence, held)`` finds the fact, and the first remedy that can helps."""

    name: str
    look: Look
    texts: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()
