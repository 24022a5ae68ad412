"""The families of the activations, by what holds of each, and their little curves."""

import numpy as np
from dash.development.base_component import Component

from nn_core import ACTIVATIONS
from nn_core.activations import Activation
from nn_core.activations.families import FAMILIES, family

from ..bridge.markup import Path, Svg
from ..i18n import _

_END = 4.0  # a little curve goes from -4 to 4
_LOW, _HIGH = -1.6, 2.4
_WIDTH, _HEIGHT = 40, 20
_BEYOND = 4 * _HIGH  # what is cut off anyway


def families() -> list[tuple[str, list[Activation]]]:
    """Their names, each with its activations in the order of the registry; only those that have some."""
    return [(name, members) for _key, name, members in keyed_families()]


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """The families as the groups of a select: of each its name, and the keys and names of its activations."""
    return [(name, [(a.key, _(a.name)) for a in members]) for name, members in families()]


def keyed_families() -> list[tuple[str, str, list[Activation]]]:
    """The same, with the key of each family first."""
    names = {
        "sigmoid": _("Sigmoid-like"),
        "rectifier": _("ReLU family"),
        "smooth": _("Smooth ReLU-likes"),
        "bounded": _("Periodic and bump"),
        "shrinkage": _("Shrinkage"),
        "plain": _("Linear and steps"),
        "gated": _("Gated"),
        "structure": _("With structure"),
        "other": _("Others"),
    }
    members = {key: [a for a in ACTIVATIONS.values() if family(a) == key] for key in FAMILIES}
    return [(key, names[key], found) for key, found in members.items() if found]


def little_curve(activation: Activation) -> Component:
    """F from -4 to 4 as a line, on the same scale for all."""
    z = np.linspace(-_END, _END, 41)
    f = np.clip(np.nan_to_num(np.asarray(activation.f(z, activation.default), dtype=float)), -_BEYOND, _BEYOND)
    x = (z + _END) * _WIDTH / (2 * _END)
    y = (_HIGH - f) * _HEIGHT / (_HIGH - _LOW)
    zero = _HIGH * _HEIGHT / (_HIGH - _LOW)
    line = " ".join(f"{left:g} {top:.3g}" for left, top in zip(x, y, strict=True))
    return Svg(
        [
            Path(d=f"M0 {zero:g}H{_WIDTH}M{_WIDTH / 2:g} 0V{_HEIGHT}", className="little-axes"),
            Path(d=f"M{line}", className="little-line"),
        ],
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        className="little-curve",
        **{"aria-hidden": "true"},
    )
