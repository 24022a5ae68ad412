"""Diagnostics: how well does the gradient get through a network, and where on its activation does a layer work?

A unit is *dead* if its slope f'(z) is zero for every training sample: no gradient passes (a ReLU that is never above
zero, or any binary step). In the first layer that is for good with plain SGD; in a later one the layers before may
change what the unit gets, and momentum or a penalty can move its weights. It is *saturated* if the slope is below 10%
of the steepest slope of f (``saturation``) for more than nine of ten samples, but not dead: it learns slowly, and so
does what lies before it.

The gradient norm of a layer is the length of dE/dW over all its weights, with E the mean loss over the training
samples. Where it shrinks from layer to layer towards the input, the gradient vanishes.

``look_into`` shows why: where the pre-activations z of one layer lie on the curves of its f and f'. ``gradients``
gives the gradient itself, of every single parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common.flushing import flushing
from ..datasets import Dataset
from ..evaluation import Inference
from ..network.layers import NOT_LEARNED, LayerFunction
from ..network.network import LayerPass, Network
from ..state.parameters import Parameters
from .saturation import flat_below, flat_below_of_units

Array = NDArray[Any]
Layers = Sequence[Parameters]

MOSTLY = 0.9

BINS = 60
CURVE_POINTS = 2 * BINS + 1
COVERED = 0.995  # the share of the samples that lie within the range that is shown
SMALLEST_LIMIT = 3.0  # enough to see the shape of every f
_NICE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class LayerDiagnostics:
    """A hidden layer: shares of its units, the mean of abs(f') over units and samples, and its gradient norm."""

    dead: float
    saturated: float
    mean_slope: float
    gradient_norm: float


@dataclass(frozen=True)
class Diagnostics:
    """Shares of the hidden units that are dead and saturated (0 without any), and a gradient norm for each layer.

    ``gradient_norms`` goes from the first hidden layer to the output layer; ``layers`` has the hidden layers only.
    """

    dead: float
    saturated: float
    gradient_norms: tuple[float, ...]
    layers: tuple[LayerDiagnostics, ...] = ()


@dataclass(frozen=True)
class PreActivations:
    """The z of a layer over the training samples, and its activation over their range, -``limit`` to ``limit``.

    ``counts`` has ``BINS`` bins of equal width; what lies beyond the range is in the outermost ones. ``f`` and ``df``
    are sampled at ``CURVE_POINTS`` even steps, with the parameters as they are now where the layer learns some, and
    ``start`` is f as it began. ``flat`` says of each step whether a sample there counts as one that saturates. Where
    each unit learns its own, ``units`` are their f, (units, steps), and all else is that of the mean parameters.
    """

    limit: float
    counts: NDArray[np.integer[Any]]
    f: NDArray[np.floating[Any]]
    df: NDArray[np.floating[Any]]
    flat: NDArray[np.bool_]
    start: NDArray[np.floating[Any]]
    units: NDArray[np.floating[Any]]


def diagnose(network: Network, layers: Layers, data: Dataset) -> Diagnostics:
    """Measure a network on the training samples."""
    with flushing(), np.errstate(over="ignore", invalid="ignore"):
        return _measure(network, layers, network.forward(layers, data.train_x), data)


def gradients(network: Network, layers: Layers, data: Dataset) -> list[Parameters]:
    """How the mean training loss changes with every weight, bias and learned parameter, layer by layer."""
    with flushing(), np.errstate(over="ignore", invalid="ignore"):
        return network.backward(layers, network.forward(layers, data.train_x), data.train_y)


def look_into(network: Network, layers: Layers, data: Dataset, layer: int) -> tuple[Diagnostics, PreActivations]:
    """Measure a network, and look at the pre-activations of one of its hidden layers, counted from 0.

    Raises:
        ValueError: there is no such hidden layer.
    """
    if not 0 <= layer < len(network.experiment.hidden):
        raise ValueError(f"layer must be the number of a hidden layer, from 0 up, got {layer!r}")
    with flushing(), np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        passes = network.forward(layers, data.train_x)
        activation, p = network.with_learned(layers)[layer]
        z = activation.pictured(passes[layer].z)
        limit = _limit(z)
        bins = np.clip((z[~np.isnan(z)] + limit) * (BINS / (2.0 * limit)), 0, BINS - 1).astype(int)
        along = np.linspace(-limit, limit, CURVE_POINTS)
        start = activation.f(along, network.activations[layer][1]) if activation.learned else np.empty(0)
        units = np.empty((0, CURVE_POINTS))
        if activation.learned and activation.learned.per_unit:
            each = activation.each_unit(p, network.experiment.hidden[layer].units)
            units = np.array([activation.f(along, own) for own in each])
            p = activation.mean_of_units(layers[layer].learned)
        f = activation.f(along, p)
        df = activation.df(along, f, p)
        flat = activation.steepness(along, p) < flat_below(activation, p)
        seen = PreActivations(limit, np.bincount(bins, minlength=BINS), f, df, flat, start, units)
        return _measure(network, layers, passes, data), seen


def slopes_of(network: Network, layers: Layers, passes: Sequence[LayerPass]) -> list[Array]:
    """How each hidden unit's activation changes with its own pre-activation, da/dz, (samples, units)."""
    activations = network.with_learned(layers)[:-1]
    return [activation.slope(z, a, p) for (_, z, a), (activation, p) in zip(passes, activations, strict=False)]


@dataclass(frozen=True)
class _Slope:
    """A layer function of which f'(z) is known already."""

    function: LayerFunction
    slope: Array

    def forward(self, z: Array) -> Array:
        return self.function.forward(z)

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:  # noqa: ARG002
        return grad_a * self.slope, NOT_LEARNED


@dataclass(frozen=True)
class _WithSlopes(Network):
    """A network of which the slopes of the hidden layers are known already."""

    network: Network
    slopes: Sequence[Array]

    def functions(self, layers: Layers) -> Sequence[LayerFunction]:
        *hidden, output = self.network.functions(layers)
        coupled = [activation.coupled for activation, _ in self.network.activations]
        known = zip(hidden, self.slopes, coupled, strict=False)
        return [*(function if whole else _Slope(function, slope) for function, slope, whole in known), output]


def _limit(z: NDArray[Any]) -> float:
    """A round number that nearly all of z lie within, on both sides of 0."""
    place = ceil(COVERED * z.size) - 1
    reach = float(np.partition(np.abs(z), place, axis=None)[place])
    if not SMALLEST_LIMIT < reach < np.inf:
        return SMALLEST_LIMIT
    power = 10.0 ** floor(log10(reach))
    return next((nice * power for nice in _NICE if nice * power >= reach), 100.0 * power)


def _measure(network: Network, layers: Sequence[Parameters], passes: Sequence[LayerPass], data: Dataset) -> Diagnostics:
    signed = slopes_of(network, layers, passes)
    gradients = _WithSlopes(network.experiment, network, signed).backward(layers, passes, data.train_y)
    norms = tuple(sqrt(np.vdot(gradient.weights, gradient.weights)) for gradient in gradients)
    slopes = [np.abs(slope) for slope in signed]
    if not slopes:
        return Diagnostics(0.0, 0.0, norms)
    dead = [(slope == 0.0).all(axis=0) for slope in slopes]
    functions = zip(network.with_learned(layers), network.experiment.hidden, strict=False)
    limits = [flat_below_of_units(activation, p, layer.units) for (activation, p), layer in functions]
    flat = [
        ((slope < limit).mean(axis=0) > MOSTLY) & ~gone for slope, limit, gone in zip(slopes, limits, dead, strict=True)
    ]
    return Diagnostics(
        float(np.concatenate(dead).mean()),
        float(np.concatenate(flat).mean()),
        norms,
        tuple(
            LayerDiagnostics(float(gone.mean()), float(small.mean()), float(slope.mean()), norm)
            for gone, small, slope, norm in zip(dead, flat, slopes, norms, strict=False)
        ),
    )


@dataclass(frozen=True)
class Confusion:
    """Who is taken for whom.

    With classes, ``counts[i][j]`` are the samples of class i that the network says are of class j; of two classes with
    one output the first is that of the label -1. With labels,
    ``counts[j]`` is (held and seen, held and missed, not held but seen, neither), and ``exact`` the share of samples
    of which all labels are right.
    """

    counts: tuple[tuple[int, ...], ...]
    exact: float


def confusion(inference: Inference, data: Dataset) -> Confusion | None:
    """Count the test data, with the parameters that ``inference`` was told last; None for regression."""
    layer = inference.network.output_layer
    if inference.experiment.problem == "regression":
        return None
    outputs = inference.outputs(data.test_x).a
    if layer.one_hot:
        seen, holds = outputs.argmax(axis=1)[:, np.newaxis], data.test_y.argmax(axis=1)[:, np.newaxis]
    else:
        seen, holds = outputs >= layer.boundary, data.test_y >= layer.boundary
    if layer.one_hot or not layer.several:
        classes = max(2, inference.experiment.classes)
        counts = np.bincount((holds * classes + seen)[:, 0], minlength=classes**2).reshape(classes, classes)
    else:
        kinds = (seen & holds, ~seen & holds, seen & ~holds, ~seen & ~holds)
        counts = np.stack([kind.sum(axis=0) for kind in kinds], axis=1)
    exact = float(np.mean(np.all(seen == holds, axis=1)))
    return Confusion(tuple(tuple(map(int, row)) for row in counts), exact)


def root_mean_square(score: float, variance: float) -> float:
    """RMSE = sqrt((1 - R²) variance): how far the outputs are from the targets on average, in their unit.

    Where all targets are the same R² says nothing of the errors, and this is 0.
    """
    return sqrt(max(0.0, 1.0 - score) * variance)
