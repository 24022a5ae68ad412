"""Refitting: what one experiment has learned, taken over by another one.

Somebody adds a unit, takes a feature away, chooses another activation or optimizer, and training goes on. What both
networks have keeps its weights; what is new begins as it would at epoch 0:

- Hidden layers are the same by their number, units by their place in the layer, inputs of the first layer by the
  feature, and the pieces of maxout units by their number.
- With another number of hidden layers the output layer gets its inputs from other units and starts over.
- A network that has not learned anything yet has nothing to keep, so that it is the one that its set-up stands for.
- What an optimizer remembers is kept as long as it would mean the same, and with it how many updates it comes from:
  what is new has made none, and its first steps are corrected as those at epoch 0 are.
- Learned parameters are kept as long as the activation is the same, and a weight that L1 has set to zero for good is
  free again without L1.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..experiment.experiment import Experiment
from ..optimizers import OPTIMIZERS
from ..state.parameters import LayerParameters, Parameters
from ..state.state import TrainingState, fit_layers
from .training import start

_IndexMap = list[tuple[int, int]]  # (index after, index before) of all that stays


def refit(state: TrainingState, before: Experiment, after: Experiment) -> TrainingState:
    """The state, which fits the experiment ``before``, for the experiment ``after``; the epoch stays.

    Raises:
        ValueError: the state does not fit ``before``.
    """
    state = state.fitted(before)
    if state.epoch == 0 and state.to_bytes() == start(before).to_bytes():
        return start(after)
    if OPTIMIZERS[before.optimizer].slots != OPTIMIZERS[after.optimizer].slots:
        state = state.without_slots()
    layers = list(start(after).layers)
    for index, fresh in enumerate(layers):
        matching = _matching_layer(index, before, after)
        if matching is not None:
            maps = _index_maps(index, matching, before, after)
            layers[index] = _transfer(fresh, state.layers[matching], *maps, _of_units(index, before, after))
        if before.regularization != after.regularization:
            layers[index] = replace(layers[index], pruned=None)
        if not _same_activation(index, before, after):
            layers[index] = layers[index].with_learned(())
    return TrainingState(fit_layers(layers, after, state.epoch), state.epoch)


def _matching_layer(index: int, before: Experiment, after: Experiment) -> int | None:
    """Which layer of the network before is the one with this index, if any."""
    same_depth = len(before.hidden) == len(after.hidden)
    return index if same_depth or index < min(len(before.hidden), len(after.hidden)) else None


def _same_activation(index: int, before: Experiment, after: Experiment) -> bool:
    if index >= min(len(before.hidden), len(after.hidden)):
        return True  # an output layer learns no parameter, and what is new has its own
    old, new = before.hidden[index], after.hidden[index]
    return (old.activation, old.parameter, old.formula) == (new.activation, new.parameter, new.formula)


def _of_units(index: int, before: Experiment, after: Experiment) -> int:
    """How many parameters each unit of a layer has learned for itself, to be kept."""
    if index >= len(after.hidden) or not _same_activation(index, before, after):
        return 0
    function = after.hidden[index].function
    return len(function.learns) if function.learned and function.learned.per_unit else 0


def _index_maps(index: int, matching: int, before: Experiment, after: Experiment) -> tuple[_IndexMap, _IndexMap]:
    """Which rows and columns of the weights stay."""
    (inputs_before, units_before), (inputs, units) = before.layer_sizes[matching], after.layer_sizes[index]
    rows = [(i, i) for i in range(min(inputs, inputs_before))]
    if index == 0:
        rows = [(i, before.features.index(key)) for i, key in enumerate(after.features) if key in before.features]
    pieces = min(before.weight_shapes[matching][1] // units_before, after.weight_shapes[index][1] // units)
    common = range(min(units, units_before))
    return rows, [(piece * units + unit, piece * units_before + unit) for piece in range(pieces) for unit in common]


def _transfer(
    fresh: LayerParameters, old: LayerParameters, rows: _IndexMap, columns: _IndexMap, of_units: int
) -> LayerParameters:
    """A fresh layer with everything that the old one knows of these rows and columns.

    Learned parameters are of units, each of so many, or of the layer.
    """
    to_rows, from_rows = np.array(rows, dtype=int).reshape(-1, 2).T
    to_columns, from_columns = np.array(columns, dtype=int).reshape(-1, 2).T

    def transfer(new: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
        result = new.copy()
        if new.ndim == 2:
            result[np.ix_(to_rows, to_columns)] = known[np.ix_(from_rows, from_columns)]
        else:
            result[to_columns] = known[from_columns]
        return result

    def transfer_learned(new: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
        if not of_units:
            return known
        result = new.reshape(of_units, -1).copy()
        result[:, to_columns] = known.reshape(of_units, -1)[:, from_columns]
        return result.ravel()

    def transfer_all(new: Parameters, known: Parameters) -> Parameters:
        weights, biases = transfer(new.weights, known.weights), transfer(new.biases, known.biases)
        return Parameters(weights, biases, transfer_learned(new.learned, known.learned))

    zeros = fresh.map(np.zeros_like)
    pruned = None if old.pruned is None else transfer(zeros.weights.astype(bool), old.pruned)
    updates = None
    if old.updates is not None:
        inputs, outputs = old.sizes
        by_input, by_column, learned = np.split(old.updates, [inputs, inputs + outputs])
        new_inputs, new_columns = (np.zeros(size, dtype=np.int64) for size in fresh.sizes)
        new_inputs[to_rows], new_columns[to_columns] = by_input[from_rows], by_column[from_columns]
        new_learned = np.zeros(fresh.learned.size, dtype=np.int64)
        updates = np.concatenate([new_inputs, new_columns, transfer_learned(new_learned, learned)])
    slots = tuple(transfer_all(zeros, slot) for slot in old.slots)
    return LayerParameters(*transfer_all(fresh, old), slots=slots, pruned=pruned, updates=updates)
