"""The run table: a tab of the dock with every run that ended, and what can be done with those that are ticked."""

from dash import html

from .. import ids
from ..i18n import _
from .fields import button
from .runs_texts import columns

SORTED = {  # columns by which the table can be sorted, with their buttons
    "number": ids.RUNS_BY_NUMBER,
    "epochs": ids.RUNS_BY_EPOCHS,
    "trainLoss": ids.RUNS_BY_TRAIN,
    "testLoss": ids.RUNS_BY_TEST,
    "gap": ids.RUNS_BY_GAP,
    "score": ids.RUNS_BY_SCORE,
    "parameters": ids.RUNS_BY_PARAMETERS,
}


def runs_panel() -> html.Div:
    """Buttons, what was done last, and the table, whose rows the scripts make."""
    return html.Div(
        className="runs",
        **{"aria-busy": "true"},  # until its scripts are there
        children=[
            html.Div(
                [
                    button(
                        _("Race ticked"),
                        id=ids.RUNS_RACE,
                        title=_("A race with the ticked runs as lanes"),
                        disabled=True,
                    ),
                    button(_("Repeat …"), id=ids.RUNS_REPEAT, title=_("These settings again with other seeds")),
                    button(
                        _("Report …"), id=ids.RUNS_REPORT, title=_("Your runs, to print or to hand in"), disabled=True
                    ),
                    button(_("Delete ticked"), id=ids.RUNS_DELETE, disabled=True),
                    button(_("Delete all"), id=ids.RUNS_CLEAR, disabled=True),
                ],
                className="runs-tools",
            ),
            html.Div(
                [
                    html.Span(id=ids.RUNS_SAID, role="status"),
                    html.A(_("Race the others"), id=ids.RUNS_OPEN_RACE, href="#", hidden=True),
                    button(_("Put back"), id=ids.RUNS_RESTORE, hidden=True),
                ],
                className="runs-about small",
            ),
            html.P(
                _(
                    "Each run becomes a row here once it pauses, stops, is reset or changed. Rows stay in this "
                    "browser only."
                ),
                id=ids.RUNS_NONE,
                className="small",
            ),
            html.Div(
                html.Table(
                    [html.Thead(html.Tr([_head(key, name) for key, name in _heads()])), html.Tbody(id=ids.RUNS_ROWS)],
                    className="runs-table",
                ),
                className="runs-scroll",
                role="region",
                tabIndex=0,
                hidden=True,
                **{"aria-label": _("Runs")},
            ),
        ],
    )


def _heads() -> list[tuple[str, str]]:
    names = columns()
    first, *others = SORTED
    return [(key, names[key]) for key in ("ticked", first, "said", *others)]


def _head(key: str, name: str) -> html.Th:
    if key == "ticked":
        return html.Th(html.Span(name, className="visually-hidden"), scope="col")
    if key not in SORTED:
        return html.Th(name, scope="col")
    return html.Th(html.Button(name, id=SORTED[key], type="button"), scope="col", **{"aria-sort": "none"})
