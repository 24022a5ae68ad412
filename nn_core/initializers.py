"""Initializers: the weights before the first step.

All-zero or equal weights make every unit of a layer compute the same and learn the same, for ever; random ones break
the tie. How large they should be depends on the activation and the number of inputs: signals and gradients are to
keep their size from layer to layer. Biases need no luck: all start at ``Experiment.initial_bias``, as a rule 0.1.

SIREN's weights depend on more than that: on the ω of the sine that the layer has, and on whether it is the first one.

In the formulas U(−l, l) is the uniform distribution, and N(0, v) the normal one with the variance v. Keras cuts its
normal distributions off at two standard deviations; PyTorch and this module do not. Keras's biases start at 0.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

REACH = 6.0  # of the inputs: how far the axes go


@dataclass(frozen=True)
class Initializer:
    """``sample(generator, inputs, units)`` gives the initial weights of a layer, shape (inputs, units).

    With ``fitted`` it has the keywords ``first`` and ``omega``, too, see ``of_layer``.
    """

    key: str
    name: str
    formula: str
    sample: Callable[..., NDArray[np.float64]]
    fitted: bool = False

    def of_layer(self, *, first: bool, omega: float) -> "Initializer":
        """The same for a layer that is the ``first`` one, or not, and that has the sine of ``omega`` z; 1 for none."""
        fit: dict[str, Any] = {"first": first, "omega": omega}
        return replace(self, sample=partial(self.sample, **fit)) if self.fitted else self


def _uniform(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ U(−0.5, 0.5), as in TensorFlow Playground."""
    return generator.uniform(-0.5, 0.5, (inputs, units))


def _glorot(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ U(−l, l), l = √(6 / (inputs + units)): the variance is 2 / (inputs + units).

    A compromise between signals, which want 1 / inputs, and gradients, which want 1 / units.

    X. Glorot and Y. Bengio, 2010, https://proceedings.mlr.press/v9/glorot10a.html
    """
    limit = np.sqrt(6.0 / (inputs + units))
    return generator.uniform(-limit, limit, (inputs, units))


def _glorot_normal(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ N(0, 2 / (inputs + units))."""
    return generator.normal(0.0, np.sqrt(2.0 / (inputs + units)), (inputs, units))


def _he_uniform(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ U(−l, l), l = √(6 / inputs): the variance is 2 / inputs, see ``_he``."""
    limit = np.sqrt(6.0 / max(1, inputs))
    return generator.uniform(-limit, limit, (inputs, units))


def _lecun_uniform(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ U(−l, l), l = √(3 / inputs): the variance is 1 / inputs, see ``_lecun``."""
    limit = np.sqrt(3.0 / max(1, inputs))
    return generator.uniform(-limit, limit, (inputs, units))


def _orthogonal(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W = Q of a normal matrix Q R, with the signs of diag(R): columns, or the fewer rows, are orthonormal.

    A. M. Saxe, J. L. McClelland and S. Ganguli, 2014, https://arxiv.org/abs/1312.6120
    """
    tall = generator.normal(size=(max(inputs, units), min(inputs, units)))
    q, r = np.linalg.qr(tall)
    q = q * np.where(np.diag(r) < 0.0, -1.0, 1.0)  # else the signs would not be random
    return q if inputs >= units else q.T


def _zeros(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W = 0: all units of a layer stay alike."""
    return np.zeros((inputs, units))


def _constant(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W = 0.5, likewise."""
    return np.full((inputs, units), CONSTANT)


def _he(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ N(0, 2 / inputs): twice LeCun's variance, as ReLU lets half of the signal through.

    K. He, X. Zhang, S. Ren and J. Sun, 2015, https://arxiv.org/abs/1502.01852
    """
    return generator.normal(0.0, np.sqrt(2.0 / max(1, inputs)), (inputs, units))


def _lecun(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    """W ~ N(0, 1 / inputs): z has the variance of the inputs.

    Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, 1998, https://doi.org/10.1007/3-540-49430-8_2
    """
    return generator.normal(0.0, np.sqrt(1.0 / max(1, inputs)), (inputs, units))


def _siren(
    generator: np.random.Generator, inputs: int, units: int, *, first: bool = False, omega: float = 1.0
) -> NDArray[np.float64]:
    """W ~ U(−l, l), l = √(6 / inputs) / ω, in the first layer l = 1 / (6 inputs).

    So ω z has the variance 1 in every layer, as a sine's outputs have the variance ½, and the first layer alone says
    how fine the detail is. There the paper has l = 1 / inputs for inputs from -1 to 1; the axes here go from -6 to 6.

    V. Sitzmann, J. Martel, A. Bergman, D. Lindell and G. Wetzstein, 2020, https://arxiv.org/abs/2006.09661
    """
    limit = 1.0 / (REACH * max(1, inputs)) if first else np.sqrt(6.0 / max(1, inputs)) / omega
    return generator.uniform(-limit, limit, (inputs, units))


MATCHED = "matched"
CONSTANT = 0.5

INITIALIZERS: dict[str, Initializer] = {
    initializer.key: initializer
    for initializer in (
        Initializer("uniform", "Uniform", "U(−0.5, 0.5)", _uniform),
        Initializer("glorot", "Glorot (Xavier)", "U(−l, l), l = √(6 / (inputs + units))", _glorot),
        Initializer("glorot-normal", "Glorot, normal", "N(0, 2 / (inputs + units))", _glorot_normal),
        Initializer("he", "He (Kaiming)", "N(0, 2 / inputs)", _he),
        Initializer("he-uniform", "He, uniform", "U(−l, l), l = √(6 / inputs)", _he_uniform),
        Initializer("lecun", "LeCun", "N(0, 1 / inputs)", _lecun),
        Initializer("lecun-uniform", "LeCun, uniform", "U(−l, l), l = √(3 / inputs)", _lecun_uniform),
        Initializer("orthogonal", "Orthogonal", "orthonormal columns or rows", _orthogonal),
        Initializer(
            "siren",
            "SIREN (for sine)",
            "U(−l, l), l = √(6 / inputs) / ω, in the first layer l = 1 / (6 · inputs)",
            _siren,
            fitted=True,
        ),
        Initializer("zeros", "Zeros", "0", _zeros),
        Initializer("constant", "Constant", f"{CONSTANT:g}", _constant),
        # Each layer is drawn as its activation suggests, see ``Activation.initializer``; this is for the rest.
        Initializer(MATCHED, "Matched to the activation", "Glorot, He or LeCun, to match the activation", _glorot),
    )
}


def sample_sums(
    initializer: Initializer, generator: np.random.Generator, inputs: int, columns: int, sums: int
) -> NDArray[np.float64]:
    """The initial weights (inputs, columns) of units with so many weighted sums, each drawn as a layer of its own."""
    drawn = [initializer.sample(generator, inputs, columns // sums) for _ in range(sums)]
    return np.concatenate(drawn, axis=1)


def resolve_initializer(initializer: str, suggested: str) -> Initializer:
    """The initializer of a layer whose activation suggests one: that, if they are to be matched."""
    return INITIALIZERS[suggested if initializer == MATCHED else initializer]
