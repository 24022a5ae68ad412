"""Parameters: the numbers of a layer that training changes, and all that is of the same kind.

    values      W, b, p               what the layer computes with
    gradient    dE/dW, dE/db, dE/dp   how the loss E changes with each of them
    slots       m, v, ...             what an optimizer remembers of each of them

All are one structure, ``Parameters``. What is done to every number (a step, clipping, rounding) is a function of an
array, and ``map`` applies it to the three.

A slot is as old as its parameter is under this optimizer: a unit that was added later, or an input, has made fewer
updates than the others. That is not counted for every weight, but for every input and every column: a weight is as
old as the younger one of its two,

    updates of weight (i, j) = min(updates of input i, updates of column j)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]
Counts = NDArray[np.int64]

MAX_UPDATES = 2**32 - 1  # that are counted; no optimizer can tell more of them apart


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """An array that nobody has yet, and from now on nobody can write to."""
    array.flags.writeable = False
    return array


_NONE = read_only(np.empty(0))


@dataclass(frozen=True)
class Parameters:
    """A number for every parameter of a layer: ``weights`` (inputs, columns), ``biases`` (columns,), ``learned``.

    There is a column for each unit; units that are a maximum of k pieces have k, the first pieces of all units first.
    ``learned`` are the parameters of an activation that learns some, see ``activations``; else it is empty.
    """

    weights: Array
    biases: Array
    learned: Array = field(default_factory=lambda: _NONE)

    def __iter__(self) -> Iterator[Array]:
        return iter((self.weights, self.biases, self.learned))

    def map(self, function: Callable[..., Any], *others: "Parameters") -> "Parameters":
        """``function`` of each part; with others, of the parts that belong together."""
        return Parameters(*map(function, self, *others))

    def astype(self, dtype: DTypeLike) -> "Parameters":
        """The same in another precision."""
        return self.map(lambda part: part.astype(dtype))


@dataclass(frozen=True, kw_only=True)
class LayerParameters(Parameters):
    """The parameters of a layer in training: their values, and what training knows of them.

    ``slots`` are what the optimizer remembers. ``pruned`` (inputs, columns) marks the weights that L1 has set to zero
    for good; left out, none is. ``updates`` counts those that the slots come from: of each input, then of each
    column, then of each learned parameter; left out, nobody has counted.
    """

    slots: tuple[Parameters, ...] = ()
    pruned: NDArray[np.bool_] | None = None
    updates: Counts | None = None

    @property
    def sizes(self) -> tuple[int, int]:
        """(inputs, columns)."""
        inputs, columns = self.weights.shape
        return inputs, columns

    def with_slots(self, count: int) -> "LayerParameters":
        """This layer, with slots at zero where it has not just as many: nothing has been updated with them."""
        if len(self.slots) == count:
            return self
        updates = np.zeros(sum(self.sizes) + self.learned.size, dtype=np.int64) if count else None
        return replace(self, slots=(self.map(np.zeros_like),) * count, updates=updates)

    def with_learned(self, initial: Sequence[float]) -> "LayerParameters":
        """This layer, with learned parameters that start now at the given values."""
        learned = np.array(initial, dtype=np.float64)
        updates = self.updates
        if updates is not None:
            updates = np.concatenate([updates[: sum(self.sizes)], np.zeros(learned.size, dtype=np.int64)])
        slots = tuple(replace(slot, learned=np.zeros_like(learned)) for slot in self.slots)
        return replace(self, learned=learned, slots=slots, updates=updates)

    def counted(self, updates: int) -> "LayerParameters":
        """This layer, of which everything has made so many updates if nobody has counted them."""
        if self.updates is not None or not self.slots:
            return self
        return replace(self, updates=np.full(sum(self.sizes) + self.learned.size, min(updates, MAX_UPDATES)))

    def updates_of_each(self) -> Parameters | None:
        """How many updates every weight, bias and learned parameter has made; None if nobody counts."""
        if self.updates is None:
            return None
        inputs, columns = self.sizes
        by_input, by_column = self.updates[:inputs], self.updates[inputs : inputs + columns]
        return Parameters(np.minimum.outer(by_input, by_column), by_column, self.updates[inputs + columns :])


def more_updates(updates: Counts, made: int) -> Counts:
    """The counts after some more updates."""
    return np.minimum(updates + made, MAX_UPDATES)


@lru_cache(maxsize=256)
def nothing_pruned(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """What a layer of this shape has as ``pruned`` where no weight is. Read-only."""
    return read_only(np.zeros(shape, dtype=bool))
