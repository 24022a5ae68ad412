"""Functions of another shape.

Hard tanh and hard swish are smooth ones made of straight pieces, squared ReLU a parabola of half the line. Sine and the
Gaussian bump neither rise everywhere nor have to: a unit may answer to a narrow range of z, or to many.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, Parameter, select


def _hard_tanh(z: Any, p: float) -> Any:
    """f(z) = max(−1, min(1, z)).

    >>> [float(_hard_tanh(z, 0.0)) for z in (-2.0, 0.5, 3.0)]
    [-1.0, 0.5, 1.0]
    """
    return np.minimum(np.maximum(z, -1.0), 1.0)


def _hard_tanh_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if −1 < z ≤ 1, else 0: at the kinks the slope from the left. PyTorch has 0 at both."""
    return select(z > -1.0, select(z > 1.0, 0.0 * z, 1.0 + 0.0 * z), 0.0 * z)


def _hard_swish(z: Any, p: float) -> Any:
    """f(z) = z max(0, min(6, z + 3)) / 6.

    >>> [round(float(_hard_swish(z, 0.0)), 4) for z in (-1.0, 0.0, 4.0)]
    [-0.3333, 0.0, 4.0]
    """
    return z * np.minimum(np.maximum(z + 3.0, 0.0), 6.0) / 6.0


def _hard_swish_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = (2 z + 3) / 6 if −3 < z ≤ 3, else 0 or 1: at the kinks the slope from the left, 0 and 1.5."""
    return select(z > -3.0, select(z > 3.0, 1.0 + 0.0 * z, (2.0 * z + 3.0) / 6.0), 0.0 * z)


def _sine(z: Any, w: float) -> Any:
    """f(z) = sin(w z).

    >>> [round(float(_sine(z, 1.0)), 4) for z in (-1.0, 0.0, 1.0)]
    [-0.8415, 0.0, 0.8415]
    """
    return np.sin(w * z)


def _sine_slope(z: Any, a: Any, w: float) -> Any:
    """f'(z) = w cos(w z)."""
    return w * np.cos(w * z)


def _gaussian(z: Any, p: float) -> Any:
    """f(z) = e^(−z²).

    >>> [round(float(_gaussian(z, 0.0)), 4) for z in (-1.0, 0.0, 1.0)]
    [0.3679, 1.0, 0.3679]
    """
    return np.exp(-z * z)


def _gaussian_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = −2 z a."""
    return -2.0 * z * a


def _squared_relu(z: Any, p: float) -> Any:
    """f(z) = max(0, z)².

    >>> [float(_squared_relu(z, 0.0)) for z in (-2.0, 0.0, 3.0)]
    [0.0, 0.0, 9.0]
    """
    positive = np.maximum(z, 0.0)
    return positive * positive


def _squared_relu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 2 max(0, z), which has no jump."""
    return 2.0 * np.maximum(z, 0.0)


def _sine_facts(w: float) -> Facts:
    return Facts(
        -1.0, 1.0, reaches_infimum=True, reaches_supremum=True, monotonic=False, zero_centered=True,
        identity_near_zero=w == 1.0,
    )  # fmt: skip


OTHERS: tuple[Activation, ...] = (
    Activation(
        key="hard-tanh",
        name="Hard tanh",
        formula="clip(z, −1, 1)",
        derivative="1 if −1 < z ≤ 1, else 0",
        tex=r"\max(-1, \min(1, z))",
        tex_derivative=r"\begin{cases} 1 & -1 < z \le 1 \\ 0 & \text{else} \end{cases}",
        f=_hard_tanh,
        df=_hard_tanh_slope,
        facts=Facts(
            -1.0, 1.0, reaches_infimum=True, reaches_supremum=True, kinks=(-1.0, 1.0), smooth=False,
            zero_centered=True, identity_near_zero=True, saturates_left=True, saturates_right=True, can_die=True,
        ),
        background=Background(
            origin="Ronan Collobert, 2004, as a tanh that is cheap to compute.",
            use="Small devices, and networks of one-bit values, where its slope stands in for that of the step.",
            strength="Three straight pieces: cheap, bounded and centered on 0.",
            weakness="Beyond ±1 the slope is exactly 0, so a unit that is out there for every input stops "
                     "learning.",
            source="R. Collobert, “Large scale machine learning”, thesis, Université Paris VI, 2004.",
        ),
    ),
    Activation(
        key="hard-swish",
        name="Hard swish",
        formula="z·clip(z + 3, 0, 6) / 6",
        derivative="0 if z ≤ −3, 1 if z > 3, else (2z + 3) / 6",
        tex=r"\frac{z}{6} \, \max(0, \min(6, z + 3))",
        tex_derivative=r"\begin{cases} 0 & z \le -3 \\ \frac{2 z + 3}{6} & -3 < z \le 3 \\ 1 & z > 3 \end{cases}",
        f=_hard_swish,
        df=_hard_swish_slope,
        initializer="he",
        facts=Facts(
            -0.375, inf, reaches_infimum=True, kinks=(-3.0, 3.0), smooth=False, monotonic=False, saturates_left=True,
            sparse=True, can_die=True,
        ),
        background=Background(
            origin="Andrew Howard and others, 2019, for MobileNetV3.",
            use="Image networks on phones.",
            strength="Nearly swish, without an exponential, and exactly 0 below −3.",
            weakness="Has two kinks, is not monotonic, and below −3 a unit can die.",
            source="A. Howard and others, “Searching for MobileNetV3”, ICCV 2019, arXiv:1905.02244.",
        ),
    ),
    Activation(
        key="sine",
        name="Sine",
        formula="sin(w·z)",
        derivative="w·cos(w·z)",
        tex=r"\sin(w z)",
        tex_derivative=r"w \cos(w z)",
        f=_sine,
        df=_sine_slope,
        parameter=Parameter("w", "frequency", 1.0, 0.5, 30.0, 0.1),
        frequency=True,
        facts=_sine_facts(1.0),
        facts_with=_sine_facts,
        background=Background(
            origin="A piece of a cosine by Ronald Gallant and Halbert White, 1988; the sine by Vincent Sitzmann and "
            "others, 2020, for networks that store a picture or a shape (SIREN).",
            use="Functions that repeat or have fine detail.",
            strength="Never stays flat, and all its derivatives are sines, too.",
            weakness="Its many waves give the loss many local minima, and it needs starting weights of the right "
                     "size.",
            source="A. R. Gallant and H. White, “There exists a neural network that does not make avoidable "
            "mistakes”, IEEE International Conference on Neural Networks, 1988; V. Sitzmann and others, “Implicit "
            "neural representations with periodic activation functions”, NeurIPS 2020, arXiv:2006.09661.",
        ),
    ),
    Activation(
        key="gaussian",
        name="Gaussian bump",
        formula="e^(−z²)",
        derivative="−2·z·a",
        tex=r"e^{-z^2}",
        tex_derivative=r"-2 z \, e^{-z^2}",
        f=_gaussian,
        df=_gaussian_slope,
        facts=Facts(
            0.0, 1.0, reaches_supremum=True, monotonic=False, saturates_left=True, saturates_right=True
        ),
        background=Background(
            origin="David Broomhead and David Lowe, 1988, for networks of radial basis functions.",
            use="Units that respond to one place only; here z is a weighted sum, so the bump is a ridge.",
            strength="Local: a change in one region leaves the others as they are.",
            weakness="Flat on both sides, and at the top too: a unit far from all data learns nothing.",
            source="D. S. Broomhead and D. Lowe, “Multivariable functional interpolation and adaptive networks”, "
            "Complex Systems 2, 1988, 321–355.",
        ),
    ),
    Activation(
        key="squared-relu",
        name="Squared ReLU",
        formula="max(0, z)²",
        derivative="2·max(0, z)",
        tex=r"\max(0, z)^2",
        tex_derivative=r"2 \max(0, z)",
        f=_squared_relu,
        df=_squared_relu_slope,
        initializer="he",
        facts=Facts(
            0.0, inf, reaches_infimum=True, smooth=False, monotonic_slope=True, saturates_left=True, sparse=True,
            can_die=True,
        ),
        background=Background(
            origin="David So and others, 2021, found by a search for better language models (Primer).",
            use="Transformers for language.",
            strength="Keeps the exact zeros of ReLU and has no corner.",
            weakness="Values and slopes grow without bound, so high learning rates diverge; units can die.",
            source="D. R. So and others, “Primer: Searching for efficient transformers for language modeling”, "
            "NeurIPS 2021, arXiv:2109.08668.",
        ),
    ),
)  # fmt: skip
