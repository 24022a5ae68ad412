"""The sigmoids: S-shaped functions that squeeze any number into an interval.

All are smooth, rise everywhere and go flat on both sides. They differ in the interval, in the slope at 0 and in how
fast they go flat: by an exponential, a power, or the bell of a normal distribution.
"""

from math import pi
from typing import Any

import numpy as np

from ..common.erf import erf
from .records import Activation, Background, Facts, Parameter, select

_ERF_SLOPE = 2.0 / pi**0.5
_TINY = 1e-30  # stands for 0 where a logarithm is taken


def logistic(z: Any) -> Any:
    """1 / (1 + e^-z), without an exponential that could overflow, and with all its digits where it is tiny."""
    shrunk = np.exp(-np.absolute(z))
    return select(z < 0, shrunk, 1.0) / (1.0 + shrunk)


def _sigmoid(z: Any, p: float) -> Any:
    """f(z) = 1 / (1 + e⁻ᶻ), see ``logistic``.

    >>> [round(float(_sigmoid(z, 0.0)), 4) for z in (-2.0, 0.0, 800.0)]
    [0.1192, 0.5, 1.0]
    """
    return logistic(z)


def _sigmoid_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = a (1 − a)."""
    return a * (1.0 - a)


def _tanh(z: Any, p: float) -> Any:
    """f(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), which NumPy computes without overflow.

    >>> [round(float(_tanh(z, 0.0)), 4) for z in (-2.0, 0.0, 800.0)]
    [-0.964, 0.0, 1.0]
    """
    return np.tanh(z)


def _tanh_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 − a²."""
    return 1.0 - a * a


def _arctan(z: Any, p: float) -> Any:
    """f(z) = arctan z.

    >>> [round(float(_arctan(z, 0.0)), 4) for z in (-1.0, 0.0, 1e9)]
    [-0.7854, 0.0, 1.5708]
    """
    return np.arctan(z)


def _arctan_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 / (1 + z²)."""
    return 1.0 / (1.0 + z * z)


def _gudermannian(z: Any, p: float) -> Any:
    """f(z) = 2 arctan(tanh(z / 2)).

    >>> [round(float(_gudermannian(z, 0.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [-0.8658, 0.0, 1.5708]
    """
    return 2.0 * np.arctan(np.tanh(0.5 * z))


def _gudermannian_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 / cosh z = 2 s / (1 + s²) with s = e^−|z|, which can't overflow."""
    shrunk = np.exp(-np.absolute(z))
    return 2.0 * shrunk / (1.0 + shrunk * shrunk)


def _erf(z: Any, p: float) -> Any:
    """f(z) = 2 / √π times the integral of e^(−t²) from 0 to z.

    >>> [round(float(_erf(z, 0.0)), 4) for z in (-1.0, 0.0, 9.0)]
    [-0.8427, 0.0, 1.0]
    """
    return erf(z)


def _erf_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 2 / √π · e^(−z²)."""
    return _ERF_SLOPE * np.exp(-z * z)


def _generalized(z: Any, p: float) -> Any:
    """f(z) = (1 + e⁻ᶻ)⁻ᵖ, from its logarithm, so that no power overflows.

    >>> [round(float(_generalized(z, 2.0)), 4) for z in (-800.0, 0.0, 2.0)]
    [0.0, 0.25, 0.7758]
    """
    return np.exp(-p * np.logaddexp(-z, 0.0))


def _generalized_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = p a / (1 + eᶻ)."""
    return p * a * logistic(-z)


def _root(log_size: Any, k: float) -> Any:
    """The log of (1 + size^k)^(1/k), divided by size where that is greater than 1: between 0 and log 2."""
    return np.logaddexp(-k * np.absolute(log_size), 0.0) / k


def _algebraic(z: Any, k: float) -> Any:
    """f(z) = z / (1 + |z|ᵏ)^(1/k), with both sides divided by max(1, |z|): no power overflows, even in 32 bits.

    >>> [round(float(_algebraic(z, 2.0)), 4) for z in (-1.0, 0.0, 1e30)]
    [-0.7071, 0.0, 1.0]
    """
    size = np.absolute(z)
    return z / np.maximum(size, 1.0) * np.exp(-_root(np.log(np.maximum(size, _TINY)), k))


def _algebraic_slope(z: Any, a: Any, k: float) -> Any:
    """f'(z) = (1 + |z|ᵏ)^(−1 − 1/k), likewise."""
    log_size = np.log(np.maximum(np.absolute(z), _TINY))
    return np.exp(-(k + 1.0) * (_root(log_size, k) + np.maximum(log_size, 0.0)))


def _algebraic_facts(k: float) -> Facts:
    """Smooth if k is even: else the slope has a term |z|^k, which is bent or worse at 0."""
    return Facts(
        -1.0, 1.0, smooth=k % 2.0 == 0.0, zero_centered=True, identity_near_zero=True, saturates_left=True,
        saturates_right=True,
    )  # fmt: skip


SIGMOIDS: tuple[Activation, ...] = (
    Activation(
        key="sigmoid",
        name="Sigmoid",
        formula="1 / (1 + e⁻ᶻ)",
        derivative="a·(1 − a)",
        tex=r"\frac{1}{1 + e^{-z}}",
        tex_derivative=r"a \, (1 - a)",
        f=_sigmoid,
        df=_sigmoid_slope,
        facts=Facts(0.0, 1.0, saturates_left=True, saturates_right=True),
        background=Background(
            origin="The logistic curve of Pierre-François Verhulst's population model, 1838; the usual choice in the "
            "networks of David Rumelhart, Geoffrey Hinton and Ronald Williams, 1986.",
            use="Output layers, where it reads as a probability, and the gates of recurrent networks.",
            strength="Smooth and bounded, and its slope costs next to nothing once its value is known.",
            weakness="Its slope is at most 1/4, so gradients vanish in deep networks, and all its values are positive.",
            source="P.-F. Verhulst, “Notice sur la loi que la population suit dans son accroissement”, Correspondance "
            "mathématique et physique 10, 1838; D. E. Rumelhart, G. E. Hinton and R. J. Williams, “Learning "
            "representations by back-propagating errors”, Nature 323, 1986, 533–536.",
        ),
    ),
    Activation(
        key="tanh",
        name="Tanh",
        formula="tanh z",
        derivative="1 − a²",
        tex=r"\tanh z",
        tex_derivative=r"1 - a^2",
        f=_tanh,
        df=_tanh_slope,
        facts=Facts(
            -1.0, 1.0, zero_centered=True, identity_near_zero=True, saturates_left=True, saturates_right=True
        ),
        background=Background(
            origin="The hyperbolic tangent; Yann LeCun and others argued for it, and against the sigmoid, in "
            "“Efficient BackProp”, 1998.",
            use="Small networks like this one, and the states of recurrent networks.",
            strength="A sigmoid centered on 0 with slope 1 there, so learning starts faster.",
            weakness="Still goes flat on both sides, where gradients vanish.",
            source="Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, “Efficient BackProp”, in Neural Networks: Tricks "
            "of the Trade, 1998.",
        ),
    ),
    Activation(
        key="arctan",
        name="Arctangent",
        formula="arctan z",
        derivative="1 / (1 + z²)",
        tex=r"\arctan z",
        tex_derivative=r"\frac{1}{1 + z^2}",
        f=_arctan,
        df=_arctan_slope,
        facts=Facts(
            -pi / 2, pi / 2, zero_centered=True, identity_near_zero=True, saturates_left=True, saturates_right=True
        ),
        background=Background(
            origin="The angle whose tangent is z; Joarder Kamruzzaman and Syed Mahfuzul Aziz proposed it for networks "
            "in 2002.",
            use="Rare in practice; good to compare with tanh.",
            strength="Like tanh near 0, but its slope decays as 1 / z² instead of exponentially.",
            weakness="It approaches its bounds of ±π/2 slowly, so outputs rarely get close to them.",
            source="J. Kamruzzaman and S. M. Aziz, “A note on activation function in multilayer feedforward "
            "learning”, International Joint Conference on Neural Networks, 2002.",
        ),
    ),
    Activation(
        key="gudermannian",
        name="Gudermannian",
        formula="2·arctan(tanh(z / 2))",
        derivative="1 / cosh z",
        tex=r"2 \arctan\left(\tanh \frac{z}{2}\right)",
        tex_derivative=r"\frac{1}{\cosh z}",
        f=_gudermannian,
        df=_gudermannian_slope,
        facts=Facts(
            -pi / 2, pi / 2, zero_centered=True, identity_near_zero=True, saturates_left=True, saturates_right=True
        ),
        background=Background(
            origin="Johann Heinrich Lambert, in the 1760s; named by Arthur Cayley in 1862 after Christoph Gudermann. "
            "It ties circles to hyperbolas.",
            use="Map making, where its inverse is the Mercator projection; a curiosity in networks.",
            strength="Smooth, centered on 0, and its slope falls off exponentially but half as fast as that of tanh.",
            weakness="More expensive than tanh and barely different from it.",
            source="J. H. Lambert, “Mémoire sur quelques propriétés remarquables des quantités transcendentes "
            "circulaires et logarithmiques”, Berlin, 1761, printed 1768; A. Cayley, “On the transcendent gd u”, "
            "Philosophical Magazine 24, 1862, 19–21.",
        ),
    ),
    Activation(
        key="erf",
        name="Error function",
        formula="erf z",
        derivative="2/√π · e^(−z²)",
        tex=r"\operatorname{erf} z",
        tex_derivative=r"\frac{2}{\sqrt{\pi}} \, e^{-z^2}",
        f=_erf,
        df=_erf_slope,
        facts=Facts(-1.0, 1.0, zero_centered=True, saturates_left=True, saturates_right=True),
        background=Background(
            origin="Named by James Glaisher in 1871; it comes from the normal distribution of measurement errors.",
            use="The theory of networks, where averages over normal inputs can be worked out exactly; a part of GELU.",
            strength="Smooth, bounded and centered on 0; it is the normal distribution in the form of a sigmoid.",
            weakness="Goes flat faster than the other sigmoids: the slope falls off as e^(−z²).",
            source="J. W. L. Glaisher, “On a class of definite integrals”, Philosophical Magazine 42, 1871, 294–302.",
        ),
    ),
    Activation(
        key="generalised-logistic",
        name="Generalized logistic",
        formula="(1 + e⁻ᶻ)⁻ᵃ",
        derivative="a·f(z) / (1 + eᶻ)",
        tex=r"(1 + e^{-z})^{-a}",
        tex_derivative=r"\frac{a \, (1 + e^{-z})^{-a}}{1 + e^z}",
        f=_generalized,
        df=_generalized_slope,
        parameter=Parameter("a", "exponent", 1.0, 0.1, 5.0, 0.1),
        facts=Facts(0.0, 1.0, saturates_left=True, saturates_right=True),
        background=Background(
            origin="F. J. Richards, 1959, as a growth curve for plants.",
            use="Fitting growth and dose curves; in networks, for comparison with the sigmoid, which is a = 1.",
            strength="The exponent makes it lopsided: one side goes flat sooner than the other.",
            weakness="One more number to choose, and the gradient vanishes on both sides, as with the sigmoid.",
            source="F. J. Richards, “A flexible growth function for empirical use”, Journal of Experimental Botany "
            "10, 1959, 290–300.",
        ),
    ),
    Activation(
        key="algebraic",
        name="Algebraic sigmoid",
        formula="z / (1 + |z|ᵏ)^(1/k)",
        derivative="1 / (1 + |z|ᵏ)^(1 + 1/k)",
        tex=r"\frac{z}{\left(1 + |z|^k\right)^{1/k}}",
        tex_derivative=r"\frac{1}{\left(1 + |z|^k\right)^{1 + 1/k}}",
        f=_algebraic,
        df=_algebraic_slope,
        parameter=Parameter("k", "power", 2.0, 1.0, 8.0, 1.0),
        facts=_algebraic_facts(2.0),
        facts_with=_algebraic_facts,
        background=Background(
            origin="With k = 1 the softsign of David L. Elliott, 1993; with k = 2 the ISRU of Brad Carlile and others, "
            "2017.",
            use="In place of tanh; Xavier Glorot and Yoshua Bengio's study of deep networks, 2010, used the softsign.",
            strength="Needs no exponential for whole k, and goes flat only as a power of z; smooth where k is even.",
            weakness="Still goes flat; with k = 1 it comes close to its bounds very slowly, and with an odd k it is "
            "not smooth at 0.",
            source="D. L. Elliott, “A better activation function for artificial neural networks”, Institute for "
            "Systems Research, University of Maryland, 1993; B. Carlile and others, “Improving deep learning by "
            "inverse square root linear units”, arXiv:1710.09967, 2017.",
        ),
    ),
)  # fmt: skip
