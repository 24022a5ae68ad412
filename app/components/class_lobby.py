"""The lobby, for the projector: how to join, and who is there."""

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _
from .fields import button, switch


def lobby() -> list[Component]:
    """The code as large as the last row needs it, its QR code, and the names of seats as they come."""
    return [
        html.Div(
            className="lobby",
            children=[
                html.Div(
                    [
                        html.P(_("Scan, or open this address and enter the code"), className="lobby-how"),
                        html.P(id=ids.CLASS_LINK, className="lobby-link"),
                        html.Div(id=ids.CLASS_CODE, className="lobby-code", role="img", **{"aria-label": _("Code")}),
                    ],
                    className="lobby-words",
                ),
                html.Div(
                    html.Img(id=ids.CLASS_QR, alt=_("QR code to join the class"), hidden=True), className="lobby-qr"
                ),
            ],
        ),
        html.P(
            _(
                "Only this computer can open this address. For a class, start the server with BIND=0.0.0.0 on a "
                "computer that is in the class's network."
            ),
            id=ids.CLASS_LOCAL,
            className="room-wrong",
            hidden=True,
        ),
        html.Div(
            [
                html.H2(id=ids.CLASS_COUNT, className="lobby-count"),
                button(_("Let all in"), id=ids.CLASS_LET_ALL, className="plain-button room-main", hidden=True),
            ],
            className="lobby-head",
        ),
        html.Ul(id=ids.CLASS_SEATS, className="lobby-seats", **{"aria-labelledby": ids.CLASS_COUNT}),
        html.Div(
            [
                button(_("Copy the students' link"), id=ids.CLASS_COPY),
                button(_("New code"), id=ids.CLASS_RENEW, title=_("The one of now is good for nothing any more")),
                button(_("Close the code"), id=ids.CLASS_CLOSE_CODE, title=_("Nobody else can join")),
                switch(ids.CLASS_RULE, _("I let each student in")),
                switch(
                    ids.CLASS_TEXTS, _("Students may type short texts"), title=_("You read each before others can.")
                ),
            ],
            className="lobby-ways",
        ),
    ]
