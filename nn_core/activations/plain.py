"""The plain functions that networks began with: the straight line and the step."""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Facts, Parameter, select


def _linear(z: Any, p: float) -> Any:
    """f(z) = p z.

    >>> [float(_linear(z, 1.0)) for z in (-2.0, 3.0)]
    [-2.0, 3.0]
    """
    return p * z


def _linear_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = p."""
    return 0.0 * z + p


def _step(z: Any, p: float) -> Any:
    """f(z) = 1 if z > 0, else 0; at the jump the value from the left.

    >>> [float(_step(z, 0.0)) for z in (0.0, 0.1, 3.0)]
    [0.0, 1.0, 1.0]
    """
    return select(z > 0, 1.0 + 0.0 * z, 0.0 * z)


def _step_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 0, at the jump too; straight through (p = 1) it is taken as 1 if |z| ≤ 1.

    Y. Bengio, N. Léonard and A. Courville, 2013, https://arxiv.org/abs/1308.3432
    """
    through = 1.0 if p >= 0.5 else 0.0
    return select(np.absolute(z) <= 1.0, through + 0.0 * z, 0.0 * z)


def _linear_facts(m: float) -> Facts:
    return Facts(-inf, inf, linear=True, monotonic_slope=True, zero_centered=True, identity_near_zero=m == 1.0)


PLAIN: tuple[Activation, ...] = (
    Activation(
        key="linear",
        name="Linear",
        formula="m·z",
        derivative="m",
        tex=r"m z",
        tex_derivative=r"m",
        f=_linear,
        df=_linear_slope,
        parameter=Parameter("m", "slope", 1.0, 0.1, 3.0, 0.1),
        facts=_linear_facts(1.0),
        facts_with=_linear_facts,
        background=Background(
            origin="The unit of Bernard Widrow and Ted Hoff's ADALINE, 1960.",
            use="The output layer of a regression.",
            strength="Passes gradients on unchanged, and its output can be any number.",
            weakness="Stacked linear layers are equivalent to one linear layer: depth gains nothing.",
            source="B. Widrow and M. E. Hoff, “Adaptive switching circuits”, IRE WESCON Convention Record, part 4, "
            "1960, 96–104.",
        ),
    ),
    Activation(
        key="step",
        name="Binary step",
        formula="1 if z > 0, else 0",
        derivative="0 (straight-through: 1 if |z| ≤ 1, else 0)",
        tex=r"\begin{cases} 1 & z > 0 \\ 0 & \text{else} \end{cases}",
        tex_derivative=r"0 \quad \left(\text{straight-through: } \begin{cases} 1 & |z| \le 1 \\ 0 & \text{else} "
        r"\end{cases}\right)",
        f=_step,
        df=_step_slope,
        parameter=Parameter("t", "straight-through", 0.0, 0.0, 1.0, 1.0),
        facts=Facts(
            0.0, 1.0, reaches_infimum=True, reaches_supremum=True, kinks=(0.0,), continuous=False, smooth=False,
            saturates_left=True, saturates_right=True, sparse=True, can_die=True, values=(0.0, 1.0),
        ),
        background=Background(
            origin="The neuron of Warren McCulloch and Walter Pitts, 1943, and of Frank Rosenblatt's perceptron, 1958.",
            use="Single units that decide yes or no; with a straight-through slope, networks of one-bit values.",
            strength="As simple as can be: a unit fires or it does not.",
            weakness="Its slope is 0, so gradient descent learns nothing through it unless another slope takes "
                     "its place.",
            source="W. S. McCulloch and W. Pitts, “A logical calculus of the ideas immanent in nervous activity”, "
            "Bulletin of Mathematical Biophysics 5, 1943, 115–133; F. Rosenblatt, “The perceptron”, Psychological "
            "Review 65, 1958, 386–408.",
        ),
    ),
)  # fmt: skip
