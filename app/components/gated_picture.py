"""A gated unit as what it is, a function of two numbers: its output over the gate, a curve for each of some values."""

import numpy as np
from dash import html

from nn_core.activations import Activation
from nn_core.common.written import rounded

from ..bridge.markup import Path, Svg, Text
from ..i18n import _

VALUES = (2.0, 1.0, -1.0, -2.0)  # of z₁
_END = 4.0  # z₂ goes from -4 to 4
_WIDTH, _HEIGHT, _RIGHT, _EDGE = 220, 120, 44, 8


def sum_names() -> dict[str, str]:
    """What the sums of gated units are called."""
    return {"value": _("value"), "gate": _("gate")}


def gated_picture(activation: Activation) -> html.Figure:
    """The curves on one scale, as high as the largest."""
    gates = np.linspace(-_END, _END, 81)
    curves = {value: activation.forward(np.stack([0.0 * gates + value, gates], axis=-1), 0.0)[:, 0] for value in VALUES}
    high = max(float(np.abs(a).max()) for a in curves.values())
    right = _WIDTH - _RIGHT
    x = (gates + _END) * right / (2.0 * _END)
    middle = _HEIGHT / 2

    def y(a: float) -> float:
        return middle - a * (middle - _EDGE) / high

    axes = Path(d=f"M0 {middle:g}H{right}M{right / 2:g} 0V{_HEIGHT}", className="little-axes")
    lines = [
        Path(
            d="M" + " ".join(f"{left:g} {y(a):.4g}" for left, a in zip(x, heights, strict=True)),
            className="gated-line " + ("above" if value > 0.0 else "below"),
        )
        for value, heights in curves.items()
    ]
    names = [
        Text(_("z₁ = {n}").format(n=rounded(value, 2)), x=right + 4, y=f"{y(heights[-1]) + 3:.4g}")
        for value, heights in curves.items()
    ]
    ends = [
        Text(rounded(-_END, 2), x=1, y=middle + 11),
        Text(_("z₂ = {n}").format(n=rounded(_END, 2)), x=right - 28, y=middle + 11),
        Text(rounded(high, 2), x=right / 2 + 3, y=_EDGE + 4),
    ]
    said = _("The output of {name} over the gate z₂, for the values z₁ = 2, 1, −1 and −2").format(
        name=_(activation.name)
    )
    picture = Svg(
        [axes, *lines, *names, *ends],
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        className="gated-picture",
        role="img",
        **{"aria-label": said},
    )
    caption = _("Output over the gate z₂, for four values z₁. The chart above has the gate, z₁ = 1.")
    return html.Figure([picture, html.Figcaption(caption, className="small")], className="gated")
