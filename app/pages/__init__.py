"""The pages of the app.

Whatever stands behind a ? in an address, Dash passes on to the layout. Mail programs and networks add such things to
links, so it must not matter.
"""

from collections.abc import Callable
from typing import Any

import dash
import orjson
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from ..bridge.addresses import MISSING
from ..i18n import once_in_each_language
from . import activations, not_found, playground, race


def register(title: str = "") -> None:
    """Give every page its address, and the playground a title of its own."""
    for name, path, its_title, page in (
        ("playground", "/", title or "Neural Network Playground", playground),
        ("race", "/race", "Race of activation functions", race),
        ("activations", "/activations", "Activation functions", activations),
        (MISSING, f"/{MISSING}", "Page not found", not_found),
    ):
        dash.register_page(name, path=path, title=its_title, layout=once_in_each_language(_plain(page.layout)))


def _plain(layout: Callable[[], Component]) -> Callable[[], Any]:
    """A layout as the dictionaries that Dash makes of it.

    To make a layout takes 20 ms, and Dash 10 more to find out that it holds components and to make dictionaries of
    them; and a whole class opens a page at once.
    """
    return lambda: orjson.loads(to_json_plotly(layout()))
