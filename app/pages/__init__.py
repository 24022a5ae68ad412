"""The pages of the app."""

import dash

from . import activations, playground, race


def register() -> None:
    """Give every page its address."""
    dash.register_page("playground", path="/", title="Neural Network Playground", layout=playground.layout)
    dash.register_page("race", path="/race", title="Race of activation functions", layout=race.layout)
    dash.register_page("activations", path="/activations", title="Activation functions", layout=activations.layout)
