"""The training loop, four units at a time.

This is ``network.py`` and the NumPy engine written as loops over numbers in memory; how they lie there says
``plan.py``. What differs between experiments (activations, loss, optimizer, regularizer) is compiled by itself,
see ``loops.py``, and called by its address: once per layer and mini-batch, so that a call costs little, and so
that a new activation needs no new loop.

The loops are ``while`` loops, of which Numba makes less code than of ``range``; with layers this narrow that
counts. Not a byte is allocated.
"""

from typing import Any

import numba
import numpy as np
from numba import types

from ..state.state import LARGEST
from .learned import folded
from .loops import BACKWARD, FORWARD, LOSS, PENALTY, STEP
from .passes import PASSES
from .plan import LAYER, PLAN, VECTOR_WIDTH
from .pointers import POINTER, at, caller, get, load, record, store
from .typed import follow, follow_back, follow_summed
from .vectors import inline, splat

_call_forward, _call_backward, _call_loss = caller(*FORWARD), caller(*BACKWARD), caller(*LOSS)
_call_step, _call_penalty = caller(*STEP), caller(*PENALTY)

_PLANS = types.CPointer(numba.from_dtype(PLAN))
_LAYERS = types.CPointer(numba.from_dtype(LAYER))
TRAIN = types.intp(_PLANS, _LAYERS, POINTER, POINTER, types.intp)


@inline
def _tell_learned(layers: Any, count: Any, w: Any) -> None:
    """Tell the programs of typed formulas the a that their layers have learned."""
    n = 0
    while n < count:
        layer = record(layers, n)
        if layer.spread:
            store(w, layer.spread, splat(get(w, layer.learned)))
        n += 1


@inline
def _forward(plan: Any, layers: Any, w: Any, first: Any, x: Any, rows: Any, z: Any, a: Any) -> None:
    """Send ``rows`` rows of features, from the sample ``first`` on, through all layers."""
    stride, count = plan.features, plan.layers
    n = 0
    while n < count:
        layer = record(layers, n)
        weights, biases = at(w, layer.weights), at(w, layer.biases)
        layer_z, layer_a = at(z, layer.values), at(a, layer.values)
        sizes = (stride, layer.inputs, rows, layer.width)
        extra = at(w, layer.extra + first * layer.extra_stride)
        _call_forward(layer.forward, (layer.parameter, weights, biases, x, *sizes, extra, layer_z, layer_a))
        if layer.program:
            follow(w, layer.program, layer_z, rows * layer.width, layer_a, layer_a)
        x, stride = layer_a, layer.width
        if layer.dropout_mask:
            x = at(w, plan.dropped + layer.values)
            _products(layer_a, at(w, layer.dropout_mask + first * layer.width), x, rows * layer.width)
        n += 1


@inline
def _products(one: Any, other: Any, target: Any, count: Any) -> None:
    k = 0
    while k < count:
        store(target, k, load(one, k) * load(other, k))
        k += VECTOR_WIDTH


@inline
def _gradient(x: Any, stride: Any, e: Any, rows: Any, inputs: Any, width: Any, weights: Any, biases: Any) -> None:
    """dE/dW = x^T dE/dz and dE/db = sum of dE/dz, over the rows of a mini-batch."""
    j = 0
    while j < width:
        first, to = at(e, j), at(weights, j)
        total = load(first, 0)
        if rows == 1:  # not only a short cut: for a mini-batch of one the loops below cost more than their work
            store(biases, j, total)
            i = 0
            while i < inputs:
                store(to, 0, splat(get(x, i)) * total)
                to = at(to, width)
                i += 1
        else:
            error = at(first, width)
            row = 1
            while row < rows:
                total = total + load(error, 0)
                error = at(error, width)
                row += 1
            store(biases, j, total)
            i = 0
            while i < inputs:
                value, error = at(x, i), first
                total = splat(get(value, 0)) * load(error, 0)
                row = 1
                while row < rows:
                    value, error = at(value, stride), at(error, width)
                    total = total + splat(get(value, 0)) * load(error, 0)
                    row += 1
                store(to, 0, total)
                to = at(to, width)
                i += 1
        j += VECTOR_WIDTH


@inline
def _backward(plan: Any, layers: Any, memory: Any, first: Any, x: Any, y: Any, rows: Any) -> None:
    """The gradient of the mean loss over a mini-batch, into the gradient's place."""
    z, a, e, gradient = at(memory, plan.z), at(memory, plan.a), at(memory, plan.e), at(memory, plan.gradient)
    n = plan.layers - 1
    layer = record(layers, n)
    place = layer.values
    width, error = layer.width, at(e, place)
    is_output = at(memory, plan.is_output)
    _call_loss(plan.loss, (layer.parameter, at(z, place), at(a, place), y, error, is_output, rows, width))
    while n > 0:
        before = record(layers, n - 1)
        place = before.values
        from_x, from_error = at(a, place), at(e, place)
        handed = (at(memory, layer.weights), width, error)
        dropout_mask = at(memory, before.dropout_mask + first * before.width)
        extra = at(memory, before.extra_back)
        passed = (rows, before.width, dropout_mask, extra, at(z, place), from_x, from_error)
        _call_backward(before.backward, (before.parameter, *handed, *passed))
        if before.program_learned:
            store(extra, 0, splat(0.0))
            follow_summed(memory, before.program_learned, at(z, place), rows * before.width, from_error, extra)
            folded(extra)
        if before.program_back:
            follow_back(memory, before.program_back, at(z, place), rows * before.width, from_error, from_error)
        if before.dropout_mask:
            from_x = at(memory, plan.dropped + place)
        weights, biases = at(gradient, layer.weights), at(gradient, layer.biases)
        _gradient(from_x, before.width, error, rows, layer.inputs, width, weights, biases)
        layer, width, error = before, before.columns, from_error
        n -= 1
    weights, biases = at(gradient, layer.weights), at(gradient, layer.biases)
    _gradient(x, plan.features, error, rows, layer.inputs, width, weights, biases)


@inline
def _copy(source: Any, target: Any, count: Any) -> None:
    k = 0
    while k < count:
        store(target, k, load(source, k))
        k += VECTOR_WIDTH


@inline
def _clip(gradient: Any, count: Any, limit: Any) -> None:
    """Make the whole gradient shorter if it is longer than the limit."""
    square = 0.0
    k = 0
    while k < count:
        square += get(gradient, k) * get(gradient, k)
        k += 1
    length = np.sqrt(square)
    if length > limit:
        share = splat(limit / length)
        k = 0
        while k < count:
            store(gradient, k, load(gradient, k) * share)
            k += VECTOR_WIDTH


@inline
def _in_bounds(numbers: Any, count: Any) -> Any:
    outside = 0
    k = 0
    while k < count:
        outside += not abs(get(numbers, k)) <= LARGEST  # true for what is not a number, too
        k += 1
    return outside == 0


def train(plans: Any, layers: Any, memory: Any, rates: Any, epochs: Any) -> int:
    """Train and return how many epochs went well; after the first that did not, everything is as before it.

    ``rates`` has a learning rate for each epoch.
    """
    plan = record(plans, 0)
    count = plan.parameters
    numbers = (1 + plan.slots) * count
    slots, pruned, saved = at(memory, count), at(memory, numbers), at(memory, plan.saved)
    gradient, is_weight = at(memory, plan.gradient), at(memory, plan.is_weight)
    width = record(layers, plan.layers - 1).width
    updates = plan.updates
    epoch = 0
    while epoch < epochs:
        _copy(memory, saved, numbers + count)
        rate = get(rates, epoch)
        first = 0
        while first < plan.samples:
            rows = min(plan.batch, plan.samples - first)
            x, y = at(memory, plan.x + first * plan.features), at(memory, plan.y + first * width)
            z, a = at(memory, plan.z), at(memory, plan.a)
            _forward(plan, layers, memory, first, x, rows, z, a)
            _backward(plan, layers, memory, first, x, y, rows)
            if plan.clip:
                _clip(gradient, count, plan.clip)
            stepped = gradient if plan.penalty else memory
            _call_step(plan.step, (memory, stepped, gradient, slots, is_weight, count, rate, updates))
            if plan.penalty:
                _call_penalty(plan.penalty, (memory, stepped, is_weight, pruned, count, rate * plan.regularization))
            if plan.learns:
                _tell_learned(layers, plan.layers, memory)
            updates += 1
            first += rows
        if not _in_bounds(memory, numbers):
            _copy(saved, memory, numbers + count)
            _tell_learned(layers, plan.layers, memory)
            break
        epoch += 1
    return epoch


KERNELS = {"train": (train, TRAIN), **PASSES}
