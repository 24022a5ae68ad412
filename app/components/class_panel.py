"""What the output panel shows of several classes or labels: their names, their maps, and who is taken for whom."""

from dash import html

from .. import ids
from ..i18n import _


def class_panel() -> html.Div:
    """The scripts fill it; hidden with a single output."""
    return html.Div(
        id=ids.CLASS_PANEL,
        className="class-panel",
        hidden=True,
        children=[
            html.Div(className="label-name small", hidden=True),
            html.Ul(id=ids.CLASS_LEGEND, className="class-legend", **{"aria-label": _("Classes")}),
            html.Div(id=ids.LABEL_MAPS, className="label-maps"),
        ],
    )


def counts() -> html.Div:
    """The confusion of the test data; there is none for regression, and its tab is hidden."""
    return html.Div(
        id=ids.COUNTS,
        className="counts",
        children=[
            html.H2(_("Confusion matrix (test data)")),
            html.Table(id=ids.CONFUSION, className="table confusion"),
            html.Div(id=ids.EXACT_MATCH, className="small"),
        ],
    )
