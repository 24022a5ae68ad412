"""The callbacks: those on the server, which train; the others in the browser, which react to the controls."""

from dash import Dash

from . import activations, begin, codes, files, links, own_data, sweep, tick


def register(app: Dash) -> None:
    """Add all callbacks to the app."""
    tick.register(app)
    sweep.register(app)
    files.register(app)
    activations.register(app)
    links.register(app)
    codes.register(app)
    own_data.register(app)
    begin.register(app)
