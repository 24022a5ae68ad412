"""What the page has to say: a training that diverged, a choice that can't be, a server that is away or a newer one."""

from dash import html
from dash.development.base_component import Component

from .. import ids
from ..i18n import _
from .fields import button, icon


def messages(*more: Component) -> html.Div:
    """Warnings, and what was done, hidden until they are needed; the scripts fill in what is not written here.

    They lie over the page; ``more`` does so with them.
    """
    return html.Div(
        className="messages",
        children=[
            html.Div(
                id=ids.PROBLEM_MESSAGE,
                className="message problem",
                role="alert",
                hidden=True,
                children=[
                    icon("warning"),
                    html.Div(className="text"),
                    button(id=ids.RESET_SLOWER, className="plain-button offer", hidden=True),
                    html.Button(
                        "✕", id=ids.DISMISS, className="message-close", type="button", **{"aria-label": _("Dismiss")}
                    ),
                ],
            ),
            html.Div(
                id=ids.DONE_MESSAGE,
                className="message done",
                role="status",
                hidden=True,
                children=[icon("check"), html.Div(className="text")],
            ),
            html.Div(
                id=ids.CONNECTION_MESSAGE,
                className="message connection",
                role="status",
                hidden=True,
                children=[
                    icon("warning"),
                    html.Div(className="text"),
                    button(_("Try now"), id=ids.RETRY),
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
                        _("A new version is available. Reload: your settings are kept, training restarts."),
                        className="text",
                    ),
                    button(_("Reload"), id=ids.RELOAD),
                ],
            ),
            *more,
        ],
    )
