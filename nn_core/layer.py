"""The parameters of one layer, what the optimizer remembers for each of them, and how many updates that comes from.

An optimizer's memory is as old as the parameter is under this optimizer: a unit that was added later, or an input, has
made fewer updates than the others. That is not counted for every weight, but for every input and every column: a weight
is as old as the younger one of its two,

    updates of weight (i, j) = min(updates of input i, updates of column j)
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

MOST_UPDATES = 2**32 - 1  # that are counted; no optimizer can tell more of them apart


@dataclass(frozen=True)
class LayerParameters:
    """The parameters of one layer: ``weights`` (inputs, columns) and ``biases`` (columns,), float64.

    There is a column for each unit; units that are a maximum of k pieces have k, the first pieces of all units first.
    ``learned`` (1,) is the parameter of an activation that learns it, else it is empty. ``killed`` (inputs, columns)
    marks the weights that L1 set to zero for good; left out, none is. The slots are what the optimiser remembers
    for each of the three; left out, they start at zero. ``updates`` counts those that the slots come from: of each
    input, then of each column, then of the learned parameter if there is one; left out, nobody has counted.
    """

    weights: Array
    biases: Array
    killed: NDArray[np.bool_] | None = None
    weight_slots: tuple[Array, ...] = ()
    bias_slots: tuple[Array, ...] = ()
    learned: Array = field(default_factory=lambda: np.empty(0))
    learned_slots: tuple[Array, ...] = ()
    updates: Counts | None = None

    @property
    def sizes(self) -> tuple[int, int]:
        """(inputs, columns)."""
        inputs, columns = self.weights.shape
        return inputs, columns

    def astype(self, dtype: DTypeLike) -> "LayerParameters":
        """Weights, biases and the learned parameter in another precision, for drawing."""
        return LayerParameters(self.weights.astype(dtype), self.biases.astype(dtype), learned=self.learned)

    def with_slots(self, count: int) -> "LayerParameters":
        """This layer, with slots at zero where it has not just as many: nothing has been updated with them."""
        if len(self.weight_slots) == len(self.learned_slots) == count:
            return self
        if len(self.weight_slots) == count:  # only the learned parameter is new
            return replace(self, learned_slots=(np.zeros_like(self.learned),) * count)
        return replace(
            self,
            weight_slots=(np.zeros_like(self.weights),) * count,
            bias_slots=(np.zeros_like(self.biases),) * count,
            learned_slots=(np.zeros_like(self.learned),) * count,
            updates=np.zeros(sum(self.sizes) + self.learned.size, dtype=np.int64) if count else None,
        )

    def with_learned(self, initial: float | None) -> "LayerParameters":
        """This layer, with a learned parameter that starts now at the given value, or with none."""
        learned = np.array([] if initial is None else [initial])
        updates = self.updates
        if updates is not None:
            updates = np.concatenate([updates[: sum(self.sizes)], np.zeros(learned.size, dtype=np.int64)])
        return replace(self, learned=learned, learned_slots=(), updates=updates)

    def counted(self, updates: int) -> "LayerParameters":
        """This layer, of which everything has made so many updates if nobody has counted them."""
        if self.updates is not None or not self.weight_slots:
            return self
        return replace(self, updates=np.full(sum(self.sizes) + self.learned.size, min(updates, MOST_UPDATES)))

    def updates_of_each(self, otherwise: int = 0) -> tuple[Any, Any, Any]:
        """How many updates every weight, bias and learned parameter has made, or ``otherwise`` if nobody counts."""
        if self.updates is None:
            return (otherwise,) * 3
        inputs, columns = self.sizes
        of_inputs, of_columns, own = np.split(self.updates, [inputs, inputs + columns])
        return np.minimum.outer(of_inputs, of_columns), of_columns, own


def more(updates: Counts, made: int) -> Counts:
    """The counts after some more updates."""
    return np.minimum(updates + made, MOST_UPDATES)


@lru_cache(maxsize=256)
def none_killed(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """What a layer of this shape has as ``killed`` where no weight is. Read-only."""
    return read_only(np.zeros(shape, dtype=bool))


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """An array that nobody has yet, and from now on nobody can write to."""
    array.flags.writeable = False
    return array


def sealed(layer: LayerParameters) -> LayerParameters:
    """The layer with its arrays checked and read-only.

    Raises:
        ValueError: shapes that do not belong together, or updates that are no counts.
    """
    weights = np.asarray(layer.weights)
    if weights.ndim != 2:
        raise ValueError(f"weights: the shape {weights.shape} is not allowed; allowed is (inputs, units)")
    learned_slots = layer.learned_slots
    if not layer.learned.size:  # then its slots say nothing, and may be left out
        learned_slots = (layer.learned,) * len(layer.weight_slots)
    if not len(layer.weight_slots) == len(layer.bias_slots) == len(learned_slots):
        raise ValueError("slots: weights, biases and learned parameter must have the same number")
    shape, columns, one = weights.shape, weights.shape[1:], (min(1, layer.learned.size),)
    updates = layer.updates if layer.weight_slots else None
    if updates is not None:
        updates = _read_only(updates, (sum(shape) + layer.learned.size,), "updates", np.int64)
        if updates.size and not 0 <= updates.min() <= updates.max() <= MOST_UPDATES:
            raise ValueError(
                f"updates: every one must be from 0 to {MOST_UPDATES}, got {updates.min()} to {updates.max()}"
            )
    return LayerParameters(
        _read_only(weights, shape, "weights"),
        _read_only(layer.biases, columns, "biases"),
        _read_only(none_killed(shape) if layer.killed is None else layer.killed, shape, "killed", np.bool_),
        tuple(_read_only(slot, shape, "weight_slots") for slot in layer.weight_slots),
        tuple(_read_only(slot, columns, "bias_slots") for slot in layer.bias_slots),
        _read_only(layer.learned, one, "learned"),
        tuple(_read_only(slot, one, "learned_slots") for slot in learned_slots),
        updates,
    )


def _read_only(
    values: NDArray[Any], shape: tuple[int, ...], name: str, dtype: type[np.generic] = np.float64
) -> NDArray[Any]:
    """The array itself where nobody can write to it, be it through another view, else a copy."""
    array = np.asarray(values, dtype=dtype)
    if array.shape != shape:
        raise ValueError(f"{name}: the shape {array.shape} is not allowed; allowed is {shape}")
    if array.flags.writeable or not array.flags.owndata:
        return read_only(array.copy())
    return array
