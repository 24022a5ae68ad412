"""How a network's numbers lie in memory for the compiled code.

Units are computed four at a time. So the parameters of a layer are rows of ``columns``, a multiple of four: one row
of weights per input, as many rows as the layer before is wide, then a row of biases, and at last, where a layer learns
parameters of its activation, for each of them that and three zeros, or a row where each unit has its own. So what a
layer learns stands between its biases and the weights of the next one, and loops find it from either. There is a column
for each unit, filled up to a ``width`` of fours;
units with several pieces have as many such widths side by side. The units that fill up do no harm: their weights,
gradients and errors stay zero, and nobody reads their values.

All numbers of a run are one block of float64, and the places in it are known when the network is: ``Layout``.
``PLAN`` and ``LAYER`` are what the compiled code is told, as C structures.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Positions = NDArray[np.intp]

VECTOR_WIDTH = 4
COUPLED_KEYS = ("maxout", "softmax")  # there are loops for these, in coupled.py
_KEPT = 64  # layouts, and as many lists of places: of the largest network 300 kB
CHUNK, WIDEST = 128, 2 * VECTOR_WIDTH  # numbers that a step of a typed formula goes over, and of the largest vector
BLOCK = 64  # rows that pass through the network together when nothing is learned from them

LAYER = np.dtype(
    [
        ("inputs", np.int64),
        ("units", np.int64),
        ("width", np.int64),
        ("columns", np.int64),
        ("weights", np.int64),  # where its first row of weights is
        ("biases", np.int64),
        ("learned", np.int64),  # where its learned parameters are; 0 for none
        ("values", np.int64),  # where its z, a and e are, for as many rows as there can be
        ("extra", np.int64),  # where what only some loops need is: an epoch's noise, the sizes of a coupled layer
        ("extra_stride", np.int64),  # how much further it is for the next sample
        ("extra_back", np.int64),  # the same on the way back: the place of dE/dp, or the sizes again
        ("dropout_mask", np.int64),  # where the factors of dropout are; 0 for none
        ("forward", np.int64),  # addresses of compiled functions
        ("backward", np.int64),
        ("inference", np.int64),
        ("program", np.int64),  # addresses of the steps of a typed f and f'; 0 for none
        ("program_back", np.int64),
        ("program_learned", np.int64),  # of df/da, where a typed formula learns its a; 0 for none
        ("spread", np.int64),  # where that a stands for its programs, as often as a vector has numbers; 0 for none
        ("parameter", np.float64),  # of its activation, where it is not learned
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
        ("updates", np.int64),  # made so far; where they differ, since this run began
        ("loss", np.int64),  # addresses of compiled functions; 0 for no penalty
        ("step", np.int64),
        ("penalty", np.int64),
        ("learns", np.int64),  # whether a typed formula learns its a
        ("saved", np.int64),  # places in the block
        ("dropped", np.int64),  # activations after dropout
        ("gradient", np.int64),
        ("is_weight", np.int64),
        ("is_output", np.int64),
        ("z", np.int64),
        ("a", np.int64),
        ("e", np.int64),
        ("x", np.int64),
        ("y", np.int64),
        ("regularization", np.float64),  # the rate
        ("clip", np.float64),  # the longest gradient; 0 for any
    ]
)


STEPS = np.dtype(  # of a program, see ``formulas.py``
    [
        ("loop", np.int64),  # the address of a compiled function; in the first row, how many steps follow
        ("to", np.int64),  # where the result belongs; in the first row, z
        ("x", np.int64),  # the first argument; in the first row, the result of all
        ("x_stride", np.int64),
        ("y", np.int64),
        ("y_stride", np.int64),
        ("c", np.int64),
        ("c_stride", np.int64),
    ]
)


def padded(units: int) -> int:
    """The next multiple of four."""
    return -(-units // VECTOR_WIDTH) * VECTOR_WIDTH


@dataclass(frozen=True)
class Place:
    """Where a layer's parameters are: ``rows`` rows of weights from ``start`` on, then biases and learned ones."""

    inputs: int
    units: int
    pieces: int
    learns: int
    per_unit: bool
    rows: int
    start: int
    values: int

    @cached_property
    def width(self) -> int:
        """Units and fill-up units."""
        return padded(self.units)

    @cached_property
    def columns(self) -> int:
        """All pieces of all of them."""
        return self.pieces * self.width

    @cached_property
    def biases(self) -> int:
        """Where the row of biases starts."""
        return self.start + self.rows * self.columns

    @cached_property
    def learned(self) -> int:
        """Where the learned parameters are, if there are some."""
        return self.biases + self.columns

    @cached_property
    def apart(self) -> int:
        """How much further the next one is."""
        return self.width if self.per_unit else VECTOR_WIDTH

    @cached_property
    def end(self) -> int:
        """Where the next layer starts."""
        return self.learned + self.apart * self.learns


@dataclass(frozen=True)
class Layout:
    """The places of all layers of a network."""

    places: tuple[Place, ...]

    @cached_property
    def parameters(self) -> int:
        """How many numbers the parameters take."""
        return self.places[-1].end

    @cached_property
    def values(self) -> int:
        """How many pre-activations there are for one row of inputs."""
        return self.places[-1].values + self.places[-1].columns

    @cached_property
    def layers(self) -> NDArray[np.void]:
        """What of ``LAYER`` does not depend on the layers' functions; ``values`` is for one row. To be copied."""
        table = np.zeros(len(self.places), LAYER)
        for row, place in zip(table, self.places, strict=True):
            for name in ("inputs", "units", "width", "columns", "biases", "values"):
                row[name] = getattr(place, name)
            row["weights"], row["learned"] = place.start, place.learned if place.learns else 0
        return table

    @cached_property
    def weights(self) -> tuple[Positions, ...]:
        """Where the weights of each layer are, in the order that a state has them in."""
        return tuple(_rows(place, place.start, place.inputs) for place in self.places)

    @lru_cache(maxsize=_KEPT)  # noqa: B019 - layouts are kept anyway
    def numbers(self, slots: int) -> Positions:
        """Where the numbers of a state are, if as many slots follow the parameters, each laid out as they are."""
        learned = map(_learned, self.places)
        biases = (_rows(place, place.biases, 1) for place in self.places)
        parts = [np.concatenate(of_layer) for of_layer in zip(self.weights, biases, learned, strict=True)]
        remembered = [part + (1 + slot) * self.parameters for part in parts for slot in range(slots)]
        return np.concatenate([*parts, *remembered])


def _learned(place: Place) -> Positions:
    """Where the learned parameters of a layer are: the first one of all units, then the next."""
    rows = np.arange(place.learned, place.end).reshape(place.learns, place.apart)
    return rows[:, : place.units if place.per_unit else 1].ravel()


def _rows(place: Place, start: int, count: int) -> Positions:
    """Where the units' numbers are in some rows of a layer."""
    rows = np.arange(start, start + count * place.columns).reshape(count, place.pieces, place.width)
    return rows[:, :, : place.units].ravel()


@lru_cache(maxsize=_KEPT)
def layout(layers: tuple[tuple[int, int, int, int, bool], ...]) -> Layout:
    """The layout for layers of these (inputs, units, pieces, parameters that it learns, whether of each unit)."""
    places: list[Place] = []
    start = values = 0
    for inputs, units, pieces, learns, per_unit in layers:
        place = Place(inputs, units, pieces, learns, per_unit, padded(inputs) if places else inputs, start, values)
        places.append(place)
        start, values = place.end, values + place.columns
    return Layout(tuple(places))
