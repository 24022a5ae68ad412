"""The pages of the app."""

import dash

from . import activations, playground, race


def register(title: str = "") -> None:
    """Give every page its address, and the playground a title of its own."""
    usual = "Neural Network Playground"
    dash.register_page("playground", path="/", title=title or usual, layout=playground.layout)
    dash.register_page("race", path="/race", title="Race of activation functions", layout=race.layout)
    dash.register_page("activations", path="/activations", title="Activation functions", layout=activations.layout)
