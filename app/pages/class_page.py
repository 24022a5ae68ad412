"""The page of a class: where its teacher opens it, sees it, and leads it."""

from dash import dcc, html
from dash.development.base_component import Component

from .. import ids
from ..components import class_entry, class_room, messages
from ..components.class_setup import class_setup


def layout() -> Component:
    """What is there before a class is open, and its screens; the scripts show one of the two."""
    return html.Div(
        className="room",
        children=[
            messages.messages(),
            class_entry.entry(),
            class_room.room(),
            dcc.Store(id=ids.CLASS_SETUP, data=class_setup()),
        ],
    )
