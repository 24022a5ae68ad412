"""The network: forward and backward, the two passes of backpropagation.

Forward, layer by layer, with x the output of the layer before:

    z = x W + b          pre-activations, shape (samples, units)
    a = f(z)             activations

Backward, from the last layer to the first, with E the loss:

    dE/dz = dE/da * f'(z)         how the loss feels each pre-activation
    dE/dW = x^T dE/dz             how it feels each weight: input times error
    dE/db = sum of dE/dz          over the samples
    dE/dp = sum of dE/da df/dp    where a layer learns its activation's parameter p, over samples and units
    dE/dx = dE/dz W^T             the error handed to the layer before

The gradients are means over the samples. This is the readable truth that every faster way is tested against.

In training, chance may have a hand in it: noise is added to the z of a noisy activation, and dropout multiplies each
a by 0 or by 1 / (1 - rate) before the next layer gets it. Which, is drawn beforehand: see ``updates.draw_chance``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .activations import ACTIVATIONS, Activation
from .datasets import variance
from .deadline import check
from .experiment import Experiment
from .losses import LOSSES, OUTPUT_LAYERS, Loss, OutputLayer
from .parameters import Parameters


@dataclass(frozen=True)
class LayerPass:
    """What a layer received and made of it: inputs x, pre-activations z, activations a before dropout."""

    x: NDArray[Any]
    z: NDArray[Any]
    a: NDArray[Any]


@dataclass(frozen=True)
class Chance:
    """What chance does to a layer: the noise on z and the factors of dropout, (samples, units), or None for nothing."""

    noise: NDArray[Any] | None = None
    kept: NDArray[Any] | None = None

    def of(self, samples: slice) -> "Chance":
        """That of some of the samples."""
        noise, kept = (None if array is None else array[samples] for array in (self.noise, self.kept))
        return Chance(noise, kept)


CERTAIN = Chance()


@dataclass(frozen=True)
class Network:
    """The functions of an experiment's network, looked up once: an activation for each layer, and a loss."""

    experiment: Experiment

    @cached_property
    def activations(self) -> tuple[tuple[Activation, float], ...]:
        """The activation and its parameter for each layer, the output layer included."""
        hidden = [(layer.function, layer.parameter or 0.0) for layer in self.experiment.hidden]
        output = ACTIVATIONS[self.experiment.output]
        return (*hidden, (output, output.parameter.default if output.parameter else 0.0))

    @cached_property
    def loss(self) -> Loss:
        """The loss of the output layer."""
        return LOSSES[self.experiment.loss]

    @cached_property
    def output_layer(self) -> OutputLayer:
        """How outputs and labels correspond."""
        return OUTPUT_LAYERS[self.experiment.problem, self.experiment.output, self.experiment.loss]

    def forward(
        self, layers: Sequence[Parameters], x: NDArray[Any], chance: Sequence[Chance] | None = None
    ) -> list[LayerPass]:
        """Send features x (samples, features) through all layers; the last pass holds the outputs."""
        passes = []
        for index, (layer, (activation, p)) in enumerate(zip(layers, self.with_learned(layers), strict=True)):
            check()
            z = x @ layer.weights + layer.biases
            noise, kept = (chance[index].noise, chance[index].kept) if chance else (None, None)
            if noise is not None:
                z = z + noise
            a = activation.activate(z, p)
            passes.append(LayerPass(x, z, a))
            x = a if kept is None else a * kept
        return passes

    def backward(
        self,
        layers: Sequence[Parameters],
        passes: Sequence[LayerPass],
        y: NDArray[Any],
        chance: Sequence[Chance] | None = None,
        slopes: Sequence[NDArray[Any]] = (),
    ) -> list[Parameters]:
        """The gradients of the mean loss for targets y (samples, outputs), layer by layer.

        ``slopes`` are those of the hidden layers, if they are known.
        """
        gradients = []
        last = passes[-1]
        error = self.loss.gradient(last.z, last.a, y) / (y.size if self.output_layer.mean else len(y))
        activations = self.with_learned(layers)
        for index in reversed(range(len(layers))):
            check()
            here, (activation, p) = passes[index], activations[index]
            learned = error[:0, 0]
            if index < len(layers) - 1 or not self.loss.from_logits:
                if activation.learned:
                    learned = np.sum(error * activation.learned(here.z, here.a, p), keepdims=True).ravel()
                slope = slopes[index] if index < len(slopes) else None
                error = activation.pass_back(error, here.z, here.a, p, slope)
            gradients.append(Parameters(here.x.T @ error, error.sum(axis=0), learned))
            if index:
                error = error @ layers[index].weights.T
                if chance and (kept := chance[index - 1].kept) is not None:
                    error = error * kept
        return gradients[::-1]

    def with_learned(self, layers: Sequence[Parameters]) -> list[tuple[Activation, float]]:
        """The activation and its parameter for each layer, as it has been learned where it is."""
        return [
            (activation, float(layer.learned[0]) if layer.learned.size else p)
            for layer, (activation, p) in zip(layers, self.activations, strict=True)
        ]

    def slopes(self, layers: Sequence[Parameters], passes: Sequence[LayerPass]) -> list[NDArray[Any]]:
        """How each hidden unit's activation changes with its own pre-activation, da/dz, (samples, units)."""
        return [
            activation.slope(here.z, here.a, p)
            for here, (activation, p) in zip(passes[:-1], self.with_learned(layers), strict=False)
        ]

    def mean_loss(self, last: LayerPass, y: NDArray[Any]) -> float:
        """The mean loss over the samples, the penalty of the regulariser not included."""
        return self.mean_losses(last, y, _ALL)[0]

    def score(self, last: LayerPass, y: NDArray[Any]) -> float:
        """The accuracy: the share of predictions that are right, of labels one by one; for regression R².

        R² = 1 - squared error / variance, and 0 where the targets are the same, see ``datasets.variance``.
        """
        return self.scores(last, y, _ALL)[0]

    def mean_losses(self, last: LayerPass, y: NDArray[Any], parts: Sequence[slice]) -> list[float]:
        """``mean_loss`` of some parts of the samples."""
        losses = self.loss.value(last.z, last.a, y)
        outputs = y.shape[1] if self.output_layer.mean else 1
        return [float(losses[part].sum()) / (outputs * len(y[part])) for part in parts]

    def scores(
        self, last: LayerPass, y: NDArray[Any], parts: Sequence[slice], variances: Sequence[float] = ()
    ) -> list[float]:
        """``score`` of some parts of the samples; ``variances`` are those of their targets, if they are known."""
        if self.experiment.problem == "regression":
            errors = (y - last.a) ** 2
            means = [float(errors[part].sum()) / len(y[part]) for part in parts]
            variances = variances or [variance(y[part]) for part in parts]
            return [1.0 - mean / all_ if all_ > 0.0 else 0.0 for mean, all_ in zip(means, variances, strict=True)]
        hits = self.output_layer.hits(last.a, y)
        return [np.count_nonzero(hits[part]) / hits[part].size for part in parts]


_ALL = (slice(None),)
