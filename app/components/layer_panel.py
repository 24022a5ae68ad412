"""Inside a layer: where its pre-activations lie on the curves of f and f', and how the gradient gets through it."""

from dash import html

from nn_core import ACTIVATIONS
from nn_core.experiment.experiment import MAX_LAYERS
from nn_core.insight.saturation import FLAT

from .. import ids
from ..i18n import _
from .fields import button


def layer_notes() -> dict[str, str]:
    """What is to be said of activations that are no curve over one z."""
    pieces = _("A unit outputs the largest of its sums z. The curve |z| is an example with two opposite ones.")
    coupled = _(
        "The outputs of the units add up to 1. The curve shows one of two units while the other stays at z = 0."
    )
    gated = _(
        "A unit outputs its value z₁ times its gate. The curve is the gate over z₂, with the value at 1; the bars are "
        "the gates’ z₂. A shaded gate is shut: it lets almost no gradient through."
    )
    return {
        a.key: gated if a.sums else pieces if a.coupled.learns_shape else coupled
        for a in ACTIVATIONS.values()
        if a.coupled
    }


def layer_panel() -> html.Div:
    """The picture and the numbers of the selected layer, and a table of all of them."""
    return html.Div(
        className="layer-panel",
        children=[
            html.Div(
                className="layer-panel-head",
                children=[
                    html.H2(id=ids.LAYER_NAME),
                    html.Span(className="layer-made small"),
                    html.P(
                        _("Samples in the shaded zones, where f is nearly flat, pass almost no gradient back."),
                        className="layer-moral small",
                    ),
                ],
            ),
            html.P(
                _("There is no hidden layer: the features go straight to the output. Add one with + above."),
                className="layer-none small",
                hidden=True,
            ),
            html.Div(
                [html.Code(className="formula-text"), button(_("Edit f(z)"), id=ids.LAYER_FORMULA)],
                className="layer-formula",
                hidden=True,
            ),
            html.Div([_picture(), _facts(), _all_layers()], className="layer-inside"),
        ],
    )


def _picture() -> html.Div:
    keys = [
        ("f", _("f(z)")),
        ("start", _("start: f(z) as it began")),
        ("units", _("f(z) of each unit; bold: of their mean")),
        ("slope", _("f′(z)")),
        ("histogram", _("pre-activations z")),
        ("flat", _("flat: |f′| below {percent}% of its maximum").format(percent=round(100 * FLAT))),
    ]
    return html.Div(
        className="layer-picture",
        children=[
            html.Canvas(id=ids.LAYER_FIGURE, role="img", **{"aria-label": _("f and f′ over the pre-activations z")}),
            html.Div(
                [html.Span([html.Span(className=f"key key-{key}"), name], className=f"of-{key}") for key, name in keys],
                className="keys small",
            ),
            html.P(id=ids.LAYER_NOTE, className="small", hidden=True),
        ],
    )


def _facts() -> html.Div:
    facts = [
        (ids.LAYER_DEAD, _("Dead units")),
        (ids.LAYER_SATURATED, _("Saturated units")),
        (ids.LAYER_FLAT, _("Samples on a flat part")),
        (ids.LAYER_SLOPE, _("Mean |f′|")),
        (ids.LAYER_GRADIENT, _("Gradient norm")),
        (ids.LAYER_WEIGHTS, _("Parameters")),
    ]
    learned = _fact(ids.LAYER_LEARNED, _("Learned"))
    learned.className += " learned"
    return html.Div(html.Dl([*(_fact(*fact) for fact in facts), learned]), className="layer-facts")


def _fact(id_: str, name: str) -> html.Div:
    return html.Div([html.Dt(html.Span(name, className="label")), html.Dd(id=id_)], className="fact")


def _all_layers() -> html.Table:
    heads = [_("Layer"), _("dead"), _("saturated"), _("gradient norm")]
    numbers = [str(index + 1) for index in range(MAX_LAYERS)]
    return html.Table(
        className="layer-table",
        children=[
            html.Caption(_("All layers (bars on a log scale)"), className="label"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_row(number) for number in numbers] + [_row(_("Output"))]),
        ],
    )


def _row(name: str) -> html.Tr:
    bar = html.Td([html.Span(className="bar"), html.Span(className="norm")], className="gradient")
    return html.Tr([html.Th(name, scope="row"), html.Td(), html.Td(), bar])
