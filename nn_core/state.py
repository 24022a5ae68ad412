"""The training state: everything that training has produced, and how it travels as bytes.

A few kilobytes: weights and biases, what the optimiser remembers, and the epoch. The browser keeps it
between two requests, so what comes back is checked to the last byte before it is used.

The byte form is little-endian:

    4 bytes  the letters NNPS
    uint16   version of this form, 1
    uint16   number of layers L
    uint32   number of optimiser slots S
    uint32   zero
    float64  epoch, a whole number
    L times  uint32 inputs, uint32 columns
    L times  float64: weights row by row (one row per input), then biases, then the learned parameter if there is one
    L times  S times float64: slots of the same
    L times  the killed weights, one bit each, the last byte of a layer filled up with zeros
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise, repeat
from math import copysign
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from .experiment import Experiment
from .optimizers import OPTIMIZERS
from .shapes import Parts, Shape, places

Array = NDArray[np.float64]

MAX_EPOCH = 2**53
LARGEST = 1e12  # a number beyond this is on its way to infinity

_MAGIC = b"NNPS"
_VERSION = 1
_HEADER = struct.Struct("<4sHHIId")
_SIZES = struct.Struct("<II")


@dataclass(frozen=True)
class LayerParameters:
    """The parameters of one layer: ``weights`` (inputs, columns) and ``biases`` (columns,), float64.

    There is a column for each unit; units that are a maximum of k pieces have k, the first pieces of all units first.
    ``learned`` (1,) is the parameter of an activation that learns it, else it is empty. ``killed`` (inputs, columns)
    marks the weights that L1 set to zero for good; left out, none is. The slots are what the optimiser remembers
    for each of the three; left out, they start at zero.
    """

    weights: Array
    biases: Array
    killed: NDArray[np.bool_] | None = None
    weight_slots: tuple[Array, ...] = ()
    bias_slots: tuple[Array, ...] = ()
    learned: Array = field(default_factory=lambda: np.empty(0))
    learned_slots: tuple[Array, ...] = ()

    @property
    def sizes(self) -> tuple[int, int]:
        """(inputs, columns)."""
        inputs, columns = self.weights.shape
        return inputs, columns

    def astype(self, dtype: DTypeLike) -> "LayerParameters":
        """Weights, biases and the learned parameter in another precision, for drawing."""
        return LayerParameters(self.weights.astype(dtype), self.biases.astype(dtype), learned=self.learned)

    def with_slots(self, count: int) -> "LayerParameters":
        """This layer, with slots at zero unless it has just as many."""
        if len(self.weight_slots) == len(self.learned_slots) == count:
            return self
        return replace(
            self,
            weight_slots=(np.zeros_like(self.weights),) * count,
            bias_slots=(np.zeros_like(self.biases),) * count,
            learned_slots=(np.zeros_like(self.learned),) * count,
        )


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
        layers = tuple(map(_sealed, self.layers))
        if not layers:
            raise ValueError("layers: at least the output layer is needed")
        for before, after in pairwise(layers):
            if after.sizes[0] == 0 or before.sizes[1] % after.sizes[0]:
                raise ValueError(f"layers: {before.sizes[1]} units do not fit the {after.sizes[0]} inputs that follow")
        object.__setattr__(self, "layers", layers)

    @classmethod
    def of_numbers(
        cls, shape: Shape, numbers: Array, epoch: int, killed: Sequence[NDArray[np.bool_]] | None = None
    ) -> Self:
        """A state whose arrays are parts of ``numbers``, which become read-only and are known to fit the shape."""
        state = object.__new__(cls)
        state.__dict__.update(epoch=epoch, numbers=read_only(numbers), shape=shape, _killed=killed)
        return state

    def __getattr__(self, name: str) -> Any:
        """The layers of a state that came as numbers: they are cut when somebody looks, which is seldom."""
        if name != "layers" or "shape" not in self.__dict__:
            raise AttributeError(name)
        dead = self._killed or map(none_killed, self.shape.sizes)
        cut = map(_cut, repeat(self.numbers), self.shape.sizes, dead, places(self.shape))
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

        Raises:
            ValueError: the layers are not those of the experiment's network.
        """
        sizes = tuple(layer.sizes for layer in self.layers)
        if sizes != experiment.weight_shapes:
            raise ValueError(f"layers: {sizes} do not fit the network; allowed is {experiment.weight_shapes}")
        slots = len(OPTIMIZERS[experiment.optimizer].slots)
        layers = [
            _with_learned(layer, initial).with_slots(slots)
            for layer, initial in zip(self.layers, experiment.learned, strict=True)
        ]
        if all(fitted is layer for fitted, layer in zip(layers, self.layers, strict=True)):
            return self
        return replace(self, layers=tuple(layers))

    def without_slots(self) -> Self:
        """This state without what the optimiser remembers: for another one, to which it would mean something else."""
        layers = [replace(layer, weight_slots=(), bias_slots=(), learned_slots=()) for layer in self.layers]
        return replace(self, layers=tuple(layers))

    def to_bytes(self) -> bytes:
        """The byte form described at the top of this file."""
        sizes, slots = self.shape.sizes, self.shape.slots
        head = _HEADER.pack(_MAGIC, _VERSION, len(sizes), slots, 0, float(self.epoch))
        told, nothing_killed = _of_sizes(sizes)
        numbers = self.numbers.astype("<f8", copy=False).tobytes()
        killed = b"".join(np.packbits(each).tobytes() for each in self._killed or ()) or nothing_killed
        return head + told + numbers + killed

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
        magic, version, layer_count, slots, zero, epoch = _HEADER.unpack_from(data)
        if magic != _MAGIC or zero:
            raise ValueError("state: these bytes are not a training state")
        if version != _VERSION:
            raise ValueError(f"state: version {version} is not known; known is {_VERSION}")
        if layer_count != len(shape.sizes):
            raise ValueError(f"state: {layer_count} layers do not fit; allowed is {len(shape.sizes)}")
        if slots != shape.slots:
            raise ValueError(f"state: {slots} optimiser slots do not fit the optimiser {experiment.optimizer}")
        if not (0.0 <= epoch <= MAX_EPOCH and epoch.is_integer()) or copysign(1.0, epoch) < 0.0:
            raise ValueError(f"state: epoch {epoch} is not allowed")
        tail = head + 8 * shape.numbers
        expected = tail + len(_of_sizes(shape.sizes)[1])
        if len(data) != expected:
            raise ValueError(f"state: {len(data)} bytes do not fit the network; allowed is {expected}")
        sizes = tuple(_SIZES.iter_unpack(data[_HEADER.size : head]))
        if sizes != shape.sizes:
            raise ValueError(f"state: layers {sizes} do not fit; allowed is {shape.sizes}")
        numbers = np.frombuffer(data, dtype="<f8", count=shape.numbers, offset=head).astype(np.float64)
        if not np.abs(numbers).max() <= LARGEST:
            raise ValueError("state: it holds a number that is not finite or too large")
        return cls.of_numbers(shape, numbers, int(epoch), _read_killed(sizes, data[tail:]))


def _cut(numbers: Array, size: tuple[int, int], killed: NDArray[np.bool_], where: tuple[Parts, ...]) -> LayerParameters:
    """The layer that is in these places of a state's numbers."""
    cut = [(numbers[weights].reshape(size), numbers[biases], numbers[own]) for weights, biases, own in where]
    weights, biases, own = cut[0]
    slots = tuple(zip(*cut[1:], strict=True)) or ((), (), ())
    return LayerParameters(weights, biases, killed, slots[0], slots[1], own, slots[2])


def _with_learned(layer: LayerParameters, initial: float | None) -> LayerParameters:
    """The layer with a learned parameter if there is to be one, which starts at the given value."""
    if (initial is not None) == bool(layer.learned.size):
        return layer
    return replace(layer, learned=np.array([] if initial is None else [initial]), learned_slots=())


@lru_cache(maxsize=256)
def _of_sizes(sizes: tuple[tuple[int, int], ...]) -> tuple[bytes, bytes]:
    """The sizes of all layers as bytes, and their killed weights if there are none."""
    told = b"".join(_SIZES.pack(*size) for size in sizes)
    return told, bytes(sum((inputs * columns + 7) // 8 for inputs, columns in sizes))


@lru_cache(maxsize=256)
def none_killed(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """What a layer of this shape has as ``killed`` where no weight is. Read-only."""
    return read_only(np.zeros(shape, dtype=bool))


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """An array that nobody has yet, and from now on nobody can write to."""
    array.flags.writeable = False
    return array


def _sealed(layer: LayerParameters) -> LayerParameters:
    """The layer with its arrays checked and read-only."""
    weights = np.asarray(layer.weights)
    if weights.ndim != 2:
        raise ValueError(f"weights: the shape {weights.shape} is not allowed; allowed is (inputs, units)")
    learned_slots = layer.learned_slots
    if not layer.learned.size:  # then its slots say nothing, and may be left out
        learned_slots = (layer.learned,) * len(layer.weight_slots)
    if not len(layer.weight_slots) == len(layer.bias_slots) == len(learned_slots):
        raise ValueError("slots: weights, biases and learned parameter must have the same number")
    shape, columns, one = weights.shape, weights.shape[1:], (min(1, layer.learned.size),)
    return LayerParameters(
        _read_only(weights, shape, "weights"),
        _read_only(layer.biases, columns, "biases"),
        _read_only(none_killed(shape) if layer.killed is None else layer.killed, shape, "killed", np.bool_),
        tuple(_read_only(slot, shape, "weight_slots") for slot in layer.weight_slots),
        tuple(_read_only(slot, columns, "bias_slots") for slot in layer.bias_slots),
        _read_only(layer.learned, one, "learned"),
        tuple(_read_only(slot, one, "learned_slots") for slot in learned_slots),
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
