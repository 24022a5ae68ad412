"""Training: from an experiment and a state to the next state.

Mini-batch gradient descent. An epoch goes once through the training samples, always in the same order; for each
mini-batch the network is run forward and backward, and its parameters are changed by the mean gradient of the batch:

    passes    = network.forward(layers, x)
    gradients = network.backward(layers, passes, y)
    update(gradients)

What an update does beside following the gradient (clipping, the optimizer's memory, the penalty) is in updates.py, and
what noise and dropout do in noise.py. All is as in TensorFlow Playground, but for one thing: a short last batch is an
update of its own.

Nothing here remembers anything: the same experiment and state give the same bytes, in any process, as long as engine,
version (of this package and of NumPy) and kind of processor are the same. Others round differently: sums in another
order, products and sums fused or not, other last digits of exp. Most runs forget that; chaotic ones make it grow.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from ..common import random_streams
from ..common.flushing import flushing
from ..datasets import Dataset
from ..experiment.experiment import Experiment
from ..initializers import resolve_initializer, sample_sums
from ..network.network import Network
from ..network.noise import in_noise, sample_noise
from ..regularizers import REGULARIZERS
from ..state.parameters import LayerParameters
from ..state.state import LARGEST, TrainingState
from .updates import Update


def start(experiment: Experiment) -> TrainingState:
    """The state at epoch 0: weights from the seed and the initializer, biases as the experiment says."""
    seed = experiment.seed if experiment.weights_seed is None else experiment.weights_seed
    generator = random_streams.generator(seed, random_streams.WEIGHTS)
    layers = []
    omega = 1.0
    for index, ((inputs, columns), (activation, p)) in enumerate(
        zip(experiment.weight_shapes, Network(experiment).activations, strict=True)
    ):
        if index < len(experiment.hidden):  # SIREN's output layer has the ω of the layer before it
            omega = activation.omega(p)
        initializer = resolve_initializer(experiment.initializer, activation.initializer)
        initializer = initializer.of_layer(first=index == 0, omega=omega)
        weights = sample_sums(initializer, generator, inputs, columns, len(activation.sums) or 1)
        layers.append(LayerParameters(weights, np.full(columns, experiment.initial_bias)))
    return TrainingState(layers).fitted(experiment)


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

    def __init__(self, state: TrainingState, fault: object = None) -> None:
        """``state`` is what training had reached before the epoch that failed, ``fault`` the formula that did it."""
        how = f"training stopped after epoch {state.epoch}: {fault}"
        grew = f"training diverged after epoch {state.epoch}: a weight or the loss grew beyond all bounds"
        super().__init__(how if fault else grew)
        self.state, self.fault = state, fault


class NumpyRun:
    """Training in plain NumPy."""

    def __init__(
        self, experiment: Experiment, state: TrainingState, data: Dataset, network: Network | None = None
    ) -> None:
        self._experiment, self._state, self._data = experiment, state, data
        self._network = network or Network(experiment)

    def train(self, epochs: int, stop: Callable[[], bool]) -> tuple[TrainingState, bool]:
        """Epoch after epoch."""
        last_epoch, after_each = self._state.epoch + epochs, self.epochs()
        while self._state.epoch < last_epoch:
            if next(after_each, None) is None:
                return self._state, True
            if stop():
                break
        return self._state, False

    def epochs(self) -> Iterator[TrainingState]:
        """Without end, unless it diverges."""
        while True:
            with flushing(), np.errstate(over="ignore", invalid="ignore"):
                trained = self._epoch()
            if not trained.largest() <= LARGEST:
                return
            self._state = trained
            yield trained

    def state(self) -> TrainingState:
        """After the last epoch."""
        return self._state

    def _epoch(self) -> TrainingState:
        """One epoch more."""
        experiment, epoch, x, y = self._experiment, self._state.epoch, self._data.train_x, self._data.train_y
        batches = [slice(first, first + experiment.batch_size) for first in range(0, len(x), experiment.batch_size)]
        packed = self._state.packed.copy(REGULARIZERS[experiment.regularization].prunes_at_zero)
        layers = packed.views
        update = Update(experiment, layers, epoch, len(batches))
        noise = sample_noise(experiment, epoch, len(x))
        for batch in batches:
            network = in_noise(self._network, noise, batch)
            passes = network.forward(layers, x[batch])
            gradients = network.backward(layers, passes, y[batch])
            update(gradients)
        return TrainingState(packed.counted(len(batches)), epoch + 1)
