"""The page of activations: understand one before using it."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from .. import ids
from ..components import (
    activation_chooser,
    activation_contents,
    activation_facts,
    activation_setup,
    activation_signal,
    at_first,
    claims,
    code,
    messages,
    presenting,
)


def layout() -> Component:
    """The page with the functions that are chosen from the beginning."""
    setup = activation_setup.activations_setup()
    return at_first.activations(_page(setup), setup)


def _page(setup: dict[str, Any]) -> Component:
    """The contents beside it all: choose, compare and probe, read, send a signal through layers, check claims."""
    return html.Div(
        className="activations",
        children=[
            html.Div(presenting.presented_title(), className="top-bar"),
            messages.messages(),
            html.Div(
                className="activations-body",
                children=[
                    activation_contents.contents(),
                    html.Div(
                        [
                            activation_chooser.chooser(),
                            activation_facts.cards(),
                            activation_facts.table(),
                            activation_chooser.softmax(),
                            activation_signal.signal(),
                            claims.claims_panel(),
                        ],
                        className="sections",
                    ),
                ],
            ),
            presenting.present_end(),
            code.code_dialog(),
            dcc.Store(id=ids.ACTIVATIONS_SETUP, data=setup),
        ],
    )
