"""The lanes, which the scripts make from one pattern, and the curves of all of them."""

from dash import html

from nn_core.insight.saturation import FLAT
from nn_core.study.race_rules import Rules

from .. import ids
from ..i18n import _
from .fields import button, choice, icon, timeline
from .figures import awaited, graph, race_chart
from .texts import gap_title, parameters_title


def track() -> html.Div:
    """The lanes and the chart: the chart is beside two or three lanes, and a strip above more of them."""
    return html.Div([_lanes(), _curves()], className="race-track")


def _lanes() -> html.Div:
    """The lanes of the usual race, as large as they will be, and the pattern that further ones are copies of."""
    usual = len(Rules().lanes)
    return html.Div(
        [
            html.Ol(
                [html.Li(_pattern()) for _lane in range(usual)],
                id=ids.RACE_LANES,
                className=f"lanes lanes-{usual}",
                **{"aria-label": _("Lanes")},
            ),
            html.Div(_pattern(), id=ids.RACE_LANE, hidden=True),
        ]
    )


def _health() -> dict[str, str]:
    """What stands beside the gradient norms, and what it means."""
    return {
        "dead": _("Dead units: the share of hidden units that no sample sends a gradient through"),
        "saturated": _(
            "Saturated units: the share of hidden units whose |f′| is below {percent}% of its "
            "maximum for more than nine in ten samples"
        ).format(percent=round(100 * FLAT)),
        "time": _("The time the server needs for one epoch"),
    }


def _pattern() -> html.Article:
    return html.Article(
        className="lane",
        children=[
            html.Header(
                className="lane-head",
                children=[
                    html.Button(
                        className="swatch",
                        type="button",
                        title=_("Highlight this lane"),
                        **{"data-do": "isolate", "aria-pressed": "false", "aria-label": _("Highlight this lane")},
                    ),
                    html.Select(className="choice lane-value", **{"aria-label": _("What differs in this lane")}),
                    html.Strong(className="lane-called", hidden=True),
                    html.Strong(className="lane-name"),
                    html.Button("⋯", className="lane-more", type="button", **{"aria-label": _("Details of this lane")}),
                ],
            ),
            html.Div(
                className="lane-map",
                role="img",
                **{"data-do": "isolate"},
                children=[html.Canvas(className="lane-output"), html.Canvas(className="lane-points")],
            ),
            html.Div(
                className="lane-main",
                children=[
                    html.Span(_("Test loss"), className="label"),
                    html.Span(className="number test"),
                    html.Span(className="rank"),
                    html.Div(className="lane-state small"),
                    html.Div(className="lane-size small", title=parameters_title(), hidden=True),
                ],
            ),
            html.Div(className="lane-shapes small", role="img", hidden=True),
            html.Div(className="lane-rest", children=_rest()),
        ],
    )


def _rest() -> list[html.Div]:
    """What stands below few lanes, and what the button of each of many opens: numbers, gradients, and what to do."""

    def command(name: str, picture: str, label: str) -> html.Button:
        return html.Button(icon(picture), type="button", title=label, **{"data-do": name, "aria-label": label})

    def spelled(name: str, label: str) -> html.Button:
        return html.Button(label, type="button", **{"data-do": name})

    return [
        html.Div(
            className="lane-numbers",
            children=[
                html.Span(_("Training loss"), className="label"),
                html.Span(className="train"),
                html.Span(_("Gap"), className="label", title=gap_title()),
                html.Span(className="gap"),
                html.Span(className="label score-name"),
                html.Span(className="score"),
            ],
        ),
        html.Div(
            className="lane-health small",
            children=[
                html.Div(
                    [
                        html.Span(className="parameters", title=parameters_title()),
                        *(html.Span(className=name, title=text) for name, text in _health().items()),
                    ]
                ),
                html.Canvas(className="norms", width=220, height=34, role="img"),
                html.Div(_("gradient norm per layer (log scale)"), className="norms-name"),
            ],
        ),
        html.Div(
            className="lane-tools",
            role="toolbar",
            **{"aria-label": _("Change this lane")},
            children=[
                command("earlier", "left", _("Move this lane forward")),
                command("later", "right", _("Move this lane back")),
                spelled("edit", _("Edit")),
                spelled("copy", _("Duplicate")),
                spelled("remove", _("Remove")),
                spelled("open", _("Open in playground")),
            ],
        ),
    ]


def _curves() -> html.Section:
    """One chart for all lanes, and the timeline."""
    kinds = [
        ("test_loss", _("Test loss")),
        ("train_loss", _("Training loss")),
        ("test_score", _("Test accuracy")),
    ]  # and the gradient norm of each layer, which the script adds
    return html.Section(
        className="panel race-curves",
        **{"aria-label": _("Curves")},
        children=[
            html.Div(
                className="curve-side",
                children=[
                    html.Div(
                        className="curve-tools",
                        children=[
                            choice(ids.RACE_CURVE, kinds, **{"aria-label": _("What the chart shows")}),
                            button(_("Log scale"), id=ids.RACE_LOG, **{"aria-pressed": "true"}),
                        ],
                    ),
                    html.Div(id=ids.RACE_PODIUM, className="podium", role="status"),
                    html.Label(
                        [html.Span(_("Timeline"), className="small"), timeline(ids.RACE_TIMELINE)],
                        title=_("All lanes at an earlier epoch. Play continues from there."),
                        className="curve-timeline",
                    ),
                ],
            ),
            html.Div(
                role="group",
                className="curve-chart chart-awaited",
                **{"aria-label": _("Curves of all lanes over the epochs")},
                children=[graph(ids.RACE_CHART, race_chart()), awaited(_("Here the curves of all lanes are drawn."))],
            ),
        ],
    )
