"""The callbacks that run in the browser: a page is there, and its scripts (``assets/``) begin.

From then on the scripts listen to the controls themselves: a change must not wait for the network, nor for a busy page.
"""

from dash import ClientsideFunction, Dash, Input, Output, State

from .. import ids

# The namespace of the scripts: what is written (nothing, but without an output Dash would not call it at first), and
# the stores that the page was born with.
_PAGES = {
    "playground": (ids.BEGUN, (Input(ids.FIRST_ANSWER, "data"), State(ids.SETUP, "data"))),
    "race": (ids.RACE_BEGUN, (Input(ids.RACE_SETUP, "data"),)),
    "activations": (ids.ACTIVATIONS_BEGUN, (Input(ids.ACTIVATIONS_SETUP, "data"),)),
}


def register(app: Dash) -> None:
    """Connect what the pages begin with with their scripts."""
    for page, (begun, given) in _PAGES.items():
        app.clientside_callback(ClientsideFunction(page, "begin"), Output(begun, "data"), *given)
