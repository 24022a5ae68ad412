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
from time import thread_time
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from . import random_streams
from .compiled import engine as compiled
from .datasets import Dataset, make_dataset
from .deadline import check
from .engines import Engine, engine_of
from .evaluation import Inference, Metrics
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


def advance(
    experiment: Experiment,
    state: TrainingState,
    epochs: int = 1,
    *,
    engine: Engine | None = None,
    stop: Callable[[], bool] = lambda: False,
    dataset: Dataset | None = None,
) -> TrainingState:
    """Train for some epochs and return the new state; the given one is not changed.

    ``engine`` is "numpy" or "compiled", which agree to a few roundings; left out, the fastest at hand.
    ``stop`` is asked after an epoch, every few milliseconds, and ends the training when true. ``dataset`` saves
    making the experiment's data again.

    Raises:
        DivergedError: a parameter became infinite, not a number, or larger than 1e12.
        ValueError: the state does not fit the experiment's network, or epochs or engine are not allowed.
    """
    if engine is not None and engine not in ENGINES:
        raise ValueError(f"engine: {engine!r} is not allowed; allowed is one of {', '.join(ENGINES)}")
    if epochs < 0:
        raise ValueError(f"epochs: {epochs} is not allowed; allowed is a whole number from 0 up")
    data = dataset or make_dataset(experiment)
    run = ENGINES[engine or engine_of(experiment)](experiment, state.fitted(experiment), data)
    state, diverged = run.train(epochs, stop)
    if diverged:
        raise DivergedError(state)
    return state


class _NumpyRun:
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


ENGINES: dict[str, type[Run]] = {"numpy": _NumpyRun}
if compiled:
    ENGINES["compiled"] = compiled.CompiledRun


def progress(
    experiment: Experiment,
    state: TrainingState,
    *,
    every: int = 1,
    stop: Callable[[], bool] = lambda: False,
    dataset: Dataset | None = None,
    timed: Callable[[float], None] | None = None,
    watch: Callable[[TrainingState], bool] | None = None,
    inference: Inference | None = None,
) -> Iterator[tuple[TrainingState, Metrics]]:
    """Train without end and yield the state and its metrics after each ``every`` epochs (fewer on ``stop``).

    ``timed`` is told the processor seconds of each stretch of training. ``watch`` looks at the state after every
    epoch, and a stretch ends at once when it is true. ``inference`` of the experiment saves making one.

    Raises:
        DivergedError: as ``advance``, and also when a loss is not finite or larger than 1e12.
    """
    data = dataset or make_dataset(experiment)
    state = state.fitted(experiment)
    run = ENGINES[engine_of(experiment)](experiment, state, data)
    inference = inference or Inference(experiment)

    def over() -> bool:
        check()
        return stop()

    while True:
        begin = thread_time() if timed else 0.0
        trained, diverged = _watched(run, every, over, watch) if watch else run.train(every, over)
        if timed:
            timed(thread_time() - begin)
        if diverged:
            raise DivergedError(trained)
        metrics = inference.of(trained).metrics(data)
        if not (metrics.train_loss <= LARGEST and metrics.test_loss <= LARGEST):
            raise DivergedError(state)
        state = trained
        yield state, metrics


def _watched(
    run: Run, epochs: int, stop: Callable[[], bool], watch: Callable[[TrainingState], bool]
) -> tuple[TrainingState, bool]:
    """Like ``Run.train``, but looked at after every epoch."""
    after_each = run.epochs()
    for _ in range(epochs):
        state = next(after_each, None)
        if state is None:
            return run.state(), True
        if watch(state) or stop():
            break
    return run.state(), False
