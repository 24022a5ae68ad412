"""The wall, for the teacher alone: a tile for each seat, which the scripts make; and all that is known of one."""

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _
from .dialogs import dialog_head
from .fields import button, choice, field

MAP_PIXELS = 224  # of the picture of one seat


def states() -> list[tuple[str, str]]:
    """What a seat may be doing, by its key: those that need somebody come first."""
    return [
        ("waiting", _("Waiting")),
        ("stuck", _("Stuck")),
        ("diverged", _("Diverged")),
        ("idle", _("Idle")),
        ("playing", _("Playing")),
        ("done", _("Done")),
        ("away", _("Away")),
    ]


def wall() -> list[Component]:
    """What is shown of it, in which order, and the tiles."""
    filters = [("all", _("All")), *states()]
    orders = [
        ("state", _("State")),
        ("name", _("Name")),
        ("test_loss", _("Test loss")),
        ("epoch", _("Epoch")),
        ("step", _("Lesson step")),
    ]
    return [
        html.Div(
            [
                html.Div(
                    [_filter(key, name) for key, name in filters],
                    className="wall-filters",
                    role="toolbar",
                    **{"aria-label": _("Show")},
                ),
                field(_("Sort by"), choice(ids.CLASS_SORT, orders), className="field wall-sort"),
            ],
            className="wall-head",
        ),
        html.P(id=ids.CLASS_WALL_NONE, className="wall-none", hidden=True),
        html.Ul(id=ids.CLASS_WALL, className="wall", **{"aria-label": _("Seats")}),
    ]


def _filter(key: str, name: str) -> html.Button:
    inside = [html.Span(className=f"sign sign-{key}", **{"aria-hidden": "true"})] if key != "all" else []
    count = html.Span("0", className="wall-count")
    return button(*inside, f"{name} ", count, id=ids.class_filter(key), **{"aria-pressed": "false"})


def seat_dialog() -> html.Dialog:
    """One seat in full, and what can be done with it."""
    return html.Dialog(
        id=ids.CLASS_SEAT,
        className="surface dialog seat-dialog",
        **{"aria-labelledby": ids.CLASS_SEAT_NAME},
        children=[
            dialog_head("", ids.CLASS_SEAT_NAME),
            html.Div(
                [
                    html.Canvas(id=ids.CLASS_SEAT_MAP, width=MAP_PIXELS, height=MAP_PIXELS, **{"aria-hidden": "true"}),
                    html.Dl(id=ids.CLASS_SEAT_FACTS, className="seat-facts"),
                ],
                className="seat-top",
            ),
            html.Div(
                [
                    button(_("Put in the spotlight"), id=ids.CLASS_SEAT_LIGHT),
                    button(_("Let in"), id=ids.CLASS_SEAT_LET_IN, hidden=True),
                    html.A(_("Open this set-up"), id=ids.CLASS_SEAT_OPEN, className="plain-button", target="_blank"),
                    button(_("Remove …"), id=ids.CLASS_SEAT_REMOVE),
                ],
                className="seat-ways",
            ),
            html.P(id=ids.CLASS_SEAT_SAID, className="room-wrong", role="alert"),
            html.Div(
                [
                    html.P(_("Remove this seat with all that it has sent? This can't be undone.")),
                    button(_("Remove"), id=ids.CLASS_SEAT_YES),
                    button(_("Keep"), id=ids.CLASS_SEAT_NO),
                ],
                id=ids.CLASS_SEAT_SURE,
                className="seat-sure",
                hidden=True,
            ),
            # below what is pressed: another may come at any moment
            html.Ul(id=ids.CLASS_SEAT_ANSWERS, className="seat-answers", **{"aria-label": _("Texts to allow")}),
        ],
    )
