"""Gated linear units: each has two weighted sums, a value and a gate, and lets the value through as the gate says.

    z₁ = x W + b    the value
    z₂ = x V + c    the gate
    a  = z₁ g(z₂)

g is the sigmoid (GLU), ReLU (ReGLU), GELU (GEGLU) or swish (SwiGLU). A unit has twice as many weights and biases as
others. The columns of a layer are the values of all its units, and then their gates.

Sources: Y. N. Dauphin and others, 2017, https://arxiv.org/abs/1612.08083; N. Shazeer, 2020,
https://arxiv.org/abs/2002.05202
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Coupled, Facts, Function, Slope
from .rectifiers import RECTIFIERS
from .sigmoids import SIGMOIDS
from .smooth import SMOOTH

_GATES = {activation.key: activation for activation in (*SIGMOIDS, *RECTIFIERS, *SMOOTH)}
_sigmoid, _sigmoid_slope = _GATES["sigmoid"].f, _GATES["sigmoid"].df
_relu, _relu_slope = _GATES["relu"].f, _GATES["relu"].df
_gelu, _gelu_slope = _GATES["gelu"].f, _GATES["gelu"].df
_swish, _swish_slope = _GATES["swish"].f, _GATES["swish"].df

SUMS = ("value", "gate")

_SHAZEER = "N. Shazeer, “GLU variants improve transformer”, 2020, arXiv:2002.05202."


def value_and_gate(z: Any) -> tuple[Any, Any]:
    """z₁ and z₂, each (samples, units).

    >>> [half.tolist() for half in value_and_gate(np.array([[1.0, 2.0, 3.0, 4.0]]))]
    [[[1.0, 2.0]], [[3.0, 4.0]]]
    """
    value, gate = np.split(z, 2, axis=-1)
    return value, gate


def _silu(z: Any, p: float) -> Any:
    return _swish(z, 1.0)


def _silu_slope(z: Any, a: Any, p: float) -> Any:
    return _swish_slope(z, a, 1.0)


def _glu(z: Any, p: float) -> Any:
    """a = z₁ σ(z₂).

    >>> _glu(np.array([[3.0, 0.0]]), 0.0).tolist()
    [[1.5]]
    """
    value, gate = value_and_gate(z)
    return value * _sigmoid(gate, p)


def _reglu(z: Any, p: float) -> Any:
    """a = z₁ max(0, z₂).

    >>> _reglu(np.array([[3.0, 5.0, 2.0, -2.0]]), 0.0).tolist()
    [[6.0, 0.0]]
    """
    value, gate = value_and_gate(z)
    return value * _relu(gate, p)


def _geglu(z: Any, p: float) -> Any:
    """a = z₁ z₂ Φ(z₂).

    >>> _geglu(np.array([[-2.0, 1.0]]), 0.0).round(4).tolist()
    [[-1.6827]]
    """
    value, gate = value_and_gate(z)
    return value * _gelu(gate, p)


def _swiglu(z: Any, p: float) -> Any:
    """a = z₁ z₂ σ(z₂).

    >>> _swiglu(np.array([[-2.0, 1.0]]), 0.0).round(4).tolist()
    [[-1.4621]]
    """
    value, gate = value_and_gate(z)
    return value * _silu(gate, p)


def _coupled(forward: Function, g: Function, dg: Slope) -> Coupled:
    """A gated layer with the gate g and its slope."""

    def backward(e: Any, z: Any, a: Any, p: float) -> Any:
        """dE/dz₁ = e g(z₂), dE/dz₂ = e z₁ g'(z₂)."""
        value, gate = value_and_gate(z)
        passed = g(gate, p)
        return np.concatenate([e * passed, e * value * dg(gate, passed, p)], axis=-1)

    def slope(z: Any, a: Any, p: float) -> Any:
        """√(g(z₂)² + (z₁ g'(z₂))²): the length of (∂a/∂z₁, ∂a/∂z₂)."""
        value, gate = value_and_gate(z)
        passed = g(gate, p)
        return np.hypot(passed, value * dg(gate, passed, p))

    return Coupled(forward, backward, slope, columns=len(SUMS), sums=SUMS)


GATED = (
    Activation(
        "glu", "GLU", "z₁·σ(z₂), where σ(z) = 1 / (1 + e⁻ᶻ)", "σ(z₂) by the value, z₁·σ(z₂)·(1 − σ(z₂)) by the gate",
        r"\begin{aligned}[t] & z_1 \, \sigma(z_2) \\ & z_1 = x^\top w + b, \; z_2 = x^\top v + c\end{aligned}",
        r"\begin{aligned}\frac{\partial a}{\partial z_1} &= \sigma(z_2) \\ "
        r"\frac{\partial a}{\partial z_2} &= z_1 \, \sigma(z_2) \, (1 - \sigma(z_2))\end{aligned}",
        _sigmoid, _sigmoid_slope,
        Facts(-inf, inf, monotonic=False, zero_centered=True, saturates_left=True),
        Background(
            "Yann Dauphin and others, 2017.",
            "Convolutional networks for language; audio and speech, as in Conformer and Demucs.",
            "Where the gate is open, the value's gradient passes as through a linear unit, so that it does not "
            "vanish; the gate still makes the layer bend.",
            "Has two weighted sums for each unit, so twice as many weights and biases as others.",
            "Y. N. Dauphin, A. Fan, M. Auli and D. Grangier, “Language modeling with gated convolutional networks”, "
            "ICML 2017, arXiv:1612.08083.",
        ),
        initializer="he", coupled=_coupled(_glu, _sigmoid, _sigmoid_slope),
    ),
    Activation(
        "reglu", "ReGLU", "z₁·max(0, z₂)", "max(0, z₂) by the value; z₁ by the gate where z₂ > 0, else 0",
        r"\begin{aligned}[t] & z_1 \, \max(0, z_2) \\ & z_1 = x^\top w + b, \; z_2 = x^\top v + c\end{aligned}",
        r"\begin{aligned}\frac{\partial a}{\partial z_1} &= \max(0, z_2) \\ "
        r"\frac{\partial a}{\partial z_2} &= z_1 \, \mathbf{1}[z_2 > 0]\end{aligned}",
        _relu, _relu_slope,
        Facts(
            -inf, inf, kinks=(0.0,), smooth=False, monotonic=False, zero_centered=True, saturates_left=True,
            sparse=True, can_die=True,
        ),
        Background(
            "Noam Shazeer, 2020, among the variants of GLU that he compares.",
            "Feed-forward layers of transformers, in comparisons with SwiGLU and GEGLU.",
            "The cheapest gate: no exponential, and outputs that are exactly 0 where it is shut.",
            "A unit whose gate is shut for every sample gets no gradient. Like all gated units it has twice as many "
            "weights and biases.",
            _SHAZEER,
        ),
        initializer="lecun", coupled=_coupled(_reglu, _relu, _relu_slope),
    ),
    Activation(
        "geglu", "GEGLU", "z₁·z₂·Φ(z₂)", "z₂·Φ(z₂) by the value, z₁·(Φ(z₂) + z₂·φ(z₂)) by the gate",
        r"\begin{aligned}[t] & z_1 \, z_2 \, \Phi(z_2) \\ & z_1 = x^\top w + b, \; z_2 = x^\top v + c\end{aligned}",
        r"\begin{aligned}\frac{\partial a}{\partial z_1} &= z_2 \, \Phi(z_2) \\ "
        r"\frac{\partial a}{\partial z_2} &= z_1 \, (\Phi(z_2) + z_2 \, \varphi(z_2))\end{aligned}",
        _gelu, _gelu_slope,
        Facts(-inf, inf, monotonic=False, zero_centered=True, saturates_left=True),
        Background(
            "Noam Shazeer, 2020, among the variants of GLU that he compares.",
            "Feed-forward layers of transformers, as in Gemma and T5 1.1, where tanh approximates the GELU.",
            "Smooth, and with SwiGLU the best of the variants in Shazeer’s comparison on T5.",
            "Has twice as many weights and biases, and multiplies two sums: a deep stack without normalization either "
            "explodes or vanishes, whatever the initializer.",
            _SHAZEER,
        ),
        initializer="lecun", coupled=_coupled(_geglu, _gelu, _gelu_slope),
    ),
    Activation(
        "swiglu", "SwiGLU", "z₁·z₂·σ(z₂), where σ(z) = 1 / (1 + e⁻ᶻ)",
        "s by the value, z₁·(σ(z₂) + s·(1 − σ(z₂))) by the gate, where s = z₂·σ(z₂)",
        r"\begin{aligned}[t] & z_1 \, z_2 \, \sigma(z_2) \\ & z_1 = x^\top w + b, \; z_2 = x^\top v + c\end{aligned}",
        r"\begin{aligned}\frac{\partial a}{\partial z_1} &= s = z_2 \, \sigma(z_2) \\ "
        r"\frac{\partial a}{\partial z_2} &= z_1 \, (\sigma(z_2) + s \, (1 - \sigma(z_2)))\end{aligned}",
        _silu, _silu_slope,
        Facts(-inf, inf, monotonic=False, zero_centered=True, saturates_left=True),
        Background(
            "Noam Shazeer, 2020, among the variants of GLU that he compares.",
            "Feed-forward layers of most large language models since 2022, such as PaLM and Llama.",
            "Smooth, never exactly shut, and among the best in comparisons at equal parameters.",
            "Has twice as many weights and biases, and multiplies two sums: a deep stack without normalization either "
            "explodes or vanishes, whatever the initializer.",
            _SHAZEER,
        ),
        initializer="lecun", coupled=_coupled(_swiglu, _silu, _silu_slope),
    ),
)  # fmt: skip
