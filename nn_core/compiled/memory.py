"""Between the layers of a state and the one block of numbers that the compiled code works on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..state import LayerParameters, read_only
from .plan import Array, Layout

# of each layer: weights, biases, learned parameter
Parts = list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]]


def stacked(layers: tuple[LayerParameters, ...], slots: int, kills: bool) -> list[Parts]:
    """Parameters, slots and killed weights of all layers."""
    every: list[Parts] = [[(layer.weights, layer.biases, layer.learned) for layer in layers]]
    every += [
        [(layer.weight_slots[slot], layer.bias_slots[slot], layer.learned_slots[slot]) for layer in layers]
        for slot in range(slots)
    ]
    if kills:
        nothing = np.zeros(1)
        every.append([(layer.killed, nothing, nothing) for layer in layers if layer.killed is not None])
    return every


def views(numbers: Array, places: Layout) -> Parts:
    """The parts of all layers within a block, weights as (inputs, pieces, units) and biases as (pieces, units)."""
    return [(places.matrix(numbers, p), places.vector(numbers, p), places.own(numbers, p)) for p in places.places]


def flat(parts: Parts) -> Parts:
    """Copies with the pieces side by side."""
    return [(w.reshape(len(w), b.size).copy(), b.reshape(-1).copy(), own.copy()) for w, b, own in parts]


def pack(numbers: Array, places: Layout, parts: Parts) -> None:
    """Write the parts of all layers into a block."""
    for (to_weights, to_biases, to_own), (weights, biases, own) in zip(views(numbers, places), parts, strict=True):
        to_weights[:] = weights.reshape(to_weights.shape)
        to_biases[:] = biases.reshape(to_biases.shape) if biases.size == to_biases.size else biases
        to_own[:] = own


def unpack(numbers: Array, places: Layout) -> Parts:
    """Copies of the parts of all layers that nobody can write to, which a state takes as they are."""
    return [(read_only(w), read_only(b), read_only(own)) for w, b, own in flat(views(numbers, places))]
