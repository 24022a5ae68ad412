"""A student's seat in a class: a slim line above the page, where its address names a class (``?class=CODE``).

It stands in the index page from the start, so that nothing moves when the scripts of a seat, which are loaded only
then, fill it in. Whoever has no class can hand in a file all the same.
"""

from dash import dcc, html

from .. import ids
from ..i18n import _
from .fields import button, text
from .seat_texts import seat_texts


def seat() -> html.Section:
    """The line, and what a class may open above the page."""
    return html.Section(
        id=ids.SEAT,
        className="seat",
        **{"aria-label": _("Class")},
        children=[
            html.Span(className="seat-sign", **{"aria-hidden": "true"}),
            html.Strong(id=ids.SEAT_NAME, className="seat-name"),
            html.Span(id=ids.SEAT_STATE, className="seat-state", role="status"),
            html.Span(
                [
                    button(_("Join"), id=ids.SEAT_JOIN_AGAIN, className="seat-button", hidden=True),
                    button(
                        _("Hand in"), id=ids.SEAT_HAND_IN, className="seat-button", title=_about_file(), hidden=True
                    ),
                    button(_("Leave"), id=ids.SEAT_LEAVE, className="seat-button", hidden=True),
                ],
                className="seat-buttons",
            ),
            _join(),
            _asked(),
            _told(),
            dcc.Store(id=ids.SEAT_SETUP, data={"texts": seat_texts()}),
        ],
    )


def _join() -> html.Dialog:
    """What is sent is said once, before anything is."""
    return html.Dialog(
        id=ids.SEAT_JOIN_DIALOG,
        className="surface dialog seat-dialog",
        **{"aria-labelledby": "seat-join-title"},
        children=[
            html.H2(id="seat-join-title"),
            html.P(
                _(
                    "Your teacher then sees your settings, answers and results; no name. You get a seat with a name "
                    "such as Teal Heron. Everything is deleted when the class ends, after a day at most."
                )
            ),
            html.Form(
                className="seat-form",
                children=[
                    html.Label(
                        [
                            html.Span(_("Code"), className="field-name"),
                            text(
                                ids.SEAT_CODE,
                                maxLength=12,
                                autoComplete="off",
                                autoCapitalize="characters",
                                **{"aria-describedby": ids.SEAT_WRONG},
                            ),
                        ]
                    ),
                    button(_("Join"), id=ids.SEAT_JOIN, type="submit", className="plain-button seat-main"),
                    button(_("Not now"), id=ids.SEAT_NOT_NOW),
                ],
            ),
            html.P(id=ids.SEAT_WRONG, className="field-error", role="alert"),
            html.P(id=ids.SEAT_KNOCKS, className="seat-knocks", role="status"),
        ],
    )


def _asked() -> html.Dialog:
    """A question, and that all are to look up; the page below stays as it is."""
    return html.Dialog(
        id=ids.SEAT_ASKED,
        className="surface seat-asked",
        **{"aria-label": _("From your teacher")},
        children=[
            html.Div(
                [
                    html.H2(_("Eyes up")),
                    html.P(_("Your teacher has paused everybody. Nothing is lost: it goes on where you were.")),
                ],
                className="seat-cover",
            ),
            html.Button(id=ids.SEAT_FOLD, className="seat-fold", type="button", **{"aria-expanded": "true"}),
            html.Fieldset(
                [
                    html.Legend(id=ids.SEAT_QUESTION),
                    html.Div(id=ids.SEAT_OPTIONS, className="seat-options"),
                    html.P(id=ids.SEAT_ANSWERED, className="small", role="status"),
                ],
                className="seat-fieldset",
            ),
        ],
    )


def _told() -> html.Div:
    """What the teacher has sent, with the way back."""
    return html.Div(
        id=ids.SEAT_TOLD,
        className="seat-told",
        role="status",
        hidden=True,
        children=[
            html.Span(className="text"),
            button(_("Undo"), id=ids.SEAT_UNDO),
            html.Button(
                "✕", id=ids.SEAT_KEEP, className="message-close", type="button", **{"aria-label": _("Dismiss")}
            ),
        ],
    )


def _about_file() -> str:
    return _("Saves a file with your settings, answers and results, for your teacher")


def hand_in_button() -> html.Button:
    """The same for those without a class, in the dialog to share."""
    return button(_("Hand in"), id=ids.SHARE_HAND_IN, title=_about_file())
