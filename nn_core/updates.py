"""What goes into an update besides the gradient: the learning rate of the epoch, chance, clipping, and the toll.

An update changes every parameter by what the optimiser makes of its gradient; then the regulariser takes its toll
from the weights.
"""

from collections.abc import Iterable
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import random_streams
from .experiment import Experiment
from .network import CERTAIN, Chance
from .optimizers import OPTIMIZERS, Optimizer
from .parameters import LayerParameters, Parameters, more_updates
from .regularizers import REGULARIZERS
from .schedules import SCHEDULES

Array = NDArray[np.float64]


def learning_rates(experiment: Experiment, epoch: int, epochs: int) -> Array:
    """The learning rate of each of some epochs from ``epoch`` on, as the schedule has it."""
    after = np.arange(epoch, epoch + epochs, dtype=np.float64)
    return experiment.learning_rate * SCHEDULES[experiment.schedule].factor(after, float(experiment.schedule_epochs))


def draw_chance(experiment: Experiment, epoch: int, samples: int) -> list[Chance] | None:
    """What chance does to each layer in an epoch, from the seed and the epoch; None if nothing is left to it."""
    if not experiment.by_chance:
        return None
    drawn = []
    for index, layer in enumerate(experiment.hidden):
        generator = random_streams.generator(experiment.seed, random_streams.CHANCE, epoch, index)
        noise = kept = None
        if layer.function.noise and layer.parameter:
            noise = generator.normal(0.0, layer.parameter, (samples, layer.columns))
        if layer.dropout:
            kept = (generator.random((samples, layer.units)) >= layer.dropout) / (1.0 - layer.dropout)
        drawn.append(Chance(noise, kept))
    return [*drawn, CERTAIN]


def clipped(gradients: list[Parameters], limit: float) -> list[Parameters]:
    """The gradients, made shorter all together if they are longer than the limit (0: none)."""
    if not limit:
        return gradients
    length = np.sqrt(sum(float(np.sum(part * part)) for gradient in gradients for part in gradient))
    if not length > limit:
        return gradients
    return [gradient.map(lambda part: part * (limit / length)) for gradient in gradients]


def update(
    experiment: Experiment, layer: LayerParameters, gradient: Parameters, rate: float, updates: int
) -> LayerParameters:
    """One update of a layer by its mean gradients.

    ``updates`` have been made since epoch 0, which is what an optimizer without a memory hears; one that has a memory
    hears for every parameter how many updates that comes from.
    """
    optimizer, regularizer = OPTIMIZERS[experiment.optimizer], REGULARIZERS[experiment.regularization]
    made = layer.updates_of_each() or repeat(updates)
    (weights, biases, learned), slots = _stepped(optimizer, layer, gradient, rate, made)
    if optimizer.decay:
        weights = weights - rate * optimizer.decay * layer.weights
    stepped, pruned = weights, None
    if experiment.regularization_rate or regularizer.prunes_at_zero:
        weights = stepped - rate * experiment.regularization_rate * regularizer.derivative(layer.weights)
    if regularizer.prunes_at_zero:  # without such a regularizer all weights live (again)
        before = np.zeros_like(weights, dtype=bool) if layer.pruned is None else layer.pruned
        pruned = before | (np.sign(stepped) * np.sign(weights) < 0.0)
        weights = np.where(before, layer.weights, np.where(pruned, 0.0, weights))
    counts = None if layer.updates is None else more_updates(layer.updates, 1)
    return LayerParameters(weights, biases, learned, slots=slots, pruned=pruned, updates=counts)


def _stepped(
    optimizer: Optimizer, layer: LayerParameters, gradient: Parameters, rate: float, updates: Iterable[Any]
) -> tuple[tuple[Array, ...], tuple[Parameters, ...]]:
    """The parts of a layer after a step of the optimizer, and what it remembers of them by now."""
    values, memories = [], []
    memory_of_parts = zip(*layer.slots, strict=True) if layer.slots else repeat(())
    for value, g, memory, made in zip(layer, gradient, memory_of_parts, updates, strict=False):
        step, after = optimizer.step(g, memory, rate, made) if value.size else (value, memory)
        values.append(value + step)
        memories.append(after)
    return tuple(values), tuple(Parameters(*slot) for slot in zip(*memories, strict=True))
