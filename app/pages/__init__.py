"""The pages of the app."""

import dash

from . import playground


def register() -> None:
    """Give every page its address."""
    dash.register_page("playground", path="/", title="Neural Network Playground", layout=playground.layout)
