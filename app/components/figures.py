"""Plotly figures. The scripts fill in the data and the colors of the theme."""

from typing import Any

import plotly.graph_objects as go
from dash import dcc, html

from ..i18n import _

_LOGARITHMIC = {"type": "log", "tickformat": "~g"}  # numbers in full: else 0.5 is written as the 5 of its power of ten


def graph(id_: str, figure: dict[str, Any]) -> dcc.Graph:
    """A chart of the height that its layout has: one that adapts its width would give up its height, too."""
    config = {"displayModeBar": False, "responsive": True}
    return dcc.Graph(id=id_, figure=figure, config=config, style={"height": f"{figure['layout']['height']}px"})


def awaited(text: str) -> html.P:
    """What a chart will show, said in its place until it has a curve."""
    return html.P(text, className="chart-empty small")


def plain_chart(x: str, y: str) -> dict[str, Any]:
    """Axes with titles, empty."""
    figure = go.Figure(
        layout={
            "template": "none",
            "margin": {"l": 60, "r": 12, "t": 12, "b": 42},
            "height": 300,
            "showlegend": False,
            "hovermode": "x unified",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"size": 12, "family": "system-ui, sans-serif"},
            "xaxis": {"title": {"text": x, "standoff": 6}, "rangemode": "tozero", "zeroline": False},
            "yaxis": {"title": {"text": y, "standoff": 6}, "zeroline": False},
        }
    )
    fields: dict[str, Any] = figure.to_plotly_json()
    return fields


def race_chart() -> dict[str, Any]:
    """One curve per lane over the epochs, empty."""
    figure = plain_chart(_("Epoch"), "")
    figure["layout"]["uirevision"] = "race"
    figure["layout"]["yaxis"] |= _LOGARITHMIC | {"dtick": "D2"}
    return figure


def loss_axes() -> dict[str, dict[str, Any]]:
    """The vertical axis of the loss chart for what it can show: loss, loss on a logarithmic scale, and scores."""
    common: dict[str, Any] = {"zeroline": False}
    loss = {**common, "title": {"text": _("Loss"), "standoff": 6}}
    return {
        "loss": {**loss, "rangemode": "tozero"},
        "log": {**loss, **_LOGARITHMIC},
        "accuracy": {**common, "title": {"text": _("Accuracy"), "standoff": 6}, "tickformat": ".0%"},
        "r2": {**common, "title": {"text": _("R²"), "standoff": 6}},
    }


def loss_chart() -> dict[str, Any]:
    """Training and test loss over the epochs, empty."""
    figure = go.Figure(
        data=[
            go.Scatter(x=[], y=[], mode="lines", name=_("Test"), line={"width": 2}),
            go.Scatter(x=[], y=[], mode="lines", name=_("Training"), line={"width": 2, "dash": "dot"}),
        ],
        layout={
            "template": "none",
            "margin": {"l": 58, "r": 8, "t": 6, "b": 36},
            "height": 112,
            "showlegend": True,
            "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "top"},
            "hovermode": "x unified",
            "uirevision": "losses",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"size": 11, "family": "system-ui, sans-serif"},
            "xaxis": {"title": {"text": _("Epoch"), "standoff": 2}, "rangemode": "tozero", "zeroline": False},
            "yaxis": loss_axes()["loss"],
        },
    )
    fields: dict[str, Any] = figure.to_plotly_json()
    return fields
