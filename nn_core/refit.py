"""Refitting: what one experiment has learned, taken over by another one.

Somebody adds a unit, takes a feature away, chooses another activation or optimiser, and training goes on. What both
networks have keeps its weights; what is new begins as it would at epoch 0:

- Hidden layers are the same by their number, units by their place in the layer, inputs of the first layer by the
  feature, and the pieces of maxout units by their number.
- With another number of hidden layers the output layer gets its inputs from other units and begins anew.
- A network that has not learned anything yet has nothing to keep, so that it is the one that its set-up stands for.
- What an optimiser remembers is kept as long as it would mean the same, and with it how many updates it comes from:
  what is new has made none, and its first steps are corrected as those at epoch 0 are.
- A learned parameter is kept as long as the activation is the same, and a weight that L1 has set to zero for good is
  free again without L1.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .experiment import Experiment
from .optimizers import OPTIMIZERS
from .state import LayerParameters, TrainingState
from .training import start

_Places = list[tuple[int, int]]  # (place after, place before) of all that stays


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
        known = _known(index, before, after)
        if known is not None:
            layers[index] = _taken_over(fresh, state.layers[known], *_places(index, known, before, after))
    if before.regularization != after.regularization:
        layers = [replace(layer, killed=None) for layer in layers]
    layers = [
        layer if _same_activation(index, before, after) else layer.with_learned(None)
        for index, layer in enumerate(layers)
    ]
    return replace(state, layers=tuple(layers)).fitted(after)


def _known(index: int, before: Experiment, after: Experiment) -> int | None:
    """Which layer of the network before is the one with this index, if any."""
    same_depth = len(before.hidden) == len(after.hidden)
    return index if same_depth or index < min(len(before.hidden), len(after.hidden)) else None


def _same_activation(index: int, before: Experiment, after: Experiment) -> bool:
    if index >= min(len(before.hidden), len(after.hidden)):
        return True  # an output layer learns no parameter, and what is new has its own
    old, new = before.hidden[index], after.hidden[index]
    return (old.activation, old.parameter, old.formula) == (new.activation, new.parameter, new.formula)


def _places(index: int, known: int, before: Experiment, after: Experiment) -> tuple[_Places, _Places]:
    """Which rows and columns of the weights stay."""
    (inputs_before, units_before), (inputs, units) = before.layer_sizes[known], after.layer_sizes[index]
    rows = [(i, i) for i in range(min(inputs, inputs_before))]
    if index == 0:
        rows = [(i, before.features.index(key)) for i, key in enumerate(after.features) if key in before.features]
    pieces = min(before.weight_shapes[known][1] // units_before, after.weight_shapes[index][1] // units)
    common = range(min(units, units_before))
    return rows, [(piece * units + unit, piece * units_before + unit) for piece in range(pieces) for unit in common]


def _taken_over(fresh: LayerParameters, old: LayerParameters, rows: _Places, columns: _Places) -> LayerParameters:
    """A fresh layer with everything that the old one knows of these rows and columns."""
    to_rows, from_rows = np.array(rows, dtype=int).reshape(-1, 2).T
    to, come_from = np.array(columns, dtype=int).reshape(-1, 2).T

    def matrix(new: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
        result = new.copy()
        result[np.ix_(to_rows, to)] = known[np.ix_(from_rows, come_from)]
        return result

    def vector(new: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
        result = new.copy()
        result[to] = known[come_from]
        return result

    weights, biases = np.zeros_like(fresh.weights), np.zeros_like(fresh.biases)
    updates = None
    if old.updates is not None:
        of_inputs, of_columns = np.zeros(len(weights), dtype=np.int64), np.zeros(len(biases), dtype=np.int64)
        of_inputs[to_rows], of_columns[to] = old.updates[from_rows], old.updates[len(old.weights) + come_from]
        updates = np.concatenate([of_inputs, of_columns, old.updates[sum(old.sizes) :]])
    return LayerParameters(
        matrix(fresh.weights, old.weights),
        vector(fresh.biases, old.biases),
        matrix(weights.astype(bool), np.asarray(old.killed)),
        tuple(matrix(weights, slot) for slot in old.weight_slots),
        tuple(vector(biases, slot) for slot in old.bias_slots),
        old.learned,
        old.learned_slots,
        updates,
    )
