"""The network: features on the left, hidden layers, and the output unit; the drawing lies behind them."""

from dash import get_relative_path, html

from nn_core import ACTIVATIONS, FEATURES, LOSSES
from nn_core.losses import OutputLayer, output_layers

from .. import ids
from ..i18n import _
from .fields import button, choice, icon_button, number
from .top_bar import activation_choice


def network_panel() -> html.Section:
    """Features, layer controls, and the canvas that shows units, weights and biases."""
    count = html.Div(
        className="layer-count",
        children=[
            icon_button(ids.REMOVE_LAYER, "minus", _("Remove a hidden layer"), "tiny"),
            icon_button(ids.ADD_LAYER, "plus", _("Add a hidden layer"), "tiny"),
            html.H2([html.Span("2", id=ids.LAYER_COUNT), " ", html.Span(_("hidden layers"), className="layer-word")]),
        ],
    )
    return html.Section(
        className="panel network-panel",
        **{"aria-label": _("Network")},
        children=[
            html.Div(
                id=ids.NETWORK,
                className="network",
                children=[
                    html.Canvas(
                        id=ids.NETWORK_CANVAS,
                        role="application",
                        tabIndex=0,
                        **{
                            "aria-label": _("The network: units, weights and biases"),
                            "aria-describedby": ids.NETWORK_KEYS,
                        },
                    ),
                    html.Div(html.H2(_("Features")), className="head head-features"),
                    html.Div(count, className="head head-layers"),
                    html.Div(html.H2(_("Output layer")), className="head head-output"),
                    html.Div(_("Which inputs does the network see?"), className="small sub-features"),
                    html.Div(list(map(_layer, ids.LAYERS)), className="layers"),
                    html.Div(_output_layer(), className="layer output-layer"),
                    html.Div(
                        list(map(_feature, FEATURES)),
                        className="features",
                        role="toolbar",
                        **{"aria-label": _("Features")},
                    ),
                    html.Div(className="space"),
                    html.Div(className="space"),
                    *_callouts(),
                ],
            ),
            button(_("Fit to width"), id=ids.NETWORK_FIT, hidden=True),
            html.Div(keys_text(), id=ids.NETWORK_KEYS, hidden=True),
            html.Div(id=ids.NETWORK_SPOKEN, className="visually-hidden", role="status"),
        ],
    )


def _callouts() -> list[html.Div]:
    """What a unit and a line are, beside one of each, until somebody points at the drawing; the scripts place them."""
    return [
        html.Div(text, className=f"callout callout-{of} small", hidden=True, **{"aria-hidden": "true"})
        for of, text in (
            ("unit", _("What this unit makes of every point. Point at it to enlarge it.")),
            ("line", _("Each line is a weight: the wider, the stronger. Its color tells plus from minus.")),
        )
    ]


def network_card() -> html.Div:
    """What stands beside a unit, weight or bias that somebody points at; the scripts place it and fill it in."""
    return html.Div(
        id=ids.NETWORK_CARD,
        className="surface network-card",
        hidden=True,
        children=[
            html.Div(className="card-name"),
            html.Div(className="card-value number"),
            html.Div(number(ids.NETWORK_VALUE, step=0.1), className="card-field"),
            html.Div(className="card-error small", role="alert"),
            html.Div(className="card-note small"),
        ],
    )


def keys_text() -> str:
    """How the keyboard goes through the drawing."""
    return _("Arrow keys: move to another unit. W: incoming weights. B: bias. Enter: select. Esc: deselect.")


def network_legend() -> html.Div:
    """What the drawing means, and the way to the race of this network."""
    return html.Div(
        className="network-legend small",
        children=[
            html.Span(
                _(
                    "The picture in a unit (neuron) shows its output at every point of the plane; point at "
                    "it to enlarge it."
                )
            ),
            html.Span(_("A line's width and color show its weight, the small square its bias; click to edit.")),
            html.A(
                _("Race this"),
                id=ids.RACE_OF_THIS,
                href=get_relative_path("/race"),
                title=_("A race of this network against others, with the same data and settings"),
            ),
        ],
    )


def _feature(key: str) -> html.Button:
    return html.Button(
        [
            html.Span(FEATURES[key].label, className="feature-label"),
            html.Canvas(width=40, height=40, **{"data-feature": key, "aria-hidden": "true"}),
        ],
        id=ids.feature(key),
        className="feature",
        type="button",
        **{"aria-pressed": "false"},
    )


def _layer(index: int) -> html.Div:
    n = index + 1
    return html.Div(
        id=ids.layer(index),
        className="layer",
        children=[
            html.Div(
                className="units",
                children=[
                    icon_button(ids.remove_unit(index), "minus", _("Remove a unit from layer {n}").format(n=n), "tiny"),
                    icon_button(ids.add_unit(index), "plus", _("Add a unit to layer {n}").format(n=n), "tiny"),
                    html.Button(
                        [
                            html.Canvas(width=44, height=44, className="curve", **{"aria-hidden": "true"}),
                            html.Span(id=ids.layer_units(index)),
                        ],
                        id=ids.layer_look(index),
                        className="look small",
                        type="button",
                        **{"aria-pressed": "false", "aria-label": _("Layer {n} up close").format(n=n)},
                    ),
                ],
            ),
            html.Div(
                activation_choice(
                    ids.layer_activation(index),
                    **{"aria-label": _("Activation of layer {n}").format(n=n)},
                ),
                className="activation",
            ),
            html.Div(
                [
                    html.Span(className="symbol", **{"aria-hidden": "true"}),
                    number(
                        ids.layer_parameter(index),
                        **{"aria-label": _("Parameter of the activation of layer {n}").format(n=n)},
                    ),
                ],
                className="parameter",
            ),
        ],
    )


def output_name(layer: OutputLayer) -> str:
    """The activation of an output layer, and its loss where others have the same activation."""
    name = _(ACTIVATIONS[layer.activation].name)
    same = [other for other in output_layers(layer.problem) if other.activation == layer.activation]
    return name if len(same) == 1 else f"{name}, {_(LOSSES[layer.loss].name)}"


def _output_layer() -> list[object]:
    name, title = _("Output layer"), _("Activation and loss of the output layer")
    return [
        choice(ids.OUTPUT_LAYER, [], title=title, **{"aria-label": name}),
        html.Div(id=ids.OUTPUT_LOSS, className="small"),
    ]
