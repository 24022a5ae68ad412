"""The upper half of the page of activations: which to look at, their charts, and the two probes."""

from typing import Any

from dash import html

from nn_core import ACTIVATIONS
from nn_core.expressions.parser import MAX_CHARACTERS

from .. import ids
from ..calls.activations import LOGITS
from ..i18n import _
from .activation_charts import function_chart, slope_chart
from .activation_facts import own_activation
from .fields import slider, text
from .figures import graph


def _hidden(key: str) -> dict[str, Any]:
    """Until somebody chooses this activation."""
    return {"hidden": True, "data-key": key}


def chooser() -> html.Section:
    """A button for each activation, and a slider for each chosen one that has a parameter."""
    buttons = [
        html.Button(
            [html.Span(className="dot", **{"aria-hidden": "true"}), _(activation.name)],
            id=ids.pick(activation.key),
            type="button",
            className="pick",
            **{"aria-pressed": "false", "data-key": activation.key},
        )
        for activation in (*ACTIVATIONS.values(), own_activation())
    ]
    sliders = [
        slider(
            ids.curve_parameter(activation.key),
            f"{_(activation.name)}: {_(activation.parameter.name)} {activation.parameter.symbol}",
            **_hidden(activation.key),
        )
        for activation in (*ACTIVATIONS.values(), own_activation())
        if activation.parameter
    ]
    return html.Section(
        className="panel chooser",
        **{"aria-labelledby": "chooser-title"},
        children=[
            html.Div(
                className="section-head",
                children=[
                    html.H2(_("Activation functions"), id="chooser-title"),
                    html.Span(id=ids.CHOSEN_COUNT, className="small", role="status"),
                ],
            ),
            html.P(
                _(
                    "A unit (neuron) adds up its weighted inputs and its bias to a number z and passes it "
                    "through an activation function f. Choose a few and compare them: the bend in f lets a "
                    "network draw more than straight lines, and its slope f′ decides how much gradient gets "
                    "back when the network learns."
                ),
                className="lead",
            ),
            html.Div(buttons, className="picks", role="group", **{"aria-label": _("Activation functions")}),
            html.Label(
                [
                    html.Span(_("Custom activation: type f(z), then press Enter"), className="label"),
                    text(ids.OWN_FORMULA, maxLength=MAX_CHARACTERS, placeholder="z + a*sin(z)"),
                    html.Span(
                        _("Use numbers, z, a (gets a slider), + − * / ^, exp, log, tanh, sin, max, abs, where …"),
                        className="small",
                    ),
                ],
                className="own",
            ),
            html.Div(sliders, className="slides"),
        ],
    )


def charts() -> html.Section:
    """F and its slope over z, side by side."""
    pairs = (
        (ids.FUNCTION_CHART, function_chart(), _("The function f(z)")),
        (ids.SLOPE_CHART, slope_chart(), _("Its slope f′(z)")),
    )
    return html.Section(
        className="panel",
        **{"aria-label": _("Curves")},
        children=[
            html.Ul(id=ids.CHOSEN_LEGEND, className="legend-list"),
            html.Div(
                className="pair",
                children=[
                    html.Div(
                        [html.H3(title), graph(id_, figure)],
                        role="group",
                        **{"aria-label": title},
                    )
                    for id_, figure, title in pairs
                ],
            ),
            html.P(
                _(
                    "A small circle marks a kink, where the slope jumps. In the gray band the slope is so "
                    "small that almost no gradient gets through: there the gradient vanishes."
                ),
                className="small",
            ),
        ],
    )


def probes() -> html.Div:
    """One z for all functions, and softmax beside it."""
    return html.Div([_probe(), _softmax()], className="pair")


def _probe() -> html.Section:
    columns = (_("Function"), "f(z)", "f′(z)")
    return html.Section(
        className="panel stack",
        **{"aria-labelledby": "probe-title"},
        children=[
            html.H2(_("Probe"), id="probe-title"),
            html.P(_("Move z; the line in both charts follows."), className="small"),
            slider(ids.PROBE_Z, "z"),
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(text, scope="col") for text in columns])),
                    html.Tbody(id=ids.PROBE_TABLE),
                ],
                className="table probe-table",
            ),
        ],
    )


def _softmax() -> html.Section:
    names = (_("z₁"), _("z₂"), _("z₃"))
    logits = [slider(ids.softmax_logit(index), names[index]) for index in range(LOGITS)]
    bars = [
        html.Li(
            [
                html.Span(_("score {n}").format(n=index + 1), className="share-name"),
                html.Span(html.Span(className="share-fill"), className="share-bar", **{"aria-hidden": "true"}),
                html.Span(className="share-value"),
            ]
        )
        for index in range(LOGITS)
    ]
    return html.Section(
        className="panel stack",
        **{"aria-labelledby": ids.SOFTMAX_TITLE},
        children=[
            html.H2(_("Softmax: scores become probabilities"), id=ids.SOFTMAX_TITLE),
            html.P(
                _(
                    "The larger a score, the larger its probability. At a low temperature the largest score "
                    "takes almost everything."
                ),
                className="small",
            ),
            html.Div([*logits, slider(ids.SOFTMAX_TEMPERATURE, _("temperature T"))], className="slides"),
            html.Ul(bars, id=ids.SOFTMAX_BARS, className="shares"),
            html.P(id=ids.SOFTMAX_SUM, className="label"),
            html.P(
                [
                    _("With two classes, softmax is the sigmoid of the difference between their scores. "),
                    html.Span(id=ids.SOFTMAX_PAIR),
                ],
                className="small",
            ),
        ],
    )
