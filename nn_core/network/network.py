"""The network: forward and backward, the two passes of backpropagation.

Forward, layer by layer, with x the output of the layer before:

    z = x W + b          pre-activations, (samples, units)
    a = f(z)             activations

Backward, from the last layer to the first, with E the mean loss over the samples:

    dE/dz = dE/da * f'(z)         how E changes with each pre-activation
    dE/dW = x^T dE/dz             and so with each weight: its input times the gradient of its unit
    dE/db = sum of dE/dz          and each bias, over the samples
    dE/dx = dE/dz W^T             and each input, which was an activation of the layer before: its dE/da

In the code they are ``grad_z``, the three parts of ``Parameters``, and ``grad_x``. docs/backprop.md goes through one
step with numbers; tests/core/test_network.py compares every gradient with a measured slope of the loss, and
test_autodiff.py with those of another program. The compiled engine is tested against what stands here.

Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, 1986, https://doi.org/10.1038/323533a0
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from numpy.typing import NDArray

from ..activations import ACTIVATIONS, Activation
from ..experiment.experiment import Experiment
from ..losses import LOSSES, OUTPUT_LAYERS, Loss, OutputLayer
from ..state.parameters import Parameters
from .layers import Activated, FusedOutput, LayerFunction

Array = NDArray[Any]


class LayerPass(NamedTuple):
    """What a layer received and made of it: inputs x, pre-activations z, activations a."""

    x: Array
    z: Array
    a: Array


@dataclass(frozen=True)
class Network:
    """The functions of an experiment's network, looked up once. The numbers, ``Parameters``, come with each call."""

    experiment: Experiment

    def forward(self, layers: Sequence[Parameters], x: Array) -> list[LayerPass]:
        """Send features x (samples, features) through all layers; the last pass holds the outputs."""
        passes = []
        for layer, function in zip(layers, self.functions(layers), strict=True):
            z = x @ layer.weights + layer.biases
            a = function.forward(z)
            passes.append(LayerPass(x, z, a))
            x = a
        return passes

    def backward(self, layers: Sequence[Parameters], passes: Sequence[LayerPass], y: Array) -> list[Parameters]:
        """The gradients of the mean loss for targets y (samples, outputs), layer by layer."""
        gradients = []
        grad_a = self.loss_gradient(passes[-1], y)
        for layer, function, (x, z, a) in reversed([*zip(layers, self.functions(layers), passes, strict=True)]):
            grad_z, grad_p = function.backward(grad_a, z, a)
            gradients.append(Parameters(x.T @ grad_z, grad_z.sum(axis=0), grad_p))
            grad_x = grad_z @ layer.weights.T
            grad_a = grad_x  # the inputs of this layer are the activations of the one before
        return gradients[::-1]

    def functions(self, layers: Sequence[Parameters]) -> Sequence[LayerFunction]:
        """What each layer does with z: its activation, with the parameter that it has by now."""
        if not self._learns:
            return self._functions
        return self._as_functions(self.with_learned(layers))

    def loss_gradient(self, last: LayerPass, y: Array) -> Array:
        """dE/da of the outputs; of a ``FusedOutput`` dE/dz."""
        gradient: Array = self.loss.gradient(last.z, last.a, y)
        return gradient / (y.size if self.output_layer.mean else len(y))

    def mean_loss(self, last: LayerPass, y: Array) -> float:
        """E, the mean loss over the samples, without the penalty of the regularizer."""
        return self.mean_losses(last, y, [slice(None)])[0]

    def mean_losses(self, last: LayerPass, y: Array, parts: Sequence[slice]) -> list[float]:
        """``mean_loss`` of some parts of the samples."""
        losses = self.loss.value(last.z, last.a, y)
        outputs = y.shape[1] if self.output_layer.mean else 1
        return [float(losses[part].sum()) / (outputs * len(y[part])) for part in parts]

    @cached_property
    def loss(self) -> Loss:
        """The loss of the output layer."""
        return LOSSES[self.experiment.loss]

    @cached_property
    def output_layer(self) -> OutputLayer:
        """How outputs and labels correspond."""
        return OUTPUT_LAYERS[self.experiment.problem, self.experiment.output, self.experiment.loss]

    @cached_property
    def activations(self) -> tuple[tuple[Activation, Any], ...]:
        """The activation and its parameter for each layer, the output layer included."""
        hidden = [(layer.function, layer.p) for layer in self.experiment.hidden]
        output = ACTIVATIONS[self.experiment.output]
        return (*hidden, (output, output.default))

    def with_learned(self, layers: Sequence[Parameters]) -> list[tuple[Activation, Any]]:
        """The activation and its parameter for each layer, as it has been learned where it is."""
        return [
            (activation, activation.given(layer.learned) if activation.learned else p)
            for layer, (activation, p) in zip(layers, self.activations, strict=True)
        ]

    def _as_functions(self, activations: Sequence[tuple[Activation, Any]]) -> tuple[LayerFunction, ...]:
        *hidden, output = (Activated(activation, p) for activation, p in activations)
        return (*hidden, FusedOutput(output) if self.loss.from_logits else output)

    @cached_property
    def _learns(self) -> bool:
        return any(self.experiment.learned)

    @cached_property
    def _functions(self) -> tuple[LayerFunction, ...]:
        return self._as_functions(self.activations)
