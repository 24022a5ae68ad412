"""Kin of the rectifiers: bounded, rounded, random on the left, or smooth where ELU is not.

ReLU6 keeps numbers small enough for eight bits, the sparse plus rounds the corner by a parabola, CELU is an ELU without
a corner whatever its parameter is, and RReLU draws a new slope for every unit and sample.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Drawn, Facts, Parameter, select
from .sigmoid_kin import clipped_slope

LOWEST_SLOPE, HIGHEST_SLOPE = 1.0 / 8.0, 1.0 / 3.0
MEAN_SLOPE = (LOWEST_SLOPE + HIGHEST_SLOPE) / 2.0


def _relu6(z: Any, p: float) -> Any:
    """f(z) = max(0, min(6, z)).

    >>> [float(_relu6(z, 0.0)) for z in (-2.0, 3.0, 800.0)]
    [0.0, 3.0, 6.0]
    """
    return np.minimum(np.maximum(z, 0.0), 6.0)


def _relu6_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if 0 < z < 6, else 0; at both kinks 0, as in PyTorch and JAX."""
    return clipped_slope(z, 0.0, 6.0, 1.0)


def _sparse_plus(z: Any, p: float) -> Any:
    """f(z) = 0 if z ≤ −1, z if z ≥ 1, else (z + 1)² / 4.

    >>> [float(_sparse_plus(z, 0.0)) for z in (-2.0, 0.0, 3.0)]
    [0.0, 0.25, 3.0]
    """
    rise = np.minimum(np.maximum(z + 1.0, 0.0), 2.0)
    return select(z > 1.0, z, 0.25 * rise * rise)


def _sparse_plus_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = max(0, min(2, z + 1)) / 2, the sparse sigmoid."""
    return 0.5 * np.minimum(np.maximum(z + 1.0, 0.0), 2.0)


def _celu(z: Any, p: float) -> Any:
    """f(z) = z if z > 0, else p (e^(z/p) − 1); expm1 keeps the digits near 0.

    >>> [round(float(_celu(z, 2.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [-0.7869, 0.0, 800.0]
    """
    return select(z > 0, z, p * np.expm1(np.minimum(z, 0.0) / p))


def _celu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > 0, else e^(z/p), which has no jump."""
    return np.exp(np.minimum(z, 0.0) / p)


def _rrelu(z: Any, p: float) -> Any:
    """f(z) = z if z > 0, else 11/48 z, the mean of the slopes that are drawn in training.

    >>> [float(_rrelu(z, 0.0)) for z in (-48.0, 0.0, 3.0)]
    [-11.0, 0.0, 3.0]
    """
    return select(z > 0, z, MEAN_SLOPE * z)


def _rrelu_drawn(z: Any, e: Any) -> Any:
    """f(z) = z if z > 0, else e z, with a slope e of its own for each unit and sample."""
    return select(z > 0, z, e * z)


def _rrelu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > 0, else a / z, which is the slope that was drawn; f'(0) = 11/48, the mean of them."""
    left = select(z < 0, a / select(z < 0, z, 1.0 + 0.0 * z), MEAN_SLOPE + 0.0 * z)
    return select(z > 0, 1.0 + 0.0 * z, left)


def _draw_slopes(generator: np.random.Generator, shape: tuple[int, int]) -> Any:
    """Slopes ~ U(1/8, 1/3)."""
    return generator.uniform(LOWEST_SLOPE, HIGHEST_SLOPE, shape)


def _celu_facts(a: float) -> Facts:
    return Facts(-a, inf, smooth=False, monotonic_slope=True, identity_near_zero=True, saturates_left=True)


RECTIFIER_KIN: tuple[Activation, ...] = (
    Activation(
        key="relu6",
        name="ReLU6",
        formula="clip(z, 0, 6)",
        derivative="1 if 0 < z < 6, else 0",
        tex=r"\max(0, \min(6, z))",
        tex_derivative=r"\begin{cases} 1 & 0 < z < 6 \\ 0 & \text{else} \end{cases}",
        f=_relu6,
        df=_relu6_slope,
        initializer="he",
        facts=Facts(
            0.0, 6.0, reaches_infimum=True, reaches_supremum=True, kinks=(0.0, 6.0), smooth=False,
            saturates_left=True, saturates_right=True, sparse=True, can_die=True,
        ),
        background=Background(
            origin="Alex Krizhevsky, 2010, for deep belief networks.",
            use="Networks for phones such as MobileNet, whose numbers are kept in eight bits.",
            strength="A ReLU whose values need few bits, as none is larger than 6.",
            weakness="Can die on both sides: below 0 and above 6 the slope is exactly 0.",
            source="A. Krizhevsky, “Convolutional deep belief networks on CIFAR-10”, University of Toronto, 2010.",
        ),
    ),
    Activation(
        key="sparse-plus",
        name="Sparse plus",
        formula="0 if z ≤ −1, z if z ≥ 1, else (z + 1)² / 4",
        derivative="clip(z + 1, 0, 2) / 2",
        tex=r"\begin{cases} 0 & z \le -1 \\ \frac{1}{4} (z + 1)^2 & -1 < z < 1 \\ z & z \ge 1 \end{cases}",
        tex_derivative=r"\frac{1}{2} \max(0, \min(2, z + 1))",
        f=_sparse_plus,
        df=_sparse_plus_slope,
        initializer="he",
        facts=Facts(
            0.0, inf, reaches_infimum=True, smooth=False, monotonic_slope=True, saturates_left=True, sparse=True,
            can_die=True,
        ),
        background=Background(
            origin="The loss of André Martins and Ramón Astudillo's sparsemax for two classes, 2016.",
            use="In JAX and Keras as the twin of softplus: its slope is the sparse sigmoid.",
            strength="A ReLU without a corner that still has exact zeros and needs no exponential.",
            weakness="Below −1 its slope is exactly 0, so units can die.",
            source="A. F. T. Martins and R. F. Astudillo, “From softmax to sparsemax: A sparse model of attention and "
            "multi-label classification”, ICML 2016, arXiv:1602.02068.",
        ),
    ),
    Activation(
        key="celu",
        name="CELU",
        formula="z if z > 0, else a·(e^(z/a) − 1)",
        derivative="1 if z > 0, else e^(z/a)",
        tex=r"\begin{cases} z & z > 0 \\ a \, (e^{z/a} - 1) & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & z > 0 \\ e^{z/a} & \text{else} \end{cases}",
        f=_celu,
        df=_celu_slope,
        initializer="he",
        parameter=Parameter("a", "depth for z → −∞", 1.0, 0.1, 3.0, 0.1),
        facts=_celu_facts(1.0),
        facts_with=_celu_facts,
        background=Background(
            origin="Jonathan Barron, 2017, as an ELU that has no corner whatever a is.",
            use="In place of ELU; with a = 1 the two are the same.",
            strength="Its slope is 1 at 0 from both sides, and never larger than 1.",
            weakness="Needs an exponential, and goes flat far on the left.",
            source="J. T. Barron, “Continuously differentiable exponential linear units”, 2017, arXiv:1704.07483.",
        ),
    ),
    Activation(
        key="rrelu",
        name="RReLU",
        formula="z if z > 0, else e·z, with a random e in training",
        derivative="1 if z > 0, else e",
        tex=r"\begin{cases} z & z > 0 \\ e z & \text{else} \end{cases} \quad e \sim "
        r"\mathcal{U}\left(\tfrac{1}{8}, \tfrac{1}{3}\right)",
        tex_derivative=r"\begin{cases} 1 & z > 0 \\ e & \text{else} \end{cases}",
        f=_rrelu,
        df=_rrelu_slope,
        drawn=Drawn(_rrelu_drawn, _draw_slopes),
        initializer="he",
        facts=Facts(-inf, inf, kinks=(0.0,), smooth=False, monotonic_slope=True),
        background=Background(
            origin="From a Kaggle contest on plankton; studied by Bing Xu and others, 2015. PyTorch draws slopes from "
            "1/8 to 1/3, as is done here.",
            use="Networks that use chance in training to guard against overfitting; the trained network has the mean "
            "slope, 11/48.",
            strength="No unit can die, and no slope has to be chosen exactly.",
            weakness="The loss jitters in training; beside dropout it has never become usual.",
            source="B. Xu, N. Wang, T. Chen and M. Li, “Empirical evaluation of rectified activations in "
            "convolutional network”, 2015, arXiv:1505.00853.",
        ),
    ),
)  # fmt: skip
