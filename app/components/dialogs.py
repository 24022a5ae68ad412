"""What dialogs have in common."""

from dash import html

from ..i18n import _
from .fields import button


def dialog_head(title: str, id_: str) -> html.Form:
    """The title of a dialog, and the button that closes it."""
    return html.Form(
        [
            html.H2(title, id=id_),
            button(_("Close"), type="submit", value="close"),
        ],
        method="dialog",
        className="dialog-head",
    )
