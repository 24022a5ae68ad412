"""The page of activations: understand one before using it."""

from dash import dcc, html
from dash.development.base_component import Component

from .. import ids
from ..components import activation_chooser, activation_facts, activation_setup, activation_signal, claims, messages


def layout() -> Component:
    """Choose and compare curves, probe them, read about them, and send a signal through many layers."""
    return html.Div(
        className="activations",
        children=[
            messages.messages(),
            html.Div(
                className="activations-body",
                children=[
                    activation_chooser.chooser(),
                    activation_chooser.charts(),
                    activation_chooser.probes(),
                    activation_facts.cards(),
                    activation_facts.table(),
                    activation_signal.signal(),
                    claims.claims_panel(),
                ],
            ),
            dcc.Store(id=ids.ACTIVATIONS_SETUP, data=activation_setup.activations_setup()),
        ],
    )
