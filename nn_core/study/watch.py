"""Watching for a goal: every epoch is looked at, however many are trained at a time.

watch = Watch(Goal(kind="test_loss", value=0.01), trainer, state)
for state, metrics in trainer.progress(state, every=1000, watch=watch):
if watch.met:
break
"""

import numpy as np

from ..common.flushing import flushing
from ..evaluation import score
from ..experiment.goal import Best, Goal, Kind
from ..state.state import LARGEST, TrainingState
from ..trainer import Trainer
from .race import Metric, at_target


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
        goal = self._goal
        return self._met(goal.kind, goal.value, state) and (
            goal.also is None or self._met(goal.also.kind, goal.also.value, state)
        )

    def _met(self, kind: Kind, value: float, state: TrainingState) -> bool:
        if kind == "epoch":
            return self.epoch == value
        if kind == "patience":
            loss = self._measure("test_loss", state)
            if self.best is None:
                self.best = Best(loss=loss if loss <= LARGEST else LARGEST, epoch=self.epoch)
            elif loss < self.best.loss:
                self.best = Best(loss=loss, epoch=self.epoch)
            return self.epoch - self.best.epoch >= value
        if kind == "gap" or kind == "gap_above":
            gap = self._measure("test_loss", state) - self._measure("train_loss", state)
            return gap < value if kind == "gap" else gap > value
        return at_target(kind, value, self._measure(kind, state))

    def _measure(self, metric: Metric, state: TrainingState) -> float:
        train_x, train_y, test_x, test_y = self._data
        x, y = (train_x, train_y) if metric == "train_loss" else (test_x, test_y)
        with flushing(), np.errstate(over="ignore", invalid="ignore"):
            last, network = self._inference.load(state).outputs(x), self._inference.network
            return score(network, last, y) if metric == "test_score" else network.mean_loss(last, y)
