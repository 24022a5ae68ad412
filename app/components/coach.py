"""The coach's line under the network: what a run shows, where to see it, and one change to try. Most often it is empty.

The scripts fill it in; ``app/calls/coach.py`` says what. Its height is that of the longest message, so that nothing
moves when one comes or goes; on a phone that is two lines, and a button shows all of it over the page.
"""

from dash import html

from .. import ids
from ..i18n import _
from .fields import button


def coach() -> html.Div:
    """The message with its buttons, and the text that screen readers hear once."""
    return html.Div(
        id=ids.COACH,
        className="coach",
        role="group",
        tabIndex=-1,
        **{"aria-label": _("Coach")},
        children=[
            html.Div(
                className="coach-line",
                hidden=True,
                children=[
                    html.P(id=ids.COACH_TEXT, className="coach-text"),
                    html.Button(
                        html.Span(className="dock-arrow", **{"aria-hidden": "true"}),
                        id=ids.COACH_MORE,
                        className="coach-more",
                        type="button",
                        **{
                            "aria-label": _("More"),
                            "aria-expanded": "false",
                            "aria-describedby": ids.COACH_TEXT,
                        },
                    ),
                    html.Div(
                        className="coach-buttons",
                        children=[
                            button(_("Show me"), id=ids.COACH_SHOW, **{"aria-describedby": ids.COACH_TEXT}),
                            button(id=ids.COACH_TRY),
                            html.Button(
                                "✕",
                                id=ids.COACH_DISMISS,
                                className="message-close",
                                type="button",
                                **{"aria-label": _("Dismiss"), "aria-describedby": ids.COACH_TEXT},
                            ),
                        ],
                    ),
                ],
            ),
            html.Div(id=ids.COACH_SAID, className="visually-hidden", role="status"),
        ],
    )
