"""The callbacks: one on the server, which trains; the others in the browser, which react to the controls."""

from dash import Dash

from . import controls, tick


def register(app: Dash) -> None:
    """Add all callbacks to the app."""
    tick.register(app)
    controls.register(app)
