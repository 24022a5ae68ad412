"""The rectifiers: functions that let positive numbers through and hold negative ones back.

The first, ReLU, cuts off at 0. The others mend what it does badly: they keep a little slope on the left, so that no
unit can die. Those that round off the corner are in smooth.py.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, Learned, Parameter, select

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


def _relu(z: Any, p: float) -> Any:
    """f(z) = max(0, z).

    >>> [float(_relu(z, 0.0)) for z in (-2.0, 0.0, 3.0)]
    [0.0, 0.0, 3.0]
    """
    return np.maximum(z, 0.0)


def _relu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > 0, else 0; f'(0) = 0, as in PyTorch and TensorFlow.

    What else it could be: D. Bertoin and others, 2021, https://arxiv.org/abs/2106.12915
    """
    return select(z > 0, 1.0 + 0.0 * z, 0.0 * z)


def _leaky_relu(z: Any, p: float) -> Any:
    """f(z) = z if z > 0, else p z.

    >>> [float(_leaky_relu(z, 0.5)) for z in (-2.0, 0.0, 3.0)]
    [-1.0, 0.0, 3.0]
    """
    return select(z > 0, z, p * z)


def _leaky_relu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > 0, else p; f'(0) = p, the slope from the left, as in PyTorch."""
    return select(z > 0, 1.0 + 0.0 * z, p + 0.0 * z)


def _below_zero(z: Any, a: Any, p: float) -> tuple[Any, ...]:
    """df/dp = 0 if z > 0, else z: what counts of p z."""
    return (select(z > 0, 0.0 * z, z),)


def _elu(z: Any, p: float) -> Any:
    """f(z) = z if z > 0, else p (eᶻ − 1); expm1 keeps the digits near 0, min(z, 0) the unused side from overflow.

    >>> [round(float(_elu(z, 1.0)), 4) for z in (-1.0, 0.0, 800.0)]
    [-0.6321, 0.0, 800.0]
    """
    return select(z > 0, z, p * np.expm1(np.minimum(z, 0.0)))


def _elu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > 0, else p eᶻ; f'(0) = p, the slope from the left, as in PyTorch."""
    return select(z > 0, 1.0 + 0.0 * z, p * np.exp(np.minimum(z, 0.0)))


def _selu(z: Any, p: float) -> Any:
    """f(z) = λ ELU(z) with λ = 1.0507 and p = 1.6733.

    >>> [round(float(_selu(z, 0.0)), 4) for z in (-1.0, 0.0, 1.0)]
    [-1.1113, 0.0, 1.0507]
    """
    return SELU_SCALE * _elu(z, SELU_ALPHA)


def _selu_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = λ ELU'(z); at 0 the slope from the left."""
    return SELU_SCALE * _elu_slope(z, a, SELU_ALPHA)


RELU_FACTS = Facts(
    0.0, inf, reaches_infimum=True, kinks=(0.0,), smooth=False, monotonic_slope=True, saturates_left=True, sparse=True,
    can_die=True,
)  # fmt: skip


def _leaky_facts(a: float) -> Facts:
    """With a = 0 it is ReLU, with a = 1 a straight line."""
    if a == 0.0:
        return RELU_FACTS
    if a == 1.0:
        return Facts(-inf, inf, linear=True, monotonic_slope=True, zero_centered=True, identity_near_zero=True)
    return Facts(-inf, inf, kinks=(0.0,), smooth=False, monotonic_slope=True)


def _elu_facts(a: float) -> Facts:
    """With a = 1 the slopes meet at 0, with any other a they do not; beyond 1 the slope falls there, to 1."""
    return Facts(
        -a, inf, kinks=() if a == 1.0 else (0.0,), smooth=False, monotonic_slope=a <= 1.0, identity_near_zero=a == 1.0,
        zero_centered=abs(a - SELU_ALPHA) < 1e-6, saturates_left=True,
    )  # fmt: skip


RECTIFIERS: tuple[Activation, ...] = (
    Activation(
        key="relu",
        name="ReLU",
        formula="max(0, z)",
        derivative="1 if z > 0, else 0",
        tex=r"\max(0, z)",
        tex_derivative=r"\begin{cases} 1 & z > 0 \\ 0 & \text{else} \end{cases}",
        f=_relu,
        df=_relu_slope,
        initializer="he",
        facts=RELU_FACTS,
        background=Background(
            origin="Alston Householder, 1941, for nerve fibers; Kunihiko Fukushima, 1969, for visual features; "
                   "made popular by Vinod Nair and Geoffrey Hinton, 2010, and by Xavier Glorot, Antoine Bordes "
                   "and Yoshua Bengio, 2011.",
            use="The first choice for the hidden layers of deep networks, especially for images.",
            strength="Cheap, and its slope of 1 lets gradients pass through many layers; many outputs are exactly 0.",
            weakness="A unit whose z is negative for every sample has slope 0: it is dead and does not learn, unless "
            "the layers before it change what it gets.",
            source="A. S. Householder, “A theory of steady-state activity in nerve-fiber networks”, Bulletin of "
            "Mathematical Biophysics 3, 1941; K. Fukushima, “Visual feature extraction by a multilayered network of "
            "analog threshold elements”, IEEE Transactions on Systems Science and Cybernetics 5, 1969; V. Nair and G. "
            "E. Hinton, ICML 2010; X. Glorot, A. Bordes and Y. Bengio, “Deep sparse rectifier neural networks”, "
            "AISTATS 2011.",
        ),
    ),
    Activation(
        key="leaky-relu",
        name="Leaky ReLU",
        formula="z if z > 0, else a·z",
        derivative="1 if z > 0, else a",
        tex=r"\begin{cases} z & z > 0 \\ a z & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & z > 0 \\ a & \text{else} \end{cases}",
        f=_leaky_relu,
        df=_leaky_relu_slope,
        initializer="he",
        parameter=Parameter("a", "slope for z < 0", 0.01, 0.0, 0.5, 0.01),
        facts=_leaky_facts(0.01),
        facts_with=_leaky_facts,
        background=Background(
            origin="Andrew Maas, Awni Hannun and Andrew Ng, 2013, for speech recognition.",
            use="In place of ReLU where units die, and in the discriminators of generative adversarial networks.",
            strength="With a > 0 no unit can die, because the slope is never 0.",
            weakness="The slope on the left is one more number to choose; with a = 0 it is ReLU, and units can die.",
            source="A. L. Maas, A. Y. Hannun and A. Y. Ng, “Rectifier nonlinearities improve neural network acoustic "
            "models”, ICML 2013.",
        ),
    ),
    Activation(
        key="prelu",
        name="PReLU",
        formula="z if z > 0, else a·z, with a learned",
        derivative="1 if z > 0, else a",
        tex=r"\begin{cases} z & z > 0 \\ a z & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & z > 0 \\ a & \text{else} \end{cases}",
        f=_leaky_relu,
        df=_leaky_relu_slope,
        learned=Learned(_below_zero),
        initializer="he",
        parameter=Parameter("a", "initial slope for z < 0", 0.25, 0.0, 1.0, 0.05),
        facts=_leaky_facts(0.25),
        facts_with=_leaky_facts,
        background=Background(
            origin="Kaiming He, Xiangyu Zhang, Shaoqing Ren and Jian Sun, 2015, for the classification of images.",
            use="Deep image networks; here each layer learns one slope together with its weights.",
            strength="A leaky ReLU that finds its slope by gradient descent, at the price of one number per layer.",
            weakness="One more parameter that can overfit: a slope that grows to 1 makes the layer linear, and at "
                     "a = 0 its units get no gradient until a moves away.",
            source="K. He, X. Zhang, S. Ren and J. Sun, “Delving deep into rectifiers”, ICCV 2015, arXiv:1502.01852.",
        ),
    ),
    Activation(
        key="noisy-relu",
        name="Noisy ReLU",
        formula="max(0, z + e), with a random e in training",
        derivative="1 if z + e > 0, else 0",
        tex=r"\max(0, z + e), \quad e \sim \mathcal{N}(0, s^2)",
        tex_derivative=r"\begin{cases} 1 & z + e > 0 \\ 0 & \text{else} \end{cases}",
        f=_relu,
        df=_relu_slope,
        noise=True,
        initializer="he",
        parameter=Parameter("s", "noise", 0.1, 0.0, 1.0, 0.05),
        facts=RELU_FACTS,
        background=Background(
            origin="Vinod Nair and Geoffrey Hinton, 2010, for restricted Boltzmann machines, with noise whose "
                   "size depends on z; here it is the same for all z.",
            use="Networks that use noise in training to guard against overfitting; the trained network has none.",
            strength="A unit just below 0 fires now and then, so it can still learn.",
            weakness="The loss jitters in training, and units far below 0 are as dead as with ReLU.",
            source="V. Nair and G. E. Hinton, “Rectified linear units improve restricted Boltzmann machines”, ICML "
            "2010.",
        ),
    ),
    Activation(
        key="elu",
        name="ELU",
        formula="z if z > 0, else a·(eᶻ − 1)",
        derivative="1 if z > 0, else a·eᶻ",
        tex=r"\begin{cases} z & z > 0 \\ a \, (e^z - 1) & \text{else} \end{cases}",
        tex_derivative=r"\begin{cases} 1 & z > 0 \\ a \, e^z & \text{else} \end{cases}",
        f=_elu,
        df=_elu_slope,
        initializer="he",
        parameter=Parameter("a", "depth for z → −∞", 1.0, 0.1, 3.0, 0.1),
        facts=_elu_facts(1.0),
        facts_with=_elu_facts,
        background=Background(
            origin="Djork-Arné Clevert, Thomas Unterthiner and Sepp Hochreiter, 2015.",
            use="Deep networks without batch normalization.",
            strength="Negative values bring the mean of a layer closer to 0, which speeds up learning; with a = 1 it "
            "has no corner.",
            weakness="Needs an exponential, and goes flat far on the left.",
            source="D.-A. Clevert, T. Unterthiner and S. Hochreiter, “Fast and accurate deep network learning by "
            "exponential linear units (ELUs)”, arXiv:1511.07289, 2015.",
        ),
    ),
    Activation(
        key="selu",
        name="SELU",
        formula="1.0507·(z if z > 0, else 1.6733·(eᶻ − 1))",
        derivative="1.0507·(1 if z > 0, else 1.6733·eᶻ)",
        tex=r"1.0507 \begin{cases} z & z > 0 \\ 1.6733 \, (e^z - 1) & \text{else} \end{cases}",
        tex_derivative=r"1.0507 \begin{cases} 1 & z > 0 \\ 1.6733 \, e^z & \text{else} \end{cases}",
        f=_selu,
        df=_selu_slope,
        initializer="lecun",
        facts=Facts(
            -SELU_SCALE * SELU_ALPHA, inf, kinks=(0.0,), smooth=False, zero_centered=True, saturates_left=True
        ),
        background=Background(
            origin="Günter Klambauer, Thomas Unterthiner, Andreas Mayr and Sepp Hochreiter, 2017.",
            use="Deep networks of fully connected layers, together with the LeCun initializer.",
            strength="Its two constants are chosen so that the values of every layer drift to mean 0 and variance "
                     "1.",
            weakness="That holds only with the matching initializer and standardized inputs.",
            source="G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, “Self-normalizing neural networks”, NIPS "
            "2017, arXiv:1706.02515.",
        ),
    ),
)  # fmt: skip
