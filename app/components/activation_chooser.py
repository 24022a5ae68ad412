"""The upper part of the page of activations: which to look at, their charts, and the two probes."""

from typing import Any

from dash import html

from nn_core import ACTIVATIONS
from nn_core.activations import Activation
from nn_core.activations.aliases import MAX_NAME, other_names, squashed
from nn_core.activations.networks import NETWORKS, used_in
from nn_core.expressions.parser import MAX_CHARACTERS

from .. import ids
from ..calls.activations import LOGITS
from ..i18n import _
from .activation_charts import function_chart, slope_chart
from .activation_facts import own_activation
from .activation_families import keyed_families, little_curve
from .fields import choice, slider, text
from .figures import graph
from .presenting import present_form


def _hidden(key: str) -> dict[str, Any]:
    """Until somebody chooses this activation."""
    return {"hidden": True, "data-key": key}


def chooser() -> html.Section:
    """The functions to choose from, and beside them what they look like."""
    return html.Section(
        className="panel chooser stack",
        **{"aria-labelledby": "chooser-title"},
        children=[
            html.Div(
                className="section-head",
                children=[
                    html.H2(_("Activation functions"), id="chooser-title"),
                    html.Span(id=ids.CHOSEN_COUNT, className="small", role="status"),
                    present_form(),
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
            html.Div([_picker(), _looks()], className="explore"),
        ],
    )


def _picker() -> html.Div:
    """A button for each activation, by families, and the field for one's own."""
    return html.Div(
        className="picker",
        children=[
            _filter(),
            html.Div(
                [
                    *(_family(name, members, key) for key, name, members in keyed_families()),
                    _family(_("Yours"), [own_activation()]),
                ],
                className="picks",
                role="toolbar",
                **{"aria-label": _("Activation functions")},
            ),
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
        ],
    )


def _filter() -> html.Div:
    """What leaves only some of the buttons: a name or a part of it, a family, a network that uses them."""
    groups = [(key, name) for key, name, _members in keyed_families()]
    named = _("{network} ({year})")
    networks = [(network.name, named.format(network=network.name, year=network.year)) for network in NETWORKS]
    return html.Div(
        [
            text(
                ids.FILTER_NAME,
                type="search",
                maxLength=MAX_NAME,
                placeholder=_("Find: SiLU, nn.Hardtanh …"),
                **{"aria-label": _("Find a function by any of its names"), "autoComplete": "off"},
            ),
            choice(ids.FILTER_FAMILY, [("", _("Any family")), *groups], **{"aria-label": _("Family")}),
            choice(
                ids.FILTER_NETWORK,
                [("", _("Any network")), *networks],
                **{"aria-label": _("Used in the network")},
            ),
            html.Span(
                _("{n} of {most} shown").format(n=len(ACTIVATIONS), most=len(ACTIVATIONS)),
                id=ids.FILTER_COUNT,
                className="small",
                role="status",
            ),
        ],
        className="filter",
        role="search",
        **{"aria-label": _("Find functions")},
    )


def _family(name: str, members: list[Activation], key: str = "") -> html.Div:
    return html.Div(
        [html.H3(name), *map(_pick, members)],
        className="family",
        role="group",
        **{"aria-label": name, "data-family": key},
    )


def _pick(activation: Activation) -> html.Button:
    return html.Button(
        [
            little_curve(activation),
            html.Span(_(activation.name)),
            html.Span(className="dot", **{"aria-hidden": "true"}),
        ],
        id=ids.pick(activation.key),
        type="button",
        className="pick",
        **{"aria-pressed": "false", "data-key": activation.key, **_found_by(activation)},
    )


def _found_by(activation: Activation) -> dict[str, str]:
    """By what the filter finds it: its names, and the networks that use it."""
    names = (activation.key, activation.name, *other_names(activation.key))
    return {
        "data-names": " ".join(dict.fromkeys(map(squashed, names))),
        "data-networks": "|".join(network.name for network in used_in(activation.key)),
    }


def _looks() -> html.Div:
    """F and its slope over z, side by side; below them the sliders of the chosen ones, and the probe."""
    pairs = (
        (ids.FUNCTION_CHART, function_chart(), _("The function f(z)")),
        (ids.SLOPE_CHART, slope_chart(), _("Its slope f′(z)")),
    )
    sliders = [
        slider(
            ids.curve_parameter(activation.key),
            f"{_(activation.name)}: {_(activation.parameter.name)} {activation.parameter.symbol}",
            **_hidden(activation.key),
        )
        for activation in (*ACTIVATIONS.values(), own_activation())
        if activation.parameter
    ]
    return html.Div(
        className="looks",
        children=[
            html.Ul(id=ids.CHOSEN_LEGEND, className="legend-list"),
            html.Div(
                className="pair probed",
                children=[
                    html.Div(
                        [
                            html.H3(title),
                            graph(id_, figure),
                            html.Canvas(
                                className="chart-early",
                                height=figure["layout"]["height"],
                                **{"aria-hidden": "true", "data-of": id_},
                            ),
                        ],
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
            html.Div(sliders, className="slides"),
            _probe(),
        ],
    )


def _probe() -> html.Div:
    columns = (_("Function"), "f(z)", "f′(z)")
    return html.Div(
        className="probe",
        role="group",
        **{"aria-labelledby": "probe-title"},
        children=[
            html.Div(
                [
                    html.H3(_("Probe"), id="probe-title"),
                    html.P(_("Drag the line in a chart, or this slider."), className="small"),
                    slider(ids.PROBE_Z, "z"),
                ],
                className="stack",
            ),
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(text, scope="col") for text in columns])),
                    html.Tbody(id=ids.PROBE_TABLE),
                ],
                className="table probe-table",
            ),
        ],
    )


def softmax() -> html.Section:
    """Scores and a temperature, and the probabilities that softmax makes of them."""
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
            html.Div(
                [
                    html.Div([*logits, slider(ids.SOFTMAX_TEMPERATURE, _("temperature T"))], className="slides"),
                    html.Div(
                        [
                            html.Ul(bars, id=ids.SOFTMAX_BARS, className="shares"),
                            html.P(id=ids.SOFTMAX_SUM, className="label"),
                            html.P(
                                [
                                    _(
                                        "With two classes, softmax is the sigmoid of the difference between their "
                                        "scores. "
                                    ),
                                    html.Span(id=ids.SOFTMAX_PAIR),
                                ],
                                className="small",
                            ),
                        ],
                        className="stack softmax-bars",
                    ),
                ],
                className="pair",
            ),
        ],
    )
