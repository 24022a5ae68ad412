"""Shrinkage: functions that make small numbers 0, or nearly, and let large ones pass.

Signal processing found them, to take noise away: what is small is taken for noise. Softshrink pulls all numbers toward
0, hardshrink those within a limit, the threshold those below it, and tanhshrink the more the smaller they are.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, Parameter, select
from .rectifiers import RELU_FACTS

# z - tanh z = z³ (T0 + T1 z² + T2 z⁴ + ...): where z is small, the two cancel
_NEAR = 0.2
_T0, _T1, _T2, _T3, _T4 = 1.0 / 3.0, -2.0 / 15.0, 17.0 / 315.0, -62.0 / 2835.0, 1382.0 / 155925.0
_T5, _T6, _T7 = -21844.0 / 6081075.0, 929569.0 / 638512875.0, -6404582.0 / 10854718875.0
_T8 = 443861162.0 / 1856156927625.0


def _tanhshrink(z: Any, p: float) -> Any:
    """f(z) = z − tanh z; near 0, where the two cancel, their series.

    >>> [float(f"{_tanhshrink(z, 0.0):.4g}") for z in (-800.0, 0.0, 0.001, 2.0)]
    [-799.0, 0.0, 3.333e-10, 1.036]
    """
    q = np.minimum(z * z, _NEAR * _NEAR)
    low = _T0 + q * (_T1 + q * (_T2 + q * (_T3 + q * _T4)))
    series = low + (q * q) * (q * q) * q * (_T5 + q * (_T6 + q * (_T7 + q * _T8)))
    return select(np.absolute(z) < _NEAR, z * q * series, z - np.tanh(z))


def _tanhshrink_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = tanh² z."""
    t = np.tanh(z)
    return t * t


def _softshrink(z: Any, p: float) -> Any:
    """f(z) = z − max(−p, min(p, z)).

    >>> [float(_softshrink(z, 0.5)) for z in (-2.0, 0.25, 3.0)]
    [-1.5, 0.0, 2.5]
    """
    return z - np.minimum(np.maximum(z, -p), p)


def _shrink_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if |z| > p, else 0; at both kinks, or jumps, 0, as in PyTorch."""
    return select(np.absolute(z) > p, 1.0 + 0.0 * z, 0.0 * z)


def _hardshrink(z: Any, p: float) -> Any:
    """f(z) = z if |z| > p, else 0.

    >>> [float(_hardshrink(z, 0.5)) for z in (-2.0, 0.25, 0.5, 3.0)]
    [-2.0, 0.0, 0.0, 3.0]
    """
    return select(np.absolute(z) > p, z, 0.0)


def _threshold(z: Any, p: float) -> Any:
    """f(z) = z if z > p, else 0.

    >>> [float(_threshold(z, 1.0)) for z in (-2.0, 1.0, 3.0)]
    [0.0, 0.0, 3.0]
    """
    return select(z > p, z, 0.0)


def _threshold_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > p, else 0; at the jump 0, as in PyTorch."""
    return select(z > p, 1.0 + 0.0 * z, 0.0 * z)


def _softshrink_facts(limit: float) -> Facts:
    return Facts(-inf, inf, kinks=(-limit, limit), smooth=False, zero_centered=True, sparse=True, can_die=True)


def _hardshrink_facts(limit: float) -> Facts:
    return Facts(
        -inf, inf, kinks=(-limit, limit), continuous=False, smooth=False, zero_centered=True, sparse=True, can_die=True
    )


def _threshold_facts(t: float) -> Facts:
    """With t = 0 it is ReLU; with any other it jumps."""
    if t == 0.0:
        return RELU_FACTS
    return Facts(
        0.0, inf, reaches_infimum=True, kinks=(t,), continuous=False, smooth=False, saturates_left=True, sparse=True,
        can_die=True,
    )  # fmt: skip


SHRINKAGE: tuple[Activation, ...] = (
    Activation(
        key="tanhshrink",
        name="Tanhshrink",
        formula="z − tanh z",
        derivative="tanh² z",
        tex=r"z - \tanh z",
        tex_derivative=r"\tanh^2 z",
        f=_tanhshrink,
        df=_tanhshrink_slope,
        initializer="he",
        facts=Facts(-inf, inf, zero_centered=True),
        background=Background(
            origin="One of the shrinkage functions of the library Torch7 by Ronan Collobert, Koray Kavukcuoglu and "
            "Clément Farabet, 2011.",
            use="Sparse coding; rare elsewhere.",
            strength="A softshrink without corners: small numbers become tiny, large ones lose 1.",
            weakness="Its slope is 0 at 0 and small around it, so gradients vanish just where a network begins.",
            source="R. Collobert, K. Kavukcuoglu and C. Farabet, “Torch7: A Matlab-like environment for machine "
            "learning”, BigLearn workshop at NIPS 2011.",
        ),
    ),
    Activation(
        key="softshrink",
        name="Softshrink",
        formula="z − l if z > l, z + l if z < −l, else 0",
        derivative="1 if |z| > l, else 0",
        tex=r"\begin{cases} z - l & z > l \\ z + l & z < -l \\ 0 & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & |z| > l \\ 0 & \text{else} \end{cases}",
        f=_softshrink,
        df=_shrink_slope,
        initializer="he",
        parameter=Parameter("l", "limit", 0.5, 0.25, 2.0, 0.25),
        facts=_softshrink_facts(0.5),
        facts_with=_softshrink_facts,
        background=Background(
            origin="David Donoho, 1995, to take noise out of signals; in networks Karol Gregor and Yann LeCun, 2010.",
            use="Sparse coding and denoising: it is what one step of an L1 penalty does to a number.",
            strength="Small numbers become exactly 0, on both sides, and it has no jump.",
            weakness="All large values are off by l, and a unit whose z stays within ±l gets no gradient.",
            source="D. L. Donoho, “De-noising by soft-thresholding”, IEEE Transactions on Information Theory 41, 1995, "
            "613–627; K. Gregor and Y. LeCun, “Learning fast approximations of sparse coding”, ICML 2010.",
        ),
    ),
    Activation(
        key="hardshrink",
        name="Hardshrink",
        formula="z if |z| > l, else 0",
        derivative="1 if |z| > l, else 0",
        tex=r"\begin{cases} z & |z| > l \\ 0 & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & |z| > l \\ 0 & \text{else} \end{cases}",
        f=_hardshrink,
        df=_shrink_slope,
        initializer="lecun",
        parameter=Parameter("l", "limit", 0.5, 0.25, 2.0, 0.25),
        facts=_hardshrink_facts(0.5),
        facts_with=_hardshrink_facts,
        background=Background(
            origin="David Donoho and Iain Johnstone, 1994, for wavelets: keep a coefficient or drop it.",
            use="Denoising and sparse coding; rare in networks that are trained by gradients.",
            strength="Large numbers pass unchanged, small ones become exactly 0.",
            weakness="It jumps at ±l, and no gradient tells of the jump.",
            source="D. L. Donoho and I. M. Johnstone, “Ideal spatial adaptation by wavelet shrinkage”, Biometrika 81, "
            "1994, 425–455.",
        ),
    ),
    Activation(
        key="threshold",
        name="Threshold",
        formula="z if z > t, else 0",
        derivative="1 if z > t, else 0",
        tex=r"\begin{cases} z & z > t \\ 0 & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & z > t \\ 0 & \text{else} \end{cases}",
        f=_threshold,
        df=_threshold_slope,
        initializer="he",
        parameter=Parameter("t", "threshold", 1.0, 0.0, 3.0, 0.25),
        facts=_threshold_facts(1.0),
        facts_with=_threshold_facts,
        background=Background(
            origin="Kishore Konda, Roland Memisevic and David Krueger, 2014, for autoencoders without biases.",
            use="Autoencoders with sparse codes; here what is below the threshold becomes 0.",
            strength="Cuts off weak responses without making strong ones smaller.",
            weakness="It jumps at t, no gradient tells of the jump, and units die more easily than with ReLU, which "
            "is t = 0.",
            source="K. Konda, R. Memisevic and D. Krueger, “Zero-bias autoencoders and the benefits of co-adapting "
            "features”, 2014, arXiv:1402.3337.",
        ),
    ),
)  # fmt: skip
