"""The sweep: the same lanes over many seeds, with honest statistics."""

from dash import html

from .. import ids
from ..i18n import _
from .fields import button, choice, field
from .figures import graph, plain_chart

SEEDS = (5, 10, 20, 50, 100, 200)
CAPS = (500, 1000, 2000, 5000, 10000)


def sweep() -> html.Section:
    """How many seeds, how far it is, the table, the charts, and what can be taken home."""
    columns = (
        _("Lane"),
        _("Runs"),
        _("Epochs to finish (quartiles)"),
        _("95% confidence interval of the median"),
        _("Didn't finish"),
        _("Test loss"),
        _("ms per run"),
    )
    return html.Section(
        className="panel sweep",
        **{"aria-labelledby": "sweep-title"},
        children=[
            html.H2(_("Is it luck?"), id="sweep-title"),
            html.P(
                _(
                    "One race is one roll of the dice: with other data and other starting weights, another "
                    "lane may win. Repeat the race with many seeds and see what holds."
                ),
                className="small",
            ),
            html.Div(
                className="rules",
                children=[
                    field(_("Seeds"), choice(ids.SWEEP_SEEDS, [(str(n), str(n)) for n in SEEDS])),
                    field(
                        _("Give up after"), choice(ids.SWEEP_CAP, [(str(n), _("{n} epochs").format(n=n)) for n in CAPS])
                    ),
                    button(_("Repeat with {n} seeds").format(n=SEEDS[0]), id=ids.SWEEP_START),
                    html.Div(id=ids.SWEEP_PROGRESS, className="sweep-progress"),
                    html.Span(id=ids.SWEEP_LEFT, className="small", role="status"),
                ],
            ),
            html.Div(
                className="sweep-results",
                hidden=True,
                children=[
                    html.Div(  # wider than a phone, so it can be scrolled, by keys too
                        html.Table(
                            [
                                html.Thead(html.Tr([html.Th(text, scope="col") for text in columns])),
                                html.Tbody(id=ids.SWEEP_TABLE),
                            ],
                            className="table",
                        ),
                        className="sweep-table",
                        role="group",
                        tabIndex=0,
                        **{"aria-labelledby": "sweep-title"},
                    ),
                    html.Ul(id=ids.SWEEP_FAULTS, className="ratios", hidden=True),
                    html.P(id=ids.SWEEP_COUNT, className="small"),
                    html.Ul(id=ids.SWEEP_RATIOS, className="ratios"),
                    html.Details(
                        [html.Summary(_("All other pairs")), html.Ul(id=ids.SWEEP_OTHERS, className="ratios")],
                        hidden=True,
                    ),
                    html.Div(
                        className="sweep-charts",
                        children=[
                            graph(ids.SWEEP_REACHED, plain_chart("", "")),
                            graph(ids.SWEEP_STRIPS, plain_chart("", "")),
                        ],
                    ),
                    html.Div(
                        [
                            button(text, **{"data-export": kind})
                            for kind, text in (
                                ("csv", _("CSV")),
                                ("json", _("JSON")),
                                ("svg", _("Charts as SVG")),
                                ("report", _("Report")),
                            )
                        ],
                        className="sets",
                        role="toolbar",
                        **{"aria-label": _("Export")},
                    ),
                ],
            ),
        ],
    )
