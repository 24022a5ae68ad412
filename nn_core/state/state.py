"""The training state: everything that training has produced, and how it travels as bytes.

A few kilobytes: weights and biases, what the optimizer remembers, and the epoch. The browser keeps it
between two requests, so what comes back is checked to the last byte before it is used.

The byte form is little-endian:

    4 bytes  the letters NNPS
    uint16   version of this form, 1
    uint16   number of layers L
    uint32   number of optimizer slots S
    uint32   1 if the updates are counted, else 0: there are no slots, or the state is an older one
    float64  epoch, a whole number
    L times  uint32 inputs, uint32 columns
    L times  float64: weights row by row (one row per input), then biases, then the learned parameters if there are some
    L times  S times float64: slots of the same
    L times  uint32, if they are counted: updates of each input, of each column, of each learned parameter
    L times  the pruned weights, one bit each, the last byte of a layer filled up with zeros
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import copysign
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..experiment.experiment import Experiment
from ..optimizers import OPTIMIZERS
from .packed import PackedLayers
from .parameters import Array, Counts, LayerParameters
from .shapes import Shape

__all__ = ["HEADER_BYTES", "LARGEST", "MAX_EPOCH", "SIZES_BYTES", "TrainingState", "fit_layers"]

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

    Layers that somebody has made by hand are copied into one array of numbers: ``layers`` are views of it, and
    ``packed`` is the same object by its own type.

    Raises:
        ValueError: shapes that do not belong together, or an epoch that is not a whole number from 0 up.
    """

    layers: Sequence[LayerParameters]
    epoch: int = 0
    packed: PackedLayers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check and copy what was made by hand."""
        if not (isinstance(self.epoch, int) and 0 <= self.epoch <= MAX_EPOCH):
            raise ValueError(f"epoch must be a whole number from 0 to {MAX_EPOCH}, got {self.epoch!r}")
        packed = PackedLayers.pack(self.layers).freeze()
        object.__setattr__(self, "layers", packed)
        object.__setattr__(self, "packed", packed)

    @property
    def shape(self) -> Shape:
        """How the numbers are divided."""
        return self.packed.shape

    @property
    def numbers(self) -> Array:
        """All parameters and slots, in the order of the byte form. Read-only."""
        return self.packed.numbers

    @property
    def updates(self) -> Counts | None:
        """The updates of all layers, one after the other; None if they were not counted. Read-only."""
        return self.packed.updates

    def largest(self) -> float:
        """The largest absolute value of all parameters and slots; NaN if one is not a number."""
        return float(np.abs(self.numbers).max())

    def fitted(self, experiment: Experiment) -> Self:
        """This state, with slots for the experiment's optimizer and learned parameters where it has none yet.

        Raises:
            ValueError: the layers are not those of the experiment's network.
        """
        if self.shape == Shape.from_experiment(experiment) and (self.updates is not None or not self.shape.slots):
            return self
        return replace(self, layers=fit_layers(self.layers, experiment, self.epoch))

    def without_slots(self) -> Self:
        """This state without what the optimizer remembers: for another one, to which it would mean something else."""
        return replace(self, layers=tuple(layer.with_slots(0) for layer in self.layers))

    def to_bytes(self) -> bytes:
        """The byte form described at the top of this file."""
        packed = self.packed
        sizes, slots = packed.shape.sizes, packed.shape.slots
        updates = b"" if packed.updates is None else packed.updates.astype("<u4").tobytes()
        header = _HEADER.pack(_MAGIC, _VERSION, len(sizes), slots, bool(updates), float(self.epoch))
        size_bytes, empty_masks = _size_bytes(sizes)
        numbers = packed.numbers.astype("<f8", copy=False).tobytes()
        masks = b"".join([np.packbits(mask).tobytes() for mask in packed.pruned or ()]) or empty_masks
        return header + size_bytes + numbers + updates + masks

    @classmethod
    def from_bytes(cls, experiment: Experiment, data: bytes) -> Self:
        """Read the byte form back.

        Raises:
            ValueError: not a state, another version, a size or shape that does not fit the experiment's
                network, a number that is not finite or beyond 1e12, or an impossible epoch.
        """
        shape = Shape.from_experiment(experiment)
        head = _HEADER.size + _SIZES.size * len(shape.sizes)
        if len(data) < _HEADER.size:
            raise ValueError(f"state must be {_HEADER.size} bytes or more, got {len(data)}")
        magic, version, layer_count, slots, counted, epoch = _HEADER.unpack_from(data)
        if magic != _MAGIC or counted > bool(slots):
            raise ValueError("state must be a training state, got other bytes")
        if version != _VERSION:
            raise ValueError(f"state must be version {_VERSION}, got version {version}")
        if layer_count != len(shape.sizes):
            raise ValueError(f"state must have {len(shape.sizes)} layers for this network, got {layer_count}")
        if slots != shape.slots:
            raise ValueError(f"state must have {shape.slots} optimizer slots for {experiment.optimizer}, got {slots}")
        if not (0.0 <= epoch <= MAX_EPOCH and epoch.is_integer()) or copysign(1.0, epoch) < 0.0:
            raise ValueError(f"state must have a whole number of epochs from 0 to {MAX_EPOCH}, got {epoch}")
        counts = sum(shape.counts) if counted else 0
        tail = head + 8 * shape.numbers + 4 * counts
        expected = tail + len(_size_bytes(shape.sizes)[1])
        if len(data) != expected:
            raise ValueError(f"state must be {expected} bytes for this network, got {len(data)}")
        sizes = tuple(_SIZES.iter_unpack(data[_HEADER.size : head]))
        if sizes != shape.sizes:
            raise ValueError(f"state must have layers {shape.sizes} for this network, got {sizes}")
        numbers = np.frombuffer(data, dtype="<f8", count=shape.numbers, offset=head).astype(np.float64)
        if not np.abs(numbers).max() <= LARGEST:
            raise ValueError(f"state must hold finite numbers of at most {LARGEST:g}, got larger ones or none")
        updates = np.frombuffer(data, "<u4", counts, tail - 4 * counts).astype(np.int64) if counted else None
        return cls(PackedLayers(shape, numbers, _read_masks(sizes, data[tail:]), updates), int(epoch))


def fit_layers(layers: Sequence[LayerParameters], experiment: Experiment, epoch: int) -> tuple[LayerParameters, ...]:
    """Layers with slots and learned parameters where the experiment's have some and they have none yet.

    Where nobody has counted the optimizer's updates, they are those of all epochs so far; none, if it does not
    remember anything yet.

    Raises:
        ValueError: they are not those of the experiment's network.
    """
    learned = [(layer.learned.size, len(initial)) for layer, initial in zip(layers, experiment.learned, strict=False)]
    for index, (given, wanted) in enumerate(learned):
        if given and wanted and given != wanted:
            raise ValueError(f"layers.{index}.learned must be {wanted} for this network, got {given}")
    sizes = tuple(layer.sizes for layer in layers)
    if sizes != experiment.weight_shapes:
        raise ValueError(f"layers must be {experiment.weight_shapes} for this network, got {sizes}")
    learning = [
        layer if layer.learned.size == len(initial) else layer.with_learned(initial)
        for layer, initial in zip(layers, experiment.learned, strict=True)
    ]
    fitted = [layer.with_slots(len(OPTIMIZERS[experiment.optimizer].slots)) for layer in learning]
    remembers = any(part.any() for layer in fitted for slot in layer.slots for part in slot)
    updates = epoch * -(-experiment.train_samples // experiment.batch_size) if remembers else 0
    return tuple(layer.counted(updates) for layer in fitted)


@lru_cache(maxsize=256)
def _size_bytes(sizes: tuple[tuple[int, int], ...]) -> tuple[bytes, bytes]:
    """The sizes of all layers as bytes, and the masks of their pruned weights if there are none."""
    size_bytes = b"".join(_SIZES.pack(*size) for size in sizes)
    return size_bytes, bytes(sum((inputs * columns + 7) // 8 for inputs, columns in sizes))


def _read_masks(sizes: tuple[tuple[int, int], ...], data: bytes) -> list[NDArray[np.bool_]] | None:
    if data == _size_bytes(sizes)[1]:
        return None
    masks = []
    for inputs, columns in sizes:
        count = inputs * columns
        bits, data = np.unpackbits(np.frombuffer(data[: (count + 7) // 8], dtype=np.uint8)), data[(count + 7) // 8 :]
        if bits[count:].any():
            raise ValueError("state must have zeros in the fill bits after the pruned weights, got ones")
        masks.append(bits[:count].astype(bool).reshape(inputs, columns))
    return masks
