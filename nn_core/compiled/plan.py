"""How a network's numbers lie in memory for the compiled code.

Units are computed four at a time. So the parameters of a layer are rows of a ``width`` that is a multiple of
four: one row of weights per input, as many rows as the layer before is wide, and at last a row of biases. The
units that fill up do no harm: their weights, gradients and errors stay zero, and nobody reads their values.

All numbers of a run are one block of float64, and the places in it are known when the network is: ``Layout``.
``PLAN`` and ``LAYER`` are what the compiled code is told, as C structures.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LANES = 4
BLOCK = 32  # rows that pass through the network together when nothing is learned from them

LAYER = np.dtype(
    [
        ("inputs", np.int64),
        ("units", np.int64),
        ("width", np.int64),
        ("weights", np.int64),  # where its first row of weights is
        ("biases", np.int64),
        ("values", np.int64),  # where its z, a and e are, times the number of rows
        ("forward", np.int64),  # addresses of compiled functions
        ("backward", np.int64),
        ("parameter", np.float64),
    ]
)

PLAN = np.dtype(
    [
        ("layers", np.int64),
        ("features", np.int64),
        ("samples", np.int64),
        ("batch", np.int64),
        ("parameters", np.int64),  # how many numbers
        ("slots", np.int64),
        ("updates", np.int64),  # made so far
        ("loss", np.int64),  # addresses of compiled functions; 0 for no toll
        ("step", np.int64),
        ("toll", np.int64),
        ("saved", np.int64),  # places in the block
        ("gradient", np.int64),
        ("is_weight", np.int64),
        ("is_output", np.int64),
        ("z", np.int64),
        ("a", np.int64),
        ("e", np.int64),
        ("x", np.int64),
        ("y", np.int64),
        ("learning_rate", np.float64),
        ("amount", np.float64),  # learning rate x regularisation rate
    ]
)


def padded(units: int) -> int:
    """The next multiple of four."""
    return -(-units // LANES) * LANES


@dataclass(frozen=True)
class Place:
    """Where a layer's parameters are: ``rows`` rows of ``width`` weights from ``start`` on, then the biases."""

    inputs: int
    units: int
    rows: int
    start: int
    values: int

    @property
    def width(self) -> int:
        """Units and fill-up units."""
        return padded(self.units)

    @property
    def biases(self) -> int:
        """Where the row of biases starts."""
        return self.start + self.rows * self.width

    @property
    def end(self) -> int:
        """Where the next layer starts."""
        return self.biases + self.width


@dataclass(frozen=True)
class Layout:
    """The places of all layers of a network."""

    places: tuple[Place, ...]

    @property
    def parameters(self) -> int:
        """How many numbers the parameters take."""
        return self.places[-1].end

    @property
    def values(self) -> int:
        """How many pre-activations there are for one row of inputs."""
        return self.places[-1].values + self.places[-1].width

    @cached_property
    def is_weight(self) -> Array:
        """1 where a weight is, 0 elsewhere."""
        mask = np.zeros(self.parameters)
        for place in self.places:
            self.matrix(mask, place)[:] = 1.0
        return mask

    @staticmethod
    def matrix(numbers: Array, place: Place) -> Array:
        """The weights (inputs, units) within a block, as a view."""
        rows = numbers[place.start : place.start + place.inputs * place.width]
        return rows.reshape(place.inputs, place.width)[:, : place.units]

    @staticmethod
    def vector(numbers: Array, place: Place) -> Array:
        """The biases (units,) within a block, as a view."""
        return numbers[place.biases : place.biases + place.units]


@lru_cache(maxsize=256)
def layout(layer_sizes: tuple[tuple[int, int], ...]) -> Layout:
    """The layout for layers of these (inputs, units)."""
    places: list[Place] = []
    start = values = 0
    for inputs, units in layer_sizes:
        place = Place(inputs, units, padded(inputs) if places else inputs, start, values)
        places.append(place)
        start, values = place.end, values + place.width
    return Layout(tuple(places))
