"""The race: networks that differ in one choice learn side by side, in lock-step."""

from dash import dcc, html
from dash.development.base_component import Component

from .. import ids
from ..bridge.markup import prerender
from ..components import code, messages, race_bar, race_lanes, race_setup, race_sweep


def layout() -> Component:
    """The bar, what the lanes have in common and in what they differ, the lanes, and their curves."""
    return prerender(
        html.Div(
            className="race",
            children=[
                dcc.Store(id=ids.RACE_SETUP, data=race_setup.race_setup()),
                dcc.Store(id=ids.RACE_BEGUN),
                race_bar.race_bar(),
                messages.messages(),
                html.Div(
                    className="race-body",
                    children=[race_bar.race_rules(), race_lanes.lanes(), race_lanes.curves(), race_sweep.sweep()],
                ),
                code.code_dialog(),
            ],
        )
    )
