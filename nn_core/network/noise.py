"""What randomness does in training: noise on the pre-activations, and dropout of activations.

    a = f(z + n)       n ~ N(0, p²), for a noisy activation with the parameter p
    a = f(z, e)        e is drawn as an activation says, such as a slope of RReLU for each unit and sample
    a = f(z) * m       m is 0 with the probability r of dropout, else 1 / (1 - r), so that the mean of a stays

All depend on the seed and the epoch alone, so that a run can be repeated and gone on with. Where nothing is learned
there is none of them.

Sources: dropout, N. Srivastava and others, 2014, https://jmlr.org/papers/v15/srivastava14a.html; noise on z, V. Nair
and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from ..common import random_streams
from ..experiment.experiment import Experiment
from ..state.parameters import Parameters
from .layers import Activated, LayerFunction
from .network import Network

Array = NDArray[Any]


@dataclass(frozen=True)
class LayerNoise:
    """Of a layer the noise on z (samples, columns), what is drawn, the factors of dropout (samples, units); or None."""

    noise: Array | None = None
    drawn: Array | None = None
    dropout_mask: Array | None = None

    def batch(self, samples: slice) -> "LayerNoise":
        """That of some of the samples."""
        arrays = (self.noise, self.drawn, self.dropout_mask)
        return LayerNoise(*(None if array is None else array[samples] for array in arrays))

    def around(self, function: LayerFunction) -> LayerFunction:
        """The function of a layer with this noise."""
        if self.noise is not None:
            function = Noisy(function, self.noise)
        if self.drawn is not None and isinstance(function, Activated) and function.activation.drawn:
            function = WithDrawn(function, function.activation.drawn.f, self.drawn)
        return function if self.dropout_mask is None else Dropout(function, self.dropout_mask)


NO_NOISE = LayerNoise()


def sample_noise(experiment: Experiment, epoch: int, samples: int) -> list[LayerNoise] | None:
    """The noise of each layer in an epoch; None if there is none at all."""
    if not experiment.is_stochastic:
        return None
    layers = []
    for index, layer in enumerate(experiment.hidden):
        generator = random_streams.generator(experiment.seed, random_streams.CHANCE, epoch, index)
        noise = drawn = mask = None
        if layer.function.drawn:
            drawn = layer.function.drawn.sample(generator, (samples, layer.units))
        elif layer.function.noise and layer.parameter:
            noise = generator.normal(0.0, layer.parameter, (samples, layer.columns))
        if layer.dropout:
            mask = (generator.random((samples, layer.units)) >= layer.dropout) / (1.0 - layer.dropout)
        layers.append(LayerNoise(noise, drawn, mask))
    return [*layers, NO_NOISE]


@dataclass(frozen=True)
class Noisy:
    """A layer function whose z is moved first."""

    function: LayerFunction
    noise: Array

    def forward(self, z: Array) -> Array:
        """a = f(z + n)."""
        return self.function.forward(z + self.noise)

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:
        """dE/dz = dE/da * f'(z + n)."""
        return self.function.backward(grad_a, z + self.noise, a)


@dataclass(frozen=True)
class WithDrawn:
    """A layer function with something drawn for each unit and sample; its slope finds that in a."""

    function: LayerFunction
    f: Callable[[Any, Any], Any]
    drawn: Array

    def forward(self, z: Array) -> Array:
        """a = f(z, e)."""
        a: Array = self.f(z, self.drawn)
        return a

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:
        """dE/dz = dE/da * f'(z)."""
        return self.function.backward(grad_a, z, a)


@dataclass(frozen=True)
class Dropout:
    """A layer function of which some activations are dropped."""

    function: LayerFunction
    mask: Array

    def forward(self, z: Array) -> Array:
        """a = f(z) * m."""
        return self.function.forward(z) * self.mask

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:  # noqa: ARG002
        """dE/dz = (dE/da * m) * f'(z), where f'(z) may need f(z) as it was before."""
        return self.function.backward(grad_a * self.mask, z, self.function.forward(z))


@dataclass(frozen=True)
class NoisyNetwork(Network):
    """A network as some samples see it in training."""

    network: Network
    noise: Sequence[LayerNoise]

    def functions(self, layers: Sequence[Parameters]) -> Sequence[LayerFunction]:
        """What each layer does with z, in this noise."""
        functions = self.network.functions(layers)
        return [noise.around(function) for noise, function in zip(self.noise, functions, strict=True)]


def in_noise(network: Network, noise: Sequence[LayerNoise] | None, samples: slice) -> Network:
    """The network as these samples see it: in their noise, if there is some."""
    if noise is None:
        return network
    return NoisyNetwork(network.experiment, network, [layer.batch(samples) for layer in noise])
