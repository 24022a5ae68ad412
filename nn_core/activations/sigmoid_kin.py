"""Kin of the sigmoids: those of straight pieces, the softsign, and the logarithm of the sigmoid.

PyTorch, Keras and JAX ship them beside sigmoid and tanh. The pieces cost next to nothing, and are exactly flat outside;
the softsign needs no exponential; the logarithm is what a likelihood is summed up from.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, select
from .sigmoids import logistic


def clipped_slope(z: Any, low: float, high: float, slope: float) -> Any:
    """``slope`` if low < z < high, else 0: at both kinks 0, as in PyTorch (hardtanh, relu6, hardsigmoid)."""
    return select(z > low, select(z < high, slope + 0.0 * z, 0.0 * z), 0.0 * z)


def _hard_sigmoid(z: Any, p: float) -> Any:
    """f(z) = max(0, min(6, z + 3)) / 6.

    >>> [float(_hard_sigmoid(z, 0.0)) for z in (-4.0, 0.0, 1.5, 800.0)]
    [0.0, 0.5, 0.75, 1.0]
    """
    return np.minimum(np.maximum(z + 3.0, 0.0), 6.0) / 6.0


def _hard_sigmoid_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1/6 if −3 < z < 3, else 0; at both kinks 0, as in PyTorch."""
    return clipped_slope(z, -3.0, 3.0, 1.0 / 6.0)


def _sparse_sigmoid(z: Any, p: float) -> Any:
    """f(z) = max(0, min(2, z + 1)) / 2.

    >>> [float(_sparse_sigmoid(z, 0.0)) for z in (-4.0, 0.0, 0.5, 800.0)]
    [0.0, 0.5, 0.75, 1.0]
    """
    return 0.5 * np.minimum(np.maximum(z + 1.0, 0.0), 2.0)


def _sparse_sigmoid_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1/2 if −1 < z < 1, else 0; at both kinks 0, as in PyTorch (hardtanh); JAX has 1/4."""
    return clipped_slope(z, -1.0, 1.0, 0.5)


def _softsign(z: Any, p: float) -> Any:
    """f(z) = z / (1 + |z|).

    >>> [round(float(_softsign(z, 0.0)), 4) for z in (-1.0, 0.0, 1e30)]
    [-0.5, 0.0, 1.0]
    """
    return z / (1.0 + np.absolute(z))


def _softsign_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 / (1 + |z|)², as two quotients, so that no square overflows."""
    share = 1.0 / (1.0 + np.absolute(z))
    return share * share


def _log_sigmoid(z: Any, p: float) -> Any:
    """f(z) = log(1 / (1 + e⁻ᶻ)) = −log(1 + e⁻ᶻ); logaddexp(−z, 0) does not overflow.

    >>> [round(float(_log_sigmoid(z, 0.0)), 4) for z in (-800.0, 0.0, 2.0)]
    [-800.0, -0.6931, -0.1269]
    """
    return -np.logaddexp(-z, 0.0)


def _log_sigmoid_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 / (1 + eᶻ)."""
    return logistic(-z)


SIGMOID_KIN: tuple[Activation, ...] = (
    Activation(
        key="hard-sigmoid",
        name="Hard sigmoid",
        formula="clip(z + 3, 0, 6) / 6",
        derivative="1/6 if −3 < z < 3, else 0",
        tex=r"\frac{1}{6} \max(0, \min(6, z + 3))",
        tex_derivative=r"\begin{cases} \frac{1}{6} & -3 < z < 3 \\ 0 & \text{else} \end{cases}",
        f=_hard_sigmoid,
        df=_hard_sigmoid_slope,
        facts=Facts(
            0.0, 1.0, reaches_infimum=True, reaches_supremum=True, kinks=(-3.0, 3.0), smooth=False,
            saturates_left=True, saturates_right=True, sparse=True, can_die=True,
        ),
        background=Background(
            origin="Matthieu Courbariaux, Yoshua Bengio and Jean-Pierre David, 2015, over −1 to 1; over −3 to 3 by "
            "Andrew Howard and others, 2019, for MobileNetV3.",
            use="Gates in networks for phones, and in recurrent networks that must be fast.",
            strength="Almost a sigmoid, without an exponential, and exact in few bits.",
            weakness="Beyond ±3 its slope is exactly 0; libraries disagree on where: older versions of Keras clipped "
            "at ±2.5.",
            source="M. Courbariaux, Y. Bengio and J.-P. David, “BinaryConnect”, NIPS 2015, arXiv:1511.00363; A. Howard "
            "and others, “Searching for MobileNetV3”, ICCV 2019, arXiv:1905.02244.",
        ),
    ),
    Activation(
        key="sparse-sigmoid",
        name="Sparse sigmoid",
        formula="clip(z + 1, 0, 2) / 2",
        derivative="1/2 if −1 < z < 1, else 0",
        tex=r"\frac{1}{2} \max(0, \min(2, z + 1))",
        tex_derivative=r"\begin{cases} \frac{1}{2} & -1 < z < 1 \\ 0 & \text{else} \end{cases}",
        f=_sparse_sigmoid,
        df=_sparse_sigmoid_slope,
        facts=Facts(
            0.0, 1.0, reaches_infimum=True, reaches_supremum=True, kinks=(-1.0, 1.0), smooth=False,
            saturates_left=True, saturates_right=True, sparse=True, can_die=True,
        ),
        background=Background(
            origin="André Martins and Ramón Astudillo, 2016: their sparsemax for two classes.",
            use="Attention and classifiers that are to give exact zeros and ones.",
            strength="What is unlikely gets a probability of exactly 0, which a sigmoid never gives.",
            weakness="Outside −1 to 1 its slope is exactly 0, so a unit that is out there for every input stops "
            "learning.",
            source="A. F. T. Martins and R. F. Astudillo, “From softmax to sparsemax: A sparse model of attention and "
            "multi-label classification”, ICML 2016, arXiv:1602.02068.",
        ),
    ),
    Activation(
        key="softsign",
        name="Softsign",
        formula="z / (1 + |z|)",
        derivative="1 / (1 + |z|)²",
        tex=r"\frac{z}{1 + |z|}",
        tex_derivative=r"\frac{1}{(1 + |z|)^2}",
        f=_softsign,
        df=_softsign_slope,
        facts=Facts(
            -1.0, 1.0, smooth=False, zero_centered=True, identity_near_zero=True, saturates_left=True,
            saturates_right=True,
        ),
        background=Background(
            origin="David L. Elliott, 1993; named by James Bergstra and others, 2009. It is the algebraic sigmoid with "
            "k = 1.",
            use="In place of tanh; Xavier Glorot and Yoshua Bengio's study of deep networks, 2010, used it.",
            strength="Needs no exponential, and goes flat only as 1 / z², so that it is hard to get stuck.",
            weakness="Comes close to its bounds very slowly, and its second derivative jumps at 0.",
            source="D. L. Elliott, “A better activation function for artificial neural networks”, Institute for "
            "Systems Research, University of Maryland, 1993; J. Bergstra, G. Desjardins, P. Lamblin and Y. Bengio, "
            "“Quadratic polynomials learn better image features”, report 1337, Université de Montréal, 2009.",
        ),
    ),
    Activation(
        key="log-sigmoid",
        name="Log-sigmoid",
        formula="−log(1 + e⁻ᶻ)",
        derivative="1 / (1 + eᶻ)",
        tex=r"-\log(1 + e^{-z})",
        tex_derivative=r"\frac{1}{1 + e^z}",
        f=_log_sigmoid,
        df=_log_sigmoid_slope,
        initializer="he",
        facts=Facts(-inf, 0.0, monotonic_slope=True, saturates_right=True),
        background=Background(
            origin="The logarithm of a probability, as logistic regression has it; in the objective of word2vec by "
            "Tomas Mikolov and others, 2013.",
            use="Losses, where the logarithm of a sigmoid would be rounded to −∞; rarely a hidden layer.",
            strength="Has all its digits where the sigmoid is nearly 0; it is softplus turned by half a turn.",
            weakness="All its values are negative, and it goes flat on the right.",
            source="T. Mikolov, I. Sutskever, K. Chen, G. Corrado and J. Dean, “Distributed representations of words "
            "and phrases and their compositionality”, NIPS 2013, arXiv:1310.4546.",
        ),
    ),
)  # fmt: skip
