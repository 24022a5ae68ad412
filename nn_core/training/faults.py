"""Which typed formula had no number when training left the finite numbers, and at what z.

A formula is looked at before it is used, from -10 to 10, but z may go further: log(z + 20) has no number at -25. Then
it is not the learning rate that is to blame. What is infinite only because it is too large, as exp(1000), is no fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from time import thread_time
from typing import Any

import numpy as np

from ..activations import Activation
from ..activations.custom import parsed
from ..common.flushing import flushing
from ..datasets import Dataset
from ..experiment.experiment import Experiment
from ..network.network import Network
from ..state.state import TrainingState
from .training import NumpyRun

_PATIENCE = 0.1  # seconds of a processor, to find out
_STEEP, _BESIDE = 1e6, 1e-3  # a value like that may be close to a pole, which is then looked for so far around
_MOST_LOOKS = 8


@dataclass(frozen=True)
class Fault:
    """A hidden layer, from 1, its formula, and a z for which that has no number."""

    layer: int
    formula: str
    z: float

    def __str__(self) -> str:
        return f"in hidden layer {self.layer}, the formula {self.formula} has no number at z = {self.z:.6g}"


class _FoundError(Exception):
    """The search is at its end."""

    def __init__(self, fault: Fault | None) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class _Watched(Network):
    """A network that stops at what a formula of its can't compute.

    Raises:
        _FoundError: there it is, or it took too long.
    """

    @cached_property
    def activations(self) -> tuple[tuple[Activation, float], ...]:
        return tuple(self._watched(index, *pair) for index, pair in enumerate(super().activations))

    def _watched(self, index: int, activation: Activation, p: float) -> tuple[Activation, float]:
        formula = self.experiment.hidden[index].formula if index < len(self.experiment.hidden) else None
        if formula is None:
            return activation, p
        looks, end = iter(range(_MOST_LOOKS)), thread_time() + _PATIENCE

        def look(z: Any, p: Any, values: Any) -> Any:
            found = _no_number(formula, p, z, values, looks)
            if found is not None:
                raise _FoundError(Fault(index + 1, formula, found))
            if thread_time() > end:
                raise _FoundError(None)
            return values

        def f(z: Any, p: float) -> Any:
            return look(z, p, activation.f(z, p))

        def df(z: Any, a: Any, p: float) -> Any:
            return look(z, p, activation.df(z, a, p))

        return replace(activation, f=f, df=df), p


def _no_number(formula: str, p: float, z: Any, values: Any, looks: Iterator[int]) -> float | None:
    """A finite z at which the formula has no number, or one close to it, if the values tell of that."""
    z, values = z[np.isfinite(z)], np.abs(values[np.isfinite(z)])
    largest = np.where(np.isnan(values), np.inf, values)
    if not largest.size or largest.max() < _STEEP or next(looks, None) is None:
        return None
    worst = np.flatnonzero(largest == largest.max())
    at = min(z[worst], key=abs)
    if np.isnan(values[worst]).any():
        return float(min(z[np.isnan(values)], key=abs))
    around = _BESIDE * (1.0 + abs(at))
    return parsed(formula).pole(p, float(at - around), float(at + around))


def fault(experiment: Experiment, data: Dataset, *states: TrainingState) -> Fault | None:
    """The first fault of a formula with one of these states or, if there is none, in the epoch after the first."""
    if not any(layer.formula for layer in experiment.hidden):
        return None
    network = _Watched(experiment)
    with flushing(), np.errstate(all="ignore"):
        try:
            for state in states:
                for x in (data.train_x, data.test_x):
                    network.forward(state.layers, x)
            next(NumpyRun(experiment, states[0], data, network).epochs(), None)
        except _FoundError as found:
            return found.fault
    return None
