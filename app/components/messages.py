"""What the page has to say: a training that diverged, a choice that can't be, a server that is away or a newer one."""

import dash_mantine_components as dmc
from dash import html

from .. import ids
from ..i18n import _
from ..theme import icon


def messages() -> html.Div:
    """Three messages, hidden until there is something to say; the scripts fill in what is not written here."""
    return html.Div(
        className="messages",
        children=[
            html.Div(
                id=ids.PROBLEM_MESSAGE,
                className="message problem",
                role="alert",
                hidden=True,
                children=[icon("warning"), html.Div(className="text")],
            ),
            html.Div(
                id=ids.CONNECTION_MESSAGE,
                className="message connection",
                role="status",
                hidden=True,
                children=[
                    icon("warning"),
                    html.Div(className="text"),
                    dmc.Button(_("Try now"), id=ids.RETRY, size="compact-xs", variant="default"),
                ],
            ),
            html.Div(
                id=ids.UPDATED_MESSAGE,
                className="message updated",
                role="alert",
                hidden=True,
                children=[
                    icon("warning"),
                    html.Div(
                        _("The playground was updated. Please reload the page: the set-up stays, training does not."),
                        className="text",
                    ),
                    dmc.Button(_("Reload"), id=ids.RELOAD, size="compact-xs", variant="default"),
                ],
            ),
        ],
    )
