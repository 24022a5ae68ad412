"""The training loop, and the pass through a network, four units at a time.

This is ``network.py`` and the NumPy engine written as loops over numbers in memory; how they lie there says
``plan.py``. What differs between experiments (activations, loss, optimiser, regulariser) is compiled by itself,
see ``loops.py``, and called by its address: once per layer and mini-batch, so that a call costs little, and so
that a new activation needs no new loop.

The loops are ``while`` loops, of which Numba makes less code than of ``range``; with layers this narrow that
counts. Not a byte is allocated.
"""

from typing import Any

import numba
import numpy as np
from numba import types

from ..activations import select
from ..state import LARGEST
from .loops import BACKWARD, FORWARD, INFERENCE, LOSS, STEP, TOLL
from .plan import BLOCK, LANES, LAYER, PLAN
from .pointers import BYTES, POINTER, SINGLE_POINTER, at, caller, get, lanes, load, put, put_bytes, record, store
from .vectors import inline, splat

_call_forward, _call_backward, _call_loss = caller(*FORWARD), caller(*BACKWARD), caller(*LOSS)
_call_inference, _call_step, _call_toll = caller(*INFERENCE), caller(*STEP), caller(*TOLL)

_PLANS = types.CPointer(numba.from_dtype(PLAN))
_LAYERS = types.CPointer(numba.from_dtype(LAYER))
TRAIN = types.intp(_PLANS, _LAYERS, POINTER, POINTER, types.intp)
_PICTURES = (types.intp, types.intp, types.intp, types.float64, types.float64, BYTES)
PICTURES = types.void(_PLANS, _LAYERS, SINGLE_POINTER, SINGLE_POINTER, *_PICTURES)
EXACT_PICTURES = types.void(_PLANS, _LAYERS, POINTER, POINTER, *_PICTURES)
OUTPUTS = types.void(_PLANS, _LAYERS, POINTER, POINTER, types.intp, POINTER, POINTER)


@inline
def _tell_learned(layers: Any, count: Any, w: Any) -> None:
    """Tell the layers the parameters that they have learned."""
    n = 0
    while n < count:
        layer = record(layers, n)
        if layer.learned:
            layer.parameter = get(w, layer.learned)
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
        x, stride = layer_a, layer.width
        if layer.kept:
            x = at(w, plan.dropped + layer.values)
            _products(layer_a, at(w, layer.kept + first * layer.width), x, rows * layer.width)
        n += 1


@inline
def _products(one: Any, other: Any, target: Any, count: Any) -> None:
    k = 0
    while k < count:
        store(target, k, load(one, k) * load(other, k))
        k += LANES


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
        j += LANES


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
        kept = at(memory, before.kept + first * before.width)
        extra = at(memory, before.extra_back)
        passed = (rows, before.width, kept, extra, at(z, place), from_x, from_error)
        _call_backward(before.backward, (before.parameter, *handed, *passed))
        if before.kept:
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
        k += LANES


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
            k += LANES


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
    slots, killed, saved = at(memory, count), at(memory, numbers), at(memory, plan.saved)
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
            stepped = gradient if plan.toll else memory
            _call_step(plan.step, (memory, stepped, gradient, slots, is_weight, count, rate, updates))
            if plan.toll:
                _call_toll(plan.toll, (memory, stepped, is_weight, killed, count, rate * plan.regularization))
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


@inline
def _infer(plan: Any, layers: Any, memory: Any, x: Any, apart: Any, rows: Any) -> None:
    """Send ``rows`` rows, ``BLOCK`` at most, through all layers; the values of a feature lie side by side in x.

    From one feature to the next it is ``apart`` numbers.
    """
    z, a, values = at(memory, plan.z), at(memory, plan.a), at(memory, plan.x)
    feature = 0
    while feature < plan.features:
        row = 0
        while row + lanes(x) <= rows:
            store(values, feature * BLOCK + row, load(x, row))
            row += lanes(x)
        while row < rows:
            put(values, feature * BLOCK + row, get(x, row))
            row += 1
        x = at(x, apart)
        feature += 1
    n = 0
    while n < plan.layers:
        layer = record(layers, n)
        layer_a = at(a, layer.values)
        weights, biases = at(memory, layer.weights), at(memory, layer.biases)
        sizes = (layer.inputs, layer.columns, layer.width, layer.units)
        _call_inference(layer.inference, (layer.parameter, weights, biases, values, *sizes, z, layer_a))
        values = layer_a
        n += 1


def pictures(
    plans: Any, layers: Any, memory: Any, x: Any, rows: Any, begin: Any, end: Any, low: Any, high: Any, pixels: Any
) -> None:
    """The activations of the units of layers ``begin`` to ``end`` as bytes (units, rows): low..high are 1..255."""
    plan = record(plans, 0)
    scale = 254.0 / (high - low)
    first = 0
    while first < rows:
        block = min(BLOCK, rows - first)
        _infer(plan, layers, memory, at(x, first), rows, block)
        pixel = first
        n = begin
        while n < end:
            layer = record(layers, n)
            value = at(memory, plan.a + layer.values)
            unit = 0
            while unit < layer.units:
                row = 0
                while row < block:
                    number = (load(value, row) - low) * scale
                    byte = select(number > 0.0, select(number < 254.0, number, 254.0), 0.0) + 1.5
                    put_bytes(pixels, pixel + row, select(number == number, byte, 0.0), block - row)
                    row += lanes(value)
                value = at(value, BLOCK)
                pixel += rows
                unit += 1
            n += 1
        first += block


def outputs(plans: Any, layers: Any, memory: Any, x: Any, rows: Any, to_z: Any, to_a: Any) -> None:
    """Pre-activations and activations of the output layer, (outputs, rows) each."""
    plan = record(plans, 0)
    last = record(layers, plan.layers - 1)
    first = 0
    while first < rows:
        block = min(BLOCK, rows - first)
        _infer(plan, layers, memory, at(x, first), rows, block)
        z, a = at(memory, plan.z), at(memory, plan.a + last.values)
        unit = 0
        while unit < last.units:
            place, row = unit * rows + first, 0
            while row < block:
                put(to_z, place + row, get(z, row))
                put(to_a, place + row, get(a, row))
                row += 1
            z, a = at(z, BLOCK), at(a, BLOCK)
            unit += 1
        first += block


KERNELS = {"train": (train, TRAIN), "outputs": (outputs, OUTPUTS)}
KERNELS |= {"pictures": (pictures, PICTURES), "exact pictures": (pictures, EXACT_PICTURES)}
