"""All layers of a training state in one array of numbers, in the order in which they travel.

The array is what the compiled engine writes and what is sent; layers are views of it, cut when somebody looks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise, repeat
from typing import Any, Self, overload

import numpy as np
from numpy.typing import NDArray

from .parameters import MAX_UPDATES, Array, Counts, LayerParameters, Parameters, more_updates, nothing_pruned
from .shapes import Parts, Shape, places

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PackedLayers(Sequence[LayerParameters]):
    """The layers from the first hidden one to the output layer.

    ``numbers`` are all parameters, then all slots, divided as ``shape`` says. ``pruned`` has a mask for each layer,
    or is None where no weight is; ``updates`` has the counts of all layers, one after the other, or is None if nobody
    counts. Nothing is checked here.
    """

    shape: Shape
    numbers: Array
    pruned: Sequence[Mask] | None = None
    updates: Counts | None = None

    @classmethod
    def pack(cls, layers: Sequence[LayerParameters]) -> Self:
        """Check and copy layers that somebody has made by hand; those that are packed are as they are.

        Raises:
            ValueError: shapes that do not belong together, or updates that are no counts.
        """
        if isinstance(layers, cls):
            return layers
        layers = tuple(map(_checked, layers))
        if not layers:
            raise ValueError("layers must be at least the output layer, got none")
        for before, after in pairwise(layers):
            if after.sizes[0] == 0 or before.sizes[1] % after.sizes[0]:
                raise ValueError(
                    f"layers must fit each other, got {before.sizes[1]} units before a layer of {after.sizes[0]} inputs"
                )
        slots, counted = {len(layer.slots) for layer in layers}, {layer.updates is not None for layer in layers}
        if len(slots) > 1 or len(counted) > 1:
            raise ValueError(
                "layers must all have the same number of slots, and all counts of updates or none, got both"
            )
        shape = Shape(tuple(layer.sizes for layer in layers), tuple(layer.learned.size for layer in layers), *slots)
        parts = [part for layer in layers for part in layer]
        parts += [part for layer in layers for slot in layer.slots for part in slot]
        masks = [nothing_pruned(layer.sizes) if layer.pruned is None else layer.pruned.copy() for layer in layers]
        updates = [layer.updates for layer in layers if layer.updates is not None]
        return cls(
            shape,
            np.concatenate([part.ravel() for part in parts]),
            masks if any(mask.any() for mask in masks) else None,
            np.concatenate(updates) if updates else None,
        )

    def copy(self, prunes: bool) -> "PackedLayers":
        """A copy to train in, with or without masks."""
        masks = [mask.copy() for mask in self.pruned or map(nothing_pruned, self.shape.sizes)] if prunes else None
        return PackedLayers(self.shape, self.numbers.copy(), masks, self.updates)

    def counted(self, made: int) -> "PackedLayers":
        """These layers after some more updates."""
        return self if self.updates is None else replace(self, updates=more_updates(self.updates, made))

    def freeze(self) -> Self:
        """From now on nobody writes to the arrays."""
        if self.numbers.flags.writeable:
            self.numbers.flags.writeable = False
            if self.updates is not None:
                self.updates.flags.writeable = False
            for mask in self.pruned or ():
                mask.flags.writeable = False
            self.__dict__.pop("views", None)  # which could still be written to
        return self

    @cached_property
    def views(self) -> tuple[LayerParameters, ...]:
        """The layers."""
        masks = self.pruned or map(nothing_pruned, self.shape.sizes)
        ends = list(accumulate(self.shape.counts))[:-1]
        updates = repeat(None) if self.updates is None else np.split(self.updates, ends)
        cut = map(_view, repeat(self.numbers), self.shape.sizes, places(self.shape), masks, updates)
        return tuple(cut)

    @overload
    def __getitem__(self, index: int) -> LayerParameters: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[LayerParameters, ...]: ...
    def __getitem__(self, index: int | slice) -> LayerParameters | tuple[LayerParameters, ...]:
        return self.views[index]

    def __len__(self) -> int:
        return len(self.shape.sizes)

    def __iter__(self) -> Iterator[LayerParameters]:
        return iter(self.views)


def _view(
    numbers: Array, size: tuple[int, int], places: tuple[Parts, ...], pruned: Mask, updates: Counts | None
) -> LayerParameters:
    """The layer that is in these places of the numbers."""
    (weights, biases, learned), *slots = (
        (numbers[weights].reshape(size), numbers[biases], numbers[learned]) for weights, biases, learned in places
    )
    return LayerParameters(
        weights, biases, learned, slots=tuple(Parameters(*slot) for slot in slots), pruned=pruned, updates=updates
    )


def _checked(layer: LayerParameters) -> LayerParameters:
    """The layer in float64, with shapes that belong together."""
    weights = np.asarray(layer.weights)
    if weights.ndim != 2:
        raise ValueError(f"weights must be of the shape (inputs, units), got {weights.shape}")
    learned = (np.size(layer.learned),)
    shapes = Parameters(weights.shape, weights.shape[1:], learned)  # type: ignore[arg-type]
    names = Parameters("weights", "biases", "learned")  # type: ignore[arg-type]
    values = layer.map(_array, shapes, names)
    slots = tuple(slot.map(_array, shapes, names.map("slots.{}".format)) for slot in layer.slots)
    pruned = None if layer.pruned is None else _array(layer.pruned, weights.shape, "pruned", np.bool_)
    updates = None
    if layer.updates is not None and slots:
        updates = _array(layer.updates, (sum(weights.shape) + values.learned.size,), "updates", np.int64)
        if updates.size and not 0 <= updates.min() <= updates.max() <= MAX_UPDATES:
            found = f"{updates.min()} to {updates.max()}"
            raise ValueError(f"updates must be from 0 to {MAX_UPDATES} each, got {found}")
    return LayerParameters(*values, slots=slots, pruned=pruned, updates=updates)


def _array(
    values: NDArray[Any], shape: tuple[int, ...], name: str, dtype: type[np.generic] = np.float64
) -> NDArray[Any]:
    array = np.asarray(values, dtype=dtype)
    if array.shape != shape:
        raise ValueError(f"{name} must be of the shape {shape}, got {array.shape}")
    return array
