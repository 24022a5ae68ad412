"""The web app: a Dash page around the training core. ``create_app()`` makes a fresh one."""

from typing import TYPE_CHECKING

from .places import ROOT

if TYPE_CHECKING:
    from .bridge.index import Playground
    from .config import Settings

__all__ = ("ROOT", "create_app")


def create_app(settings: "Settings | None" = None) -> "Playground":
    """A new app with its pages, callbacks and security headers; ``app.server`` is the WSGI application."""
    from .config import Settings
    from .factory import make_app  # imports Dash, for which nobody waits who trains on the command line

    return make_app(settings or Settings())
