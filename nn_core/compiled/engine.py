"""The compiled engine: an experiment and its state into one block of numbers, the kernels on it, and back."""

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import ACTIVATIONS, Activation
from ..datasets import Dataset
from ..experiment import Experiment
from ..losses import LOSSES, OUTPUT_LAYERS, Loss
from ..network import Network
from ..optimizers import OPTIMIZERS
from ..regularizers import REGULARIZERS
from ..state import LayerParameters, TrainingState
from .library import library
from .plan import BLOCK, LAYER, PLAN, Array, Layout, layout

_PATIENCE = 0.002  # seconds between two questions whether to stop

_ADDRESS, _COUNT, _NUMBER = ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_double
_PROTOTYPES = {
    "train": ctypes.CFUNCTYPE(_COUNT, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT),
    "pictures": ctypes.CFUNCTYPE(
        None, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT, _COUNT, _COUNT, _NUMBER, _NUMBER, _ADDRESS
    ),
}


@cache
def _kernel(name: str) -> Callable[..., Any]:
    """A kernel as a function of Python. It lets other threads run while it works."""
    return _PROTOTYPES[name](library().address(name))


def prepare() -> float:
    """Load or compile all that the registries hold, so that nobody waits later; the seconds spent compiling."""
    ours = library()
    before = ours.seconds_compiling
    for name in _PROTOTYPES:
        ours.address(name)
    for activation in ACTIVATIONS.values():
        ours.address("forward", activation.f)
        ours.address("backward", activation.df)
    for output_layer in OUTPUT_LAYERS.values():
        _loss_address(LOSSES[output_layer.loss], ACTIVATIONS[output_layer.activation])
    for optimizer in OPTIMIZERS.values():
        ours.address("step", optimizer.step, len(optimizer.slots))
    for regularizer in REGULARIZERS.values():
        ours.address("toll", regularizer.derivative, regularizer.kills)
    return ours.seconds_compiling - before


def pictures(
    experiment: Experiment, state: TrainingState, x: Array, which: range, low: float, high: float
) -> NDArray[np.uint8]:
    """Activations of the units of some layers as bytes (units, samples), low..high as 1..255 and NaN as 0."""
    places = layout(experiment.layer_sizes)
    count, values = places.parameters, BLOCK * places.values
    memory = np.zeros(count + 2 * values)
    _pack(memory, places, [(layer.weights, layer.biases) for layer in state.layers])
    layers = _layers(Network(experiment), places)
    plans = np.zeros(1, PLAN)
    plan = plans[0]
    plan["layers"], plan["features"] = len(layers), x.shape[1]
    plan["z"], plan["a"] = count, count + values
    x = np.ascontiguousarray(x, dtype=np.float64)
    pixels = np.empty((sum(place.units for place in places.places[which.start : which.stop]), len(x)), dtype=np.uint8)
    addresses = (array.ctypes.data for array in (plans, layers, memory, x))
    _kernel("pictures")(*addresses, len(x), which.start, which.stop, low, high, pixels.ctypes.data)
    return pixels


class CompiledRun:
    """An experiment in training, see ``training.Run``."""

    def __init__(self, experiment: Experiment, state: TrainingState, data: Dataset) -> None:
        self._places = places = layout(experiment.layer_sizes)
        self._epoch = state.epoch
        self._optimizer = OPTIMIZERS[experiment.optimizer]
        self._regularizer = REGULARIZERS[experiment.regularization]
        network = Network(experiment)
        samples, batch, slots = len(data.train_x), experiment.batch_size, len(self._optimizer.slots)
        count, values, width = places.parameters, places.values * batch, places.places[-1].width
        amount = experiment.learning_rate * experiment.regularization_rate
        sizes = {
            "parameters, slots and killed": (2 + slots) * count,
            "saved": (2 + slots) * count,
            "gradient": count,
            "is_weight": count,
            "is_output": width,
            "z": values,
            "a": values,
            "e": values,
            "x": data.train_x.size,
            "y": samples * width,
        }
        ends = np.cumsum(list(sizes.values()))
        starts = dict(zip(sizes, (0, *ends[:-1].tolist()), strict=True))
        self._memory = memory = np.zeros(int(ends[-1]))
        self._layers = _layers(network, places)
        self._plan = np.zeros(1, PLAN)
        plan = self._plan[0]
        for name in PLAN.names or ():
            if name in starts:
                plan[name] = starts[name]
        plan["layers"], plan["features"], plan["samples"] = len(self._layers), len(experiment.features), samples
        plan["batch"], plan["parameters"], plan["slots"] = batch, count, slots
        plan["updates"] = state.epoch * -(-samples // batch)
        plan["learning_rate"], plan["amount"] = experiment.learning_rate, amount
        plan["loss"] = _loss_address(network.loss, network.activations[-1][0])
        plan["step"] = library().address("step", self._optimizer.step, slots)
        if amount != 0.0 or self._regularizer.kills:
            plan["toll"] = library().address("toll", self._regularizer.derivative, self._regularizer.kills)
        memory[starts["is_weight"] :][:count] = places.is_weight
        memory[starts["is_output"] :][: places.places[-1].units] = 1.0
        memory[starts["x"] :][: data.train_x.size] = data.train_x.ravel()
        targets = memory[starts["y"] :][: samples * width].reshape(samples, width)
        targets[:, : data.train_y.shape[1]] = data.train_y
        for index, pairs in enumerate(_stacked(state.layers, slots, self._regularizer.kills)):
            _pack(memory[index * count :], places, pairs)

    def train(self, epochs: int, stop: Callable[[], bool]) -> tuple[TrainingState, bool]:
        """Train in chunks of epochs that take about a millisecond."""
        done, chunk = 0, 1
        diverged = False
        while done < epochs and not diverged:
            chunk = min(chunk, epochs - done)
            begin = perf_counter()
            went_well = self._train(chunk)
            done += went_well
            diverged = went_well < chunk
            if stop():
                break
            if perf_counter() - begin < _PATIENCE / 2:
                chunk *= 2
        self._epoch += done
        return self.state(), diverged

    def epochs(self) -> Iterator[list[LayerParameters]]:
        """Train until nobody asks any more or the next epoch would diverge; the parameters after each epoch.

        They are views, which the next epoch changes: for one who looks after every epoch, a fifth of a state's cost.
        """
        pairs = [
            (self._places.matrix(self._memory, p), self._places.vector(self._memory, p)) for p in self._places.places
        ]
        layers = [LayerParameters(weights, biases) for weights, biases in pairs]
        while self._train(1):
            self._epoch += 1
            yield layers

    def _train(self, epochs: int) -> int:
        addresses = (array.ctypes.data for array in (self._plan, self._layers, self._memory))
        went_well: int = _kernel("train")(*addresses, epochs)
        self._plan["updates"] += went_well * -(-self._plan["samples"] // self._plan["batch"])
        return went_well

    def state(self) -> TrainingState:
        """A copy of the numbers."""
        count, slots = self._places.parameters, len(self._optimizer.slots)
        blocks = [_unpack(self._memory[index * count :], self._places) for index in range(1 + slots)]
        killed: list[NDArray[np.bool_] | None] = [None] * len(blocks[0])
        if self._regularizer.kills:
            killed = [weights > 0.0 for weights, _ in _unpack(self._memory[(1 + slots) * count :], self._places)]
        return TrainingState(
            tuple(
                LayerParameters(weights, biases, dead, tuple(w for w, _ in memory), tuple(b for _, b in memory))
                for (weights, biases), dead, *memory in zip(blocks[0], killed, *blocks[1:], strict=True)
            ),
            self._epoch,
        )


Pairs = list[tuple[NDArray[Any], NDArray[Any]]]


def _loss_address(loss: Loss, output: Activation) -> int:
    """The loop for the errors of the output layer."""
    options = () if loss.from_logits else (output.df,)
    return library().address("loss", loss.gradient, *options)


def _layers(network: Network, places: Layout) -> NDArray[Any]:
    """What the kernels are told of the layers."""
    ours = library()
    layers = np.zeros(len(places.places), LAYER)
    for index, (place, (activation, parameter)) in enumerate(zip(places.places, network.activations, strict=True)):
        forward = ours.address("forward", activation.f)
        backward = ours.address("backward", activation.df)
        sizes = place.inputs, place.units, place.width
        layers[index] = (*sizes, place.start, place.biases, place.values, forward, backward, parameter)
    return layers


def _stacked(layers: tuple[LayerParameters, ...], slots: int, kills: bool) -> list[Pairs]:
    """Parameters, slots and killed weights, each as pairs (for weights, for biases)."""
    stacked: list[Pairs] = [[(layer.weights, layer.biases) for layer in layers]]
    stacked += [[(layer.weight_slots[s], layer.bias_slots[s]) for layer in layers] for s in range(slots)]
    if kills:
        stacked.append([(layer.killed, np.zeros(1)) for layer in layers if layer.killed is not None])
    return stacked


def _pack(numbers: Array, places: Layout, pairs: Pairs) -> None:
    for place, (weights, biases) in zip(places.places, pairs, strict=True):
        places.matrix(numbers, place)[:] = weights
        places.vector(numbers, place)[:] = biases


def _unpack(numbers: Array, places: Layout) -> Pairs:
    """Copies that nobody can write to, which a state takes as they are."""
    pairs = [(places.matrix(numbers, place).copy(), places.vector(numbers, place).copy()) for place in places.places]
    for pair in pairs:
        for array in pair:
            array.flags.writeable = False
    return pairs
