"""The compiled engine: an experiment and its state into one block of numbers, the kernels on it, and back."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import ACTIVATIONS
from ..datasets import Dataset
from ..experiment.experiment import Experiment
from ..network.network import Network
from ..network.noise import sample_noise
from ..optimizers import OPTIMIZERS
from ..regularizers import REGULARIZERS
from ..state.packed import PackedLayers
from ..state.parameters import MAX_UPDATES, more_updates
from ..state.shapes import Shape
from ..state.state import TrainingState
from .formulas import known
from .functions import backward_loop, forward_loop, inference_loop, kernel, loss_loop, penalty_loop, prepare, step_loop
from .plan import BLOCK, COUPLED_KEYS, PLAN, Array, Layout, layout
from .programs import Programs

__all__ = ["CompiledInference", "CompiledRun", "prepare", "supports"]

_PATIENCE = 0.002  # seconds between two questions whether to stop
_RATES = 100  # learning rates, at least, that are asked for together


def supports(experiment: Experiment) -> bool:
    """Whether there are loops for all its layers: coupled ones, and what formulas are made of, have theirs by name."""
    return all(
        known(layer.formula)
        if layer.formula
        else layer.activation in COUPLED_KEYS or layer.function.sums or not layer.function.coupled
        for layer in experiment.hidden
    )


class CompiledInference:
    """A network without learning: see ``evaluation.Inference``."""

    def __init__(self, experiment: Experiment) -> None:
        self._network = Network(experiment)
        self._places = places = _places(experiment)
        self._numbers = places.numbers(0)
        self._programs = programs = Programs(experiment)
        sizes = {
            "parameters": places.parameters,
            "x": BLOCK * len(experiment.features),
            "z": BLOCK * max(place.columns for place in places.places),
            "a": BLOCK * places.values,
            "programs": programs.size,
        }
        ends = np.cumsum(list(sizes.values()))
        self._memory = memory = np.zeros(int(ends[-1]))
        programs.place(memory, int(ends[-2]))
        with np.errstate(over="ignore"):  # a constant of a formula
            self._singles = memory.astype(np.float32)  # the same, for pictures
        self._layers = np.tile(places.layers, (2, 1))
        for layers, drawing in zip(self._layers, (False, True), strict=True):
            layers["inference"] = [inference_loop(activation, drawing) for activation, _ in self._network.activations]
            programs.tell(layers, drawing)
        self._layers["parameter"] = _told(self._network)
        self._layers["values"] *= BLOCK
        self._plan = np.zeros(1, PLAN)
        plan = self._plan[0]
        plan["layers"], plan["features"] = len(places.places), len(experiment.features)
        plan["x"], plan["z"], plan["a"] = ends[:-2].tolist()
        at, first = self._plan.ctypes.data, self._layers.ctypes.data
        self._addresses = at, first, memory.ctypes.data
        self._addresses_to_draw = at, first + self._layers[0].nbytes, self._singles.ctypes.data

    def take(self, state: TrainingState) -> None:
        """From now on with the parameters of this state."""
        self._memory[self._numbers] = self._singles[self._numbers] = state.numbers[: len(self._numbers)]
        self._programs.learn(state.layers, self._memory, self._singles)

    def outputs(self, x: Array) -> tuple[Array, Array]:
        """Pre-activations and activations (samples, outputs) of the output layer."""
        by_feature = _by_feature(x, np.float64)
        both = np.empty((2, self._places.places[-1].units, len(x)))
        z = both.ctypes.data
        kernel("outputs")(*self._addresses, by_feature.ctypes.data, len(x), z, z + both.nbytes // 2)
        return both[0].T, both[1].T

    def draw(self, x: Array, which: range, low: float, high: float) -> NDArray[np.uint8]:
        """Activations of the units of some layers as bytes (units, samples), low..high as 1..255 and NaN as 0.

        In float32, of which eight are computed at once. What is no number there may be one in float64, which goes
        further: then all is computed once more.
        """
        by_feature = _by_feature(x, np.float32)
        units = sum(place.units for place in self._places.places[which.start : which.stop])
        pixels = np.empty((units, len(x)), dtype=np.uint8)
        numbers = (len(x), which.start, which.stop, low, high, pixels.ctypes.data)
        kernel("pictures")(*self._addresses_to_draw, by_feature.ctypes.data, *numbers)
        if not pixels.min(initial=255):
            by_feature = _by_feature(x, np.float64)
            kernel("exact pictures")(*self._addresses, by_feature.ctypes.data, *numbers)
        return pixels


def _by_feature(x: NDArray[Any], precision: type[np.floating]) -> NDArray[Any]:
    """The features (features, samples); of what lies so in memory already, no copy."""
    return np.ascontiguousarray(x.T, dtype=precision)


class CompiledRun:
    """An experiment in training, see ``training.Run``."""

    def __init__(self, experiment: Experiment, state: TrainingState, data: Dataset) -> None:
        self._experiment = experiment
        self._places = places = _places(experiment)
        self._shape, self._epoch = Shape.from_experiment(experiment), state.epoch
        self._numbers = places.numbers(self._shape.slots)
        self._optimizer = OPTIMIZERS[experiment.optimizer]
        self._regularizer = REGULARIZERS[experiment.regularization]
        network = Network(experiment)
        self._programs = programs = Programs(experiment)
        samples, batch, slots = len(data.train_x), experiment.batch_size, self._shape.slots
        count, values, width = places.parameters, places.values * batch, places.places[-1].width
        stochastic = experiment.is_stochastic
        self._began_with = began_with = state.updates
        of_different_age = began_with is not None and bool(np.any(began_with != began_with[0]))
        sizes = {
            "parameters, slots and pruned": (2 + slots) * count,
            "ages": count if of_different_age else 0,
            "saved": (2 + slots) * count,
            "gradient": count,
            "is_weight": count,
            "is_output": width,
            "z": values,
            "a": values,
            "e": values,
            "dropped": values if stochastic else 0,
            "sizes": 2 * len(places.places),
            "programs": programs.size,
            "noise": places.values * samples if stochastic else 0,
            "dropout_mask": places.values * samples if stochastic else 0,
            "x": data.train_x.size,
            "y": samples * width,
        }
        ends = np.cumsum(list(sizes.values()))
        starts = dict(zip(sizes, (0, *ends[:-1].tolist()), strict=True))
        self._memory = memory = np.zeros(int(ends[-1]))
        parts = ("noise", "dropout_mask") if stochastic else ()
        self._noise = {name: memory[starts[name] :][: sizes[name]] for name in parts}
        _write_sizes(memory[starts["sizes"] :], places)
        programs.place(memory, starts["programs"])
        noise_places = (starts["noise"], starts["dropout_mask"], samples if stochastic else 0)
        self._layers = _layers(network, places, starts["sizes"], *noise_places)
        self._layers["parameter"] = _told(network)
        self._layers["values"] *= batch
        programs.tell(self._layers)
        programs.learn(state.layers, memory)
        self._layers["extra_back"] += np.where(self._layers["learned"] > 0, starts["gradient"], 0)
        self._plan = np.zeros(1, PLAN)
        plan = self._plan[0]
        for name in PLAN.names or ():
            if name in starts:
                plan[name] = starts[name]
        plan["layers"], plan["features"], plan["samples"] = len(self._layers), len(experiment.features), samples
        plan["batch"], plan["parameters"], plan["slots"] = batch, count, slots
        self._batches, self._updates = -(-samples // batch), self._plan["updates"]
        self._rates, self._rates_from, self._rates_at = np.empty(0), 0, 0
        self._chunk = 1
        if began_with is None:
            plan["updates"] = min(state.epoch * self._batches, MAX_UPDATES)
        elif not of_different_age:
            plan["updates"] = began_with[0]
        self._made_before = int(plan["updates"])
        plan["regularization"], plan["clip"] = experiment.regularization_rate, experiment.clip_norm
        plan["learns"] = programs.learns
        plan["loss"] = loss_loop(network.loss, network.activations[-1][0])
        plan["step"] = step_loop(self._optimizer, of_different_age)
        if experiment.learning_rate * experiment.regularization_rate != 0.0 or self._regularizer.prunes_at_zero:
            plan["penalty"] = penalty_loop(self._regularizer)
        for weights in places.weights:
            memory[starts["is_weight"] :][weights] = 1.0
        outputs = places.places[-1].units
        memory[starts["is_output"] :][:outputs] = 1.0 / outputs if network.output_layer.mean else 1.0
        memory[starts["x"] :][: data.train_x.size] = data.train_x.ravel()
        targets = memory[starts["y"] :][: samples * width].reshape(samples, width)
        targets[:, : data.train_y.shape[1]] = data.train_y
        self._addresses = tuple(array.ctypes.data for array in (self._plan, self._layers, memory))
        memory[self._numbers] = state.numbers
        if of_different_age:
            of_each = [part.ravel() for layer in state.layers for part in layer.updates_of_each() or ()]
            memory[starts["ages"] :][places.numbers(0)] = np.concatenate(of_each)
        self._pruned = memory[(1 + slots) * count :]
        for weights, layer in zip(places.weights, state.layers, strict=True):
            if self._regularizer.prunes_at_zero and layer.pruned is not None:
                self._pruned[weights] = layer.pruned.ravel()

    def train(self, epochs: int, stop: Callable[[], bool]) -> tuple[TrainingState, bool]:
        """Train in chunks of epochs that take about a millisecond."""
        done = 0
        diverged = False
        while done < epochs and not diverged:
            chunk = 1 if self._noise else min(self._chunk, epochs - done)
            begin = perf_counter()
            went_well = self._train(chunk)
            done += went_well
            diverged = went_well < chunk
            if stop():
                break
            if chunk == self._chunk and perf_counter() - begin < _PATIENCE / 2:
                self._chunk *= 2
        return self.state(), diverged

    def epochs(self) -> Iterator[TrainingState]:
        """Train until nobody asks any more or the next epoch would diverge; the state after each epoch."""
        while self._train(1):
            yield self.state()

    def _rates_of(self, epochs: int) -> int:
        """The address of the learning rates of the coming epochs."""
        ahead = self._epoch - self._rates_from
        if ahead + epochs > len(self._rates):
            self._rates = self._experiment.learning_rates(self._epoch, max(epochs, _RATES))
            self._rates_from, self._rates_at, ahead = self._epoch, self._rates.ctypes.data, 0
        return self._rates_at + ahead * self._rates.itemsize

    def _train(self, epochs: int) -> int:
        rates = self._rates_of(epochs)
        if self._noise:
            self._sample_noise()
        went_well: int = kernel("train")(*self._addresses, rates, epochs)
        self._epoch += went_well
        self._updates += went_well * self._batches
        return went_well

    def _sample_noise(self) -> None:
        """Noise and dropout of the coming epoch."""
        samples = int(self._plan["samples"][0])
        noise_of_layers = sample_noise(self._experiment, self._epoch, samples) or []
        for place, layer in zip(self._places.places, noise_of_layers, strict=True):
            noise = layer.noise if layer.drawn is None else layer.drawn
            for name, values in (("noise", noise), ("dropout_mask", layer.dropout_mask)):
                if values is not None:
                    rows = self._noise[name][place.values * samples :][: samples * place.width]
                    rows.reshape(samples, place.width)[:, : place.units] = values

    def state(self) -> TrainingState:
        """A copy of the numbers."""
        pruned = None
        if self._regularizer.prunes_at_zero:
            of_layers = zip(self._places.weights, self._shape.sizes, strict=True)
            pruned = [self._pruned[weights].reshape(sizes) > 0.0 for weights, sizes in of_layers]
        updates = self._began_with
        if updates is not None:
            updates = more_updates(updates, int(self._updates[0]) - self._made_before)
        numbers = self._memory.take(self._numbers)
        return TrainingState(PackedLayers(self._shape, numbers, pruned, updates), self._epoch)


def _places(experiment: Experiment) -> Layout:
    pieces = [*(layer.columns // layer.units for layer in experiment.hidden), 1]
    functions = [layer.function for layer in experiment.hidden]
    learns = [*((len(each.learns), bool(each.learned and each.learned.per_unit)) for each in functions), (0, False)]
    each = zip(experiment.layer_sizes, pieces, learns, strict=True)
    return layout(tuple((*size, count, *learning) for size, count, learning in each))


def _told(network: Network) -> list[float]:
    """The parameters of all layers that do not learn theirs, 0 of the others."""
    return [0.0 if activation.learned else p for activation, p in network.activations]


def _write_sizes(numbers: Array, places: Layout) -> None:
    """Units and columns of every layer, for the loops of coupled ones."""
    for index, place in enumerate(places.places):
        numbers[2 * index : 2 * index + 2] = place.units, place.columns


def _layers(network: Network, places: Layout, sizes: int, noise: int, dropout_mask: int, samples: int) -> NDArray[Any]:
    """What the kernels are told of the layers; the last four say where sizes, noise and dropout are, and of how many.

    Without samples there is no noise and no dropout.
    """
    layers = places.layers.copy()
    of_each = zip(layers, places.places, network.activations, [*network.experiment.hidden, None], strict=True)
    for index, (row, place, (activation, parameter), chosen) in enumerate(of_each):
        noisy = bool(samples and activation.is_random(parameter))
        dropped = bool(samples and chosen and chosen.dropout)
        if chosen is None and network.loss.from_logits and not activation.coupled:
            activation = ACTIVATIONS["linear"]  # its gradient is of z alone, and nobody asks what becomes of it
        row["forward"], row["backward"] = forward_loop(activation, noisy), backward_loop(activation, dropped)
        if noisy:
            row["extra"], row["extra_stride"] = noise + place.values * samples, place.width
        elif activation.coupled:
            row["extra"] = sizes + 2 * index
        row["extra_back"] = place.learned if place.learns else row["extra"]
        if dropped:
            row["dropout_mask"] = dropout_mask + place.values * samples
    return layers
