"""Functions that learn their shape: gradient descent changes their parameters together with the weights.

    dE/dp = sum of dE/da · df/dp    over samples, and over the units that share p

The number that a person chooses is where a parameter begins. Parameters are not regularized, as biases are not.
PReLU, the first of them, is among the rectifiers.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, Learned, Parameter, select
from .rectifiers import RECTIFIERS
from .sigmoids import logistic
from .smooth import SMOOTH

_BASES = {activation.key: activation for activation in (*RECTIFIERS, *SMOOTH)}
_prelu, _elu, _swish = _BASES["prelu"], _BASES["elu"], _BASES["swish"]
_LEAKY_SLOPES = _prelu.learned.slopes if _prelu.learned else None
_STAR_SCALE, _STAR_OFFSET = 0.8944, -0.4472  # 2 / √5 and half of it: for z ~ N(0, 1) the variance is 1, the mean 0


def _swish_by_b(z: Any, a: Any, p: float) -> tuple[Any, ...]:
    """df/db = z² σ(b z) (1 − σ(b z)) = z a σ(−b z).

    >>> round(float(_swish_by_b(2.0, 1.7616, 1.0)[0]), 4)
    0.42
    """
    return (z * a * logistic(-p * z),)


def _elu_by_a(z: Any, a: Any, p: float) -> tuple[Any, ...]:
    """df/da = 0 if z > 0, else eᶻ − 1.

    >>> [round(float(_elu_by_a(z, 0.0, 1.0)[0]), 4) for z in (-1.0, 2.0)]
    [-0.6321, 0.0]
    """
    return (select(z > 0, 0.0 * z, np.expm1(np.minimum(z, 0.0))),)


def _star_relu(z: Any, p: Any) -> Any:
    """f(z) = s max(0, z)² + b.

    >>> [float(_star_relu(z, (0.5, -1.0))) for z in (-2.0, 2.0)]
    [-1.0, 1.0]
    """
    s, b = p
    positive = np.maximum(z, 0.0)
    return s * (positive * positive) + b


def _star_relu_slope(z: Any, a: Any, p: Any) -> Any:
    """f'(z) = 2 s max(0, z)."""
    s, _ = p
    return 2.0 * s * np.maximum(z, 0.0)


def _star_relu_by_s_and_b(z: Any, a: Any, p: Any) -> tuple[Any, ...]:
    """df/ds = max(0, z)², df/db = 1."""
    positive = np.maximum(z, 0.0)
    return positive * positive, 1.0 + 0.0 * z


def _star_relu_facts(p: tuple[float, float]) -> Facts:
    """Zero-centered where b is what the mean of s max(0, z)² is, s / 2, with the sign turned."""
    s, b = p
    return Facts(
        b, inf, reaches_infimum=True, smooth=False, monotonic_slope=True, zero_centered=abs(s / 2.0 + b) < 1e-6,
        saturates_left=True, can_die=True,
    )  # fmt: skip


def _dynamic_tanh(z: Any, p: float) -> Any:
    """f(z) = tanh(α z).

    >>> [round(float(_dynamic_tanh(z, 0.5)), 4) for z in (-2.0, 0.0, 800.0)]
    [-0.7616, 0.0, 1.0]
    """
    return np.tanh(p * z)


def _dynamic_tanh_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = α (1 − a²)."""
    return p * (1.0 - a * a)


def _dynamic_tanh_by_alpha(z: Any, a: Any, p: float) -> tuple[Any, ...]:
    """df/dα = z (1 − a²)."""
    return (z * (1.0 - a * a),)


def _dynamic_tanh_facts(alpha: float) -> Facts:
    """With α = 1 it is tanh."""
    return Facts(
        -1.0, 1.0, zero_centered=True, identity_near_zero=alpha == 1.0, saturates_left=True, saturates_right=True
    )


LEARNED: tuple[Activation, ...] = (
    Activation(
        key="prelu-per-unit",
        name="PReLU, per unit",
        formula="z if z > 0, else a·z, with an a learned by each unit",
        derivative="1 if z > 0, else a",
        tex=_prelu.tex,
        tex_derivative=_prelu.tex_derivative,
        f=_prelu.f,
        df=_prelu.df,
        learned=Learned(_LEAKY_SLOPES, per_unit=True) if _LEAKY_SLOPES else None,
        initializer="he",
        parameter=_prelu.parameter,
        facts=_prelu.facts,
        facts_with=_prelu.facts_with,
        background=Background(
            origin="Kaiming He, Xiangyu Zhang, Shaoqing Ren and Jian Sun, 2015: their “channel-wise” PReLU, beside the "
            "one that a layer shares.",
            use="Deep image networks, where each channel has its slope; here each unit has.",
            strength="Units of one layer may become different functions: one a ReLU, another nearly a line.",
            weakness="One more parameter for each unit, which can overfit.",
            source="K. He, X. Zhang, S. Ren and J. Sun, “Delving deep into rectifiers”, ICCV 2015, arXiv:1502.01852.",
        ),
    ),
    Activation(
        key="learned-elu",
        name="Learned ELU",
        formula="z if z > 0, else a·(eᶻ − 1), with a learned",
        derivative="1 if z > 0, else a·eᶻ",
        tex=_elu.tex,
        tex_derivative=_elu.tex_derivative,
        f=_elu.f,
        df=_elu.df,
        learned=Learned(_elu_by_a),
        initializer="he",
        parameter=Parameter("a", "initial depth for z → −∞", 1.0, 0.1, 3.0, 0.1),
        facts=_elu.facts,
        facts_with=_elu.facts_with,
        background=Background(
            origin="ELU’s a, which Djork-Arné Clevert and others chose, 2015, learned as Ludovic Trottier, Philippe "
            "Giguère and Brahim Chaib-draa do, 2016, who learn a scale of z as well.",
            use="Deep convolutional networks.",
            strength="Finds by itself how far a layer goes below 0, at the price of one number per layer.",
            weakness="As soon as a is not 1 there is a corner at 0, and a negative a turns the left branch around.",
            source="D.-A. Clevert, T. Unterthiner and S. Hochreiter, arXiv:1511.07289, 2015; L. Trottier, P. Giguère "
            "and B. Chaib-draa, “Parametric exponential linear unit for deep convolutional neural networks”, "
            "arXiv:1605.09332, 2016.",
        ),
    ),
    Activation(
        key="learned-swish",
        name="Learned Swish",
        formula="z / (1 + e⁻ᵇᶻ), with b learned",
        derivative="s + b·a·(1 − s), where s = 1 / (1 + e⁻ᵇᶻ)",
        tex=_swish.tex,
        tex_derivative=_swish.tex_derivative,
        f=_swish.f,
        df=_swish.df,
        learned=Learned(_swish_by_b),
        initializer="he",
        parameter=Parameter("b", "initial sharpness", 1.0, 0.0, 10.0, 0.1),
        facts=_swish.facts,
        facts_with=_swish.facts_with,
        background=Background(
            origin="Prajit Ramachandran, Barret Zoph and Quoc Le, 2017: Swish as they define it, with a b that is "
            "“either a constant or a trainable parameter”.",
            use="Experiments with image networks; most programs keep b = 1, which is SiLU.",
            strength="May become nearly a line (b near 0) or nearly a ReLU (a large b), whichever lowers the loss.",
            weakness="The gain over b = 1 is often too small to be seen.",
            source="P. Ramachandran, B. Zoph and Q. V. Le, “Searching for activation functions”, arXiv:1710.05941, "
            "2017.",
        ),
    ),
    Activation(
        key="star-relu",
        name="StarReLU",
        formula="s·max(0, z)² + b, with s and b learned",
        derivative="2·s·max(0, z)",
        tex=r"s \, \max(0, z)^2 + b",
        tex_derivative=r"2 s \, \max(0, z)",
        f=_star_relu,
        df=_star_relu_slope,
        learned=Learned(_star_relu_by_s_and_b, (Parameter("b", "initial offset", _STAR_OFFSET, -1.0, 1.0, 0.1),)),
        initializer="he",
        parameter=Parameter("s", "initial scale", _STAR_SCALE, 0.1, 3.0, 0.1),
        facts=_star_relu_facts((_STAR_SCALE, _STAR_OFFSET)),
        facts_with=_star_relu_facts,
        background=Background(
            origin="Weihao Yu and others, 2022, in place of GELU in their MetaFormers.",
            use="CAFormer and ConvFormer, networks for images.",
            strength="Cheaper than GELU, and it begins with mean 0 and variance 1 for z ~ N(0, 1): s = 0.8944 and "
            "b = −0.4472.",
            weakness="Grows as z², so that a deep stack without normalization explodes, and a unit whose z is negative "
            "for every sample is dead.",
            source="W. Yu, C. Si, P. Zhou, M. Luo, Y. Zhou, J. Feng, S. Yan and X. Wang, “MetaFormer baselines for "
            "vision”, arXiv:2210.13452, 2022, and IEEE TPAMI 46, 2024, doi:10.1109/TPAMI.2023.3329173.",
        ),
    ),
    Activation(
        key="dynamic-tanh",
        name="Dynamic Tanh",
        formula="tanh(α·z), with α learned",
        derivative="α·(1 − a²)",
        tex=r"\tanh(\alpha z)",
        tex_derivative=r"\alpha \, (1 - a^2)",
        f=_dynamic_tanh,
        df=_dynamic_tanh_slope,
        learned=Learned(_dynamic_tanh_by_alpha),
        parameter=Parameter("α", "initial steepness", 0.5, 0.1, 3.0, 0.1),
        facts=_dynamic_tanh_facts(0.5),
        facts_with=_dynamic_tanh_facts,
        background=Background(
            origin="Jiachen Zhu, Xinlei Chen, Kaiming He, Yann LeCun and Zhuang Liu, 2025 (DyT).",
            use="In place of the normalization layers of transformers. Scale and offset, which DyT has for each "
            "channel, are here the weights and biases that follow.",
            strength="Squashes what is extreme without any statistics of the batch; α finds the scale of z.",
            weakness="One α for a layer stretches all its units alike, and far out it is as flat as tanh.",
            source="J. Zhu, X. Chen, K. He, Y. LeCun and Z. Liu, “Transformers without normalization”, CVPR 2025, "
            "arXiv:2503.10622.",
        ),
    ),
)
