"""What stands at an address where there is nothing: a sentence, and the way to every page."""

from dash import get_relative_path, html
from dash.development.base_component import Component

from .. import config
from ..i18n import _


def layout() -> Component:
    """Nothing of it changes, and no script waits for it."""
    places = (
        ("/", _("Playground"), _("one network, everything visible")),
        ("/race", _("Race"), _("networks that differ in one choice, side by side")),
        ("/activations", _("Activations"), _("activation functions and their slopes, compared")),
        ("/lessons", _("Lessons"), _("predict, run, and see what happens")),
        *([("/class", _("Class"), _("what a whole class finds, together"))] if config.current().classes else []),
    )
    return html.Div(
        className="not-found",
        children=[
            html.H2(_("There is no page at this address")),
            html.P(_("The address may be mistyped, or the link incomplete. These are the pages:")),
            html.Ul([html.Li([html.A(name, href=get_relative_path(at)), f": {what}"]) for at, name, what in places]),
        ],
    )
