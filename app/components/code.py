"""The QR code of a link: small where the link is shared, and as large as the screen for a class."""

from dash import html

from .. import ids
from ..i18n import _
from .fields import button


def code_box(*more: html.Button) -> html.Div:
    """The code, or why there is none; the scripts fill in all boxes of a page alike."""
    return html.Div(
        className="code",
        children=[
            html.Div(html.Img(className="code-picture", alt=_("QR code for the link")), className="code-paper"),
            *more,
            html.P(className="code-message small", role="status"),
            html.P(
                _(
                    "Only this computer can open this address. For a class, start the server with BIND=0.0.0.0 on a "
                    "computer that is in the class's network: then the link and its QR code work on all devices there."
                ),
                className="code-local small",
            ),
            html.P(
                _(
                    "You opened this page at localhost, which only this computer can open. So the link has the "
                    "computer's network address: it works on every device in the same network."
                ),
                className="code-network small",
            ),
        ],
    )


def enlarge_button() -> html.Button:
    """What shows the code to a class."""
    return button(_("Enlarge"), id=ids.CODE_ENLARGE)


def code_dialog() -> html.Dialog:
    """The code on the whole screen, with its link below."""
    return html.Dialog(
        html.Div(
            className="code-screen",
            children=[
                html.Form(button(_("Close"), type="submit", value="close"), method="dialog"),
                code_box(),
                html.P(className="code-link"),
            ],
        ),
        id=ids.CODE_DIALOG,
        className="code-dialog",
        **{"aria-label": _("QR code for the link")},
    )
