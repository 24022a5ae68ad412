"""What goes into an update besides the gradient: the learning rate of the epoch, chance, clipping, and the toll.

An update changes every parameter by what the optimiser makes of its gradient; then the regulariser takes its toll
from the weights.
"""

import numpy as np
from numpy.typing import NDArray

from . import random_streams
from .experiment import Experiment
from .layer import LayerParameters, more
from .network import CERTAIN, Chance, Gradient
from .optimizers import OPTIMIZERS
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


def clipped(gradients: list[Gradient], limit: float) -> list[Gradient]:
    """The gradients, made shorter all together if they are longer than the limit (0: none)."""
    if not limit:
        return gradients
    length = np.sqrt(sum(float(np.sum(part * part)) for gradient in gradients for part in gradient))
    if not length > limit:
        return gradients
    return [
        (weights * (limit / length), biases * (limit / length), own * (limit / length))
        for weights, biases, own in gradients
    ]


def update(
    experiment: Experiment, layer: LayerParameters, gradient: Gradient, rate: float, updates: int
) -> LayerParameters:
    """One update of a layer by its mean gradients.

    ``updates`` have been made since epoch 0, which is what an optimizer without a memory hears; one that has a memory
    hears for every parameter how many updates that comes from.
    """
    optimizer, regularizer = OPTIMIZERS[experiment.optimizer], REGULARIZERS[experiment.regularization]
    made = layer.updates_of_each(otherwise=updates)
    change, weight_slots = optimizer.step(gradient[0], layer.weight_slots, rate, made[0])
    bias_change, bias_slots = optimizer.step(gradient[1], layer.bias_slots, rate, made[1])
    learned, learned_slots = layer.learned, layer.learned_slots
    if learned.size:
        learned_change, learned_slots = optimizer.step(gradient[2], learned_slots, rate, made[2])
        learned = learned + learned_change
    stepped = weights = layer.weights + change
    if optimizer.decay:
        stepped = weights = stepped - rate * optimizer.decay * layer.weights
    if experiment.regularization_rate or regularizer.kills:
        weights = stepped - rate * experiment.regularization_rate * regularizer.derivative(layer.weights)
    killed = None  # without a regulariser that kills, all weights live (again)
    if regularizer.kills:
        before = layer.killed if layer.killed is not None else np.zeros_like(weights, dtype=bool)
        killed = before | (np.sign(stepped) * np.sign(weights) < 0.0)
        weights = np.where(before, layer.weights, np.where(killed, 0.0, weights))
    biases = layer.biases + bias_change
    counts = None if layer.updates is None else more(layer.updates, 1)
    return LayerParameters(weights, biases, killed, weight_slots, bias_slots, learned, learned_slots, counts)
