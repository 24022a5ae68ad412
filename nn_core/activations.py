"""Activation functions: what a unit does with the weighted sum of its inputs.

A unit first computes its pre-activation z, a weighted sum of its inputs plus a bias, and then passes z
through an activation function f. Without a bend in f a whole network, however deep, could only draw a
straight line; the bend is what lets it draw anything else. Backpropagation also needs the slope f'.

Each function is written once, as NumPy expressions in numerically stable form:

    f(z, p)       the activation a, with p the function's parameter (0 where it has none)
    df(z, a, p)   the derivative f'(z); a = f(z) comes along because tanh' = 1 - a^2 is cheaper from a

Where f has a kink, the comment beside it says which slope is taken there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


def select(condition: Any, when_true: Any, when_false: Any) -> Any:
    """``when_true`` where the condition holds, else ``when_false``, element by element."""
    return np.where(condition, when_true, when_false)


@dataclass(frozen=True)
class Parameter:
    """The one number that shapes a family of activation functions, with the range it may take."""

    symbol: str
    name: str
    default: float
    minimum: float
    maximum: float
    step: float


@dataclass(frozen=True)
class Activation:
    """An element-wise activation function and what is known of it.

    ``infimum`` and ``supremum`` bound the values of f with the default parameter; ``kinks`` lists the z
    at which f' jumps (or f itself does, for the step). ``initializer`` is the one that suits the function best.
    """

    key: str
    name: str
    formula: str
    derivative: str
    f: Callable[[Any, float], Any]
    df: Callable[[Any, Any, float], Any]
    infimum: float
    supremum: float
    monotonic: bool = True
    kinks: tuple[float, ...] = ()
    parameter: Parameter | None = None
    initializer: str = "glorot"


def _linear(z: Any, p: float) -> Any:
    return p * z


def _linear_slope(z: Any, a: Any, p: float) -> Any:
    return 0.0 * z + p


def _step(z: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, 0.0 * z)


def _step_slope(z: Any, a: Any, p: float) -> Any:
    return 0.0 * z  # flat on both sides, and 0 is taken at the jump too: nothing can be learned through it


def _sigmoid(z: Any, p: float) -> Any:
    return 0.5 + 0.5 * np.tanh(0.5 * z)  # 1 / (1 + e^-z) without an exponential that could overflow


def _sigmoid_slope(z: Any, a: Any, p: float) -> Any:
    return a * (1.0 - a)


def _tanh(z: Any, p: float) -> Any:
    return np.tanh(z)


def _tanh_slope(z: Any, a: Any, p: float) -> Any:
    return 1.0 - a * a


def _relu(z: Any, p: float) -> Any:
    return np.maximum(z, 0.0)


def _relu_slope(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, 0.0 * z)  # f'(0) = 0


def _leaky_relu(z: Any, p: float) -> Any:
    return select(z > 0, z, p * z)


def _leaky_relu_slope(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, p + 0.0 * z)  # f'(0) = p, the slope from the left


def _elu(z: Any, p: float) -> Any:
    return select(z > 0, z, p * np.expm1(np.minimum(z, 0.0)))


def _elu_slope(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, p * np.exp(np.minimum(z, 0.0)))  # f'(0) = p, the slope from the left


def _selu(z: Any, p: float) -> Any:
    return SELU_SCALE * _elu(z, SELU_ALPHA)


def _selu_slope(z: Any, a: Any, p: float) -> Any:
    return SELU_SCALE * _elu_slope(z, a, SELU_ALPHA)


def _softplus(z: Any, p: float) -> Any:
    return np.logaddexp(z, 0.0)


def _softplus_slope(z: Any, a: Any, p: float) -> Any:
    return _sigmoid(z, p)


def _swish(z: Any, p: float) -> Any:
    return z * _sigmoid(p * z, p)


def _swish_slope(z: Any, a: Any, p: float) -> Any:
    s = _sigmoid(p * z, p)
    return s + p * a * (1.0 - s)


ACTIVATIONS: dict[str, Activation] = {
    activation.key: activation
    for activation in (
        Activation(
            "linear", "Linear", "m·z", "m", _linear, _linear_slope, -inf, inf,
            parameter=Parameter("m", "slope", 1.0, 0.1, 3.0, 0.1),
        ),
        Activation("step", "Binary step", "1 if z > 0, else 0", "0", _step, _step_slope, 0.0, 1.0, kinks=(0.0,)),
        Activation("sigmoid", "Sigmoid", "1 / (1 + e⁻ᶻ)", "a·(1 − a)", _sigmoid, _sigmoid_slope, 0.0, 1.0),
        Activation("tanh", "Tanh", "tanh z", "1 − a²", _tanh, _tanh_slope, -1.0, 1.0),
        Activation(
            "relu", "ReLU", "max(0, z)", "1 if z > 0, else 0", _relu, _relu_slope, 0.0, inf, kinks=(0.0,),
            initializer="he",
        ),
        Activation(
            "leaky-relu", "Leaky ReLU", "z if z > 0, else a·z", "1 if z > 0, else a",
            _leaky_relu, _leaky_relu_slope, -inf, inf, kinks=(0.0,), initializer="he",
            parameter=Parameter("a", "slope for z < 0", 0.01, 0.0, 0.5, 0.01),
        ),
        Activation(
            "elu", "ELU", "z if z > 0, else a·(eᶻ − 1)", "1 if z > 0, else a·eᶻ",
            _elu, _elu_slope, -1.0, inf, kinks=(0.0,), initializer="he",
            parameter=Parameter("a", "depth for z → −∞", 1.0, 0.1, 3.0, 0.1),
        ),
        Activation(
            "selu", "SELU", "1.0507·(z if z > 0, else 1.6733·(eᶻ − 1))",
            "1.0507·(1 if z > 0, else 1.6733·eᶻ)",
            _selu, _selu_slope, -SELU_SCALE * SELU_ALPHA, inf, kinks=(0.0,), initializer="lecun",
        ),
        Activation(
            "softplus", "Softplus", "log(1 + eᶻ)", "1 / (1 + e⁻ᶻ)", _softplus, _softplus_slope, 0.0, inf,
            initializer="he",
        ),
        Activation(
            "swish", "Swish", "z / (1 + e⁻ᵇᶻ)", "s + b·a·(1 − s), where s = 1 / (1 + e⁻ᵇᶻ)",
            _swish, _swish_slope, -0.2784645427610738, inf, monotonic=False, initializer="he",
            parameter=Parameter("b", "sharpness", 1.0, 0.0, 10.0, 0.1),
        ),
    )
}  # fmt: skip
