"""An update: what is done to the parameters with the gradients of a mini-batch.

g <- g * limit / |g|        clipping, where the gradient of all parameters together is longer than the limit
w <- w + step(g)            what the optimizer makes of it, for weights, biases and learned parameters
w <- w - rate * R'(w)       the regularization step, for weights only; R' at the weights before the update
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..experiment.experiment import Experiment
from ..optimizers import OPTIMIZERS, Slots
from ..regularizers import REGULARIZERS
from ..state.parameters import LayerParameters, Parameters

Array = NDArray[Any]


class Update:
    """The updates of an epoch, of layers that can be written to."""

    def __init__(self, experiment: Experiment, layers: Sequence[LayerParameters], epoch: int, batches: int) -> None:
        """``epoch`` is the number of epochs before, each of so many batches."""
        self._optimizer, self._clip_norm = OPTIMIZERS[experiment.optimizer], experiment.clip_norm
        self._regularizer = REGULARIZERS[experiment.regularization]
        self._rate = float(experiment.learning_rates(epoch, 1)[0])
        self._penalty_rate = self._rate * experiment.regularization_rate
        self._layers, self._parts = layers, [_parts(layer, epoch * batches) for layer in layers]
        self._penalized = bool(experiment.regularization_rate) or self._regularizer.prunes_at_zero
        self._made = 0

    def __call__(self, gradients: Sequence[Parameters]) -> None:
        """Change the layers by the mean gradients of a mini-batch."""
        gradients = clip(gradients, self._clip_norm)
        for layer, parts, gradient in zip(self._layers, self._parts, gradients, strict=True):
            before = layer.weights.copy() if self._penalized or self._optimizer.decay else layer.weights
            for (values, memory, made), g in zip(parts, gradient, strict=False):
                step, remembered = self._optimizer.step(g, memory, self._rate, made + self._made)
                values += step
                for slot, new in zip(memory, remembered, strict=True):
                    slot[...] = new
            if self._optimizer.decay:
                layer.weights[...] -= self._rate * self._optimizer.decay * before
            if self._penalized:
                self._regularize(layer, before)
        self._made += 1

    def _regularize(self, layer: LayerParameters, before: Array) -> None:
        """The regularization step: a weight that it carries across 0 stays there for good if the penalty prunes."""
        weights, sign = layer.weights, np.sign(layer.weights)
        weights -= self._penalty_rate * self._regularizer.derivative(before)
        if self._regularizer.prunes_at_zero and layer.pruned is not None:
            known, pruned = layer.pruned.copy(), layer.pruned
            pruned |= sign * np.sign(weights) < 0.0
            weights[pruned] = 0.0
            weights[known] = before[known]


def _parts(layer: LayerParameters, epochs_updates: int) -> list[tuple[Array, Slots, Any]]:
    """Weights, biases and, where it is there, learned parameter: values, slots, and how many updates each has made.

    A slot is as old as its parameter is under this optimizer; without slots all updates count since epoch 0.
    """
    memories = [*zip(*layer.slots, strict=True)] or [()] * 3
    made = layer.updates_of_each() or [epochs_updates] * 3
    return list(zip(layer, memories, made, strict=True))[: 3 if layer.learned.size else 2]


def clip(gradients: Sequence[Parameters], limit: float) -> Sequence[Parameters]:
    """The gradients, made shorter all together if they are longer than the limit (0: none).

    By the global norm: R. Pascanu, T. Mikolov and Y. Bengio, 2013, https://arxiv.org/abs/1211.5063
    """
    if not limit:
        return gradients
    norm = np.sqrt(sum(float(np.sum(part * part)) for gradient in gradients for part in gradient))
    if not norm > limit:
        return gradients
    return [gradient.map(lambda part: part * (limit / norm)) for gradient in gradients]
