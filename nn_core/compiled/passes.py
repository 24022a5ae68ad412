"""The pass through a network when nothing is learned: what comes out, and pictures; see ``kernels.py`` for training."""

from typing import Any

import numba
from numba import types

from ..activations import select
from .loops import INFERENCE
from .plan import BLOCK, LAYER, PLAN
from .pointers import BYTES, POINTER, SINGLE_POINTER, at, caller, get, load, put, put_bytes, record, store, vector_width
from .typed import follow
from .vectors import inline

_call_inference = caller(*INFERENCE)

_PLANS = types.CPointer(numba.from_dtype(PLAN))
_LAYERS = types.CPointer(numba.from_dtype(LAYER))
_PICTURES = (types.intp, types.intp, types.intp, types.float64, types.float64, BYTES)
PICTURES = types.void(_PLANS, _LAYERS, SINGLE_POINTER, SINGLE_POINTER, *_PICTURES)
EXACT_PICTURES = types.void(_PLANS, _LAYERS, POINTER, POINTER, *_PICTURES)
OUTPUTS = types.void(_PLANS, _LAYERS, POINTER, POINTER, types.intp, POINTER, POINTER)


@inline
def _infer(plan: Any, layers: Any, memory: Any, x: Any, apart: Any, rows: Any) -> None:
    """Send ``rows`` rows, ``BLOCK`` at most, through all layers; the values of a feature lie side by side in x.

    From one feature to the next it is ``apart`` numbers.
    """
    z, a, values = at(memory, plan.z), at(memory, plan.a), at(memory, plan.x)
    feature = 0
    while feature < plan.features:
        row = 0
        while row + vector_width(x) <= rows:
            store(values, feature * BLOCK + row, load(x, row))
            row += vector_width(x)
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
        if layer.program:
            follow(memory, layer.program, z, layer.units * BLOCK, layer_a, layer_a)
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
                    row += vector_width(value)
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


PASSES = {"outputs": (outputs, OUTPUTS), "pictures": (pictures, PICTURES), "exact pictures": (pictures, EXACT_PICTURES)}
