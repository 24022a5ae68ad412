"""The callbacks that run in the browser: a page is there, and its scripts (``assets/``) begin.

From then on the scripts listen to the controls themselves: a change must not wait for the network, nor for a busy page.
"""

from dash import ClientsideFunction, Dash, Input, Output, State

from .. import ids


def register(app: Dash) -> None:
    """Connect what the pages begin with with their scripts."""
    app.clientside_callback(
        ClientsideFunction("playground", "begin"),
        Output(ids.BEGUN, "data"),  # nothing is written; without an output Dash would not call it at first
        Input(ids.TICK_ANSWER, "data"),
        State(ids.SETUP, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("race", "begin"),
        Output(ids.RACE_BEGUN, "data"),
        Input(ids.RACE_SETUP, "data"),
    )
