"""The rectifiers: functions that let positive numbers through and hold negative ones back.

The first, ReLU, cuts off at 0. The others mend what it does badly: they keep a little slope on the left, so that no
unit can die, or round off the corner.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Facts, Parameter, Story, select
from .sigmoids import logistic

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


def _relu(z: Any, p: float) -> Any:
    return np.maximum(z, 0.0)


def _relu_slope(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, 0.0 * z)  # f'(0) = 0


def _leaky_relu(z: Any, p: float) -> Any:
    return select(z > 0, z, p * z)


def _leaky_relu_slope(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, p + 0.0 * z)  # f'(0) = p, the slope from the left


def _below_zero(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 0.0 * z, z)  # df/dp of p z, there where the parameter counts


def _elu(z: Any, p: float) -> Any:
    return select(z > 0, z, p * np.expm1(np.minimum(z, 0.0)))


def _elu_slope(z: Any, a: Any, p: float) -> Any:
    return select(z > 0, 1.0 + 0.0 * z, p * np.exp(np.minimum(z, 0.0)))  # f'(0) = p, the slope from the left


def _selu(z: Any, p: float) -> Any:
    return SELU_SCALE * _elu(z, SELU_ALPHA)


def _selu_slope(z: Any, a: Any, p: float) -> Any:
    return SELU_SCALE * _elu_slope(z, a, SELU_ALPHA)


def _softplus(z: Any, p: float) -> Any:
    return np.logaddexp(z, 0.0)


def _softplus_slope(z: Any, a: Any, p: float) -> Any:
    return logistic(z)


def _swish(z: Any, p: float) -> Any:
    return z * logistic(p * z)


def _swish_slope(z: Any, a: Any, p: float) -> Any:
    s = logistic(p * z)
    return s + p * a * (1.0 - s)


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
        facts=Facts(
            0.0, inf, reaches_infimum=True, kinks=(0.0,), smooth=False, monotonic_slope=True, saturates_left=True,
            sparse=True,
        ),
        story=Story(
            origin="Kunihiko Fukushima, 1969; made popular by Vinod Nair and Geoffrey Hinton, 2010, and by Xavier "
            "Glorot, Antoine Bordes and Yoshua Bengio, 2011.",
            use="The first choice for the hidden layers of deep networks, above all for images.",
            strength="Cheap, and its slope of 1 lets gradients pass through many layers; about half of all units are "
            "silent.",
            weakness="A unit whose z is negative for every input has slope 0: it is dead and learns no more.",
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
        facts=Facts(-inf, inf, kinks=(0.0,), smooth=False, monotonic_slope=True),
        story=Story(
            origin="Andrew Maas, Awni Hannun and Andrew Ng, 2013, for speech recognition.",
            use="In place of ReLU where units die, and in the discriminators of generative adversarial networks.",
            strength="No unit can die, as the slope is nowhere 0.",
            weakness="The slope on the left is one more number to choose, and no value is exactly 0.",
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
        learned=_below_zero,
        initializer="he",
        parameter=Parameter("a", "initial slope for z < 0", 0.25, 0.0, 1.0, 0.05),
        facts=Facts(-inf, inf, kinks=(0.0,), smooth=False, monotonic_slope=True),
        story=Story(
            origin="Kaiming He, Xiangyu Zhang, Shaoqing Ren and Jian Sun, 2015, for the classification of images.",
            use="Deep image networks; here each layer learns one slope together with its weights.",
            strength="A leaky ReLU that finds its slope by gradient descent, at the price of one number per layer.",
            weakness="One more thing that can overfit, and a slope that grows to 1 makes the layer linear.",
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
        facts=Facts(
            0.0, inf, reaches_infimum=True, kinks=(0.0,), smooth=False, monotonic_slope=True, saturates_left=True,
            sparse=True,
        ),
        story=Story(
            origin="Vinod Nair and Geoffrey Hinton, 2010, for restricted Boltzmann machines, with a noise whose size "
            "depends on z; here it is the same for all z.",
            use="Where noise in training is wanted as a safeguard against overfitting; the trained network has none.",
            strength="A unit that is just below 0 is now and then awake, so it can still learn.",
            weakness="The loss jitters in training, and units far below 0 are as dead as with ReLU.",
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
        # with a = 1 the slopes meet at 0, with any other a they do not
        facts=Facts(
            -1.0, inf, smooth=False, monotonic_slope=True, identity_near_zero=True, saturates_left=True
        ),
        story=Story(
            origin="Djork-Arné Clevert, Thomas Unterthiner and Sepp Hochreiter, 2015.",
            use="Deep networks without batch normalisation.",
            strength="Negative values bring the mean of a layer closer to 0, which speeds up learning; with a = 1 it "
            "has no corner.",
            weakness="Needs an exponential, and goes flat far on the left.",
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
            -SELU_SCALE * SELU_ALPHA, inf, kinks=(0.0,), smooth=False, zero_centred=True, saturates_left=True
        ),
        story=Story(
            origin="Günter Klambauer, Thomas Unterthiner, Andreas Mayr and Sepp Hochreiter, 2017.",
            use="Deep networks of fully connected layers, together with the LeCun initialiser.",
            strength="Its two constants are chosen such that the values of every layer drift to mean 0 and variance 1.",
            weakness="That holds only with the fitting initialiser and inputs that are standardised.",
        ),
    ),
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
        story=Story(
            origin="Charles Dugas, Yoshua Bengio and others, 2000, who needed a convex function to price options.",
            use="Where a positive number has to come out, such as a standard deviation.",
            strength="A ReLU without a corner: smooth, convex, and its slope is the sigmoid.",
            weakness="Slower than ReLU and seldom better; never 0, and all its values are positive.",
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
        facts=Facts(-0.2784645427610738, inf, reaches_infimum=True, monotonic=False, saturates_left=True),
        story=Story(
            origin="With b = 1 the SiLU of Dan Hendrycks and Kevin Gimpel, 2016, and of Stefan Elfwing and others, "
            "2017; Prajit Ramachandran, Barret Zoph and Quoc Le found it by a search and named it Swish, 2017.",
            use="Image networks such as EfficientNet; with b = 1, inside many large language models.",
            strength="Smooth, does not go flat on the right, and lets small negative values through.",
            weakness="Needs an exponential, and it is not monotonic: two different z may give the same value.",
        ),
    ),
)  # fmt: skip
