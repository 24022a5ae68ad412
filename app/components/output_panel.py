"""The output: the losses, their curves, and the decision boundary with the points."""

from dash import html

from .. import ids
from ..i18n import _
from ..wire.frames import OUTPUT_PIXELS
from .class_panel import class_panel
from .draw_bar import draw_bar, draw_surface
from .fields import button, choice, switch
from .figures import awaited, graph, loss_chart


def output_panel() -> html.Section:
    """Read-outs with the loss chart, then the big map, its legend and switches."""
    return html.Section(
        className="panel output",
        **{"aria-labelledby": "output-title"},
        children=[
            html.Div(
                className="metrics",
                children=[
                    _metric(_("Test loss"), ids.TEST_LOSS, ids.TEST_SCORE, "test"),
                    _metric(_("Training loss"), ids.TRAIN_LOSS, ids.TRAIN_SCORE, "train"),
                    html.Div(
                        [
                            _("Gap"),
                            " ",
                            html.Span(_("(test − training)"), className="gap-of"),
                            " ",
                            html.Span(id=ids.GAP),
                        ],
                        className="metric-gap small",
                    ),
                ],
            ),
            _chart_tools(),
            html.Div(
                className="chart chart-awaited",
                role="group",
                **{"aria-label": _("Chart of training loss and test loss over the epochs")},
                children=[
                    graph(ids.LOSS_CHART, loss_chart()),
                    awaited(_("Here the loss is drawn, epoch by epoch.")),
                ],
            ),
            html.Div([_map(), _about_map()], className="shown"),
        ],
    )


def _map() -> html.Div:
    """The output over the plane with the points, or what is shown in its place; points are drawn on it."""
    return html.Div(
        className="map-place",
        children=[
            html.H2(_("Output"), id="output-title"),
            html.Div(
                id=ids.OUTPUT_FIGURE,
                className="map",
                role="img",
                **{"aria-label": _("Output of the network over the plane, with the points")},
                children=[
                    html.Canvas(id=ids.OUTPUT_MAP, width=OUTPUT_PIXELS, height=OUTPUT_PIXELS),
                    html.Canvas(id=ids.OUTPUT_POINTS),
                    html.Canvas(id=ids.OUTPUT_LINE),
                    html.Div(className="map-title", hidden=True),
                ],
            ),
            html.Button(
                [html.Span(className="pin-name"), " · ", html.Span(_("Show output"), className="pin-back"), " ✕"],
                id=ids.SHOW_OUTPUT,
                className="map-pin",
                type="button",
                hidden=True,
                title=_("Show the output of the network again (Esc)"),
            ),
            draw_surface(),
        ],
    )


def _about_map() -> html.Div:
    """What its colors mean, what of it is shown, and what is to be said of the points; beside it or below it."""
    names = html.Div([html.Span(className="label-name", hidden=True), _two_marks()], className="legend-names")
    legend = html.Div(
        className="legend",
        children=[
            html.Div(
                [html.Span(_("Negative ↔ positive: points, output, weights")), names], className="legend-head small"
            ),
            html.Div(className="scale"),
            html.Div([html.Span(), html.Span(), html.Span()], id=ids.OUTPUT_SCALE, className="ticks small"),
        ],
    )
    switches = html.Div(
        [switch(ids.SHOW_TEST, _("Show test data")), switch(ids.DISCRETIZE, _("Show only the predicted class"))],
        className="switches",
    )
    return html.Div(
        className="about-map",
        children=[
            legend,
            class_panel(),
            switches,
            html.P(id=ids.OUTSIDE, className="small", hidden=True),
            html.P(id=ids.CONTRADICTIONS, className="small", hidden=True),
            draw_bar(),
        ],
    )


def _two_marks() -> html.Span:
    """The marks of two classes, and what these are called."""
    return html.Span(
        [
            html.Span("●", className="negative-mark"),
            " ",  # who hears it hears words
            html.Span("−1", className="class-name"),
            " ",
            html.Span("◆", className="positive-mark"),
            " ",
            html.Span("+1", className="class-name"),
        ],
        className="two-marks",
    )


def _chart_tools() -> html.Div:
    """What the chart shows, and how."""
    smooth = [("0", _("off")), ("0.01", _("light")), ("0.05", _("strong"))]
    return html.Div(
        className="chart-tools",
        role="group",
        **{"aria-label": _("Chart")},
        children=[
            html.Div(
                className="chart-of",
                children=[
                    button(_("Loss"), id=ids.CHART_LOSS, **{"aria-pressed": "true"}),
                    button(html.Span(className="score-name"), id=ids.CHART_SCORE, **{"aria-pressed": "false"}),
                ],
            ),
            button(_("Log scale"), id=ids.CHART_LOG, **{"aria-pressed": "false"}),
            html.Label(
                [html.Span(_("Smooth"), className="field-name"), choice(ids.CHART_SMOOTH, smooth)],
                className="chart-smooth",
                title=_(
                    "Exponential moving average over a hundredth (light) or a twentieth (strong) of the epochs shown"
                ),
            ),
        ],
    )


def _metric(name: str, loss: str, score: str, kind: str) -> html.Div:
    return html.Div(
        className=f"metric {kind}",
        children=[
            html.Div(name, className="label"),
            html.Div(id=loss, className="number"),
            html.Div([html.Span(className="score-name"), " ", html.Span(id=score)], className="small"),
            html.Div([_("RMSE"), " ", html.Span(className="rmse")], className="small", hidden=True),
        ],
    )
