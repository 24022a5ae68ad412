"""The training state: everything that training has produced, and how it travels as bytes.

A few kilobytes: weights and biases, what the optimiser remembers, and the epoch. The browser keeps it
between two requests, so what comes back is checked to the last byte before it is used.

The byte form is little-endian:

    4 bytes  the letters NNPS
    uint16   version of this form, 1
    uint16   number of layers L
    uint32   number of optimiser slots S
    uint32   1 if the updates are counted, else 0: there are no slots, or the state is an older one
    float64  epoch, a whole number
    L times  uint32 inputs, uint32 columns
    L times  float64: weights row by row (one row per input), then biases, then the learned parameter if there is one
    L times  S times float64: slots of the same
    L times  uint32, if they are counted: updates of each input, of each column, of the learned parameter
    L times  the killed weights, one bit each, the last byte of a layer filled up with zeros
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise, repeat
from math import copysign
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from .experiment import Experiment
from .layer import Array, Counts, LayerParameters, none_killed, read_only, sealed
from .optimizers import OPTIMIZERS
from .shapes import Parts, Shape, places

__all__ = ["LARGEST", "MAX_EPOCH", "LayerParameters", "TrainingState"]

MAX_EPOCH = 2**53
LARGEST = 1e12  # a number beyond this is on its way to infinity

_MAGIC = b"NNPS"
_VERSION = 1
_HEADER = struct.Struct("<4sHHIId")
_SIZES = struct.Struct("<II")
HEADER_BYTES, SIZES_BYTES = _HEADER.size, _SIZES.size


@dataclass(frozen=True)
class TrainingState:
    """All layers from the first hidden one to the output layer, and the epochs trained so far. Never changes.

    Raises:
        ValueError: shapes that do not belong together, or an epoch that is not a whole number from 0 up.
    """

    layers: tuple[LayerParameters, ...]
    epoch: int = 0

    def __post_init__(self) -> None:
        """Check the shapes and make every array read-only."""
        if not (isinstance(self.epoch, int) and 0 <= self.epoch <= MAX_EPOCH):
            raise ValueError(f"epoch: {self.epoch!r} is not allowed; allowed is a whole number from 0 to {MAX_EPOCH}")
        layers = tuple(map(sealed, self.layers))
        if not layers:
            raise ValueError("layers: at least the output layer is needed")
        for before, after in pairwise(layers):
            if after.sizes[0] == 0 or before.sizes[1] % after.sizes[0]:
                raise ValueError(f"layers: {before.sizes[1]} units do not fit the {after.sizes[0]} inputs that follow")
        object.__setattr__(self, "layers", layers)

    @classmethod
    def of_numbers(
        cls,
        shape: Shape,
        numbers: Array,
        epoch: int,
        killed: Sequence[NDArray[np.bool_]] | None = None,
        updates: Counts | None = None,
    ) -> Self:
        """A state whose arrays are parts of ``numbers``, which become read-only and are known to fit the shape.

        ``updates`` are those of all layers, one after the other.
        """
        state = object.__new__(cls)
        state.__dict__.update(epoch=epoch, numbers=read_only(numbers), shape=shape, _killed=killed, updates=updates)
        return state

    def __getattr__(self, name: str) -> Any:
        """The layers of a state that came as numbers: they are cut when somebody looks, which is seldom."""
        if name != "layers" or "shape" not in self.__dict__:
            raise AttributeError(name)
        dead = self._killed or map(none_killed, self.shape.sizes)
        ends = list(accumulate(self.shape.counts))[:-1]
        updates = repeat(None) if self.updates is None else map(read_only, np.split(self.updates, ends))
        cut = map(_cut, repeat(self.numbers), self.shape.sizes, dead, places(self.shape), updates)
        return self.__dict__.setdefault("layers", tuple(cut))

    @cached_property
    def shape(self) -> Shape:
        """How the numbers are divided."""
        learns = tuple(bool(layer.learned.size) for layer in self.layers)
        return Shape(tuple(layer.sizes for layer in self.layers), learns, len(self.layers[0].weight_slots))

    @cached_property
    def _killed(self) -> Sequence[NDArray[np.bool_]] | None:
        """The killed weights of each layer; None if there are none."""
        killed = [layer.killed for layer in self.layers if layer.killed is not None]  # by now all layers have it
        return killed if any(each.any() for each in killed) else None

    @cached_property
    def updates(self) -> Counts | None:
        """The updates of all layers, one after the other; None if they were not counted. Read-only."""
        counted = [layer.updates for layer in self.layers if layer.updates is not None]
        return read_only(np.concatenate(counted)) if len(counted) == len(self.layers) else None

    @cached_property
    def numbers(self) -> Array:
        """All parameters and slots, in the order of the byte form. Read-only."""
        parameters = [part for layer in self.layers for part in (layer.weights, layer.biases, layer.learned)]
        slots = [
            part
            for layer in self.layers
            for slot in zip(layer.weight_slots, layer.bias_slots, layer.learned_slots, strict=True)
            for part in slot
        ]
        return read_only(np.concatenate([part.ravel() for part in (*parameters, *slots)]))

    def largest(self) -> float:
        """The largest absolute value of all parameters and slots; NaN if one is not a number."""
        return float(np.abs(self.numbers).max())

    def fitted(self, experiment: Experiment) -> Self:
        """This state, with slots for the experiment's optimiser and learned parameters where it has none yet.

        Where nobody has counted the optimizer's updates, they are those of all epochs so far; none, if it does not
        remember anything yet.

        Raises:
            ValueError: the layers are not those of the experiment's network.
        """
        sizes = tuple(layer.sizes for layer in self.layers)
        if sizes != experiment.weight_shapes:
            raise ValueError(f"layers: {sizes} do not fit the network; allowed is {experiment.weight_shapes}")
        slots = len(OPTIMIZERS[experiment.optimizer].slots)
        layers = [
            (layer if (initial is not None) == bool(layer.learned.size) else layer.with_learned(initial)).with_slots(
                slots
            )
            for layer, initial in zip(self.layers, experiment.learned, strict=True)
        ]
        if slots and any(layer.updates is None for layer in layers):
            remembers = any(slot.any() for layer in layers for slot in (*layer.weight_slots, *layer.bias_slots))
            updates = self.epoch * -(-experiment.train_samples // experiment.batch_size) if remembers else 0
            layers = [layer.counted(updates) for layer in layers]
        if all(fitted is layer for fitted, layer in zip(layers, self.layers, strict=True)):
            return self
        return replace(self, layers=tuple(layers))

    def without_slots(self) -> Self:
        """This state without what the optimiser remembers: for another one, to which it would mean something else."""
        return replace(self, layers=tuple(layer.with_slots(0) for layer in self.layers))

    def to_bytes(self) -> bytes:
        """The byte form described at the top of this file."""
        sizes, slots = self.shape.sizes, self.shape.slots
        updates = b"" if self.updates is None else self.updates.astype("<u4").tobytes()
        head = _HEADER.pack(_MAGIC, _VERSION, len(sizes), slots, bool(updates), float(self.epoch))
        told, nothing_killed = _of_sizes(sizes)
        numbers = self.numbers.astype("<f8", copy=False).tobytes()
        killed = b"".join(np.packbits(each).tobytes() for each in self._killed or ()) or nothing_killed
        return head + told + numbers + updates + killed

    @classmethod
    def from_bytes(cls, experiment: Experiment, data: bytes) -> Self:
        """Read the byte form back.

        Raises:
            ValueError: not a state, another version, a size or shape that does not fit the experiment's
                network, a number that is not finite or beyond 1e12, or an impossible epoch.
        """
        shape = Shape.of(experiment)
        head = _HEADER.size + _SIZES.size * len(shape.sizes)
        if len(data) < _HEADER.size:
            raise ValueError(f"state: {len(data)} bytes are too few")
        magic, version, layer_count, slots, counted, epoch = _HEADER.unpack_from(data)
        if magic != _MAGIC or counted > bool(slots):
            raise ValueError("state: these bytes are not a training state")
        if version != _VERSION:
            raise ValueError(f"state: version {version} is not known; known is {_VERSION}")
        if layer_count != len(shape.sizes):
            raise ValueError(f"state: {layer_count} layers do not fit; allowed is {len(shape.sizes)}")
        if slots != shape.slots:
            raise ValueError(f"state: {slots} optimiser slots do not fit the optimiser {experiment.optimizer}")
        if not (0.0 <= epoch <= MAX_EPOCH and epoch.is_integer()) or copysign(1.0, epoch) < 0.0:
            raise ValueError(f"state: epoch {epoch} is not allowed")
        counts = sum(shape.counts) if counted else 0
        tail = head + 8 * shape.numbers + 4 * counts
        expected = tail + len(_of_sizes(shape.sizes)[1])
        if len(data) != expected:
            raise ValueError(f"state: {len(data)} bytes do not fit the network; allowed is {expected}")
        sizes = tuple(_SIZES.iter_unpack(data[_HEADER.size : head]))
        if sizes != shape.sizes:
            raise ValueError(f"state: layers {sizes} do not fit; allowed is {shape.sizes}")
        numbers = np.frombuffer(data, dtype="<f8", count=shape.numbers, offset=head).astype(np.float64)
        if not np.abs(numbers).max() <= LARGEST:
            raise ValueError("state: it holds a number that is not finite or too large")
        updates = np.frombuffer(data, "<u4", counts, tail - 4 * counts).astype(np.int64) if counted else None
        return cls.of_numbers(shape, numbers, int(epoch), _read_killed(sizes, data[tail:]), updates)


def _cut(
    numbers: Array,
    size: tuple[int, int],
    killed: NDArray[np.bool_],
    where: tuple[Parts, ...],
    updates: Counts | None,
) -> LayerParameters:
    """The layer that is in these places of a state's numbers."""
    cut = [(numbers[weights].reshape(size), numbers[biases], numbers[own]) for weights, biases, own in where]
    weights, biases, own = cut[0]
    slots = tuple(zip(*cut[1:], strict=True)) or ((), (), ())
    return LayerParameters(weights, biases, killed, slots[0], slots[1], own, slots[2], updates)


@lru_cache(maxsize=256)
def _of_sizes(sizes: tuple[tuple[int, int], ...]) -> tuple[bytes, bytes]:
    """The sizes of all layers as bytes, and their killed weights if there are none."""
    told = b"".join(_SIZES.pack(*size) for size in sizes)
    return told, bytes(sum((inputs * columns + 7) // 8 for inputs, columns in sizes))


def _read_killed(sizes: tuple[tuple[int, int], ...], data: bytes) -> list[NDArray[np.bool_]] | None:
    if data == _of_sizes(sizes)[1]:
        return None
    masks = []
    for inputs, columns in sizes:
        count = inputs * columns
        bits, data = np.unpackbits(np.frombuffer(data[: (count + 7) // 8], dtype=np.uint8)), data[(count + 7) // 8 :]
        if bits[count:].any():
            raise ValueError("state: the fill bits after the killed weights must be zero")
        masks.append(read_only(bits[:count].astype(bool).reshape(inputs, columns)))
    return masks
