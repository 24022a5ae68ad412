"""The smooth rectifiers: ReLU with its corner rounded off.

Softplus rounds it from above. The others let a little through on the left and come back to 0, so that they first fall
and then rise: z is weighted by a sigmoid, by the normal distribution, or by tanh of softplus.
"""

from math import inf
from typing import Any

import numpy as np

from ..common.erf import normal, normal_density
from .records import Activation, Background, Facts, Parameter
from .sigmoids import logistic


def _softplus(z: Any, p: float) -> Any:
    """f(z) = log(1 + eᶻ); logaddexp(z, 0) does not overflow.

    >>> [round(float(_softplus(z, 0.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [0.3133, 0.6931, 800.0]
    """
    return np.logaddexp(z, 0.0)


def _softplus_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 / (1 + e⁻ᶻ)."""
    return logistic(z)


def _swish(z: Any, p: float) -> Any:
    """f(z) = z σ(p z), with the logistic σ; with p = 1 it is SiLU.

    >>> [round(float(_swish(z, 1.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [-0.2689, 0.0, 800.0]
    """
    return z * logistic(p * z)


def _swish_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = σ + p a (1 − σ), with σ = σ(p z)."""
    s = logistic(p * z)
    return s + p * a * (1.0 - s)


def _gelu(z: Any, p: float) -> Any:
    """f(z) = z Φ(z), with the normal distribution's Φ; exact, not the approximation by tanh.

    >>> [round(float(_gelu(z, 0.0)), 4) for z in (-1.0, 0.0, 9.0)]
    [-0.1587, 0.0, 9.0]
    """
    return z * normal(z)


def _gelu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = Φ(z) + z φ(z), with the density φ."""
    return normal(z) + z * normal_density(z)


def _mish(z: Any, p: float) -> Any:
    """f(z) = z tanh(log(1 + eᶻ)); logaddexp(z, 0) does not overflow.

    >>> [round(float(_mish(z, 0.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [-0.3034, 0.0, 800.0]
    """
    return z * np.tanh(np.logaddexp(z, 0.0))


def _mish_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = t + z (1 − t²) σ(z), with t = tanh(log(1 + eᶻ))."""
    t = np.tanh(np.logaddexp(z, 0.0))
    return t + z * (1.0 - t * t) * logistic(z)


def _swish_facts(b: float) -> Facts:
    """f(z) with b is f(b z) / b with 1; with b = 0 it is z / 2."""
    if b == 0.0:
        return Facts(-inf, inf, linear=True, monotonic_slope=True, zero_centered=True)
    return Facts(-0.2784645427610738 / b, inf, reaches_infimum=True, monotonic=False, saturates_left=True)


SMOOTH: tuple[Activation, ...] = (
    Activation(
        key="softplus",
        name="Softplus",
        formula="log(1 + eᶻ)",
        derivative="1 / (1 + e⁻ᶻ)",
        tex=r"\log(1 + e^z)",
        tex_derivative=r"\frac{1}{1 + e^{-z}}",
        f=_softplus,
        df=_softplus_slope,
        initializer="he",
        facts=Facts(0.0, inf, monotonic_slope=True, saturates_left=True),
        background=Background(
            origin="Charles Dugas, Yoshua Bengio and others, 2000, who needed a convex function to price options.",
            use="Outputs that must be positive, such as a standard deviation.",
            strength="A ReLU without a corner: smooth, convex, and its slope is the sigmoid.",
            weakness="Slower than ReLU and rarely better; never 0, and all its values are positive.",
            source="C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau and R. Garcia, “Incorporating second-order functional "
            "knowledge for better option pricing”, NIPS 2000.",
        ),
    ),
    Activation(
        key="swish",
        name="Swish",
        formula="z / (1 + e⁻ᵇᶻ)",
        derivative="s + b·a·(1 − s), where s = 1 / (1 + e⁻ᵇᶻ)",
        tex=r"\frac{z}{1 + e^{-b z}}",
        tex_derivative=r"s + b \, a \, (1 - s), \quad s = \frac{1}{1 + e^{-b z}}",
        f=_swish,
        df=_swish_slope,
        initializer="he",
        parameter=Parameter("b", "sharpness", 1.0, 0.0, 10.0, 0.1),
        facts=_swish_facts(1.0),
        facts_with=_swish_facts,
        background=Background(
            origin="With b = 1 the SiLU of Dan Hendrycks and Kevin Gimpel, 2016, and of Stefan Elfwing and others, "
            "2017; Prajit Ramachandran, Barret Zoph and Quoc Le found it by a search and named it Swish, 2017.",
            use="Image networks such as EfficientNet; with b = 1, inside many large language models.",
            strength="Smooth, does not go flat on the right, and lets small negative values through.",
            weakness="Needs an exponential, and is not monotonic: two different z may give the same value. With b = 0 "
            "it is a straight line.",
            source="D. Hendrycks and K. Gimpel, arXiv:1606.08415, 2016; S. Elfwing, E. Uchibe and K. Doya, "
            "“Sigmoid-weighted linear units”, arXiv:1702.03118, 2017; P. Ramachandran, B. Zoph and Q. V. Le, "
            "“Searching for activation functions”, arXiv:1710.05941, 2017.",
        ),
    ),
    Activation(
        key="gelu",
        name="GELU",
        formula="z·Φ(z), Φ of the normal distribution",
        derivative="Φ(z) + z·e^(−z²/2) / √(2π)",
        tex=r"z \, \Phi(z), \quad \Phi(z) = \tfrac{1}{2} \left(1 + \operatorname{erf} \frac{z}{\sqrt{2}}\right)",
        tex_derivative=r"\Phi(z) + \frac{z}{\sqrt{2 \pi}} \, e^{-z^2 / 2}",
        f=_gelu,
        df=_gelu_slope,
        initializer="he",
        facts=Facts(-0.16997120747990366, inf, reaches_infimum=True, monotonic=False, saturates_left=True),
        background=Background(
            origin="Dan Hendrycks and Kevin Gimpel, 2016.",
            use="Language models such as BERT and GPT-2, and transformers for images.",
            strength="Smooth: z is weighted by the normal probability of a smaller number, where ReLU takes all "
                     "or nothing.",
            weakness="Needs the error function, which is slow or approximated, and it is not monotonic.",
            source="D. Hendrycks and K. Gimpel, “Gaussian error linear units (GELUs)”, arXiv:1606.08415, 2016.",
        ),
    ),
    Activation(
        key="mish",
        name="Mish",
        formula="z·tanh(log(1 + eᶻ))",
        derivative="t + z·(1 − t²) / (1 + e⁻ᶻ), where t = tanh(log(1 + eᶻ))",
        tex=r"z \tanh\left(\log(1 + e^z)\right)",
        tex_derivative=r"t + \frac{z \, (1 - t^2)}{1 + e^{-z}}, \quad t = \tanh\left(\log(1 + e^z)\right)",
        f=_mish,
        df=_mish_slope,
        initializer="he",
        facts=Facts(-0.30884341301725043, inf, reaches_infimum=True, monotonic=False, saturates_left=True),
        background=Background(
            origin="Diganta Misra, 2019.",
            use="Image networks, among them the object detector YOLOv4.",
            strength="Smooth, does not go flat on the right, and lets small negative values through, like swish.",
            weakness="Needs an exponential, a logarithm and a tanh, for a curve that is hard to tell from swish.",
            source="D. Misra, “Mish: A self regularized non-monotonic activation function”, arXiv:1908.08681, 2019.",
        ),
    ),
)  # fmt: skip
