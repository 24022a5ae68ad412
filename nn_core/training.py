"""Training: from an experiment and a state to the next state.

    state = start(experiment)
    state = advance(experiment, state, epochs=100)
    evaluate(experiment, state).test_loss

Plain mini-batch gradient descent. An epoch goes once through the training samples, always in the same order;
after each mini-batch the optimiser changes the parameters by the mean gradient of the batch, then the
regulariser takes its toll from the weights. A short last batch is an update of its own. What chance does in an epoch
(noise, dropout) depends on the seed and the epoch alone, so a run can be repeated and gone on with.

Nothing here remembers anything: the same experiment and state give the same bytes, in any process, as long as engine,
version (of this package and of NumPy) and kind of processor are the same. Others round differently: sums in another
order, products and sums fused or not, other last digits of exp. Most runs forget that; chaotic ones make it grow.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from . import random_streams
from .datasets import Dataset
from .experiment import Experiment
from .flushing import flushing
from .initializers import suited
from .network import Network
from .packed import PackedLayers
from .parameters import LayerParameters
from .state import LARGEST, TrainingState
from .updates import clipped, draw_chance, learning_rates, update

Array = NDArray[np.float64]


class Run(Protocol):
    """An experiment in training, by one of the engines."""

    def __init__(self, experiment: Experiment, state: TrainingState, data: Dataset) -> None:
        """Begin where the state is, which fits the experiment."""

    def train(self, epochs: int, stop: Callable[[], bool]) -> tuple[TrainingState, bool]:
        """Train on; the state reached, and whether the next epoch would have led out of the finite numbers."""

    def epochs(self) -> Iterator[TrainingState]:
        """Train on until the next epoch would diverge; the state after each epoch."""

    def state(self) -> TrainingState:
        """Where training stands."""


class DivergedError(ArithmeticError):
    """Training left the finite numbers; ``state`` is the last good one."""

    def __init__(self, state: TrainingState) -> None:
        """``state`` is what training had reached before the epoch that failed."""
        super().__init__(f"training diverged after epoch {state.epoch}: a weight or the loss grew beyond all bounds")
        self.state = state


def start(experiment: Experiment) -> TrainingState:
    """The state at epoch 0: weights from the seed and the initialiser, biases as the experiment says."""
    seed = experiment.seed if experiment.weights_seed is None else experiment.weights_seed
    generator = random_streams.generator(seed, random_streams.WEIGHTS)
    activations = Network(experiment).activations
    layers = tuple(
        LayerParameters(
            suited(experiment.initializer, activation.initializer).draw(generator, inputs, units),
            np.full(units, experiment.initial_bias),
        )
        for (inputs, units), (activation, _) in zip(experiment.weight_shapes, activations, strict=True)
    )
    return TrainingState(layers).fitted(experiment)


class NumpyRun:
    """Training in plain NumPy."""

    def __init__(self, experiment: Experiment, state: TrainingState, data: Dataset) -> None:
        self._experiment, self._state, self._data = experiment, state, data

    def train(self, epochs: int, stop: Callable[[], bool]) -> tuple[TrainingState, bool]:
        """Epoch after epoch."""
        wanted, after_each = self._state.epoch + epochs, self.epochs()
        while self._state.epoch < wanted:
            if next(after_each, None) is None:
                return self._state, True
            if stop():
                break
        return self._state, False

    def epochs(self) -> Iterator[TrainingState]:
        """Without end, unless it diverges."""
        while True:
            trained = self._epoch()
            if not trained.largest() <= LARGEST:
                return
            self._state = trained
            yield trained

    def state(self) -> TrainingState:
        """After the last epoch."""
        return self._state

    def _epoch(self) -> TrainingState:
        experiment, network = self._experiment, Network(self._experiment)
        layers, epoch = self._state.layers, self._state.epoch
        x, y = self._data.train_x, self._data.train_y
        samples, batch = len(x), experiment.batch_size
        updates, rate = epoch * -(-samples // batch), float(learning_rates(experiment, epoch, 1)[0])
        whole_epoch = draw_chance(experiment, epoch, samples)
        with flushing(), np.errstate(over="ignore", invalid="ignore"):
            for first in range(0, samples, batch):
                now = slice(first, first + batch)
                chance = [layer.of(now) for layer in whole_epoch] if whole_epoch else None
                passes = network.forward(layers, x[now], chance)
                gradients = clipped(network.backward(layers, passes, y[now], chance), experiment.clip_norm)
                layers = tuple(
                    update(experiment, layer, gradient, rate, updates)
                    for layer, gradient in zip(layers, gradients, strict=True)
                )
                updates += 1
        return TrainingState(PackedLayers.join(layers), epoch + 1)
