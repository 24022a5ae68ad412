"""The race: networks that differ in one choice learn side by side, in lock-step."""

from dash import dcc, html
from dash.development.base_component import Component

from nn_core.study.race_rules import Rules

from .. import ids
from ..components import (
    at_first,
    code,
    messages,
    presenting,
    race_bar,
    race_edit,
    race_grid,
    race_lanes,
    race_setup,
    race_sweep,
    race_tasks,
)


def layout() -> Component:
    """The page with the usual race, which it shows from the beginning."""
    return at_first.race(_page(), Rules())


def _page() -> Component:
    """The bar, what the lanes have in common and in what they differ, the lanes, and their curves."""
    return html.Div(
        className="race",
        children=[
            race_bar.race_bar(),
            messages.messages(),
            html.Div(
                className="race-body",
                children=[
                    race_bar.race_rules(),
                    race_tasks.race_tasks(),
                    race_lanes.track(),
                    race_bar.fair_race(),
                    race_sweep.sweep(),
                    race_grid.grid(),
                ],
            ),
            race_edit.editor(),
            presenting.present_end(),
            code.code_dialog(),
            dcc.Store(id=ids.RACE_SETUP, data=race_setup.race_setup()),
        ],
    )
