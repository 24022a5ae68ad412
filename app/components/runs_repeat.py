"""The dialog that repeats a set-up with many seeds, in small maps: is it luck?"""

from dash import html

from .. import ids
from ..i18n import _
from .dialogs import dialog_head
from .fields import button, choice, field, number
from .runs_texts import MAX_REPEAT_EPOCHS

RUNS = (6, 12, 24)
_FIRST_EPOCHS = 300


def repeat_dialog() -> html.Dialog:
    """How often, what changes, for how long, what counts as a success; the share, and the maps."""
    varies = [("weights_seed", _("starting weights")), ("seed", _("data and starting weights"))]
    metrics = [
        ("test_loss", _("test loss is below")),
        ("train_loss", _("training loss is below")),
        ("test_score", _("test accuracy is at least")),
    ]
    return html.Dialog(
        id=ids.REPEAT_DIALOG,
        className="surface dialog repeat-dialog",
        **{"aria-labelledby": "repeat-title"},
        children=[
            dialog_head(_("Repeat these settings"), "repeat-title"),
            html.P(
                _(
                    "One run is one roll of the dice. Here the same network learns again and again, each time with "
                    "another seed."
                ),
                className="small",
            ),
            html.Div(
                [
                    field(_("Runs"), choice(ids.REPEAT_RUNS, [(str(n), str(n)) for n in RUNS])),
                    field(_("What changes"), choice(ids.REPEAT_VARIES, varies)),
                    field(
                        _("Epochs"),
                        number(ids.REPEAT_EPOCHS, min=1, max=MAX_REPEAT_EPOCHS, step=1, value=_FIRST_EPOCHS),
                    ),
                    field(_("A run succeeds if its"), choice(ids.REPEAT_METRIC, metrics)),
                    html.Div(
                        [
                            number(ids.REPEAT_THRESHOLD, step="any", **{"aria-label": _("Value for success")}),
                            html.Span(className="repeat-unit small"),
                        ],
                        className="repeat-value",
                    ),
                    button(_("Start"), id=ids.REPEAT_START),
                ],
                className="repeat-choices",
            ),
            html.Div(
                html.Progress(id=ids.REPEAT_PROGRESS, hidden=True, **{"aria-label": _("Runs done")}),
                className="repeat-passed",
            ),
            html.P(id=ids.REPEAT_ERROR, className="field-error", role="alert"),
            html.Div(
                [
                    html.P(id=ids.REPEAT_SHARE, className="repeat-share", role="status"),
                    html.P(id=ids.REPEAT_RANGE, className="small"),
                ],
                className="repeat-told",
            ),
            html.Ul(id=ids.REPEAT_MAPS, className="repeat-maps", **{"aria-label": _("Map of each run")}),
        ],
    )
