"""The grid: two choices at once, every value of the one with every value of the other, as a table of small curves."""

from dash import html

from nn_core.study.grid import Grid
from nn_core.study.grid_axes import MAX_AXIS, Axis

from .. import ids
from ..i18n import _
from .fields import button, choice, field, text
from .grid_setup import grid_texts, names, presets
from .race_sweep import CAPS

SEEDS = (1, 3, 5, 10, 20, 50)


def grid() -> html.Section:
    """The two axes, how many seeds, how far it is, the table, and what can be taken home."""
    usual = Grid()
    ready = [button(name, **{"data-grid": str(number)}) for number, name in enumerate(presets())]
    return html.Section(
        className="panel sweep grid-panel",
        **{"aria-labelledby": "grid-title"},
        children=[
            html.H2(_("Two choices at once"), id="grid-title"),
            html.P(
                _(
                    "Every value of the rows meets every value of the columns: each cell is a network of its own, run "
                    "with several seeds. Everything else is what all lanes share."
                ),
                className="small",
            ),
            html.Div(
                [html.Span(_("Grid"), className="field-name"), *ready],
                className="sets joined",
                role="toolbar",
                **{"aria-label": _("Ready-made grids")},
            ),
            _axis(_("Rows"), usual.rows, (ids.GRID_ROWS, ids.GRID_ROWS_VALUES, ids.GRID_ROWS_ADD, ids.GRID_ROWS_WRONG)),
            _axis(
                _("Columns"),
                usual.columns,
                (ids.GRID_COLUMNS, ids.GRID_COLUMNS_VALUES, ids.GRID_COLUMNS_ADD, ids.GRID_COLUMNS_WRONG),
            ),
            html.Div(
                className="rules",
                children=[
                    field(_("Seeds per cell"), choice(ids.GRID_SEEDS, [(str(n), str(n)) for n in SEEDS])),
                    field(
                        _("Give up after"), choice(ids.GRID_CAP, [(str(n), _("{n} epochs").format(n=n)) for n in CAPS])
                    ),
                    button(_("Swap rows and columns"), id=ids.GRID_SWAP),
                    button(grid_texts()["gridRun"], id=ids.GRID_START),
                    html.Div(id=ids.GRID_PROGRESS, className="sweep-progress"),
                    html.Span(id=ids.GRID_LEFT, className="small", role="status"),
                ],
            ),
            html.Div(id=ids.GRID_RESULTS, className="grid-results", hidden=True, children=_results()),
            _cell(),
        ],
    )


def _axis(name: str, axis: Axis, places: tuple[str, str, str, str]) -> html.Div:
    """What it is, its values as a text, one more of them to choose, and what is wrong with it."""
    choose, values, more, wrong = places
    return html.Div(
        className="grid-axis",
        children=[
            field(name, choice(choose, list(names().items()))),
            text(
                values,
                maxLength=MAX_AXIS,
                value="; ".join(axis.values),
                **{"aria-label": _("Values of the {axis}").format(axis=name.lower())},
            ),
            html.Select(
                id=more, className="choice", **{"aria-label": _("Add a value to the {axis}").format(axis=name.lower())}
            ),
            html.P(id=wrong, className="field-error", role="alert"),
        ],
    )


def _results() -> list[html.Div | html.P]:
    options = [
        ("epochs", _("median epochs to the finish")),
        ("loss", _("median test loss at the end")),
        ("score", _("median test accuracy or R² at the end")),
        ("finished", _("runs that finished")),
    ]
    return [
        html.Div(
            className="rules grid-head",
            children=[
                field(_("In the cells"), choice(ids.GRID_SHOWN, options)),
                html.Div(id=ids.GRID_LEGEND, className="grid-legend small", **{"aria-hidden": "true"}),
                html.Div(
                    [
                        button(name, **{"data-grid-export": kind})
                        for kind, name in (("csv", _("CSV")), ("json", _("JSON")), ("report", _("Report")))
                    ],
                    className="sets",
                    role="toolbar",
                    **{"aria-label": _("Export the grid")},
                ),
            ],
        ),
        html.Div(
            html.Table(id=ids.GRID_TABLE, className="grid-table"),
            className="grid-scroll",
            role="group",
            **{"aria-labelledby": "grid-title"},
        ),
        html.P(
            _(
                "The curves are the median test loss by epoch, on a logarithmic axis; the band holds the middle half "
                "of the runs, and the dotted line is the finish. A star marks the best of each row. With few seeds "
                "that may be luck: open the row as a race and repeat it with more."
            ),
            className="small",
        ),
    ]


def _cell() -> html.Div:
    """What opens at a cell: its figures, and where it can be looked at."""
    return html.Div(
        id=ids.GRID_CELL,
        className="surface race-edit grid-cell-card",
        role="dialog",
        **{"aria-labelledby": "grid-cell-title"},
        children=[
            html.H3(id="grid-cell-title"),
            html.Ul(id=ids.GRID_CELL_FACTS, className="grid-facts small"),
            html.Div(
                [
                    button(_("Race this row"), **{"data-grid-open": "row"}),
                    button(_("Race this column"), **{"data-grid-open": "column"}),
                    button(_("Open in the playground"), **{"data-grid-open": "cell"}),
                ],
                className="sets",
            ),
        ],
    )
