"""Smooth functions of later years: GELU by tanh, a softplus by a root, and some that are no rectifiers.

GELU's tanh form is what JAX and GPT-2 compute. Snake and LiSHT bend a line by a wave, or fold it; the exponential grows
faster than any of them.
"""

from math import inf, pi
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, Parameter, select
from .sigmoids import logistic

_GELU_LINE, _GELU_CUBE = 2.0 * (2.0 / pi) ** 0.5, 0.044715
_GELU_END = 30.0  # beyond it the sigmoid is 0 or 1
EXPONENTIAL_END = 75.0  # e^75 is 3.7e32: what is drawn in float32 ends at 3.4e38


def _gelu_argument(z: Any) -> Any:
    """2 √(2/π) (z + 0.044715 z³), as (1 + tanh u) / 2 is the sigmoid of 2 u; no cube overflows."""
    z = np.minimum(np.maximum(z, -_GELU_END), _GELU_END)
    return _GELU_LINE * (z + _GELU_CUBE * z * z * z)


def _gelu_tanh(z: Any, p: float) -> Any:
    """f(z) = z (1 + tanh u) / 2 with u = √(2/π) (z + 0.044715 z³), by a sigmoid, which keeps the digits on the left.

    >>> [round(float(_gelu_tanh(z, 0.0)), 4) for z in (-1.0, 0.0, 9.0)]
    [-0.1588, 0.0, 9.0]
    """
    return z * logistic(_gelu_argument(z))


def _gelu_tanh_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = s + 2 a (1 − s) u', with the sigmoid s of 2 u and u' = √(2/π) (1 + 3 · 0.044715 z²)."""
    v = _gelu_argument(z)
    held = np.minimum(np.maximum(z, -_GELU_END), _GELU_END)
    return logistic(v) + a * logistic(-v) * _GELU_LINE * (1.0 + 3.0 * _GELU_CUBE * held * held)


def _squareplus(z: Any, p: float) -> Any:
    """f(z) = (z + √(z² + p)) / 2; on the left, where the two cancel, p / (2 (√(z² + p) − z)).

    >>> [round(float(_squareplus(z, 4.0)), 4) for z in (-800.0, 0.0, 800.0)]
    [0.0012, 1.0, 800.0012]
    """
    both = np.absolute(z) + np.sqrt(z * z + p)
    return 0.5 * select(z > 0, both, p / both)


def _squareplus_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = (1 + z / √(z² + p)) / 2 = a / √(z² + p)."""
    return a / np.sqrt(z * z + p)


def _snake(z: Any, p: float) -> Any:
    """f(z) = z + sin²(p z) / p.

    >>> [round(float(_snake(z, 1.0)), 4) for z in (-1.0, 0.0, 1.0)]
    [-0.2919, 0.0, 1.7081]
    """
    wave = np.sin(p * z)
    return z + wave * wave / p


def _snake_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 + sin(2 p z) = (sin(p z) + cos(p z))², which never is negative."""
    both = np.sin(p * z) + np.cos(p * z)
    return both * both


def _lisht(z: Any, p: float) -> Any:
    """f(z) = z tanh z.

    >>> [round(float(_lisht(z, 0.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [0.7616, 0.0, 800.0]
    """
    return z * np.tanh(z)


def _lisht_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = t + z (1 − t²), with t = tanh z."""
    t = np.tanh(z)
    return t + z * (1.0 - t * t)


def _exponential(z: Any, p: float) -> Any:
    """f(z) = eᶻ, and beyond 75 its tangent there, e⁷⁵ (z − 74): so it stays finite.

    >>> [float(f"{_exponential(z, 0.0):.4g}") for z in (-1.0, 0.0, 1.0, 1000.0)]
    [0.3679, 1.0, 2.718, 3.457e+35]
    """
    return np.exp(np.minimum(z, EXPONENTIAL_END)) * (1.0 + np.maximum(z - EXPONENTIAL_END, 0.0))


def _exponential_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = eᶻ, beyond 75 e⁷⁵."""
    return np.exp(np.minimum(z, EXPONENTIAL_END))


SMOOTH_KIN: tuple[Activation, ...] = (
    Activation(
        key="gelu-tanh",
        name="GELU, tanh form",
        formula="z·(1 + tanh u) / 2, where u = √(2/π)·(z + 0.044715·z³)",
        derivative="(1 + tanh u) / 2 + z·(1 − tanh² u)·u′ / 2, where u′ = √(2/π)·(1 + 0.134145·z²)",
        tex=r"\begin{gathered} \tfrac{z}{2} (1 + \tanh u) \\ "
        r"u = \sqrt{\tfrac{2}{\pi}} (z + 0.044715 z^3) \end{gathered}",
        tex_derivative=r"\tfrac{1}{2} (1 + \tanh u) + \tfrac{z}{2} (1 - \tanh^2 u) \, u'",
        f=_gelu_tanh,
        df=_gelu_tanh_slope,
        initializer="he",
        facts=Facts(-0.17004075057125407, inf, reaches_infimum=True, monotonic=False, saturates_left=True),
        background=Background(
            origin="Dan Hendrycks and Kevin Gimpel, 2016, beside the exact form, for machines that are slow at the "
            "error function.",
            use="GPT-2 and its followers; what jax.nn.gelu computes unless it is told otherwise.",
            strength="Within 0.0005 of GELU everywhere, and networks trained with one can use the other.",
            weakness="A network runs with whichever it was trained with; where the error function is fast, nothing is "
            "gained.",
            source="D. Hendrycks and K. Gimpel, “Gaussian error linear units (GELUs)”, arXiv:1606.08415, 2016.",
        ),
    ),
    Activation(
        key="squareplus",
        name="Squareplus",
        formula="(z + √(z² + b)) / 2",
        derivative="(1 + z / √(z² + b)) / 2",
        tex=r"\frac{z + \sqrt{z^2 + b}}{2}",
        tex_derivative=r"\frac{1}{2} \left(1 + \frac{z}{\sqrt{z^2 + b}}\right)",
        f=_squareplus,
        df=_squareplus_slope,
        initializer="he",
        parameter=Parameter("b", "roundness", 4.0, 0.1, 5.0, 0.1),
        facts=Facts(0.0, inf, monotonic_slope=True, saturates_left=True),
        background=Background(
            origin="Jonathan Barron, 2021, as a softplus without an exponential.",
            use="In place of softplus where speed counts, in JAX and Keras.",
            strength="Smooth and convex like softplus, for the price of a root; b says how round the corner is.",
            weakness="Goes to 0 on the left only as 1 / z, so that it is far from ReLU for long; never 0.",
            source="J. T. Barron, “Squareplus: A softplus-like algebraic rectifier”, 2021, arXiv:2112.11687.",
        ),
    ),
    Activation(
        key="snake",
        name="Snake",
        formula="z + sin²(a·z) / a",
        derivative="1 + sin(2·a·z)",
        tex=r"z + \frac{\sin^2(a z)}{a}",
        tex_derivative=r"1 + \sin(2 a z)",
        f=_snake,
        df=_snake_slope,
        initializer="lecun",
        parameter=Parameter("a", "frequency", 1.0, 0.5, 5.0, 0.1),
        facts=Facts(-inf, inf, identity_near_zero=True),
        background=Background(
            origin="Liu Ziyin, Tilman Hartwig and Masahito Ueda, 2020, for functions that repeat.",
            use="Series that repeat, and the sound of voices and music (BigVGAN); there a is learned, here it is "
            "chosen.",
            strength="Rises everywhere and repeats at the same time, so it goes on beyond the data as a wave.",
            weakness="Its slope goes from 0 to 2 and back with each wave, and a has to fit the data.",
            source="L. Ziyin, T. Hartwig and M. Ueda, “Neural networks fail to learn periodic functions and how to fix "
            "it”, NeurIPS 2020, arXiv:2006.08195.",
        ),
    ),
    Activation(
        key="lisht",
        name="LiSHT",
        formula="z·tanh z",
        derivative="t + z·(1 − t²), where t = tanh z",
        tex=r"z \tanh z",
        tex_derivative=r"t + z \, (1 - t^2), \quad t = \tanh z",
        f=_lisht,
        df=_lisht_slope,
        initializer="he",
        facts=Facts(0.0, inf, reaches_infimum=True, monotonic=False),
        background=Background(
            origin="Swalpa Kumar Roy and others, 2019.",
            use="Experiments with image and text networks.",
            strength="Goes flat on neither side; a smooth |z|.",
            weakness="Cannot tell z from −z, and its slope is 0 at 0, where a network begins.",
            source="S. K. Roy, S. Manna, S. R. Dubey and B. B. Chaudhuri, “LiSHT: Non-parametric linearly scaled "
            "hyperbolic tangent activation function for neural networks”, 2019, arXiv:1901.05894.",
        ),
    ),
    Activation(
        key="exponential",
        name="Exponential",
        formula="eᶻ (beyond 75 its tangent there)",
        derivative="eᶻ (beyond 75 e⁷⁵)",
        tex=r"e^z",
        tex_derivative=r"e^z",
        f=_exponential,
        df=_exponential_slope,
        initializer="lecun",
        facts=Facts(0.0, inf, monotonic_slope=True, saturates_left=True),
        background=Background(
            origin="The inverse of the logarithmic link of John Nelder and Robert Wedderburn's generalized linear "
            "models, 1972.",
            use="Outputs that are rates or counts, as in a Poisson regression; rarely a hidden layer.",
            strength="Always positive, and one step more of z is one factor more of the output.",
            weakness="Grows so fast that values and gradients explode in a few layers. Here it goes on as a straight "
            "line beyond z = 75, so that all numbers stay finite.",
            source="J. A. Nelder and R. W. M. Wedderburn, “Generalized linear models”, Journal of the Royal "
            "Statistical Society A 135, 1972, 370–384.",
        ),
    ),
)  # fmt: skip
