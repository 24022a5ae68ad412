"""The charts of the page of activations, empty: the scripts fill in curves and colors."""

from typing import Any

from nn_core.insight.curves import END

from ..i18n import _
from .figures import plain_chart


def _over_z(y: str) -> dict[str, Any]:
    figure = plain_chart("z", y)
    layout = figure["layout"]
    layout["uirevision"] = "activations"
    layout["margin"] = {"l": 46, "r": 12, "t": 26, "b": 40}  # above it the z of the probe
    layout["height"] = 264
    layout["dragmode"] = False  # the probe is dragged
    layout["xaxis"] = {
        "title": {"text": "z", "standoff": 6},
        "range": [-END, END],
        "dtick": 2,
        "zeroline": True,
        "fixedrange": True,
        "hoverformat": ".2f",
        "spikethickness": 1,
    }
    layout["yaxis"] |= {"zeroline": True, "fixedrange": True, "hoverformat": ".4f"}
    return figure


def function_chart() -> dict[str, Any]:
    """F over z."""
    return _over_z("f(z)")


def slope_chart() -> dict[str, Any]:
    """The slope of f over z."""
    return _over_z("f′(z)")


def forward_chart() -> dict[str, Any]:
    """The outputs of each layer, and below them the share of exact zeros."""
    figure = plain_chart(_("Layer, from the first to the last"), _("Outputs"))
    layout = figure["layout"]
    layout["height"] = 164
    layout["margin"] = {"l": 62, "r": 8, "t": 8, "b": 40}
    layout["xaxis"] |= {"rangemode": "normal", "fixedrange": True, "anchor": "y2"}
    layout["yaxis"] |= {"domain": [0.34, 1], "fixedrange": True, "automargin": True, "exponentformat": "power"}
    layout["yaxis2"] = {
        "title": {"text": _("Zeros, %"), "standoff": 6},
        "domain": [0, 0.22],
        "range": [0, 100],
        "tickvals": [0, 50, 100],
        "fixedrange": True,
        "zeroline": False,
    }
    return figure


def backward_chart() -> dict[str, Any]:
    """The size of the gradient in each layer, from the last to the first, as it travels."""
    figure = plain_chart(_("Layer, from the last back to the first"), _("Gradient size"))
    layout = figure["layout"]
    layout["height"] = 124
    layout["hovermode"] = "closest"
    layout["margin"] = {"l": 62, "r": 8, "t": 8, "b": 42}
    layout["xaxis"] |= {"rangemode": "normal", "fixedrange": True}
    layout["yaxis"] |= {"type": "log", "exponentformat": "power", "fixedrange": True, "nticks": 6}
    return figure
