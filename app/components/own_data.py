"""Own data: the button that opens the dialog, and the dialog that takes a table and shows what is found in it."""

from dash import html

from nn_core.experiment.experiment import MAX_SAMPLES, MIN_SAMPLES
from nn_core.losses import PROBLEMS

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .fields import button, choice, field, named


def own_data_button() -> html.Button:
    """Looks like the datasets beside it, with the points of one's own."""
    return html.Button(
        [
            html.Canvas(width=80, height=80, className="own-points", **{"aria-hidden": "true"}),
            html.Span(_("Your data")),
        ],
        id=ids.OWN_DATA,
        className="thumbnail",
        type="button",
        **{"aria-haspopup": "dialog", "aria-pressed": "false"},
    )


def own_data_dialog() -> html.Dialog:
    """Paste or open a table, see what it is, use it; and the way back, from points to a table."""
    lead = _(
        "Paste a table with the columns x, y and label, open a file (CSV), or drop one here: {fewest} to {most} rows."
    ).format(fewest=MIN_SAMPLES, most=MAX_SAMPLES)
    return html.Dialog(
        id=ids.OWN_DIALOG,
        className="surface dialog own-dialog",
        **{"aria-labelledby": "own-data-title"},
        children=[
            html.H2(_("Your data"), id="own-data-title"),
            html.P(lead, className="small"),
            field(
                _("Table"),
                html.Textarea(
                    id=ids.OWN_TEXT,
                    className="choice",
                    rows=6,
                    wrap="off",
                    spellCheck="false",
                    placeholder="x,y,label\n1.5,-2,1\n…",
                ),
            ),
            html.Div(
                [
                    field(
                        _("Or open a file"),
                        Input(id=ids.OWN_FILE, type="file", accept=".csv,.tsv,.txt,text/csv,text/plain"),
                    ),
                    field(_("Encoding"), choice(ids.own_choice("encoding"), [])),
                ],
                className="own-files",
            ),
            html.P(id=ids.OWN_ERROR, className="own-error", role="alert"),
            _choices(),
            html.Div(
                [
                    html.Canvas(className="own-preview", width=176, height=176, role="img"),
                    html.Div(
                        [
                            html.Div(  # on a phone it scrolls, by the keyboard too
                                html.Table(className="table own-rows"),
                                className="own-scroll",
                                role="region",
                                tabIndex=0,
                                **{"aria-label": _("First rows")},
                            ),
                            html.Ul(className="own-notes small"),
                        ]
                    ),
                ],
                className="own-found",
                hidden=True,
            ),
            html.Div(
                [
                    button(_("Use this data"), id=ids.OWN_USE, disabled=True),
                    button(_("Download the current data as CSV"), id=ids.OWN_DOWNLOAD),
                    button(_("Close"), id=ids.OWN_CLOSE),
                ],
                className="own-buttons",
            ),
        ],
    )


def _choices() -> html.Div:
    """Which column is what, how to read the table where it does not say that itself, and what is to be learned."""
    columns = [
        ("x", _("x")),
        ("y", _("y")),
        ("label", _("Label")),
    ]
    problems = named((problem, problem.capitalize()) for problem in PROBLEMS)
    automatic = ("", _("automatic"))
    ways = [
        ("header", _("Header row"), [automatic, ("names", _("yes")), ("data", _("no"))]),
        ("decimal", _("Decimal separator"), [automatic, ("point", _("point")), ("comma", _("comma"))]),
        ("missing", _("Missing values"), [("refuse", _("not allowed")), ("drop", _("drop the row"))]),
        ("problem", _("Problem type"), [automatic, *problems]),
    ]
    return html.Div(
        [
            *(field(name, choice(ids.own_choice(key), []), className="field own-column") for key, name in columns),
            *(field(name, choice(ids.own_choice(key), options)) for key, name, options in ways),
        ],
        className="own-choices",
        hidden=True,
    )


def own_data_texts() -> dict[str, str]:
    """What the scripts say of custom data."""
    return {
        "ownData": _("Your data"),
        "ownUnread": _("The table did not reach the server: it is larger than 1 MB, or the server is not responding."),
        "ownTooLarge": _("The file must be at most {most} kB, got {size} kB."),
        "ownPreview": _("{n} points: {problem}"),
    }
